"""Asking a standard measure, item by item, beside a review. Its answers become one entry of the record."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from recoveryplan import clock
from recoveryplan.guidance import saying
from recoveryplan.guidance.lines import CRISIS, order_for, own_crisis
from recoveryplan.guidance.safety import Notice
from recoveryplan.interview.flow import Event, Flow
from recoveryplan.interview.prompts import Answer, Move, Option, Prompt, Prompter, Reply
from recoveryplan.interview.questions import Field, Part, Question, Questionnaire
from recoveryplan.interview.way import Step
from recoveryplan.living import measures
from recoveryplan.living.measures import Measure
from recoveryplan.plan.conditions import ALWAYS
from recoveryplan.plan.tree import Tree, value
from recoveryplan.wording import Said
from recoveryplan.wording import measures as words
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.beside import said_help

_KEY, _EVENT = "measure", "event"
"""What a draft's line about a measure holds: the measure's id, and the event of its own flow."""

_POINTS = "points-"


def chosen(plan: Tree) -> list[Measure]:
    """The measures that the person picked, as far as they are there and fit the plan, in the order of the plan."""
    known = knowledge.measures()
    picked = value(plan, "checkins.measures") or ()
    return [known[name] for name in picked if name in known and measures.fits(known[name], plan)]


def part(measure: Measure) -> Part:
    """A measure as a part of an interview: a choice for each item, its owners' words unchanged."""
    options = tuple(Option(f"{_POINTS}{choice.points}", choice.words) for choice in measure.choices)
    asked_so = f"{measure.instruction} {words.HELP}"
    asked = tuple(
        Question(
            id=item.id,
            label=item.words,
            field=Field(item.id, "choice", item.words, help=asked_so, choices=options),
            writes=f"more.{item.id}",
        )
        for item in measure.items
    )
    intro = f"{measure.what} {measure.note} {words.WORD_FOR_WORD} {words.YOU_CAN}"
    return Part(measure.id, measure.title, intro, asked)


def points(answer: object) -> int | None:
    """The points of an answer to an item; None for a skip, or anything else."""
    counted = str(answer or "").removeprefix(_POINTS)
    return int(counted) if counted.isdecimal() else None


_STAYS = 2
"""So many days after it was given an answer about the last weeks still counts; later it is asked again."""


def of_these_days(events: Iterable[Event], today: datetime.date) -> list[Event]:
    """A draft's events without answers to measures of some days ago."""
    first = (today - datetime.timedelta(days=_STAYS)).isoformat()
    return [event for event in events if _KEY not in event or str(event.get("on") or "") >= first]


def begun(measure: Measure, events: Iterable[Event]) -> bool:
    """Whether a draft's events have any answer to this measure."""
    return any(event.get(_KEY) == measure.id for event in events)


