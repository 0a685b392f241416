"""`progress`: how it has been going: trends, goals, what helped, milestones."""

from __future__ import annotations

import os
from typing import Annotated, Any

import typer

from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import NothingYet, UsageProblem
from recoveryplan.wording import Said
from recoveryplan.wording import progress as words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoveryplan.living.progress import Progress
    from recoveryplan.living.trends import Bucket
    from recoveryplan.terminal.screen import Screen
    from recoveryplan.workflows.trending import LookedBack

PAGE = "progress.html"
MOST_SIGNS = 48
MOST_ROWS = 10
MOST_TOOLS = 8
INDENT = 2


def command(
    all_: Annotated[bool, typer.Option("--all", help="From the first day on, not the last six months.")] = False,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    html: Annotated[bool, typer.Option("--html", help="As a web page with pictures.")] = False,
    out: Annotated[str | None, typer.Option("-o", metavar="DIR", help="Put the page into this folder.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write over a file that is there.")] = False,
) -> None:
    """Example:  recoveryplan progress

    Shows how it has been going: your check-ins, your goals, and what helped. It is no test.
    """
    run(current, all_, json, html, out, yes)


def run(
    settings: Settings,
    everything: bool = False,
    as_json: bool = False,
    as_page: bool = False,
    out: str | None = None,
    yes: bool = False,
) -> None:
    """Print it, or write the page and print its path. Raises NothingYet where there is nothing to look back on."""
    from recoveryplan.workflows import trending

    if as_json and as_page:
        raise UsageProblem(*words.ONE_WAY)
    if out is not None and not as_page:
        raise UsageProblem(*words.PAGE_ONLY)
    looked = trending.look_back(settings.folder(), everything)
    if looked.progress.empty:
        raise NothingYet(*(words.EMPTY_NOW if looked.older else words.EMPTY))
    if as_json:
        settings.screen().json(_plain(looked))
    elif as_page:
        _page(settings, looked, out, yes)
    else:
        _tell(settings.screen(), looked)


# --- the screen ---


def _tell(screen: Screen, looked: LookedBack) -> None:
    found = looked.progress
    screen.say([Said(words.TITLE, "heading"), Said(words.OPENING)])
    if found.scales:
        _tell_scales(screen, found)
    screen.say([*_days(found), *_goals(found), *_tools(found), *_capital(found), *_ends(found), *_used(found)])
    screen.say([*_closing(looked)])


def _tell_scales(screen: Screen, found: Progress) -> None:
    from recoveryplan.living import trends

    unit = trends.unit_for(found.since, found.until, min(MOST_SIGNS, screen.columns - 2 * INDENT))
    form = "digits" if screen.plain or screen.fit(trends.SPARKS) != trends.SPARKS else "signs"
    held = [trends.buckets(scale.days, found.since, found.until, unit) for scale in found.scales]
    days = found.checkins
    said = [
        *_heading(words.CHECKINS),
        Said(words.how_often(len(days), len(set(days)), min(days), max(days)), indent=INDENT),
    ]
    for scale, row in zip(found.scales, held, strict=True):
        said += _scale(words.trend(scale.name, scale.said), row, form)
    gaps = any(one.middle is None for row in held for one in row)
    said += [Said(words.one_sign(unit, form, gaps), "quiet", INDENT)] if len(held[0]) > 1 else []
    said += [Said(words.COMPARED, "quiet", INDENT)] if any(scale.trend.first for scale in found.scales) else []
    screen.say(said)
    _tell_table(screen, found)


def _scale(sentence: str, held: Sequence[Bucket], form: str) -> list[Said]:
    """The sentence, and a row of signs below it where there is more than one."""
    from recoveryplan.living import trends

    row = trends.spark(held) if form == "signs" else trends.digits(held)
    return [Said(sentence, indent=INDENT)] + ([Said(row, indent=2 * INDENT)] if len(held) > 1 else [])


def _tell_table(screen: Screen, found: Progress) -> None:
    """The numbers of all scales by month, or what fits: as a table on a wide screen, else as lines."""
    from recoveryplan.living import trends
    from recoveryplan.terminal import tables

    unit = trends.unit_for(found.since, found.until, MOST_ROWS)
    names = [scale.name for scale in found.scales]
    held = [trends.buckets(scale.days, found.since, found.until, unit) for scale in found.scales]
    rows = [(words.unit_label(row[0].start, unit), [one.middle for one in row]) for row in zip(*held, strict=True)]
    screen.say([Said(""), Said(f"{words.table_label(unit)}:", indent=INDENT)])
    if tables.fits(screen) and _table_fits(screen, names):
        cells = [(label, *(words.cell(value) for value in values)) for label, values in rows]
        tables.draw(screen, (words.unit_name(unit), *names), cells)
    else:
        screen.say(_listed([words.row(label, dict(zip(names, values, strict=True))) for label, values in rows]))


def _table_fits(screen: Screen, names: Sequence[str]) -> bool:
    from recoveryplan import text

    return sum(text.width(name) + 2 for name in names) + 18 <= screen.columns


def _heading(title: str) -> list[Said]:
    return [Said(""), Said(title, "heading")]


def _listed(items: Sequence[str]) -> list[Said]:
    return [Said(f"- {one}", indent=INDENT) for one in items]


def _days(found: Progress) -> Iterator[Said]:
    if found.days is None:
        return
    count, marks = found.days
    yield from _heading(words.DAYS)
    yield Said(f"{words.days_now(count.now)} {words.days_all(count.longest, count.total)}", indent=INDENT)
    if marks.reached:
        yield Said(f"{words.MARKS}:", indent=INDENT)
        yield from _listed([words.mark(one.days, one.day) for one in marks.reached])
    if marks.next and marks.next.day:
        yield Said(words.mark_next(marks.next.days, marks.next.day), indent=INDENT)


