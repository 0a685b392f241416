"""The one gate that a person's text passes: made safe for a screen or a file, otherwise left as typed."""

from __future__ import annotations

import unicodedata

# Characters that change the direction of what follows can make a line read as something else.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """Text of several lines: NFC, line ends as ``\\n``, tabs as blanks, no control, bidi or surrogate characters."""
    joined = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if joined.isascii() and joined.isprintable():
        return joined
    return unicodedata.normalize("NFC", "".join(c for c in joined if _shown(c)))


def clean_line(text: str) -> str:
    """Text of one line: as ``clean``, with each line end turned into a blank, and blanks cut at both ends."""
    return clean(text).replace("\n", " ").strip()


def _shown(character: str) -> bool:
    if character == "\n":
        return True
    if character in _BIDI or character in "\u2028\u2029\ufeff":
        return False
    return unicodedata.category(character) not in {"Cc", "Cs"}


def width(text: str) -> int:
    """How many columns the text takes on a terminal (wide characters two, combining ones none)."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, columns: int, indent: str = "", first: str | None = None) -> list[str]:
    """Lines of at most ``columns``, broken at blanks; a word longer than a line is broken, never cut off.

    ``first`` stands before the first line, ``indent`` before the others. Line ends of the text are kept.
    """
    lines: list[str] = []
    lead = indent if first is None else first
    for paragraph in text.split("\n"):
        lines += _wrap_paragraph(paragraph, columns, indent, lead)
        lead = indent
    return lines


def _wrap_paragraph(paragraph: str, columns: int, indent: str, lead: str) -> list[str]:
    lines: list[str] = []
    line, used = lead, width(lead)
    empty = True
    for whole in paragraph.split(" "):
        for word in _pieces(whole, max(1, columns - max(width(indent), width(lead)))):
            size = width(word)
            if not empty and used + 1 + size > columns:
                lines.append(line.rstrip())
                line, used, empty = indent, width(indent), True
            line, used, empty = (
                (line + word, used + size, False) if empty else (line + " " + word, used + 1 + size, False)
            )
    return [*lines, line.rstrip()]


def _pieces(word: str, most: int) -> list[str]:
    if width(word) <= most:
        return [word]
    pieces, piece, used = [], "", 0
    for character in word:
        size = _columns(character)
        if piece and used + size > most:
            pieces.append(piece)
            piece, used = "", 0
        piece, used = piece + character, used + size
    return [*pieces, piece]
