"""Asking: the one place where the interview, the safety rules, the help lines and the draft meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum
from typing import Protocol

from recoveryplan import clock, wording
from recoveryplan.guidance import saying
from recoveryplan.guidance.coming_back import callable_now
from recoveryplan.guidance.lines import order_for
from recoveryplan.guidance.safety import Notice, Rules
from recoveryplan.interview import kinds
from recoveryplan.interview.flow import Event, Flow
from recoveryplan.interview.prompts import Answer, Move, Option, Prompt, Prompter, Reply, Value
from recoveryplan.interview.way import Step
from recoveryplan.plan import smart
from recoveryplan.plan.tree import value
from recoveryplan.wording import Role, Said
from recoveryplan.workflows import knowledge, looking_back
from recoveryplan.workflows.beside import beside, said_help
from recoveryplan.workflows.looking_back import BESIDE, GO_ON, OF_NEW, OFFERS, OVER, SAVE, STOP, Closing
from recoveryplan.workflows.suggesting import Suggesting
from recoveryplan.workflows.warning import Warnings, in_a_line, in_full


class Outcome(Enum):
    """How a sitting ended: all said and to be saved; put away for later; left in a hurry."""

    DONE = "done"
    LATER = "later"
    LEFT = "left"


_LEAVING: dict[Move | None, Outcome] = {Move.SAVE: Outcome.LATER, Move.LEAVE: Outcome.LEFT}
"""The ways out of what is asked beside the questions."""

_HOME = "danger-at-home"
_PAUSING = frozenset({"self-harm", "overdose-now", _HOME})
"""The rules after which the interview pauses, saved: who to call stays on the screen."""


_FEW_PEOPLE = 3
"""So many of the person's own people stand above the help lines at a pause."""


class Beside(Protocol):
    """What is asked after the questions of a sitting, before they are looked back on."""

    label: str
    """What the look back calls it."""

    def ask(self) -> Move | None:
        """Ask it, or what is left of it; a move leads out."""

    def again(self) -> Move | None:
        """Ask all of it once more."""


