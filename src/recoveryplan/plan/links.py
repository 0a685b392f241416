"""Links inside a plan: fields that name another thing by its id, such as the reason a goal serves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recoveryplan.plan import ids
from recoveryplan.plan.tree import Tree

Path = tuple[str | int, ...]

LINKS = {
    ("goals", "why"): ("motivations",),
    ("goals", "leans_on"): ("strengths",),
    ("warning_signs", "responses", "person"): ("people",),
    ("accountability", "partner"): ("people",),
    ("if_i_use", "told"): ("people",),
}
"""Where links stand, and which lists they may name."""


def lost(tree: Tree) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Every link that leads nowhere: its path, and the lists it may name."""
    for fields, lists in LINKS.items():
        known = {used for name in lists for _, used in ids.walk(tree.get(name) or [])}
        for path, link in _at(tree, fields, ()):
            if str(link) not in known:
                yield path, lists


def _at(tree: Any, fields: tuple[str, ...], path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(tree, list):
        for index, item in enumerate(tree):
            yield from _at(item, fields, (*path, index))
    elif fields and isinstance(tree, dict):
        yield from _at(tree.get(fields[0]), fields[1:], (*path, fields[0]))
    elif not fields and tree is not None:
        yield path, tree


def without_lost(tree: Tree) -> Tree:
    """A copy of the tree without links that lead nowhere, and without the lists and groups they leave empty."""
    gone = {path for path, _ in lost(tree)}
    return _kept(tree, (), gone) if gone else tree


def _kept(node: Any, path: Path, gone: set[Path]) -> Any:
    if isinstance(node, dict):
        inner = {key: _kept(value, (*path, key), gone) for key, value in node.items() if (*path, key) not in gone}
        return {key: value for key, value in inner.items() if value or not node[key]}
    if isinstance(node, list):
        return [_kept(value, (*path, index), gone) for index, value in enumerate(node) if (*path, index) not in gone]
    return node
