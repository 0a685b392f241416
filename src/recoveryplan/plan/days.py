"""Days of a plan: some months on, and when a day that comes again is next."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any


def months_on(day: datetime.date, months: int) -> datetime.date:
    """The same day some months on; the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        made = made_day(year, month + 1, min(last, day.day))
        if made:
            return made
    raise ValueError(months)


def in_words(day: str) -> str:
    """An ISO day as a person says it: Sunday, 22 November 2026."""
    on = datetime.date.fromisoformat(day)
    return f"{on.strftime('%A')}, {on.day} {on.strftime('%B %Y')}"


def short(on: datetime.date) -> str:
    """A day near today as a person says it: 22 November."""
    return f"{on.day} {on.strftime('%B')}"


def made_day(year: int, month: int, day: int) -> datetime.date | None:
    """The day of this year, month and number; None where there is none."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def following(date: Mapping[str, Any], today: datetime.date) -> datetime.date | None:
    """When a hard date (``on`` ISO, ``every`` month or year) is next, today counted; None when it is over or unknown.

    What comes on the 31st or on 29 February comes on the last day of a shorter month.
    """
    try:
        on = datetime.date.fromisoformat(str(date.get("on") or ""))
    except ValueError:
        return None
    step = {"month": 1, "year": 12}.get(str(date.get("every")))
    if on >= today or step is None:
        return on if on >= today else None
    passed = (today.year - on.year) * 12 + today.month - on.month
    first = months_on(on, passed // step * step)
    return first if first >= today else months_on(on, passed // step * step + step)
