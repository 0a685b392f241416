"""The way through an interview: from what was answered so far, every step there is, and the plan so far."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from recoveryplan.interview import writes
from recoveryplan.interview.prompts import Option, Value
from recoveryplan.interview.questions import Field, OptionsSource, Question, Questionnaire
from recoveryplan.interview.writes import OF_PLAN, OWN
from recoveryplan.plan import ids, smart
from recoveryplan.plan.conditions import Words
from recoveryplan.plan.tree import Tree, value


@dataclass(frozen=True)
class Step:
    """One thing to ask: a question, or one field of one thing, or the words of one pick."""

    key: str
    part: int
    question: Question
    field: Field
    thing: str = ""
    nth_thing: int = 0
    pick: str = ""
    nth: int = 0


class Way:
    """The steps of a questionnaire over a plan (an empty one for a first plan), for the answers there are.

    ``length`` keeps to the questions marked with it; empty means all. ``wanted`` asks for at least so many
    things in a list, by question id. ``options`` gives the pick-lists that come from outside.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        base: Tree,
        options: OptionsSource,
        words: Words,
        length: str = "",
        wanted: Mapping[str, int] | None = None,
    ) -> None:
        self.questionnaire = questionnaire
        self.base = base
        self.options = options
        self.words = words
        self.length = length
        self.wanted = wanted or {}
        self.answers: dict[str, Value | None] = {}
        for question in questionnaire.questions:
            self.answers |= writes.read_from(question, base)
        self.given: set[str] = set()
        self._made: tuple[list[Step], Tree] | None = None

    @property
    def steps(self) -> list[Step]:
        """Every step on the present path, in order."""
        return self._worked_out()[0]

    @property
    def plan_so_far(self) -> Tree:
        """The plan tree with every answer on the present path in it."""
        return self._worked_out()[1]

    def _worked_out(self) -> tuple[list[Step], Tree]:
        if self._made is None:
            tree, steps = self.base, []
            for number, part in enumerate(self.questionnaire.parts):
                for question in part.questions:
                    if self._asked(question, tree):
                        steps += self._steps_of(number, question, tree)
                        tree = self._written(question, tree)
            self._made = (steps, tree)
        return self._made

    def _asked(self, question: Question, tree: Tree) -> bool:
        return (not self.length or self.length in question.lengths) and question.when.holds(tree, self.words)

    def _written(self, question: Question, tree: Tree) -> Tree:
        if question.id not in self.given or not question.keep:
            return tree
        return writes.written(question, tree, self.answers, lambda field, thing: self._options(field, thing, tree))

    # --- the steps of a question ---

    def _steps_of(self, part: int, question: Question, tree: Tree) -> list[Step]:
        if question.field.kind != "things":
            first = Step(question.id, part, question, question.field)
            return [first, *self._pick_steps(first)]
        steps: list[Step] = []
        for nth, slot in enumerate(self._slots(question, tree)):
            steps += self._thing_steps(part, question, slot, nth, tree)
        return steps

    def _slots(self, question: Question, tree: Tree) -> list[str]:
        found = writes.slots(question, self.answers)
        wanted = self.wanted.get(question.id, 0)
        one_more = len(found) < question.first and (not found or self._first_answer(question, found[-1]) is not None)
        new = max(int(one_more), wanted - len(found))
        if new:
            taken = {used for _, used in ids.walk(self.base)} | {used for _, used in ids.walk(tree)} | set(found)
            found += itertools.islice(ids.free(question.writes, taken), new)
        return found

    def _first_answer(self, question: Question, slot: str) -> Value | None:
        return self.answers.get(f"{question.id}/{slot}/{question.fields[0].name}")

    def _thing_steps(self, part: int, question: Question, slot: str, nth: int, tree: Tree) -> list[Step]:
        steps: list[Step] = []
        open_fields = question.fields if self._first_answer(question, slot) is not None else question.fields[:1]
        thing = self._thing(question, slot)
        for field in open_fields:
            step = Step(f"{question.id}/{slot}/{field.name}", part, question, field, slot, nth)
            if self._fits(field, thing, step.key, tree):
                steps += [step, *self._pick_steps(step)]
        return steps

    def _thing(self, question: Question, slot: str) -> Tree:
        lead = f"{question.id}/{slot}/"
        return {
            field.name: self.answers[lead + field.name]
            for field in question.fields
            if self.answers.get(lead + field.name) is not None
        }

    def _fits(self, field: Field, thing: Tree, key: str, tree: Tree) -> bool:
        if field.options_from.startswith(OF_PLAN) and not self._options(field, thing, tree):
            return False
        if not field.unless_smart or self.answers.get(key) is not None:
            return True
        return field.unless_smart in smart.missing({"what": thing.get("what", "")})

    def _pick_steps(self, step: Step) -> list[Step]:
        chosen = self.answers.get(step.key)
        if step.field.kind != "picks" or not isinstance(chosen, list):
            return []
        steps: list[Step] = []
        for one in chosen:
            if one == OWN:
                steps += self._own_steps(step, len(chosen) - 1)
            elif step.field.edit:
                steps.append(replace(step, key=f"{step.key}/{one}", pick=one))
        return steps

    def _own_steps(self, step: Step, others: int) -> list[Step]:
        keys = list(writes.own_keys(step.key, self.answers))
        if (not keys or self.answers[keys[-1]] is not None) and others + len(keys) < step.field.most:
            keys.append(f"{step.key}/{OWN}-{len(keys) + 1}")
        return [replace(step, key=key, pick=OWN, nth=nth) for nth, key in enumerate(keys)]

    def _options(self, field: Field, thing: Mapping[str, Any], tree: Tree) -> tuple[Option, ...]:
        if field.choices or not field.options_from:
            return field.choices
        if field.options_from.startswith(OF_PLAN):
            path, _, text = field.options_from.removeprefix(OF_PLAN).rpartition(".")
            return tuple(Option(item["id"], str(item[text])) for item in value(tree, path) or [])
        return self.options(field.options_from, str(thing.get(field.match) or ""), tree)
