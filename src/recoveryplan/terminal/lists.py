"""Prompts that are picked from a list: one choice, or some."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import questionary
from prompt_toolkit.filters import Always
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import ScrollOffsets, Window
from questionary.prompts.common import InquirerControl

from recoveryplan import text
from recoveryplan.interview import kinds
from recoveryplan.interview.prompts import Answer, Move, Prompt, Reply
from recoveryplan.terminal import showing
from recoveryplan.terminal.leaf import Leaf, nothing
from recoveryplan.terminal.screen import Screen

_FOOTER = "Shift-Tab back · Ctrl-K skip · Ctrl-S save · F1 help · Ctrl-L lines"
_MOST_NUMBERED = 9


class Listed(Leaf):
    """A list to move in with the arrow keys, or by number where there are nine or fewer."""

    footer = _FOOTER
    how = ""

    def __init__(self, prompt: Prompt, screen: Screen, half: list[str] | None) -> None:
        self.start = showing.present_values(prompt) if half is None else half
        super().__init__(prompt, screen)

    def _dress(self) -> None:
        self.control.use_indicator = False
        self.control.focusable = Always()
        window = self._window_of(self.control)
        window.wrap_lines = Always()
        window.scroll_offsets = ScrollOffsets(bottom=self._most_lines)  # a long choice's last line is seen too
        self.app.before_render += lambda _: self._fit_titles()

    def _most_lines(self) -> int:
        return max(str(choice.title).count("\n") for choice in self.control.choices)

    def _focus(self) -> Window:
        return self._window_of(self.control)

    @property
    def control(self) -> InquirerControl:
        """Questionary's list."""
        return next(c for c in self.app.layout.find_all_controls() if isinstance(c, InquirerControl))

    def _choices(self, checked: list[str] | None = None) -> list[questionary.Choice]:
        """The options for questionary; their words come before each drawing, for the columns there are then."""
        here = checked or []
        return [questionary.Choice("", value=o.value, checked=o.value in here) for o in self.prompt.options]

    def _hint(self) -> str:
        """One line on how to choose, wrapped."""
        count = len(self.prompt.options)
        number = " Or type a number." if count <= _MOST_NUMBERED else f" There are {count}."
        return "\n".join(text.wrap(self.screen.fit(self.how + number), self.screen.columns - 2))

    def _list_settings(self) -> dict[str, Any]:
        """What both kinds of list are made with."""
        looks = {"qmark": self._hint(), "pointer": ">", "instruction": " ", "use_jk_keys": False}
        return self._settings() | looks | {"erase_when_done": True}

    def _mark(self, value: str) -> str:  # noqa: ARG002 - for lists with boxes
        """What stands before an option's words."""
        return ""

    def _pick(self, index: int) -> None:
        """What typing an option's number does."""
        self.control.pointed_at = index

    def _add_keys(self, keys: KeyBindings) -> None:
        if len(self.prompt.options) <= _MOST_NUMBERED:
            for index in range(len(self.prompt.options)):
                keys.add(str(index + 1), eager=True)(self._picker(index))

    def _picker(self, index: int) -> Callable[[KeyPressEvent], None]:
        def go(_: KeyPressEvent) -> None:
            self._pick(index)

        return go

    def _fit_titles(self) -> None:
        numbered = len(self.prompt.options) <= _MOST_NUMBERED
        for number, (choice, option) in enumerate(zip(self.control.choices, self.prompt.options, strict=True), 1):
            mark = self._mark(option.value) + (f"{number}. " if numbered else "")
            words = self.screen.fit(text.clean_line(showing.option_words(option)))
            # Three columns are questionary's own: a blank, the pointer, a blank.
            lines = text.wrap(words, self.columns, " " * (3 + len(mark)), "   " + mark)
            choice.title = "\n".join(lines)[3:]


class OneOf(Listed):
    """One choice of a list; also yes or no."""

    how = "Up and down move. Enter chooses."

    def _make(self) -> questionary.Question:
        first = self.start[0] if self.start else None
        return questionary.select("", choices=self._choices(), default=first, **self._list_settings())

    def half(self) -> list[str]:
        """The choice that the cursor stands on."""
        return [str(self.control.get_pointed_at().value)]

    def _accept(self) -> Reply | None:
        value = str(self.control.get_pointed_at().value)
        return Move.KEEP if value == self.prompt.present else Answer(value)

    def _add_keys(self, keys: KeyBindings) -> None:
        super()._add_keys(keys)
        if self.prompt.kind == "yes_no":
            for index, letter in enumerate("yn"):
                keys.add(letter, eager=True)(self._picker(index))


class SomeOf(Listed):
    """Some choices of a list, at least one."""

    how = "Up and down move. Space picks or drops. Enter goes on."

    def _make(self) -> questionary.Question:
        return questionary.checkbox("", choices=self._choices(self.start), **self._list_settings())

    def _mark(self, value: str) -> str:
        return "[x] " if value in self.control.selected_options else "[ ] "

    def half(self) -> list[str]:
        """What is picked so far."""
        return [option.value for option in self.prompt.options if option.value in self.control.selected_options]

    def _accept(self) -> Reply | None:
        chosen = self.half()
        if not chosen:
            raise kinds.NotThat("Please pick one or more with the space bar. Or skip with Ctrl-K.")
        kinds.not_too_many(self.prompt, chosen)
        same = sorted(chosen) == sorted(showing.present_values(self.prompt))
        return Move.KEEP if same else Answer(chosen)

    def _pick(self, index: int) -> None:
        super()._pick(index)
        self._toggle()

    def _add_keys(self, keys: KeyBindings) -> None:
        super()._add_keys(keys)
        keys.add(" ", eager=True)(lambda _: self._toggle())
        for letter in "ai":  # questionary's "all" and "invert": one stray key would undo every choice
            keys.add(letter, eager=True)(nothing)

    def _toggle(self) -> None:
        value = self.control.get_pointed_at().value
        if value in self.control.selected_options:
            self.control.selected_options.remove(value)
        else:
            self.control.selected_options.append(value)
        self.refused = ""
