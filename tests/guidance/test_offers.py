"""Offers: what fits follows from the answers, says why, and goes into the plan only when it is taken."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from recoveryplan.errors import ContentProblem
from recoveryplan.guidance import offerfiles, optionfiles
from recoveryplan.guidance.contentcheck import NUMBERS, Known
from recoveryplan.guidance.offers import Found, Offers, spread
from recoveryplan.guidance.said import Said
from recoveryplan.living.records import CheckIn
from recoveryplan.plan import loading
from recoveryplan.plan.model import Plan
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


def test_of_several_things_only_the_one_that_counts_is_told() -> None:
    made = offers(entry("medicine"))
    both = {"substances": [{"id": "u1", "kind": "cannabis"}, {"id": "u2", "kind": "opioids"}]}
    assert one(made, both).because == ("you named opioids",)
    three = both | {"substances": [*both["substances"], {"id": "u3", "kind": "alcohol"}]}
    either = offers(entry("talk", when={"in": {"substances.kind": ["opioids", "alcohol"]}}))
    assert set(one(either, three).because) == {"you named opioids", "you named alcohol"}


def test_at_most_three_answers_are_told() -> None:
    kinds = ["opioids", "alcohol", "cannabis", "stimulants", "ghb"]
    made = offers(entry("talk", when={"any": [{"has": {"substances.kind": kind}} for kind in kinds]}))
    found = one(made, {"substances": [{"id": f"u{n}", "kind": kind} for n, kind in enumerate(kinds)]})
    assert found.because == ("you named opioids", "you named alcohol", "you named cannabis")


def test_a_number_that_counts_is_told_and_no_other() -> None:
    made = offers(entry("talk", when={"at_least": {"substances.craving": 7}}))
    used = [{"id": "u1", "kind": "alcohol", "craving": 2}, {"id": "u2", "kind": "opioids", "craving": 9}]
    (told,) = one(made, {"substances": used}).because
    assert "9" in told
    assert "2" not in told


def test_answers_are_told_in_the_order_they_were_given_three_at_most() -> None:
    made = offers(entry("talk", when={"answered": "substances.kind"}))
    tree = {"substances": [{"kind": kind} for kind in ("alcohol", "opioids", "cannabis", "nicotine")]}
    assert one(made, tree).because == ("you named alcohol", "you named opioids", "you named cannabis")


@pytest.mark.parametrize("words", ["my husband hits me", "I want to end my life"])
def test_words_of_a_danger_or_of_dying_are_quoted_nowhere(words: str) -> None:
    """They would stand on a screen again and again, and somebody may be looking on."""
    lists = {name: knowledge.mentions()[name] for name in ("partner_danger", "self_harm")}
    for when in ({"has": {"triggers.kind": "people"}}, {"answered": "triggers.what"}):
        made = Offers([entry("talk", when=when)], KINDS, Said(knowledge.tree("said.yaml")), lists, frozenset())
        (found,) = made.fitting({"triggers": [{"kind": "people", "what": words}]})
        assert found.because
        assert words not in str(found)


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


def test_of_two_alike_the_one_made_for_some_stages_comes_first() -> None:
    made = offers(entry("for-all", rank="5"), entry("for-some", rank="5", stage=["early"]))
    assert [found.offer.id for found in made.fitting(plan(readiness={"stage": "early"}))] == ["for-some", "for-all"]
    first = offers(entry("for-some", rank="5", stage=["early"]), entry("above", rank="6"))
    assert [found.offer.id for found in first.fitting(plan())] == ["above", "for-some"]


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


def test_another_stage_asks_again_where_stages_decide() -> None:
    made, any_stage = offers(entry("talk", stage=["early", "steady"])), offers(entry("talk"))
    early, steady = plan(readiness={"stage": "early"}), {"readiness": {"stage": "steady"}}
    after = made.taken(early, {"talk": "declined"}, DAY)
    assert one(made, after).status == "declined"
    assert one(made, after | steady).status == "open"
    after = any_stage.taken(early, {"talk": "declined"}, DAY)
    assert one(any_stage, after | steady).status == "declined"


@pytest.mark.parametrize(("operator", "bound"), [("at_most", 4), ("at_least", 2)])
def test_another_number_asks_again_where_numbers_decide(operator: str, bound: int) -> None:
    made = offers(entry("talk", when={operator: {"readiness.confidence": bound}}))
    after = made.taken({"readiness": {"confidence": 3}}, {"talk": "declined"}, DAY)
    assert one(made, after).status == "declined"
    assert one(made, after | {"readiness": {"confidence": 2}}).status == "open"


def test_who_says_something_else_to_it_later_has_said_one_thing() -> None:
    made = offers(entry("medicine"), entry("breathe", "coping"))
    after = made.taken(plan(), {"medicine": "later", "breathe": "declined"}, DAY)
    after = made.taken(after, {"medicine": "declined"}, DAY)
    assert [(one["id"], one["status"]) for one in after["offers"]] == [
        ("medicine", "declined"),
        ("breathe", "declined"),
    ]
    after = made.taken(after, {"medicine": "added"}, DAY)
    assert [(one["id"], one["status"]) for one in after["offers"]] == [("medicine", "added"), ("breathe", "declined")]
    assert len(after["treatment"]["to_discuss"]) == 1


@pytest.mark.parametrize("status", ["later", "declined"])
def test_the_same_answer_on_another_day_changes_nothing(status: str) -> None:
    made = offers(entry("medicine"), entry("breathe", "coping"))
    after = made.taken(plan(), {"medicine": status, "breathe": "later"}, DAY)
    assert made.taken(after, {"medicine": status}, DAY + datetime.timedelta(days=13)) == after


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


def loaded_faults(load: Callable[[], Any]) -> list[str]:
    """What is told of a file, each fault with its line."""
    try:
        load()
    except ContentProblem as bad:
        return [f"{one.line}: {one.what} {one.todo}".strip() for one in bad.problems]
    return []


def faults(text: str) -> list[str]:
    """What is told of a file of offers."""
    kinds = {one["id"]: one for one in KINDS["kinds"]}
    said = Said(knowledge.tree("said.yaml"))
    known = knowledge.known()
    return loaded_faults(lambda: offerfiles.load(text.encode(), "offers/x.yaml", known, said, kinds, {"taken"}))


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
  source: spearhead-boredom
  relied_on: r
  checked_on: 2026-11-22
"""
WHEN = "has:\n      substances.kind: opioids"
NEXT = "  source:"
"""A line of its own before this one is line 11."""


