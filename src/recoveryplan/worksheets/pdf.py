"""Draws sheets as one tagged PDF (PDF/UA-1) with Typst, the extra ``[pdf]``. Nothing is loaded but what ships.

The text of a plan goes in as data, never as code. The same sheets always give the same bytes: no date, no author.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any, NamedTuple

from recoveryplan import resources
from recoveryplan.wording import sheets as words
from recoveryplan.worksheets import glyphs
from recoveryplan.worksheets.blocks import KINDS, Block, Row, texts
from recoveryplan.worksheets.numbers import NUMBER
from recoveryplan.worksheets.sheets import Sheet

STANDARD = "ua-1"
_PAPERS = {"letter": "us-letter", "a4": "a4"}
_SCRIPTS = ("", " Hebrew", " Arabic", " Thai", " Armenian", " Georgian", " Devanagari", " Symbols2")
_FONTS = (*(f"Noto Sans{name}" for name in _SCRIPTS), "DejaVu Sans")
_LONG = re.compile(r"\S{28,}")
_BREAK = "\u200b"


class _Room(NamedTuple):
    """About how many characters stand in a line, and the most lines of a block that is kept whole on a page.

    What is longer may break: a block higher than a page would run off it.
    """

    width: int
    tallest: int


_WIDE, _ROWS_KEPT, _LONGEST_BESIDE, _SHORT, _SEVERAL = 14, 14, 58, 40, 6
"""In characters, write-in lines or items: a first column that needs more room; a grid that stays whole; a label that
still stands beside its line; things to tick that are short enough, and enough of them, for two columns.
"""
_ROOMS = {False: _Room(70, 32), True: _Room(40, 15)}
"""In normal and in large print."""


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("typst") is not None


def write(sheets: Sequence[Sheet]) -> bytes:
    """One PDF of the sheets in their order, each with its own page numbers. The first one's paper and size count.

    Raises ModuleNotFoundError without the extra ``[pdf]``; ask ``available`` first.
    """
    made = _compiler().compile(_source(), format="pdf", sys_inputs=_inputs(sheets), pdf_standards=STANDARD)
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one piece of bytes")
    return made


def pictures(sheets: Sequence[Sheet], dots: int) -> list[bytes]:
    """Each page as a PNG with so many dots an inch: the same pages as in the PDF."""
    made = _compiler().compile(_source(), format="png", ppi=dots, sys_inputs=_inputs(sheets))
    return made if isinstance(made, list) else [made]


def _inputs(sheets: Sequence[Sheet]) -> dict[str, str]:
    first = sheets[0]
    kit = {
        "title": glyphs.shown(first.title if len(sheets) == 1 else words.KIT),
        "paper": _PAPERS.get(first.paper, _PAPERS["letter"]),
        "large": first.large_print,
        "fonts": _FONTS,
        "sheets": [_sheet(sheet) for sheet in sheets],
    }
    return {"kit": json.dumps(kit, ensure_ascii=False)}


def unprintable(sheet: Sheet) -> list[str]:
    """The characters on a sheet that the fonts can not draw, each once: they stand there by their names."""
    found = dict.fromkeys(one for text in texts((sheet.name, *sheet.blocks)) for one in glyphs.missing(text))
    return list(found)


@lru_cache
def _compiler() -> Any:
    import typst

    folder = os.path.join(resources.templates_folder(), "typst")
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[glyphs.fonts_folder()])
    nowhere = os.path.join(folder, "packages")  # none: a package would be looked for on the network
    return typst.Compiler(root=folder, font_paths=fonts, package_path=nowhere, package_cache_path=nowhere)


@lru_cache
def _source() -> bytes:
    with open(os.path.join(resources.templates_folder(), "typst", "sheet.typ"), "rb") as file:
        return file.read()


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": _said(sheet.title),
        "state": _said(sheet.state),
        "named": sheet.named,
        "wall": sheet.wall and not sheet.large_print,
        "name": _said(sheet.name),
        "name-label": words.NAME if sheet.name else words.NAME_IF_I_LIKE,
        "intro": _said(sheet.intro),
        "foot": _said(sheet.foot),
        "mark": _said(sheet.mark),
        "page": words.PAGE,
        "blocks": [_block(block, _ROOMS[sheet.large_print]) for block in sheet.blocks],
    }


def _block(block: Block, room: _Room) -> dict[str, Any]:
    kind = KINDS[type(block)]
    made: dict[str, Any] = _tree(block, room)
    made["kind"] = kind
    made["keep"] = _lines(block, room.width) <= room.tallest
    if kind == "scale":
        made["ends"] = words.ends(block.low, block.high)  # type: ignore[union-attr]
        made["mine"] = "" if block.chosen is None else words.mine(block.chosen)  # type: ignore[union-attr]
    elif kind == "people":
        made["slots"] = list(words.PERSON)
    elif kind == "rings":
        made["me"] = words.ME
    elif kind == "grid":
        made["numbered"] = all(name.isdecimal() for name in block.down)  # type: ignore[union-attr]
        made["wide"] = max(map(len, block.down), default=0) > _WIDE  # type: ignore[union-attr]
        made["keep"] = (len(block.down) + block.room) * block.tall <= _ROWS_KEPT  # type: ignore[union-attr]
    elif kind == "checklist":
        made["narrow"] = _fits_beside(block.items)  # type: ignore[union-attr]
    elif kind == "signature":
        made["date"] = words.DATE
    return made


def _tree(value: Any, room: _Room) -> Any:
    """A block as plain JSON: named tuples by their fields, every text ready to be drawn."""
    if isinstance(value, str):
        return _said(value)
    if hasattr(value, "_asdict"):
        made = {name: _tree(inner, room) for name, inner in value._asdict().items()}
        made["keep"] = _lines(value, room.width) <= room.tallest
        if isinstance(value, Row):
            made["long"] = not value.values and len(value.label) > _LONGEST_BESIDE
        return made
    if isinstance(value, tuple):
        return [_tree(inner, room) for inner in value]
    return value


def _fits_beside(items: Sequence[str]) -> bool:
    return len(items) >= _SEVERAL and max(map(len, items)) <= _SHORT


def _lines(value: Any, width: int) -> int:
    """About how many lines something takes."""
    if isinstance(value, str):
        return sum(len(line) // width + 1 for line in value.split("\n")) if value else 0
    if isinstance(value, tuple):
        return sum(_lines(inner, width) for inner in value) + int(getattr(value, "room", 0)) * 2
    return 0


def _said(text: str) -> Any:
    """A text as the sheet takes it: a string, or pieces where a number stays whole or it runs from the right."""
    text = _LONG.sub(_breakable, glyphs.shown(text))
    pieces: list[Any] = []
    at = 0
    for found in NUMBER.finditer(text):
        pieces += [text[at : found.start()], {"n": found[0].replace(_BREAK, "")}]
        at = found.end()
    rtl = _from_right(text)
    if not pieces and not rtl:
        return text
    return {"t": [one for one in [*pieces, text[at:]] if one], "rtl": rtl}


def _breakable(found: re.Match[str]) -> str:
    """A very long word with places to break it: else it would run off the page."""
    return _BREAK.join(found[0][at : at + 12] for at in range(0, len(found[0]), 12))


def _from_right(text: str) -> bool:
    if text.isascii():
        return False
    sides = (unicodedata.bidirectional(one) for one in text)
    return next((side for side in sides if side in {"L", "R", "AL"}), "L") != "L"
