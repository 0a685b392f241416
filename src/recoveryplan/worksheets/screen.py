"""Draws a sheet for a screen: paragraphs with roles, in order. Needs no jinja2."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from recoveryplan.wording import Role, Said
from recoveryplan.worksheets.blocks import (
    Block,
    Card,
    Chart,
    Checklist,
    Contact,
    Grid,
    Heading,
    IfThen,
    Items,
    Note,
    PageBreak,
    People,
    Prompts,
    Rings,
    Row,
    Scale,
    Signature,
    Slip,
    Table,
    Text,
)
from recoveryplan.worksheets.sheets import Sheet


def write(sheet: Sheet) -> list[Said]:
    """Everything on the sheet, as it should be said. Empty room to write says nothing."""
    said = [Said(sheet.title, "heading")]
    if sheet.state:
        said.append(Said(sheet.state, "quiet"))
    if sheet.name:
        said.append(Said(f"Name: {sheet.name}"))
    for block in sheet.blocks:
        said += draw(block)
    return said


def draw(block: Block) -> Iterator[Said]:
    """One block."""
    return _DRAWERS[type(block)](block)


def _heading(block: Heading) -> Iterator[Said]:
    if block.level < 3:
        yield Said("")
    yield Said(block.text, "heading", 0 if block.level < 3 else 2)


def _text(block: Text) -> Iterator[Said]:
    yield Said(block.text, "quiet" if block.tone in {"intro", "small"} else "plain", 2)


def _label(label: str) -> Iterator[Said]:
    if label:
        yield Said(f"{label}:", "plain", 2)


def _rows(rows: tuple[Row, ...], indent: int) -> Iterator[Said]:
    for row in rows:
        if row.values:
            yield Said(f"{row.label}: {'; '.join(row.values)}", "plain", indent)


def _prompts(block: Prompts) -> Iterator[Said]:
    return _rows(block.rows, 2)


def _items(block: Items) -> Iterator[Said]:
    if block.items:
        yield from _label(block.label)
    for number, item in enumerate(block.items, 1):
        yield Said(f"{number}. {item}" if block.numbered else f"- {item}", "plain", 4 if block.label else 2)


def _checklist(block: Checklist) -> Iterator[Said]:
    return _items(Items(block.items, block.label))


def _scale(block: Scale) -> Iterator[Said]:
    if block.chosen is not None:
        ends = f"0 is {block.low}, 10 is {block.high}"
        yield Said(f"{block.label}: {block.chosen} ({ends})", "plain", 2)


def _table(block: Table) -> Iterator[Said]:
    for row in block.rows:
        first, *rest = row
        told = [f"{name}: {cell}" for name, cell in zip(block.head[1:], rest, strict=True) if cell]
        yield Said("- " + ". ".join([first, *told]), "plain", 2)


def _if_then(block: IfThen) -> Iterator[Said]:
    if block.title:
        yield Said(block.title, "plain", 2)
    for way in block.ways:
        if way.action:
            yield Said(f"{way.opening}{way.condition}{way.pause}{way.joining}{way.action}{way.ending}", "plain", 4)
        if way.contact:
            yield _contact(way.contact, 4)


def _contact(contact: Contact, indent: int) -> Said:
    role = f" ({contact.role})" if contact.role else ""
    called: Role = "contact" if contact.phone else "plain"
    return Said(f"{contact.name}{role} {contact.phone}".strip(), called, indent)


def _people(block: People) -> Iterator[Said]:
    for person in block.people:
        yield _contact(person, 2)
        for more in (person.when, person.note):
            if more:
                yield Said(more, "quiet", 4)


def _card(block: Card) -> Iterator[Said]:
    if block.title:
        yield Said(block.title, "plain", 2)
    yield from _rows(block.rows, 4)


def _signature(block: Signature) -> Iterator[Said]:
    for line in block.lines:
        told = ", ".join(piece for piece in (line.name, line.day) if piece)
        if told:
            yield Said(f"{line.label}: {told}", "plain", 2)


def _note(block: Note) -> Iterator[Said]:
    role: Role = "warning" if block.tone == "danger" else "plain"
    if block.title:
        yield Said(block.title, "heading", 0)
    for line in block.lines:
        text = line.lstrip(" ")
        yield Said(text, role, 2 + len(line) - len(text))


def _chart(block: Chart) -> Iterator[Said]:
    yield Said(f"{block.name}: {block.said}", "plain", 2)
    yield from _table(Table(block.caption, block.head, block.rows))


def _grid(block: Grid) -> Iterator[Said]:
    yield from _label(block.label)


def _rings(block: Rings) -> Iterator[Said]:
    return _items(Items(block.rings, block.label))


def _slip(block: Slip) -> Iterator[Said]:
    for side in block.sides:
        yield Said(side.title, "heading", 2)
        for line in side.lines:
            yield Said(line, "plain", 4)
        for person in side.people:
            yield _contact(person, 4)


def _page_break(_: PageBreak) -> Iterator[Said]:
    return iter(())


_DRAWERS: dict[type, Callable[[Any], Iterator[Said]]] = {
    Heading: _heading,
    Text: _text,
    Prompts: _prompts,
    Items: _items,
    Checklist: _checklist,
    Scale: _scale,
    Table: _table,
    IfThen: _if_then,
    People: _people,
    Card: _card,
    Signature: _signature,
    Note: _note,
    Grid: _grid,
    Rings: _rings,
    Slip: _slip,
    Chart: _chart,
    PageBreak: _page_break,
}
"""What draws each kind of block; ``blocks.KINDS`` has the same kinds."""
