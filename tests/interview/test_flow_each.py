"""Parts that are asked of each item of a list, answers that are hidden, given along, or started from a number."""

from __future__ import annotations

import json
from typing import Any

import pytest

from interview.tiny import asked, at, flow, path
from recoveryplan.interview import summary
from recoveryplan.interview.flow import Flow
from recoveryplan.interview.prompts import Value
from recoveryplan.interview.writes import OWN
from recoveryplan.plan import loading
from recoveryplan.plan.tree import values
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.offering import offered

USES = ("each/uses", "each/uses-more")
WAYS = ("each/ways", "each/ways-more", "each/barriers-more")


def answered(one: Flow, *answers: Value | None) -> Flow:
    """The flow after these answers, None for a skip."""
    for answer in answers:
        one.skip() if answer is None else one.accept(answer)
    return one


# --- each ---


def test_the_questions_are_asked_of_each_item_in_turn() -> None:
    one = answered(flow(*USES), ["opioids", "other"])
    assert path(one) == [
        "substances", "use-often/u-opioids", "use-want/u-opioids", "use-craving/u-opioids",
        "use-name/u-other", "use-often/u-other", "use-want/u-other", "use-craving/u-other",
    ]  # fmt: skip
    assert asked(one).ask == "How often do you use Opioids?"
    assert "More about: Opioids" in asked(one).heading
    answered(one, "stopped", 3, "kratom", "daily", "stop", 9)
    assert one.step is None
    assert one.plan_so_far["substances"] == [
        {"id": "u-opioids", "kind": "opioids", "often": "stopped", "craving": 3},
        {"id": "u-other", "kind": "other", "name": "kratom", "often": "daily", "want": "stop", "craving": 9},
    ]


def test_an_item_taken_out_and_put_back_has_its_own_answers() -> None:
    one = answered(flow(*USES), ["alcohol", "opioids"], "daily", "stop", 1, "weekly", "cut_down", 2)
    one.fix("substances")
    one.accept(["opioids"])
    assert one.plan_so_far["substances"] == [{"id": "u-opioids", "kind": "opioids", "often": "weekly", "craving": 2}]
    one.fix("substances")
    one.accept(["opioids", "alcohol"])
    found = {item["kind"]: (item["often"], item["want"], item["craving"]) for item in one.plan_so_far["substances"]}
    assert found == {"alcohol": ("daily", "stop", 1), "opioids": ("weekly", "cut_down", 2)}


def test_picks_of_an_item_and_own_words() -> None:
    one = answered(flow(*WAYS), ["move", OWN], "sing", None, ["call"], None)
    assert at(one) == "way-state/c-move"
    answered(one, "learning", "each day", "have")
    assert at(one) == "barrier-kind/b-call"
    answered(one, "money", ["drink", OWN], "ask Dana", "drink tea")
    assert one.step is None
    assert one.plan_so_far["coping"] == [
        {"id": "c-move", "what": "Move somewhere safer.", "from": "move", "state": "learning", "how": "each day"},
        {"id": "coping-1", "what": "sing", "state": "have"},
    ]
    assert [step["then"] for step in one.plan_so_far["barriers"][0]["strategies"]] == ["drink tea", "ask Dana"]


def test_back_through_the_items() -> None:
    one = answered(flow(*USES), ["alcohol", "cannabis"], "daily", "stop", 5, "weekly", "stop", 6)
    keys, seen = path(one), []
    while one.back():
        seen.append(at(one))
    assert seen == keys[::-1]


def test_one_question_of_one_item_is_put_right() -> None:
    one = answered(flow(*USES), ["alcohol", "cannabis"], "daily", "stop", 5, "weekly", "stop", 6)
    one.fix("use-craving/u-alcohol")
    assert asked(one).present == 5
    one.accept(7)
    assert one.step is None
    assert [item["craving"] for item in one.plan_so_far["substances"]] == [7, 6]


def test_going_over_a_part_goes_through_all_items_and_back() -> None:
    one = answered(flow(*USES), ["alcohol", "cannabis"], "daily", "stop", 5, "weekly", "stop", 6)
    one.go_over(1)
    walked = []
    while one.step:
        walked.append(at(one))
        one.keep()
    assert walked == path(one)[1:]


def test_a_resumed_interview_stands_at_the_same_item() -> None:
    one = flow(*USES)
    events = [one.accept(["alcohol", "cannabis"]), one.accept("daily"), one.skip(), one.accept(5), one.accept("weekly")]
    again = flow(*USES)
    again.resume(json.loads(json.dumps(events)))
    assert (again.at, again.plan_so_far) == (one.at, one.plan_so_far)
    assert at(again) == "use-want/u-cannabis"


def test_the_look_back_names_the_item() -> None:
    one = answered(flow(*USES), ["alcohol", "other"], "daily", "stop", 5, "kratom", "weekly", "stop", 6)
    labels = [line.label for line in summary.lines(one)]
    assert [label for label in labels if "How often" in label] == ["Alcohol · How often", "kratom · How often"]


