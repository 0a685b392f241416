"""What the fonts that ship with the program can draw; what they can not stands by its name in brackets.

One missing character makes an accessible PDF fail as a whole, and one drawn as an empty box would be lost in silence.
"""

from __future__ import annotations

import os
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from recoveryplan import resources

TABLE = "coverage.txt"
"""Ranges of code points, a line each, in hexadecimal; made from the fonts by ``tests/worksheets/coverage.py``."""

_UNSEEN = frozenset("\ufe0e\ufe0f\u200b\u2060\u00ad\ufeff")
"""Characters without a shape of their own: without them every word still reads the same."""


def fonts_folder() -> str:
    """Where the fonts are."""
    return os.path.join(resources.templates_folder(), "fonts")


def drawable(character: str) -> bool:
    """Whether a font that ships with the program has this character."""
    starts, ends = _ranges()
    at = bisect_right(starts, ord(character)) - 1
    return at >= 0 and ord(character) <= ends[at]


def shown(text: str) -> str:
    """The text with each character that can not be drawn as its name in brackets: ``[slightly smiling face]``."""
    if text.isascii():
        return text
    return "".join(one if one == "\n" or drawable(one) else _instead(one) for one in text)


def missing(text: str) -> list[str]:
    """The characters of a text that can not be drawn, each once, in the order they come."""
    if text.isascii():
        return []
    return list(dict.fromkeys(one for one in text if one != "\n" and one not in _UNSEEN and not drawable(one)))


def _instead(character: str) -> str:
    if character in _UNSEEN:
        return ""
    name = unicodedata.name(character, "")
    return f"[{name.lower()}]" if name else f"[character {ord(character):x}]"


@lru_cache
def _ranges() -> tuple[list[int], list[int]]:
    with open(os.path.join(fonts_folder(), TABLE), encoding="ascii") as file:
        pairs = [line.split("-") for line in file.read().split() if not line.startswith("#")]
    return [int(pair[0], 16) for pair in pairs], [int(pair[-1], 16) for pair in pairs]
