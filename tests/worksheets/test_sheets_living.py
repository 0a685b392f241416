"""The sheets for living with a plan, as the person who holds one: is what I look for on it, and is it kind to me?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Any

import pytest

from content import own_text
from recoveryplan.worksheets import declared, facilitating, html, markdown
from recoveryplan.worksheets.blocks import Block, Checklist, Grid, Note, People, Prompts, Scale
from recoveryplan.worksheets.sheets import Sheet, build
from worksheets import pages, samples
from worksheets.made import missing, own, page, plan_of, sheet, text

PEOPLE = ("sarah", "john")
HEADINGS = ("h1", "h2", "h3")
SHEETS = (
    *("urge-log", "check-in-month", "week", "review-month", "after-setback", "visit", "choosing-provider"),
    *("medicine", "hard-dates", "phone-money", "help-lines", "safety-plan-together"),
)


OF_THOUGHTS = re.compile(r"thought|suicid|warning|distract|dying|end my", re.IGNORECASE)
OF_USE = re.compile(r"\bused?\b|what i took|trauma|how much i\b", re.IGNORECASE)
HARD = re.compile(r"\byou must\b|\bfail|\b\d+ ?(?:mg|pills|drinks)\b", re.IGNORECASE)


def found(made: Sheet, kind: type[Any]) -> list[Any]:
    return [block for block in made.blocks if isinstance(block, kind)]


def columns(made: Sheet) -> list[str]:
    return [name for grid in found(made, Grid) for name in grid.head]


# --- on a blank one ---

ON_A_BLANK = {
    "urge-log": ("Day and time", "what set it off", "How strong", "What I did", "How strong later", "What helped best"),
    "check-in-month": ("Mood", "Sleep", "Craving", "Connection", "Hope", "0 to 10", "31", "When to reach out"),
    "week": (
        "Monday",
        "Sunday",
        "Morning",
        "Afternoon",
        "Evening",
        "My self-care",
        "What I take part in",
        "Hard dates",
    ),
    "review-month": (
        *("What went well", "Moving", "Reached", "Stuck", "No longer mine", "What helped", "A new thing sets it off"),
        *(
            "each number is still right",
            "Hard dates",
            "How much this matters",
            "How sure I am",
            "I look at it again on",
        ),
    ),
    "after-setback": (
        *("do not sleep it off alone", "Do not drive", "Naloxone", "Nothing is erased", "It was close"),
        *("Old amounts can kill", "do not be alone, and tell someone", "a person who can come"),
        *("Next time it is like this", "I call or text"),
    ),
    "visit": (
        *("My goals", "How care could fit me", "My questions", "How often could I come, and for how long?"),
        *("We agreed", "Our next visit"),
    ),
    "choosing-provider": (
        *("Place 1", "Place 2", "Place 3", "Evenings", "Child care", "language", "phone or video", "What will it cost"),
        *("Medicine offered, and mine is welcome", "no faith", "Reasons to slow down", "no fault"),
    ),
    "medicine": (
        *("Who prescribes it", "Where I get it", "If I miss one", "If I run out", "If I travel", "If I am in hospital"),
        *("If I am held somewhere", "locked away", "naloxone", "never stop a medicine on my own"),
    ),
    "hard-dates": ("Pay day", "court", "died", "funeral", "My plan for the day", "Who with", "Night"),
    "phone-money": (
        *("Sellers blocked", "Old group chats", "Delivery apps", "Betting apps", "My next pay day", "control"),
        *("have it back any time", "If you owe money", "reads your phone"),
    ),
    "help-lines": ("Name", "Phone", "Pharmacy", "A safe bed", "A help line I know", "ask if you need to give a name"),
    "safety-plan-together": (
        *(
            "made with someone",
            "My doctor or nurse",
            "Someone at a crisis line",
            "What I bring",
            "Who else will see it?",
        ),
        *("Where I keep it", "Guns are safest away from home"),
    ),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_blank_one_has_what_people_look_for_and_room_to_write(name: str) -> None:
    assert missing(text(name), ON_A_BLANK[name]) == []
    assert 'class="line"' in html.write(sheet(name)) or found(sheet(name), Grid)


def test_what_is_not_there_is_missed() -> None:
    assert missing(text("week"), ("Monday", "Thirdday")) == ["Thirdday"]


@pytest.mark.parametrize("name", SHEETS)
def test_it_is_there_in_every_way_to_print_it(name: str) -> None:
    page = pages.of_markdown(markdown.write(sheet(name))).text
    assert missing(page, ON_A_BLANK[name]) == []


# --- on my own copy ---

MINE = {
    "urge-log": ("hard_moment.steps.do", "motivations.text"),
    "week": ("self_care.what", "self_care.anchor", "hard_dates.what", "hard_dates.plan", "goals.steps.text"),
    "review-month": (
        *("motivations.text", "goals.what", "triggers.strategies.then", "coping.what", "self_care.what"),
        "hard_dates.plan",
    ),
    "after-setback": (
        *("if_i_use.steps.do", "triggers.what", "warning_signs.sign", "coping.what", "motivations.text"),
        "preferences.word_for_setback",
    ),
    "visit": ("motivations.text", "goals.what", "treatment.to_discuss.text", "treatment.questions.text"),
    "choosing-provider": ("treatment.to_discuss.text",),
    "hard-dates": ("hard_dates.what", "hard_dates.plan"),
    "phone-money": ("triggers[kind=phone_money].strategies.then", "hard_moment.steps.do"),
    "safety-plan-together": ("motivations.text",),
}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", MINE)
def test_my_own_words_are_on_my_copy(name: str, person: str) -> None:
    assert missing(text(name, person), own(person, *MINE[name])) == []


def test_john_finds_his_medicine_and_what_to_do() -> None:
    page = text("medicine", "john")
    paths = ("items.name", "items.prescriber", "items.pharmacy", "items.refill", "if_missed", "if_run_out")
    assert missing(page, own("john", *(f"medicine.{path}" for path in (*paths, "naloxone_where")))) == []
    assert "31 March 2028" in page


def test_what_john_has_not_planned_yet_has_room_once() -> None:
    rows = [row for block in found(sheet("medicine", "john"), Prompts) for row in block.rows]
    room = {row.label: row.room for row in rows}
    assert room["If I travel, I will"]
    assert room["If I am held somewhere, I will"]
    assert room["Where it is locked away"]
    assert not room["If I miss one, I will"]
    assert len(room) == len(rows)


def test_a_visit_tells_which_care_was_not_the_right_fit() -> None:
    page = text("visit", "john")
    assert "Care that was not the right fit" in page
    assert missing(page, own("john", "past_care.what")) == []


def test_reached_goals_stay_after_a_setback() -> None:
    tree = dict(plan_of("sarah"), goals=[{"id": "g9", "what": "thirty evenings", "status": "reached"}])
    said = page(build("after-setback", tree, samples.context()))
    assert "it stays reached" in said
    assert "thirty evenings" in said
    assert "thirty evenings" in page(build("review-month", tree, samples.context()))


def test_a_scale_of_my_own_is_a_column_of_my_month() -> None:
    tree = {"checkins": {"own": [{"id": "o1", "name": "Pain", "low": "none", "high": "the worst"}]}}
    made = build("check-in-month", tree, samples.context())
    assert "Pain" in columns(made)
    assert "the worst" in page(made)
    (grid,) = found(made, Grid)
    assert grid.down == tuple(str(day) for day in range(1, 32))


# --- people and lines ---

WITH_EVERYBODY = (
    *("urge-log", "check-in-month", "week", "review-month", "after-setback", "hard-dates", "phone-money"),
    *("help-lines", "safety-plan-together"),
)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", WITH_EVERYBODY)
def test_each_number_stands_whole_beside_its_name(name: str, person: str) -> None:
    page = html.write(sheet(name, person))
    for one in plan_of(person)["people"]:
        assert f">{one['phone']}</a>" in page, "a number in one piece, which a line can not break"
        assert one["name"] in page


@pytest.mark.parametrize("person", PEOPLE)
def test_the_medicine_page_names_the_professional(person: str) -> None:
    made = found(sheet("medicine", person), People)
    professionals = [one["name"] for one in plan_of(person)["people"] if one["kind"] == "professional"]
    assert [contact.name for block in made for contact in block.people] == professionals


@pytest.mark.parametrize("name", ["after-setback", "help-lines", "safety-plan-together"])
@pytest.mark.parametrize("person", ["", *PEOPLE])
def test_help_stands_on_it_whole(name: str, person: str) -> None:
    made = build(name, plan_of(person) if person else None, samples.context())
    lines = [line for note in found(made, Note) for line in note.lines]
    assert missing("\n".join(lines), (*samples.DANGER, *samples.LINES)) == []


# --- safe ---


KEPT_AWAY = {"sarah": ("Corner Tap", "Jess"), "john": ("truck", "number blocked")}


def gives_away(page: str, person: str) -> list[str]:
    notes = [one["note"] for one in plan_of(person)["keep_distance"]]
    return [words for words in (*notes, *KEPT_AWAY[person]) if words in page]


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", SHEETS)
def test_whom_i_keep_away_from_is_on_none(name: str, person: str) -> None:
    assert gives_away(text(name, person) + markdown.write(sheet(name, person)), person) == []


def test_a_name_to_keep_away_from_would_be_seen() -> None:
    tree = dict(plan_of("sarah"), people=[{"id": "p9", "name": "Jess"}])
    assert gives_away(page(build("help-lines", tree, samples.context())), "sarah") == ["Jess"]


@pytest.mark.parametrize("name", SHEETS)
def test_what_i_said_of_dark_thoughts_is_on_none(name: str) -> None:
    told = {"thoughts": "yes", "means_near": "yes", "means_plan": "my brother has the key"}
    with_it = build(name, dict(plan_of("sarah"), mind=told), samples.context())
    without = build(name, {key: one for key, one in plan_of("sarah").items() if key != "mind"}, samples.context())
    assert html.write(with_it) == html.write(without)


def asked_before_help(blocks: Sequence[Block]) -> list[str]:
    """What a page asks, or wants written, before the danger block and the warnings."""
    asked: list[str] = []
    still = set(samples.DANGER) | {"Do not drive."}
    for block in blocks:
        if not still:
            break
        if isinstance(block, Note):
            still -= set(block.lines)
        elif isinstance(block, Prompts | Checklist | Grid | Scale):
            asked.append(type(block).__name__)
        elif "?" in getattr(block, "text", ""):
            asked.append(block.text)  # type: ignore[union-attr]
    return asked


@pytest.mark.parametrize("person", ["", *PEOPLE])
def test_after_a_setback_the_body_comes_before_any_question(person: str) -> None:
    made = sheet("after-setback", person)
    assert asked_before_help(made.blocks) == []
    assert isinstance(made.blocks[0], Note)
    assert made.blocks[0].tone == "danger"
    assert "?" not in made.title + made.intro
    said = page(made)
    order = (
        "Hard to wake",
        "Do not drive",
        "Someone to call",
        "Is someone with you",
        "Nothing is erased",
        "What was there",
    )
    assert [said.index(words) for words in order] == sorted(said.index(words) for words in order)


@pytest.mark.parametrize("name", ["after-setback", "safety-plan-together", "check-in-month", "help-lines"])
def test_a_blank_has_a_line_for_a_number_where_no_country_is_known(name: str) -> None:
    nowhere = build(name, None, samples.blank_context(lines=()))
    assert any("help line" in row.label and row.room for block in found(nowhere, Prompts) for row in block.rows)


def test_what_is_no_urge_stands_with_its_own_number() -> None:
    for person in ("", *PEOPLE):
        shown = text("urge-log", person)
        assert missing(shown[shown.index("Not a wave to wait out") :], samples.DANGER) == []


@pytest.mark.parametrize("name", ["visit", "week", "review-month", "medicine"])
def test_what_is_dangerous_to_stop_is_said_where_my_goals_or_my_medicine_stand(name: str) -> None:
    assert missing(text(name, "sarah"), samples.NOTICES) == []


@pytest.mark.parametrize("name", ["urge-log", "choosing-provider"])
def test_who_leads_calls_at_once_for_a_seizure(name: str) -> None:
    said = [line for line in leads(name).disclosure if "seizure" in line.lower()]
    assert ["now" in line and "emergency number" in line for line in said] == [True]


def test_who_leads_lets_nobody_go_home_who_is_very_sleepy() -> None:
    assert any(
        "very sleepy does not go home" in line and "medical help" in line for line in leads("after-setback").close
    )


def test_a_sheet_for_a_hard_moment_is_gentle() -> None:
    gentle = ("after-setback", "urge-log", "safety-plan-together", "wallet-card", "fridge")
    assert [name for name in gentle if not declared.load(name).gentle] == []


def test_a_question_before_the_danger_block_is_caught() -> None:
    assert asked_before_help(sheet("after-setback").blocks[::-1])


def test_a_safety_plan_starts_with_help_and_asks_nothing_of_the_thoughts() -> None:
    made = build("safety-plan-together", None, samples.context())
    first, second = made.blocks[:2]
    assert isinstance(first, Note)
    assert first.lines == samples.DANGER
    assert isinstance(second, Note)
    assert second.lines == samples.LINES
    asked = [row.label for block in found(made, Prompts) for row in block.rows]
    asked += [item for block in found(made, Checklist) for item in block.items]
    assert [words for words in asked if OF_THOUGHTS.search(words)] == []


@pytest.mark.parametrize("name", SHEETS)
def test_no_sheet_asks_what_was_used_or_what_happened(name: str) -> None:
    made = sheet(name)
    asked = [*columns(made), *(row.label for block in found(made, Prompts) for row in block.rows)]
    assert [words for words in asked if OF_USE.search(words)] == []


def test_such_questions_would_be_caught() -> None:
    assert OF_USE.search("How often I used")
    assert OF_THOUGHTS.search("My warning signs")
    assert HARD.search("You must take 10 mg")


def test_a_title_gives_nobody_away() -> None:
    told = re.compile(r"drug|alcohol|drink|opioid|addict|recover|setback|relapse|use\b|suicid", re.IGNORECASE)
    assert [name for name in SHEETS if told.search(declared.load(name).title)] == []
    assert told.search("After I use")


# --- our words, also those that only these parts of a sheet have ---


def drawn_words(name: str) -> Iterator[str]:
    """Every line of our own on a blank sheet and on its facilitator's page."""
    lead = facilitating.build(name, samples.blank_context())
    assert lead
    for made in (sheet(name), lead):
        for line in pages.of_markdown(markdown.write(made)).texts:
            if line.count(" ") > 1 and not line.startswith(("In danger", "Sheet ")) and "_" not in line:
                yield line.strip()


