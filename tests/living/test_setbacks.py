"""A setback is pure: what is asked about, what the plan becomes, and that nothing is ever taken from it."""

from __future__ import annotations

import copy
import datetime
from typing import Any

import pytest

from recoveryplan.living import setbacks
from recoveryplan.plan.tree import Tree, value
from recoveryplan.wording import setbacks as words

DAY = datetime.date(2026, 11, 22)
PLAN: Tree = {
    "triggers": [
        {"id": "t1", "kind": "place", "what": "the bar", "strategies": [{"id": "s1", "then": "take Oak Avenue"}]},
        {"id": "t2", "what": "feeling low"},
    ],
    "warning_signs": [{"id": "w1", "sign": "I stop answering"}],
    "coping": [{"id": "c1", "what": "ten slow breaths"}],
    "people": [{"id": "p1", "name": "Dana", "phone": "555-0142"}, {"id": "p2", "name": "Sam"}],
    "preferences": {"word_for_setback": "a slip"},
    "counting": {"wanted": "yes", "since": "2026-10-01", "longest": 60, "total": 200},
    "review": {"next": "2026-12-22"},
}


def record(**said: Any) -> Tree:
    return setbacks.begin(PLAN, DAY) | said


def applied(**said: Any) -> tuple[Tree, list[Tree]]:
    before = copy.deepcopy(PLAN)
    result = setbacks.apply(PLAN, record(**said))
    assert before == PLAN  # nothing is changed in place
    return result.plan, result.changes


def test_it_begins_with_what_the_plan_has() -> None:
    found = record()
    assert [one["id"] for one in found["there"]] == ["t1", "t2", setbacks.ELSE]
    assert [one["id"] for one in found["tools"]] == ["c1", "s1", setbacks.ELSE]
    assert found["people_now"] == [{"id": "p1", "what": "Dana", "phone": "555-0142"}, {"id": "p2", "what": "Sam"}]
    assert (found["week"], found["word"]) == ("2026-11-29", "a slip")


def test_a_sign_comes_with_what_the_plan_says_to_do() -> None:
    sign = {"id": "w9", "sign": "I shake in the morning", "responses": [
        {"id": "r1", "do": "call Dr. Cole that morning", "person": "p9"}, {"id": "r2", "do": "go by Rob's"},
    ]}  # fmt: skip
    people = [{"id": "p9", "name": "Dr. Cole", "phone": "555-0128"}]
    plan = {"warning_signs": [sign], "people": people, "keep_distance": [{"id": "x1", "who": "Rob"}]}
    assert setbacks.begin(plan, DAY)["signs_now"][0]["answer"] == "call Dr. Cole that morning (555-0128)"


def test_an_empty_plan_gives_nothing_to_pick_from() -> None:
    assert setbacks.begin({}, DAY) == {"kind": "setback", "day": "2026-11-22", "week": "2026-11-29"}


@pytest.mark.parametrize(("following", "week"), [("2026-11-29", ""), ("2026-11-25", ""), ("2026-11-30", "2026-11-29")])
def test_a_week_is_offered_only_where_it_is_sooner(following: str, week: str) -> None:
    assert setbacks.begin({"review": {"next": following}}, DAY).get("week", "") == week


def test_without_answers_the_plan_stays_as_it_is() -> None:
    assert applied() == (PLAN, [])
    assert applied(what="use", with_me="alone", signs=["w1"], helped=["c1"], person="p1", story="hard") == (PLAN, [])


def test_the_change_goes_to_its_trigger() -> None:
    there = [{**one, "change": "call Dana"} if one["id"] == "t1" else one for one in record()["there"]]
    plan, changes = applied(what="use", triggers=["t1"], there=there)
    assert plan["triggers"][0]["strategies"] == [
        {"id": "s1", "then": "take Oak Avenue"},
        {"id": "s2", "then": "call Dana"},
    ]
    assert {key: plan[key] for key in plan if key != "triggers"} == {
        key: PLAN[key] for key in PLAN if key != "triggers"
    }
    assert changes == [{"id": "s2", "how": "added", "because": "of a slip"}]


