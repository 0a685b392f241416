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
    ("kind", "rule"),
    [
        ("alcohol", "alcohol-withdrawal"),
        ("benzodiazepines", "benzodiazepine-withdrawal"),
        ("ghb", "sedative-withdrawal"),
        ("other_sedatives", "sedative-withdrawal"),
    ],
)
@pytest.mark.parametrize("before", ["yes", "no", "not_sure", SKIPPED])
@pytest.mark.parametrize("often", ["daily", "most_days", "weekly", "less", "stopped", SKIPPED])
@pytest.mark.parametrize("seizures", [True, False])
def test_seizures_raise_it_and_who_stopped_hears_of_today(
    kind: str, rule: str, before: str | None, often: str | None, seizures: bool
) -> None:
    tree = using(kind, often=often, withdrawal_before=before)
    tree |= {"health": {"conditions": [{"id": "e1", "kind": "seizures"}]}} if seizures else {}
    notice = next(one for one in RULES.fired(tree) if one.rule == rule)
    firm = seizures or before == "yes" or often in {"daily", "most_days"}
    assert notice.level == ("firm" if firm else "soft")
    today = "Did you stop in the last" in notice.text
    assert today == (often == "stopped")
    assert ("Call a doctor or nurse today, even if you feel well" in notice.text) == today


@pytest.mark.parametrize(
    "others", [[("alcohol", "daily")], [("benzodiazepines", "most_days")], [("ghb", "daily")]], ids=str
)
def test_one_stopped_does_not_hide_one_taken_each_day(others: list[tuple[str, str]]) -> None:
    for kind, often in others:
        things = [{"id": "u1", "kind": kind, "often": "stopped"}, {"id": "u2", "kind": kind, "often": often}]
        told = [one.text for one in RULES.fired({"substances": things}) if one.rule.endswith("withdrawal")]
        assert told
        assert "Did you stop" not in told[0]


def on(*medicines: str, **more: Any) -> dict[str, Any]:
    return {
        "medicine": {"items": [{"id": f"i{n}", "name": "x", "kind": kind} for n, kind in enumerate(medicines)]}
    } | more


@pytest.mark.parametrize("medicine", ["methadone", "buprenorphine"])
@pytest.mark.parametrize("often", ["daily", "stopped", SKIPPED])
@pytest.mark.parametrize("aim", ["stop", "stay_on_medicine", SKIPPED])
def test_who_has_the_medicine_hears_to_stay_on_it(medicine: str, often: str | None, aim: str | None) -> None:
    tree = on(medicine) | using("opioids", often=often) | ({"aim": {"want": aim}} if aim else {})
    said = {one.rule: one for one in RULES.fired(tree)}
    for rule in ("opioid-tolerance", "opioid-withdrawal"):
        assert said[rule].text.startswith("Stay on your medicine")
        assert "can make it safer" not in said[rule].text
    assert "Call your clinic before you go on" in said["opioid-tolerance"].text
    assert "naloxone" in said["opioid-tolerance"].text


@pytest.mark.parametrize("kind", ["benzodiazepines", "other_sedatives"])
@pytest.mark.parametrize(
    ("prescribed", "before", "level"),
    [
        ("yes", SKIPPED, None), ("yes", "no", None), ("yes", "yes", "firm"),
        ("no", SKIPPED, "soft"), (SKIPPED, SKIPPED, "soft"), (SKIPPED, "no", "soft"), ("no", "yes", "firm"),
    ],
)  # fmt: skip
def test_pills_as_prescribed_are_not_called_street_pills(
    kind: str, prescribed: str | None, before: str | None, level: Level
) -> None:
    assert levels(using(kind, prescribed=prescribed, overdose_before=before)).get("overdose") == level


def test_of_two_kinds_of_pills_one_may_be_from_the_street() -> None:
    both = [{"id": "u1", "kind": "benzodiazepines", "prescribed": "yes"}]
    assert "overdose" not in levels({"substances": both})
    both += [{"id": "u2", "kind": "benzodiazepines", "prescribed": "no"}]
    assert levels({"substances": both}).get("overdose") == "soft"


@pytest.mark.parametrize(
    ("tree", "level", "named"),
    [
        (using("alcohol"), None, ""),
        (using("benzodiazepines"), None, ""),
        ({"substances": [{"id": "u1", "kind": "alcohol"}, {"id": "u2", "kind": "benzodiazepines"}]}, "soft", "Alcohol"),
        ({"substances": [{"id": "u1", "kind": "alcohol"}, {"id": "u2", "kind": "ghb"}]}, "soft", "Alcohol"),
        ({"substances": [{"id": "u1", "kind": "alcohol"}, {"id": "u2", "kind": "other_sedatives"}]}, "soft", "Alcohol"),
        (on("gabapentinoid") | using("alcohol"), "soft", "Alcohol"),
        (on("benzodiazepine") | using("alcohol"), "soft", "Alcohol"),
        (on("methadone", "benzodiazepine"), "firm", "Opioid medicine and benzodiazepines"),
        (on("methadone") | using("alcohol"), "soft", "Opioids with alcohol"),
        ({"substances": [{"id": "u1", "kind": "opioids"}, {"id": "u2", "kind": "alcohol"},
                         {"id": "u3", "kind": "benzodiazepines"}]}, "soft", "Opioids with alcohol"),
    ],
)  # fmt: skip
def test_mixing_names_what_is_mixed(tree: dict[str, Any], level: Level, named: str) -> None:
    """Whatever was said of how often: these questions are not read here, so a skipped one changes nothing."""
    said = {one.rule: one for one in RULES.fired(tree)}
    assert levels(tree).get("mixing-sedatives") == level
    assert level is None or said["mixing-sedatives"].text.startswith(named)
    if named == "Alcohol":
        assert said["mixing-sedatives"].card.startswith("Alcohol with pills")


