"""What a scale did over time: a sentence, a row of signs, a table. Pure, and honest about what it does not know.

Days without an answer stay empty: nothing is filled in between. Nothing here says if up or down is good.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

from recoveryplan.wording import progress as words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Literal

    Way = Literal["few", "short", "up", "down", "same", "unclear"]
    Unit = Literal["week", "month", "quarter", "year"]

LEAST_DAYS = 6
"""Fewer days with an answer than this tell no trend."""

LEAST_SPAN = 14
"""Nor do days that are fewer than this from the first to the last."""

LONGEST_PART = 28
"""The first and the last part that are compared: a third of the time each, at most so many days."""

LEAST_PART = 3
"""A part with answers on fewer days than this takes in the next ones, as far as a third of all days goes."""

LONG = 56
"""Where the answers reach over so many days, the last two weeks are looked at by themselves too."""

LATE, BEFORE = 14, 28
"""The last so many days are put beside so many before them."""

SPARKS = "▁▂▃▄▅▆▇█"
GAP = "·"

_STEP = 1.0
_NOISE = 4.5  # about two and a half standard errors of a difference of means, from mean absolute deviations
_UNSURE = 3.0  # where chance may move a middle by more than this, two that are alike say nothing
_TURN = 1.5  # a smaller turn in the last two weeks is not worth a sentence
_STALE = 45
_FRESH = 7  # where the last answer is older than this, nothing is said of the last two weeks


class Point(NamedTuple):
    """One answer: its day, and 0 to 10."""

    day: datetime.date
    score: float


class Piece(NamedTuple):
    """One part that was compared: from which day to which, on how many days there was an answer, and their middle."""

    since: datetime.date
    until: datetime.date
    days: int
    middle: float


class Trend(NamedTuple):
    """What a scale did. ``way``: few (days), short (a time), up, down, same, or unclear (it goes up and down a lot).

    ``first`` and ``last`` are what was compared; None where too little is there. ``answers`` counts answers,
    ``days`` the days that have one. ``lately`` are the weeks before and the last two, where those went another way.
    """

    way: Way
    answers: int
    days: int
    low: float | None = None
    high: float | None = None
    first: Piece | None = None
    last: Piece | None = None
    lately: tuple[Piece, Piece] | None = None


class Bucket(NamedTuple):
    """A week, month, quarter or year: its first day, the middle of its days, lowest and highest, days with an answer.

    ``middle`` is None for a gap.
    """

    start: datetime.date
    middle: float | None
    low: float | None
    high: float | None
    days: int


def median(values: Iterable[float]) -> float:
    """The middle of the values; of an even number the middle between two. Raises IndexError for none."""
    ordered = sorted(values)
    if len(ordered) == 1:  # most days, and most of the time here
        return float(ordered[0])
    half = len(ordered) // 2
    return float(ordered[half]) if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def daily(points: Iterable[Point]) -> list[Point]:
    """One point a day, oldest first: the middle of that day's answers, so that a day of many counts as one."""
    days: dict[datetime.date, list[float]] = {}
    for day, score in points:
        days.setdefault(day, []).append(score)
    return [Point(day, median(scores) if len(scores) > 1 else float(scores[0])) for day, scores in sorted(days.items())]


# --- the trend ---


def trend(points: Sequence[Point], days: Sequence[Point] | None = None) -> Trend:
    """Compare the middle of the first days with that of the last ones.

    It counts as a change from one point on, and only where it is more than the ups and downs within each part explain.
    ``days`` are the points as ``daily`` gives them, where the caller has them already.
    """
    days = daily(points) if days is None else days
    if not days:
        return Trend("few", 0, 0)
    scores = [score for _, score in points]
    seen = Trend("few", len(points), len(days), min(scores), max(scores))
    if len(days) < LEAST_DAYS:
        return seen
    if (days[-1].day - days[0].day).days + 1 < LEAST_SPAN:
        return seen._replace(way="short")
    first, last = _parts(days)
    way = _way(first, last)
    return seen._replace(way=way, first=_piece(first), last=_piece(last), lately=_lately(days, way))


def _lately(days: Sequence[Point], way: Way) -> tuple[Piece, Piece] | None:
    """The weeks before and the last two, where they went up or down and the whole did not go that way."""
    last = days[-1].day
    if (last - days[0].day).days + 1 < LONG:
        return None
    turn = last - datetime.timedelta(days=LATE)
    begin = turn - datetime.timedelta(days=BEFORE)
    before = [point for point in days if begin < point.day <= turn]
    late = [point for point in days if point.day > turn]
    if min(len(before), len(late)) < LEAST_PART or _way(before, late) not in {"up", "down"} - {way}:
        return None
    pair = _piece(before), _piece(late)
    return pair if abs(pair[1].middle - pair[0].middle) >= _TURN else None


