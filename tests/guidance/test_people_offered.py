"""Many test people: each is offered what fits, with a reason, and nothing that does not. The people are data.

``tests/made_up/*.yaml``: ``people`` with what each says and must be offered, ``pairs`` of one answer that differs,
``words`` that may stand only where an answer calls for them, ``always``: what certain answers bring to everybody,
``dangers``: what is never offered to whom, and ``never``: what no offer says to anyone.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Collection, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands.running import Run
from guidance.made_people import PEOPLE, Tree, entries, fewest_answers, plan_of, read_tree, said, values_of, with_one
from interview.plans_any import plans
from recoveryplan.guidance.offers import Found, Offer
from recoveryplan.plan import conditions
from recoveryplan.plan import tree as trees
from recoveryplan.workflows import knowledge

FIRST = 10
"""What must come first stands among so many."""


def fitting(plan: Tree) -> list[Found]:
    return knowledge.offers().fitting(plan)


# --- what an offer shows ---


def shown(one: Found, *, reasons: bool = True) -> str:
    """All that a person sees of an offer."""
    offer = one.offer
    return "\n".join((offer.id, own_words(offer), *one.cautions, *one.notes, *(one.because if reasons else ())))


def meets(one: Found, wanted: str) -> bool:
    return named(wanted, shown(one, reasons=False))


def named(wanted: str, words: str) -> bool:
    """Whether words have what is looked for; ``^`` and ``$`` stand for the ends of one of the texts."""
    return bool(re.search(wanted, words, re.IGNORECASE | re.MULTILINE))


def explained(found: list[Found]) -> list[tuple[object, ...]]:
    """A whole result, to be compared."""
    return [(one.offer.id, one.because, one.cautions, one.notes, one.status) for one in found]


# --- each person ---


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_is_offered_what_fits(name: str) -> None:
    found = fitting(plan_of(name))
    missing = [wanted for wanted in PEOPLE[name].get("must", ()) if not any(meets(one, wanted) for one in found)]
    assert missing == []


@pytest.mark.parametrize("name", PEOPLE)
def test_what_matters_most_comes_first(name: str) -> None:
    page = knowledge.offers().undecided(plan_of(name))[:FIRST]
    late = [wanted for wanted in PEOPLE[name].get("first", ()) if not any(meets(one, wanted) for one in page)]
    assert late == [], [one.offer.id for one in page]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_is_never_offered_what_does_not_fit(name: str) -> None:
    never = PEOPLE[name].get("must_not", ())
    wrong = [(one.offer.id, no) for one in fitting(plan_of(name)) for no in never if named(no, shown(one))]
    assert wrong == []


EXAMPLES = Path(__file__).parents[2] / "examples"
SHIPPED = {name: EXAMPLES / name.partition(",")[0].lower() / "plan.yaml" for name in PEOPLE}


@pytest.mark.parametrize("name", [name for name, path in SHIPPED.items() if path.is_file()])
def test_who_is_shipped_as_an_example_is_offered_it_with_a_whole_plan(name: str) -> None:
    found = in_order(read_tree(SHIPPED[name]))
    assert [wanted for wanted in PEOPLE[name]["must"] if not any(meets(one, wanted) for one in found)] == []


# --- everybody ---

COUNTRIES = ("US", "GB", "CA", "AU", "NZ", "IE", "DE")


@functools.cache
def rules() -> list[tuple[str, re.Pattern[str], conditions.Condition, Collection[str]]]:
    """Words, the condition they need, and the offers where they may stand all the same."""
    return [
        (one["of"], re.compile(one["words"]), conditions.parse(one["needs"]), one.get("but_for", ()))
        for one in entries("words")
    ]


def not_said(plan: Tree, found: Iterable[Found]) -> set[tuple[str, str]]:
    """What is named and was not said: the offer, and what it names."""
    unmet = [one for one in rules() if not one[2].holds(plan, knowledge.mentions())]
    return {
        (one.offer.id, of)
        for one in found
        for of, words, _, but_for in unmet
        if one.offer.id not in but_for and words.search(ours(one))
    }


def ours(one: Found) -> str:
    """Our own words of an offer: what the person wrote is theirs, and may be anything."""
    return re.sub(r"“[^”]*”", "", shown(one).partition("\n")[2])


@functools.cache
def dangers() -> list[tuple[str, conditions.Condition, re.Pattern[str], Collection[str]]]:
    """What is never offered to whom."""
    return [
        (one["of"], conditions.parse(one["when"]), re.compile(one["words"], re.IGNORECASE | re.MULTILINE),
         one.get("but_for", ()))
        for one in entries("dangers")
    ]  # fmt: skip


def unfit(plan: Tree, found: Iterable[Found]) -> set[tuple[str, str]]:
    """What is offered and must not be: the offer, and why."""
    held = [one for one in dangers() if one[1].holds(plan, knowledge.mentions())]
    return {
        (one.offer.id, of)
        for one in found
        for of, _, words, but_for in held
        if one.offer.id not in but_for and words.search(bare(one))
    }


def bare(one: Found) -> str:
    """What an offer is for, without what it warns of."""
    return f"{one.offer.id}\n{own_words(one.offer)}"


def own_words(offer: Offer) -> str:
    return f"{offer.text}\n{offer.what}\n{offer.how}\n{offer.to_ask}"


@functools.cache
def musts() -> list[tuple[conditions.Condition, frozenset[str]]]:
    """What is always offered with certain answers: one of these ids."""
    return [(conditions.parse(one["when"]), frozenset(one["offers"])) for one in entries("always")]


def lacking(plan: Tree, found: Iterable[Found]) -> list[frozenset[str]]:
    """What has to be offered and is not."""
    offered = {one.offer.id for one in found}
    return [wanted for when, wanted in musts() if when.holds(plan, knowledge.mentions()) and not wanted & offered]


def in_order(plan: Tree) -> list[Found]:
    """What is offered, after a look whether all is as it has to be for everybody."""
    found = fitting(plan)
    assert not_said(plan, found) == set()
    assert unfit(plan, found) == set()
    assert lacking(plan, found) == []
    assert [one.offer.id for one in found if not one.because or "{" in "".join(one.because)] == []
    return found


@pytest.mark.parametrize("name", PEOPLE)
def test_nothing_is_named_that_was_not_said_and_nothing_is_a_danger(name: str) -> None:
    in_order(plan_of(name))


@settings(derandomize=True, max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans(), st.sampled_from(COUNTRIES))
def test_so_it_is_for_anybody(plan: Tree, country: str) -> None:
    in_order(trees.placed(plan, "preferences.country", country))


@pytest.mark.parametrize("name", knowledge.offers().by_id)
def test_who_said_only_what_an_offer_needs_is_told_nothing_else(name: str) -> None:
    reached = False
    for plan in fewest_answers(knowledge.offers().by_id[name].when):
        reached |= any(one.offer.id == name for one in in_order(plan))
    assert reached, "with no more than the answers it needs it is never offered"


@pytest.mark.parametrize("offer", knowledge.offers().by_id.values(), ids=lambda offer: offer.id)
def test_no_offer_says_what_none_may_say(offer: Offer) -> None:
    words = "\n".join((own_words(offer), offer.caution, *(text for _, text in offer.notes)))
    wrong = [
        one["of"]
        for one in entries("never")
        if named(one["words"], words) and offer.kind.id not in one.get("kinds", ())
    ]
    assert wrong == []


# --- one answer ---

PAIRS = entries("pairs")


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['person'].partition(',')[0]} {pair['change']}")
def test_one_answer_makes_the_difference_and_can_be_taken_back(pair: Tree) -> None:
    before = plan_of(pair["person"])
    after = said(pair["change"], before)
    old, new = fitting(before), fitting(after)
    assert explained(old) != explained(new)
    if "brings" in pair:
        assert not any(meets(one, pair["brings"]) for one in old)
        assert any(meets(one, pair["brings"]) for one in new)
    if "takes" in pair:
        assert any(meets(one, pair["takes"]) for one in old)
        assert not any(meets(one, pair["takes"]) for one in new)
    back = said({path: trees.value(before, path) or "" for path in pair["change"]}, after)
    assert back == before
    assert explained(fitting(back)) == explained(old)


MATTER = [
    (path, value) for one in entries("matter") for path, quiet in one.items()
    for value in values_of(path) if value not in quiet
]  # fmt: skip


@pytest.mark.parametrize(("path", "value"), MATTER)
def test_each_answer_changes_something_for_somebody(path: str, value: str) -> None:
    plans_ = map(plan_of, PEOPLE)
    assert any(explained(fitting(with_one(plan, path, value))) != explained(fitting(plan)) for plan in plans_)


# --- in the program ---


@pytest.mark.parametrize("name", list(PEOPLE)[::6])
def test_the_program_lists_the_same_with_reason_and_source(name: str, home: Path, run: Run) -> None:
    home.mkdir()
    (home / "plan.yaml").write_text(json.dumps(plan_of(name)), "utf-8")
    listed = run("suggest", "--json")
    assert listed.code == 0, listed.err
    offers = json.loads(listed.out)["offers"]
    assert [one["id"] for one in offers] == [one.offer.id for one in fitting(plan_of(name))]
    assert [one["id"] for one in offers if not one["because"] or one["status"] != "open"] == []
