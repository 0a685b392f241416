"""The menu of the bare command: five lines, no commands to learn."""

from __future__ import annotations

from collections.abc import Callable

from recoveryplan import wording
from recoveryplan.commands.settings import Settings
from recoveryplan.wording import Said


def run(settings: Settings, help_text: Callable[[], str]) -> None:
    """Ask what the person needs and do it. Without a terminal, print the help."""
    if not settings.can_ask():
        settings.screen().raw(help_text())
        return
    from recoveryplan.commands.lines import of_plan
    from recoveryplan.interview.prompts import Option, Prompt
    from recoveryplan.workflows.beside import choose

    prompter = settings.prompter()
    prompter.show(_due(settings))
    options = tuple(Option(value, words) for value, words in wording.MENU.items())
    prompt = Prompt("menu", "choice", wording.MENU_ASK, options=options, help=wording.MENU_HELP)
    try:
        chosen = choose(prompter, prompt, lambda: of_plan(settings))
    except KeyboardInterrupt:  # nothing was answered here that could be kept
        settings.aside().say([Said(""), Said(wording.STOPPED)])
        raise SystemExit(130) from None
    if chosen:
        _ACTIONS[chosen](settings)


def _due(settings: Settings) -> list[Said]:
    """That a look at the plan is due, where it is; whatever is wrong with the plan, the menu comes up."""
    from recoveryplan.commands import review
    from recoveryplan.errors import RecoveryPlanError

    try:
        return review.due(settings)
    except RecoveryPlanError:
        return []


def _plan(settings: Settings) -> None:
    from recoveryplan.commands import new

    new.run(settings)


def _now(settings: Settings) -> None:
    from recoveryplan.commands import now

    now.run(settings)
    settings.screen().say([Said(wording.WAIT_TOO)])


def _slipped(settings: Settings) -> None:
    from recoveryplan.commands import setback

    setback.run(settings)


def _print(settings: Settings) -> None:
    from recoveryplan.commands import worksheet
    from recoveryplan.storage import store

    worksheet.run(settings, blank=store.read(settings.folder()) is None)


def _lines(settings: Settings) -> None:
    from recoveryplan.commands import lines

    lines.run(settings, None)


_ACTIONS: dict[str, Callable[[Settings], None]] = {
    "plan": _plan,
    "now": _now,
    "slipped": _slipped,
    "print": _print,
    "lines": _lines,
}
