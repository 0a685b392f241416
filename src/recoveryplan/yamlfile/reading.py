"""Reading a file that a person may have written: limits first, then a tree in which every value is text.

The limits are kept on the stream of events, before anything is built, so that no file can make the
program slow, big or crash. libyaml's C parser reads; what it refuses is read again by ruamel's pure parser,
whose word counts.
"""

from __future__ import annotations

from recoveryplan.yamlfile import clib
from recoveryplan.yamlfile.clib import ALIAS, CLOSE, DOCUMENT, END, LIST, MAP, SCALAR
from recoveryplan.yamlfile.decoding import decode
from recoveryplan.yamlfile.nodes import LIMITS, Document, Limits, Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from recoveryplan.errors import ContentProblem
    from recoveryplan.yamlfile.clib import Event
    from recoveryplan.yamlfile.nodes import Mark

# The pure parser takes about a second for this many characters; more than that is left at the C one's word.
PURE_AT_MOST = 150_000

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_SHORT = frozenset(("", None, "'", '"'))
_STYLES = {"": "plain", None: "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}


def read(data: bytes, name: str, limits: Limits = LIMITS) -> Document:
    """The document in a file's bytes; ``name`` is what errors call the file.

    Raises ContentProblem, with line, column and what to do, for anything that is not plain limited YAML.
    An empty file has a root of kind null.
    """
    if len(data) > limits.size:
        from recoveryplan.yamlfile.trouble import too_big

        raise too_big(name, limits)
    text, encoding, bom = decode(data, name)
    return Document(name, data, text, encoding, bom, parse(text, name, limits))


def parse(text: str, name: str, limits: Limits = LIMITS) -> Node:
    """The tree in a text that has passed ``decode``. Raises ContentProblem."""
    if clib.extension is None:
        return _parse_pure(text, name, limits)
    try:
        return Builder(text, name, limits).build(clib.parser(text))
    except clib.errors as error:
        if len(text) > PURE_AT_MOST:
            from recoveryplan.yamlfile.trouble import explain

            raise explain(name, text, error) from None
    return _parse_pure(text, name, limits)


def _parse_pure(text: str, name: str, limits: Limits) -> Node:
    from recoveryplan.yamlfile.pure import parse_pure

    return parse_pure(text, name, limits)


class Builder:
    """Makes the tree from events, one at a time, and stops at the first that is not allowed."""

    __slots__ = ("depth", "documents", "end", "key", "left", "name", "root", "stack", "text", "top")

    def __init__(self, text: str, name: str, limits: Limits) -> None:
        self.text = text
        self.name = name
        self.depth = limits.depth
        self.left = limits.nodes
        self.stack: list[Node] = []
        self.top: Node | None = None
        self.key: Node | None = None
        self.root: Node | None = None
        self.end = 0
        self.documents = 0

    def build(self, get_event: Callable[[], Event]) -> Node:
        """The root, after all events."""
        scalar, add = self._scalar, self._add
        while True:
            code, marked, value, start, end, style = get_event()
            if marked is not None:
                raise self._refuse("marked", start)
            if code == SCALAR:
                if style in _SHORT and value not in _NULLS:
                    self.end = at = end.index
                    add(Node("text", _STYLES[style], start, at, value))
                else:
                    add(scalar(value, style, start, end.index))
            elif code in (MAP, LIST):
                self._open(Node("map" if code == MAP else "list", "flow" if value else "block", start, end.index))
            elif code == CLOSE:
                self._close(end.index)
            elif code == END:
                return self.root or Node("null", "plain", start, start.index)
            elif code == ALIAS:
                raise self._refuse("alias", start)
            elif code == DOCUMENT:
                self._document(start)

    def _scalar(self, value: str, style: str | None, start: Mark, end: int) -> Node:
        named = _STYLES[style]
        if named == "plain":
            if value in _NULLS and (self.key is not None or self.top is None or self.top.kind == "list"):
                self.end = end
                return Node("null", named, start, end)
        elif named in ("literal", "folded"):
            end = self._block_end(start.index, end)
        self.end = end
        return Node("text", named, start, end, value)

    def _block_end(self, start: int, end: int) -> int:
        """Where the last line of a ``|`` or ``>`` text ends; empty lines count only if ``+`` keeps them."""
        raw = self.text[start:end]
        if "+" in raw[:3].split("\n")[0]:
            return start + len(raw.removesuffix("\n").removesuffix("\r"))
        return start + len(raw.rstrip())

    def _add(self, node: Node) -> None:
        self.left -= 1
        if self.left < 0:
            raise self._refuse("many", node.mark)
        top, key = self.top, self.key
        if key is not None and top is not None:
            top.entries[key.text] = node
            top.keys[key.text] = key
            self.key = None
        elif top is None:
            self.root = node
        elif top.kind == "list":
            top.items.append(node)
        else:
            self._check_key(top, node)
            self.key = node

    def _check_key(self, top: Node, node: Node) -> None:
        if node.kind != "text":
            raise self._refuse("key", node.mark)
        if node.text in top.entries:
            raise self._refuse("twice", node.mark)
        if node.style == "plain" and node.text in ("", "<<"):
            raise self._refuse("merge" if node.text else "no_key", node.mark)

    def _open(self, node: Node) -> None:
        if self.top is not None and len(self.stack) + 1 >= self.depth:
            raise self._refuse("deep", node.mark)
        self._add(node)
        if node.kind == "map":
            node.entries = {}
            node.keys = {}
        else:
            node.items = []
        if self.top is not None:
            self.stack.append(self.top)
        self.top = node

    def _close(self, end: int) -> None:
        node = self.top
        if node is None:  # pragma: no cover - a parser closes only what it opened
            return
        if node.style == "flow":
            self.end = end
        node.end = self.end
        self.top = self.stack.pop() if self.stack else None

    def _document(self, start: Mark) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self._refuse("second", start)

    def _refuse(self, why: str, mark: Mark) -> ContentProblem:
        from recoveryplan.yamlfile.trouble import refuse

        return refuse(self.name, self.text, why, mark)
