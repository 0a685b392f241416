"""The test people as plans: answers by path → a plan as the program has it, one more answer, one answer less."""

from __future__ import annotations

import copy
import functools
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recoveryplan.plan import conditions, ids, loading
from recoveryplan.plan import tree as trees
from recoveryplan.workflows import knowledge
from recoveryplan.yamlfile import plain, read

Tree = dict[str, Any]
FOLDER = Path(__file__).parent.parent / "made_up"
SHAPE: dict[str, str] = knowledge.tree("shape.yaml")
NAMED_BY = {"motivations": "text", "values": "text", "goals": "what", "coping": "what", "questions": "text"}
"""The field that a thing written as one text is; of all others it is the kind."""

NEEDED = {
    "medicine.items": "name", "past_care": "what", "triggers": "what", "people": "name", "goals": "what",
    "motivations": "text", "warning_signs": "sign", "hard_dates": "what", "about.values": "text",
    "substances": "kind", "barriers": "what", "coping": "what", "self_care": "what", "treatment.questions": "text",
}  # fmt: skip
"""A field that things of a list can not be without: where it is left out here, it is the kind."""

LISTS = frozenset({
    "about.identity", "circumstances.caring", "circumstances.legal", "circumstances.reach", "mind.heavy",
    "support.wanted",
})  # fmt: skip
"""The paths where several choices can stand."""

MOST_WAYS = 5
"""So many ways to meet a condition are looked at."""


def entries(key: str) -> list[Any]:
    """All entries of one sort, of all files."""
    files = map(read_tree, sorted(FOLDER.glob("*.yaml")))
    return [one for data in files if key in data for one in data[key]]


def read_tree(path: Path) -> Tree:
    """What stands in one YAML file."""
    found: Any = plain(read(path.read_bytes(), path.name))
    return dict(found)


def said(answers: Tree, tree: Tree | None = None) -> Tree:
    """A plan with these answers, as the program would load it: path → value, on top of another plan."""
    tree = copy.deepcopy(tree or {})
    for path, value in answers.items():
        tree = trees.placed(tree, path, _things(path, value)) if value else without_one(tree, path)
    return loaded(tree)


def loaded(tree: Tree) -> Tree:
    """A plan tree as the program has it; things are given the id and the words they can not be without."""
    for path, name in NEEDED.items():
        for thing in trees.values(tree, path):
            thing.setdefault(name, thing.get("kind", "alcohol"))
    taken = {used for _, used in ids.walk(tree)}
    free = (made for number in itertools.count(1) if (made := f"z{number}") not in taken)
    for thing in list(_unnamed(tree)):
        thing["id"] = next(free)
    plan, problems = loading.load(tree, knowledge.vocabulary())
    assert plan, problems
    return loading.dump(plan)


def with_one(tree: Tree, path: str, value: Any) -> Tree:
    """A copy with one more answer."""
    made = copy.deepcopy(tree)
    _answer(made, path, value)
    return loaded(made)


def _answer(tree: Tree, path: str, value: Any) -> None:
    """Write an answer into the things that are there, or into a new one."""
    at, where = tree, ""
    *groups, (last, _, _) = trees.split(path)
    for name, field, wanted in groups:
        where = f"{where}.{name}".lstrip(".")
        if SHAPE[where] != "things":
            at = at.setdefault(name, {})
            continue
        things = at.setdefault(name, [])
        fits = [one for one in things if not field or one.get(field) == wanted]
        if not fits or (last == "kind" and fits[0].get("kind") not in {None, value}):
            things.append({field: wanted} if field else {})
            fits = things[-1:]
        at = fits[0]
    at[last] = [value] if conditions.bare(path) in LISTS else _things(path, [value]) if path in NEEDED else value


def _things(path: str, value: Any) -> Any:
    if SHAPE.get(path) != "things":
        return value
    first = NAMED_BY.get(path.rpartition(".")[2], "kind")
    return [{first: one} if isinstance(one, str) else dict(one) for one in value]


def _unnamed(tree: Any) -> Iterator[Tree]:
    for value in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        if isinstance(value, dict) and isinstance(tree, list) and "id" not in value:
            yield value
        yield from _unnamed(value)


def without_one(tree: Tree, path: str) -> Tree:
    """A copy with one answer less."""
    name, _, rest = path.partition(".")
    left = {key: value for key, value in tree.items() if key != name}
    return left | {name: without_one(tree[name], rest)} if rest and name in tree else left


PEOPLE = {one["name"]: one for one in entries("people")}


@functools.cache
def plan_of(name: str) -> Tree:
    """The plan of one of the people."""
    return said(PEOPLE[name]["says"])


def fewest_answers(condition: conditions.Condition) -> Iterator[Tree]:
    """Plans with no more answers than a condition needs, one for each way to meet it."""
    for way in itertools.islice(_ways(condition), MOST_WAYS):
        plan: Tree = {}
        for path, value in way:
            _answer(plan, path, value)
        yield loaded(plan)


def _ways(one: conditions.Condition) -> Iterator[list[tuple[str, Any]]]:
    if one.operator == "any":
        yield from itertools.chain.from_iterable(map(_ways, one.inner))
    elif one.operator == "all":
        for ways in itertools.product(*map(list, map(_ways, one.inner))):
            yield list(itertools.chain.from_iterable(ways))
    elif one.operator == "in":
        yield from ([(one.path, value)] for value in one.wanted)
    elif one.operator in {"is", "has", "at_least", "at_most"}:
        yield [(one.path, one.wanted)]
    elif one.operator == "mentions":
        yield [(one.path, next(phrase for phrase in knowledge.mentions()[one.wanted] if phrase.isalpha()))]
    elif one.operator == "count":
        yield [(one.path, value) for value in values_of(one.path)[: one.wanted.get("at_least", 0)]]
    elif one.operator == "answered":
        yield from ([(one.path, value)] for value in values_of(one.path))
    else:
        yield []


def values_of(path: str) -> list[str]:
    """The choices at a path, or any words."""
    words = "care" if path == "past_care.kind" else SHAPE[conditions.bare(path)].partition(" ")[2]
    return list(knowledge.vocabulary()[words]) if words else ["any words"]
