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
from recoveryplan.interview.flow import Event, Flow
from recoveryplan.interview.prompts import Answer, Move, Option, Prompt, Reply, Value
from recoveryplan.interview.questions import Questionnaire
from recoveryplan.interview.way import Step
from recoveryplan.terminal import showing
from recoveryplan.wording import Said
from recoveryplan.workflows import knowledge, looking_back
from recoveryplan.workflows.asking import Outcome, Sitting
from recoveryplan.workflows.offering import offered
from recoveryplan.workflows.suggesting import Guided
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


def answers_file(answers: Mapping[str, Any], questionnaire: Questionnaire, for_: str = "new") -> AnswersFile:
    """The answers as a file for ``new`` or ``edit``."""
    return AnswersFile(read(answers_text(answers, for_).encode(), "answers.yaml"), questionnaire, for_)


def answers_text(answers: Mapping[str, Any], for_: str = "new") -> str:
    """The answers as the text of an answers file."""
    return emit({"answers_for": for_} | dict(answers))


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
    """Somebody with answers, at a terminal. ``written`` is every event that the program must have on its disk.

    ``base`` is the plan they change; without it they make their first one. A number to start from is typed where
    the answer is one of the words shown.
    """

    def __init__(
        self,
        answers: Mapping[str, Any],
        questionnaire: Questionnaire | None = None,
        length: str = "quick",
        base: Mapping[str, Any] | None = None,
    ) -> None:
        self.questionnaire = questionnaire or knowledge.questionnaire()
        self.length = length
        self.base = dict(base or {})
        self.file = answers_file(answers, self.questionnaire, self.command)
        self.flow = self._flow()
        self.written: list[Event] = []
        self.choosing_length = False

    @property
    def command(self) -> str:
        """What this person does: ``new`` or ``edit``."""
        return "edit" if self.base else "new"

    def _flow(self) -> Flow:
        return Flow(self.questionnaire, self.base, offered, knowledge.mentions(), self.length, guide=Guided())

    def sit(self, typist: Typist, events: Sequence[Event] = ()) -> Outcome:
        """Go through the interview from where these events end; a choice between going on and over comes first."""
        self.flow = self._flow()
        self.flow.resume(events)
        self.written = list(events)
        if events:
            typist.ask(resume_prompt(self.command), lambda _: None)
        elif self.choosing_length:
            typist.ask(length_prompt(), lambda _: None)
        closing = looking_back.OF_PLAN if self.base else looking_back.OF_NEW
        return Sitting(self.flow, typist, self.written.append, knowledge.rules(), closing).run()

    def reply(self, prompt: Prompt) -> Reply:
        """What this person answers."""
        besides = {"resume": "on", "pause": "on", "unkept": "on", "length": self.length}
        if prompt.key in besides:
            return Answer(besides[prompt.key])
        if prompt.key.startswith("offer") or prompt.key == "more":
            return self._to_an_offer(prompt)
        if prompt.key == "look-back":
            return Answer(self._next_part() or looking_back.SAVE)
        if prompt.key == "why":
            return Move.SKIP
        if prompt.key == "part":
            return Answer(looking_back.OVER if self.base else looking_back.GO_ON)
        if prompt.ask in {wording.SMART_ASK, wording.START_ASK}:
            return Answer(prompt.prefill)
        return self._to_a_question(prompt)

    def _to_an_offer(self, prompt: Prompt) -> Reply:
        """What the file says to each offer; enough when it says nothing more."""
        told = self.file.tree.get("offers") or {}
        wanted = {name: key for key, names in told.items() for name in names}
        if not set(wanted) - set(self.flow.offers):
            return Answer("enough")
        if prompt.key in {"offers", "more"}:
            return Answer("show")
        name = prompt.key.partition(":")[2]
        return Answer(wanted[name]) if name in wanted else Move.SKIP

    def _next_part(self) -> str:
        """Over a plan: the first part in which an answer is not what this person wants; nothing when all is well."""
        for step in self.flow.steps if self.base else []:
            value = self._wanted(step)
            if value is not None and value != self.flow.answers.get(step.key):
                return self.questionnaire.parts[step.part].id
        return ""

    def _wanted(self, step: Step) -> Value | None:
        return self.file._answer(self.flow, step, self.file._found(self.flow, step))

    def _to_a_question(self, prompt: Prompt) -> Reply:
        step = self.flow.step
        assert step is not None
        value = self._wanted(step)
        if value is None and step.pick and prompt.prefill:
            return Answer(prompt.prefill)  # the words put there are fine
        if value is None:
            return Move.KEEP if self.base and showing.has_present(prompt) else Move.SKIP
        if value == prompt.present:
            return Move.KEEP
        shown = [option.fill or option.text for option in prompt.options] if prompt.kind == "text" else []
        return Answer(str(shown.index(str(value)) + 1) if value in shown else value)


def resume_prompt(command: str = "new") -> Prompt:
    """The choice that is offered when there is a draft."""
    options = (Option("on", wording.GO_ON), Option("over", wording.START_OVER))
    return Prompt("resume", "choice", wording.RESUME_ASK[command], options=options)


def why_prompt() -> Prompt:
    """The reason of the new version, asked for when a plan was changed."""
    return Prompt("why", "text", wording.WHY_ASK)


def length_prompt() -> Prompt:
    """How long the person would like it to be."""
    options = tuple(Option(name, words) for name, words in wording.LENGTHS.items())
    return Prompt("length", "choice", wording.LENGTH_ASK, options=options)
