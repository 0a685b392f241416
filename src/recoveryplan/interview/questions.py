"""What a question is: the typed shape of ``content/questions/*.yaml``, without how it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from recoveryplan.interview.prompts import Option
from recoveryplan.plan.conditions import ALWAYS, Condition

KINDS = ("text", "long", "number", "date", "yes_no", "scale", "choice", "many", "named", "picks", "things")
"""The kinds of question. ``picks`` is a pick-list whose picks are edited; ``things`` is a list of things."""

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Field:
    """One thing that is asked: a question of its own, or one field of each thing in a list."""

    name: str
    kind: str
    ask: str
    ask_next: str = ""
    ask_edit: str = ""
    ask_own: str = ""
    help: str = ""
    why: str = ""
    examples: tuple[str, ...] = ()
    choices: tuple[Option, ...] = ()
    options_from: str = ""
    match: str = ""
    text_key: str = ""
    key: str = ""
    least: int = 0
    most: int = 10
    low: str = ""
    high: str = ""
    hint: str = ""
    unless_smart: str = ""
    edit: bool = True


@dataclass(frozen=True)
class Question:
    """One question of the interview. For ``things``, ``fields`` are asked of each item."""

    id: str
    label: str
    field: Field
    writes: str
    when: Condition = ALWAYS
    fields: tuple[Field, ...] = ()
    first: int = 1
    lengths: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    keep: bool = True


@dataclass(frozen=True)
class Part:
    """A short run of questions with a title and one sentence on what it is for."""

    id: str
    title: str
    intro: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    """Every part in order. ``version`` is a digest of the files it was read from."""

    parts: tuple[Part, ...]
    version: str = ""
    by_id: Mapping[str, Question] = field(default_factory=dict)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in the order it is asked."""
        return tuple(question for part in self.parts for question in part.questions)


Vocabulary = Mapping[str, Mapping[str, str]]

OptionsSource = Callable[[str, str, Mapping[str, Any]], tuple[Option, ...]]
"""Options from outside the questionnaire: (source, the value it is matched to, the plan so far) → options."""