def test_a_new_trigger_takes_the_change_with_it() -> None:
    plan, changes = applied(triggers=[setbacks.ELSE], trigger="pay day", change="give Sam my card")
    assert plan["triggers"][2] == {
        "id": "t3",
        "what": "pay day",
        "strategies": [{"id": "s2", "then": "give Sam my card"}],
    }
    assert [one["id"] for one in changes] == ["t3"]


def test_a_change_for_nothing_in_particular_is_a_skill_to_learn() -> None:
    plan, _ = applied(change="go to bed at ten")
    assert plan["coping"][1] == {"id": "c2", "what": "go to bed at ten", "state": "learning"}


def test_a_sign_and_what_helped_are_added() -> None:
    plan, changes = applied(what="near", sign="I sleep badly", helped_words="I rang my aunt")
    assert plan["warning_signs"][1] == {"id": "w2", "sign": "I sleep badly"}
    assert plan["coping"][1] == {"id": "c2", "what": "I rang my aunt", "state": "have"}
    assert [one["because"] for one in changes] == ["of a close call", words.HELPED]


@pytest.mark.parametrize(
    ("count", "counting"),
    [
        ("on", PLAN["counting"]),
        ("from_zero", {"wanted": "yes", "since": "2026-11-20", "first": "zero", "longest": 60, "total": 250}),
        ("from_one", {"wanted": "yes", "since": "2026-11-20", "first": "one", "longest": 60, "total": 250}),
        ("stop", {"wanted": "no", "longest": 60, "total": 250}),
        (None, PLAN["counting"]),
    ],
)
def test_counting_is_the_persons_choice_and_nothing_gets_smaller(count: str | None, counting: Tree) -> None:
    plan, _ = applied(what="use", on="2026-11-20", **({"count": count} if count else {}))
    assert plan["counting"] == counting


def test_a_day_to_come_counts_as_today() -> None:
    assert setbacks.day_of({"day": "2026-11-22", "on": "2026-12-24"}) == DAY
    assert setbacks.day_of({"day": "2026-11-22", "on": "2026-11-20"}) == datetime.date(2026, 11, 20)
    assert setbacks.day_of({"day": "2026-11-22"}) == DAY


def test_looking_again_only_when_it_is_wanted() -> None:
    assert value(applied(again="yes")[0], "review.next") == "2026-11-29"
    assert value(applied(again="no")[0], "review.next") == "2026-12-22"


def test_what_is_kept_has_answers_and_no_lists() -> None:
    there = [{**one, "change": "call Dana"} if one["id"] == "t1" else one for one in record()["there"]]
    whole = record(triggers=["t1", setbacks.ELSE], trigger="pay day", signs=[setbacks.ELSE], there=there)
    kept = setbacks.kept(whole)
    assert kept == {
        "kind": "setback", "day": "2026-11-22", "word": "a slip", "triggers": ["t1"], "trigger": "pay day",
        "change": "call Dana", "change_for": "t1",
    }  # fmt: skip
    assert setbacks.kept(kept) == kept
    assert setbacks.apply(PLAN, kept) == setbacks.apply(PLAN, whole)


def test_what_the_plan_has_no_more_is_passed_over() -> None:
    lost = {**setbacks.kept(record(what="use")), "change": "call Dana", "change_for": "t9"}
    plan = setbacks.apply(PLAN, lost).plan
    assert plan["triggers"] == PLAN["triggers"]
    assert plan["coping"][1]["what"] == "call Dana"  # the words are not lost


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (None, "a setback"), ("", "a setback"), ("slip", "a slip"), ("a slip", "a slip"), ("off day", "an off day"),
        ("An evening", "An evening"), ("my bump", "my bump"),
    ],
)  # fmt: skip
def test_the_reason_is_the_persons_own_word(word: str | None, said: str) -> None:
    assert words.reason({"what": "use", "word": word}) == said
    assert words.reason({"what": "near", "word": word}) == "a close call"
    assert words.because({"word": word}) == f"of {said}"
