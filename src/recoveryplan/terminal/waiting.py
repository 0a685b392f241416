"""Goes through an exercise of `now --wait` with a person: a quiet bar, or in plain mode a line from time to time.

Nothing blinks, and no clock is shown. Enter ends what goes by itself; help lines and leaving are always one key away.
"""

from __future__ import annotations

import itertools
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from enum import Enum
from typing import Protocol, TextIO

from recoveryplan import text
from recoveryplan.guidance.waits import Exercise, Moment, time_left
from recoveryplan.interview.prompts import Move, Prompter
from recoveryplan.terminal import showing
from recoveryplan.terminal.plain import PlainPrompter
from recoveryplan.terminal.screen import Screen
from recoveryplan.wording import Said

WIDEST_BAR = 36
"""Columns of the bar: with the two before it, it fits a screen of 40."""

_TICK, _TICK_BREATH = 1.0, 0.25
"""Seconds between two looks at the time; rows that stay the same are not drawn again."""
_FULL, _EMPTY = ("━", "─"), ("#", "-")
_HOW_TIMED = "Enter ends it. Type lines for who to call, or leave to clear the screen."
_HOW_STEPPED = "Enter goes on. Type stop to end it, lines for who to call, or leave to clear the screen."
_KEYS_TIMED = "Enter ends it · Ctrl-L lines · Ctrl-X clears the screen"
_KEYS_STEPPED = "Enter goes on · Ctrl-S ends it · Ctrl-L lines · Ctrl-X clears the screen"
_NEXT = "Enter for the next one:"
_LAST = "Enter when you are done:"
_STOP = "stop"


class Ended(Enum):
    """How an exercise ended. After ``LEFT`` the screen is clear, and nothing more is said."""

    DONE = "done"
    STOPPED = "stopped"
    LEFT = "left"


class Ears(Protocol):
    """Time passing, and what is typed meanwhile."""

    def now(self) -> float:
        """Seconds, from any beginning; never going back."""

    def hear(self, seconds: float | None) -> str | None:
        """A line typed within so many seconds, or at all; None when the time is over. EOFError at the end of input."""


class Waiting(ABC):
    """One exercise. ``lines`` shows the help lines; ``go`` may raise KeyboardInterrupt."""

    how_timed, how_stepped = _HOW_TIMED, _HOW_STEPPED

    def __init__(self, exercise: Exercise, prompter: Prompter, lines: Callable[[], None]) -> None:
        self.exercise = exercise
        self._prompter = prompter
        self._lines = lines

    def go(self, reason: str = "") -> Ended:
        """Go through it, with the person's own reason at its beginning."""
        self._prompter.show(self._opening(reason))
        try:
            ended = self._timed() if self.exercise.seconds else self._stepped()
        except EOFError:
            return Ended.STOPPED
        if ended is Ended.LEFT:
            self._prompter.clear()
        return ended

    def _opening(self, reason: str) -> list[Said]:
        one = self.exercise
        said = [Said(""), Said(one.title, "heading")]
        if reason:
            said += [Said("What matters:"), Said(reason, indent=2)]
        return [*said, Said(" ".join(part for part in (one.intro, one.caution) if part))]

    @abstractmethod
    def _timed(self) -> Ended:
        """An exercise that goes by itself."""

    @abstractmethod
    def _ask_step(self, number: int) -> Move | None:
        """Show one step until Enter (None), or until something else is wanted."""

    def _stepped(self) -> Ended:
        number = 0
        while number < len(self.exercise.steps):
            heard = self._ask_step(number)
            ended = self._ended(heard)
            if ended and heard is not Move.SKIP:
                return ended
            if heard is None or heard is Move.SKIP:
                number += 1
            elif heard is Move.BACK:
                number = max(0, number - 1)
        return Ended.DONE

    def _ended(self, heard: Move | None) -> Ended | None:
        """What a move means: None to stay. Help and help lines are shown."""
        if heard is Move.LINES:
            self._lines()
        elif heard is Move.HELP:
            self._prompter.show([Said(self.how_timed if self.exercise.seconds else self.how_stepped)])
        elif heard is Move.LEAVE:
            return Ended.LEFT
        elif heard in {Move.SAVE, Move.SKIP}:
            return Ended.STOPPED
        return None


