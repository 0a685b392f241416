"""Prompts that are typed: one line, or lines until an empty one."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import questionary
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Always, Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, Window

from recoveryplan import text
from recoveryplan.interview import kinds
from recoveryplan.interview.prompts import Answer, Move, Prompt, Reply, Value
from recoveryplan.terminal import showing
from recoveryplan.terminal.leaf import Leaf
from recoveryplan.terminal.screen import Screen

Keep = Callable[[Value], None]

_KEEPS = "Enter keeps these words. Type to replace them, or go into them to change them."
_KEEPS_LONG = "Enter keeps these words. What you type goes on below them. Ctrl-K leaves it empty."
_SKIPS = "Enter alone skips."
_GOES_ON = " ,.;:!?-…"
_FOOTER = f"{showing.WORDS}   (Shift-Tab also goes back)"


class Line(Leaf):
    """One typed line: text, number, date, 0–10."""

    footer = _FOOTER
    keeps = _KEEPS
    multiline = False

    def __init__(self, prompt: Prompt, keep: Keep, screen: Screen, half: str | None) -> None:
        self.keep = keep
        self.refused_words = ""
        self.start = self._first_words(prompt) if half is None else half
        super().__init__(prompt, screen)

    def _first_words(self, prompt: Prompt) -> str:
        """What stands on the line at first: the present words, or those put there to be changed."""
        present = str(prompt.present) if prompt.kind in {"text", "long"} and showing.has_present(prompt) else ""
        words = present or prompt.prefill
        return text.clean(words) if self.multiline else text.clean_line(words)

    def _make(self) -> questionary.Question:
        label = "\n".join(text.wrap(self.screen.fit(showing.label(self.prompt)), self.screen.columns - 2))
        return questionary.text(
            "", default=self.start, qmark=label, multiline=self.multiline, instruction="", **self._settings()
        )

    def _dress(self) -> None:
        self._focus().dont_extend_height = Always()
        self.buffer.cursor_position = len(self.buffer.text)
        self.buffer.accept_handler = self._accepted
        self.buffer.on_text_changed += self._forget_refusal

    def _focus(self) -> Window:
        return self._window_of(self._control)

    @property
    def _control(self) -> BufferControl:
        found = (c for c in self.app.layout.find_all_controls() if isinstance(c, BufferControl))
        return next(c for c in found if c.buffer.name == "DEFAULT_BUFFER")

    @property
    def buffer(self) -> Buffer:
        """What is being typed."""
        return self._control.buffer

    def half(self) -> str | None:
        """The words so far; None when the line is not an answer but the word that moves."""
        if self._added():
            return self.start
        typed = self.typed()
        return None if showing.command(typed) else typed

    def typed(self) -> str:
        """The words on the line, their broken bytes mended."""
        return showing.mend(self.buffer.text)

    def _accept(self) -> Reply | None:
        typed = text.clean_line(self.typed())
        move = showing.command(typed) or self._added()
        if move:
            return move
        if not typed:
            return self._on_nothing()
        return self._kept_or(kinds.parse(self.prompt, showing.literal(typed)))

    def _added(self) -> Move | None:
        """The move typed right behind the words that stood here: nobody means it as a part of them."""
        typed = self.typed()
        return showing.command(typed[len(self.start) :]) if self.start and typed.startswith(self.start) else None

    def _hints(self) -> str:
        stands = self.prompt.kind in {"text", "long"} and self.start and self.buffer.text == self.start
        if stands:
            return f"{self.keeps}\n{self.footer}"
        skips = self.multiline and self.prompt.one_more and not self.buffer.text
        return f"{_SKIPS} {self.footer}" if skips else self.footer

    def _on_nothing(self) -> Reply:
        """Enter on an empty line. Words that were there and were taken away are not kept silently."""
        if self.start:
            kinds.parse(self.prompt, "")
        return showing.on_empty(self.prompt)

    def _kept_or(self, value: Value) -> Reply:
        """The value as an answer, or KEEP where it is the present one."""
        return Move.KEEP if value == self.prompt.present else Answer(value)

    def _add_keys(self, keys: KeyBindings) -> None:
        keys.add(Keys.BracketedPaste, eager=True)(self._paste)
        keys.add(Keys.Any, filter=Condition(self._is_left_over))(self._replace)

    def _is_left_over(self) -> bool:
        """Whether the line holds what stood there, or was refused, and the cursor is behind it."""
        return not self.multiline and self.buffer.document.is_cursor_at_the_end and self._untouched()

    def _untouched(self) -> bool:
        stood = self.refused_words if self.refused else self.start
        return bool(stood) and self.buffer.text == stood

    def _replace(self, event: KeyPressEvent) -> None:
        """What is typed right behind words that stood here begins afresh; a blank or a comma goes on from them."""
        if self.refused or event.data not in _GOES_ON:
            self.buffer.text = ""
        self.buffer.insert_text(event.data)

    def _enter(self, event: object) -> None:
        super()._enter(event)
        self.refused_words = self.buffer.text

    def _paste(self, event: KeyPressEvent) -> None:
        """Pasted lines stay one answer."""
        if self._is_left_over():
            self.buffer.text = ""
        lines = text.clean(showing.mend(event.data)).split("\n")
        self.buffer.insert_text(" ".join(lines))

    def _leaving(self, move: Move | None) -> None:
        """Words half typed are kept, so that they stand here again; only a skip lets go of them."""
        typed = text.clean_line(self.typed())
        moves = showing.command(typed) or self._added()
        if move is not Move.SKIP and typed and typed != self.start and not moves:
            with contextlib.suppress(kinds.NotThat):
                self.keep(kinds.parse(self.prompt, showing.literal(typed)))

    def _end_of_input(self, event: KeyPressEvent) -> None:
        if self.buffer.text:
            self.buffer.delete()
        else:
            super()._end_of_input(event)

    def _accepted(self, buffer: Buffer) -> bool:
        # The other keys that end a line in prompt_toolkit, as Alt-Enter and Ctrl-O, mean what Enter means.
        self._enter(buffer)
        return True

    def _forget_refusal(self, _: Buffer) -> None:
        self.refused = ""


class Long(Line):
    """Typed lines until an empty one; all so far are kept after each."""

    footer = f"An empty line ends it.\n{_FOOTER}"
    keeps = _KEEPS_LONG
    multiline = True

    def _first_words(self, prompt: Prompt) -> str:
        """The present words, and the cursor on an empty line below: Enter keeps them, typing adds to them."""
        words = super()._first_words(prompt)
        return words + "\n" if words else ""

    def _accept(self) -> Reply | None:
        line = self.buffer.document.current_line
        move = showing.command(line) or self._added()
        if move:
            self._drop_move()
            self._leaving(move)
            return move
        if line.strip() or not self.buffer.document.is_cursor_at_the_end:
            self.buffer.insert_text("\n")
            self._keep_so_far()
            return None
        return self._kept_or(self._value()) if self.buffer.text.strip() else self._on_nothing()

    def _paste(self, event: KeyPressEvent) -> None:
        """Pasted lines stay lines."""
        self.buffer.insert_text(text.clean(showing.mend(event.data)))

    def _leaving(self, move: Move | None) -> None:
        if move is not Move.SKIP:
            self._keep_so_far()

    def _drop_move(self) -> None:
        """Take away the word that moved."""
        if self._added():
            self.buffer.text = self.start
            return
        document = self.buffer.document
        before = document.text_before_cursor[: document.cursor_position - document.cursor_position_col]
        self.buffer.text = before + document.text_after_cursor.partition("\n")[2]

    def _keep_so_far(self) -> None:
        if self.buffer.text.strip() and self.buffer.text != self.start and not self._added():
            self.keep(self._value())

    def _value(self) -> Value:
        lines = self.typed().split("\n")
        return kinds.parse(self.prompt, "\n".join(showing.literal(line) for line in lines))
