"""The part of ``docs/worksheets.md`` that shows every sheet: a small picture, what it is for, how long it takes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from recoveryplan.workflows import showing
from recoveryplan.worksheets import declared, pdf
from recoveryplan.worksheets.sheets import Sheet, build

FOLDER = Path(__file__).resolve().parents[2] / "docs"
PAGE = FOLDER / "worksheets.md"
PICTURES = FOLDER / "worksheets"
DRAWN_OF = PICTURES / "drawn-of.json"
BEGIN, END = "<!-- the sheets -->\n", "<!-- end of the sheets -->"
DOTS = 40


def blank(name: str) -> Sheet:
    """A sheet as it is shown: empty, on Letter."""
    return build(name, None, showing.context(None))


def digest(name: str) -> str:
    """What a picture was drawn of, in short: two sheets of the same digest look the same."""
    drawn_from = json.dumps(pdf._inputs([blank(name)]), sort_keys=True).encode() + pdf._source()
    return hashlib.sha256(drawn_from).hexdigest()[:16]


def picture(name: str) -> bytes:
    """The first page as a small PNG."""
    return pdf.pictures([blank(name)], DOTS)[0]


def text() -> str:
    """Every sheet in print order."""
    return "\n".join(_one(declared.load(name)) for name in declared.names())


def _one(sheet: declared.Declared) -> str:
    pages = len(pdf.pictures([blank(sheet.id)], 10))
    kind = "For one person or a group." if sheet.group else "For one person."
    size = "1 page" if pages == 1 else f"{pages} pages"
    lines = [
        f"### {sheet.title}",
        "",
        f"![The first page, empty](worksheets/{sheet.id}.png)",
        "",
        f"`{sheet.id}` · {size} · about {sheet.minutes} minutes. {kind} {sheet.purpose}",
    ]
    return "\n".join(lines) + "\n"