def _goals(found: Progress) -> Iterator[Said]:
    if found.goals.reached:
        yield from _heading(words.GOALS_DONE)
        yield from _listed([words.reached(one.what, one.day) for one in found.goals.reached])
    if found.goals.going:
        yield from _heading(words.GOALS_OPEN)
        yield from _listed([one.what for one in found.goals.going])


def _tools(found: Progress) -> Iterator[Said]:
    if not found.tools:
        return
    yield from _heading(words.TOOLS)
    hard = any(one.hard for one in found.tools)
    yield Said(words.tools_from(found.reviews > 0, hard), "quiet", INDENT)
    yield from _listed([words.tool(*one[1:]) for one in found.tools[:MOST_TOOLS]])
    if len(found.tools) > MOST_TOOLS:
        yield Said(words.more_of(len(found.tools) - MOST_TOOLS), "quiet", INDENT)


def _capital(found: Progress) -> Iterator[Said]:
    if not found.capital:
        return
    yield from _heading(words.CAPITAL)
    yield Said(f"{words.CAPITAL_COUNTED}.", "quiet", INDENT)
    for one in found.capital:
        when, before = one.then[0] if one.then else (found.until, None)
        said = words.capital(words.KINDS[one.kind], one.now, before, words.in_month(when, found.until))
        yield Said(said, indent=INDENT)
    if found.could_grow:
        yield Said(words.could_grow([words.KINDS[kind] for kind in found.could_grow]), indent=INDENT)


def _ends(found: Progress) -> Iterator[Said]:
    from recoveryplan.living import trends

    if found.readiness:
        yield from _heading(words.READINESS)
        yield from (Said(trends.ends(one.name, one.points, found.until), indent=INDENT) for one in found.readiness)
    if found.measures:
        yield from _heading(words.MEASURES)
        yield from (Said(trends.ends(one.name, one.points, found.until), indent=INDENT) for one in found.measures)
        yield Said(words.NOT_A_DIAGNOSIS, indent=INDENT)


def _used(found: Progress) -> Iterator[Said]:
    if found.used is not None:
        yield from _heading(words.USED)
        yield Said(words.used_counts(found.used.yes, found.used.no), indent=INDENT)
        yield Said(words.USED_WHO, indent=INDENT)


def _closing(looked: LookedBack) -> Iterator[Said]:
    said = [words.passed_over(looked.passed_over)] if looked.passed_over else []
    said += [words.MORE_BEFORE] if looked.older else []
    yield from (Said(one, "quiet") for one in ["", *said] if said)


# --- a page, and JSON ---


def _page(settings: Settings, looked: LookedBack, out: str | None, yes: bool) -> None:
    from recoveryplan.commands import pages
    from recoveryplan.workflows import showing, trending
    from recoveryplan.worksheets import html, progress

    folder = os.path.abspath(out) if out is not None else settings.folder().worksheets
    found = trending.for_page(looked.tree, looked.progress)
    page = html.write(progress.build(found, showing.context(looked.tree)))
    path = os.path.join(folder, PAGE)
    pages.put(path, page.encode(), over=yes or out is None)
    settings.screen().say([Said(words.PAGE_READY), Said(path, "contact"), Said(words.PAGE_LEFT_OFF)])


def _plain(looked: LookedBack) -> dict[str, Any]:
    """As JSON: ``since``, ``until``, ``checkins``, ``scales`` (``points``, ``trend``, ``said``), ``goals``, ``tools``,
    ``strengths``, ``could_grow``, ``readiness``, ``measures``, ``days``, ``used``, ``passed_over``.
    """
    found = looked.progress
    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "checkins": [day.isoformat() for day in found.checkins],
        "scales": [
            {
                **{key: getattr(one, key) for key in ("id", "name", "low", "high", "own", "said")},
                "trend": _trend(one.trend),
                "points": [[point.day.isoformat(), point.score] for point in one.points],
            }
            for one in found.scales
        ],
        "goals": {
            "reached": [{"id": one.id, "what": one.what, "on": _iso(one.day)} for one in found.goals.reached],
            "going": [{"id": one.id, "what": one.what} for one in found.goals.going],
        },
        "tools": [one._asdict() for one in found.tools],
        "strengths": {
            one.kind: {"now": one.now, "then": [[day.isoformat(), count] for day, count in one.then]}
            for one in found.capital
        },
        "could_grow": list(found.could_grow),
        **{
            name: {one.id: [[point.day.isoformat(), point.score] for point in one.points] for one in group}
            for name, group in (("readiness", found.readiness), ("measures", found.measures))
        },
        "days": _count(found),
        "used": found.used._asdict() if found.used else None,
        "passed_over": looked.passed_over,
    }


def _trend(trend: Any) -> dict[str, Any]:
    lately = [_piece(one) for one in trend.lately] if trend.lately else None
    return {**trend._asdict(), "first": _piece(trend.first), "last": _piece(trend.last), "lately": lately}


def _piece(piece: Any) -> dict[str, Any] | None:
    if piece is None:
        return None
    return {**piece._asdict(), "since": piece.since.isoformat(), "until": piece.until.isoformat()}


def _count(found: Progress) -> dict[str, Any] | None:
    if found.days is None:
        return None
    count, marks = found.days
    reached = [{"days": one.days, "on": _iso(one.day)} for one in marks.reached]
    ahead = {"days": marks.next.days, "on": _iso(marks.next.day)} if marks.next else None
    return {"now": count.now, "longest": count.longest, "total": count.total, "reached": reached, "next": ahead}


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
