"""Every common mistake has words of its own, the right line, something to do, and never the value."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoveryplan.errors import ContentProblem
from recoveryplan.yamlfile import clib, read

MISTAKES: dict[str, tuple[bytes, int, int, str]] = {
    "second colon": (b"b: c\na: secret: word", 2, 10, "second colon"),
    "at sign": (b"a: @secret", 1, 4, '"@"'),
    "percent": (b"a: %secret", 1, 4, '"%"'),
    "back quote": (b"a: `secret`", 1, 4, '"`"'),
    "bang": (b"a: !secret", 1, 4, '"!"'),
    "star": (b"a: *secret*", 1, 4, '"*"'),
    "two stars": (b"a: **secret**", 1, 4, '"*"'),
    "ampersand": (b"a: &secret x", 1, 4, '"&"'),
    "ampersand and blank": (b"a: & secret", 1, 4, '"&"'),
    "no blank first": (b"secret:word\nb: c", 1, 1, "blank is missing"),
    "no blank later": (b"a: 1\nsecret:word", 2, 1, "blank is missing"),
    "no name": (b"a: b\nsecret words\nc: d", 2, 1, "no name"),
    "open quote": (b'a: "secret\nb: c\n', 1, 4, "never closed"),
    "open single quote": (b"a: 1\nb: 'secret\n", 2, 4, "never closed"),
    "text after quote": (b'a: "secret" word', 1, 13, "after the closing quote"),
    "apostrophe": (b"a: 'it's secret'", 1, 8, "after the closing quote"),
    "open bracket": (b"a: [secret, b\nc: d\n", 1, 4, "bracket"),
    "open brace": (b"a: {secret: b", 1, 4, "bracket"),
    "closing bracket": (b"a: ]secret", 1, 4, '"]"'),
    "comma": (b"a: ,secret", 1, 4, '","'),
    "indent": (b"a:\n  b: 1\n c: secret", 3, 2, "line up"),
    "indent of a list": (b"a:\n- b\n c: secret", 3, 3, "line up"),
    "deeper": (b"a: 1\n  b: secret", 2, 4, "line up"),
    "tab": (b"a:\n\t- secret", 2, 1, "tab"),
    "tab after blanks": (b"a:\n  \tb: secret", 2, 3, "tab"),
    "tab in a list": (b"a:\n- b: 1\n\tc: secret", 3, 1, "tab"),
    "dash without blank": (b"- a\n-secret", 2, 1, "dash"),
    "list behind": (b"a: - secret", 1, 4, "list cannot start"),
    "greater": (b"a: > 3 secrets", 1, 4, "many lines"),
    "bar": (b"a: |secret", 1, 4, "many lines"),
    "backslash": (b'a: "C:\\secret"', 1, 8, "backslash"),
    "twice": (b"secret: 1\nb: 2\nsecret: 3", 3, 1, "twice"),
    "directive": (b"%YAML 1.1\n---\na: secret", 1, 1, '"%"'),
    "other directive": (b"%SECRET x\n---\na: b", 1, 1, '"%"'),
    "tag directive": (b"%TAG ! secret:\n---\na: b", 1, 1, '"%"'),
    "two documents": (b"a: secret\n---\nb: c", 2, 1, "splits"),
    "list as key": (b"[secret]: b", 1, 1, "not plain text"),
    "braces": (b"a: {{ secret }}", 1, 5, "not plain text"),
    "no key": (b": secret", 1, 1, "no name before"),
    "merge": (b"<<: {secret: b}", 1, 1, "copies values"),
    "conflict": (b"a: 1\n<<<<<<< HEAD\nb: secret\n=======\nb: 3\n>>>>>>> other\n", 2, 1, "two versions"),
    "rest of a conflict": (b"a: 1\r\n=======\r\nb: secret\r\n", 2, 1, "two versions"),
    "escape": (b"a: b\nc: \x1b[31msecret", 2, 4, "control"),
    "zero": (b"a: b\nc: secret\x00", 2, 10, "control"),
    "c1": ("a: secret\u009b31m".encode(), 1, 10, "control"),
    "latin-1": ("a: b\nc: ü secret".encode("latin-1"), 2, 4, "UTF-8"),
    "half utf-16": (b"\xff\xfea\x00:", 1, 2, "UTF-8"),
    "utf-16 without a mark": ("a: secret".encode("utf-16-le"), 1, 2, "UTF-8"),
    "broken utf-8": (b"\xef\xbb\xbfa: b\nc: caf\xc3", 2, 7, "UTF-8"),
}


@pytest.mark.parametrize("name", MISTAKES)
@pytest.mark.parametrize("pure", [False, True])
def test_mistakes(name: str, pure: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    data, line, column, words = MISTAKES[name]
    if pure:
        monkeypatch.setattr(clib, "extension", None)
    with pytest.raises(ContentProblem) as caught:
        read(data, "plan.yaml")
    (problem,) = caught.value.problems
    assert words in problem.what
    assert (problem.file, problem.line, problem.column) == ("plan.yaml", line, column)
    assert problem.todo.endswith(".")
    said = "\n".join(caught.value.lines).lower()
    assert "secret" not in said
    assert not any(word in said for word in ("scanning", "token", "mapping", "scalar", "ruamel", "expected"))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from([*"ab:-[]{},'\"#&*!|>%@` \n\t?\\", "- ", ": ", "\n  ", "---", "é", "\r\n"]), max_size=30)
)
def test_anything_is_read_or_refused(pieces: list[str]) -> None:
    data = "".join(pieces).encode()
    told: list[int] = []
    try:
        read(data, "f")
    except ContentProblem as problem:
        told.append(len(problem.problems))
    assert 0 not in told


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    told: list[int] = []
    try:
        read(data, "f")
    except ContentProblem as problem:
        told.append(len(problem.problems))
    assert 0 not in told
