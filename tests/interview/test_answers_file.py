"""Answers from a file: the same questions and checks, and every problem at once with its line."""

from __future__ import annotations

import time
from typing import Any

import pytest

from interview.tiny import NAMES, offers, questionnaire
from interview.walker import Walk
from recoveryplan import text
from recoveryplan.errors import ContentProblem
from recoveryplan.interview.answers import AnswersFile, template
from recoveryplan.interview.definitions import Questionnaire
from recoveryplan.interview.flow import Flow
from recoveryplan.interview.writes import OWN
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.offering import offered
from recoveryplan.yamlfile import emit, read

SHIPPED = knowledge.questionnaire()


def given(text: str, *names: str, asked: Questionnaire | None = None, options: Any = offers) -> tuple[Flow, list[str]]:
    """The flow after a file's answers, and the ids of those that were not used."""
    asked = asked or questionnaire(*names)
    file = AnswersFile.of(text.encode(), "answers.yaml", asked, "new")
    flow = Flow(asked, {}, options, knowledge.mentions(), wanted=file.wanted())
    return flow, file.give(flow)


def plan(text: str, *names: str) -> Any:
    flow, unused = given("answers_for: new\n" + text, *names)
    assert unused == []
    return flow.plan_so_far


def problems(text: str, *names: str, head: str = "answers_for: new\n") -> list[tuple[int | None, str, str]]:
    """Line (without the head), words and advice of each problem."""
    with pytest.raises(ContentProblem) as told:
        given(head + text, *names)
    assert all(problem.file == "answers.yaml" for problem in told.value.problems)
    return [((one.line or 0) - head.count("\n"), one.what, one.todo) for one in told.value.problems]


def test_each_kind() -> None:
    text = """\
name: Jo
story: |
  one
  two
longest: 30
by: in 4 weeks
veteran: no
importance: 0
stage: I have started, or started again
reach: [rural, hearing]
country: usa
"""
    found = plan(text.replace("usa", "United States"), "each-kind")
    assert found == {
        "about": {"name": "Jo", "story": "one\ntwo"},
        "counting": {"longest": 30},
        "aim": {"by": "2026-12-20"},
        "circumstances": {"veteran": "no", "reach": ["rural", "hearing"]},
        "readiness": {"importance": 0, "stage": "early"},
        "preferences": {"country": "US"},
    }


def test_a_country_is_found_by_every_name_that_a_prompt_takes() -> None:
    for name in ("US", "us", "usa", "america", "United States"):
        assert plan(f"country: {name}\n", "each-kind") == {"preferences": {"country": "US"}}


def test_missing_and_null_are_skips() -> None:
    assert plan("", "each-kind", "people") == {}
    assert plan("name:\nreach: null\npeople: ~\n", "each-kind", "people") == {}
    assert plan("people:\n- name: Dana\n  phone:\n", "people") == {"people": [{"id": "p1", "name": "Dana"}]}


def test_things_as_groups_and_as_words() -> None:
    found = plan("people:\n- name: Dana\n  kind: sponsor\n  phone: 0412345678\n- Sam\n- name: Zoë\n", "people")
    assert found["people"] == [
        {"id": "p1", "name": "Dana", "kind": "sponsor", "phone": "0412345678"},
        {"id": "p2", "name": "Sam"},
        {"id": "p3", "name": "Zoë"},
    ]


def test_more_things_than_are_asked_for_are_all_taken() -> None:
    text = "people:\n" + "".join(f"- person {n}\n" for n in range(40))
    assert len(plan(text, "people")["people"]) == 40


def test_picks_by_id_by_own_words_and_by_both() -> None:
    text = """\
triggers:
- what: I pass the bar
  kind: place
  strategies:
  - other-road
  - {from: with-someone, then: go with Sam}
  - call Dana
- what: alone
  strategies: sing a song
"""
    found = plan(text, "triggers")["triggers"]
    assert found[0]["strategies"] == [
        {"id": "s1", "then": "take another road", "from": "other-road"},
        {"id": "s2", "then": "go with Sam", "from": "with-someone"},
        {"id": "s3", "then": "call Dana"},
    ]
    assert found[1]["strategies"] == [{"id": "s4", "then": "sing a song"}]


