"""Changing a file by its smallest edits: every byte that is not part of a change stays as it was."""

from __future__ import annotations

from recoveryplan.errors import ContentProblem
from recoveryplan.yamlfile.edits import CannotSplice, style_of
from recoveryplan.yamlfile.emitting import block, flow, textual
from recoveryplan.yamlfile.matching import first_difference, merge
from recoveryplan.yamlfile.nodes import Document, Node, Path, Plain, plain
from recoveryplan.yamlfile.reading import read
from recoveryplan.yamlfile.splicing import Splicer

_TRIES = 200  # each try gives up one more list or map, so this is never reached in practice


class Changed:
    """The bytes of the changed file, and the paths of the lists and maps that had to be written anew.

    Comments inside those are gone; say so before writing. Everything else is where it was.
    """

    __slots__ = ("data", "re_emitted")

    def __init__(self, data: bytes, re_emitted: tuple[Path, ...]) -> None:
        self.data = data
        self.re_emitted = re_emitted


class ChangeFailed(RuntimeError):
    """No way of writing gave back what was wanted: our mistake. Nothing may be written then."""


def change(document: Document, before: object, after: object) -> Changed:
    """The document with the differences from ``before`` to ``after`` put into its text.

    ``before`` is the tree that the program understood from the document, ``after`` the one that is wanted; both
    hold dicts, lists, str, int, bool, float, date and None. Where they are equal nothing moves, however the
    text spells it. The result has been read back and compared. Nothing is written to disk.
    """
    was, wants = textual(before), textual(after)
    old = plain(document)
    wanted = merge(old, was, wants)
    if wanted == old:
        return Changed(document.data, ())
    forced: set[Path] = set()
    for _ in range(_TRIES):
        splicer = Splicer(document, forced)
        data = _attempt(splicer, document, was, wants, wanted)
        result = None if data is None else _read_back(data, document)
        if data is not None and result is not None and plain(result) == wanted:
            return Changed(data, tuple(dict.fromkeys(splicer.re_emitted)))
        if () in forced:
            break
        forced |= _wider(document, splicer, forced, None if result is None else plain(result), wanted)
    raise ChangeFailed("a changed file does not read back as it should")


def _attempt(splicer: Splicer, document: Document, was: Plain, wants: Plain, wanted: Plain) -> bytes | None:
    if () not in splicer.forced:
        try:
            splicer.root(was, wants)
            return _encode(document, splicer.applied())
        except CannotSplice:
            pass
    splicer.forced.add(())
    splicer.re_emitted = [()]
    return _encode(document, _anew(document, wanted))


def _anew(document: Document, wanted: Plain) -> str:
    """The whole file, with only the comments above its first value kept."""
    start = document.root.start
    head = document.text[: document.text.rfind("\n", 0, start) + 1]
    comments = [line for line in head.splitlines() if line.startswith("#") or not line.strip()]
    body = block(wanted, 0, style_of(document.root)) or flow(wanted)
    return "\n".join([*comments, body, ""]).replace("\n", document.newline)


def _encode(document: Document, text: str) -> bytes:
    return document.bom + text.encode(document.encoding)


def _read_back(data: bytes, document: Document) -> Document | None:
    try:
        return read(data, document.name)
    except ContentProblem:
        return None


def _wider(document: Document, splicer: Splicer, forced: set[Path], result: Plain, wanted: Plain) -> set[Path]:
    """Which lists or maps to write anew at the next try: the smallest around what went wrong."""
    known = isinstance(result, dict | list)
    paths = [first_difference(result, wanted)] if known else list(splicer.touched)
    wider = {_around(document.root, path, forced) for path in paths}
    return wider or {()}


def _around(root: Node, path: Path, forced: set[Path]) -> Path:
    found: list[Path] = [()]
    node = root
    for length, step in enumerate(path, 1):
        if node.kind == "map" and step in node.entries:
            node = node.entries[str(step)]
        elif node.kind == "list" and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            break
        if node.kind in ("map", "list"):
            found.append(path[:length])
    return next((place for place in reversed(found) if place not in forced), ())
