"""Sheets drawn for the made-up people, and blank, as the tests of single sheets look at them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from recoveryplan.plan.tree import values
from recoveryplan.worksheets import html
from recoveryplan.worksheets.sheets import Sheet, build
from recoveryplan.yamlfile import plain, read
from worksheets import pages, samples

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def plan_of(person: str) -> dict[str, Any]:
    """The shipped plan of a made-up person."""
    path = EXAMPLES / person / "plan.yaml"
    tree: Any = plain(read(path.read_bytes(), path.name))
    return tree


def sheet(name: str, person: str = "") -> Sheet:
    """A sheet filled for a person, or blank."""
    return build(name, plan_of(person), samples.context()) if person else build(name, None, samples.blank_context())


def page(made: Sheet) -> str:
    """All that a reader sees of it as a web page."""
    return pages.of_html(html.write(made)).text


def text(name: str, person: str = "") -> str:
    """As ``page``, of a sheet by its name."""
    return page(sheet(name, person))


def own(person: str, *paths: str) -> list[str]:
    """The person's own words at these paths, as a page shows them."""
    found = [" ".join(str(one).split()) for path in paths for one in values(plan_of(person), path)]
    assert found, f"{person} has nothing at {paths}: the test would look for nothing"
    return found


def missing(shown: str, looked_for: Sequence[str]) -> list[str]:
    """What is not on the page."""
    return [words for words in looked_for if words not in shown]
