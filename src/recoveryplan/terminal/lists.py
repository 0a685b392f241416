"""Prompts that are picked from a list: one choice, or some."""

from __future__ import annotations

import re
import shutil
from abc import abstractmethod
from typing import Any

import questionary
from prompt_toolkit.filters import Always
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import ScrollOffsets, Window
from questionary.prompts.common import InquirerControl

from recoveryplan import text
from recoveryplan.interview import kinds
from recoveryplan.interview.prompts import Answer, Move, Prompt, Reply
from recoveryplan.terminal import showing
from recoveryplan.terminal.leaf import Leaf
from recoveryplan.terminal.screen import Screen

_FOOTER = "Shift-Tab back · Ctrl-K skip · Ctrl-S save · F1 help · Ctrl-L lines"
_LONGER_FOOTER = _FOOTER.replace("Ctrl-L lines", "Ctrl-L or type lines")
_AT_ONCE = 9
_AROUND = 8
"""Rows that a list has around it: the question, how to choose, the keys."""
_HOW_YES_NO = "Type y or n, then Enter. Up and down move too."
_WORDS_TOO = "Or type lines, back or skip."
_YES_NO = {"y": 0, "yes": 0, "n": 1, "no": 1}


class Listed(Leaf):
    """A list to move in with the arrow keys or by number.

    A number jumps at once where there are nine choices or fewer. Anything else that is typed waits above the footer
    until Enter, so that the words that move are read here too.
    """

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
        # The words above a list that fills the screen scroll away; those of the list itself stay.
        asked = [self._wrapped(self.prompt.ask)] if count + _AROUND > shutil.get_terminal_size().lines else []
        number = "Or type a number." if count <= _AT_ONCE else f"Or type a number, 1 to {count}."
        return "\n".join([*asked, self._wrapped(f"{self.how} {number}")])

    def _wrapped(self, words: str) -> str:
        return "\n".join(text.wrap(self.screen.fit(words), self.screen.columns - 2))

    def _hints(self) -> str:
        """The keys; also that words can be typed, where that takes no line more."""
        longer, shorter = self._quiet(_LONGER_FOOTER), self._quiet(_FOOTER)
        return _FOOTER if len(longer) > len(shorter) else _LONGER_FOOTER

    def _list_settings(self) -> dict[str, Any]:
        """What both kinds of list are made with."""
        looks = {"qmark": self._hint(), "pointer": ">", "instruction": " ", "use_jk_keys": False}
        return self._settings() | looks | {"erase_when_done": True}

    def _mark(self, value: str) -> str:  # noqa: ARG002 - for lists with boxes
        """What stands before an option's words."""
        return ""

    @abstractmethod
    def _chosen(self) -> Reply:
        """What Enter alone means. Raises NotThat."""

    @abstractmethod
    def _on_number(self, index: int) -> Reply | None:
        """What Enter means behind a typed number."""

    def _accept(self) -> Reply | None:
        words = text.clean_line(self.waiting)
        if not words:
            return self._chosen()
        move = showing.command(words)
        index = self._line_of(words)
        if move is None and index is None:
            raise kinds.NotThat(self._unknown(words))
        return move or self._on_number(index or 0)

    def _unknown(self, words: str) -> str:
        """The refusal of something typed that is no line here."""
        if words.isdecimal():
            return f"Please type one number from 1 to {len(self.prompt.options)}, or skip."
        return f"Please move with the arrows or type a number. {_WORDS_TOO}"

    def _line_of(self, words: str) -> int | None:
        """The place of the line that a typed number means, from 0; None when there is none."""
        number = int(words) if re.fullmatch("[0-9]{1,4}", words) else 0
        return number - 1 if 1 <= number <= len(self.prompt.options) else None

    def _pick(self, index: int) -> None:
        """What typing an option's number does, where it is done at once."""
        self._point(index)

    def _point(self, index: int) -> None:
        """Stand on a line; what was typed before does not count any more."""
        self.control.pointed_at = index
        self.waiting = self.refused = ""

    def _add_keys(self, keys: KeyBindings) -> None:
        keys.add(Keys.Any)(self._on_key)
        for key in " ai":  # questionary's own for boxes: "all" and "invert" would undo every choice
            keys.add(key, eager=True)(self._on_key)
        for key, step in {"down": 1, "c-n": 1, "up": -1, "c-p": -1}.items():
            keys.add(key, eager=True)(lambda _, step=step: self._move(step))
        keys.add("backspace", eager=True)(lambda _: self._write(self.waiting[:-1]))
        keys.add("c-u", eager=True)(lambda _: self._write(""))

    by_number = False
    """Whether the last key was a number that picked its line at once."""

    def _move(self, step: int) -> None:
        """Up or down, around the ends. Where no line is pointed at yet, it starts at the top or the bottom."""
        self.by_number = False
        here = self.control.pointed_at
        start = -1 if here < 0 and step > 0 else max(here, 0)
        self._point((start + step) % len(self.prompt.options))

    def _on_key(self, event: KeyPressEvent) -> None:
        key = event.key_sequence[-1].key
        if isinstance(key, Keys) or not key.isprintable():
            return
        if self.refused:  # typing after a refusal begins afresh; Backspace mends
            self._write("")
        self._type(key)

    def _type(self, character: str) -> None:
        index = self._line_of(character)
        if character.isdecimal() and not self.waiting and index is not None and len(self.prompt.options) <= _AT_ONCE:
            self._pick(index)
        elif self.waiting or character != " ":
            self._write(self.waiting + character)

    def _write(self, words: str) -> None:
        """Change what waits for Enter; the pointer goes to the line that it means."""
        index = self._line_of(words)
        if index is not None:
            self._point(index)
        self.waiting, self.refused = words, ""

    def _fit_titles(self) -> None:
        for number, (choice, option) in enumerate(zip(self.control.choices, self.prompt.options, strict=True), 1):
            mark = self._mark(option.value) + f"{number}. "
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

    def _dress(self) -> None:
        super()._dress()
        if self.prompt.kind == "yes_no" and not self.start:
            self.control.pointed_at = -1  # on no line: Enter alone must not say yes

    def _hint(self) -> str:
        return self._wrapped(_HOW_YES_NO) if self.prompt.kind == "yes_no" else super()._hint()

    def half(self) -> list[str]:
        """The choice that the cursor stands on, if any."""
        return [] if self.control.pointed_at < 0 else [str(self.control.get_pointed_at().value)]

    def _chosen(self) -> Reply:
        here = self.half()
        if not here:
            raise kinds.NotThat("Please choose yes or no, or skip with Ctrl-K.")
        return Move.KEEP if here[0] == self.prompt.present else Answer(here[0])

    def _on_number(self, index: int) -> Reply | None:
        self._point(index)
        return self._chosen()

    def _line_of(self, words: str) -> int | None:
        index = _YES_NO.get(words.casefold()) if self.prompt.kind == "yes_no" else None
        return super()._line_of(words) if index is None else index

    def _unknown(self, words: str) -> str:
        return f"Please choose yes or no. {_WORDS_TOO}" if self.prompt.kind == "yes_no" else super()._unknown(words)


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

    def _chosen(self) -> Reply:
        chosen = self.half()
        if not chosen and self.prompt.one_more:
            return Move.SKIP
        if not chosen:
            raise kinds.NotThat("Please pick one or more with the space bar. Or skip with Ctrl-K.")
        kinds.not_too_many(self.prompt, chosen)
        same = sorted(chosen) == sorted(showing.present_values(self.prompt))
        return Move.KEEP if same else Answer(chosen)

    def _on_number(self, index: int) -> Reply | None:
        self._pick(index)
        return None

    def _pick(self, index: int) -> None:
        super()._pick(index)
        self._toggle()

    def _type(self, character: str) -> None:
        """The space bar picks the line that it stands on, unless it stands between typed numbers or words."""
        parts = character in " ," and self.by_number
        self.by_number = character.isdecimal() and not self.waiting and len(self.prompt.options) <= _AT_ONCE
        if parts:  # "2 4": the first number has picked its line already
            return
        if character == "," and self._line_of(self.waiting) is not None:
            character = " "
        if character == " " and (not self.waiting or self._line_of(self.waiting) is not None):
            self._pick(self.control.pointed_at)
        else:
            super()._type(character)

    def _toggle(self) -> None:
        value = self.control.get_pointed_at().value
        if value in self.control.selected_options:
            self.control.selected_options.remove(value)
        else:
            self.control.selected_options.append(value)
