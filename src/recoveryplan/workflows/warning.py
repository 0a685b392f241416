"""Which safety notices are to be said in a sitting, each once, the softer ones not before their questions."""

from __future__ import annotations

from collections.abc import Collection

from recoveryplan.guidance.safety import Notice, Rules
from recoveryplan.interview.along import RECORD
from recoveryplan.interview.flow import Flow
from recoveryplan.plan.tree import head
from recoveryplan.workflows import knowledge

WHOLE = 3
"""So many notices are said in full at one time; of more, the gravest are, and the others in a line each."""

Mark = tuple[str, str]
"""What tells one saying of a notice from another: its rule and its words."""


class Warnings:
    """The notices of one sitting. Those of the ``grave`` rules are said again once there are better numbers."""

    def __init__(self, flow: Flow, rules: Rules, grave: Collection[str]) -> None:
        self.flow = flow
        self.rules = rules
        self.grave = frozenset(grave)
        # What the plan says already was told when it was said; until the person speaks of it again.
        plan = {name: part for name, part in flow.base.items() if name != RECORD}
        base = rules.fired(plan) if flow.base else []
        self._last: tuple[object, list[Notice]] | None = None
        self._of_base: set[Mark] = {self._mark(one) for one in base}
        self._told: set[Mark] = set(self._of_base)
        self._firm: set[str] = {one.rule for one in base if one.level == "firm"}

    def fresh(self, *levels: str, waiting: bool = False) -> list[Notice]:
        """The notices of these levels not shown yet; with ``waiting`` also those that wait for a question ahead."""
        found = [one for one in self.fired() if one.level in levels and self._is_new(one)]
        # The softer form waits for the questions about what it reads, but not beyond the part they began in.
        return [one for one in found if one.level == "firm" or waiting or not self._waits(one)]

    def note(self, found: Collection[Notice]) -> None:
        """These were shown."""
        self._told |= {self._mark(one) for one in found}
        self._firm |= {one.rule for one in found if one.level == "firm"}

    def answered(self, writes: str) -> None:
        """A question about this path of the plan was answered: what only the plan told before may be said again."""
        if not self._of_base:
            return
        again = {self._mark(one) for one in self.fired() if head(writes) in one.reads}
        self._told -= again & self._of_base
        self._of_base -= again

    def fired(self) -> list[Notice]:
        """The notices that fit now; worked out once for each state of the plan."""
        tree = self.flow.known_so_far
        if self._last is None or self._last[0] is not tree:
            self._last = (tree, self.rules.fired(tree))
        return self._last[1]

    def _mark(self, one: Notice) -> Mark:
        known = one.rule in self.grave and knowledge.lines().place(self.flow.country) is not None
        return one.rule, f"{one.text} with numbers" if known else one.text

    def _is_new(self, one: Notice) -> bool:
        return self._mark(one) not in self._told and not (one.level == "soft" and one.rule in self._firm)

    def _waits(self, one: Notice) -> bool:
        steps = self.flow.steps
        place = next((n for n, step in enumerate(steps) if step.key == self.flow.at), len(steps))
        if not {head(step.question.writes) for step in steps[:place]} & one.reads:
            return any(head(step.question.writes) in one.reads for step in steps[place:])
        here = [step for step in steps[place:] if step.part == steps[place].part]
        return any(head(step.question.writes) in one.reads for step in here)


def in_full(found: list[Notice], again: bool) -> tuple[list[Notice], list[Notice]]:
    """The notices to say in full, the gravest first, and those for a line each; after a break (``again``) one is."""
    ordered = sorted(found, key=lambda one: one.level != "firm")
    firm = sum(one.level == "firm" for one in ordered)
    most = 1 if again else max(firm, WHOLE)
    return ordered[:most], ordered[most:]


def in_a_line(one: Notice) -> str:
    """A notice in one line."""
    return f"{one.title}: {one.card or one.text.partition('. ')[0]}."
