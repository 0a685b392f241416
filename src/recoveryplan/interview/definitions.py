"""Reads ``content/questions/*.yaml`` into questions, and tells every fault with its file and line.

A new question needs YAML only. ``id`` is for ever; ``was`` lists earlier ids. ``writes`` is a plan path.
"""

from __future__ import annotations

import difflib
import re
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from recoveryplan import resources
from recoveryplan.errors import ContentProblem, Problem
from recoveryplan.interview.checking import Checker, Knows, Shape
from recoveryplan.interview.prompts import Option
from recoveryplan.interview.questions import (
    KINDS,
    LATER,
    LENGTHS,
    Field,
    Part,
    Path,
    Question,
    Questionnaire,
    Shows,
    Vocabulary,
)
from recoveryplan.plan import conditions
from recoveryplan.plan.conditions import ALWAYS, Condition
from recoveryplan.yamlfile import Document, key_position, plain, position, read


def load(
    files: Iterable[tuple[str, bytes]],
    vocabulary: Vocabulary,
    knows: Knows | None = None,
    record: Shape | None = None,
    ready: Collection[str] = (),
) -> Questionnaire:
    """The questionnaire in these files (name, bytes), in order. Raises ContentProblem with every fault found.

    ``knows`` tells whether a list of options has a name; without it such names are not checked. ``record`` is the
    shape of the record that the questions fill beside a plan that is there; ``ready`` are its paths that are filled
    before the first question.
    """
    parts: list[Part] = []
    readers: list[_Reader] = []
    checker = Checker(_shape() | dict(record or {}), vocabulary, knows)
    if record is not None:
        checker.written |= {*_shape(), *ready}
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


def _shape() -> dict[str, str]:
    found: dict[str, str] = plain(read(resources.content("shape.yaml"), "shape.yaml"))  # type: ignore[assignment]
    return found


_MOST = {"many": "999", "picks": "999", "number": "999999"}
"""How many or how much a kind takes where the question does not say."""

_ID = re.compile("[a-z0-9][a-z0-9-]*")

_PART_KEYS = {"part", "title", "intro", "each", "most", "offers", "among", "shows", "when", "questions"}
_SHOWS_KEYS = {"of", "fields", "among", "title"}
_TEXT_KEYS = (
    "ask", "ask_next", "ask_easy", "ask_edit", "ask_own", "help", "why", "options_from", "match", "text_key", "key",
    "low", "high", "last", "hint", "unless_smart",
)  # fmt: skip
_FIELD_KEYS = {*_TEXT_KEYS, "kind", "examples", "choices", "choices_from", "only", "least", "most", "edit",
               "past", "ahead", "lengths", "when"}  # fmt: skip
