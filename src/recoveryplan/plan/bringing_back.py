"""An older version of a plan, brought back: what it says, without turning back what has happened since. Pure.

A plan holds a little of what happened, and of what keeps the person safe. If that went back with the rest, days would
be counted from before a setback, a question that was answered with no would come again, or a warning would be gone:

- counting, the next review, what check-ins ask, the last visit and what was said to offers stay as they are now;
- a goal that was reached stays reached;
- what is told on no screen (``unsaid`` in content/differences.yaml) stays, since nobody would see it go;
- own words stay that tell of a danger or of dying: they are not quoted either;
- "keep private" stays, and with it who may not take part;
- what safety rules read of the body and the home stays known: ``plan.known``;
- whom the person keeps away from by now does not come back: ``plan.kept_out``.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recoveryplan.plan import ids, kept_out, known, links
from recoveryplan.plan.tree import Tree, placed, value

_AS_NOW = {"counting": "counting", "review": "review", "checkins": "checkins"}
_NOT_OWN_WORDS = frozenset(
    {"schema_version", "version", "updated", "reason", "offers", "counting", "review", "checkins", "keep_distance"}
    | {"preferences", "more"}
)
_WORDS = ("text", "what", "do", "then", "sign", "name", "who", "kind")
_LINKS = frozenset(fields[-1] for fields in links.LINKS)


def _none(*_: Any) -> bool:
    return False


@dataclass(frozen=True)
class Eyes:
    """What this room can not know by itself: which words tell of what, and which ids lasted.

    ``tender``: of dying, or of somebody at home who is a danger; ``danger``: of the last alone. ``lasted``: whether a
    thing of this id was in every version since the old one, so that other words make it no other thing. ``unfit``:
    whether the offer of this id must not be made to somebody with such a plan.
    """

    tender: Callable[[str], bool] = _none
    danger: Callable[[str], bool] = _none
    lasted: Callable[[str], bool] = _none
    unfit: Callable[[str, Tree], bool] = _none


@dataclass(frozen=True)
class Back:
    """The tree of the next version; what ``stays`` as it is now although the old one says something else, named as in
    ``wording.versions.STAYS``; and whether some of the old one stays ``out``. Of what is unsaid nothing is named."""

    tree: Tree
    stays: list[str]
    out: bool


def brought_back(old: Tree, now: Tree, unsaid: Sequence[str], eyes: Eyes | None = None) -> Back:
    """An older version as the next one.

    Both are whole plan trees in today's format, as ``loading.dump`` makes them; neither is changed.
    """
    eyes = eyes or Eyes()
    made, stays = copy.deepcopy(old), dict[str, None]()
    for step in _STEPS:
        for path, there, name in step(made, copy.deepcopy(now), unsaid, eyes):
            if there != value(made, path):
                _put(made, path, there)
                stays |= {name: None} if name else {}
    kept, out = kept_out.without(made, now, _is_private(now, eyes.danger), eyes.unfit)
    return Back(links.without_lost(kept), list(stays), out)


def _is_private(now: Tree, danger: Callable[[str], bool]) -> bool:
    """Whether nobody may get a role unasked: it is kept private, or somebody at home is a danger."""
    told = value(now, "preferences.family") == "private" or value(now, "circumstances.home") == "unsafe"
    return told or any(map(danger, _texts(now)))


def _put(tree: Tree, path: str, there: Any) -> None:
    """Place a value in this very tree: the step under way looks at the ids in it for what it brings next."""
    new = placed(tree, path, there)
    tree.clear()
    tree.update(new)


Staying = Iterator[tuple[str, Any, str]]
"""What stays: its path, what stands there next, and its name; no name for what is not named."""


def _unseen(made: Tree, now: Tree, unsaid: Sequence[str], _: Eyes) -> Staying:
    for path in unsaid:
        yield path, _apart(made, path, value(now, path)), ""


def _happened(made: Tree, now: Tree, _: Sequence[str], __: Eyes) -> Staying:
    for path, name in _AS_NOW.items():
        yield path, _apart(made, path, value(now, path)), name
    if there := value(now, "treatment.visited"):
        yield "treatment.visited", there, "treatment"
    if value(now, "preferences.family") == "private":
        yield "preferences.family", "private", "family"
    yield "offers", _with_offers(made.get("offers") or [], now.get("offers") or []) or None, "offers"


def _safe(made: Tree, now: Tree, _: Sequence[str], __: Eyes) -> Staying:
    for path in known.SINGLE:
        if (there := value(now, path)) is not None:
            yield path, there, "body"
    for path in known.LISTS:
        kept, come = known.remembered(value(made, path) or [], value(now, path) or [])
        yield path, _longer(made, path, kept, come), "body"


def _goals(made: Tree, now: Tree, _: Sequence[str], eyes: Eyes) -> Staying:
    reached = [_linked(one, made, now) for one in now.get("goals") or [] if one.get("status") == "reached"]
    old = made.get("goals") or []
    kept = [next((one for one in reached if _same_goal(one, goal, eyes.lasted)), goal) for goal in old]
    come = [one for one in reached if not any(_same_goal(one, goal, eyes.lasted) for goal in old)]
    yield "goals", _longer(made, "goals", kept, come), "goals"


def _same_goal(one: Tree, other: Tree, lasted: Callable[[str], bool]) -> bool:
    return bool(one["id"] == other["id"] and (known.said(one) == known.said(other) or lasted(one["id"])))


def _tender(made: Tree, now: Tree, _: Sequence[str], eyes: Eyes) -> Staying:
    for name, there in now.items():
        if name not in _NOT_OWN_WORDS:
            yield name, _Tender(made, now, eyes.tender).kept(name, made.get(name), there), "words"


_STEPS = (_unseen, _happened, _safe, _goals, _tender)
"""In this order: what comes to a list looks at the ids that are there by then."""


class _Tender:
    """Own words that are not quoted stay where they are now: nobody would see them go, and they tell of a danger."""

    def __init__(self, made: Tree, now: Tree, tender: Callable[[str], bool]) -> None:
        self._made, self._now, self._tells = made, now, tender
        self._taken = {name for _, name in ids.walk(made)}

    def kept(self, path: str, was: Any, there: Any) -> Any:
        """What was there before, with the words of now that tell of it."""
        if isinstance(there, str):
            return there if self._tells(there) else was
        if isinstance(there, dict) and isinstance(was, dict | None):
            inner = {key: self.kept(f"{path}.{key}", (was or {}).get(key), one) for key, one in there.items()}
            return {**(was or {}), **{key: one for key, one in inner.items() if one is not None}} or None
        if isinstance(there, list) and any(isinstance(one, dict) for one in there):
            return self._list(path, list(was or []), there) or None
        return was

    def _list(self, path: str, was: list[Any], there: list[Any]) -> list[Any]:
        for one in there:
            at = next((at for at, other in enumerate(was) if _words(other) == _words(one)), None)
            if at is not None:
                was[at] = self.kept(path, was[at], one)
            elif any(map(self._tells, _texts(one))):
                was.append(_fresh(_linked(one, self._made, self._now), path, self._taken))
        return was


def _with_offers(old: list[Tree], now: list[Tree]) -> list[Tree]:
    """What was said to each offer last; an offer that was added and is not in the plan any more is open by itself."""
    said = {one["id"]: one for one in now}
    return [said.pop(one["id"], one) for one in old] + list(said.values())


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _texts(inner)


def _words(thing: Mapping[str, Any]) -> str:
    """What a thing of a list is called: its own words, or its kind."""
    return next((str(thing[name]) for name in _WORDS if thing.get(name)), "")


# --- ids, and what names them ---


def _longer(made: Tree, path: str, kept: list[Tree], come: list[Tree]) -> list[Tree] | None:
    """A list with what comes to it, under ids that nothing else has."""
    taken = {name for _, name in ids.walk(made)}
    return [*kept, *(_fresh(one, path, taken) for one in come)] or None


def _linked(thing: Tree, made: Tree, now: Tree) -> Tree:
    """A thing of now for the next version: what it names goes by its words there, since its id may be another's."""
    named = {one: (path, words) for path, one, words in _linkable(now)}
    there = {(path, words): one for path, one, words in _linkable(made)}

    def link(one: str) -> str | None:
        return there.get(named.get(one, ("", "")))

    def relinked(node: Any) -> Any:
        if isinstance(node, list):
            return [relinked(one) for one in node]
        if not isinstance(node, dict):
            return node
        found = {key: _each(link, one) if key in _LINKS else relinked(one) for key, one in node.items()}
        return {key: one for key, one in found.items() if one is not None and (one or not node[key])}

    made_so: Tree = relinked(thing)
    return made_so


