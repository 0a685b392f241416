"""What was answered so far, as a person reads it: for the look back at the end."""

from __future__ import annotations

from typing import Any

from recoveryplan.interview import kinds
from recoveryplan.interview.flow import Flow
from recoveryplan.interview.questions import Question
from recoveryplan.plan.tree import value

NOTHING = "(left empty)"


def lines(flow: Flow) -> list[tuple[Question, str]]:
    """Each question of the present path with its answer in words."""
    first_steps = {step.question.id: step for step in reversed(flow.steps)}
    questions = dict.fromkeys(step.question.id for step in flow.steps)
    return [(first_steps[one].question, _answer(flow, first_steps[one].question)) for one in questions]


def _answer(flow: Flow, question: Question) -> str:
    kind = question.field.kind
    if kind == "things":
        items = value(flow.plan_so_far, question.writes) or []
        return "; ".join(str(item[question.fields[0].name]) for item in items) or NOTHING
    if kind == "picks":
        items = value(flow.plan_so_far, question.writes) or []
        return "; ".join(str(item[question.field.text_key]) for item in items) or NOTHING
    answer: Any = flow.answers.get(question.id)
    if answer is None or answer == []:
        return NOTHING
    step = next(step for step in flow.steps if step.question.id == question.id)
    return kinds.read_back(flow.prompt(step), answer)