def test_a_good_file_has_no_faults() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    "more",
    [
        "  rank: 9", "  stage: [early]", "  care: medicine", "  caution: You decide.", "  also: {}",
        "  not_when:\n    is:\n      substances[kind=opioids].often: daily",
        "  not_when:\n    is:\n      past_care[kind=detox].helped: no",
        "  not_when:\n    at_least:\n      readiness.confidence: 10",
        "  not_when:\n    all:\n    - is:\n        substances.kind: opioids\n    - is:\n        mind.heavy: grief",
        "  not_when:\n    all:\n    - is:\n        aim.want: stop\n    - not:\n        is:\n          aim.want: other",
        "  not_when:\n    any:\n    - is:\n        mind.heavy: sleep\n    - is:\n        mind.heavy: grief",
        "  not_when:\n    all:\n    - is:\n        aim.want: stop\n    - not: {mentions: {aim.want: self_harm}}",
    ],
)  # fmt: skip
def test_what_is_well_made_has_no_faults(more: str) -> None:
    assert faults(GOOD.replace(NEXT, f"{more}\n{NEXT}")) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: treatment", "kind: magic", "3: there is no such kind"),
        ("kind: treatment", "kind: [treatment]", "3: there is no such kind"),
        ("id: one", "id: taken", "2: this id stands twice"),
        ("id: one", "id: [one]", "2: text belongs here"),
        ("id: one", "id: {a: b}", "2: text belongs here"),
        ("id: one", "id: One Two", "2: this can be no id"),
        ("  how: C\n", "", "2: how is missing here"),
        ("how: C", "how: \"  \"", "6: how is missing here"),
        ("how: C", "how: [C]", "6: text belongs here"),
        ("text: A", f"text: {'A' * 91}", "4: at most 90 characters"),
        ("substances.kind: opioids", "substances.kind: opiods", "9: this answer can not be given"),
        ("substances.kind: opioids", "substance.kind: opioids", "9: the plan has no such path"),
        ("substances.kind: opioids", "substances[kind=opiods].often: daily", "9: this answer can not be given"),
        ("substances.kind: opioids", "substances[knd=opioids].often: daily", "9: what is picked from has no such"),
        ("substances.kind: opioids", "substances[name=Tom].often: daily", "9: what stands there are own words"),
        (WHEN, "at_least:\n      substances.kind: 3", "9: no number stands there"),
        (WHEN, "at_least:\n      readiness.confidence: 11", "9: this can not come true"),
        (WHEN, "count:\n      goals:\n        at_least: 3\n        at_most: 2", "9: this can not come true"),
        (WHEN, "all:\n    - has:\n        mind.heavy: grief\n    - is:\n        mind.heavy: sleep", "9: these can not"),
        (WHEN, "all:\n    - is:\n        aim.want: stop\n    - all: [unknown: aim.want, answered: goals]", "9: these"),
        (WHEN, "all:\n    - is: {aim.want: stop}\n    - not: {is: {aim.want: stop}}", "9: these can not"),
        (WHEN, "any:\n    - answered: aim.want\n    - all: [is: {aim.want: stop}, unknown: aim.want]", "9: these can"),
        ("has:", "hass:", "9: a condition is one of"),
        ("  when:\n    has:\n      substances.kind: opioids\n", "", "2: when is missing here"),
        ("    has:\n      substances.kind: opi", "    not:\n      has:\n        substances.kind: opi", "nothing here"),
        ("  source: s", "  rank: 12\n  source: s", "11: a whole number belongs here"),
        ("  source: s", "  rank: [1]\n  source: s", "11: a whole number belongs here"),
        ("  source: s", "  care: magic\n  source: s", "11: choices.yaml has no such sort of care"),
        ("  source: s", "  care: [group]\n  source: s", "11: choices.yaml has no such sort of care"),
        ("  source: s", "  stage: [soon]\n  source: s", "11: this value can not stand there"),
        ("  source: s", "  stage: [[early]]\n  source: s", "11: this value can not stand there"),
        ("  source: s", "  stage:\n  source: s", "11: a list belongs here"),
        ("  source: s", "  caution: [x]\n  source: s", "11: text belongs here"),
        ("  source: s", "  caution:\n  source: s", "11: caution is missing here"),
        ("  source: s", "  also: [x]\n  source: s", "11: a group of fields belongs here"),
        ("  source: s", "  also:\n    foo: x\n  source: s", "12: the list it goes into has no such field"),
        ("  source: s", "  also:\n    from: x\n  source: s", "12: the program writes this field itself"),
        ("  source: s", "  also:\n    text: x\n  source: s", "12: the program writes this field itself"),
        ("kind: treatment", "kind: coping\n  also:\n    state: magic", "5: this value can not stand there"),
        ("kind: treatment", "kind: coping\n  also:\n    state: [have]", "5: text belongs here"),
        ("  source: s", "  notes:\n  - text: x\n  source: s", "12: when is missing here"),
        ("  source: s", "  notes: x\n  source: s", "11: a list named notes belongs here"),
        ("  source: s", "  becauze: x\n  source: s", "11: becauze is no key here"),
        ("source: spearhead-boredom", "source: spearhead-bored", "11: sources.yaml has no such page"),
        ("source: spearhead-boredom", "source: [spearhead-boredom]", "11: text belongs here"),
        ("relied_on: r", f"relied_on: {'r ' * 26}", "12: at most 25 words"),
        ("2026-11-22", "yesterday", "13: this is no day"),
        ("2026-11-22", "20261122", "13: this is no day"),
        ("2026-11-22", "2026-11-31", "13: this is no day"),
        ("offers:", "offer:", "offer is no key here"),
        ("substances.kind: opioids", "people.role: friend", "what stands there are own words"),
        (WHEN, "answered: people.role", "said.yaml has no words for people.role"),
    ],
)  # fmt: skip
def test_every_fault_is_told_with_its_line(old: str, new: str, told: str) -> None:
    assert old in GOOD
    found = faults(GOOD.replace(old, new))
    assert any(told in one for one in found), found


