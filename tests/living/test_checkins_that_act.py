"""What of a check-in acts: falls in a row and low hope, counted by day; and what is kept of one."""

from __future__ import annotations

from typing import Any

import pytest

from recoveryplan.living import checkins

SKIPPED = None


def days(scale: str, numbers: list[int | None], start: int = 1) -> list[dict[str, Any]]:
    """A check-in a day with this answer; None for one that was skipped."""
    return [
        {"checkin": 1, "day": f"2026-11-{day:02d}"} | ({} if number is SKIPPED else {scale: number})
        for day, number in enumerate(numbers, start)
    ]


# scale, the days before, today → falls in a row
FALLS: list[tuple[str, list[int | None], int | None, int]] = [
    ("mood", [], 5, 0),
    ("mood", [5], 4, 1),
    ("mood", [8, 7, 6], 5, 3),
    ("mood", [9, 8, 7, 6], 5, 3),
    ("mood", [7, 6], 5, 2),
    ("mood", [8, 7, 7], 6, 1),
    ("mood", [8, 7, 6], 6, 0),
    ("mood", [8, 7, 6], 7, 0),
    ("mood", [8, SKIPPED, 7, 6], 5, 3),
    ("mood", [8, 7, SKIPPED, SKIPPED, 6], 5, 3),
    ("mood", [8, 7, 6, 5], SKIPPED, 3),
    ("hope", [8, 7, 6], 5, 3),
    ("hope", [5, 6, 7], 8, 0),
    ("craving", [3, 4, 5], 6, 3),
    ("craving", [6, 5, 4], 3, 0),
    ("craving", [3, 4, 5], 5, 0),
    ("sleep", [8, 7, 6], 5, 0),
    ("connection", [8, 7, 6], 5, 0),
]


@pytest.mark.parametrize(("scale", "before", "today", "falls"), FALLS)
def test_falls_in_a_row(scale: str, before: list[int | None], today: int | None, falls: int) -> None:
    now = {} if today is SKIPPED else {scale: today}
    assert checkins.facts(now, "2026-11-12", days(scale, before)).get("falls", 0) == falls


@pytest.mark.parametrize("today", [5, SKIPPED])
def test_harder_days_of_long_ago_are_not_one_after_the_other(today: int | None) -> None:
    now = {} if today is SKIPPED else {"mood": today}
    long_ago = [
        {"checkin": 1, "day": day, "mood": mood}
        for day, mood in (("2026-01-03", 8), ("2026-03-06", 7), ("2026-05-04", 6), ("2026-05-05", 5))
    ]
    assert checkins.facts(now, "2026-11-22", long_ago) == {}


def test_the_first_day_there_is_has_no_days_before_it() -> None:
    assert checkins.facts({"mood": 5}, "0001-01-10", []) == {}


def test_several_on_one_day_are_one_day() -> None:
    """Three check-ins in an hour are one hard hour, not three falls; the last of the day counts."""
    same = [{"checkin": 1, "day": "2026-11-20", "mood": mood} for mood in (9, 8, 7)]
    assert checkins.facts({"mood": 6}, "2026-11-20", same) == {}
    assert checkins.facts({"mood": 6}, "2026-11-21", same) == {"falls": 1}
    assert checkins.facts({"mood": 8}, "2026-11-21", same) == {}


@pytest.mark.parametrize(
    ("before", "today", "high"),
    [([9], SKIPPED, 1), ([9, 10], SKIPPED, 2), ([9, 8], SKIPPED, 0), ([10], 3, 0), ([10], 9, 0), ([], SKIPPED, 0)],
)
def test_a_craving_left_out_after_a_strong_one(before: list[int | None], today: int | None, high: int) -> None:
    now = {} if today is SKIPPED else {"craving": today}
    assert checkins.facts(now, "2026-11-08", days("craving", before)).get("high", 0) == high


def test_a_scale_that_was_not_met_yet_says_nothing() -> None:
    before = days("mood", [8, 7, 6, 5]) + days("hope", [2, 1], start=10)
    assert checkins.facts({}, "2026-11-12", before, asked=()) == {}
    assert checkins.facts({}, "2026-11-12", before, asked=("mood",)) == {"falls": 3}
    assert checkins.facts({}, "2026-11-12", before, asked=("hope",)) == {"falls": 1, "low": 2}


def test_hope_of_long_ago_is_not_called_the_last_time() -> None:
    assert checkins.facts({}, "2026-11-15", days("hope", [1])) == {"low": 1}
    assert checkins.facts({}, "2026-11-16", days("hope", [1])) == {}


def test_days_after_the_one_it_is_for_do_not_count() -> None:
    """A late check-in for Monday is not compared with Tuesday."""
    before = days("mood", [8, 7, 6, 1])
    assert checkins.facts({"mood": 5}, "2026-11-03", before) == {"falls": 2}


# the days before, today → low days in a row: only where hope was left out today
LOWS: list[tuple[list[int | None], int | None, int]] = [
    ([2, 1, 0], SKIPPED, 3),
    ([2, 1], SKIPPED, 2),
    ([2, 1, 3], SKIPPED, 0),
    ([3, 2, 1, 2], SKIPPED, 3),
    ([2, 1, 0, SKIPPED], SKIPPED, 3),
    ([2, 1, 0], 5, 0),
    ([2, 1, 0], 1, 0),
    ([], SKIPPED, 0),
]


@pytest.mark.parametrize(("before", "today", "low"), LOWS)
def test_hope_left_out_after_low_days(before: list[int | None], today: int | None, low: int) -> None:
    now = {} if today is SKIPPED else {"hope": today}
    assert checkins.facts(now, "2026-11-08", days("hope", before)).get("low", 0) == low


def test_what_is_kept_has_no_fact_that_is_worked_out_and_nothing_empty() -> None:
    record = {
        "day": "2026-11-22", "hope": 0, "falls": 3, "low": 3,
        "own": [{"id": "l1", "name": "pain", "low": "none", "high": "bad", "score": 0}, {"id": "l2", "name": "rest"}],
    }  # fmt: skip
    assert checkins.kept(record) == {
        "day": "2026-11-22", "hope": 0, "own": [{"id": "l1", "name": "pain", "score": 0}],
    }  # fmt: skip


def test_a_check_in_with_nothing_in_it_says_nothing() -> None:
    assert not checkins.says_something({"day": "2026-11-22", "at": "x", "falls": 2, "own": [{"id": "l1", "name": "x"}]})
    assert checkins.says_something({"day": "2026-11-22", "mood": 0})
