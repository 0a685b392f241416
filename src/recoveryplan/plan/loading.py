"""Plain tree → typed plan, with every problem at once and where it stands; and back."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from pydantic import BaseModel, ValidationError

from recoveryplan.plan import ids, links
from recoveryplan.plan.fields import Vocabulary
from recoveryplan.plan.model import Plan
from recoveryplan.plan.tree import Tree

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class PlanProblem:
    """One thing in a plan tree that needs a person. ``path`` leads to it; the words never quote a value.

    ``at_key``: it is the name at the end of the path that is off, not what stands behind it.
    """

    path: Path
    what: str
    todo: str
    at_key: bool = False


def load(tree: Any, vocabulary: Vocabulary) -> tuple[Plan | None, list[PlanProblem]]:
    """The typed plan, or None with every problem found: kinds of value, ids used twice, links to nowhere."""
    if not isinstance(tree, dict):
        return None, [PlanProblem((), "this is not a plan", "A plan is lines like `goals:`. See docs/plan-format.md.")]
    try:
        plan = Plan.model_validate(tree, context=vocabulary)
    except ValidationError as error:
        found = [_told(tree, cast("dict[str, Any]", e)) for e in error.errors(include_url=False, include_input=False)]
        return None, found + _repeated(tree)
    found = [*_repeated(tree), *_lost_links(tree)]
    return (None if found else plan), found


def dump(plan: Plan) -> Tree:
    """The plan as a plain tree in the order of the file; what says nothing is left out, the head stays."""
    tree = cast("Tree", _bare(plan.model_dump(by_alias=True, exclude_defaults=True)))
    return {"schema_version": plan.schema_version, "version": plan.version} | tree


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        shrunk = {key: _bare(inner) for key, inner in value.items()}
        return {key: inner for key, inner in shrunk.items() if inner is not None and inner not in ({}, [])}
    if isinstance(value, list | tuple):
        return [_bare(inner) for inner in value]
    return value


def _told(tree: Tree, error: dict[str, Any]) -> PlanProblem:
    path: Path = tuple(error["loc"])
    kind = error["type"]
    if kind == "plan":
        return PlanProblem(path, f"{_name(path)}{error['ctx']['what']}", error["ctx"]["todo"])
    if kind == "missing":
        return _missing(tree, path)
    if kind == "extra_forbidden":
        return _unknown_key(path)
    if kind == "tuple_type":
        return PlanProblem(path, f"{_name(path)}a list belongs here", "Start each item on its own line with `- `.")
    return PlanProblem(path, f"{_name(path)}this is not what belongs here", "See docs/plan-format.md.")


def _name(path: Path) -> str:
    # Names of fields are ours; only keys that the model knows can stand in a path of a value error.
    names = [step for step in path if isinstance(step, str)]
    return f'in {" ".join(names[:-1])} "{names[-1]}": ' if len(names) > 1 else (f'in "{names[0]}": ' if names else "")


def _missing(tree: Tree, path: Path) -> PlanProblem:
    parent, key = path[:-1], str(path[-1])
    lists = [step for step in parent if isinstance(step, str)]
    if key == "id" and lists and lists[-1] in ids.PREFIXES:
        free = ids.next_id(lists[-1], (used for _, used in ids.walk(tree)))
        return PlanProblem(parent, f"this item of {lists[-1]} has no id", f"Add a line like `id: {free}`.")
    return PlanProblem(parent, f'this item of {lists[-1] if lists else "the plan"} has no "{key}"', f"Add `{key}: …`.")


def _unknown_key(path: Path) -> PlanProblem:
    known = _keys_at(path[:-1])
    close = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.6)
    todo = f"Did you mean `{close[0]}`?" if close else "Take it out, or put a # before it to keep it as a note."
    return PlanProblem(path, "no part of a plan has this name", todo, at_key=True)


def _keys_at(path: Path) -> list[str]:
    model: type[BaseModel] | None = Plan
    for step in path:
        if isinstance(step, str) and model is not None:
            model = model_of(model, step)
    return keys_of(model) if model else []


def keys_of(model: type[BaseModel]) -> list[str]:
    """The names a group's fields have in the file."""
    return [field.alias or name for name, field in model.model_fields.items()]


def model_of(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    """The model behind a key: of a group, or of the items of a list; None for a plain value."""
    for name, field in model.model_fields.items():
        if (field.alias or name) == key:
            return next(_models_in(field.annotation), None)
    return None


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_in(inner)


def _repeated(tree: Tree) -> list[PlanProblem]:
    seen: set[str] = set()
    found: list[PlanProblem] = []
    for path, used in ids.walk(tree):
        if used in seen:
            free = _free_id(tree, path)
            found.append(PlanProblem(path, "this id is used twice", f"Give one of the two another id{free}."))
        seen.add(used)
    return found


def _free_id(tree: Tree, path: Path) -> str:
    lists = [step for step in path[:-1] if isinstance(step, str)]
    if not lists or lists[-1] not in ids.PREFIXES:
        return ""
    return f", like {ids.next_id(lists[-1], (used for _, used in ids.walk(tree)))}"


def _lost_links(tree: Tree) -> list[PlanProblem]:
    found: list[PlanProblem] = []
    for path, lists in links.lost(tree):
        where = " or ".join(lists)
        found.append(PlanProblem(path, f"no item of {where} has this id", f"Use an id of {where}, or take this out."))
    return found
