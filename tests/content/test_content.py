"""What ships as data: every file loads, everything has its source, every path and value is a plan's."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from content import plan_paths
from content.own_text import content_files, tree, words_of
from recoveryplan import clock, home
from recoveryplan.guidance.lines import KINDS, Lines, ways
from recoveryplan.interview.definitions import Questionnaire
from recoveryplan.interview.questions import Question
from recoveryplan.plan import conditions
from recoveryplan.plan.fields import Choice
from recoveryplan.workflows import knowledge
from recoveryplan.worksheets import declared
from recoveryplan.worksheets.checking import faults as sheet_faults

VOCABULARY = tree("choices.yaml")
MENTIONS = tree("words.yaml")["mentions"]
SOURCES = {str(one["id"]): one for one in tree("sources.yaml")}
LINES: list[dict[str, Any]] = tree("lines.yaml")["lines"]
PLACES: list[dict[str, Any]] = tree("lines.yaml")["places"]
RULES: list[dict[str, Any]] = tree("safety.yaml")["rules"]
OPTIONS: list[dict[str, Any]] = [
    one for name in content_files() if name.startswith("options/") for one in tree(name).get("options") or []
]


OFFERS = list(knowledge.offers().by_id.values())


def uses() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every use of a source: where, which, and the entry with ``relied_on`` and ``checked_on``."""
    yield from ((f"line {one['id']}", str(one.get("source")), one) for one in LINES)
    # An option of daily life needs no source: tests/content/test_option_lists.py holds that rule.
    yield from ((f"option {one['id']}", str(one["source"]), one) for one in OPTIONS if "source" in one)
    yield from ((f"offer {one.id}", str(one.entry["source"]), dict(one.entry)) for one in OFFERS)
    yield from ((f"place {one['code']}", str(one.get("emergency_source")), one) for one in PLACES)
    for one in tree("waits.yaml")["exercises"]:
        yield from ((f"wait {one['id']}", str(use.get("source")), use) for use in one["sources"])
    yield "elsewhere", str(tree("lines.yaml")["elsewhere"].get("source")), tree("lines.yaml")["elsewhere"]
    for rule in RULES:
        yield from ((f"rule {rule['id']}", str(use.get("source")), use) for use in rule.get("sources") or [{}])
    for name in content_files():
        if name.startswith("measures/"):
            yield from ((name, str(use.get("source")), use) for use in tree(name)["sources"])
    for text in tree("standing.yaml"):
        yield from ((f"standing {text['id']}", str(use.get("source")), use) for use in text.get("sources") or [])


USES = list(uses())


@pytest.mark.parametrize("name", content_files())
def test_every_file_loads(name: str) -> None:
    assert tree(name)


def test_questions_and_rules_load() -> None:
    assert isinstance(knowledge.questionnaire(), Questionnaire)
    assert len(knowledge.rules().rules) == len(RULES) >= 3


def test_every_use_names_a_source() -> None:
    assert [place for place, source, _ in USES if source not in SOURCES] == []
    assert len(USES) > 100


def test_every_use_says_what_it_relies_on() -> None:
    wrong = {place for place, _, use in USES if not 1 <= len(words_of(str(use.get("relied_on") or ""))) <= 25}
    assert wrong == set()


def test_every_use_says_when_somebody_looked() -> None:
    today = clock.today()
    days = [datetime.date.fromisoformat(str(use.get("checked_on"))) for _, _, use in USES]
    assert all(datetime.date(2026, 1, 1) <= day <= today for day in days)


def test_every_source_is_used_and_whole() -> None:
    assert set(SOURCES) - {source for _, source, _ in USES} == set()
    needed = {"publisher", "title", "address", "year", "licence"}
    assert {name: needed - set(one) for name, one in SOURCES.items() if needed - {k for k, v in one.items() if v}} == {}
    assert all(re.match(r"https?://[\w.-]+\.\w+/", str(one["address"])) for one in SOURCES.values())
    assert [name for name, times in Counter(str(one["id"]) for one in tree("sources.yaml")).items() if times > 1] == []


