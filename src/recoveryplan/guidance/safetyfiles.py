"""Tells every fault in ``safety.yaml`` and ``lines.yaml`` with its line, before somebody relies on them.

Who asks for a number, or for the card of `now`, is not made to wait for this: a slip there must not cost the rest.
"""

from __future__ import annotations

from recoveryplan.guidance.contentcheck import Checker, Known, checked
from recoveryplan.guidance.lines import KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from recoveryplan.yamlfile import Path

_RULE = {"adds", "card", "card_rank", "id", "levels", "lines", "paper", "sources", "title"}
_LEVEL = {"card", "level", "on_paper", "text", "when"}
_ADD = {"level", "lines", "paper", "text", "when"}
_USE = {"checked_on", "relied_on", "source"}
_PLACE = {
    "also_called", "checked_on", "code", "emergency", "emergency_also", "emergency_source", "eu", "name", "relied_on",
}  # fmt: skip
_LINE = {
    "card", "chat", "checked_on", "confirmed", "for_whom", "hours", "id", "kind", "languages", "may_contact", "name",
    "needs_internet", "note", "place", "relied_on", "say", "source", "talk", "text", "text_how", "tty", "voice",
}  # fmt: skip
_WAYS = ("voice", "text", "chat", "tty")
_WORLD = "WORLD"


def check_rules(data: bytes, name: str, known: Known) -> None:
    """Raises ContentProblem with every fault in the safety rules."""
    checked(data, name, lambda tree, fault: _Rules(known, fault).check(tree))


def check_lines(data: bytes, name: str, known: Known) -> None:
    """Raises ContentProblem with every fault in the help lines."""
    checked(data, name, lambda tree, fault: _Lines(known, fault).check(tree))


class _Groups(Checker):
    """Checks lists of groups."""

    def groups(self, tree: Any, key: str, path: Path = ()) -> list[tuple[Path, dict[str, Any]]]:
        """The groups of a list, each with its place; what is none is a fault."""
        found = tree.get(key) if isinstance(tree, dict) else None
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self.fault(path, f"a list named {key} belongs here", "Each starts with `- `.")
            return []
        return [((*path, key, index), one) for index, one in enumerate(found)]

    def one_of(self, one: dict[str, Any], key: str, path: Path, values: Any) -> None:
        """Whether what stands there is one of the values."""
        if one.get(key) not in values:
            self.fault((*path, key) if key in one else path, f"{key} is not one there is", f"Use {', '.join(values)}.")


class _Rules(_Groups):
    """Checks the safety rules."""

    def check(self, tree: Any) -> None:
        seen: set[str] = set()
        for path, rule in self.groups(tree, "rules"):
            self.keys(rule, path, _RULE)
            self.texts(rule, path, "id", "title")
            self.own_id(rule, path, seen)
            self.each(rule, "lines", set(KINDS), path)
            for inner, level in self.groups(rule, "levels", path):
                self._level(level, inner, _LEVEL)
                self.one_of(level, "level", inner, ("firm", "soft"))
            for inner, add in self.groups(rule, "adds", path) if "adds" in rule else []:
                self._level(add, inner, _ADD)
                self.each(add, "lines", set(KINDS), inner)
            for inner, use in self.groups(rule, "sources", path):
                self.keys(use, inner, _USE)
                self.texts(use, inner, "source", "relied_on", "checked_on")

    def _level(self, level: dict[str, Any], path: Path, keys: set[str]) -> None:
        self.keys(level, path, keys)
        self.texts(level, path, "text")
        if "when" not in level:
            self.fault(path, "when is missing here", "Say when it fits.")
        self.conditions(level, path, "when")


class _Lines(_Groups):
    """Checks the help lines."""

    def check(self, tree: Any) -> None:
        codes = {_WORLD}
        for path, place in self.groups(tree, "places"):
            self.keys(place, path, _PLACE)
            self.texts(place, path, "code", "name", "emergency", "emergency_source", "relied_on", "checked_on")
            codes.add(str(place.get("code")))
        seen: set[str] = set()
        for path, line in self.groups(tree, "lines"):
            self.keys(line, path, _LINE)
            self.texts(line, path, "id", "name", "source", "relied_on", "checked_on")
            self.own_id(line, path, seen)
            self.one_of(line, "kind", path, tuple(KINDS))
            self.one_of(line, "place", path, tuple(codes))
            if not any(line.get(way) for way in _WAYS):
                self.fault(path, "no way to reach this line stands here", f"Add one of {', '.join(_WAYS)}.")
