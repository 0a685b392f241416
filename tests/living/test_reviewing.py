"""What a plan becomes by a review: each verdict, each reason, and nothing else."""

from __future__ import annotations

import copy
import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoveryplan.living import reviewing
from recoveryplan.plan import ids, loading
from recoveryplan.workflows import knowledge

DAY = "2026-12-22"

PLAN: dict[str, Any] = {
    "schema_version": 1,
    "version": 3,
    "motivations": [{"id": "m1", "text": "see my daughter"}],
    "readiness": {"importance": 8, "stage": "early"},
    "triggers": [
        {
            "id": "t1",
            "kind": "place",
            "what": "I pass the bar",
            "strategies": [{"id": "s1", "if": "I pass", "then": "gym on Mondays"}, {"id": "s2", "then": "call Dana"}],
        }
    ],
    "goals": [
        {"id": "g1", "what": "three meetings a week", "area": "health", "why": ["m1"]},
        {"id": "g2", "what": "run a marathon"},
        {"id": "g3", "what": "paint", "status": "reached", "reached": "2026-10-01"},
    ],
    "coping": [{"id": "c1", "what": "slow breathing", "state": "have"}],
    "people": [{"id": "p1", "name": "Dana", "phone": "555-0142"}, {"id": "p2", "name": "Lee"}],
    "accountability": {"partner": "p1"},
    "hard_dates": [
        {"id": "y1", "what": "pay day", "on": "2026-01-31", "every": "month"},
        {"id": "y2", "what": "court", "on": "2027-03-01"},
        {"id": "y3", "what": "the old job's party", "on": "2026-11-01"},
    ],
    "preferences": {"rhythm": "monthly", "country": "US"},
    "offers": [{"id": "faith", "status": "declined", "on": "2026-11-22"}],
}


def reviewed(**record: Any) -> tuple[dict[str, Any], list[Any]]:
    found = reviewing.apply(copy.deepcopy(PLAN), {"day": DAY, **record})
    made, problems = loading.load(found.plan, knowledge.vocabulary())
    assert made is not None, problems
    return found.plan, found.changes


def thing(plan: dict[str, Any], path: str, name: str) -> dict[str, Any]:
    return next(one for one in plan[path] if one["id"] == name)


# --- what there is to look at ---


def test_it_begins_with_what_is_open() -> None:
    record = reviewing.begin(PLAN, [], datetime.date(2026, 12, 22))
    assert [one["id"] for one in record["goals"]] == ["g1", "g2"]
    assert [one["id"] for one in record["tools"]] == ["s1", "s2", "c1"]
    assert [(one["id"], one["on"]) for one in record["dates_ahead"]] == [("y1", "2026-12-31")]
    assert "stuck" not in record


def test_what_did_not_fit_before_is_counted() -> None:
    what = {"id": "s1", "what": "Gym on mondays."}
    other = {"id": "c1", "what": "another skill of long ago", "how": "not_fit"}
    past = [{"tools": [what | {"how": "not_fit"}, other]}, {"tools": [what | {"how": "helped"}]}]
    tools = reviewing.begin(PLAN, past, datetime.date(2026, 12, 22))["tools"]
    assert [one.get("before") for one in tools] == [1, None, None]


@pytest.mark.parametrize(("last", "now", "flat"), [
    (["stuck"], ["stuck"], True),
    (["stuck", "not_mine"], ["stuck"], True),
    (["moving"], ["stuck"], False),
    (["stuck"], ["done", "stuck"], False),
    (["stuck"], [], False),
    ([], ["stuck"], False),
])  # fmt: skip
def test_two_reviews_without_movement_are_a_plateau(last: list[str], now: list[str], flat: bool) -> None:
    past = [{"goals": [{"id": f"g{n}", "how": how} for n, how in enumerate(last)]}]
    record = reviewing.begin(PLAN, past, datetime.date(2026, 12, 22))
    record["goals"] = [{"id": f"g{n}", "how": how} for n, how in enumerate(now)]
    assert (reviewing.seen(record).get("stuck", {}).get("plateau") == "yes") is flat


@pytest.mark.parametrize(("importance", "low"), [(0, True), (4, True), (5, False), (None, False)])
def test_a_low_number_for_what_matters_opens_the_reasons(importance: int | None, low: bool) -> None:
    record = {"readiness": {"importance": importance}} if importance is not None else {}
    assert (reviewing.seen(record).get("stuck", {}).get("low") == "yes") is low


# --- goals ---


