"""Reads the nodes of a sheet's YAML into plain values, and collects what is not well made, each with its line."""

from __future__ import annotations

import difflib

from recoveryplan.errors import Problem
from recoveryplan.yamlfile import Node

ONE_OF = {
    "only": ("blank", "filled"),
    "where": ("print", "screen"),
    "tone": ("calm", "danger", "plain", "small"),
    "given": ("notices", "danger", "lines"),
    "page_break": ("yes",),
    "slip": ("wallet",),
}
"""The words that some keys are one of."""


class Reader:
    """Reads nodes and collects what is not well made."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def fault(self, node: Node, what: str, todo: str = "") -> None:
        """Note what is off at a node, and what to do."""
        self.problems.append(Problem(self.name, node.line, node.column, what, todo))

    def group(self, node: Node, known: set[str], needed: tuple[str, ...]) -> dict[str, Node]:
        """The entries of a map; faults for keys nobody knows and keys that are missing."""
        if node.kind != "map":
            self.fault(node, "a group of lines like `title: …` belongs here")
            return {}
        for key in node.entries:
            if key not in known:
                close = difflib.get_close_matches(key, sorted(known), n=1)
                self.fault(node.keys[key], "no worksheet has this key", f"Did you mean `{close[0]}`?" if close else "")
        for key in needed:
            if key not in node.entries:
                self.fault(node, f"`{key}` is missing here")
        return node.entries

    def each(self, node: Node | None) -> list[Node]:
        """The nodes of a list, or none."""
        if node is None or node.kind == "list":
            return node.items if node else []
        self.fault(node, "a list belongs here", "Start each item on its own line with `- `.")
        return []

    def text(self, node: Node | None) -> str:
        """One line of text, or nothing."""
        if node is None or node.kind == "text":
            return node.text.strip() if node else ""
        self.fault(node, "one line of text belongs here")
        return ""

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """A list of lines of text."""
        return tuple(self.text(one) for one in self.each(node))

    def number(self, node: Node | None) -> int:
        """A whole number up to 120."""
        written = self.text(node)
        if node is not None and not (written.isdecimal() and int(written) <= 120):
            self.fault(node, "a whole number up to 120 belongs here")
            return 0
        return int(written or 0)

    def yes(self, node: Node | None) -> bool:
        """Whether it says yes."""
        written = self.text(node)
        if node is not None and written not in {"yes", "no"}:
            self.fault(node, "yes or no belongs here")
        return written == "yes"

    def one_of(self, key: str, node: Node | None) -> str:
        """A word that is one of those a key can have."""
        written = self.text(node)
        if node is not None and written not in ONE_OF[key]:
            self.fault(node, "one of these words belongs here", ", ".join(ONE_OF[key]))
        return written
