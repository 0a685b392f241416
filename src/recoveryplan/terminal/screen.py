"""A screen for what commands say: wrapped by words, cleaned, and never read as markup."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Sequence
from typing import TextIO

from recoveryplan import text
from recoveryplan.errors import CannotNow
from recoveryplan.wording import Role, Said

NARROWEST, WIDEST, USUAL = 20, 100, 80

# Left out with --no-color and NO_COLOR; weight is not a colour, so bold stays.
_COLOURS: dict[Role, str] = {"quiet": "\x1b[90m"}
_WEIGHTS: dict[Role, str] = {"heading": "\x1b[1m", "warning": "\x1b[1m"}
_END = "\x1b[0m"
_WIPE = "\x1b[2J\x1b[3J\x1b[H"
_PUSHED = 40
_WARNING_WORD = "Important: "
_MARKER = re.compile(r"(?:\d{1,3}\.|[-*•☐☑]|\[[ x]\]) +")

_PLAINER = str.maketrans(
    {
        "☐": "[ ]", "☑": "[x]", "—": "-", "–": "-", "−": "-", "“": '"', "”": '"', "‘": "'", "’": "'",
        "…": "...", "→": "->", "·": "-", "•": "-", "×": "x", "≤": "<=", "≥": ">=", "\u00a0": " ",
    }
)  # fmt: skip


class Screen:
    """Prints paragraphs on a stream: standard output unless another is given.

    ``plain`` sends no escape byte at all; ``color=False`` (also NO_COLOR) leaves bold but no colour.
    A reader that went away (``| head``) or a closed stream is quiet: what follows is dropped.
    A stream that cannot take the text, as on a full disk, raises CannotNow.
    """

    def __init__(self, stream: TextIO | None = None, plain: bool = False, color: bool = True) -> None:
        self._stream = sys.stdout if stream is None else stream
        self.plain = plain
        self._color = color and not os.environ.get("NO_COLOR")
        self._styled = not plain and _takes_styles(self._stream)

    @property
    def color(self) -> bool:
        """Whether colours may be used."""
        return self._color

    @property
    def columns(self) -> int:
        """How wide to write: the terminal's columns, 80 where there is none, never under 20 or over 100."""
        return max(NARROWEST, min(WIDEST, self._size()[0] or USUAL))

    def say(self, said: Sequence[Said]) -> None:
        """Print paragraphs, one below the other. An empty text is an empty line.

        A run of warnings opens with a word, so that it is not told by weight alone.
        """
        lines: list[str] = []
        before: Role = "plain"
        for one in said:
            word = _WARNING_WORD if one.role == "warning" != before and one.text else ""
            lines += self._paragraph(one, word)
            before = one.role
        self._write("".join(line + "\n" for line in lines))

    def line(self, words: str = "") -> None:
        """Print one plain paragraph."""
        self.say([Said(words)])

    def raw(self, words: str) -> None:
        """Print text with its own lines as they are, such as a file's."""
        self._write(self.fit(words) + "\n")

    def json(self, data: object) -> None:
        """Print data as JSON; with ``\\u`` escapes where the stream cannot write a character as it is."""
        import json

        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        words = json.dumps(data, indent=2, ensure_ascii=False)
        self._write((words if _can_write(words, encoding) else json.dumps(data, indent=2)) + "\n")

    def headed(self, heading: str, right: str = "") -> None:
        """Print a heading, with ``right`` quietly at the end of its line where there is room, else below."""
        shown, aside = self.fit(text.clean_line(heading)), self.fit(text.clean_line(right))
        gap = self.columns - text.width(shown) - text.width(aside)
        if self.plain or not aside or gap < 2:
            self.say([Said(heading, "heading"), *([Said(right, "quiet")] if aside else [])])
        else:
            line = self._style(shown, "heading") + " " * gap + self._style(aside, "quiet")
            self._write(line + "\n")

    def prompt(self, words: str) -> None:
        """Print what stands before an answer, ending in one blank, and leave the cursor there."""
        self._write("\n".join(text.wrap(self.fit(text.clean(words)).rstrip(), self.columns)) + " ")

    def clear(self) -> None:
        """Take what is shown away: screen and scrollback; in plain mode push it out of sight, by 40 lines or more."""
        self._write(_WIPE if self._styled else "\n" * max(_PUSHED, self._size()[1]))

    def fit(self, words: str) -> str:
        """The words in characters that the stream can write: plainer signs where it has none, ``?`` at last."""
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        if _can_write(words, encoding):
            return words
        return "".join(_nearest(character, encoding) for character in words)

    def _size(self) -> tuple[int, int]:
        """Columns and rows of the terminal, 0 where there is none."""
        try:
            return os.get_terminal_size(self._stream.fileno())
        except (OSError, ValueError, AttributeError):
            return 0, 0

    def _paragraph(self, one: Said, word: str) -> list[str]:
        words = self.fit(text.clean(word + one.text))
        lead = " " * one.indent
        if one.role == "contact":
            return [lead + words]
        marker = _MARKER.match(words)
        hang = " " * text.width(marker[0]) if marker else ""
        lines = text.wrap(words, self.columns, indent=lead + hang, first=lead)
        return [self._style(line, one.role) for line in lines]

    def _style(self, line: str, role: Role) -> str:
        sign = _WEIGHTS.get(role, "") or (_COLOURS.get(role, "") if self._color else "")
        return f"{sign}{line}{_END}" if sign and self._styled and line else line

    def _write(self, words: str) -> None:
        stream = self._stream
        if stream is None or stream.closed:  # None: Python's standard output when it was closed at the start
            return
        try:
            stream.write(words)
            stream.flush()
        except BrokenPipeError:
            _drop_the_rest(stream)
        except OSError:
            _drop_the_rest(stream)
            raise CannotNow("The text could not be written there. Is the disk full?") from None


def _takes_styles(stream: TextIO | None) -> bool:
    if stream is None or os.environ.get("TERM", "") == "dumb" or not is_tty(stream):
        return False
    # An old Windows console shows escape bytes as signs; the newer ones name themselves.
    return os.name != "nt" or bool(os.environ.get("WT_SESSION") or os.environ.get("TERM"))


def is_terminal() -> bool:
    """Whether a person can be asked here: both standard input and output are terminals."""
    return is_tty(sys.stdin) and is_tty(sys.stdout)


def wants_plain(plain: bool = False) -> bool:
    """Whether output must stay plain: asked for, ACCESSIBLE set, or a terminal that can do no more."""
    return plain or bool(os.environ.get("ACCESSIBLE")) or os.environ.get("TERM") == "dumb"


def is_tty(stream: TextIO | None) -> bool:
    """Whether the stream is a terminal. A missing or closed one is not."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def _can_write(words: str, encoding: str) -> bool:
    try:
        words.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _nearest(character: str, encoding: str) -> str:
    if _can_write(character, encoding):
        return character
    plainer = character.translate(_PLAINER)
    return plainer if plainer != character else "?"


def _drop_the_rest(stream: TextIO) -> None:
    # What is still in the buffer is written again when Python ends; it would complain there, so it goes nowhere.
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
