"""Own words that would put a person in danger if the wrong eyes read them stand on no page and no card."""

from __future__ import annotations

from typing import Any

from recoveryplan.workflows import carding, own_words

HITS = "my husband hits me"


def plan(**more: Any) -> dict[str, Any]:
    return {"motivations": [{"id": "m1", "text": "see my kids"}], "preferences": {"country": "US"}, **more}


def test_a_plan_without_such_words_stays_as_it_is() -> None:
    tree = plan(people=[{"id": "p1", "name": "Dana", "note": "kind"}])
    assert own_words.without_danger_at_home(tree) == tree


def test_they_go_wherever_they_stand_and_nothing_else_does() -> None:
    tree = plan(
        aim={"want": "stop", "words": HITS},
        triggers=[
            {"id": "t1", "what": "pay day", "strategies": [{"id": "s1", "then": HITS}, {"id": "s2", "then": "walk"}]},
            {"id": "t2", "what": HITS},
        ],
        hard_moment={"steps": [{"id": "h1", "do": f"leave when {HITS}"}, {"id": "h2", "do": "walk"}]},
        people=[{"id": "p1", "name": "Dana", "note": HITS}],
        hard_dates=[{"id": "y1", "what": HITS}],
    )
    kept = own_words.without_danger_at_home(tree)
    assert "husband" not in str(kept)
    assert kept["aim"] == {"want": "stop"}
    assert kept["triggers"] == [{"id": "t1", "what": "pay day", "strategies": [{"id": "s2", "then": "walk"}]}]
    assert kept["hard_moment"]["steps"] == [{"id": "h2", "do": "walk"}]
    assert kept["motivations"] == tree["motivations"]


def test_the_card_has_none_of_them() -> None:
    tree = plan(hard_moment={"steps": [{"id": "h1", "do": HITS}, {"id": "h2", "do": "Walk to the river"}]})
    tree["motivations"].append({"id": "m2", "text": HITS})
    card = carding.text(tree)
    assert "husband" not in card
    assert "Walk to the river" in card
    assert "see my kids" in card
