"""However a person gets there, back and forth and over several days, the plan is that of a straight run.

``RECOVERYPLAN_WALKS`` sets how many walks; each follows from its number alone. The same walks are shown to
catch five planted mistakes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from interview.tiny import NAMES, offers, questionnaire
from interview.walker import Walk
from recoveryplan.interview.flow import Event, Flow
from recoveryplan.plan import loading
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.offering import offered

WALKS = int(os.environ.get("RECOVERYPLAN_WALKS", "600"))
SHIPPED = knowledge.questionnaire()
TINY = {name: questionnaire(name) for name in NAMES} | {"several": questionnaire("each-kind", "people", "goals")}


def maker(number: int, kind: type[Flow] = Flow) -> Callable[[], Flow]:
    """A flow over the shipped questions for each third walk, else over a tiny questionnaire."""
    if number % 3 == 0:
        options = offered if number % 4 == 0 else offers
        return lambda: kind(SHIPPED, {}, options, knowledge.mentions(), "quick")
    names = sorted(TINY)
    tiny = TINY[names[number % len(names)]]
    return lambda: kind(tiny, {}, offers, knowledge.mentions())


def trouble(number: int, kind: type[Flow] = Flow) -> str:
    """What goes wrong on one walk; nothing when it ends in the plan of the straight run."""
    straight = Walk(maker(number), f"person {number}").straight().plan_so_far
    walk = Walk(maker(number, kind), f"person {number}")
    try:
        walk.wander(walk.random.randint(0, 60))
        ended = walk.put_right().plan_so_far
    except (AssertionError, StopIteration, ValueError, KeyError) as error:
        return f"walk {number}: {type(error).__name__} {error}"
    return "" if ended == straight else f"walk {number}: another plan"


def test_every_walk_ends_in_the_plan_of_a_straight_run() -> None:
    assert [found for number in range(WALKS) if (found := trouble(number))] == []


def test_a_walk_follows_from_its_number() -> None:
    first, second = (Walk(maker(3), "person 3") for _ in range(2))
    for walk in (first, second):
        walk.wander(40)
        walk.put_right()
    assert first.events == second.events
    assert len(first.events) > 40


def test_every_plan_on_the_way_is_a_plan() -> None:
    for number in [*range(0, 180, 12), *range(1, 240, 3)]:
        walk = Walk(maker(number), f"person {number}")
        for _ in range(12):
            walk.wander(6)
            assert loading.load(walk.flow.plan_so_far, knowledge.vocabulary())[1] == [], number


class LosesTheAnswerOnBack(Flow):
    def back(self) -> Event | None:
        event = super().back()
        self.answers.pop(self.at, None)
        self._made = None
        return event


class LosesEditsOnBack(Flow):
    def back(self) -> Event | None:
        left = self.at
        event = super().back()
        if event and left.startswith(f"{self.at}/"):
            self.answers = {key: value for key, value in self.answers.items() if not key.startswith(f"{self.at}/")}
            self._made = None
        return event


class SkipKeepsTheOldAnswer(Flow):
    def apply(self, event: Event) -> None:
        super().apply({"at": self._after(event["k"])} if event.get("skip") and event["k"] in self.answers else event)


class ForgetsTheLastAnswer(Flow):
    def resume(self, events: Any) -> None:
        super().resume(list(events)[:-1])


class WritesWhatIsNotAsked(Flow):
    def _asked(self, question: Any, tree: Any) -> bool:
        return super()._asked(question, tree) or question.id in self.given


@pytest.mark.parametrize(
    "planted",
    [LosesTheAnswerOnBack, LosesEditsOnBack, SkipKeepsTheOldAnswer, ForgetsTheLastAnswer, WritesWhatIsNotAsked],
)
def test_the_same_walks_catch_a_planted_mistake(planted: type[Flow]) -> None:
    assert any(trouble(number, planted) for number in range(100))