class Measuring:
    """One sitting with one measure. ``write`` puts each event on the disk before it goes on."""

    def __init__(self, measure: Measure, plan: Tree, prompter: Prompter, write: Callable[[Event], None]) -> None:
        self.measure = measure
        self.plan = plan
        self.prompter = prompter
        self.write = write
        made = part(measure)
        by_id = {question.id: question for question in made.questions}
        self.flow = Flow(Questionnaire((made,), "", by_id), {}, lambda *_: (), {})
        self.told = False
        self.fresh = True

    def resume(self, events: Iterable[Event]) -> None:
        """Go on with what a draft holds of this measure; its other events are passed over."""
        own = [event.get(_EVENT) for event in events if event.get(_KEY) == self.measure.id]
        self.flow.resume([event for event in own if isinstance(event, dict)])

    def go_back(self) -> None:
        """Stand at the last item again."""
        event = self.flow.back()
        if event is not None:
            self._keep(event)

    def go_over(self) -> None:
        """Stand at the first item again; the answers there are stay until others are given."""
        self._keep(self.flow.go_over(0))
        self.fresh = True

    def run(self) -> Tree | Move:
        """The entry for the record once all is asked; SKIP where nothing was answered; else the way out taken."""
        while (step := self.flow.step) is not None:
            self._tell()
            try:
                left = self._ask(step)
            except EOFError:  # the terminal has gone: everything accepted is in the draft
                return Move.SAVE
            if left is not None:
                return left
        return self._done()

    def _ask(self, step: Step) -> Move | None:
        prompt = self._prompt(step)
        reply = self.prompter.ask(prompt, lambda _: None)
        if isinstance(reply, Answer):
            self._keep(self.flow.accept(reply.value))
            return None
        return self._move(prompt, reply)

    def _prompt(self, step: Step) -> Prompt:
        number = [item.id for item in self.measure.items].index(step.key) + 1
        place = words.place(self.measure.title, number, len(self.measure.items))
        prompt = replace(self.flow.prompt(step), place=place, left="", heading="", intro="")
        if self.fresh:
            self.fresh = False
            intro = self.flow.questionnaire.parts[0].intro
            opening = Said(f"“{self.measure.instruction}”")
            made_by = words.made_by(self.measure.made_by, self.measure.year, self.measure.terms)
            self.prompter.show([Said(self.measure.title, "heading"), Said(intro), Said(made_by, "quiet"), opening])
        return prompt

    def _tell(self) -> None:
        """Show help lines at once where an answer asks for them; once a sitting, also after a break."""
        found = any(measures.asks_for_lines(self.measure, key, counted) for key, counted in self._answers().items())
        heavy = self.flow.step is None and measures.is_heavy_with_one_open(self.measure, self._answers())
        if (found or heavy) and not self.told:
            self.told = True
            self.prompter.show(list(saying.notices([self._low()], knowledge.lines(), self._country())))

    def _low(self) -> Notice:
        kinds = [*own_crisis(self.plan), CRISIS]
        return Notice({"id": self.measure.id, "title": words.LOW_TITLE, "lines": kinds},
                      (ALWAYS, {"level": "soft", "text": words.LOW}))  # fmt: skip

    def _move(self, prompt: Prompt, reply: Reply) -> Move | None:
        if reply is Move.SKIP:
            self._keep(self.flow.skip())
        elif reply is Move.KEEP:
            self._keep(self.flow.keep())
        elif reply is Move.BACK:
            event = self.flow.back()
            if event is None:
                return Move.BACK
            self._keep(event)
        elif reply is Move.HELP:
            self.prompter.show(said_help(prompt))
        elif reply is Move.LINES:
            order = order_for(self.plan)
            self.prompter.show(list(saying.listing(knowledge.lines(), self._country(), clock.today(), order)))
        else:
            return reply  # type: ignore[return-value]
        return None

    def _keep(self, event: Event) -> None:
        self.write({_KEY: self.measure.id, _EVENT: event, "on": clock.today().isoformat()})

    def _country(self) -> str | None:
        found = value(self.plan, "preferences.country")
        return str(found) if found else None

    def _answers(self) -> dict[str, int]:
        given = {key: points(answer) for key, answer in self.flow.answers.items()}
        return {key: counted for key, counted in given.items() if counted is not None}

    def _done(self) -> Tree | Move:
        self._tell()
        answers = self._answers()
        if not answers:
            return Move.SKIP
        entry = measures.entry(self.measure, answers)
        self.prompter.show(self._said(entry))
        return entry

    def _said(self, entry: dict[str, Any]) -> list[Said]:
        measure = self.measure
        if "score" not in entry:
            return words.no_total()
        return words.total(entry["score"], measure.least, measure.most, measure.low, measure.high)


def ask(
    prompter: Prompter, measure: Measure, plan: Tree, write: Callable[[Event], None], events: Iterable[Event] = ()
) -> Tree | Move:
    """Ask one measure; ``events`` are those of the draft, with what was said to it before a break.

    Gives the entry for the record, ``{measure, items, score}``; ``Move.SKIP`` where nothing was answered;
    ``Move.BACK`` before its first item; ``Move.SAVE`` or ``Move.LEAVE`` as in the interview. What ``write`` is given
    holds the measure's id, so that a review's own flow passes it over when the draft is read again.
    """
    sitting = Measuring(measure, plan, prompter, write)
    sitting.resume(events)
    return sitting.run()
