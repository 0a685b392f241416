"""The one reader of the clock, and the day that stands in for today."""

from __future__ import annotations

import datetime
import re
import time

import pytest

from commands.running import Run
from recoveryplan import clock
from recoveryplan.errors import UsageProblem


def test_a_day_stands_in_for_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2031-02-28")
    assert clock.today() == datetime.date(2031, 2, 28)
    assert re.fullmatch(r"2031-02-28T\d{6}", clock.stamp())


def test_without_one_it_is_the_local_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RECOVERYPLAN_TODAY", raising=False)
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        before = time.strftime("%Y-%m-%d")
        assert before <= clock.today().isoformat() <= time.strftime("%Y-%m-%d")
    monkeypatch.undo()
    time.tzset()


def test_two_places_on_earth_have_two_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RECOVERYPLAN_TODAY", raising=False)
    days = []
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        days.append(clock.today())
    monkeypatch.undo()
    time.tzset()
    assert days[0] > days[1]


def test_an_empty_one_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "")
    assert clock.today().year >= 2026


@pytest.mark.parametrize("words", ["ZEBRA-7", "22.11.2026", "2026-13-01", "2026-02-30", "tomorrow", " "])
def test_what_is_no_day_is_told_and_not_repeated(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", words)
    with pytest.raises(UsageProblem) as told:
        clock.today()
    assert "RECOVERYPLAN_TODAY" in str(told.value)
    if words.strip():
        assert words not in str(told.value)


def test_it_is_a_wrong_call_for_a_command(run: Run) -> None:
    answers = "answers_for: new\nreasons: [sleep]\n"
    result = run("new", "--answers", "-", typed=answers, env={"RECOVERYPLAN_TODAY": "ZEBRA-7"})
    assert result.code == 2
    assert "ZEBRA" not in result.all


def test_a_wrong_day_does_not_stand_before_the_lines(run: Run) -> None:
    result = run("lines", "--country", "GB", env={"RECOVERYPLAN_TODAY": "ZEBRA-7"})
    assert result.code == 0
    assert "116 123" in result.out
    assert "ZEBRA" not in result.all


def test_a_wrong_day_does_not_stand_before_the_card(run: Run) -> None:
    result = run("now", env={"RECOVERYPLAN_TODAY": "ZEBRA-7"})
    assert result.code == 0
    assert result.out.startswith("In danger?")


def test_a_plan_has_the_day_it_was_made(run: Run) -> None:
    env = {"RECOVERYPLAN_TODAY": "2028-01-31"}
    answers = "answers_for: new\ngoals:\n- what: rest\n  by: in 2 weeks\nrhythm: monthly\n"
    assert run("new", "--answers", "-", typed=answers, env=env).code == 0
    shown = run("show", "--json", env=env).out
    assert '"updated": "2028-01-31"' in shown
    assert '"by": "2028-02-14"' in shown
    assert '"next": "2028-02-29"' in shown


@pytest.mark.parametrize(
    ("day", "age"),
    [("2026-11-22", "today"), ("2026-12-02", "10 days ago"), ("2027-05-30", "long time"), ("2020-01-01", "")],
)
def test_lines_say_how_old_they_are(day: str, age: str, run: Run) -> None:
    result = run("lines", "--country", "US", env={"RECOVERYPLAN_TODAY": day})
    words = " ".join(result.out.split())
    assert result.code == 0
    assert age in words
    assert "checked on 2026-" in words
    assert "-" + "1" not in words.partition("checked on ")[2][11:30]
