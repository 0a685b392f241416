"""Asking: the one place where the interview, the safety rules, the help lines and the draft meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from recoveryplan import clock, wording
from recoveryplan.guidance import saying
from recoveryplan.guidance.safety import Notice, Rules
from recoveryplan.interview import kinds, summary
from recoveryplan.interview.flow import Event, Flow
from recoveryplan.interview.prompts import Answer, Move, Option, Prompt, Prompter, Reply, Value
from recoveryplan.interview.way import Step
from recoveryplan.plan import smart
from recoveryplan.wording import Said
from recoveryplan.workflows import knowledge


class Outcome(Enum):
    """How a sitting ended: all said and to be saved; put away for later; left in a hurry."""

    DONE = "done"
    LATER = "later"
    LEFT = "left"


_PAUSING = frozenset({"self-harm"})


class Sitting:
    """One sitting of an interview with a person. ``write`` puts each event on the disk before it goes on."""

    def __init__(self, flow: Flow, prompter: Prompter, write: Callable[[Event], None], rules: Rules) -> None:
        self.flow = flow
        self.prompter = prompter
        self.write = write
        self.rules = rules
        self.part: int | None = None
        self.told: set[tuple[str, str]] = set()
        self.hinted: set[str] = set()

    def run(self) -> Outcome:
        """Ask until the person is done, saves for later, or leaves."""
        outcome: Outcome | None = None
        while outcome is None:
            try:
                # Also after a break: what was warned of before is said again, before the next question.
                outcome = self._tell("firm", "soft")
                if outcome is None:
                    step = self.flow.step
                    outcome = self._look_back() if step is None else self._ask(step)
            except EOFError:  # Ctrl-D, or the terminal has gone: everything accepted is in the draft
                outcome = Outcome.LATER
        if outcome is Outcome.LATER:
            self._warn(self._fresh("firm", "soft", waiting=True))
        return outcome

    # --- one question ---

    def _ask(self, step: Step) -> Outcome | None:
        prompt = self.flow.prompt(step)
        if step.part == self.part:
            prompt = replace(prompt, heading="", intro="", left="")
        self.part = step.part
        return self._take(step, prompt, self.prompter.ask(prompt, lambda so_far: self._keep_part(step, so_far)))

    def _keep_part(self, step: Step, so_far: Value) -> None:
        event = {"k": step.key, "v": so_far, "partial": True}
        self.flow.apply(event)
        self._write(step, event)

    def _take(self, step: Step, prompt: Prompt, reply: Reply) -> Outcome | None:
        if isinstance(reply, Answer):
            return self._accepted(step, reply.value)
        if reply is Move.KEEP:
            if prompt.present is None and prompt.prefill:
                return self._accepted(step, prompt.prefill)
            self._write(step, self.flow.keep())
        elif reply is Move.SKIP:
            self._write(step, self.flow.skip())
            if prompt.present not in (None, "", []):
                self.prompter.show([Said(wording.left_empty(kinds.read_back(prompt, prompt.present)), "quiet")])
        elif reply is Move.BACK:
            self._back()
        return self._other(prompt, reply)

    def _other(self, prompt: Prompt, reply: Reply) -> Outcome | None:
        if reply is Move.HELP:
            self.prompter.show(_help(prompt))
        elif reply is Move.LINES:
            self._show_lines()
        elif reply is Move.SAVE:
            return Outcome.LATER
        elif reply is Move.LEAVE:  # the prompter has cleared the screen already
            return Outcome.LEFT
        return None

    def _back(self) -> None:
        event = self.flow.back()
        if event is None:
            self.prompter.show([Said(wording.FIRST_QUESTION, "quiet")])
        else:
            self.write(event)

    def _write(self, step: Step, event: Event) -> None:
        if step.question.keep or "at" in event:
            self.write(event)

    def _accepted(self, step: Step, value: Value) -> Outcome | None:
        self._write(step, self.flow.accept(value))
        grave = bool(self._fresh("firm"))
        outcome = self._tell("firm")
        # A goal that just brought a warning is not helped to be done better.
        if outcome is None and not grave and step.field.hint == "smart" and step.key not in self.hinted:
            outcome = self._hint(step, str(value))
        return outcome

    # --- a hint, never a wall ---

    def _hint(self, step: Step, words: str) -> Outcome | None:
        self.hinted.add(step.key)
        letters = smart.missing({"what": words})
        if not letters:
            return None
        self.prompter.show([Said(wording.smart_hint([smart.LETTERS[letter] for letter in letters]))])
        prompt = replace(
            self.flow.prompt(step), ask=wording.SMART_ASK, examples=(), heading="", intro="", left="",
            present=None, prefill=words,
        )  # fmt: skip
        after = self.flow.at
        while True:
            reply = self.prompter.ask(prompt, lambda _: None)
            if reply in (Move.SKIP, Move.KEEP) or (isinstance(reply, Answer) and reply.value == words):
                return None
            if isinstance(reply, Answer):
                self.flow.at = step.key
                self._write(step, self.flow.accept(reply.value))
                return self._tell("firm")
            if reply is Move.BACK:
                self._back()
                return None
            outcome = self._other(prompt, reply)
            if outcome is not None or self.flow.at != after:
                return outcome

    # --- safety ---

    def _tell(self, *levels: str) -> Outcome | None:
        """Show the notices of these levels that were not shown yet; pause after a grave one."""
        fresh = self._fresh(*levels)
        self._warn(fresh)
        if any(one.rule in _PAUSING and one.level == "firm" for one in fresh):
            return self._pause()
        return None

    def _warn(self, found: list[Notice]) -> None:
        if found:
            self.told |= {self._mark(one) for one in found}
            self.prompter.show(list(saying.notices(found, knowledge.lines(), self._country())))

    def _mark(self, one: Notice) -> tuple[str, str]:
        """What tells one saying of a notice from another: a grave one is said again once there are better numbers."""
        known = knowledge.lines().place(self._country()) is not None
        return one.rule, f"{one.level} with numbers" if one.rule in _PAUSING and known else one.level

    def _fresh(self, *levels: str, waiting: bool = False) -> list[Notice]:
        """The notices of these levels not shown yet; with ``waiting`` also those that wait for a question ahead."""
        found = [one for one in self.rules.fired(self.flow.plan_so_far) if one.level in levels and self._is_new(one)]
        ahead = set() if waiting else self._ahead()
        # The softer form waits while a question about what it reads is still ahead.
        return [one for one in found if one.level == "firm" or not one.reads & ahead]

    def _is_new(self, one: Notice) -> bool:
        marks = {self._mark(one)} | ({(one.rule, "firm")} if one.level == "soft" else set())
        return not marks & self.told

    def _ahead(self) -> set[str]:
        keys = [step.key for step in self.flow.steps]
        place = keys.index(self.flow.at) if self.flow.at in keys else len(keys)
        return {step.question.writes.split(".")[0].split("[")[0] for step in self.flow.steps[place:]}

    def _pause(self) -> Outcome | None:
        options = (
            Option("lines", wording.PAUSE_LINES),
            Option("stop", wording.PAUSE_STOP),
            Option("on", wording.PAUSE_ON),
        )
        prompt = Prompt("pause", "choice", wording.PAUSE_ASK, options=options, help=wording.PAUSE_HELP)
        while True:
            reply = self.prompter.ask(prompt, lambda _: None)
            if reply == Answer("lines"):
                self._show_lines()
                continue
            if isinstance(reply, Answer):
                return Outcome.LATER if reply.value == "stop" else None
            if reply is Move.BACK:
                self._back()
                return None
            if reply in (Move.SKIP, Move.KEEP):
                return None
            outcome = self._other(prompt, reply)
            if outcome is not None:
                return outcome

    def _country(self) -> str | None:
        found = (self.flow.plan_so_far.get("preferences") or {}).get("country")
        return str(found) if found else None

    def _show_lines(self) -> None:
        self.prompter.show(list(saying.listing(knowledge.lines(), self._country(), clock.today())))

    # --- the look back ---

    def _look_back(self) -> Outcome | None:
        self.part = None
        found = summary.lines(self.flow)
        self.prompter.show(
            [Said(wording.LOOK_BACK, "heading"), *(Said(f"{q.label}: {answer}", "plain", 2) for q, answer in found)]
        )
        options = (Option("save", wording.LOOK_SAVE), *(Option(q.id, wording.change_this(q.label)) for q, _ in found))
        prompt = Prompt("look-back", "choice", wording.LOOK_ASK, options=options, help=wording.LOOK_HELP)
        return self._decide(prompt, self.prompter.ask(prompt, lambda _: None))

    def _decide(self, prompt: Prompt, reply: Reply) -> Outcome | None:
        if isinstance(reply, Answer):
            if reply.value == "save":
                return Outcome.DONE
            self.write(self.flow.fix(str(reply.value)))
        elif reply is Move.SAVE:  # at this question the word means the plan
            return Outcome.DONE
        elif reply is Move.BACK:
            self._back()
        return self._other(prompt, reply)


LEFT = ""
"""What ``choose`` gives when the person left in a hurry: the screen is clear, and nothing may be printed on it."""


def choose(prompter: Prompter, prompt: Prompt, country: Callable[[], str | None] = lambda: None) -> str | None:
    """The value chosen at a question beside the interview; None for any way out, LEFT for one that wants no words.

    Help and help lines (those of the ``country`` it gives) come back to the question.
    """
    while True:
        try:
            reply = prompter.ask(prompt, lambda _: None)
        except EOFError:
            return None
        if isinstance(reply, Answer):
            return str(reply.value)
        if reply is Move.HELP:
            prompter.show(_help(prompt))
        elif reply is Move.LINES:
            prompter.show(list(saying.listing(knowledge.lines(), country(), clock.today())))
        else:
            return LEFT if reply is Move.LEAVE else None


def _help(prompt: Prompt) -> list[Said]:
    said = [Said(words) for words in (prompt.help, prompt.why) if words]
    if prompt.kind == "named":
        said.append(Said(f"The names: {', '.join(option.text for option in prompt.options)}."))
    return [*said, Said(wording.PROMPT_HELP, "quiet")]