def test_a_reached_goal_keeps_its_day() -> None:
    plan, changes = reviewed(goals=[{"id": "g1", "how": "done", "reached": "2026-12-10"}])
    assert thing(plan, "goals", "g1") == PLAN["goals"][0] | {"status": "reached", "reached": "2026-12-10"}
    assert changes == [{"id": "g1", "how": "reached"}]


def test_without_a_day_it_is_the_day_of_the_review() -> None:
    plan, _ = reviewed(goals=[{"id": "g1", "how": "done"}])
    assert thing(plan, "goals", "g1")["reached"] == DAY


def test_a_goal_that_moves_stays_as_it_is() -> None:
    plan, changes = reviewed(goals=[{"id": "g1", "how": "moving"}, {"id": "g2", "how": "stuck", "next": "keep"}])
    assert plan["goals"] == PLAN["goals"]
    assert changes == []


def test_a_goal_is_changed_and_keeps_its_id() -> None:
    plan, changes = reviewed(
        goals=[{"id": "g2", "how": "stuck", "next": "adjust", "words": "run five miles", "by": "2027-05-01"}]
    )
    assert thing(plan, "goals", "g2") == {"id": "g2", "what": "run five miles", "by": "2027-05-01"}
    assert changes == [{"id": "g2", "how": "changed"}]


def test_a_goal_let_go_stays_in_the_plan_as_let_go() -> None:
    plan, changes = reviewed(goals=[{"id": "g2", "how": "not_mine", "next": "drop", "why": "my knee"}])
    assert thing(plan, "goals", "g2")["status"] == "dropped"
    assert changes == [{"id": "g2", "how": "dropped", "because": "my knee"}]


def test_no_longer_mine_alone_lets_it_go() -> None:
    plan, changes = reviewed(goals=[{"id": "g2", "how": "not_mine"}])
    assert thing(plan, "goals", "g2")["status"] == "dropped"
    assert changes[0]["because"] == "it was no longer yours"


def test_another_goal_takes_its_place() -> None:
    plan, changes = reviewed(goals=[{"id": "g1", "how": "stuck", "next": "replace", "words": "two meetings a week"}])
    assert thing(plan, "goals", "g1")["status"] == "dropped"
    assert thing(plan, "goals", "g4") == {"id": "g4", "what": "two meetings a week", "area": "health"}
    assert changes == [{"id": "g1", "how": "replaced", "because": "it was stuck", "by": "g4"}]


# --- strategies and skills ---


def test_what_did_not_fit_twice_gives_way_to_what_the_person_picked() -> None:
    look = {"id": "s1", "how": "not_fit", "before": 1, "next": "replace", "words": "walk with Sam"}
    plan, changes = reviewed(tools=[look])
    assert plan["triggers"][0]["strategies"] == [
        {"id": "s3", "if": "I pass", "then": "walk with Sam"},
        {"id": "s2", "then": "call Dana"},
    ]
    assert changes == [
        {"id": "s1", "how": "replaced", "because": "you tried it twice, and it was not the right fit", "by": "s3"}
    ]


def test_a_skill_can_be_taken_out() -> None:
    plan, changes = reviewed(tools=[{"id": "c1", "how": "not_fit", "before": 2, "next": "drop"}])
    assert "coping" not in plan
    assert changes[0]["because"] == "you tried it 3 times, and it was not the right fit"


@pytest.mark.parametrize("look", [
    {"how": "helped"}, {"how": "a_bit"}, {"how": "not_fit"}, {"how": "not_fit", "next": "keep"},
    {"how": "not_fit", "next": "replace"}, {},
])  # fmt: skip
def test_nothing_is_replaced_unless_it_was_picked(look: dict[str, Any]) -> None:
    plan, changes = reviewed(tools=[{"id": "s1", **look}])
    assert plan["triggers"] == PLAN["triggers"]
    assert changes == []


# --- what is new ---


def test_what_is_new_says_why_where_only_that_was_looked_at() -> None:
    new = [{"id": "t2", "what": "pay day"}]
    _, changes = reviewed(event="moved", much="some", triggers=new)
    assert changes == [{"id": "t2", "how": "added", "because": "you moved"}]
    _, changes = reviewed(event="moved", much="all", triggers=new)
    assert changes == [{"id": "t2", "how": "added"}]


