"""What a plan knows of the body and of where the person lives, when an older version comes back. Pure.

Safety rules read it. It tells how things are, not what was planned: so it stays as it is now, and nothing that is known
is forgotten. A thing that only the older version has comes back with the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recoveryplan.plan.tree import Tree

SINGLE = (
    "recent_break",
    "health.pregnant",
    "about.age",
    "circumstances.home",
    "circumstances.legal",
    "medicine.naloxone_where",
    "medicine.naloxone_expires",
)
"""Single answers that stay where there is one now."""

LISTS = ("substances", "medicine.items", "health.conditions", "mind.conditions")

_AS_NOW = ("kind", "name", "often", "prescribed")
_ONCE_YES = ("withdrawal_before", "overdose_before")
_SURE = ("", "no", "not_sure", "yes")


def remembered(old: list[Tree], now: list[Tree]) -> tuple[list[Tree], list[Tree]]:
    """A list of the old plan, each thing with what is known of it now; and the things of now that it does not have."""
    kept = [_with_facts(one, sorted((other for other in now if _holds(one, other)), key=said)) for one in old]
    return kept, [one for one in now if not any(_holds(other, one) for other in old)]


def _holds(old: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether what is told of now is told by the old thing too: of the same kind, and under no other name.

    Two of one kind are not the same where their names differ: pain pills on a script, and what is sold on the street.
    """
    kinds = {old.get("kind"), now.get("kind")} - {None}
    if len(kinds) == 2:
        return False
    if said(old) == said(now):
        return bool(said(old)) or kinds != {"other"} or old["id"] == now["id"]
    same_kind = old.get("kind") == now.get("kind") != "other"
    return same_kind and (not said(now) or (not said(old) and old["id"] == now["id"]))


def _with_facts(old: Tree, now: list[Tree]) -> Tree:
    """The old thing with what the same ones say now; one under the same name has the last word."""
    made = dict(old)
    for one in now:
        made |= {name: one[name] for name in _AS_NOW if one.get(name) and not (name == "name" and old.get(name))}
        made |= {name: one[name] for name in _ONCE_YES if _surer(one.get(name), made.get(name))}
    return made


def _surer(one: Any, other: Any) -> bool:
    """Whether one answer warns of more than another: a yes of any time stays a yes."""
    return _SURE.index(one or "") > _SURE.index(other or "")


def said(thing: Mapping[str, Any]) -> str:
    """The name of a thing, or what it is, however it is written."""
    return " ".join(str(thing.get("name") or thing.get("what") or "").split()).casefold()
