"""Every printed page in a browser: it can be read by everybody, at any width and size, and nothing of it runs or loads.

RECOVERYPLAN_BROWSER=all looks at every sheet for each of the five people, on both papers and in large print.
Each check is first shown a page that is wrong on purpose: see `planted.py`.
"""

from __future__ import annotations

from typing import Any

import pytest

from browser import drawn, planted
from browser.checking import BAD, ON_PAPER, Findings, of_ours, of_planted
from recoveryplan.worksheets import declared


def holds(found: Findings, check: str) -> None:
    """The check caught every page planted for it, and found nothing on ours."""
    caught = of_planted(found, check)
    assert caught
    assert [name for name, was in caught.items() if not was] == []
    wrong = of_ours(found, check)
    assert not wrong, "\n".join(wrong)


def test_every_sheet_is_looked_at() -> None:
    names = {page.name for page in drawn.pages()}
    for sheet in declared.names():
        assert {f"{sheet}.{what}" for what in ("blank", "filled")} <= {name.rsplit(".", 2)[0] for name in names}
    assert {f"whole-plan.{person}.letter.plain" for person in drawn.PEOPLE} <= names


def test_every_planted_page_belongs_to_a_check() -> None:
    checked = {"axe", "sideways", "clipped", "crowded", "small", "loaded", "said", "active"}
    assert {one.check for one in planted.PAGES.values()} == checked | {"valid", *ON_PAPER}


def test_every_page_can_be_used_by_everybody(seen: Findings, told: dict[str, Any]) -> None:
    """WCAG 2.0 to 2.2, A and AA, and best practice, by axe-core."""
    holds(seen, "axe")


def test_what_axe_could_not_tell_is_known(told: dict[str, Any]) -> None:
    """It can not measure the contrast of words in pictures. They have the ink of the other words of the page."""
    unsure = [f"{name}: {what}" for name in told for what in told[name]["unsure"] if not name.startswith(BAD)]
    print("axe could not tell:", *unsure, sep="\n")
    assert [one for one in unsure if ": color-contrast: <text" not in one] == []


def test_no_page_scrolls_sideways_on_a_phone_or_with_large_text(seen: Findings) -> None:
    holds(seen, "sideways")


@pytest.mark.parametrize("check", ["clipped", "crowded", "small"])
def test_no_word_is_cut_covered_or_too_small_to_read(seen: Findings, check: str) -> None:
    holds(seen, check)


def test_no_page_loads_anything(seen: Findings) -> None:
    holds(seen, "loaded")


def test_nothing_on_a_page_runs_and_its_style_is_in_force(seen: Findings) -> None:
    holds(seen, "active")


def test_the_browser_has_nothing_to_complain_of(seen: Findings) -> None:
    holds(seen, "said")


def test_every_page_is_valid(validated: Findings) -> None:
    """No error and no warning of the Nu HTML checker."""
    holds(validated, "valid")


@pytest.mark.parametrize("check", ["pages", "paper", "edge", "foot"])
def test_a_print_keeps_to_its_paper_and_has_its_foot_on_each_side(printed: Findings, check: str) -> None:
    holds(printed, check)


def test_no_heading_is_the_last_on_its_page(printed: Findings) -> None:
    holds(printed, "heading last")