_QUESTION_KEYS = _FIELD_KEYS | {"id", "label", "writes", "fields", "first", "was", "keep", "sets", "opens"}


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
        each = str(tree.get("each") or "")
        whole = self.when(tree.get("when"), ("when",))
        questions = tuple(self.question(item, ("questions", index), each, whole) for index, item in enumerate(items))
        most = self.number(tree.get("most") or "0", ("most",))
        part, title, intro = (str(tree.get(key) or "") for key in ("part", "title", "intro"))
        among, shows = str(tree.get("among") or ""), self.shows(self.listed(tree, (), "shows"))
        return Part(part, title, intro, questions, each, most, tree.get("offers") == "yes", among, shows)

    def shows(self, items: list[Any]) -> tuple[Shows, ...]:
        """What a part shows before its first question."""
        found = []
        for index, item in enumerate(items):
            path: Path = ("shows", index)
            if not isinstance(item, dict):
                self.fault(path, "what is shown is a group here", "Write `of: people` and `fields: [name, phone]`.")
                continue
            self.keys(item, path, _SHOWS_KEYS, {"of", "fields"})
            fields = tuple(map(str, self.listed(item, path, "fields")))
            found.append(Shows(str(item.get("of")), fields, str(item.get("among") or ""), str(item.get("title") or "")))
        return tuple(found)

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
        for key in sorted(key for key in needed if tree.get(key) in (None, "")):
            self.fault(path, f"{key} is missing here", f"Add a line {key}: …")

    def question(self, tree: Any, path: Path, each: str = "", whole: Condition = ALWAYS) -> Question:
        if not isinstance(tree, dict):
            self.fault(path, "a question belongs here", "It has at least id, kind, ask and writes.")
            tree = {}
        self.keys(tree, path, _QUESTION_KEYS, {"id", "kind", "ask", "writes"})
        if tree.get("id") and not _ID.fullmatch(str(tree["id"])):
            self.fault((*path, "id"), "an id has small letters and digits, with - between words", "Write it anew.")
        if tree.get("keep", "yes") not in {"yes", "no"}:
            self.fault((*path, "keep"), "keep is yes or no", "`keep: no` keeps the answer nowhere.")
        asked = self.field(tree, path, str(tree.get("id")))
        fields = tree.get("fields") or {}
        if (asked.kind == "things") != bool(fields):
            self.fault(path, "fields belong to the kind things, and it needs at least one")
        if asked.kind == "things" and each:
            self.fault((*path, "kind"), "a list of things can not be asked of each item", "Use picks or text here.")
        return Question(
            id=str(tree.get("id")),
            label=str(tree.get("label") or tree.get("ask")),
            field=replace(asked, when=ALWAYS, lengths=()),
            writes=str(tree.get("writes")),
            when=asked.when if whole is ALWAYS else Condition("all", inner=(whole, asked.when)),
            fields=self.fields(fields, (*path, "fields")),
            first=self.first(tree.get("first") or "1", (*path, "first")),
            lengths=asked.lengths or ("full",),
            was=tuple(self.listed(tree, path, "was")),
            keep=tree.get("keep") != "no",
            each=each,
            sets=self.sets(tree.get("sets") or {}, (*path, "sets")),
            opens=self.opens(tree.get("opens") or {}, (*path, "opens")),
        )

    def first(self, given: Any, path: Path) -> dict[str, int]:
        """How many things are asked for: one number, or one for each length."""
        if not isinstance(given, dict):
            return {"": self.number(given, path)}
        for length in given:
            self.length(length, (*path, length), at_key=True)
        return {length: self.number(number, (*path, length)) for length, number in given.items()}

    def lengths(self, tree: dict[str, Any], path: Path) -> tuple[str, ...]:
        """The lengths that a question or field is asked in; empty where it does not say."""
        given = self.listed(tree, path, "lengths")
        for index, length in enumerate(given):
            self.length(length, (*path, "lengths", index))
        return tuple(map(str, given))

    def length(self, name: Any, path: Path, at_key: bool = False) -> None:
        if name not in (known := (*LENGTHS, LATER)):
            self.fault(path, "this is no length of the interview", f"Use {', '.join(known)}.", at_key=at_key)

    def opens(self, given: Any, path: Path) -> dict[str, str]:
        """The parts that answers lead back to: value → part id."""
        if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
            self.fault(path, "opens is written as an answer, and behind it the name of a part")
            return {}
        return dict(given)

    def sets(self, given: Any, path: Path) -> dict[str, dict[str, str]]:
        """Answers that come along with this one: value → question id → value."""
        if not isinstance(given, dict) or not all(isinstance(one, dict) for one in given.values()):
            self.fault(path, "sets is written as an answer, and below it `question: answer`")
            return {}
        return {value: {name: str(one) for name, one in others.items()} for value, others in given.items()}

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
        if kind in {"choice", "many", "named"} and not {"choices", "choices_from", "options_from"} & set(tree):
            self.fault(path, "this kind needs choices", "Add choices, choices_from or options_from.")
        texts: dict[str, Any] = {key: str(tree[key]) for key in _TEXT_KEYS if tree.get(key)}
        texts.setdefault("ask", "")
        return Field(
            name=name,
            kind=kind,
            examples=tuple(self.listed(tree, path, "examples")),
            choices=choices,
            edit=tree.get("edit") != "no",
            past=tree.get("past") == "yes",
            ahead=tree.get("ahead") == "yes",
            lengths=self.lengths(tree, path),
            when=self.when(tree.get("when"), (*path, "when")),
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
            return self.narrowed(self.vocabulary.get(name, {}), tree, path)
        given = tree.get("choices") or {}
        if not isinstance(given, dict):
            self.fault((*path, "choices"), "choices are written as `value: the words shown`")
            return ()
        return tuple(Option(value, str(words)) for value, words in given.items())

    def narrowed(self, words: Mapping[str, str], tree: dict[str, Any], path: Path) -> tuple[Option, ...]:
        """A word list as choices; with ``only`` just those it names."""
        only = self.listed(tree, path, "only")
        for index, one in enumerate(only):
            if one not in words:
                self.fault((*path, "only", index), "the list has no such word", f"Use some of: {', '.join(words)}.")
        return tuple(Option(value, shown) for value, shown in words.items() if not only or value in only)
