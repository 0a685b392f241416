"""What a YAML file was read into: nodes that know their place, and the document that holds them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from recoveryplan.errors import Problem

    class Mark(Protocol):
        """A place as ruamel's parsers give it; all three count from 0."""

        @property
        def index(self) -> int:
            """Offset in the text, in characters."""

        @property
        def line(self) -> int:
            """Line."""

        @property
        def column(self) -> int:
            """Column, in characters."""

    Path = tuple[str | int, ...]
    Plain = dict[str, "Plain"] | list["Plain"] | str | None
else:
    Path = tuple
    Plain = object


class Place:
    """A place in a text, in the way of a parser's mark; all three count from 0."""

    __slots__ = ("column", "index", "line")

    def __init__(self, text: str, index: int) -> None:
        before = text[:index].replace("\r\n", " \n").replace("\r", "\n")
        self.index = index
        self.line = before.count("\n")
        self.column = index - (before.rfind("\n") + 1)


class Limits:
    """How much a file may hold: bytes, levels below each other, values."""

    __slots__ = ("depth", "nodes", "size")

    def __init__(self, size: int = 5_000_000, depth: int = 60, nodes: int = 200_000) -> None:
        self.size = size
        self.depth = depth
        self.nodes = nodes


LIMITS = Limits()


class Node:
    """One value of a file.

    ``kind`` is map, list, text or null; ``style`` plain, single, double, literal, folded, flow or block.
    ``start`` and ``end`` are offsets in characters into the document's text; a block's end is the end of its
    last value, without the comments that follow. ``text`` is set for texts, ``items`` for lists, ``entries``
    and ``keys`` (the key's own node, by key) for maps; the others are empty.
    """

    __slots__ = ("end", "entries", "items", "keys", "kind", "mark", "style", "text")

    kind: str
    text: str
    items: list[Node]
    entries: dict[str, Node]
    keys: dict[str, Node]

    def __init__(self, kind: str, style: str, mark: Mark, end: int, text: str = "") -> None:
        self.kind = kind
        self.style = style
        self.mark = mark
        self.end = end
        self.text = text

    @property
    def start(self) -> int:
        """Where it starts in the document's text, in characters."""
        return self.mark.index

    @property
    def line(self) -> int:
        """The line it starts on, from 1."""
        return self.mark.line + 1

    @property
    def column(self) -> int:
        """The column it starts at, from 1, in characters."""
        return self.mark.column + 1

    @property
    def value(self) -> dict[str, Node] | list[Node] | str | None:
        """What it holds: nodes for a map or a list, else the text or None."""
        if self.kind == "map":
            return self.entries
        if self.kind == "list":
            return self.items
        return self.text if self.kind == "text" else None


class Document:
    """A file that was read: its bytes, its text without byte order mark, and the tree in it."""

    __slots__ = ("bom", "data", "encoding", "name", "newline", "root", "text")

    def __init__(self, name: str, data: bytes, text: str, encoding: str, bom: bytes, root: Node) -> None:
        self.name = name
        self.data = data
        self.text = text
        self.encoding = encoding
        self.bom = bom
        self.root = root
        self.newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"

    @property
    def warnings(self) -> list[Problem]:
        """Places that are read, but perhaps not as meant: text cut off by a ``#`` right after a blank."""
        from recoveryplan.yamlfile.trouble import cut_by_comment

        return cut_by_comment(self)


def plain(node: Node | Document) -> Plain:
    """The tree as dicts, lists, texts and None. Every value is text as typed; nothing is converted."""
    return _plain(node if isinstance(node, Node) else node.root)


def _plain(node: Node) -> Plain:
    kind = node.kind
    if kind == "text":
        return node.text
    if kind == "map":
        return {key: value.text if value.kind == "text" else _plain(value) for key, value in node.entries.items()}
    if kind == "list":
        return [_plain(item) for item in node.items]
    return None


def position(document: Document, path: Path) -> tuple[int, int]:
    """Line and column of the value at ``path``; of the nearest thing above it that exists, when it does not."""
    node, key, whole = _walk(document.root, path)
    if whole and node.kind != "null":
        return node.line, node.column
    return (key or node).line, (key or node).column


def key_position(document: Document, path: Path) -> tuple[int, int]:
    """As ``position``, but of the key that the value at ``path`` stands under, where it has one."""
    node, key, _ = _walk(document.root, path)
    return (key or node).line, (key or node).column


def _walk(node: Node, path: Path) -> tuple[Node, Node | None, bool]:
    key: Node | None = None
    for step in path:
        if node.kind == "map" and step in node.entries:
            node, key = node.entries[str(step)], node.keys[str(step)]
        elif node.kind == "list" and isinstance(step, int) and -1 < step < len(node.items):
            node, key = node.items[step], None
        else:
            return node, key, False
    return node, key, True
