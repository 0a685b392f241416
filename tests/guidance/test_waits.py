"""The exercises of `now --wait`: how long they take, what is said when, and where their facts are from."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoveryplan.guidance import waits
from recoveryplan.guidance.waits import Exercise
from recoveryplan.workflows import knowledge

CONTENT = knowledge.tree("waits.yaml")
FOUND = waits.made(CONTENT)
ALL = {one.id: one for one in FOUND.exercises}
TIMED = [one for one in FOUND.exercises if one.seconds]


def test_there_are_three_and_how_long_they_take() -> None:
    assert {name: one.seconds for name, one in ALL.items()} == {"breathe": 120, "senses": 0, "wait": 900}
    assert FOUND.named("wait") is ALL["wait"]
    assert FOUND.named("nothing") is None


def test_the_senses_are_counted_down() -> None:
    steps = ALL["senses"].steps
    assert [re.findall(r"\d", step.text) for step in steps] == [["5"], ["4"], ["3"], ["2"], ["1"]]
    senses = ("see", "touch", "listen", "smell", "taste")
    assert all(sense in step.text for sense, step in zip(senses, steps, strict=True))


def test_breath_goes_in_and_out_at_the_same_pace() -> None:
    one = ALL["breathe"]
    said = [one.at(second).step.text for second in range(one.seconds)]  # type: ignore[union-attr]
    assert [(words, len(list(run))) for words, run in itertools.groupby(said)] == [
        ("Breathe in", 5),
        ("Breathe out", 5),
    ] * 12


@pytest.mark.parametrize(("second", "filled"), [(0, 0.0), (4, 0.8), (5, 1.0), (9, 0.2), (10, 0.0), (118, 0.4)])
def test_the_bar_of_a_breath_grows_and_shrinks(second: int, filled: float) -> None:
    moment = ALL["breathe"].at(second)
    assert moment is not None
    assert moment.filled == pytest.approx(filled)


@pytest.mark.parametrize("one", TIMED, ids=lambda one: one.id)
@given(elapsed=st.floats(0, 2000))
def test_a_bar_is_never_too_full_and_an_end_is_an_end(one: Exercise, elapsed: float) -> None:
    moment = one.at(elapsed)
    assert (moment is None) == (elapsed >= one.seconds)
    if moment is not None:
        assert 0 <= moment.filled <= 1
        assert moment.left == pytest.approx(one.seconds - elapsed)


def test_the_bar_of_the_wait_only_goes_on() -> None:
    filled = [ALL["wait"].at(second).filled for second in range(900)]  # type: ignore[union-attr]
    assert filled == sorted(filled)


@pytest.mark.parametrize("one", TIMED, ids=lambda one: one.id)
def test_nobody_is_flooded_with_lines(one: Exercise) -> None:
    marks = [second for second, _ in one.spoken()]
    assert marks == sorted(set(marks))
    assert marks[0] == 0
    least = 60 if one.id == "wait" else 5
    assert min(later - before for before, later in itertools.pairwise([*marks, one.seconds])) >= least
    assert all(len(words) < 90 for _, words in one.spoken())


def test_what_is_said_while_one_waits() -> None:
    said = dict(ALL["wait"].spoken())
    assert list(said) == [60 * minute for minute in range(15)]
    assert said[60] == "About 14 minutes left."
    assert said[180] == "About 12 minutes left. Move a little if you can, or go where other people are."
    assert said[840] == "About 1 minute left."


def test_what_is_said_of_a_breath() -> None:
    said = [words for _, words in ALL["breathe"].spoken()]
    assert said[:4] == ["Breathe in, 5 seconds.", "Breathe out, 5 seconds.", "In, 5 seconds.", "Out, 5 seconds."]
    assert len(said) == 24


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (900, "About 15 minutes left."),
        (899, "About 15 minutes left."),
        (840, "About 14 minutes left."),
        (61, "About 2 minutes left."),
        (60, "About 1 minute left."),
        (31, "About 1 minute left."),
        (30, "Nearly there."),
        (0, "Nearly there."),
    ],
)
def test_time_is_told_roughly(seconds: float, words: str) -> None:
    assert waits.time_left(seconds) == words


# --- the words ---


def test_each_says_where_its_facts_are_from() -> None:
    sources = {str(one["id"]) for one in knowledge.tree("sources.yaml")}
    for one in CONTENT["exercises"]:
        assert one["sources"]
        for use in one["sources"]:
            assert use["source"] in sources
            assert 1 <= len(str(use["relied_on"]).split()) <= 25
            assert use["checked_on"] == "2026-11-22"


def test_it_is_for_a_craving_and_not_for_danger() -> None:
    words = str(CONTENT)
    assert "craving, or a hard feeling" in FOUND.intro
    assert "drive" in FOUND.intro
    for never in ("overdose", "withdrawal", "suicid", "seizure", "ending your life", "streak", "well done", "proud"):
        assert never not in words.lower(), never


def test_no_words_promise_anything() -> None:
    words = str(CONTENT).lower()
    assert re.findall(r"\bwill (?:help|work|pass|stop|fix|calm)|\balways helps?|guarantee|\bmust\b", words) == []


def test_the_short_form_names_each() -> None:
    said = " ".join(one.text for one in FOUND.short())
    assert all(one.title in said and one.text in said for one in FOUND.exercises)
