"""Do the questions fit the plan? Every path, value and order that a questionnaire names is checked when it is read."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from recoveryplan.interview.questions import UNKEPT, Field, Part, Path, Question, Vocabulary

Shape = Mapping[str, str]
"""Plan path → what may stand there: group, things, free, value, or ``words NAME`` (see ``plan.shape``)."""

Knows = Callable[[str], bool]
"""Whether there is a list of options of this name."""

Leaf = tuple[Path, str, str, Any]
"""One condition: where it stands in the file, its operator, its plan path, its value."""


class Fault(Protocol):
    """Notes one fault at a place of the file being read."""

    def __call__(self, path: Path, what: str, todo: str = "", at_key: bool = False) -> None:
        """Note it."""


class Checker:
    """Checks parts as they are read, in order; ``later`` gives what only shows when all are known."""

    def __init__(self, shape: Shape, vocabulary: Vocabulary, knows: Knows | None = None) -> None:
        self.shape = shape
        self.vocabulary = vocabulary
        self.knows = knows
        self.asked: dict[str, Question] = {}
        self.names: set[str] = set()
        self.parts: set[str] = set()
        self.given: dict[str, tuple[str, ...]] = {}
        self.written: set[str] = set()
        self.waiting: list[tuple[str, Fault, Path]] = []
        self.setting: list[tuple[Question, Fault, Path]] = []

    def take(self, part: Part, raw: Any, fault: Fault) -> None:
        """Check one part; ``raw`` is its plain tree, and ``fault`` notes what is off."""
        self._each(part, fault)
        if part.id in self.parts:
            fault(("part",), "another part has this name", "Each part has a name of its own.")
        self.parts.add(part.id)
        self._shows(part, fault)
        if part.each and self.shape.get(part.each) != "things":
            return  # nothing in it could be looked at
        for leaf in _leaves(raw.get("when") if isinstance(raw, dict) else None, ("when",)):
            self._condition(leaf, "", fault)
        for index, question in enumerate(part.questions):
            path: Path = ("questions", index)
            self._names(question, path, fault)
            tree = raw["questions"][index] if isinstance(raw["questions"][index], dict) else {}
            lead = f"{part.each}." if part.each else ""
            for leaf in _leaves(tree.get("when"), (*path, "when")):
                self._condition(leaf, lead, fault)
            self._kept(question, path, fault)
            self._writes(question, lead, path, fault)
            self.written.add(_bare(lead + question.writes))
            self.given[_bare(lead + question.writes)] = _answers(question.field)
            if question.fields and isinstance(tree.get("fields"), dict):
                self._field_conditions(question, tree["fields"], (*path, "fields"), fault)
            self.asked[question.id] = question
            for answer, name in question.opens.items():
                if name not in self.parts:
                    todo = _meant(name, self.parts)
                    fault((*path, "opens", answer), "no part before this one has this name", todo)
            if question.sets:
                self.setting.append((question, fault, (*path, "sets")))

    def later(self) -> None:
        """Note what only shows when all is known: reading an answer asked later, giving one that nobody asks."""
        for read, fault, path in self.waiting:
            if any(_touches(read, written) for written in self.written):
                fault(path, "this reads an answer that is only asked later", "Put that question first.")
            elif self._at(read) == "free":
                fault(path, "no question gives this answer", _meant(read, self.written))
        for question, fault, path in self.setting:
            self._sets(question, path, fault)

    def _sets(self, question: Question, path: Path, fault: Fault) -> None:
        possible = _answers(question.field)
        for given, others in question.sets.items():
            if possible and given not in possible:
                todo = f"Use one of: {', '.join(possible)}."
                fault((*path, given), "this question has no such answer", todo, at_key=True)
            for name, one in others.items():
                other = self.asked.get(name)
                if other is None or other.each or other.fields:
                    todo = _meant(name, self.asked)
                    fault((*path, given, name), "no question of this id can be given an answer", todo, at_key=True)
                elif _answers(other.field) and one not in _answers(other.field):
                    words = ", ".join(_answers(other.field))
                    fault((*path, given, name), "that question has no such answer", f"Use one of: {words}.")

    def _each(self, part: Part, fault: Fault) -> None:
        lists = [path for path, what in self.shape.items() if what == "things"]
        if part.each and part.each not in lists:
            fault(("each",), "the plan has no such list", _meant(part.each, lists) or _LISTS)
        elif part.each and part.each not in self.written:
            fault(("each",), "no question before this part fills this list", "Put that question first.")

    def _shows(self, part: Part, fault: Fault) -> None:
        """What a part goes over, shows, or says of the last time must be there."""
        named: list[tuple[Path, str]] = [(("among",), part.among)] if part.among else []
        for index, one in enumerate(part.shows):
            named.append((("shows", index, "of"), one.of))
            named += [(("shows", index, "fields", n), f"{one.of}.{name}") for n, name in enumerate(one.fields)]
            named += [(("shows", index, "among"), one.among)] if one.among else []
        for n, question in enumerate(part.questions):
            asked = question.field
            last = asked.last.replace("it.", f"{part.each}.", 1) if part.each else asked.last
            named += [(("questions", n, "last"), last)] if last else []
        for path, wanted in named:
            if self._at(_bare(wanted)) is None:
                fault(path, "the plan has no such path", self._close(_bare(wanted)))

    def _kept(self, question: Question, path: Path, fault: Fault) -> None:
        if question.keep == question.writes.startswith(f"{UNKEPT}."):
            todo = f"With `keep: no` write `writes: {UNKEPT}.` and a name; without it, a path of the plan."
            fault((*path, "writes"), "what is kept nowhere, and only that, is written to `unkept`", todo)

    def _field_conditions(self, question: Question, trees: Mapping[str, Any], path: Path, fault: Fault) -> None:
        before: set[str] = set()
        for name, tree in trees.items():
            for leaf in _leaves(tree.get("when") if isinstance(tree, dict) else None, (*path, name, "when")):
                of_thing = leaf[2].partition("it.")[2] if leaf[2].startswith("it.") else ""
                if of_thing and of_thing not in before and self._at(f"{question.writes}.{of_thing}") is not None:
                    fault(leaf[0], "this reads a field that is not asked before it", "Put that field first.")
                self._condition(leaf, f"{question.writes}.", fault)
            before.add(name)

    def _names(self, question: Question, path: Path, fault: Fault) -> None:
        for key, name in (("id", question.id), *(("was", former) for former in question.was)):
            if name in self.names:
                fault((*path, key), f"the question id {name} stands twice", "Each id and each former id is used once.")
            self.names.add(name)

    def _condition(self, leaf: Leaf, lead: str, fault: Fault) -> None:
        """Check one condition; ``lead`` is the list that ``it`` means an item of, with a dot."""
        path, operator, read, wanted = leaf
        if lead and read.startswith("it."):
            read = lead + read.removeprefix("it.")
        what = self._at(_bare(read))
        if what is None:
            fault(path, "the plan has no such path", self._close(_bare(read)))
            return
        words = self._possible(_bare(read), what)
        if operator in {"is", "has", "in"} and words:
            for one in wanted if isinstance(wanted, list) else [wanted]:
                if str(one) not in words:
                    fault(path, "this answer can not be given", f"Use one of: {', '.join(words)}.")
        elif operator in {"is", "has", "in"} and what == "value" and _bare(read) not in _CODES:
            fault(path, "what stands there are own words, no choice", "Use answered, unknown or mentions.")
        if not any(_touches(_bare(read), written) for written in self.written):
            self.waiting.append((_bare(read), fault, path))

    def _possible(self, bare: str, what: str) -> tuple[str, ...]:
        """The answers that can stand at a plan path; none where it takes own words."""
        if what.startswith("words "):
            return tuple(self.vocabulary.get(what.removeprefix("words "), {}))
        return self.given.get(bare, ()) if what == "free" else ()

    def _writes(self, question: Question, lead: str, path: Path, fault: Fault) -> None:
        bare = _bare(lead + question.writes)
        what = self._at(bare)
        if what is None:
            fault((*path, "writes"), "the plan has no such path", self._close(bare))
            return
        self._place(question, lead, (*path, "writes"), fault)
        self._values(question.field, what, (*path, "choices"), fault)
        self._from(question.field, (*path, "options_from"), fault)
        if question.field.kind == "picks":
            self._picks(question.field, bare, path, fault)
        for one in question.fields:
            self._field(one, bare, (*path, "fields", one.name), fault)

    def _place(self, question: Question, lead: str, path: Path, fault: Fault) -> None:
        """Whether this kind of answer can stand at its path."""
        bare = _bare(lead + question.writes)
        listed = question.field.kind in {"things", "picks"} or bool(question.field.key)
        if listed and self._at(bare) != "things":
            fault(path, "this kind makes a list of things, and the plan has none at that path", _LISTS)
        elif not listed and self._at(bare) in {"things", "group"}:
            fault(path, "a list or a group stands at that path, and this is one answer", _LISTS)
        elif bare.startswith(_FREE) and bare.count(".") > 1:
            fault(path, "a name with a dot can not stand there", "Write the name with _ in place of the dot.")
        elif self._through(question.writes.split("."), lead):
            fault(path, "this path goes through a list, and does not say which thing of it", _ONE_OF)

    def _through(self, steps: list[str], lead: str) -> bool:
        """Whether a path goes through a list without picking one thing of it."""
        heads = (".".join(steps[: n + 1]) for n in range(len(steps) - 1))
        return any(self.shape.get(_bare(lead + head)) == "things" and not head.endswith("]") for head in heads)

    def _field(self, one: Field, bare: str, path: Path, fault: Fault) -> None:
        what = self._at(f"{bare}.{one.name}")
        if what is None:
            fault(path, "the things of this list have no such field", self._close(f"{bare}.{one.name}"), at_key=True)
            return
        self._values(one, what, (*path, "choices"), fault)
        self._from(one, (*path, "options_from"), fault)
        if one.kind == "picks":
            self._picks(one, f"{bare}.{one.name}", path, fault)

    def _from(self, asked: Field, path: Path, fault: Fault) -> None:
        source = asked.options_from
        for wanted in asked.plan_paths:
            if self._at(wanted) is None:
                fault(path, "the plan has no such path", self._close(wanted))
        if source and not asked.plan_paths and self.knows and not self.knows(source):
            fault(path, "no list of options has this name", "docs/writing-questions.md says where they are.")

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
        found = "free" if bare.startswith(_FREE) else self.shape.get(bare)
        return "group" if bare == "more" else found

    def _close(self, bare: str) -> str:
        return _meant(bare, self.shape) or "docs/plan-format.md has every path."


_FREE = ("more.", f"{UNKEPT}.")
"""The groups that take any name, each with one answer."""

_CODES = {"preferences.country"}
"""Plan paths with one of many codes that no list of choices holds."""

_LISTS = "docs/plan-format.md tells what stands where."
_ONE_OF = "Write which, like `substances[kind=alcohol].often`, or use `each:` for all of them."


def _answers(asked: Field) -> tuple[str, ...]:
    """Every answer that can be given, where they are few; else nothing."""
    return ("yes", "no") if asked.kind == "yes_no" else tuple(option.value for option in asked.choices)


def _meant(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"Did you mean {close[0]}?" if close else ""


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
