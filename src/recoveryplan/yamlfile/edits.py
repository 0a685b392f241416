"""The edits to a text, collected by place, and the slots that values hang in."""

from __future__ import annotations

import re

from recoveryplan.yamlfile.emitting import Style
from recoveryplan.yamlfile.lines import Lines
from recoveryplan.yamlfile.nodes import Document, Node

_BLOCK = re.compile(r"\|[0-9]?\n")  # the header of a text block whose last line end is part of the text


class CannotSplice(Exception):
    """This place is laid out in a way that is not edited piece by piece."""


class Slot:
    """Where a value hangs.

    ``head`` is the offset right behind its colon or dash, ``column`` that of its key or dash, from 0 (-1 for the
    root); ``item`` says that it is a dash. In a ``flow`` slot everything stays inside its brackets.
    """

    __slots__ = ("column", "flow", "head", "item")

    def __init__(self, head: int, column: int, *, item: bool = False, flow: bool = False) -> None:
        self.head = head
        self.column = column
        self.item = item
        self.flow = flow


class Edits:
    """Edits to the text of a document; none is made until ``applied``."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.lines = Lines(document.text)
        self.edits: list[tuple[int, int, str]] = []
        self._style: Style | None = None

    @property
    def style(self) -> Style:
        """How this file indents."""
        if self._style is None:
            self._style = style_of(self.document.root)
        return self._style

    def edit(self, start: int, end: int, new: str) -> None:
        """Replaces a stretch of the text; line ends in ``new`` become those of the file."""
        self.raw(start, end, new if self.document.newline == "\n" else new.replace("\n", self.document.newline))

    def raw(self, start: int, end: int, new: str) -> None:
        """Replaces a stretch of the text by exactly ``new``."""
        self.edits.append((start, end, new))

    def edit_to_end(self, start: int, end: int, new: str) -> None:
        """As ``edit``; a text block that comes to stand last in the file gets the line end it needs."""
        self.edit(start, end, new + ("\n" if end == len(self.text) and _BLOCK.search(new) else ""))

    def applied(self) -> str:
        """The text with all edits. Raises CannotSplice if two of them are about the same place."""
        pieces, at = [], 0
        for start, end, new in sorted(self.edits, key=lambda edit: edit[:2]):
            if start < at:
                raise CannotSplice
            pieces += [self.text[at:start], new]
            at = end
        return "".join([*pieces, self.text[at:]])


def style_of(root: Node) -> Style:
    """How a file indents lists and maps below their keys, from the first of each; else as the house does."""
    dash = step = None
    waiting = [root]
    while waiting and (dash is None or step is None):
        node = waiting.pop(0)
        if node.kind == "list":
            waiting += node.items
        if node.kind == "map":
            for key, value in node.entries.items():
                deeper = value.mark.column - node.keys[key].mark.column
                dash = deeper if dash is None and (value.kind, value.style) == ("list", "block") else dash
                step = deeper if step is None and (value.kind, value.style) == ("map", "block") else step
            waiting += node.entries.values()
    return Style(max(dash or 0, 0), max(step or 2, 1))