def _each(link: Callable[[str], str | None], found: Any) -> Any:
    if isinstance(found, list):
        return [new for one in found if (new := link(str(one)))]
    return link(str(found))


def _linkable(tree: Tree) -> Iterator[tuple[str, str, str]]:
    """Everything that a field may name: its list, its id, its words."""
    for name in dict.fromkeys(name for lists in links.LINKS.values() for name in lists):
        for steps, one in ids.walk(tree.get(name) or []):
            yield name, one, _words(_at(tree[name], steps[:-1]))


def _fresh(thing: Tree, path: str, taken: set[str]) -> Tree:
    """A copy of a thing that comes to a list, with a new id where its own, or one of a thing in it, is used already."""
    made = copy.deepcopy(thing)
    for steps, name in list(ids.walk(made)):
        if name in taken:
            lists = [step for step in steps[:-1] if isinstance(step, str)]
            _at(made, steps[:-1])["id"] = ids.next_id(lists[-1] if lists else path, taken)
        taken.add(_at(made, steps))
    return made


def _apart(old: Tree, path: str, there: Any) -> Any:
    """What comes to a path whole, with ids that nothing else of the old plan has."""
    taken = {name for _, name in ids.walk(placed(old, path, None))}
    if isinstance(there, list):
        return [_fresh(one, path, taken) for one in there]
    return _fresh(there, path, taken) if isinstance(there, dict) else there


def _at(node: Any, steps: Sequence[str | int]) -> Any:
    for step in steps:
        node = node[step]
    return node
