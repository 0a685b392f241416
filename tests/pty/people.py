"""A person who types at a terminal: each prompt is awaited, then answered as an answers file says.

The interview is run here too, over a prompter that only types: it says which prompt must come next, and what
the program must have written by then. Whatever is said (notices, the look back) must stand on the screen.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from screens import PATIENCE, Pty

from recoveryplan import text, wording
from recoveryplan.interview.answers import AnswersFile
from recoveryplan.interview.definitions import Questionnaire
from recoveryplan.interview.flow import Event, Flow
from recoveryplan.interview.prompts import Answer, Move, Prompt, Reply, Value
from recoveryplan.terminal import showing
from recoveryplan.wording import Said
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.asking import Outcome, Sitting
from recoveryplan.workflows.offering import offered
from recoveryplan.yamlfile import emit, read

SOURCE = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src"))
TODAY = "2026-11-22"
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|[()][A-Z0-9]|[=>78])")
_NUMBERED = 9
_LISTED = {"choice", "many", "yes_no"}


def environment(home: str, **more: str) -> dict[str, str]:
    """What the program is started with."""
    return {"PYTHONPATH": SOURCE, "RECOVERYPLAN_TODAY": TODAY, "RECOVERYPLAN_HOME": home} | more


def command(*words: str) -> list[str]:
    """The program, as a person starts it."""
    return [sys.executable, "-m", "recoveryplan", *words]


def answers_file(answers: Mapping[str, Any], questionnaire: Questionnaire) -> AnswersFile:
    """The answers as a file for ``new``."""
    return AnswersFile(read(answers_text(answers).encode(), "answers.yaml"), questionnaire, "new")


def answers_text(answers: Mapping[str, Any]) -> str:
    """The answers as the text of an answers file."""
    return emit({"answers_for": "new"} | dict(answers))


class Typist:
    """A prompter that waits for each prompt in a terminal and types the reply.

    ``reply`` says what to answer. ``at_prompt`` is called when a prompt stands there, before anything is typed.
    """

    def __init__(self, pty: Pty, plain: bool, reply: Callable[[Prompt], Reply]) -> None:
        self.pty = pty
        self.plain = plain
        self.reply = reply
        self.at_prompt: Callable[[Prompt], None] = lambda _: None
        self.prompts: list[str] = []
        self.since = 0

    # --- the prompter ---

    def ask(self, prompt: Prompt, keep: Callable[[Value], None]) -> Reply:
        """Wait until the prompt stands there, then type."""
        prompt = showing.whole(prompt)
        self.wait(prompt)
        self.prompts.append(prompt.key)
        self.at_prompt(prompt)
        reply = self.reply(prompt)
        self.since = len(self.pty.raw)
        if prompt.kind == "long" and isinstance(reply, Answer):
            self._type_long(prompt, str(reply.value), keep)
        else:
            self.pty.type(self.keys(prompt, reply))
        return reply

    def show(self, said: Sequence[Said]) -> None:
        """Wait until it has been said."""
        for one in said:
            wanted = "".join(text.clean(one.text).split())
            self.pty.wait_until(lambda: wanted in self._seen(""), f"{one.text[:30]!r}")  # noqa: B023

    def clear(self) -> None:
        """Nothing to do: the screen is the program's."""

    # --- waiting ---

    def _seen(self, between: str) -> str:
        shown = _ESCAPES.sub("", self.pty.raw[self.since :].decode("utf-8", "replace"))
        return between.join(shown.split())

    def wait(self, prompt: Prompt) -> None:
        """Wait until the prompt stands there and the terminal is in its hands."""
        self.pty.wait_until(lambda: self._stands(prompt), f"the prompt {prompt.key}", PATIENCE)

    def _stands(self, prompt: Prompt) -> bool:
        _, found, after = self._seen("").partition("".join(prompt.ask.split()))
        if not found:
            return False
        if self.plain:
            return after.endswith("".join(showing.label(prompt).split())) and self.pty.raw.endswith((b": ", b"> "))
        return "Shift-Tab" in after

    # --- typing ---

    def keys(self, prompt: Prompt, reply: Reply) -> str:
        """The keys that give a reply."""
        if self.plain:
            return _plain_line(prompt, reply) + "\n"
        if isinstance(reply, Move):
            return {Move.SKIP: "\x0b", Move.BACK: "\x1b[Z", Move.SAVE: "\x13", Move.KEEP: "\r", Move.LEAVE: "\x18"}[
                reply
            ]
        if prompt.kind in _LISTED:
            return _picked(prompt, reply.value) + "\r"
        return "\x15" + _literal(str(reply.value)) + "\r"

    def _type_long(self, prompt: Prompt, words: str, keep: Callable[[Value], None]) -> None:
        """The lines typed before the program was ended stand there; the rest is added to them."""
        lines = words.split("\n")
        there = len(str(prompt.present).split("\n")) if prompt.present else 0
        for count, line in enumerate(lines[there:], there + 1):
            self.pty.type(_literal(line) + ("\n" if self.plain else "\r"))
            keep("\n".join(lines[:count]))
        self.pty.type("\n" if self.plain else "\r")


