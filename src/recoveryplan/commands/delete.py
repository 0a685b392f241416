"""`delete`: take away what this program keeps, and say what that cannot reach."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from recoveryplan import wording
from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import NothingYet, UsageProblem
from recoveryplan.storage.folder import Home
from recoveryplan.wording import Said

CANNOT = (
    "What this can not take away: copies you made or gave to someone, printed pages, backups, and files in a cloud. "
    "Parts of deleted files can stay on a disk for some time. Someone who looks may see that something was deleted."
)


def command(yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False) -> None:
    """Example:  recoveryplan delete

    Removes your plan, every version of it, drafts and pages from this computer. It shows the list first.
    """
    run(current, yes)


def run(settings: Settings, yes: bool = False) -> None:
    """Show what goes and what stays, ask once, and remove it."""
    from recoveryplan.storage import store
    from recoveryplan.workflows.beside import LEFT

    home = settings.folder()
    screen = settings.screen()
    found = store.survey(home)
    if not found.ours:
        raise NothingYet("There is nothing here to delete.")
    screen.say([Said(f"This takes away {_told(home, found.ours)}, in:", "heading"), Said(home.path, "contact", 2)])
    if found.others:
        screen.say([Said("These are not mine, and stay:"), *(Said(path, "contact", 2) for path in found.others)])
    screen.say([Said(CANNOT, "warning")])
    wish = "yes" if yes else _wish(settings)
    if wish != "yes":
        screen.say([Said("Nothing was deleted.")] if wish != LEFT else [])
        return
    removed = store.delete_all(home)
    screen.say([Said(f"{len(removed.ours)} files were deleted. You can make a new plan any time.")])


def _wish(settings: Settings) -> str | None:
    """Whether the person typed the whole word; a key pressed too often must not delete a plan."""
    from recoveryplan.commands.lines import of_plan
    from recoveryplan.interview.prompts import Prompt
    from recoveryplan.workflows.beside import LEFT, choose

    if not settings.can_ask():
        raise UsageProblem("I can not ask you here if that is what you want.", "`recoveryplan delete --yes` does it.")
    prompt = Prompt("delete", "text", wording.DELETE_ASK, help=wording.DELETE_HELP)
    typed = choose(settings.prompter(), prompt, lambda: of_plan(settings))
    if typed in (None, LEFT):
        return typed
    return "yes" if typed.strip().lower() == "delete" else None


def _told(home: Home, found: list[str]) -> str:
    """What there is, in words: files by what they are for."""
    names = [os.path.relpath(path, home.path).replace(os.sep, "/") for path in found]
    groups = (
        (("plan.yaml",), "your plan", "your plan"),
        (("history/",), "1 version of it", "{} versions of it"),
        (("drafts/",), "1 draft", "{} drafts"),
        (("worksheets/",), "1 page", "{} pages"),
        (("checkins/", "records/"), "1 record", "{} records"),
        (("now.txt",), "the card", "the card"),
    )
    counted = ((sum(name.startswith(starts) for name in names), one, many) for starts, one, many in groups)
    return ", ".join((one if number == 1 else many.format(number)) for number, one, many in counted if number)
