"""Reads the files of ``content/measures`` and tells every fault in them with its line, before one is asked."""

from __future__ import annotations

from recoveryplan.guidance.contentcheck import Checker, Known, checked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from recoveryplan.guidance.contentcheck import Fault
    from recoveryplan.yamlfile import Path

_TEXTS = ("id", "title", "what", "note", "made_by", "year", "terms", "low", "high")
_KEYS = {*_TEXTS, "weeks", "theirs", "scoring", "sources", "assumes_not_using", "lines_from"}
_THEIRS = {"instruction", "options", "items"}
_SCORING = ("least", "most", "may_be_open")
_USE = ("source", "relied_on", "checked_on")
_NO_DIAGNOSIS = "This is not a diagnosis."
_LEAST_SOURCES = 2
"""Wording and scoring are taken from an owner, or from so many pages that do not copy each other."""


def load(data: bytes, name: str, known: Known) -> Any:
    """The plain tree of one measure's file. Raises ContentProblem with every fault, each with its line."""
    stem = name.rpartition("/")[2].removesuffix(".yaml")
    return checked(data, name, lambda tree, fault: _Measure(known, fault).check(tree, stem))


class _Measure(Checker):
    """Checks one measure."""

    def __init__(self, known: Known, fault: Fault) -> None:
        super().__init__(known, fault)
        self.points: set[int] = set()
        self.items: list[str] = []

    def check(self, tree: Any, stem: str) -> None:
        if not isinstance(tree, dict):
            self.fault((), "a measure belongs here", "It has id, title, theirs, scoring and sources.")
            return
        self.keys(tree, (), _KEYS)
        self.texts(tree, (), *_TEXTS)
        if tree.get("id") not in self.known.vocabulary["measure"]:
            self.fault(("id",), "choices.yaml has no such measure", "Add it there, below measure, or correct the id.")
        if tree.get("id") != stem:
            self.fault(("id",), "the file is not named like the measure", "Give both the same name.")
        if not str(tree.get("note") or "").startswith(_NO_DIAGNOSIS):
            self.fault(("note",), "the note does not begin with what a measure is not", f"Begin: {_NO_DIAGNOSIS}")
        self.number(tree, "weeks", ())
        self._theirs(self.group(tree, "theirs"), str(tree.get("id")))
        self._scoring(self.group(tree, "scoring"))
        self.each(tree, "assumes_not_using", self.items, ())
        self._lines_from(tree.get("lines_from"))
        self._sources(tree)

    def group(self, tree: dict[str, Any], key: str) -> dict[str, Any]:
        """The group behind a key; what is none is a fault."""
        found = tree.get(key)
        if not isinstance(found, dict):
            self.fault((key,) if key in tree else (), f"a group named {key} belongs here")
            return {}
        return found

    def listed(self, tree: dict[str, Any], key: str, path: Path, least: int) -> list[tuple[Path, dict[str, Any]]]:
        """The groups of a list, each with its place; too few of them, or what is none, is a fault."""
        found = tree.get(key)
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found) or len(found) < least:
            self.fault((*path, key) if key in tree else path, f"a list named {key} belongs here, of {least} or more")
            return []
        return [((*path, key, index), one) for index, one in enumerate(found)]

    def number(self, one: dict[str, Any], key: str, path: Path) -> int:
        """The whole number behind a key; what is none is a fault, and counts as 0."""
        given = one.get(key)
        if not isinstance(given, str) or not given.isdecimal():
            self.fault((*path, key) if key in one else path, f"{key} is a whole number", f"Write `{key}: 0`.")
            return 0
        return int(given)

    def _theirs(self, theirs: dict[str, Any], own: str) -> None:
        path: Path = ("theirs",)
        if not theirs:
            return
        self.keys(theirs, path, _THEIRS)
        self.texts(theirs, path, "instruction")
        for place, option in self.listed(theirs, "options", path, 2):
            self.keys(option, place, {"words", "points"})
            self.texts(option, place, "words")
            points = self.number(option, "points", place)
            if points in self.points:
                self.fault((*place, "points"), "another answer counts the same", "Each counts its own points.")
            self.points.add(points)
        said: set[str] = set()
        for number, (place, item) in enumerate(self.listed(theirs, "items", path, 1), 1):
            self._item(item, place, f"{own}-{number}", said)

    def _item(self, item: dict[str, Any], path: Path, wanted: str, said: set[str]) -> None:
        self.keys(item, path, {"id", "words"})
        self.texts(item, path, "id", "words")
        if item.get("id") != wanted:
            self.fault((*path, "id"), "the items are numbered through", f"This one is {wanted}.")
        words = str(item.get("words"))
        if words in said:
            self.fault((*path, "words"), "these words stand twice", "Each item asks something else.")
        said.add(words)
        self.items.append(wanted)

    def _scoring(self, scoring: dict[str, Any]) -> None:
        path: Path = ("scoring",)
        if not scoring:
            return
        self.keys(scoring, path, _SCORING)
        least, most, left = (self.number(scoring, key, path) for key in _SCORING)
        for key, given, end in (("least", least, min), ("most", most, max)):
            wanted = len(self.items) * end(self.points, default=0)
            if key in scoring and given != wanted:
                self.fault((*path, key), "the items do not add up to this", f"They give {wanted}.")
        if self.items and left >= len(self.items):
            self.fault((*path, "may_be_open"), "so many items are not there to be left open")

    def _lines_from(self, given: Any) -> None:
        if given is None:
            return
        if not isinstance(given, dict):
            self.fault(("lines_from",), "a group belongs here", "Write an item's id, and behind it the points.")
            return
        for item, points in given.items():
            if item not in self.items:
                self.fault(("lines_from", item), "no item has this id", "Use one of this measure.", at_key=True)
            if str(points) not in {str(one) for one in self.points}:
                self.fault(("lines_from", item), "no answer counts these points")

    def _sources(self, tree: dict[str, Any]) -> None:
        for path, use in self.listed(tree, "sources", (), _LEAST_SOURCES):
            self.keys(use, path, _USE)
            self.texts(use, path, *_USE)
            self.sourced(use, path)
