"""Each kind of answer: what is taken, what is refused and in which words, and how it reads."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from recoveryplan.interview import kinds
from recoveryplan.interview.definitions import KINDS
from recoveryplan.interview.prompts import Option, Prompt, Value
from recoveryplan.plan import days

OPTIONS = (Option("bar", "The bar"), Option("pay_day", "Pay day"), Option("2nd", "A second one"))
PROMPTS = {
    "text": Prompt("k", "text", "?"),
    "long": Prompt("k", "long", "?"),
    "number": Prompt("k", "number", "?", least=1, most=30),
    "scale": Prompt("k", "scale", "?"),
    "date": Prompt("k", "date", "?"),
    "yes_no": Prompt("k", "yes_no", "?"),
    "choice": Prompt("k", "choice", "?", options=OPTIONS),
    "many": Prompt("k", "many", "?", options=OPTIONS),
    "named": Prompt(
        "k", "named", "?", options=(Option("GB", "United Kingdom", "uk, britain"), Option("US", "United States", "usa"))
    ),
}
"""A prompt of each kind."""


def test_every_kind_that_is_prompted_has_a_row_and_a_test() -> None:
    assert set(kinds.KINDS) == set(PROMPTS)
    assert set(KINDS) - {"picks", "things"} == set(PROMPTS)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", "  I want to sleep. ", "I want to sleep."),
        ("text", "[sponsor] {{ 7*7 }}", "[sponsor] {{ 7*7 }}"),
        ("text", "a\x1b[31mb\x07", "a[31mb"),
        ("text", "café", "café"),
        ("long", "one\n\ntwo  \n", "one\n\ntwo"),
        ("number", "30", 30),
        ("number", " 07 ", 7),
        ("scale", "0", 0),
        ("scale", "10", 10),
        ("yes_no", "Y", "yes"),
        ("yes_no", "2", "no"),
        ("yes_no", "No", "no"),
        ("choice", "1", "bar"),
        ("choice", "Pay day", "pay_day"),
        ("choice", "PAY_DAY", "pay_day"),
        ("many", "3 1", ["bar", "2nd"]),
        ("many", "1, 2;1", ["bar", "pay_day"]),
        ("named", "uk", "GB"),
        ("named", "us", "US"),
        ("named", "United Kingdom", "GB"),
    ],
)
def test_what_is_taken(kind: str, typed: str, value: Value) -> None:
    assert kinds.parse(PROMPTS[kind], typed) == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        *((kind, "") for kind in PROMPTS),
        *((kind, " \x1b\x00 ") for kind in PROMPTS),
        *(("number", typed) for typed in ("0", "31", "-1", "1.5", "1_0", "nan", "1e1", "9999999", "²", "seven")),
        *(("scale", typed) for typed in ("11", "ten", "-0")),
        *(("yes_no", typed) for typed in ("maybe", "3", "yess")),
        *(("choice", typed) for typed in ("0", "4", "1 2", "²", "the", "-1", "99999999999999999999")),
        *(("many", typed) for typed in ("1 4", "0", "1 x", ", ,")),
        *(("named", typed) for typed in ("united", "1", "Atlantis")),
    ],
)
def test_what_is_refused_kindly(kind: str, typed: str) -> None:
    with pytest.raises(kinds.NotThat) as told:
        kinds.parse(PROMPTS[kind], typed)
    words = str(told.value)
    assert words.startswith("Please ")
    assert words.endswith(".")
    assert not typed.strip().isalpha() or typed not in words.split()


def test_many_more_than_there_is_room_for_is_refused() -> None:
    prompt = Prompt("k", "many", "?", options=OPTIONS, most=2)
    assert kinds.parse(prompt, "1 2") == ["bar", "pay_day"]
    with pytest.raises(kinds.NotThat, match="up to 2"):
        kinds.parse(prompt, "1 2 3")


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("text", "sleep", "sleep"),
        ("number", 7, "7"),
        ("scale", 0, "0"),
        ("date", "2026-12-20", "Sunday, 20 December 2026"),
        ("yes_no", "yes", "Yes"),
        ("yes_no", "no", "No"),
        ("choice", "pay_day", "Pay day"),
        ("many", ["bar", "pay_day"], "The bar; Pay day"),
        ("many", ["something else"], "something else"),
        ("named", "GB", "United Kingdom"),
    ],
)
def test_how_it_reads(kind: str, value: Value, words: str) -> None:
    assert kinds.read_back(PROMPTS[kind], value) == words


@pytest.mark.parametrize("kind", PROMPTS)
def test_a_very_long_answer_is_kept_or_refused_and_never_breaks(kind: str) -> None:
    typed = "word " * 10_000
    if kind in {"text", "long"}:
        assert kinds.parse(PROMPTS[kind], typed) == typed.strip()
    else:
        with pytest.raises(kinds.NotThat):
            kinds.parse(PROMPTS[kind], typed)


# --- dates, seen from Sunday, 22 November 2026 ---

TODAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-12-22", "2026-12-22"),
        ("2028-02-29", "2028-02-29"),
        ("today", "2026-11-22"),
        ("Tomorrow", "2026-11-23"),
        ("in 4 weeks", "2026-12-20"),
        ("4 weeks", "2026-12-20"),
        ("in four weeks", "2026-12-20"),
        ("in a month", "2026-12-22"),
        ("in 3 months", "2027-02-22"),
        ("in 10 days", "2026-12-02"),
        ("two weeks from now", "2026-12-06"),
        ("in 1 year", "2027-11-22"),
        ("next week", "2026-11-29"),
        ("next month", "2026-12-22"),
        ("12 May", "2027-05-12"),
        ("12 May 2026", "2026-05-12"),
        ("May 12", "2027-05-12"),
        ("december 24th, 2026", "2026-12-24"),
        ("the 1st of january".removeprefix("the "), "2027-01-01"),
        ("22 November", "2026-11-22"),
        ("21 nov", "2027-11-21"),
        ("  3   Sept  2027 ".strip(), "2027-09-03"),
    ],
)
def test_days_in_words(words: str, day: str) -> None:
    assert kinds.day_of(words, TODAY) == datetime.date.fromisoformat(day)


@pytest.mark.parametrize(
    "words",
    [
        "", "soon", "0", "86400", "2026-02-29", "2026-13-01", "20261222", "2026-W52-1", "22/12/2026", "31 April",
        "0 May", "32 May", "in 0 weeks", "in -1 weeks", "in 4 fortnights", "next", "May", "12", "in 9999 weeks",
        "marathon 5", "decide 5", "augment 3", "mayor 12", "1 janitor", "0000-01-01", "12 May 0000", "tomorrow 5",
        "29 February 2027", "in ² weeks",
    ],
)  # fmt: skip
def test_what_is_no_day(words: str) -> None:
    assert kinds.day_of(words, TODAY) is None


def test_the_last_days_of_months() -> None:
    at = datetime.date
    assert days.months_on(at(2026, 1, 31), 1) == at(2026, 2, 28)
    assert days.months_on(at(2028, 1, 31), 1) == at(2028, 2, 29)
    assert days.months_on(at(2028, 2, 29), 12) == at(2029, 2, 28)
    assert days.months_on(at(2026, 8, 31), 1) == at(2026, 9, 30)
    assert days.months_on(at(2026, 12, 31), 1) == at(2027, 1, 31)
    assert days.months_on(at(2026, 11, 30), 3) == at(2027, 2, 28)
    assert kinds.day_of("next month", at(2026, 1, 31)) == at(2026, 2, 28)


def test_a_leap_day_without_a_year_is_the_next_there_is() -> None:
    assert kinds.day_of("29 Feb", datetime.date(2027, 3, 1)) == datetime.date(2028, 2, 29)
    assert kinds.day_of("29 Feb", datetime.date(2028, 2, 29)) == datetime.date(2028, 2, 29)
    assert kinds.day_of("29 Feb", TODAY) == datetime.date(2028, 2, 29)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("yesterday", "2026-11-21"), ("Last night", "2026-11-21"), ("today", "2026-11-22"), ("tonight", "2026-11-22"),
        ("3 days ago", "2026-11-19"), ("a week ago", "2026-11-15"), ("two weeks ago", "2026-11-08"),
        ("12 May", "2026-05-12"), ("Nov 22", "2026-11-22"), ("23 November", "2025-11-23"), ("29 Feb", "2024-02-29"),
        ("2026-01-02", "2026-01-02"), ("12 May 2025", "2025-05-12"),
    ],
)  # fmt: skip
def test_a_day_that_is_over(words: str, day: str) -> None:
    prompt = dataclasses.replace(PROMPTS["date"], past=True)
    assert kinds.parse(prompt, words) == day


@pytest.mark.parametrize(
    "words", ["tomorrow", "in 4 weeks", "3 days", "2026-11-23", "12 May 2027", "0 days ago", "x ago"]
)
def test_a_day_to_come_is_refused_where_one_that_is_over_is_asked_for(words: str) -> None:
    prompt = dataclasses.replace(PROMPTS["date"], past=True)
    with pytest.raises(kinds.NotThat, match="Please type today or a day before it"):
        kinds.parse(prompt, words)


def test_a_date_typed_at_a_prompt_counts_from_today() -> None:
    assert kinds.parse(PROMPTS["date"], "in 4 weeks") == "2026-12-20"
    assert kinds.parse(PROMPTS["date"], "2026-12-22") == "2026-12-22"


@pytest.mark.parametrize(("ask", "typed", "no"), [
    ("Is there one more? You can skip.", "no", True),
    ("Is there a hard day? Skip this if not.", "Nothing.", True),
    ("Who else? You can skip.", "nobody", True),
    ("Who else? You can skip.", "Noah", False),
    ("Is there one more? You can skip.", "no money at the end of the month", False),
    ("What makes it hard?", "no", False),
])  # fmt: skip
def test_no_to_a_question_that_may_be_skipped_is_a_skip(ask: str, typed: str, no: bool) -> None:
    assert kinds.is_no(Prompt("k", "text", ask), typed) is no
