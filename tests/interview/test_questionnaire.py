"""The questions that ship: each is reached, each condition makes a difference, and nobody is asked too much.

What every condition comes to is kept in tests/golden/questions/when.txt; RECOVERYPLAN_UPDATE_GOLDEN=1 writes it anew.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from interview.conditions_seen import Table, conditions_of, words
from interview.reaching import Most, asked, flow, only, unreached, written
from interview.tiny import questionnaire as tiny
from interview.tiny import read
from recoveryplan.interview.flow import Flow
from recoveryplan.interview.questions import LENGTHS, Question, Questionnaire
from recoveryplan.interview.way import Step
from recoveryplan.plan.conditions import ALWAYS, Condition
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.offering import pick_list
from recoveryplan.yamlfile import plain
from recoveryplan.yamlfile import read as read_yaml

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.join(HERE, "..", "golden", "questions", "when.txt")
NOT_ASKED = os.path.join(HERE, "..", "content", "not_asked.yaml")
SHIPPED = knowledge.questionnaire()
SENSITIVE = ("danger-at-home", "thoughts", "means-near", "means-plan")
MOST = {"quick": 20, "full": 120, "easy": 9}
FEW_WORDS = 12


# --- each question is reached ---


@pytest.mark.parametrize("length", LENGTHS)
def test_every_question_and_field_is_reached(length: str) -> None:
    assert unreached(SHIPPED, length) == []


def test_a_question_that_nobody_reaches_is_found() -> None:
    planted = read(
        """
part: planted
title: Planted
questions:
- id: work
  kind: choice
  choices_from: work
  writes: circumstances.work
  ask: How is it with work?
- id: hours
  kind: choice
  choices_from: hours
  writes: circumstances.hours
  when:
    all:
    - is:
        circumstances.work: retired
    - is:
        circumstances.work: student
  ask: When do you work?
- id: routine
  kind: text
  writes: circumstances.routine
  when:
    answered: circumstances.hours
  ask: What is a day like?
"""
    )
    assert unreached(planted, "full") == ["hours", "routine"]


# --- each condition makes a difference ---


def _bare(condition: Condition) -> Iterator[str]:
    """``all`` and ``any`` with nothing or one thing in them say nothing."""
    if condition is not ALWAYS and condition.operator in {"all", "any"} and len(condition.inner) < 2:
        yield words(condition)
    for inner in condition.inner:
        yield from _bare(inner)


def never_or_always(questionnaire: Questionnaire) -> list[str]:
    """Conditions that the answers they read do not decide."""
    found = []
    for name, question, field, condition in conditions_of(questionnaire):
        outcomes = {result for _, result in Table(question, field, condition).rows}
        if len(outcomes) < 2:
            found.append(f"{name}: {'always' if True in outcomes else 'never'} asked: {words(condition)}")
        found += [f"{name}: {one}" for one in _bare(condition)]
    return found


def test_no_condition_is_always_or_never_true() -> None:
    assert never_or_always(SHIPPED) == []


@pytest.mark.parametrize(
    ("condition", "outcome"),
    [
        ("{all: [{is: {circumstances.work: retired}}, {is: {circumstances.work: student}}]}", "never"),
        ("{any: [{unknown: circumstances.work}, {answered: circumstances.work}]}", "always"),
        ("{all: [{has: {substances.kind: alcohol}}, {unknown: substances.kind}]}", "never"),
        ("{not: {all: [{is: {readiness.stage: early}}, {unknown: readiness.stage}]}}", "always"),
    ],
)
def test_conditions_that_contradict_themselves_are_found(condition: str, outcome: str) -> None:
    planted = read(
        f"""
