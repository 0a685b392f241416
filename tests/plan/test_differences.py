"""What is different between two plans: by stable id, in any order, and never a word of what no screen may show."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest

from content.own_text import tree as content
from plan.two_plans import BASE, BOOKKEEPING, LEAVES, NOUNS, SHAPE, between, changed, swapped, value_at
from recoveryplan.plan import differences
from recoveryplan.plan.differences import (
    ADDED,
    AGAIN,
    CHANGED,
    DROPPED,
    MOVED,
    OUT,
    REACHED,
    REPLACED,
    Because,
    Difference,
)

SECRET = "Zed Zedson"


def only(found: list[Difference]) -> Difference:
    assert len(found) == 1, found
    return found[0]


# --- one of each ---


def test_nothing_is_different_from_itself() -> None:
    assert between(copy.deepcopy(BASE)) == []


def test_order_counts_for_nothing() -> None:
    turn = random.Random("order")

    def shuffled(node: Any) -> Any:
        if isinstance(node, dict):
            items = [(key, shuffled(value)) for key, value in node.items()]
            turn.shuffle(items)
            return dict(items)
        if isinstance(node, list):
            made = [shuffled(one) for one in node]
            turn.shuffle(made)
            return made
        return node

    for _ in range(20):
        assert between(shuffled(BASE)) == []


def test_a_thing_more() -> None:
    new = changed("triggers.x", {"id": "t3", "what": "pay day", "strategies": [{"id": "s9", "then": "walk"}]})
    one = only(between(new))
    assert (one.how, one.path, one.id, one.words, one.inside) == (ADDED, "triggers", "t3", "pay day", ("walk",))


def test_a_thing_less_takes_what_is_in_it_along() -> None:
    one = only(between({**BASE, "triggers": BASE["triggers"][1:]}))
    assert (one.how, one.words, one.inside) == (OUT, "the bar", ("gym on Mondays", "call Dana"))


def test_a_thing_in_a_thing() -> None:
    one = only(between(changed("triggers.0.strategies.x", {"id": "s3", "then": "walk"})))
    assert (one.how, one.path, one.words, one.within) == (ADDED, "triggers.strategies", "walk", ("triggers", "the bar"))


def test_a_thing_that_stands_elsewhere_now() -> None:
    new = copy.deepcopy(BASE)
    new["triggers"][1]["strategies"] = [new["triggers"][0]["strategies"].pop()]
    one = only(between(new))
    assert (one.how, one.words, one.within) == (MOVED, "call Dana", ("triggers", "Friday night"))


def test_other_words_and_other_fields() -> None:
    new = changed("people.0.phone", "556", changed("people.0.name", "Dana B."))
    one = only(between(new))
    assert (one.how, one.was, one.words) == (CHANGED, "Dana", "Dana B.")
    assert [(inner.path, inner.was, inner.now) for inner in one.fields] == [("people.phone", "555", "556")]


def test_single_answers() -> None:
    new = changed("readiness.confidence", "7", changed("review.next", "2026-12-22"))
    found = {one.path: one.fields[0] for one in between(new)}
    assert (found["readiness.confidence"].was, found["readiness.confidence"].now) == ("4", "7")
    assert (found["review.next"].was, found["review.next"].now) == ("2026-11-22", "2026-12-22")


def test_an_empty_answer_is_none() -> None:
    empties: tuple[Any, ...] = (None, "", [], {})
    for empty in empties:
        assert between({**BASE, "support": {"children": empty}, "coping": empty}) == []
    assert only(between({**BASE, "review": {}})).fields[0].now is None


@pytest.mark.parametrize(
    ("status", "was", "how"),
    [("reached", "open", REACHED), ("dropped", None, DROPPED), ("open", "reached", AGAIN), ("open", "dropped", AGAIN)],
)
def test_what_became_of_a_goal(status: str, was: str | None, how: str) -> None:
    old = changed("goals.0.status", was)
    new = changed("goals.0.reached", "2026-11-03", changed("goals.0.status", status))
    one = only(between(new, old=old))
    assert (one.how, one.words, one.day) == (how, "three meetings a week", "2026-11-03" if how == REACHED else "")


def test_no_status_is_open() -> None:
    assert between(changed("goals.1.status", "open")) == []
    assert only(between(changed("goals.1.status", "reached"))).how == REACHED


def test_a_goal_that_is_reached_and_has_other_words() -> None:
    found = between(changed("goals.0.what", "four meetings", changed("goals.0.status", "reached")))
    assert [one.how for one in found] == [REACHED, CHANGED]
    assert (found[1].was, found[1].words) == ("three meetings a week", "four meetings")


# --- what the records say ---


def test_one_in_the_place_of_another() -> None:
    told = {"s1": Because("replaced", "you tried it twice", "s7")}
    one = only(between(swapped("s1", "s7", "walk with Sam"), told))
    assert (one.how, one.was, one.words, one.because) == (
        REPLACED, "gym on Mondays", "walk with Sam", "you tried it twice",
    )  # fmt: skip
    assert one.within == ("triggers", "the bar")


def test_one_after_the_other() -> None:
    told = {"s1": Because("replaced", "a", "s7"), "s7": Because("replaced", "b", "s8")}
    one = only(between(swapped("s1", "s8", "walk"), told))
    assert (one.how, one.was, one.words) == (REPLACED, "gym on Mondays", "walk")


def test_a_circle_of_records_ends() -> None:
    told = {"s1": Because("replaced", "", "s7"), "s7": Because("replaced", "", "s1")}
    assert sorted(one.how for one in between(swapped("s1", "s9", "walk"), told)) == [ADDED, OUT]


def test_without_a_record_nothing_is_called_replaced() -> None:
    assert sorted(one.how for one in between(swapped("s1", "s7", "walk"))) == [ADDED, OUT]


def test_the_same_id_with_words_that_a_record_calls_new() -> None:
    one = only(between(swapped("s1", "s1", "walk"), {"s1": Because("replaced", "it was far")}))
    assert (one.how, one.was, one.words, one.because) == (REPLACED, "gym on Mondays", "walk", "it was far")


def test_reasons_go_with_what_they_are_of() -> None:
    new = changed("goals.0.status", "dropped", changed("people.x", {"id": "p2", "name": "Tuesday group"}))
    told = {
        "g1": Because("dropped", "it was stuck"),
        "p2": Because("added", "you moved"),
        "t1": Because("changed", "x"),
    }
    assert {one.id: one.because for one in between(new, told)} == {"g1": "it was stuck", "p2": "you moved"}


def test_a_strategy_let_go_with_a_reason() -> None:
    new = copy.deepcopy(BASE)
    del new["triggers"][0]["strategies"][0]
    assert only(between(new, {"s1": Because("dropped", "it was far")})).how == DROPPED
    assert only(between(new, {"s1": Because("dropped")})).how == OUT
    assert only(between(new)).how == OUT


def test_the_most_telling_comes_first() -> None:
    new = swapped("s1", "s7", "walk", changed("goals.0.status", "reached", changed("readiness.stage", "early")))
    new["people"] = [{"id": "p2", "name": "Sam"}]
    found = between(new, {"s1": Because("replaced", "", "s7")})
    assert [one.how for one in found] == [REACHED, REPLACED, ADDED, OUT, CHANGED]


# --- what is told of, and what is not ---


def test_every_path_of_a_plan_has_words() -> None:
    missing = [
        path
        for path, what in SHAPE.items()
        if what != "group"
        and not path.endswith(BOOKKEEPING)
        and not NOUNS.is_silent(path)
        and not ((group := NOUNS.group(path)) and group.closed)
        and path not in NOUNS.labels
        and path not in NOUNS.things
        and path not in {f"{one}.{noun['key']}" for one, noun in NOUNS.things.items()}
    ]
    assert missing == []


def test_no_words_are_for_a_path_that_is_not() -> None:
    data = content("differences.yaml")
    named = [one["path"] for name in ("things", "fields", "groups") for one in data[name]]
    assert [path for path in [*named, *data["unsaid"], *data["passed_over"]] if path not in SHAPE] == []
    assert all(f"{path}.{noun['key']}" in SHAPE for path, noun in NOUNS.things.items())
    lists = {path for path, what in SHAPE.items() if what == "things" and not NOUNS.is_silent(path)}
    assert set(NOUNS.things) == lists - {"offers"}


@pytest.mark.parametrize("path", [path for path in LEAVES if not path.endswith(BOOKKEEPING)])
def test_a_change_at_any_path_is_found_or_meant_to_be_passed_over(path: str) -> None:
    found = differences.between(value_at(path, "one"), value_at(path, "two"), NOUNS)
    if NOUNS.is_silent(path):
        assert found == []
    else:
        assert len(found) == 1
        assert found[0].path in {path, path.rpartition(".")[0]}


@pytest.mark.parametrize("path", ["keep_distance.who", "keep_distance.note", "mind.means_plan", "mind.thoughts"])
def test_what_is_on_no_screen_is_in_no_difference(path: str) -> None:
    full, none = value_at(path, SECRET), value_at(path, "x")
    for old, new in ((full, none), (none, full), ({}, full), (full, {})):
        assert SECRET not in repr(differences.between(old, new, NOUNS))
    assert differences.between(full, none, NOUNS) == []


@pytest.mark.parametrize(
    "path", ["about.story", "about.privacy", "checkins.used", "preferences.family", "offers.seen", "more"]
)
def test_of_what_is_closed_nothing_is_told_but_that_it_changed(path: str) -> None:
    new = value_at(path, SECRET) if path != "more" else {"more": {"note": {"deep": [SECRET]}}}
    for one in (between(new, old={}), between({}, old=new)):
        closed = [found for found in one if found.closed]
        assert len(closed) == 1
        assert SECRET not in repr(closed)
        assert closed[0].fields == ()


def test_tender_words_are_taken_out_everywhere() -> None:
    new = changed("triggers.0.what", SECRET, changed("motivations.x", {"id": "m3", "text": SECRET}))
    new["triggers"][0]["strategies"] = [{"id": "s9", "then": "walk"}]
    new["triggers"].append({"id": "t4", "what": "pay day", "strategies": [{"id": "s10", "then": SECRET}]})
    new["readiness"] = {"stage": SECRET}
    new["goals"][0] |= {"by": SECRET}
    new["people"] = []
    found = between(new, {"p1": Because("dropped", SECRET), "s1": Because("replaced", SECRET, "s9")})
    assert SECRET in repr(found)
    hushed = differences.hushed(found, lambda words: SECRET in words)
    assert SECRET not in repr(hushed)
    assert [one.how for one in hushed] == [one.how for one in found]
    assert "pay day" in repr(hushed)


ODD: tuple[Any, ...] = (
    {
        "goals": "text",
        "people": ["x", None, {"name": "no id"}, {"id": ["x"]}],
        "readiness": [1],
        "nobody": {"knows": "it"},
    },
    {"triggers": {"id": "t1"}, "motivations": [{"id": "m1", "text": ["a", {"b": "c"}]}], "more": "x", "offers": "y"},
    {"triggers": [{"id": "t1", "strategies": "x", "what": {"a": "b"}}], "about": None, "": "x"},
    {},
)


@pytest.mark.parametrize("odd", ODD)
def test_odd_trees_are_looked_at_all_the_same(odd: Any) -> None:
    assert between(odd)
    assert differences.between(odd, BASE, NOUNS)
    assert differences.between(odd, odd, NOUNS) == []


def test_an_id_that_a_record_gave_to_something_new_is_another_thing() -> None:
    new = changed("coping", [{"id": "c1", "what": "go to the library"}])
    old = changed("coping", [{"id": "c1", "what": "count to ten"}])
    told = {"c1": Because("added", "you asked for it")}
    assert [(one.how, one.words, one.because) for one in between(new, told, old)] == [
        ("added", "go to the library", "you asked for it"),
        ("taken_out", "count to ten", ""),
    ]
    assert between(old, told, old) == []
    assert [one.how for one in between(new, {"c1": Because("changed")}, old)] == ["changed"]
