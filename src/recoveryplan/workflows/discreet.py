"""The plan for a page that others may see: nothing on it names a substance, or whom the person keeps away from.

A person stays with their phone whatever they are called: of a name that tells, only the first letter is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from recoveryplan.plan.away import Away
from recoveryplan.workflows import knowledge, own_words

_OURS = frozenset({"id", "from", "person", "why", "phone", "version", "updated", "schema_version", "on", "by"})
_LEFT_OUT = frozenset({"substances", "keep_distance"})
_WORD = re.compile(r"\w+")
_SHORTEST = 4  # letters of a word in the name of a substance that tells by itself
_HARMLESS_WORDS = """
pain sleep sleeping doctor medicine medicines medication street other some something else from with that this like
mostly also just kind kinds sort mixed mix stuff things thing work home house night nights evening morning weekend
weekends party parties friend friends energy shop store online phone games game sports powder water cold small large
black white blue green brown pink yellow hard soft light strong prescribed prescription over counter before after
when bath hair cough hand house family school cream herbal tablets tablet drops spray syrup tea coffee sugar food
"""
_HARMLESS = frozenset(_HARMLESS_WORDS.split())
"""Words that tell of nothing alone, though they may stand in what a person calls a substance."""


class Kept(NamedTuple):
    """The tree for such a page, and own words that are not on it: lines that name a substance, lines that name whom
    the person keeps away from, and names of people that are cut short.
    """

    tree: dict[str, Any]
    substances: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def for_others(tree: Mapping[str, Any]) -> Kept:
    """The tree as others may see it. A thing of a list goes with words that tell, but a person stays."""
    sieve = _Sieve(tree)
    kept = sieve.through({key: inner for key, inner in tree.items() if key not in _LEFT_OUT}, "")
    return Kept(kept, tuple(sieve.substances), tuple(sieve.away), tuple(sieve.names))


class _Sieve:
    """Lets a tree through, and notes what it held back; each text once."""

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self.substances: dict[str, None] = {}
        self.away: dict[str, None] = {}
        self.names: dict[str, None] = {}
        self._away = Away(tree) if tree.get("keep_distance") else None
        self._called = tuple(_called(tree))

    def through(self, node: Any, path: str) -> Any:
        """The node at this path without texts that tell; None for one that goes."""
        if isinstance(node, dict):
            inner = {key: self.through(value, f"{path}.{key}" if path else key) for key, value in node.items()}
            return {key: value for key, value in inner.items() if value is not None}
        if isinstance(node, list):
            kept = [self._thing(one, path) for one in node]
            return [one for one in kept if one is not None]
        return None if isinstance(node, str) and self._holds_back(node, path) else node

    def _thing(self, one: Any, path: str) -> Any:
        """A thing of a list; None where an own text of it tells."""
        if not isinstance(one, dict):
            return self.through(one, path)
        if path == "people":
            return self.through(self._person(one), path)
        kept = self.through(one, path)
        held = (key for key, said in one.items() if said is not None and key not in kept)
        return None if any(_is_own(f"{path}.{key}") for key in held) else kept

    def _holds_back(self, text: str, path: str) -> bool:
        """Whether a text tells; own words that do are noted, choices of ours are not."""
        own = _is_own(path)
        said = text if own else _spoken(text, path)
        if not said:
            return False
        if own and self._away and self._away.named_in(said):
            self.away[text] = None
            return True
        tells = self._names_one(said)
        if tells and own:
            self.substances[text] = None
        return tells

    def _names_one(self, text: str) -> bool:
        return own_words.names_a_substance(text) or any(name in _apart(text) for name in self._called)

    def _person(self, one: dict[str, Any]) -> dict[str, Any]:
        """A person under a name that does not tell: cut short, else by their role, else by first letters."""
        name = str(one.get("name") or "")
        if not self._names_one(name):
            return one
        self.names[name] = None
        short = " ".join(_first(word) if self._names_one(word) else word for word in name.split())
        if one.get("kind") != "group" and short != name and not self._names_one(short):
            return {**one, "name": short}
        role = str(one.get("role") or "")
        if role and not self._names_one(role):
            return {key: said for key, said in one.items() if key != "role"} | {"name": role}
        return {**one, "name": " ".join(map(_first, name.split()))}


def _first(word: str) -> str:
    return f"{word[:1].upper()}."


def _called(tree: Mapping[str, Any]) -> Iterator[str]:
    """What the person calls each substance: all of it, and each longer word in it; with a blank on each side."""
    for one in tree.get("substances") or []:
        words = _WORD.findall(own_words.without_accents(str(one.get("name") or "")).lower())
        telling = [word for word in words if len(word) >= _SHORTEST and word not in _HARMLESS]
        for name in (" ".join(words), *telling):
            if name and name not in _HARMLESS:
                yield from (f" {name} ", f" {name}s ")


def _apart(text: str) -> str:
    """The words of a text in small letters without accents, a blank on each side."""
    return f" {' '.join(_WORD.findall(own_words.without_accents(text).lower()))} "


def _spoken(choice: str, path: str) -> str:
    """A choice by its words, as a page would say it; nothing for marks of ours."""
    shape = knowledge.tree("shape.yaml").get(path, "")
    if not shape.startswith("words "):
        return ""
    return str(knowledge.vocabulary().get(shape.removeprefix("words "), {}).get(choice, choice))


def _is_own(path: str) -> bool:
    """Whether a person's own words stand there: no choice, and no mark of ours."""
    return path.rpartition(".")[2] not in _OURS and knowledge.tree("shape.yaml").get(path, "value") in {"value", "free"}
