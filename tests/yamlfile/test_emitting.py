"""New files: the house's style, and any text comes back as it was."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from recoveryplan.yamlfile import clib, emit, plain, read, textual

PLAN = """\
# My recovery plan.
schema_version: 1
version: 3
updated: 2026-11-22
reason: monthly review
motivations:
- id: m1
  text: I want to sleep through the night.
triggers:
- id: t1
  kind: place
  what: the bar on Fifth Street, on my way home
  strategies:
  - id: s1
    if: I have to pass the bar on Fifth Street
    then: take Oak Avenue and call Dana before I leave
    from: option place-other-route
goals:
- id: g1
  what: attend three support group meetings per week
  measure: meetings a week
  by: 2026-12-22
  why: [m1]
people:
- id: p1
  name: Dana
  role: sponsor
  phone: "555-0142"
"""
NASTY = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text(st.sampled_from(list("ab :#-\n\t'\"\\|>&*!%@`?,[]{}\r\u2028\x85\ufeff\x00\x1b😀é")), max_size=12),
    st.sampled_from(
        ["no", "null", "~", "12:30", "1e3", "0x1", "---", "...", "- a", "a: b", "a #b", "<<", "=", "2026-02-30"]
    ),
    st.lists(st.sampled_from(["", " ", "a", "  b", "c ", "# d", "\t"]), max_size=5).map("\n".join),
)
TREES = st.recursive(
    st.one_of(NASTY, st.none(), st.booleans(), st.integers(), st.dates()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NASTY, inner, max_size=4)),
    max_leaves=12,
)


def test_the_house_style() -> None:
    tree = plain(read(PLAN.encode(), "f"))
    assert isinstance(tree, dict)
    tree.update(schema_version=1, version=3, updated=date(2026, 11, 22))  # type: ignore[call-overload]
    assert emit(tree, "# My recovery plan.") == PLAN


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.dictionaries(NASTY, TREES, max_size=4))
def test_any_tree_comes_back(tree: dict[str, Any]) -> None:
    assert plain(read(emit(tree, "# head\n").encode(), "f")) == textual(tree)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(TREES)
def test_any_root_comes_back_by_the_pure_parser(tree: Any) -> None:
    kept, clib.extension = clib.extension, None
    try:
        assert plain(read(emit(tree).encode(), "f")) == textual(tree)
    finally:
        clib.extension = kept


@settings(max_examples=150, deadline=None, derandomize=True)
@given(texts=st.lists(NASTY, min_size=1, max_size=5))
@pytest.mark.parametrize("version", [(1, 1), (1, 2)])
def test_other_readers_take_the_same_texts(texts: list[str], version: tuple[int, int]) -> None:
    reader = YAML(typ="safe", pure=True)
    reader.version = version  # type: ignore[assignment]
    written = emit({"texts": texts})
    assert [_iso(text) for text in reader.load(io.StringIO(written))["texts"]] == texts


def _iso(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("555-0142", '"555-0142"'),
        ("+1 555 0142", '"+1 555 0142"'),
        ("no", '"no"'),
        ("12:30", '"12:30"'),
        ("2026-11-22", "2026-11-22"),
        ("2026-13-45", '"2026-13-45"'),
        ("my #1", '"my #1"'),
        ("", '""'),
        ("# x", '"# x"'),
        ("30 days", "30 days"),
        (7, "7"),
        (-7, "-7"),
        (True, "true"),
        (None, "null"),
        ("x" * 5000, "x" * 5000),
        ("a\nb\n", "|\n  a\n  b"),
        ("a\nb", "|-\n  a\n  b"),
        ("  a\nb", "|2-\n    a\n  b"),
        ("a\n\n\n", '"a\\n\\n\\n"'),
        ("a\r\nb", '"a\\r\\nb"'),
        ("a\t", '"a\\t"'),
    ],
)
def test_values(value: object, written: str) -> None:
    assert emit({"a": value}) == f"a: {written}\n"


def test_half_characters_and_other_things_are_refused() -> None:
    with pytest.raises(ValueError, match="half"):
        emit({"a": "\ud83d"})
    with pytest.raises(TypeError):
        emit({"a": object()})


def test_long_keys() -> None:
    tree = {"k" * 2000: {"a": ["b"]}, "l" * 900: "m\nn"}
    assert plain(read(emit(tree).encode(), "f")) == tree
