"""The card of `now`: the one that is kept, or made anew, or the best there can be. Loads nothing heavy.

Whatever is wrong with the plan or the folder, there is a card.
"""

from __future__ import annotations

from recoveryplan import __version__, home
from recoveryplan.errors import ContentProblem, Problem, RecoveryPlanError
from recoveryplan.guidance import card
from recoveryplan.storage import files, standing
from recoveryplan.storage.cards import write_card
from recoveryplan.storage.folder import Home
from recoveryplan.workflows import knowledge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_BROKEN = "Your plan has a mistake in it. `recoveryplan check` shows where."
_OLDER = "From before a mistake in your plan file.\n`recoveryplan check` shows it."
_SHUT = "Your plan could not be opened just now."
_OURS = "Your own card could not be made. That is our mistake."
_BEGUN = "You began a plan. `recoveryplan new` goes on."


LAST_RESORT = """\
In danger? Call your local emergency
number.
  US, Canada 911 · EU 112 · UK 999 ·
  Australia 000 · New Zealand 111
  hard to wake, slow breathing, blue
  lips: give naloxone too, and stay
  seizure, confusion, bad shaking
Thoughts of ending your life:
  your emergency number
Call or text someone you trust. You do
not have to do this alone.
"""
"""What is shown when nothing else works, not even our own help lines."""


def kept(digest: str, shown: str) -> str:
    """A card with its first line, as it is kept: it holds for this plan, this program, this shape, these numbers."""
    return f"{digest} {__version__} {home.CARD_MARK}\n{shown}"


def text(tree: Mapping[str, Any], remark: str = "") -> str:
    """The card for a plain plan tree; an empty one gives the card of somebody without a plan."""
    notices = knowledge.rules().fired(tree) if tree else ()
    return card.make(tree, knowledge.lines(), notices, knowledge.vocabulary()["person_short"], remark)


def present(folder: Home) -> str:
    """The card for the plan as it stands now; it is kept for the next time."""
    try:
        return _of_plan(folder)
    except ContentProblem:
        return _last_good(folder) or text({}, _BROKEN)
    except RecoveryPlanError:
        return text({}, _SHUT)
    except Exception:  # a mistake of ours may not stand between a person and help
        return _bare()


def _bare() -> str:
    try:
        return text({}, _OURS)
    except Exception:
        return LAST_RESORT


def _of_plan(folder: Home) -> str:
    stored = standing.read(folder)
    if stored is None:
        return text({}, _BEGUN if _has_draft(folder) else "")
    shown = text(_tree(stored))
    write_card(folder, kept(stored.digest, shown))
    return shown


def _tree(stored: standing.Stored) -> dict[str, Any]:
    """The plan's plain tree: parsed, not typed, since a hard moment cannot wait for that.

    What the card shows must have the right shape, though. Raises ContentProblem where it has not.
    """
    from recoveryplan.storage import migrations
    from recoveryplan.yamlfile import read

    tree = migrations.upgrade(read(stored.data, home.PLAN))
    if not isinstance(tree, dict) or (stored.state != "fresh" and not _fits(tree)):
        raise ContentProblem([Problem(home.PLAN, None, None, "a part of the plan has not the right shape")])
    return tree


def _fits(tree: dict[str, Any]) -> bool:
    groups = all(
        isinstance(tree.get(name) or {}, dict) for name in ("preferences", "hard_moment", "about", "readiness")
    )
    return (
        groups
        and _is_list_of(tree.get("motivations"), "text")
        and _is_list_of(tree.get("people"), "name")
        and _is_list_of((tree.get("hard_moment") or {}).get("steps"), "do")
    )


def _is_list_of(items: Any, key: str) -> bool:
    listed = items or []
    return isinstance(listed, list) and all(isinstance(one, dict) and isinstance(one.get(key), str) for one in listed)


def _has_draft(folder: Home) -> bool:
    from recoveryplan.storage import drafts

    return drafts.find(folder, "new") is not None


def _last_good(folder: Home) -> str | None:
    """The card that was kept before the plan file broke, with a word about that."""
    try:
        data = files.read_file(folder.card) or b""
    except RecoveryPlanError:
        return None
    shown = data.partition(b"\n")[2].decode("utf-8", "replace")
    return shown.rstrip("\n") + f"\n{_OLDER}\n" if shown else None
