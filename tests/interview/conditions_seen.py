"""Conditions in full: every combination of the answers they read, as a table that a reviewer can check.

Answers that a condition treats alike are one column value (the first of them, and how many more). ``skipped`` is no
answer; ``not_sure`` is an answer of its own where a question has it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from typing import Any

from interview.reaching import said
from recoveryplan.interview.questions import Field, Question, Questionnaire
from recoveryplan.plan import tree as trees
from recoveryplan.plan.conditions import ALWAYS, Condition
from recoveryplan.plan.tree import Tree
from recoveryplan.workflows import knowledge

Answers = tuple[str, ...]
"""What stands at one path: no answer, one, or several."""

SHAPE: Mapping[str, str] = knowledge.tree("shape.yaml")
_MOST_ROWS = 100_000


def conditions_of(questionnaire: Questionnaire) -> Iterator[tuple[str, Question, Field | None, Condition]]:
    """Every ``when`` with a name for it, its question, and its field where it is a field's."""
    for question in questionnaire.questions:
        if question.when is not ALWAYS:
            yield question.id, question, None, question.when
        for field in question.fields:
            if field.when is not ALWAYS:
                yield f"{question.id}.{field.name}", question, field, field.when


def words(condition: Condition) -> str:
    """A condition on one line."""
    operator, path, wanted = condition.operator, condition.path, condition.wanted
    if operator in {"all", "any"}:
        return f"({(' and ' if operator == 'all' else ' or ').join(map(words, condition.inner))})"
    if operator == "not":
        return f"not {words(condition.inner[0])}"
    if operator in {"answered", "unknown"}:
        return f"{path} {operator}"
    if operator == "count":
        return f"count of {path} {', '.join(f'{key} {number}' for key, number in wanted.items())}"
    return f"{path} {operator} {' | '.join(wanted) if isinstance(wanted, tuple) else wanted}"


