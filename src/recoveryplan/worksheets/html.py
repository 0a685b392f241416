"""Draws a sheet as one HTML page: no script, no form, nothing loaded, its one style allowed by its digest."""

from __future__ import annotations

import base64
import hashlib
import os
from functools import lru_cache
from typing import Any

from jinja2 import Template
from markupsafe import Markup, escape

from recoveryplan import resources
from recoveryplan.worksheets import drawn
from recoveryplan.worksheets.blocks import KINDS, Block, Chart, Heading, Note, Scale, Text
from recoveryplan.worksheets.numbers import NUMBER
from recoveryplan.worksheets.sheets import Sheet

_SIZES = {"letter": "letter portrait", "a4": "A4 portrait"}


def write(sheet: Sheet) -> str:
    """The page as text, to be stored as UTF-8. The same sheet always gives the same text."""
    page, draw, macros = _templates()
    pictures = any(type(block) is Chart for block in sheet.blocks)
    style, digest = _style(sheet.paper, sheet.large_print, f"{sheet.foot}\n{sheet.mark}".strip(), pictures)
    body = Markup("").join(
        [_same(block) if type(block) in _SAME else macros[type(block)](block) for block in sheet.blocks]
    )
    return page.render(sheet=sheet, body=body, draw=draw, style=style, style_hash=digest)


# What is the same on sheet after sheet is drawn once: our headings and texts, never a list of a person's words.
_SAME = frozenset((Heading, Text, Note, Scale))


@lru_cache(maxsize=256)
def _same(block: Block) -> Any:
    return _templates()[2][type(block)](block)


@lru_cache
def _templates() -> tuple[Template, Any, dict[type, Any]]:
    environment = drawn.environment("html", autoescape=True)
    environment.filters["whole_numbers"] = whole_numbers
    draw = environment.get_template("blocks.html.j2").module
    return environment.get_template("page.html.j2"), draw, {kind: getattr(draw, name) for kind, name in KINDS.items()}


def whole_numbers(text: str) -> Markup:
    """The text, escaped, with every phone number in it kept from being broken over two lines."""
    pieces, at = [], 0
    for found in NUMBER.finditer(text):
        number = Markup('<span class="number">{}</span>').format(found[0])
        pieces += [escape(text[at : found.start()]), number]
        at = found.end()
    return Markup("").join([*pieces, escape(text[at:])])


@lru_cache
def _style(paper: str, large: bool, foot: str, pictures: bool) -> tuple[Markup, str]:
    style = _file("style.css") + (_file("chart.css") if pictures else "")
    filled = {
        "SIZE": _SIZES.get(paper, _SIZES["letter"]),
        "FOOT": _css_text(foot),
        "BASE": "18pt" if large else "11pt",
        "SMALL": "11pt" if large else "8.5pt",
        "LINE": "12mm" if large else "8mm",
        "BELOW": "29mm" if large else "25mm",
    }
    for name, value in filled.items():
        style = style.replace(f"@@{name}@@", value)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    # Ours, and without a value of the plan: nothing in it can end the style element.
    return Markup(style), f"sha256-{digest}"  # noqa: S704


def _file(name: str) -> str:
    with open(os.path.join(resources.templates_folder(), "html", name), encoding="utf-8") as file:
        return file.read()


def _css_text(text: str) -> str:
    escaped = "".join(c if c.isalnum() or c in " ,.:" else f"\\{ord(c):06x}" for c in text)
    return f'"{escaped}"'
