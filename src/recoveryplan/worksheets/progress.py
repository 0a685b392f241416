"""The page of `progress`: the same as on the screen, as blocks, with a picture for each scale."""

from __future__ import annotations

from recoveryplan.living import trends
from recoveryplan.wording import progress as words
from recoveryplan.worksheets import charts
from recoveryplan.worksheets.blocks import Block, Heading, Items, Table, Text
from recoveryplan.worksheets.sheets import Sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoveryplan.living.progress import Progress
    from recoveryplan.worksheets.sheets import Context

SHEET = "progress"
MOST = 48
"""The most dots in a picture: half a year by the week, four years by the month, twelve by the quarter."""

_MOST_ROWS = 12


def build(found: Progress, context: Context) -> Sheet:
    """The page. What the person said on use is not on it, nor anything of their notes."""
    return Sheet(
        id=SHEET,
        title=words.TITLE,
        purpose=words.PAGE_OPENING,
        intro=words.PAGE_OPENING,
        name="",
        state=f"{words.day(found.since)} to {words.day(found.until)}",
        blank=False,
        blocks=tuple(_blocks(found)),
        foot=context.foot,
        version=context.version,
        paper=context.paper,
        large_print=context.large_print,
        named=False,
    )


def _blocks(found: Progress) -> Iterator[Block]:
    yield from _scales(found)
    yield from _days(found)
    yield from _goals(found)
    yield from _tools(found)
    yield from _capital(found)
    yield from _ends(found)


def _scales(found: Progress) -> Iterator[Block]:
    if not found.scales:
        return
    days = found.checkins
    yield Heading(words.CHECKINS, 2, "checkins")
    yield Text(words.how_often(len(days), len(set(days)), min(days), max(days)))
    if any(scale.trend.first for scale in found.scales):
        yield Text(words.COMPARED, "small")
    unit = trends.unit_for(found.since, found.until, MOST)
    held = [trends.buckets(scale.days, found.since, found.until, unit) for scale in found.scales]
    if any(one.middle is None for row in held for one in row):
        yield Text(words.WITHOUT_ANSWER["digits"], "small")
    for number, (scale, row) in enumerate(zip(found.scales, held, strict=True), 1):
        yield charts.chart(scale, row, unit, number, (found.since, found.until))


def _days(found: Progress) -> Iterator[Block]:
    if found.days is None:
        return
    count, marks = found.days
    yield Heading(words.DAYS, 2, "days")
    yield Text(f"{words.days_now(count.now)} {words.days_all(count.longest, count.total)}")
    told = [words.mark(one.days, one.day) for one in marks.reached]
    if told:
        yield Items(tuple(told), words.MARKS)
    if marks.next and marks.next.day:
        yield Text(words.mark_next(marks.next.days, marks.next.day))


def _goals(found: Progress) -> Iterator[Block]:
    if found.goals.reached:
        yield Heading(words.GOALS_DONE, 2, "reached")
        yield Items(tuple(words.reached(one.what, one.day) for one in found.goals.reached))
    if found.goals.going:
        yield Heading(words.GOALS_OPEN, 2, "going")
        yield Items(tuple(one.what for one in found.goals.going))


def _tools(found: Progress) -> Iterator[Block]:
    if found.tools:
        yield Heading(words.TOOLS, 2, "tools")
        yield Text(words.tools_from(found.reviews > 0, any(one.hard for one in found.tools)), "intro")
        yield Items(tuple(words.tool(*one[1:]) for one in found.tools))


def _capital(found: Progress) -> Iterator[Block]:
    if not found.capital:
        return
    yield Heading(words.CAPITAL, 2, "capital")
    rows = [_counts(label, counts) for label, counts in _capital_rows(found)]
    yield Table(words.CAPITAL_COUNTED, (words.WHEN, *(words.KINDS[one.kind] for one in found.capital)), tuple(rows))
    if found.could_grow:
        yield Text(words.could_grow([words.KINDS[kind] for kind in found.could_grow]))


def _capital_rows(found: Progress) -> list[tuple[str, list[int | None]]]:
    """The counts of each month that has some, where they are not those of the row before; those of now come last."""
    months: dict[str, list[int | None]] = {}
    for when in sorted({when for kind in found.capital for when, _ in kind.then}):
        months[words.month(when)] = [dict(kind.then).get(when) for kind in found.capital]  # the last one of a month
    now: list[int | None] = [kind.now for kind in found.capital]
    rows: list[tuple[str, list[int | None]]] = []
    for label, counts in months.items():
        if not rows or rows[-1][1] != counts:
            rows.append((label, counts))
    if rows and rows[-1][1] == now:
        rows.pop()
    return [*_spaced(rows), (words.NOW, now)]


def _spaced(rows: list[tuple[str, list[int | None]]]) -> list[tuple[str, list[int | None]]]:
    """At most a dozen of them, as far apart as they go, the newest among them."""
    step = -(-len(rows) // _MOST_ROWS)
    return rows[::-1][::step][::-1] if rows else []


def _counts(label: str, counts: Sequence[int | None]) -> tuple[str, ...]:
    return (label, *(charts.NO_ANSWER if count is None else str(count) for count in counts))


def _ends(found: Progress) -> Iterator[Block]:
    if found.readiness:
        yield Heading(words.READINESS, 2, "readiness")
        yield from (Text(trends.ends(one.name, one.points, found.until)) for one in found.readiness)
    if found.measures:
        yield Heading(words.MEASURES, 2, "measures")
        yield from (Text(trends.ends(one.name, one.points, found.until)) for one in found.measures)
        yield Text(words.NOT_A_DIAGNOSIS, "small")
