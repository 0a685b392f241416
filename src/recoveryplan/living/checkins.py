"""A check-in: what is kept of it, and the facts that make the program speak up.

Hope of 0 to 2, craving of 9 or 10, and three falls in a row are what acts. The words for each stand in
``content/safety.yaml``; here are only the facts that its rules read, below ``record``.
"""

from __future__ import annotations

import datetime
import itertools

TYPE_CHECKING = False  # lists of check-ins are shown without the typed model, which takes long to load
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    Tree = dict[str, Any]

SCALES = ("mood", "hope", "sleep", "craving", "connection")
"""The scales that everybody has, each 0 to 10, as they are asked."""

_WATCHED = {"mood": -1, "hope": -1, "craving": 1}
"""The scales whose falls are counted, and the way that is harder: up, for a craving."""

LOW, HIGH = 2, 9
"""Hope of so much or less is low; a craving of so much or more is very strong."""

PRIVATE = ("note", "effects", "used")
"""What a list does not show unless it is asked for."""

_NEAR = 14
"""What was said before counts for so many days."""

_FACTS = {"falls", "low", "high"}
_NOT_SAID = {"checkin", "day", "at", "corrects"}
_LONGEST_ROW = 4
_KEPT_OF_OWN = ("id", "name", "score")


def own_scales(plan: Mapping[str, Any]) -> list[Tree]:
    """The scales of the person's own, as a check-in has them before they are answered."""
    return [dict(one) for one in (plan.get("checkins") or {}).get("own") or []]


def kept(record: Mapping[str, Any]) -> Tree:
    """A check-in without what is worked out, and without scales of the person's own that have no answer."""
    own = [one for one in record.get("own") or [] if one.get("score") is not None]
    scales = [{key: one[key] for key in _KEPT_OF_OWN if key in one} for one in own]
    return {key: value for key, value in record.items() if key not in {*_FACTS, "own"}} | (
        {"own": scales} if own else {}
    )


def public(one: Mapping[str, Any]) -> Tree:
    """A check-in without what was written in own words, and without what was used: somebody may look on."""
    return {key: value for key, value in one.items() if key not in PRIVATE}


def says_something(record: Mapping[str, Any]) -> bool:
    """Whether anything was answered at all."""
    return bool(set(kept(record)) - _NOT_SAID)


def facts(
    now: Mapping[str, Any], day: str, before: Sequence[Mapping[str, Any]], asked: Collection[str] = tuple(_WATCHED)
) -> Tree:
    """What the safety rules read of a check-in beside its answers, where there is any of it.

    ``now`` has the answers so far, ``day`` is the ISO day they are for, ``asked`` are the scales that were met by
    now; ``before`` are the check-ins that count, in order of time. Days after this one are not looked at.
    ``falls``: how often in a row the answer was harder than that of the day before it, over days of the last two weeks
    that have one.
    ``low`` and ``high``: on how many days in a row hope was low, or a craving very strong, where it was left out now.
    """
    past = [one for one in before if str(one["day"]) <= day]
    near = [one for one in past if str(one["day"]) >= _days_before(day)]
    rows = [_row([*near, {**now, "day": day}], scale) for scale in _WATCHED if scale in asked]
    ways = [way for scale, way in _WATCHED.items() if scale in asked]
    falls = max((_falls(row, way) for row, way in zip(rows, ways, strict=True)), default=0)
    left_out = {scale for scale in asked if now.get(scale) is None}
    lows = _up_to_now(hope <= LOW for hope in _row(near, "hope")) if "hope" in left_out else 0
    highs = _up_to_now(craving >= HIGH for craving in _row(near, "craving")) if "craving" in left_out else 0
    return {name: number for name, number in (("falls", falls), ("low", lows), ("high", highs)) if number}


def _days_before(day: str) -> str:
    number = datetime.date.fromisoformat(day).toordinal()
    return datetime.date.fromordinal(max(1, number - _NEAR)).isoformat()


def _row(found: Iterable[Mapping[str, Any]], scale: str) -> list[int]:
    """One number a day, the last one given, oldest first. A day without an answer is left out, and breaks no row."""
    days = {str(one["day"]): int(one[scale]) for one in found if one.get(scale) is not None}
    return [days[day] for day in sorted(days)[-_LONGEST_ROW:]]


def _falls(numbers: list[int], way: int) -> int:
    """How often in a row, up to now, the number went that way."""
    return _up_to_now((after - before) * way > 0 for before, after in itertools.pairwise(numbers))


def _up_to_now(held: Iterator[bool]) -> int:
    row = 0
    for one in held:
        row = row + 1 if one else 0
    return row
