"""The card of `now`: the danger block first, never too wide or too long, numbers whole, whatever the plan says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from commands.bad_files import ANSWERS
from commands.running import Run
from recoveryplan.guidance import card, card_people
from recoveryplan.guidance.lines import Lines
from recoveryplan.guidance.safety import Notice, Rules
from recoveryplan.text import clean_line, width
from recoveryplan.workflows import carding, knowledge

LINES: Lines = knowledge.lines()
CODES = [str(place["code"]) for place in LINES.places]

WIDE = "日本語 長い名前 👨‍👩‍👧‍👦 한국어 ﷽ ﹏ é"
words = st.one_of(
    st.text(alphabet="abc XYZ-'.", min_size=1, max_size=30),
    st.text(alphabet="abcdefgh", min_size=30, max_size=90),
    st.text(alphabet="long words of many kinds ", min_size=60, max_size=300),
    st.text(alphabet=WIDE, min_size=1, max_size=60),
    st.text(min_size=1, max_size=40),
).filter(lambda text: bool(clean_line(text)))
phones = st.one_of(
    st.none(),
    st.from_regex(r"[0-9+() -]{3,24}", fullmatch=True).filter(lambda text: bool(clean_line(text))),
    st.just("+44 (0)20 7946 0000 ext. 12345"),
)
people = st.lists(
    st.fixed_dictionaries(
        {"name": words},
        optional={"phone": phones, "role": words, "kind": st.sampled_from(["family", "sponsor", "other", "odd"])},
    ),
    max_size=9,
)
medicines = st.lists(st.fixed_dictionaries({"kind": st.sampled_from(["disulfiram", "methadone"])}), max_size=2)
plans = st.fixed_dictionaries(
    {},
    optional={
        "motivations": st.lists(st.fixed_dictionaries({"text": words}), max_size=3),
        "hard_moment": st.fixed_dictionaries(
            {}, optional={"steps": st.lists(st.fixed_dictionaries({"do": words}), max_size=5)}
        ),
        "people": people,
        "substances": st.lists(
            st.fixed_dictionaries(
                {"kind": st.sampled_from(list(knowledge.vocabulary()["substance"]))},
                optional={"often": st.sampled_from(["daily", "weekly"])},
            ),
            max_size=4,
        ),
        "medicine": st.fixed_dictionaries(
            {
                "items": st.lists(
                    st.fixed_dictionaries({"kind": st.sampled_from(["disulfiram", "methadone"])}), max_size=2
                )
            }
        ),
        "about": st.fixed_dictionaries({"age": st.sampled_from(["under_18", "age_18_25"])}),
        "preferences": st.fixed_dictionaries(
            {}, optional={"country": st.sampled_from([*CODES, "ZZ", "BR"]), "discreet": st.just("yes")}
        ),
    },
)


def rows_of(tree: dict[str, Any]) -> list[str]:
    shown = carding.text(tree)
    assert shown.endswith("\n")
    return shown[:-1].split("\n")


def too_big(rows: list[str]) -> list[str]:
    """What does not fit on the card: too many rows, or a row that is too wide."""
    wide = [row for row in rows if width(row) > 40]
    return wide + ([f"{len(rows)} rows"] if len(rows) > 23 else [])


def numbers_shown(tree: dict[str, Any], rows: list[str]) -> list[str]:
    """Numbers of the first three people, those with one first, that do not stand whole on a row."""
    ordered = sorted(tree.get("people") or [], key=lambda person: not person.get("phone"))
    numbers = [clean_line(str(person["phone"])) for person in ordered[:3] if person.get("phone")]
    return [number for number in numbers if not any(number in row for row in rows)]


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans)
@example({"people": [{"name": "n " * 90, "phone": "555-0142", "role": "r " * 40}] * 3})
@example({"people": [{"name": "x" * 200, "phone": "1" * 36}] * 9, "substances": [{"kind": "opioids"}]})
@example({"people": [{"name": "日本" * 40, "phone": "555"}] * 4, "preferences": {"country": "ZZ"}})
@example(
    {
        "people": [{"name": "long name " * 5, "role": "long role " * 5, "phone": "+44 (0)20 7946 0000 ext. 12345"}] * 5,
        "substances": [{"kind": kind, "often": "daily"} for kind in ("alcohol", "opioids", "benzodiazepines")],
        "motivations": [{"text": "words " * 40}],
        "hard_moment": {"steps": [{"do": "step " * 30}] * 3},
        "preferences": {"country": "ZZ"},
        "about": {"age": "under_18"},
    }
)
def test_any_plan_has_a_card_that_fits(tree: dict[str, Any]) -> None:
    rows = rows_of(tree)
    country = (tree.get("preferences") or {}).get("country")
    block = card.danger(LINES, country)
    assert rows[: len(block)] == block
    assert too_big(rows) == []
    assert numbers_shown(tree, rows) == []
    assert any(row.startswith("Numbers checked ") for row in rows)


@pytest.mark.parametrize("phone", ["1" * 50, "call the desk and ask for room 12, then wait for the second tone 555"])
def test_a_number_that_is_too_long_for_a_row_is_not_lost(phone: str) -> None:
    rows = rows_of({"people": [{"name": "Dana", "phone": phone}]})
    assert phone.replace(" ", "") in "".join(rows).replace(" ", "")
    assert too_big(rows) == []


def test_three_people_stand_there_and_the_rest_with_their_numbers_where_there_is_room() -> None:
    tree = {"people": [{"name": f"Name{n}", "phone": f"555-000{n}"} for n in range(6)]}
    rows = rows_of(tree)
    assert all(any(f"Name{n} 555-000{n}" in row for row in rows) for n in range(6))  # no number is broken
    tight = rows_of(
        tree | {"hard_moment": {"steps": [{"id": f"h{n}", "do": "walk to the river " * 4} for n in range(3)]}}
    )
    shown = " ".join(tight)
    assert all(f"Name{n}" in shown for n in range(6))
    assert all(f"555-000{n}" in shown for n in range(3))


def test_who_has_a_number_comes_first() -> None:
    tree = {"people": [{"name": f"Quiet{n}"} for n in range(3)] + [{"name": "Dana", "phone": "555-0142"}]}
    assert "Dana 555-0142" in carding.text(tree)


def test_a_long_name_takes_its_own_row() -> None:
    rows = rows_of({"people": [{"name": "Alexandrina Montgomery", "role": "my sponsor", "phone": "+1 555 014 2222"}]})
    at = next(n for n, row in enumerate(rows) if "Alexandrina" in row)
    assert rows[at + 1].strip() == "+1 555 014 2222"


def test_a_role_goes_before_a_name_or_a_number_takes_another_row() -> None:
    person = {"name": "Sister Agnes at the clinic", "kind": "professional", "phone": "555-0102"}
    assert "  Sister Agnes at the clinic 555-0102" in rows_of({"people": [person]})
    rows = rows_of({"people": [person | {"role": "my nurse"}], "preferences": {"country": "US"}})
    at = rows.index("  Sister Agnes at the clinic (my nurse)")
    assert rows[at + 1] == "    555-0102"


LONG_NAMED = [
    {"name": "Alexandrina Montgomery-Featherstonehaugh of the north side", "kind": "family",
     "phone": "+44 (0)20 7946 0000 ext. 12345"},
    {"name": "Maria del Carmen Fernandez de la Vega y Sanchez", "kind": "sponsor", "phone": "+1 (202) 555-0199 x 12"},
    {"name": "Professor Bartholomew Wolfeschlegelsteinhausenbergerdorff", "kind": "other", "phone": "+49 30 901 555"},
    {"name": "Sam from the Tuesday group at the church", "kind": "group", "phone": "555-0101"},
    {"name": "Jo", "kind": "friend"},
    {"name": "Kim-Marie of the morning walk", "kind": "friend"},
]  # fmt: skip


@pytest.mark.parametrize("country", ["US", "ZZ", "FR"])
def test_five_people_with_long_names(country: str) -> None:
    tree = {"people": LONG_NAMED, "preferences": {"country": country}, "motivations": [{"text": "My girl."}]}
    rows = rows_of(tree)
    assert numbers_shown(tree, rows) == []
    assert too_big(rows) == []
    shown = "\n".join(rows)
    assert [one["name"][:4] in shown for one in LONG_NAMED] == [True] * 6
    assert "555-0101" not in shown
    assert rows[rows.index("What matters") + 1] == "  My girl."


def test_with_room_long_names_are_whole() -> None:
    shown = " ".join(" ".join(rows_of({"people": LONG_NAMED[:2], "preferences": {"country": "US"}})).split())
    for one in LONG_NAMED[:2]:
        assert one["name"] in shown.replace("- ", "-")


@pytest.mark.parametrize(
    ("words", "columns", "shown"),
    [
        ("short", 20, "short"),
        ("keep the job at the hospital", 20, "keep the job at …"),
        ("Alexandrina Montgomery-Featherstonehaugh", 30, "Alexandrina Montgomery-Feath …"),
        ("x" * 50, 12, "xxxxxxxxxx …"),
        ("日本語の長い名前です", 11, "日本語の …"),
        ("one two", 6, "one …"),
    ],
)
def test_words_are_cut_between_words(words: str, columns: int, shown: str) -> None:
    assert card_people.cut(words, columns) == shown
    assert width(shown) <= columns


def test_a_step_of_ours_is_not_cut_in_one_row() -> None:
    tree = {"people": LONG_NAMED, "preferences": {"country": "US"}, "motivations": [{"text": "My girl."}]}
    assert "  1. Move somewhere safer. Do not drive." in rows_of(tree)
    own = {"hard_moment": {"steps": [{"do": "Move somewhere safer. Do not drive if you have used."}]}}
    assert not any("…" in row for row in rows_of(tree | own) if row.startswith("  1."))


def test_a_reason_in_the_last_row_that_is_left() -> None:
    """A1: what matters stands there as long as there is a row for it."""
    seen = set()
    for n in range(4):
        people = [{"name": f"Person{n} of the north side group", "phone": f"+1 202 555 014{n}"} for n in range(3)][:n]
        for steps in range(1, 4):
            tree = BIG | {"people": people, "hard_moment": {"steps": [{"do": "Go out and walk " * 3}] * steps},
                          "preferences": {"country": "ZZ"}}  # fmt: skip
            rows = rows_of(tree)
            assert too_big(rows) == []
            seen |= {row.split(" I")[0] for row in rows if row.startswith("What matters")}
    assert seen == {"What matters", "What matters:"}


def test_a_long_reason_shows_two_rows() -> None:
    rows = rows_of({"motivations": [{"text": "I want to see my girl grow up " * 9}], "preferences": {"country": "US"}})
    at = rows.index("What matters")
    assert rows[at + 2].endswith("…")
    assert not rows[at + 3].startswith("  I")


def test_what_is_planned_stands_there(home: Path, run: Run) -> None:
    assert run("new", "--answers", "-", typed=ANSWERS).code == 0
    shown = run("now").out
    for part in (
        "In danger? Call 911",
        "What matters",
        "ZEBRA-7 wants to sleep",
        "1. call ZEBRA-7",
        "ZEBRA-7 555-0142",
    ):
        assert part in shown


@pytest.mark.parametrize("code", [*CODES, "ZZ", "BR", None])
def test_the_card_of_every_place(code: str | None) -> None:
    tree = {"preferences": {"country": code}} if code else {}
    shown = carding.text(tree)
    assert too_big(shown[:-1].split("\n")) == []
    assert LINES.emergency(code) in " ".join(shown.split())
    for line in LINES.lines:
        if line["place"] != code and line.get("voice") and len(str(line["voice"])) > 4:
            assert str(line["voice"]) not in shown or any(
                one["place"] == code and one.get("voice") == line["voice"] for one in LINES.lines
            )


@pytest.mark.parametrize("code", CODES)
def test_the_crisis_line_of_a_place_is_in_the_block(code: str) -> None:
    line = LINES.crisis(code)
    block = " ".join(" ".join(card.danger(LINES, code)).split())
    assert "Thoughts of ending your life:" in block
    assert (str(line["say"]) if line else f"call {LINES.emergency(code)}") in block


def test_an_edited_plan_that_broke_keeps_the_last_good_card(home: Path, run: Run) -> None:
    assert run("new", "--answers", "-", typed=ANSWERS).code == 0
    good = run("now").out
    (home / "plan.yaml").write_text("people: [", "utf-8")
    kept = run("now")
    assert kept.code == 0
    assert "ZEBRA-7 555-0142" in kept.out
    assert kept.out.startswith(good[:200])
    assert too_big(kept.out[:-1].split("\n")) == []
    assert "recoveryplan check" in kept.out


def test_a_card_follows_the_plan(home: Path, run: Run) -> None:
    assert run("new", "--answers", "-", typed=ANSWERS).code == 0
    plan = home / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("555-0142", "555-9999"), "utf-8")
    assert "555-9999" in run("now").out
    assert "555-9999" in run("now").out
    kept = (home / "now.txt").read_text("utf-8")
    (home / "now.txt").write_text(kept.replace("555-9999", "555-0000").replace(kept.split()[0], "0" * 32), "utf-8")
    assert "555-9999" in run("now").out


@pytest.mark.parametrize("args", [("now", "--plain"), ("--no-color", "now"), ("now", "--no-input")])
def test_the_card_is_the_same_with_options(args: tuple[str, ...], home: Path, run: Run) -> None:
    assert run("new", "--answers", "-", typed=ANSWERS).code == 0
    assert run(*args).out == run("now").out


def test_only_a_draft_is_told(home: Path, run: Run) -> None:
    drafts = home / "drafts"
    assert "began" not in run("now").out
    drafts.mkdir(parents=True)
    assert run("now").code == 0


BIG = {
    "people": [{"name": f"Alexandrina Montgomery {n}", "role": "my sponsor since May", "phone": f"+1 202 555 014{n}"}
               for n in range(3)],
    "substances": [{"kind": "alcohol", "often": "daily"}, {"kind": "opioids"}],
    "motivations": [{"text": "I want to see my girl grow up " * 3}],
    "preferences": {"country": "US"},
}  # fmt: skip


@pytest.mark.parametrize("country", ["US", "ZZ"])
@pytest.mark.parametrize("own", [0, 1, 3])
def test_people_do_not_push_the_steps_off(own: int, country: str) -> None:
    steps = [{"do": f"Step {n} and then some more of it, for two rows"} for n in range(own)]
    tree = BIG | {"hard_moment": {"steps": steps}, "preferences": {"country": country}}
    rows = rows_of(tree)
    at = rows.index("Next")
    shown = [row for row in rows[at:] if row[:2] == "  " and row[2:3].isdigit() and row[3:5] == ". "]
    assert len(shown) == (own or 3)
    assert numbers_shown(tree, rows) == []
    assert too_big(rows) == []


def test_reasons_give_way_before_steps() -> None:
    assert "What matters" not in rows_of(BIG | {"preferences": {"country": "ZZ"}})
    assert "What matters" in rows_of(BIG | {"people": BIG["people"][:1]})


def test_even_the_fullest_card_has_a_step() -> None:
    tree = BIG | {
        "substances": [{"kind": kind, "often": "daily"} for kind in knowledge.vocabulary()["substance"]],
        "people": [{"name": "long name " * 5, "phone": "+44 (0)20 7946 0000 ext. 12345"}] * 5,
        "about": {"age": "under_18"},
        "preferences": {"country": "ZZ"},
    }
    rows = rows_of(tree)
    assert "Next" in rows
    assert numbers_shown(tree, rows) == []
    assert too_big(rows) == []


# --- the order of the warnings ---


def notices(*rules: tuple[str, str, int | None]) -> list[Notice]:
    """Warnings as (words, level, rank)."""
    made = [
        {"id": words, "title": words, "card": words, "levels": [{"level": level, "text": "x", "when": {"all": []}}]}
        | ({} if rank is None else {"card_rank": str(rank)})
        for words, level, rank in rules
    ]
    return Rules(made, {}).fired({})


def warned(*rules: tuple[str, str, int | None]) -> list[str]:
    rows = card.make({}, LINES, notices(*rules)).split("\n")
    return [row[2:] for row in rows if row.startswith("! ")]


def test_firm_warnings_come_before_soft_ones_and_then_by_rank() -> None:
    assert warned(("A", "soft", 1), ("B", "firm", None), ("C", "firm", 2)) == ["C", "B", "A"]
    assert warned(("A", "firm", 20), ("B", "firm", 10), ("C", "firm", 10)) == ["B", "C", "A"]
    assert warned(("A", "firm", None), ("B", "firm", None)) == ["A", "B"]


def test_what_has_no_room_is_told_to_be_there() -> None:
    more = "More: recoveryplan show"
    assert warned(*((letter, "firm", None) for letter in "ABC")) == ["A", "B", "C"]
    assert warned(*((letter, "firm", None) for letter in "ABCD")) == ["A", "B", "C", more]
    long = "words that take the room of two rows on a card"
    assert warned((long, "firm", 1), ("B", "firm", 2), ("C", "firm", 3))[1:] == ["B", more]
    assert warned(("A", "firm", 1), ("A", "soft", 2)) == ["A"]


def test_a_break_comes_before_stopping(home: Path, run: Run) -> None:
    tree = {
        "substances": [
            {"kind": "alcohol", "often": "daily"},
            {"kind": "benzodiazepines", "often": "daily"},
            {"kind": "opioids", "often": "daily"},
        ],
        "recent_break": {"kind": "jail"},
    }
    shown = [row for row in rows_of(tree) if row.startswith("! ")]
    assert "! After a break, old amounts can kill" in shown
    assert shown[-1] == "! More: recoveryplan show"
    assert len(shown) == 4


# --- words put into a card ---


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans)
def test_a_card_with_a_remark_fits_too(tree: dict[str, Any]) -> None:
    shown = carding.text(tree)
    rows = card.with_rows(shown, last=("A remark that takes two rows, as it is much too long for one.",))
    assert too_big(rows[:-1].split("\n")) == []
    assert rows.split("\n")[-3].startswith("A remark")
    block = card.danger(LINES, (tree.get("preferences") or {}).get("country"))
    assert rows.split("\n")[: len(block)] == block
    assert numbers_shown(tree, rows.split("\n")) == []
    before = set(shown.split("\n"))
    assert {row for row in before if row.startswith("! ")} <= set(rows.split("\n"))


def test_what_gives_way_goes_in_order() -> None:
    shown = """\
