"""What an interview knows of offers: their ids, which fit, and what becomes of a plan when they are answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from recoveryplan.plan.tree import Tree

STATUS = {"add": "added", "later": "later", "no": "declined"}
"""What can be said to an offer in an answers file, and what the plan then says of it."""


class Guide(Protocol):
    """Where offers come from; the interview itself knows none."""

    def ids(self) -> Collection[str]:
        """The id of every offer there is."""

    def fitting(self, tree: Tree) -> Collection[str]:
        """The ids of those that fit this plan."""

    def left_out(self, tree: Tree, answers: Mapping[str, str]) -> dict[str, str]:
        """The words of those that were added and do not fit this plan any more, by id."""

    def seen(self, tree: Tree, offer: str) -> list[str]:
        """The answers of this plan that an offer depends on, a line for each."""

    def taken(self, tree: Tree, answers: Mapping[str, str], seen: Mapping[str, Sequence[str]]) -> Tree:
        """The plan in which these offers were answered: id → added, later, declined; ``seen`` by id, where known."""
