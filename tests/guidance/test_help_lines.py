"""`lines`: for every place its own numbers, whole, and nobody else's."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from commands.running import Run
from recoveryplan.guidance.lines import KINDS, Lines, order_for, own_crisis, ways
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
    place = LINES.place(code) or {}
    own = {number for line in of(code) for number in numbers(line)}
    own |= {str(place[key]) for key in ("emergency", "emergency_also") if key in place}
    others = {number for line in LINES.lines for number in numbers(line)} - own
    for number in sorted(own, key=len, reverse=True):  # 016 stands in 116 016, and is another line's
        shown = shown.replace(number, "_")
    assert [number for number in others if re.search(rf"(?<![\d-]){re.escape(number)}(?![\d-])", shown)] == []


def test_upper_and_lower_case_and_uk(run: Run) -> None:
    assert run("lines", "--country", "us").out == run("lines", "--country", "US").out
    assert run("lines", "--country", "uk").out == run("lines", "--country", "GB").out
    assert run("lines", "--country", " fr ").out == run("lines", "--country", "FR").out


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("usa", "US"), ("U.S.A.", "US"), ("America", "US"), ("United States", "US"), ("the United States", "US"),
        ("uk", "GB"), ("U.K.", "GB"), ("england", "GB"), ("Great  Britain", "GB"), ("Scotland", "GB"),
        ("deutschland", "DE"), ("ESPAÑA", "ES"), ("Brasil", "BR"), ("México", "MX"), ("日本", "JP"),
        ("New Zealand", "NZ"), ("aotearoa", "NZ"), ("holland", "NL"), ("czech republic", "CZ"),
    ],
)  # fmt: skip
def test_a_country_by_its_name(written: str, code: str, run: Run) -> None:
    result = run("lines", "--country", written)
    by_code = run("lines", "--country", code)
    assert (result.code, result.err) == (0, "")
    rows, by_code_rows = result.out.splitlines(), by_code.out.splitlines()
    assert rows[-1] == by_code_rows[-1], "what is left on a small screen is who to call"
    told = f"Next time: recoveryplan lines --country {code}"
    assert [row.strip() for row in rows if row not in by_code_rows] == ([told] if len(written) != 2 else [])


@pytest.mark.parametrize("code", ["XX", "ZZ", "KE", "u", "", "911", "Atlantis", "usa usa", "South"])
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
    assert "findahelpline.com" in words
    assert "iasp.info" in words
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
    for line in data["lines"]:
        assert all(line[key] for key in ("id", "source", "relied_on", "checked_on"))


@pytest.mark.parametrize("code", CODES)
def test_what_was_not_confirmed_says_so(code: str, run: Run) -> None:
    shown = " ".join(run("lines", "--country", code).out.split())
    unsure = [line for line in of(code) if line["confirmed"] == "no" and line["needs_internet"] == "no"]
    assert shown.count("We could not find this number again") == len(unsure)
    assert (len(unsure) > 0) == (code in {"DK", "RO"})


# --- what fits a person stands first ---

USING = {"substances": [{"id": "u1", "kind": "gambling"}]}


@pytest.mark.parametrize(
    ("tree", "first"),
    [
        ({}, ["crisis", "veterans", "youth"]),
        ({"about": {"age": "under_18"}}, ["youth", "crisis"]),
        ({"about": {"age": "age_26_64"}}, ["crisis", "veterans"]),
        ({"about": {"age": "under_18", "identity": ["lgbtq"]}}, ["youth", "lgbtq", "crisis"]),
        ({"about": {"age": "age_18_25", "identity": ["lgbtq"]}}, ["lgbtq", "crisis"]),
        ({"about": {"identity": ["lgbtq"]}}, ["crisis", "veterans"]),
        ({"circumstances": {"veteran": "yes"}}, ["veterans", "crisis"]),
        ({"circumstances": {"veteran": "no"}}, ["crisis", "veterans"]),
        (USING, ["crisis", "gambling"]),
        ({"health": {"pregnant": "yes"}}, ["crisis", "pregnancy"]),
        ({"health": {"pregnant": "not_sure"}}, ["crisis", "veterans"]),
        ({"health": {"pregnant": "yes"}} | USING, ["crisis", "pregnancy", "gambling"]),
        ({"substances": [{"id": "u1", "kind": "opioids"}]}, ["crisis", "while_using", "drug_alcohol"]),
        ({"substances": [{"id": "u1", "kind": "cannabis"}]}, ["crisis", "drug_alcohol"]),
        ({"circumstances": {"home": "unsafe"}}, ["crisis", "veterans", "youth"]),
    ],
)
def test_the_order_of_the_kinds(tree: dict[str, object], first: list[str]) -> None:
    order = order_for(tree)
    assert order[0] == "emergency"
    assert list(order[1 : len(first) + 1]) == first
    assert set(order) == set(KINDS)
    assert len(order) == len(KINDS)


@pytest.mark.parametrize("odd", [{"about": "x"}, {"substances": "gin"}, {"health": []}, {"circumstances": {}}])
def test_a_plan_of_an_odd_shape_has_the_common_order(odd: dict[str, object]) -> None:
    assert order_for({key: value for key, value in odd.items() if key != "circumstances"}) == tuple(KINDS)


@pytest.mark.parametrize("code", CODES)
def test_an_order_loses_no_line(code: str) -> None:
    everything = {line["id"] for _, found in LINES.listed(code) for line in found}
    for tree in ({"about": {"age": "under_18"}}, USING, {"health": {"pregnant": "yes"}}):
        assert {line["id"] for _, found in LINES.listed(code, order_for(tree)) for line in found} == everything


def test_the_plan_changes_the_order_and_nothing_else(run: Run) -> None:
    plain = run("lines", "--country", "US").out
    answers = {"answers_for": "new", "country": "US", "substances": ["gambling"]}
    assert run("new", "--answers", "-", typed=json.dumps(answers)).code == 0
    mine = run("lines").out
    assert sorted(mine.split("\n")) == sorted(plain.split("\n"))
    assert mine.index("Gambling") < mine.index("For veterans")
    assert plain.index("Gambling") > plain.index("For veterans")
    listed = json.loads(run("lines", "--json").out)["lines"]
    assert [line["kind"] for line in listed][3:5] == ["crisis", "gambling"]


def test_what_is_somebodys_own_in_a_crisis() -> None:
    assert own_crisis({}) == ()
    assert own_crisis({"circumstances": {"veteran": "yes"}, "about": {"age": "under_18"}}) == ("veterans", "youth")


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


def test_no_mistake_of_ours_stands_before_a_number(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from recoveryplan.workflows import carding

    def broken(_: object) -> dict[str, object]:
        raise KeyError("planted")

    monkeypatch.setattr(carding, "own", broken)
    result = run("lines", "--country", "GB")
    assert (result.code, result.err) == (0, "")
    assert "116 123" in result.out
