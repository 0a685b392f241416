"""`delete`: take away what this program keeps, and say what that cannot reach."""

from __future__ import annotations

from typing import Annotated

import typer

from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import NothingYet, UsageProblem
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
    from recoveryplan.workflows.asking import LEFT

    home = settings.folder()
    screen = settings.screen()
    found = store.survey(home)
    if not found.ours:
        raise NothingYet("There is nothing here to delete.")
    screen.say([Said("This takes away:", "heading"), *(Said(path, "contact", 2) for path in found.ours)])
    if found.others:
        screen.say([Said("These are not mine, and stay:"), *(Said(path, "contact", 2) for path in found.others)])
    screen.say([Said(CANNOT, "warning")])
    wish = "yes" if yes else _wish(settings)
    if wish != "yes":
        screen.say([Said("Nothing was deleted.")] if wish != LEFT else [])
        return
    removed = store.delete_all(home)
    screen.say([Said(f"{len(removed.ours)} files were deleted.")])


def _wish(settings: Settings) -> str | None:
    from recoveryplan.interview.prompts import Prompt
    from recoveryplan.workflows.asking import choose

    if not settings.can_ask():
        raise UsageProblem("I can not ask you here if that is what you want.", "`recoveryplan delete --yes` does it.")
    ask = Prompt("delete", "yes_no", "Delete all of this? It can not be undone.")
    return choose(settings.prompter(), ask)
