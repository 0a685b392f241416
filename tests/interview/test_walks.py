"""However a person gets there, back and forth and over several days, the plan is that of a straight run.

Walks go over tiny questionnaires, over stretches of the shipped one (with a plan that is there already for every
second), and over all of it. ``RECOVERYPLAN_WALKS`` sets how many; each follows from its number alone. The same walks
are shown to catch ten planted mistakes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from interview.record_flows import KINDS, along
from interview.tiny import NAMES, offers, questionnaire
from interview.walker import Walk
from recoveryplan.interview.flow import Event, Flow
from recoveryplan.interview.prompts import Option, Value
from recoveryplan.interview.questions import Part, Question, Questionnaire
from recoveryplan.plan import loading
from recoveryplan.plan.tree import Tree, value
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.offering import offered

WALKS = int(os.environ.get("RECOVERYPLAN_WALKS", "240"))
WHOLE = max(1, WALKS // 120)
SHIPPED = knowledge.questionnaire()
EACH = ("each/uses", "each/uses-more", "each/ways", "each/ways-more", "each/barriers-more")
TINY = {name: questionnaire(name) for name in NAMES} | {
    "several": questionnaire("each-kind", "people", "goals"),
    "each": questionnaire(*EACH),
    "ways": questionnaire("each/ways", "each/ways-more"),
}
Maker = Callable[[], Flow]


def stretch(*parts: str) -> Questionnaire:
    """Some parts of the shipped questionnaire by themselves."""
    kept = tuple(part for part in SHIPPED.parts if part.id in parts)
    assert len(kept) == len(parts), parts
    return Questionnaire(kept, by_id={question.id: question for part in kept for question in part.questions})


STRETCHES = [
    stretch(*parts)
    for parts in (
        ("use", "use-more"),
        ("what-matters", "strengths", "goal", "goals-more"),
        ("hard-moment", "triggers", "signs"),
        ("coping", "coping-more", "self-care", "self-care-more"),
        ("barriers", "barriers-more", "hard-dates"),
        ("people", "if-i-use", "agreement"),
        ("about", "guides", "life", "work-and-money", "reaching-care"),
        ("people", "mind", "mind-care", "safe"),
        ("health", "health-care", "past-care", "away"),
        ("use", "medicine", "medicine-days"),
        ("readiness", "commitments", "care", "distance", "story", "keeping"),
    )
]


@cache
def _plan_of(number: int) -> Any:
    """A plan that is there already: somebody else's straight run."""
    asked = STRETCHES[number % len(STRETCHES)]
    walk = Walk(lambda: Flow(asked, {}, offered, knowledge.mentions(), "full"), f"earlier {number}")
    return walk.straight().plan_so_far


