"""Tells a difference in plain words. Pure; how each part is called is in content/differences.yaml."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from recoveryplan.plan import differences as kinds
from recoveryplan.plan.differences import Difference, Field, Nouns, Value
from recoveryplan.plan.links import LINKS
from recoveryplan.plan.tree import values
from recoveryplan.text import clean_line
from recoveryplan.wording import versions as words

LONGEST = 60
"""So many characters of own words stand on a short list; what is longer ends in an ellipsis."""

_NUMBERS = frozenset({"people.phone"})


def short(own: str) -> str:
    """Own words as they stand on a short list."""
    text = clean_line(own)
    if len(text) <= LONGEST:
        return text
    start = text[: LONGEST - 2]
    return (start.rpartition(" ")[0] or start).rstrip(",;:. ") + "\u00a0…"


class Teller:
    """Puts differences in words. ``names`` are the words of things by id, for fields that name one (see ``names_in``).

    ``before`` are their words as they were, where they were others: an id may have got other words since. ``whole``:
    own words are not cut, and parts that a short list names as a group are told one by one.
    """

    def __init__(
        self,
        nouns: Nouns,
        names: Mapping[str, str],
        today: datetime.date,
        whole: bool = False,
        before: Mapping[str, str] | None = None,
    ) -> None:
        self.nouns = nouns
        self.names = names
        self.before = {**names, **(before or {})}
        self.today = today
        self.whole = whole

    def lines(self, found: Iterable[Difference]) -> list[str]:
        """A sentence for each difference, as they come; those of groups together in the last."""
        listed = list(found)
        told = [self.line(one) for one in listed if not self._is_grouped(one)]
        called = self._called(listed)
        return [*told, *([words.grouped(called)] if called else [])]

    def lines_back(self, found: Iterable[Difference]) -> list[str]:
        """The same for differences that are yet to come, from now to an older version."""
        listed = list(found)
        told = [self.line_back(one) for one in listed if not self._is_grouped(one)]
        called = self._called(listed)
        return [*told, *([words.group_as_before(called)] if called else [])]

    def _is_grouped(self, one: Difference) -> bool:
        return one.closed or (not self.whole and self.nouns.group(one.path) is not None)

    def _called(self, found: list[Difference]) -> list[str]:
        groups = (self.nouns.group(one.path) for one in found if self._is_grouped(one))
        return list(dict.fromkeys(group.called for group in groups if group))

    # --- one difference ---

    def line(self, one: Difference) -> str:
        """What became of something, as a sentence about the person."""
        return _LINES[one.how](self, one)

    def line_back(self, one: Difference) -> str:
        """What bringing an older version back would do."""
        if one.how in {kinds.ADDED, kinds.REPLACED}:
            return words.comes_back(self._within(one) + words.thing(self._called_one(one), self._short(one.words)))
        if one.how == kinds.OUT:
            return words.goes(self._within(one) + words.thing(self._called_one(one), self._short(one.words)))
        fields = self._fields(one, words.IN_PLACE_OF)
        if not one.id:
            return fields
        return f"{words.as_before(self._within(one) + self._named(one))} {fields}".rstrip()

    def _added(self, one: Difference) -> str:
        inside = words.inside([self._short(inner) for inner in one.inside], self.whole)
        return words.added(self._called_one(one), self._short(one.words), self._within(one), one.because, inside)

    def _taken_out(self, one: Difference) -> str:
        return words.taken_out(self._called_one(one), self._short(one.words), self._within(one), one.because)

    def _let_go(self, one: Difference) -> str:
        return words.let_go(self._called_one(one), self._short(one.words), self._within(one), one.because)

    def _reached(self, one: Difference) -> str:
        on = words.day(one.day, self.today) if one.day else ""
        return words.reached(self._called_one(one), self._short(one.words), on)

    def _again(self, one: Difference) -> str:
        return words.open_again(self._called_one(one), self._short(one.words))

    def _replaced(self, one: Difference) -> str:
        was, now = self._short(one.was), self._short(one.words)
        return words.replaced(self._called_one(one), was, now, self._within(one), one.because)

    def _moved(self, one: Difference) -> str:
        place = words.quoted(self._short(one.within[1]))
        return words.moved(self._called_one(one), self._short(one.words), place)

    def _changed(self, one: Difference) -> str:
        if not one.id:
            return self._fields(one, words.BEFORE)
        if not one.fields:
            return words.reworded(self._called_one(one), self._short(one.was), self._short(one.words), one.because)
        start = words.changed(self._called_one(one), self._short(one.words), one.because)
        return f"{start} {self._fields(one, words.BEFORE)}"

    def _called_one(self, one: Difference) -> str:
        return self.nouns.things[one.path]["called"]

    def _named(self, one: Difference) -> str:
        own = words.quoted(self._short(one.words))
        return f"{self._called_one(one)}, {own}" if own else self._called_one(one)

    def _within(self, one: Difference) -> str:
        path, own = one.within
        return words.within(self._short(own), self.nouns.things[path]["called"]) if path else ""

    # --- fields and values ---

    def _fields(self, one: Difference, other: str) -> str:
        """Each field as a sentence; the words of the thing come first, where they are others."""
        was, now = words.quoted(self._short(one.was)), words.quoted(self._short(one.words))
        own = [words.field(words.REWORDED, was, now, other)] if one.was else []
        return " ".join([*own, *(self._field(inner, other) for inner in one.fields)])

    def _field(self, one: Field, other: str) -> str:
        label = self.nouns.labels.get(one.path, "")
        was, now = self._said(one.path, one.was, self.before), self._said(one.path, one.now, self.names)
        if was.isdecimal() and now.isdecimal() and one.path not in _NUMBERS:
            return words.from_to(label, was, now)
        return words.field(label, was, now, other)

    def _said(self, path: str, value: Value, names: Mapping[str, str]) -> str:
        several = value if isinstance(value, tuple) else (value,)
        return ", ".join(filter(None, (self._said_one(path, one, names) for one in several if one)))

    def _said_one(self, path: str, value: str, names: Mapping[str, str]) -> str:
        if path in _NUMBERS:
            return clean_line(value).replace(" ", "\u00a0")  # a number is never broken
        if path in _LINK_PATHS:
            return words.quoted(self._short(names.get(value, "")))
        if path in self.nouns.choices:
            return words.quoted(self.nouns.choices[path].get(value, value))
        day = words.day(value, self.today)
        return value if value.isdecimal() else day if day != value else words.quoted(self._short(value))

    def _short(self, own: str) -> str:
        return clean_line(own) if self.whole else short(own)


_LINES: dict[str, Callable[[Teller, Difference], str]] = {
    kinds.ADDED: Teller._added,
    kinds.OUT: Teller._taken_out,
    kinds.DROPPED: Teller._let_go,
    kinds.REACHED: Teller._reached,
    kinds.AGAIN: Teller._again,
    kinds.REPLACED: Teller._replaced,
    kinds.MOVED: Teller._moved,
    kinds.CHANGED: Teller._changed,
}

_LINK_PATHS = frozenset(".".join(fields) for fields in LINKS)


def names_in(trees: Iterable[Mapping[str, Any]], nouns: Nouns) -> dict[str, str]:
    """The words of every thing that a field may name, by id; those of the last tree count."""
    return {name: own for tree in trees for name, own in _names(tree, nouns)}


def _names(tree: Mapping[str, Any], nouns: Nouns) -> Iterator[tuple[str, str]]:
    for path in nouns.things:
        if not nouns.is_silent(path):
            found = (item for item in values(tree, path) if isinstance(item, dict))
            yield from ((str(item.get("id")), nouns.words(path, item)) for item in found)
