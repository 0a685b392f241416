"""Answers from a file: the same questions by id, the same checks, all problems at once.

Keys are question ids. A list of things is a list of groups by field name, or of plain text for its first field; a
pick-list is a list of option ids or own words; a question asked of each item of a list takes a list in the order of
the items, or a group by their ids. For ``new`` a missing key is a skip. For ``edit`` it keeps the present answer, null
clears it, and a thing that is there already is named by its ``id``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recoveryplan import wording
from recoveryplan.errors import ContentProblem, Problem
from recoveryplan.interview import given_offers as offers
from recoveryplan.interview.flow import Flow
from recoveryplan.interview.given import Given, Path, meant
from recoveryplan.interview.prompts import Value
from recoveryplan.interview.questions import Field, Question, Questionnaire
from recoveryplan.interview.way import Step
from recoveryplan.plan.tree import value
from recoveryplan.yamlfile import Document, key_position, plain, position, read

HEAD = "answers_for"
TEMPLATES = {name: name for name in ("review", "setback", "checkin")}
"""The command that prints an empty answers file, where it is not ``new``."""

REASON = "reason"
"""In a file for ``edit``: why, in a few words, for the history."""


class AnswersFile:
    """One answers file, ready to be given to a flow. Raises ContentProblem when its keys are not the questions'."""

    def __init__(self, document: Document, questionnaire: Questionnaire, command: str) -> None:
        self.document = document
        self.command = command
        self.given = Given(self.problem)
        self.problems: list[Problem] = []
        tree = plain(document)
        self.tree: dict[str, Any] = tree if isinstance(tree, dict) else {}
        if not isinstance(tree, dict):
            self.problem((), "this is not an answers file", f"Its first line is `{HEAD}: {command}`.")
        elif self.tree.get(HEAD) != command:
            todo = f"Put `{HEAD}: {command}` on the first line."
            what = (
                "this file is for another command" if self.tree.get(HEAD) else "this file does not say what it is for"
            )
            self.problem((HEAD,) if HEAD in self.tree else (), what, todo)
        self.by_name = {name: q for q in questionnaire.questions for name in (q.id, *q.was)}
        self._check_keys()

    @classmethod
    def of(cls, data: bytes, name: str, questionnaire: Questionnaire, command: str) -> AnswersFile:
        """The answers file in these bytes. Raises ContentProblem when they are not YAML, and nothing was changed."""
        try:
            document = read(data, name)
        except ContentProblem as problem:
            raise ContentProblem(problem.problems, wording.NOTHING_CHANGED) from None
        return cls(document, questionnaire, command)

    def problem(self, path: Path, what: str, todo: str = "", at_key: bool = False) -> None:
        """Note one problem at a place of the file, once; ``at_key`` when it is the key that is off."""
        line, column = (key_position if at_key else position)(self.document, path)
        if not any((one.line, one.column, one.what) == (line, column, what) for one in self.problems):
            self.problems.append(Problem(self.document.name, line, column, what, todo))

    def _check_keys(self) -> None:
        met: set[str] = set()
        for key, answer in self.tree.items():
            if key in {HEAD, offers.KEY} or (key == REASON and self.command != "new"):
                continue
            question = self.by_name.get(key)
            if question is not None and answer is None:
                continue
            if question is None:
                self.problem((key,), *self._unknown(key), at_key=True)
                continue
            if question.id in met:
                todo = f"Its id is `{question.id}`. Keep one answer."
                self.problem((key,), "this question is answered twice, by an earlier id too", todo, at_key=True)
            met.add(question.id)
            if question.field.kind == "things":
                self._check_things(question, (key,), answer)

    def _unknown(self, key: str) -> tuple[str, str]:
        if not self.by_name:
            return "only offers are answered here", f"Write `{offers.KEY}:`, and below it `  add: [one, two]`."
        template = f"`recoveryplan {TEMPLATES.get(self.command, 'new')} --answers-template` shows every question."
        return "no question has this id", meant(key, self.by_name, template)

    def _check_things(self, question: Question, path: Path, answer: Any) -> None:
        if not isinstance(answer, list):
            self.problem(path, "a list belongs here", "Start each item on its own line with `- `.")
            return
        for index, item in enumerate(answer):
            if isinstance(item, list) or item is None:
                todo = f"Give it `{question.fields[0].name}: …`."
                self.problem((*path, index), "this item is not one I can read", todo)
            elif isinstance(item, dict):
                self._check_thing(question, (*path, index), item)

    def _check_thing(self, question: Question, path: Path, item: dict[str, Any]) -> None:
        names = {field.name for field in question.fields} | ({"id"} if self.command == "edit" else set())
        for key in item:
            if key not in names:
                self.problem((*path, key), "this item has no field of this name", meant(key, names), at_key=True)
        if not item.get(question.fields[0].name) and not ("id" in names and item.get("id")):
            self.problem(path, f'this item has no "{question.fields[0].name}"', "Add it, or take the item out.")

    def reason(self) -> str:
        """Why, in the words of the file; empty where it does not say."""
        found = self.tree.get(REASON) if self.command != "new" else None
        if isinstance(found, list | dict):
            self.problem((REASON,), "one line of text belongs here", "Write it behind the colon.")
        return str(found or "") if not isinstance(found, list | dict) else ""

    def wanted(self, base: dict[str, Any] | None = None) -> dict[str, int]:
        """How many things each list has once the file is taken, by question id; ``base`` is the plan there is."""
        found: dict[str, int] = {}
        for name, question in self.by_name.items():
            answer = self.tree.get(name)
            if question.fields and isinstance(answer, list):
                there = len(value(base or {}, question.writes) or [])
                found[question.id] = there + sum(1 for item in answer if not _id_of(item))
        return found

    def give(self, flow: Flow) -> list[str]:
        """Answer every step of the flow from the file; what the file does not have is skipped, or stays as it is.

        Gives the ids of answers that were not used, since their question is not asked after these answers.
        Raises ContentProblem with everything that does not fit.
        """
        done: set[str] = set() if flow.base else set(flow.answers)
        # Round by round: an answer can open further steps, and those are answered in the next round.
        # One of each thing at a time, since a pick-list follows from the fields before it.
        while ahead := [step for step in flow.steps if step.key not in done]:
            first = _round(ahead)
            done |= {step.key for step in first.values()}
            found = {step.key: (step, self._found(flow, step)) for step in first.values()}
            flow.put({key: self._answer(flow, *one) for key, one in found.items() if one[1] or not flow.base})
        self._check_items(flow)
        self._take_offers(flow)
        if self.problems:
            raise ContentProblem(self.problems, wording.NOTHING_CHANGED)
        met = {step.question.id for step in flow.steps}
        asked = {name.partition("/")[0] for name in met}
        unused = [key for key, q in self.by_name.items() if self.tree.get(key) is not None and q.id not in asked]
        return unused + [
            name for key, q in self.by_name.items() if q.id in asked for name in self._not_met(flow, key, q, met)
        ]

    def _take_offers(self, flow: Flow) -> None:
        """Answer offers from the file; each has to fit the plan that its other answers make."""
        if flow.guide is None:
            return
        told = self.tree.get(offers.KEY)
        answers = offers.given(told, flow.guide, self.problem)
        offers.misfits(told, answers, flow.guide, flow.plan_so_far, self.problem)
        for name, status in answers.items():
            flow.answer_offer(name, status)

    def _not_met(self, flow: Flow, key: str, question: Question, met: set[str]) -> list[str]:
        """The items of an answer given as a group that the question is not asked about."""
        answer = self.tree.get(key)
        if not question.each or not isinstance(answer, dict):
            return []
        items = value(flow.known_so_far, question.each) or []
        left = [item for item in items if f"{question.id}/{item['id']}" not in met]
        return [f"{key} ({name})" for name in answer for item in left if name in _names_of(item)]

    def _answer(self, flow: Flow, step: Step, found: tuple[Path, Any] | None) -> Value | None:
        return None if found is None or found[1] is None else self.given.parsed(flow, step, *found)

    def _name(self, question: Question) -> str:
        """The key of the file that answers a question; empty where none does."""
        names = [name for name in (question.id.partition("/")[0], *question.was) if name in self.tree]
        return next((name for name in names if self.tree[name] is not None), names[0] if names else "")

    def _found(self, flow: Flow, step: Step) -> tuple[Path, Any] | None:
        """What the file says for a step, with its place; null is an answer too, nothing at all is None."""
        name = self._name(step.question)
        if not name or (self.tree[name] is None and self.command == "new"):
            return None
        answer = self.tree[name]
        if step.question.item:
            return self._of_item(flow, step.question, (name,), answer)
        if not step.thing:
            return (name,), answer
        return self._of_thing(flow, step, (name,), answer)

    def _of_thing(self, flow: Flow, step: Step, path: Path, answer: Any) -> tuple[Path, Any] | None:
        first = step.question.fields[0].name
        if answer is None or (answer == [] and self.command == "edit"):  # the whole list is cleared
            return (path, None) if step.field.name == first else None
        index = self._index(flow, step, answer) if isinstance(answer, list) else None
        if index is None:
            return None
        item, path = answer[index], (*path, index)
        if not isinstance(item, dict):
            return (path, item) if step.field.name == first and not step.pick else None
        if step.field.name not in item or (item[step.field.name] is None and self.command == "new"):
            return None
        return (*path, step.field.name), item[step.field.name]

    def _index(self, flow: Flow, step: Step, answer: list[Any]) -> int | None:
        """The place in the file of the thing that a step is about: by its id, or the next new one."""
        there = [str(item["id"]) for item in value(flow.base, step.question.writes) or []]
        if step.thing in there:
            return next((n for n, item in enumerate(answer) if _id_of(item) == step.thing), None)
        new = [n for n, item in enumerate(answer) if not _id_of(item)]
        nth = step.nth_thing - len(there)
        return new[nth] if 0 <= nth < len(new) else None

    def _of_item(self, flow: Flow, question: Question, path: Path, answer: Any) -> tuple[Path, Any] | None:
        if isinstance(answer, list):
            ids = [item["id"] for item in value(flow.known_so_far, question.each) or []]
            place = ids.index(question.item)
            return ((*path, place), answer[place]) if place < len(answer) else None
        if not isinstance(answer, dict):
            self.problem(path, "this is asked of each item: a list or a group belongs here", "Start each with `- `.")
            return None
        item = value(flow.known_so_far, f"{question.each}[id={question.item}]") or {}
        key = next((name for name in _names_of(item) if name in answer), None)
        return None if key is None else ((*path, str(key)), answer[key])

    def _check_items(self, flow: Flow) -> None:
        """Answers for items and things that are not there."""
        for name, question in self.by_name.items():
            answer = self.tree.get(name)
            there = (
                value(flow.known_so_far, question.each or question.writes) if question.each or question.fields else []
            )
            known = {name for item in there or [] for name in _names_of(item)}
            if question.each and isinstance(answer, dict):
                for key in set(answer) - known:
                    self.problem((name, key), "no item of the list has this id", meant(key, known), at_key=True)
            elif question.each and isinstance(answer, list) and len(answer) > len(there or []):
                self.problem((name, len(there or [])), "there are more answers here than items", "Take some out.")
            elif question.fields and isinstance(answer, list):
                self._check_ids(name, answer, {str(one["id"]) for one in value(flow.base, question.writes) or []})

    def _check_ids(self, name: str, answer: list[Any], known: set[str]) -> None:
        met: set[str] = set()
        for index, item in enumerate(answer):
            found = _id_of(item)
            if found and found not in known:
                todo = "Leave `id` out for a new one. `recoveryplan show --json` shows the ids."
                self.problem((name, index, "id"), "the plan has no item of this id", todo)
            elif found in met:
                self.problem((name, index, "id"), "this id stands here twice", "Put the two together.")
            met |= {found} if found else set()