def maker(number: int, kind: type[Flow] = Flow) -> Maker:
    """A flow over a tiny questionnaire, a stretch of the shipped one, or the short way."""
    if number % 12 == 0:
        options = offered if number % 24 == 0 else offers
        length = "easy" if number % 36 == 0 else "quick"
        return lambda: kind(SHIPPED, {}, options, knowledge.mentions(), length)
    if number % 2 == 0:
        asked = STRETCHES[number // 2 % len(STRETCHES)]
        base = _plan_of(number // 2) if number % 4 == 0 else {}
        return lambda: kind(asked, base, offered, knowledge.mentions(), "full")
    names = sorted(TINY)
    tiny = TINY[names[number // 2 % len(names)]]
    return lambda: kind(tiny, {}, offers, knowledge.mentions())


def _steady(source: str, match: str, tree: Mapping[str, Any]) -> tuple[Option, ...]:
    """The real options, whatever was said later on: a straight run could not know of that."""
    return offered(source, match, {"people": tree.get("people") or []})


def whole(kind: type[Flow] = Flow, base: Tree | None = None) -> Maker:
    """A flow over every question."""
    return lambda: kind(SHIPPED, base or {}, _steady, knowledge.mentions(), "full")


def trouble(name: object, make: Maker, planted: Maker | None = None) -> str:
    """What goes wrong on one walk; nothing when it ends in the plan of the straight run."""
    straight = Walk(make, f"person {name}").straight().plan_so_far
    walk = Walk(planted or make, f"person {name}")
    try:
        walk.wander(walk.random.randint(0, 60))
        ended = walk.put_right().plan_so_far
    except (AssertionError, StopIteration, ValueError, KeyError) as error:
        return f"walk {name}: {type(error).__name__} {error}"
    return "" if ended == straight else f"walk {name}: another plan, not the same in {_apart(ended, straight)}"


def _apart(one: Tree, other: Tree) -> list[str]:
    return [name for name in {**one, **other} if one.get(name) != other.get(name)]


def test_every_walk_ends_in_the_plan_of_a_straight_run() -> None:
    assert [found for number in range(WALKS) if (found := trouble(number, maker(number)))] == []


def test_walks_over_every_question() -> None:
    assert [found for number in range(WHOLE) if (found := trouble(f"whole {number}", whole()))] == []


def test_a_walk_through_a_whole_plan_that_is_changed() -> None:
    before = Walk(whole(), "earlier").straight().plan_so_far
    assert trouble("changing", whole(base=before)) == ""


def test_a_walk_follows_from_its_number() -> None:
    first, second = (Walk(maker(24), "person 24") for _ in range(2))
    for walk in (first, second):
        walk.wander(40)
        walk.put_right()
    assert first.events == second.events
    assert len(first.events) > 40


def test_every_plan_on_the_way_is_a_plan() -> None:
    for number in range(1, 90):
        walk = Walk(maker(number), f"person {number}")
        for _ in range(8):
            walk.wander(6)
            assert loading.load(walk.flow.plan_so_far, knowledge.vocabulary())[1] == [], number


# --- along a plan that is there: reviews, setbacks, check-ins ---


@pytest.mark.parametrize("kind", KINDS)
def test_every_walk_along_a_plan_ends_in_the_record_of_a_straight_run(kind: str) -> None:
    for number in range(max(3, WALKS // 80)):
        make = along(kind, number)
        straight = Walk(make, f"{kind} {number}").straight()
        walk = Walk(make, f"{kind} {number}")
        walk.wander(walk.random.randint(0, 60))
        ended = walk.put_right()
        assert (ended.record, ended.plan_so_far) == (straight.record, straight.plan_so_far), number
        assert loading.load(ended.plan_so_far, knowledge.vocabulary())[1] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_walk_along_a_plan_sees_a_lost_answer(kind: str) -> None:
    def worse() -> Flow:
        made = along(kind, 1)()
        made.__class__ = LosesTheAnswerOnBack
        return made

    def caught(number: int) -> bool:
        straight = Walk(along(kind, 1), f"{kind} {number}").straight().record
        walk = Walk(worse, f"{kind} {number}")
        try:
            walk.wander(60)
            return walk.put_right().record != straight
        except (AssertionError, StopIteration, ValueError, KeyError):
            return True

    assert any(caught(number) for number in range(4))


# --- planted mistakes ---


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


class WritesWhatIsHidden(Flow):
    def _take(self, made: Any, part: int, question: Question, item: Tree) -> None:
        super()._take(made, part, question, item)
        if not self._fitting(question, item, made.tree):
            made.tree = self._written(question, made.tree)


class DropsWhatIsHidden(Flow):
    def apply(self, event: Event) -> None:
        super().apply(event)
        for name in self.hidden:
            self.answers = {key: one for key, one in self.answers.items() if key.partition("/")[0] != name}
        self._made = None


class CountsItemsInsteadOfNamingThem(Flow):
    """An answer about an item sticks to its place: take a pick out and put it back, and it is another one's."""

    def _over(self, part: Part, tree: Callable[[], Tree]) -> Iterator[tuple[Question, Tree]]:
        for question, item in super()._over(part, tree):
            if not question.item:
                yield question, item
                continue
            place = [one["id"] for one in value(tree(), part.each)].index(question.item)
            yield replace(question, id=f"{question.id.partition('/')[0]}/{place}"), item


class GivesNothingAlong(Flow):
    def give(self, question_id: str, value: Value) -> list[Event]:
        return [{"k": question_id, "v": value}]


class WritesTheWordsToStartFrom(Flow):
    def put_right(self, key: str, value: Value) -> Event:
        return {"k": key, "v": value}


class ForgetsThePlan(Flow):
    def _begin(self) -> None:
        self.answers = {}
        super()._begin()


PLANTED: Sequence[type[Flow]] = (
    LosesTheAnswerOnBack, LosesEditsOnBack, SkipKeepsTheOldAnswer, ForgetsTheLastAnswer, WritesWhatIsHidden,
    DropsWhatIsHidden, CountsItemsInsteadOfNamingThem, GivesNothingAlong, WritesTheWordsToStartFrom, ForgetsThePlan,
)  # fmt: skip


@pytest.mark.parametrize("planted", PLANTED)
def test_the_same_walks_catch_a_planted_mistake(planted: type[Flow]) -> None:
    assert any(trouble(number, maker(number), maker(number, planted)) for number in range(120))
