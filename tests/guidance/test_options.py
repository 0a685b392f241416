"""Pick-lists: which options fit a plan, in which order, and what a slip in a file is told."""

from __future__ import annotations

from typing import Any

import pytest

from recoveryplan import resources
from recoveryplan.errors import ContentProblem
from recoveryplan.guidance import optionfiles, options
from recoveryplan.guidance.optionfiles import Known
from recoveryplan.guidance.options import PickList, callable_people, hint

KNOWN = Known(
    {
        "triggers.kind": "words trigger", "triggers.what": "value", "triggers": "things",
        "readiness.stage": "words stage",
        "barriers": "things", "barriers.kind": "words barrier", "preferences.country": "value",
        "substances.kind": "words substance",
    },
    {
        "trigger": {"place": "A place", "feeling": "A feeling"}, "stage": {"early": "Early"},
        "care": {"group": "A group"}, "barrier": {"money": "Money"}, "substance": {"alcohol": "Alcohol"},
    },
    {"stop_suddenly"},
)  # fmt: skip


def entry(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "text": name.title(), **more}


def ids(listed: PickList, match: str = "", plan: dict[str, Any] | None = None) -> list[str]:
    return [one["id"] for one in listed.fitting(match, plan or {}, {})]


# --- which there are ---


def test_every_file_is_a_list_by_its_name() -> None:
    names = {name.removeprefix("options/").removesuffix(".yaml") for name in resources.content_names("options")}
    assert options.sources() == names | {"countries"}
    assert options.knows("strategies")
    assert options.knows("countries")
    assert not options.knows("strategy")
    assert not options.knows("plan:people.name")


# --- which fit ---


def test_what_is_matched_comes_first_where_it_was_made_for() -> None:
    listed = PickList(
        {}, [entry("a", **{"for": ["people", "feeling"]}), entry("b", **{"for": ["feeling"]}), entry("c")]
    )
    assert ids(listed, "feeling") == ["b", "c", "a"]
    assert ids(listed, "people") == ["a", "c"]
    assert ids(listed, "body") == ["c"]


def test_where_nothing_is_known_to_match_by_all_fit_or_those_with_a_mark() -> None:
    some = [entry("a", **{"for": ["use"], "few": "yes"}), entry("b", **{"for": ["use"]})]
    assert ids(PickList({}, some)) == ["a", "b"]
    assert ids(PickList({"without_match": "few"}, some)) == ["a"]
    assert ids(PickList({"without_match": "few"}, some), "use") == ["a", "b"]


def test_when_and_not_when() -> None:
    us = {"is": {"preferences.country": "US"}}
    listed = PickList({}, [entry("here", when=us), entry("there", not_when=us), entry("any")])
    assert ids(listed) == ["there", "any"]
    assert ids(listed, plan={"preferences": {"country": "US"}}) == ["here", "any"]


def test_both_must_hold() -> None:
    drinks = {"has": {"substances.kind": "alcohol"}}
    daily = {"has": {"substances[kind=alcohol].often": "daily"}}
    listed = PickList({}, [entry("less", when=drinks, not_when=daily)])
    assert ids(listed) == []
    assert ids(listed, plan={"substances": [{"kind": "alcohol", "often": "weekly"}]}) == ["less"]
    assert ids(listed, plan={"substances": [{"kind": "alcohol", "often": "daily"}]}) == []


def test_a_stage_narrows_only_where_it_is_known() -> None:
    listed = PickList({}, [entry("new", stage=["thinking", "early"]), entry("any")])
    assert ids(listed) == ["new", "any"]
    assert ids(listed, plan={"readiness": {"stage": "early"}}) == ["new", "any"]
    assert ids(listed, plan={"readiness": {"stage": "steady"}}) == ["any"]


def test_a_mark_picks_and_fill_says_which_words() -> None:
    a = entry("a", good="yes", step="go", then="go home")
    some = [a, entry("b", good="no"), entry("c", good="yes", then="sit")]
    listed = PickList({"marked": "good", "fill": "step"}, some)
    assert ids(listed) == ["a", "c"]
    assert [listed.fill(one) for one in listed.entries] == ["go", "C"]
    assert [PickList({}, some).fill(one) for one in some] == ["go home", "B", "sit"]


def test_what_did_not_help_is_said() -> None:
    one = entry("group", care="group", caution="Take care.")
    tried = {"past_care": [{"kind": "therapy", "helped": "no"}, {"kind": "group", "helped": "a_bit"}]}
    assert hint(one, tried) == "Take care."
    tried["past_care"].append({"kind": "group", "helped": "no"})
    assert hint(one, tried) == f"Take care. {options.NOT_RIGHT}"
    assert hint(entry("plain"), tried) == ""