In danger? Call 911:
  signs
Thoughts of ending your life:
  call

What matters
  me
Next
  1. one
     more
  2. two
  3. three
My people
  Dana
Talk: Text HOME
Numbers checked
"""
    for much in range(23):
        rows = card.with_rows(shown, last=["word"] * much).split("\n")[:-1]
        assert len(rows) <= 23
        if "Next" in rows:
            assert "  1. one" in rows
        assert "What matters" not in rows or "Next" in rows
        assert "Talk: Text HOME" not in rows or "What matters" in rows
        assert rows[:4] == shown.split("\n")[:4] or much > 19


def test_the_look_at_the_card_sees_a_bad_one() -> None:
    assert too_big(["x" * 41]) == ["x" * 41]
    assert too_big(["日" * 21]) == ["日" * 21]
    assert too_big([""] * 24) == ["24 rows"]
    assert too_big(["x" * 40] * 23) == []
    assert numbers_shown({"people": [{"name": "a", "phone": "555-0142"}]}, ["555-", "0142"]) == ["555-0142"]


def test_nobody_to_keep_away_from_is_on_the_card() -> None:
    tree = {
        "people": [{"name": "Rick", "phone": "555 0101"}, {"name": "Dana", "phone": "555 0142"}],
        "keep_distance": [{"id": "x1", "who": "rick "}],
    }
    shown = card.make(tree, LINES)
    assert "Dana" in shown
    assert "Rick" not in shown
    assert "555 0101" not in shown
