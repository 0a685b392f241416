"""The page for who leads: written for its sheet, nothing of any plan on it, and what to do if someone tells of harm."""

from __future__ import annotations

from itertools import combinations

import pytest

from recoveryplan.worksheets import declared, facilitating, html, markdown
from recoveryplan.worksheets.sheets import build
from worksheets import pages, samples

SHEETS = [name for name in declared.names() if declared.load(name).facilitator]


def test_every_sheet_has_one() -> None:
    assert set(declared.names()) - set(SHEETS) == set()


@pytest.mark.parametrize("name", SHEETS)
def test_it_says_what_for_how_long_how_to_close_and_what_to_do(name: str) -> None:
    sheet = declared.load(name)
    made = facilitating.build(name, samples.context())
    assert made is not None
    page = pages.of_html(html.write(made))
    assert sheet.facilitator is not None
    assert sheet.facilitator.purpose in page.text
    where = "in a group" if sheet.group else "with you"
    assert f"About {sheet.minutes} minutes alone, about {sheet.facilitator.minutes} minutes {where}." in page.text
    assert "To close" in page.text
    assert "If someone tells of harm" in page.text
    assert samples.DANGER[0] in page.text
    assert f"Sheet {name}-facilitator" in page.text
    assert "Jo Example" not in page.text
    assert sheet.facilitator.purpose in pages.of_markdown(markdown.write(made)).text


def _lines(name: str) -> set[str]:
    page = declared.load(name).facilitator
    assert page is not None
    return {page.purpose, *page.prepare, *page.open, *page.along, *page.close, *page.disclosure}


def test_each_is_written_for_its_sheet() -> None:
    same = [(one, other, _lines(one) & _lines(other)) for one, other in combinations(SHEETS, 2)]
    assert [found for found in same if found[2]] == []


@pytest.mark.parametrize("name", declared.names())
def test_a_group_sheet_says_first_what_may_have_to_be_passed_on(name: str) -> None:
    for sheet in (build(name, None, samples.blank_context()), build(name, samples.plan(), samples.context())):
        text = pages.of_html(html.write(sheet)).text
        assert ("Before you write" in text) == declared.load(name).group
        if declared.load(name).group:
            assert "may have to act" in text.partition("</header>")[0][:1500]
