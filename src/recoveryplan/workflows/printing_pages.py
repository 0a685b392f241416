"""One plan's pages, or blank ones: what is on them, and their bytes in each format."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from recoveryplan.workflows import showing
from recoveryplan.worksheets import declared, sheets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recoveryplan.worksheets.sheets import Context, Sheet

ENDINGS = {"html": "html", "md": "md", "pdf": "pdf"}
"""The formats, and how a file of each ends."""


class Look(NamedTuple):
    """How pages are to look. Without ``paper`` it is the one the plan asks for, else ``usual``.

    ``country`` is whose help lines a page has that nothing of a plan is on.
    """

    format: str = "html"
    paper: str | None = None
    usual: str | None = None
    large_print: bool = False
    with_name: bool = False
    country: str | None = None


class Page(NamedTuple):
    """One page to be made: its sheet, the file it goes into, the number of a copy, or that it is the facilitator's."""

    sheet: str
    path: str
    number: int = 0
    facilitator: bool = False


class Pages:
    """The pages of one plan, or blank ones without a tree. What all of them have in common is made once.

    ``guarded``: own words that could put someone in danger were left off. ``seen_off``: how many lines stayed off
    pages that others may see.
    """

    def __init__(self, tree: Mapping[str, Any] | None, look: Look) -> None:
        self._look = look
        self._tree: dict[str, Any] | None = None
        self.guarded = False
        self.seen_off = 0
        if tree is not None:
            self._tree, self.guarded = showing.for_paper(dict(tree))
        self._around = self._context()
        self._for_others: tuple[dict[str, Any] | None, list[str], Context] | None = None

    def sheet(self, page: Page) -> Sheet:
        """What goes on the page. Raises UsageProblem for a sheet there is not, or that has no facilitator's page."""
        if page.facilitator:
            return _facilitators(page.sheet, self._look)
        if declared.load(page.sheet).discreet:
            return self._seen_by_others(page)
        return sheets.build(page.sheet, self._tree, self._around._replace(number=page.number))

    def _seen_by_others(self, page: Page) -> Sheet:
        if self._for_others is None:
            kept, off = showing.for_others(self._tree) if self._tree is not None else (None, [])
            self._for_others = kept, off, showing.discreet(self._around, self._tree, self._look.country)
        kept, off, around = self._for_others
        around = around._replace(number=page.number)
        if off:
            self.seen_off += showing.lines_off(sheets.build(page.sheet, self._tree, around), off)
        return sheets.build(page.sheet, kept, around)

    def _context(self) -> Context:
        return _blank(self._look) if self._tree is None else _context(self._tree, self._look)


@lru_cache(maxsize=8)
def _blank(look: Look) -> Context:
    return _context(None, look)


def _context(tree: Mapping[str, Any] | None, look: Look) -> Context:
    asked = (tree or {}).get("preferences") or {}
    paper = look.paper or asked.get("paper") or look.usual
    return showing.context(
        tree, paper=paper, with_name=look.with_name, large_print=look.large_print, country=look.country
    )


def has_facilitator(sheet: str) -> bool:
    """Whether the sheet has a page for who leads."""
    return declared.load(sheet).facilitator is not None


def _facilitators(sheet: str, look: Look) -> Sheet:
    from recoveryplan.worksheets import facilitating

    made = facilitating.build(sheet, _blank(look))
    if made is None:
        raise ValueError("this sheet has no facilitator's page")  # nobody asks for it before has_facilitator
    return made


def drawn(sheet: Sheet, format_: str) -> bytes:
    """The bytes of a page in a format."""
    if format_ == "pdf":
        from recoveryplan.worksheets import pdf

        return pdf.write([sheet])
    if format_ == "md":
        from recoveryplan.worksheets import markdown

        return markdown.write(sheet).encode()
    from recoveryplan.worksheets import html

    return html.write(sheet).encode()


def can_draw(format_: str) -> bool:
    """Whether what this format needs is installed."""
    if format_ != "pdf":
        return True
    from recoveryplan.worksheets import pdf

    return pdf.available()


def signs_lost(sheet: Sheet, format_: str) -> list[str]:
    """The signs on the sheet that this format can not draw."""
    if format_ != "pdf":
        return []
    from recoveryplan.worksheets import pdf

    return pdf.unprintable(sheet)


def make_ready(names: Sequence[str], format_: str) -> None:
    """Load what every page needs, so that a process that is copied from this one has it already.

    No PDF is drawn here: the threads that do it are not copied, and a copy would wait for them for ever.
    """
    for name in names:
        declared.load(name)
    if format_ != "pdf":
        drawn(sheets.build(names[0], None, _blank(Look())), format_)
