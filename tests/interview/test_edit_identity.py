"""To change a plan and to change nothing in it: the same plan, however it was written by hand.

``edit`` starts at the look back; each part is gone over, and every answer there is given once more as it stands.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings

from interview.plans_any import plans
from interview.test_two_way import ODD, TWICE
from interview.test_walks import STRETCHES, whole
from interview.walker import Walk
from recoveryplan.interview import writes
from recoveryplan.interview.flow import Flow
from recoveryplan.interview.questions import Questionnaire
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.offering import offered

SHIPPED = knowledge.questionnaire()
Tree = dict[str, Any]
THERE = plans().filter(bool)  # an empty plan is none to change
checked = settings(max_examples=4, deadline=None, database=None, derandomize=True,
                   suppress_health_check=list(HealthCheck))  # fmt: skip


def editing(tree: Tree, asked: Questionnaire = SHIPPED) -> Flow:
    """A flow as ``edit`` begins it."""
    return Flow(asked, tree, offered, knowledge.mentions(), "full")


def given_back(flow: Flow) -> int:
    """Go over every part and give each answer as it is; how many were given."""
    count = 0
    for part in range(len(flow.questionnaire.parts)):
        if not any(step.part == part for step in flow.steps):
            continue
        flow.go_over(part)
        while (step := flow.step) is not None:
            present = flow.prompt(step).prefill or flow.answers.get(step.key)
            count += present is not None
            flow.skip() if present is None else flow.accept(present)
    return count


@checked
@example(TWICE)
@example(ODD)
@given(THERE)
def test_no_answer_no_change(tree: Tree) -> None:
    flow = editing(tree)
    assert flow.step is None
    assert flow.plan_so_far == tree


@pytest.mark.parametrize("asked", STRETCHES, ids=lambda asked: asked.parts[-1].id)
def test_every_answer_given_back_changes_nothing(asked: Questionnaire) -> None:
    @checked
    @example(TWICE)
    @example(ODD)
    @given(THERE)
    def check(tree: Tree) -> None:
        flow = editing(tree, asked)
        given_back(flow)
        assert flow.step is None
        assert flow.plan_so_far == tree

    check()


def test_a_whole_plan_given_back_changes_nothing() -> None:
    before = Walk(whole(), "given back").straight().plan_so_far
    flow = editing(before)
    assert given_back(flow) > 100
    assert flow.plan_so_far == before


def test_the_same_check_catches_an_edit_that_names_things_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    real = writes._Picks.items

    def anew(self: Any, key: str, before: list[Any], *rest: Any) -> list[Any]:
        return real(self, key, [item | {"id": f"{item['id']}-new"} for item in before], *rest)

    monkeypatch.setattr(writes._Picks, "items", anew)
    flow = editing(ODD, STRETCHES[2])
    given_back(flow)
    assert flow.plan_so_far != ODD
