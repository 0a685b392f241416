"""However much is typed, nothing of it is cut off a page, and nobody's page is on the back of another's."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from recoveryplan.worksheets import html, pdf
from recoveryplan.worksheets.sheets import Sheet, build
from worksheets import pages, pdfs, samples


def _words(text: str) -> set[str]:
    return set(re.findall(r"q\d{4}", text))


def _numbered(count: int, start: int = 0) -> str:
    return " ".join(f"q{start + number:04d}" for number in range(count))


def _many_triggers(plan: dict[str, Any]) -> None:
    plan["triggers"] = [
        {"id": f"t{n}", "kind": "place", "what": f"q{n:04d}", "strategies": [{"id": f"s{n}", "then": "go"}]}
        for n in range(200)
    ]


def _many_people(plan: dict[str, Any]) -> None:
    plan["people"] = [{"id": f"p{n}", "name": f"Jo q{n:04d}", "kind": "friend", "phone": "555-0142"} for n in range(60)]


def _long_steps(plan: dict[str, Any]) -> None:
    plan["hard_moment"] = {"steps": [{"id": f"h{n}", "do": _numbered(120, n * 200)} for n in range(3)]}


def _long_cell(plan: dict[str, Any]) -> None:
    plan["hard_dates"] = [{"id": "y1", "what": "pay day", "every": "month", "plan": _numbered(160)}]


def _signs_no_font_has(plan: dict[str, Any]) -> None:
    plan["self_care"] = [{"id": "k1", "area": "sleep", "what": "漢" * 60 + " " + _numbered(40), "anchor": "tea"}]


def _long_witness(plan: dict[str, Any]) -> None:
    plan["signed"] = {"on": "2026-11-22", "witness": _numbered(600)}


TOO_MUCH: list[tuple[str, Callable[[dict[str, Any]], None]]] = [
    ("after-setback", _many_triggers),
    ("wallet-card", _many_people),
    ("fridge", _many_people),
    ("wallet-card", _long_steps),
    ("hard-dates", _long_cell),
    ("whole-plan", _long_cell),
    ("whole-plan", _signs_no_font_has),
    ("whole-plan", _long_witness),
]


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize(("name", "change"), TOO_MUCH, ids=[f"{name}{how.__name__}" for name, how in TOO_MUCH])
def test_all_that_the_web_page_has_is_on_the_paper(
    name: str, change: Callable[[dict[str, Any]], None], large: bool
) -> None:
    plan = samples.plan()
    change(plan)
    sheet = build(name, plan, samples.context(large_print=large))
    wanted = _words(pages.of_html(html.write(sheet)).text)
    assert len(wanted) >= 40
    assert wanted - _words(_on_the_paper(sheet)) == set()


def _on_the_paper(sheet: Sheet) -> str:
    """The text that stands within the edges of a page; what runs off it is in the file, but nobody can read it."""
    found: list[str] = []

    def visit(text: str, page: list[float], line: list[float], _: Any, __: Any) -> None:
        across, up = page[4] + page[0] * line[4], page[5] + page[3] * line[5]
        if 40 < across < 612 - 30 and 30 < up < 792 - 30:
            found.append(text)

    for page in pdfs.reader(pdf.write([sheet])).pages:
        page.extract_text(visitor_text=visit)
        found.append("\n")
    return "".join(found)


def test_the_look_at_the_paper_would_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = samples.plan()
    _many_triggers(plan)
    monkeypatch.setattr(pdf, "_lines", lambda *_: 0)  # every block is taken for one that fits a page
    sheet = build("after-setback", plan, samples.context())
    wanted = _words(pages.of_html(html.write(sheet)).text)
    assert len(wanted - _words(_on_the_paper(sheet))) > 50


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("scales", [0, 3, 8])
def test_no_head_of_a_month_runs_into_the_next_or_off_the_page(scales: int, large: bool) -> None:
    plan = samples.plan()
    names = ("Motivation", "Restlessness", "Loneliness", "Self-confidence", "Pain", "Anger", "Appetite", "Energy")
    plan["checkins"] = {"own": [{"id": f"o{n}", "name": name} for n, name in enumerate(names[:scales])]}
    sheet = build("check-in-month", plan, samples.context(large_print=large))
    left, top, right, bottom = pdfs.margins(sheet)
    assert left >= 17.6
    assert min(top, right, bottom) >= 12
    read = pdfs.squeezed(pdfs.text(pdf.write([sheet])))
    assert [name for name in names[:scales] if name not in read] == []


def _blank(name: str, **changes: Any) -> Sheet:
    return build(name, None, samples.blank_context())._replace(**changes)


def test_each_copy_starts_on_a_leaf_of_its_own() -> None:
    one_page = [_blank("wallet-card", number=number, leaf=True) for number in (1, 2, 3)]
    made = pdfs.reader(pdf.write(one_page))
    read = [page.extract_text() for page in made.pages]
    assert ["copy 1" in read[0], "copy 2" in read[2], "copy 3" in read[4]] == [True, True, True]
    assert len(read) == 5
    assert all("Page 1 of 1" in read[at] for at in (0, 2, 4))


def test_sheets_of_one_person_follow_each_other() -> None:
    made = pdfs.reader(pdf.write([_blank("wallet-card"), _blank("fridge")]))
    assert len(made.pages) == len(pdfs.reader(pdf.write([_blank("fridge")])).pages) + 1
