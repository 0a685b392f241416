"""Flows along a plan that is there, for each kind of record, over the plans of the five people."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from interview.reaching import Tries
from recoveryplan.interview.flow import Flow
from recoveryplan.interview.prompts import Prompt
from recoveryplan.interview.way import Step
from recoveryplan.interview.writes import OWN
from recoveryplan.living import checkins, reviewing, setbacks
from recoveryplan.plan.tree import Tree, placed
from recoveryplan.workflows import knowledge, recording
from recoveryplan.yamlfile import plain, read

DAY = datetime.date(2026, 12, 22)

_MOST = 120


@cache
def people() -> list[Tree]:
    """The plans of the five, each with what only a plan that is lived with has."""
    folder = Path(__file__).resolve().parents[2] / "examples"
    found = [plain(read(path.read_bytes(), path.name)) for path in sorted(folder.glob("*/plan.yaml"))]
    return [_lived(one, nth) for nth, one in enumerate(found) if isinstance(one, dict)]


def _lived(plan: Tree, nth: int) -> Tree:
    scale = {"id": "l1", "name": "pain", "low": "none", "high": "as bad as it gets"}
    plan = placed(plan, "checkins", {"used": "yes", "own": [scale]} if nth % 2 else {})
    plan = placed(plan, "counting", {"wanted": "yes", "since": "2026-09-01"} if nth % 2 == 0 else {})
    return placed(plan, "preferences.rhythm", None if nth == 3 else "monthly")


def _past(plan: Tree) -> list[Tree]:
    """A review at which nothing moved, and nothing that was tried was the right fit."""
    tools = reviewing.begin(plan, [], DAY).get("tools") or []
    goals = [{"id": one["id"], "how": "stuck"} for one in plan.get("goals") or []]
    return [{"goals": goals, "tools": [one | {"how": "not_fit"} for one in tools]}]


def _checkin(plan: Tree) -> Tree:
    return {"day": DAY.isoformat(), "own": checkins.own_scales(plan)}


KINDS: dict[str, tuple[Callable[[Tree], Tree], recording.Apply, recording.Seen]] = {
    "review": (lambda plan: reviewing.begin(plan, _past(plan), DAY), reviewing.apply, reviewing.seen),
    "setback": (lambda plan: setbacks.begin(plan, DAY), setbacks.apply, recording.as_it_is),
    "checkin": (_checkin, recording.unchanged, recording.as_it_is),
}


def along(kind: str, number: int) -> Callable[[], Flow]:
    """The questions of a kind of record over the plan of one of the five."""
    plan = people()[number % len(people())]
    begin, apply, seen = KINDS[kind]
    return lambda: recording.flow(kind, plan, begin(plan), apply, seen=seen)


def kind_of_step(step: Step) -> str:
    """Which way of asking of its question a step is."""
    if step.pick:
        return f"{step.field.name}+{'own' if step.pick == OWN else 'edit'}"
    first = step.question.fields and step.field is step.question.fields[0]
    return f"{step.field.name}+next" if first and step.nth_thing else step.field.name


@cache
def met(kind: str) -> tuple[tuple[str, Prompt], ...]:
    """Each question of a kind of record, and each way it asks, once, as random answers come to them: id and prompt."""
    return tuple(_met(kind))


def _met(kind: str) -> Iterator[tuple[str, Prompt]]:
    seen: set[tuple[str, str]] = set()
    questions = knowledge.record_questions(kind)
    tries = Tries(questions, f"along {kind} h")
    for number in range(_MOST):
        one = along(kind, number)()
        while (step := one.step) is not None:
            name = step.question.id.partition("/")[0]
            if (name, kind_of_step(step)) not in seen:
                seen.add((name, kind_of_step(step)))
                yield name, one.prompt(step)
            every = step.field.kind == "many" and tries.dice.random() < 0.4
            found = [option.value for option in one.options_of(step)] if every else tries.answer(one, step)
            one.skip() if found is None else one.accept(found)
        if {name for name, _ in seen} == {question.id for question in questions.questions} and number > 4:
            return
