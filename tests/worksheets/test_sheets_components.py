"""The sheets for one part of a plan each, as the person who holds one: is what I look for on it?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from recoveryplan.worksheets import declared, facilitating, html, markdown
from recoveryplan.worksheets.blocks import Grid, IfThen, Note, Scale, Signature, Slip
from recoveryplan.worksheets.sheets import Sheet, build
from worksheets import pages, samples
from worksheets.made import missing, own, page, plan_of, sheet, text

PEOPLE = ("sarah", "maria")
SHEETS = (
    *("matters", "barriers", "strengths", "triggers", "goals", "coping", "self-care-week", "warning-signs"),
    *("commitments", "support-map", "decision-balance", "wallet-card", "fridge"),
)
DISCREET = ("wallet-card", "fridge")


def blocks(made: Sheet, kind: type[Any]) -> Iterator[Any]:
    return (block for block in made.blocks if isinstance(block, kind))


def lines_to_write_on(made: Sheet) -> int:
    """Write-in lines and empty cells together."""
    elements = pages.of_html(html.write(made)).elements
    cells = sum((1 + len(grid.head[1:])) * (len(grid.down) + grid.room) for grid in blocks(made, Grid))
    return cells + sum(tag == "span" and ("class", "line") in attributes for tag, attributes in elements)


# --- what each person looks for on their own copy ---

LOOKED_FOR = {
    "matters": ("motivations.text", "about.values.text", "aim.words"),
    "barriers": ("barriers.what", "barriers.strategies.then"),
    "strengths": ("strengths.personal.text", "strengths.social.text", "strengths.community.text"),
    "triggers": ("triggers.what", "triggers.strategies.then", "hard_moment.steps.do"),
    "goals": ("goals.what", "goals.steps.text", "goals.confidence"),
    "coping": ("coping.what", "coping.how", "hard_moment.steps.do"),
    "self-care-week": ("self_care.what", "self_care.anchor"),
    "warning-signs": ("warning_signs.sign", "warning_signs.responses.do"),
    "commitments": ("accountability.agreed.text", "signed.witness"),
    "support-map": ("people.name", "people.phone"),
    "decision-balance": ("motivations.text", "aim.words"),
    "wallet-card": ("hard_moment.steps.do", "people.name", "people.phone"),
    "fridge": ("motivations.text", "hard_moment.steps.do", "people.name", "people.phone"),
}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", SHEETS)
def test_my_own_words_are_on_my_copy(name: str, person: str) -> None:
    made = sheet(name, person)
    looked_for = own(person, *LOOKED_FOR[name])
    assert missing(page(made), looked_for) == []
    assert missing(pages.of_markdown(markdown.write(made)).text, looked_for) == []


def test_words_that_are_not_there_are_noticed() -> None:
    assert missing(text("matters", "sarah"), own("maria", "motivations.text")) == own("maria", "motivations.text")


@pytest.mark.parametrize("name", SHEETS)
def test_a_blank_has_nobodys_words_and_room_for_mine(name: str) -> None:
    made = sheet(name)
    shown = page(made)
    for person in PEOPLE:
        theirs = own(person, "people.phone", "goals.what", "triggers.what", "warning_signs.sign", "motivations.text")
        assert [words for words in theirs if words in shown] == []
    assert lines_to_write_on(made) >= 6
    assert not any(scale.chosen is not None for scale in blocks(made, Scale))


# --- what nobody may find on any of them ---


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", SHEETS)
def test_whom_i_keep_away_from_is_on_no_sheet(name: str, person: str) -> None:
    made = sheet(name, person)
    kept = own(person, "keep_distance.who", "keep_distance.note")
    assert [words for words in kept if words in page(made) or words in markdown.write(made)] == []


def test_a_name_to_keep_away_from_would_be_seen() -> None:
    tree = plan_of("sarah")
    tree["people"].append({"id": "p9", "name": own("sarah", "keep_distance.who")[0]})
    assert own("sarah", "keep_distance.who")[0] in page(build("support-map", tree, samples.context()))


@pytest.mark.parametrize("name", SHEETS)
def test_no_sheet_tells_of_thoughts_of_dying_or_of_a_gun(name: str) -> None:
    told = own("maria", "mind.means_plan")
    assert missing(text(name, "maria"), told) == told


@pytest.mark.parametrize("name", SHEETS)
def test_my_name_stands_there_only_when_i_ask_for_it(name: str) -> None:
    called = own("sarah", "about.name")[0]
    assert called not in text(name, "sarah")
    asked = page(build(name, plan_of("sarah"), samples.context(with_name=True)))
    assert (called in asked) is declared.load(name).named


@pytest.mark.parametrize("name", DISCREET)
def test_a_page_that_others_see_names_no_substance_and_no_one(name: str) -> None:
    sold = ("alcohol", "drink", "drug", "opioid", "recover", "addict", "crav", "sober", "urge")
    ours = " ".join(_own_texts(declared.load(name)))
    assert [word for word in sold if word in ours.lower()] == []
    assert "Name (if I like)" not in text(name)


def _own_texts(made: declared.Declared) -> Iterator[str]:
    yield from (made.title, made.intro)
    for section in made.sections:
        yield from (section.title, section.intro)
        for part in section.parts:
            yield from (part.label, part.title, *part.texts, *(panel.title for panel in part.panels))
            yield part.path if part.kind == "text" else ""


# --- phones ---


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", ["support-map", "wallet-card", "fridge"])
def test_every_phone_of_my_people_is_there_and_whole(name: str, person: str) -> None:
    source = html.write(sheet(name, person))
    for phone in own(person, "people.phone"):
        assert f'<a class="number" href="tel:{phone.replace("-", "")}">{phone}</a>' in source


@pytest.mark.parametrize(("person", "called", "phone"), [("sarah", "Beth", "555-0117"), ("maria", "Luis", "555-0112")])
def test_whom_a_sign_names_stands_beside_it_with_the_phone(person: str, called: str, phone: str) -> None:
    named = [way.contact for sign in blocks(sheet("warning-signs", person), IfThen) for way in sign.ways if way.contact]
    assert phone in {contact.phone for contact in named if contact.name == called}
    assert phone in text("warning-signs", person)


# --- each sheet for what it is ---


def test_recovery_capital_has_its_three_kinds() -> None:
    for shown in (text("strengths"), text("strengths", "maria")):
        assert missing(shown, ["In me", "People and places near me", "Around me"]) == []


def test_if_then_is_said_as_one_sentence() -> None:
    assert "If the wine app sends me an offer, then I will delete the app and take my card off it." in text(
        "triggers", "sarah"
    )
    assert missing(text("triggers"), ["If", "then I will"]) == []


def test_each_letter_of_a_goal_has_a_hint_in_plain_words_and_an_example() -> None:
    shown = text("goals")
    for letter in ("Specific", "Measure", "Achievable", "Relevant", "Time"):
        assert shown.count(letter) >= 2  # in the example with its hint, and where one writes
    assert "made up" in shown
    assert "get better" in shown


@pytest.mark.parametrize("name", ["whole-plan", "matters", "goals", "decision-balance"])
def test_who_plans_to_stop_is_told_to_talk_with_a_doctor_first(name: str) -> None:
    assert "dangerous to stop all at once" in text(name)
    assert missing(text(name, "sarah"), list(samples.NOTICES)) == []


def test_on_the_blank_whole_plan_the_warning_stands_where_a_change_is_written() -> None:
    shown = text("whole-plan")
    order = [shown.index(words) for words in ("What I want about my use", "dangerous to stop all at once", "My goals")]
    assert order == sorted(order)
    assert "Before you stop or cut down" not in text("whole-plan", "sarah"), "hers stand in her own notices"


def test_coping_knows_what_i_can_do_and_what_i_learn() -> None:
    assert missing(text("coping"), ["I can do this", "I want to learn it", "Not for me"]) == []
    shown = text("coping", "sarah")
    assert shown.index("I can do this") < shown.index("Keep my hands busy") < shown.index("I am learning this")


@pytest.mark.parametrize("person", ["", *PEOPLE])
def test_a_week_of_self_care_can_be_ticked(person: str) -> None:
    week = next(blocks(sheet("self-care-week", person), Grid))
    assert week.down == ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    assert len(week.head) >= 5
    if person:
        assert set(own(person, "self_care.what")) <= set(week.head)


@pytest.mark.parametrize("habits", [0, 6, 12])
def test_with_none_or_with_many_i_choose_a_few_for_the_week(habits: int) -> None:
    tree = plan_of("sarah")
    tree["self_care"] = [{"id": f"k{n}", "what": f"Habit number {n}"} for n in range(habits)]
    made = build("self-care-week", tree, samples.context())
    assert [len(week.head) for week in blocks(made, Grid)] == [6]
    assert missing(page(made), [f"Habit number {n}" for n in range(habits)]) == []


@pytest.mark.parametrize("person", ["", *PEOPLE])
def test_the_three_levels_are_words_and_come_in_order(person: str) -> None:
    shown = text("warning-signs", person)
    places = [shown.index(level) for level in ("Green: early", "Yellow: it is getting harder", "Red: I need help now")]
    assert places == sorted(places)
    assert places[-1] < shown.index(samples.DANGER[0])


def test_each_sign_stands_under_its_level() -> None:
    shown = text("warning-signs", "sarah")
    order = [shown.index(words) for words in ("Green:", "mail closed", "Yellow:", "big bottle", "Red:", "I shake")]
    assert order == sorted(order)


def test_a_level_without_a_sign_leaves_room() -> None:
    tree = plan_of("sarah")
    tree["warning_signs"] = [one for one in tree["warning_signs"] if one["level"] != "yellow"]
    grids = list(blocks(build("warning-signs", tree, samples.context()), Grid))
    assert [grid.label for grid in grids] == ["My yellow signs"]


def test_a_sign_without_a_level_is_not_lost() -> None:
    tree = plan_of("sarah")
    tree["warning_signs"].append({"id": "w9", "sign": "I stop singing"})
    assert "I stop singing" in page(build("warning-signs", tree, samples.context()))


@pytest.mark.parametrize("person", ["", *PEOPLE])
def test_my_word_is_no_contract_and_both_lines_are_free(person: str) -> None:
    made = sheet("commitments", person)
    shown = page(made)
    assert missing(shown, ["not a legal contract", "Both lines can stay empty", "What we will do to add support"]) == []
    assert missing(shown, ["Me", "Someone who stands by me"]) == []
    assert not any(line.day for line in next(blocks(made, Signature)).lines), "a day before the pen looks signed"


@pytest.mark.parametrize("thing", ["Money", "passwords", "Medicine", "care", "food", "children"])
def test_my_word_says_what_nobody_may_take(thing: str) -> None:
    shown = text("commitments")
    assert thing in shown[shown.index("What never belongs here") :]


def test_the_map_asks_who_could_do_what_and_has_rings() -> None:
    for person in ("", *PEOPLE):
        shown = text("support-map", person)
        assert missing(shown, ["Closest to me", "Someone who can …", "listen, even late", "drive me"]) == []


def test_both_sides_of_both_ways_have_a_tall_box_and_two_scales_end_it() -> None:
    for person in ("", *PEOPLE):
        made = sheet("decision-balance", person)
        boxes = next(blocks(made, Grid))
        assert (len(boxes.head), len(boxes.down)) == (3, 2)
        assert boxes.tall >= 4
        assert [scale.label.split()[1] for scale in blocks(made, Scale)] == ["much", "sure"]


@pytest.mark.parametrize("person", ["", *PEOPLE])
def test_the_card_opens_with_danger_and_has_a_side_for_steps_and_people(person: str) -> None:
    sides = next(blocks(sheet("wallet-card", person), Slip)).sides
    assert sides[0].lines == samples.DANGER
    assert [side.title for side in sides] == ["Help now", "My next steps", "My people", "What matters"]
    assert all(side.lines or side.people or side.room >= 3 for side in sides)


@pytest.mark.parametrize("person", ["", *PEOPLE])
def test_the_page_of_a_hard_moment_opens_with_danger_and_ends_with_lines(person: str) -> None:
    shown = text("fridge", person)
    order = [shown.index(words) for words in (samples.DANGER[0], "Next", "My people", "What matters", samples.LINES[0])]
    assert order == sorted(order)


# --- for the person who leads ---


@pytest.mark.parametrize("name", SHEETS)
def test_each_sheet_has_a_page_for_who_leads(name: str) -> None:
    made = facilitating.build(name, samples.blank_context())
    assert made is not None
    assert missing(page(made), ["To close", "If someone tells of harm", samples.DANGER[0]]) == []


def test_no_page_for_who_leads_is_like_another() -> None:
    said = [line for name in SHEETS for line in _leading(name)]
    assert len(said) > 100
    assert [line for line in set(said) if said.count(line) > 1] == []


def _leading(name: str) -> list[str]:
    found = declared.load(name).facilitator
    assert found is not None
    return [found.purpose, *found.prepare, *found.open, *found.along, *found.close, *found.disclosure]


@pytest.mark.parametrize("name", [name for name in SHEETS if declared.load(name).group])
def test_a_group_is_told_before_it_writes(name: str) -> None:
    first = next(blocks(sheet(name), Note))
    assert first.title == "Before you write"
