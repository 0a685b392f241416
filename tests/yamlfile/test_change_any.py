"""Any tree in any hand, with any edits: what is read back is what was wanted, and every comment is still there."""

from __future__ import annotations

import copy
import re
from collections import Counter
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoveryplan.yamlfile import change, plain, read
from yamlfile.handwriting import TEXTS, Hand, some_map, some_tree
from yamlfile.keeping import line_end, line_start, node_at

counts: Counter[str] = Counter()
NEW = [
    *TEXTS,
    "two\nlines\n",
    "two\nlines",
    " lead",
    "# no comment",
    "a: b",
    "",
    None,
    "- x",
    "[",
    "tab\there",
    "\u2028",
]


def containers(tree: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path] if isinstance(tree, dict | list) else []
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in steps:
        found += containers(value, (*path, step))
    return found


def edit(tree: Any, random: Random) -> list[tuple[str | int, ...]]:
    """One random edit of the tree; gives the paths whose own text goes."""
    path = random.choice(containers(tree))
    at = tree
    for step in path:
        at = at[step]
    kind = random.choice(["set", "set", "add", "delete", "turn"])
    if isinstance(at, dict):
        keys = [key for key in at if key != "id"]
        if kind in ("set", "turn") and keys:
            key = random.choice(keys)
            at[key] = random.choice([*NEW, some_tree(random, 2)])
            return [(*path, key)]
        if kind == "delete" and keys and len(at) > 1:
            key = random.choice(keys)
            del at[key]
            return [(*path, key)]
        at[f"new {random.randint(1, 99)}"] = random.choice([*NEW, some_tree(random, 2)])
        return []
    things = bool(at) and all(isinstance(item, dict) and "id" in item for item in at)
    if kind == "delete" and at:
        where = random.randrange(len(at))
        del at[where]
        return [path]
    if kind == "turn" and things:
        random.shuffle(at)
        return []
    if kind == "set" and at and not things:
        at[random.randrange(len(at))] = random.choice(NEW)
        return [path]
    item = {"id": f"n{random.randint(1, 999)}", **some_map(random, 2)} if things or not at else random.choice(NEW)
    at.insert(random.randint(0, len(at)), item)
    return []


def top(document: Any, after: Any, path: tuple[str | int, ...]) -> int:
    """Where what goes begins: at its key if that goes too, else behind the key."""
    parent = node_at(document, path[:-1])
    try:
        for step in path:
            after = after[step]
    except (KeyError, IndexError):
        return int(parent.keys[path[-1]].start if parent.kind == "map" else node_at(document, path).start)
    return int(node_at(document, path).start)


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_any_change(seed: int) -> None:
    random = Random(seed)
    data = Hand(random).file(some_tree(random))  # type: ignore[arg-type]
    document = read(data, "f")
    before = plain(document)
    after = copy.deepcopy(before)
    gone = edit(after, random)
    changed = change(document, before, after)
    assert plain(read(changed.data, "f")) == after
    counts["all"] += 1
    counts["anew"] += bool(changed.re_emitted)
    if before == after:
        assert changed.data == data
    if not changed.re_emitted:
        text = document.text
        for path in gone:
            node = node_at(document, path)
            start, end = line_start(text, top(document, after, path)), line_end(text, node.end)
            text = text[:start] + text[end:]
        lost = set(re.findall(r"# c\d+c", text)) - set(re.findall(r"# c\d+c", read(changed.data, "f").text))
        assert not lost, (lost, data, changed.data)
    twice = change(document, before, before)
    assert twice.data == data


def test_few_are_written_anew() -> None:
    assert counts["anew"] <= counts["all"] // 25, counts


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_many_changes_one_after_the_other_and_at_once(seed: int) -> None:
    random = Random(seed)
    data = Hand(random).file(some_tree(random))  # type: ignore[arg-type]
    before = plain(read(data, "f"))
    after = copy.deepcopy(before)
    for _ in range(4):
        edit(after, random)
        document = read(data, "f")
        data = change(document, plain(document), after).data
        assert plain(read(data, "f")) == after
    document = read(Hand(Random(seed)).file(before), "f")  # type: ignore[arg-type]
    assert plain(read(change(document, plain(document), after).data, "f")) == after