def _parts(days: Sequence[Point]) -> tuple[Sequence[Point], Sequence[Point]]:
    """The first and the last part, by the calendar: a gap must not let a part reach over half of the time."""
    span = (days[-1].day - days[0].day).days + 1
    width = datetime.timedelta(days=min(span // 3, LONGEST_PART))
    least = min(LEAST_PART, len(days) // 3)
    early, late = days[0].day + width, days[-1].day - width
    start = max(least, sum(day < early for day, _ in days))
    end = max(least, sum(day > late for day, _ in days))
    return days[:start], days[-end:]


def _piece(days: Sequence[Point]) -> Piece:
    return Piece(days[0].day, days[-1].day, len(days), median(point.score for point in days))


def _way(first: Sequence[Point], last: Sequence[Point]) -> Way:
    before, after = (median(point.score for point in part) for part in (first, last))
    chance = _NOISE * (_wobble(first, before) + _wobble(last, after)) / 2
    if abs(after - before) < _STEP:
        return "same" if chance <= _UNSURE else "unclear"
    # Middles of whole numbers jump in whole steps. The means must show the same step, beyond what chance gives.
    step = (_mean(last) - _mean(first)) * (1 if after > before else -1)
    if step < chance:
        return "unclear"
    return "up" if after > before else "down"


def _mean(days: Sequence[Point]) -> float:
    return sum(point.score for point in days) / len(days)


def _wobble(days: Sequence[Point], middle: float) -> float:
    """How far a part's mean may be off by chance: how much its days differ, less where there are more of them."""
    return sum(abs(point.score - middle) for point in days) / float(len(days) ** 1.5)


def told(name: str, points: Sequence[Point], today: datetime.date) -> str:
    """The trend as a sentence: "Mood: up from 4 to 7 since August." """
    return words.trend(name, said(trend(points), today))


def said(found: Trend, today: datetime.date) -> str:
    """The trend in words, without the name of the scale and without a full stop."""
    if found.first is None or found.last is None:
        return words.too_little(found.answers, found.days, short=found.way == "short")
    when = _when(found.first.since, found.last.until, today)
    return _whole(found, found.first, found.last, when) + _late(found, today)


def _whole(found: Trend, first: Piece, last: Piece, when: str) -> str:
    if found.way in {"up", "down"}:
        return words.moved(found.way, first.middle, last.middle, when)
    if found.way == "same":
        return words.same((first.middle + last.middle) / 2, when)
    return words.unclear(found.low or 0, found.high or 0, when)


def _late(found: Trend, today: datetime.date) -> str:
    """That the last two weeks went another way, where they are the last two from today."""
    if found.lately is None or (today - found.lately[1].until).days > _FRESH:
        return ""
    before, late = found.lately
    return words.lately(before.middle, late.middle)


def _when(since: datetime.date, until: datetime.date, today: datetime.date) -> str:
    """Since when, or from when to when where the last answer is a good while back."""
    near = (until - since).days < 62
    if (today - until).days > _STALE:
        return words.between(since, until, today, by_day=near)
    return words.since(since, today, by_day=near)


def ends(name: str, points: Sequence[Point], today: datetime.date) -> str:
    """For a number that is asked a few times a year: the first and the last, and when. Empty without any."""
    days = daily(points)
    if not days:
        return ""
    pairs = [(point.score, point.day) for point in (days[0], days[-1])[: len(days)]]
    return words.ends(name, pairs, today)


# --- weeks, months, quarters, years ---


def unit_for(since: datetime.date, until: datetime.date, most: int) -> Unit:
    """The smallest unit of which at most so many lie in the range; years where none does."""
    units: tuple[Unit, ...] = ("week", "month", "quarter", "year")
    return next((unit for unit in units if len(starts(since, until, unit)) <= most), "year")


def starts(since: datetime.date, until: datetime.date, unit: Unit) -> list[datetime.date]:
    """The first day of each unit that the range touches, oldest first. A week begins on Monday."""
    found = [start_of(since, unit)]
    while (following := _next(found[-1], unit)) <= until and following > found[-1]:
        found.append(following)
    return found


def start_of(day: datetime.date, unit: Unit) -> datetime.date:
    """The first day of the unit that the day lies in."""
    if unit == "week":
        return day - datetime.timedelta(days=day.weekday()) if day.toordinal() > 7 else datetime.date.min
    month = day.month if unit == "month" else (day.month - 1) // 3 * 3 + 1 if unit == "quarter" else 1
    return day.replace(month=month, day=1)


def _next(start: datetime.date, unit: Unit) -> datetime.date:
    if unit == "week":
        return start + datetime.timedelta(days=7) if start.toordinal() + 7 < datetime.date.max.toordinal() else start
    return months_after(start, {"month": 1, "quarter": 3, "year": 12}[unit])


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day of another month, or that month's last day; the day itself where a calendar holds no such month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return day
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return datetime.date(year, month + 1, last)
            except ValueError:
                continue
    return day


def buckets(days: Sequence[Point], since: datetime.date, until: datetime.date, unit: Unit) -> list[Bucket]:
    """Every unit of the range, with what its days (as ``daily`` gives them) hold; one without an answer is a gap."""
    begins = starts(since, until, unit)
    held: list[list[float]] = [[] for _ in begins]
    place = 0
    for when, score in days:
        while place + 1 < len(begins) and begins[place + 1] <= when:
            place += 1
        if begins[0] <= when <= until:
            held[place].append(score)
    return [_bucket(start, scores) for start, scores in zip(begins, held, strict=True)]


def _bucket(start: datetime.date, scores: list[float]) -> Bucket:
    if not scores:
        return Bucket(start, None, None, None, 0)
    return Bucket(start, median(scores), min(scores), max(scores), len(scores))


def spark(found: Sequence[Bucket]) -> str:
    """A row of signs, one a bucket, low to high for 0 to 10; a gap is a dot."""
    return "".join(GAP if one.middle is None else SPARKS[_height(one.middle)] for one in found)


def _height(score: float) -> int:
    top = len(SPARKS) - 1
    return max(0, min(top, int(score / 10 * top + 0.5)))


def digits(found: Sequence[Bucket]) -> str:
    """The same row in numbers, for a screen reader or a screen without such signs; a gap is a dash."""
    return " ".join("-" if one.middle is None else words.number(one.middle) for one in found)
