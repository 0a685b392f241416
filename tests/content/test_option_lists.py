"""The pick-lists that ship: each fits the plan, says where its facts come from, and offers nothing unfit."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from content.own_text import tree, words_of
from recoveryplan import resources
from recoveryplan.guidance import options
from recoveryplan.plan import conditions, smart
from recoveryplan.workflows import knowledge, offering

VOCABULARY = tree("choices.yaml")
MENTIONS = tree("words.yaml")["mentions"]
FILES = resources.content_names("options")
NAMES = sorted(options.sources() - {options.COUNTRIES})
Entry = dict[str, Any]


def entries(name: str) -> list[Entry]:
    """The options that stand in one file, not those it shows of another."""
    found: list[Entry] = tree(name).get("options") or []
    return found


EVERY = [(name, one) for name in FILES for one in entries(name)]
EACH = pytest.mark.parametrize(("name", "one"), EVERY, ids=lambda given: given["id"] if isinstance(given, dict) else "")
EACH_FILE = pytest.mark.parametrize("name", FILES)


def plan_words(name: str, one: Entry) -> str:
    """What a pick puts into the plan."""
    return str(one.get("then") or one["text"])


# --- the lists as a whole ---

LEAST = {
    "strengths_personal": 8, "strengths_social": 8, "strengths_community": 8, "barriers": 10, "coping_skills": 10,
    "hard_moment": 4, "early_sign": 8, "self_care": 10, "anchors": 6, "values": 10, "if_i_use": 8, "if_missed": 3,
    "if_run_out": 3, "if_travel": 3, "if_hospital": 3, "if_arrested": 3, "visit_questions": 8,
    "date_plans": 6, "agreed": 6, "commitments": 6, "first_steps": 6, "strategies": 6, "coping": 10,
    "barrier_strategies": 8, "goals": 5,
}  # fmt: skip


FEW = 2
"""A new list needs at least so many."""


def test_every_list_is_there() -> None:
    assert set(LEAST) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_there_is_enough_for_someone_who_said_nothing_yet(name: str) -> None:
    """Every answer can be skipped: then a list is still worth reading, and has no line of any one country."""
    offered = offering.offered(name, "", {})
    assert len(offered) >= LEAST.get(name, FEW)
    assert [one.text for one in offered if re.search(r"\d{3}", one.text + one.fill)] == []


ANYTHING: Entry = {
    "substances": [{"kind": kind} for kind in VOCABULARY["substance"]],
    "mind": {"heavy": list(VOCABULARY["heavy"]), "conditions": [{"kind": kind} for kind in VOCABULARY["condition"]]},
    "medicine": {"items": [{"kind": kind} for kind in VOCABULARY["medicine"]]},
    "circumstances": {
        "caring": list(VOCABULARY["caring"]), "legal": list(VOCABULARY["legal"]), "money": "tight", "work": "lost",
        "home": "unstable", "transport": "hard", "veteran": "yes",
    },
    "people": [{"id": f"p{n}", "name": f"Somebody {n}"} for n in range(9)],
    "preferences": {"country": "US", "family": "involve"},
}  # fmt: skip


@pytest.mark.parametrize("plan", [{}, ANYTHING], ids=["nothing said", "a lot said"])
@pytest.mark.parametrize("name", NAMES)
def test_no_list_is_longer_than_a_small_screen(name: str, plan: Entry) -> None:
    matched = {match for match, _ in matches_of(name)}
    assert {match: n for match in matched if (n := len(offering.offered(name, match, plan))) > 12} == {}


def matches_of(name: str) -> Iterator[tuple[str, str]]:
    """What a list can be matched by, with the plan path it is; nothing known comes first."""
    path = str(tree(f"options/{name}.yaml").get("matches") or "")
    yield "", path
    if path:
        yield from ((one, path) for one in VOCABULARY[str(tree("shape.yaml")[path]).removeprefix("words ")])


def test_questions_name_only_lists_that_there_are() -> None:
    asked = [one for question in knowledge.questionnaire().questions for one in (question.field, *question.fields)]
    named = {one.options_from for one in asked if one.options_from and ":" not in one.options_from}
    assert {name for name in named if not options.knows(name)} == set()


def test_every_list_is_asked_from() -> None:
    asked = [one for question in knowledge.questionnaire().questions for one in (question.field, *question.fields)]
    shown = {str(tree(name).get("of")) for name in FILES}
    assert set(NAMES) - {one.options_from for one in asked} - shown == set()


def test_no_two_options_have_one_id() -> None:
    ids = [str(one["id"]) for _, one in EVERY]
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    assert [name for name in ids if not re.fullmatch(r"[a-z][a-z0-9-]*", name)] == []


def test_no_two_options_say_the_same() -> None:
    for key in ("text", "do"):
        words = [str(one[key]).lower().strip(".") for _, one in EVERY if one.get(key)]
        assert [word for word, times in Counter(words).items() if times > 1] == []


@EACH_FILE
def test_no_two_options_of_a_list_are_near_copies(name: str) -> None:
    for key in ("text", "then"):
        said = [(str(one["id"]), set(re.findall(r"\w+", str(one.get(key) or "").lower()))) for one in entries(name)]
        pairs = itertools.combinations([(who, words) for who, words in said if len(words) > 2], 2)
        alike = [(a, b) for (a, one), (b, two) in pairs if len(one & two) > 0.75 * len(one | two)]
        assert alike == []


# --- where it comes from ---

SERVICES = re.compile(
    r"\d{3}|\b(?:methadone|buprenorphine|naltrexone|naloxone|disulfiram|hepatitis|HIV|Medicaid|SafeSpot"
    r"|Citizens Advice|FindTreatment|recovery home|needle service|CBT)\b",
    re.IGNORECASE,
)


def everyday(name: str, one: Entry) -> bool:
    """Whether it says that it is a plain thing of daily life."""
    return "yes" in (tree(name).get("everyday"), one.get("everyday"))


@EACH
def test_an_option_has_a_source_or_is_of_daily_life(name: str, one: Entry) -> None:
    if "source" in one:
        assert len(words_of(str(one["relied_on"]))) <= 25
    else:
        assert everyday(name, one), "give it source, relied_on and checked_on; or say `everyday: yes`"
        assert not SERVICES.search(f"{one['text']} {one.get('then')} {one.get('caution')}"), "this needs a source"


def test_the_rule_for_sources_bites() -> None:
    assert SERVICES.search("Call 211 today")
    assert SERVICES.search("take Methadone")
    assert not SERVICES.search("walk for ten minutes")


# --- words ---

AFTER_I_WILL = ("strategies", "coping", "barrier_strategies", "if_i_use", "if_missed", "if_run_out", "if_travel")


@EACH
def test_an_option_reads_on_from_i_will(name: str, one: Entry) -> None:
    then = str(one.get("then") or "")
    if not then:
        assert not any(name == f"options/{listed}.yaml" for listed in AFTER_I_WILL)
        return
    assert then[:1].islower() or then.startswith("I ")
    assert not then.endswith(".")
    assert not re.match(r"(?:to|will|you|your)\b", then)
    assert not re.search(r"\byour?\b", then)


@EACH
def test_an_option_is_short(name: str, one: Entry) -> None:
    assert len(words_of(str(one["text"]))) <= 17
    assert len(words_of(plan_words(name, one))) <= 17
    assert "!" not in str(one)


@EACH
def test_no_option_asks_for_a_sudden_stop(name: str, one: Entry) -> None:
    """None of our own words may fire a warning about the person: no sudden stop, no stop alone, no dark words."""
    said = {"goals": [{"what": plan_words(name, one)}]}
    fired = [
        wanted
        for wanted in ("stop_suddenly", "self_harm", "naltrexone")
        if conditions.parse({"mentions": {"goals.what": wanted}}).holds(said, MENTIONS)
    ]
    assert fired == []


TAKES_AWAY = re.compile(
    r"password|location|track|punish|hand over|no (?:food|contact|phone)|not see|lose|fine of|pay (?:them|a)"
    r"|push-ups|take away",
    re.IGNORECASE,
)


def test_what_is_agreed_only_adds() -> None:
    assert [one["text"] for one in entries("options/agreed.yaml") if TAKES_AWAY.search(one["text"])] == []
    assert TAKES_AWAY.search("They keep my password")


@pytest.mark.parametrize("name", ["if_missed", "if_run_out", "if_travel", "if_hospital", "if_arrested"])
def test_what_if_is_to_ask_never_how_much(name: str) -> None:
    found = entries(f"options/{name}.yaml")
    asking = [one for one in found if re.search(r"\b(?:call|ask|tell|show|check|give|go to)\b", one["then"])]
    assert len(asking) >= len(found) - 2
    assert [one["then"] for one in found if re.search(r"double|half|extra|two at|skip|stop", one["then"])] == []


def test_no_list_names_what_only_a_clinician_may_offer() -> None:
    assert [one["id"] for _, one in EVERY if "naltrexone" in str([one.get(k) for k in ("text", "then", "do")])] == []


# --- goals ---


@pytest.mark.parametrize("one", entries("options/goals.yaml"), ids=lambda one: str(one["id"]))
def test_a_goal_to_start_from_is_a_good_example(one: Entry) -> None:
    assert smart.missing({"what": plan_words("goals", one)}, ()) == []


@pytest.mark.parametrize("area", VOCABULARY["goal_area"])
def test_some_goals_for_each_part_of_life(area: str) -> None:
    assert len(offering.offered("goals", area, {})) >= 5


def test_few_goals_where_no_part_of_life_is_known() -> None:
    few = offering.offered("goals", "", {"substances": [{"kind": kind} for kind in VOCABULARY["substance"]]})
    assert 5 <= len(few) <= 14
    assert len({one["for"][0] for one in entries("options/goals.yaml") if one.get("few")}) == 5


# --- kinds ---


@pytest.mark.parametrize("kind", VOCABULARY["trigger"])
def test_eight_strategies_for_each_kind_of_trigger(kind: str) -> None:
    fitting = [one for one in entries("options/strategies.yaml") if kind in one["for"]]
    assert len([one for one in fitting if not one.get("not_when") and not one.get("stage")]) >= 8


@pytest.mark.parametrize("kind", VOCABULARY["barrier"])
def test_a_way_around_each_kind_of_barrier(kind: str) -> None:
    assert len(offering.offered("barrier_strategies", kind, {})) >= 5
    assert kind in {one["also"]["kind"] for one in entries("options/barriers.yaml")}


@pytest.mark.parametrize("area", [area for area in VOCABULARY["self_care_area"] if area != "other"])
def test_self_care_of_each_kind(area: str) -> None:
    assert len([one for one in entries("options/self_care.yaml") if one["also"]["area"] == area]) >= 4


@pytest.mark.parametrize("heavy", VOCABULARY["heavy"])
def test_what_weighs_on_a_person_has_options_of_its_own(heavy: str) -> None:
    """Grief, someone close who uses or has died, empty days, sleep, pain, sex and use."""
    looked_for = {
        "grief": "miss|lost", "loved_one_uses": "when no one has used|limits|what I can do for them|who uses",
        "loved_one_died": "lost someone|who died", "boredom": "empty|bored|new to", "sleep": "bed|sleep",
        "pain": "pain",
        "sex_and_use": "sex|close without using|dating",
    }  # fmt: skip
    lists = ("options/strategies.yaml", "options/coping.yaml")
    found = [
        one for name in lists for one in entries(name) if re.search(looked_for[heavy], f"{one['text']} {one['then']}")
    ]
    assert len(found) >= 2


# --- nothing unfit ---


def all_offered(plan: Entry) -> Iterator[tuple[str, str]]:
    """Everything that any list offers this plan, by list and words."""
    for name in NAMES:
        for match, _ in matches_of(name):
            yield from ((name, f"{one.text} / {one.fill}") for one in offering.offered(name, match, plan))


def unfit(plan: Entry, pattern: str) -> list[tuple[str, str]]:
    return sorted({one for one in all_offered(plan) if re.search(pattern, one[1], re.IGNORECASE)})


UNFIT: list[tuple[str, Entry, str]] = [
    ("private", {"preferences": {"family": "private"}}, r"\bfamily\b|\bfamilies\b|partner|couple|spare money"),
    ("secular", {"about": {"faith": "secular"}}, r"pray|faith|church|\bservice or\b|place of worship"),
    ("not of the US", {"preferences": {"country": "GB"}}, r"\b211\b|Medicaid|FindTreatment|SafeSpot|health center"),
    ("country unknown", {}, r"\b211\b|Medicaid|FindTreatment|SafeSpot|Citizens Advice|overdose prevention site"),
    ("under 18", {"about": {"age": "under_18"}}, r"\bsex\b|dating|without alcohol"),
    (
        "eating disorder",
        {"mind": {"conditions": [{"kind": "eating"}]}},
        r"three meals|snack|breakfast|cook at|cook once|new dishes|on foot|train|walk ten|dance|one stop",
    ),
    (
        "hard to move",
        {"circumstances": {"reach": ["mobility"]}},
        r"on foot|train three|walk ten|one stop|try out the bus|for a walk|walk for ten",
    ),
    (
        "drinks daily, wants less",
        {"substances": [{"kind": "alcohol", "often": "daily"}], "aim": {"want": "cut_down"}},
        r"without alcohol|less alcohol",
    ),
    (
        "how often not told",
        {"substances": [{"kind": "alcohol"}], "aim": {"want": "cut_down"}},
        r"without alcohol|less alcohol",
    ),
    (
        "not sure about withdrawal",
        {
            "substances": [{"kind": "alcohol", "often": "weekly", "withdrawal_before": "not_sure"}],
            "aim": {"want": "cut_down"},
        },
        r"without alcohol",
    ),
    (
        "disulfiram",
        {
            "substances": [{"kind": "alcohol", "often": "less", "withdrawal_before": "no"}],
            "aim": {"want": "cut_down"},
            "medicine": {"items": [{"kind": "disulfiram"}]},
        },
        r"without alcohol|drink with no alcohol",
    ),
    (
        "alcohol and a benzodiazepine",
        {
            "substances": [
                {"kind": "alcohol", "often": "less", "withdrawal_before": "no"},
                {"kind": "benzodiazepines", "often": "less"},
            ],
            "aim": {"want": "cut_down"},
        },
        r"without alcohol",
    ),
    (
        "no opioids",
        {"substances": [{"kind": "stimulants"}]},
        r"methadone|buprenorphine|medicine for opioid|with drinking",
    ),
    ("on methadone", {"medicine": {"items": [{"kind": "methadone"}]}}, r"medicine for opioid use"),
    ("only nicotine", {"substances": [{"kind": "nicotine"}]}, r"naloxone|strips|hepatitis|needle|unlocked|SafeSpot"),
    ("no trauma care wanted", {"mind": {"trauma_care": "no", "conditions": [{"kind": "ptsd"}]}}, r"trauma"),
    ("gambling", {"substances": [{"kind": "gambling"}]}, r"a game I love"),
]


@pytest.mark.parametrize(("plan", "pattern"), [one[1:] for one in UNFIT], ids=[one[0] for one in UNFIT])
def test_nothing_unfit_is_offered(plan: Entry, pattern: str) -> None:
    assert unfit(plan, pattern) == []


FIT: list[tuple[str, Entry, str]] = [
    ("family", {"preferences": {"family": "involve"}}, r"\bfamily\b"),
    ("faith", {"about": {"faith": "faith"}}, r"prayer group"),
    ("US", {"preferences": {"country": "US"}}, r"\b211\b"),
    ("US and alone", {"preferences": {"country": "US"}, "substances": [{"kind": "opioids"}]}, r"SafeSpot, 1-800"),
    (
        "seldom drinks, wants less",
        {
            "substances": [{"kind": "alcohol", "often": "weekly", "withdrawal_before": "no"}],
            "aim": {"want": "cut_down"},
        },
        r"five days a week without alcohol",
    ),
    ("drinks daily", {"substances": [{"kind": "alcohol", "often": "daily"}]}, r"plan with a doctor how I stop"),
    ("disulfiram", {"medicine": {"items": [{"kind": "disulfiram"}]}}, r"call my prescriber before I drink"),
    ("eating disorder", {"health": {"conditions": [{"kind": "eating"}]}}, r"my care team and I agreed"),
]


@pytest.mark.parametrize(("plan", "pattern"), [one[1:] for one in FIT], ids=[one[0] for one in FIT])
def test_what_fits_is_offered(plan: Entry, pattern: str) -> None:
    assert unfit(plan, pattern) != []


# --- someone at home who is a danger ---


def _places(data: Any) -> list[str]:
    """The paths at which a condition looks for the words of such a danger."""
    if isinstance(data, list):
        return [path for one in data for path in _places(one)]
    if not isinstance(data, dict):
        return []
    here = [path for path, words in (data.get("mentions") or {}).items() if words == "partner_danger"]
    return here + [path for one in data.values() for path in _places(one)]


RULE = next(rule for rule in tree("safety.yaml")["rules"] if rule["id"] == "danger-at-home")
HEARD = {path for path in _places(RULE["levels"]) if not path.startswith("record.")}
"""Without what a record under way says: that is of one sitting, and no list of options can read it."""


CLOSED = [(name, one) for name, one in EVERY if _places(one)]


@pytest.mark.parametrize(("name", "one"), CLOSED, ids=[str(one["id"]) for _, one in CLOSED])
def test_what_a_danger_at_home_closes_listens_where_the_rule_does(name: str, one: Entry) -> None:
    """What to do about a trigger only reads the words of triggers: a friend who uses is no husband who hits."""
    assert set(_places(one["not_when"])) == ({"triggers.what"} if name == "options/strategies.yaml" else HEARD)


@pytest.mark.parametrize("kind", ["people", "", "feeling"])
def test_a_trigger_that_tells_of_a_danger_brings_only_what_leads_away(kind: str) -> None:
    told = offering.offered("strategies", kind, {"triggers": [{"what": "my husband comes home, he hits me"}]})
    assert len(told) >= 6
    stays = r"clear no|my no|argument|together|talk with them|near me|for them|take it slowly|meet for coffee"
    assert [one.text for one in told if re.search(stays, f"{one.text} {one.fill}", re.IGNORECASE)] == []


@pytest.mark.parametrize("name", ["goal-family-meal"])
@pytest.mark.parametrize("path", sorted(HEARD))
def test_no_family_idea_after_words_of_a_danger(name: str, path: str) -> None:
    group, _, field = path.partition(".")
    told = {field: "My husband hits me and reads my computer"}
    plan = {group: told if str(tree("shape.yaml")[group]) == "group" else [told]}
    assert name in {one for _, one in all_ids({})}
    assert name not in {one for _, one in all_ids(plan)}


def all_ids(plan: Entry) -> Iterator[tuple[str, str]]:
    """The id of everything that any list offers this plan, by list."""
    for name in NAMES:
        for match, _ in matches_of(name):
            yield from ((name, one.value) for one in offering.offered(name, match, plan))


ROLES = ["if-i-use-told", "partner", "witness"]
LATER = {"if-i-use-told": {"goals.what"}}
"""What is only asked after the question can not be read by it."""


@pytest.mark.parametrize("name", ROLES)
def test_no_role_for_whoever_is_a_danger(name: str) -> None:
    """Someone is only asked for where nothing tells of a danger: no yes, no words, and family not kept private."""
    when = knowledge.questionnaire().by_id[name].when
    base = {"people": [{"name": "Tom"}], "if_i_use": {"wanted": "yes"}, "signed": {"on": "2026-12-22"}}
    assert when.holds(base, MENTIONS)
    closed: list[Entry] = [{"unkept": {"danger_at_home": "yes"}}, {"preferences": {"family": "private"}}]
    for path in HEARD - {"about.privacy", "about.story"} - LATER.get(name, set()):
        group, _, field = path.partition(".")
        told = {"name": "Tom", field: "My husband hits me"}
        closed.append({group: told if str(tree("shape.yaml")[group]) == "group" else [told]})
    assert [more for more in closed if when.holds(base | more, MENTIONS)] == []
