"""What was answered so far, as a person reads it: for the look back at the end of a part and of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from recoveryplan.interview import kinds
from recoveryplan.interview.flow import Flow
from recoveryplan.interview.way import Step
from recoveryplan.plan.tree import value

NOTHING = "(left empty)"

_LONGEST = 200


@dataclass(frozen=True)
class Line:
    """One question with its answer in words: the question's id, the part it is in, its label."""

    question: str
    part: int
    label: str
    answer: str
    things: tuple[tuple[str, str], ...] = ()
    """Of a list: each thing's name for going back to it, and its words."""
    count: int = 1


def lines(flow: Flow) -> list[Line]:
    """Each question of the present path, in order."""
    first: dict[str, Step] = {}
    for step in flow.steps:
        first.setdefault(step.question.id, step)
    return [_line(flow, step) for step in first.values()]


def of(flow: Flow, question: str) -> str:
    """The answer to one question in words, also where it is not asked now."""
    return next((one.answer for one in lines(flow) if one.question == question), NOTHING)


def _line(flow: Flow, step: Step) -> Line:
    question, answer = step.question, _short(_answer(flow, step))
    items = value(flow.known_so_far, question.writes) or [] if question.field.kind in {"things", "picks"} else []
    lead = question.fields[0].name if question.fields else ""
    things = tuple((f"{question.id}/{item['id']}", _short(str(item[lead]))) for item in items) if lead else ()
    return Line(question.id, step.part, flow.label(step), answer, things, len(items) or int(answer != NOTHING))


def _answer(flow: Flow, step: Step) -> str:
    question = step.question
    if not question.keep:
        return "(not kept)" if flow.answers.get(question.id) is not None else NOTHING
    if question.field.kind in {"things", "picks"}:
        name = question.fields[0].name if question.fields else question.field.text_key
        items = value(flow.known_so_far, question.writes) or []
        return "; ".join(str(item[name]) for item in items) or NOTHING
    answer: Any = flow.answers.get(question.id)
    return NOTHING if answer is None or answer == [] else kinds.read_back(flow.prompt(step), answer)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