class Table:
    """One condition with everything it can meet. ``rows`` are (what each path holds, does it hold)."""

    def __init__(self, question: Question, field: Field | None, condition: Condition) -> None:
        self.lead = question.writes if field else question.each
        self.condition = condition
        self.leaves = list(_leaves(condition))
        self.paths = list(dict.fromkeys(leaf.path for leaf in self.leaves))
        self.domains = [self._domain(path) for path in self.paths]
        if math.prod(map(len, self.domains)) > _MOST_ROWS:
            self.domains = [self._thinned(path, domain) for path, domain in zip(self.paths, self.domains, strict=True)]
        self.rows = list(self._rows())

    def _rows(self) -> Iterator[tuple[tuple[Answers, ...], bool]]:
        assert math.prod(map(len, self.domains)) <= _MOST_ROWS, "this condition reads too much to be seen through"
        for row in itertools.product(*self.domains):
            yield row, self.condition.holds(self._tree(row), _MENTIONS)

    # --- what can stand at a path ---

    def _shape(self, path: str) -> str:
        bare = ".".join(step.partition("[")[0] for step in path.split("."))
        return SHAPE.get(f"{self.lead}.{bare.removeprefix('it.')}" if bare.startswith("it.") else bare, "value")

    def _is_many(self, path: str) -> bool:
        """Whether several answers can stand at a path: in a list, or picked from one."""
        if path.startswith(("it.", "unkept.")):
            return False
        bare = [step.partition("[")[0] for step in path.split(".")]
        inside = any(SHAPE.get(".".join(bare[:n])) == "things" for n in range(1, len(bare) + 1))
        return inside or path in _SETS

    def _domain(self, path: str) -> list[Answers]:
        singles = [(one,) for one in self._values(path)]
        if all(leaf.operator == "mentions" for leaf in self._at(path)):
            return [(), *singles[:-1]]  # plain words are as good as none
        if not self._is_many(path):
            return [(), *singles]
        pairs = [(a[0], b[0]) for a, b in itertools.combinations(singles, 2)] if len(singles) < 5 else []
        counted = [number for leaf in self._at(path) if leaf.operator == "count" for number in _numbers(leaf)]
        more = [tuple([one[0]] + ["another"] * (n - 1)) for one in singles for n in sorted(set(counted)) if n > 1]
        return list(dict.fromkeys([(), *singles, *pairs, *more]))

    def _thinned(self, path: str, domain: list[Answers]) -> list[Answers]:
        """Where one condition looks for words in many places: nothing there, or the words."""
        return domain[:2] if all(leaf.operator == "mentions" for leaf in self._at(path)) else domain

    def _at(self, path: str) -> list[Condition]:
        return [leaf for leaf in self.leaves if leaf.path == path]

    def _values(self, path: str) -> list[str]:
        """One answer for each that the condition tells apart, and one that it does not name."""
        shape = self._shape(path)
        vocabulary = list(knowledge.vocabulary().get(shape.removeprefix("words "), {}))
        named = [str(one) for leaf in self._at(path) for one in _named(leaf)]
        if any(leaf.operator in {"at_least", "at_most"} for leaf in self._at(path)):
            return [
                str(number) for number in sorted({n + d for n in map(int, named) for d in (-1, 0, 1) if n + d >= 0})
            ]
        if any(leaf.operator == "mentions" for leaf in self._at(path)):
            return [*(said(_MENTIONS[one][0]) for one in dict.fromkeys(named)), "plain words"]
        sure = ["not_sure"] if "not_sure" in vocabulary and "not_sure" not in named else []
        other = next((one for one in vocabulary if one not in [*named, "not_sure"]), "" if vocabulary else "words")
        alike: dict[tuple[bool, ...], str] = {}
        for one in named:
            alike.setdefault(tuple(one in map(str, _named(leaf)) for leaf in self._at(path)), one)
        return [*alike.values(), *sure, *([other] if other else [])]

    # --- as a plan ---

    def _tree(self, row: tuple[Answers, ...]) -> Tree:
        made: Tree = {}
        it: Tree = {"id": "it"}
        for path, answers in zip(self.paths, row, strict=True):
            if path.startswith("it."):
                it |= {path.removeprefix("it."): answers[0]} if answers else {}
            elif answers:
                self._place(made, path, answers)
        if self.lead:
            made = {**made, "it": it}
        return made

    def _place(self, made: Tree, path: str, answers: Answers) -> None:
        steps = trees.split(path)
        where: Any = made
        for depth, (name, field, wanted) in enumerate(steps, 1):
            bare = ".".join(step[0] for step in steps[:depth])
            last = depth == len(steps)
            if SHAPE.get(bare) == "things":
                items = where.setdefault(name, [])
                _grow(items, 1 if field else len(answers))
                if field:
                    items[0][field] = wanted
                if not last and not field:
                    for item, answer in zip(items, answers, strict=False):
                        item[".".join(step[0] for step in steps[depth:])] = answer
                    return
                where = items[0]
            elif last:
                where[name] = list(answers) if path in _SETS else answers[0]
            else:
                where = where.setdefault(name, {})

    # --- as text ---

    def lines(self) -> Iterator[str]:
        """The table, with answers that lead to the same put together; ``any`` where it does not matter."""
        merged = [(cells, result) for cells, result in self._merged(0, dict(self.rows), ())]
        widths = [max(len(name), *(len(cells[n]) for cells, _ in merged)) for n, name in enumerate(self.paths)]
        yield " | ".join(f"{name:{width}}" for name, width in zip(self.paths, widths, strict=True)) + " | asked"
        for cells, asked in merged:
            padded = (f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True))
            yield " | ".join(padded) + f" | {'yes' if asked else '-'}"

    def _merged(
        self, column: int, rows: Mapping[tuple[Answers, ...], bool], before: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, ...], bool]]:
        if len(set(rows.values())) == 1:
            yield (*before, *["any"] * (len(self.paths) - column)), next(iter(rows.values()))
            return
        below: dict[str, list[Answers]] = {}
        for answers in self.domains[column]:
            rest = [(row[column + 1 :], asked) for row, asked in rows.items() if row[column] == answers]
            below.setdefault(repr(rest), []).append(answers)
        for alike in below.values():
            inner = {row: asked for row, asked in rows.items() if row[column] == alike[0]}
            every = len(alike) == len(self.domains[column])
            yield from self._merged(column + 1, inner, (*before, "any" if every else ", ".join(map(_shown, alike))))


def _shown(answers: Answers) -> str:
    return " + ".join(answers) or "skipped"


def _grow(items: list[Tree], number: int) -> None:
    while len(items) < number:
        items.append({"id": f"i{len(items)}"})


def _leaves(condition: Condition) -> Iterator[Condition]:
    if condition.path:
        yield condition
    for inner in condition.inner:
        yield from _leaves(inner)


def _named(leaf: Condition) -> tuple[Any, ...]:
    if leaf.operator in {"answered", "unknown", "count"}:
        return ()
    return leaf.wanted if isinstance(leaf.wanted, tuple) else (leaf.wanted,)


def _numbers(leaf: Condition) -> Iterator[int]:
    for number in leaf.wanted.values():
        yield from (number, number + 1)


_MENTIONS = knowledge.mentions()
_SETS = {
    question.writes
    for question in knowledge.questionnaire().questions
    if question.field.kind == "many" and not question.field.key and not question.each
}
