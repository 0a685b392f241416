"""Everything that `progress` shows, put together from a plan, check-ins and reviews. Pure, and without a verdict.

    found = progress.build(tree, checkins, reviews, progress.Range(since, today))

Notes and medicine effects are in none of it, and no setback is counted: of those, only what helped is told.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

from recoveryplan.living import counting, milestones, over_time, trends
from recoveryplan.text import clean_line
from recoveryplan.wording import progress as words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from recoveryplan.living.counting import Count
    from recoveryplan.living.milestones import Goals, Marks
    from recoveryplan.living.over_time import Capital, Tool
    from recoveryplan.living.trends import Point, Trend

    Tree = Mapping[str, Any]
    Dated = tuple[datetime.date, Tree]

MONTHS = 6
"""How far back it goes, unless all is asked for."""

FARTHEST = 30
"""So many years the pictures go back at most: one wrong year in a file must not fill screens with gaps."""


class Range(NamedTuple):
    """From which day to which; ``since`` is None for all there is. ``until`` is the person's today."""

    since: datetime.date | None
    until: datetime.date


class Scale(NamedTuple):
    """One scale: its id, its name and what its ends mean, its answers, and its trend with the sentence for it.

    ``days`` are the answers with one for each day.
    """

    id: str
    name: str
    low: str
    high: str
    points: tuple[Point, ...]
    days: tuple[Point, ...]
    trend: Trend
    said: str
    own: bool = False


class Ends(NamedTuple):
    """A number that is asked a few times a year: its id, its name and each answer."""

    id: str
    name: str
    points: tuple[Point, ...]


class Days(NamedTuple):
    """The days a person counts, and the marks they chose."""

    counted: Count
    marks: Marks


class Used(NamedTuple):
    """How often the answer was yes, and how often no."""

    yes: int
    no: int


class Progress(NamedTuple):
    """All of it. ``since`` is the first day that the pictures begin with. What is not there is empty or None."""

    since: datetime.date
    until: datetime.date
    checkins: tuple[datetime.date, ...]
    reviews: int
    scales: tuple[Scale, ...]
    goals: Goals
    tools: tuple[Tool, ...]
    capital: tuple[Capital, ...]
    could_grow: tuple[str, ...]
    readiness: tuple[Ends, ...]
    measures: tuple[Ends, ...]
    days: Days | None
    used: Used | None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look back on."""
        return not (self.checkins or self.reviews or self.goals.reached or self.days or self.tools)


def six_months(today: datetime.date) -> Range:
    """The range that is shown when nothing else is asked for."""
    return Range(trends.months_after(today, -MONTHS), today)


def build(
    tree: Tree,
    checkins: Sequence[Tree],
    reviews: Sequence[Tree],
    asked: Range,
    measures: Mapping[str, str] | None = None,
    setbacks: Sequence[Tree] = (),
) -> Progress:
    """Put it together. ``checkins``, ``reviews`` and ``setbacks`` are those of the range, the oldest first;
    ``measures`` has the names of the standard ones.
    """
    dated = [(when, one) for one in checkins if (when := milestones.day(one.get("day")))]
    days = [when for when, _ in dated]
    kinds = over_time.capital(tree, reviews)
    spoken = any(one.now or one.then for one in kinds)
    return Progress(
        since=_begin(asked, days),
        until=max([asked.until, *days]),
        checkins=tuple(days),
        reviews=len(reviews),
        scales=tuple(_scales(tree, dated, asked.until)),
        goals=_goals(tree, reviews, asked),
        tools=tuple(over_time.tools(tree, reviews, setbacks)),
        capital=tuple(kinds) if spoken else (),
        could_grow=tuple(over_time.thinnest(kinds)) if spoken else (),
        readiness=_readiness(reviews),
        measures=tuple(Ends(name, _called(name, measures), tuple(points)) for name, points in _measured(reviews)),
        days=_days(tree, asked.until),
        used=_used(tree, checkins),
    )


def _begin(asked: Range, days: Sequence[datetime.date]) -> datetime.date:
    """The pictures begin with the first check-in that is not too far back: what lies before it is no gap."""
    farthest = trends.months_after(asked.until, -12 * FARTHEST)
    first = asked.since or farthest
    return min([day for day in days if day >= first], default=asked.since or asked.until)


def _scales(tree: Tree, dated: Sequence[Dated], today: datetime.date) -> list[Scale]:
    made = [_scale(name, *said, _answers(dated, name), today) for name, said in words.SCALES.items()]
    names = _own_names(tree, [one for _, one in dated])
    made += [_scale(name, *said, _own(dated, name), today, own=True) for name, said in names.items()]
    return [one for one in made if one.points]


def _scale(
    name: str, called: str, low: str, high: str, points: Sequence[Point], today: datetime.date, own: bool = False
) -> Scale:
    days = tuple(trends.daily(points))
    found = trends.trend(points, days)
    return Scale(name, called, low, high, tuple(points), days, found, trends.said(found, today), own)


def _answers(dated: Sequence[Dated], name: str) -> list[Point]:
    return [trends.Point(when, one[name]) for when, one in dated if one.get(name) is not None]


def _own(dated: Sequence[Dated], name: str) -> list[Point]:
    return [
        trends.Point(when, scale["score"])
        for when, one in dated
        for scale in one.get("own") or ()
        if scale["id"] == name and scale.get("score") is not None
    ]


def _own_names(tree: Tree, checkins: Sequence[Tree]) -> dict[str, tuple[str, str, str]]:
    """The person's own scales with their words: as they were at the last check-in, or as the plan has them now."""
    found: dict[str, tuple[str, str, str]] = {}
    asked = tree.get("checkins")
    now = (asked.get("own") if isinstance(asked, dict) else None) or []
    for one in [*(scale for checkin in checkins for scale in checkin.get("own") or ()), *now]:
        if one.get("id") and (name := _clean(one, "name")):
            found[str(one["id"])] = (name, _clean(one, "low") or "0", _clean(one, "high") or "10")
    return found


