"""Reads one file of ``content/options`` and tells every fault in it with its line. A new pick-list needs YAML only."""

from __future__ import annotations

import difflib
import re

from recoveryplan.errors import ContentProblem, Problem
from recoveryplan.plan import conditions
from recoveryplan.yamlfile import key_position, plain, position, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import Any

    from recoveryplan.plan.conditions import Condition
    from recoveryplan.yamlfile import Path

HEAD = {"of", "marked", "fill", "people", "everyday", "into", "matches", "marks", "without_match", "options"}
"""The keys at the top of a file."""

ENTRY = {
    "id", "text", "then", "step", "do", "fits", "for", "also", "when", "not_when", "stage", "caution", "care",
    "everyday", "source", "relied_on", "checked_on",
}  # fmt: skip
"""The keys of one option, besides the file's own ``marks``."""

_COUNTRY = re.compile(r"[A-Z]{2}\Z")


class Known:
    """What an options file may name: plan paths (see ``plan.shape``), the values of each list, the word lists."""

    __slots__ = ("mentions", "shape", "vocabulary")

    def __init__(
        self, shape: Mapping[str, str], vocabulary: Mapping[str, Mapping[str, str]], mentions: Collection[str]
    ) -> None:
        self.shape = shape
        self.vocabulary = vocabulary
        self.mentions = mentions

    def values(self, path: str) -> Collection[str] | None:
        """The values that may stand at a plan path; None where any may, or where there is no such path."""
        what = self.shape.get(path, "")
        return self.vocabulary[what.removeprefix("words ")] if what.startswith("words ") else None


def load(data: bytes, name: str, known: Known) -> dict[str, Any]:
    """The plain tree of an options file. Raises ContentProblem with every fault, each with its line."""
    document = read(data, name)
    found = plain(document)
    faults: list[Problem] = []

    def fault(path: Path, what: str, todo: str = "", at_key: bool = False) -> None:
        line, column = (key_position if at_key else position)(document, path)
        faults.append(Problem(name, line, column, what, todo))

    if not isinstance(found, dict):
        fault((), "a pick-list belongs here", "It has a list named options, or `of:` and the name of another list.")
        raise ContentProblem(faults)
    _Checker(found, known, fault).check()
    if faults:
        raise ContentProblem(faults)
    return found


class _Checker:
    """Checks one file, from its top down; ``fault`` notes what is off."""

    def __init__(self, head: dict[str, Any], known: Known, fault: Any) -> None:
        self.head = head
        self.known = known
        self.fault = fault
        self.marks = head.get("marks") or []

    def check(self) -> None:
        self._keys(self.head, (), HEAD)
        if bool(self.head.get("options")) == bool(self.head.get("of")):
            self.fault((), "a pick-list has options of its own, or those of another list", "Write options or of.")
        for key in ("into", "matches"):
            if self.head.get(key) and self.head[key] not in self.known.shape:
                self.fault((key,), "the plan has no such path", self._close(self.head[key]))
        options = self.head.get("options") or []
        if not isinstance(options, list):
            self.fault(("options",), "a list of options belongs here", "Each starts with `- id:`.")
            return
        seen: set[str] = set()
        for index, one in enumerate(options):
            self._entry(one, ("options", index), seen)

    def _entry(self, one: Any, path: Path, seen: set[str]) -> None:
        if not isinstance(one, dict):
            self.fault(path, "an option belongs here", "It has at least id and text.")
            return
        self._keys(one, path, ENTRY | set(self.marks))
        for key in ("id", "text"):
            if not isinstance(one.get(key), str) or not one[key].strip():
                self.fault((*path, key), f"{key} is missing here", f"Add a line {key}: …")
        if one.get("id") in seen:
            self.fault((*path, "id"), "this id stands twice", "Each option has an id of its own.")
        seen.add(str(one.get("id")))
        self._values(one, path)
        for key in ("when", "not_when"):
            if key in one:
                for what, todo in self._conditions(one[key]):
                    self.fault((*path, key), what, todo)

    def _values(self, one: dict[str, Any], path: Path) -> None:
        for key, at in (("for", self.head.get("matches")), ("stage", "readiness.stage")):
            self._each(one, key, self.known.values(str(at)), path)
        if one.get("care") and one["care"] not in self.known.vocabulary["care"]:
            self.fault((*path, "care"), "choices.yaml has no such sort of care", self._some("care"))
        also = one.get("also") or {}
        for name in also if isinstance(also, dict) else [""]:
            field = f"{self.head.get('into')}.{name}"
            if field not in self.known.shape:
                self.fault((*path, "also"), "the list it goes into has no such field", "Write `into:` at the top.")
            elif also[name] not in (self.known.values(field) or (also[name],)):
                self.fault((*path, "also", name), "this value can not stand there", self._words(field))

    def _each(self, one: dict[str, Any], key: str, values: Collection[str] | None, path: Path) -> None:
        given = one.get(key)
        if given is None:
            return
        if not isinstance(given, list) or not given:
            self.fault((*path, key), "a list belongs here", f"Write `{key}: [one, two]`.")
        elif values is None:
            self.fault((*path, key), "nothing says what this matches", "Write `matches:` and a plan path at the top.")
        else:
            for index, value in enumerate(given):
                if value not in values:
                    self.fault((*path, key, index), "this value can not stand there", f"Use {', '.join(values)}.")

    def _keys(self, tree: dict[str, Any], path: Path, known: set[str]) -> None:
        for key in tree:
            if key not in known:
                close = difflib.get_close_matches(key, known, n=1)
                todo = f"Did you mean {close[0]}?" if close else ""
                self.fault((*path, key), f"{key} is no key here", todo, at_key=True)

    # --- conditions ---

    def _conditions(self, data: Any) -> Iterator[tuple[str, str]]:
        try:
            parsed = conditions.parse(data)
        except conditions.BadCondition as bad:
            yield str(bad), ""
            return
        yield from self._leaves(parsed)

    def _leaves(self, condition: Condition) -> Iterator[tuple[str, str]]:
        for inner in condition.inner:
            yield from self._leaves(inner)
        if not condition.path:
            return
        path = ".".join(step.partition("[")[0] for step in condition.path.split("."))
        if path not in self.known.shape:
            yield "the plan has no such path", self._close(path)
        elif condition.operator == "mentions" and condition.wanted not in self.known.mentions:
            yield "words.yaml has no such list of words", ""
        elif condition.operator in {"is", "has", "in"}:
            yield from self._wanted(path, condition.wanted)

    def _wanted(self, path: str, wanted: Any) -> Iterator[tuple[str, str]]:
        given = wanted if isinstance(wanted, tuple) else (wanted,)
        values = self.known.values(path)
        if values is None and path == "preferences.country":
            if not all(_COUNTRY.match(one) for one in given):
                yield "a country is written with two capitals", "Such as US or GB."
        elif values is None:
            yield "what stands there are own words, no choice", "Use answered, unknown or mentions."
        elif not set(given) <= set(values):
            yield "this answer can not be given", self._words(path)

    def _words(self, path: str) -> str:
        return f"Use one of: {', '.join(self.known.values(path) or ())}."

    def _some(self, name: str) -> str:
        return f"Use one of: {', '.join(self.known.vocabulary[name])}."

    def _close(self, path: str) -> str:
        close = difflib.get_close_matches(path, self.known.shape, n=1)
        return f"Did you mean {close[0]}?" if close else "docs/plan-format.md has every path."
