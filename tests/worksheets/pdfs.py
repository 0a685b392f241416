"""Reads PDFs back: text, metadata, sizes of letters, and what stands on the paper as a picture."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from pypdf import PdfReader

from recoveryplan.worksheets import pdf
from recoveryplan.worksheets.sheets import Sheet


def reader(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def text(data: bytes) -> str:
    """All text, with runs of blanks as one, and without places where a long word may break."""
    raw = " ".join(page.extract_text() for page in reader(data).pages)
    return " ".join(raw.replace("\u200b", "").split())


def squeezed(words: str) -> str:
    """Without any blank: lines are broken by the page, not by the words."""
    return "".join(words.replace("\u200b", "").split())


def sizes(data: bytes) -> dict[float, int]:
    """How many characters are set in each size, in points."""
    found: dict[float, int] = {}

    def visit(words: str, _: Any, matrix: list[float], __: Any, size: float) -> None:
        if words.strip():
            real = round(abs(size * matrix[3]) * 2) / 2
            found[real] = found.get(real, 0) + len(words.strip())

    for page in reader(data).pages:
        page.extract_text(visitor_text=visit)
    return found


def active(data: bytes) -> list[str]:
    """Every link, script, form or attached file; each page's annotations too."""
    found = [key for key in ("/JavaScript", "/Launch", "/URI", "/AcroForm", "/EmbeddedFile") if key.encode() in data]
    pages = reader(data).pages
    return found + [str(page["/Annots"]) for page in pages if page.get("/Annots")]


def fonts(data: bytes) -> dict[str, bool]:
    """Every font by name, and whether it is embedded."""
    found: dict[str, bool] = {}
    for page in reader(data).pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[union-attr]
            for inner in font.get_object()["/DescendantFonts"]:
                one = inner.get_object()
                described = one["/FontDescriptor"].get_object()
                found[str(one["/BaseFont"])] = any(
                    key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")
                )
    return found


def margins(sheet: Sheet) -> tuple[float, float, float, float]:
    """The smallest white edge over all pages in millimetres: left, top, right, bottom."""
    return narrowest(pdf.pictures([sheet], 36), 36)


def narrowest(pages: Sequence[bytes], dots: int) -> tuple[float, float, float, float]:
    """As ``margins``, of pictures with so many dots an inch."""
    edges = [_edges(page) for page in pages]
    return tuple(min(one[at] for one in edges) * 25.4 / dots for at in range(4))  # type: ignore[return-value]


def _edges(png: bytes) -> tuple[int, int, int, int]:
    width, height, rows = _pixels(png)
    inked = [[at for at, value in enumerate(row) if value < 235] for row in rows]
    used = [number for number, row in enumerate(inked) if row]
    left = min(row[0] for row in inked if row)
    right = max(row[-1] for row in inked if row)
    return left, used[0], width - 1 - right, height - 1 - used[-1]


def _pixels(png: bytes) -> tuple[int, int, list[list[int]]]:
    """Width, height and the rows of a PNG of 8-bit colors, as the darkest color of each point."""
    width, height, depth, color = struct.unpack(">IIBB", png[16:26])
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[color]
    assert depth == 8
    data = zlib.decompress(b"".join(_chunks(png)))
    rows, before = [], bytearray(width * channels)
    for number in range(height):
        start = number * (width * channels + 1)
        before = _unfiltered(data[start], bytearray(data[start + 1 : start + 1 + width * channels]), before, channels)
        shades = [before[at : at + min(channels, 3)] for at in range(0, len(before), channels)]
        rows.append([min(shade) for shade in shades])
    return width, height, rows


def _chunks(png: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            yield png[at + 8 : at + 8 + length]
        at += length + 12


def _unfiltered(kind: int, row: bytearray, above: bytearray, step: int) -> bytearray:
    for at in range(len(row)):
        left = row[at - step] if at >= step else 0
        corner = above[at - step] if at >= step else 0
        row[at] = (row[at] + _guess(kind, left, above[at], corner)) & 255
    return row


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        near = left + up - corner
        return min((left, up, corner), key=lambda one: abs(near - one))
    return (0, left, up, (left + up) // 2)[kind]
