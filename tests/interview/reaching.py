"""Looks for answers that lead to a question, and for those that lead to the most questions.

To reach one question, only those before it that its conditions read (and what those read) are asked; all others are
skipped. The steps are those of the real flow.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from recoveryplan.interview.flow import Flow
from recoveryplan.interview.prompts import Option, Value
from recoveryplan.interview.questions import OF_PLAN, Field, Question, Questionnaire
from recoveryplan.interview.way import Step
from recoveryplan.interview.writes import OWN
from recoveryplan.plan.conditions import Condition
from recoveryplan.workflows import knowledge

Answers = dict[str, Value | None]
Target = tuple[str, str]
"""A question's id, and the name of one of its fields or nothing."""

_MENTIONS = knowledge.mentions()
_TRIES = 600
_PICKS = tuple(Option(f"pick-{n}", f"Pick {n}", fill=f"pick {n}") for n in range(1, 13))


def made_up(source: str, match: str, tree: Mapping[str, Any]) -> tuple[Option, ...]:
    """Some options for any list."""
    return (Option("GB", "United Kingdom"),) if source == "countries" else _PICKS


def flow(questionnaire: Questionnaire, length: str) -> Flow:
    """A first interview with made-up pick-lists."""
    return Flow(questionnaire, {}, made_up, _MENTIONS, length)


# --- what a question reads ---


def bare(path: str) -> str:
    """A plan path without what it selects by."""
    return ".".join(step.partition("[")[0] for step in path.split("."))


def written(question: Question) -> set[str]:
    """Every plan path that a question writes."""
    path = bare(f"{question.each}.{question.writes}" if question.each else question.writes)
    inside = {f"{path}.{field.name}" for field in question.fields}
    picked = {f"{path}.{field.name}.{field.text_key}" for field in question.fields if field.text_key}
    keyed = {f"{path}.{key}" for key in (question.field.key, question.field.text_key) if key}
    return {path, *inside, *picked, *keyed}


def read_by(question: Question) -> set[str]:
    """Every plan path that decides whether a question or a field of it is asked."""
    lead = question.each or question.writes
    found = {question.each} if question.each else set()
    for field in (question.field, *question.fields):
        if field.options_from.startswith(OF_PLAN):
            sources = field.options_from.split(",")
            found |= {source.strip().removeprefix(OF_PLAN) for source in sources}
    for condition in (question.when, *(field.when for field in question.fields)):
        found |= {bare(f"{lead}.{path[3:]}" if path.startswith("it.") else path) for path in condition.paths()}
    return found


def said(phrase: str) -> str:
    """A phrase of words.yaml as somebody would write it: the first of each ``a/b``, and no ``…``."""
    return " ".join(word.partition("/")[0] for word in phrase.split() if word != "…")


