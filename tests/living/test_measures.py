"""Standard measures: their owners' words stay as they are, totals are right, and a slip in a file is told."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from recoveryplan import resources
from recoveryplan.errors import ContentProblem
from recoveryplan.guidance import measurefiles
from recoveryplan.living import measures
from recoveryplan.living.measures import Measure, entry, fits, score
from recoveryplan.living.records import Review
from recoveryplan.workflows import knowledge
from recoveryplan.yamlfile import plain, read

ALL = knowledge.measures()
NAMES = [Path(name).stem for name in resources.content_names("measures")]

DIGESTS = {
    "phq8": "db6b6a5a11900df2",
    "phq2": "5c3224471722894d",
    "gad7": "8319ccd5a1321e13",
    "gad2": "75a29e5428b8abb7",
}
"""Of the owners' words and points. A change here needs the page it was read on: see docs/sources.md."""


def theirs(name: str) -> Any:
    """What stands behind `theirs` in a file, as it was written."""
    found: Any = plain(read(resources.content(f"measures/{name}.yaml"), name))
    return found["theirs"]


def digest(words: Any) -> str:
    return hashlib.sha256(json.dumps(words, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


# --- what is not ours stays as it is ---


def test_every_measure_of_the_plan_ships_and_no_other() -> None:
    assert sorted(NAMES) == sorted(ALL) == sorted(DIGESTS) == sorted(knowledge.vocabulary()["measure"])


@pytest.mark.parametrize("name", DIGESTS)
def test_the_owners_words_are_held(name: str) -> None:
    assert digest(theirs(name)) == DIGESTS[name]


@pytest.mark.parametrize("name", DIGESTS)
def test_one_changed_sign_is_seen(name: str) -> None:
    words = theirs(name)
    words["items"][0]["words"] += "."
    assert digest(words) != DIGESTS[name]


def test_the_short_ones_are_the_first_of_the_long_ones() -> None:
    for short, long in (("phq2", "phq8"), ("gad2", "gad7")):
        assert [one.words for one in ALL[short].items] == [one.words for one in ALL[long].items[:2]]
        assert (ALL[short].instruction, ALL[short].choices) == (ALL[long].instruction, ALL[long].choices)


@pytest.mark.parametrize("name", DIGESTS)
def test_nobody_is_asked_of_ending_their_life_alone_at_night(name: str) -> None:
    asked = " ".join(item.words for item in ALL[name].items).casefold()
    assert not re.search(r"better off dead|hurting yourself|suicid", asked)
    assert "phq9" not in ALL


VERDICT = re.compile(
    r"\b(?:mild|moderate\w*|severe\w*|minimal|normal|high|low(?! mood)|bad|good|worse|better|screen\w*|positive"
    r"|cut.?off)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", DIGESTS)
def test_our_own_words_draw_no_line_at_any_number(name: str) -> None:
    one = ALL[name]
    said = f"{one.title}. {one.what} {one.note} {one.low}. {one.high}."
    assert "This is not a diagnosis." in one.note
    assert VERDICT.findall(said) == []
    assert VERDICT.findall("moderately severe depression, a positive screen") != []


# --- totals ---

TOTALS: list[tuple[str, list[int], int]] = [
    ("phq8", [0] * 8, 0),
    ("phq8", [3] * 8, 24),
    ("phq8", [1, 2, 0, 3, 0, 1, 2, 0], 9),
    ("phq2", [0, 0], 0),
    ("phq2", [2, 3], 5),
    ("phq2", [3, 3], 6),
    ("gad7", [0] * 7, 0),
    ("gad7", [3] * 7, 21),
    ("gad7", [1, 1, 2, 0, 0, 3, 1], 8),
    ("gad2", [1, 2], 3),
    ("gad2", [3, 3], 6),
]


def answers(name: str, points: list[int]) -> dict[str, int]:
    assert len(points) == len(ALL[name].items)
    return {item.id: one for item, one in zip(ALL[name].items, points, strict=True)}


@pytest.mark.parametrize(("name", "points", "total"), TOTALS)
def test_a_total_is_the_sum_of_its_points(name: str, points: list[int], total: int) -> None:
    assert score(ALL[name], answers(name, points)) == total
    assert ALL[name].least <= total <= ALL[name].most


@pytest.mark.parametrize("name", DIGESTS)
def test_one_open_item_is_no_total(name: str) -> None:
    given = answers(name, [1] * len(ALL[name].items))
    for item in list(given):
        assert score(ALL[name], {key: one for key, one in given.items() if key != item}) is None
    assert score(ALL[name], {}) is None


@pytest.mark.parametrize("given", [{"phq2-1": 4}, {"phq2-1": -1}, {"phq2-3": 1}, {"gad2-1": 1}])
def test_what_is_no_answer_is_refused_without_its_value(given: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"^these are no answers to phq2$"):
        score(ALL["phq2"], given)


def test_an_entry_keeps_what_was_answered_in_the_order_it_was_asked() -> None:
    whole = entry(ALL["gad2"], {"gad2-2": 2, "gad2-1": 0})
    assert whole == {"measure": "gad2", "items": {"gad2-1": 0, "gad2-2": 2}, "score": 2}
    assert list(whole["items"]) == ["gad2-1", "gad2-2"]
    assert entry(ALL["gad2"], {"gad2-2": 2}) == {"measure": "gad2", "items": {"gad2-2": 2}}


def test_an_entry_stands_in_a_review() -> None:
    found = entry(ALL["phq8"], answers("phq8", [1] * 8))
    kept = Review.model_validate({"measures": [found]}, context=knowledge.vocabulary()).measures[0]
    assert (kept.measure, kept.score, len(kept.items)) == ("phq8", 8, 8)


# --- planted files ---

PLANTED = """\
id: gad2
title: A measure
what: Two things.
note: This is not a diagnosis.
made_by: Somebody
year: "2020"
terms: Free.
weeks: 2
low: nothing
high: all
theirs:
  instruction: "How often?"
  options:
  - words: Never
    points: 1
  - words: Always
    points: 4
  items:
  - id: gad2-1
    words: I rest
  - id: gad2-2
    words: I do well without using
scoring:
  least: 2
  most: 8
  may_be_open: 1
assumes_not_using: [gad2-2]
lines_from:
  gad2-1: 4
sources:
- source: camcops-gad7
  relied_on: Some words
  checked_on: 2026-11-22
- source: skyscape-gad2
  relied_on: Some words
  checked_on: 2026-11-22
"""


def load(text: str) -> Measure:
    return measures.made(measurefiles.load(text.encode(), "measures/gad2.yaml", knowledge.known()))


def test_open_items_count_nothing_where_a_measure_allows_them() -> None:
    one = load(PLANTED)
    assert score(one, {"gad2-1": 4}) == 4
    assert score(one, {"gad2-1": 4, "gad2-2": 1}) == 5
    assert score(one, {}) is None


def test_what_takes_not_using_for_granted_is_not_for_who_wants_to_use_less() -> None:
    one = load(PLANTED)
    assert not fits(one, {"aim": {"want": "cut_down"}})
    assert fits(one, {"aim": {"want": "stay_stopped"}})
    assert fits(one, {})
    assert all(fits(shipped, {"aim": {"want": "cut_down"}}) for shipped in ALL.values())


def test_an_answer_can_ask_for_help_lines() -> None:
    one = load(PLANTED)
    assert measures.asks_for_lines(one, "gad2-1", 4)
    assert not measures.asks_for_lines(one, "gad2-1", 1)
    assert not measures.asks_for_lines(one, "gad2-2", 4)


SLIPS = [
    ("id: gad2\n", "id: gad3\n", 1, "choices.yaml has no such measure"),
    ("id: gad2\n", "id: phq2\n", 1, "the file is not named like the measure"),
    ("title: A measure\n", "", 1, "title is missing here"),
    ("made_by:", "maed_by:", 5, "maed_by is no key here"),
    (
        "note: This is not a diagnosis.",
        "note: This is a test.",
        4,
        "the note does not begin with what a measure is not",
    ),
    ("weeks: 2", "weeks: two", 8, "weeks is a whole number"),
    ('  instruction: "How often?"\n', "", 11, "instruction is missing here"),
    ("    points: 4", "    points: 1", 17, "another answer counts the same"),
    ("    points: 4", "    points: much", 17, "points is a whole number"),
    ("words: Always", 'words: ""', 16, "words is missing here"),
    ("- id: gad2-2", "- id: gad2-3", 21, "the items are numbered through"),
    ("words: I do well without using", "words: I rest", 22, "these words stand twice"),
    ("least: 2", "least: 0", 24, "the items do not add up to this"),
    ("most: 8", "most: 9", 25, "the items do not add up to this"),
    ("may_be_open: 1", "may_be_open: 2", 26, "so many items are not there to be left open"),
    ("may_be_open: 1", "may_be_open: 1\n  cut_off: 5", 27, "cut_off is no key here"),
    ("[gad2-2]", "[gad2-9]", 27, "this value can not stand there"),
    ("  gad2-1: 4", "  gad2-9: 4", 29, "no item has this id"),
    ("  gad2-1: 4", "  gad2-1: 3", 29, "no answer counts these points"),
    ("source: skyscape-gad2", "source: skyscape", 34, "sources.yaml has no such page"),
    ("- source: skyscape-gad2\n  relied_on: Some words\n  checked_on: 2026-11-22\n", "", 31, "of 2 or more"),
    ("  checked_on: 2026-11-22\n- source: s", "  checked_on: last week\n- source: s", 33, "this is no day"),
    ("theirs:", "theirs: theirs\nours:", 11, "a group named theirs belongs here"),
]


@pytest.mark.parametrize(("old", "new", "line", "what"), SLIPS, ids=[f"{s[3]} {n}" for n, s in enumerate(SLIPS)])
def test_a_planted_slip_is_told_with_file_and_line(old: str, new: str, line: int, what: str) -> None:
    assert PLANTED.count(old) == 1
    with pytest.raises(ContentProblem) as caught:
        load(PLANTED.replace(old, new))
    found = [(one.file, one.line, one.what) for one in caught.value.problems if what in one.what]
    assert [(file, where) for file, where, _ in found] == [("measures/gad2.yaml", line)], caught.value.problems


def test_what_is_no_measure_at_all_is_told() -> None:
    with pytest.raises(ContentProblem) as caught:
        load("- a list\n")
    assert [(one.line, one.what) for one in caught.value.problems] == [(1, "a measure belongs here")]
