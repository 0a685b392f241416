"""`restore`: bring an older version of the plan back, as the next one."""

from __future__ import annotations

from typing import Annotated

import typer

from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import UsageProblem
from recoveryplan.wording import Said, versions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoveryplan.workflows.bringing_back import BroughtBack

_NO, _YES = "no", "yes"


def command(
    number: Annotated[int, typer.Argument(metavar="N", min=1, help="The number of the version.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
) -> None:
    """Example:  recoveryplan restore 3

    Brings an older version of your plan back, as a new one. It shows what changes and asks first. Nothing is deleted.
    Your count of days, your next review, goals you reached and what keeps you safe stay as they are. Nobody you keep
    away from by now comes back.
    """
    run(current, number, yes)


def run(settings: Settings, number: int, yes: bool = False) -> None:
    """Show what would change, ask once, and save the next version.

    Raises NothingYet without a plan, UsageProblem for a version that is not there or with nobody to ask, ContentProblem
    for a plan or a version with mistakes in it, CannotNow.
    """
    from recoveryplan import clock
    from recoveryplan.commands.resuming import told_saved
    from recoveryplan.workflows import bringing_back
    from recoveryplan.workflows.beside import LEFT

    home = settings.folder()
    ready = bringing_back.prepared(home, number)
    screen = settings.screen()
    screen.say(list(_told(ready, screen.columns)))
    wish = _YES if yes else _wish(settings, number)
    if wish != _YES:
        from recoveryplan.wording import NOTHING_CHANGED

        screen.say([Said(NOTHING_CHANGED)] if wish != LEFT else [])
        return
    saved = bringing_back.save(home, ready, clock.today(), lambda words: screen.say([Said(words)]))
    told_saved(screen.say, home, saved.version, saved.recorded)


def _told(ready: BroughtBack, columns: int) -> Iterator[Said]:
    from recoveryplan import clock
    from recoveryplan.commands.diff import ROWS, fitting

    today = clock.today()
    heading = versions.restore_heading if ready.before else versions.restore_missing
    yield Said(heading(ready.number, versions.day(ready.day, today)), "heading")
    told = ready.compared.teller(today).lines_back(ready.changes)
    lines = [Said(line, "plain", 2) for line in told or [versions.RESTORE_SAME]]
    yield from fitting(lines, columns, ROWS, f"recoveryplan diff {ready.number} --full")
    if ready.stays:
        yield Said(versions.stays(ready.stays), "plain", 2)
    if ready.out:
        yield Said(versions.stays_out(ready.number), "plain", 2)


def _wish(settings: Settings, number: int) -> str | None:
    """What the person says; Enter alone leaves the plan as it is. Raises UsageProblem where nobody can be asked."""
    from recoveryplan.commands.lines import of_plan
    from recoveryplan.interview.prompts import Option, Prompt
    from recoveryplan.terminal.choose import leave_tidily
    from recoveryplan.workflows.beside import choose

    if not settings.can_ask():
        raise UsageProblem(*versions.RESTORE_NO_TERMINAL, versions.restore_command(number))
    leave_tidily()
    options = (Option(_NO, versions.RESTORE_NO), Option(_YES, versions.RESTORE_YES))
    prompt = Prompt("restore", "choice", versions.RESTORE_ASK, options=options, present=_NO, help=versions.RESTORE_HELP)
    return choose(settings.prompter(), prompt, lambda: of_plan(settings))
