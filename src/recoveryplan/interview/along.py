"""Asking along a plan that is there: the questions come in order, and their answers fill a record of what happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from recoveryplan.plan.tree import Tree

RECORD = "record"
"""The group of a tree that holds the record under way, beside the plan it is about."""


@dataclass(frozen=True)
class Along:
    """What becomes of a plan by the record so far: a tree of both → the same with the plan as it would be.

    The record itself stays as it is.
    """

    applied: Callable[[Tree], Tree]
    seen: Callable[[Tree], Tree] = dict
    """A record → the same with what its answers so far say together; conditions of later questions read it."""
