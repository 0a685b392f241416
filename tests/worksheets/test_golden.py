"""The pages as they are, kept in tests/golden/worksheets. RECOVERYPLAN_UPDATE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os

import pytest

from recoveryplan.worksheets import html, markdown
from recoveryplan.worksheets.sheets import build
from worksheets import samples

FOLDER = os.path.join(os.path.dirname(__file__), "..", "golden", "worksheets")


def _page(name: str) -> str:
    what, paper, ending = name.split(".")
    context = samples.blank_context(paper=paper) if what == "blank" else samples.context(paper=paper)
    sheet = build("whole-plan", None if what == "blank" else samples.plan(), context)
    return html.write(sheet) if ending == "html" else markdown.write(sheet)


NAMES = [f"{what}.{paper}.html" for what in ("blank", "filled") for paper in ("letter", "a4")]


@pytest.mark.parametrize("name", [*NAMES, "blank.letter.md", "filled.letter.md"])
def test_the_page_is_as_it_was(name: str) -> None:
    path = os.path.join(FOLDER, name)
    page = _page(name)
    if os.environ.get("RECOVERYPLAN_UPDATE_GOLDEN") == "1":
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(page)
    with open(path, encoding="utf-8", newline="") as file:
        assert page == file.read(), f"{name} changed; look at it, then run with RECOVERYPLAN_UPDATE_GOLDEN=1"
