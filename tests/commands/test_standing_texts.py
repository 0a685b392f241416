"""What the program says of itself: it is there, short, true, and the same wherever it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commands.running import Run
from content.own_text import tree, words_of
from recoveryplan.commands import about
from recoveryplan.guidance import standing
from recoveryplan.guidance.standing import Standing

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {one.id: one for one in standing.texts(tree("standing.yaml"))}

PLAN = """answers_for: new
country: {country}
reasons:
- I want to sleep
"""


def one_line(words: str) -> str:
    return " ".join(words.split())


def test_each_matter_is_told() -> None:
    assert list(TEXTS) == ["two-plans", "help", "who-wrote-this", "under-18", "can-not", "private"]


@pytest.mark.parametrize("one", TEXTS.values(), ids=list(TEXTS))
def test_each_is_short(one: Standing) -> None:
    assert 25 <= len(words_of(one.text)) <= 65
    assert len(words_of(one.closing)) <= 40
    assert one.text.count("?") == one.closing.count("?") == 0


def test_facts_about_care_have_a_source() -> None:
    assert {one["id"] for one in tree("standing.yaml") if one.get("sources")} == {"two-plans", "can-not"}


def test_nobody_clinical_is_claimed() -> None:
    """Nobody with a clinical training has read this and signed it, so no text may sound like it."""
    words = TEXTS["who-wrote-this"].text
    assert "No doctor, nurse or counselor has signed it off" in words
    assert "It is not a clinic" in words
    everything = " ".join(f"{one.text} {one.closing}" for one in TEXTS.values())
    assert re.findall(r"\b(?:approved|certified|reviewed by|proven|endorsed|expert)\b", everything, re.IGNORECASE) == []


@pytest.mark.parametrize("args", [(), ("--plain",)])
def test_help_about_shows_all_of_it_without_a_plan(args: tuple[str, ...], home: Path, run: Run) -> None:
    result = run("help", "about", *args)
    assert (result.code, result.err) == (0, "")
    for one in TEXTS.values():
        assert one.title in result.out.splitlines()
        assert one_line(one.text) in one_line(result.out)
    assert not home.exists()


@pytest.mark.parametrize(
    ("country", "line"), [("US", "The Trevor Project"), ("FR", "Fil Santé Jeunes"), ("GB", "Childline")]
)
def test_lines_for_young_people_stand_with_theirs(country: str, line: str, home: Path, run: Run) -> None:
    assert line not in run("help", "about").out
    assert run("new", "--answers", "-", typed=PLAN.format(country=country)).code == 0
    assert line in run("help", "about").out
    assert line in run("lines").out


def test_help_about_is_for_a_plan_that_can_not_be_read_too(home: Path, run: Run) -> None:
    home.mkdir()
    (home / "plan.yaml").write_text("goals: [", "utf-8")
    assert "Under 18?" in run("help", "about").out


def test_the_help_names_it_and_says_the_most_of_it(home: Path, run: Run) -> None:
    told = one_line(run("--help").out)
    assert "recoveryplan help about" in told
    for words in (
        "A treatment plan is written with you by professionals",
        "Alone is a fine start, and help makes it better",
        "Under 18? All of it is for you too",
        "It is not medical advice",
        "It can not call for help",
        "can not tell you if it is safe to stop",
    ):
        assert words in told


def test_the_readme_says_the_same_words() -> None:
    readme = one_line((ROOT / "README.md").read_text("utf-8").replace("**", ""))
    assert [one.id for one in TEXTS.values() if one_line(one.text) not in readme] == []


def test_the_end_of_an_interview_offers_help_and_asks_for_none() -> None:
    said = about.closing({"motivations": [{"id": "m1", "text": "sleep"}]})
    assert [one.closing for one in TEXTS.values() if one.closing and one.id != standing.YOUNG] == said
    assert "fine start" in said[1]
    assert not re.search(r"\b(?:must|should|have to)\b", " ".join(said))


@pytest.mark.parametrize(
    ("age", "there"), [("under_18", True), ("age_18_25", False), ("age_65_plus", False), (None, False)]
)
def test_who_is_under_18_is_told_where_to_turn(age: str | None, there: bool) -> None:
    said = about.closing({"about": {"age": age}} if age else {})
    assert (TEXTS[standing.YOUNG].closing in said) == there


def test_what_is_said_of_privacy_is_what_the_page_says() -> None:
    page = one_line((ROOT / "docs" / "privacy.md").read_text("utf-8"))
    for words in ("stay on this computer", "Nothing is encrypted", "Anyone can read a printed page", "keep_distance"):
        assert words.lower() in page.lower()
    assert "makes no network calls" in page
