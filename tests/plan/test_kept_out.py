"""Who is kept away from by now, and who has no part any more, does not come back with an older plan."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from plan.two_plans import NOUNS
from recoveryplan.plan import loading
from recoveryplan.plan.bringing_back import Back, Eyes, brought_back
from recoveryplan.plan.tree import value, values
from recoveryplan.workflows import comparing, knowledge

OLD: dict[str, Any] = {
    "people": [
        {"id": "p1", "name": "Rob", "kind": "friend", "phone": "555-0100"},
        {"id": "p2", "name": "Ann", "kind": "friend", "note": "knows Rob"},
        {"id": "p3", "name": "Tom", "kind": "family"},
    ],
    "accountability": {"partner": "p1", "agreed": [{"id": "a1", "text": "Rob reads this"}, {"id": "a2", "text": "x"}]},
    "signed": {"on": "2026-01-01", "witness": "rob"},
    "if_i_use": {"told": "p1", "steps": [{"id": "h2", "do": "go to rob's place"}, {"id": "h3", "do": "sit down"}]},
    "hard_moment": {"steps": [{"id": "h1", "do": "call Rob"}, {"id": "h4", "do": "call Ann"}]},
    "triggers": [
        {
            "id": "t1",
            "what": "Rob texts me",
            "strategies": [{"id": "s1", "if": "Rob texts", "then": "block"}, {"id": "s2", "then": "call ROB back"}],
        }
    ],
    "barriers": [{"id": "b1", "what": "no car", "strategies": [{"id": "s3", "then": "ask Rob to drive"}]}],
    "warning_signs": [
        {
            "id": "w1",
            "sign": "no sleep",
            "responses": [{"id": "r1", "do": "call him", "person": "p1"}, {"id": "r2", "do": "rest", "person": "p2"}],
        }
    ],
    "goals": [{"id": "g1", "what": "a flat far from Rob", "leans_on": ["n1"], "steps": [{"id": "h5", "text": "Rob"}]}],
    "strengths": {"social": [{"id": "n1", "text": "Rob's house"}]},
    "support": {"children": "Rob", "animals": "Ann"},
    "medicine": {"if_hospital": "call Rob"},
    "hard_dates": [{"id": "y1", "what": "May 5", "plan": "be with Rob"}],
}
AWAY: dict[str, Any] = {"keep_distance": [{"id": "x1", "who": "my ex rob"}]}
PRIVATE: dict[str, Any] = {"preferences": {"family": "private"}}
NEVER = (
    "people.name", "people.note", "accountability.agreed.text", "signed.witness", "if_i_use.steps.do",
    "hard_moment.steps.do", "triggers.strategies.then", "barriers.strategies.then", "goals.steps.text",
    "strengths.social.text", "support.children", "medicine.if_hospital", "hard_dates.plan",
)  # fmt: skip


def back(now: dict[str, Any], old: dict[str, Any] | None = None, eyes: Eyes | None = None) -> Back:
    before = copy.deepcopy(now)
    found = brought_back(copy.deepcopy(old or OLD), now, NOUNS.unsaid, eyes)
    assert now == before
    made, problems = loading.load(found.tree, knowledge.vocabulary())
    assert (made is not None, problems) == (True, [])
    return found


def test_without_such_a_name_all_of_it_comes_back() -> None:
    found = back({})
    assert (found.tree, found.out) == (OLD, False)
    assert not back({"keep_distance": [{"id": "x1", "who": "Zed"}]}).out


def test_whom_they_keep_away_from_gets_no_part() -> None:
    found = back(AWAY)
    assert found.out
    assert {path: values(found.tree, path) for path in NEVER if "rob" in str(values(found.tree, path)).lower()} == {}
    assert value(found.tree, "accountability") == {"agreed": [{"id": "a2", "text": "x"}]}
    assert value(found.tree, "if_i_use") == {"steps": [{"id": "h3", "do": "sit down"}]}
    assert values(found.tree, "warning_signs.responses.do") == ["rest"]
    assert values(found.tree, "people.name") == ["Ann", "Tom"]
    assert values(found.tree, "hard_moment.steps.do") == ["call Ann"]


def test_what_tells_of_them_and_all_others_come_back() -> None:
    tree = back(AWAY).tree
    assert tree["triggers"] == [
        {"id": "t1", "what": "Rob texts me", "strategies": [{"id": "s1", "if": "Rob texts", "then": "block"}]}
    ]
    assert tree["goals"] == [{"id": "g1", "what": "a flat far from Rob"}]
    assert tree["hard_dates"] == [{"id": "y1", "what": "May 5"}]
    assert tree["support"] == {"animals": "Ann"}
    assert tree["signed"] == {"on": "2026-01-01"}


def test_what_stands_in_the_plan_now_is_not_new() -> None:
    found = back({**copy.deepcopy(OLD), **AWAY})
    assert found.tree == {**OLD, **AWAY}
    assert not found.out


@pytest.mark.parametrize("part", ["accountability", "signed", "if_i_use"])
def test_a_role_that_was_taken_away_stays_away_though_the_person_is_there(part: str) -> None:
    now = {name: one for name, one in copy.deepcopy(OLD).items() if name != part} | AWAY
    found = back(now)
    assert found.tree["people"] == OLD["people"]
    assert "p1" not in str(found.tree.get(part))
    assert "rob" not in str(found.tree.get(part)).lower()
    assert found.out


def test_who_has_the_role_now_keeps_it_in_the_place_of_one_who_is_out() -> None:
    now = {
        **AWAY,
        "people": [{"id": "p9", "name": "ann "}],
        "accountability": {"partner": "p9"},
        "signed": {"witness": "Ann"},
    }
    tree = back(now).tree
    assert (value(tree, "accountability.partner"), value(tree, "signed.witness")) == ("p2", "Ann")


# --- kept private ---


@pytest.mark.parametrize(
    "now", [PRIVATE, {"circumstances": {"home": "unsafe"}}, {"triggers": [{"id": "t1", "what": "my husband hits me"}]}]
)
def test_roles_that_were_taken_out_stay_out_where_it_is_private_or_a_danger(now: dict[str, Any]) -> None:
    found = back(now, eyes=Eyes(comparing.tender, comparing.dangerous))
    assert found.out
    for path in ("accountability.partner", "if_i_use.told", "signed.witness"):
        assert value(found.tree, path) is None
    # Rob had a role and Tom is family: neither is in the plan now.
    assert values(found.tree, "people.name") == ["Ann"]
    assert values(found.tree, "hard_moment.steps.do") == ["call Ann"]
    assert values(found.tree, "warning_signs.responses.do") == ["rest"]


def test_who_has_a_role_where_it_is_private_still_has_it() -> None:
    parts = ("people", "accountability", "signed", "if_i_use", "warning_signs", "hard_moment")
    found = back({**PRIVATE, **{name: copy.deepcopy(OLD[name]) for name in parts}})
    assert not found.out
    assert {name: found.tree[name] for name in parts} == {name: OLD[name] for name in parts}


def test_a_friend_with_no_role_comes_back_where_it_is_private() -> None:
    old = {"people": [{"id": "p1", "name": "Dana", "kind": "friend"}, {"id": "p2", "name": "Mo"}]}
    assert back(PRIVATE, old).tree["people"] == old["people"]


def test_the_older_plan_being_private_takes_nothing_out() -> None:
    assert back({}, {**OLD, **PRIVATE}).tree == {**OLD, **PRIVATE}


def test_what_was_added_from_an_offer_that_must_not_be_made_now_stays_out() -> None:
    item = {"id": "q1", "text": "family therapy", "from": "o-family"}
    old = {"treatment": {"to_discuss": [item, {"id": "q2", "text": "sleep", "from": "o-sleep"}]}}

    def unfit(offer: str, tree: dict[str, Any]) -> bool:
        return offer == "o-family" and value(tree, "preferences.family") == "private"

    assert back({}, old, Eyes(unfit=unfit)).tree == old
    found = back(PRIVATE, old, Eyes(unfit=unfit))
    assert (values(found.tree, "treatment.to_discuss.text"), found.out) == (["sleep"], True)
    assert back({**PRIVATE, "treatment": {"to_discuss": [item]}}, old, Eyes(unfit=unfit)).tree == {**old, **PRIVATE}
    assert "treatment" not in back(PRIVATE, {"treatment": {"to_discuss": [item]}}, Eyes(unfit=unfit)).tree


def test_nor_does_the_answer_to_such_an_offer() -> None:
    added = {"offers": [{"id": "o-family", "status": "added"}]}
    eyes = Eyes(unfit=lambda offer, tree: offer == "o-family")
    assert "offers" not in back(PRIVATE, added, eyes).tree
    declined = {"offers": [{"id": "o-family", "status": "declined"}]}
    assert back({**PRIVATE, **declined}, added, eyes).tree == {**PRIVATE, **declined}