class Sitting:
    """One sitting of an interview with a person. ``write`` puts each event on the disk before it goes on."""

    def __init__(
        self,
        flow: Flow,
        prompter: Prompter,
        write: Callable[[Event], None],
        rules: Rules,
        closing: Closing = OF_NEW,
        beside: Beside | None = None,
    ) -> None:
        self.closing = closing
        self.beside = beside
        """What is asked after the questions, before the look back."""
        self.asked_beside = beside is None
        self.ended: int | None = None
        self.flow = flow
        self.prompter = prompter
        self.write = write
        self.part: tuple[int, str] | None = None
        self.heading = ""
        self.warnings = Warnings(flow, rules, _PAUSING)
        self.offers = Suggesting(flow, prompter, write)
        self.hinted: set[str] = set()
        self.stopped: list[Notice] = []
        self.again = bool(flow.given)
        """Whether this sitting goes on with answers of another day."""

    def run(self, part: int | None = None) -> Outcome:
        """Ask until the person is done, saves for later, or leaves; with a ``part``, that is chosen from first."""
        if self.again:  # whoever opens it another day need not be the person: nothing tells of a danger at home
            self.warnings.note([one for one in self.warnings.fresh("firm", "soft", waiting=True) if one.rule == _HOME])
        outcome = self._unkept_again() if self.again else None
        if part is not None:
            outcome = self._choose_in(part)
        while outcome is None:
            try:
                # Also after a break: what was warned of before is said again, before the next question.
                outcome = self._tell("firm", "soft")
                if outcome is None:
                    outcome = self._next()
            except EOFError:  # Ctrl-D, or the terminal has gone: everything accepted is in the draft
                outcome = Outcome.LATER
        if outcome is Outcome.LATER:
            # After the pause nothing stands on the screen but who to call.
            self._warn(self.stopped or self.warnings.fresh("firm", "soft", waiting=True))
        return outcome

    def _next(self) -> Outcome | None:
        step, part = self.flow.step, self.ended
        if part is not None and self._part_ended(step):
            return self._after_part(part)
        if step is None and self.beside and not self.asked_beside:
            return self._ask_beside(self.beside.ask)
        if self._may_offer(step):
            return self._offer()
        if step is None:
            return self._look_back() if self.closing.ask else Outcome.DONE
        return self._ask(step)

    def _ask_beside(self, asked: Callable[[], Move | None]) -> Outcome | None:
        left = asked()
        if left is Move.BACK:
            self._back()
        self.asked_beside = left is None
        return _LEAVING.get(left)

    # --- offers ---

    def _may_offer(self, step: Step | None) -> bool:
        """Whether offers come up here by themselves: once in a first plan, where its file says so, or at its end."""
        if self.flow.revising or self.flow.guide is None or self.flow.looked or self.flow.only:
            return False
        here = step is None or self.flow.questionnaire.parts[step.part].offers
        return here and bool(self.offers.count())

    def _offer(self) -> Outcome | None:
        left = self.offers.ask_first()
        if left is Move.BACK:
            self._back()
        return _LEAVING.get(left)

    # --- one question ---

    def _ask(self, step: Step) -> Outcome | None:
        prompt = self.flow.prompt(step)
        if (step.part, step.question.item) == self.part:
            prompt = replace(prompt, heading="", intro="", left="")
        elif self.part and step.part == self.part[0]:  # the next item: what it is about, and no more
            prompt = replace(
                prompt, heading="" if prompt.heading == self.heading else prompt.heading, intro="", left=""
            )
        if self.part is None or step.part != self.part[0]:
            prompt = self._show_listed(step.part, prompt)
        self.part, self.heading = (step.part, step.question.item), prompt.heading or self.heading
        asked = self._take(step, prompt, self.prompter.ask(prompt, lambda so_far: self._keep_part(step, so_far)))
        if self.flow.at != step.key:
            self.ended = step.part
        return asked

    def _show_listed(self, part: int, prompt: Prompt) -> Prompt:
        """What a part shows of the plan before it asks about it, below its title; the prompt then has no title more."""
        listed = self.flow.shows(part)
        if not listed:
            return prompt
        self.prompter.show([Said(prompt.heading, "heading"), *([Said(prompt.intro)] if prompt.intro else [])])
        for shows, lines in listed:
            above = [Said(shows.title)] if shows.title else []
            role: Role = "contact" if "phone" in shows.fields else "plain"  # no number is ever broken
            self.prompter.show([*above, *(Said(line, role, 2) for line in lines)])
        return replace(prompt, heading="", intro="", left="")

    def _keep_part(self, step: Step, so_far: Value) -> None:
        event = {"k": step.key, "v": so_far, "partial": True}
        self.flow.apply(event)
        self._write(step, event)

    def _take(self, step: Step, prompt: Prompt, reply: Reply) -> Outcome | None:
        of_plan = step.key not in self.flow.answers  # what stands there is said by the plan, not in this sitting
        if isinstance(reply, Answer) and kinds.is_no(prompt, reply.value):
            reply = Move.KEEP if of_plan and prompt.present is not None else Move.SKIP
        if reply is Move.SKIP and self.flow.is_broken_off(step.key):  # a long answer: what was typed is kept
            return self._accepted(step, prompt, self.flow.answers[step.key] or "")
        if isinstance(reply, Answer):
            return self._accepted(step, prompt, reply.value)
        if reply is Move.KEEP:
            if prompt.present is None and prompt.prefill:
                return self._accepted(step, prompt, prompt.prefill)
            if self.flow.along and of_plan and prompt.present is not None:
                return self._accepted(step, prompt, prompt.present)
            self._write(step, self.flow.keep())
            self.warnings.answered(step.question.writes)
        elif reply is Move.SKIP:
            hidden = set(self.flow.hidden)
            self._write(step, self.flow.skip())
            self._say_hidden(hidden)
            if prompt.present not in (None, "", []) and not self.flow.along:
                self.prompter.show([Said(wording.left_empty(kinds.read_back(prompt, prompt.present)), "quiet")])
        elif reply is Move.BACK:
            self._back()
        return self._other(prompt, reply)

    def _other(self, prompt: Prompt, reply: Reply) -> Outcome | None:
        if reply is Move.HELP:
            self.prompter.show(said_help(prompt))
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

    def _accepted(self, step: Step, prompt: Prompt, value: Value) -> Outcome | None:
        start = kinds.started_from(prompt, value)
        hidden = set(self.flow.hidden)
        self._write(step, self.flow.accept(start or value))
        self.warnings.answered(step.question.writes)
        self._along(step, value)
        self._say_hidden(hidden)
        grave = bool(self.warnings.fresh("firm"))
        opened = step.question.opens.get(str(value))
        outcome = self._tell("firm")
        if outcome is None and opened:
            outcome = self._open(self._part_named(opened))
        if outcome is None and start:
            outcome = self._reword(step, start, wording.START_ASK)
        if outcome is None and not grave and step.field.hint == "smart" and step.key not in self.hinted:
            outcome = self._hint(step)
        return outcome

    def _along(self, step: Step, value: Value) -> None:
        """What this answer gives other questions, as its words said."""
        for name, words in step.question.sets.get(str(value), {}).items():
            for event in self.flow.give(name, words):
                self.write(event)
            other = self.flow.questionnaire.by_id[name]
            shown = kinds.read_back(Prompt(name, other.field.kind, "", options=other.field.choices), words)  # type: ignore[arg-type]
            self.prompter.show([Said(wording.also_set(other.label, shown))])

    def _say_hidden(self, before: set[str]) -> None:
        labels = [label for name, label in self.flow.hidden.items() if name not in before]
        if labels:
            self.prompter.show([Said(wording.hidden(list(dict.fromkeys(labels))))])

    # --- a hint, never a wall ---

    def _hint(self, step: Step) -> Outcome | None:
        from recoveryplan.workflows import checking  # it loads the typed plan, which no question needs

        words = str(self.flow.answers.get(step.key) or "")
        self.hinted.add(step.key)
        # A goal that a doctor should hear of first is not helped to be done better.
        careful = checking.careful(self.flow.known_so_far)
        letters = smart.missing({"what": words}) if words and not careful(words) else []
        if not letters:
            return None
        self.prompter.show([Said(wording.smart_hint([smart.LETTERS[letter] for letter in letters]))])
        return self._reword(step, words, wording.SMART_ASK)

    def _reword(self, step: Step, words: str, ask: str) -> Outcome | None:
        """Ask once more for an answer that is kept already, with its words on the line to be changed."""
        prompt = replace(
            self.flow.prompt(step), ask=ask, examples=(), options=(), heading="", intro="", left="",
            present=None, prefill=words,
        )  # fmt: skip
        after = self.flow.at
        while True:
            reply = self.prompter.ask(prompt, lambda _: None)
            if reply in (Move.SKIP, Move.KEEP) or (isinstance(reply, Answer) and reply.value == words):
                return None
            if isinstance(reply, Answer) and str(reply.value).isdecimal() and len(str(reply.value)) < 3:
                self.prompter.show([Said(wording.NOT_A_NUMBER)])  # numbers were on offer just before
                continue
            if isinstance(reply, Answer):
                self._write(step, self.flow.put_right(step.key, reply.value))
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
        fresh = self.warnings.fresh(*levels)
        self._warn(fresh)
        grave = [one for one in fresh if one.rule in _PAUSING and one.level == "firm"]
        outcome = self._pause([kind for one in grave for kind in one.lines]) if grave else None
        self.stopped = grave if outcome is Outcome.LATER else []
        return outcome

    def _warn(self, found: list[Notice]) -> None:
        if not found:
            return
        self.warnings.note(found)
        whole, rest = in_full(found, self.again and not any(one.rule in _PAUSING for one in found))
        self.again = False
        brief = [Said(in_a_line(one), "plain", 2) for one in rest]
        told = list(saying.notices(whole, knowledge.lines(), self.flow.country))
        self.prompter.show([*([Said(wording.ALSO_IMPORTANT, "heading")] if brief else []), *brief, *told])

    def _unkept_again(self) -> Outcome | None:
        """What is kept nowhere is asked again another day, if the person likes; none of its words stand here."""
        name = self.flow.unkept_before()
        if name is None:
            return None
        options = (Option("on", wording.UNKEPT_ON), Option("again", wording.UNKEPT_AGAIN))
        prompt = Prompt("unkept", "choice", wording.UNKEPT_ASK, options=options, help=wording.UNKEPT_HELP)
        reply = beside(self.prompter, prompt, lambda: self.flow.country)
        if reply == Answer("again"):
            self.write(self.flow.fix(name))
        return _LEAVING.get(reply) if isinstance(reply, Move) else None

    def _pause(self, kinds: list[str]) -> Outcome | None:
        """Stop for a moment, with all that is saved; the help lines that are asked for are of these kinds first."""
        options = (
            Option("lines", wording.PAUSE_LINES),
            Option("stop", wording.PAUSE_STOP),
            Option("on", wording.PAUSE_ON_HERE if self.flow.along else wording.PAUSE_ON),
        )
        prompt = Prompt("pause", "choice", wording.PAUSE_ASK, options=options, help=wording.PAUSE_HELP)
        while True:
            reply = self.prompter.ask(prompt, lambda _: None)
            if reply == Answer("lines"):
                self._show_who(kinds)
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

    def _show_who(self, kinds: Sequence[str]) -> None:
        """Who to call now, and no more: what is not about this moment would push it off the screen."""
        tree = self.flow.plan_so_far
        private = value(tree, "preferences.family") == "private" or _HOME in {one.rule for one in self.warnings.fired()}
        people = [] if private else [one for one in callable_now(tree) if one.get("phone")]
        rows = [Said(f"{one['name']}  {one['phone']}", "contact", 2) for one in people[:_FEW_PEOPLE]]
        self.prompter.show([Said(wording.YOUR_PEOPLE, "heading"), *rows] if rows else [])
        self._show_lines(kinds, of_these_only=True)

    def _show_lines(self, first: Sequence[str] = (), of_these_only: bool = False) -> None:
        others = () if of_these_only else order_for(self.flow.plan_so_far)
        order = tuple(dict.fromkeys(["emergency", *first, *others]))
        self.prompter.show(list(saying.listing(knowledge.lines(), self.flow.country, clock.today(), order)))

    # --- the look back ---

    def _part_ended(self, step: Step | None) -> bool:
        """Whether the person just came out of a part that can be looked back on; the end has a look back of its own."""
        part, self.ended = self.ended, None
        if self.flow.along:  # a review is looked back on once, at its end
            return False
        return part is not None and step is not None and step.part > part and not self.flow.only

    def _after_part(self, part: int) -> Outcome | None:
        looked = looking_back.after_part(self.flow, part)
        if looked is None:
            return None
        said, prompt = looked
        self.prompter.show(said)
        return self._do_with_part(part, prompt, self.prompter.ask(prompt, lambda _: None))

    def _do_with_part(self, part: int, prompt: Prompt, reply: Reply) -> Outcome | None:
        if isinstance(reply, Answer) and reply.value != GO_ON:
            if reply.value == STOP:
                return Outcome.LATER
            self.write(self._into(part, str(reply.value)))
            self.ended = part
        elif reply is Move.BACK:
            self._back()
        elif reply in (Move.HELP, Move.LINES):
            self.ended = part
        return self._other(prompt, reply)

    def _into(self, part: int, choice: str) -> Event:
        return self.flow.go_over(part) if choice == OVER else self.flow.fix(choice)

    def _look_back(self) -> Outcome | None:
        self.part = self.ended = None
        offers = self.offers.count() if self.flow.guide else 0
        beside = self.beside.label if self.beside else ""
        said, prompt = looking_back.of_all(self.flow, self.closing, offers, beside)
        self.prompter.show(said)
        reply = self.prompter.ask(prompt, lambda _: None)
        if reply == Answer(SAVE) or reply is Move.SAVE:  # at this question the word means the plan
            return Outcome.DONE
        if reply == Answer(OFFERS):
            return _LEAVING.get(self.offers.run())
        if reply == Answer(BESIDE) and self.beside:
            return _LEAVING.get(self.beside.again())
        if isinstance(reply, Answer):
            return self._choose_in(self._part_named(str(reply.value)))
        if reply is Move.BACK:
            self._back()
        return self._other(prompt, reply)

    def _part_named(self, name: str) -> int:
        return [part.id for part in self.flow.questionnaire.parts].index(name)

    def _open(self, part: int) -> Outcome | None:
        """Go back to a part, also where only some questions were asked for."""
        self.flow.include(part)
        return self._choose_in(part) if any(step.part == part for step in self.flow.steps) else None

    def _choose_in(self, part: int) -> Outcome | None:
        """Change something of one part: a question of it, or all of it one by one."""
        looked = looking_back.into_part(self.flow, part)
        if looked is None:
            self.write(self.flow.go_over(part))
            return None
        said, prompt = looked
        while True:
            self.prompter.show(said)
            reply = self.prompter.ask(prompt, lambda _: None)
            if isinstance(reply, Answer):
                if reply.value != GO_ON:
                    self.write(self._into(part, str(reply.value)))
                return None
            if reply in (Move.BACK, Move.SKIP, Move.KEEP):
                return None
            outcome = Outcome.LATER if reply is Move.SAVE else self._other(prompt, reply)
            if outcome is not None:
                return outcome
