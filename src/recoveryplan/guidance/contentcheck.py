"""What every content file of options is checked for: its keys, its values, the conditions it is offered under."""

from __future__ import annotations

import difflib
import re

from recoveryplan.errors import ContentProblem, Problem
from recoveryplan.plan import conditions
from recoveryplan.yamlfile import key_position, plain, position, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from typing import Any

    from recoveryplan.plan.conditions import Condition
    from recoveryplan.yamlfile import Path

    Fault = Callable[..., None]
    """Notes what is off: (path, what, what to do, whether the key itself is meant)."""

_COUNTRY = re.compile(r"[A-Z]{2}\Z")


class Known:
    """What a content file may name: plan paths (see ``plan.shape``), the values of each list, the word lists."""

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


def checked(data: bytes, name: str, check: Callable[[Any, Fault], None]) -> Any:
    """The plain tree of a content file. Raises ContentProblem with every fault that ``check`` notes, with its line."""
    document = read(data, name)
    found = plain(document)
    faults: list[Problem] = []

    def fault(path: Path, what: str, todo: str = "", at_key: bool = False) -> None:
        line, column = (key_position if at_key else position)(document, path)
        faults.append(Problem(name, line, column, what, todo))

    check(found, fault)
    if faults:
        raise ContentProblem(faults)
    return found


class Checker:
    """Checks the parts that files of options share; ``fault`` notes what is off."""

    def __init__(self, known: Known, fault: Fault) -> None:
        self.known = known
        self.fault = fault

    def keys(self, tree: Mapping[str, Any], path: Path, known: Collection[str]) -> None:
        """Whether every key is one that is known here."""
        for key in tree:
            if key not in known:
                close = difflib.get_close_matches(key, known, n=1)
                todo = f"Did you mean {close[0]}?" if close else ""
                self.fault((*path, key), f"{key} is no key here", todo, at_key=True)

    def texts(self, one: Mapping[str, Any], path: Path, *names: str) -> None:
        """Whether each of these is there, as text."""
        for key in names:
            if not isinstance(one.get(key), str) or not one[key].strip():
                self.fault((*path, key), f"{key} is missing here", f"Add a line {key}: …")

    def own_id(self, one: Mapping[str, Any], path: Path, seen: set[str]) -> None:
        """Whether the id stands here for the first time; it is added to those seen."""
        if one.get("id") in seen:
            self.fault((*path, "id"), "this id stands twice", "Each option has an id of its own.")
        seen.add(str(one.get("id")))

    def each(self, one: Mapping[str, Any], key: str, values: Collection[str] | None, path: Path) -> None:
        """Whether a list, where there is one, holds only such values."""
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

    def care(self, one: Mapping[str, Any], path: Path) -> None:
        """Whether the sort of care is one there is."""
        if one.get("care") and one["care"] not in self.known.vocabulary["care"]:
            todo = f"Use one of: {', '.join(self.known.vocabulary['care'])}."
            self.fault((*path, "care"), "choices.yaml has no such sort of care", todo)

    def conditions(self, one: Mapping[str, Any], path: Path, *keys: str) -> None:
        """Whether the conditions are well made and can come true."""
        for key in keys:
            if key in one:
                for what, todo in self._faults(one[key]):
                    self.fault((*path, key), what, todo)

    def _faults(self, data: Any) -> Iterator[tuple[str, str]]:
        try:
            parsed = conditions.parse(data)
        except conditions.BadCondition as bad:
            yield str(bad), ""
            return
        for one in parsed.leaves():
            yield from self._leaf(one)

    def _leaf(self, condition: Condition) -> Iterator[tuple[str, str]]:
        path = conditions.bare(condition.path)
        if path not in self.known.shape:
            yield "the plan has no such path", self.close(path)
        elif condition.operator == "mentions" and condition.wanted not in self.known.mentions:
            yield "words.yaml has no such list of words", ""
        elif condition.operator in {"is", "has", "in"}:
            yield from self._wanted(path, condition.wanted)

    def _wanted(self, path: str, wanted: Any) -> Iterator[tuple[str, str]]:
        given = wanted if isinstance(wanted, tuple) else (wanted,)
        values = self.known.values(path)
        if values is None and path == "past_care.kind":  # own words may stand there too
            values = self.known.vocabulary["care"]
        if values is None and path == "preferences.country":
            if not all(_COUNTRY.match(one) for one in given):
                yield "a country is written with two capitals", "Such as US or GB."
        elif values is None:
            yield "what stands there are own words, no choice", "Use answered, unknown or mentions."
        elif not set(given) <= set(values):
            yield "this answer can not be given", self.words(path)

    def words(self, path: str) -> str:
        """The values that may stand at a path, as advice."""
        return f"Use one of: {', '.join(self.known.values(path) or ())}."

    def close(self, path: str) -> str:
        """The path that may have been meant."""
        found = difflib.get_close_matches(path, self.known.shape, n=1)
        return f"Did you mean {found[0]}?" if found else "docs/plan-format.md has every path."
