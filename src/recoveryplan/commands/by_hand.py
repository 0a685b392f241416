"""`edit --by-hand`: a copy of the plan file in the person's editor, looked over on return, then saved as a version."""

from __future__ import annotations

from recoveryplan import wording
from recoveryplan.commands.settings import Settings
from recoveryplan.errors import ContentProblem, UsageProblem
from recoveryplan.wording import Said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from recoveryplan.interview.prompts import Prompter
    from recoveryplan.storage.folder import Home
    from recoveryplan.workflows.by_hand import Copy


def run(settings: Settings, home: Home) -> None:
    """Open the editor until the file is in order, or the person stops. Raises CannotNow, UsageProblem, NothingYet."""
    from recoveryplan.terminal.choose import leave_tidily
    from recoveryplan.workflows.by_hand import Copy

    if not settings.can_ask():
        raise UsageProblem(*wording.NO_TERMINAL_EDIT)
    leave_tidily()
    prompter = settings.prompter()
    copy = Copy(home)
    try:
        if copy.recorded:
            prompter.show([Said(wording.recorded_as(copy.recorded))])
        if not copy.waited or _goes_on(copy, prompter):
            _edit(home, copy, prompter)
    finally:
        copy.close()


def _goes_on(copy: Copy, prompter: Prompter) -> bool:
    """Whether to open an editor at all where a copy waits: that copy, or the plan afresh."""
    choices = (("on", wording.EDIT_COPY_ON), ("afresh", wording.EDIT_COPY_AFRESH))
    wish = _chosen(prompter, wording.EDIT_COPY_WAITS, *choices)
    if wish == "afresh":
        copy.afresh()
    return bool(wish)


def _edit(home: Home, copy: Copy, prompter: Prompter) -> None:
    from recoveryplan.commands.resuming import told_saved

    line = copy.first_line()
    while True:
        copy.edit(line)
        problems = _problems(copy)
        if not problems:
            break
        prompter.show([Said(words) for words, _ in problems])
        line = next((line for _, line in problems if line), 1)
        wish = _chosen(prompter, wording.EDIT_AGAIN_ASK, ("again", wording.EDIT_AGAIN), ("stop", wording.EDIT_STOP))
        if wish != "again":
            _say_kept(copy, prompter, wish)
            return
    if not copy.changed():
        prompter.show([Said(wording.NOTHING_CHANGED)])
        return
    told_saved(prompter.show, home, copy.save())
    prompter.show(copy.warnings())


def _problems(copy: Copy) -> list[tuple[str, int | None]]:
    """What is off in the copy, in words, with lines; nothing when it is in order."""
    try:
        copy.check()
    except ContentProblem as problem:
        return [(one.words(), one.line) for one in problem.problems]
    return []


def _say_kept(copy: Copy, prompter: Prompter, wish: str | None) -> None:
    if wish != "":  # who left in a hurry wants no words on the screen
        prompter.show([Said(wording.EDIT_COPY_KEPT), Said(copy.path, "contact", 2)])


def _chosen(prompter: Prompter, ask: str, *choices: tuple[str, str]) -> str | None:
    from recoveryplan.interview.prompts import Option, Prompt
    from recoveryplan.workflows.beside import choose

    return choose(prompter, Prompt("editor", "choice", ask, options=tuple(Option(*one) for one in choices)))
