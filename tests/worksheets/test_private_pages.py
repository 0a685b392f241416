"""What printed pages give away: people kept private or kept away from, dark reasons, words that name a substance."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commands.running import Run
from recoveryplan.workflows import discreet, own_words, printing, showing, unnamed
from recoveryplan.workflows.printing_pages import LeftOff, Look, Page, Pages
from recoveryplan.worksheets import declared, pdf
from worksheets import pdfs

EVERY = declared.names()
SEEN = [name for name in EVERY if declared.load(name).discreet]
GENTLE = [name for name in EVERY if declared.load(name).gentle]
KINDS = ("html", "md")

HEAD = "schema_version: 1\nversion: 1\n"

PRIVATE = """\
people:
- {id: p1, name: Rob, kind: family, role: my husband, phone: 555-0111}
- {id: p2, name: Jo, kind: friend, phone: 555-0113, note: Rob does not know her}
accountability: {partner: p1}
if_i_use: {wanted: "yes", told: p1, steps: [{id: h1, do: sit with Jo}]}
signed: {witness: Rob}
circumstances: {living_with: Rob}
warning_signs: [{id: w1, level: red, sign: I hide, responses: [{id: r1, do: call someone kind, person: p1}]}]
preferences: {country: US, family: FAMILY}
"""

AWAY = """\
motivations: [{id: m1, text: Never see Rick Stone again}, {id: m2, text: my garden}]
people:
- {id: p1, name: Rick Stone, kind: sponsor, phone: 555-0111}
- {id: p2, name: Jo, kind: friend, phone: 555-0113, role: Rick Stone's sister}
accountability: {partner: p1}
if_i_use: {wanted: "yes", told: p1, steps: [{id: i1, do: sit with Jo}]}
signed: {witness: Rick Stone}
hard_moment:
  steps: [{id: h1, do: do not call rick stone}, {id: h2, do: walk past the Blue Moon bar}, {id: h3, do: sit}]
keep_distance: [{id: x1, who: Rick Stone}, {id: x2, who: the Blue Moon bar}]
triggers: [{id: t1, kind: people, what: Rick Stone texts me, strategies: [{id: s1, then: block him}]}]
preferences: {country: US}
"""

TELLING = """\
people:
- {id: p1, name: Tom Beer, kind: friend, phone: 555-0141}
- {id: p2, name: Dr. Joints, kind: professional, phone: 555-0142}
- {id: p3, name: Meth Anonymous, kind: group, phone: 555-0143}
- {id: p4, name: Whiskey Pete, kind: sponsor, role: from the river walk, phone: 555-0144}
substances: [{id: u, kind: other, name: Kalimba powder}]
hard_moment: {steps: [{id: h, do: no Kalimba today}, {id: h2, do: sit by the pond}]}
preferences: {country: US}
"""

DARK = """\
motivations: [{id: m1, text: I want to stop wanting to die}, {id: m2, text: my garden}]
preferences: {country: US}
"""


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(printing.JOBS, "1")
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-22")


Printed = Callable[..., dict[str, str]]


@pytest.fixture
def printed(run: Run, tmp_path: Path) -> Printed:
    """What stands on each sheet of a plan file, as a person reads it."""

    def make(plan: str, kind: str = "md", *options: str, sheets: tuple[str, ...] = ("all",)) -> dict[str, str]:
        file, out = tmp_path / "plan.yaml", tmp_path / "out"
        file.write_text(HEAD + plan, "utf-8")
        asked = ("worksheet", *sheets, "--plan", str(file), "--format", kind, "-o", str(out), "--yes", *options)
        assert run(*asked).code == 0
        return {path.stem: _read(path) for path in out.iterdir() if path.suffix == f".{kind}"}

    return make


def _read(path: Path) -> str:
    if path.suffix == ".pdf":
        return pdfs.text(path.read_bytes())
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        text = html.unescape(re.sub(r"<[^>]+>", " ", text.partition("<body")[2]))
    return " ".join(text.replace("\\", "").split())


def naming(pages: dict[str, str], *told: str) -> list[str]:
    """The sheets on which one of these stands."""
    return sorted(name for name, text in pages.items() if any(re.search(rf"\b{one}\b", text) for one in told))


# --- family kept private ---


@pytest.mark.parametrize("kind", KINDS)
def test_family_kept_private_is_on_no_page(kind: str, printed: Printed) -> None:
    pages = printed(PRIVATE.replace("FAMILY", "private"), kind)
    assert set(pages) == set(EVERY)
    assert naming(pages, "Rob", "555-0111", "my husband") == []
    assert "555-0113" in pages["wallet-card"]
    assert "call someone kind" in pages["warning-signs"]
    assert "sit with Jo" in pages["whole-plan"]


def test_family_kept_private_is_in_no_pdf(printed: Printed) -> None:
    if not pdf.available():
        pytest.skip("no PDF can be drawn here")
    pages = printed(PRIVATE.replace("FAMILY", "private"), "pdf", sheets=("wallet-card", "whole-plan"))
    assert naming(pages, "Rob", "555-0111") == []
    assert naming(pages, "Jo") == ["wallet-card", "whole-plan"]


def test_family_that_takes_part_is_printed(printed: Printed) -> None:
    pages = printed(PRIVATE.replace("FAMILY", "involve"))
    assert {"whole-plan", "wallet-card", "fridge", "commitments", "warning-signs"} <= set(naming(pages, "Rob"))


def test_a_danger_at_home_keeps_family_off_as_well(printed: Printed) -> None:
    plan = PRIVATE.replace("FAMILY", "involve") + "motivations: [{id: m1, text: My husband hits me}]\n"
    assert naming(printed(plan), "Rob", "555-0111") == []


def test_a_leak_would_be_seen(printed: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    """The searches above find somebody who was not taken out."""
    monkeypatch.setattr(unnamed, "without_them", lambda tree, no_family=False: unnamed.Kept(dict(tree), False, False))
    assert len(naming(printed(PRIVATE.replace("FAMILY", "private")), "Rob", "555-0111")) > 5
    assert naming(printed(AWAY), "555-0111")


def test_the_screen_stays_whole(home: Path, run: Run) -> None:
    home.mkdir()
    (home / "plan.yaml").write_text(HEAD + PRIVATE.replace("FAMILY", "private"), "utf-8")
    shown = run("show").out
    assert "Rob" in shown
    assert "555-0111" in shown


def test_a_witness_called_my_husband_goes_too() -> None:
    kept = unnamed.without_them({"signed": {"witness": "my husband"}, "preferences": {"family": "private"}})
    assert kept.tree["signed"] == {}
    assert (kept.family, kept.away) == (True, False)


def test_a_plan_with_nobody_to_leave_out_stays_as_it_is() -> None:
    people = [{"id": "p1", "name": "Jo", "kind": "friend"}]
    for more in ({}, {"preferences": {"family": "private"}}, {"keep_distance": [{"id": "x", "who": "Rick"}]}):
        tree: dict[str, Any] = {"people": people, "signed": {"witness": "Jo"}, **more}
        assert unnamed.without_them(tree) == (tree, False, False)


# --- whom the person keeps away from ---


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_to_keep_away_from_is_a_helper(kind: str, printed: Printed) -> None:
    pages = printed(AWAY, kind)
    assert naming(pages, "555-0111") == []
    assert naming({name: pages[name] for name in ("commitments", "support-map")}, "Rick") == []
    assert "555-0113" in pages["wallet-card"]
    assert "Rick Stone texts me" in pages["triggers"]
    for name in SEEN:
        assert naming({name: pages[name]}, "Rick", "rick", "Blue Moon") == []
        assert "my garden" in pages[name]


def test_a_sister_of_theirs_stays_without_that_word() -> None:
    tree = {
        "people": [{"id": "p", "name": "Jo", "role": "Rick's sister"}, {"id": "q", "name": "My ex", "role": "Rick"}],
        "keep_distance": [{"id": "x", "who": "Rick"}],
    }
    assert unnamed.without_them(tree).tree["people"] == [{"id": "p", "name": "Jo"}]


# --- dark reasons ---


def test_no_sheet_for_a_hard_moment_hands_back_dark_reasons(printed: Printed) -> None:
    assert GENTLE
    pages = printed(DARK)
    dark = naming(pages, "wanting to die")
    assert not {*GENTLE, *SEEN} & set(dark)
    assert "whole-plan" in dark


# --- what others may see ---


@pytest.mark.parametrize("kind", KINDS)
def test_a_surname_does_not_lose_a_phone(kind: str, printed: Printed) -> None:
    pages = printed(TELLING, kind)
    for name in SEEN:
        assert all(f"555-014{n}" in pages[name] for n in (1, 2, 3, 4))
        assert all(one in pages[name] for one in ("Tom B.", "Dr. J.", "M. A.", "W. Pete"))
        assert naming({name: pages[name]}, "Beer", "Joints", "Meth", "Anonymous", "Whiskey", "Kalimba") == []
        assert "sit by the pond" in pages["fridge"]
    assert "Tom Beer" in pages["whole-plan"]


@pytest.mark.parametrize(
    "said",
    [
        "relapse", "no more rehab", "detox", "my addiction", "an addict", "AA meeting at six", "the NA group",
        "cravings",
        "champagne", "prosecco", "a pint", "six-pack", "whiskys", "vodkas", "rosé", "roulette", "blackjack",
        "the slots",
        "scratch cards", "speed", "no molly", "spliff", "stoned", "my stash", "smoker", "cigs", "Bier", "du vin",
        "cerveza",
        "alcool", "Alkohol", "une bière", "héroïne", "cocaína", "wódka", "водка", "dr\u200bink", "DRİNK", "vod\u00adka",
        "if I use", "used again", "stop using", "dealer", "overdose", "shrooms", "whippets", "30 days clean",
    ],
)  # fmt: skip
def test_words_that_tell(said: str) -> None:
    assert own_words.names_a_substance(f"Well, {said}.")


@pytest.mark.parametrize(
    "said",
    [
        "speed up my walk", "call Vin", "call Molly", "a pint of milk", "time slots at the gym", "use my breath",
        "I used to sing", "a joint account", "check the smoke alarm", "hash browns with Ana", "Rose", "my heroine Lil",
        "stash my phone away", "rehab for my knee", "pins and needles", "clean the house", "take my pills",
        "at my own speed",
        "using the stairs", "good spirits", "recovery", "ride the urge like a wave",
    ],
)  # fmt: skip
def test_words_that_are_harmless(said: str) -> None:
    assert not own_words.names_a_substance(said)


@pytest.mark.parametrize(
    ("name", "said", "stays"),
    [
        ("Kalimba powder", "no kalimbas", False), ("Kalimba powder", "Kalímba\u200b", False),
        ("pain medicine", "walk the pain off", True), ("pain medicine", "no pain medicine", False),
        ("Zaza", "skip the zaza", False), ("gas", "gas", False), ("gas", "a gasp of air", True),
    ],
)  # fmt: skip
def test_what_the_person_calls_it_tells_too(name: str, said: str, stays: bool) -> None:
    tree = {"substances": [{"id": "u", "name": name}], "coping": [{"id": "c", "what": said}]}
    assert bool(discreet.for_others(tree).tree["coping"]) == stays


def test_a_line_on_both_pages_counts_once() -> None:
    pages = Pages(_tree(), Look())
    for name in ("wallet-card", "fridge", "fridge"):
        pages.sheet(Page(name, ""))
    assert (len(pages.left_off.lines), len(pages.left_off.names), len(pages.left_off.lines_away)) == (1, 1, 1)


def _tree() -> dict[str, Any]:
    return {
        "people": [{"id": "p1", "name": "Tom Beer", "kind": "friend", "phone": "555-0141"}],
        "hard_moment": {"steps": [{"id": "h1", "do": "pour the vodka away"}, {"id": "h2", "do": "leave Rick"}]},
        "keep_distance": [{"id": "x", "who": "Rick"}],
        "preferences": {"country": "US"},
    }


def test_what_stayed_off_two_pages_adds_up() -> None:
    one, two = LeftOff(family=True, lines=frozenset({1})), LeftOff(away=True, lines=frozenset({1, 2}))
    assert one | two == LeftOff(False, True, True, frozenset({1, 2}))


def test_what_is_for_paper_says_why() -> None:
    paper = showing.for_paper(_tree())
    assert (paper.danger, paper.family, paper.away) == (False, False, False)
    paper = showing.for_paper({**_tree(), "signed": {"witness": "Rick"}})
    assert (paper.danger, paper.family, paper.away) == (False, False, True)


# --- the name ---


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_without_a_place_for_a_name_has_none(kind: str, printed: Printed) -> None:
    pages = printed("about: {name: Marigold Quill}\n", kind, "--with-name")
    nameless = [name for name in EVERY if not declared.load(name).named]
    assert nameless
    assert naming(pages, "Marigold") == sorted(set(EVERY) - set(nameless))
