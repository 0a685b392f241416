"""Every spot of a plan, with something odd in it: `check` tells it by line, `now` has a card all the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from commands.bad_files import PLAN
from commands.running import Run
from recoveryplan.yamlfile import plain, read

WHOLE: dict[str, Any] = plain(read(PLAN.encode(), "plan.yaml")) | {
    "substances": [{"id": "u1", "kind": "alcohol", "often": "daily"}],
    "medicine": {"items": [{"id": "i1", "name": "x", "kind": "methadone"}]},
    "about": {"age": "under_18", "faith": "secular"},
    "mind": {"thoughts": "yes"},
    "readiness": {"stage": "early"},
    "hard_moment": {"steps": [{"id": "h1", "do": "x"}]},
}

ODD: dict[str, Any] = {"text": "ZEBRA-7", "list": [["ZEBRA-7"]], "group": {"a": {"b": "ZEBRA-7"}}, "nothing": [None]}


def spots(tree: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inner:
        yield (*path, key)
        yield from spots(value, (*path, key))


def with_odd(path: tuple[str | int, ...], odd: Any) -> str:
    tree = json.loads(json.dumps(WHOLE))
    at = tree
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = odd
    return json.dumps(tree, indent=1)


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_something_odd_anywhere(odd: Any, home: Path, run: Run) -> None:
    home.mkdir()
    wrong = []
    for path in spots(WHOLE):
        (home / "plan.yaml").write_text(with_odd(path, odd), "utf-8")
        card, checked = run("now"), run("check")
        if card.code or not card.out.startswith("In danger? Call ") or card.err:
            wrong.append(("now", path, card))
        told = checked.code == 3 and "plan.yaml, line " in checked.out and "ZEBRA" not in checked.all
        fine = checked.code == 0 and "in order" in checked.out
        if not (told or fine) or checked.err:
            wrong.append(("check", path, checked))
    assert wrong == []


def test_the_whole_plan_is_in_order(home: Path, run: Run) -> None:
    home.mkdir()
    (home / "plan.yaml").write_text(json.dumps(WHOLE), "utf-8")
    assert run("check").code == 0
    assert len(list(spots(WHOLE))) > 50