def test_the_place_stood_at_may_go() -> None:
    """At the end of a part the person takes out what the next question was about: the next open one is asked."""
    one = answered(flow(*USES), ["alcohol", "cannabis"])
    assert at(one) == "use-often/u-alcohol"
    one.fix("substances")
    one.accept(["cannabis"])
    assert at(one) == "use-often/u-cannabis"
    one.accept("daily")
    assert at(one) == "use-craving/u-cannabis"
    one.accept(5)
    assert one.step is None
    one = answered(flow(*USES), ["alcohol", "cannabis"])
    one.fix("substances")
    one.accept(["cannabis"])
    one.back()
    assert at(one) in {"substances", "use-often/u-cannabis"}


# --- hidden ---


def test_hidden_answers_stay_in_the_draft_and_come_back() -> None:
    one = answered(flow("hidden"), "working", "nights", "up late", "pay day", "month", "call Dana", None)
    plan = one.plan_so_far
    one.fix("work")
    one.accept("looking")
    assert one.plan_so_far == {"circumstances": {"work": "looking"}}
    assert set(one.hidden) == {"hours", "routine", "dates"}
    assert one.answers["routine"] == "up late"
    one.fix("work")
    one.accept("working")
    assert one.hidden == {}
    assert one.plan_so_far == plan


def test_a_hidden_field_of_a_thing_is_not_in_the_plan() -> None:
    one = answered(flow("hidden"), "working", None, "pay day", "month", "call Dana", None)
    one.fix("dates")
    answered(one, "pay day", None)
    assert one.plan_so_far["hard_dates"] == [{"id": "y1", "what": "pay day"}]


def test_what_is_cleared_and_then_hidden_stays_cleared() -> None:
    base = {"circumstances": {"work": "working", "hours": "nights", "routine": "up late"}}
    one = flow("hidden", base=base)
    one.fix("routine")
    one.skip()
    one.fix("work")
    one.accept("looking")
    assert one.plan_so_far == {"circumstances": {"work": "looking"}}


def test_what_never_fitted_stays_as_it_is() -> None:
    base = {"circumstances": {"work": "looking", "hours": "nights"}}
    one = flow("hidden", base=base)
    assert one.plan_so_far == base
    one.fix("work")
    one.accept("looking")
    assert one.plan_so_far == base


# --- given along, started from, put right ---


def test_an_answer_gives_another_one_and_is_kept_nowhere() -> None:
    one = answered(flow("sets"), "involve")
    one.accept("yes")
    events = one.give("family", "private")
    assert at(one) == "name"
    assert one.plan_so_far == {"preferences": {"family": "private"}}
    assert one.known_so_far["unkept"] == {"danger_at_home": "yes"}
    again = flow("sets")
    again.resume([{"k": "family", "v": "involve"}, *events])
    assert again.plan_so_far == one.plan_so_far
    assert "unkept" not in again.known_so_far
    assert at(again) == "name"
    assert again.unkept_before() == "danger"
    assert "beside" not in json.dumps(events)  # a draft does not tell what it came along with


@pytest.mark.parametrize("base", [{}, {"medicine": {"if_missed": "x", "if_travel": "y"}}], ids=["new", "edit"])
def test_words_put_right_after_a_fix_lead_back_to_the_look_back(base: dict[str, Any]) -> None:
    one = flow("starts", base=base)
    while one.step:
        one.skip()
    one.fix("missed")
    one.accept("words")
    one.put_right("missed", "other words")
    assert at(one) == ""
    assert one.plan_so_far["medicine"]["if_missed"] == "other words"


def test_words_put_right_on_the_way_lead_on() -> None:
    one = answered(flow("starts"), "words")
    one.put_right("missed", "other words")
    assert at(one) == "travel"


# --- links ---

LINKED: dict[str, Any] = {
    "motivations": [{"id": "m1", "text": "a"}, {"id": "m2", "text": "b"}],
    "strengths": {"personal": [{"id": "n1", "text": "x"}]},
    "goals": [{"id": "g1", "what": "walk", "why": ["m1", "m2"], "leans_on": ["n1"]}],
    "people": [{"id": "p1", "name": "Dana"}],
    "warning_signs": [{"id": "w1", "sign": "s", "responses": [{"id": "r1", "do": "call Dana", "person": "p1"}]}],
    "accountability": {"partner": "p1"},
    "if_i_use": {"wanted": "yes", "told": "p1"},
}


@pytest.mark.parametrize(
    ("question", "link"),
    [
        ("reasons", "goals.why"),
        ("strengths-personal", "goals.leans_on"),
        ("people", "warning_signs.responses.person"),
        ("people", "accountability.partner"),
        ("people", "if_i_use.told"),
    ],
)
def test_no_link_leads_to_what_was_taken_out(question: str, link: str) -> None:
    one = Flow(knowledge.questionnaire(), LINKED, offered, knowledge.mentions(), "full")
    one.fix(question)
    while one.step:
        one.skip()
    assert loading.load(one.plan_so_far, knowledge.vocabulary())[1] == []
    assert not values(one.plan_so_far, link)


def test_a_link_stays_while_what_it_leads_to_is_there() -> None:
    one = Flow(knowledge.questionnaire(), LINKED, offered, knowledge.mentions(), "full")
    one.fix("reasons")
    one.accept("c")
    while one.step:
        one.keep()
    assert one.plan_so_far["goals"] == LINKED["goals"]
