"""What a question is: the typed shape of ``content/questions/*.yaml``, without how it is read."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from recoveryplan.interview.prompts import Option
from recoveryplan.plan.conditions import ALWAYS, Condition

LATER = "later"
"""What is asked only of somebody who has a plan: no first interview asks it, ``edit`` does."""

LENGTHS = ("quick", "full", "easy")
"""The lengths of the interview."""

UNKEPT = "unkept"
"""The group of a plan so far that holds answers which are kept nowhere."""

OF_PLAN = "plan:"
"""The start of an ``options_from`` that names things of the plan itself: ``plan:motivations.text``.
Several lists stand with commas between them."""

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
    ask_easy: str = ""
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
    last: str = ""
    hint: str = ""
    unless_smart: str = ""
    edit: bool = True
    past: bool = False
    ahead: bool = False
    lengths: tuple[str, ...] = ()
    when: Condition = ALWAYS

    @property
    def plan_paths(self) -> list[str]:
        """The paths of the plan whose things are chosen from; none where the options come from elsewhere."""
        if not self.options_from.startswith(OF_PLAN):
            return []
        return [path.strip().removeprefix(OF_PLAN) for path in self.options_from.split(",")]

    def words(self, length: str, following: bool = False) -> str:
        """The question as it is asked in a length; ``following`` for the second thing of a list, and on."""
        if following and self.ask_next:
            return self.ask_next
        return self.ask_easy if length == "easy" and self.ask_easy else self.ask


@dataclass(frozen=True)
class Question:
    """One question of the interview. For ``things``, ``fields`` are asked of each item.

    ``first`` says how many things are asked for, by length ("" for any other). In a part that goes over the items of
    a list, ``each`` is that list's path, and the question is made anew for each item (see ``of_item``).
    ``sets`` gives other questions an answer along with this one: value → question id → value. ``opens`` leads back
    to another part right after an answer, to change something there: value → part id.
    """

    id: str
    label: str
    field: Field
    writes: str
    when: Condition = ALWAYS
    fields: tuple[Field, ...] = ()
    first: Mapping[str, int] = dataclasses.field(default_factory=lambda: {"": 1})
    lengths: tuple[str, ...] = ("full",)
    was: tuple[str, ...] = ()
    keep: bool = True
    each: str = ""
    item: str = ""
    sets: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    opens: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def most_asked(self, length: str) -> int:
        """How many things of a list are asked for in a length."""
        return self.first.get(length) or max(self.first.values())

    def of_item(self, item: str) -> Question:
        """This question asked of one item of the list its part goes over."""
        writes = f"{self.each}[id={item}].{self.writes}"
        return dataclasses.replace(self, id=f"{self.id}/{item}", writes=writes, item=item)


@dataclass(frozen=True)
class Shows:
    """What is shown before a part's first question: for each thing of a list, some of its fields in a line.

    ``among`` is a path whose values are the ids of the only things to show; ``title`` stands above them, if there
    are any.
    """

    of: str
    fields: tuple[str, ...]
    among: str = ""
    title: str = ""


@dataclass(frozen=True)
class Part:
    """A short run of questions with a title and one sentence on what it is for; ``each``: for every item of a list.

    ``most`` items are gone over at most where a first plan is asked for; 0 is all. ``among`` is a path whose values
    are the ids of the only items to go over. ``offers``: what may fit the person is shown before its first question.
    """

    id: str
    title: str
    intro: str
    questions: tuple[Question, ...]
    each: str = ""
    most: int = 0
    offers: bool = False
    among: str = ""
    shows: tuple[Shows, ...] = ()


@dataclass(frozen=True)
class Questionnaire:
    """Every part in order. ``version`` is a digest of the files it was read from."""

    parts: tuple[Part, ...]
    version: str = ""
    by_id: Mapping[str, Question] = dataclasses.field(default_factory=dict)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in the order it is asked."""
        return tuple(question for part in self.parts for question in part.questions)

    def question_of(self, key: str) -> str:
        """The id of the question that an answer's key belongs to, with its item where it is asked of each item."""
        head, _, rest = key.partition("/")
        question = self.by_id.get(head)
        return f"{head}/{rest.partition('/')[0]}" if question and question.each else head


Vocabulary = Mapping[str, Mapping[str, str]]

OptionsSource = Callable[[str, str, Mapping[str, Any]], tuple[Option, ...]]
"""Options from outside the questionnaire: (source, the value it is matched to, the plan so far) → options."""
