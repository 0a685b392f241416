"""Plans to compare, and ways to make another plan from one."""

from __future__ import annotations

import copy
from typing import Any

from content.own_text import tree as content
from recoveryplan.plan import differences
from recoveryplan.plan.differences import Because, Difference, Nouns
from recoveryplan.yamlfile import plain, read

SHAPE: dict[str, str] = content("shape.yaml")
NOUNS = Nouns(content("differences.yaml"), SHAPE, content("choices.yaml"))


def plan(words: str) -> Any:
    return plain(read(words.encode(), "plan.yaml"))


BASE = plan("""
motivations: [{id: m1, text: sleep}, {id: m2, text: my son}]
readiness: {importance: 8, confidence: 4, stage: thinking}
triggers:
- {id: t1, kind: place, what: the bar, strategies: [{id: s1, then: gym on Mondays}, {id: s2, then: call Dana}]}
- {id: t2, kind: time, what: Friday night}
goals:
- {id: g1, what: three meetings a week, status: open}
- {id: g2, what: run, by: 2026-12-01, steps: [{id: h1, text: buy shoes}]}
people: [{id: p1, name: Dana, phone: '555'}]
about: {story: long ago, values: [{id: v1, text: truth}]}
review: {next: 2026-11-22}
""")


def between(new: Any, told: dict[str, Because] | None = None, old: Any = BASE) -> list[Difference]:
    return differences.between(old, new, NOUNS, told)


def changed(path: str, value: Any, old: Any = BASE) -> Any:
    """The plan with another value at a path; a step of digits is a place in a list."""
    made = copy.deepcopy(old)
    node, steps = made, path.split(".")
    for step in steps[:-1]:
        node = node[int(step)] if step.isdecimal() else node.setdefault(step, {})
    if isinstance(node, list):
        node.append(value)
    else:
        node[steps[-1]] = value
    return made


def swapped(old_id: str, new_id: str, words: str, old: Any = BASE) -> Any:
    new = copy.deepcopy(old)
    for trigger in new["triggers"]:
        for number, one in enumerate(trigger.get("strategies") or []):
            if one["id"] == old_id:
                trigger["strategies"][number] = {"id": new_id, "then": words}
    return new


def value_at(path: str, words: str) -> Any:
    """A plan with words at one path, in a thing of each list on the way."""
    made: Any = words
    steps = path.split(".")
    for depth in range(len(steps), 0, -1):
        here = ".".join(steps[:depth])
        if SHAPE[here] == "things":
            made = [{"id": f"z{depth}"} | (made if isinstance(made, dict) else {})]
        made = {steps[depth - 1]: made}
    return made


LEAVES = [path for path, what in SHAPE.items() if what not in {"group", "things"}]
BOOKKEEPING = (".id", ".from")
