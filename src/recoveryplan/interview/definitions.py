"""Reads ``content/questions/*.yaml`` into questions, and tells every fault with its file and line.

A new question needs YAML only. ``id`` is for ever; ``was`` lists earlier ids. ``writes`` is a plan path.
"""

from __future__ import annotations

import difflib
import zlib
from collections.abc import Iterable
from typing import Any

from recoveryplan import resources
from recoveryplan.errors import ContentProblem, Problem
from recoveryplan.interview.checking import Checker, Shape
from recoveryplan.interview.prompts import Option
from recoveryplan.interview.questions import KINDS, Field, Part, Path, Question, Questionnaire, Vocabulary
from recoveryplan.plan import conditions
from recoveryplan.plan.conditions import ALWAYS, Condition
from recoveryplan.yamlfile import Document, key_position, plain, position, read


def load(files: Iterable[tuple[str, bytes]], vocabulary: Vocabulary) -> Questionnaire:
    """The questionnaire in these files (name, bytes), in order. Raises ContentProblem with every fault found."""
    parts: list[Part] = []
    readers: list[_Reader] = []
    checker = Checker(_shape(), vocabulary)
    digest = 0
    for name, data in files:
        reader = _Reader(read(data, name), vocabulary)
        parts.append(reader.part())
        checker.take(parts[-1], reader.raw, reader.fault)
        readers.append(reader)
        digest = zlib.crc32(data, digest)
    checker.later()
    faults = [fault for reader in readers for fault in reader.faults]
    if faults:
        raise ContentProblem(sorted(faults, key=_place))
    questions = {q.id: q for part in parts for q in part.questions}
    return Questionnaire(tuple(parts), f"{digest:08x}", questions)


def _place(fault: Problem) -> tuple[str, int, int]:
    return fault.file, fault.line or 0, fault.column or 0


def _shape() -> Shape:
    found: dict[str, str] = plain(read(resources.content("shape.yaml"), "shape.yaml"))  # type: ignore[assignment]
    return found


_MOST = {"many": "999", "picks": "999", "number": "999999"}
"""How many or how much a kind takes where the question does not say."""

_PART_KEYS = {"part", "title", "intro", "questions"}
_TEXT_KEYS = (
    "ask", "ask_next", "ask_edit", "ask_own", "help", "why", "options_from", "match", "text_key", "key",
    "low", "high", "hint", "unless_smart",
)  # fmt: skip
_FIELD_KEYS = {*_TEXT_KEYS, "kind", "examples", "choices", "choices_from", "least", "most", "edit"}
_QUESTION_KEYS = _FIELD_KEYS | {"id", "label", "writes", "when", "fields", "first", "lengths", "was", "keep"}


