"""Reads the files of ``content/offers`` and tells every fault in them with its line. A new offer needs YAML only."""

from __future__ import annotations

from recoveryplan.guidance.contentcheck import Checker, Known, checked
from recoveryplan.guidance.said import has_reason
from recoveryplan.plan import conditions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from recoveryplan.guidance.contentcheck import Fault
    from recoveryplan.guidance.said import Said
    from recoveryplan.yamlfile import Path

NEEDED = ("id", "kind", "text", "what", "how", "ask", "source", "relied_on", "checked_on")
"""The keys that each offer has."""

KEYS = {*NEEDED, "when", "not_when", "stage", "caution", "notes", "care", "rank", "also"}
"""The keys of one offer."""

_KIND = {"id", "title", "into", "key", "called", "also", "not_when"}
_NOTE = {"for", "when", "text"}
_HIGHEST = 9
_LONGEST = 90
"""So many characters has what goes into a plan: it stands in a list, on paper too."""


def load(data: bytes, name: str, known: Known, said: Said, kinds: Mapping[str, Any], seen: set[str]) -> Any:
    """The offers of one file, a list of plain groups; their ids are added to those ``seen`` in other files.

    Raises ContentProblem with every fault, each with its line.
    """
    return checked(data, name, lambda tree, fault: _Offers(known, fault, said, kinds).check(tree, seen))["offers"]


def load_kinds(data: bytes, name: str, known: Known) -> dict[str, Any]:
    """The kinds of offers and the notes that hold for them. Raises ContentProblem."""
    found: dict[str, Any] = checked(data, name, lambda tree, fault: _Kinds(known, fault).check(tree))
    return found


def _listed(tree: Any, key: str, fault: Fault) -> list[tuple[Path, dict[str, Any]]]:
    """The groups of a list, each with its place; what is no group is a fault."""
    found = tree.get(key) if isinstance(tree, dict) else None
    if not isinstance(found, list):
        there = isinstance(tree, dict) and key in tree
        fault((key,) if there else (), f"a list named {key} belongs here", "Each starts with `- `.")
        return []
    for index, one in enumerate(found):
        if not isinstance(one, dict):
            fault((key, index), "a group of lines like `id: …` belongs here")
    return [((key, index), one) for index, one in enumerate(found) if isinstance(one, dict)]


class _Offers(Checker):
    """Checks one file of offers."""

    def __init__(self, known: Known, fault: Fault, said: Said, kinds: Mapping[str, Any]) -> None:
        super().__init__(known, fault)
        self.said = said
        self.kinds = kinds

    def check(self, tree: Any, seen: set[str]) -> None:
        if isinstance(tree, dict):
            self.keys(tree, (), {"offers"})
        for path, one in _listed(tree, "offers", self.fault):
            self.keys(one, path, KEYS)
            self.texts(one, path, *NEEDED)
            self.own_id(one, path, seen)
            self.each(one, "stage", self.known.values("readiness.stage"), path)
            self.care(one, path)
            self.text_if_any(one, path, "caution")
            self.sourced(one, path)
            self._text(one, path)
            self._kind(one, path)
            self.conditions(one, path, "when", "not_when")
            self._reason(one, path)
            self._notes(one, path)

    def _text(self, one: dict[str, Any], path: Path) -> None:
        text = one.get("text")
        if isinstance(text, str) and len(text) > _LONGEST:
            self.fault((*path, "text"), f"at most {_LONGEST} characters belong here", "Say the rest in `what`.")

    def _kind(self, one: dict[str, Any], path: Path) -> None:
        kind = self.kinds.get(str(one.get("kind")))
        if kind is None:
            self.fault((*path, "kind"), "there is no such kind of offer", f"Use one of: {', '.join(self.kinds)}.")
        else:
            self.also(one, path, kind["into"], kind["key"])
        if not 1 <= _number(one.get("rank", 1)) <= _HIGHEST:
            self.fault((*path, "rank"), "a whole number belongs here", f"From 1 to {_HIGHEST}.")

    def _reason(self, one: dict[str, Any], path: Path) -> None:
        """Every offer says "because you said": so it must follow from an answer that can be told back."""
        try:
            condition = conditions.parse(one.get("when"))
        except conditions.BadCondition:
            if "when" not in one:
                self.fault(path, "when is missing here", "Say which answers it follows from.")
            return
        if not has_reason(condition):
            self.fault((*path, "when"), "nothing here can be told back as what the person said", "Add an answer.")
        for missing in self.said.missing(condition):
            self.fault((*path, "when"), f"said.yaml has no words for {missing}", "Add them there.")

    def _notes(self, one: dict[str, Any], path: Path) -> None:
        if "notes" in one:
            for inner, note in _listed(one, "notes", lambda at, *more: self.fault((*path, *at), *more)):
                self.keys(note, (*path, *inner), {"when", "text"})
                self.texts(note, (*path, *inner), "text")
                self.conditions(note, (*path, *inner), "when")
                if "when" not in note:
                    self.fault((*path, *inner), "when is missing here", "What holds for everyone is a caution.")


class _Kinds(Checker):
    """Checks the file of the kinds."""

    def check(self, tree: Any) -> None:
        kinds, seen = _listed(tree, "kinds", self.fault), set[str]()
        for path, one in kinds:
            self.keys(one, path, _KIND)
            self.own_id(one, path, seen)
            self.texts(one, path, "id", "title", "into", "key", "called")
            if f"{one.get('into')}.{one.get('key')}" not in self.known.shape:
                self.fault((*path, "into"), "the plan has no such path", self.close(str(one.get("into"))))
            self.conditions(one, path, "not_when")
            self.also(one, path, str(one.get("into")), str(one.get("key")))
        ids = {str(one.get("id")) for _, one in kinds}
        for path, one in _listed(tree, "notes", self.fault):
            self.keys(one, path, _NOTE)
            self.texts(one, path, "text")
            self.each(one, "for", ids, path)
            self.conditions(one, path, "when")
            for missing in {"for", "when"} - set(one):
                self.fault(path, f"{missing} is missing here", "A note is for some kinds, and holds for some people.")


def _number(value: Any) -> int:
    return int(value) if str(value).isdecimal() else 0
