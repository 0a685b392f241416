"""A check-in from its first question to its file: the day it is for, what it begins with, what acts, what is kept."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from recoveryplan import clock
from recoveryplan.errors import ContentProblem, UsageProblem
from recoveryplan.interview import kinds
from recoveryplan.interview.along import RECORD
from recoveryplan.interview.flow import Flow
from recoveryplan.living import checkins
from recoveryplan.plan.days import made_day, months_on
from recoveryplan.plan.tree import Tree
from recoveryplan.storage import checkins as store
from recoveryplan.storage import records
from recoveryplan.storage.folder import Home
from recoveryplan.wording import checkins as words
from recoveryplan.workflows import carding, reading, recording

KIND = "checkin"
LOOKED_BACK_ON = 60
"""So many check-ins before this one are looked at: falls in a row are never longer ago than that."""

_AGO = re.compile(r"(a|one|[0-9]{1,3}) (day|week|month)s? ago\Z")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


# --- the day it is for ---


def day_meant(typed: str, today: datetime.date) -> datetime.date:
    """The day that ``--on`` means, seen from today: an ISO day, or one of a fixed set of words that look back.

    Raises UsageProblem for what is no day, and for one that is still ahead. What was typed is not repeated.
    """
    low = " ".join(typed.lower().replace(",", " ").split())
    day = _looking_back(low, today) or kinds.day_of(low, today)
    if day is None:
        raise UsageProblem(*words.NOT_A_DAY)
    if day > today:
        raise UsageProblem(*words.DAY_AHEAD)
    return day


def _looking_back(low: str, today: datetime.date) -> datetime.date | None:
    if low == "yesterday":
        return _back(today, 1)
    if low.removeprefix("last ") in _WEEKDAYS:
        days = (today.weekday() - _WEEKDAYS.index(low.removeprefix("last "))) % 7
        return _back(today, days or 7)
    if ago := _AGO.match(low):
        number = int(ago[1]) if ago[1].isdecimal() else 1
        return months_on(today, -number) if ago[2] == "month" else _back(today, number * {"day": 1, "week": 7}[ago[2]])
    return _without_year(low, today)


def _back(today: datetime.date, days: int) -> datetime.date:
    return today - datetime.timedelta(days=days)


def _without_year(low: str, today: datetime.date) -> datetime.date | None:
    """A day with its month and no year is the last one there was."""
    ahead = kinds.day_of(low, today) if re.search("[a-z]{3}", low) and not re.search("[0-9]{4}", low) else None
    if ahead is None or ahead <= today or low.startswith(("in ", "next ", "tomorrow")) or not re.search("[0-9]", low):
        return None
    tries = (made_day(today.year - years, ahead.month, ahead.day) for years in range(9))
    return next((day for day in tries if day and day <= today), None) if _names_month(low) else None


def _names_month(low: str) -> bool:
    return not re.search(r"\b(?:day|week|month|year)s?\b", low)


# --- what it begins with ---


@dataclass(frozen=True)
class Around:
    """What a check-in stands in: the plan as far as there is one, and whether that has a mistake in it."""

    plan: Tree
    broken: bool = False


def around(home: Home) -> Around:
    """The plan beside which one checks in. Without one, or with one that has a mistake in it, one can all the same."""
    try:
        found = reading.plan(home)
    except ContentProblem:
        return Around(dict(carding.own(home)), broken=True)
    return Around(found.tree if found else {})


def of_day(home: Home, day: datetime.date) -> list[tuple[str, Tree]]:
    """The check-ins of a day that count, with their names, in order of time."""
    return records.checkins(home, day, day).items


def is_behind(home: Home, today: datetime.date) -> bool:
    """Whether there is a check-in of a later day than today: the clock may have gone back."""
    last = records.checkins(home, newest_first=True, most=1).items
    return bool(last) and str(last[0][1]["day"]) > today.isoformat()


def before(home: Home, day: datetime.date, corrects: str = "") -> list[Tree]:
    """The check-ins up to a day, oldest first, without the one that is corrected now."""
    found = records.checkins(home, until=day, newest_first=True, most=LOOKED_BACK_ON).items
    return [one for name, one in reversed(found) if name != corrects]


def flow(
    plan: Tree,
    past: Sequence[Tree],
    day: datetime.date,
    old: Tree | None = None,
    whole: bool = False,
    scales: Sequence[Tree] = (),
) -> Flow:
    """The questions of a check-in for a day; ``old`` is the one that is corrected, whose answers stand there already.

    ``whole``: all is answered at once, so that what has no answer was left out. ``scales`` are those of the person's
    own as they were when it was begun: they keep their names, whatever became of them in the plan.
    """
    made: list[Flow] = []

    def seen(record: Tree) -> Tree:
        asked = checkins.SCALES if whole else _met(made[0]) if made else ()
        return record | checkins.facts(record, day.isoformat(), past, asked)

    made.append(recording.flow(KIND, plan, _begun(plan, day, old or {}, scales), seen=seen))
    return made[0]


def _met(answering: Flow) -> Collection[str]:
    """The scales that were answered, kept or left out by now."""
    met = answering.given | answering.kept
    return {q.writes.removeprefix(f"{RECORD}.") for q in answering.questionnaire.questions if q.id in met}


def _begun(plan: Tree, day: datetime.date, old: Tree, scales: Sequence[Tree]) -> Tree:
    given = {one["id"]: one for one in old.get("own") or []}
    known = {one["id"] for one in scales}
    new = [one for one in checkins.own_scales(plan) if one["id"] not in known]
    asked = [{**given.pop(one["id"], {}), **one, "what": _named(one)} for one in (*scales, *new)]
    gone = [{**one, "what": one.get("name", "")} for one in given.values()]
    own = [*asked, *gone]
    return {**old, "day": day.isoformat()} | ({"own": own} if own else {})


def _named(scale: Tree) -> str:
    """A scale of the person's own with the words of its ends, as it is asked."""
    ends = [f"{number} {scale[end]}" for number, end in ((0, "low"), (10, "high")) if scale.get(end)]
    return f"{scale['name']} ({', '.join(ends)})" if ends else str(scale["name"])


# --- what acts, and what is kept ---


def kept(answering: Flow, corrects: str = "") -> Tree:
    """What is kept of the answers; empty where nothing was said. ``corrects`` names the check-in it stands in for."""
    record = checkins.kept(answering.record)
    if not checkins.says_something(record):
        return {}
    return record | ({"corrects": corrects} if corrects else {})


def is_same(record: Tree, old: Tree) -> bool:
    """Whether a correction says what the old check-in said."""
    told = [{key: value for key, value in one.items() if key not in _HEAD} for one in (record, checkins.kept(old))]
    return told[0] == told[1]


_HEAD = {"checkin", "day", "at", "corrects"}


def save(home: Home, record: Tree, day: datetime.date, mark: str) -> str:
    """Write a check-in; gives its name. One that is there already under this mark is left: it was written before.

    Raises CannotNow.
    """
    name = store.name_of(day, mark)
    if not store.is_there(home, name):
        made = recording.finished(KIND, record, day, clock.moment())
        store.add(home, name, recording.encoded(made))
    return name
