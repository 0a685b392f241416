"""Says whether a changed file kept every byte that the change was not about."""

from __future__ import annotations

import copy

from recoveryplan.yamlfile import Changed, Document, Node, change, plain, read

Window = tuple[int, int]


def node_at(document: Document, path: tuple[str | int, ...]) -> Node:
    node = document.root
    for step in path:
        node = node.entries[step] if isinstance(step, str) else node.items[step]
    return node


def line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" and end > at else end


def value_window(document: Document, path: tuple[str | int, ...]) -> Window:
    """Where only the value stands, from right behind its colon or dash."""
    node = node_at(document, path)
    start = node.start
    while start and document.text[start - 1] in " \t\r\n":
        start -= 1
    end = node.end
    if not document.text[end : line_end(document.text, end)].strip():
        end = line_end(document.text, end)
    return start, end


def lines_window(document: Document, path: tuple[str | int, ...]) -> Window:
    """The lines of an entry or item, with the line end before them."""
    node = node_at(document, path)
    start = node.start
    parent = node_at(document, path[:-1])
    if parent.kind == "map":
        start = parent.keys[str(path[-1])].start
    else:
        while document.text[start - 1 : start] not in ("-", ""):
            start -= 1
    top = line_start(document.text, start)
    return max(top - 2, 0), line_end(document.text, node.end) + 2


def outside(document: Document, changed: Changed, window: Window) -> bool:
    """True if everything before and after the window is the same, byte for byte."""
    old, new = document.data, changed.data
    head = len(document.bom) + len(document.text[: window[0]].encode(document.encoding))
    tail = len(document.text[window[1] :].encode(document.encoding))
    return new[:head] == old[:head] and (not tail or new[-tail:] == old[-tail:]) and len(new) >= head + tail


def check(data: bytes, edit: object, window: Window | None, *, changer: object = change) -> Changed:
    """Changes the file by ``edit`` (a function on its tree) and asserts that all else is as it was.

    ``window`` is what may change; None lets all lines of the old file be looked for in the new one instead.
    """
    document = read(data, "f")
    before = plain(document)
    after = copy.deepcopy(before)
    edit(after)  # type: ignore[operator]
    changed: Changed = changer(document, before, after)  # type: ignore[operator]
    assert plain(read(changed.data, "f")) == after, changed.data
    if before == after:
        assert changed.data == data
    if changed.re_emitted:
        return changed
    assert comments(document.text) <= comments(read(changed.data, "f").text) or window, changed.data
    if window is not None:
        assert outside(document, changed, window), (document.text, changed.data.decode(document.encoding))
    return changed


def comments(text: str) -> set[str]:
    """The comment lines of a text."""
    return {line.strip() for line in text.splitlines() if line.lstrip().startswith("#")}