def test_a_word_that_is_an_id_elsewhere_is_refused_and_can_be_own_words() -> None:
    start = "triggers:\n- what: alone\n  kind: feeling\n  strategies: "
    with pytest.raises(ContentProblem) as told:
        plan(start + "[other-road]\n", "triggers")
    assert "then: …" in told.value.problems[0].todo
    found = plan(start + "[{then: other-road}]\n", "triggers")
    assert found["triggers"][0]["strategies"] == [{"id": "s1", "then": "other-road"}]


def test_former_names_are_known() -> None:
    assert plan("call-me: Jo\npeople: [Dana]\n", "renamed") == {
        "about": {"name": "Jo"},
        "people": [{"id": "p1", "name": "Dana"}],
    }


def test_answers_that_were_not_used_are_named() -> None:
    flow, unused = given("answers_for: new\nsubstances: [cannabis]\nalcohol-often: daily\n", "branches")
    assert unused == ["alcohol-often"]
    assert "often" not in str(flow.plan_so_far)


def test_a_prompt_and_a_file_give_the_same_plan() -> None:
    """What a person answers, written down as a file, gives the plan they got."""
    for number in range(40):
        walk = Walk(lambda: Flow(SHIPPED, {}, offered, knowledge.mentions(), "quick"), f"file {number}")
        tree = walk.straight().plan_so_far
        flow, unused = given(emit(_as_file(walk.flow)), asked=SHIPPED, options=offered)
        assert unused == []
        assert flow.plan_so_far == tree, number


def _as_file(flow: Flow) -> dict[str, Any]:
    found: dict[str, Any] = {"answers_for": "new"}
    for step in flow.steps:
        answer = flow.answers[step.key]
        if answer is None or step.pick:
            continue
        if step.field.kind == "picks":
            answer = _picks(flow, step.key, step.field.text_key, answer)
            if not answer:
                continue
        if not step.thing:
            found[step.question.id] = answer
            continue
        things = found.setdefault(step.question.id, [])
        if step.field == step.question.fields[0]:
            things.append({})
        things[-1][step.field.name] = answer
    return found


def _picks(flow: Flow, key: str, text_key: str, chosen: Any) -> list[Any]:
    made: list[Any] = []
    for one in chosen:
        if one == OWN:
            own = [answer for name, answer in flow.answers.items() if name.startswith(f"{key}/{OWN}-") and answer]
            made += [{text_key: words} for words in own]
        else:
            words = flow.answers.get(f"{key}/{one}")
            made.append({"from": one, text_key: words} if words else one)
    return made


# --- what is off ---


