"""Walks the plan's model: does a path exist, and which values may stand there?"""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from recoveryplan.plan import conditions, tree
from recoveryplan.plan.conditions import Condition
from recoveryplan.plan.fields import Choice
from recoveryplan.plan.model import Plan

Vocabulary = Mapping[str, Mapping[str, str]]


class NoSuchPath(Exception):
    """The model has no such path, or no such value can stand there."""


def leaf(path: str, vocabulary: Vocabulary) -> Any:
    """What stands at the end of a plan path: a model, a ``Choice``, or a plain annotation. Raises NoSuchPath."""
    model: Any = Plan
    for name, field, value in tree.split(path):
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            raise NoSuchPath(f"{path}: nothing is inside, at {name}")
        model = _field(model, name, path)
        if field:
            inner = _field(model, field, path)
            if not isinstance(inner, Choice) or value not in vocabulary[inner.name]:
                raise NoSuchPath(f"{path}: {field} is never {value}")
    return model


def _field(model: type[BaseModel], name: str, path: str) -> Any:
    for key, field in model.model_fields.items():
        if (field.alias or key) == name:
            found = [*_inner(field.annotation), *field.metadata]
            return next((one for one in found if _counts(one)), field.annotation)
    raise NoSuchPath(f"{path}: no {name}")


def _inner(annotation: Any) -> Iterator[Any]:
    yield annotation
    yield from getattr(annotation, "__metadata__", ())
    for one in typing.get_args(annotation):
        yield from _inner(one)


def _counts(one: Any) -> bool:
    return isinstance(one, Choice) or (isinstance(one, type) and issubclass(one, BaseModel))


def faults(condition: Condition, vocabulary: Vocabulary, mentions: Mapping[str, Any]) -> list[str]:
    """What in a condition can never be."""
    found = [fault for inner in condition.inner for fault in faults(inner, vocabulary, mentions)]
    if not condition.path:
        return found
    try:
        end = leaf(condition.path, vocabulary)
    except NoSuchPath as error:
        return [*found, str(error)]
    if condition.operator == "mentions":
        found += [] if condition.wanted in mentions else [f"no word list {condition.wanted}"]
    elif condition.operator in {"is", "has", "in"} and isinstance(end, Choice):
        wanted = condition.wanted if isinstance(condition.wanted, tuple) else (condition.wanted,)
        found += [f"{condition.path} is never {one}" for one in wanted if one not in vocabulary[end.name]]
    elif condition.operator in {"is", "has", "in"}:
        found.append(f"{condition.path} is no choice, and is compared with a word")
    return found


def all_conditions(value: Any) -> Iterator[Condition]:
    """Every condition under a ``when`` or ``not_when``, anywhere in a content file."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"when", "not_when"} and inner is not None:
                yield conditions.parse(inner)
            else:
                yield from all_conditions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from all_conditions(inner)
