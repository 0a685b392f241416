"""Checks that a declared sheet fits the plan: every path is one of its fields, every word list is known.

Apart from ``declared``, because it needs the typed plan, which no printed page should wait for.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from recoveryplan.errors import Problem
from recoveryplan.plan.fields import Vocabulary
from recoveryplan.plan.loading import keys_of, model_of
from recoveryplan.plan.model import Plan
from recoveryplan.worksheets.declared import OF_THE_PLAN, Declared, Part


def faults(sheet: Declared, vocabulary: Vocabulary) -> list[Problem]:
    """What is off in a sheet, each with its line; an empty list when all is well."""
    found: list[Problem] = []
    for section in sheet.sections:
        for part in section.parts:
            found += [Problem(sheet.file, line, None, what) for line, what in _part(part, vocabulary)]
        for path in section.when.paths():
            if not _known(Plan, path):
                found.append(Problem(sheet.file, section.line, None, "no plan has the path in `when`"))
    return found


def _part(part: Part, vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    reads_plan = part.kind in OF_THE_PLAN
    if reads_plan and not _known(Plan, part.path):
        yield part.line, "no plan has this path"
    for words in [part.words, *(field.words for field in part.fields)]:
        if words and words not in vocabulary:
            yield part.line, "no word list has this name"
    inside = _model_at(part.path) if reads_plan and part.path else Plan
    for field in part.fields:
        if inside and not _known(inside, field.path):
            yield field.line, "no plan has this field"
    yield from _inner(part, inside)
    for path, line in ((part.more, part.line), *((panel.path or panel.people, panel.line) for panel in part.panels)):
        if path and not _known(Plan, path):
            yield line, "no plan has this path"


def _inner(part: Part, inside: type[BaseModel] | None) -> Iterator[tuple[int, str]]:
    if inside is None or part.kind not in {"cards", "if_then"}:
        return
    way = model_of(inside, part.items) if part.items else None
    for model, name in (
        (inside, part.title),
        (inside, part.group),
        (way, part.condition),
        (way, part.action),
        (way, part.person),
    ):
        if name and (model is None or name not in keys_of(model)):
            yield part.line, "no plan has one of the fields named here"


def _model_at(path: str) -> type[BaseModel] | None:
    model: type[BaseModel] | None = Plan
    for step in path.split("."):
        model = model_of(model, step.partition("[")[0]) if model else None
    return model


def _known(model: type[BaseModel], path: str) -> bool:
    names = [step.partition("[")[0] for step in path.split(".")]
    if model is Plan and names[0] == "more":
        return len(names) == 2  # any name can stand there
    for name in names[:-1]:
        inner = model_of(model, name) if name in keys_of(model) else None
        if inner is None:
            return False
        model = inner
    return names[-1] in keys_of(model)
