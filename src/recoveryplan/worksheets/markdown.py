"""Draws a sheet as Markdown that shows every word as it was typed, in CommonMark and on GitHub."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from jinja2 import Template

from recoveryplan.worksheets import drawn
from recoveryplan.worksheets.blocks import KINDS
from recoveryplan.worksheets.sheets import Sheet

_MAY_NEED = re.compile(r"[\\`*_\[\]<>|~$&#:=+\n@-]|www\.|^[0-9]{1,9}[.)]|  ")
_INLINE = re.compile(r"[\\`*_\[\]<|~$]|&(?=#?\w+;)|(?<!\S)#|:(?=//)|(?<=www)\.", re.IGNORECASE)
# GitHub makes pictures of these even behind a backslash; in a code span they stay words.
_PICTURE = re.compile(r"(:[\w+-]+:)", re.ASCII)
_LINE_START = re.compile(r"\A(?:([-+>](?=[\s>]|$)|>|-(?=[\s-]*$)|=(?==*\s*$))|([0-9]{1,9})([.)])(?=\s|$))")


class Raw(str):
    """Text that is Markdown already and is not escaped again."""

    __slots__ = ()


def write(sheet: Sheet) -> str:
    """The sheet as Markdown text, to be stored as UTF-8."""
    page, draw, macros = _templates()
    body = "".join([macros[type(block)](block) for block in sheet.blocks])
    return page.render(sheet=sheet, body=body, draw=draw)


@lru_cache
def _templates() -> tuple[Template, Any, dict[type, Any]]:
    # Jinja's own escaping is for HTML. Here `finalize` sends each value through ours instead.
    environment = drawn.environment("markdown", autoescape=False, finalize=_shown)
    environment.filters["raw"] = Raw
    environment.filters["flat"] = flat
    draw = environment.get_template("blocks.md.j2").module
    return environment.get_template("page.md.j2"), draw, {kind: getattr(draw, name) for kind, name in KINDS.items()}


def _shown(value: Any) -> Any:
    return value if isinstance(value, Raw) else escape(str(value))


def flat(text: str) -> Raw:
    """As ``escape``, on one line: for headings, tables, and what stands between our own words."""
    return Raw(escape(" ".join(text.split("\n"))))


def escape(text: str) -> str:
    """The text, so that Markdown shows it as typed. Line ends are kept as line ends."""
    if not _MAY_NEED.search(text):
        return text
    lines = [_line(line) for line in text.split("\n")]
    return "\\\n".join(lines)


def _line(line: str) -> str:
    pieces = _PICTURE.split(line.strip(" "))
    pieces[::2] = [_INLINE.sub(r"\\\g<0>", piece) for piece in pieces[::2]]
    pieces[1::2] = [f"`{picture}`" for picture in pieces[1::2]]
    return _LINE_START.sub(_start, "".join(pieces))


def _start(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"
