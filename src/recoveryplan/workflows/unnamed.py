"""Who stands on no page: family that is kept private, and anybody whom the person keeps away from.

Neither is there as a person, nor in a role of theirs. What the person wrote about them in own words stays: somebody
kept away from may be the very trigger. A screen has all of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from recoveryplan.plan.away import Away
from recoveryplan.plan.tree import value
from recoveryplan.workflows import own_words

_LINKS = (("accountability", "partner"), ("if_i_use", "told"))
"""Where the plan names one of the people by id."""

_ROLES = (("signed", "witness"), ("circumstances", "living_with"))
_OF_CARE = (("treatment", "plan_with"),)
"""Where it names somebody by own words; who gives care is not family."""

_DETAILS = ("role", "when", "note")
"""What is told of a person, which may name another."""

_OF_ANOTHER = re.compile(r"[^,;]*\S(?:['’]s|s['’])\s+\S+")
""""Rick's sister" is not Rick."""


class Kept(NamedTuple):
    """The tree for a page, and whether family, or somebody kept away from, stood in it."""

    tree: dict[str, Any]
    family: bool
    away: bool


def without_them(tree: Mapping[str, Any], no_family: bool = False) -> Kept:
    """The plan tree as a page may have it. Family goes where the plan keeps it private, or with ``no_family``."""
    no_family = no_family or value(tree, "preferences.family") == "private"
    if not no_family and not tree.get("keep_distance"):
        return Kept(dict(tree), False, False)
    away = Away(tree)
    people = [one for one in tree.get("people") or [] if isinstance(one, dict)]
    near = [one for one in people if no_family and own_words.is_family(one)]
    far = [one for one in people if _is_one(one, away)]
    left = _without(tree, near, _names_of(near)) if no_family else dict(tree)
    if no_family:
        _drop(left, _ROLES, own_words.calls_family)
    kept = _without(left, far, away)
    _drop(kept, _OF_CARE, away.named_in)
    return Kept(kept, left != tree, bool(far) or kept != left)


def _is_one(one: Mapping[str, Any], away: Away) -> bool:
    """Whether this person is one to keep away from: by name, or by a role that is not somebody else's kin."""
    role = _OF_ANOTHER.sub(" ", str(one.get("role") or ""))
    return away.named_in(str(one.get("name") or "")) or away.named_in(role)


def _names_of(people: list[dict[str, Any]]) -> Away:
    """Tells which own words name one of these people."""
    return Away({"keep_distance": [{"who": one.get("name")} for one in people]})


def _without(tree: Mapping[str, Any], off: list[dict[str, Any]], named: Away) -> dict[str, Any]:
    """The tree without these people, links to them, and roles and details in which they are named."""
    ids = {one.get("id") for one in off}
    kept = dict(tree)
    if off:
        kept["warning_signs"] = [_unlinked(sign, ids) for sign in tree.get("warning_signs") or []]
        _drop(kept, _LINKS, lambda link: link in ids)
    _drop(kept, _ROLES, named.named_in)
    stay = (one for one in tree.get("people") or [] if one not in off)
    kept["people"] = [_without_details(one, named) for one in stay]
    return {key: inner for key, inner in kept.items() if inner or key in tree}


def _drop(tree: dict[str, Any], places: tuple[tuple[str, str], ...], off: Callable[[str], bool]) -> None:
    for group, key in places:
        inner = tree.get(group)
        if isinstance(inner, dict) and isinstance(inner.get(key), str) and off(inner[key]):
            tree[group] = {name: said for name, said in inner.items() if name != key}


def _unlinked(sign: dict[str, Any], ids: set[Any]) -> dict[str, Any]:
    """A warning sign whose steps stay, without the person who stands beside one of them."""
    steps = sign.get("responses")
    if not isinstance(steps, list) or not any(step.get("person") in ids for step in steps):
        return sign
    bare = [{key: said for key, said in step.items() if key != "person" or said not in ids} for step in steps]
    return {**sign, "responses": bare}


def _without_details(one: dict[str, Any], named: Away) -> dict[str, Any]:
    return {key: said for key, said in one.items() if key not in _DETAILS or not named.named_in(str(said))}