def _names_of(item: dict[str, Any]) -> list[str]:
    """What an item can be called in a file: its id, the option it came from, its kind."""
    return [str(item[key]) for key in ("id", "from", "kind") if item.get(key)]


def _round(ahead: list[Step]) -> dict[tuple[str, str], Step]:
    """The steps that can be answered at once: one of each thing, and no list that may follow from answers before it."""
    first: dict[tuple[str, str], Step] = {}
    for step in ahead:
        if step.field.options_from and any(one.question is not step.question for one in first.values()):
            break
        first.setdefault((step.question.id, step.thing), step)
    return first


def _id_of(item: Any) -> str:
    return str(item.get("id") or "") if isinstance(item, dict) else ""


def template(questionnaire: Questionnaire, command: str) -> Iterator[str]:
    """An empty answers file, with every question and its choices as comments."""
    lines = _template(questionnaire, command)
    yield from (line.replace("{it}", "…").replace("{setback}", "a setback") for line in lines)


def _template(questionnaire: Questionnaire, command: str) -> Iterator[str]:
    yield f"{HEAD}: {command}"
    yield "# Take the # away from the lines you answer. What you leave out is skipped."
    if any(part.offers for part in questionnaire.parts):
        yield "# What may fit you is answered by id; `recoveryplan suggest --json` lists what fits a plan."
        yield f"#{offers.KEY}: {{add: [], later: [], no: []}}"
    for part in questionnaire.parts:
        yield f"\n# --- {part.title} ---"
        for question in part.questions:
            yield f"\n# {question.field.ask if question.field.kind != 'things' else question.label}"
            if part.each:
                of = part.each.removeprefix("record.").replace("_", " ")
                yield f"# Asked of each of your {of}: a list in their order, or a group by their ids."
            yield from _example(question)


def _example(question: Question) -> Iterator[str]:
    if question.field.kind == "things":
        yield f"#{question.id}:"
        for number, field in enumerate(question.fields):
            yield from (f"#   {line}" for line in _choices(field))
            yield f"#{'- ' if not number else '  '}{field.name}:{' []' if field.kind in {'picks', 'many'} else ''}"
    else:
        yield from (f"# {line}" for line in _choices(question.field))
        yield f"#{question.id}:{' []' if question.field.kind in {'picks', 'many'} else ''}"


def _choices(field: Field) -> Iterator[str]:
    if field.choices:
        yield f"{field.name or ''}: one of {', '.join(option.value for option in field.choices)}"
    elif field.kind == "picks":
        yield f"{field.name}: a list of options by id, or your own words as `{field.text_key}: …`"
