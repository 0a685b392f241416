"""The page of `progress`: pictures that say in words what they show, with their numbers below, and no way out."""

from __future__ import annotations

import base64
import datetime
import hashlib
import re
from itertools import pairwise
from typing import Any

import pytest

from living.life_data import Life, plan_text
from recoveryplan.living import progress, trends
from recoveryplan.wording import progress as words
from recoveryplan.worksheets import charts, html, markdown, screen
from recoveryplan.worksheets import progress as page
from recoveryplan.worksheets.blocks import Chart, Table
from recoveryplan.worksheets.sheets import Sheet
from recoveryplan.yamlfile import plain, read
from worksheets import hostile, samples
from worksheets.pages import Page

TODAY = datetime.date(2026, 11, 22)
LIFE = Life(5)


def tree() -> dict[str, Any]:
    found: Any = plain(read(plan_text(3), "plan.yaml"))
    return found


def sheet(checkins: list[dict[str, Any]] | None = None, **context: Any) -> Sheet:
    values = [one for _, one in LIFE.checkins(120)] if checkins is None else checkins
    reviews = [one for _, one in LIFE.reviews(4)]
    return page.build(progress.build(tree(), values, reviews, progress.six_months(TODAY)), samples.context(**context))


def charts_of(made: Sheet) -> list[Chart]:
    return [block for block in made.blocks if isinstance(block, Chart)]


def elements(source: str, tag: str) -> list[dict[str, str | None]]:
    return [dict(attributes) for name, attributes in Page(source).elements if name == tag]


# --- the pictures ---


def test_every_picture_has_a_title_a_description_and_a_table() -> None:
    source = html.write(sheet())
    pieces = re.findall(r"<figure.*?</figure>", source, re.DOTALL)
    assert len(pieces) == len(elements(source, "svg")) == 6
    for piece in pieces:
        title, description = re.findall(r'<(?:title|desc) id="([\w-]+)">[^<]+<', piece)
        assert f'role="img" aria-labelledby="{title} {description}"' in piece
        assert piece.count("<table") == 1
        assert piece.index("</svg>") < piece.index("<table")
    ids = re.findall(r' id="([^"]+)"', source)
    assert len(ids) == len(set(ids))


def test_the_description_says_what_the_picture_shows() -> None:
    mood = charts_of(sheet())[0]
    assert mood.description.startswith("Mood: ")
    assert "0 (very low) to 10 (very good)" in mood.description
    own = [{"id": "l9", "name": "Pain", "score": 3}]
    pain = charts_of(sheet([{"day": "2026-11-20", "own": own}]))[-1]
    assert "from 0 to 10." in pain.description


def test_the_table_has_every_number_of_the_picture() -> None:
    made = sheet()
    for chart in charts_of(made):
        drawn = sum(len(line) for line in chart.lines)
        told = [cell for row in chart.rows for cell in row[1:] if cell not in {"", charts.NO_ANSWER}]
        assert drawn == len(told) > 10


def test_a_gap_breaks_the_line() -> None:
    days = [f"2026-10-{day:02d}" for day in (1, 8, 29)]
    (chart,) = charts_of(sheet([{"day": day, "mood": 5} for day in days]))
    assert [len(line) for line in chart.lines] == [2, 1]
    source = html.write(sheet([{"day": day, "mood": 5} for day in days]))
    assert len(elements(source, "polyline")) == 1
    assert len(elements(source, "circle")) == 3
    assert chart.rows == (
        ("Oct 2026", "5", "5", "–", "–", "5"),
        ("Nov 2026", "–", "–", "–", "", ""),
    )
    assert chart.head == ("Month", "1st", "2nd", "3rd", "4th", "5th")


@pytest.mark.parametrize(
    ("since", "until"),
    [("2026-09-02", "2026-11-22"), ("2026-11-01", "2026-11-22"), ("2026-08-31", "2026-08-31"),
     ("2026-07-29", "2026-08-31"), ("2025-12-31", "2026-01-01")],
)  # fmt: skip
def test_no_month_has_a_row_in_which_nothing_was_said(since: str, until: str) -> None:
    first, last = datetime.date.fromisoformat(since), datetime.date.fromisoformat(until)
    days = [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]
    values = [{"day": day.isoformat(), "mood": 5} for day in days]
    found = progress.build({}, values, [], progress.Range(None, last))
    (chart,) = charts_of(page.build(found, samples.context()))
    said = {words.short_month(day) for day in days}
    assert {row[0] for row in chart.rows} <= said
    assert {label for _, label in chart.marks} <= {month[:3] for month in said}
    cells = [cell for row in chart.rows for cell in row[1:] if cell]
    assert len(cells) == len(chart.lines[0])


def test_rows_that_are_alike_stand_once() -> None:
    def rows(*then: tuple[str, int]) -> list[tuple[str, ...]]:
        reviews = [
            {"kind": "review", "day": day, "capital": {"personal": count, "social": 1, "community": 0}}
            for day, count in then
        ]
        found = progress.build(tree(), [], reviews, progress.six_months(TODAY))
        (table,) = [block for block in page.build(found, samples.context()).blocks if isinstance(block, Table)]
        return list(table.rows)

    now = ("Now", "2", "1", "0")
    assert rows(("2026-10-03", 2), ("2026-10-14", 2)) == [now]
    assert rows(("2026-08-03", 1), ("2026-09-03", 1), ("2026-10-03", 2)) == [("August 2026", "1", "1", "0"), now]
    assert rows(("2026-10-03", 3), ("2026-10-14", 1)) == [("October 2026", "1", "1", "0"), now]


