"""The interview as a state machine: next, back, skip, fix. It knows no terminal and no disk.

Its whole state is what was answered (in order), and where the person stands. The steps ahead are worked out
anew from that each time, so that a resumed interview is in the same state as one that never stopped.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from recoveryplan.interview import writes
from recoveryplan.interview.prompts import Option, Prompt, Value
from recoveryplan.interview.questions import Field, OptionsSource, Question, Questionnaire
from recoveryplan.interview.writes import OF_PLAN, OWN
from recoveryplan.plan import ids, smart
from recoveryplan.plan.conditions import Words
from recoveryplan.plan.tree import Tree, value

Event = dict[str, Any]
"""One line of a draft: ``{k, v}`` an answer, ``{k, skip}`` a skip, ``{at}`` or ``{at, only}`` a place gone to."""

END = ""
"""Where a person stands when all has been asked: the look back over everything."""

_PROMPT_KINDS = {"picks": "many"}


@dataclass(frozen=True)
class Step:
    """One thing to ask: a question, or one field of one thing, or the words of one pick."""

    key: str
    part: int
    question: Question
    field: Field
    thing: str = ""
    nth_thing: int = 0
    pick: str = ""
    nth: int = 0


class Flow:
    """One sitting with a questionnaire, over a plan (an empty one for a first plan).

    ``length`` keeps to the questions marked with it; empty means all. ``wanted`` asks for at least so many
    things in a list, by question id. ``options`` gives the pick-lists that come from outside.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        base: Tree,
        options: OptionsSource,
        words: Words,
        length: str = "",
        wanted: Mapping[str, int] | None = None,
    ) -> None:
        self.questionnaire = questionnaire
        self.base = base
        self.options = options
        self.words = words
        self.length = length
        self.wanted = wanted or {}
        self.answers: dict[str, Value | None] = {}
        for question in questionnaire.questions:
            self.answers |= writes.read_from(question, base)
        self.given: set[str] = set()
        self.only = ""
        self._stood = END
        self._broken_off: set[str] = set()
        self._made: tuple[list[Step], Tree] | None = None
        self.at = self.steps[0].key if self.steps else END

    # --- where things stand ---

    @property
    def steps(self) -> list[Step]:
        """Every step on the present path, in order."""
        return self._worked_out()[0]

    @property
    def plan_so_far(self) -> Tree:
        """The plan tree with every answer on the present path in it."""
        return self._worked_out()[1]

    @property
    def step(self) -> Step | None:
        """The step the person stands at; None at the end."""
        return next((step for step in self.steps if step.key == self.at), None)

    def _worked_out(self) -> tuple[list[Step], Tree]:
        if self._made is None:
            tree, steps = self.base, []
            for number, part in enumerate(self.questionnaire.parts):
                for question in part.questions:
                    if self._asked(question, tree):
                        steps += self._steps_of(number, question, tree)
                        tree = self._written(question, tree)
            self._made = (steps, tree)
        return self._made

    def _asked(self, question: Question, tree: Tree) -> bool:
        return (not self.length or self.length in question.lengths) and question.when.holds(tree, self.words)

    def _written(self, question: Question, tree: Tree) -> Tree:
        if question.id not in self.given or not question.keep:
            return tree
        return writes.written(question, tree, self.answers, lambda field, thing: self._options(field, thing, tree))

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

    # --- the steps of a question ---

    def _steps_of(self, part: int, question: Question, tree: Tree) -> list[Step]:
        if question.field.kind != "things":
            first = Step(question.id, part, question, question.field)
            return [first, *self._pick_steps(first)]
        steps: list[Step] = []
        for nth, slot in enumerate(self._slots(question, tree)):
            steps += self._thing_steps(part, question, slot, nth, tree)
        return steps

    def _slots(self, question: Question, tree: Tree) -> list[str]:
        found = writes.slots(question, self.answers)
        wanted = self.wanted.get(question.id, 0)
        one_more = len(found) < question.first and (not found or self._first_answer(question, found[-1]) is not None)
        new = max(int(one_more), wanted - len(found))
        if new:
            taken = {used for _, used in ids.walk(self.base)} | {used for _, used in ids.walk(tree)} | set(found)
            found += itertools.islice(ids.free(question.writes, taken), new)
        return found

    def _first_answer(self, question: Question, slot: str) -> Value | None:
        return self.answers.get(f"{question.id}/{slot}/{question.fields[0].name}")

    def _thing_steps(self, part: int, question: Question, slot: str, nth: int, tree: Tree) -> list[Step]:
        steps: list[Step] = []
        open_fields = question.fields if self._first_answer(question, slot) is not None else question.fields[:1]
        thing = self._thing(question, slot)
        for field in open_fields:
            step = Step(f"{question.id}/{slot}/{field.name}", part, question, field, slot, nth)
            if self._fits(field, thing, step.key, tree):
                steps += [step, *self._pick_steps(step)]
        return steps

    def _thing(self, question: Question, slot: str) -> Tree:
        lead = f"{question.id}/{slot}/"
        return {
            field.name: self.answers[lead + field.name]
            for field in question.fields
            if self.answers.get(lead + field.name) is not None
        }

    def _fits(self, field: Field, thing: Tree, key: str, tree: Tree) -> bool:
        if field.options_from.startswith(OF_PLAN) and not self._options(field, thing, tree):
            return False
        if not field.unless_smart or self.answers.get(key) is not None:
            return True
        return field.unless_smart in smart.missing({"what": thing.get("what", "")})

    def _pick_steps(self, step: Step) -> list[Step]:
        chosen = self.answers.get(step.key)
        if step.field.kind != "picks" or not isinstance(chosen, list):
            return []
        steps: list[Step] = []
        for one in chosen:
            if one == OWN:
                steps += self._own_steps(step, len(chosen) - 1)
            elif step.field.edit:
                steps.append(replace(step, key=f"{step.key}/{one}", pick=one))
        return steps

    def _own_steps(self, step: Step, others: int) -> list[Step]:
        keys = list(writes.own_keys(step.key, self.answers))
        if (not keys or self.answers[keys[-1]] is not None) and others + len(keys) < step.field.most:
            keys.append(f"{step.key}/{OWN}-{len(keys) + 1}")
        return [replace(step, key=key, pick=OWN, nth=nth) for nth, key in enumerate(keys)]

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

    def _options(self, field: Field, thing: Mapping[str, Any], tree: Tree) -> tuple[Option, ...]:
        if field.choices or not field.options_from:
            return field.choices
        if field.options_from.startswith(OF_PLAN):
            path, _, text = field.options_from.removeprefix(OF_PLAN).rpartition(".")
            return tuple(Option(item["id"], str(item[text])) for item in value(tree, path) or [])
        return self.options(field.options_from, str(thing.get(field.match) or ""), tree)

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
