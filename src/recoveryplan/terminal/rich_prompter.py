"""The rich prompter: arrow keys, lists to pick from, and a quiet line that says which words and keys move."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from recoveryplan.interview.prompts import Answer, Move, Prompt, Reply, Value
from recoveryplan.terminal import showing
from recoveryplan.terminal.screen import Screen
from recoveryplan.wording import Said


class RichPrompter:
    """Asks with one questionary prompt a question.

    Ctrl-D on an empty line is ``Move.SAVE``: nobody who presses it wants to lose anything.
    On ``leave`` and Ctrl-X screen and scrollback are cleared before the move is returned.
    After help or help lines, what was typed so far is put back when the same prompt comes again.
    """

    def __init__(self, screen: Screen | None = None) -> None:
        self._screen = screen or Screen()
        self._half: tuple[str, str | list[str] | None] = ("", None)

    def ask(self, prompt: Prompt, keep: Callable[[Value], None]) -> Reply:
        """Ask once. See the Prompter protocol for what is raised."""
        prompt = showing.whole(prompt)
        key, typed = self._half
        self._open(prompt)
        # Imported behind the question's words: they are on the screen while prompt_toolkit loads.
        from recoveryplan.terminal import leaves

        leaf = leaves.leaf_for(prompt, keep, self._screen, typed if key == prompt.key else None)
        reply = leaf.ask()
        self._half = (prompt.key, leaf.half()) if reply in showing.STAYS else ("", None)
        self._close(prompt, reply)
        return reply

    def show(self, said: Sequence[Said]) -> None:
        """Print something: a notice, help, lines."""
        self._screen.say(said)

    def clear(self) -> None:
        """Clear the screen and its scrollback."""
        self._screen.clear()

    def _open(self, prompt: Prompt) -> None:
        self._screen.line()
        if prompt.heading:
            self._screen.headed(prompt.heading, prompt.left)
        self._screen.say(showing.body(prompt))
        if prompt.kind == "text" and prompt.options:
            self._screen.say([Said(showing.STARTS), *showing.numbered(prompt)])

    def _close(self, prompt: Prompt, reply: Reply) -> None:
        if reply is Move.LEAVE:
            self.clear()
        kept = prompt.present if reply is Move.KEEP else None
        value = reply.value if isinstance(reply, Answer) else kept
        words = showing.echo(prompt, value) if value is not None else ""
        if words:
            self._screen.line(words)
