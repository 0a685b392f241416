"""What one prompt holds, what can come back, and what a prompter must be able to do.

The flow makes prompts and knows no terminal; a prompter shows one and knows no questionnaire.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, Protocol

from recoveryplan.wording import Said

Value = str | int | list[str]
"""An answer: text, long text, ISO date, "yes"/"no" and choice as str; number and 0–10 as int; many as a list."""

KindName = Literal["text", "long", "number", "date", "yes_no", "scale", "choice", "many", "named"]


@dataclass(frozen=True)
class Option:
    """One thing to choose: the value that is kept, the words that are shown, a short hint behind them.

    ``fill`` is the text that goes into the plan when it is picked from a pick-list, before it is edited;
    ``also`` are further fields of the thing it becomes.
    """

    value: str
    text: str
    hint: str = ""
    fill: str = ""
    also: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Prompt:
    """One thing to ask: everything a prompter needs to show it.

    ``present`` is the answer there is now (Enter keeps it); ``prefill`` is text put on the line to be changed.
    ``one_more``: it asks for one more of something, so that Enter alone is a skip.
    ``partial``: the present answer is a long one that was broken off, so what is typed goes on from it.
    ``past``: the day asked for is today or before it; ``ahead``: it is after today.
    ``heading`` and ``intro`` are filled only for the first prompt of a part (or after a move into another part).
    """

    key: str
    kind: KindName
    ask: str
    help: str = ""
    why: str = ""
    examples: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    present: Value | None = None
    prefill: str = ""
    partial: bool = False
    one_more: bool = False
    least: int = 0
    most: int = 10
    low: str = ""
    high: str = ""
    past: bool = False
    ahead: bool = False
    place: str = ""
    heading: str = ""
    intro: str = ""
    left: str = ""


class Move(Enum):
    """What a person can do instead of answering. ``KEEP`` leaves the present answer as it is and goes on."""

    BACK = "back"
    SKIP = "skip"
    SAVE = "save"
    HELP = "help"
    LINES = "lines"
    LEAVE = "leave"
    KEEP = "keep"


@dataclass(frozen=True)
class Answer:
    """An accepted answer, already parsed by its kind."""

    value: Value


Reply = Answer | Move


class Prompter(Protocol):
    """Shows prompts and words. Three kinds: rich, plain, and answers from a file."""

    def ask(self, prompt: Prompt, keep: Callable[[Value], None]) -> Reply:
        """Ask once. ``keep`` is called with a long answer so far, after each of its lines.

        Raises KeyboardInterrupt on Ctrl-C and EOFError when the terminal has gone.
        """

    def show(self, said: Sequence[Said]) -> None:
        """Print something: a notice, help, lines, what was chosen."""

    def clear(self) -> None:
        """Take the screen and its scrollback away, without words (someone walked in)."""
