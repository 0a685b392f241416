"""Short ids: a letter for the list a thing is in, and the next free number."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable, Iterator
from typing import Any

PREFIXES = {
    "motivations": "m",
    "values": "v",
    "substances": "u",
    "steps": "h",
    "triggers": "t",
    "strategies": "s",
    "warning_signs": "w",
    "responses": "r",
    "goals": "g",
    "coping": "c",
    "self_care": "k",
    "personal": "n",
    "social": "n",
    "community": "n",
    "barriers": "b",
    "commitments": "d",
    "people": "p",
    "keep_distance": "x",
    "agreed": "a",
    "conditions": "e",
    "past_care": "f",
    "items": "i",
    "to_discuss": "q",
    "questions": "q",
    "hard_dates": "y",
    "offers": "o",
    "own": "l",
    "new_goals": "g",
}
"""The letter of each list, by the last word of its path. Strategies count through the whole plan."""


def is_id(word: str) -> bool:
    """Whether a word can be the id of a thing: small letters, digits and dashes, a letter first."""
    return word[:1].islower() and word.isascii() and word.replace("-", "").isalnum() and word == word.lower()


def next_id(list_path: str, taken: Iterable[str]) -> str:
    """The next free id for a list: its letter and the number after the highest one in use."""
    return next(free(list_path, taken))


def named_id(list_path: str, name: str, taken: Container[str]) -> str:
    """The id of a thing known by a name of its own: the letter of its list, and that name.

    It does not depend on what else was picked, so what points at it stays right while a person goes back and forth.
    """
    made = f"{PREFIXES[list_path.rsplit('.', 1)[-1]]}-{name.replace('_', '-')}"
    return next(one for one in _numbered(made) if one not in taken)


def own_ids(list_path: str, taken: Container[str]) -> Iterator[str]:
    """Ids for things in own words, one after the other: the list's name and a number."""
    name = list_path.removeprefix("record.").replace(".", "-").replace("_", "-")
    return (made for number in itertools.count(1) if (made := f"{name}-{number}") not in taken)


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}-{number}" for number in itertools.count(2))


def free(list_path: str, taken: Iterable[str]) -> Iterator[str]:
    """Free ids for a list, one after the other."""
    prefix = PREFIXES[list_path.rsplit(".", 1)[-1]]
    numbers = [int(i[len(prefix) :]) for i in taken if i.startswith(prefix) and i[len(prefix) :].isdecimal()]
    return (f"{prefix}{number}" for number in itertools.count(max(numbers, default=0) + 1))


def walk(tree: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every id of a plain plan tree with its path, in the order of the file. `offers` name options, not things."""
    if isinstance(tree, dict):
        if isinstance(tree.get("id"), str):
            yield (*path, "id"), tree["id"]
        for key, value in tree.items():
            if not (path == () and key == "offers"):
                yield from walk(value, (*path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from walk(value, (*path, index))
