"""Counting days, for a person who wants that (E5). Pure; a day is the person's own calendar day.

A setback takes nothing away: what was counted goes into ``longest`` and ``total``, which never get smaller.
Whether the count goes on, begins again at day 0 or at day 1, or stops is the person's choice.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Tree = dict[str, Any]
    """The plan's ``counting`` as a plain tree: fresh from a file, every value in it is text."""

WANTED, ZERO, ONE = "yes", "zero", "one"
AFTER = {"on": None, "from_zero": ZERO, "from_one": ONE, "stop": None}
"""What a person may want after a setback (``count_next``), and how the first day of the next count counts."""

_MOST = 999_999


class Count(NamedTuple):
    """The count as it stands. ``now`` days since ``since``; ``longest`` run and ``total`` hold this one too."""

    since: datetime.date
    first: str
    now: int
    longest: int
    total: int
    marks: tuple[int, ...]

    def day_of(self, mark: int) -> datetime.date | None:
        """The day on which this count comes to so many days; None beyond what a calendar holds."""
        try:
            return self.since + datetime.timedelta(days=mark - (1 if self.first == ONE else 0))
        except OverflowError:
            return None


def count(counting: Mapping[str, Any] | None, today: datetime.date) -> Count | None:
    """The count on this day; None where the person does not count, so that nothing is ever said of days.

    A day before ``since``, as after a clock that went back, is 0 days and never less.
    """
    group = counting or {}
    since = _day(group.get("since"))
    if group.get("wanted") != WANTED or since is None:
        return None
    first = ONE if group.get("first") == ONE else ZERO
    now = _days(since, first, today)
    marks = sorted({mark for mark in map(_number, _list(group.get("marks"))) if mark})
    longest = max(_number(group.get("longest")), now)
    return Count(since, first, now, longest, _number(group.get("total")) + now, tuple(marks))


def after_setback(
    counting: Mapping[str, Any] | None, choice: str, on: datetime.date, today: datetime.date | None = None
) -> Tree:
    """The plan's next ``counting`` after a setback on that day, by the person's ``choice`` (``count_next``).

    ``on`` leaves it as it is. ``from_zero`` and ``from_one`` begin a count on that day; ``stop`` ends counting.
    ``longest`` and ``total`` take in the days counted before that day. Where it was before the count began, the count
    stays: it began after it; ``stop`` ends it ``today``. Raises KeyError for no such choice.
    """
    group = dict(counting or {})
    first = AFTER[choice]
    if choice == "on":
        return group
    since = _day(group.get("since")) if group.get("wanted") == WANTED else None
    if since and on < since:
        if first is not None:
            return group
        on = max(since, today or since)
    run = _days(since, ONE if group.get("first") == ONE else ZERO, on) if since else 0
    whole = max(0, (on - since).days) if since else 0
    again = 1 if first == ONE else 0
    kept = {
        # A day that was told as counted is not taken back; one that the next count holds is not counted twice.
        "longest": max(_number(group.get("longest")), run),
        "total": min(_MOST, _number(group.get("total")) + max(whole, run - again)),
    }
    group |= {key: number for key, number in kept.items() if number or key in group}
    if first is None:
        group.pop("since", None)
        return group | {"wanted": "no"}
    return group | {"wanted": WANTED, "since": on.isoformat(), "first": first}


def _days(since: datetime.date, first: str, today: datetime.date) -> int:
    passed = (today - since).days
    return passed + (1 if first == ONE else 0) if passed >= 0 else 0


def _day(value: object) -> datetime.date | None:
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return None


def _number(value: object) -> int:
    """A count from a typed plan or from its text; 0 for what is none."""
    word = str(value)
    return int(word) if word.isascii() and word.isdecimal() and len(word) <= 6 else 0


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []
