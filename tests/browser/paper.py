"""Reads a printed page back from its PDF, with poppler's tools: size, edges, and what stands last on each page."""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

MM = 72 / 25.4
SIZES = {"letter": (612.0, 792.0), "a4": (595.0, 842.0)}
BINDER, EDGE = 18 * MM, 12 * MM
"""Nothing stands nearer to the side of the binder, or to any other edge, in points."""

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_LINE = re.compile(r'<line xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</line>', re.DOTALL)
_WORD = re.compile(r"<word [^>]*>(.*?)</word>", re.DOTALL)
_DOTS = 50


class Line(NamedTuple):
    """A line of text and its place, in points from the upper left."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


class Side(NamedTuple):
    """One side of paper."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


class Wanted(NamedTuple):
    """What a print has to be: its paper, at most so many pages, and on each, in so many mm, a foot with these words.

    ``headings`` are those of the page, of which none may be the last on a side.
    """

    paper: str = "letter"
    most: int = 60
    foot: int = 25
    said: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def wrong(pdf: Path, wanted: Wanted) -> Iterator[tuple[str, str]]:
    """What is off with a printed page, each as the check's name and words."""
    sides = read(pdf)
    if len(sides) > wanted.most:
        yield "pages", f"{len(sides)} pages, {wanted.most} at most"
    for side in sides:
        end = side.height - wanted.foot * MM
        body = [line for line in side.lines if line.bottom < end]
        yield from _on_paper(side, wanted.paper)
        foot = " ".join(line.text for line in side.lines if line.bottom >= end)
        numbered = (f"Page {side.number} of {len(sides)}",) if wanted.said else ()
        yield from (
            ("foot", f"page {side.number}: no {said}") for said in (*wanted.said, *numbered) if said not in foot
        )
        if not body and not _ink(pdf, side, 0, end):
            yield "pages", f"page {side.number} is empty"
        last = _last_heading(body, wanted.headings) if side.number < len(sides) else ""
        if last and not _ink(pdf, side, max(line.bottom for line in body) + 3, end):
            yield "heading last", f"page {side.number}: {last}"


def read(pdf: Path) -> list[Side]:
    """The sides of a PDF with their lines of text."""
    done = subprocess.run(["pdftotext", "-bbox-layout", str(pdf), "-"], capture_output=True, check=True)
    pages = _PAGE.findall(done.stdout.decode("utf-8", "replace"))
    return [Side(at, float(wide), float(high), _lines(inner)) for at, (wide, high, inner) in enumerate(pages, 1)]


def _lines(inner: str) -> tuple[Line, ...]:
    found = [
        Line(*map(float, places), html.unescape(" ".join(_WORD.findall(words))))
        for *places, words in _LINE.findall(inner)
    ]
    return tuple(sorted(found, key=lambda line: (line.bottom, line.left)))


def _on_paper(side: Side, paper: str) -> Iterator[tuple[str, str]]:
    width, height = SIZES[paper]
    if abs(side.width - width) > 1.5 or abs(side.height - height) > 1.5:
        yield "paper", f"page {side.number} is {side.width / MM:.0f} by {side.height / MM:.0f} mm"
        return
    for line in side.lines:
        near = line.left < BINDER - 1 or line.right > width - EDGE + 1
        if near or line.top < EDGE - 1 or line.bottom > height - EDGE + 1:
            yield "edge", f"page {side.number}: {line.text}"


def _last_heading(body: list[Line], headings: Collection[str]) -> str:
    """The heading that the text of a side ends with, or nothing: a long one takes more than a line."""
    for count in (1, 2, 3):
        tail = " ".join(line.text for line in body[-count:])
        if tail in headings:
            return tail
    return ""


def _ink(pdf: Path, side: Side, top: float, bottom: float) -> bool:
    """Whether anything is drawn between two heights: lines to write on, a box, a picture."""
    number = str(side.number)
    command = ["pdftoppm", "-gray", "-r", str(_DOTS), "-f", number, "-l", number, str(pdf)]
    picture = subprocess.run(command, capture_output=True, check=True).stdout
    found = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", picture)
    assert found, "pdftoppm gave no gray picture"
    width, dots = int(found[1]), picture[found.end() :]
    scale = _DOTS / 72
    return any(dot < 235 for dot in dots[int(top * scale) * width : int(bottom * scale) * width])
