"""Every style of hand-made YAML, with every kind of change: all other bytes stay, or it is said beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from recoveryplan.yamlfile import Changed, Document, read
from yamlfile.keeping import Window, check, line_end, line_start, lines_window, node_at, value_window
from yamlfile.samples import STYLES

Edit = Callable[[Any], None]
Case = tuple[str, str, Edit, Window | None]

VALUES = [
    "New words",
    "a: b # c",
    "one\ntwo\n",
    "one\ntwo",
    " lead\n\n trail \n\n",
    "555-0142",
    "no",
    "",
    None,
    'it\'s "so"',
    "é😀",
]
# Cases whose enclosing list or map has to be written anew; a lower number is better, a higher one a mistake.
MOST_RE_EMITTED = 3


def set_at(path: tuple[str | int, ...], value: object) -> Edit:
    def edit(tree: Any) -> None:
        for step in path[:-1]:
            tree = tree[step]
        tree[path[-1]] = value

    return edit


def scalars(document: Document) -> Iterator[tuple[str | int, ...]]:
    def walk(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
        if node.kind == "map":
            for key, value in node.entries.items():
                yield from walk(value, (*path, key))
        elif node.kind == "list":
            for at, item in enumerate(node.items):
                yield from walk(item, (*path, at))
        else:
            yield path

    yield from walk(document.root, ())


def new_thing(tree: Any) -> object:
    first = tree["things"][0] if tree["things"] else {}
    return {"id": "n", "text": "new: thing"} if isinstance(first, dict) else "new thing"


def cases(name: str, document: Document) -> Iterator[Case]:
    for path in scalars(document):
        for value in () if path[-1] == "id" else VALUES:  # another id is another thing
            yield f"{name}: change {path} to {value!r}", name, set_at(path, value), value_window(document, path)
    yield from section_cases(name, document)
    if node_at(document, ("things",)).kind == "list":
        yield from list_cases(name, document)


def section_cases(name: str, document: Document) -> Iterator[Case]:
    text, flow = document.text, document.root.style == "flow"
    last = node_at(document, (list(document.root.entries)[-1],)).end
    end = (last, last) if flow else (line_end(text, last), line_end(text, last))
    extra = [{"id": "e", "text": "of mine"}, {"id": "f", "list": ["x"]}]
    yield f"{name}: add a section", name, lambda tree: tree.update(extra=extra), end
    yield f"{name}: add a text", name, lambda tree: tree.update(extra="more\nlines\n"), end
    start = document.root.keys["name"].start
    start = start if flow else line_start(text, start)
    yield f"{name}: add in front", name, _in_front, (start, start)
    window = None if flow else lines_window(document, ("things",))
    yield f"{name}: delete a section", name, lambda tree: tree.pop("things"), window
    yield f"{name}: delete the first section", name, lambda tree: tree.pop("name"), None
    emptied = (document.root.keys["things"].end, line_end(text, document.root.entries["things"].end))
    yield f"{name}: empty the list", name, lambda tree: tree.update(things=[]), emptied
    if document.root.entries["things"].kind == "null" or not document.root.entries["things"].items:
        yield (
            f"{name}: begin the list",
            name,
            lambda tree: tree.update(things=extra),
            (
                document.root.keys["things"].end + 1,
                line_end(text, document.root.keys["things"].end),
            ),
        )


def _in_front(tree: Any) -> None:
    rest = dict(tree)
    tree.clear()
    tree.update(first="1", **rest)


def list_cases(name: str, document: Document) -> Iterator[Case]:
    things = node_at(document, ("things",))
    text, count = document.text, len(things.items)
    for at in range(count + 1):
        place: Window | None = None
        if things.style == "block" and at:
            end = line_end(text, things.items[at - 1].end)
            place = (end, end)
        yield f"{name}: insert {at}", name, lambda t, at=at: t["things"].insert(at, new_thing(t)), place
    for at in range(count):
        block = things.style == "block"
        window = lines_window(document, ("things", at)) if block else (things.start, things.end)
        if things.items[at].kind == "null":  # which of two equal ones it is, no one can tell
            window = (line_start(text, things.start), line_end(text, things.end))
        if count == 1:
            window = value_window(document, ("things",))
        yield f"{name}: delete {at}", name, lambda t, at=at: t["things"].pop(at), window
    if count > 1:
        window = (things.start, things.end)
        if things.style == "block":
            window = (line_start(text, things.start) - 2, line_end(text, things.end) + 2)
        yield f"{name}: turn around", name, lambda t: t["things"].reverse(), None if "#" in text else window
        yield f"{name}: keep the first", name, lambda t: t["things"].__delitem__(slice(1, None)), window


ALL = [
    pytest.param(text, edit, window, id=title)
    for name, text in STYLES.items()
    for title, _, edit, window in cases(name, read(text.encode(), name))
]
outcomes: dict[str, Changed] = {}


def test_enough_styles() -> None:
    assert len(STYLES) >= 26
    assert len(ALL) > 1000


@pytest.mark.parametrize(("text", "edit", "window"), ALL)
def test_other_bytes_stay(text: str, edit: Edit, window: Window | None, request: pytest.FixtureRequest) -> None:
    outcomes[request.node.name] = check(text.encode(), edit, window)


def test_few_are_written_anew() -> None:
    anew = {name for name, changed in outcomes.items() if changed.re_emitted}
    whole = {name for name, changed in outcomes.items() if () in changed.re_emitted}
    assert len(anew) <= MOST_RE_EMITTED, sorted(anew)
    assert len(whole) <= MOST_RE_EMITTED // 2, sorted(whole)