def test_the_middle_of_the_scale_is_the_middle_of_the_picture() -> None:
    (chart,) = charts_of(sheet([{"day": "2026-11-20", "mood": 5}]))
    heights = {label: height for height, label in chart.levels}
    assert chart.lines[0][0][1] == heights["5"] == (heights["0"] + heights["10"]) / 2
    assert heights["10"] < heights["0"]


def test_how_far_answers_lie_apart_is_said_once() -> None:
    (one,) = charts_of(sheet([{"day": "2026-11-20", "mood": 5}]))
    assert one.said == "1 check-in, too few to tell a trend."
    wild = [{"day": f"2026-10-{1 + 5 * n:02d}", "mood": mood} for n, mood in enumerate((2, 9, 1, 4, 9, 3))]
    (one,) = charts_of(sheet(wild))
    assert one.said.endswith("between 1 and 9.")
    assert "Lowest" in charts_of(sheet())[0].said


def test_a_dash_is_explained_where_there_is_one() -> None:
    explained = words.WITHOUT_ANSWER["digits"]
    assert explained in html.write(sheet())
    assert explained not in html.write(sheet([{"day": "2026-11-20", "mood": 5}]))


def test_every_point_lies_inside_the_picture() -> None:
    for count in (1, 2, 30, 400):
        for chart in charts_of(sheet([one for _, one in LIFE.checkins(count)])):
            for x, y in (spot for line in chart.lines for spot in line):
                assert chart.left <= x <= chart.width
                assert 0 <= y <= chart.bottom


@pytest.mark.parametrize("count", [1, 20, 120, 900, 3650])
def test_tables_stay_narrow_enough_for_a_phone(count: int) -> None:
    values = [one for _, one in LIFE.checkins(count)]
    found = progress.build(tree(), values, [], progress.Range(None, TODAY))
    for chart in charts_of(page.build(found, samples.context())):
        assert 2 <= len(chart.head) <= 6
        assert all(len(row) == len(chart.head) for row in chart.rows)
        assert len(chart.rows) <= 20
        labels = [place for place, _ in chart.marks]
        assert all(after - before >= 44 for before, after in pairwise(labels))


def test_every_unit_has_its_own_cell() -> None:
    for unit in ("week", "month", "quarter", "year"):
        since = datetime.date(2016, 2, 29)
        days = [trends.Point(since + datetime.timedelta(days=n), 5) for n in range(0, 3900, 3)]
        held = trends.buckets(days, since, TODAY, unit)
        scale = progress.Scale("mood", "Mood", "low", "high", (), (), trends.trend(days), "x")
        chart = charts.chart(scale, held, unit, 1, (since, TODAY))
        assert len([cell for row in chart.rows for cell in row[1:] if cell]) == len(held)


# --- the page ---


def test_nothing_on_it_runs_or_is_loaded() -> None:
    source = html.write(sheet())
    assert {name for name, _ in Page(source).elements} & {"script", "img", "iframe", "link", "form", "use"} == set()
    attributes = {key for _, found in Page(source).elements for key, _ in found}
    assert not {key for key in attributes if key.startswith("on")} | attributes & {"style", "href", "src"}
    assert "url(" not in source


def test_its_style_is_allowed_by_its_digest() -> None:
    source = html.write(sheet())
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)
    assert style is not None
    assert ".chart" in style[1]
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in source


def test_a_page_without_pictures_has_the_style_it_always_had() -> None:
    assert ".chart" not in html.write(samples_sheet())


def samples_sheet() -> Sheet:
    from recoveryplan.worksheets.sheets import build

    return build("whole-plan", samples.plan(), samples.context())


def test_no_place_for_a_name() -> None:
    assert 'class="name"' not in html.write(sheet())
    assert 'class="name"' in html.write(samples_sheet())


def test_every_part_is_on_it() -> None:
    text = Page(html.write(sheet())).text
    for heading in (words.CHECKINS, words.DAYS, words.GOALS_DONE, words.GOALS_OPEN, words.TOOLS, words.CAPITAL):
        assert heading in text
    assert "a walk every evening (4 October 2026)" in text
    assert "Could grow: around me." in text
    assert "In danger: call 911" in text


def test_the_paper_is_the_persons() -> None:
    assert "size: A4 portrait" in html.write(sheet(paper="a4"))
    assert "size: letter portrait" in html.write(sheet())


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_own_words_are_never_markup(text: str) -> None:
    own = [{"day": f"2026-11-{n:02d}", "own": [{"id": "l1' onload=x", "name": text, "score": 3}]} for n in range(1, 20)]
    bare = tree() | {"checkins": {}}
    found = progress.build(bare, own, [], progress.six_months(TODAY))
    source = html.write(page.build(found, samples.context()))
    usual = html.write(sheet())
    assert {name for name, _ in Page(source).elements} <= {name for name, _ in Page(usual).elements}
    assert "onload" not in source


def test_the_other_writers_give_the_numbers_too() -> None:
    made = sheet()
    assert "| Nov 2026 |" in markdown.write(made)
    assert any("Nov 2026" in one.text for one in screen.write(made))


def test_the_same_life_gives_the_same_page() -> None:
    assert html.write(sheet()) == html.write(sheet())
