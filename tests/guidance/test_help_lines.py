"""`lines`: for every place its own numbers, whole, and nobody else's."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from commands.running import Run
from recoveryplan.guidance.lines import Lines, ways
from recoveryplan.workflows import knowledge

LINES: Lines = knowledge.lines()
CODES = [str(place["code"]) for place in LINES.places]


def of(code: str) -> list[dict[str, object]]:
    return [line for line in LINES.lines if line["place"] in {code, "WORLD"}]


def numbers(line: dict[str, object]) -> set[str]:
    return {str(line[key]) for key in ("voice", "text", "tty") if line.get(key)}


@pytest.mark.parametrize("code", CODES)
def test_every_line_of_a_place(code: str, run: Run) -> None:
    result = run("lines", "--country", code)
    assert (result.code, result.err) == (0, "")
    shown = result.out.split("\n")
    assert any(row.strip() == f"In danger: call {LINES.emergency(code)}" for row in shown)
    for line in of(code):
        assert [way for way in ways(line) if not any(row.strip() == way for row in shown)] == []
    assert re.search(r"checked on \d{4}-\d\d-\d\d", " ".join(result.out.split()))


@pytest.mark.parametrize("code", CODES)
def test_no_line_of_another_place(code: str, run: Run) -> None:
    shown = run("lines", "--country", code).out
    own = {number for line in of(code) for number in numbers(line)}
    others = {number for line in LINES.lines for number in numbers(line)} - own
    assert [number for number in others if re.search(rf"(?<![\d-]){re.escape(number)}(?![\d-])", shown)] == []


def test_upper_and_lower_case_and_uk(run: Run) -> None:
    assert run("lines", "--country", "us").out == run("lines", "--country", "US").out
    assert run("lines", "--country", "uk").out == run("lines", "--country", "GB").out
    assert run("lines", "--country", " fr ").out == run("lines", "--country", "FR").out


@pytest.mark.parametrize("code", ["XX", "ZZ", "BR", "USA", "u", "", "911", "United States"])
def test_an_unknown_country_is_told_with_help(code: str, run: Run) -> None:
    result = run("lines", "--country", code)
    if not code:
        assert result.code in {0, 2}
        return
    assert result.code == 2
    words = " ".join(result.err.split())
    assert "your local emergency number" in words
    assert "US, Canada 911 · EU 112 · UK 999 · Australia 000 · New Zealand 111" in words
    assert all(known in words for known in CODES)
    assert not re.search(r"988|741741|1-800", words)


def test_without_a_country_there_is_no_guess(run: Run) -> None:
    result = run("lines")
    assert result.code == 0
    assert not re.search(r"988|741741|1-800|116 123|13 11 14", result.out)
    assert "recoveryplan lines --country XX" in result.out
    assert "your local emergency number" in result.out


def test_the_country_of_the_plan(run: Run) -> None:
    assert run("new", "--answers", "-", typed="answers_for: new\ncountry: NZ\n").code == 0
    shown = run("lines").out
    assert "1737" in shown
    assert "In danger: call 111" in shown
    assert "1737" not in run("lines", "--country", "GB").out


@pytest.mark.parametrize("damage", ["goals: [", "preferences: NZ\n", "preferences:\n  country: [NZ]\n", "\x00", ""])
def test_a_broken_plan_does_not_stand_before_help(damage: str, home: Path, run: Run) -> None:
    home.mkdir()
    (home / "plan.yaml").write_text(damage, "utf-8")
    result = run("lines")
    assert (result.code, result.err) == (0, "")
    assert "In danger" in result.out


def test_as_json(run: Run) -> None:
    data = json.loads(run("lines", "--country", "GB", "--json").out)
    assert data["place"]["emergency"] == "999"
    assert {line["id"] for line in data["lines"]} == {line["id"] for line in of("GB")}
    assert all(line["source"] and line["checked_on"] for line in data["lines"])


def test_numbers_are_never_broken_on_a_narrow_screen(home: Path) -> None:
    """Rows with a number are not wrapped, however narrow it is."""
    from recoveryplan.guidance import saying

    for code in [*CODES, None]:
        said = list(saying.listing(LINES, code, __import__("datetime").date(2026, 11, 22)))
        for line in of(code or ""):
            for way in ways(line):
                assert any(one.text == way and one.role == "contact" for one in said)


def test_police_are_spoken_of(run: Run) -> None:
    """Whether somebody may be sent is what people fear; 988 says it."""
    shown = " ".join(run("lines", "--country", "US").out.split())
    assert "Few calls bring emergency services" in shown


def test_lines_need_no_home_and_make_none(home: Path, run: Run) -> None:
    run("lines")
    run("lines", "--country", "US")
    assert not home.exists()
