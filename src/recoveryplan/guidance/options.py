"""What can be offered at a pick-list: strategies for a trigger, ways to cope. Offered, never put in."""

from __future__ import annotations

from recoveryplan.plan.conditions import Condition, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from recoveryplan.plan.conditions import Words

    Entry = Mapping[str, Any]


def strategies(entries: Iterable[Entry], kind: str, tree: Mapping[str, Any], words: Words) -> list[Entry]:
    """The strategies for one kind of trigger that fit this plan; every kind's when the kind is not known."""
    return [one for one in entries if (not kind or kind in one["for"]) and fits(one, tree, words)]


def coping(entries: Iterable[Entry], tree: Mapping[str, Any], words: Words, mark: str = "") -> list[Entry]:
    """The ways to cope that fit this plan; with a ``mark`` only those that carry it (hard_moment, early_sign)."""
    return [one for one in entries if (not mark or one.get(mark) == "yes") and fits(one, tree, words)]


_PARSED: dict[str, Condition] = {}


def _condition(entry: Entry) -> Condition:
    """An option's ``not_when``, parsed once a run."""
    if entry["id"] not in _PARSED:
        _PARSED[entry["id"]] = parse(entry["not_when"])
    return _PARSED[entry["id"]]


def fits(entry: Entry, tree: Mapping[str, Any], words: Words) -> bool:
    """Whether an option's ``not_when`` and ``stage`` let it be offered for this plan."""
    if entry.get("not_when") and _condition(entry).holds(tree, words):
        return False
    stage = (tree.get("readiness") or {}).get("stage")
    return not (stage and entry.get("stage")) or stage in entry["stage"]
