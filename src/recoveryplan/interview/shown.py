"""What is shown of a step: its prompt with every word filled in, where the person is, and what a list offers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from recoveryplan.interview.along import RECORD
from recoveryplan.interview.prompts import Option, Prompt, Value
from recoveryplan.interview.questions import Field, Question, Shows
from recoveryplan.interview.way import Step, Way
from recoveryplan.interview.writes import OWN
from recoveryplan.plan.tree import Tree, value, values
from recoveryplan.wording import setbacks

_PROMPT_KINDS = {"picks": "many"}

_TAKES_OUT = "Skip takes it out of your plan."

_FEW_PARTS, _FEW_QUESTIONS = 12, 24

# Guesses, told as "about": a list of things takes several answers.
_MINUTES, _MINUTES_OF = 0.4, {"things": 1.2, "scale": 0.1}


class Shown(Way):
    """A way whose steps can be shown."""

    def _begin(self) -> None:
        self._least_left = 999
        self._broken_off: set[str] = set()

    def prompt(self, step: Step) -> Prompt:
        """Everything a prompter needs to ask this step."""
        thing = self.it(step)
        present = self.answers.get(step.key)
        if step.key not in self.answers and not step.pick:
            present = self.said_last(step)
        part = self.questionnaire.parts[step.part]
        shown = self._asked_of_pick(step, thing) if step.pick else self._asked_of_field(step, thing)
        prefill = self._prefill(step, thing) if step.pick else ""
        return replace(
            shown,
            present=None if prefill else present,
            prefill=prefill,
            partial=step.key in self._broken_off,
            place="" if self.revising else self._place(step),
            heading=self._heading(step, thing),
            intro=self._filled(part.intro, step, thing),
            left="" if self.revising else self._left(step),
        )

    def _heading(self, step: Step, thing: Tree) -> str:
        part = "" if self.revising else self._part_of(step)
        return f"{part} · {self._title(step, thing)}" if part else self._title(step, thing)

    def _title(self, step: Step, thing: Tree) -> str:
        """A part's title; where the question does not say which item it is about, the title does."""
        title = self.questionnaire.parts[step.part].title
        names_it = not step.question.item or "{it}" in title + step.field.ask
        return self._filled(title if names_it else f"{title}: {{it}}", step, thing)

    def _asked_of_field(self, step: Step, thing: Tree) -> Prompt:
        field = step.field
        following = bool(step.nth_thing) and self.answers.get(step.key) is None
        ask = field.words(self.length, following)
        if self.revising and step.thing and self._is_first(step) and not following:
            ask = f"{ask} {_TAKES_OUT}"
        return Prompt(
            key=step.key,
            one_more=(following and self._is_first(step)) or self._enter_skips(field),
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
            past=field.past,
            ahead=field.ahead,
        )

    def is_broken_off(self, key: str) -> bool:
        """Whether some lines of a long answer were typed, and it was not ended."""
        return key in self._broken_off

    def _enter_skips(self, field: Field) -> bool:
        """Whether Enter alone goes on without an answer: along a plan that is there nothing has to be said."""
        return self.along is not None and field.kind in {"text", "long", "number", "scale", "date", "many"}

    def said_last(self, step: Step) -> Value | None:
        """What the plan says so far, where a question asks it again: Enter keeps it."""
        path = step.field.last
        found: Any = value({"it": self.it(step), **self.base}, path) if path else None
        is_number = step.field.kind in {"scale", "number"} and str(found).isdecimal()
        said: Value | None = int(found) if is_number else found
        return said

    def shows(self, part: int) -> list[tuple[Shows, list[str]]]:
        """What is shown before a part, each with a line for each thing; what has none is left out."""
        found = [(one, self._listed(one)) for one in self.questionnaire.parts[part].shows]
        return [(one, listed) for one, listed in found if listed]

    def _listed(self, shows: Shows) -> list[str]:
        tree = self.known_so_far
        items = value(tree, shows.of) or []
        if shows.among:
            chosen = values(tree, shows.among)
            items = [item for item in items if item["id"] in chosen]
        told = [[str(item[name]) for name in shows.fields if item.get(name)] for item in items]
        return ["  ".join(parts) for parts in told if parts]

    def _is_first(self, step: Step) -> bool:
        """Whether a step asks for the field that a thing of a list can not be without."""
        return bool(step.question.fields) and step.field == step.question.fields[0]

    def _asked_of_pick(self, step: Step, thing: Tree) -> Prompt:
        own = step.pick == OWN
        ask = step.field.ask_own if own else step.field.ask_edit
        if own and step.nth:
            ask = "Is there another one? Type it, or skip to go on."
        more = own and bool(step.nth)
        return Prompt(step.key, "text", self._filled(ask, step, thing), help=step.field.help, one_more=more)

    def _filled(self, ask: str, step: Step, thing: Tree) -> str:
        ask = self._worded(ask)
        if "{it}" not in ask:
            return ask
        first = step.question.fields[0].name if step.question.fields else ""
        return ask.replace("{it}", str(thing.get(first, "")) if first else self._named(step.question, thing))

    def _worded(self, ask: str) -> str:
        """The words with the person's own word for a setback in them."""
        if "{setback}" not in ask:
            return ask
        return ask.replace("{setback}", setbacks.named(value(self.base, "preferences.word_for_setback")))

    def _named(self, question: Question, item: Tree) -> str:
        """An item in words: its own, or those of its kind."""
        own = next((str(item[name]) for name in ("what", "text", "name", "sign", "who") if item.get(name)), "")
        return own or self.kind_words(question.each, str(item.get("kind") or ""))

    def part_title(self, part: int) -> str:
        """A part's title; of one that goes over items, that of its first item."""
        step = next(step for step in self.steps if step.part == part)
        each = self.questionnaire.parts[part]
        title = each.title.replace(": {it}", "").replace("{it}", "…")
        return title if each.each else self._filled(title, step, {})

    def label(self, step: Step) -> str:
        """A question's label, with the item it is asked of."""
        label = step.question.label
        return f"{self._named(step.question, self.it(step))} · {label}" if step.question.item else label

    def kind_words(self, path: str, kind: str) -> str:
        """The words of a kind, as the question that fills a list shows them; without what stands in brackets."""
        fills = (q.field for q in self.questionnaire.questions if q.writes == path)
        words = next((o.text for field in fills for o in field.choices if o.value == kind), kind)
        return words.partition(" (")[0]

    def _prefill(self, step: Step, thing: Tree) -> str:
        present = self.answers.get(step.key)
        if present or step.pick == OWN:
            return str(present or "")
        found = next((option for option in self._shown_options(step, thing) if option.value == step.pick), None)
        return (found.fill or found.text) if found else ""

    def options_of(self, step: Step) -> tuple[Option, ...]:
        """What a pick-list offers at this step, with what the plan has there already."""
        return self._shown_options(step, self.it(step))

    def _shown_options(self, step: Step, thing: Tree) -> tuple[Option, ...]:
        field = step.field
        options = field.choices or self._options(field, thing, self.known_so_far)
        if field.kind != "picks":
            # What an item was made from is no other thing to put in its place.
            return tuple(one for one in options if one.value != thing.get("option"))
        items = self._items_before(step)
        used = {item.get("from") for item in items} | self._in_plan(step)
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

    def _in_plan(self, step: Step) -> set[Any]:
        """What the plan's own list holds already, where a record adds to it: the options, as those are not offered."""
        path = step.question.writes.removeprefix(f"{RECORD}.") if self.along and not step.thing else ""
        items = value(self.base, path) if path else None
        return {item.get("from") for item in items} if isinstance(items, list) else set()

    def picked_before(self, step: Step) -> dict[str, str]:
        """What the plan's list holds already: the option it came from, and its words → its id."""
        items = self._items_before(step)
        by_words = {str(item[step.field.text_key]): str(item["id"]) for item in items}
        return by_words | {str(item["from"]): str(item["id"]) for item in items if item.get("from")}

    def _list_key(self, step: Step) -> str:
        return f"{step.question.id}/{step.thing}/{step.field.name}" if step.thing else step.question.id

    def _items_before(self, step: Step) -> list[Any]:
        items = value(self.base, step.question.writes) or []
        if not step.thing:
            return list(items)
        found: Tree = next((item for item in items if item.get("id") == step.thing), {})
        return list(found.get(step.field.name) or [])

    def _place(self, step: Step) -> str:
        if self.along and len({s.part for s in self.steps}) > 1:  # each answer opens others: a number would jump
            return ""
        asked = list(dict.fromkeys(s.question.id for s in self.steps))
        number = asked.index(step.question.id) + 1
        few = len(asked) <= _FEW_QUESTIONS
        part = self._part_of(step)
        return (f"{part}, question {number}" if part else f"Question {number}") + (f" of {len(asked)}" if few else "")

    def _part_of(self, step: Step) -> str:
        """Where the person is; going over the items of a list belongs to the part before it.

        Of a long interview the total is not told: it would only weigh on a person. The minutes left are.
        """
        parts = [one for one in dict.fromkeys(s.part for s in self.steps) if not self.questionnaire.parts[one].each]
        if self.along:
            return ""
        number = max(sum(one <= step.part for one in parts), 1)
        return f"Part {number} of {max(len(parts), 1)}" if len(parts) <= _FEW_PARTS else f"Part {number}"

    def _left(self, step: Step) -> str:
        ahead = {s.question.id: s.question.field.kind for s in self.steps[self.steps.index(step) :]}
        minutes = round(sum(_MINUTES_OF.get(kind, _MINUTES) for kind in ahead.values()))
        # Answers open questions; a number that grows would feel like going back.
        self._least_left = minutes = min(minutes, self._least_left)
        return f"about {minutes} minutes left" if minutes > 1 else "about a minute left"
