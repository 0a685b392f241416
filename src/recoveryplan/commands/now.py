"""`now`: the card for a hard moment. Called without options, ``__main__`` answers before this is loaded."""

from __future__ import annotations

from recoveryplan.commands.settings import Settings, current
from recoveryplan.wording import Said


def command() -> None:
    """Example:  recoveryplan now

    Shows who to call in danger, what matters to you, your next steps and your people. It asks nothing.
    """
    run(current)


def run(settings: Settings) -> None:
    """Print the card: as kept, made anew, the last good one, or the one for somebody without a plan."""
    from recoveryplan.workflows import carding

    card = carding.present(settings.folder())
    settings.screen().say([Said(line, "contact") for line in card.rstrip("\n").split("\n")])
