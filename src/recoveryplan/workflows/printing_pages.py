"""One plan's pages, or blank ones: what is on them, and their bytes in each format."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from recoveryplan.workflows import own_words, showing
from recoveryplan.worksheets import declared, sheets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recoveryplan.workflows.discreet import Kept
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
    """One page to be made: its sheet, the file it goes into, the number of a copy, or that it is the facilitator's.

    ``plan`` is the plan's number among several, which stands at the foot: else nobody could sort the pages.
    """

    sheet: str
    path: str
    number: int = 0
    facilitator: bool = False
    plan: str = ""


class LeftOff(NamedTuple):
    """What stayed off the pages of one plan; of lines, their places in it, so that no line counts twice.

    ``danger``: own words that could put someone in danger. ``family`` and ``away``: people whom no page names. On pages
    that others may see: ``lines`` that name a substance, ``lines_away`` that name whom the person keeps away from, and
    ``names`` of people that are cut short.
    """

    danger: bool = False
    family: bool = False
    away: bool = False
    lines: frozenset[int] = frozenset()
    lines_away: frozenset[int] = frozenset()
    names: frozenset[int] = frozenset()

    @property
    def reasons(self) -> tuple[bool, bool, bool]:
        """Why something stays off every page: a danger, family kept private, somebody kept away from."""
        return self.danger, self.family, self.away

    @property
    def counts(self) -> tuple[int, int, int]:
        """Of pages that others may see: lines that name a substance, lines that name whom to keep away from, names."""
        return len(self.lines), len(self.lines_away), len(self.names)

    def __or__(self, other: LeftOff) -> LeftOff:
        """What stayed off either page of the same plan."""
        return LeftOff(
            self.danger or other.danger,
            self.family or other.family,
            self.away or other.away,
            self.lines | other.lines,
            self.lines_away | other.lines_away,
            self.names | other.names,
        )


class Pages:
    """The pages of one plan, or blank ones without a tree. What all of them have in common is made once.

    ``left_off`` is what stayed off the pages made so far.
    """

    def __init__(self, tree: Mapping[str, Any] | None, look: Look) -> None:
        self._look = look
        self._tree: dict[str, Any] | None = None
        self.left_off = LeftOff()
        if tree is not None:
            paper = showing.for_paper(dict(tree))
            self._tree = paper.tree
            self.left_off = LeftOff(paper.danger, paper.family, paper.away)
        self._around = self._context()
        self._gentle: dict[str, Any] | None = None
        self._for_others: tuple[Kept | None, Context] | None = None

    def sheet(self, page: Page) -> Sheet:
        """What goes on the page. Raises UsageProblem for a sheet there is not, or that has no facilitator's page."""
        if page.facilitator:
            return _facilitators(page.sheet, self._look)
        declaration = declared.load(page.sheet)
        if declaration.discreet:
            return self._seen_by_others(page)
        tree = self._without_dark_reasons() if declaration.gentle else self._tree
        return sheets.build(page.sheet, tree, _numbered(self._around, page))

    def _without_dark_reasons(self) -> dict[str, Any] | None:
        if self._gentle is None and self._tree is not None:
            self._gentle = own_words.without_dark_motivations(self._tree)
        return self._gentle

    def _seen_by_others(self, page: Page) -> Sheet:
        if self._for_others is None:
            kept = showing.for_others(self._tree) if self._tree is not None else None
            self._for_others = kept, showing.discreet(self._around, self._tree, self._look.country)
        kept, around = self._for_others
        around = _numbered(around, page)
        if kept is not None and any(kept[1:]):
            self._note(sheets.build(page.sheet, self._tree, around), kept)
        return sheets.build(page.sheet, kept.tree if kept else None, around)

    def _note(self, whole: Sheet, kept: Kept) -> None:
        """Note which of the lines left out would have stood on the page."""
        places = [frozenset(off.index(one) for one in showing.lines_off(whole, off)) for off in kept[1:]]
        self.left_off |= LeftOff(False, False, False, *places)

    def _context(self) -> Context:
        return _blank(self._look) if self._tree is None else _context(self._tree, self._look)


def _numbered(around: Context, page: Page) -> Context:
    return around._replace(number=page.number, plan=page.plan)


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
