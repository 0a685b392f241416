"""`now`: the card for a hard moment. Called without options, ``__main__`` answers before this is loaded."""

from __future__ import annotations

from typing import Annotated

import typer

from recoveryplan.commands.settings import Settings, current
from recoveryplan.wording import Said


def command(
    wait: Annotated[
        bool, typer.Option("--wait", help="Then breathe, look around or wait with me: for a craving or a hard feeling.")
    ] = False,
) -> None:
    """Example:  recoveryplan now

    Shows who to call in danger, what matters to you, your next steps and your people. It asks nothing.

    With --wait there are three quiet things to do below it. You can end each of them at any time.
    """
    run(current)
    if wait:
        from recoveryplan.commands import now_wait

        now_wait.run(current)


def run(settings: Settings) -> None:
    """Print the card: as kept, made anew, the last good one, or the one for somebody without a plan."""
    from recoveryplan.workflows import carding

    card = carding.present(settings.folder())
    settings.screen().say([Said(line, "contact") for line in card.rstrip("\n").split("\n")])
