"""`history`: the versions of the plan."""

from __future__ import annotations

from typing import Annotated

import typer

from recoveryplan.commands.settings import Settings, current
from recoveryplan.wording import Said

HEADINGS = ("Version", "Day", "Why")
BY_HAND = "Since then the file was changed by hand. The next change records that as its own version."


def command(json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Example:  recoveryplan history

    Lists every version of your plan, with its day and its reason. Each is a file of its own; none is ever changed.
    """
    run(current, json)


def run(settings: Settings, as_json: bool = False) -> None:
    """Print number, day and reason of each version, the newest last."""
    from recoveryplan.errors import NothingYet
    from recoveryplan.storage import store
    from recoveryplan.terminal import tables

    home = settings.folder()
    entries = store.history(home)
    stored = store.read(home)
    if stored is None and not entries:
        raise NothingYet("There is no plan yet.", "`recoveryplan new` makes one.")
    by_hand = stored is not None and stored.state in {"edited", "restored"}
    if as_json:
        versions = [{"version": entry.number, "day": entry.day, "reason": entry.reason} for entry in entries]
        settings.screen().json({"versions": versions, "changed_by_hand_since": by_hand})
        return
    screen = settings.screen()
    if tables.fits(screen):
        tables.draw(screen, HEADINGS, [(str(entry.number), entry.day, entry.reason) for entry in entries])
        screen.say([Said(BY_HAND)] if by_hand else [])
        return
    said = [Said(f"Version {entry.number}, {entry.day}: {entry.reason}") for entry in entries]
    if by_hand:
        said.append(Said(BY_HAND))
    screen.say(said)
