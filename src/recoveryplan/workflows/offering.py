"""The pick-lists that come from guidance, handed to the flow as plain options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from recoveryplan.guidance import options
from recoveryplan.guidance.lines import UNKNOWN
from recoveryplan.interview.prompts import Option
from recoveryplan.workflows import knowledge

Tree = Mapping[str, Any]


def offered(source: str, match: str, tree: Tree) -> tuple[Option, ...]:
    """The options of one source that fit: strategies for a trigger's type, ways to cope, first steps, countries."""
    return _SOURCES[source](match, tree)


def _strategies(match: str, tree: Tree) -> tuple[Option, ...]:
    entries = knowledge.tree("options/strategies.yaml")["strategies"]
    return _picks(options.strategies(entries, match, tree, knowledge.mentions()), "then")


def _coping(mark: str, tree: Tree) -> tuple[Option, ...]:
    entries = knowledge.tree("options/coping.yaml")["coping"]
    return _picks(options.coping(entries, tree, knowledge.mentions(), mark), "then")


def _hard_moment(_: str, tree: Tree) -> tuple[Option, ...]:
    entries = knowledge.tree("options/coping.yaml")["coping"]
    fitting = options.coping(entries, tree, knowledge.mentions(), "hard_moment")
    return tuple(_pick(one, str(one.get("step") or one["text"])) for one in fitting)


def _picks(entries: Iterable[Tree], fill: str) -> tuple[Option, ...]:
    return tuple(_pick(one, str(one[fill])) for one in entries)


def _pick(one: Tree, fill: str) -> Option:
    return Option(one["id"], one["text"], str(one.get("caution") or ""), fill)


def _countries(_: str, __: Tree) -> tuple[Option, ...]:
    named = sorted((str(place["name"]), str(place["code"])) for place in knowledge.lines().places)
    return (
        *(Option(code, name, _ALSO.get(code, "")) for name, code in named),
        Option(UNKNOWN, "Another country", "other"),
    )


# How people in these places write them down.
_ALSO = {"US": "usa, america, u.s.", "GB": "uk, britain, great britain, england, scotland, wales", "NZ": "aotearoa"}


_SOURCES: dict[str, Callable[[str, Tree], tuple[Option, ...]]] = {
    "strategies": _strategies,
    "coping": lambda _, tree: _coping("", tree),
    "early_sign": lambda _, tree: _coping("early_sign", tree),
    "hard_moment": _hard_moment,
    "countries": _countries,
}
