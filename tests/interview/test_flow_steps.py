"""What is asked, and what it writes: one feature at a time, over tiny questionnaires."""

from __future__ import annotations

from typing import Any

import pytest

from interview.tiny import asked, at, flow, path
from recoveryplan.interview.flow import Flow
from recoveryplan.interview.prompts import Value
from recoveryplan.interview.writes import OWN


def answered(one: Flow, *answers: Value | None) -> Flow:
    """The flow after these answers, None for a skip."""
    for answer in answers:
        one.skip() if answer is None else one.accept(answer)
    return one


EACH: dict[str, tuple[str, Value]] = {
    "name": ("about.name", "Jo"),
    "story": ("about.story", "one\ntwo"),
    "longest": ("counting.longest", 30),
    "by": ("aim.by", "2026-12-22"),
    "veteran": ("circumstances.veteran", "no"),
    "importance": ("readiness.importance", 0),
    "stage": ("readiness.stage", "early"),
    "reach": ("circumstances.reach", ["rural", "hearing"]),
    "country": ("preferences.country", "FR"),
}


def test_each_kind_writes_where_it_says() -> None:
    one = flow("each-kind")
    for key, (_, value) in EACH.items():
        assert at(one) == key
        assert asked(one).key == key
        one.accept(value)
    assert one.step is None
    for where, value in EACH.values():
        group, name = where.split(".")
        assert one.plan_so_far[group][name] == value


def test_skipping_all_writes_nothing() -> None:
    one = flow("each-kind")
    while one.step:
        one.skip()
    assert one.plan_so_far == {}


def test_a_prompt_has_what_the_question_says() -> None:
    one = answered(flow("each-kind"), None, None)
    prompt = asked(one)
    assert (prompt.kind, prompt.least, prompt.most) == ("number", 0, 365)
    assert prompt.place == "Part 1 of 1, question 3 of 9"
    assert "Each kind" in prompt.heading
    assert prompt.intro == "One of each."
    assert prompt.left
    one = answered(one, None, None, None)
    assert (asked(one).low, asked(one).high, asked(one).most) == ("not at all", "very much", 10)


# --- when ---


def test_branches_open_and_close() -> None:
    one = flow("branches")
    assert path(one) == ["substances", "name"]
    one.accept(["alcohol"])
    assert path(one) == ["substances", "alcohol-often", "aim", "name"]
    answered(one, "daily", "other")
    assert at(one) == "aim-words"
    assert path(one) == ["substances", "alcohol-often", "aim", "aim-words"]
    one.accept("less on weekends")
    assert one.plan_so_far == {
        "substances": [{"id": "u-alcohol", "kind": "alcohol", "often": "daily"}],
        "aim": {"want": "other", "words": "less on weekends"},
    }


def test_answers_off_the_path_are_in_the_answers_and_not_in_the_plan() -> None:
    one = answered(flow("branches"), ["alcohol"], "daily", "other", "less on weekends")
    one.fix("aim")
    one.accept("stop")
    assert one.plan_so_far["aim"] == {"want": "stop"}
    assert one.answers["aim-words"] == "less on weekends"
    one.fix("aim")
    one.accept("other")
    assert one.plan_so_far["aim"] == {"want": "other", "words": "less on weekends"}


def test_a_substance_taken_back_takes_its_answers_along() -> None:
    one = answered(flow("branches"), ["alcohol", "opioids"], "daily", "stop")
    one.fix("substances")
    one.accept(["opioids"])
    assert [thing["kind"] for thing in one.plan_so_far["substances"]] == ["opioids"]
    one.fix("substances")
    one.accept(["alcohol", "opioids"])
    assert one.plan_so_far["substances"][0]["often"] == "daily"


# --- things ---


def test_things_are_asked_one_by_one_up_to_first() -> None:
    one = flow("people")
    assert path(one) == ["people/p1/name", "after"]
    answered(one, "Dana", "sponsor", "555-0142")
    assert at(one) == "people/p2/name"
    assert asked(one).ask == "Who else?"
    answered(one, "Sam", None, None)
    assert at(one) == "after"
    assert one.plan_so_far["people"] == [
        {"id": "p1", "name": "Dana", "kind": "sponsor", "phone": "555-0142"},
        {"id": "p2", "name": "Sam"},
    ]


