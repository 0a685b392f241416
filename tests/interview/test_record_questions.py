"""The questions of reviews, setbacks and check-ins: each can be met, none is too many, each says one thing."""

from __future__ import annotations

import pytest

from interview.record_flows import KINDS, along, met
from recoveryplan.workflows import knowledge

SKIPPED = {"review": 45, "setback": 12, "checkin": 10}
"""At most so many prompts where everything is skipped: a look, a minute."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_question_can_be_met(kind: str) -> None:
    found = {name for name, _ in met(kind)}
    assert found == {question.id for question in knowledge.record_questions(kind).questions}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", range(5))
def test_skipping_all_of_it_is_short_and_changes_nothing(kind: str, number: int) -> None:
    one = along(kind, number)()
    before = one.plan_so_far
    count = 0
    while one.step is not None:
        one.skip()
        count += 1
    assert count <= SKIPPED[kind]
    assert one.plan_so_far == before


@pytest.mark.parametrize("kind", KINDS)
def test_each_prompt_asks_one_thing(kind: str) -> None:
    for _, prompt in met(kind):
        assert prompt.ask.count("?") <= 1, prompt.key
        assert "!" not in prompt.ask + prompt.help, prompt.key
