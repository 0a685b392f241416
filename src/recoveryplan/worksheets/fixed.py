"""How the kinds of part are drawn that are the same on a blank and a filled sheet: our own words, and room to write."""

from __future__ import annotations

from recoveryplan.worksheets.blocks import (
    Block,
    Card,
    Checklist,
    Grid,
    Note,
    Prompts,
    Rings,
    Row,
    Scale,
    Side,
    Slip,
)
from recoveryplan.worksheets.declared import Panel, Part
from recoveryplan.worksheets.filling import Drawer, Source, contact, given_lines, labelled
from recoveryplan.worksheets.spoken import say, select


def _write(part: Part, _: Source) -> list[Block]:
    return [*labelled(part), Prompts(tuple(Row(label, (), int(lines)) for label, lines in part.pairs))]


def _example(part: Part, _: Source) -> list[Block]:
    return [Card(part.title, tuple(Row(label, (words,)) for label, words in part.pairs))]


def _tick(part: Part, _: Source) -> list[Block]:
    return [Checklist(part.texts, part.label, part.rows)]


def _note(part: Part, _: Source) -> list[Block]:
    return [Note(part.title, part.texts, part.tone)]


def _grid(part: Part, source: Source) -> list[Block]:
    more = tuple(say(one) for one in select(source.tree, part.more)) if part.more else ()
    down = part.down or tuple(str(number) for number in range(1, part.upto + 1))
    own = tuple(one for one in more if one)  # before the last of ours, which is for a word or two
    head = ((part.first,) if down else ()) + part.texts[:-1] + own + part.texts[-1:]
    return [Grid(part.label, head, down, 0 if down else part.rows, part.tall)]


def _rate(part: Part, _: Source) -> list[Block]:
    return [Scale(part.path, part.low, part.high)]


def _rings(part: Part, _: Source) -> list[Block]:
    return [Rings(part.label, part.texts)]


def _slip(part: Part, source: Source) -> list[Block]:
    return [Slip(tuple(_side(panel, source) for panel in part.panels))]


def _side(panel: Panel, source: Source) -> Side:
    """A side with what the plan holds; with room to write where it holds nothing."""
    lines = given_lines(panel.given, source) if panel.given else ()
    if panel.path:
        lines = tuple(spoken for spoken in (say(one) for one in select(source.tree, panel.path)) if spoken)
    found = select(source.tree, panel.people) if panel.people else ()
    people = tuple(contact(one, {}) for one in found if isinstance(one, dict))
    return Side(panel.title, lines, people, 0 if lines or people else panel.rows)


FIXED: dict[str, Drawer] = {
    "write": _write,
    "example": _example,
    "tick": _tick,
    "note": _note,
    "grid": _grid,
    "rate": _rate,
    "rings": _rings,
    "slip": _slip,
}
"""What draws each of these kinds."""
