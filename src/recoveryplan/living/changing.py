"""Changing a plan by what a record says, thing by thing, and noting why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from recoveryplan.plan import ids, links
from recoveryplan.plan.tree import Tree, placed, value

TOOLS = {"triggers": "then", "barriers": "then", "coping": "what", "self_care": "what"}
"""Where strategies and skills stand, and the field with their words."""


@dataclass(frozen=True)
class Result:
    """A next plan, and what changed: for each thing its id, how it changed, and why where that is known."""

    plan: Tree
    changes: list[Tree]


class Changing:
    """A plan under change. ``because`` is the reason that holds for what is new, unless a better one is given.

    ``gone`` are ids that nothing new may have.
    """

    def __init__(self, plan: Tree, because: str = "", gone: Collection[str] = ()) -> None:
        self.plan = plan
        self.because = because
        self.changes: list[Tree] = []
        self._taken = {used for _, used in ids.walk(plan)} | set(gone)

    def result(self) -> Result:
        """The plan, without links that lead nowhere, and its changes."""
        return Result(links.without_lost(self.plan), self.changes)

    def find(self, path: str, name: str) -> Tree | None:
        """The thing with this id in a list; None where it is not."""
        return next((one for one in value(self.plan, path) or [] if one.get("id") == name), None)

    def free(self, path: str) -> str:
        """A new id for a list."""
        name = ids.next_id(path, self._taken)
        self._taken.add(name)
        return name

    def note(self, name: str, how: str, because: str | None = None) -> None:
        """Note one change."""
        reason = because or (self.because if how in {"added", "changed"} else "")
        self.changes.append({"id": name, "how": how} | ({"because": reason} if reason else {}))

    def set(self, path: str, new: Any) -> None:
        """Put a single value at its path; nothing said changes nothing."""
        if new is not None:
            self.plan = placed(self.plan, path, new)

    def put(self, path: str, thing: Tree, how: str, because: str | None = None) -> None:
        """Put a thing in the place of the one with its id."""
        items = [thing if one.get("id") == thing["id"] else one for one in value(self.plan, path) or []]
        if items != (value(self.plan, path) or []):
            self.plan = placed(self.plan, path, items)
            self.note(str(thing["id"]), how, because)

    def new(self, path: str, thing: Mapping[str, Any], how: str, because: str | None = None) -> None:
        """Put a new thing at the end of a list, under a new id."""
        self.add(path, [{"id": self.free(path), **thing}], because, how)

    def beside(self, path: str, thing: Mapping[str, Any]) -> str:
        """Put what takes the place of another at the end of a list; gives its id. The change of the other tells it."""
        name = self.free(path)
        self.plan = placed(self.plan, path, [*(value(self.plan, path) or []), {"id": name, **thing}])
        return name

    def add(
        self, path: str, things: Iterable[Mapping[str, Any]], because: str | None = None, how: str = "added"
    ) -> None:
        """Put things with ids of their own at the end of a list; what stands there already is not put twice."""
        for thing in things:
            there = value(self.plan, path) or []
            if any(_same(one, thing) for one in there):
                continue
            name = str(thing["id"]) if thing["id"] not in {one["id"] for one in there} else self.free(path)
            self._taken.add(name)
            inside = {key: self._own_ids(key, found) for key, found in thing.items()}
            self.plan = placed(self.plan, path, [*there, {**inside, "id": name}])
            self.note(name, how, because)

    def _own_ids(self, key: str, found: Any) -> Any:
        """A list inside a new thing, each of its things under an id that no other has; anything else as it is."""
        if not isinstance(found, list):
            return found
        there = {used for _, used in ids.walk(self.plan)}
        self._taken |= {used for _, used in ids.walk(found)}
        twice = [isinstance(one, dict) and one.get("id") in there for one in found]
        return [{**one, "id": self.free(key)} if is_twice else one for one, is_twice in zip(found, twice, strict=True)]

    def take_out(self, path: str, name: str, because: str | None = None) -> None:
        """Take one thing out of a list."""
        left = [one for one in value(self.plan, path) or [] if one.get("id") != name]
        self.plan = placed(self.plan, path, left)
        self.note(name, "dropped", because)

    # --- strategies and skills: in lists, or in lists of the things of lists ---

    def drop(self, name: str, because: str) -> None:
        """Take a strategy or a skill out, wherever it stands."""
        self._tool(name, None)
        self.note(name, "dropped", because)

    def swap(self, name: str, new: str, because: str) -> None:
        """Put another strategy or skill in its place, under a new id."""
        path = next((path for path in TOOLS if self._has(path, name)), "")
        if path:
            fresh = self.free("strategies" if TOOLS[path] == "then" else path)
            self._tool(name, {"id": fresh, TOOLS[path]: new})
            self.note(name, "replaced", because)
            self.changes[-1]["by"] = fresh

    def _has(self, path: str, name: str) -> bool:
        return any(used == name for _, used in ids.walk(self.plan.get(path) or []))

    def _tool(self, name: str, new: Tree | None) -> None:
        for path in TOOLS:
            if self._has(path, name):
                self.plan = placed(self.plan, path, _changed(self.plan[path], name, new))


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two things say the same: from one option, or in the same words."""
    if other.get("from") and one.get("from") == other["from"]:
        return True
    return {key: said for key, said in one.items() if key != "id"} == {k: v for k, v in other.items() if k != "id"}


def _changed(items: list[Any], name: str, new: Tree | None) -> list[Any]:
    """A list with one of its things, or of the strategies of its things, changed or (None) taken out."""
    made: list[Any] = []
    for item in items:
        if item.get("id") == name:
            made += [] if new is None else [{key: item[key] for key in ("if", "area", "anchor") if key in item} | new]
        elif item.get("strategies"):
            inner = _changed(item["strategies"], name, new)
            made.append(
                {**{key: item[key] for key in item if key != "strategies"}, **({"strategies": inner} if inner else {})}
            )
        else:
            made.append(item)
    return made
