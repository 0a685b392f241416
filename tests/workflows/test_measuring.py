"""A measure is asked word for word, can be left at any item and gone on with, and says no more than its total."""

from __future__ import annotations

from typing import Any

import pytest

from recoveryplan.interview.flow import Event, Flow
from recoveryplan.interview.prompts import Move, Prompt
from recoveryplan.workflows import knowledge, measuring
from recoveryplan.workflows.offering import offered
from workflows.scripted import Script, Scripted

HOME = {"preferences": {"country": "US"}}


def ask(
    name: str, script: Script, plan: dict[str, Any] = HOME, events: tuple[Event, ...] = ()
) -> tuple[Any, Scripted, list[Event]]:
    person, written = Scripted(script), list(events)
    return measuring.ask(person, knowledge.measures()[name], plan, written.append, events), person, written


def given(name: str, *points: int) -> dict[str, Any]:
    return {f"{name}-{number}": f"points-{one}" for number, one in enumerate(points, 1)}


def test_every_item_is_asked_in_its_owners_words() -> None:
    for measure in knowledge.measures().values():
        _, person, _ = ask(measure.id, {})
        assert [prompt.ask for prompt in person.asked] == [item.words for item in measure.items]
        assert all([o.text for o in p.options] == [c.words for c in measure.choices] for p in person.asked)
        assert person.said(f"“{measure.instruction}”") == [0]
        assert person.said("This is not a diagnosis.") == [0]
        assert all(measure.instruction in prompt.help for prompt in person.asked)
        assert person.said(measure.made_by) == [0]
        assert not any(measure.made_by in prompt.help + prompt.why for prompt in person.asked)
        assert person.asked[0].place == f"{measure.title}, question 1 of {len(measure.items)}"


def test_the_answers_become_an_entry() -> None:
    found, person, _ = ask("gad7", given("gad7", 0, 1, 2, 3, 0, 1, 2))
    assert found == {
        "measure": "gad7",
        "items": {f"gad7-{n}": p for n, p in enumerate((0, 1, 2, 3, 0, 1, 2), 1)},
        "score": 9,
    }
    assert person.said("Your total is 9. 0 is none of these on any day. 21 is all of these nearly every day.") == [7]


def test_a_skipped_item_leaves_no_total() -> None:
    found, person, _ = ask("phq2", {"phq2-1": "points-0"})
    assert found == {"measure": "phq2", "items": {"phq2-1": 0}}
    assert person.said("there is no total") == [2]
    assert person.said("Your total") == []


def test_nothing_answered_is_a_skip() -> None:
    assert ask("phq2", {})[0] is Move.SKIP


@pytest.mark.parametrize("way_out", [Move.SAVE, Move.LEAVE])
def test_it_can_be_left_and_gone_on_with(way_out: Move) -> None:
    left, _, events = ask("gad7", given("gad7", 1, 1) | {"gad7-3": way_out})
    assert left is way_out
    found, person, _ = ask("gad7", given("gad7", 3, 3, 2, 2, 2, 2, 2), events=tuple(events))
    assert person.keys[0] == "gad7-3"
    assert found["score"] == 12


def test_a_terminal_that_has_gone_saves() -> None:
    class Gone(Scripted):
        def ask(self, prompt: Prompt, keep: Any) -> Any:
            raise EOFError

    written: list[Event] = []
    assert measuring.ask(Gone({}), knowledge.measures()["phq2"], HOME, written.append) is Move.SAVE


def test_back_goes_to_the_item_before_and_out_of_the_first() -> None:
    script = {"phq2-1": ("points-1", "points-2"), "phq2-2": (Move.BACK, "points-0")}
    found, person, _ = ask("phq2", script)
    assert person.keys == ["phq2-1", "phq2-2", "phq2-1", "phq2-2"]
    assert found["items"] == {"phq2-1": 2, "phq2-2": 0}
    assert ask("phq2", {"phq2-1": Move.BACK})[0] is Move.BACK