def _touches(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def needed(questionnaire: Questionnaire, question_id: str) -> set[str]:
    """The ids of the questions that decide, directly or not, whether a question is asked; and its own."""
    found: set[str] = set()
    waiting = [question_id]
    while waiting:
        question = questionnaire.by_id[waiting.pop()]
        if question.id in found:
            continue
        found.add(question.id)
        reads = read_by(question)
        for other in questionnaire.questions:
            setting = any(o == question.id for given in other.sets.values() for o in given)
            if other.id not in found and (
                setting or any(_touches(path, read) for path in written(other) for read in reads)
            ):
                waiting.append(other.id)
    return found


def only(questionnaire: Questionnaire, ids: set[str]) -> Questionnaire:
    """The questionnaire with no other questions in it."""
    parts = (
        replace(part, questions=tuple(question for question in part.questions if question.id in ids))
        for part in questionnaire.parts
    )
    return replace(questionnaire, parts=tuple(part for part in parts if part.questions))


# --- answers worth a try ---


def leaves(condition: Condition) -> Iterator[Condition]:
    """The conditions at the end of the branches."""
    if condition.path:
        yield condition
    for inner in condition.inner:
        yield from leaves(inner)


def _all_leaves(questionnaire: Questionnaire) -> list[tuple[str, Condition]]:
    found = []
    for question in questionnaire.questions:
        lead = question.each or question.writes
        for condition in (question.when, *(field.when for field in question.fields)):
            for leaf in leaves(condition):
                path = f"{lead}.{leaf.path[3:]}" if leaf.path.startswith("it.") else leaf.path
                found.append((bare(path), leaf))
    return found


def _wanted(leaf: Condition) -> tuple[Any, ...]:
    return leaf.wanted if isinstance(leaf.wanted, tuple) else (leaf.wanted,)


class Tries:
    """Answers at random, each step from those that some condition tells apart."""

    def __init__(self, questionnaire: Questionnaire, seed: str) -> None:
        self.dice = random.Random(seed)
        self.read: dict[str, list[Condition]] = {}
        for path, leaf in _all_leaves(questionnaire):
            self.read.setdefault(path, []).append(leaf)

    def answer(self, one: Flow, step: Step) -> Value | None:
        """An answer to this step, or None for a skip."""
        if self.dice.random() < 0.15:
            return None
        kind, values = step.field.kind, self._values(one, step)
        if kind == "picks" and not step.pick:
            offered = [option.value for option in one.options_of(step) if option.value != OWN]
            return [*self._some(offered, step.field.most - 1), OWN]
        if kind == "many":
            return self._some(values, len(values)) or None
        chosen: Value = self.dice.choice(values)
        return chosen

    def _some(self, values: Sequence[Any], most: int) -> list[Any]:
        number = self.dice.choice([1, 1, 1, 2, 3, 4, len(values)]) if values else 0
        return sorted(self.dice.sample(list(values), min(number, most, len(values))))

    def _values(self, one: Flow, step: Step) -> list[Any]:
        kind = "text" if step.pick else step.field.kind
        if kind in {"choice", "many", "named"}:
            return self._told_apart(step, [option.value for option in one.options_of(step)])
        if kind == "yes_no":
            return ["yes", "no"]
        if kind in {"scale", "number"}:
            return [step.field.least, step.field.most, *self._limits(self.path(step))]
        if kind == "date":
            return ["2026-12-22"]
        phrases = self._phrases(self.path(step))
        return ["plain words", *phrases] if self.dice.random() < 0.2 else ["plain words"]

    def _told_apart(self, step: Step, values: list[str]) -> list[str]:
        """The answers that some condition names, and one that none does."""
        path = self.path(step)
        named = {str(one) for leaf in self.read.get(path, ()) for one in _wanted(leaf)}
        return [one for one in values if one in named] + [one for one in values if one not in named][:1]

    def path(self, step: Step) -> str:
        """The plan path that a step's answer stands at; of a list known by a key, that of the key."""
        question = step.question
        path = bare(f"{question.each}.{question.writes.rpartition('].')[2]}" if question.item else question.writes)
        inside = step.field.name if step.thing else step.field.key
        return f"{path}.{inside}" if inside else path

    def _limits(self, path: str) -> list[int]:
        return [leaf.wanted for leaf in self.read.get(path, ()) if isinstance(leaf.wanted, int)]

    def _phrases(self, path: str) -> list[str]:
        lists = {leaf.wanted for leaf in self.read.get(path, ()) if leaf.operator == "mentions"}
        return [said(_MENTIONS[name][0]) for name in sorted(lists)]


def paths(questionnaire: Questionnaire, question_id: str, length: str) -> Iterator[set[Target]]:
    """What each of some hundred runs comes to meet, with everything asked that decides about a question."""
    small = only(questionnaire, needed(questionnaire, question_id))
    tries = Tries(small, f"{question_id} {length}")
    for _ in range(_TRIES):
        yield met_on(flow(small, length), tries)


def met_on(one: Flow, tries: Tries) -> set[Target]:
    """Walk to the end; every question and field met on the way."""
    met: set[Target] = set()
    while (step := one.step) is not None:
        head = step.question.id.partition("/")[0]
        met |= {(head, ""), (head, step.field.name if step.thing else "")}
        value = tries.answer(one, step)
        one.skip() if value is None else one.accept(value)
        for name, words in step.question.sets.get(str(value), {}).items():
            one.give(name, words)
    return met


def unreached(questionnaire: Questionnaire, length: str) -> list[str]:
    """The questions and fields of a length that no run came to."""
    wanted = {target for question in questionnaire.questions for target in _targets(question, length)}
    met: set[Target] = set()
    for question in questionnaire.questions:
        own = {target for target in wanted if target[0] == question.id}
        runs = paths(questionnaire, question.id, length)
        while own - met and (found := next(runs, None)) is not None:
            met |= found
    return [".".join(filter(None, target)) for target in sorted(wanted - met)]


def _targets(question: Question, length: str) -> Iterator[Target]:
    if length in question.lengths:
        yield question.id, ""
        yield from ((question.id, field.name) for field in question.fields if _in(field, length))


def _in(field: Field, length: str) -> bool:
    return not field.lengths or length in field.lengths


# --- the most questions ---


class Most:
    """Climbs to answers that lead to the most questions: one answer after the other is changed while that adds some."""

    def __init__(self, questionnaire: Questionnaire, length: str, seed: str) -> None:
        self.questionnaire = questionnaire
        self.length = length
        self.tries = Tries(questionnaire, seed)
        self.chosen: Answers = {}
        self.reads = {path for question in questionnaire.questions for path in read_by(question)}

    def run(self) -> Flow:
        """An interview as the present answers make it; what is not chosen yet is answered with the fullest answer.

        Only what decides about other questions is answered: the rest counts as it stands there.
        """
        one = flow(self.questionnaire, self.length)
        while ahead := [step for step in self._deciding_steps(one) if step.key not in one.answers]:
            one.put({step.key: self._answer(one, step) for step in ahead})
        return one

    def _deciding_steps(self, one: Flow) -> list[Step]:
        return [step for step in one.steps if not step.pick and not self._repeats(step) and self._decides(step)]

    def _decides(self, step: Step) -> bool:
        path = self.tries.path(step)
        first = step.thing and step.field == step.question.fields[0]
        return bool(first) or any(_touches(path, read) for read in self.reads)

    def _repeats(self, step: Step) -> bool:
        """A second thing tells no more than the first, but where a part goes over them all."""
        return step.nth_thing > 0 and all(part.each != step.question.writes for part in self.questionnaire.parts)

    def _answer(self, one: Flow, step: Step) -> Value | None:
        if step.key not in self.chosen:
            self.chosen[step.key] = self._fullest(one, step)
        return self.chosen[step.key]

    def _fullest(self, one: Flow, step: Step) -> Value | None:
        if step.field.kind == "picks" and not step.pick:
            return [option.value for option in _PICKS[: step.field.most]]
        values = self.tries._values(one, step)
        if not step.question.keep:
            return str(values[-1])  # a yes to a danger closes questions, and gives another answer that does so too
        return list(values) if step.field.kind == "many" else values[0]

    def climb(self, rounds: int = 2) -> Flow:
        """The run with the most questions that was found."""
        best = self.run()
        for _ in range(rounds):
            before = asked(best)
            for step in self._deciding_steps(best):
                best = self._better(best, step)
            if asked(best) == before:
                break
        return best

    def _better(self, best: Flow, step: Step) -> Flow:
        for value in self._others(best, step):
            kept = dict(self.chosen)
            self.chosen[step.key] = value
            other = self.run()
            if asked(other) > asked(best):
                best = other
            else:
                self.chosen = kept
        return best

    def _others(self, one: Flow, step: Step) -> list[Value | None]:
        if step.field.kind == "picks" and not step.pick:
            return [[*(option.value for option in _PICKS[: step.field.most - 1]), OWN]]
        values = self.tries._values(one, step)
        if step.field.kind != "many":
            return [None, *values]
        now = self.chosen.get(step.key)
        there = now if isinstance(now, list) else []
        changed = [[one for one in values if (one in there) != (one == value)] for value in values]
        return [None, *(few or None for few in changed)]


def asked(one: Flow) -> int:
    """How many questions a run comes to; one that is asked of each item counts for each."""
    return len({step.question.id for step in one.steps})