def test_stress_and_a_service_out_of_reach_get_their_place() -> None:
    stuck = {"stress_words": "the landlord calls", "ease": "call Dana first", "service_words": "a long wait"}
    plan, _ = reviewed(stuck=stuck)
    assert plan["triggers"][1] == {
        "id": "t2", "what": "the landlord calls", "strategies": [{"id": "s3", "then": "call Dana first"}],
    }  # fmt: skip
    assert plan["barriers"] == [{"id": "b1", "kind": "care", "what": "a long wait"}]


def test_what_is_new_has_ids_of_its_own() -> None:
    """Also inside: a new trigger with a strategy, and stress with what to do, in one review."""
    new = [{"id": "t2", "what": "pay day", "strategies": [{"id": "s3", "then": "call Lee"}]}]
    plan, _ = reviewed(triggers=new, stuck={"stress_words": "the landlord calls", "ease": "call Dana first"})
    assert [one["id"] for trigger in plan["triggers"] for one in trigger["strategies"]] == ["s1", "s2", "s3", "s4"]


def test_what_stands_there_already_is_not_put_twice() -> None:
    plan, changes = reviewed(motivations=[{"id": "m2", "text": "see my daughter"}])
    assert plan["motivations"] == PLAN["motivations"]
    assert changes == []


def test_who_is_not_there_any_more_leaves_no_link_behind() -> None:
    plan, changes = reviewed(people_now=[{"id": "p1", "stays": "no"}, {"id": "p2", "phone": "555-0100"}])
    assert plan["people"] == [{"id": "p2", "name": "Lee", "phone": "555-0100"}]
    assert "accountability" not in plan
    assert [(one["id"], one["how"]) for one in changes] == [("p1", "dropped"), ("p2", "changed")]


def test_offers_answered_count_and_the_others_stay() -> None:
    new = {"id": "mutual-aid", "status": "later", "on": DAY}
    plan, _ = reviewed(offers=[new])
    assert plan["offers"] == [*PLAN["offers"], new]


@pytest.mark.parametrize(("rhythm", "picked", "expected"), [
    (None, None, "2027-01-22"),
    ("quarterly", None, "2027-03-22"),
    ("monthly", "2027-01-05", "2027-01-05"),
])  # fmt: skip
def test_the_next_look(rhythm: str | None, picked: str | None, expected: str) -> None:
    said = {name: found for name, found in (("rhythm", rhythm), ("next", picked)) if found}
    plan, _ = reviewed(**said)
    assert plan["review"] == {"last": DAY, "next": expected}


# --- whatever is said ---

HOWS = st.sampled_from(["done", "moving", "stuck", "not_mine", None])
WORDS = st.one_of(st.none(), st.text("ab ", min_size=1, max_size=5).map(lambda w: w.strip() or "a"))


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    goals = [
        {"id": name, "how": draw(HOWS), "next": draw(st.sampled_from(["keep", "adjust", "replace", "drop", None])),
         "words": draw(WORDS), "why": draw(WORDS)}
        for name in draw(st.lists(st.sampled_from(["g1", "g2", "g9"]), unique=True))
    ]  # fmt: skip
    tools = [
        {"id": name, "how": draw(st.sampled_from(["helped", "not_fit"])), "before": draw(st.integers(0, 3)),
         "next": draw(st.sampled_from(["keep", "replace", "drop", None])), "words": draw(WORDS)}
        for name in draw(st.lists(st.sampled_from(["s1", "s2", "c1", "c9"]), unique=True))
    ]  # fmt: skip
    looks = [{"id": name, "stays": draw(st.sampled_from(["yes", "no", None]))} for name in ("p1", "p2", "p9")]
    return {"day": DAY, "goals": goals, "tools": tools, "people_now": looks, "stuck": {"stress_words": draw(WORDS)}}


@given(records())
@settings(max_examples=150, deadline=None)
def test_whatever_is_said_the_plan_is_whole(record: dict[str, Any]) -> None:
    before, said = copy.deepcopy(PLAN), copy.deepcopy(record)
    found = reviewing.apply(before, record)
    assert (before, record) == (PLAN, said)
    made, problems = loading.load(found.plan, knowledge.vocabulary())
    assert made is not None, problems
    kept = {name for _, name in ids.walk(found.plan)}
    told = {one["id"] for one in found.changes}
    assert {name for _, name in ids.walk(PLAN)} - kept <= told
    assert kept - {name for _, name in ids.walk(PLAN)} <= told | {one.get("by") for one in found.changes} | {"s3"}
    assert {one["id"] for one in found.plan["goals"]} >= {"g1", "g2", "g3"}
