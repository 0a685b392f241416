"""What a question is: the typed shape of ``content/questions/*.yaml``, and how it is read, fault by fault.

A new question needs YAML only. ``id`` is for ever; ``was`` lists earlier ids. ``writes`` is a plan path.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from recoveryplan.errors import ContentProblem, Problem
from recoveryplan.interview.prompts import Option
from recoveryplan.plan import conditions
from recoveryplan.plan.conditions import ALWAYS, Condition
from recoveryplan.yamlfile import Document, plain, position, read

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


def load(files: Iterable[tuple[str, bytes]], vocabulary: Vocabulary) -> Questionnaire:
    """The questionnaire in these files (name, bytes), in order. Raises ContentProblem with every fault found."""
    parts, faults = [], []
    digest = 0
    for name, data in files:
        document = read(data, name)
        reader = _Reader(document, vocabulary)
        parts.append(reader.part(plain(document)))
        faults += reader.faults
        digest = (digest * 1_000_003 + _checksum(data)) % 2**61
    faults += _twice(parts)
    if faults:
        raise ContentProblem(faults)
    questions = {q.id: q for part in parts for q in part.questions}
    return Questionnaire(tuple(parts), f"{digest:x}", questions)


def _checksum(data: bytes) -> int:
    import zlib

    return zlib.crc32(data)


def _twice(parts: Iterable[Part]) -> list[Problem]:
    seen: set[str] = set()
    faults = []
    for part in parts:
        for question in part.questions:
            if question.id in seen:
                faults.append(Problem(f"{part.id}.yaml", None, None, f"the question id {question.id} stands twice"))
            seen.add(question.id)
    return faults


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
        self.vocabulary = vocabulary
        self.faults: list[Problem] = []

    def fault(self, path: Path, what: str, todo: str = "") -> None:
        line, column = position(self.document, path)
        self.faults.append(Problem(self.document.name, line, column, what, todo))

    def part(self, tree: Any) -> Part:
        if not isinstance(tree, dict):
            self.fault((), "a part of the interview belongs here", "It has part, title, intro and questions.")
            return Part("", "", "", ())
        self.keys(tree, (), _PART_KEYS, {"part", "title", "questions"})
        items = tree.get("questions") or []
        questions = tuple(self.question(item, ("questions", index)) for index, item in enumerate(items))
        return Part(str(tree.get("part")), str(tree.get("title")), str(tree.get("intro") or ""), questions)

    def keys(self, tree: dict[str, Any], path: Path, known: set[str], needed: set[str]) -> None:
        for key in tree:
            if key not in known:
                close = difflib.get_close_matches(key, known, n=1)
                self.fault((*path, key), f"{key} is no key here", f"Did you mean {close[0]}?" if close else "")
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
            first=int(tree.get("first") or 1),
            lengths=tuple(tree.get("lengths") or ()),
            was=tuple(tree.get("was") or ()),
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
        return Field(
            name=name,
            kind=kind,
            examples=tuple(tree.get("examples") or ()),
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
                self.fault(
                    (*path, "choices_from"), "choices.yaml has no such list", *(f"Did you mean {c}?" for c in close)
                )
            return tuple(Option(value, words) for value, words in self.vocabulary.get(name, {}).items())
        given = tree.get("choices") or {}
        if not isinstance(given, dict):
            self.fault((*path, "choices"), "choices are written as `value: the words shown`")
            return ()
        return tuple(Option(value, str(words)) for value, words in given.items())


OptionsSource = Callable[[str, str, Mapping[str, Any]], tuple[Option, ...]]
"""Options from outside the questionnaire: (source, the value it is matched to, the plan so far) → options."""