part: planted
title: Planted
questions:
- {{id: work, kind: choice, choices_from: work, writes: circumstances.work, ask: Work?}}
- {{id: stage, kind: choice, choices_from: stage, writes: readiness.stage, ask: Stage?}}
- {{id: substances, kind: many, key: kind, choices_from: substance, writes: substances, ask: Which?}}
- {{id: name, kind: text, writes: about.name, ask: Name?, when: {condition}}}
"""
    )
    assert [one.startswith(f"name: {outcome} asked") for one in never_or_always(planted)] == [True]


def when_text(questionnaire: Questionnaire) -> str:
    """Every condition and what it comes to, alike ones together."""
    tables: dict[tuple[str, ...], list[str]] = {}
    for name, question, field, condition in conditions_of(questionnaire):
        of_each = f"for each of {question.each}: " if question.each else ""
        about = "when " + of_each + words(condition)
        tables.setdefault((about, *Table(question, field, condition).lines()), []).append(name)
    head = (
        "# When each question is asked: every combination of the answers that its condition reads.\n"
        "# Answers that a condition treats alike stand in one row; one that it does not name stands for all such.\n"
    )
    return head + "".join(f"\n{', '.join(names)}\n" + "\n".join(lines) + "\n" for lines, names in tables.items())


def test_the_truth_tables_are_as_they_were() -> None:
    text = "\n".join(line.rstrip() for line in when_text(SHIPPED).split("\n"))
    if os.environ.get("RECOVERYPLAN_UPDATE_GOLDEN") == "1":
        os.makedirs(os.path.dirname(GOLDEN), exist_ok=True)
        with open(GOLDEN, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    with open(GOLDEN, encoding="utf-8") as file:
        assert text == file.read(), "a condition changed; look at it, then run with RECOVERYPLAN_UPDATE_GOLDEN=1"


def test_a_table_tells_skipped_and_unknown_apart() -> None:
    asked_after = tiny("branches")
    question = asked_after.by_id["alcohol-often"]
    assert list(Table(question, None, question.when).lines()) == [
        "substances.kind            | asked",
        "skipped, opioids           | -",
        "alcohol, alcohol + opioids | yes",
    ]


# --- every field of the plan ---


def _also() -> Iterator[str]:
    """What a pick brings along besides its words: where it came from, and further fields its option names."""
    for question in SHIPPED.questions:
        for field in (question.field, *question.fields):
            if field.kind == "picks":
                path = question.writes if field is question.field else f"{question.writes}.{field.name}"
                lead = f"{question.each}." if question.each else ""
                entries = pick_list(field.options_from)
                keys = {key for one in entries.entries for key in one.get("also") or {}}
                yield from (f"{lead}{path}.{key}" for key in keys | ({"person"} if entries.names_people else set()))


def fields_that_are_asked(questionnaire: Questionnaire) -> set[str]:
    """Every plan path that some question writes."""
    return {path for question in questionnaire.questions for path in written(question)} | set(_also())


def _leaves() -> set[str]:
    shape = knowledge.tree("shape.yaml")
    given = (".id", ".from")
    return {path for path, what in shape.items() if what not in {"group", "things"} and not path.endswith(given)}


def test_every_field_of_the_plan_is_asked_or_named_as_not_asked() -> None:
    with open(NOT_ASKED, "rb") as file:
        named = plain(read_yaml(file.read(), "not_asked.yaml"))
    assert isinstance(named, dict)
    there = fields_that_are_asked(SHIPPED)
    assert sorted(_leaves() - there - set(named)) == [], "asked by no question, and not in tests/content/not_asked.yaml"
    assert sorted(set(named) & there) == [], "asked, and still named as not asked"
    assert sorted(set(named) - _leaves()) == [], "no field of the plan"
    assert [name for name, why in named.items() if len(str(why).split()) < 3] == [], "without a reason"


def test_a_field_that_is_forgotten_is_found() -> None:
    without = only(SHIPPED, {question.id for question in SHIPPED.questions} - {"away-animals"})
    assert "support.animals" in _leaves() - fields_that_are_asked(without)


# --- how many ---


def _by_part(one: Flow) -> str:
    names = {step.question.id: one.questionnaire.parts[step.part].id for step in one.steps}
    return ", ".join(f"{part} {number}" for part, number in Counter(names.values()).items())


@pytest.mark.parametrize("length", LENGTHS)
def test_nobody_is_asked_more_than(length: str) -> None:
    """The worst case that a search finds; a question that is asked of each item counts for each."""
    worst = Most(SHIPPED, length, "the worst case").climb()
    print(f"{length}: at most {asked(worst)} questions. {_by_part(worst)}")
    assert asked(worst) <= MOST[length], _by_part(worst)


def test_the_search_finds_more_than_the_first_try() -> None:
    search = Most(SHIPPED, "full", "the worst case")
    skipped = flow(SHIPPED, "full")
    skipped.put({step.key: None for step in skipped.steps})
    assert asked(search.run()) > asked(skipped) + 20


def plain_case(length: str) -> list[Step]:
    """The prompts of one who fills each list as far as it is asked for, with two picks each."""
    one = flow(SHIPPED, length)
    seen = []
    while (step := one.step) is not None:
        seen.append(step)
        prompt = one.prompt(step)
        if step.field.kind == "picks" and not step.pick:
            one.accept([option.value for option in prompt.options[:2]])
        elif prompt.kind == "many":
            one.accept([option.value for option in prompt.options[:1]])
        elif prompt.options and prompt.kind != "text":
            one.accept(prompt.options[0].value)
        else:
            one.accept({"date": "2026-12-22", "yes_no": "yes"}.get(prompt.kind, "5"))
    return seen


def test_quick_is_at_most_45_prompts_in_the_plain_case() -> None:
    seen = plain_case("quick")
    print(f"quick: {len({step.question.id for step in seen})} questions, {len(seen)} prompts in the plain case")
    assert len(seen) <= 45, Counter(step.question.id for step in seen)


def test_easy_is_about_eight_questions_of_a_dozen_words() -> None:
    asked_in_easy = [question for question in SHIPPED.questions if "easy" in question.lengths]
    always = [question for question in asked_in_easy if question.when is ALWAYS]
    assert 7 <= len(always) <= len(asked_in_easy) <= 9
    assert [words for question in asked_in_easy for words in _easy_words(question) if _count(words) > FEW_WORDS] == []


def _easy_words(question: Question) -> Iterator[str]:
    fields = question.fields or (question.field,)
    for field in fields:
        if not field.lengths or "easy" in field.lengths:
            yield field.words("easy")
            if question.fields and field is fields[0] and question.most_asked("easy") > 1:
                yield field.words("easy", following=True)


def _count(text: str) -> int:
    return len(re.findall(r"[\w’'-]+|\{it\}", text))


# --- what is hard to be asked ---


def test_what_is_hard_to_be_asked_comes_late_and_says_why() -> None:
    order = [question.id for question in SHIPPED.questions]
    assert set(SENSITIVE) <= set(order)
    half = len(order) // 2
    for name in SENSITIVE:
        question = SHIPPED.by_id[name]
        assert order.index(name) >= half, f"{name} is question {order.index(name) + 1} of {len(order)}"
        assert question.lengths == ("full",), name
        assert name == "means-plan" or question.field.why, name


def test_thoughts_of_ending_ones_life_open_as_agreed() -> None:
    ask = SHIPPED.by_id["thoughts"].field.ask
    assert ask.startswith("No one else sees this. No one is told. This program cannot call for help.")
    assert not SHIPPED.by_id["danger-at-home"].keep
    assert SHIPPED.by_id["danger-at-home"].sets == {"yes": {"family": "private"}}


_WHAT_HAPPENED = re.compile(
    r"what happened|what was it|how did it happen|when did it happen|who did (it|this)|who hurt you"
    r"|\b(abuse[ds]?|assault\w*|rape[ds]?|molest\w*|flashbacks?|nightmares?|traumatic|worst (thing|memory)"
    r"|as a child|childhood|attack(ed)?|in detail|details)\b",
    re.IGNORECASE,
)


def asks_what_happened(questionnaire: Questionnaire) -> list[str]:
    """Questions and examples that go near what happened in a trauma."""
    return [
        f"{question.id}: {text}"
        for question in questionnaire.questions
        for field in (question.field, *question.fields)
        for text in (field.ask, field.ask_next, field.ask_easy, field.ask_edit, field.ask_own, *field.examples)
        if _WHAT_HAPPENED.search(text)
    ]


def test_nothing_asks_what_happened_in_a_trauma() -> None:
    assert asks_what_happened(SHIPPED) == []


def test_a_question_about_what_happened_is_found() -> None:
    planted = read(
        """
part: planted
title: Planted
questions:
- {id: name, kind: text, writes: about.story, ask: "When you were hurt, what happened?"}
- {id: age, kind: text, writes: about.name, ask: How was your childhood?}
"""
    )
    assert len(asks_what_happened(planted)) == 2
