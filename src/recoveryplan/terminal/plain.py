"""The plain prompter: numbers instead of arrows, lines that are only ever added, and no escape byte."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TextIO

from recoveryplan import text
from recoveryplan.interview import kinds
from recoveryplan.interview.prompts import Answer, Move, Prompt, Reply, Value
from recoveryplan.terminal import showing
from recoveryplan.terminal.screen import Screen
from recoveryplan.wording import Said

_HOW = {
    "long": "Write as many lines as you like. An empty line ends it.",
    "yes_no": "Type yes or no, or skip.",
    "choice": "Type one number, or skip.",
    "many": "Pick all that fit. Type numbers with spaces, or skip.",
}


def _how(prompt: Prompt) -> str:
    """One line on how to answer."""
    if prompt.kind == "date":
        return f"Type {kinds.days_like(prompt)}."
    if prompt.kind == "many" and prompt.most < len(prompt.options):
        return f"Pick up to {prompt.most}. Type numbers with spaces, or skip."
    return _HOW.get(prompt.kind, "")


class PlainPrompter:
    """Asks with numbered lines, for screen readers, simple terminals and whoever likes it so.

    On ``leave`` the screen is cleared before the move is returned.
    """

    def __init__(self, screen: Screen | None = None, source: TextIO | None = None) -> None:
        self._screen = screen or Screen(plain=True)
        self._source = source
        self._half: tuple[str, list[str]] = ("", [])
        self._told = False

    def ask(self, prompt: Prompt, keep: Callable[[Value], None]) -> Reply:
        """Ask once, again while the answer does not fit. See the Prompter protocol for what is raised."""
        prompt = showing.whole(prompt)
        key, lines = self._half
        self._half = ("", [])
        so_far = lines if key == prompt.key else _broken_off(prompt)
        self._open(prompt, so_far)
        reply = self._ask_until_it_fits(prompt, keep, so_far)
        if reply is Move.LEAVE:
            self.clear()
        elif isinstance(reply, Answer) and prompt.kind != "yes_no":
            self._say_if(showing.echo(prompt, reply.value))
        return reply

    def show(self, said: Sequence[Said]) -> None:
        """Print something: a notice, help, lines."""
        self._screen.say(said)

    def clear(self) -> None:
        """Push everything up by 40 empty lines."""
        self._screen.clear()

    def _open(self, prompt: Prompt, so_far: list[str]) -> None:
        self._screen.line()
        if prompt.heading:
            self._screen.headed(prompt.heading, prompt.left)
        self._screen.say(showing.body(prompt, prompt.place))
        self._say_if(_how(prompt))
        self._list_options(prompt)
        if prompt.heading or not self._told:
            self._screen.line(f"You can type: {showing.WORDS}")
            self._told = True
        self._screen.say(_there_now(prompt, so_far))

    def _list_options(self, prompt: Prompt) -> None:
        if prompt.kind == "text" and prompt.options:
            self._screen.line(showing.STARTS)
        if prompt.kind not in {"yes_no", "named"}:  # names are typed, and help shows them
            self._screen.say(showing.numbered(prompt))

    def _ask_until_it_fits(self, prompt: Prompt, keep: Callable[[Value], None], so_far: list[str]) -> Reply:
        while True:
            try:
                return self._long(prompt, keep, so_far) if prompt.kind == "long" else self._one_line(prompt)
            except kinds.NotThat as refused:
                self._screen.line(str(refused))

    def _one_line(self, prompt: Prompt) -> Reply:
        typed = self._read(showing.label(prompt))
        move = showing.command(typed)
        if move:
            return move
        return Answer(kinds.parse(prompt, showing.literal(typed))) if typed else showing.on_empty(prompt)

    def _long(self, prompt: Prompt, keep: Callable[[Value], None], so_far: list[str]) -> Reply:
        lines = so_far
        while typed := self._read_more(showing.label(prompt), lines):
            move = showing.command(typed)
            if move:
                self._half = (prompt.key, lines) if move in showing.STAYS else ("", [])
                return move
            lines.append(showing.literal(typed))
            keep(kinds.parse(prompt, "\n".join(lines)))
        return Answer(kinds.parse(prompt, "\n".join(lines))) if lines else showing.on_empty(prompt)

    def _read_more(self, label: str, lines: list[str]) -> str:
        try:
            return self._read(label)
        except EOFError:
            if lines:  # the end of input ends a long answer as an empty line does
                return ""
            raise

    def _read(self, label: str) -> str:
        self._screen.prompt(label)
        source = self._source or sys.stdin
        if source is None:
            raise EOFError
        line = _one_line(source)
        if not line:
            raise EOFError
        return text.clean_line(showing.mend(line))

    def _say_if(self, words: str) -> None:
        if words:
            self._screen.line(words)


def _one_line(source: TextIO) -> str:
    # Bytes, decoded here: the stream's own decoder stops with an error at a byte it does not know.
    raw = getattr(source, "buffer", None)
    if raw is None:
        return source.readline()
    encoding = source.encoding or "utf-8"
    errors = "surrogateescape" if encoding.lower().replace("-", "") == "utf8" else "replace"
    return str(raw.readline().decode(encoding, errors))


def _there_now(prompt: Prompt, so_far: list[str]) -> list[Said]:
    if prompt.kind not in {"text", "long"}:
        return []
    if so_far:
        return [Said("So far:"), *(Said(line, indent=2) for line in so_far)]
    if showing.has_present(prompt):
        return [Said(f"Now: {prompt.present}"), Said("Enter keeps it, or type your own words.")]
    if prompt.prefill:
        return [Said(prompt.prefill, indent=2), Said("Enter keeps these words, or type your own.")]
    return []


def _broken_off(prompt: Prompt) -> list[str]:
    """The lines of a long answer that was broken off; what is typed next goes below them."""
    return str(prompt.present).split("\n") if prompt.partial and prompt.kind == "long" else []
