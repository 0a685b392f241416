"""The card of `now` on the disk: when it still holds, and making it anew. Loads nothing heavy."""

from __future__ import annotations

from recoveryplan import __version__
from recoveryplan.guidance import card
from recoveryplan.home import CARD_MARK
from recoveryplan.workflows import knowledge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def head(digest: str) -> str:
    """The first line of a kept card: it holds for this plan, this program, this shape, these numbers."""
    return f"{digest} {__version__} {CARD_MARK}"


def text(tree: Mapping[str, Any], remark: str = "") -> str:
    """The card for a plain plan tree; an empty one gives the card of somebody without a plan."""
    notices = knowledge.rules().fired(tree) if tree else ()
    return card.make(tree, knowledge.lines(), notices, knowledge.vocabulary()["person_short"], remark)


def kept(digest: str, shown: str) -> str:
    """A card with its first line, as it is kept in the home."""
    return f"{head(digest)}\n{shown}"
