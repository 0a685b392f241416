"""Offers answered in an answers file: `offers: {add: [...], later: [...], no: [...]}`, by id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from recoveryplan.interview.given import Path, meant
from recoveryplan.interview.guide import STATUS, Guide
from recoveryplan.plan.tree import Tree

KEY = "offers"
"""The key of an answers file under which offers are answered."""

_LISTED = "`recoveryplan suggest --json` lists those that fit your plan."


def given(told: Any, guide: Guide, problem: Callable[..., None]) -> dict[str, str]:
    """The answers to offers that stand in a file: id → what the plan will say. ``problem`` notes what is off."""
    found: dict[str, str] = {}
    for key, names in _groups(told, problem):
        for index, name in enumerate(names):
            path: Path = (KEY, key, index)
            if not isinstance(name, str) or name not in guide.ids():
                problem(path, "there is no offer of this id", meant(str(name), guide.ids(), _LISTED))
            elif name in found:
                problem(path, "this offer is answered twice", "Keep one answer.")
            else:
                found[name] = STATUS[key]
    return found


def _groups(told: Any, problem: Callable[..., None]) -> list[tuple[str, list[Any]]]:
    if told is None:
        return []
    if not isinstance(told, dict):
        problem((KEY,), "a group of lines belongs here", "It may have `add: [...]`, `later: [...]` and `no: [...]`.")
        return []
    for key, names in told.items():
        if key not in STATUS:
            todo = meant(key, STATUS, "Use add, later or no.")
            problem((KEY, key), "offers are answered by add, later or no", todo, at_key=True)
        elif names is not None and not isinstance(names, list):
            problem((KEY, key), "a list belongs here", f"Write `{key}: [one, two]`.")
    return [(key, told[key]) for key in STATUS if isinstance(told.get(key), list)]


def misfits(told: Any, answers: Mapping[str, str], guide: Guide, tree: Tree, problem: Callable[..., None]) -> None:
    """Note each answered offer that does not fit the plan, at its place."""
    fitting = guide.fitting(tree) if answers else ()
    for key, names in _groups(told, lambda *_, **__: None):
        for index, name in enumerate(names):
            if isinstance(name, str) and name in answers and name not in fitting:
                todo = f"Take it out, or change an answer. {_LISTED}"
                problem((KEY, key, index), "this offer does not fit these answers", todo)
