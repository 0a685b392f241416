"""Looks values up in a plain plan tree and puts each in words: clean text, days, digits to dial."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from recoveryplan import text
from recoveryplan.plan import tree as trees

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_GROUPS = (dict, list, tuple)
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_DIALLED = re.compile(r"\+?[0-9][0-9 ()./-]*\Z|\([0-9][0-9 ()./-]*\Z")


def values(tree: Any, path: str) -> Sequence[Any]:
    """As ``plan.tree.values``, with a short way for paths that select nothing: a page asks for a hundred."""
    if "[" in path:
        return trees.values(tree, path)
    found: list[Any] = [tree]
    for name in _names(path):
        under: list[Any] = []
        for item in found:
            inner = item.get(name) if isinstance(item, dict) else None
            if isinstance(inner, list):
                under += inner
            elif inner is not None:
                under.append(inner)
        found = under
    return found


@lru_cache(maxsize=512)
def _names(path: str) -> list[str]:
    return path.split(".")


def say(value: Any) -> str:
    """A value of the tree as clean text; nothing for what is not a plain value."""
    if type(value) is str and value.isascii() and value.isprintable():
        return value.strip()  # nearly every value, and text.clean would leave it as it is
    if value is None or isinstance(value, _GROUPS):
        return ""
    return text.clean(str(value)).strip()


def say_day(value: Any) -> str:
    """A day in words, like 22 December 2026; what is not an ISO date stays as it was typed."""
    written = say(value)
    found = _DAY.match(written)
    if not found or not 1 <= int(found[2]) <= 12:
        return written
    return f"{int(found[3])} {_MONTHS[int(found[2]) - 1]} {found[1]}"


def dialled(phone: str) -> str:
    """The digits of a number for a ``tel:`` link, or nothing when it holds anything but digits and dashes."""
    digits = "".join(character for character in phone if character in "+0123456789")
    return digits if _DIALLED.match(phone) and 3 <= len(digits.lstrip("+")) <= 15 else ""


_HARD_WHEN = re.compile(r"(?:it(?:'s|’s| is| gets) hard )?(?:when(?:ever)?|if) ", re.IGNORECASE)
_SOMEONE = frozenset(
    [
        "i",
        "i'm",
        "i’m",
        "we",
        "you",
        "he",
        "she",
        "it",
        "they",
        "there",
        "this",
        "that",
        "someone",
        "somebody",
        "everyone",
        "people",
    ]
)
_WHERE = "at|on|in|by|near|with|after|before|during|from|of|outside"
_NAMES_IT = re.compile(
    rf"(?:(?:{_WHERE}) .+|(?:the|a|an) \w+ (?:{_WHERE}) .+|[a-z]{{1,20}}(?: [a-z]{{1,20}})?)\Z", re.IGNORECASE
)


def as_condition(words: str) -> tuple[str, str]:
    """Our words that lead to what a person wrote behind "It gets hard when …", and theirs: "If ", "my pay comes in".

    A "when" or "if" of their own steps back; what only names a thing, a place or a time follows "If it is ".
    """
    said = _HARD_WHEN.sub("", words, count=1) if _HARD_WHEN.match(words) else words
    first = said.partition(" ")[0].lower()
    return "If it is " if first not in _SOMEONE and _NAMES_IT.match(said) else "If ", said


def select(tree: Any, path: str) -> Sequence[Any]:
    """As ``values``; a path like ``coping[state=]`` means the things that leave this field open."""
    if "=]" not in path:
        return values(tree, path)
    name, _, rest = path.partition("[")
    field, _, rest = rest.partition("=]")
    things = [one for one in values(tree, name) if isinstance(one, dict) and one.get(field) is None]
    return [found for one in things for found in values(one, rest[1:])] if rest else things
