"""Questions are read with every slip named by file and line."""

from __future__ import annotations

import os
import re

import pytest

from interview.tiny import FOLDER, NAMES, questionnaire, read
from recoveryplan.errors import ContentProblem
from recoveryplan.interview import definitions
from recoveryplan.interview.definitions import KINDS
from recoveryplan.workflows import knowledge

GOOD = """\
part: about
title: About me
intro: A little.
questions:
- id: name
  kind: text
  writes: about.name
  ask: What is your name?
- id: stage
  kind: choice
  choices_from: stage
  when:
    answered: about.name
  writes: readiness.stage
  ask: Where do you stand?
- id: people
  kind: things
  writes: people
  ask: People
  fields:
    name:
      kind: text
      ask: Who?
    kind:
      kind: choice
      choices_from: person
      ask: Who are they?
"""


def slips(text: str) -> list[tuple[int | None, str, str]]:
    """Line, words and advice of each fault."""
    with pytest.raises(ContentProblem) as told:
        read(text)
    assert all(problem.file == "made-up.yaml" for problem in told.value.problems)
    return [(problem.line, problem.what, problem.todo) for problem in told.value.problems]


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_the_good_one_is_read() -> None:
    part = read(GOOD).parts[0]
    assert [question.id for question in part.questions] == ["name", "stage", "people"]
    assert part.questions[0].label == "What is your name?"
    assert [field.name for field in part.questions[2].fields] == ["name", "kind"]


# What is changed in the good one, the line that is named (by words that stand there), and what is said.
SLIPS = {
    "unknown key": ("  ask: What is your name?", "  ask: x\n  hlep: y", "hlep:", "hlep", "help"),
    "unknown key of a part": ("title: About me", "title: About me\nintroo: x", "introo", "introo", "intro"),
    "unknown key of a field": ("      ask: Who?", "      ask: Who?\n      hlep: x", "hlep", "hlep", "help"),
    "unknown kind": ("kind: text\n  writes", "kind: txet\n  writes", "txet", "no kind", "text"),
    "unknown kind of a field": ("kind: text\n      ask", "kind: txet\n      ask", "txet", "no kind", "text"),
    "missing ask": ("  ask: What is your name?\n", "", "id: name", "ask is missing", "ask"),
    "missing writes": ("  writes: about.name\n", "", "id: name", "writes is missing", "writes"),
    "missing id": ("- id: name\n  kind", "- kind", "kind: text", "id is missing", "id"),
    "missing title": ("title: About me\n", "", "part:", "title is missing", "title"),
    "missing kind of a field": ("      kind: text\n", "", "ask: Who?", "kind is missing", "kind"),
    "bad condition": ("answered: about.name", "answred: about.name", "answred", "a condition is one of", ""),
    "condition without a path": ("answered: about.name", "answered: about..name", "about..", "not well made", ""),
    "unknown choices_from": ("choices_from: stage", "choices_from: stag", "stag\n", "no such list", "stage"),
    "no choices": ("  choices_from: stage\n", "", "id: stage", "needs choices", "choices"),
    "choices as a list": ("choices_from: stage", "choices: [one, two]", "[one", "value: the words", ""),
    "things without fields": ("  fields:\n", "  examples:\n", "id: people", "fields belong", ""),
    "no whole number": ("kind: text\n  writes", "kind: number\n  most: many\n  writes", "many", "whole number", ""),
    "first is no number": ("writes: people\n", "writes: people\n  first: two\n", "two", "whole number", ""),
    "a question that is text": ("- id: name", "- just words\n- id: name", "just", "a question belongs here", ""),
    "a field that is text": ("    kind:\n      kind: choice\n      choices_from: person\n      ask: Who are they?\n",
                             "    kind: who\n", "kind: who", "a field has", ""),
    "questions that are text": ("questions:", "questions: none\nmore:", "none", "", ""),
    "lengths as text": ("kind: text\n  writes", "kind: text\n  lengths: quick\n  writes", "quick", "list", ""),
    "was as text": ("kind: text\n  writes", "kind: text\n  was: called\n  writes", "called", "list", ""),
    "examples as text": ("kind: text\n  writes", "kind: text\n  examples: Jo\n  writes", "Jo", "list", ""),
    "an id twice": ("- id: stage", "- id: name", "- id: name\n  kind: choice", "twice", ""),
    "a former id that is taken": ("id: stage", "id: stage\n  was: [name]", "[name]", "", ""),
    "unknown path in a condition": ("answered: about.name", "answered: about.nam", "about.nam\n", "", ""),
    "unknown path in writes": ("writes: about.name", "writes: about.nam", "about.nam\n", "", ""),
    "unknown field of the things": ("    name:\n      kind", "    nam:\n      kind", "nam:", "", ""),
    "a value that can not be": ("answered: about.name", "is:\n      readiness.stage: erly", "erly", "", ""),
    "a later question": ("    answered: about.name", "    answered: people.name", "people.name", "", ""),
    "picks without text_key": ("kind: text\n  writes: about.name",
                               "kind: picks\n  options_from: coping\n  writes: hard_moment.steps",
                               "- id: name", "text_key", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_each_slip_is_named_with_its_line(name: str) -> None:
    good, bad, there, what, todo = SLIPS[name]
    assert good in GOOD
    text = GOOD.replace(good, bad, 1)
    found = slips(text)
    fitting = [(line, words, advice) for line, words, advice in found if what in words + advice]
    assert fitting, found
    assert any(line is not None and abs(line - line_of(text, there)) <= 1 for line, _, _ in fitting), found
    assert any(todo in words + advice for _, words, advice in fitting)


def test_every_slip_is_told_at_once() -> None:
    text = GOOD.replace("kind: text\n  writes", "kind: txet\n  writes").replace(
        "choices_from: stage", "choices_from: x"
    )
    assert len(slips(text)) >= 2


def test_not_a_part_at_all() -> None:
    for text in ("just words", "- a\n- b", "[]"):
        assert slips(text)


def test_the_shipped_questions_are_in_order() -> None:
    shipped = knowledge.questionnaire()
    assert len(shipped.parts) > 20
    assert len({question.id for question in shipped.questions}) == len(shipped.questions) > 60
    for question in shipped.questions:
        assert question.field.kind in KINDS
        assert question.label
        for field in (question.field, *question.fields):
            assert field.ask.count("?") <= 1


def test_the_version_follows_from_the_words() -> None:
    assert read(GOOD).version == read(GOOD).version
    assert read(GOOD).version != read(GOOD.replace("your name", "your first name")).version


@pytest.mark.parametrize("name", NAMES)
def test_each_tiny_questionnaire_is_in_order_and_says_what_for(name: str) -> None:
    assert questionnaire(name).questions
    with open(os.path.join(FOLDER, f"{name}.yaml"), encoding="utf-8") as file:
        assert re.match(r"# [A-Z].*\.\n", file.readline())


def test_two_files_with_one_id() -> None:
    with pytest.raises(ContentProblem) as told:
        definitions.load([("one.yaml", GOOD.encode()), ("two.yaml", GOOD.encode())], knowledge.vocabulary())
    assert {(problem.file, problem.line) for problem in told.value.problems} == {
        ("two.yaml", 1), ("two.yaml", 5), ("two.yaml", 9), ("two.yaml", 16),
    }  # fmt: skip
