"""`import`: what `export all` put into one file, brought in on a new computer."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import CannotNow, ContentProblem, UsageProblem
from recoveryplan.wording import Said
from recoveryplan.wording import moving as words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from recoveryplan.storage.arriving import Bundle
    from recoveryplan.storage.folder import Home


def command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file that `export all` made.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
) -> None:
    """Example:  recoveryplan import recoveryplan-2026-11-22.zip

    Looks at all of the file first, then brings it in. If there is a plan here already, it asks. What is here is then
    moved to a folder beside it. Nothing is deleted.
    """
    run(current, file, yes)


def run(settings: Settings, path: str, yes: bool = False) -> None:
    """Check the file, tell what is in it, ask where something is in its place, and bring it in."""
    from recoveryplan import clock
    from recoveryplan.storage import arriving

    home = settings.folder()
    screen = settings.screen()
    with arriving.Bundle(os.path.abspath(path)) as brought:
        brought.check()
        _look_at_plan(brought)
        screen.say([Said(words.IN_THE_FILE, "heading"), Said(_told(brought.names), indent=2)])
        if not _may(settings, home, yes):
            return
        aside = arriving.bring_in(home, brought, clock.today())
    screen.say([Said(words.BROUGHT, "heading"), Said(home.path, "contact", 2)])
    if aside:
        screen.say([Said(words.ASIDE), Said(aside, "contact", 2)])
    screen.say([Said(words.LOOK_NEXT)])
    if os.path.lexists(path):  # one that lay in the old home has moved aside with it
        screen.say([Said(words.OLD_FILE)])


def _told(names: list[str]) -> str:
    return f"{words.counted(names)}."


def _look_at_plan(brought: Bundle) -> None:
    """Raises ContentProblem, by line, for a plan in the file that this program cannot read."""
    from recoveryplan import home
    from recoveryplan.workflows import reading
    from recoveryplan.yamlfile import read

    data = brought.data(home.PLAN)
    try:
        if data is not None:
            reading.typed(read(data, home.PLAN))
    except ContentProblem as problem:
        raise ContentProblem(problem.problems, words.NOTHING_BROUGHT) from None


def _may(settings: Settings, home: Home, yes: bool) -> bool:
    """Whether what is here may be moved aside: yes where there is nothing. Raises when that can not be."""
    from recoveryplan.storage import arriving, store

    if arriving.is_empty(home):
        return True
    found = store.survey(home)
    if found.others:
        settings.aside().say([Said(words.OTHERS_HERE), *(Said(path, "contact", 2) for path in found.others)])
        raise CannotNow(words.OTHERS_TODO)
    names = [os.path.relpath(path, home.path).replace(os.sep, "/") for path in found.ours]
    here = [Said(words.HERE_NOW, "heading"), Said(_told(names), indent=2), Said(home.path, "contact", 2)]
    settings.screen().say([*here, Said(words.ASIDE_FIRST)])
    return yes or _agreed(settings)


def _agreed(settings: Settings) -> bool:
    from recoveryplan.commands.lines import of_plan
    from recoveryplan.interview.prompts import Prompt
    from recoveryplan.workflows.beside import LEFT, choose

    if not settings.can_ask():
        raise UsageProblem(*words.CAN_NOT_ASK)
    prompt = Prompt("import", "yes_no", words.IMPORT_ASK, help=words.IMPORT_HELP, present="no")
    answer = choose(settings.prompter(), prompt, lambda: of_plan(settings))
    if answer not in {"yes", LEFT}:
        settings.screen().say([Said(words.LEFT_AS_IT_WAS)])
    return answer == "yes"
