"""What reviews say over time: which strategies and skills helped (setbacks say it too), strengths by kind, how sure."""

from __future__ import annotations

from typing import NamedTuple

from recoveryplan.living.milestones import day
from recoveryplan.living.trends import Point
from recoveryplan.text import clean_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    Review = Mapping[str, Any]

KINDS = ("personal", "social", "community")
"""The three kinds of recovery capital (A3), as the plan names them."""

HELPED, A_BIT, NOT_FIT = "helped", "a_bit", "not_fit"
_HARD = "hard"


class Tool(NamedTuple):
    """A strategy or skill: its id, its words, and how often reviews said that it helped, helped a bit, did not fit.

    ``hard``: how often it helped in a setback or a near one. The id is empty for words that stand in no plan.
    """

    id: str
    what: str
    helped: int
    a_bit: int
    not_fit: int
    hard: int = 0


class Capital(NamedTuple):
    """The strengths of one kind: how many the plan names now, and how many it named after each review."""

    kind: str
    now: int
    then: tuple[tuple[datetime.date, int], ...]


def tools(tree: Mapping[str, Any], reviews: Sequence[Review], setbacks: Sequence[Review] = ()) -> list[Tool]:
    """What was tried, by how often it helped. In the plan's words of today, or those of the last review that has it."""
    words: dict[str, str] = {}
    counts: dict[str, dict[str, int]] = {}
    for one in (tool for review in reviews for tool in _listed(review, "tools")):
        if one.get("how") in {HELPED, A_BIT, NOT_FIT}:
            _count(counts, one["id"], one["how"])
            words[one["id"]] = clean_line(str(one.get("what") or "")) or words.get(one["id"], "")
    now = {name: clean_line(said) for name, said in _tools_now(tree)}
    words |= now
    own: dict[str, str] = {}
    for setback in setbacks:
        for name in _helped(setback, words, own):
            _count(counts, name, _HARD)
    made = [
        Tool("" if name in own else name, said, *found.values())
        for name, found in counts.items()
        if (said := words.get(name) or own.get(name, ""))
    ]
    return sorted(made, key=lambda one: (-one.helped - one.hard, -one.a_bit, one.not_fit))


def _count(counts: dict[str, dict[str, int]], name: str, how: str) -> None:
    counts.setdefault(name, dict.fromkeys((HELPED, A_BIT, NOT_FIT, _HARD), 0))[how] += 1


def _helped(setback: Review, words: Mapping[str, str], own: dict[str, str]) -> set[str]:
    """The ids of what helped in it. Words that are none of the plan's go into ``own``, by the words themselves."""
    found = {str(name) for name in setback.get("helped") or ()}
    said = clean_line(str(setback.get("helped_words") or ""))
    if said:
        known = (name for name, there in words.items() if there.casefold() == said.casefold())
        name = next(known, f" {said.casefold()}")  # the blank tells it from an id
        if name not in words:
            own.setdefault(name, said)
        found.add(name)
    return found


def _tools_now(tree: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for section in ("triggers", "barriers"):
        for one in _listed(tree, section):
            yield from ((str(way["id"]), str(way.get("then") or "")) for way in _listed(one, "strategies"))
    for section in ("coping", "self_care"):
        yield from ((str(one["id"]), str(one.get("what") or "")) for one in _listed(tree, section))


def capital(tree: Mapping[str, Any], reviews: Sequence[Review]) -> list[Capital]:
    """The strengths by kind, as they are now and as they were after each review, the oldest first."""
    strengths = tree.get("strengths")
    named: Mapping[str, Any] = strengths if isinstance(strengths, dict) else {}
    counted = [(when, review.get("capital") or {}) for review, when in _dated(reviews)]
    return [
        Capital(
            kind,
            len(_listed(named, kind)),
            tuple((when, one[kind]) for when, one in counted if one.get(kind) is not None),
        )
        for kind in KINDS
    ]


def thinnest(kinds: Sequence[Capital]) -> list[str]:
    """The kinds that could grow: those with the fewest strengths, unless all have as many or nothing is named."""
    counts = {one.kind: one.now for one in kinds}
    least = min(counts.values())
    return [] if len(set(counts.values())) == 1 else [kind for kind, count in counts.items() if count == least]


def readiness(reviews: Sequence[Review], name: str) -> list[Point]:
    """Importance or confidence, as it was said at each review. What an older version brought back was not said then."""
    return [
        Point(when, float(group[name]))
        for review, when in _dated(reviews)
        if (group := review.get("readiness") or {}).get(name) is not None
    ]


def measures(reviews: Sequence[Review]) -> dict[str, list[Point]]:
    """The totals of each standard measure, by day. Answers that were not all given have no total."""
    found: dict[str, list[Point]] = {}
    for review, when in _dated(reviews):
        for one in review.get("measures") or ():
            name = clean_line(str(one.get("measure") or ""))
            if name and one.get("score") is not None:
                found.setdefault(name, []).append(Point(when, float(one["score"])))
    return found


def _dated(reviews: Iterable[Review]) -> Iterator[tuple[Review, datetime.date]]:
    for review in reviews:
        when = day(review.get("day"))
        if when is not None:
            yield review, when


def _listed(group: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = group.get(name)
    return [one for one in value if isinstance(one, dict) and one.get("id")] if isinstance(value, list) else []
