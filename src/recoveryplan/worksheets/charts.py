"""A scale over time as a picture: where its points, lines and labels go. Every number stands in its table too."""

from __future__ import annotations

import datetime

from recoveryplan.wording import progress as words
from recoveryplan.worksheets.blocks import Chart

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoveryplan.living.progress import Scale
    from recoveryplan.living.trends import Bucket, Unit

    Spot = tuple[float, float]

# Small enough that its labels can still be read on a phone, where the whole picture is scaled down.
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 360, 150, 28, 352, 10, 122
LEVELS = (0, 5, 10)

NO_ANSWER = "–"
_LABEL_WIDTH = 44
_TO_THURSDAY = datetime.timedelta(days=3)


def chart(
    scale: Scale, found: Sequence[Bucket], unit: Unit, number: int, span: tuple[datetime.date, datetime.date]
) -> Chart:
    """The picture of one scale, the one of that number on its page: dots, joined where none is missing between.

    Each dot is a unit (a week, a month, a quarter or a year) that has an answer. ``span``: the first and the last day.
    """
    days = [_day(one.start, unit, span) for one in found]
    places = _places(days, unit)
    return Chart(
        anchor=f"chart-{number}",
        name=scale.name,
        said=_said(scale),
        title=words.chart_title(scale.name, unit),
        description=words.chart_words(scale.name, scale.said, scale.low, scale.high),
        caption=words.chart_label(unit),
        lines=tuple(_lines(found)),
        marks=tuple(_marks(days, unit)),
        levels=tuple((_down(level), str(level)) for level in LEVELS),
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        bottom=BOTTOM,
        head=(words.group_name(unit), *(words.column(unit, place) for place in range(max(places, default=-1) + 1))),
        rows=tuple(_rows(found, days, places, unit)),
    )


def _said(scale: Scale) -> str:
    """The sentence below the name, and how far the answers lie apart where it does not say so itself."""
    low, high = scale.trend.low, scale.trend.high
    told = scale.trend.way == "unclear" or low is None or high is None or low == high
    return words.sentence(scale.said) + ("" if told else f" {words.range_words(low or 0, high or 0)}")


def _across(place: int, of: int) -> float:
    return round(LEFT + 8 + (RIGHT - LEFT - 8) * (place / (of - 1) if of > 1 else 0.5), 1)


def _down(score: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * score / 10, 1)


def _lines(found: Sequence[Bucket]) -> list[tuple[Spot, ...]]:
    """The points of each run without a gap."""
    lines: list[list[Spot]] = [[]]
    for place, one in enumerate(found):
        if one.middle is None:
            lines.append([])
        else:
            lines[-1].append((_across(place, len(found)), _down(one.middle)))
    return [tuple(line) for line in lines if line]


def _marks(days: Sequence[datetime.date], unit: Unit) -> list[tuple[float, str]]:
    """A label below where a month or a year begins, as many as have room."""
    marks: list[tuple[float, str]] = []
    before = ""
    for place, day in enumerate(days):
        label, across = _label(day, unit), _across(place, len(days))
        fits = across + _LABEL_WIDTH / 2 <= WIDTH + 8 and (not marks or across - marks[-1][0] >= _LABEL_WIDTH)
        if label != before and fits:
            marks.append((across, label))
        before = label
    return marks


def _label(day: datetime.date, unit: Unit) -> str:
    return words.short_month(day)[:3] if unit == "week" else str(day.year)


def _day(start: datetime.date, unit: Unit, span: tuple[datetime.date, datetime.date]) -> datetime.date:
    """The day that says to which month a week belongs: its Thursday, and never one before or after all answers."""
    if unit != "week":
        return start
    return min(max(start + _TO_THURSDAY, span[0]), span[1])


def _places(days: Sequence[datetime.date], unit: Unit) -> list[int]:
    """The column of each unit in its row: weeks within their month, months within three, quarters within a year."""
    if unit == "week":
        return _week_places(days)
    if unit == "month":
        return [(day.month - 1) % 3 for day in days]
    return [(day.month - 1) // 3 if unit == "quarter" else 0 for day in days]


def _week_places(days: Sequence[datetime.date]) -> list[int]:
    """One after the other in each month; the first month may begin in its middle."""
    places: list[int] = []
    for day, before in zip(days, (None, *days), strict=False):
        same = before is not None and (before.year, before.month) == (day.year, day.month)
        places.append(places[-1] + 1 if same else 0 if before else (day.day - 1) // 7)
    return places


def _rows(
    found: Sequence[Bucket], days: Sequence[datetime.date], places: Sequence[int], unit: Unit
) -> list[tuple[str, ...]]:
    rows: dict[str, list[str]] = {}
    width = max(places, default=-1) + 1
    for one, day, place in zip(found, days, places, strict=True):
        cells = rows.setdefault(words.chart_group(day, unit), [""] * width)
        cells[place] = NO_ANSWER if one.middle is None else words.number(one.middle)
    return [(group, *cells) for group, cells in rows.items()]
