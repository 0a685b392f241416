"""Makes the table of what the fonts can draw: ``python tests/worksheets/coverage.py`` writes it anew."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from fontTools.ttLib import TTFont

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "templates", "fonts")


def covered() -> set[int]:
    """Every code point that has a shape in some font; of a family with a bold, those that both have."""
    found: dict[str, set[int]] = {}
    for name in sorted(os.listdir(FOLDER)):
        if name.endswith(".ttf"):
            has = {code for code in TTFont(os.path.join(FOLDER, name)).getBestCmap() if code >= 0x20}
            family = name.partition("-")[0]
            found[family] = found[family] & has if family in found else has
    return set().union(*found.values())


def ranges(codes: Iterable[int]) -> str:
    """The code points as lines of ``first-last`` in hexadecimal."""
    lines: list[list[int]] = []
    for code in sorted(codes):
        if lines and lines[-1][1] == code - 1:
            lines[-1][1] = code
        else:
            lines.append([code, code])
    return "".join(f"{first:x}-{last:x}\n" if first != last else f"{first:x}\n" for first, last in lines)


if __name__ == "__main__":
    sys.path.insert(0, os.path.join(FOLDER, "..", "..", "src"))
    with open(os.path.join(FOLDER, "coverage.txt"), "w", encoding="ascii", newline="\n") as file:
        file.write(ranges(covered()))
