"""The plain tree of a file that ships with the program, in less than half the time: without positions and limits.

A hard moment does not wait for them. Tests read each of these files in the careful way too, and compare. Whatever
looks odd here is read in the careful way, whose word counts.
"""

from __future__ import annotations

from recoveryplan.yamlfile import clib
from recoveryplan.yamlfile.clib import ALIAS, CLOSE, DOCUMENT, END, LIST, MAP, SCALAR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from recoveryplan.yamlfile.clib import Event

_INSIDE = (MAP, LIST)
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class _Odd(Exception):
    """Something that our own files do not have."""


def tree(data: bytes, name: str) -> Any:
    """The same as ``plain(read(data, name))``. Raises ContentProblem as that does."""
    found = _quickly(data) if clib.extension is not None else _Odd
    if found is not _Odd:
        return found
    from recoveryplan.yamlfile import plain, read

    return plain(read(data, name))


def _quickly(data: bytes) -> Any:
    try:
        return _built(clib.parser(data.decode()))
    except clib.errors:
        return _Odd
    except (_Odd, UnicodeDecodeError, TypeError):  # TypeError: what the parser says of some control characters
        return _Odd


def _built(get_event: Callable[[], Event]) -> Any:
    # One function and no objects of ours: it goes round thousands of times before a card is there.
    root: list[Any] = []
    around: list[Any] = []
    top: Any = root
    key: str | None = None
    while True:
        code, marked, value, _, _, style = get_event()
        if code == SCALAR and marked is None:
            if key is None and type(top) is dict:
                key = _key(value, style, top)
                continue
            made: Any = None if not style and value in _NULLS else value
        elif code in _INSIDE and marked is None:
            made = {} if code == MAP else []
        elif code == CLOSE:
            top = around.pop()
            continue
        elif _is_over(code, marked, root):
            return root[0] if root else None
        else:
            continue
        if key is not None:
            top[key] = made
            key = None
        elif type(top) is list:
            top.append(made)
        else:
            raise _Odd
        if code != SCALAR:
            around.append(top)
            top = made


def _key(value: str, style: str | None, top: dict[str, Any]) -> str:
    if value in top or (not style and value in ("", "<<")):
        raise _Odd
    return value


def _is_over(code: int, marked: Any, root: list[Any]) -> bool:
    if marked is not None or code == ALIAS or (code == DOCUMENT and root):
        raise _Odd
    return code == END
