"""The calendar file, read back by another program's parser and expanded over two years."""

from __future__ import annotations

import datetime
import getpass
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from commands.running import process_env
from recoveryplan import calendar
from recoveryplan.calendar import Dated

SINCE = datetime.date(2026, 11, 22)
UNTIL = datetime.date(2028, 11, 22)


def days(data: bytes, since: datetime.date = SINCE, until: datetime.date = UNTIL) -> list[datetime.date]:
    """Every day that the calendar file has something on, in order, the last day of the range too."""
    end = until + datetime.timedelta(days=1)
    return sorted(event.start for event in recurring_ical_events.of(Calendar.from_ical(data)).between(since, end))


def of_one(day: str, months: int) -> bytes:
    return calendar.build([Dated("hard date", "y1", datetime.date.fromisoformat(day), months, "x")])


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def tree(**more: Any) -> dict[str, Any]:
    return {"schema_version": "1", "version": "3", "updated": "2026-11-22", **more}


FULL = tree(
    review={"next": "2026-12-31"},
    preferences={"rhythm": "monthly"},
    goals=[
        {"id": "g1", "what": "three groups a week", "by": "2026-12-22"},
        {"id": "g2", "what": "reached", "by": "2026-12-23", "status": "reached"},
        {"id": "g3", "what": "let go", "by": "2026-12-24", "status": "dropped"},
        {"id": "g4", "what": "going on", "by": "2026-12-25", "status": "open"},
        {"id": "g5", "what": "no day"},
    ],
    hard_dates=[
        {"id": "y1", "what": "the day she died", "on": "2024-02-29", "every": "year"},
        {"id": "y2", "what": "pay day", "on": "2026-11-30", "every": "month"},
        {"id": "y3", "what": "court", "on": "2027-01-15"},
        {"id": "y4", "what": "some day", "every": "year"},
    ],
    medicine={
        "naloxone_expires": "2027-05-01",
        "items": [
            {"id": "i1", "name": "Antabuse", "refill": "2027-02-01"},
            {"id": "i2", "name": "other", "refill": "every second Monday"},
        ],
    },
    keep_distance=[{"id": "x1", "who": "Robert from the bar"}],
)


# --- which dates, and under what name ---


def test_what_has_a_day_is_in_it_and_nothing_else() -> None:
    found = [one.key for one in calendar.dated(FULL)]
    assert found == [
        ("review", "next"), ("goal", "g1"), ("goal", "g4"), ("hard date", "y1"), ("hard date", "y2"),
        ("hard date", "y3"), ("naloxone", "expires"), ("refill", "i1"),
    ]  # fmt: skip


@pytest.mark.parametrize("nothing", [{}, tree(), tree(goals=[]), tree(hard_dates=[{"id": "y1", "what": "x"}])])
def test_a_plan_without_days_has_none(nothing: dict[str, Any]) -> None:
    assert calendar.dated(nothing) == []


@pytest.mark.parametrize("odd", ["", "soon", "2026-13-01", "20261222", "2026-W51-1", "2027-02-29", None, 5])
def test_what_is_no_day_is_passed_over(odd: object) -> None:
    assert calendar.dated(tree(goals=[{"id": "g1", "what": "x", "by": odd}])) == []


def test_names_are_neutral_unless_asked() -> None:
    data = calendar.build(calendar.dated(FULL))
    assert {str(event["SUMMARY"]) for event in events(data)} == {"A look at my plan", "A date of mine"}
    for word in (b"groups", b"died", b"pay", b"court", b"Antabuse", b"naloxone", b"recovery", b"Robert"):
        assert word.lower() not in data.lower()


def test_own_words_when_asked() -> None:
    found = calendar.dated(FULL)
    data = calendar.build(found, calendar.own_words(FULL, FULL))
    assert [str(event["SUMMARY"]) for event in events(data)] == [
        "A look at my plan", "three groups a week", "going on", "the day she died", "pay day", "court",
        "Get new naloxone", "Refill: Antabuse",
    ]  # fmt: skip
    assert {str(alarm["DESCRIPTION"]) for alarm in Calendar.from_ical(data).walk("VALARM")} == {
        "Tomorrow: a date of mine"
    }


@pytest.mark.parametrize("words", ["lunch with Robert", "ROBERT'S birthday", "robert from the bar", "no more Robert."])
def test_a_title_never_names_who_is_kept_away(words: str) -> None:
    plan = FULL | {"goals": [{"id": "g1", "what": words, "by": "2026-12-22"}]}
    titles = calendar.own_words(plan, plan)
    assert ("goal", "g1") not in titles
    assert ("hard date", "y3") in titles
    assert b"robert" not in calendar.build(calendar.dated(plan), titles).lower()


