"""What was reached, however small (E5): goals with their day, and the numbers of days a person wanted told."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from recoveryplan.text import clean_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from recoveryplan.living.counting import Count


class Goal(NamedTuple):
    """A goal: its id, the person's words, and the day it was reached, where it was and the day is known."""

    id: str
    what: str
    day: datetime.date | None = None


class Goals(NamedTuple):
    """The goals that were reached, the oldest first, and those that are going on."""

    reached: tuple[Goal, ...]
    going: tuple[Goal, ...]


class Mark(NamedTuple):
    """A number of days that the person wanted told. ``day`` is when this count comes to it.

    ``before``: an earlier run was that long, and this one is not yet.
    """

    days: int
    day: datetime.date | None
    before: bool = False


class Marks(NamedTuple):
    """The marks that were reached, the smallest first, and the next one of this count."""

    reached: tuple[Mark, ...]
    next: Mark | None


def goals(tree: Mapping[str, Any], reviews: Iterable[Mapping[str, Any]] = ()) -> Goals:
    """The goals of a plan tree, and those that a review found reached and that the plan has no more.

    A goal that was let go is in neither list.
    """
    named = {str(one["id"]): one for one in _things(tree.get("goals"))}
    reached = {name: _goal(one) for name, one in named.items() if one.get("status") == "reached"}
    for review in reviews:
        for one in _things(review.get("goals")):
            if one.get("how") == "done" and one["id"] not in named:
                reached[str(one["id"])] = _goal(one)._replace(day=day(one.get("reached") or review.get("day")))
    going = [_goal(one) for one in named.values() if one.get("status") in {None, "", "open"}]
    told = sorted((one for one in reached.values() if one.what), key=lambda one: (one.day or datetime.date.min, one.id))
    return Goals(tuple(told), tuple(one for one in going if one.what))


def marks(count: Count) -> Marks:
    """The marks of a count: reached, and the next."""
    reached = [Mark(mark, count.day_of(mark)) for mark in count.marks if mark <= count.now]
    before = [Mark(mark, None, True) for mark in count.marks if count.now < mark <= count.longest]
    ahead = next((mark for mark in count.marks if mark > count.now), None)
    return Marks((*reached, *before), Mark(ahead, count.day_of(ahead)) if ahead is not None else None)


def day(value: object) -> datetime.date | None:
    """A day from a plan or a record; None for what is none."""
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return None


def _goal(one: Mapping[str, Any]) -> Goal:
    return Goal(str(one["id"]), clean_line(str(one.get("what") or "")), day(one.get("reached")))


def _things(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict) and one.get("id")] if isinstance(value, list) else []
