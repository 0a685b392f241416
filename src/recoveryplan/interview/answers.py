"""Answers from a file: the same questions by id, the same checks, all problems at once.

A missing key is a skip. Keys are question ids; a list of things is a list of groups by field name, or of plain
text for its first field; a pick-list is a list of option ids or own words.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from recoveryplan import wording
from recoveryplan.errors import ContentProblem, Problem
from recoveryplan.interview import kinds
from recoveryplan.interview.flow import Flow
from recoveryplan.interview.prompts import Option, Prompt, Value
from recoveryplan.interview.questions import Field, Question, Questionnaire
from recoveryplan.interview.way import Step
from recoveryplan.interview.writes import OWN
from recoveryplan.yamlfile import Document, key_position, plain, position, read

HEAD = "answers_for"

_OWN_WORDS = Prompt(key="", kind="text", ask="")
_ONE_ANSWER = ("one answer belongs here, not a list or a group", "Write it behind the colon.")

Path = tuple[str | int, ...]


class AnswersFile:
    """One answers file, ready to be given to a flow. Raises ContentProblem when its keys are not the questions'."""

    def __init__(self, document: Document, questionnaire: Questionnaire, command: str) -> None:
        self.document = document
        self.problems: list[Problem] = []
        tree = plain(document)
        self.tree: dict[str, Any] = tree if isinstance(tree, dict) else {}
        if not isinstance(tree, dict):
            self.problem((), "this is not an answers file", f"Its first line is `{HEAD}: {command}`.")
        elif self.tree.get(HEAD) != command:
            todo = f"Put `{HEAD}: {command}` on the first line."
            self.problem((HEAD,) if HEAD in self.tree else (), "this file does not say which command it is for", todo)
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
            if key == HEAD or answer is None:
                continue
            question = self.by_name.get(key)
            if question is None:
                self.problem((key,), "no question has this id", _meant(key, self.by_name), at_key=True)
                continue
            if question.id in met:
                todo = f"Its id is `{question.id}`. Keep one answer."
                self.problem((key,), "this question is answered twice, by an earlier id too", todo, at_key=True)
            met.add(question.id)
            if question.field.kind == "things":
                self._check_things(question, (key,), answer)

    def _check_things(self, question: Question, path: Path, answer: Any) -> None:
        if not isinstance(answer, list):
            self.problem(path, "a list belongs here", "Start each item on its own line with `- `.")
            return
        names = {field.name for field in question.fields}
        for index, item in enumerate(answer):
            if isinstance(item, list) or item is None:
                self.problem(
                    (*path, index), "this item is not one I can read", f"Give it `{question.fields[0].name}: …`."
                )
            elif isinstance(item, dict):
                for key in item:
                    if key not in names:
                        self.problem(
                            (*path, index, key), "this item has no field of this name", _meant(key, names), at_key=True
                        )
                if not item.get(question.fields[0].name):
                    self.problem(
                        (*path, index), f'this item has no "{question.fields[0].name}"', "Add it, or take the item out."
                    )

    def wanted(self) -> dict[str, int]:
        """How many things each list of the file has, by question id."""
        return {
            question.id: len(self.tree[name])
            for name, question in self.by_name.items()
            if isinstance(self.tree.get(name), list)
        }

    def give(self, flow: Flow) -> list[str]:
        """Answer every step of the flow from the file, skipping what the file does not have.

        Gives the ids of answers that were not used, since their question is not asked after these answers.
        Raises ContentProblem with everything that does not fit.
        """
        # Round by round: an answer can open further steps, and those are answered in the next round.
        # One of each thing at a time, since a pick-list follows from the fields before it.
        while ahead := [step for step in flow.steps if step.key not in flow.answers]:
            first: dict[tuple[str, str], Step] = {}
            for step in ahead:
                first.setdefault((step.question.id, step.thing), step)
            flow.put({step.key: self._answer(flow, step) for step in first.values()})
        met = {step.question.id for step in flow.steps}
        if self.problems:
            raise ContentProblem(self.problems, wording.NOTHING_CHANGED)
        return [key for key, q in self.by_name.items() if self.tree.get(key) is not None and q.id not in met]

    def _answer(self, flow: Flow, step: Step) -> Value | None:
        found = self._found(step)
        return None if found is None else self._parsed(flow, step, *found)

    def _found(self, step: Step) -> tuple[Path, Any] | None:
        """What the file says for a step, with its place."""
        name = next((name for name in (step.question.id, *step.question.was) if self.tree.get(name) is not None), "")
        if not name:
            return None
        path: Path = (name,)
        answer = self.tree[name]
        if step.thing:
            if not isinstance(answer, list) or step.nth_thing >= len(answer):
                return None
            answer, path = answer[step.nth_thing], (name, step.nth_thing)
            first = step.question.fields[0].name
            if not isinstance(answer, dict):
                return (path, answer) if step.field.name == first and not step.pick else None
            answer, path = answer.get(step.field.name), (*path, step.field.name)
        return None if answer is None else (path, answer)

    def _parsed(self, flow: Flow, step: Step, path: Path, found: Any) -> Value | None:
        prompt = flow.prompt(step)
        if step.field.kind == "picks":
            return self._picks(flow, step, path, found)
        if prompt.kind == "many":
            return self._many(prompt.options, path, found)
        return self._one(prompt, path, found)

    def _one(self, prompt: Prompt, path: Path, found: Any) -> Value | None:
        if isinstance(found, list | dict):
            self.problem(path, *_ONE_ANSWER)
            return None
        if prompt.kind == "choice":  # by value or words; a number means a place in a list only at a prompt
            return self._choice(prompt.options, path, found)
        try:
            return kinds.parse(prompt, str(found))
        except kinds.NotThat as no:
            if prompt.kind == "named":
                return self._choice(prompt.options, path, found)
            self.problem(path, "this answer does not fit its question", str(no).removesuffix(", or skip.") + ".")
            return None

    def _choice(self, options: tuple[Option, ...], path: Path, found: Any) -> Value | None:
        low = str(found).strip().lower()
        match = [option.value for option in options if low in (option.value.lower(), option.text.lower())]
        if not match:
            self.problem(path, "this is not one of the answers to choose from", _meant(low, [o.value for o in options]))
        return match[0] if match else None

    def _many(self, options: tuple[Option, ...], path: Path, found: Any) -> Value | None:
        given = found if isinstance(found, list) else [found]
        chosen = [
            self._choice(options, (*path, n) if isinstance(found, list) else path, one) for n, one in enumerate(given)
        ]
        return list(dict.fromkeys(str(one) for one in chosen if one is not None)) or None

    def _picks(self, flow: Flow, step: Step, path: Path, found: Any) -> Value | None:
        """The picks of a list, or for one pick its words."""
        given = found if isinstance(found, list) else [found]
        options = {option.value: option for option in flow.options_of(step)}
        entries = self._entries(step.field, options, path, given)
        if step.pick and step.pick != OWN:
            return next((text for pick, text in entries if pick == step.pick and text), None)
        own = [text for pick, text in entries if pick == OWN and text]
        if step.pick == OWN:
            return own[step.nth] if step.nth < len(own) else None
        chosen: list[str] = [pick for pick, _ in entries if pick != OWN]
        if len(chosen) + len(own) > step.field.most:
            self.problem(path, f"there is room for {step.field.most} here", "Take some out.")
        return [*chosen, *([OWN] if own else [])] or None

    def _entries(self, field: Field, options: dict[str, Option], path: Path, given: list[Any]) -> list[tuple[str, str]]:
        """Every pick that can be used, each option once."""
        found: list[tuple[str, str]] = []
        words_of: dict[str, str] = {}
        for number, one in enumerate(given):
            pick, words = self._entry(field, options, (*path, number), one)
            if pick == OWN or (pick and pick not in words_of):
                found.append((pick, words))
            elif pick and words_of[pick] != words:
                self.problem((*path, number), "this option stands here twice", "Keep one of them.")
            words_of.setdefault(pick, words)
        return found

    def _entry(self, field: Field, options: dict[str, Option], path: Path, one: Any) -> tuple[str, str]:
        """One pick as (option id or OWN, words or nothing); two empty texts for one that can not be used."""
        if isinstance(one, dict):
            return self._group(field, options, path, one)
        if isinstance(one, str) and one in options and one != OWN:
            return one, ""
        if isinstance(one, list) or one in (None, OWN):
            self._nothing(field, path)
            return "", ""
        return self._worded(OWN, path, one)

    def _group(self, field: Field, options: dict[str, Option], path: Path, one: dict[str, Any]) -> tuple[str, str]:
        known = ("from", field.text_key)
        for key in one:
            if key not in known:
                self.problem((*path, key), "a pick has no field of this name", _meant(key, known), at_key=True)
        for key in known:
            if isinstance(one.get(key), list | dict):
                self.problem((*path, key), *_ONE_ANSWER)
                return "", ""
        pick, words = one.get("from") or OWN, one.get(field.text_key)
        if pick not in options:
            self.problem((*path, "from"), "no option that fits here has this id", _meant(pick, options))
            return "", ""
        if words and pick != OWN and not field.edit:
            self.problem((*path, field.text_key), "the words of this option stay as they are", "Take these out.")
        elif words:
            return self._worded(pick, (*path, field.text_key), words)
        elif pick != OWN:
            return pick, ""
        else:
            self._nothing(field, path)
        return "", ""

    def _worded(self, pick: str, path: Path, words: str) -> tuple[str, str]:
        """A pick with words of the person, put through the same check as at a prompt: blanks are no words."""
        try:
            return pick, str(kinds.parse(_OWN_WORDS, words))
        except kinds.NotThat:
            self.problem(path, "there are no words here", "Add some, or take this pick out.")
            return "", ""

    def _nothing(self, field: Field, path: Path) -> None:
        self.problem(path, "an option or your own words belong here", f"Write `- {field.text_key}: …`.")


def _meant(key: str, known: Any) -> str:
    close = difflib.get_close_matches(key, list(known), n=1, cutoff=0.5)
    return f"Did you mean `{close[0]}`?" if close else "`recoveryplan new --answers-template` shows every question."


def template(questionnaire: Questionnaire, command: str) -> Iterator[str]:
    """An empty answers file, with every question and its choices as comments."""
    yield f"{HEAD}: {command}"
    yield "# Take the # away from the lines you answer. What you leave out is skipped."
    for part in questionnaire.parts:
        yield f"\n# --- {part.title} ---"
        for question in part.questions:
            yield f"\n# {question.field.ask if question.field.kind != 'things' else question.label}"
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
