"""What a plan does not have yet: found where it is missing, not found where it is there, said kindly."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from content import own_text
from recoveryplan.plan import completeness, finders
from recoveryplan.plan.completeness import Care, Gap, Surroundings
from recoveryplan.workflows import knowledge

TODAY = datetime.date(2026, 11, 22)
DAY_BEFORE, SOON, FAR = "2026-11-21", "2026-12-22", "2026-12-23"

Tree = dict[str, Any]


def care(what: str) -> Care:
    if "beers" in what:
        return "prescriber"
    return "doctor" if what.startswith("stop") else "quiet" if "alone" in what else ""


def tender(what: str) -> bool:
    return "die" in what


def look(talk: str = "", **tree: Any) -> list[Gap]:
    return finders.gaps(tree, Surroundings(knowledge.vocabulary()["person"], TODAY, care, tender, talk))


def ids(**tree: Any) -> set[str]:
    return {gap.id for gap in look(**tree)}


def words_of(name: str, **tree: Any) -> str:
    return next(gap.words for gap in look(**tree) if gap.id == name)


DANA = {"id": "p1", "name": "Dana", "kind": "sponsor"}
CALLED = {**DANA, "phone": "555-0142"}
GROUP = {"id": "p2", "name": "the Tuesday group", "kind": "group"}
STRATEGY = {"id": "s1", "then": "another way"}
MEDICINE = {"id": "i1", "name": "the pill"}
RISKY = {**MEDICINE, "kind": "buprenorphine"}
ANSWERED = {"if_missed": "call", "if_run_out": "call"}
AWAY = {"if_travel": "x", "if_hospital": "x", "if_arrested": "x"}


def sign(person: str = "p1") -> Tree:
    return {"id": "w1", "sign": "no sleep", "responses": [{"id": "r1", "do": "call", "person": person}]}


FOUND: list[tuple[str, Tree, Tree]] = [
    ("hard-moment", {}, {"hard_moment": {"steps": [{"id": "h1", "do": "walk"}]}}),
    ("people", {}, {"people": [CALLED]}),
    ("reasons", {}, {"motivations": [{"id": "m1", "text": "sleep"}]}),
    ("country", {}, {"preferences": {"country": "US"}}),
    ("no-triggers", {}, {"triggers": [{"id": "t1", "what": "a bar"}]}),
    ("no-signs", {}, {"warning_signs": [sign()]}),
    ("no-goals", {}, {"goals": [{"id": "g1", "what": "run"}]}),
    ("no-coping", {}, {"coping": [{"id": "c1", "what": "breathe"}]}),
    ("no-self-care", {}, {"self_care": [{"id": "k1", "what": "sleep"}]}),
    ("trigger", {"triggers": [{"id": "t1", "what": "a bar"}]},
     {"triggers": [{"id": "t1", "what": "a bar", "strategies": [STRATEGY]}]}),
    ("barrier", {"barriers": [{"id": "b1", "what": "no car"}]},
     {"barriers": [{"id": "b1", "what": "no car", "strategies": [STRATEGY]}]}),
    ("sign", {"warning_signs": [{"id": "w1", "sign": "no sleep"}]}, {"warning_signs": [sign()]}),
    ("skill", {"coping": [{"id": "c1", "what": "breathe", "state": "learning"}]},
     {"coping": [{"id": "c1", "what": "breathe", "state": "learning", "how": "a course"}]}),
    ("skill", {"coping": [{"id": "c1", "what": "breathe", "state": "learning"}]},
     {"coping": [{"id": "c1", "what": "breathe", "state": "have"}]}),
    ("number", {"people": [DANA]}, {"people": [CALLED]}),
    ("number", {"people": [DANA]}, {"people": [GROUP]}),
    ("group", {"people": [GROUP]}, {"people": [{**GROUP, "when": "Tuesdays"}]}),
    ("number-needed", {"people": [DANA], "warning_signs": [sign()]}, {"people": [CALLED], "warning_signs": [sign()]}),
    ("number-needed", {"people": [DANA], "if_i_use": {"told": "p1"}}, {"people": [DANA], "if_i_use": {}}),
    ("number-needed", {"people": [DANA], "accountability": {"partner": "p1"}}, {"people": [DANA]}),
    ("number-needed", {"people": [GROUP], "warning_signs": [sign("p2")]}, {"people": [GROUP]}),
    ("support-open", {"people": [DANA]}, {}),
    ("support-wanted", {"support": {"wanted": ["sponsor"]}}, {"support": {"wanted": ["sponsor"]}, "people": [DANA]}),
    ("children", {"circumstances": {"caring": ["children"]}},
     {"circumstances": {"caring": ["children"]}, "support": {"children": "my sister"}}),
    ("animals", {"circumstances": {"caring": ["animals"]}},
     {"circumstances": {"caring": ["animals"]}, "support": {"animals": "my sister"}}),
    ("lock-box", {"circumstances": {"caring": ["children"]}, "medicine": {"items": [MEDICINE]}},
     {"circumstances": {"caring": ["children"]}, "medicine": {"items": [MEDICINE], "lock_box": "the shelf"}}),
    ("if-i-use", {"if_i_use": {"wanted": "yes"}},
     {"if_i_use": {"wanted": "yes", "steps": [{"id": "h1", "do": "not alone"}]}}),
    ("if-i-use", {"if_i_use": {"wanted": "yes"}}, {"if_i_use": {"wanted": "no"}}),
    ("told", {"if_i_use": {"wanted": "yes"}, "people": [DANA]},
     {"if_i_use": {"wanted": "yes", "told": "p1"}, "people": [DANA]}),
    ("prescriber", {"medicine": {"items": [MEDICINE]}}, {"medicine": {"items": [{**MEDICINE, "prescriber": "Lee"}]}}),
    ("pharmacy", {"medicine": {"items": [MEDICINE]}}, {"medicine": {"items": [{**MEDICINE, "pharmacy": "Main St"}]}}),
    ("medicine-missed", {"medicine": {"items": [MEDICINE], "if_missed": "call"}},
     {"medicine": {"items": [MEDICINE], **ANSWERED}}),
    ("medicine-away", {"medicine": {"items": [RISKY], **ANSWERED}}, {"medicine": {"items": [RISKY], **AWAY}}),
    ("medicine-away", {"medicine": {"items": [MEDICINE, RISKY]}}, {"medicine": {"items": [MEDICINE]}}),
    ("medicine-away", {"medicine": {"items": [RISKY]}}, {"medicine": {"lock_box": "the shelf"}}),
    ("naloxone-place", {"substances": [{"id": "u1", "kind": "opioids"}]},
     {"substances": [{"id": "u1", "kind": "opioids"}], "medicine": {"naloxone_where": "the shelf"}}),
    ("naloxone-place", {"medicine": {"items": [{**MEDICINE, "kind": "methadone"}]}},
     {"substances": [{"id": "u1", "kind": "cannabis"}]}),
    ("naloxone-place", {"substances": [{"id": "u1", "kind": "opioids", "often": "stopped"}]}, {}),
    ("naloxone-expired", {"medicine": {"naloxone_expires": DAY_BEFORE}},
     {"medicine": {"naloxone_expires": "2026-11-22"}}),
    ("naloxone-soon", {"medicine": {"naloxone_expires": SOON}}, {"medicine": {"naloxone_expires": FAR}}),
    ("review", {}, {"review": {"next": FAR}}),
    ("review-due", {"review": {"next": "2026-11-22"}}, {"review": {"next": "2026-11-23"}}),
    ("aim-date", {"aim": {"by": DAY_BEFORE}}, {"aim": {"by": SOON}}),
    ("goal-date", {"goals": [{"id": "g1", "what": "run", "by": DAY_BEFORE}]},
     {"goals": [{"id": "g1", "what": "run", "by": DAY_BEFORE, "status": "reached"}]}),
    ("commitment-over", {"commitments": [{"id": "d1", "what": "shelter", "ends": DAY_BEFORE}]},
     {"commitments": [{"id": "d1", "what": "shelter", "ends": SOON}]}),
    ("hard-date-over", {"hard_dates": [{"id": "y1", "what": "court", "on": DAY_BEFORE}]},
     {"hard_dates": [{"id": "y1", "what": "court", "on": DAY_BEFORE, "every": "year"}]}),
    ("hard-date-soon", {"hard_dates": [{"id": "y1", "what": "court", "on": SOON}]},
     {"hard_dates": [{"id": "y1", "what": "court", "on": SOON, "plan": "with Sam"}]}),
    ("hard-date-soon", {"hard_dates": [{"id": "y1", "what": "pay day", "every": "month"}]},
     {"hard_dates": [{"id": "y1", "what": "court", "on": FAR}]}),
    ("hard-date-soon", {"hard_dates": [{"id": "y1", "what": "her day", "on": "2019-12-01", "every": "year"}]},
     {"hard_dates": [{"id": "y1", "what": "her day", "on": "2019-06-01", "every": "year"}]}),
    ("hard-date-plan", {"hard_dates": [{"id": "y1", "what": "court", "on": FAR}]},
     {"hard_dates": [{"id": "y1", "what": "court", "on": FAR, "plan": "with Sam"}]}),
    ("hard-date-plan", {"hard_dates": [{"id": "y1", "what": "the holidays"}]}, {}),
    ("goal", {"goals": [{"id": "g1", "what": "get better"}]},
     {"goals": [{"id": "g1", "what": "go to three meetings a week this month"}]}),
    ("before-stopping", {"goals": [{"id": "g1", "what": "stop Monday"}]}, {"goals": [{"id": "g1", "what": "run"}]}),
    ("before-stopping", {"aim": {"words": "stop Monday"}}, {"aim": {"words": "use less"}}),
    ("drink-clash", {"goals": [{"id": "g1", "what": "two beers"}]}, {"goals": [{"id": "g1", "what": "run"}]}),
    ("drink-clash", {"aim": {"words": "two beers"}}, {"aim": {"words": "use less"}}),
    ("check-in", {"talk": "call 1"}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "lacks", "has"), FOUND, ids=[f"{n}-{one[0]}" for n, one in enumerate(FOUND)])
def test_a_gap_is_found_where_it_is(name: str, lacks: Tree, has: Tree) -> None:
    assert name in ids(**lacks)
    assert name not in ids(**has)


def test_every_gap_is_tried() -> None:
    assert {one[0] for one in FOUND} == {one[0] for one in completeness._ALL}


def test_a_leap_day_comes_each_year() -> None:
    assert "hard-date-plan" in ids(hard_dates=[{"id": "y1", "what": "x", "on": "2024-02-29", "every": "year"}])


def test_every_plan_can_be_looked_at() -> None:
    for broken in ({"goals": [{"id": "g1"}]}, {"people": []}, {"medicine": {}}, {"support": {"wanted": []}}):
        assert look(**broken)


# --- who gets no hint ---


@pytest.mark.parametrize("what", ["stop Monday, alone", "do it alone"])
def test_a_goal_that_may_be_a_danger_is_not_made_better(what: str) -> None:
    """Not more exact, and no new day either."""
    goal = {"id": "g1", "what": what, "by": DAY_BEFORE, "steps": [{"id": "h1", "text": "x"}]}
    assert {gap.id for gap in look(goals=[goal]) if gap.section == "goals"} <= {"before-stopping"}


def test_words_of_dying_are_asked_nothing_of() -> None:
    dark = "I want to die at night"
    said = look(
        "call 1",
        triggers=[{"id": "t1", "what": dark}],
        barriers=[{"id": "b1", "what": dark}],
        warning_signs=[{"id": "w1", "sign": dark}],
        hard_dates=[{"id": "y1", "what": dark, "on": SOON}],
    )
    assert said[0].words.endswith("A crisis line is there now: call 1.")
    assert not {"trigger", "barrier", "sign", "hard-date-soon", "hard-date-plan"} & {gap.id for gap in said}


@pytest.mark.parametrize("status", ["reached", "dropped"])
def test_a_closed_goal_is_left_in_peace(status: str) -> None:
    goal = {"id": "g1", "what": "stop it", "by": DAY_BEFORE, "status": status}
    assert [gap for gap in look(goals=[goal]) if gap.section == "goals"] == []


def test_who_keeps_family_out_is_not_asked_to_add_it() -> None:
    assert "family" in words_of("support-open", people=[DANA])
    private = {"preferences": {"family": "private"}}
    assert "family" not in words_of("support-open", people=[DANA], **private)
    assert "support-wanted" not in ids(support={"wanted": ["family"]}, **private)


def test_a_kind_that_is_wanted_is_not_open_too() -> None:
    tree: Tree = {"people": [DANA], "support": {"wanted": ["friend"]}}
    assert "friend" in words_of("support-wanted", **tree)
    assert "friend" not in words_of("support-open", **tree)


# --- order ---


def test_what_may_save_a_life_comes_first() -> None:
    found = [gap.id for gap in look(substances=[{"id": "u1", "kind": "opioids"}], goals=[{"id": "g1", "what": "stop"}])]
    assert found[:4] == ["before-stopping", "naloxone-place", "hard-moment", "people"]
    assert found[-4:] == ["no-triggers", "no-signs", "no-coping", "no-self-care"]


def test_gaps_of_one_kind_stand_as_in_the_file() -> None:
    found = look(triggers=[{"id": f"t{n}", "what": "x"} for n in range(3)])
    assert [gap.path for gap in found if gap.id == "trigger"] == [("triggers", n) for n in range(3)]


# --- the words ---


def test_every_section_has_a_heading() -> None:
    assert {one[2] for one in completeness._ALL} | {"aim"} == set(completeness.SECTIONS)


def test_nothing_of_the_person_is_said() -> None:
    secret = "ZEBRA"
    tree: Tree = {
        "goals": [{"id": "g1", "what": secret, "steps": [{"id": "h1", "text": secret}]}],
        "people": [{"id": "p1", "name": secret, "kind": "friend"}],
        "medicine": {"items": [{"id": "i1", "name": secret}]},
        "triggers": [{"id": "t1", "what": secret}],
    }
    assert secret not in " ".join(gap.words for gap in look(**tree))


ALL_WORDS = sorted({gap.words for _, lacks, has in FOUND for tree in (lacks, has) for gap in look(**tree)})
SAID = [own_text.Text("gap", words) for words in (*ALL_WORDS, *completeness.SECTIONS.values())]


def test_every_word_is_plain_and_kind() -> None:
    assert {text.words: long for text in SAID if (long := own_text.too_long(text.words))} == {}
    assert {part[:60]: g for part in own_text.sections(SAID) if (g := own_text.grade(part)) > own_text.GRADE} == {}
    assert [text.words for text in SAID if own_text.hurtful(text.words) or own_text.shouted(text.words)] == []
    assert [text.words for text in SAID if "!" in text.words or text.words.count("?") > 1] == []


def test_nothing_is_called_safe_or_done() -> None:
    words = " ".join(text.words for text in SAID).lower()
    assert not [bad for bad in ("no risk", "complete", "passed the", "perfect", "smart", "well done") if bad in words]