@pytest.mark.parametrize("name", SHEETS)
def test_all_of_it_reads_easily_and_kindly(name: str) -> None:
    words = list(drawn_words(name))
    joined = own_text.sections([own_text.Text(name, line) for line in words])
    assert len(joined) > 1, "there is something to measure"
    assert {part[:60]: grade for part in joined if (grade := own_text.grade(part)) > own_text.GRADE} == {}
    ours = [line for line in words if line not in samples.DANGER]
    assert [line for line in ours if own_text.too_long(line) and "may have to act on it" not in line] == []
    assert [line for line in ours if own_text.hurtful(line) or own_text.shouted(line) or "!" in line] == []
    assert [line for line in ours if HARD.search(line)] == []


# --- for who leads ---


def leads(name: str) -> declared.Facilitator:
    page = declared.load(name).facilitator
    assert page
    return page


@pytest.mark.parametrize("name", SHEETS)
def test_who_leads_is_told_how_to_close_and_what_to_do_when_told_of_harm(name: str) -> None:
    page = leads(name)
    assert page.minutes
    assert len(page.open)
    assert len(page.along) > 1
    assert len(page.close) > 1
    assert len(page.disclosure) > 1


def alike(one: str, other: str) -> float:
    first, second = (set(re.findall(r"[a-z]{4,}", text.lower())) for text in (one, other))
    return len(first & second) / max(1, min(len(first), len(second)))


