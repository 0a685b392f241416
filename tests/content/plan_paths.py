"""Walks the plan's model: does a path exist, and which values may stand there?"""

from __future__ import annotations

import contextlib
import typing
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from recoveryplan.interview.along import RECORD
from recoveryplan.interview.questions import UNKEPT
from recoveryplan.living.records import CheckIn, Review, Setback
from recoveryplan.plan import conditions, tree
from recoveryplan.plan.conditions import Condition
from recoveryplan.plan.fields import Choice
from recoveryplan.plan.model import Plan
from recoveryplan.workflows import knowledge

Vocabulary = Mapping[str, Mapping[str, str]]


class NoSuchPath(Exception):
    """The model has no such path, or no such value can stand there."""


FREE = object()
"""What stands in ``more``: whatever the question that writes it takes. That fits is looked at when it is read."""


def leaf(path: str, vocabulary: Vocabulary) -> Any:
    """What stands at the end of a plan path: a model, a ``Choice``, or a plain annotation. Raises NoSuchPath."""
    if path.startswith(f"{UNKEPT}."):
        return _unkept(path)
    if path.startswith("more."):
        return FREE
    if path == RECORD or path.startswith(f"{RECORD}."):
        return _of_record(path, vocabulary)
    return _walked(Plan, path, vocabulary)


RECORDS = (Review, Setback, CheckIn)


def _of_record(path: str, vocabulary: Vocabulary) -> Any:
    """What stands at a path of a record, of whichever kind it is."""
    if path == RECORD:
        return Review
    rest = path.partition(".")[2]
    for model in RECORDS:
        with contextlib.suppress(NoSuchPath):
            return _walked(model, rest, vocabulary)
    raise NoSuchPath(f"{path}: no record has it")


def _walked(model: Any, path: str, vocabulary: Vocabulary) -> Any:
    for name, field, value in tree.split(path):
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            raise NoSuchPath(f"{path}: nothing is inside, at {name}")
        model = _field(model, name, path)
        if field:
            inner = Choice("care") if name == "past_care" else _field(model, field, path)
            if not isinstance(inner, Choice) or value not in vocabulary[inner.name]:
                raise NoSuchPath(f"{path}: {field} is never {value}")
    return model


def _unkept(path: str) -> Any:
    """What a question that is kept nowhere answers; such a path is no path of the plan."""
    asked = [question for question in knowledge.questionnaire().questions if question.writes == path]
    if not asked:
        raise NoSuchPath(f"{path}: no question asks it")
    return Choice("yes_no") if asked[0].field.kind == "yes_no" else str


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
    if end is FREE:
        return found
    if condition.path.endswith("past_care.kind"):  # own words may stand there too
        end = Choice("care")
    if condition.operator == "mentions":
        found += [] if condition.wanted in mentions else [f"no word list {condition.wanted}"]
    elif condition.operator in {"is", "has", "in"} and isinstance(end, Choice):
        wanted = condition.wanted if isinstance(condition.wanted, tuple) else (condition.wanted,)
        found += [f"{condition.path} is never {one}" for one in wanted if one not in vocabulary[end.name]]
    elif condition.operator in {"is", "has", "in"} and condition.path == "preferences.country":
        wanted = condition.wanted if isinstance(condition.wanted, tuple) else (condition.wanted,)
        found += [f"no lines for the country {one}" for one in wanted if not knowledge.lines().place(one)]
    elif condition.operator in {"is", "has", "in"}:
        found.append(f"{condition.path} is no choice, and is compared with a word")
    return found


def all_conditions(value: Any, it: str = "") -> Iterator[Condition]:
    """Every condition under a ``when`` or ``not_when``, anywhere in a content file; ``it`` is the list it is about."""
    if isinstance(value, dict):
        it = str(value.get("each") or it)
        for key, inner in value.items():
            if key == "fields" and isinstance(inner, dict):  # a field may be named `when`
                yield from (one for field in inner.values() for one in all_conditions(field, str(value["writes"])))
            elif key in {"when", "not_when"} and inner is not None:
                yield _meant(conditions.parse(inner), it)
            else:
                yield from all_conditions(inner, it)
    elif isinstance(value, list):
        for inner in value:
            yield from all_conditions(inner, it)


def _meant(condition: Condition, it: str) -> Condition:
    """The condition with the plan path of the list in place of ``it``."""
    path = condition.path
    if it and path.startswith("it."):
        path = it + path.removeprefix("it")
    inner = tuple(_meant(one, it) for one in condition.inner)
    return Condition(condition.operator, path, condition.wanted, inner)