def _literal(words: str) -> str:
    return f"::{words}" if showing.command(words) else words


def _plain_line(prompt: Prompt, reply: Reply) -> str:
    if isinstance(reply, Move):
        return "" if reply is Move.KEEP else reply.value
    if prompt.kind not in _LISTED or prompt.kind == "yes_no":
        return _literal(str(reply.value))
    return " ".join(str(index + 1) for index in _indexes(prompt, reply.value))


def _indexes(prompt: Prompt, value: Value) -> list[int]:
    chosen = value if isinstance(value, list) else [value]
    return [index for index, option in enumerate(prompt.options) if option.value in chosen]


def _picked(prompt: Prompt, value: Value) -> str:
    """The keys that put the pointer on a choice, or that pick what is not picked yet and drop what is."""
    now = _indexes(prompt, showing.present_values(prompt))
    wanted = _indexes(prompt, value)
    if prompt.kind == "many":
        wanted = sorted(set(now) ^ set(wanted))
    if len(prompt.options) <= _NUMBERED:
        return "".join(str(index + 1) for index in wanted)
    keys, place = "", 0 if prompt.kind == "many" or not now else now[0]
    for index in wanted:
        keys += ("\x1b[B" if index >= place else "\x1b[A") * abs(index - place)
        keys += " " if prompt.kind == "many" else ""
        place = index
    return keys


class Person:
    """Somebody with answers, at a terminal. ``written`` is every event that the program must have on its disk."""

    def __init__(self, answers: Mapping[str, Any], questionnaire: Questionnaire | None = None) -> None:
        self.questionnaire = questionnaire or knowledge.questionnaire()
        self.file = answers_file(answers, self.questionnaire)
        self.flow = self._flow()
        self.written: list[Event] = []

    def _flow(self) -> Flow:
        length = "quick" if self.questionnaire.questions[0].lengths else ""
        return Flow(self.questionnaire, {}, offered, knowledge.mentions(), length)

    def sit(self, typist: Typist, events: Sequence[Event] = ()) -> Outcome:
        """Go through the interview from where these events end; a choice between going on and over comes first."""
        self.flow = self._flow()
        self.flow.resume(events)
        self.written = list(events)
        if events:
            typist.ask(resume_prompt(), lambda _: None)
        return Sitting(self.flow, typist, self.written.append, knowledge.rules()).run()

    def reply(self, prompt: Prompt) -> Reply:
        """What this person answers."""
        besides = {"resume": "on", "pause": "on", "look-back": "save"}
        if prompt.key in besides:
            return Answer(besides[prompt.key])
        if prompt.ask == wording.SMART_ASK:
            return Answer(prompt.prefill)
        step = self.flow.step
        assert step is not None
        found = self.file._found(step)
        value = None if found is None else self.file._parsed(self.flow, step, *found)
        if value is None and step.pick and prompt.prefill:
            return Answer(prompt.prefill)  # the words put there are fine
        if value is None:
            return Move.SKIP
        return Move.KEEP if value == prompt.present else Answer(value)


def resume_prompt() -> Prompt:
    """The choice that is offered when there is a draft."""
    from recoveryplan.interview.prompts import Option

    options = (Option("on", wording.GO_ON), Option("over", wording.START_OVER))
    return Prompt("resume", "choice", wording.RESUME_ASK, options=options)