def test_people_to_call() -> None:
    people = [{"id": f"p{n}", "name": name} for n, name in enumerate(["Dana", "Sam", "", "Lee", "Kim", "Bo"])]
    plan = {"people": people, "keep_distance": [{"who": "sam"}]}
    assert [one["name"] for one in callable_people(plan)] == ["Dana", "Lee", "Kim", "Bo"]
    assert callable_people({}) == []


# --- slips in a file ---

GOOD = """\
# Some options.
into: barriers
matches: triggers.kind
marks:
- few
options:
- id: one
  for: [place]
  text: One
  also:
    kind: money
  few: yes
  care: group
  stage: [early]
  when:
    any:
    - is:
        preferences.country: US
    - mentions:
        triggers.what: stop_suddenly
- id: two
  text: Two
"""


def told(text: str) -> list[tuple[int | None, str, str]]:
    """Each fault of a file: its line, what it is, what to do."""
    try:
        optionfiles.load(text.encode(), "options/some.yaml", KNOWN)
    except ContentProblem as error:
        return [(one.line, one.what, one.todo) for one in error.problems]
    return []


def test_a_good_file_loads() -> None:
    assert told(GOOD) == []
    assert optionfiles.load(GOOD.encode(), "some", KNOWN)["options"][1] == {"id": "two", "text": "Two"}
    assert told("of: coping\nmarked: early_sign\n") == []


SLIPS = [
    ("a list alone", "- id: one\n", 1, "a pick-list belongs here"),
    ("nothing to show", "into: barriers\n", 1, "options of its own"),
    ("both", GOOD + "of: coping\n", 2, "options of its own"),
    ("unknown key at the top", GOOD.replace("into:", "inot:"), 2, "inot is no key here"),
    ("unknown key", GOOD.replace("  care:", "  caer:"), 13, "caer is no key here"),
    ("a mark not declared", GOOD.replace("- few", "- many"), 12, "few is no key here"),
    ("unknown list of the plan", GOOD.replace("into: barriers", "into: barrier"), 2, "the plan has no such path"),
    ("id twice", GOOD.replace("id: two", "id: one"), 21, "this id stands twice"),
    ("no text", GOOD.replace("  text: Two\n", ""), 21, "text is missing here"),
    ("a kind there is not", GOOD.replace("[place]", "[plaice]"), 8, "this value can not stand there"),
    ("a kind not in a list", GOOD.replace("[place]", "place"), 8, "a list belongs here"),
    ("nothing to match", GOOD.replace("matches: triggers.kind\n", ""), 7, "nothing says what this matches"),
    ("a stage there is not", GOOD.replace("[early]", "[late]"), 14, "this value can not stand there"),
    ("care there is not", GOOD.replace("care: group", "care: troup"), 13, "no such sort of care"),
    ("also, a field there is not", GOOD.replace("    kind: money", "    knid: money"), 11, "has no such field"),
    ("also, a value there is not", GOOD.replace("    kind: money", "    kind: honey"), 11, "can not stand there"),
    ("a condition not well made", GOOD.replace("    any:", "    some:"), 16, "a condition is one of"),
    ("a path there is not", GOOD.replace("what: stop", "waht: stop"), 16, "the plan has no such path"),
    ("a word list there is not", GOOD.replace("stop_suddenly", "stop_slowly"), 16, "no such list of words"),
    ("a country by its name", GOOD.replace(": US", ": usa"), 16, "two capitals"),
    ("own words compared", GOOD.replace("preferences.country: US", "triggers.what: US"), 16, "own words"),
    ("an answer there is not", GOOD.replace("preferences.country: US", "substances.kind: gin"), 16, "can not be given"),
]


@pytest.mark.parametrize(("text", "line", "words"), [one[1:] for one in SLIPS], ids=[one[0] for one in SLIPS])
def test_a_slip_is_told_with_its_line(text: str, line: int, words: str) -> None:
    found = told(text)
    assert [(at, what) for at, what, _ in found if words in what] != [], found
    assert line in {at for at, what, _ in found if words in what}, found


def test_every_slip_is_told_at_once() -> None:
    assert len(told(GOOD.replace("[place]", "[plaice]").replace("id: two", "id: one"))) == 2


def test_a_slip_of_a_letter_gets_a_suggestion() -> None:
    assert told(GOOD.replace("  care:", "  caer:"))[0][2] == "Did you mean care?"
