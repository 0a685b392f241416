"""Draws sheets as one tagged PDF (PDF/UA-1) with Typst, the extra ``[pdf]``. Nothing is loaded but what ships.

The text of a plan goes in as data, never as code. The same sheets always give the same bytes: no date, no author.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any, NamedTuple

from recoveryplan import resources
from recoveryplan.wording import sheets as words
from recoveryplan.worksheets import glyphs
from recoveryplan.worksheets.blocks import (
    KINDS,
    Block,
    Checklist,
    Grid,
    People,
    Rings,
    Row,
    Scale,
    Side,
    Signature,
    Slip,
    Table,
    texts,
)
from recoveryplan.worksheets.numbers import NUMBER
from recoveryplan.worksheets.sheets import Sheet

STANDARD = "ua-1"
_PAPERS = {"letter": "us-letter", "a4": "a4"}
_SCRIPTS = ("", " Hebrew", " Arabic", " Thai", " Armenian", " Georgian", " Devanagari", " Symbols2")
_FONTS = (*(f"Noto Sans{name}" for name in _SCRIPTS), "DejaVu Sans")
_LONG = 28
"""The most characters of a word that fits any line; a longer one gets places to break."""
_BREAK = "\u200b"


class _Room(NamedTuple):
    """About how many characters stand in a line and in a row of heads, and the most lines of a block that stays whole.

    What is longer may break: a block higher than a page would run off it.
    """

    width: int
    heads: int
    tallest: int


_ROWS_KEPT, _MANY_ROWS, _LABEL_LINE, _LONGEST_BESIDE, _SHORT, _SEVERAL = 10, 20, 28, 58, 46, 4
"""In write-in lines, rows, characters or items: a grid that stays whole; one of so many rows that they are set closer;
a label of one line; one that still stands beside its line; things that are short enough, and enough of them, for two
columns.
"""
_HEAD, _NAMES = 60, 14
"""The most characters above a column of a grid; and of the names of its rows, for the first column to fit them."""
_ROOMS = {False: _Room(70, 91, 32), True: _Room(40, 45, 15)}
"""In normal and in large print."""


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("typst") is not None


def write(sheets: Sequence[Sheet]) -> bytes:
    """One PDF of the sheets in their order, each with its own page numbers. The first one's paper and size count.

    A sheet with ``leaf`` never stands on the back of the one before. Raises ModuleNotFoundError without the extra
    ``[pdf]``; ask ``available`` first.
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
        "leaf": sheet.leaf,
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
    if isinstance(block, Grid):
        block = block._replace(head=tuple(map(_short, block.head)))
    longest = max(room.width // len(block.head), 8) if isinstance(block, Table) and block.head else _LONG
    made: dict[str, Any] = _tree(block, room, min(longest, _LONG))
    made["kind"] = KINDS[type(block)]
    more = _MORE.get(type(block))
    return made | more(block, room) if more else made


def _short(head: str) -> str:
    """The words above a column of a grid, of which only so much can stand there; an ellipsis says so."""
    head = glyphs.shown(head)
    return head if len(head) <= _HEAD else head[: _HEAD - 1].rstrip() + "…"


def _too_narrow(block: Grid, width: int) -> bool:
    """Whether a word in the head is longer than its column is wide: then the heads are turned."""
    shares = list(_shares(block))
    names = max(map(len, block.down), default=0)
    left = width - (names + 2 if not shares[0] else 0)
    fits = [left * share / sum(shares) - 2 for share in shares]
    heads = list(zip(block.head, fits, strict=True))[0 if shares[0] else 1 :]
    return any(len(word) > fit for head, fit in heads for word in head.split())


def _scale(block: Scale, _: _Room) -> dict[str, Any]:
    mine = "" if block.chosen is None else words.mine(block.chosen)
    return {"ends": words.ends(block.low, block.high), "mine": mine}


def _people(block: People, _: _Room) -> dict[str, Any]:
    beside = _fits_beside([f"{one.name} ({one.role}) {one.phone}" for one in block.people])
    return {"slots": list(words.PERSON), "beside": beside}


def _grid(block: Grid, room: _Room) -> dict[str, Any]:
    rows = len(block.down) + block.room
    return {
        "turned": _too_narrow(block, room.heads),
        "crowded": rows > _MANY_ROWS,
        "keep": rows * block.tall <= _ROWS_KEPT,
        "shares": list(_shares(block)),
    }


def _shares(block: Grid) -> Iterator[float]:
    """How wide each column is beside the others, by the words in its head; 0 for as wide as the names of the rows."""
    names = max(map(len, block.down), default=0)
    for at, head in enumerate(block.head):
        if at == 0 and names:
            yield 0 if names <= _NAMES else 1.7
        else:
            yield round(min(max(len(head) / 9, 1), 2.2), 2)


_MORE: dict[type, Callable[[Any, _Room], dict[str, Any]]] = {
    Scale: _scale,
    People: _people,
    Grid: _grid,
    Rings: lambda _, __: {"me": words.ME},
    Checklist: lambda block, _: {"narrow": _fits_beside(block.items)},
    Signature: lambda _, __: {"date": words.DATE},
}
"""What each kind of block has beside its own fields."""


def _tree(value: Any, room: _Room, longest: int = _LONG) -> Any:
    """A block as plain JSON: named tuples by their fields, every text ready to be drawn."""
    if isinstance(value, str):
        return _said(value, longest)
    if hasattr(value, "_asdict"):
        made = {name: _tree(inner, room, longest) for name, inner in value._asdict().items()}
        made["keep"] = _lines(value, room.width) <= room.tallest
        if isinstance(value, Row):
            made["long"] = not value.values and len(value.label) > _LONGEST_BESIDE
            made["wraps"] = bool(value.room) and len(value.label) > _LABEL_LINE
        return made
    if isinstance(value, tuple):
        return [_tree(inner, room, longest) for inner in value]
    return value


def _fits_beside(items: Sequence[str]) -> bool:
    return len(items) >= _SEVERAL and max(map(len, items)) <= _SHORT


def _lines(value: Any, width: int) -> int:
    """About how many lines something takes; a row of a table is as high as its highest cell."""
    if isinstance(value, str):
        return sum(len(line) // width + 1 for line in glyphs.shown(value).split("\n")) if value else 0
    if isinstance(value, Table):
        narrow = max(width // max(len(value.head), 1) - 3, 4)
        rows = sum(max((_lines(cell, narrow) for cell in row), default=0) for row in value.rows)
        return 2 + rows + value.room * 2
    if isinstance(value, Slip):
        return sum(_lines(side, width) for side in value.sides)
    if isinstance(value, Side):
        return sum(_lines(one, width // 2 - 3) for one in (*value.lines, *(" ".join(p[:3]) for p in value.people))) + 1
    if isinstance(value, tuple):
        return sum(_lines(inner, width) for inner in value) + int(getattr(value, "room", 0)) * 2
    return 0


def _said(text: str, longest: int = _LONG) -> Any:
    """A text as the sheet takes it: a string, or pieces where a number stays whole or it runs from the right."""
    text = glyphs.shown(text)
    if len(text) > longest:
        text = " ".join(_breakable(word, longest) for word in text.split(" "))
    pieces: list[Any] = []
    at = 0
    for found in NUMBER.finditer(text):
        pieces += [text[at : found.start()], {"n": found[0].replace(_BREAK, "")}]
        at = found.end()
    rtl = _from_right(text)
    if not pieces and not rtl:
        return text
    return {"t": [one for one in [*pieces, text[at:]] if one], "rtl": rtl}


def _breakable(word: str, longest: int) -> str:
    """A very long word with places to break it: else it would run off the page, or into the next column."""
    step = longest // 2
    return _BREAK.join(word[at : at + step] for at in range(0, len(word), step)) if len(word) > longest else word


def _from_right(text: str) -> bool:
    if text.isascii():
        return False
    sides = (unicodedata.bidirectional(one) for one in text)
    return next((side for side in sides if side in {"L", "R", "AL"}), "L") != "L"