def test_help_and_lines_come_back_to_the_item() -> None:
    _, person, _ = ask("phq2", {"phq2-1": (Move.HELP, Move.LINES, "points-0"), "phq2-2": "points-0"})
    assert person.keys == ["phq2-1"] * 3 + ["phq2-2"]
    assert person.said("There is no right one.") == [1]
    assert person.said("Help lines: ") == [2]


# --- an answer that needs somebody ---


@pytest.mark.parametrize("name", ["phq8", "phq2"])
def test_a_heavy_answer_brings_help_lines_at_once(name: str) -> None:
    for points in (2, 3):
        _, person, _ = ask(name, given(name, 0, points))
        assert person.said("Call 988") == [2]


def test_bad_about_oneself_nearly_every_day_brings_help_lines_at_once() -> None:
    _, person, _ = ask("phq8", given("phq8", 0, 1, 0, 0, 0, 3))
    assert person.said("Call 988") == [6]


@pytest.mark.parametrize("name", ["phq8", "phq2"])
def test_other_answers_bring_none(name: str) -> None:
    _, person, _ = ask(name, given(name, 3, 1))
    assert person.said("Call 988") == []


def test_the_heavy_item_left_open_brings_them_at_the_end_where_the_others_are_high() -> None:
    high = given("phq8", 3, 3, 3, 3, 3, 2, 3, 3)
    _, person, _ = ask("phq8", {item: one for item, one in high.items() if item != "phq8-2"})
    assert person.said("Call 988") == [8]
    _, person, _ = ask("phq2", {"phq2-1": "points-3"})
    assert person.said("Call 988") == [2]
    low = given("phq8", 1, 1, 1, 1, 1, 1, 1, 1)
    _, person, _ = ask("phq8", {item: one for item, one in low.items() if item != "phq8-2"})
    assert person.said("Call 988") == []
    _, person, _ = ask("phq8", {"phq8-1": "points-3"})  # too little to go by
    assert person.said("Call 988") == []
    _, person, _ = ask("gad7", given("gad7", 3, 3, 3, 3, 3, 3))
    assert person.said("Call 988") == []


def test_the_lines_come_again_after_a_break() -> None:
    _, _, events = ask("phq8", given("phq8", 0, 3) | {"phq8-3": Move.SAVE})
    _, person, _ = ask("phq8", given("phq8", 0, 3), events=tuple(events))
    assert person.said("Call 988") == [0]


def test_without_a_country_no_country_is_guessed() -> None:
    _, person, _ = ask("phq2", given("phq2", 0, 3), plan={})
    assert person.said("988") == []
    assert person.said("In danger: call") == [2]


# --- in a draft beside a review's own answers ---


def test_a_flow_of_questions_passes_over_what_a_measure_wrote() -> None:
    _, _, events = ask("phq2", {"phq2-1": ("points-1", "points-2"), "phq2-2": (Move.BACK, Move.SAVE)})
    assert any("at" in event["event"] for event in events)
    plain = Flow(knowledge.questionnaire(), {}, offered, knowledge.mentions(), "quick")
    before = (plain.at, dict(plain.answers))
    plain.resume(events)
    assert (plain.at, plain.answers) == before


def test_a_measure_passes_over_what_is_not_its_own() -> None:
    others: tuple[Event, ...] = (
        {"k": "rhythm", "v": "monthly"},
        {"measure": "gad2", "event": {"k": "gad2-1", "v": "points-3"}},
    )
    _, person, _ = ask("phq2", {}, events=others)
    assert person.keys == ["phq2-1", "phq2-2"]
    assert measuring.begun(knowledge.measures()["gad2"], others)
    assert not measuring.begun(knowledge.measures()["phq2"], others)


def test_only_what_was_picked_is_asked() -> None:
    assert measuring.chosen({}) == []
    assert measuring.chosen({"checkins": {"measures": []}}) == []
    picked = {"checkins": {"measures": ["gad7", "phq8", "gone"]}}
    assert [measure.id for measure in measuring.chosen(picked)] == ["gad7", "phq8"]