@pytest.mark.parametrize(
    ("kinds", "level"),
    [
        (["nicotine"], None), (["gambling"], None), (["cannabis"], None), (["nicotine", "gambling"], None),
        (["stimulants"], "soft"), (["nicotine", "alcohol"], "firm"), (["other"], "firm"), (SKIPPED, "soft"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("words", ["stop today", "quit cold turkey"])
def test_nobody_is_scared_off_stopping_to_smoke(words: str, kinds: list[str] | None, level: Level) -> None:
    tree: dict[str, Any] = {"goals": [{"id": "g1", "what": words}]}
    tree |= {"substances": [{"id": f"u{n}", "kind": kind} for n, kind in enumerate(kinds)]} if kinds else {}
    assert levels(tree).get("stopping-alone") == level
    assert levels(tree | on("other")).get("stopping-alone") == (level or "soft")


@pytest.mark.parametrize(
    ("kind", "often", "level"),
    [
        ("gambling", "daily", "soft"),
        ("gambling", SKIPPED, "soft"),
        ("alcohol", SKIPPED, None),
        ("nicotine", "daily", None),
    ],
)
def test_gambling_has_a_word_and_a_line(kind: str, often: str | None, level: Level) -> None:
    said = {one.rule: one for one in RULES.fired(using(kind, often=often))}
    assert levels(using(kind, often=often)).get("gambling") == level
    assert level is None or said["gambling"].lines == ("gambling", "crisis", "emergency")


@pytest.mark.parametrize(("pregnant", "card"), [("yes", True), ("not_sure", True), (SKIPPED, False)])
def test_pregnancy_on_the_card_and_on_paper(pregnant: str | None, card: bool) -> None:
    tree = using("opioids") | ({"health": {"pregnant": pregnant}} if pregnant else {})
    notice = next(one for one in RULES.fired(tree) if one.rule == "pregnancy-and-opioids")
    assert bool(notice.card) == card
    assert notice.on_paper.startswith("If you are pregnant or may be")
    assert "reported" not in notice.on_paper


@pytest.mark.parametrize("veteran", ["yes", "no", SKIPPED])
def test_a_veterans_own_line_stands_before_the_crisis_line(veteran: str | None) -> None:
    tree = {"mind": {"thoughts": "yes"}} | ({"circumstances": {"veteran": veteran}} if veteran else {})
    lines = next(one.lines for one in RULES.fired(tree) if one.rule == "self-harm")
    assert lines == (("veterans", "crisis", "emergency") if veteran == "yes" else ("crisis", "emergency"))


def told(tree: dict[str, Any], country: str) -> list[str]:
    from recoveryplan.guidance import saying

    return [one.text for one in saying.notices(RULES.fired(tree), knowledge.lines(), country)]


def test_who_can_not_speak_aloud_finds_a_line_to_text() -> None:
    said = told({"mind": {"thoughts": "yes"}}, "GB")
    assert "Call 116 123" in said
    assert "Text SHOUT, or any word, to 85258" in said


def test_a_veteran_is_told_to_press_one() -> None:
    said = told({"mind": {"thoughts": "yes"}, "circumstances": {"veteran": "yes"}}, "US")
    assert said.index("Call 988, then press 1") < said.index("Call 988")
    assert "Text 838255" in said
    assert "Call 988, then press 1" not in told({"mind": {"thoughts": "yes"}}, "US")


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


@pytest.mark.parametrize(
    ("thoughts", "near", "level"),
    [
        ("yes", "yes", "firm"), ("yes", SKIPPED, "firm"), ("no", "yes", "soft"), (SKIPPED, "yes", "soft"),
        ("no", "no", None), ("no", "not_sure", "soft"), (SKIPPED, "not_sure", "soft"),
        ("no", SKIPPED, None), (SKIPPED, SKIPPED, None),
    ],
)  # fmt: skip
def test_a_gun_or_pills_within_reach(thoughts: str | None, near: str | None, level: Level) -> None:
    mind = {key: value for key, value in (("thoughts", thoughts), ("means_near", near)) if value}
    assert levels({"mind": mind}).get("self-harm") == level


@pytest.mark.parametrize(
    ("danger", "home", "level"),
    [
        ("yes", SKIPPED, "firm"), ("yes", "safe", "firm"), ("yes", "unsafe", "firm"),
        ("no", SKIPPED, None), ("no", "safe", None), ("no", "unsafe", None),
        (SKIPPED, "unsafe", "soft"), (SKIPPED, "safe", None), (SKIPPED, SKIPPED, None),
    ],
)  # fmt: skip
def test_danger_at_home(danger: str | None, home: str | None, level: Level) -> None:
    tree: dict[str, Any] = {"unkept": {"danger_at_home": danger}} if danger else {}
    tree |= {"circumstances": {"home": home}} if home else {}
    assert levels(tree).get("danger-at-home") == level


@pytest.mark.parametrize("danger", ["no", SKIPPED])
@pytest.mark.parametrize(
    "words",
    [
        "My partner hurts me and reads my computer", "my husband sometimes hits me", "he beats me up", "they hit me",
        "I\u2019m scared of my boyfriend", "she reads my phone", "my wife goes through my phone", "my dad hits me",
        "my husband reads all my texts", "leave my abusive relationship", "he won\u2019t let me leave",
        "my partner takes my money", "afraid to go home", "my ex is stalking me", "he hits the kids",
        "my boyfriend\u2019s violence",
    ],
)  # fmt: skip
def test_words_of_danger_at_home(words: str, danger: str | None) -> None:
    tree: dict[str, Any] = {"unkept": {"danger_at_home": danger}} if danger else {}
    for said in (
        {"motivations": [{"id": "m1", "text": words}]},
        {"triggers": [{"id": "t1", "what": words}]},
        {"goals": [{"id": "g1", "what": words}]},
        {"barriers": [{"id": "b1", "what": words}]},
        {"people": [{"id": "p1", "name": "Kim", "note": words}]},
        {"about": {"story": words}},
        {"circumstances": {"living_with": words}},
    ):
        assert levels(tree | said).get("danger-at-home") == "firm"


@pytest.mark.parametrize(
    "words",
    [
        "when stress hits me", "a craving hits me hard", "I want my wife to trust me", "my back hurts",
        "I check my phone at night", "my husband reads to the kids", "it hurts to see my son cry",
        "my boyfriend uses", "scared of needles", "afraid of withdrawal", "my dad worries about me",
    ],
)  # fmt: skip
def test_other_words_are_no_danger(words: str) -> None:
    assert "danger-at-home" not in levels({"motivations": [{"id": "m1", "text": words}]})


def test_danger_at_home_is_on_no_page_and_no_card() -> None:
    said = {notice.rule: notice for notice in RULES.fired({"unkept": {"danger_at_home": "yes"}})}
    notice = said["danger-at-home"]
    assert (notice.paper, notice.card) == (False, "")
    assert notice.lines == ("violence", "emergency")
    for words in ("not your fault", "not saved", "leave or Ctrl-X", "may be noticed"):
        assert words in notice.text


@pytest.mark.parametrize("identity", [[], ["woman"], ["man"], ["man", "lgbtq"], ["nonbinary"], ["lgbtq"]])
@pytest.mark.parametrize("pregnant", ["yes", "not_sure", SKIPPED])
def test_pregnancy_and_who_somebody_is(identity: list[str], pregnant: str | None) -> None:
    """Only somebody who says he is a man, and nothing more, is not warned; a yes counts whoever says it."""
    tree = using("opioids") | {"about": {"identity": identity}}
    tree |= {"health": {"pregnant": pregnant}} if pregnant else {}
    told = levels(tree).get("pregnancy-and-opioids")
    asked = identity != ["man"] or pregnant is not SKIPPED
    assert told == ("firm" if pregnant == "yes" else "soft" if asked else None)


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


# --- every rule in one table: what was answered or skipped → how it is said ---

DRINK, BENZO, OPIOID, CALM, ELSE = "alcohol", "benzodiazepines", "opioids", "other_sedatives", "other"
A, B, P, C, X = (f"substances[kind={kind}]" for kind in (DRINK, BENZO, OPIOID, CALM, ELSE))
"""The kinds, and the path to what was answered of each."""


def plan(*kinds: str, medicine: str = "", seizures: bool = False, **more: Any) -> dict[str, Any]:
    """A plan tree: what is used, the kinds of medicine, and more groups."""
    made: dict[str, Any] = {"substances": [{"id": f"u{n}", "kind": kind} for n, kind in enumerate(kinds)]}
    made |= on(*medicine.split()) if medicine else {}
    made |= {"health": {"conditions": [{"id": "e1", "kind": "seizures"}]}} if seizures else {}
    return {key: value for key, value in (made | more).items() if value}


def named(name: str, *kinds: str) -> dict[str, Any]:
    """Something else, by a name written by hand; and the kinds that are used beside it."""
    return {"substances": [{"id": "u9", "kind": ELSE, "name": name}, *plan(*kinds).get("substances", [])]}


def goal(what: str) -> dict[str, Any]:
    return {"goals": [{"id": "g1", "what": what}]}


def setback(known: dict[str, Any]) -> dict[str, Any]:
    return known | {"record": {"kind": "setback"}}


def checkin(**facts: str) -> dict[str, Any]:
    """What the days before make known of a check-in."""
    return {"record": facts}


TYPED_AFTER_A_SETBACK = ("story", "trigger", "sign", "helped_words", "change")

Row = tuple[str, dict[str, Any], dict[str, str | None], Level]

TABLE: list[Row] = [
    # rule, what is known, the answers looked at (SKIPPED: not given), the level
    ("self-harm", {}, {"mind.thoughts": "yes"}, "firm"),
    ("self-harm", {}, {"mind.thoughts": "no"}, None),
    ("self-harm", {"mind": {"conditions": [{"id": "e1", "kind": "depression"}]}}, {"mind.thoughts": SKIPPED}, "soft"),
    ("self-harm", {}, {"mind.means_near": "not_sure", "mind.thoughts": SKIPPED}, "soft"),
    ("self-harm", goal("kill myself"), {"mind.thoughts": SKIPPED}, "firm"),
    ("danger-at-home", goal("leave my violent husband"), {"unkept.danger_at_home": SKIPPED}, "firm"),
    ("danger-at-home", {"circumstances": {"home": "unsafe"}}, {"unkept.danger_at_home": "yes"}, "firm"),
    ("danger-at-home", {"circumstances": {"home": "unsafe"}}, {"unkept.danger_at_home": "no"}, None),
    ("danger-at-home", {"circumstances": {"home": "unsafe"}}, {"unkept.danger_at_home": SKIPPED}, "soft"),
    ("alcohol-withdrawal", plan(DRINK), {f"{A}.often": "daily"}, "firm"),
    ("alcohol-withdrawal", plan(DRINK), {f"{A}.often": "less"}, "soft"),
    ("alcohol-withdrawal", plan(DRINK), {f"{A}.often": SKIPPED, f"{A}.withdrawal_before": SKIPPED}, "soft"),
    ("alcohol-withdrawal", plan(DRINK), {f"{A}.often": SKIPPED, f"{A}.withdrawal_before": "yes"}, "firm"),
    ("alcohol-withdrawal", plan(DRINK, seizures=True), {f"{A}.often": SKIPPED}, "firm"),
    ("alcohol-withdrawal", plan(DRINK, seizures=True), {f"{A}.often": "stopped"}, "firm"),
    ("alcohol-withdrawal", plan(DRINK), {f"{A}.often": "stopped", f"{A}.withdrawal_before": SKIPPED}, "soft"),
    ("alcohol-withdrawal", plan(DRINK), {"health.pregnant": "yes", f"{A}.often": SKIPPED}, "firm"),
    ("alcohol-withdrawal", plan(DRINK), {"health.pregnant": "not_sure"}, "soft"),
    ("alcohol-withdrawal", plan(DRINK), {"health.pregnant": SKIPPED}, "soft"),
    ("benzodiazepine-withdrawal", plan(BENZO), {f"{B}.often": "most_days"}, "firm"),
    ("benzodiazepine-withdrawal", plan(BENZO), {f"{B}.prescribed": "yes"}, "firm"),
    ("benzodiazepine-withdrawal", plan(BENZO), {f"{B}.often": SKIPPED}, "soft"),
    ("benzodiazepine-withdrawal", plan(BENZO, seizures=True), {f"{B}.often": "stopped"}, "firm"),
    ("benzodiazepine-withdrawal", plan(BENZO), {f"{B}.often": "stopped"}, "soft"),
    ("benzodiazepine-withdrawal", plan(BENZO), {"health.pregnant": "yes"}, "firm"),
    ("benzodiazepine-withdrawal", plan(BENZO), {"health.pregnant": SKIPPED}, "soft"),
    ("benzodiazepine-withdrawal", plan(medicine="benzodiazepine"), {"aim.want": SKIPPED}, "firm"),
    ("benzodiazepine-withdrawal", named("Xanax"), {f"{X}.often": SKIPPED}, "soft"),
    ("benzodiazepine-withdrawal", goal("get off benzos this year"), {"aim.want": SKIPPED}, "soft"),
    ("sedative-withdrawal", plan("ghb"), {"substances[kind=ghb].often": "daily"}, "firm"),
    ("sedative-withdrawal", plan(CALM), {f"{C}.often": SKIPPED}, "soft"),
    ("sedative-withdrawal", plan("ghb", seizures=True), {"substances[kind=ghb].often": "stopped"}, "firm"),
    ("sedative-withdrawal", plan(CALM), {f"{C}.often": "stopped"}, "soft"),
    ("sedative-withdrawal", plan("ghb"), {"health.pregnant": "yes"}, "firm"),
    ("sedative-withdrawal", named("Ambien"), {f"{X}.often": "daily"}, "firm"),
    ("sedative-withdrawal", named("phenibut"), {f"{X}.withdrawal_before": "yes"}, "firm"),
    ("sedative-withdrawal", named("phenibut"), {f"{X}.often": "stopped"}, "soft"),
    ("sedative-withdrawal", named("zopiclone"), {f"{X}.often": SKIPPED, f"{X}.withdrawal_before": SKIPPED}, "soft"),
    ("sedative-withdrawal", goal("sleep without zolpidem"), {"aim.want": SKIPPED}, "soft"),
    ("sedative-withdrawal", named("mushrooms"), {f"{X}.often": "daily"}, None),
    ("opioid-tolerance", plan(OPIOID), {"recent_break.kind": "jail"}, "firm"),
    ("opioid-tolerance", plan(OPIOID), {"recent_break.kind": "none"}, "soft"),
    ("opioid-tolerance", plan(OPIOID), {"recent_break.kind": SKIPPED}, "soft"),
    ("opioid-tolerance", plan(medicine="methadone"), {"recent_break.kind": "missed_medicine"}, "firm"),
    ("opioid-tolerance", plan(medicine="methadone"), {"recent_break.kind": SKIPPED}, "soft"),
    ("opioid-tolerance", plan(medicine="naltrexone"), {"recent_break.kind": "missed_medicine"}, "firm"),
    ("opioid-tolerance", plan(medicine="naltrexone"), {"recent_break.kind": SKIPPED}, "soft"),
    ("opioid-withdrawal", plan(OPIOID), {"aim.want": "stop"}, "firm"),
    ("opioid-withdrawal", plan(OPIOID), {"aim.want": "not_sure"}, "soft"),
    ("opioid-withdrawal", plan(OPIOID), {"aim.want": SKIPPED, f"{P}.withdrawal_before": SKIPPED}, "soft"),
    ("opioid-withdrawal", plan(OPIOID), {f"{P}.withdrawal_before": "yes"}, "firm"),
    ("opioid-withdrawal", plan(OPIOID, medicine="methadone"), {"aim.want": "stop"}, "firm"),
    ("opioid-withdrawal", plan(OPIOID, medicine="methadone"), {"aim.want": SKIPPED}, "soft"),
    ("overdose", plan(OPIOID), {f"{P}.often": SKIPPED}, "firm"),
    ("overdose", plan("stimulants"), {"substances[kind=stimulants].often": SKIPPED}, "firm"),
    ("overdose", plan(medicine="methadone"), {"aim.want": SKIPPED}, "firm"),
    ("overdose", plan(CALM), {f"{C}.overdose_before": "yes"}, "firm"),
    ("overdose", plan(CALM), {f"{C}.prescribed": SKIPPED}, "soft"),
    ("overdose", plan(CALM), {f"{C}.prescribed": "yes"}, None),
    ("overdose", {}, {"aim.want": SKIPPED}, "soft"),
    ("overdose", plan("cannabis"), {"aim.want": SKIPPED}, None),
    ("mixing-sedatives", plan(BENZO, medicine="methadone"), {"aim.want": SKIPPED}, "firm"),
    ("mixing-sedatives", plan(OPIOID, DRINK), {f"{A}.often": SKIPPED}, "soft"),
    ("mixing-sedatives", plan(DRINK, medicine="gabapentinoid"), {f"{A}.often": SKIPPED}, "soft"),
    ("mixing-sedatives", plan(BENZO, medicine="gabapentinoid"), {"aim.want": SKIPPED}, "soft"),
    ("mixing-sedatives", plan(BENZO, "ghb"), {"substances[kind=ghb].often": SKIPPED}, "soft"),
    ("mixing-sedatives", plan("ghb", CALM), {"substances[kind=ghb].often": SKIPPED}, "soft"),
    ("mixing-sedatives", plan(medicine="gabapentinoid"), {"aim.want": SKIPPED}, None),
    ("naltrexone-and-opioids", plan(OPIOID, medicine="naltrexone"), {"aim.want": SKIPPED}, "firm"),
    ("naltrexone-and-opioids", plan(medicine="naltrexone methadone"), {"aim.want": SKIPPED}, "firm"),
    ("naltrexone-and-opioids", plan(medicine="naltrexone"), {"aim.want": SKIPPED}, "soft"),
    ("naltrexone-and-opioids", plan(DRINK, OPIOID), {"aim.want": SKIPPED}, "soft"),
    ("naltrexone-and-opioids", goal("ask about Vivitrol"), {"aim.want": SKIPPED}, "soft"),
    ("naltrexone-and-opioids", plan(DRINK), {"aim.want": SKIPPED}, None),
    ("disulfiram-and-alcohol", plan(DRINK, medicine="disulfiram"), {f"{A}.often": SKIPPED}, "firm"),
    ("disulfiram-and-alcohol", plan(medicine="disulfiram"), {"aim.want": "cut_down"}, "firm"),
    ("disulfiram-and-alcohol", plan(medicine="disulfiram"), {"aim.want": SKIPPED}, "soft"),
    ("disulfiram-and-alcohol", plan(DRINK), {"aim.want": SKIPPED}, None),
    ("pregnancy-and-opioids", plan(OPIOID), {"health.pregnant": "yes"}, "firm"),
    ("pregnancy-and-opioids", plan(OPIOID), {"health.pregnant": "not_sure"}, "soft"),
    ("pregnancy-and-opioids", plan(OPIOID), {"health.pregnant": SKIPPED, "about.identity": SKIPPED}, "soft"),
    ("pregnancy-and-opioids", plan(OPIOID), {"health.pregnant": "no"}, None),
    ("stopping-alone", plan(DRINK) | goal("quit cold turkey"), {"aim.want": SKIPPED}, "firm"),
    ("stopping-alone", goal("quit cold turkey"), {"aim.want": SKIPPED}, "soft"),
    ("stopping-alone", plan("nicotine") | goal("quit cold turkey"), {"aim.want": SKIPPED}, None),
    ("stimulants", plan("stimulants"), {"substances[kind=stimulants].often": SKIPPED}, "soft"),
    ("stimulants", plan("stimulants"), {"health.pregnant": "yes"}, "firm"),
    ("stimulants", plan("stimulants"), {"health.pregnant": SKIPPED}, "soft"),
    ("kratom-and-tianeptine", named("kratom tea"), {f"{X}.often": SKIPPED}, "soft"),
    ("kratom-and-tianeptine", named("7-OH tablets", DRINK), {f"{X}.often": SKIPPED}, "firm"),
    ("kratom-and-tianeptine", named("Neptune\u2019s Fix"), {f"{X}.often": SKIPPED}, "soft"),
    ("kratom-and-tianeptine", goal("quit kratom"), {"aim.want": SKIPPED}, "soft"),
    ("kratom-and-tianeptine", named("khat"), {f"{X}.often": "daily"}, None),
    ("gambling", plan("gambling"), {"substances[kind=gambling].often": SKIPPED}, "soft"),
    ("bupropion", plan(medicine="bupropion", seizures=True), {"aim.want": SKIPPED}, "firm"),
    ("bupropion", plan(medicine="bupropion", mind={"conditions": [{"id": "e1", "kind": "eating"}]}), {}, "firm"),
    ("bupropion", plan(DRINK, medicine="bupropion"), {f"{A}.often": SKIPPED}, "firm"),
    ("bupropion", plan(medicine="bupropion benzodiazepine"), {"aim.want": SKIPPED}, "firm"),
    ("bupropion", plan(medicine="bupropion"), {"health.conditions": SKIPPED, "mind.conditions": SKIPPED}, "soft"),
    ("bupropion", plan("nicotine", medicine="bupropion"), {"health.conditions": SKIPPED}, "soft"),
    ("bupropion", plan(seizures=True), {"aim.want": SKIPPED}, None),
    ("prescribed-medicine", plan(medicine="other"), {"aim.want": SKIPPED}, "soft"),
    ("before-you-stop", {}, {"substances": SKIPPED}, "soft"),
    ("before-you-stop", plan(ELSE), {f"{X}.often": SKIPPED}, "soft"),
    ("before-you-stop", plan(DRINK), {f"{A}.often": SKIPPED}, None),
    ("self-harm", {}, {"record.note": "I want to die", "record.hope": SKIPPED}, "firm"),
    ("danger-at-home", {}, {"record.note": "my husband hits me"}, "firm"),
    ("checkin-low-hope", {}, {"record.hope": "0"}, "firm"),
    ("checkin-low-hope", {}, {"record.hope": "2"}, "firm"),
    ("checkin-low-hope", {}, {"record.hope": "3"}, None),
    ("checkin-low-hope", {}, {"record.hope": SKIPPED}, None),
    ("checkin-low-hope", checkin(low="1"), {"record.hope": SKIPPED}, "soft"),
    ("checkin-low-hope", checkin(low="3"), {"record.hope": SKIPPED}, "soft"),
    ("checkin-low-hope", checkin(low="3"), {"record.hope": "5"}, None),
    ("checkin-strong-craving", {}, {"record.craving": "9"}, "firm"),
    ("checkin-strong-craving", {}, {"record.craving": "10", "record.hope": SKIPPED}, "firm"),
    ("checkin-strong-craving", {}, {"record.craving": "8"}, None),
    ("checkin-strong-craving", {}, {"record.craving": SKIPPED}, None),
    ("checkin-strong-craving", checkin(high="1"), {"record.craving": SKIPPED}, "soft"),
    ("checkin-strong-craving", checkin(high="1"), {"record.craving": "2"}, None),
    ("checkin-falls", checkin(falls="2"), {"record.mood": "1"}, None),
    ("checkin-falls", checkin(falls="3"), {"record.mood": "6"}, "soft"),
    ("checkin-falls", checkin(falls="3"), {"record.hope": "3"}, "soft"),
    ("checkin-falls", checkin(falls="3"), {"record.hope": "2", "record.mood": SKIPPED}, None),
    ("checkin-falls", checkin(falls="3"), {"record.mood": "3"}, "soft"),
    ("checkin-falls", checkin(falls="3"), {"record.mood": SKIPPED, "record.hope": SKIPPED}, "soft"),
    *[("self-harm", {}, {f"record.{path}": "I want to die"}, "firm") for path in TYPED_AFTER_A_SETBACK],
    *[("danger-at-home", {}, {f"record.{path}": "my husband hits me"}, "firm") for path in TYPED_AFTER_A_SETBACK],
    *[("overdose-now", {}, {f"record.{path}": "I took too many pills"}, "firm") for path in TYPED_AFTER_A_SETBACK],
    ("overdose-now", {}, {"record.story": "she won't wake up"}, "firm"),
    ("overdose-now", {}, {"record.story": "I could not sleep and woke up at four"}, None),
    ("overdose-now", {}, {"record.story": SKIPPED}, None),
    *[("overdose-now", {}, {f"record.{path}": "I took too many pills"}, "firm") for path in ("note", "effects")],
    ("overdose-now", {}, {"record.note": "my lips are blue"}, "firm"),
    ("after-use", plan(OPIOID), {"record.what": "use"}, "firm"),
    ("after-use", plan(medicine="naltrexone"), {"record.what": "use"}, "firm"),
    ("after-use", plan("stimulants"), {"record.what": "use"}, "soft"),
    ("after-use", plan("cannabis", medicine="benzodiazepine"), {"record.what": "use"}, "soft"),
    ("after-use", plan(DRINK), {"record.what": "use"}, "soft"),
    ("after-use", plan("nicotine"), {"record.what": "use"}, None),
    ("after-use", {}, {"record.what": "use"}, "soft"),
    ("after-use", plan(OPIOID), {"record.what": "near"}, None),
    ("after-use", plan(OPIOID), {"record.what": SKIPPED}, None),
    ("after-use", setback(plan(OPIOID)), {"record.what": SKIPPED}, "soft"),
    ("after-use", setback(plan("stimulants")), {"record.what": SKIPPED}, "soft"),
    ("after-use", setback(plan(DRINK)), {"record.what": SKIPPED}, "soft"),
    ("after-use", setback(plan(DRINK, medicine="disulfiram")), {"record.what": SKIPPED}, "soft"),
    ("after-use", setback(plan(medicine="disulfiram")), {"record.what": SKIPPED}, "soft"),
    ("after-use", setback(plan("nicotine", medicine="disulfiram")), {"record.what": "use"}, "firm"),
    ("after-use", setback({}), {"record.what": SKIPPED}, "soft"),
    ("after-use", setback(plan("nicotine")), {"record.what": SKIPPED}, None),
    ("after-use", plan(OPIOID), {"record.used": "yes"}, "firm"),
    ("after-use", plan(DRINK), {"record.used": "yes"}, "soft"),
    ("after-use", plan(DRINK), {"record.used": "no"}, None),
    ("after-use", plan(DRINK), {"record.used": SKIPPED}, None),
    ("after-use", {}, {"record.used": "yes"}, "soft"),
    ("after-use", setback(plan(OPIOID)), {"record.what": "near"}, None),
]


@pytest.mark.parametrize(("rule", "known", "answers", "level"), TABLE)
def test_the_table(rule: str, known: dict[str, Any], answers: dict[str, str | None], level: Level) -> None:
    tree = known
    for path, answer in answers.items():
        tree = placed(tree, path, answer) if answer is not SKIPPED else tree
    assert levels(tree).get(rule) == level


def test_every_rule_has_its_softer_form_where_an_answer_was_skipped() -> None:
    softly = {rule for rule, _, answers, level in TABLE if level == "soft" and SKIPPED in answers.values()}
    assert softly | OF_WORDS_ALONE == {str(rule["id"]) for rule, _, _ in RULES.rules}


OF_WORDS_ALONE = {"overdose-now"}
"""What is only heard in somebody's words can not be skipped; all of it stands unasked on the first screen."""


def test_every_level_is_reached_by_the_table() -> None:
    """A level that another hides would never be said."""
    reached = set()
    for _, known, answers, _ in TABLE:
        tree = known
        for path, answer in answers.items():
            tree = placed(tree, path, answer) if answer is not SKIPPED else tree
        reached |= {(one.rule, one.text) for one in RULES.fired(tree)}
    said = [(str(rule["id"]), str(level["text"])) for rule, levels_, _ in RULES.rules for _, level in levels_]
    plainly = [(rule, " ".join(words.split())) for rule, words in said]
    assert [
        one for one in plainly if not any(one[0] == rule and words.startswith(one[1]) for rule, words in reached)
    ] == []


# --- what is said behind a rule's words: where it holds, and the softer or plain form where that was skipped ---

PREGNANT = "pregnant"


def said_of(tree: dict[str, Any], rule: str) -> str:
    return next((one.text for one in RULES.fired(tree) if one.rule == rule), "")


@pytest.mark.parametrize(
    ("rule", "known"),
    [
        ("alcohol-withdrawal", plan(DRINK)),
        ("benzodiazepine-withdrawal", plan(BENZO)),
        ("benzodiazepine-withdrawal", plan(medicine="benzodiazepine")),
        ("sedative-withdrawal", plan("ghb")),
        ("sedative-withdrawal", plan(CALM)),
        ("stimulants", plan("stimulants")),
        ("before-you-stop", plan(ELSE)),
        ("naltrexone-and-opioids", plan(medicine="naltrexone")),
    ],
)
@pytest.mark.parametrize("pregnant", ["yes", "not_sure", "no", SKIPPED])
def test_pregnancy_is_spoken_of_wherever_it_matters(rule: str, known: dict[str, Any], pregnant: str | None) -> None:
    tree = placed(known, "health.pregnant", pregnant) if pregnant else known
    notice = next(one for one in RULES.fired(tree) if one.rule == rule)
    plainly = said_of(known, rule)
    assert notice.text.startswith(plainly)  # nothing of the rule is hidden
    assert (PREGNANT in notice.text) == (pregnant in {"yes", "not_sure"})
    assert ("pregnancy" in notice.lines) == (pregnant in {"yes", "not_sure"})
    if pregnant == "yes" and rule not in {"before-you-stop", "naltrexone-and-opioids"}:
        assert notice.level == "firm"
        assert "reported" in notice.text
    assert PREGNANT not in notice.on_paper
    assert notice.on_paper == plainly


@pytest.mark.parametrize("condition", ["diabetes", "liver", "heart", SKIPPED])
@pytest.mark.parametrize("often", ["daily", "weekly", "stopped", SKIPPED])
def test_drinking_with_diabetes_or_a_sick_liver(condition: str | None, often: str | None) -> None:
    tree = using(DRINK, often=often)
    tree |= {"health": {"conditions": [{"id": "e1", "kind": condition}]}} if condition else {}
    words = said_of(tree, "alcohol-withdrawal")
    assert ("blood sugar" in words) == (condition == "diabetes" and often != "stopped")
    assert ("throwing up blood" in words) == (condition == "liver" and often != "stopped")
    assert words.startswith(said_of(using(DRINK, often=often), "alcohol-withdrawal"))


@pytest.mark.parametrize("medicine", ["methadone", "buprenorphine", "opioid_pain", "naltrexone", "other"])
@pytest.mark.parametrize("box", ["in the top cupboard", SKIPPED])
@pytest.mark.parametrize("caring", [["children"], SKIPPED])
def test_opioid_medicine_is_locked_away(medicine: str, box: str | None, caring: list[str] | None) -> None:
    """Whoever lives there: a child may come to visit. Who wrote where the lock box is has one."""
    tree = on(medicine)
    tree["medicine"] |= {"lock_box": box} if box else {}
    tree |= {"circumstances": {"caring": caring}} if caring else {}
    opioid = medicine in {"methadone", "buprenorphine", "opioid_pain"}
    assert ("locked away" in said_of(tree, "prescribed-medicine")) == (opioid and box is SKIPPED)


@pytest.mark.parametrize("kind", [BENZO, CALM])
@pytest.mark.parametrize(
    ("first", "second", "level"),
    [
        ("yes", "yes", None), ("yes", SKIPPED, "soft"), (SKIPPED, "yes", "soft"), ("yes", "no", "soft"),
        (SKIPPED, SKIPPED, "soft"), ("no", "no", "soft"),
    ],
)  # fmt: skip
def test_of_two_of_a_kind_one_may_not_be_prescribed(
    kind: str, first: str | None, second: str | None, level: Level
) -> None:
    both = [using(kind, prescribed=one)["substances"][0] for one in (first, second)]
    assert levels({"substances": both}).get("overdose") == level


def test_prescribed_pills_do_not_hide_where_the_naloxone_is() -> None:
    """Benzodiazepines as prescribed beside calming pills of which nothing was said."""
    for second in ({"prescribed": "no"}, {}):
        things = [{"id": "u1", "kind": BENZO, "prescribed": "yes"}, {"id": "u2", "kind": CALM, **second}]
        notice = next(one for one in RULES.fired({"substances": things}) if one.rule == "overdose")
        assert "naloxone" in notice.text
        assert notice.card == "Tell someone where the naloxone is"


def test_the_steps_at_an_overdose() -> None:
    words = said_of(plan(OPIOID), "overdose")
    for step in ("Give naloxone even if unsure", "another dose after 2 to 3 minutes", "Breathe for the person"):
        assert step in words
    for step in ("on their side", "it wears off", "xylazine or medetomidine; give it all the same"):
        assert step in words
    for step in ("nitazenes may need more", "no test strip proves a supply safe", "cannot give it to yourself"):
        assert step in words


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("Antabuse", "disulfiram-and-alcohol"), ("Contrave", "naltrexone-and-opioids"), ("Contrave", "bupropion"),
        ("Zyban", "bupropion"), ("Alprazolam", "benzodiazepine-withdrawal"), ("zolpidem", "sedative-withdrawal"),
        ("Baclofen", "sedative-withdrawal"), ("Kratom", "kratom-and-tianeptine"),
    ],
)  # fmt: skip
def test_a_medicine_by_its_name_alone(name: str, rule: str) -> None:
    tree = {"medicine": {"items": [{"id": "i1", "name": name}]}}
    assert rule in levels(tree)
    assert "prescribed-medicine" in levels(tree)


@pytest.mark.parametrize("name", ["Vitamin D", "insulin", "benzoyl peroxide", "sonata", "zen"])
def test_other_medicines_are_no_such_name(name: str) -> None:
    tree = {"medicine": {"items": [{"id": "i1", "name": name}]}}
    assert set(levels(tree)) == {"prescribed-medicine", "overdose", "before-you-stop"}


@pytest.mark.parametrize(
    "place",
    [
        "triggers.strategies.if", "barriers.strategies.then", "goals.steps.text", "coping.what", "hard_dates.plan",
        "if_i_use.steps.do", "people.note", "mind.care_before", "treatment.questions.text",
    ],
)  # fmt: skip
def test_dark_words_are_seen_wherever_a_person_writes(place: str) -> None:
    tree: Any = "I want to die"
    for name in reversed(place.split(".")):
        tree = {name: [tree] if isinstance(tree, dict) and name not in {"treatment", "if_i_use"} else tree}
    assert levels(tree).get("self-harm") == "firm"


@pytest.mark.parametrize(
    ("about", "first"),
    [
        ({"age": "under_18"}, ("youth", "crisis")), ({"age": "age_18_25"}, ("crisis",)), ({}, ("crisis",)),
        ({"age": "age_18_25", "identity": ["lgbtq"]}, ("lgbtq", "crisis")),
    ],
)  # fmt: skip
def test_a_young_persons_own_line_stands_before_the_crisis_line(about: dict[str, Any], first: tuple[str, ...]) -> None:
    tree = {"mind": {"thoughts": "yes"}} | ({"about": about} if about else {})
    lines = next(one.lines for one in RULES.fired(tree) if one.rule == "self-harm")
    assert lines == (*first, "emergency")


# --- skipping an answer never makes it quiet ---

FIELDS: dict[str, list[str]] = {
    "about.age": list(CHOICES["age"]),
    "circumstances.home": ["safe", "shared_with_use"],  # that a place is not safe is told of nowhere else
    "circumstances.veteran": list(CHOICES["yes_no"]),
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
        # With one thing each medicine, with two those that meet most rules: all of it would take a minute.
        for medicine in (None, *CHOICES["medicine"]) if len(one) == 1 else (None, "methadone", "disulfiram"):
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


# --- a check-in ---


@pytest.mark.parametrize("hope", ["0", "1", "2", "3", "10", SKIPPED])
@pytest.mark.parametrize("thoughts", ["yes", "no", SKIPPED])
@pytest.mark.parametrize("note", ["I want to die", "a long day", SKIPPED])
def test_no_wave_beside_little_hope_or_dark_thoughts(hope: str | None, thoughts: str | None, note: str | None) -> None:
    """A craving passes like a wave; a wish to die is none. Where hope was not told, nothing is said of waves either."""
    given = {"record.craving": "10", "record.hope": hope, "mind.thoughts": thoughts, "record.note": note}
    tree: dict[str, Any] = {}
    for path, answer in given.items():
        tree = placed(tree, path, answer) if answer is not SKIPPED else tree
    found = [one for one in RULES.fired(tree) if one.rule.startswith("checkin-")]
    bright = hope in {"3", "10"} and thoughts != "yes" and note != "I want to die"
    assert any("wave" in one.text for one in found) == bright
    assert any("--wait" in one.text for one in found) == bright
    assert not any("wave" in one.text for one in RULES.fired(tree) if one.rule != "checkin-strong-craving")


@pytest.mark.parametrize("near", ["yes", "not_sure", "no", SKIPPED])
def test_guns_and_pills_are_spoken_of_where_hope_is_low(near: str | None) -> None:
    tree = {"record": {"hope": 1}} | ({"mind": {"means_near": near}} if near else {})
    assert ("guns and stored pills" in said_of(tree, "checkin-low-hope")) == (near != "no")


@pytest.mark.parametrize(
    ("known", "naloxone"),
    [
        ({}, True), (plan(OPIOID), True), (plan("stimulants"), True), (plan(ELSE), True),
        (plan(medicine="methadone"), True), (plan(DRINK), False), (plan("nicotine"), False),
    ],
)  # fmt: skip
def test_naloxone_where_a_craving_may_be_for_what_slows_breathing(known: dict[str, Any], naloxone: bool) -> None:
    """What somebody uses may have been skipped: that counts as unknown, and unknown is spoken of."""
    notice = next(
        one for one in RULES.fired(known | {"record": {"craving": 9}}) if one.rule == "checkin-strong-craving"
    )
    assert ("naloxone" in notice.text) == naloxone
    assert ("while_using" in notice.lines) == naloxone
    assert "emergency" in notice.lines
    assert "disulfiram" not in notice.text


def test_who_takes_disulfiram_is_told_whom_to_call_first() -> None:
    words = said_of(on("disulfiram") | {"record": {"craving": 10}}, "checkin-strong-craving")
    assert "With disulfiram, any alcohol can make you very ill" in words


@pytest.mark.parametrize("record", [{"hope": 0}, {"craving": 10}, {"falls": 3, "mood": 1}, {"low": 1}, {"high": 1}])
def test_each_leads_to_now_and_to_a_line(record: dict[str, Any]) -> None:
    found = [one for one in RULES.fired({"record": record}) if one.rule.startswith("checkin-")]
    assert len(found) == 1
    assert "`recoveryplan now`" in found[0].text
    assert {"crisis", "emergency"} <= set(found[0].lines)
    assert not found[0].paper
    assert found[0].card == ""


# --- a setback ---


@pytest.mark.parametrize("what", ["use", "near", SKIPPED])
@pytest.mark.parametrize("kind", sorted(CHOICES["substance"]))
def test_after_a_use_the_body_is_spoken_of(what: str | None, kind: str) -> None:
    words = after_use(using(kind), what)
    harmless = kind in {"nicotine", "gambling", "cannabis"}
    assert bool(words) == (not harmless and what != "near")
    assert ("once normal can now kill" in words) == (kind == "opioids" and what == "use")
    stops = bool(words) and kind in {"alcohol", "benzodiazepines", "other_sedatives", "ghb", "other"}
    assert (STOP in words) == stops


STOP = "a sudden stop can be a danger to life"
BOTH = "slow your breathing more when they come together"
MISSED = "Missed some days of it? Call your clinic before the next one"
NOT_ON_TOP = "call the person who prescribes it before the next one"
ALCOHOL_ON_IT = "With disulfiram, any alcohol can make you very ill"


def after_use(tree: dict[str, Any], what: str | None) -> str:
    record = {"kind": "setback"} | ({"what": what} if what else {})
    return said_of(tree | {"record": record}, "after-use")


@pytest.mark.parametrize("what", ["use", SKIPPED])
@pytest.mark.parametrize("kind", [*sorted(CHOICES["medicine"]), SKIPPED])
@pytest.mark.parametrize("used", ["opioids", "alcohol", SKIPPED])
def test_what_to_do_with_a_medicine_after_a_use(used: str | None, kind: str | None, what: str | None) -> None:
    """Naltrexone on top of an opioid is a danger, methadone after missed days too: nobody is to go on as before."""
    words = after_use((on(kind) if kind else {}) | (using(used) if used else {}), what)
    assert "stay on it" not in words
    assert (NOT_ON_TOP in words) == (kind == "naltrexone")
    assert ("severe withdrawal" in words) == (kind == "naltrexone" or (kind is SKIPPED and used != "alcohol"))
    assert (MISSED in words) == (kind in {"methadone", "buprenorphine", "opioid_pain"})
    assert (ALCOHOL_ON_IT in words) == (kind == "disulfiram")
    if kind is SKIPPED and used != "alcohol":
        assert "After missed days, call your clinic before the next one" in words
    both = {"opioids": {"benzodiazepine", "gabapentinoid"}, "alcohol": set(CHOICES["medicine"])}
    slow = {"methadone", "buprenorphine", "opioid_pain", "benzodiazepine", "gabapentinoid"}
    assert (BOTH in words) == (kind in both.get(str(used), set()) & slow)
    assert (STOP in words) == (used != "opioids" or kind == "benzodiazepine")


@pytest.mark.parametrize(
    ("name", "told"),
    [("Vivitrol", NOT_ON_TOP), ("methadone 1x", MISSED), ("Xanax", STOP), ("Antabuse", ALCOHOL_ON_IT)],
)
@pytest.mark.parametrize("what", ["use", SKIPPED])
def test_a_medicine_by_its_name_after_a_use(name: str, told: str, what: str | None) -> None:
    tree = {"medicine": {"items": [{"id": "i1", "name": name}]}} | using("cannabis")
    assert told in after_use(tree, what)


def test_pills_from_a_doctor_beside_opioids() -> None:
    words = after_use(using("opioids") | on("benzodiazepine"), "use")
    assert BOTH in words
    assert STOP in words
    assert "stay on it" not in words


def test_a_use_told_in_a_check_in_leads_on_to_more() -> None:
    words = said_of(using("alcohol") | on("naltrexone") | {"record": {"used": "yes"}}, "after-use")
    assert "`recoveryplan setback`" in words
    assert STOP in words
    assert NOT_ON_TOP in words
    assert "`recoveryplan setback`" not in after_use(using("alcohol"), "use")


def test_disulfiram_makes_it_firm() -> None:
    tree = on("disulfiram") | using("alcohol") | {"record": {"what": "use"}}
    assert levels(tree)["after-use"] == "firm"
    assert "Chest pain, fainting or trouble breathing" in said_of(tree, "after-use")
