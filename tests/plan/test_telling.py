"""Differences in words: whole sentences, own words in quotes, groups by name, nothing that is closed."""

from __future__ import annotations

import datetime

import pytest

from content.own_text import GRADE, grade, hurtful, too_long
from plan.two_plans import BASE, BOOKKEEPING, LEAVES, NOUNS, between, changed, swapped, value_at
from recoveryplan.plan import differences
from recoveryplan.plan.differences import Because
from recoveryplan.plan.telling import Teller, names_in

TODAY = datetime.date(2026, 11, 22)
NAMES = names_in([BASE], NOUNS)
SHORT, WHOLE = (Teller(NOUNS, NAMES, TODAY, whole) for whole in (False, True))


def said(new: object, told: dict[str, Because] | None = None, teller: Teller = SHORT) -> list[str]:
    return teller.lines(between(new, told))


def test_the_words_of_each_kind() -> None:
    strategies = swapped("s1", "s7", "walk with Sam")
    new = changed(
        "triggers.x", {"id": "t3", "what": "pay day", "strategies": [{"id": "s9", "then": "walk"}]}, strategies
    )
    new["goals"][0] |= {"status": "reached", "reached": "2026-11-03"}
    new["goals"][1] |= {"status": "dropped"}
    new["people"] = [{"id": "p2", "name": "Tuesday group"}]
    new["motivations"][0]["text"] = "to sleep"
    new["readiness"] = {"importance": "8", "confidence": "7", "stage": "early"}
    new["review"] = {"next": "2027-01-22"}
    told = {
        "s1": Because("replaced", "you tried it twice, and it was not the right fit", "s7"),
        "p2": Because("added", "you moved"),
        "g2": Because("dropped", "My knee"),
    }
    assert said(new, told) == [
        "You reached “three meetings a week” on 3 November. Well done.",
        f"For “the bar”, you replaced “gym on Mondays”: {told['s1'].words}. Now: “walk with Sam”.",
        "You added a trigger: “pay day”, with 1 thing to do.",
        "You added a person or group: “Tuesday group”, because you moved.",
        "You let go of “run” (“My knee”).",
        "You took out a person or group: “Dana”.",
        "You changed “sleep”. Now: “to sleep”.",
        "How sure you are: from 4 to 7.",
        "Where you are on the way: “I have started, or started again”, before “I am thinking about it”.",
        "Your next review: 22 January 2027, before 22 November.",
    ]


def test_a_thing_that_moved_and_one_that_is_taken_up() -> None:
    new = changed("goals.0.status", "open")
    new["triggers"][1]["strategies"] = [new["triggers"][0]["strategies"].pop()]
    old = changed("goals.0.status", "dropped")
    assert SHORT.lines(differences.between(old, new, NOUNS)) == [
        "You took up “three meetings a week” again.",
        "You moved something to do instead: “call Dana” to “Friday night”.",
    ]


def test_fields_of_a_thing() -> None:
    new = changed("people.0.phone", "0170 555 01", changed("goals.1.why", ["m2"]))
    assert said(new) == [
        "You changed “run”. The reason behind it: “my son”.",
        "You changed “Dana”. The number: 0170\u00a0555\u00a001, before 555.",
    ]
    reworded = said(changed("people.0.phone", "556", changed("people.0.name", "Dana B.")))
    assert reworded == ["You changed “Dana B.”. The words: “Dana B.”, before “Dana”. The number: 556, before 555."]


def test_what_is_left_empty() -> None:
    assert said({**BASE, "review": {}}) == ["Your next review: left empty, before 22 November."]


def test_groups_are_named_together_on_a_short_list_and_told_on_a_long_one() -> None:
    new = {**BASE, "health": {"sleep": "better", "pain": "no"}, "about": {**BASE["about"], "story": "other"}}
    assert said(new) == ["You changed what your plan says about your health and your story."]
    assert said(new, teller=WHOLE) == [
        "Pain that stays: “No”.", "How you sleep: “better”.", "You changed what your plan says about your story.",
    ]  # fmt: skip


def test_long_words_are_cut_on_a_short_list_only() -> None:
    words = "word " * 100
    short, whole = (
        said(changed("motivations.x", {"id": "m9", "text": words}), teller=one)[0] for one in (SHORT, WHOLE)
    )
    assert len(short) < 90
    assert short.endswith("word\u00a0…”.")
    assert whole.count("word") == 100


def test_words_that_are_not_for_a_screen() -> None:
    new = changed("motivations.x", {"id": "m9", "text": "zz"}, swapped("s1", "s7", "zz"))
    new["goals"][0] |= {"status": "reached", "what": "zz"}
    new["readiness"] = {**BASE["readiness"], "stage": "zz"}
    found = differences.hushed(between(new, {"s1": Because("replaced", "zz", "s7")}), lambda words: "zz" in words)
    told = SHORT.lines(found)
    assert "zz" not in " ".join(told)
    assert "You added a reason." in told
    assert "You reached a goal. Well done." in told
    assert "For “the bar”, you replaced “gym on Mondays”." in told
    assert "Where you are on the way: changed." in told


def test_bringing_back_is_told_as_what_would_be() -> None:
    new = changed("triggers.x", {"id": "t3", "what": "pay day"})
    new["people"] = []
    new["readiness"] = {**BASE["readiness"], "confidence": "7"}
    new["motivations"][0]["text"] = "to sleep"
    new["goals"][1]["by"] = "2027-01-01"
    new["health"] = {"sleep": "bad"}
    assert SHORT.lines_back(between(new)) == [
        "Comes back: a trigger: “pay day”.",
        "Goes: a person or group: “Dana”.",
        "As it was then: a reason, “to sleep”. The words: “to sleep”, in place of “sleep”.",
        "As it was then: a goal, “run”. By when: 1 January 2027, in place of 1 December.",
        "How sure you are: from 4 to 7.",
        "As it was then: what your plan says about your health.",
    ]


@pytest.mark.parametrize("path", [path for path in LEAVES if not path.endswith(BOOKKEEPING)])
def test_every_path_is_told_in_whole_sentences(path: str) -> None:
    found = differences.between(value_at(path, "one"), value_at(path, "two"), NOUNS)
    for teller in (SHORT, WHOLE):
        for told in (teller.lines(found), teller.lines_back(found)):
            assert len(told) == (0 if NOUNS.is_silent(path) else 1)
            for line in told:
                assert line[0].isupper()
                assert line.endswith(".")
                assert not set("{}_[]!?").intersection(line)
                assert (too_long(line), hurtful(line)) == ([], [])


def test_the_sentences_read_easily() -> None:
    paths = [path for path in LEAVES if not path.endswith(BOOKKEEPING)]
    pairs = (differences.between(value_at(path, "one"), value_at(path, "two"), NOUNS) for path in paths)
    told = [line for found in pairs for line in WHOLE.lines(found)]
    assert len(told) > 100
    assert grade(" ".join(told)) <= GRADE