def test_no_two_pages_for_who_leads_are_near_copies() -> None:
    said = {
        name: [leads(name).purpose, *leads(name).open, *leads(name).along, *leads(name).close, *leads(name).disclosure]
        for name in SHEETS
    }
    near = [
        (one, other)
        for first, second in combinations(SHEETS, 2)
        for one in said[first]
        for other in said[second]
        if alike(one, other) > 0.75
    ]
    assert near == []
    assert alike("Ask who will fetch them tonight.", "Ask them who will fetch them tonight.") > 0.75


def test_the_note_for_groups_stands_on_the_sheets_for_groups() -> None:
    for_groups = {name for name in SHEETS if declared.load(name).group}
    assert for_groups == {"urge-log", "week", "hard-dates", "phone-money"}
    assert {name for name in SHEETS if "Before you write" in text(name)} == for_groups


def skipped(levels: Sequence[int]) -> list[tuple[int, int]]:
    return [(before, after) for before, after in pairwise((0, *levels)) if after > before + 1]


@pytest.mark.parametrize("person", ["", *PEOPLE])
@pytest.mark.parametrize("name", SHEETS)
def test_no_heading_skips_a_level(name: str, person: str) -> None:
    """Who listens to a page goes from heading to heading."""
    elements = pages.of_html(html.write(sheet(name, person))).elements
    assert skipped([int(tag[1]) for tag, _ in elements if tag in HEADINGS]) == []
    assert skipped([1, 3]) == [(1, 3)]