def test_every_fault_of_a_file_is_told_at_once() -> None:
    text = GOOD.replace("kind: treatment", "kind: [x]").replace("id: one", "id: [x]").replace("2026-11-22", "soon")
    assert {one.partition(":")[0] for one in faults(text)} == {"2", "3", "13"}


GOOD_KINDS = """\
kinds:
- id: treatment
  title: T
  into: coping
  key: what
  called: C
  also:
    state: learning
notes:
- for: [treatment]
  when:
    is:
      circumstances.transport: none
  text: N
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("notes:", "notes:", ""),
        ("state: learning", "state: magic", "8: this value can not stand there"),
        ("state: learning", "stat: learning", "8: the list it goes into has no such field"),
        ("- for: [treatment]\n  when", "- when", "10: for is missing here"),
        ("for: [treatment]", "for: [magic]", "10: this value can not stand there"),
        ("  when:\n    is:\n      circumstances.transport: none\n", "", "10: when is missing here"),
        ("into: coping", "into: copin", "4: the plan has no such path"),
        ("notes:", "- id: treatment\n  title: T\n  into: coping\n  key: what\n  called: C\nnotes:", "9: this id"),
        ("notes:", "note:", "a list named notes belongs here"),
    ],
)  # fmt: skip
def test_every_fault_of_the_kinds_is_told_with_its_line(old: str, new: str, told: str) -> None:
    assert old in GOOD_KINDS
    text = GOOD_KINDS.replace(old, new).encode()
    found = loaded_faults(lambda: offerfiles.load_kinds(text, "offer_kinds.yaml", knowledge.known()))
    assert found == [] if not told else any(told in one for one in found), found


GOOD_LIST = """\
into: coping
options:
- id: one
  text: A
  source: spearhead-boredom
  checked_on: 2026-11-22
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("into", "into", ""),
        ("into: coping", "into: [coping]", "1: the plan has no such path"),
        ("id: one", "id: [one]", "3: text belongs here"),
        ("source: spearhead-boredom", "source: nowhere", "5: sources.yaml has no such page"),
        ("2026-11-22", "soon", "6: this is no day"),
        ("  source", "  caution: [x]\n  source", "5: text belongs here"),
        ("  source", "  also: [x]\n  source", "5: a group of fields belongs here"),
        ("  source", "  also:\n    state: [have]\n  source", "6: text belongs here"),
        ("into: coping\n", "", ""),
        ("into: coping\noptions:\n- id", "options:\n- also: {}\n  id", "2: nothing says which list"),
    ],
)
def test_pick_lists_are_checked_as_closely(old: str, new: str, told: str) -> None:
    assert old in GOOD_LIST
    text = GOOD_LIST.replace(old, new).encode()
    found = loaded_faults(lambda: optionfiles.load(text, "options/x.yaml", knowledge.known()))
    assert found == [] if not told else any(told in one for one in found), found


