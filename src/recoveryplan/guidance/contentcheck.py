"""What every content file of options is checked for: its keys, its values, the conditions it is offered under."""

from __future__ import annotations

import datetime
import difflib
import re

from recoveryplan.errors import ContentProblem, Problem
from recoveryplan.plan import conditions, tree
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
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")  # fromisoformat alone would also take weeks

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")

NUMBERS = {
    "readiness.importance": 10,
    "readiness.confidence": 10,
    "substances.craving": 10,
    "goals.confidence": 10,
    "counting.longest": 999999,
    "counting.total": 999999,
    "counting.marks": 999999,
    "record.mood": 10,
    "record.craving": 10,
    "record.hope": 10,
    "record.falls": 999999,
    "record.low": 999999,
    "record.high": 999999,
}
"""The paths of a plan, or of a record, where a number of the person's stands, with the highest it can be."""

_WORDS_RELIED_ON = 25


class Known:
    """What a content file may name: plan paths (see ``plan.shape``), the values of each list, the word lists.

    ``sources`` gives the ids of ``sources.yaml`` when one is first named; without it, none is looked up.
    """

    __slots__ = ("mentions", "shape", "sources", "vocabulary")

    def __init__(
        self,
        shape: Mapping[str, str],
        vocabulary: Mapping[str, Mapping[str, str]],
        mentions: Collection[str],
        sources: Callable[[], Collection[str]] | None = None,
    ) -> None:
        self.shape = shape
        self.vocabulary = vocabulary
        self.mentions = mentions
        self.sources = sources

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
            given = one.get(key)
            if given is None or given == "" or (isinstance(given, str) and not given.strip()):
                self.fault((*path, key), f"{key} is missing here", f"Add a line {key}: …")
            elif not isinstance(given, str):
                self.fault((*path, key), "text belongs here, no list and no group", f"Write `{key}: …` in one line.")

    def text_if_any(self, one: Mapping[str, Any], path: Path, *names: str) -> None:
        """Whether each of these that is there is text."""
        self.texts(one, path, *(key for key in names if key in one))

    def own_id(self, one: Mapping[str, Any], path: Path, seen: set[str]) -> None:
        """Whether the id, where it is text, stands here for the first time; it is added to those seen."""
        own = one.get("id")
        if not isinstance(own, str):
            return
        if own.strip() and not _ID.match(own):
            self.fault((*path, "id"), "this can be no id", "Write it like one-two: small letters, digits, dashes.")
        if own in seen:
            self.fault((*path, "id"), "this id stands twice", "Each option has an id of its own.")
        seen.add(own)

    def each(self, one: Mapping[str, Any], key: str, values: Collection[str] | None, path: Path) -> None:
        """Whether a list, where there is one, holds only such values."""
        if key not in one:
            return
        given = one[key]
        if not isinstance(given, list) or not given:
            self.fault((*path, key), "a list belongs here", f"Write `{key}: [one, two]`.")
        elif values is None:
            self.fault((*path, key), "nothing says what this matches", "Write `matches:` and a plan path at the top.")
        else:
            for index, value in enumerate(given):
                if not isinstance(value, str) or value not in values:
                    self.fault((*path, key, index), "this value can not stand there", f"Use {', '.join(values)}.")

    def care(self, one: Mapping[str, Any], path: Path) -> None:
        """Whether the sort of care is one there is."""
        if "care" in one and str(one["care"]) not in self.known.vocabulary["care"]:
            todo = f"Use one of: {', '.join(self.known.vocabulary['care'])}."
            self.fault((*path, "care"), "choices.yaml has no such sort of care", todo)

    def also(self, one: Mapping[str, Any], path: Path, into: str, *own: str) -> None:
        """Whether the further fields are ones that the things of the list ``into`` have, and not their ``own`` ones."""
        also = one.get("also", {})
        if not isinstance(also, dict):
            self.fault((*path, "also"), "a group of fields belongs here", "Such as `area: sleep`, one line each.")
            return
        for name, value in also.items():
            field, at = f"{into}.{name}", (*path, "also", name)
            values = self.known.values(field)
            if field not in self.known.shape:
                self.fault(at, "the list it goes into has no such field", self.close(field), at_key=True)
            elif name in {"id", "from", *own}:
                self.fault(at, "the program writes this field itself", "Take this line out.", at_key=True)
            elif not isinstance(value, str):
                self.fault(at, "text belongs here, no list and no group")
            elif values is not None and value not in values:
                self.fault(at, "this value can not stand there", self.words(field))

    def sourced(self, one: Mapping[str, Any], path: Path) -> None:
        """Whether the page it rests on is known, with the day it was read and few words of what it says."""
        source, relied_on, read_on = (one.get(key) for key in ("source", "relied_on", "checked_on"))
        if isinstance(source, str) and self.known.sources and source not in self.known.sources():
            self.fault((*path, "source"), "sources.yaml has no such page", "Add it there, or correct the id.")
        if isinstance(relied_on, str) and len(relied_on.split()) > _WORDS_RELIED_ON:
            self.fault((*path, "relied_on"), f"at most {_WORDS_RELIED_ON} words belong here")
        if isinstance(read_on, str) and not _is_day(read_on):
            self.fault((*path, "checked_on"), "this is no day", "Write it like 2026-12-22.")

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
        if _never(parsed):
            yield "these can not come true together", "With `is` no other answer stands at that path."

    def _leaf(self, condition: Condition) -> Iterator[tuple[str, str]]:
        path = conditions.bare(condition.path)
        if path not in self.known.shape:
            yield "the plan has no such path", self.close(path)
            return
        if "[" in condition.path:
            yield from self._picked(condition.path)
        if condition.operator == "mentions" and condition.wanted not in self.known.mentions:
            yield "words.yaml has no such list of words", ""
        elif condition.operator in {"is", "has", "in"}:
            yield from self._wanted(path, condition.wanted)
        elif condition.operator in {"at_least", "at_most"}:
            yield from self._number(path, condition)
        elif condition.operator == "count" and condition.wanted.get("at_least", 0) > condition.wanted.get(
            "at_most", 1e6
        ):
            yield "this can not come true", "at_least is more than at_most."

    def _picked(self, path: str) -> Iterator[tuple[str, str]]:
        """The faults of what a path picks by: ``[kind=alcohol]``."""
        so_far: list[str] = []
        for name, field, value in tree.split(path):
            so_far.append(name)
            by = ".".join((*so_far, field))
            if field and by not in self.known.shape:
                yield "what is picked from has no such field", self.close(by)
            elif field:
                yield from self._wanted(by, value)

    def _number(self, path: str, condition: Condition) -> Iterator[tuple[str, str]]:
        if path not in NUMBERS:
            yield "no number stands there", f"One stands at: {', '.join(NUMBERS)}."
        elif condition.operator == "at_least" and condition.wanted > NUMBERS[path]:
            yield "this can not come true", f"The highest is {NUMBERS[path]}."

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


def _never(condition: Condition) -> bool:
    """Whether an `all` in it asks that only one answer stands at a path, and also that another does."""
    if condition.operator == "all" and _contradicts(list(_together(condition))):
        return True
    return any(map(_never, condition.inner))


def _together(condition: Condition) -> Iterator[Condition]:
    """What must all hold: an `all` inside an `all` adds nothing of its own."""
    for one in condition.inner:
        yield from _together(one) if one.operator == "all" else [one]


def _contradicts(together: list[Condition]) -> bool:
    for only in (one for one in together if one.operator == "is"):
        answered = tree.placed({}, conditions.bare(only.path), only.wanted)
        others = (one for one in together if [test.path for test in one.leaves()] == [only.path])
        if not all(_of_bare_path(one).holds(answered, {}) for one in others):
            return True
    return False


def _of_bare_path(condition: Condition) -> Condition:
    """The same test without what its path picks by."""
    inner = tuple(map(_of_bare_path, condition.inner))
    path = conditions.bare(condition.path) if condition.path else ""
    return conditions.Condition(condition.operator, path, condition.wanted, inner)


def _is_day(written: str) -> bool:
    try:
        return bool(_DAY.match(written) and datetime.date.fromisoformat(written))
    except ValueError:
        return False
