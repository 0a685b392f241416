"""Every path of a plan with what may stand there, so that content can be checked without the typed model.

``content/shape.yaml`` holds this for fast starts; a test keeps the two the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from recoveryplan.plan.fields import Choice, Kind
from recoveryplan.plan.loading import model_of
from recoveryplan.plan.model import Plan

GROUP, THINGS, WORDS, FREE, VALUE = "group", "things", "words", "free", "value"


def described(model: type[BaseModel] = Plan) -> dict[str, str]:
    """Path → what may stand there: group, things, free, value; or ``words NAME`` for a word list's values."""
    return dict(_paths(model, ""))


def _paths(model: type[BaseModel], lead: str) -> Iterator[tuple[str, str]]:
    for name, field in model.model_fields.items():
        key = field.alias or name
        inner = model_of(model, key)
        yield lead + key, _what(field, inner)
        if inner:
            yield from _paths(inner, f"{lead}{key}.")


def _what(field: FieldInfo, inner: type[BaseModel] | None) -> str:
    if inner:
        return GROUP if inner is field.annotation else THINGS
    if getattr(field.annotation, "__origin__", None) is dict:
        return FREE
    found = [one for one in _marks(field) if isinstance(one, Choice)]
    return f"{WORDS} {found[0].name}" if found else VALUE


def _marks(field: FieldInfo) -> Iterator[Kind]:
    """The kinds of value that an annotation carries, also inside lists and alternatives."""
    yield from (one for one in field.metadata if isinstance(one, Kind))
    yield from _inside(field.annotation)


def _inside(annotation: Any) -> Iterator[Kind]:
    yield from (one for one in getattr(annotation, "__metadata__", ()) if isinstance(one, Kind))
    for inner in getattr(annotation, "__args__", ()):
        yield from _inside(inner)
