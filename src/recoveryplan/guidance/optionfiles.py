"""Reads one file of ``content/options`` and tells every fault in it with its line. A new pick-list needs YAML only."""

from __future__ import annotations

from recoveryplan.guidance.contentcheck import Checker, Known, checked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from recoveryplan.guidance.contentcheck import Fault
    from recoveryplan.yamlfile import Path

HEAD = {"of", "marked", "fill", "people", "everyday", "into", "matches", "marks", "without_match", "options"}
"""The keys at the top of a file."""

ENTRY = {
    "id", "text", "then", "step", "do", "fits", "for", "also", "when", "not_when", "stage", "caution", "care",
    "everyday", "source", "relied_on", "checked_on",
}  # fmt: skip
"""The keys of one option, besides the file's own ``marks``."""


def load(data: bytes, name: str, known: Known) -> dict[str, Any]:
    """The plain tree of an options file. Raises ContentProblem with every fault, each with its line."""
    found: dict[str, Any] = checked(data, name, lambda tree, fault: _check(tree, known, fault))
    return found


def _check(head: Any, known: Known, fault: Fault) -> None:
    if isinstance(head, dict):
        _Lists(head, known, fault).check()
    else:
        fault((), "a pick-list belongs here", "It has a list named options, or `of:` and the name of another list.")


class _Lists(Checker):
    """Checks one file, from its top down."""

    def __init__(self, head: dict[str, Any], known: Known, fault: Fault) -> None:
        super().__init__(known, fault)
        self.head = head
        self.marks = head.get("marks") or []

    def check(self) -> None:
        self.keys(self.head, (), HEAD)
        if bool(self.head.get("options")) == bool(self.head.get("of")):
            self.fault((), "a pick-list has options of its own, or those of another list", "Write options or of.")
        for key in ("into", "matches"):
            if self.head.get(key) and str(self.head[key]) not in self.known.shape:
                self.fault((key,), "the plan has no such path", self.close(str(self.head[key])))
        options = self.head.get("options") or []
        if not isinstance(options, list):
            self.fault(("options",), "a list of options belongs here", "Each starts with `- id:`.")
            return
        seen: set[str] = set()
        for index, one in enumerate(options):
            self._entry(one, ("options", index), seen)

    def _entry(self, one: Any, path: Path, seen: set[str]) -> None:
        if not isinstance(one, dict):
            self.fault(path, "an option belongs here", "It has at least id and text.")
            return
        self.keys(one, path, ENTRY | set(self.marks))
        self.texts(one, path, "id", "text")
        self.own_id(one, path, seen)
        for key, at in (("for", self.head.get("matches")), ("stage", "readiness.stage")):
            self.each(one, key, self.known.values(str(at)), path)
        self.care(one, path)
        self._also(one, path)
        self.text_if_any(one, path, "caution", "source", "relied_on", "checked_on")
        self.sourced(one, path)
        self.conditions(one, path, "when", "not_when")

    def _also(self, one: dict[str, Any], path: Path) -> None:
        if "also" in one and not self.head.get("into"):
            self.fault((*path, "also"), "nothing says which list this goes into", "Write `into:` at the top.")
        elif "also" in one:
            self.also(one, path, str(self.head["into"]))
