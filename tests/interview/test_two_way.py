"""Plan → answers → plan changes nothing, whatever hands have done to the plan: ``writes`` goes both ways."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings

from interview.plans_any import plans
from interview.tiny import NAMES, offers, questionnaire
from recoveryplan.interview import writes
from recoveryplan.interview.definitions import Questionnaire
from recoveryplan.interview.flow import Flow
from recoveryplan.interview.prompts import Option
from recoveryplan.interview.questions import Field
from recoveryplan.plan import loading
from recoveryplan.plan.tree import value
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.offering import offered

SHIPPED = knowledge.questionnaire()
ALL = {"shipped": SHIPPED} | {name: questionnaire(name) for name in NAMES}
TWICE = {
    "substances": [
        {"id": "u1", "kind": "alcohol", "often": "daily"},
        {"id": "u2", "kind": "alcohol", "often": "weekly", "name": "wine"},
        {"id": "u3", "kind": "alcohol"},
    ]
}
ODD: dict[str, Any] = {
    "triggers": [
        {"strategies": [{"then": "go", "id": "+own"}, {"id": "own-1", "then": "stay", "if": "I stay"}],
         "id": "own-2", "what": "x"},
        {"what": "no strategies at all", "id": "t9", "kind": "body"},
    ],
    "hard_moment": {"steps": [{"id": "call-someone", "do": "Call.", "from": "call-someone"}] + [
        {"id": f"h{n}", "do": f"step {n}"} for n in range(5)
    ]},
    "people": [{"id": f"p{n}", "name": "Dana", "role": "my own field", "when": "nights"} for n in (3, 1, 2)],
    "goals": [{"id": "g1", "what": "x", "status": "reached", "why": ["m2", "m1"], "note": "mine",
               "steps": [{"id": "n1", "text": "y"}]}],
    "motivations": [{"id": "m2", "text": "b"}, {"id": "m1", "text": "a", "from": "somewhere"}],
}  # fmt: skip


def forced(asked: Questionnaire, tree: dict[str, Any]) -> dict[str, Any]:
    """The tree after each question's answers were read from it and written back, whether they come up or not."""
    after = tree
    for question in asked.questions:
        items = [str(item["id"]) for item in value(after, question.each) or []] if question.each else []
        for one in [question.of_item(item) for item in items] if question.each else [question]:
            answers = writes.read_from(one, after)
            flow = Flow(asked, after, offers, knowledge.mentions())
            offered = partial(_offered, flow, after)
            after = writes.written(one, after, answers, offered, lambda field, thing: True)
    return after


def _offered(flow: Flow, tree: dict[str, Any], field: Field, thing: Mapping[str, Any]) -> tuple[Option, ...]:
    return flow._options(field, thing, tree)


@pytest.mark.parametrize("name", ALL)
def test_reading_and_writing_back_is_the_identity(name: str) -> None:
    asked = ALL[name]

    @settings(max_examples=40 if name == "shipped" else 12, deadline=None, database=None, derandomize=True,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @example(TWICE)
    @example(ODD)
    @example({})
    @given(plans())
    def check(tree: dict[str, Any]) -> None:
        before = json.dumps(tree)
        after = forced(asked, tree)
        assert json.dumps(after) == before  # the order of all things too
        assert json.dumps(tree) == before

    check()


@settings(max_examples=30, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(plans())
def test_the_plans_of_these_tests_are_plans(tree: dict[str, Any]) -> None:
    made, problems = loading.load(tree, knowledge.vocabulary())
    assert problems == []
    assert made is not None
    head = {"schema_version": 1, "version": 1}
    assert loading.dump(made) == {**head, **tree}


@settings(max_examples=25, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
@example(ODD)
@given(plans())
def test_one_answer_changed_leaves_all_others(tree: dict[str, Any]) -> None:
    flow = Flow(SHIPPED, tree, offered, knowledge.mentions())
    flow.fix("country")
    flow.accept("FR")
    after = flow.plan_so_far
    assert after["preferences"].pop("country") == "FR"
    before = dict(tree.get("preferences", {}))
    before.pop("country", None)
    assert after.pop("preferences") == before
    assert after == {key: value for key, value in tree.items() if key != "preferences"}


def test_the_same_check_catches_a_writer_that_drops_what_it_does_not_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    real = writes._thing

    def bare(question: Any, item: Any, *rest: Any) -> Any:
        return real(question, {"id": item["id"]}, *rest)

    monkeypatch.setattr(writes, "_thing", bare)
    assert forced(SHIPPED, ODD) != ODD
