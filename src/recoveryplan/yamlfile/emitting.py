"""Writing a tree as a new file in the house's style (shared/feel.md, "The file")."""

from __future__ import annotations

import re

from recoveryplan.yamlfile import scalars

TYPE_CHECKING = False
if TYPE_CHECKING:
    from recoveryplan.yamlfile.nodes import Plain

_ID = re.compile(r"[a-z]{1,2}[0-9]{1,4}")
_LONGEST_KEY = 800  # a key that needs no "?" may be 1024 characters; an escape takes up to six


class Style:
    """How far things are indented: ``dash`` for a list below its key, ``step`` for a map below its key."""

    __slots__ = ("dash", "step")

    def __init__(self, dash: int = 0, step: int = 2) -> None:
        self.dash = dash
        self.step = step


HOUSE = Style()


def emit(tree: object, header: str = "") -> str:
    """The text of a new file. ``tree`` holds dicts, lists, str, int, bool, float, date and None.

    ``header`` (comment lines) comes first, as it is. Raises TypeError for other values, and ValueError for
    half characters (lone surrogates), which no file can hold.
    """
    head = header if not header or header.endswith("\n") else header + "\n"
    body = block(tree, 0, HOUSE)
    return head + (body or flow(tree)) + "\n"


def textual(tree: object) -> Plain:
    """The tree as reading it back gives it: every value as text, None as None. Numbers know what they were."""
    if isinstance(tree, dict):
        return {str(key): value if type(value) is str else textual(value) for key, value in tree.items()}
    if isinstance(tree, list | tuple):
        return [textual(item) for item in tree]
    return scalars.textual_scalar(tree)


def inline(value: object) -> str | None:
    """The value as it stands on the line of its key; None where it needs lines of its own."""
    if isinstance(value, dict):
        return None if value else "{}"
    if isinstance(value, list | tuple):
        short = all(isinstance(item, str) and _ID.fullmatch(item) for item in value) and len(value) <= 12
        return flow(value) if short else None
    if type(value) is str and "\n" in value and scalars.literal_fits(value):
        return None
    return scalars.scalar(value)


def flow(value: object) -> str:
    """The value on one line, with brackets, as it can stand inside brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key(name, flow=True)}: {flow(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalars.scalar(value, flow=True)


def key(name: object, *, flow: bool = False) -> str:
    """A map's key, in quotes where it needs them."""
    return scalars.scalar(str(name), flow=flow)


def block(value: object, column: int, style: Style) -> str | None:
    """A map or list in lines from ``column`` on; None if the value is not one that has lines.

    The first line comes without its indent, so that it can follow a dash; there is no final line end.
    """
    lead = "\n" + " " * column
    if isinstance(value, dict) and value:
        return lead.join(entry(name, item, column, style) for name, item in value.items())
    if isinstance(value, list | tuple) and value:
        return lead.join(list_item(item, column, style) for item in value)
    return None


def entry(name: object, value: object, column: int, style: Style) -> str:
    """One entry of a map whose keys stand at ``column``; the first line comes without its indent."""
    named = key(name)
    if len(named) > _LONGEST_KEY:
        return f"? {named}\n{' ' * column}: {_after_dash(value, column + 2, style)}"
    return f"{named}:{behind(value, column, style)}"


def behind(value: object, column: int, style: Style) -> str:
    """What follows the colon of a key at ``column``, with the blank or line end before it."""
    short = inline(value)
    if short is not None:
        return " " + short
    if isinstance(value, str):
        return " " + scalars.literal(value, column, style.step)
    at = column + (style.dash if isinstance(value, list | tuple) else style.step)
    return "\n" + " " * at + (block(value, at, style) or "")


def list_item(value: object, column: int, style: Style) -> str:
    """One item of a list whose dashes stand at ``column``, from its dash on."""
    return "- " + _after_dash(value, column + 2, style)


def _after_dash(value: object, column: int, style: Style) -> str:
    short = inline(value)
    if short is not None:
        return short
    if isinstance(value, str):
        return scalars.literal(value, column - 2)
    return block(value, column, style) or ""
