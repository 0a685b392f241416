"""Reading: everything as text, the limits first, and the same from both parsers."""

from __future__ import annotations

import time

import pytest

from recoveryplan.errors import ContentProblem
from recoveryplan.yamlfile import Limits, Node, clib, key_position, plain, position, read
from recoveryplan.yamlfile.nodes import LIMITS
from recoveryplan.yamlfile.pure import parse_pure
from yamlfile.samples import STYLES, encoded

AS_TYPED = [
    "0412345678",
    "+15551234",
    "555-0142",
    "no",
    "Yes",
    "12:30",
    "2026-11-22",
    "1e5",
    "0x1F",
    "1_000",
    ".5",
    "=",
    "5" * 5000,
]


def test_the_c_parser_is_in_use() -> None:
    assert clib.extension is not None
    assert type(clib.extension.CParser).__name__ == "type"
    assert clib.extension.get_version_string()


@pytest.mark.parametrize("value", AS_TYPED)
def test_plain_values_arrive_as_typed(value: str) -> None:
    assert plain(read(f"a: {value}\nb: [{value}]\n".encode(), "f")) == {"a": value, "b": [value]}


@pytest.mark.parametrize("value", ["", "~", "null"])
def test_nothing_is_none(value: str) -> None:
    assert plain(read(f"a: {value}\nb:\n- {value}\n".encode(), "f")) == {"a": None, "b": [None]}
    assert plain(read(b"a: 'null'\nb: \"~\"\nc: ''\n", "f")) == {"a": "null", "b": "~", "c": ""}


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# only this\n", b"---\n", b"\xef\xbb\xbf"])
def test_an_empty_file_has_a_null_root(data: bytes) -> None:
    assert read(data, "f").root.kind == "null"


def flattened(node: Node) -> list[object]:
    own: list[object] = [node.kind, node.style, node.line, node.column, node.start, node.end, node.text]
    if node.kind == "map":
        for key, value in node.entries.items():
            own += [flattened(node.keys[key]), flattened(value)]
    elif node.kind == "list":
        own += [flattened(item) for item in node.items]
    return own


@pytest.mark.parametrize("name", STYLES)
def test_both_parsers_say_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = STYLES[name].removeprefix("\ufeff")
    by_c = read(text.encode(), name)
    assert flattened(parse_pure(text, name, LIMITS)) == flattened(by_c.root)
    monkeypatch.setattr(clib, "extension", None)
    assert flattened(read(text.encode(), name).root) == flattened(by_c.root)


@pytest.mark.parametrize("name", STYLES)
def test_positions_are_where_the_text_is(name: str) -> None:
    document = read(STYLES[name].encode(), name)
    waiting = [document.root]
    while waiting:
        node = waiting.pop()
        before = document.text[: node.start]
        assert node.line == before.count("\n") + 1
        assert node.column == node.start - (before.rfind("\n") + 1) + 1
        if node.style == "plain" and "\n" not in document.text[node.start : node.end]:
            assert document.text[node.start : node.end] == (node.text or document.text[node.start : node.end])
        if node.kind == "map":
            waiting += [*node.entries.values(), *node.keys.values()]
        elif node.kind == "list":
            waiting += node.items


@pytest.mark.parametrize("name", STYLES)
def test_encodings_are_read_and_kept(name: str) -> None:
    trees = [plain(read(data, name)) for data in encoded(STYLES[name]).values()]
    assert all(tree == trees[0] for tree in trees)


def test_what_libyaml_refuses_is_read_by_the_pure_parser() -> None:
    assert plain(read(b"a: [12:30, http://x.org]\n", "f")) == {"a": ["12:30", "http://x.org"]}


def test_letters_in_two_halves() -> None:
    assert plain(read(b'a: "x \\ud83d\\ude00"\n', "f")) == {"a": "x 😀"}
    with pytest.raises(ContentProblem, match="half a letter"):
        read(b'a: "x \\ud83d"\n', "f")


def test_positions_of_paths() -> None:
    document = read(b"a: 1\nthings:\n- id: x\n  by: soon\nnone:\n", "f")
    assert position(document, ("things", 0, "by")) == (4, 7)
    assert key_position(document, ("things", 0, "by")) == (4, 3)
    assert position(document, ("things", 0, "gone")) == (3, 3)
    assert position(document, ("things", 7)) == (2, 1)
    assert position(document, ("none",)) == (5, 1)
    assert position(document, ()) == (1, 1)
    assert position(document, ("gone", "deeper")) == (1, 1)


BOMBS = {
    "square brackets": b"[" * 100_000,
    "curly brackets": b"a: " + b"{a: " * 100_000,
    "mixed": b"[{a: " * 50_000,
    "dashes": b"- " * 100_000,
    "indents": b"".join(b" " * level + b"a:\n" for level in range(3000)),
    "aliases": b"a: &a [x]\n" + b"".join(b"k%d: &k%d [*a, *a]\n" % (n, n) for n in range(1000)),
    "merge": b"a: &a {x: y}\nb: {<<: *a}\n",
    "many values": b"a: [" + b"x," * 300_000 + b"]",
    "many lines": b"- x\n" * 300_000,
    "big": b"a: " + b"x" * 6_000_000,
    "late mistake in a big file": b"- abc def\n" * 150_000 + b"b: [",
    "question marks": b"? " * 100_000,
    "open quote": b"a: '" + b"x\n" * 400_000,
    "deep then wrong": b"[" * 50 + b"@",
    "long line then wrong": b"a: [" + b"b " * 60_000 + b"@]: x: y",
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_quickly(name: str) -> None:
    start = time.process_time()
    with pytest.raises(ContentProblem):
        read(BOMBS[name], "f")
    assert time.process_time() - start < 3  # a hang is what is looked for, not a speed


def test_limits_can_be_set() -> None:
    assert read(b"[[[a]]]", "f", Limits(depth=3))
    for limits in (Limits(depth=2), Limits(size=6), Limits(nodes=3)):
        with pytest.raises(ContentProblem):
            read(b"[[[a]]]", "f", limits)


def test_long_answers_and_many_triggers_are_fine() -> None:
    text = "triggers:\n" + "".join(f"- id: t{n}\n  what: {'word ' * 20}\n" for n in range(200))
    text += f"note: {'long ' * 10_000}\n"
    tree = plain(read(text.encode(), "f"))
    assert isinstance(tree, dict)
    assert len(tree["triggers"]) == 200  # type: ignore[arg-type]
    assert len(str(tree["note"])) == 49_999


def test_warnings() -> None:
    document = read(b"a: my #1 trigger\nb: fine # comment\nc: #2 is all\nd: 'x #1'\n", "f")
    assert [(problem.line, problem.column) for problem in document.warnings] == [(1, 4), (3, 3)]
    assert not read(b"a: b # fine\n", "f").warnings


def test_newlines() -> None:
    assert read(b"a: 1\r\nb: 2\r\n", "f").newline == "\r\n"
    assert read(b"a: 1\nb: 2\r\nc: 3\n", "f").newline == "\n"
