"""A single prompt made from one of questionary's, with our keys, a footer, and words for a refusal.

It reaches into questionary 2.1 where that has no setting for it; tests on a real terminal watch each place.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.filters import is_done
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    ConditionalContainer,
    Dimension,
    FormattedTextControl,
    HSplit,
    Layout,
    UIControl,
    Window,
)
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.output.defaults import create_output

from recoveryplan import text
from recoveryplan.interview import kinds
from recoveryplan.interview.prompts import Move, Prompt, Reply
from recoveryplan.terminal.screen import Screen

_STYLE = questionary.Style(
    [
        ("qmark", ""),
        ("question", ""),
        ("answer", ""),
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("footer", "fg:ansibrightblack"),
        ("refused", "bold"),
    ]
)
_MOVES = {
    "s-tab": Move.BACK,
    "c-s": Move.SAVE,
    "c-k": Move.SKIP,
    "f1": Move.HELP,
    "c-l": Move.LINES,
    "c-x": Move.LEAVE,
}


class Leaf(ABC):
    """One prompt on the screen: questionary's question with our keys and a footer below it."""

    footer = ""

    def __init__(self, prompt: Prompt, screen: Screen) -> None:
        self.prompt = prompt
        self.screen = screen
        self.refused = ""
        self.waiting = ""  # letters typed where nothing is written: Enter reads them
        self.app: Application[Any] = self._make().application
        self._dress()
        self.app.layout = Layout(HSplit([self.app.layout.container, self._footer()]), focused_element=self._focus())
        self.app.key_bindings = merge_key_bindings([self.app.key_bindings or KeyBindings(), self._keys()])

    def ask(self) -> Reply:
        """Run until there is a reply. Raises KeyboardInterrupt on Ctrl-C, EOFError when the terminal is gone."""
        reply: Reply = self.app.run()
        return reply

    @abstractmethod
    def _make(self) -> questionary.Question:
        """The questionary question this leaf is made from."""

    @abstractmethod
    def _dress(self) -> None:
        """Change what questionary has no setting for."""

    @abstractmethod
    def _focus(self) -> Window:
        """The window that the cursor stands in."""

    @abstractmethod
    def _accept(self) -> Reply | None:
        """What Enter means now; None to stay. Raises NotThat."""

    @abstractmethod
    def half(self) -> str | list[str] | None:
        """What is typed or chosen so far, to be put back after help; None to begin afresh."""

    def _leaving(self, move: Move | None) -> None:  # noqa: B027 - most have nothing to do
        """Called before the prompt ends without an answer; None when it is interrupted."""

    def _add_keys(self, keys: KeyBindings) -> None:  # noqa: B027 - most have none
        """Add the keys that only this leaf has."""

    @property
    def columns(self) -> int:
        """The terminal's columns now."""
        return min(self.app.output.get_size().columns, self.screen.columns)

    def _window_of(self, control: UIControl) -> Window:
        """The window that shows a control."""
        return next(w for w in self.app.layout.find_all_windows() if w.content is control)

    def _settings(self) -> dict[str, Any]:
        """What every questionary prompt is made with."""
        depth = None if self.screen.color else ColorDepth.DEPTH_1_BIT
        return {"style": _STYLE, "color_depth": depth, "output": quiet_output()}

    def _footer(self) -> ConditionalContainer:
        window = Window(
            FormattedTextControl(self._footer_words),
            height=lambda: Dimension.exact(len(self._footer_lines())),
            dont_extend_height=True,
        )
        return ConditionalContainer(window, filter=~is_done)

    def _footer_words(self) -> StyleAndTextTuples:
        lines = self._footer_lines()
        return [(style, line + ("\n" if n < len(lines) else "")) for n, (style, line) in enumerate(lines, 1)]

    def _footer_lines(self) -> list[tuple[str, str]]:
        typed = text.wrap(self.screen.fit(f"> {self.waiting}"), self.columns) if self.waiting else []
        refused = text.wrap(self.refused, self.columns) if self.refused else []
        styled = (("", typed), ("class:refused", refused), ("class:footer", self._quiet(self._hints())))
        return [(style, line) for style, lines in styled for line in lines]

    def _hints(self) -> str:
        """The words and keys that move, for now."""
        return self.footer

    def _quiet(self, words: str) -> list[str]:
        return text.wrap(self.screen.fit(words), self.columns, "  ", "  ")

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()
        keys.add("enter", eager=True)(self._enter)
        for key, move in _MOVES.items():
            keys.add(key, eager=True)(self._mover(move))
        keys.add("c-d", eager=True)(self._end_of_input)
        for key in ("c-c", Keys.SIGINT):
            keys.add(key, eager=True)(self._interrupt)
        # Quoting and searching are puzzling, and swallow the next key; bytes that look like a mouse break the library.
        for key in ("c-q", "c-r", "c-]", Keys.Vt100MouseEvent, Keys.WindowsMouseEvent, Keys.ScrollUp, Keys.ScrollDown):
            keys.add(key, eager=True)(nothing)
        self._add_keys(keys)
        return keys

    def _enter(self, _: object) -> None:
        try:
            reply = self._accept()
        except kinds.NotThat as refused:
            self.refused = str(refused)
            return
        self.refused = ""
        if reply is not None:
            self.app.exit(result=reply)

    def _mover(self, move: Move) -> Callable[[KeyPressEvent], None]:
        def go(event: KeyPressEvent) -> None:
            self._leaving(move)
            event.app.exit(result=move)

        return go

    def _end_of_input(self, event: KeyPressEvent) -> None:
        self._mover(Move.SAVE)(event)

    def _interrupt(self, event: KeyPressEvent) -> None:
        self._leaving(None)
        event.app.exit(exception=KeyboardInterrupt())


def nothing(_: KeyPressEvent) -> None:
    """A key that does nothing here."""


def quiet_output() -> Output:
    """The terminal, never asked where its cursor is."""
    output = create_output()
    # Asking the terminal where the cursor is costs a wait and a warning where it does not answer; nothing needs it.
    if hasattr(output, "enable_cpr"):
        output.enable_cpr = False
    return output
