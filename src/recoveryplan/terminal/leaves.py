"""Which leaf asks which kind of prompt. Importing this loads questionary."""

from __future__ import annotations

from recoveryplan.interview.prompts import Prompt
from recoveryplan.terminal.leaf import Leaf
from recoveryplan.terminal.lines import Keep, Line, Long
from recoveryplan.terminal.lists import OneOf, SomeOf
from recoveryplan.terminal.screen import Screen


def leaf_for(prompt: Prompt, keep: Keep, screen: Screen, half: str | list[str] | None) -> Leaf:
    """The leaf for a prompt's kind; ``half`` is what was typed or chosen before help was asked for."""
    if prompt.kind in {"choice", "yes_no", "many"}:
        listed = SomeOf if prompt.kind == "many" else OneOf
        return listed(prompt, screen, half if isinstance(half, list) else None)
    leaf = Long if prompt.kind == "long" else Line
    return leaf(prompt, keep, screen, half if isinstance(half, str) else None)
