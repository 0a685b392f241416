"""Why an offer fits: the answers that its conditions were met by, told back in words, the person's own where possible.

The words are in ``content/said.yaml``, by plan path. What is told follows from the conditions alone, so that it can
not say anything that the person did not.
"""

from __future__ import annotations

import re

from recoveryplan.plan import conditions
from recoveryplan.plan.tree import split, values
from recoveryplan.text import clean_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from recoveryplan.plan.conditions import Condition, Words

    Entry = Mapping[str, Any]
    Tree = Mapping[str, Any]

_TENDER = ("partner_danger", "self_harm")
_SOME_WORDS = "some of your words"
_PLACE_FOR = re.compile(r"\{(?:own|what|n)\}")

_MOST = 3
"""So many answers are told back at most."""

_PLACE = "preferences.country"
_LONGEST = 60
"""So many characters of the person's own words are told back; what is longer ends in an ellipsis."""


class Said:
    """The words of ``said.yaml``: for each plan path how an answer is told back."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.by_path: dict[str, Entry] = {one["path"]: one for one in content["said"]}
        self.short: Mapping[str, str] = content["short"]

    def missing(self, condition: Condition) -> Iterator[str]:
        """What a condition may come true by and no words are there for: its path, and the value where it has one."""
        for one in _positive(condition):
            path = conditions.bare(one.path)
            entry = self.by_path.get(path, {})
            if one.operator in {"is", "has", "in"}:
                wanted = one.wanted if isinstance(one.wanted, tuple) else (one.wanted,)
                yield from (f"{path}: {value}" for value in wanted if not self._of_value(entry, value))
            elif not entry.get("unknown" if one.operator == "unknown" else "answered"):
                yield f"{path} ({'unknown' if one.operator == 'unknown' else 'answered'})"

    def because(self, condition: Condition, tree: Tree, words: Words) -> list[str]:
        """What the person said that makes a condition hold, most telling first, each once."""
        met = list(_met(condition, tree, words))
        # Where somebody lives is the least of reasons: it is told where there is no other.
        met = [one for one in met if one.path != _PLACE] or met
        told: dict[str, str] = {}
        for telling in (telling for one in met for telling in self._told(one, tree, words)):
            told.setdefault(_bare(telling), telling)
        return [telling for bare, telling in told.items() if not _is_in_another(bare, told)][:_MOST]

    def _told(self, one: Condition, tree: Tree, words: Words) -> Iterator[str]:
        entry = self.by_path.get(conditions.bare(one.path), {})
        if one.operator == "unknown":
            yield str(entry.get("unknown", ""))
            return
        for group, value in _answers(tree, one.path):
            if _tells(one, value, words):
                yield self._filled(self._of_value(entry, value), entry, group, value, words)

    def _of_value(self, entry: Entry, value: Any) -> str:
        found = (entry.get("values") or {}).get(str(value)) or entry.get("answered")
        return str(found or "")

    def _filled(self, phrase: str, entry: Entry, group: Tree, value: Any, words: Words) -> str:
        """The phrase with the person's own words in it, but for words of a danger or of dying: those are not quoted."""
        named = entry.get("own")
        own = group.get(str(named)) if named else value
        if own and any(conditions.mentioned(str(own), words.get(name, ())) for name in _TENDER):
            if not named:
                return _SOME_WORDS
            own = ""
        quoted = f"“{_short(own)}”" if own and not isinstance(own, dict) else ""
        if named:  # the words stand behind a phrase that is whole without them
            quoted = f" ({quoted})" if quoted else ""
        what = _short(group.get("name") or self.short.get(str(group.get("kind")), ""))
        filled = {"{own}": quoted, "{what}": what or "it", "{n}": str(value)}
        # In one go: the person's own words may hold such signs too.
        return _PLACE_FOR.sub(lambda found: filled[found[0]], phrase)


_BY_VALUE = frozenset({"is", "has", "in"})
_POSITIVE = frozenset({"is", "has", "in", "at_least", "at_most", "answered", "unknown", "mentions"})


def _positive(condition: Condition) -> Iterator[Condition]:
    """The tests in a condition that an answer can meet; what stands under `not` tells nothing."""
    if condition.operator in {"all", "any"}:
        for inner in condition.inner:
            yield from _positive(inner)
    elif condition.operator in _POSITIVE:
        yield condition


def has_reason(condition: Condition) -> bool:
    """Whether every way in which a condition comes true has an answer in it that can be told back."""
    if condition.operator == "any":
        return bool(condition.inner) and all(has_reason(inner) for inner in condition.inner)
    if condition.operator == "all":
        return any(has_reason(inner) for inner in condition.inner)
    return condition.operator in _POSITIVE


def _met(condition: Condition, tree: Tree, words: Words) -> Iterator[Condition]:
    """The tests that hold, in order; of `any`, each that does."""
    for one in _holding(condition, tree, words):
        yield from _met(one, tree, words) if one.inner else [one]


def _holding(condition: Condition, tree: Tree, words: Words) -> Iterable[Condition]:
    if condition.operator in {"all", "any"}:
        return [one for one in condition.inner if one.holds(tree, words)]
    return [condition] if condition.operator in _POSITIVE else []


def _tells(one: Condition, value: Any, words: Words) -> bool:
    if one.operator in _BY_VALUE:
        return str(value) in (one.wanted if isinstance(one.wanted, tuple) else (one.wanted,))
    if one.operator == "mentions":
        return conditions.mentioned(str(value), words.get(one.wanted, ()))
    if one.operator in {"at_least", "at_most"}:
        return str(value).isdecimal() and (
            int(value) >= one.wanted if one.operator == "at_least" else int(value) <= one.wanted
        )
    return True


def _answers(tree: Tree, path: str) -> Iterator[tuple[Tree, Any]]:
    """Every value at a path, each with the thing or group it stands in."""
    start, _, last = path.rpartition(".")
    name, field, wanted = split(last)[0]
    for group in values(tree, start) if start else [tree]:
        if isinstance(group, dict):
            found = group.get(name)
            for value in found if isinstance(found, list) else [] if found is None else [found]:
                if not field or (isinstance(value, dict) and str(value.get(field)) == wanted):
                    yield group, value


def _bare(telling: str) -> str:
    """A telling without quotes and capitals: "you take “Methadone”" says what "you take methadone" says."""
    return telling.translate(_QUOTES).lower()


_QUOTES = str.maketrans("", "", "“”")


def _is_in_another(bare: str, told: Iterable[str]) -> bool:
    """Whether another telling says the same, and of what besides."""
    return any(other != bare and other.endswith(f", {bare}") for other in told)


def _short(words: Any) -> str:
    text = clean_line(str(words))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 2].rstrip() + " …"