def test_the_card_knows_the_oldest_check() -> None:
    oldest = min(str(one["checked_on"]) for one in [*PLACES, *LINES, tree("lines.yaml")["elsewhere"]])
    assert home.CARD_MARK.split()[-1] == oldest == Lines(tree("lines.yaml")).oldest_check()


# --- conditions and paths ---


@pytest.mark.parametrize("name", content_files())
def test_every_condition_can_come_true(name: str) -> None:
    found = list(plan_paths.all_conditions(tree(name))) if name != "choices.yaml" else []
    assert [fault for one in found for fault in plan_paths.faults(one, VOCABULARY, MENTIONS)] == []


def test_there_are_conditions_to_look_at() -> None:
    assert len(list(plan_paths.all_conditions(RULES))) > 15
    assert len(list(plan_paths.all_conditions(tree("questions/04-use.yaml")))) > 3


def written(question: Question) -> str:
    """The plan path a question writes, also where it is asked of each item of a list."""
    return f"{question.each}.{question.writes}" if question.each else question.writes


def test_every_question_writes_into_the_plan() -> None:
    for question in knowledge.questionnaire().questions:
        end = plan_paths.leaf(written(question), VOCABULARY)
        if question.fields:
            for field in question.fields:
                plan_paths.leaf(f"{question.writes}.{field.name}", VOCABULARY)
        if question.field.kind == "choice" and question.field.choices:
            assert isinstance(end, Choice) or end is plan_paths.FREE, question.id
        if question.field.kind == "choice" and question.field.choices and isinstance(end, Choice):
            assert {option.value for option in question.field.choices} <= set(VOCABULARY[end.name])


WORDS_FOR_OWN_WORDS = {"past_care.kind": "care"}
"""Text of the plan that a question offers a word list for; a person may write other words there by hand."""


def test_choices_of_fields_are_the_plans() -> None:
    for question in knowledge.questionnaire().questions:
        for field in question.fields:
            if field.choices:
                path = f"{question.writes}.{field.name}"
                end = plan_paths.leaf(path, VOCABULARY)
                name = end.name if isinstance(end, Choice) else WORDS_FOR_OWN_WORDS[path]
                assert [option.value for option in field.choices] == list(VOCABULARY[name])


def test_every_choice_of_the_plan_has_words() -> None:
    import json

    from recoveryplan.plan.model import Plan

    named = set(re.findall(r'"x-choices": "(\w+)"', json.dumps(Plan.model_json_schema())))
    assert named <= set(VOCABULARY)
    assert all(words.strip() for group in VOCABULARY.values() for words in group.values())


@pytest.mark.parametrize("name", declared.names())
def test_every_sheet_fits_the_plan(name: str) -> None:
    assert sheet_faults(declared.load(name), VOCABULARY) == []


PLANTED = [
    {"has": {"substances.kinds": "alcohol"}},
    {"has": {"substance.kind": "alcohol"}},
    {"has": {"substances.kind": "gin"}},
    {"is": {"substances[kind=gin].often": "daily"}},
    {"is": {"substances[kind=alcohol].often": "hourly"}},
    {"in": {"aim.want": ["stop", "halt"]}},
    {"any": [{"not": {"is": {"preferences.rhythm": "dayly"}}}]},
    {"unknown": "mind.thought"},
    {"mentions": {"goals.what": "no_such_list"}},
    {"is": {"goals.what": "stop"}},
    {"answered": "motivations.text.more"},
]


@pytest.mark.parametrize("planted", PLANTED, ids=str)
def test_an_impossible_condition_is_caught(planted: dict[str, Any]) -> None:
    assert plan_paths.faults(conditions.parse(planted), VOCABULARY, MENTIONS) != []


# --- the rules' lines for the card ---

CARDS = {str(rule["id"]): rule for rule in RULES if "card" in rule}
OF_LEVELS = [str(level["card"]) for rule in RULES for level in rule["levels"] if "card" in level]


