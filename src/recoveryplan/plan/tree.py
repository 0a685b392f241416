"""Looks into a plain plan tree by path, for conditions, questions and views.

A path is names joined by dots: ``aim.want``. Through a list it means every item: ``substances.kind``.
``substances[kind=alcohol].often`` means the items whose ``kind`` is ``alcohol``.
"""

from __future__ import annotations

TYPE_CHECKING = False  # the card of `now` looks into trees too, and has no time for typing
if TYPE_CHECKING:
    from typing import Any

    Tree = dict[str, Any]
    """A plain plan: dicts, lists, text, numbers. What `yamlfile.plain` reads and `plan.dump` writes."""

    Step = tuple[str, str, str]
    """One name of a path, with the field and value it selects by, or two empty texts."""
else:
    Tree, Step = dict, tuple


_STEPS: dict[str, tuple[Step, ...]] = {}
_MOST_STEPS = 4096
"""Paths are those of our content, asked for again and again; some pick by a value of the plan, so there is an end."""


def split(path: str) -> tuple[Step, ...]:
    """The steps of a path. Raises ValueError for one that is not well made."""
    if path not in _STEPS:
        if len(_STEPS) >= _MOST_STEPS:
            _STEPS.clear()
        _STEPS[path] = tuple(_step(part) for part in path.split("."))
    return _STEPS[path]


def _step(part: str) -> Step:
    name, bracket, rest = part.partition("[")
    field, equals, value = rest.rstrip("]").partition("=")
    named = name.replace("_", "").replace("-", "").isalnum()
    if not named or (bracket and not (rest.endswith("]") and equals)):
        raise ValueError(part)
    return name, field, value


def values(tree: Any, path: str) -> list[Any]:
    """Every value at the path, flat; nothing for what is not there. Lists at the end are flattened too."""
    found: list[Any] = [tree]
    for name, field, value in split(path):
        found = [item[name] for item in found if isinstance(item, dict) and item.get(name) is not None]
        found = [inner for item in found for inner in (item if isinstance(item, list) else [item])]
        if field:
            found = [item for item in found if isinstance(item, dict) and str(item.get(field)) == value]
        if not found:
            break
    return found


def value(tree: Any, path: str) -> Any:
    """The one value at the path, or None; through ``list[field=value]`` that of the first item that is picked."""
    if "[" in path:
        start, _, rest = path.partition("].")
        picked = values(tree, f"{start.removesuffix(']')}]")
        return (value(picked[0], rest) if rest else picked[0]) if picked else None
    for name in path.split("."):
        tree = tree.get(name) if isinstance(tree, dict) else None
    return tree


def head(path: str) -> str:
    """What a path begins in: a part of the plan, or one field of the record under way."""
    first, _, rest = bare_step(path)
    return f"{first}.{bare_step(rest)[0]}" if first == "record" and rest else first


def bare_step(path: str) -> tuple[str, str, str]:
    """The first step of a path without what it picks by, the dot, and the rest."""
    step, dot, rest = path.partition(".")
    return step.partition("[")[0], dot, rest


def country(written: str) -> str:
    """A country as it is kept: ISO 3166-1 alpha-2 in capitals. People write "UK"; ISO keeps it for nothing else."""
    code = written.strip().upper()
    return "GB" if code == "UK" else code


def placed(tree: Tree, path: str, new: Any) -> Tree:
    """A copy of the tree with the value at the path; None takes it out, and its group too when left empty.

    Through ``list[field=value]`` the value goes into the first item that is picked, and nowhere without one.
    """
    return _placed(tree, split(path), new)


def _placed(tree: Tree, steps: tuple[Step, ...], new: Any) -> Tree:
    (name, field, wanted), rest = steps[0], steps[1:]
    copy = dict(tree)
    inner: Any = new
    if field:
        inner = list(copy.get(name) or [])
        first = next((n for n, item in enumerate(inner) if str(item.get(field)) == wanted), None)
        if first is not None:
            inner[first] = _placed(inner[first], rest, new)
    elif rest:
        inner = _placed(copy.get(name) or {}, rest, new)
    if inner is None or inner in ({}, [], ""):
        copy.pop(name, None)
    else:
        copy[name] = inner
    return copy
