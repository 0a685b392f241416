"""Trends: honest about what little there is, no verdict, and a gap stays a gap."""

from __future__ import annotations

import datetime
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoveryplan.living import trends
from recoveryplan.living.trends import Point

TODAY = datetime.date(2026, 11, 22)


def day(words: str) -> datetime.date:
    return datetime.date.fromisoformat(words)


def points(start: str, *scores: float | None, step: int = 1) -> list[Point]:
    first = day(start)
    days = ((first + datetime.timedelta(days=step * n), score) for n, score in enumerate(scores))
    return [Point(when, score) for when, score in days if score is not None]


def told(*args: object, **more: int) -> str:
    return trends.told("Mood", points(*args, **more), TODAY)  # type: ignore[arg-type]


# --- the sentence ---


def test_up_and_down_are_told_the_same_way() -> None:
    assert told("2026-08-03", *[4] * 30, *[5] * 30, *[7] * 30) == "Mood: up from 4 to 7 since August."
    assert told("2026-08-03", *[7] * 30, *[5] * 30, *[4] * 30) == "Mood: down from 7 to 4 since August."


def test_a_craving_that_goes_down_is_just_down() -> None:
    said = trends.told("Craving", points("2026-08-03", *[8] * 40, *[2] * 40), TODAY)
    assert said == "Craving: down from 8 to 2 since August."


def test_a_small_step_is_about_the_same() -> None:
    assert told("2026-08-03", *[5] * 45, *[5, 6] * 22) == "Mood: about the same since August, near 5.5."


def test_a_short_range_is_told_by_its_day() -> None:
    assert told("2026-11-02", *[3] * 10, *[6] * 10) == "Mood: up from 3 to 6 since 2 November."


def test_another_year_is_named() -> None:
    assert told("2025-08-03", *[3] * 200, *[6] * 270) == "Mood: up from 3 to 6 since August 2025."


def test_what_ended_a_while_ago_does_not_go_on_till_today() -> None:
    assert told("2026-05-04", *[3] * 30, *[6] * 40) == "Mood: up from 3 to 6 from May to July."


@pytest.mark.parametrize("count", range(1, trends.LEAST_DAYS))
def test_too_few_say_so(count: int) -> None:
    some = "1 check-in" if count == 1 else f"{count} check-ins"
    assert told("2026-09-01", *range(count), step=20) == f"Mood: {some}, too few to tell a trend."


def test_too_short_a_time_says_so() -> None:
    said = told("2026-11-12", *range(1, 10))
    assert said == "Mood: 9 check-ins on 9 days, too short a time to tell a trend."


def test_many_on_one_day_are_one_day() -> None:
    many = [Point(TODAY, 3)] * 40
    assert trends.told("Mood", many, TODAY) == "Mood: 40 check-ins, too few to tell a trend."
    assert trends.daily(many) == [Point(TODAY, 3)]


def test_up_and_down_a_lot_is_no_trend() -> None:
    assert (
        told("2026-10-01", 2, 9, 1, 4, 4, 9, 3, 8, step=5)
        == "Mood: no clear way since 1 October: up and down between 1 and 9."
    )


def test_the_last_weeks_that_went_another_way_are_told_without_a_verdict() -> None:
    scores = [*[4] * 28, *[7] * 39, *[5] * 14]
    assert told("2026-09-03", *scores) == (
        "Mood: up from 4 to 5 since September. In the last two weeks it was lower: 5, and 7 in the weeks before."
    )
    other = [10 - score for score in scores]
    assert "In the last two weeks it was higher: 5, and 3 in the weeks before." in told("2026-09-03", *other)
    even = [*[3] * 27, *[5] * 33, *[3] * 14]
    assert (
        "about the same since September, near 3. In the last two weeks it was lower: 3, and 5 in the weeks before."
        in told("2026-09-10", *even)
    )


def test_the_last_weeks_are_not_told_where_they_go_the_same_way_or_are_long_over() -> None:
    scores = [*[4] * 28, *[7] * 39, *[5] * 14]
    assert "two weeks" not in told("2026-08-20", *scores)  # the last answer was on 8 November
    assert "two weeks" not in told("2026-10-20", *[7] * 20, *[5] * 14)  # too short a time to look at twice
    assert "two weeks" not in told("2026-09-03", *[4] * 60, *[6] * 21)
    assert "two weeks" not in told("2026-09-03", *[4] * 28, *[7] * 39, *[6] * 14)  # a small step
    assert "two weeks" not in told("2026-09-03", *[4] * 28, *[7] * 39, *[None] * 12, 5, 5)  # two days tell nothing


def test_a_gap_does_not_stretch_what_is_compared() -> None:
    """Ten days in May, nothing until September: the first part must not reach into it."""
    sparse = [*points("2026-05-01", *[3] * 10), *points("2026-09-01", *[8] * 60)]
    found = trends.trend(sparse)
    assert found.first is not None
    assert (found.first.middle, found.first.until) == (3, day("2026-05-10"))


def test_one_odd_day_changes_nothing() -> None:
    scores = [*[4] * 30, *[4] * 30, *[7] * 29, 0]
    assert told("2026-08-20", *scores) == "Mood: up from 4 to 7 since August."


def test_no_points_no_trend() -> None:
    assert trends.trend([]).way == "few"
    assert trends.told("Mood", [], TODAY) == "Mood: no answers here."


