"""A few rows that are drawn again in their place until a key is pressed or the time is over.

Importing this loads prompt_toolkit.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.filters import is_done
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import ConditionalContainer, FormattedTextControl, Layout, Window
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import Style

from recoveryplan import text
from recoveryplan.interview.prompts import Move
from recoveryplan.terminal.leaf import nothing, quiet_output
from recoveryplan.terminal.screen import Screen

_STYLE = Style([("quiet", "fg:ansibrightblack")])
_MOVES = {
    "s-tab": Move.BACK,
    "c-s": Move.SAVE,
    "c-d": Move.SAVE,
    "c-k": Move.SKIP,
    "f1": Move.HELP,
    "c-l": Move.LINES,
    "c-x": Move.LEAVE,
}
_NOTHING = (Keys.Vt100MouseEvent, Keys.WindowsMouseEvent, Keys.ScrollUp, Keys.ScrollDown, Keys.BracketedPaste)
_LONGEST_WORD = 20


class Over(Enum):
    """What comes back when the time is over."""

    OVER = "over"


class Board:
    """Rows that ``drawn`` makes for a number of columns, and the keys below them. It is over when ``drawn`` gives None.

    ``tick`` is how many seconds pass between two looks, 0 for none: rows that stay the same are not sent again.
    Words can be typed, as everywhere else: they wait above the keys until Enter, and ``means`` says what they mean.
    """

    def __init__(
        self,
        screen: Screen,
        drawn: Callable[[int], list[str] | None],
        keys: str,
        means: Callable[[str], Move | None],
        tick: float = 0,
    ) -> None:
        self._means = means
        self._screen = screen
        self._drawn = drawn
        self._hint = keys
        self._typed = ""
        self._rows: list[str] = []
        shown = Window(FormattedTextControl(self._words, focusable=True), dont_extend_height=True, wrap_lines=False)
        self.app: Application[Any] = Application(
            Layout(ConditionalContainer(shown, filter=~is_done)),
            key_bindings=self._keys(),
            style=_STYLE,
            color_depth=None if screen.color else ColorDepth.DEPTH_1_BIT,
            refresh_interval=tick or None,
            erase_when_done=True,
            before_render=self._look,
            output=quiet_output(),
        )

    def ask(self) -> Move | Over | None:
        """The move that was asked for, None for Enter, or that it is over. Raises KeyboardInterrupt on Ctrl-C."""
        reply: Move | Over | None = self.app.run()
        return reply

    def _look(self, _: object) -> None:
        if self.app.is_done:
            return
        rows = self._drawn(self._columns())
        if rows is None:
            self.app.exit(result=Over.OVER)
        else:
            self._rows = rows

    def _columns(self) -> int:
        return min(self.app.output.get_size().columns, self._screen.columns)

    def _words(self) -> StyleAndTextTuples:
        typed = ["", f"> {self._screen.fit(self._typed)}"] if self._typed else []
        hints = text.wrap(self._screen.fit(self._hint), self._columns(), "  ", "  ")
        shown = [*(("", row) for row in [*self._rows, *typed, ""]), *(("class:quiet", row) for row in hints)]
        lines = [(style, row + ("\n" if n < len(shown) else "")) for n, (style, row) in enumerate(shown, 1)]
        # The cursor stands on the words that change, so that a reader that follows it reads them.
        return [("[SetCursorPosition]", ""), *lines]

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()
        keys.add("enter", eager=True)(self._enter)
        keys.add("backspace", eager=True)(self._back)
        keys.add(Keys.Any)(self._letter)
        for key, move in _MOVES.items():
            keys.add(key, eager=True)(self._ender(move))
        for key in ("c-c", Keys.SIGINT):
            keys.add(key, eager=True)(self._interrupt)
        for name in _NOTHING:
            keys.add(name, eager=True)(nothing)
        return keys

    def _letter(self, event: KeyPressEvent) -> None:
        if event.data.isprintable():
            self._typed = (self._typed + event.data)[:_LONGEST_WORD]

    def _back(self, _: object) -> None:
        self._typed = self._typed[:-1]

    def _enter(self, event: KeyPressEvent) -> None:
        event.app.exit(result=self._means(self._typed))

    def _ender(self, move: Move) -> Callable[[KeyPressEvent], None]:
        return lambda event: event.app.exit(result=move)

    def _interrupt(self, event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt())
