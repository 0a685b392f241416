"""An older plan brought back: its words are there again, and nothing that happened since is turned back."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from content.own_text import tree as content
from guidance.made_people import PEOPLE, said
from plan.two_plans import NOUNS
from recoveryplan.plan import known as known_facts
from recoveryplan.plan import loading
from recoveryplan.plan.bringing_back import Eyes, brought_back
from recoveryplan.plan.tree import placed, value
from recoveryplan.wording import versions
from recoveryplan.workflows import comparing, knowledge

OLD: dict[str, Any] = {
    "schema_version": 1,
    "version": 3,
    "motivations": [{"id": "m1", "text": "sleep"}],
    "substances": [{"id": "u1", "kind": "alcohol", "often": "daily", "withdrawal_before": "no"}],
    "goals": [{"id": "g1", "what": "walk", "why": ["m1"]}, {"id": "g2", "what": "read"}],
    "people": [{"id": "p1", "name": "Dana"}],
    "keep_distance": [{"id": "x1", "who": "somebody of old"}],
    "mind": {"thoughts": "no", "care_before": "talks"},
    "counting": {"wanted": "yes", "since": "2026-01-01"},
    "checkins": {"used": "yes"},
    "review": {"next": "2026-02-01"},
    "treatment": {"visited": "2026-01-05", "plan_with": "Dr. Cole"},
    "preferences": {"family": "involve", "rhythm": "monthly"},
    "offers": [{"id": "o-a", "status": "later"}, {"id": "o-b", "status": "added"}],
}


def now(**parts: Any) -> dict[str, Any]:
    return {**copy.deepcopy(OLD), "version": 9, **parts}


def back(there: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    old, before = copy.deepcopy(OLD), copy.deepcopy(there)
    found = brought_back(old, there, NOUNS.unsaid)
    tree, stays = found.tree, found.stays
    assert not found.out
    assert (old, there) == (OLD, before)
    made, problems = loading.load(tree, knowledge.vocabulary())
    assert made is not None
    assert problems == []
    assert set(stays) <= set(versions.STAYS)
    return tree, stays


def test_what_is_the_same_comes_back_whole() -> None:
    assert back(now()) == (OLD, [])


def test_the_words_of_the_old_plan_come_back() -> None:
    tree, stays = back(
        now(motivations=[{"id": "m2", "text": "other"}], people=[], barriers=[{"id": "b1", "what": "x"}])
    )
    assert (tree, stays) == (OLD, [])


@pytest.mark.parametrize(
    ("part", "there", "name"),
    [
        ("counting", {"wanted": "yes", "since": "2026-10-01", "longest": 273, "total": 273}, "counting"),
        ("counting", {"longest": 273}, "counting"),
        ("counting", {}, "counting"),
        ("review", {"next": "2026-12-22", "last": "2026-11-22"}, "review"),
        ("review", {}, "review"),
        ("checkins", {"own": [{"id": "l1", "name": "pain"}]}, "checkins"),
        ("checkins", {}, "checkins"),
    ],
)
def test_what_counts_time_stays_as_it_is_now(part: str, there: dict[str, Any], name: str) -> None:
    tree, stays = back(now(**{part: there}))
    assert tree.get(part, {}) == there
    assert stays == [name]


def test_asking_for_use_is_not_switched_on_again() -> None:
    assert "used" not in back(now(checkins={}))[0].get("checkins", {})


def test_the_last_visit_and_a_break_stay_but_are_not_emptied() -> None:
    tree, stays = back(
        now(treatment={"visited": "2026-11-05"}, recent_break={"kind": "jail"}, health={"pregnant": "yes"})
    )
    assert tree["treatment"] == {"visited": "2026-11-05", "plan_with": "Dr. Cole"}
    assert tree["recent_break"] == {"kind": "jail"}
    assert tree["health"] == {"pregnant": "yes"}
    assert sorted(stays) == ["body", "treatment"]
    assert back(now(treatment={}))[0]["treatment"]["visited"] == "2026-01-05"


def test_what_was_said_no_to_stays_no() -> None:
    offers = [
        {"id": "o-a", "status": "declined", "on": "2026-11-01", "seen": ["x"]},
        {"id": "o-c", "status": "declined"},
    ]
    tree, stays = back(now(offers=offers))
    assert tree["offers"] == [offers[0], OLD["offers"][1], offers[1]]
    assert stays == ["offers"]


def test_nothing_that_is_on_no_screen_changes_unseen() -> None:
    tree, stays = back(now(keep_distance=[{"id": "x2", "who": "Zed"}], mind={"thoughts": "yes", "means_near": "yes"}))
    assert tree["keep_distance"] == [{"id": "x2", "who": "Zed"}]
    assert tree["mind"] == {"thoughts": "yes", "means_near": "yes", "care_before": "talks"}
    assert stays == []
    assert "keep_distance" not in back(now(keep_distance=[]))[0]


def test_every_unsaid_path_is_kept() -> None:
    assert set(NOUNS.unsaid) == set(content("differences.yaml")["unsaid"]) >= {"keep_distance", "mind.thoughts"}


def test_who_keeps_it_private_keeps_it_private() -> None:
    tree, stays = back(now(preferences={"family": "private"}))
    assert tree["preferences"] == {"family": "private", "rhythm": "monthly"}
    assert stays == ["family"]
    assert back(now(preferences={"family": "repair"}))[0]["preferences"]["family"] == "involve"


def test_what_the_body_takes_and_went_through_stays_known() -> None:
    there = now(
        substances=[
            {"id": "u-alcohol", "kind": "alcohol", "often": "less", "withdrawal_before": "yes"},
            {"id": "u1", "kind": "opioids", "overdose_before": "yes"},
        ],
        medicine={"items": [{"id": "i1", "name": "methadone", "kind": "methadone"}], "if_missed": "call"},
    )
    tree, stays = back(there)
    drink, opioids = tree["substances"]
    assert drink == {"id": "u1", "kind": "alcohol", "often": "less", "withdrawal_before": "yes"}
    assert {**opioids, "id": ""} == {"id": "", "kind": "opioids", "overdose_before": "yes"}
    assert opioids["id"] != "u1"
    assert tree["medicine"] == {"items": there["medicine"]["items"]}
    assert stays == ["body"]


def test_two_things_of_no_kind_are_told_apart_by_their_name() -> None:
    old = {"substances": [{"id": "u1", "kind": "other", "name": "Kava"}]}
    same = {"substances": [{"id": "u1", "kind": "other", "name": "kava "}]}
    more = {"substances": [{"id": "u1", "kind": "other", "name": "khat"}]}
    assert brought_back(old, same, ()).tree == old
    assert [one["name"] for one in brought_back(old, more, ()).tree["substances"]] == ["Kava", "khat"]


def test_a_hand_made_id_is_never_used_twice() -> None:
    tree, _ = back(now(keep_distance=[{"id": "p1", "who": "Zed"}], checkins={"own": [{"id": "m1", "name": "pain"}]}))
    assert tree["people"] == OLD["people"]
    assert tree["keep_distance"] == [{"id": "x1", "who": "Zed"}]
    assert tree["checkins"] == {"own": [{"id": "l1", "name": "pain"}]}


# --- goals ---

REACHED = {"status": "reached", "reached": "2026-10-03"}


def test_a_goal_that_was_reached_stays_reached() -> None:
    tree, stays = back(now(goals=[{"id": "g1", "what": "walk", "note": "with Sam", **REACHED}]))
    assert tree["goals"] == [{"id": "g1", "what": "walk", "note": "with Sam", **REACHED}, OLD["goals"][1]]
    assert stays == ["goals"]


def test_a_goal_of_later_that_was_reached_stays_behind_the_old_ones() -> None:
    steps = [{"id": "h1", "text": "call"}]
    later = {"id": "g5", "what": "sing", "why": ["m1", "m7"], "leans_on": ["n9"], "steps": steps, **REACHED}
    tree, _ = back(now(goals=[later, {"id": "g6", "what": "paint"}]))
    assert tree["goals"] == [*OLD["goals"], {"id": "g5", "what": "sing", "why": ["m1"], "steps": steps, **REACHED}]


def test_another_goal_under_a_used_id_gets_one_of_its_own() -> None:
    tree, _ = back(now(goals=[{"id": "g2", "what": "sing", "steps": [{"id": "p1", "text": "call"}], **REACHED}]))
    assert [(one["id"], one["what"]) for one in tree["goals"]] == [("g1", "walk"), ("g2", "read"), ("g3", "sing")]
    assert tree["people"] == OLD["people"]
    assert tree["goals"][2]["steps"][0]["id"] != "p1"


def test_a_goal_that_is_open_now_is_as_it_was_then() -> None:
    assert back(now(goals=[{"id": "g1", "what": "walk more"}, {"id": "g7", "what": "new"}])) == (OLD, [])


def test_a_goal_in_other_words_under_an_id_that_lasted_is_the_same_goal() -> None:
    there = now(goals=[{"id": "g1", "what": "walk more", **REACHED}])
    lasted = Eyes(lasted=lambda name: name == "g1")
    tree = brought_back(OLD, there, NOUNS.unsaid, lasted).tree
    assert tree["goals"] == [{"id": "g1", "what": "walk more", **REACHED}, OLD["goals"][1]]


def test_what_a_reached_goal_names_is_found_by_its_words() -> None:
    reasons = [{"id": "m1", "text": "my son"}, {"id": "m2", "text": "sleep"}]
    there = now(motivations=reasons, goals=[{"id": "g1", "what": "walk", "why": ["m1", "m2"], **REACHED}])
    assert back(there)[0]["goals"][0] == {"id": "g1", "what": "walk", "why": ["m1"], **REACHED}
    assert "why" not in back(now(motivations=reasons[:1], goals=there["goals"]))[0]["goals"][0]


# --- what is known of the body ---


def known(old: list[dict[str, Any]], there: list[dict[str, Any]], path: str = "substances") -> list[dict[str, Any]]:
    found: Any = value(brought_back(placed({}, path, old), placed({}, path, there), NOUNS.unsaid).tree, path)
    return [{name: one[name] for name in one if name != "id"} for one in found]


PAIN = {"id": "u1", "kind": "opioids", "name": "pain pills"}
HEROIN = {"id": "u2", "kind": "opioids", "name": "heroin", "overdose_before": "yes", "withdrawal_before": "yes"}
BOTH_YES = {"withdrawal_before": "yes", "overdose_before": "yes"}


def test_another_substance_of_the_same_kind_stays_known() -> None:
    assert known([PAIN], [PAIN, HEROIN]) == known([PAIN], [HEROIN, PAIN])
    assert known([PAIN], [PAIN, HEROIN]) == [
        {"kind": "opioids", "name": "pain pills"},
        {"kind": "opioids", "name": "heroin", **BOTH_YES},
    ]
    assert len(known([PAIN], [HEROIN | {"id": "u1"}])) == 2


@pytest.mark.parametrize("unnamed", [0, 1, 2])
def test_a_yes_of_any_that_may_be_the_same_stays_a_yes(unnamed: int) -> None:
    there = [{"id": f"z{number}", "kind": "opioids"} for number in range(3)]
    there[unnamed] |= BOTH_YES
    assert known([PAIN], there) == [{"kind": "opioids", "name": "pain pills", **BOTH_YES}]
    assert known([PAIN | {"overdose_before": "no"}], [PAIN | {"overdose_before": "not_sure"}]) == [
        {"kind": "opioids", "name": "pain pills", "overdose_before": "not_sure"}
    ]


def test_a_name_and_a_kind_that_are_known_by_now_stay() -> None:
    assert known([{"id": "u1", "kind": "opioids"}], [HEROIN | {"id": "u1"}]) == [
        {"kind": "opioids", "name": "heroin", **BOTH_YES}
    ]
    item = {"id": "i1", "name": "Subutex"}
    assert known([item], [item | {"kind": "buprenorphine"}], "medicine.items") == [
        {"name": "Subutex", "kind": "buprenorphine"}
    ]


@pytest.mark.parametrize(("then", "by_now"), [("stopped", "daily"), ("daily", "stopped"), (None, "daily")])
def test_how_often_is_as_it_is_now(then: str | None, by_now: str) -> None:
    old = {"id": "u1", "kind": "alcohol", **({"often": then} if then else {})}
    assert known([old], [{"id": "u1", "kind": "alcohol", "often": by_now}])[0]["often"] == by_now
    assert known([{"id": "u1", "kind": "alcohol", "often": "daily"}], [{"id": "u1", "kind": "alcohol"}]) == [
        {"kind": "alcohol", "often": "daily"}
    ]


@pytest.mark.parametrize(
    ("path", "was", "there"),
    [
        ("health.conditions", [{"id": "e1", "kind": "liver"}], [{"id": "e1", "kind": "seizures"}]),
        ("mind.conditions", [], [{"id": "e1", "kind": "depression"}]),
    ],
)
def test_what_the_body_has_stays_known(path: str, was: list[Any], there: list[Any]) -> None:
    assert [one["kind"] for one in known(was, there, path)] == [one["kind"] for one in [*was, *there]]


@pytest.mark.parametrize(
    ("path", "was", "there"),
    [
        ("circumstances.home", "own", "unsafe"),
        ("circumstances.legal", ["none"], ["reentry"]),
        ("about.age", "adult", "under_18"),
        ("medicine.naloxone_where", "in the car", "in the hall"),
    ],
)
def test_how_things_are_is_as_it_is_now(path: str, was: Any, there: Any) -> None:
    found = brought_back(placed({}, path, was), placed({}, path, there), NOUNS.unsaid)
    assert (value(found.tree, path), found.stays) == (there, ["body"])
    assert value(brought_back(placed({}, path, was), {}, NOUNS.unsaid).tree, path) == was


# --- no warning is lost ---

ALL = [said(person["says"]) for person in PEOPLE.values()]
WISHES = {"aim", "goals"}
"""What comes back as it was, since it is what the person wants."""
EYES = Eyes(comparing.tender, comparing.dangerous)


def lost(pairs: list[tuple[Any, Any]]) -> set[str]:
    """The rules that warn firmly of what is known now, and not any more after an older plan came back."""
    gone: set[str] = set()
    for old, there in pairs:
        tree = brought_back(old, there, NOUNS.unsaid, EYES).tree
        gone |= firm(there) - {one.rule for one in knowledge.rules().fired(tree) if one.level == "firm"}
    return gone


def firm(tree: Any) -> set[str]:
    return {one.rule for one in knowledge.rules().fired(tree) if one.level == "firm" and not one.reads & WISHES}


def test_no_firm_warning_is_lost() -> None:
    pairs = [(old, there) for number, old in enumerate(ALL) for there in ALL[number % 17 :: 17]]
    assert len(set().union(*map(firm, ALL))) >= 8
    assert lost(pairs) == set()


@pytest.mark.parametrize(("name", "what"), [("LISTS", ()), ("SINGLE", ()), ("_ONCE_YES", ()), ("_AS_NOW", ())])
def test_a_warning_that_is_lost_would_be_seen(name: str, what: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_facts, name, what)
    assert lost([(old, there) for old in (SOBER, {}) for there in [*ALL[::4], DRINKS]])


DRINKS = said({"substances": [{"kind": "alcohol", "often": "stopped", "withdrawal_before": "yes"}]})
SOBER = said({"substances": [{"kind": "alcohol", "often": "less", "withdrawal_before": "no"}]})


@pytest.mark.parametrize(
    "there",
    [
        {"motivations": [{"id": "m1", "text": "sleep"}, {"id": "m2", "text": "I want to die"}]},
        {"triggers": [{"id": "t1", "what": "my husband hits me", "strategies": [{"id": "s1", "then": "go"}]}]},
        {"triggers": [{"id": "t1", "what": "home", "strategies": [{"id": "s1", "then": "hide, he hits me"}]}]},
        {"health": {"note": "I want to die", "sleep": "well"}},
        {"people": [{"id": "p1", "name": "Dana", "note": "my husband hits me, she knows"}]},
        {"about": {"story": "my husband hits me"}},
    ],
)
def test_own_words_of_a_danger_stay(there: dict[str, Any]) -> None:
    found = brought_back(copy.deepcopy(OLD), there, NOUNS.unsaid, EYES)
    made, problems = loading.load(found.tree, knowledge.vocabulary())
    assert (made is not None, problems) == (True, [])
    dark = [text for text in map(str, texts(there)) if EYES.tender(text)]
    assert dark
    assert set(dark) <= set(map(str, texts(found.tree)))
    assert "words" in found.stays
    assert {one.rule for one in knowledge.rules().fired(there)} & GRAVE <= {
        one.rule for one in knowledge.rules().fired(found.tree)
    }
    assert found.tree["motivations"][0] == OLD["motivations"][0]
    assert [one["name"] for one in found.tree["people"]] == ["Dana"]
    assert brought_back(copy.deepcopy(OLD), found.tree, NOUNS.unsaid, EYES).tree == found.tree


GRAVE = {"self-harm", "danger-at-home"}


def texts(node: Any) -> list[Any]:
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else None
    return [node] if inner is None else [text for one in inner for text in texts(one)]
