"""The interview as a state machine: next, back, skip, fix. It knows no terminal and no disk.

Its whole state is what was answered (in order), and where the person stands. The steps ahead are worked out
anew from that each time, so that a resumed interview is in the same state as one that never stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from recoveryplan.interview.prompts import Option, Prompt, Value
from recoveryplan.interview.questions import OptionsSource, Questionnaire
from recoveryplan.interview.way import Step, Way
from recoveryplan.interview.writes import OWN
from recoveryplan.plan.conditions import Words
from recoveryplan.plan.tree import Tree, value

Event = dict[str, Any]
"""One line of a draft: ``{k, v}`` an answer, ``{k, skip}`` a skip, ``{at}`` or ``{at, only}`` a place gone to."""

END = ""
"""Where a person stands when all has been asked: the look back over everything."""

_PROMPT_KINDS = {"picks": "many"}


class Flow(Way):
    """One sitting with a questionnaire: where the person stands on the way, and the moves they can make."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        base: Tree,
        options: OptionsSource,
        words: Words,
        length: str = "",
        wanted: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(questionnaire, base, options, words, length, wanted)
        self.only = ""
        self._stood = END
        self._broken_off: set[str] = set()
        self.at = self.steps[0].key if self.steps else END

    @property
    def step(self) -> Step | None:
        """The step the person stands at; None at the end."""
        return next((step for step in self.steps if step.key == self.at), None)

    # --- moves; each gives the event that a draft keeps ---

    def accept(self, value: Value) -> Event:
        """Take the answer to the present step and go on."""
        return self._moved({"k": self.at, "v": value})

    def skip(self) -> Event:
        """Leave the present step empty and go on."""
        return self._moved({"k": self.at, "skip": True})

    def keep(self) -> Event:
        """Leave the present answer as it is and go on."""
        return self._moved({"at": self._after(self.at), "only": self.only})

    def back(self) -> Event | None:
        """Go to the step before; None where there is none."""
        keys = [step.key for step in self.steps]
        place = keys.index(self.at) if self.at in keys else len(keys)
        return self._moved({"at": keys[place - 1]}) if place else None

    def fix(self, question_id: str) -> Event:
        """From the end, go to one question; after it the end comes again."""
        first = next(step.key for step in self.steps if step.question.id == question_id)
        return self._moved({"at": first, "only": question_id})

    def _moved(self, event: Event) -> Event:
        self.apply(event)
        return event

    def apply(self, event: Event) -> None:
        """Put one event of a draft into effect. Events about questions that are gone change nothing."""
        if "at" in event:
            self.only = self._present_name(str(event.get("only") or ""))
            self.at = self._present_name(str(event["at"]))
        else:
            key = self._present_name(str(event["k"]))
            question = key.split("/")[0]
            if question not in self.questionnaire.by_id:
                return
            self.answers[key] = None if event.get("skip") else event["v"]
            self.given.add(question)
            (self._broken_off.add if event.get("partial") else self._broken_off.discard)(key)
            self._made = None
            self.at = key if event.get("partial") else self._after(key)

    def _present_name(self, key: str) -> str:
        head, slash, rest = key.partition("/")
        for question in self.questionnaire.questions:
            if head in question.was:
                return question.id + slash + rest
        return key

    def _after(self, key: str) -> str:
        keys = [step.key for step in self.steps]
        following = self.steps[keys.index(key) + 1 :] if key in keys else []
        if self.only and not (following and following[0].question.id == self.only):
            return self._opened()
        return following[0].key if following else END

    def _opened(self) -> str:
        """After a fix: the first step that it opened, else the end."""
        step = next((step for step in self.steps if step.key not in self.answers), None)
        self.only = step.question.id if step else ""
        stood, self._stood = self._stood, END
        return step.key if step else stood

    def put(self, given: Mapping[str, Value | None]) -> None:
        """Take many answers and skips at once, by key, and stand at the first step that is still open."""
        self.answers |= given
        self.given |= {key.split("/")[0] for key in given}
        self._made = None
        self.at = next((step.key for step in self.steps if step.key not in self.answers), END)

    def resume(self, events: Iterable[Event]) -> None:
        """Replay a draft. The person stands where they stood, or at the first open step if that one is gone."""
        for event in events:
            self.apply(event)
        if self.at != END and self.step is None:
            self.at = next((step.key for step in self.steps if step.key not in self.answers), END)
        self._ask_unkept_again()

    def _ask_unkept_again(self) -> None:
        """What is kept nowhere is asked again, if the person was past it; then they go on where they stood."""
        for step in self.steps:
            if step.key == self.at:
                return
            if not step.question.keep and step.question.id not in self.given:
                self._stood = self.at
                self.at, self.only = step.key, step.question.id
                return

    # --- what is shown ---

    def prompt(self, step: Step) -> Prompt:
        """Everything a prompter needs to ask this step."""
        present = self.answers.get(step.key)
        thing = self._thing(step.question, step.thing) if step.thing else {}
        part = self.questionnaire.parts[step.part]
        shown = self._asked_of_pick(step, thing) if step.pick else self._asked_of_field(step, thing)
        prefill = self._prefill(step, thing) if step.pick else ""
        return replace(
            shown,
            present=None if prefill else present,
            prefill=prefill,
            partial=step.key in self._broken_off,
            place=self._place(step),
            heading=f"{self._part_of(step)} · {part.title}",
            intro=part.intro,
            left=self._left(step),
        )

    def _asked_of_field(self, step: Step, thing: Tree) -> Prompt:
        field = step.field
        ask = field.ask_next if step.nth_thing and field.ask_next else field.ask
        return Prompt(
            key=step.key,
            kind=_PROMPT_KINDS.get(field.kind, field.kind),  # type: ignore[arg-type]
            ask=self._filled(ask, step, thing),
            help=field.help,
            why=field.why,
            examples=field.examples,
            options=self._shown_options(step, thing),
            least=field.least,
            most=field.most,
            low=field.low,
            high=field.high,
        )

    def _asked_of_pick(self, step: Step, thing: Tree) -> Prompt:
        own = step.pick == OWN
        ask = step.field.ask_own if own else step.field.ask_edit
        if own and step.nth:
            ask = "Is there another one? Type it, or skip to go on."
        return Prompt(key=step.key, kind="text", ask=self._filled(ask, step, thing), help=step.field.help)

    def _filled(self, ask: str, step: Step, thing: Tree) -> str:
        first = step.question.fields[0].name if step.question.fields else ""
        return ask.replace("{it}", str(thing.get(first, "")))

    def _prefill(self, step: Step, thing: Tree) -> str:
        present = self.answers.get(step.key)
        if present or step.pick == OWN:
            return str(present or "")
        found = next((option for option in self._shown_options(step, thing) if option.value == step.pick), None)
        return (found.fill or found.text) if found else ""

    def options_of(self, step: Step) -> tuple[Option, ...]:
        """What a pick-list offers at this step, with what the plan has there already."""
        return self._shown_options(step, self._thing(step.question, step.thing) if step.thing else {})

    def _shown_options(self, step: Step, thing: Tree) -> tuple[Option, ...]:
        field = step.field
        options = field.choices or self._options(field, thing, self.plan_so_far)
        if field.kind != "picks":
            return options
        items = self._items_before(step)
        used = {item.get("from") for item in items}
        before = [Option(item["id"], item[field.text_key], fill=item[field.text_key]) for item in items]
        offered = [*before, *(option for option in options if option.value not in used)]
        # Picked and put in own words before the list changed: the words stay a choice.
        known = {option.value for option in offered}
        chosen = self.answers.get(self._list_key(step))
        for one in chosen if isinstance(chosen, list) else []:
            words = self.answers.get(f"{self._list_key(step)}/{one}")
            if one != OWN and one not in known and words:
                offered.append(Option(one, str(words), fill=str(words)))
        return (*offered, Option(OWN, "Something of my own"))

    def _list_key(self, step: Step) -> str:
        return f"{step.question.id}/{step.thing}/{step.field.name}" if step.thing else step.question.id

    def _items_before(self, step: Step) -> list[Any]:
        items = value(self.base, step.question.writes) or []
        if not step.thing:
            return list(items)
        found: Tree = next((item for item in items if item.get("id") == step.thing), {})
        return list(found.get(step.field.name) or [])

    def _place(self, step: Step) -> str:
        asked = list(dict.fromkeys(s.question.id for s in self.steps))
        return f"{self._part_of(step)}, question {asked.index(step.question.id) + 1} of {len(asked)}"

    def _part_of(self, step: Step) -> str:
        parts = list(dict.fromkeys(s.part for s in self.steps))
        return f"Part {parts.index(step.part) + 1} of {len(parts)}"

    def _left(self, step: Step) -> str:
        ahead = {s.question.id for s in self.steps[self.steps.index(step) :]}
        minutes = round(len(ahead) * _MINUTES_A_QUESTION)
        return f"about {minutes} minutes left" if minutes > 1 else "about a minute left"


_MINUTES_A_QUESTION = 1.0
