"""Counting days: the person's own days, nothing lost by a setback, nothing below zero when a clock goes back."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoveryplan.living import counting, milestones
from recoveryplan.living.milestones import Mark
from recoveryplan.plan.parts import Counting

TODAY = datetime.date(2026, 11, 22)


def group(**changed: Any) -> dict[str, Any]:
    return {"wanted": "yes", "since": "2026-11-12", "first": "zero", "longest": "30", "total": "100", **changed}


def count(today: datetime.date = TODAY, **changed: Any) -> counting.Count:
    found = counting.count(group(**changed), today)
    assert found is not None
    return found


# --- the count ---


def test_day_zero_or_day_one() -> None:
    assert count().now == 10
    assert count(first="one").now == 11
    assert count(first=None).now == 10
    assert count(since=TODAY.isoformat()).now == 0
    assert count(since=TODAY.isoformat(), first="one").now == 1


def test_longest_and_total_hold_this_count_too() -> None:
    assert (count().longest, count().total) == (30, 110)
    assert count(longest=3).longest == 10
    assert (count(longest=None, total=None).longest, count(longest=None, total=None).total) == (10, 10)


@pytest.mark.parametrize("off", [{"wanted": "no"}, {"wanted": None}, {"since": None}, {"since": "soon"}])
def test_who_does_not_count_hears_nothing_of_days(off: dict[str, Any]) -> None:
    assert counting.count(group(**off), TODAY) is None
    assert counting.count({}, TODAY) is None
    assert counting.count(None, TODAY) is None


@pytest.mark.parametrize("first", ["zero", "one"])
def test_a_clock_that_went_back_makes_nothing_less(first: str) -> None:
    found = count(datetime.date(2026, 3, 1), first=first)
    assert (found.now, found.longest, found.total) == (0, 30, 100)


def test_a_typed_plan_counts_as_its_text_does() -> None:
    typed = Counting.model_validate({**group(), "marks": ["30", "7"]}).model_dump(mode="python", exclude_none=True)
    assert counting.count(typed, TODAY) == count(marks=["30", "7"])


def test_over_a_leap_day_and_a_change_of_summer_time() -> None:
    assert count(datetime.date(2028, 3, 1), since="2028-02-28").now == 2
    assert count(datetime.date(2026, 10, 26), since="2026-10-24").now == 2


# --- after a setback ---

CHOICES = tuple(counting.AFTER)
DAY = datetime.date(2026, 11, 22)


def test_on_leaves_it_as_it_is() -> None:
    assert counting.after_setback(group(), "on", DAY) == group()


def test_from_zero_and_from_one() -> None:
    zero = counting.after_setback(group(marks=[30, 60]), "from_zero", DAY)
    assert zero == {
        "wanted": "yes", "since": "2026-11-22", "first": "zero", "longest": 30, "total": 110, "marks": [30, 60],
    }  # fmt: skip
    assert counting.after_setback(group(), "from_one", DAY)["first"] == "one"


def test_a_longer_run_becomes_the_longest() -> None:
    assert counting.after_setback(group(longest="3"), "from_zero", DAY)["longest"] == 10


def test_stop_keeps_every_number_and_counts_no_more() -> None:
    stopped = counting.after_setback(group(), "stop", DAY)
    assert stopped == {"wanted": "no", "first": "zero", "longest": 30, "total": 110}
    assert counting.count(stopped, DAY) is None
    again = {**stopped, "wanted": "yes", "since": "2026-12-01"}
    assert counting.count(again, datetime.date(2026, 12, 1)).total == 110  # type: ignore[union-attr]


def test_who_never_counted_may_begin() -> None:
    assert counting.after_setback({}, "from_one", DAY) == {"wanted": "yes", "since": "2026-11-22", "first": "one"}
    assert counting.after_setback(None, "on", DAY) == {}


def test_an_unknown_choice_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        counting.after_setback(group(), "reset", DAY)


def test_the_plan_takes_what_comes_out() -> None:
    for choice in CHOICES:
        Counting.model_validate(counting.after_setback(group(marks=[7]), choice, DAY))


def test_the_choices_are_those_of_the_plan() -> None:
    from recoveryplan.workflows import knowledge

    assert set(counting.AFTER) == set(knowledge.vocabulary()["count_next"])


@given(
    st.dates(datetime.date(2000, 1, 1), datetime.date(2030, 1, 1)),
    st.lists(st.tuples(st.sampled_from(CHOICES), st.integers(-30, 200)), max_size=12),
    st.sampled_from(["zero", "one"]),
)
def test_no_row_of_setbacks_takes_a_day_away(since: datetime.date, setbacks: list[tuple[str, int]], first: str) -> None:
    """Told on its own day, by a clock that may go back: nothing that was told gets less, nothing goes below zero."""
    now = {"wanted": "yes", "since": since.isoformat(), "first": first}
    today = since
    for choice, passed in setbacks:
        today += datetime.timedelta(days=passed)
        before = counting.count(now, today)
        now = counting.after_setback(now, choice, today)
        after = counting.count({**now, "wanted": "yes", "since": now.get("since", today.isoformat())}, today)
        assert after is not None
        assert after.now >= 0
        if before is not None:
            assert after.longest >= before.longest
            assert after.total >= before.total


# --- marks and goals ---


def test_marks_reached_before_and_next() -> None:
    found = milestones.marks(count(marks=["90", "7", "20", "7", "0", "x", "30"]))
    assert found.reached == (
        Mark(7, datetime.date(2026, 11, 19)),
        Mark(20, None, before=True),
        Mark(30, None, before=True),
    )
    assert found.next == Mark(20, datetime.date(2026, 12, 2))


def test_a_mark_comes_a_day_sooner_for_who_begins_with_one() -> None:
    assert milestones.marks(count(first="one", marks=["7"])).reached == (Mark(7, datetime.date(2026, 11, 18)),)


def test_no_marks_no_milestones() -> None:
    assert milestones.marks(count()) == milestones.Marks((), None)
    assert milestones.marks(count(marks=["7"])).next is None


def test_a_mark_beyond_the_calendar_has_no_day() -> None:
    assert milestones.marks(count(since="9999-12-01", marks=["999999"])).next == Mark(999999, None)


PLAN = {
    "goals": [
        {"id": "g1", "what": "three groups a week"},
        {"id": "g2", "what": "a walk", "status": "reached", "reached": "2026-10-04"},
        {"id": "g3", "what": "guitar", "status": "dropped"},
        {"id": "g4", "what": "sleep by ten", "status": "reached"},
        {"id": "g5", "what": "a course", "status": "open"},
    ]
}


def test_goals_reached_and_going_on() -> None:
    found = milestones.goals(PLAN)
    assert [(goal.what, goal.day) for goal in found.reached] == [
        ("sleep by ten", None),
        ("a walk", datetime.date(2026, 10, 4)),
    ]
    assert [goal.what for goal in found.going] == ["three groups a week", "a course"]


def test_a_reached_goal_that_left_the_plan_is_not_forgotten() -> None:
    review = {
        "day": "2026-09-01",
        "goals": [
            {"id": "g9", "what": "a run", "how": "done", "reached": "2026-08-30"},
            {"id": "g1", "what": "three groups a week", "how": "done"},
            {"id": "g8", "what": "a swim", "how": "moving"},
        ],
    }
    found = milestones.goals(PLAN, [review])
    assert [goal.what for goal in found.reached] == ["sleep by ten", "a run", "a walk"]
    assert [goal.what for goal in found.going] == ["three groups a week", "a course"]


def test_an_odd_plan_has_no_goals() -> None:
    for odd in ({}, {"goals": None}, {"goals": "x"}, {"goals": ["x", {"what": "no id"}]}):
        assert milestones.goals(odd) == milestones.Goals((), ())


@pytest.mark.parametrize("choice", ["from_zero", "from_one", "stop", "on"])
@pytest.mark.parametrize("first", ["zero", "one"])
def test_a_setback_from_before_the_count_takes_nothing_and_adds_nothing(first: str, choice: str) -> None:
    """The count began after it: no day is counted twice, and what was told as counted is not taken back."""
    today = datetime.date(2026, 11, 22)
    before = {"wanted": "yes", "since": "2026-11-15", "first": first, "longest": 40, "total": 60}
    told = counting.count(before, today)
    after = counting.after_setback(before, choice, datetime.date(2026, 10, 1), today)
    assert told is not None
    if choice == "stop":
        assert (after["wanted"], after["longest"], after["total"]) == ("no", 40, told.total)
    else:
        assert after == before