@pytest.mark.parametrize(
    ("text", "line", "what", "todo"),
    [
        ("nmae: Jo\n", 1, "no question has this id", "`name`"),
        ("name: Jo\nzzz: 1\n", 2, "no question has this id", "--answers-template"),
        ("name: [Jo]\n", 1, "one answer belongs here", "behind the colon"),
        ("name: {first: Jo}\n", 1, "one answer belongs here", ""),
        ("longest: many\n", 1, "does not fit", "from 0 to 365"),
        ("longest: 366\n", 1, "does not fit", "from 0 to 365"),
        ("by: someday\n", 1, "does not fit", "2026-12-22"),
        ("by: 2026-02-30\n", 1, "does not fit", "2026-12-22"),
        ("veteran: maybe\n", 1, "does not fit", "yes or no"),
        ("importance: 11\n", 1, "does not fit", "from 0 to 10"),
        ("stage: erly\n", 1, "not one of the answers", "`early`"),
        ("reach:\n- rural\n- hering\n", 3, "not one of the answers", "`hearing`"),
        ("reach: hering\n", 1, "not one of the answers", "`hearing`"),
        ("country: XX\n", 1, "not one of", ""),
        ("people: Dana\n", 1, "a list belongs here", "- "),
        ("people:\n- nam: Dana\n", 2, "no field of this name", "`name`"),
        ("people:\n- phone: 1\n", 2, 'no "name"', "Add it"),
        ("people:\n- [Dana]\n", 2, "not one I can read", "name"),
        ("people:\n- name: Dana\n  kind: sponsr\n", 3, "not one of the answers", "`sponsor`"),
        ("people:\n- name: Dana\n  phone: [1]\n", 3, "one answer belongs here", ""),
        ("triggers:\n- what: x\n  strategies:\n  - form: other-road\n", 4, "no field of this name", "`from`"),
        ("triggers:\n- what: x\n  strategies:\n  - from: other-raod\n", 4, "no option that fits", "`other-road`"),
        ("triggers:\n- what: x\n  strategies:\n  - [other-road]\n", 4, "an option or your own words", "then"),
        ("triggers:\n- what: x\n  strategies: [a, b, c, d]\n", 3, "room for 3", "Take some out"),
        ("triggers:\n- what: x\n  strategies:\n  - {}\n", 4, "an option or your own words", "then"),
        ("triggers:\n- what: x\n  strategies:\n  - {then: ''}\n", 4, "an option or your own words", "then"),
        ("triggers:\n- what: x\n  strategies:\n  - {from: '', then: ~}\n", 4, "an option or your own words", "then"),
        (f"triggers:\n- what: x\n  strategies:\n  - {OWN}\n", 4, "an option or your own words", "then"),
        ("triggers:\n- what: x\n  strategies:\n  - '   '\n", 4, "there are no words here", "Add some"),
        ('triggers:\n- what: x\n  strategies:\n  - "\\u200e"\n', 4, "there are no words here", "Add some"),
        ("triggers:\n- what: x\n  strategies:\n  - then: ' '\n", 4, "there are no words here", "Add some"),
        (
            'triggers:\n- what: x\n  kind: place\n  strategies:\n  - from: other-road\n    then: "\\u200e"\n',
            6,
            "there are no words here",
            "",
        ),
        ("triggers:\n- what: x\n  strategies:\n  - then: [a, b]\n", 4, "one answer belongs here", "behind the colon"),
        ("triggers:\n- what: x\n  strategies:\n  - then: {a: b}\n", 4, "one answer belongs here", "behind the colon"),
        ("triggers:\n- what: x\n  strategies:\n  - from: [a]\n    then: b\n", 4, "one answer belongs here", ""),
        ("triggers:\n- what: x\n  strategies:\n  - from: {}\n    then: b\n", 4, "one answer belongs here", ""),
        (
            "triggers: [{what: x, strategies: [{from: with-someone, then: A}, {from: with-someone, then: B}]}]\n",
            1,
            "twice",
            "Keep one",
        ),
        (
            "triggers:\n- what: x\n  kind: place\n  strategies:\n  - other-road\n  - {from: other-road, then: BBB}\n",
            6,
            "twice",
            "Keep one",
        ),
    ],
)
def test_each_slip_with_its_line(text: str, line: int, what: str, todo: str) -> None:
    found = problems(text, "each-kind", "people", "triggers")
    assert any(one == line and what in words and todo in advice for one, words, advice in found), found
    assert {one for one, _, _ in found} == {line}


def test_a_pick_given_twice_in_the_same_words_is_one_pick() -> None:
    found = plan(
        "triggers:\n- what: x\n  kind: place\n  strategies: [other-road, other-road]\nreach: [rural, rural]\n",
        "triggers",
        "each-kind",
    )
    assert [one["then"] for one in found["triggers"][0]["strategies"]] == ["take another road"]
    assert found["circumstances"]["reach"] == ["rural"]


def test_own_words_are_cleaned_as_at_a_prompt() -> None:
    found = plan('triggers:\n- what: x\n  strategies: ["  call\\u200e  Dana\\n"]\n', "triggers")
    assert [one["then"] for one in found["triggers"][0]["strategies"]] == [text.clean_line("  call\u200e  Dana\n")]


@pytest.mark.parametrize(
    ("first", "second"), [("first-name", "call-me"), ("call-me", "first-name"), ("name", "call-me")]
)
def test_an_id_and_a_former_name_in_one_file(first: str, second: str) -> None:
    """Either would be lost without a word."""
    assert problems(f"{first}: Jo\n{second}: Sam\n", "renamed") == [
        (2, "this question is answered twice, by an earlier id too", "Its id is `first-name`. Keep one answer.")
    ]
    assert plan(f"{first}: Jo\n{second}:\n", "renamed") == {"about": {"name": "Jo"}}


def test_words_for_an_option_that_keeps_its_own_are_refused() -> None:
    """There is no step that would take them: they would be lost without a word."""
    asked = questionnaire("picks-unedited").questions[0]
    option = flow_options("picks-unedited")
    found = problems(f"{asked.id}:\n- from: {option}\n  {asked.field.text_key}: AAA\n", "picks-unedited")
    assert found == [(3, "the words of this option stay as they are", "Take these out.")]