def test_the_sources_that_may_be_named_are_those_of_the_file() -> None:
    sources = knowledge.known().sources
    assert sources is not None
    assert sources() == {one["id"] for one in knowledge.tree("sources.yaml")}


def test_no_source_is_looked_up_before_one_is_named() -> None:
    asked: list[str] = []
    known = knowledge.known()
    lazy = Known(known.shape, known.vocabulary, known.mentions, lambda: asked.append("read") or {"s"})  # type: ignore[func-returns-value]
    optionfiles.load(b"options:\n- id: one\n  text: A\n", "options/x.yaml", lazy)
    assert asked == []
    optionfiles.load(b"options:\n- id: one\n  text: A\n  source: s\n", "options/x.yaml", lazy)
    assert asked == ["read"]


def test_numbers_stand_where_the_plan_has_them() -> None:
    """``NUMBERS`` is as the plan has it: its paths, and the highest number of each."""
    schema = Plan.model_json_schema()
    found = {path: number for path in knowledge.tree("shape.yaml") if (number := _number_at(schema, path)) is not None}
    of_plan = {path for path in NUMBERS if not path.startswith("record.")}
    assert set(found) == {*of_plan, "version", "schema_version"}
    of_record = {path: _number_at(CheckIn.model_json_schema(), path.partition(".")[2]) for path in {*NUMBERS} - of_plan}
    assert None not in of_record.values()
    assert all(NUMBERS[path] == most for path, most in (found | of_record).items() if most)


def _number_at(schema: Tree, path: str) -> int | None:
    """The highest whole number that may stand at a path, 0 where there is no highest one; None where none may."""
    ways = [schema]
    for name in path.split("."):
        ways = [way["properties"][name] for way in _ways(ways, schema) if name in way.get("properties", {})]
    return next((int(way.get("maximum", 0)) for way in _ways(ways, schema) if way.get("type") == "integer"), None)


def _ways(found: list[Tree], schema: Tree) -> list[Tree]:
    """What may stand there, with every reference followed and every list opened."""
    ways: list[Tree] = []
    for one in found:
        inner = [*one.get("anyOf", []), *one.get("allOf", [])]
        inner += [schema["$defs"][one["$ref"].rpartition("/")[2]]] if "$ref" in one else []
        inner += [one["items"]] if "items" in one else []
        ways += [one, *_ways(inner, schema)]
    return ways
