"""Offers: what fits follows from the answers, says why, and goes into the plan only when it is taken."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from recoveryplan.errors import ContentProblem
from recoveryplan.guidance import offerfiles
from recoveryplan.guidance.offers import Found, Offers, spread
from recoveryplan.guidance.said import Said
from recoveryplan.plan import loading
from recoveryplan.workflows import knowledge

DAY = datetime.date(2026, 11, 22)
Tree = dict[str, Any]

KINDS: Tree = {
    "kinds": [
        {"id": "treatment", "title": "Treatment", "into": "treatment.to_discuss", "key": "text", "called": "Talk"},
        {"id": "family", "title": "Family", "into": "treatment.to_discuss", "key": "text", "called": "To talk over",
         "not_when": {"is": {"preferences.family": "private"}}},
        {"id": "coping", "title": "Coping", "into": "coping", "key": "what", "called": "Ways to cope",
         "also": {"state": "learning"}},
    ],
    "notes": [
        {"for": ["treatment"], "when": {"is": {"circumstances.transport": "none"}}, "text": "Ask for a ride."},
    ],
}  # fmt: skip


def entry(name: str, kind: str = "treatment", **more: Any) -> Tree:
    made = {"id": name, "kind": kind, "text": f"Text of {name}", "what": "It is this.", "how": "So.", "ask": "When?"}
    return made | {"when": {"has": {"substances.kind": "opioids"}}} | more


def offers(*entries: Tree) -> Offers:
    choices = frozenset({"substances.kind", "readiness.stage", "preferences.family", "mind.conditions.kind"})
    return Offers(entries, KINDS, Said(knowledge.tree("said.yaml")), {"dark": ["end it"]}, choices)


def plan(**more: Any) -> Tree:
    return {"substances": [{"id": "u1", "kind": "opioids"}], **more}


def one(made: Offers, tree: Tree) -> Found:
    (found,) = made.fitting(tree)
    return found


# --- what fits, and why ---


def test_an_offer_fits_where_its_answer_was_given_and_says_so() -> None:
    made = offers(entry("medicine"))
    assert one(made, plan()).because == ("you named opioids",)
    assert made.fitting({"substances": [{"kind": "cannabis"}]}) == []
    assert made.fitting({}) == []


def test_the_persons_own_words_are_told_back() -> None:
    found = one(offers(entry("medicine")), {"substances": [{"kind": "opioids", "name": "oxy from Tom"}]})
    assert found.because == ("you named opioids (“oxy from Tom”)",)


def test_long_words_are_told_back_short_and_harmless_on_a_screen() -> None:
    made = offers(entry("goal", when={"answered": "goals.what"}))
    (told,) = one(made, {"goals": [{"what": "go \x1b[31mhome " + "and on " * 30}]}).because
    assert told.endswith(" …”")
    assert "\x1b" not in told
    assert len(told) < 100


def test_of_several_ways_to_fit_only_those_that_hold_are_told() -> None:
    either = {"any": [{"has": {"substances.kind": "opioids"}}, {"has": {"mind.conditions.kind": "anxiety"}}]}
    made = offers(entry("talk", when=either))
    anxious: Tree = {"mind": {"conditions": [{"kind": "anxiety"}]}}
    assert one(made, plan()).because == ("you named opioids",)
    assert one(made, anxious).because == ("you live with anxiety",)
    assert one(made, plan() | anxious).because == ("you named opioids", "you live with anxiety")


def test_what_is_not_so_is_never_told_as_said() -> None:
    both = {"all": [{"has": {"substances.kind": "opioids"}}, {"not": {"is": {"about.faith": "secular"}}}]}
    made = offers(entry("talk", when=both))
    assert one(made, plan(about={"faith": "faith"})).because == ("you named opioids",)


def test_a_question_with_no_answer_can_be_the_reason() -> None:
    made = offers(entry("talk", when={"unknown": "substances.kind"}))
    assert one(made, {}).because == ("you did not say what you use",)


def test_nothing_is_told_twice_in_other_words() -> None:
    takes = [{"has": {"medicine.items.kind": "methadone"}}, {"answered": "medicine.items.name"}]
    wants = [{"in": {"aim.want": ["not_sure"]}}, {"in": {"substances.want": ["not_sure"]}}]
    made = offers(entry("talk", when={"any": [*takes, *wants]}))
    tree = {
        "medicine": {"items": [{"kind": "methadone", "name": "Methadone"}]},
        "aim": {"want": "not_sure"},
        "substances": [{"kind": "opioids", "want": "not_sure"}],
    }
    assert one(made, tree).because == ("you take methadone", "with opioids, you are not sure yet what you want")


def test_a_number_is_told_back() -> None:
    made = offers(entry("talk", when={"at_most": {"readiness.confidence": 4}}))
    assert one(made, {"readiness": {"confidence": 3}}).because == ("you gave 3 of 10 for how sure you are",)
    assert made.fitting({"readiness": {"confidence": 5}}) == []


def test_of_two_things_it_is_told_which_one_is_meant() -> None:
    made = offers(entry("talk", when={"is": {"substances[kind=alcohol].often": "daily"}}))
    told = one(made, {"substances": [{"kind": "opioids", "often": "less"}, {"kind": "alcohol", "often": "daily"}]})
    assert told.because == ("alcohol, every day or nearly",)


def test_where_somebody_lives_is_a_reason_only_where_there_is_no_other() -> None:
    here = {"is": {"preferences.country": "US"}}
    both = offers(entry("talk", when={"all": [here, {"has": {"substances.kind": "opioids"}}]}))
    assert one(both, plan(preferences={"country": "US"})).because == ("you named opioids",)
    alone = offers(entry("talk", when=here))
    assert one(alone, {"preferences": {"country": "US"}}).because == ("you told us your country",)


def test_a_stage_keeps_an_offer_to_those_who_are_there_or_did_not_say() -> None:
    made = offers(entry("later", stage=["steady", "long_term"]))
    assert made.fitting(plan(readiness={"stage": "early"})) == []
    assert made.fitting(plan(readiness={"stage": "steady"}))
    assert made.fitting(plan())


def test_what_a_kind_is_never_offered_with_holds_for_all_of_it() -> None:
    made = offers(entry("counseling", "family"))
    assert made.fitting(plan(preferences={"family": "private"})) == []
    assert made.fitting(plan(preferences={"family": "involve"}))


def test_cautions_are_only_those_that_hold() -> None:
    note = {"when": {"has": {"mind.conditions.kind": "anxiety"}}, "text": "Go slowly."}
    made = offers(entry("talk", caution="You decide.", notes=[note]))
    assert one(made, plan()).cautions == ("You decide.",)
    anxious = plan(mind={"conditions": [{"kind": "anxiety"}]}, circumstances={"transport": "none"})
    assert one(made, anxious).cautions == ("You decide.", "Go slowly.")
    assert one(made, anxious).notes == ("Ask for a ride.",)
    assert one(made, plan()).notes == ()


def test_what_did_not_help_before_says_so_and_comes_later() -> None:
    made = offers(entry("medicine", care="medicine", rank="8"), entry("other", rank="7"))
    before = [one.offer.id for one in made.fitting(plan())]
    after = made.fitting(plan(past_care=[{"kind": "medicine", "helped": "no"}]))
    assert before == ["medicine", "other"]
    assert [one.offer.id for one in after] == ["other", "medicine"]
    assert after[1].cautions == ("You said this was not the right fit before.",)


def test_what_can_save_a_life_stays_near_the_top_though_it_did_not_help_before() -> None:
    made = offers(entry("medicine", care="medicine", rank="9"), entry("other", rank="8"))
    found = made.fitting(plan(past_care=[{"kind": "medicine", "helped": "no"}]))
    assert [one.offer.id for one in found] == ["medicine", "other"]
    assert found[0].cautions == ("You said this was not the right fit before.",)


def test_a_page_is_not_filled_with_one_kind() -> None:
    many = [entry(f"talk-{n}", rank="5") for n in range(8)] + [entry("breathe", "coping", rank="4")]
    page = [found.offer.id for found in spread(offers(*many).fitting(plan()))[:5]]
    assert page[0] == "talk-0"
    assert "breathe" in page


def test_spreading_loses_and_adds_nothing() -> None:
    found = offers(*(entry(f"talk-{n}", rank=str(n % 9 + 1)) for n in range(23))).fitting(plan())
    assert sorted(one.offer.id for one in spread(found)) == sorted(one.offer.id for one in found)


# --- what becomes of it ---


def test_what_is_added_goes_into_its_list_with_its_words_and_id() -> None:
    made = offers(entry("medicine"), entry("breathe", "coping"))
    after = made.taken(plan(), {"medicine": "added", "breathe": "added"}, DAY)
    (item,) = after["treatment"]["to_discuss"]
    assert (item["text"], item["from"]) == ("Text of medicine", "medicine")
    (skill,) = after["coping"]
    assert (skill["what"], skill["state"], skill["from"]) == ("Text of breathe", "learning", "breathe")
    assert loading.load(after, knowledge.vocabulary())[1] == []


def test_nothing_goes_in_twice_and_nothing_else_changes() -> None:
    made = offers(entry("medicine"))
    once = made.taken(plan(goals=[{"id": "g1", "what": "sing"}]), {"medicine": "added"}, DAY)
    assert made.taken(once, {"medicine": "added"}, DAY) == once
    assert {key for key in once if once[key] != plan().get(key)} == {"treatment", "offers", "goals"}
    assert once["goals"] == [{"id": "g1", "what": "sing"}]


@pytest.mark.parametrize("status", ["later", "declined"])
def test_what_is_put_off_or_not_wanted_only_leaves_its_mark(status: str) -> None:
    made = offers(entry("medicine"))
    after = made.taken(plan(), {"medicine": status}, DAY)
    assert set(after) == {"substances", "offers"}
    assert after["offers"] == [
        {"id": "medicine", "status": status, "on": "2026-11-22", "seen": ["substances.kind: opioids"]}
    ]
    assert one(made, after).status == status


@pytest.mark.parametrize("status", ["later", "declined"])
def test_it_comes_back_when_an_answer_it_depends_on_changes_and_goes_when_that_is_changed_back(status: str) -> None:
    made = offers(entry("medicine"))
    after = made.taken(plan(), {"medicine": status}, DAY)
    other = after | {"goals": [{"id": "g1", "what": "sing"}]}
    assert one(made, other).status == status, "an answer it does not depend on changes nothing"
    changed = after | {"substances": [{"kind": "opioids"}, {"kind": "cannabis"}]}
    assert one(made, changed).status == "open"
    assert one(made, after).status == status


def test_a_later_version_that_reads_more_answers_reopens_nothing() -> None:
    old, new = offers(entry("talk")), offers(entry("talk", not_when={"is": {"mind.conditions.kind": "anxiety"}}))
    after = old.taken(plan(), {"talk": "declined"}, DAY)
    assert one(new, after).status == "declined"


def test_what_is_in_the_plan_is_added_whoever_put_it_there() -> None:
    made = offers(entry("medicine"))
    by_hand = plan(treatment={"to_discuss": [{"id": "q1", "text": "my own words now", "from": "medicine"}]})
    assert one(made, by_hand).status == "added"
    assert made.undecided(by_hand) == []


def test_what_was_taken_out_again_is_open() -> None:
    made = offers(entry("medicine"))
    after = made.taken(plan(), {"medicine": "added"}, DAY)
    del after["treatment"]
    assert one(made, after).status == "open"


def test_an_offer_that_is_gone_from_the_program_changes_nothing() -> None:
    assert offers(entry("medicine")).taken(plan(), {"of-old-days": "added"}, DAY) == plan()


def test_own_words_are_never_copied_into_what_was_seen() -> None:
    told = {"any": [{"mentions": {"goals.what": "dark"}}, {"answered": "goals.what"}]}
    made = offers(entry("talk", when=told))
    after = made.taken({"goals": [{"id": "g1", "what": "end it with Sam"}]}, {"talk": "declined"}, DAY)
    assert after["offers"][0]["seen"] == ["goals.what: answered"]


def test_what_the_words_are_looked_through_for_is_named_nowhere() -> None:
    """A plan may be read by the very person whom the words are about."""
    away = {"any": [{"mentions": {"goals.what": "dark"}}, {"is": {"mind.conditions.kind": "anxiety"}}]}
    made = offers(entry("talk", not_when=away), entry("counseling", "family"))
    after = made.taken(plan(), {"talk": "declined", "counseling": "later"}, DAY)
    assert [one["seen"] for one in after["offers"]] == [
        ["substances.kind: opioids", "goals.what: -", "mind.conditions.kind: -"],
        ["substances.kind: opioids"],
    ]


def test_what_was_added_and_does_not_fit_any_more_stays_out() -> None:
    made = offers(entry("counseling", "family"))
    private = plan(preferences={"family": "private"})
    assert made.taken(private, {"counseling": "added"}, DAY) == private
    assert made.left_out(private, {"counseling": "added"}) == {"counseling": "Text of counseling"}
    assert made.left_out(plan(), {"counseling": "added"}) == {}
    there = made.taken(plan(), {"counseling": "added"}, DAY) | {"preferences": {"family": "private"}}
    assert made.left_out(there, {"counseling": "added"}) == {}, "what the plan has is the person's own"


def test_no_thanks_to_what_is_in_the_plan_changes_nothing() -> None:
    made = offers(entry("medicine"))
    after = made.taken(plan(), {"medicine": "added"}, DAY)
    assert made.taken(after, {"medicine": "declined"}, DAY) == after


# --- the files ---


def faults(text: str) -> list[str]:
    """What is told of a file of offers, each with its line."""
    kinds = {one["id"]: one for one in KINDS["kinds"]}
    said = Said(knowledge.tree("said.yaml"))
    try:
        offerfiles.load(text.encode(), "offers/x.yaml", knowledge.known(), said, kinds, {"taken"})
    except ContentProblem as bad:
        return [f"{one.line}: {one.what} {one.todo}".strip() for one in bad.problems]
    return []


GOOD = """\
offers:
- id: one
  kind: treatment
  text: A
  what: B
  how: C
  ask: D
  when:
    has:
      substances.kind: opioids
  source: s
  relied_on: r
  checked_on: 2026-11-22
