"""The dates of a plan as a calendar file (iCalendar, RFC 5545).

Pure: the same dates give the same bytes, on any computer. Nothing in the file tells who made it, or with what.
"""

from __future__ import annotations

import datetime
import re
import uuid
from dataclasses import dataclass

from recoveryplan import text
from recoveryplan.plan.away import Away
from recoveryplan.plan.tree import value
from recoveryplan.wording import moving as words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from icalendar import Alarm, Event

    Key = tuple[str, str]

PRODUCT = "-//my calendar//EN"
"""Says nothing of this program: whoever looks after the calendar may read it."""

_MONTHS = {"monthly": 1, "quarterly": 3, "month": 1}
_ALARM = datetime.timedelta(hours=-15)
"""Nine in the morning on the day before; a day's own beginning is midnight, when a person sleeps."""

_NAMES = uuid.UUID("6f1d6c1e-8f0b-5d0a-9c53-0d6f5f6f2b77")
_NEVER = datetime.date(2000, 1, 1)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass(frozen=True)
class Dated:
    """One date of the plan: what it is of, the id of its thing, its day, and after how many months it comes again.

    ``months`` is 0 for a day that does not come again. ``words`` are the person's own, empty where there are none.
    """

    kind: str
    id: str
    day: datetime.date
    months: int = 0
    words: str = ""

    @property
    def key(self) -> Key:
        """What tells it from the others, for as long as its thing is in the plan."""
        return self.kind, self.id


def dated(tree: Mapping[str, Any]) -> list[Dated]:
    """Every date that goes into the calendar: next look, open goals, hard dates, naloxone, refills. In that order."""
    return [*_review(tree), *_goals(tree), *_hard_dates(tree), *_medicine(tree)]


def _review(tree: Mapping[str, Any]) -> Iterator[Dated]:
    if day := _day(value(tree, "review.next")):
        yield Dated("review", "next", day, _MONTHS.get(str(value(tree, "preferences.rhythm")), 0))


def _goals(tree: Mapping[str, Any]) -> Iterator[Dated]:
    for goal in tree.get("goals") or []:
        if (day := _day(goal.get("by"))) and goal.get("status", "open") == "open":
            yield Dated("goal", goal["id"], day, words=goal["what"])


def _hard_dates(tree: Mapping[str, Any]) -> Iterator[Dated]:
    for one in tree.get("hard_dates") or []:
        if day := _day(one.get("on")):
            months = {"year": 12, "month": 1}.get(str(one.get("every")), 0)
            yield Dated("hard date", one["id"], day, months, one["what"])


def _medicine(tree: Mapping[str, Any]) -> Iterator[Dated]:
    page = tree.get("medicine") or {}
    if day := _day(page.get("naloxone_expires")):
        yield Dated("naloxone", "expires", day, words=words.NALOXONE)
    for one in page.get("items") or []:
        # A refill is told in own words; only one that is a day and nothing else can stand in a calendar.
        if day := _day(one.get("refill")):
            yield Dated("refill", one["id"], day, words=words.refill(one["name"]))


def _day(written: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(written)) if _ISO.match(str(written)) else None
    except ValueError:
        return None


def own_words(tree: Mapping[str, Any], whole: Mapping[str, Any]) -> dict[Key, str]:
    """The person's own words for each date of the tree, which is the whole plan or what of it may be shown.

    Left out is what names somebody the whole plan keeps away from.
    """
    away = Away(whole)
    return {one.key: one.words for one in dated(tree) if one.words and not away.named_in(one.words)}


def build(
    found: Sequence[Dated], titles: Mapping[Key, str] | None = None, updated: object = None, sequence: int = 0
) -> bytes:
    """The calendar file. What has no title of its own gets a neutral one.

    ``updated`` is the plan's day and ``sequence`` its version: a calendar that takes the file again then takes the
    newer dates. Raises ImportError without the `calendar` extra.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    stamp = datetime.datetime.combine(_day(updated) or _NEVER, datetime.time(), datetime.UTC)
    for one in found:
        title = (titles or {}).get(one.key) or neutral(one)
        made.add_component(_event(one, text.clean_line(title), stamp, sequence))
    return bytes(made.to_ical())


def neutral(one: Dated) -> str:
    """A title that tells nothing to whoever sees the calendar."""
    return words.REVIEW_DAY if one.kind == "review" else words.ANY_DAY


def _event(one: Dated, title: str, stamp: datetime.datetime, sequence: int) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", str(uuid.uuid5(_NAMES, "/".join(one.key))))
    event.add("dtstamp", stamp)
    event.add("sequence", sequence)
    event.add("dtstart", one.day)
    if one.day < datetime.date.max:
        event.add("dtend", one.day + datetime.timedelta(days=1))
    event.add("summary", title)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # nobody is to see a person as busy on such a day
    if one.months:
        event.add("rrule", rule(one.day, one.months))
    event.add_component(_alarm())
    return event


def rule(day: datetime.date, months: int) -> dict[str, object]:
    """The rule by which a day comes again; where a month is too short, on the last day it has."""
    again: dict[str, object] = {"freq": "YEARLY"} if months == 12 else {"freq": "MONTHLY", "interval": months}
    if months == 12:
        # Only 29 February is missing in some years; the month's own last day stands in for it.
        return again | ({"bymonth": 2, "bymonthday": -1} if (day.month, day.day) == (2, 29) else {})
    if day.day == 31:
        return again | {"bymonthday": -1}
    if day.day > 28:
        return again | {"bymonthday": list(range(28, day.day + 1)), "bysetpos": -1}
    return again


def _alarm() -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words.ALARM)
    alarm.add("trigger", _ALARM)
    return alarm