def test_who_is_kept_away_counts_also_where_less_of_the_plan_is_shown() -> None:
    less = {key: value for key, value in FULL.items() if key != "keep_distance"}
    less["goals"] = [{"id": "g1", "what": "lunch with Robert", "by": "2026-12-22"}]
    assert ("goal", "g1") not in calendar.own_words(less, FULL)
    assert ("goal", "g1") in calendar.own_words(less, less)
    assert ("goal", "g4") not in calendar.own_words(less, FULL)


def test_a_name_is_found_however_it_is_written() -> None:
    who = [{"id": "x1", "who": "my ex rob"}, {"id": "x2", "who": "Zoë O'Neil"}, {"id": "x3", "who": "李伟"}]
    for words in (
        "not text rob",
        "return Rob's keys",
        "not see zoe",
        "oneil moves",
        "not call 李伟了",
        "@ROB999 blocked",
    ):
        plan = tree(keep_distance=who, goals=[{"id": "g1", "what": words, "by": "2026-12-22"}])
        assert calendar.own_words(plan, plan) == {}


def test_small_words_of_such_a_name_do_not_hide_all_others() -> None:
    plan = tree(keep_distance=[{"id": "x1", "who": "The man of my street"}], goals=[])
    plan["goals"] = [{"id": "g1", "what": "walk the dog of my sister", "by": "2026-12-22"}]
    assert calendar.own_words(plan, plan) == {("goal", "g1"): "walk the dog of my sister"}


HOSTILE = "a; b, c\\n d\r\nEND:VEVENT\nBEGIN:VALARM\n\x1b[31m\u202eé☃" + "w" * 200


def test_own_words_are_never_lines_of_the_file() -> None:
    plan = tree(goals=[{"id": "g1", "what": HOSTILE, "by": "2026-12-22"}])
    found = calendar.dated(plan)
    data = calendar.build(found, calendar.own_words(plan, plan))
    (event,) = events(data)
    assert str(event["SUMMARY"]) == "a; b, c\\n d END:VEVENT BEGIN:VALARM [31mé☃" + "w" * 200
    assert len(list(event.walk("VALARM"))) == 1
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\x1b" not in data


# --- what stands in each of them ---


def test_all_day_private_free_and_told_the_day_before() -> None:
    for event in events(calendar.build(calendar.dated(FULL), updated="2026-11-22", sequence=3)):
        assert type(event["DTSTART"].dt) is datetime.date
        assert event["DTEND"].dt - event["DTSTART"].dt == datetime.timedelta(days=1)
        assert (event["CLASS"], event["TRANSP"], event["SEQUENCE"]) == ("PRIVATE", "TRANSPARENT", 3)
        (alarm,) = event.walk("VALARM")
        assert alarm["ACTION"] == "DISPLAY"
        before = datetime.datetime.combine(event["DTSTART"].dt, datetime.time()) + alarm["TRIGGER"].dt
        assert before.date() == event["DTSTART"].dt - datetime.timedelta(days=1)
        assert 8 <= before.hour <= 20


def test_the_first_and_the_last_day_there_are() -> None:
    for day in ("0001-01-01", "9999-12-31"):
        (event,) = events(of_one(day, 0))
        assert event["DTSTART"].dt == datetime.date.fromisoformat(day)


def test_ids_stay_when_words_and_days_change() -> None:
    def ids(plan: dict[str, Any]) -> list[str]:
        return [str(event["UID"]) for event in events(calendar.build(calendar.dated(plan), updated=plan["updated"]))]

    later = {
        **FULL,
        "version": "9",
        "updated": "2027-03-01",
        "review": {"next": "2027-04-30"},
        "goals": [{**goal, "what": "other words", "by": "2027-06-01"} for goal in FULL["goals"]],
    }
    assert set(ids(FULL)) < set(ids(later))  # one goal has got a day
    assert len(set(ids(FULL))) == len(ids(FULL))


def test_ids_of_two_kinds_do_not_meet() -> None:
    plan = tree(
        goals=[{"id": "a1", "what": "x", "by": "2026-12-22"}],
        hard_dates=[{"id": "a1", "what": "x", "on": "2026-12-22"}],
    )
    one, other = events(calendar.build(calendar.dated(plan)))
    assert one["UID"] != other["UID"]


PRINT = """
import json, sys
from recoveryplan import calendar
plan = json.loads(sys.argv[1])
found = calendar.dated(plan)
sys.stdout.buffer.write(calendar.build(found, calendar.own_words(plan, plan), plan["updated"], 3))
"""