def test_a_line_for_the_card_fits_in_one_row() -> None:
    shown = [str(rule["card"]) for rule in CARDS.values()] + OF_LEVELS
    assert [card for card in shown if len(card) > 38 or re.search(r"\b(?:this|these|it)\b", card)] == []
    assert len(OF_LEVELS) == 3


def test_each_line_for_the_card_has_its_own_rank() -> None:
    ranks = [int(rule["card_rank"]) for rule in CARDS.values()]
    assert len(set(ranks)) == len(ranks)
    assert [str(rule["id"]) for rule in RULES if "card_rank" in rule and "card" not in rule] == []


def test_what_kills_in_minutes_stands_first_on_the_card() -> None:
    ranked = sorted(CARDS, key=lambda name: int(CARDS[name]["card_rank"]))
    assert ranked[:2] == ["opioid-tolerance", "overdose"]
    stopping = {"alcohol-withdrawal", "benzodiazepine-withdrawal", "sedative-withdrawal", "pregnancy-and-opioids"}
    assert stopping | {"mixing-sedatives", "disulfiram-and-alcohol", "prescribed-medicine"} <= set(ranked)
    assert min(map(ranked.index, stopping)) > ranked.index("mixing-sedatives")


def test_every_word_of_the_lists_is_found_in_its_own_text() -> None:
    """Each phrase, with its first words and nothing for the gap, fires its list."""
    for name, phrases in MENTIONS.items():
        one = conditions.parse({"mentions": {"aim.words": name}})
        for phrase in phrases:
            words = " ".join(word.split("/")[0] for word in phrase.split() if word != "…")
            for said in (words, words.upper(), words.replace(" ", "-")):
                assert one.holds({"aim": {"words": f"so: {said}."}}, MENTIONS), phrase


def test_a_gap_holds_three_words_and_no_more() -> None:
    one = conditions.parse({"mentions": {"aim.words": "x"}})
    for between, found in (("", True), ("on", True), ("a b c", True), (", a", True), ("a b c d", False)):
        words = " ".join(f"stop beer {between} monday".replace(" ,", ",").split())
        assert one.holds({"aim": {"words": words}}, {"x": ["stop/quit beer/wine … monday"]}) is found, between


# --- what a rule adds behind the words of its levels ---

ADDS = [(str(rule["id"]), add) for rule in RULES for add in rule.get("adds") or []]


def test_what_is_added_is_whole() -> None:
    assert len(ADDS) > 10
    for rule, add in ADDS:
        assert {"when", "text"} <= set(add) <= {"when", "text", "level", "lines", "paper"}, rule
        assert add.get("level", "firm") == "firm"
        assert add.get("paper", "no") == "no"


def test_every_kind_of_line_that_is_named_is_one() -> None:
    named = [one.get("lines") or [] for rule in RULES for one in (rule, *(rule.get("adds") or []))]
    assert {str(kind) for kinds in named for kind in kinds} <= set(KINDS)


def test_no_page_tells_of_a_pregnancy() -> None:
    """Another reader may be the one she fears: what was answered makes no words on paper."""
    told = [add for _, add in ADDS if "health.pregnant" in str(add["when"])]
    assert len(told) > 8
    assert all(add.get("paper") == "no" for add in told)


# --- lines ---


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line["id"]))
def test_every_line_is_whole(line: dict[str, Any]) -> None:
    assert line["kind"] in KINDS
    assert line["place"] in {*(place["code"] for place in PLACES), "WORLD"}
    assert ways(line) != []
    assert {"name", "hours", "for_whom", "languages", "needs_internet", "confirmed"} <= set(line)
    assert line["needs_internet"] in {"yes", "no"}
    assert "say" in line or line.get("card") != "yes"


@pytest.mark.parametrize("place", PLACES, ids=lambda place: str(place["code"]))
def test_every_place_has_somebody_to_talk_to(place: dict[str, Any]) -> None:
    lines = Lines(tree("lines.yaml"))
    line = lines.crisis(str(place["code"]))
    assert line is not None
    assert str(place["emergency"]).isdecimal()
    assert line["for_whom"] in {"anyone", "adults"}


