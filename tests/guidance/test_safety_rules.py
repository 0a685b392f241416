"""Truth tables of the safety rules, each with a column for what was skipped: silence is never the answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import pytest

from recoveryplan.guidance.safety import Rules
from recoveryplan.plan.tree import placed
from recoveryplan.workflows import knowledge

RULES = knowledge.rules()
CHOICES = knowledge.vocabulary()

SKIPPED = None
Level = str | None


def levels(tree: dict[str, Any]) -> dict[str, str]:
    return {notice.rule: notice.level for notice in RULES.fired(tree)}


def using(kind: str, **more: Any) -> dict[str, Any]:
    known = {key: value for key, value in more.items() if value is not SKIPPED}
    return {"substances": [{"id": "u1", "kind": kind, **known}]}


# how often, badly before → level
WITHDRAWAL: list[tuple[str | None, str | None, Level]] = [
    ("daily", "yes", "firm"),
    ("daily", "no", "firm"),
    ("daily", "not_sure", "firm"),
    ("daily", SKIPPED, "firm"),
    ("most_days", "no", "firm"),
    ("most_days", SKIPPED, "firm"),
    ("weekly", "yes", "firm"),
    ("less", "yes", "firm"),
    ("stopped", "yes", "firm"),
    (SKIPPED, "yes", "firm"),
    ("weekly", "no", "soft"),
    ("weekly", "not_sure", "soft"),
    ("weekly", SKIPPED, "soft"),
    ("less", SKIPPED, "soft"),
    ("stopped", SKIPPED, "soft"),
    (SKIPPED, "no", "soft"),
    (SKIPPED, "not_sure", "soft"),
    (SKIPPED, SKIPPED, "soft"),
]


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("alcohol", "alcohol-withdrawal"),
        ("benzodiazepines", "benzodiazepine-withdrawal"),
        ("ghb", "sedative-withdrawal"),
        ("other_sedatives", "sedative-withdrawal"),
    ],
)
@pytest.mark.parametrize(("often", "before", "level"), WITHDRAWAL)
def test_withdrawal(kind: str, rule: str, often: str | None, before: str | None, level: Level) -> None:
    assert levels(using(kind, often=often, withdrawal_before=before)).get(rule) == level


@pytest.mark.parametrize(
    ("taken", "level"),
    [
        ("jail", "firm"),
        ("hospital", "firm"),
        ("detox", "firm"),
        ("by_choice", "firm"),
        ("missed_medicine", "firm"),
        ("none", "soft"),
        (SKIPPED, "soft"),
    ],
)
@pytest.mark.parametrize("aim", ["stop", "stay_stopped", "cut_down", "not_sure", SKIPPED])
def test_tolerance(taken: str | None, aim: str | None, level: Level) -> None:
    tree = using("opioids")
    tree |= {"recent_break": {"kind": taken}} if taken else {}
    tree |= {"aim": {"want": aim}} if aim else {}
    found = levels(tree).get("opioid-tolerance")
    assert found == level or (aim == "stay_stopped" and found == "firm")


@pytest.mark.parametrize("medicine", ["methadone", "buprenorphine", "naltrexone"])
@pytest.mark.parametrize(("taken", "level"), [("missed_medicine", "firm"), (SKIPPED, "soft")])
def test_tolerance_on_medicine(medicine: str, taken: str | None, level: Level) -> None:
    tree: dict[str, Any] = {"medicine": {"items": [{"id": "i1", "name": "x", "kind": medicine}]}}
    tree |= {"recent_break": {"kind": taken}} if taken else {}
    assert levels(tree).get("opioid-tolerance") == level


@pytest.mark.parametrize(
    ("pregnant", "level"), [("yes", "firm"), ("not_sure", "soft"), (SKIPPED, "soft"), ("no", None)]
)
@pytest.mark.parametrize("how", ["substance", "methadone", "buprenorphine", "opioid_pain"])
def test_pregnancy(pregnant: str | None, how: str, level: Level) -> None:
    tree = using("opioids") if how == "substance" else {"medicine": {"items": [{"id": "i1", "name": "x", "kind": how}]}}
    tree |= {"health": {"pregnant": pregnant}} if pregnant else {}
    assert levels(tree).get("pregnancy-and-opioids") == level


@pytest.mark.parametrize(("thoughts", "level"), [("yes", "firm"), (SKIPPED, "soft"), ("no", None)])
@pytest.mark.parametrize("condition", ["depression", "ptsd", "bipolar", "psychosis", "eating"])
def test_thoughts(thoughts: str | None, condition: str, level: Level) -> None:
    mind: dict[str, Any] = {"conditions": [{"id": "e1", "kind": condition}]}
    mind |= {"thoughts": thoughts} if thoughts else {}
    assert levels({"mind": mind}).get("self-harm") == level


@pytest.mark.parametrize("thoughts", ["no", SKIPPED, "yes"])
def test_dark_words_count_whatever_was_answered(thoughts: str | None) -> None:
    tree: dict[str, Any] = {"motivations": [{"id": "m1", "text": "I want to die"}]}
    tree |= {"mind": {"thoughts": thoughts}} if thoughts else {}
    assert levels(tree).get("self-harm") == "firm"


@pytest.mark.parametrize("tree", [{}, {"substances": []}, {"preferences": {"country": "US"}}])
def test_nothing_known_is_not_nothing_to_say(tree: dict[str, Any]) -> None:
    assert levels(tree).get("before-you-stop") == "soft"


# --- medicine written by hand, with or without its kind ---


@pytest.mark.parametrize("second", [{}, {"kind": "other"}, {"kind": "methadone"}])
def test_a_medicine_without_a_kind_is_not_silent(second: dict[str, str]) -> None:
    """Methadone and diazepam by name alone: which they are can not be known."""
    items = [{"id": "i1", "name": "Diazepam"}, {"id": "i2", "name": "Methadone", **second}]
    said = {notice.rule: notice for notice in RULES.fired({"medicine": {"items": items}})}
    notice = said["prescribed-medicine"]
    assert notice.level == "soft"
    for words in ("Do not stop or change", "slow your breathing", "naloxone", "person who prescribes"):
        assert words in notice.text
    assert notice.card == "Do not stop a medicine by yourself"


def test_no_medicine_is_no_word_on_medicine() -> None:
    assert "prescribed-medicine" not in levels({"medicine": {"naloxone_where": "by the door"}})
    assert "prescribed-medicine" not in levels(using("alcohol"))


# --- what people write ---


@pytest.mark.parametrize(
    "words",
    [
        "stop drinking Monday", "Stop drinking on Monday", "stop drinking for good on Monday", "quit drinking tomorrow",
        "stop using, Friday", "quit heroin this Saturday", "quit cold-turkey", "quit cold\u2011turkey",
        "go dry from Friday", "stop taking my methadone", "stop taking my benzos", "give up vodka tomorrow",
        "come off benzos on Sunday",
        "Stop Monday", "quit tonight", "all-at-once",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["goals", "aim"])
def test_words_of_a_sudden_stop(path: str, words: str) -> None:
    said = {"goals": [{"id": "g1", "what": words}]} if path == "goals" else {"aim": {"words": words}}
    assert levels(using("other") | said).get("stopping-alone") == "firm"
    assert levels(said).get("stopping-alone") == "soft"


@pytest.mark.parametrize(
    "words",
    [
        "call Dana on Monday", "stop by my sister's on Monday", "get off work early on Friday",
        "go to the gym tomorrow", "stop taking my anger out on the kids", "drink tea on Monday",
        "give up my seat on Monday",
        "stop drinking at parties that my old boss gives on Friday",
    ],
)  # fmt: skip
def test_other_goals_are_left_alone(words: str) -> None:
    assert "stopping-alone" not in levels(using("alcohol") | {"goals": [{"id": "g1", "what": words}]})


@pytest.mark.parametrize(
    "words",
    [
        "I want to be dead", "I'd rather die", "I\u2019d rather die", "I would rather die", "life isn't worth living",
        "it isnt worth living", "take all my pills", "taking all of the pills", "I want to disappear", "self-harm",
        "self\u2010harming", "self injury", "tired of being alive", "wish I wasn't here", "kill my-self",
    ],
)  # fmt: skip
def test_dark_words(words: str) -> None:
    assert levels({"motivations": [{"id": "m1", "text": words}]}).get("self-harm") == "firm"


@pytest.mark.parametrize(
    "words", ["I want to live", "see my girl grow up", "take all my things home", "a day with no pills"]
)
def test_bright_words(words: str) -> None:
    assert "self-harm" not in levels({"motivations": [{"id": "m1", "text": words}]})


DANGEROUS = ("alcohol", "opioids", "benzodiazepines", "ghb", "other_sedatives", "stimulants", "other")


@pytest.mark.parametrize("kind", DANGEROUS)
def test_every_dangerous_substance_has_a_word(kind: str) -> None:
    assert levels(using(kind)) != {}


def test_two_of_a_kind_are_both_looked_at() -> None:
    """Beer weekly and vodka daily, written as two items by hand."""
    for kind, rule in (("alcohol", "alcohol-withdrawal"), ("benzodiazepines", "benzodiazepine-withdrawal")):
        for first, second in (("daily", "weekly"), ("weekly", "daily"), ("most_days", "less")):
            things = [{"id": "u1", "kind": kind, "often": first}, {"id": "u2", "kind": kind, "often": second}]
            assert levels({"substances": things}).get(rule) == "firm"


# --- skipping an answer never makes it quiet ---

FIELDS: dict[str, list[str]] = {
    "aim.want": list(CHOICES["want"]),
    "recent_break.kind": list(CHOICES["break"]),
    "health.pregnant": list(CHOICES["yes_no_unsure"]),
    "mind.thoughts": list(CHOICES["yes_no"]),
    "readiness.stage": list(CHOICES["stage"]),
}
OF_A_SUBSTANCE: dict[str, list[str]] = {
    "often": list(CHOICES["often"]),
    "withdrawal_before": list(CHOICES["yes_no_unsure"]),
    "overdose_before": list(CHOICES["yes_no_unsure"]),
    "prescribed": list(CHOICES["yes_no"]),
}


def trees() -> Iterator[dict[str, Any]]:
    kinds = list(CHOICES["substance"])
    for one in [*((kind,) for kind in kinds), *combinations(kinds, 2)]:
        base: dict[str, Any] = {"substances": [{"id": f"u{n}", "kind": kind} for n, kind in enumerate(one)]}
        for medicine in (None, "methadone", "naltrexone", "disulfiram", "benzodiazepine"):
            tree = dict(base)
            if medicine:
                tree["medicine"] = {"items": [{"id": "i1", "name": "x", "kind": medicine}]}
            yield tree


def louder_when_skipped(rules: Rules) -> list[str]:
    """Answers that bring a warning which falls silent when the same question is skipped."""
    found = []
    for tree in trees():
        skipped = {notice.rule for notice in rules.fired(tree)}
        for path, values in FIELDS.items():
            for value in values:
                told = {notice.rule for notice in rules.fired(placed(tree, path, value))}
                found += [f"{rule}: {path} {value}" for rule in told - skipped - {"self-harm"}]
        for number, (key, values) in product(range(len(tree["substances"])), OF_A_SUBSTANCE.items()):
            for value in values:
                things = [dict(thing) for thing in tree["substances"]]
                things[number][key] = value
                told = {notice.rule for notice in rules.fired({**tree, "substances": things})}
                found += [f"{rule}: {key} {value}" for rule in told - skipped]
    return sorted(set(found))


def test_a_skipped_answer_is_never_the_quiet_one() -> None:
    # An overdose before is told of nowhere else: without it there is nothing to warn from.
    known = {f"overdose: overdose_before {value}" for value in CHOICES["yes_no_unsure"]}
    assert set(louder_when_skipped(RULES)) - known == set()


def test_the_walk_through_answers_catches_a_rule_that_falls_silent() -> None:
    planted = {
        "id": "x",
        "title": "x",
        "levels": [
            {
                "level": "firm",
                "when": {"all": [{"has": {"substances.kind": "alcohol"}}, {"is": {"aim.want": "stop"}}]},
                "text": "x",
            }
        ],
    }
    assert louder_when_skipped(Rules([planted], {})) == ["x: aim.want stop"]


@pytest.mark.parametrize("kind", DANGEROUS)
def test_a_notice_says_whom_to_call(kind: str) -> None:
    from recoveryplan.guidance import saying

    for country in (None, "US", "FR"):
        said = [one.text for one in saying.notices(RULES.fired(using(kind)), knowledge.lines(), country)]
        assert any("In danger: call" in words for words in said)
