"""How far a long job is: a bar in a terminal, a line from time to time in a plain one, nothing where nobody looks."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any, TextIO

from recoveryplan.terminal.screen import Screen, is_tty

_TENTHS = 10


class Bar:
    """Use it as a context: while it is open, ``on(count)`` says how much more is done. It is gone when it closes.

    ``stream`` is where ``screen`` writes. ``told`` gives the plain line for how much is done of how much.
    """

    def __init__(
        self, screen: Screen, stream: TextIO | None, title: str, total: int, told: Callable[[int, int], str]
    ) -> None:
        self._screen = screen
        self._stream = stream
        self._title = title
        self._total = total
        self._told = told
        self._done = 0
        self._drawn: Any = None
        self._shown = is_tty(stream) and total > 0

    def __enter__(self) -> Bar:
        if self._shown and not self._screen.plain:
            self._drawn = _drawn(self._stream, self._screen, self._title, self._total)
            self._drawn.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._drawn is not None:
            self._drawn.stop()

    def on(self, count: int) -> None:
        """So much more is done."""
        before, self._done = self._done, self._done + count
        if self._drawn is not None:
            self._drawn.update(0, completed=self._done)
            self._drawn.refresh()
        elif self._shown and _tenth(self._done, self._total) > _tenth(before, self._total):
            self._screen.line(self._told(self._done, self._total))


def _tenth(done: int, total: int) -> int:
    return done * _TENTHS // total


def _drawn(stream: TextIO | None, screen: Screen, title: str, total: int) -> Any:
    """A bar by rich. It is drawn anew only when something was done: a thread of its own would not outlive a fork."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(
        file=stream, width=screen.columns, no_color=not screen.color, markup=False, emoji=False, highlight=False
    )
    columns = TextColumn("{task.description}"), BarColumn(bar_width=None), MofNCompleteColumn()
    bar = Progress(*columns, console=console, transient=True, auto_refresh=False)
    bar.add_task(title, total=total)
    return bar