"""


def test_a_good_file_has_no_faults() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: treatment", "kind: magic", "3: there is no such kind"),
        ("id: one", "id: taken", "2: this id stands twice"),
        ("  how: C\n", "", "2: how is missing here"),
        ("substances.kind: opioids", "substances.kind: opiods", "9: this answer can not be given"),
        ("substances.kind: opioids", "substance.kind: opioids", "9: the plan has no such path"),
        ("has:", "hass:", "9: a condition is one of"),
        ("  when:\n    has:\n      substances.kind: opioids\n", "", "2: when is missing here"),
        ("    has:\n      substances.kind: opi", "    not:\n      has:\n        substances.kind: opi", "nothing here"),
        ("  source: s", "  rank: 12\n  source: s", "11: a whole number belongs here"),
        ("  source: s", "  care: magic\n  source: s", "11: choices.yaml has no such sort of care"),
        ("  source: s", "  stage: [soon]\n  source: s", "11: this value can not stand there"),
        ("  source: s", "  notes:\n  - text: x\n  source: s", "12: when is missing here"),
        ("  source: s", "  becauze: x\n  source: s", "11: becauze is no key here"),
        ("offers:", "offer:", "offer is no key here"),
        ("substances.kind: opioids", "people.role: friend", "what stands there are own words"),
        ("has:\n      substances.kind: opioids", "answered: people.role", "said.yaml has no words for people.role"),
    ],
)  # fmt: skip
def test_every_fault_is_told_with_its_line(old: str, new: str, told: str) -> None:
    assert old in GOOD
    found = faults(GOOD.replace(old, new))
    assert any(told in one for one in found), found