def test_the_same_plan_gives_the_same_bytes_anywhere() -> None:
    import json

    found = calendar.dated(FULL)
    here = calendar.build(found, calendar.own_words(FULL, FULL), FULL["updated"], 3)
    for env in ({"TZ": "Pacific/Auckland"}, {"TZ": "America/New_York", "PYTHONHASHSEED": "7"}, {"LC_ALL": "C"}):
        done = subprocess.run(
            [sys.executable, "-c", PRINT, json.dumps(FULL)], env=process_env(env), capture_output=True, check=True
        )
        assert done.stdout == here


def test_nothing_tells_of_the_computer_or_the_program() -> None:
    data = calendar.build(calendar.dated(FULL), updated="2026-11-22", sequence=3)
    told = {socket.gethostname(), getpass.getuser(), os.getcwd(), "recoveryplan", "icalendar", "@"}
    assert [word for word in told if word.lower().encode() in data.lower()] == []
    assert {event["DTSTAMP"].dt.isoformat() for event in events(data)} == {"2026-11-22T00:00:00+00:00"}


def test_a_plan_without_a_day_of_its_own_still_has_a_fixed_stamp() -> None:
    assert calendar.build(calendar.dated(FULL)) == calendar.build(calendar.dated(FULL), updated="not a day")


# --- coming again ---


def test_a_monthly_look_at_the_end_of_each_month() -> None:
    found = days(calendar.build(calendar.dated(tree(review={"next": "2026-12-31"}, preferences={"rhythm": "monthly"}))))
    assert [str(day) for day in found[:4]] == ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]
    assert datetime.date(2028, 2, 29) in found
    assert len(found) == 23


def test_a_quarterly_look_keeps_to_the_end_of_short_months() -> None:
    plan = tree(review={"next": "2026-11-30"}, preferences={"rhythm": "quarterly"})
    assert [str(day) for day in days(calendar.build(calendar.dated(plan)))] == [
        "2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30", "2027-11-30", "2028-02-29", "2028-05-30", "2028-08-30",
    ]  # fmt: skip


def test_a_look_without_a_rhythm_comes_once() -> None:
    assert len(days(calendar.build(calendar.dated(tree(review={"next": "2026-12-31"}))))) == 1


def test_29_february_is_told_each_year() -> None:
    found = days(of_one("2024-02-29", 12), datetime.date(2024, 1, 1), datetime.date(2033, 1, 1))
    assert [str(day) for day in found] == [
        "2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28",
        "2032-02-29",
    ]  # fmt: skip


def test_28_february_stays_what_it_is() -> None:
    assert [str(day) for day in days(of_one("2027-02-28", 12))] == ["2027-02-28", "2028-02-28"]


def by_counting(day: datetime.date, months: int, until: datetime.date) -> list[datetime.date]:
    """The days as a person would count them on paper."""
    found, number = [], 0
    while True:
        month = day.month - 1 + number * months
        year, month = day.year + month // 12, month % 12 + 1
        after = datetime.date(year + month // 12, month % 12 + 1, 1)
        last = (after - datetime.timedelta(days=1)).day
        one = datetime.date(year, month, min(day.day, last))
        if one > until:
            return found
        found.append(one)
        number += 1


DAYS = st.dates(datetime.date(2023, 1, 1), datetime.date(2028, 12, 31))
AT_THE_END = st.builds(
    lambda year, month, back: datetime.date(year, month, 28) + datetime.timedelta(days=back),
    st.integers(2023, 2028), st.integers(1, 12), st.integers(0, 3),
)  # fmt: skip


@given(DAYS | AT_THE_END, st.sampled_from([1, 3, 12]))
def test_every_day_comes_again_when_it_should(day: datetime.date, months: int) -> None:
    until = day + datetime.timedelta(days=731)
    assert days(of_one(day.isoformat(), months), day, until) == by_counting(day, months, until)


def plain_rule(day: datetime.date, months: int) -> dict[str, object]:
    """What one writes first: months that are too short are then passed over."""
    return {"freq": "YEARLY"} if months == 12 else {"freq": "MONTHLY", "interval": months}


def last_day_rule(day: datetime.date, months: int) -> dict[str, object]:
    """Another first thought: every late day becomes the last one."""
    return plain_rule(day, months) | ({"bymonthday": -1} if day.day > 28 and months != 12 else {})


@pytest.mark.parametrize("bad", [plain_rule, last_day_rule])
def test_a_wrong_rule_is_caught(bad: Callable[..., dict[str, object]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar, "rule", bad)
    wrong = []
    for start, months in (("2027-01-30", 1), ("2027-01-29", 1), ("2024-02-29", 12)):
        day = datetime.date.fromisoformat(start)
        until = day + datetime.timedelta(days=731)
        wrong.append(days(of_one(start, months), day, until) != by_counting(day, months, until))
    assert any(wrong)
