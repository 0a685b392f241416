"""`paths`: where everything is kept."""

from __future__ import annotations

from recoveryplan.commands.settings import Settings, current
from recoveryplan.wording import Said


def command() -> None:
    """Example:  recoveryplan paths

    Shows where your plan, its versions and your pages are. Each is a plain file that you can open and copy.
    """
    run(current)


def run(settings: Settings) -> None:
    """Print each place and whether it is there yet."""
    import os

    home = settings.folder()
    places = [
        ("Everything is in", home.path),
        ("Your plan", home.plan),
        ("Every version of it", home.history),
        ("Your check-ins", home.checkins),
        ("Your reviews and setbacks", home.records),
        ("Answers under way, and texts set aside", home.drafts),
        ("Pages to print", home.worksheets),
        ("The card of `now`", home.card),
    ]
    said = []
    for words, path in places:
        said += [Said(words if os.path.lexists(path) else f"{words} (not there yet)"), Said(path, "contact", 2)]
    settings.screen().say(said)