def flow_options(name: str) -> str:
    """The first option that a questionnaire's first pick-list offers."""
    flow = Flow(questionnaire(name), {}, offers, knowledge.mentions())
    return flow.options_of(flow.steps[0])[0].value


@pytest.mark.parametrize("text", ["answers_for: new\nname: [\n", "a: 1\na: 2\n", "\x00", "nmae: Jo\n"])
def test_a_refused_file_ends_with_what_became_of_it(text: str) -> None:
    with pytest.raises(ContentProblem) as told:
        given(text)
    assert told.value.lines[-1] == "Nothing was changed."


def test_every_problem_is_told_at_once() -> None:
    text = "nmae: Jo\nstory: [x]\nby: someday\npeople:\n- name: Dana\n  kind: sponsr\n- phone: 1\n"
    assert sorted(line for line, _, _ in problems(text, "each-kind", "people")) == [1, 2, 3, 6, 7]


@pytest.mark.parametrize(
    "text", ["name: Jo\n", "answers_for: edit\nname: Jo\n", "answers_for:\n", "- a\n", "", "just words\n"]
)
def test_the_first_line_says_what_it_is_for(text: str) -> None:
    found = problems(text, "each-kind", head="")
    assert any("answers_for: new" in advice for _, _, advice in found)


def test_no_value_is_ever_told() -> None:
    secret = "my-secret-name"
    text = (
        f"name: [{secret}]\nby: {secret}\nlongest: {secret}\nstage: {secret}\nreach: [{secret}]\ncountry: {secret}\n"
        f"people:\n- {secret}: x\n- name: Dana\n  kind: {secret}\ntriggers:\n- what: x\n  strategies:\n"
        f"  - from: {secret}\n  - {secret}: y\n{secret}: x\n"
    )
    assert secret not in str(problems(text, "each-kind", "people", "triggers"))


def test_a_problem_is_told_once_for_each_place() -> None:
    found = problems("triggers:\n- what: x\n  strategies:\n  - other-road\n  - a\n  - from: nope\n", "triggers")
    assert len(found) == 1


def test_two_hundred_triggers_are_taken_in_good_time() -> None:
    things = [
        {"what": f"place {n}", "kind": "place", "strategies": ["place-other-route", "my own"]} for n in range(200)
    ]
    start = time.monotonic()
    flow, _ = given(emit({"answers_for": "new", "triggers": things}), asked=SHIPPED, options=offered)
    assert [thing["what"] for thing in flow.plan_so_far["triggers"]] == [thing["what"] for thing in things]
    assert time.monotonic() - start < 30  # a hang is caught, no speed is measured


def test_a_very_long_answer_is_kept_whole() -> None:
    words = "wörd " * 10_000
    assert plan(f"name: {words}\n", "each-kind")["about"]["name"] == words.strip()


# --- the template ---


@pytest.mark.parametrize("names", [("shipped",), *((name,) for name in NAMES)])
def test_the_template_is_an_empty_answers_file(names: tuple[str, ...]) -> None:
    asked = SHIPPED if names == ("shipped",) else questionnaire(*names)
    text = "\n".join(template(asked, "new"))
    flow, unused = given(text, asked=asked, options=offered)
    assert (flow.plan_so_far, unused) == ({}, [])


@pytest.mark.parametrize("name", ["shipped", *NAMES])
def test_the_template_without_its_marks_names_each_question(name: str) -> None:
    asked = SHIPPED if name == "shipped" else questionnaire(name)
    lines = [line for line in "\n".join(template(asked, "new")).split("\n") if not line.startswith("# ")]
    bare = "\n".join(line.removeprefix("#") for line in lines if not line.startswith("#   "))
    tree = read(bare.encode(), "template.yaml")
    file = AnswersFile(tree, asked, "new")
    assert [key for key in file.tree if key not in {"answers_for", "offers"}] == [one.id for one in asked.questions]
    assert ("offers" in file.tree) == any(part.offers for part in asked.parts)
    told = [one for one in file.problems if "no question" in one.what or "no field" in one.what]
    assert told == []


def test_the_template_tells_every_choice() -> None:
    text = "\n".join(template(SHIPPED, "new"))
    for question in SHIPPED.questions:
        for field in (question.field, *question.fields):
            for option in field.choices:
                assert option.value in text
