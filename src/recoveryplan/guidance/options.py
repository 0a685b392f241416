"""What can be offered at a pick-list: strategies, ways to cope, goals to start from. Offered, never put in.

A pick-list is a file of ``content/options`` and has its name: what a question calls ``options_from``. It either
holds ``options`` of its own, or shows those of another list (``of``). docs/writing-questions.md has every key.
"""

from __future__ import annotations

from recoveryplan import resources
from recoveryplan.guidance.card_people import near
from recoveryplan.plan import conditions, tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from recoveryplan.plan.conditions import Condition, Words

    Entry = Mapping[str, Any]
    Tree = Mapping[str, Any]

COUNTRIES = "countries"
"""The one list that is made from the help lines instead of a file."""

NOT_RIGHT = "You said this was not the right fit before."
"""Stands behind an option of a sort of care that did not help (``care``)."""


def sources() -> frozenset[str]:
    """The name of every pick-list there is. Reads the folder's names, none of its files."""
    names = resources.content_names("options")
    return frozenset((COUNTRIES, *(name.partition("/")[2].removesuffix(".yaml") for name in names)))


def knows(source: str) -> bool:
    """Whether there is a pick-list of this name."""
    return source in sources()


MOST_SHOWN = 12
"""So many options a list shows at most, the first ones: with their question they fit on a small screen."""


class PickList:
    """The options of one list, as its file says: which of them, in which order, with which words.

    ``entries`` are those of the file, or of the list it shows. Raises BadCondition for a condition not well made.
    """

    def __init__(self, head: Mapping[str, Any], entries: Iterable[Entry]) -> None:
        mark = head.get("marked")
        self.head = head
        self.entries = [one for one in entries if not mark or one.get(mark) == "yes"]
        self.fill_key = str(head.get("fill") or "then")
        self.names_people = head.get("people") == "yes"
        self._conditions = [(_condition(one.get("when")), _condition(one.get("not_when"))) for one in self.entries]

    def fitting(self, match: str, plan: Tree, words: Words) -> list[Entry]:
        """The entries that fit this plan; of those for several kinds, the ones made for ``match`` come first.

        Where nothing is known to match by, all of them, or only those with the mark ``without_match``.
        """
        found = list(self._holding(match, plan, words))
        return sorted(found, key=lambda one: bool(match) and one.get("for", [match])[0] != match)

    def _holding(self, match: str, plan: Tree, words: Words) -> Iterator[Entry]:
        for one, (when, not_when) in zip(self.entries, self._conditions, strict=True):
            if not (self._matches(one, match) and _at_stage(one, plan)):
                continue
            if (not when or when.holds(plan, words)) and not (not_when and not_when.holds(plan, words)):
                yield one

    def _matches(self, one: Entry, match: str) -> bool:
        if match:
            return "for" not in one or match in one["for"]
        mark = self.head.get("without_match")
        return not mark or one.get(mark) == "yes"

    def fill(self, one: Entry) -> str:
        """The words that go into the plan when it is picked."""
        return str(one.get(self.fill_key) or one["text"])


def hint(one: Entry, plan: Tree) -> str:
    """What stands behind an option: its caution, and whether that sort of care did not help before."""
    tried = did_not_help(one.get("care"), plan)
    return " ".join(filter(None, (str(one.get("caution") or ""), NOT_RIGHT if tried else "")))


def did_not_help(care: str | None, plan: Tree) -> bool:
    """Whether this sort of care was tried before, and was not the right fit."""
    return bool(care) and "no" in tree.values(plan, f"past_care[kind={care}].helped")


def callable_people(plan: Tree, most: int = 4) -> list[Tree]:
    """The people of the plan that could be called, at most so many: nobody who is also on the keep-distance list."""
    return near(plan)[:most]


def _condition(data: Any) -> Condition | None:
    return None if data is None else conditions.parse(data)


def _at_stage(one: Entry, plan: Tree) -> bool:
    stage = (plan.get("readiness") or {}).get("stage")
    return not (stage and one.get("stage")) or stage in one["stage"]
