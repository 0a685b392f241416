"""Every printed page there is, drawn into files: blank, filled, for who leads, large, for other papers and scripts."""

from __future__ import annotations

import datetime
import itertools
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from living.life_data import Life, plan_text
from recoveryplan.living import progress
from recoveryplan.workflows import showing
from recoveryplan.worksheets import declared, facilitating, html, sheets
from recoveryplan.worksheets import progress as progress_page
from recoveryplan.worksheets.sheets import Sheet
from recoveryplan.yamlfile import plain, read
from worksheets import hostile, samples

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PEOPLE = ("sarah", "john", "maria", "emma", "david")
WHOLE = "whole-plan"
TODAY = datetime.date(2026, 11, 22)
ALL = os.environ.get("RECOVERYPLAN_BROWSER") == "all"
"""RECOVERYPLAN_BROWSER=all: every sheet for each of the five people, on both papers and in large print."""

HEBREW = "אני הולכת לקבוצה ביום שלישי (555-0142)"
ARABIC = "أتصل بأختي قبل أن أخرج من البيت"

LONG_WORDS = "long-words"
"""In the names of pages with one very long word in each place: only how they are laid out is looked at."""

Tree = dict[str, Any]


class Page(NamedTuple):
    """A drawn page: its file's name without the ending, its sheet, and the most sheets of paper it may take."""

    name: str
    sheet: Sheet
    most: int

    @property
    def source(self) -> str:
        """The page as HTML."""
        return html.write(self.sheet)


@cache
def pages() -> tuple[Page, ...]:
    """The pages to look at: a fair number, or with RECOVERYPLAN_BROWSER=all every one."""
    found = {page.name: page for page in (*_fair(), *(_every() if ALL else ()))}
    return tuple(found.values())


def _fair() -> Iterator[Page]:
    """Each sheet blank, filled and for who leads; what is most likely to break, on the sheet that has most on it."""
    for at, name in enumerate(declared.names()):
        paper = ("letter", "a4")[at % 2]
        yield _page(name, "blank", None, paper=paper)
        yield _page(name, "filled", samples.plan(), paper=paper)
        yield _page(name, LONG_WORDS, _long(), paper=paper)
        yield from _for_who_leads(name, paper=paper)
    yield from (_page(WHOLE, person, example(person)) for person in PEOPLE)
    yield from _hard(WHOLE)
    yield _large(WHOLE, "blank", None)
    yield _large(WHOLE, "filled", samples.plan())
    yield from (_progress(paper) for paper in ("letter", "a4"))


def _every() -> Iterator[Page]:
    for name, paper in itertools.product(declared.names(), ("letter", "a4")):
        yield _page(name, "blank", None, paper=paper)
        yield _large(name, "blank", None, paper=paper)
        yield from _for_who_leads(name, paper=paper)
        for person in PEOPLE:
            yield _page(name, person, example(person), paper=paper)
            yield _large(name, person, example(person), paper=paper)
    yield from (page for name in declared.names() for page in _hard(name))


def _hard(name: str) -> Iterator[Page]:
    """What a plan can hold that pages break on: text that tries to be more, and lines that run from right to left."""
    yield _page(name, "hostile", _cycled(hostile.TEXTS))
    yield _page(name, "right-to-left", _cycled((HEBREW, ARABIC)))


def _page(name: str, what: str, tree: Tree | None, paper: str = "letter", large: bool = False) -> Page:
    kept = None if tree is None else showing.for_paper(tree)[0]
    context = showing.context(kept, paper=paper, with_name=tree is not None)._replace(large_print=large)
    sheet = sheets.build(name, kept, context)
    size = "large" if large else "plain"
    return Page(f"{name}.{what}.{paper}.{size}", sheet, _most(name, what, large))


def _large(name: str, what: str, tree: Tree | None, paper: str = "letter") -> Page:
    return _page(name, what, tree, paper, large=True)


def _for_who_leads(name: str, paper: str) -> Iterator[Page]:
    sheet = facilitating.build(name, showing.context(None, paper=paper))
    if sheet is not None:
        yield Page(f"{name}.facilitator.{paper}.plain", sheet, 2)


def _progress(paper: str) -> Page:
    life = Life(5)
    tree: Any = plain(read(plan_text(3), "plan.yaml"))
    checkins, reviews = [one for _, one in life.checkins(120)], [one for _, one in life.reviews(4)]
    found = progress.build(tree, checkins, reviews, progress.six_months(TODAY))
    return Page(f"progress.filled.{paper}.plain", progress_page.build(found, showing.context(tree, paper=paper)), 6)


def _most(name: str, what: str, large: bool) -> int:
    """The most pages: a blank takes one or two, three where nobody hands it round; what was typed may take more."""
    if what != "blank":
        return 60 if name == WHOLE or what in {"hostile", LONG_WORDS, "right-to-left"} else 5 + 4 * large
    fair = 12 if name == WHOLE else 2 if declared.load(name).group else 3
    return fair * 2 + 1 if large else fair


def example(person: str) -> dict[str, Any]:
    """The plan of one of the made-up people."""
    tree: Any = plain(read((EXAMPLES / person / "plan.yaml").read_bytes(), "plan.yaml"))
    return tree


def _long() -> dict[str, Any]:
    return hostile.spoiled(samples.plan(), "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamte")[0]


def _cycled(texts: tuple[str, ...]) -> dict[str, Any]:
    """The sample plan with a different one of the texts in each field of own words."""
    turn = itertools.cycle(texts)
    marked, _ = hostile.spoiled(samples.plan(), _MARK)
    changed: dict[str, Any] = hostile.mapped(marked, lambda old, _: next(turn) if old == _MARK else old)
    return changed


_MARK = "own words"
