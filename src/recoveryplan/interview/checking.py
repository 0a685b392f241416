"""Do the questions fit the plan? Every path, value and order that a questionnaire names is checked when it is read."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from recoveryplan.interview.questions import Field, Part, Path, Question, Vocabulary

Shape = Mapping[str, str]
"""Plan path → what may stand there: group, things, free, value, or ``words NAME`` (see ``plan.shape``)."""

Leaf = tuple[Path, str, str, Any]
"""One condition: where it stands in the file, its operator, its plan path, its value."""


class Fault(Protocol):
    """Notes one fault at a place of the file being read."""

    def __call__(self, path: Path, what: str, todo: str = "", at_key: bool = False) -> None:
        """Note it."""


class Checker:
    """Checks parts as they are read, in order; ``later`` gives what only shows when all are known."""

    def __init__(self, shape: Shape, vocabulary: Vocabulary) -> None:
        self.shape = shape
        self.vocabulary = vocabulary
        self.names: set[str] = set()
        self.written: set[str] = set()
        self.waiting: list[tuple[str, Fault, Path]] = []

    def take(self, part: Part, raw: Any, fault: Fault) -> None:
        """Check one part; ``raw`` is its plain tree, and ``fault`` notes what is off."""
        for index, question in enumerate(part.questions):
            path: Path = ("questions", index)
            self._names(question, path, fault)
            tree = raw["questions"][index]
            for leaf in _leaves(tree.get("when") if isinstance(tree, dict) else None, (*path, "when")):
                self._condition(leaf, fault)
            self._writes(question, path, fault)
            self.written.add(_bare(question.writes))

    def later(self) -> None:
        """Note conditions that read what only a later question asks; what no question asks may be read anywhere."""
        for read, fault, path in self.waiting:
            if any(_touches(read, written) for written in self.written):
                fault(path, "this reads an answer that is only asked later", "Put that question first.")

    def _names(self, question: Question, path: Path, fault: Fault) -> None:
        for key, name in (("id", question.id), *(("was", former) for former in question.was)):
            if name in self.names:
                fault((*path, key), f"the question id {name} stands twice", "Each id and each former id is used once.")
            self.names.add(name)

    def _condition(self, leaf: Leaf, fault: Fault) -> None:
        path, operator, read, wanted = leaf
        what = self._at(_bare(read))
        if what is None:
            fault(path, "the plan has no such path", self._close(_bare(read)))
            return
        if operator in {"is", "has", "in"} and what.startswith("words "):
            words = self.vocabulary.get(what.removeprefix("words "), {})
            for one in wanted if isinstance(wanted, list) else [wanted]:
                if str(one) not in words:
                    fault(path, "this answer can not be given", f"Use one of: {', '.join(words)}.")
        if not any(_touches(_bare(read), written) for written in self.written):
            self.waiting.append((_bare(read), fault, path))

    def _writes(self, question: Question, path: Path, fault: Fault) -> None:
        bare = _bare(question.writes)
        what = self._at(bare)
        if what is None:
            fault((*path, "writes"), "the plan has no such path", self._close(bare))
            return
        self._values(question.field, what, (*path, "choices"), fault)
        asked = question.field
        if asked.kind == "picks":
            self._picks(asked, bare, path, fault)
        for one in question.fields:
            self._field(one, bare, (*path, "fields", one.name), fault)

    def _field(self, one: Field, bare: str, path: Path, fault: Fault) -> None:
        what = self._at(f"{bare}.{one.name}")
        if what is None:
            fault(path, "the things of this list have no such field", self._close(f"{bare}.{one.name}"), at_key=True)
            return
        self._values(one, what, (*path, "choices"), fault)
        if one.kind == "picks":
            self._picks(one, f"{bare}.{one.name}", path, fault)

    def _picks(self, asked: Field, bare: str, path: Path, fault: Fault) -> None:
        if not asked.text_key or self._at(f"{bare}.{asked.text_key}") is None:
            fault(path, "picks need text_key: the field of the plan that takes the words", "Add `text_key: …`.")
        if not asked.options_from:
            fault(path, "picks need options_from: where the list comes from", "Add `options_from: …`.")

    def _values(self, asked: Field, what: str, path: Path, fault: Fault) -> None:
        """Choices that go into a field with a word list must stand in that list."""
        words = self.vocabulary.get(what.removeprefix("words "), {}) if what.startswith("words ") else None
        lost = [one.value for one in asked.choices if words is not None and one.value not in words]
        if lost:
            fault(path, "a choice here is not a word of the plan's list", f"Use some of: {', '.join(words or ())}.")

    def _at(self, bare: str) -> str | None:
        return "free" if bare.startswith("more.") else self.shape.get(bare)

    def _close(self, bare: str) -> str:
        close = difflib.get_close_matches(bare, self.shape, n=1)
        return f"Did you mean {close[0]}?" if close else "docs/plan-format.md has every path."


def _bare(path: str) -> str:
    """A plan path without what it selects by."""
    return ".".join(step.partition("[")[0] for step in path.split("."))


def _touches(read: str, written: str) -> bool:
    return read == written or read.startswith(f"{written}.") or written.startswith(f"{read}.")


def _leaves(tree: Any, path: Path) -> Iterator[Leaf]:
    """Every condition at the end of the branches; what is not well made is told elsewhere."""
    if not isinstance(tree, dict) or len(tree) != 1:
        return
    operator, body = next(iter(tree.items()))
    if operator == "not":
        yield from _leaves(body, (*path, operator))
    elif operator in {"all", "any"} and isinstance(body, list):
        for index, one in enumerate(body):
            yield from _leaves(one, (*path, operator, index))
    elif operator in {"answered", "unknown"} and isinstance(body, str):
        yield (*path, operator), operator, body, None
    elif isinstance(body, dict) and len(body) == 1:
        read, wanted = next(iter(body.items()))
        yield (*path, operator, read), operator, str(read), wanted
