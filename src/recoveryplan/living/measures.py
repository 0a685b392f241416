"""Standard self-report measures (E10): their items word for word, the total of answers, and whom they fit.

A total says nothing by itself: it is no diagnosis, and no line is drawn at any number. Only its course is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from recoveryplan.plan.tree import Tree, value


@dataclass(frozen=True)
class Choice:
    """One answer that can be given to every item, in its owners' words, and the points it counts."""

    words: str
    points: int


@dataclass(frozen=True)
class Item:
    """One thing that is asked, in its owners' words."""

    id: str
    words: str


@dataclass(frozen=True)
class Measure:
    """One measure. ``instruction``, ``choices`` and ``items`` are its owners' words; all other text is ours.

    ``weeks`` is the time it asks about. Totals go from ``least`` to ``most``, and ``low`` and ``high`` say what stands
    there; up to ``may_be_open`` items may be left out, and count nothing. ``assumes_not_using`` are the items that
    only make sense to somebody who does not use. ``lines_from`` gives, for some items, the points from which help
    lines are shown at once.
    """

    id: str
    title: str
    what: str
    note: str
    made_by: str
    year: str
    terms: str
    weeks: int
    low: str
    high: str
    instruction: str
    choices: tuple[Choice, ...]
    items: tuple[Item, ...]
    least: int
    most: int
    may_be_open: int = 0
    assumes_not_using: tuple[str, ...] = ()
    lines_from: Mapping[str, int] = field(default_factory=dict)


def made(tree: Mapping[str, Any]) -> Measure:
    """The measure in the plain tree of its file, once that is checked."""
    theirs, scoring = tree["theirs"], tree["scoring"]
    said = {key: str(tree[key]) for key in ("id", "title", "what", "note", "made_by", "year", "terms", "low", "high")}
    return Measure(
        **said,
        weeks=int(tree["weeks"]),
        instruction=str(theirs["instruction"]),
        choices=tuple(Choice(str(one["words"]), int(one["points"])) for one in theirs["options"]),
        items=tuple(Item(str(one["id"]), str(one["words"])) for one in theirs["items"]),
        least=int(scoring["least"]),
        most=int(scoring["most"]),
        may_be_open=int(scoring["may_be_open"]),
        assumes_not_using=tuple(map(str, tree.get("assumes_not_using") or ())),
        lines_from={str(item): int(points) for item, points in (tree.get("lines_from") or {}).items()},
    )


def score(measure: Measure, answers: Mapping[str, int]) -> int | None:
    """The total of the points by item id; None where too many items are open.

    Raises ValueError for an item that the measure does not have, or points that no answer of it counts.
    """
    known = {item.id for item in measure.items}
    counted = {choice.points for choice in measure.choices}
    if not set(answers) <= known or not set(answers.values()) <= counted:
        raise ValueError(f"these are no answers to {measure.id}")
    return sum(answers.values()) if len(known - set(answers)) <= measure.may_be_open else None


def entry(measure: Measure, answers: Mapping[str, int]) -> Tree:
    """What a record keeps of it: the measure's id, the points of each item that was answered, and the total."""
    in_order = {item.id: answers[item.id] for item in measure.items if item.id in answers}
    total = score(measure, answers)
    kept: Tree = {"measure": measure.id, "items": in_order}
    return kept if total is None else {**kept, "score": total}


def fits(measure: Measure, plan: Tree) -> bool:
    """Whether a measure makes sense over this plan: not one that takes not using for granted, to use less."""
    return not measure.assumes_not_using or value(plan, "aim.want") != "cut_down"


def asks_for_lines(measure: Measure, item: str, points: int) -> bool:
    """Whether this answer brings help lines at once."""
    return points >= measure.lines_from.get(item, measure.most + 1)


def is_heavy_with_one_open(measure: Measure, answers: Mapping[str, int]) -> bool:
    """Whether an item that could bring help lines was left open, and the others are high: two thirds, all in all.

    Where less than half of the items have an answer, that is not told from them.
    """
    if set(measure.lines_from) <= set(answers) or 2 * len(answers) < len(measure.items):
        return False
    most = max(choice.points for choice in measure.choices)
    return 3 * sum(answers.values()) >= 2 * most * len(answers)
