"""The kept card of `now`: a cache beside the plan, written light, since `now` itself renews it."""

from __future__ import annotations

from recoveryplan.errors import CannotNow
from recoveryplan.storage import files
from recoveryplan.storage.folder import Home


def write_card(home: Home, text: str) -> bool:
    """Keep the card, unsynced: it can be made again. False when it could not be written."""
    try:
        files.write_whole(home.card, text.encode("utf-8", "replace"), sync=False)
    except CannotNow:
        return False
    return True
