"""What a page is made of. A sheet is a list of these; each writer draws every kind in its own way.

Tuples, because a thousand sheets are built of them in one run. All text is as it should be read, never markup:
the writers escape it. ``room`` counts write-in lines (or empty rows) to draw.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Heading(NamedTuple):
    """A heading. Level 1 is the sheet's title; ``anchor`` is its id on a page, or empty."""

    text: str
    level: int = 2
    anchor: str = ""


class Text(NamedTuple):
    """A paragraph. ``tone``: plain, own (the person's words), intro (what a section is for), or small."""

    text: str
    tone: str = "plain"


class Row(NamedTuple):
    """A label, what was answered, and the write-in lines behind it."""

    label: str
    values: tuple[str, ...] = ()
    room: int = 0


class Prompts(NamedTuple):
    """Labels with answers or room to write."""

    rows: tuple[Row, ...]


class Items(NamedTuple):
    """A list of the person's own words; ``room`` empty places follow."""

    items: tuple[str, ...]
    label: str = ""
    numbered: bool = False
    room: int = 0


class Checklist(NamedTuple):
    """Things to tick, each behind a drawn box; ``room`` empty ones follow."""

    items: tuple[str, ...]
    label: str = ""
    room: int = 0


class Scale(NamedTuple):
    """A list of 0 to 10, with what the two ends mean, and the number chosen, if any."""

    label: str
    low: str
    high: str
    chosen: int | None = None


class Table(NamedTuple):
    """A small table with a header row; ``room`` empty rows follow."""

    label: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    room: int = 0


class Contact(NamedTuple):
    """A person or group. ``phone`` is as typed and never broken; ``tel`` is checked digits, or empty."""

    name: str
    role: str = ""
    phone: str = ""
    tel: str = ""
    when: str = ""
    note: str = ""


class Way(NamedTuple):
    """One "If …, then I will …", in pieces: our words and the person's take turns. No action: room to write."""

    opening: str
    condition: str
    pause: str
    joining: str
    action: str
    ending: str = "."
    contact: Contact | None = None


class IfThen(NamedTuple):
    """What may happen, and the ways to meet it. Kept whole on a page. ``room`` empty ways follow."""

    label: str
    title: str
    ways: tuple[Way, ...]
    room: int = 0


class People(NamedTuple):
    """People with numbers; ``room`` empty places follow."""

    people: tuple[Contact, ...]
    room: int = 0


class Card(NamedTuple):
    """One thing with its details, kept whole on a page. ``label`` names the title where it is to be written in."""

    title: str
    rows: tuple[Row, ...]
    label: str = ""


class Signed(NamedTuple):
    """One line to sign: whose it is, their name below it, and the day to print; name and day may be empty."""

    label: str
    name: str = ""
    day: str = ""


class Signature(NamedTuple):
    """Signature lines, each with a place for the day."""

    lines: tuple[Signed, ...]


class Note(NamedTuple):
    """A box. ``tone``: calm or danger. ``verse``: the lines are set as they come, indents too, not as a list."""

    title: str
    lines: tuple[str, ...]
    tone: str = "calm"
    verse: bool = False


class Grid(NamedTuple):
    """A table to fill in by hand: a header row, and rows that are named in their first column, or empty.

    ``head`` has a name for every column, the first one too. ``room`` empty rows follow the named ones; each row is
    ``tall`` write-in lines high.
    """

    label: str
    head: tuple[str, ...]
    down: tuple[str, ...] = ()
    room: int = 0
    tall: int = 1


class Rings(NamedTuple):
    """Rings around "me" to write names into, from the closest to the one furthest out, with what each is for."""

    label: str
    rings: tuple[str, ...]


class Side(NamedTuple):
    """One side of a card to cut out: its lines, people with numbers, and ``room`` empty lines."""

    title: str
    lines: tuple[str, ...] = ()
    people: tuple[Contact, ...] = ()
    room: int = 0


class Slip(NamedTuple):
    """A card to cut out and fold, of sides in the size of a bank card. A side grows where its words need it."""

    sides: tuple[Side, ...]


class Chart(NamedTuple):
    """A picture of a scale over time, its sentence, and its numbers as a table. ``anchor`` is its own id on the page.

    ``lines`` are the points of each unbroken piece, ``marks`` the places below with a label, ``levels`` those beside;
    all in units of a drawing of ``width`` and ``height``. A gap is where one line ends and the next begins.
    """

    anchor: str
    name: str
    said: str
    title: str
    description: str
    caption: str
    lines: tuple[tuple[tuple[float, float], ...], ...]
    marks: tuple[tuple[float, str], ...]
    levels: tuple[tuple[float, str], ...]
    width: int
    height: int
    left: int
    bottom: int
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class PageBreak(NamedTuple):
    """What follows starts on a new page."""


Block = (
    Heading
    | Text
    | Prompts
    | Items
    | Checklist
    | Scale
    | Table
    | IfThen
    | People
    | Card
    | Signature
    | Note
    | Grid
    | Rings
    | Slip
    | Chart
    | PageBreak
)

KINDS = {
    Heading: "heading",
    Text: "text",
    Prompts: "prompts",
    Items: "items",
    Checklist: "checklist",
    Scale: "scale",
    Table: "table",
    IfThen: "if_then",
    People: "people",
    Card: "card",
    Signature: "signature",
    Note: "note",
    Grid: "grid",
    Rings: "rings",
    Slip: "slip",
    Chart: "chart",
    PageBreak: "page_break",
}
"""The name of the macro that draws each kind. A test checks that every writer draws every one."""


def texts(value: object) -> Iterator[str]:
    """Every text in blocks, or in what they are made of, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts(inner)