def test_no_other_name_of_a_place_is_used_twice() -> None:
    names = [str(name).casefold() for place in PLACES for name in [place["name"], *(place.get("also_called") or [])]]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    codes = {str(place["code"]).casefold() for place in PLACES}
    assert codes & set(names) == set()


def test_lines_of_one_place_stand_together_and_have_their_own_id() -> None:
    assert [name for name, times in Counter(str(line["id"]) for line in LINES).items() if times > 1] == []
    places = [str(line["place"]) for line in LINES]
    assert [place for n, place in enumerate(places[1:], 1) if place != places[n - 1] and place in places[:n]] == []


@pytest.mark.parametrize(
    ("kind", "places"),
    [
        ("youth", "US CA GB IE AU NZ FR ES NO CH EE LT IN"), ("violence", "US GB IE AU NZ FR DE ES IT EE IN"),
        ("veterans", "US GB AU"), ("gambling", "US GB AU NZ"), ("poison", "US CA AU NZ CH"), ("while_using", "US CA"),
        ("pregnancy", "US"), ("drug_alcohol", "US IE AU NZ FR ZA"),
    ],
)  # fmt: skip
def test_kinds_of_line_that_are_there(kind: str, places: str) -> None:
    assert {str(line["place"]) for line in LINES if line["kind"] == kind} == set(places.split())


def test_one_line_of_a_place_stands_on_the_card() -> None:
    cards = Counter((str(line["place"]), str(line["kind"])) for line in LINES if line.get("card") == "yes")
    assert all(number == 1 for number in cards.values())
    assert {"US", "CA", "GB", "IE", "AU", "NZ", "FR"} <= {place for place, kind in cards if kind == "crisis"}
    assert {kind for _, kind in cards} == {"crisis", "veterans"}


def test_the_other_way_to_a_line_on_the_card_is_its_own() -> None:
    talked = [line for line in LINES if "talk" in line]
    assert [line for line in talked if line.get("card") != "yes" or str(line["text"]) not in line["talk"]] == []
    assert len(talked) == 1


def test_numbers_stand_at_one_place_only() -> None:
    """A number of one country never hides in another's words."""
    for line in LINES:
        if line["place"] not in {"US", "CA"}:
            assert "988" not in "".join(
                str(line.get(key) or "") for key in ("say", "voice", "text", "text_how", "note")
            )


def test_what_may_not_be_printed() -> None:
    words = "\n".join(str(value) for line in LINES for key, value in line.items() if key != "relied_on")
    for never in ("press 3", "Press 3", "1-800-GAMBLER", "800-484-3731", "877-696-1996", "FRANK", "0300 123 6600"):
        assert never not in words, never


@pytest.mark.parametrize(
    ("place", "number"),
    [("US", "911"), ("CA", "911"), ("GB", "999"), ("AU", "000"), ("NZ", "111"), ("FR", "112"), ("DE", "112")],
)
def test_emergency_numbers(place: str, number: str) -> None:
    assert Lines(tree("lines.yaml")).emergency(place) == number


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("US", "988"), ("US", "1-800-662-4357"), ("US", "HOME to 741741"), ("US", "838255"), ("US", "1-800-972-0590"),
        ("US", "1-800-222-1222"), ("US", "1-800-799-7233"), ("US", "1-833-852-6262"), ("US", "1-866-488-7386"),
        ("CA", "1-866-277-3553"), ("CA", "686868"), ("GB", "116 123"), ("GB", "85258"), ("GB", "0800 1111"),
        ("IE", "116 123"), ("IE", "1800 459 459"), ("AU", "13 11 14"), ("AU", "1800 250 015"), ("NZ", "1737"),
        ("NZ", "0800 787 797"), ("NZ", "0800 654 655"),
    ],
)  # fmt: skip
def test_the_lines_of_the_facts(place: str, number: str) -> None:
    found = [way for line in LINES if line["place"] == place for way in [*ways(line), str(line.get("say") or "")]]
    found += [str(line.get("note") or "") for line in LINES if line["place"] == place]
    assert any(number in way for way in found)