def test_pure_noise_is_hardly_ever_a_trend() -> None:
    """Half a year in which nothing changes, a hundred times: a way may be told of very few."""
    seen = []
    for seed in range(100):
        chance = random.Random(seed)
        scores = [min(10, max(0, round(chance.gauss(5, 1.5)))) for _ in range(180)]
        seen.append(trends.trend(points("2026-05-22", *scores)).way)
    assert seen.count("up") + seen.count("down") <= 3


def test_a_real_change_is_seen_through_noise() -> None:
    seen = []
    for seed in range(40):
        chance = random.Random(seed)
        scores = [min(10, max(0, round(chance.gauss(4 + 3 * n / 180, 1.5)))) for n in range(180)]
        seen.append(trends.trend(points("2026-05-22", *scores)).way)
    assert seen.count("up") >= 38


VERDICTS = {"good", "bad", "better", "worse", "improved", "well", "great", "success", "only", "missed", "still"}


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 10)), max_size=60))
def test_any_points_make_a_calm_sentence(raw: list[tuple[int, int]]) -> None:
    made = [Point(TODAY - datetime.timedelta(days=back), score) for back, score in raw]
    said = trends.told("Mood", made, TODAY)
    assert said.startswith("Mood: ")
    assert said.endswith(".")
    assert not set(said.strip(".").lower().split()) & VERDICTS
    found = trends.trend(made)
    if found.first and found.last:
        assert found.first.until < found.last.since
        assert (abs(found.last.middle - found.first.middle) >= 1) or found.way in {"same", "unclear"}


# --- numbers asked a few times a year ---


def test_the_first_and_the_last() -> None:
    assert trends.ends("Sure", points("2026-06-10", 6, 7, 8, step=70), TODAY) == "Sure: 6 in June, then 8 in October."
    assert trends.ends("Sure", points("2026-06-10", 6), TODAY) == "Sure: 6 in June."
    assert (
        trends.ends("Sure", points("2026-11-03", 6, 4, step=9), TODAY)
        == "Sure: 6 on 3 November, then 4 on 12 November."
    )
    assert trends.ends("Sure", [], TODAY) == ""


# --- weeks and months ---


def test_a_gap_is_empty_and_nothing_is_filled_in() -> None:
    two = [*points("2026-11-02", 4), *points("2026-11-18", 8)]
    held = trends.buckets(two, day("2026-11-01"), TODAY, "week")
    assert [one.middle for one in held] == [None, 4, None, 8]
    assert trends.spark(held) == "·▄·▇"
    assert trends.digits(held) == "- 4 - 8"


def test_the_signs_stand_for_0_to_10_whatever_the_range() -> None:
    held = trends.buckets(points("2026-01-05", *range(11), step=7), day("2026-01-05"), day("2026-03-22"), "week")
    assert trends.spark(held) == "▁▂▂▃▄▅▅▆▇▇█"
    assert trends.digits(held) == "0 1 2 3 4 5 6 7 8 9 10"


def test_a_bucket_has_middle_lowest_highest_and_days() -> None:
    held = trends.buckets(points("2026-11-02", 4, 9, 5), day("2026-11-02"), day("2026-11-08"), "week")
    assert held == [trends.Bucket(day("2026-11-02"), 5, 4, 9, 3)]


def test_what_lies_outside_the_range_is_left_out() -> None:
    held = trends.buckets(points("2026-10-01", *[5] * 60), day("2026-10-05"), day("2026-10-11"), "week")
    assert [one.days for one in held] == [7]


@pytest.mark.parametrize(
    ("unit", "begins"),
    [
        ("week", ["2026-09-28", "2026-10-05", "2026-10-12"]),
        ("month", ["2026-10-01"]),
        ("quarter", ["2026-10-01"]),
        ("year", ["2026-01-01"]),
    ],
)
def test_where_units_begin(unit: trends.Unit, begins: list[str]) -> None:
    found = trends.starts(day("2026-10-01"), day("2026-10-13"), unit)
    assert [start.isoformat() for start in found] == begins


def test_a_leap_day_and_a_new_year() -> None:
    assert trends.months_after(day("2026-08-31"), -6) == day("2026-02-28")
    assert trends.months_after(day("2028-08-31"), -6) == day("2028-02-29")
    assert trends.months_after(day("2026-01-31"), 1) == day("2026-02-28")
    assert trends.months_after(day("2026-01-15"), -1) == day("2025-12-15")
    weeks = trends.starts(day("2027-12-30"), day("2028-01-04"), "week")
    assert [start.isoformat() for start in weeks] == ["2027-12-27", "2028-01-03"]


@given(st.dates(), st.integers(0, 4000), st.sampled_from(["week", "month", "quarter", "year"]))
def test_units_cover_any_range_once(first: datetime.date, length: int, unit: trends.Unit) -> None:
    last = first + datetime.timedelta(days=min(length, (datetime.date.max - first).days))
    begins = trends.starts(first, last, unit)
    assert begins == sorted(set(begins))
    assert begins[0] <= first
    assert trends.start_of(first, unit) == begins[0]
    held = trends.buckets([Point(first, 1), Point(last, 1)], first, last, unit)
    assert sum(one.days for one in held) == 2


def test_the_unit_is_the_smallest_that_fits() -> None:
    since = trends.months_after(TODAY, -6)
    assert trends.unit_for(since, TODAY, 36) == "week"
    assert trends.unit_for(since, TODAY, 10) == "month"
    assert trends.unit_for(day("2016-11-22"), TODAY, 48) == "quarter"
    assert trends.unit_for(day("1016-11-22"), TODAY, 48) == "year"