def test_the_fields_know_the_thing_they_are_about() -> None:
    one = answered(flow("people"), "Dana {it}", None)
    assert asked(one).ask == "What is the number of Dana {it}?"


def test_a_skipped_name_ends_the_list() -> None:
    one = answered(flow("people"), None)
    assert at(one) == "after"
    one = answered(flow("people"), "Dana", None, None, None)
    assert at(one) == "after"


def test_a_thing_can_be_taken_out_again_and_keeps_its_fields_for_later() -> None:
    one = answered(flow("people"), "Dana", "sponsor", "1", "Sam", "family", "2", None)
    one.fix("people")
    answered(one, None, "Sam", "family", "2")
    assert one.plan_so_far["people"] == [{"id": "p2", "name": "Sam", "kind": "family", "phone": "2"}]
    one.fix("people")
    one.accept("Dana")
    assert one.plan_so_far["people"][0] == {"id": "p1", "name": "Dana", "kind": "sponsor", "phone": "1"}


# --- pick-lists ---


def test_picks_are_edited_one_by_one() -> None:
    one = answered(flow("triggers"), "I pass the bar", "place")
    assert [option.value for option in asked(one).options] == ["other-road", "with-someone", OWN]
    assert asked(one).kind == "many"
    one.accept(["other-road", "with-someone"])
    assert at(one) == "triggers/t1/strategies/other-road"
    assert asked(one).prefill == "take another road"
    assert asked(one).ask == "If I pass the bar, then I will …"
    answered(one, "take Oak Avenue", None)
    found = one.plan_so_far["triggers"][0]["strategies"]
    assert found == [
        {"id": "s1", "then": "take Oak Avenue", "from": "other-road"},
        {"id": "s2", "then": "go with someone", "from": "with-someone"},
    ]


def test_options_fit_the_kind_of_the_thing() -> None:
    one = answered(flow("triggers"), "I feel alone", "feeling")
    assert [option.value for option in asked(one).options] == ["breathe", "walk", OWN]
    one = answered(flow("triggers"), "I feel alone", None)
    assert len(asked(one).options) == 5


def test_own_words_are_asked_until_skipped_or_full() -> None:
    one = answered(flow("triggers"), "I pass the bar", "place", [OWN])
    assert asked(one).ask == "If I pass the bar, then what?"
    answered(one, "call Dana", "walk home")
    assert asked(one).ask.startswith("Is there another one?")
    one.accept("sing")
    assert at(one) == "triggers/t2/what"  # three is the most
    assert [s["then"] for s in one.plan_so_far["triggers"][0]["strategies"]] == ["call Dana", "walk home", "sing"]
    one = answered(flow("triggers"), "I pass the bar", "place", [OWN], "call Dana", None)
    assert at(one) == "triggers/t2/what"


def test_picks_and_own_words_share_the_room() -> None:
    one = answered(flow("steps"), ["move", OWN])
    assert at(one) == "hard-steps/+own-1"  # own words first: they were picked to be typed
    answered(one, "Call Dana.", "Move.")
    assert at(one) == "name"
    assert one.plan_so_far["hard_moment"]["steps"] == [
        {"id": "h-move", "do": "Move.", "from": "move"},
        {"id": "hard-moment-steps-1", "do": "Call Dana."},
    ]
    assert asked(answered(flow("steps"))).most == 2


def test_unedited_picks_go_in_as_they_are() -> None:
    one = answered(flow("picks-unedited"), ["move", "drink"])
    assert one.step is None
    assert [step["do"] for step in one.plan_so_far["hard_moment"]["steps"]] == [
        "Move somewhere safer.", "Drink a glass of water.",
    ]  # fmt: skip


def test_a_pick_dropped_and_picked_again_has_its_words() -> None:
    one = answered(flow("steps"), ["move", "call"], "Go home.", None, "Jo")
    one.fix("hard-steps")
    answered(one, ["call"], None)
    assert [step["from"] for step in one.plan_so_far["hard_moment"]["steps"]] == ["call"]
    one.fix("hard-steps")
    one.accept(["move", "call"])
    assert asked(one).prefill == "Go home."