class PlainWaiting(Waiting):
    """In lines that are only ever added."""

    def __init__(
        self, exercise: Exercise, prompter: Prompter, lines: Callable[[], None], screen: Screen, ears: Ears
    ) -> None:
        super().__init__(exercise, prompter, lines)
        self._screen = screen
        self._ears = ears

    def _opening(self, reason: str) -> list[Said]:
        return [*super()._opening(reason), Said(_HOW_TIMED if self.exercise.seconds else _HOW_STEPPED), Said("")]

    def _timed(self) -> Ended:
        start = self._ears.now()
        marks = [*self.exercise.spoken(), (self.exercise.seconds, "")]
        for (second, words), (following, _) in itertools.pairwise(marks):
            ended = self._wait_until(start + second)
            if ended:
                return ended
            if self._ears.now() < start + following:  # after a computer's sleep, what is over is not told any more
                self._screen.line(words)
        return self._wait_until(start + self.exercise.seconds) or Ended.DONE

    def _wait_until(self, moment: float) -> Ended | None:
        while (left := moment - self._ears.now()) > 0:
            typed = self._ears.hear(left)
            if typed is None:
                continue
            move = _move(typed)
            ended = self._ended(move)
            if ended or move not in showing.STAYS:  # Enter, or whatever else is typed, ends it
                return ended or Ended.STOPPED
        return None

    def _ask_step(self, number: int) -> Move | None:
        steps = self.exercise.steps
        self._screen.line(steps[number].text)
        self._screen.prompt(_NEXT if number + 1 < len(steps) else _LAST)
        return _move(self._ears.hear(None) or "")


class RichWaiting(Waiting):
    """On a small board that is drawn again in its place, and is gone at the end."""

    how_timed, how_stepped = f"{_KEYS_TIMED}.", f"{_KEYS_STEPPED}."

    def __init__(
        self,
        exercise: Exercise,
        prompter: Prompter,
        lines: Callable[[], None],
        screen: Screen,
        now: Callable[[], float],
    ) -> None:
        super().__init__(exercise, prompter, lines)
        self._screen = screen
        self._now = now

    def _timed(self) -> Ended:
        from recoveryplan.terminal.board import Board, Over

        start = self._now()

        def drawn(columns: int) -> list[str] | None:
            moment = self.exercise.at(self._now() - start)
            return None if moment is None else self._rows(moment, columns)

        tick = _TICK_BREATH if any(step.bar for step in self.exercise.steps) else _TICK
        while True:
            heard = Board(self._screen, drawn, _KEYS_TIMED, _move, tick).ask()
            if heard is Over.OVER:
                return Ended.DONE
            move = heard if isinstance(heard, Move) else None
            ended = self._ended(move)
            if ended or move not in showing.STAYS:
                return ended or Ended.STOPPED

    def _rows(self, moment: Moment, columns: int) -> list[str]:
        words = text.wrap(self._screen.fit(moment.step.text), columns, "  ", "  ")
        return [
            "",
            *words,
            "  " + bar(moment.filled, min(WIDEST_BAR, columns - 4), self._screen),
            *text.wrap(time_left(moment.left), columns, "  ", "  "),
        ]

    def _ask_step(self, number: int) -> Move | None:
        from recoveryplan.terminal.board import Board

        def drawn(columns: int) -> list[str]:
            words = text.wrap(self._screen.fit(self.exercise.steps[number].text), columns, "  ", "  ")
            return ["", *words, f"  {number + 1} of {len(self.exercise.steps)}"]

        heard = Board(self._screen, drawn, _KEYS_STEPPED, _move).ask()
        return heard if isinstance(heard, Move) else None


def waiting(
    exercise: Exercise,
    prompter: Prompter,
    screen: Screen,
    lines: Callable[[], None],
    ears: Ears | None = None,
) -> Waiting:
    """The way through an exercise that goes with a prompter. ``ears`` take the place of terminal and clock in tests."""
    ears = ears or TerminalEars()
    if isinstance(prompter, PlainPrompter):
        return PlainWaiting(exercise, prompter, lines, screen, ears)
    return RichWaiting(exercise, prompter, lines, screen, ears.now)


def bar(filled: float, columns: int, screen: Screen) -> str:
    """A bar of so many columns, filled in part; in plainer signs where the stream has no others."""
    full, empty = _FULL if screen.fit("".join(_FULL)) == "".join(_FULL) else _EMPTY
    cells = max(0, min(columns, round(filled * columns)))
    return full * cells + empty * (columns - cells)


def _move(typed: str) -> Move | None:
    if text.clean_line(typed).casefold() == _STOP:
        return Move.SAVE
    return showing.command(typed)


class TerminalEars:
    """The terminal's own lines, and the clock that only goes forward."""

    def __init__(self, source: TextIO | None = None) -> None:
        self._source = source or sys.stdin

    def now(self) -> float:
        """Seconds since some beginning."""
        return time.monotonic()

    def hear(self, seconds: float | None) -> str | None:
        """A line typed within so many seconds, or at all."""
        if not _typed_within(self._source, seconds):
            return None
        line = self._source.buffer.readline()  # bytes: the stream's own decoder stops at one it does not know
        if not line:
            raise EOFError
        return line.decode("utf-8", "replace").rstrip("\r\n")


if sys.platform == "win32":

    def _typed_within(_: TextIO, seconds: float | None) -> bool:
        import msvcrt

        end = None if seconds is None else time.monotonic() + seconds
        while end is not None and not msvcrt.kbhit():
            if time.monotonic() >= end:
                return False
            time.sleep(0.1)
        return True

else:

    def _typed_within(source: TextIO, seconds: float | None) -> bool:
        import select

        return bool(select.select([source], [], [], seconds)[0])
