"""Plans of any kind for hypothesis, made from the plan's own model: also half-filled and by odd hands."""

from __future__ import annotations

import types
import typing
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from recoveryplan.plan import fields as kinds
from recoveryplan.plan import ids
from recoveryplan.plan.model import Plan
from recoveryplan.workflows import knowledge

Tree = dict[str, Any]
WORDS = st.sampled_from(
    ["sleep", "[sponsor]", "no", "12:30", "a: b # c", "+own", "café 🙂", "x" * 300, "two\u00a0words"]
)
_LINKED = {"why", "leans_on", "person", "partner", "told"}


def plans() -> st.SearchStrategy[Tree]:
    """Plain plan trees: valid, with ids used once, links that lead somewhere, and any fields left out."""
    return _group(Plan).map(_with_ids)


def _group(model: type[BaseModel]) -> st.SearchStrategy[Tree]:
    needed, free = {}, {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        if model is Plan and key in {"schema_version", "version", "updated", "reason", "offers", "more"}:
            continue
        if key == "id" or key in _LINKED:
            continue
        (needed if field.is_required() else free)[key] = _value(field)
    return st.fixed_dictionaries(needed, optional=free).map(_shuffled(model))


def _shuffled(model: type[BaseModel]) -> Any:
    """Things keep a place for their id; the order of fields is as hands leave it: any."""
    is_thing = "id" in model.model_fields

    def made(tree: Tree) -> Tree:
        turned = dict(reversed(list(tree.items()))) if len(tree) % 2 else tree
        return {**turned, "id": ""} if is_thing and len(tree) % 3 == 0 else {"id": "", **turned} if is_thing else turned

    return made


def _value(field: FieldInfo) -> st.SearchStrategy[Any]:
    for found in field.metadata:
        if isinstance(found, kinds.Kind):
            return _scalar(found)
    return _typed(field.annotation)


def _typed(annotation: Any) -> st.SearchStrategy[Any]:
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _scalar(next(one for one in inner[1:] if isinstance(one, kinds.Kind)))
    if origin is tuple:
        return st.lists(_typed(inner[0]), min_size=1, max_size=3)
    if origin in {typing.Union, types.UnionType}:
        return _typed(next(one for one in inner if one is not type(None)))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _group(annotation)
    raise AssertionError(annotation)


def _scalar(kind: kinds.Kind) -> st.SearchStrategy[Any]:
    if isinstance(kind, kinds.Choice):
        return st.sampled_from(sorted(knowledge.vocabulary()[kind.name]))
    if kind.schema.get("type") == "integer":
        return st.integers(kind.schema.get("minimum", 0), kind.schema.get("maximum", 999))
    if kind.schema.get("format") == "date":
        return st.dates().map(lambda day: day.isoformat())
    if kind.schema.get("pattern") == "^[A-Z]{2}$":
        return st.sampled_from(["GB", "US", "QQ", "ZZ"])
    return WORDS


def _with_ids(tree: Tree) -> Tree:
    """The tree with an id for each thing, some of them such as a hand would choose, and links between them."""
    count = iter(range(1, 10_000))
    made = _numbered(tree, "", count)
    reasons = [one["id"] for one in made.get("motivations", [])]
    for number, goal in enumerate(made.get("goals", [])):
        if reasons and number % 2:
            goal["why"] = reasons[::-1]
    people = [one["id"] for one in made.get("people", [])]
    if people and made.get("warning_signs"):
        for answer in made["warning_signs"][0].get("responses", []):
            answer["person"] = people[0]
    return made


def _numbered(value: Any, name: str, count: Any) -> Any:
    if isinstance(value, dict):
        value = {key: inner for key, inner in value.items() if inner != {}}
        return {
            key: _id(name, next(count)) if key == "id" else _numbered(inner, key, count) for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_numbered(inner, name, count) for inner in value]
    return value


def _id(name: str, number: int) -> str:
    return f"my-own-{number}" if number % 7 == 0 else f"{ids.PREFIXES[name]}{number}"