def test_picks_there_before_come_first_and_stay_themselves() -> None:
    base = {
        "hard_moment": {"steps": [{"id": "h1", "do": "Call Dana.", "from": "call"}, {"id": "h2", "do": "Breathe."}]}
    }
    one = flow("steps", base=base)
    one.fix("hard-steps")
    prompt = asked(one)
    assert [(option.value, option.text) for option in prompt.options][:2] == [("h1", "Call Dana."), ("h2", "Breathe.")]
    assert "call" not in [option.value for option in prompt.options]
    assert prompt.present == ["h1", "h2"]
    answered(one, ["h2"], "Breathe slowly.")
    assert one.plan_so_far == {"hard_moment": {"steps": [{"id": "h2", "do": "Breathe slowly."}]}}


# --- options from the plan, and what a goal leaves open ---


def test_options_from_the_plan() -> None:
    one = answered(flow("goals"), "sleep", "my job", "walk")
    while at(one) != "goals/g1/why":
        one.skip()
    assert [(option.value, option.text) for option in asked(one).options] == [("m1", "sleep"), ("m2", "my job")]
    one.accept(["m2"])
    assert one.plan_so_far["goals"] == [{"id": "g1", "what": "walk", "why": ["m2"]}]


def test_no_reasons_no_question_about_them() -> None:
    one = answered(flow("goals"), None, "walk a bit")
    assert "goals/g1/why" not in path(one)


@pytest.mark.parametrize(
    ("what", "asks"),
    [
        ("walk a bit", ["measure", "by"]),
        ("two walks a week", ["by"]),
        ("walk more until next summer", ["measure"]),
        ("two walks a week for the next month", []),
    ],
)
def test_only_what_a_goal_leaves_open_is_asked(what: str, asks: list[str]) -> None:
    one = answered(flow("goals"), None, what)
    fields = [key.rpartition("/")[2] for key in path(one) if key.startswith("goals/")]
    assert fields == ["what", *asks]


def test_a_measure_given_before_stays_when_the_goal_says_it_too() -> None:
    one = answered(flow("goals"), None, "walk a bit", "two walks a week", "2027-01-31")
    one.fix("goals")
    one.accept("two walks a week for the next month")
    assert at(one) == "goals/g1/measure"
    assert one.plan_so_far["goals"][0]["measure"] == "two walks a week"


# --- lengths, names, what is kept ---


def test_lengths() -> None:
    assert path(flow("lengths", length="quick")) == ["name"]
    assert path(flow("lengths", length="full")) == ["name", "story"]
    assert path(flow("lengths")) == ["name", "story"]


def test_former_names_are_known_in_drafts() -> None:
    one = flow("renamed")
    one.resume([{"k": "name", "v": "Jo"}, {"k": "people/p1/name", "v": "Dana"}, {"k": "people/p1/phone", "v": "1"}])
    assert one.plan_so_far == {"about": {"name": "Jo"}, "people": [{"id": "p1", "name": "Dana", "phone": "1"}]}
    assert at(one) == "my-people/p2/name"


def test_a_place_under_its_former_name_is_found() -> None:
    one = flow("renamed")
    one.resume([{"k": "call-me", "v": "Jo"}, {"at": "name"}])
    assert at(one) == "first-name"


def test_events_of_questions_that_are_gone_change_nothing() -> None:
    one = flow("steps")
    one.resume([{"k": "gone", "v": "x"}, {"k": "hard-steps", "skip": True}, {"k": "gone/too", "v": ["x"]}])
    assert one.plan_so_far == {}
    assert at(one) == "name"
    one = flow("steps")
    one.resume([{"k": "hard-steps", "skip": True}, {"at": "gone"}])
    assert at(one) == "name"


def test_what_is_not_kept_is_in_no_plan() -> None:
    one = answered(flow("not-kept"), "Jo", "yes", "music")
    assert one.plan_so_far == {"about": {"name": "Jo", "faith_words": "music"}}


def test_a_base_plan_is_there_to_be_kept() -> None:
    base: dict[str, Any] = {"about": {"name": "Jo", "language": "en"}, "readiness": {"stage": "early"}}
    one = flow("each-kind", base=base)
    assert at(one) == ""  # the person starts at the look back and chooses what to change
    assert one.back() is None
    one.go_over(0)
    assert asked(one).present == "Jo"
    while one.step:
        one.keep()
    assert one.plan_so_far == base
