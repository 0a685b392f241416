"""The quick way to read our own files gives what the careful way gives, and refuses what that refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoveryplan import resources
from recoveryplan.errors import ContentProblem
from recoveryplan.yamlfile import clib, plain, quick, read

FOLDER = Path(resources.content_folder())
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.yaml"))

ODD = {
    "nulls": "a:\nb: ~\nc: null\nd: ''\ne: [~, '', null]\n",
    "texts": "a: 012\nb: no\nc: 12:30\nd: \"x\\ty\"\ne: 'it''s'\n",
    "blocks": "a: |\n  one\n  two\nb: >-\n  three\n  four\n",
    "flow": "{a: [1, {b: c}], d: {}, e: []}\n",
    "a list": "- a\n- - b\n  - c\n-\n",
    "a text": "just words\n",
    "nothing": "",
    "only a comment": "# words\n",
    "nothing at all": "~\n",
    "a null key": "~: a\n",
}
REFUSED = {
    "twice": "a: 1\na: 2\n",
    "an alias": "a: &x 1\nb: *x\n",
    "a tag": "a: !!str 1\n",
    "a second document": "a: 1\n---\nb: 2\n",
    "a list as a key": "[a]: 1\n",
    "no key": "a: 1\n: 2\n",
    "a merge": "<<: {a: 1}\n",
    "broken": "a: [\n",
    "a tab": "a:\n\t- b\n",
}


@pytest.mark.parametrize("name", FILES)
def test_our_files_are_read_the_same(name: str) -> None:
    data = resources.content(name)
    assert quick.tree(data, name) == plain(read(data, name))
    assert quick._built(clib.parser(data.decode())) == plain(read(data, name))


@pytest.mark.parametrize("written", ODD.values(), ids=ODD)
def test_what_our_files_could_have_is_read_the_same(written: str) -> None:
    assert quick.tree(written.encode(), "x.yaml") == plain(read(written.encode(), "x.yaml"))


@pytest.mark.parametrize("written", [*REFUSED.values()], ids=[*REFUSED])
def test_what_the_careful_way_refuses_is_refused(written: str) -> None:
    def told(way: object) -> object:
        try:
            return way(written.encode())  # type: ignore[operator]
        except ContentProblem as problem:
            return problem.lines

    assert told(lambda data: quick.tree(data, "x.yaml")) == told(lambda data: plain(read(data, "x.yaml")))


def test_bytes_that_are_no_text_are_left_to_the_careful_way() -> None:
    data = "a: café\n".encode("utf-16")
    assert quick.tree(data, "x.yaml") == {"a": "café"}


def test_without_the_fast_parser_it_works_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clib, "extension", None)
    assert quick.tree(b"a: [b]\n", "x.yaml") == {"a": ["b"]}