class _Reader:
    """Reads one file's part, collecting faults with their places instead of stopping at the first."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.document = document
        self.raw = plain(document)
        self.vocabulary = vocabulary
        self.faults: list[Problem] = []

    def fault(self, path: Path, what: str, todo: str = "", at_key: bool = False) -> None:
        line, column = (key_position if at_key else position)(self.document, path)
        self.faults.append(Problem(self.document.name, line, column, what, todo))

    def part(self) -> Part:
        tree = self.raw
        if not isinstance(tree, dict):
            self.fault((), "a part of the interview belongs here", "It has part, title, intro and questions.")
            return Part("", "", "", ())
        self.keys(tree, (), _PART_KEYS, {"part", "title", "questions"})
        items = self.listed(tree, (), "questions")
        questions = tuple(self.question(item, ("questions", index)) for index, item in enumerate(items))
        return Part(str(tree.get("part")), str(tree.get("title")), str(tree.get("intro") or ""), questions)

    def listed(self, tree: dict[str, Any], path: Path, key: str) -> list[Any]:
        found = tree.get(key) or []
        if isinstance(found, list):
            return found
        self.fault((*path, key), "a list belongs here", f"Write `{key}: [one, two]`.")
        return []

    def keys(self, tree: dict[str, Any], path: Path, known: set[str], needed: set[str]) -> None:
        for key in tree:
            if key not in known:
                close = difflib.get_close_matches(key, known, n=1)
                self.fault(
                    (*path, key), f"{key} is no key here", f"Did you mean {close[0]}?" if close else "", at_key=True
                )
        for key in sorted(needed - set(tree)):
            self.fault(path, f"{key} is missing here", f"Add a line {key}: …")

    def question(self, tree: Any, path: Path) -> Question:
        if not isinstance(tree, dict):
            self.fault(path, "a question belongs here", "It has at least id, kind, ask and writes.")
            tree = {}
        self.keys(tree, path, _QUESTION_KEYS, {"id", "kind", "ask", "writes"})
        asked = self.field(tree, path, str(tree.get("id")))
        fields = tree.get("fields") or {}
        if (asked.kind == "things") != bool(fields):
            self.fault(path, "fields belong to the kind things, and it needs at least one")
        return Question(
            id=str(tree.get("id")),
            label=str(tree.get("label") or tree.get("ask")),
            field=asked,
            writes=str(tree.get("writes")),
            when=self.when(tree.get("when"), (*path, "when")),
            fields=self.fields(fields, (*path, "fields")),
            first=self.number(tree.get("first") or "1", (*path, "first")),
            lengths=tuple(self.listed(tree, path, "lengths")),
            was=tuple(self.listed(tree, path, "was")),
            keep=tree.get("keep") != "no",
        )

    def fields(self, trees: Any, path: Path) -> tuple[Field, ...]:
        if not isinstance(trees, dict):
            self.fault(path, "fields are written by name, like `phone:`")
            return ()
        made = []
        for name, tree in trees.items():
            if not isinstance(tree, dict):
                self.fault((*path, name), "a field has at least kind and ask")
                continue
            self.keys(tree, (*path, name), _FIELD_KEYS, {"kind", "ask"})
            made.append(self.field(tree, (*path, name), name))
        return tuple(made)

    def when(self, tree: Any, path: Path) -> Condition:
        if tree is None:
            return ALWAYS
        try:
            return conditions.parse(tree)
        except conditions.BadCondition as bad:
            self.fault(path, str(bad))
            return ALWAYS

    def field(self, tree: dict[str, Any], path: Path, name: str) -> Field:
        kind = str(tree.get("kind"))
        if kind not in KINDS:
            self.fault((*path, "kind"), "this is no kind of question", f"Use one of: {' '.join(KINDS)}.")
        choices = self.choices(tree, path)
        if kind in {"choice", "many", "named"} and not (choices or tree.get("options_from")):
            self.fault(path, "this kind needs choices", "Add choices, choices_from or options_from.")
        texts: dict[str, Any] = {key: str(tree[key]) for key in _TEXT_KEYS if tree.get(key)}
        texts.setdefault("ask", "")
        return Field(
            name=name,
            kind=kind,
            examples=tuple(self.listed(tree, path, "examples")),
            choices=choices,
            edit=tree.get("edit") != "no",
            least=self.number(tree.get("least") or "0", (*path, "least")),
            most=self.number(tree.get("most") or _MOST.get(kind, "10"), (*path, "most")),
            **texts,
        )

    def number(self, value: Any, path: Path) -> int:
        if not str(value).isdecimal():
            self.fault(path, "a whole number belongs here")
            return 0
        return int(value)

    def choices(self, tree: dict[str, Any], path: Path) -> tuple[Option, ...]:
        name = tree.get("choices_from")
        if name:
            if name not in self.vocabulary:
                close = difflib.get_close_matches(str(name), self.vocabulary, n=1)
                todo = f"Did you mean {close[0]}?" if close else ""
                self.fault((*path, "choices_from"), "choices.yaml has no such list", todo)
            return tuple(Option(value, words) for value, words in self.vocabulary.get(name, {}).items())
        given = tree.get("choices") or {}
        if not isinstance(given, dict):
            self.fault((*path, "choices"), "choices are written as `value: the words shown`")
            return ()
        return tuple(Option(value, str(words)) for value, words in given.items())
