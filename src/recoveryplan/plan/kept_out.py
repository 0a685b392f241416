"""Whom and what an older version of a plan does not bring back: who is kept away from by now, and roles taken away.

A name of the keep-distance list is on no screen, so nobody would see it come back. What a plan tells of such a person
(a trigger, a goal) does come back; what it would have the person do with them does not. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from recoveryplan.plan.away import Away
from recoveryplan.plan.tree import Tree, placed, value, values

_DOING = {
    "hard_moment.steps": "do",
    "triggers.strategies": "then",
    "barriers.strategies": "then",
    "warning_signs.responses": "do",
    "if_i_use.steps": "do",
    "goals.steps": "text",
    "coping": "what",
    "self_care": "what",
    "commitments": "what",
    "strengths.social": "text",
    "accountability.agreed": "text",
    "treatment.agreed": "text",
}
"""Lists of what to do or whom to turn to, with the field that says it."""
_FIELDS = (
    "support.children",
    "support.animals",
    "support.home",
    "treatment.plan_with",
    *(f"medicine.{name}" for name in ("if_missed", "if_run_out", "if_travel", "if_hospital", "if_arrested")),
    *(f"medicine.{name}" for name in ("lock_box", "naloxone_where")),
)
_IN_THINGS = {"hard_dates": ("plan",), "people": ("note", "when"), "coping": ("how",), "self_care": ("anchor",)}
"""Fields that may go without their thing."""
_ROLES = ("accountability.partner", "if_i_use.told")
_WITNESS = "signed.witness"


def without(made: Tree, now: Tree, private: bool, unfit: Callable[[str, Tree], bool]) -> tuple[Tree, bool]:
    """The tree to come back without whom the plan of now keeps out, and whether there was anything of the kind.

    What stands in the plan of now in the same words is not new, and stays. ``private``: family is kept out by now, so
    that nobody gets a role again who has none. ``unfit``: whether the offer of this id must not be made to somebody
    with such a plan; what was added from it then does not come back.
    """
    kept = _KeptOut(made, now, private).tree()
    answered = values(now, "offers.id")
    offers = [one for one in kept.get("offers") or [] if one["id"] in answered or not unfit(one["id"], kept)]
    kept = placed(kept, "offers", offers)
    found: Tree = _fitting(kept, now, lambda offer: unfit(offer, kept))
    return found, found != made


class _KeptOut:
    def __init__(self, made: Tree, now: Tree, private: bool) -> None:
        self._made, self._now, self._private = made, now, private
        self._listed = Away(now)
        self._gone = [one for one in made.get("people") or [] if self._is_out(one)]
        self._ids = {one["id"] for one in self._gone}
        listed = [*(now.get("keep_distance") or []), *({"who": one.get("name")} for one in self._gone)]
        self._away = Away({"keep_distance": listed})

    def tree(self) -> Tree:
        """What comes back, without them."""
        made = placed(self._made, "people", [one for one in self._made.get("people") or [] if one not in self._gone])
        for path in _ROLES:
            made = placed(made, path, self._role(path))
        made = placed(made, _WITNESS, self._witness())
        for path, field in _DOING.items():
            made = _in_list(made, path.split("."), partial(self._whole, path, field))
        for path in _FIELDS:
            made = placed(made, path, self._field(path))
        for path, fields in _IN_THINGS.items():
            made = _in_list(made, [path], partial(self._less, path, fields))
        return made

    # --- people and their roles ---

    def _is_out(self, person: Mapping[str, Any]) -> bool:
        name = str(person.get("name") or "")
        if _is_in(name, values(self._now, "people.name")):
            return False
        return self._listed.named_in(name) or (self._private and self._was_near(person))

    def _was_near(self, person: Mapping[str, Any]) -> bool:
        roles = [value(self._made, path) for path in _ROLES]
        witness = _plain(value(self._made, _WITNESS))
        named = bool(witness) and _plain(person.get("name")) == witness
        return person.get("kind") == "family" or person.get("id") in roles or named

    def _role(self, path: str) -> Any:
        """Who has a role in the next version, by id."""
        was, now = _named(self._made, value(self._made, path)), _named(self._now, value(self._now, path))
        if was and _plain(was) != _plain(now) and (self._private or self._away.named_in(was)):
            people = self._made.get("people") or []
            return next((one["id"] for one in people if now and _plain(one.get("name")) == _plain(now)), None)
        return value(self._made, path)

    def _witness(self) -> Any:
        was, now = value(self._made, _WITNESS), value(self._now, _WITNESS)
        out = bool(was) and _plain(was) != _plain(now) and (self._private or self._away.named_in(str(was)))
        return now if out else was

    # --- what to do ---

    def _does(self, thing: Mapping[str, Any], path: str, field: str) -> bool:
        if thing.get("person") in self._ids:
            return True
        words = str(thing.get(field) or "")
        return self._away.named_in(words) and not _is_in(words, values(self._now, f"{path}.{field}"))

    def _whole(self, path: str, field: str, thing: Tree) -> list[Tree]:
        return [] if self._does(thing, path, field) else [thing]

    def _less(self, path: str, fields: Sequence[str], thing: Tree) -> list[Tree]:
        out = [name for name in fields if self._does(thing, path, name)]
        return [{name: one for name, one in thing.items() if name not in out}]

    def _field(self, path: str) -> Any:
        was, now = value(self._made, path), value(self._now, path)
        return now if was and was != now and self._away.named_in(str(was)) else was


def _fitting(node: Any, now: Any, unfit: Callable[[str], bool]) -> Any:
    """The node without things of its lists that are from an offer that is unfit, and not in the plan of now."""
    if isinstance(node, dict):
        there = now if isinstance(now, dict) else {}
        inner = {key: _fitting(one, there.get(key), unfit) for key, one in node.items()}
        return {key: one for key, one in inner.items() if one or not node[key]}
    if not isinstance(node, list):
        return node
    here = [one.get("from") for one in now or [] if isinstance(one, dict)]
    return [one for one in node if not _is_unfit(one, here, unfit)]


def _is_unfit(one: Any, here: Sequence[Any], unfit: Callable[[str], bool]) -> bool:
    offer = one.get("from") if isinstance(one, dict) else None
    return bool(offer) and offer not in here and unfit(str(offer))


def _in_list(tree: Tree, steps: Sequence[str], each: Callable[[Tree], list[Tree]]) -> Tree:
    """A copy of the tree with every thing of a list, also of one inside the things of another, as ``each`` gives it."""
    found = tree.get(steps[0])
    if found is None:
        return tree
    if len(steps) > 1:
        new = [_in_list(one, steps[1:], each) for one in found] if isinstance(found, list) else None
        return placed(tree, steps[0], _in_list(found, steps[1:], each) if new is None else new)
    return placed(tree, steps[0], [one for thing in found for one in each(thing)])


def _named(tree: Tree, id_: Any) -> str:
    people = tree.get("people") or []
    return next((str(one.get("name") or "") for one in people if id_ and one.get("id") == id_), "")


def _is_in(words: str, others: Sequence[Any]) -> bool:
    return _plain(words) in set(map(_plain, others))


def _plain(words: Any) -> str:
    return " ".join(str(words or "").split()).casefold()