def _clean(one: Tree, field: str) -> str:
    """Text of a file that another program may have written, fit for a screen and a page."""
    return clean_line(str(one.get(field) or ""))


def _goals(tree: Tree, reviews: Sequence[Tree], asked: Range) -> Goals:
    """Those reached in the range, or on a day that is not known, and those that are going on."""
    found = milestones.goals(tree, reviews)
    reached = (one for one in found.reached if asked.since is None or one.day is None or one.day >= asked.since)
    return milestones.Goals(tuple(reached), found.going)


def _readiness(reviews: Sequence[Tree]) -> tuple[Ends, ...]:
    named = (("importance", words.IMPORTANCE), ("confidence", words.CONFIDENCE))
    made = (Ends(name, called, tuple(over_time.readiness(reviews, name))) for name, called in named)
    return tuple(one for one in made if one.points)


def _measured(reviews: Sequence[Tree]) -> list[tuple[str, list[Point]]]:
    return list(over_time.measures(reviews).items())


def _called(measure: str, names: Mapping[str, str] | None) -> str:
    """A measure's name as one that a number can follow: "PHQ-8, low mood"."""
    return (names or {}).get(measure, measure).replace(":", ",")


def _days(tree: Tree, today: datetime.date) -> Days | None:
    group = tree.get("counting")
    found = counting.count(group if isinstance(group, dict) else None, today)
    return Days(found, milestones.marks(found)) if found else None


def _used(tree: Tree, checkins: Sequence[Tree]) -> Used | None:
    """The answers on use: only for a person who wants to be asked, and only if there are any."""
    asked = tree.get("checkins")
    if not isinstance(asked, dict) or asked.get("used") != "yes":
        return None
    said = [one.get("used") for one in checkins]
    found = Used(said.count("yes"), said.count("no"))
    return found if any(found) else None
