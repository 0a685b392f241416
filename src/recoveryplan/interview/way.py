"""The way through an interview: from what was answered so far, every step there is, and the plan so far."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from recoveryplan.interview import writes
from recoveryplan.interview.along import RECORD, Along
from recoveryplan.interview.guide import Guide
from recoveryplan.interview.prompts import Option, Value
from recoveryplan.interview.questions import LATER, OF_PLAN, UNKEPT, Field, OptionsSource, Part, Question, Questionnaire
from recoveryplan.interview.writes import OWN
from recoveryplan.plan import ids, links, smart
from recoveryplan.plan.conditions import Words
from recoveryplan.plan.tree import Tree, value, values


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


def _of_plan(path: str, tree: Tree) -> Iterator[Option]:
    """The things of one list of the plan, to choose from."""
    things, _, text = path.rpartition(".")
    for item in value(tree, things) or []:
        if item.get(text):
            yield Option(item["id"], str(item[text]), _about(item, str(item[text])))


_SHORT, _BRIEF = 40, 32
"""Words of up to so many signs are told apart by what they are about, in up to so many."""


def _about(item: Mapping[str, Any], words: str) -> str:
    """What stands behind a thing in a list: what it is about, where its own words are too short to tell."""
    about = str(item.get("about") or "")
    if len(words) > _SHORT or len(about) <= _BRIEF:
        return about if len(words) <= _SHORT else ""
    return about[:_BRIEF].rsplit(" ", 1)[0].rstrip(",;:") + " …"


class _Made:
    """What is worked out from the answers: the plan so far, the steps, and what does not fit any more."""

    def __init__(self, base: Tree) -> None:
        self.tree = base
        self.steps: list[Step] = []
        self.hidden: dict[str, str] = {}


class Way:
    """The steps of a questionnaire over a plan (an empty one for a first plan), for the answers there are.

    ``length`` keeps to the questions marked with it; empty means all. ``wanted`` asks for at least so many things in
    a list, by question id. ``options`` gives the pick-lists that come from outside. ``among`` keeps to some questions.
    ``guide`` knows the offers; those that were answered are in the plan so far. With ``along`` the questions are
    asked in order though there is a plan, and fill a record beside it.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        base: Tree,
        options: OptionsSource,
        words: Words,
        length: str = "",
        wanted: Mapping[str, int] | None = None,
        among: Collection[str] = (),
        guide: Guide | None = None,
        along: Along | None = None,
    ) -> None:
        self.questionnaire = questionnaire
        self.along = along
        self.revising = bool(base) and along is None
        """Whether the person chooses what to change in a plan that is there, and is not asked in order."""
        self.base = base
        self.options = options
        self.words = words
        self.length = length
        self.wanted = wanted or {}
        self.among = frozenset(among)
        self.guide = guide
        self.offers: dict[str, str] = {}
        self.offers_seen: dict[str, list[str]] = {}
        self.answers: dict[str, Value | None] = {}
        self._of_items: dict[str, Question] = {}
        for part in questionnaire.parts:
            for question, _ in self._over(part, lambda: base):
                self.answers |= writes.read_from(question, base)
        self.given: set[str] = set()
        self._on_base = {
            question.id
            for part in questionnaire.parts
            for question, item in self._over(part, lambda: base)
            if self._fitting(question, item, base)
        }
        self._made: _Made | None = None
        self._walked: list[tuple[Tree, frozenset[str]]] = []
        self._begin()

    def _begin(self) -> None:
        """Called when all is set up."""

    @property
    def steps(self) -> list[Step]:
        """Every step on the present path, in order."""
        return self._worked_out().steps

    @property
    def plan_so_far(self) -> Tree:
        """The plan tree with every answer on the present path in it."""
        return {name: part for name, part in self._worked_out().tree.items() if name not in (UNKEPT, RECORD)}

    @property
    def record(self) -> Tree:
        """The record so far, where the questions fill one."""
        return dict(self._worked_out().tree.get(RECORD) or {})

    @property
    def known_so_far(self) -> Tree:
        """The plan so far, and with it the answers that are kept nowhere, in the group ``unkept``."""
        return self._worked_out().tree

    @property
    def country(self) -> str | None:
        """The country whose help lines are shown; None while it is not known."""
        found = value(self.known_so_far, "preferences.country")
        return str(found) if found else None

    @property
    def hidden(self) -> dict[str, str]:
        """Questions and added offers that do not fit the other answers any more: id → label."""
        return self._worked_out().hidden

    def _worked_out(self) -> _Made:
        if self._made is None:
            made = _Made(self.base)
            for number, part in enumerate(self.questionnaire.parts):
                for question, item in self._over(part, lambda: made.tree):
                    self._take(made, number, question, item)
            if self.given:  # what was taken out may be named by what this sitting never touched
                made.tree = links.without_lost(made.tree)
            if self.along:
                made.tree = self.along.applied(made.tree)
            if self.guide and self.offers:
                made.hidden |= self.guide.left_out(made.tree, self.offers)
                made.tree = self.guide.taken(made.tree, self.offers, self.offers_seen)
            self._made = made
        return self._made

    def _over(self, part: Part, tree: Callable[[], Tree]) -> Iterator[tuple[Question, Tree]]:
        """The questions of a part, each with the item it is about; ``tree`` gives the plan as it is by then."""
        if not part.each:
            yield from ((question, {}) for question in part.questions)
            return
        # Over a plan that is there, each item can be reached; a first plan keeps to a few, not to be too much.
        most = part.most if self.length and not self.base else 0
        items = value(tree(), part.each) or []
        if part.among:
            chosen = values(tree(), part.among)
            items = [item for item in items if item["id"] in chosen]
        for nth, item in enumerate(items):
            if most and nth >= most and not self._said_of(part, item["id"]):
                continue
            for question in part.questions:
                # Looked up anew: the questions before it may have changed the item.
                yield self._of_item(question, item["id"]), value(tree(), f"{part.each}[id={item['id']}]") or {}

    def _of_item(self, question: Question, item: str) -> Question:
        """The question of one item, made once: the way is worked out anew at every answer."""
        name = f"{question.id}/{item}"
        if name not in self._of_items:
            self._of_items[name] = question.of_item(item)
        return self._of_items[name]

    def _said_of(self, part: Part, item: str) -> bool:
        """Whether something was answered about an item: that is never dropped for being too much."""
        names = {f"{question.id}/{item}" for question in part.questions}
        said = (key for key, answer in self.answers.items() if answer is not None)
        return any(key in names or key.rpartition("/")[0] in names for key in said)

    def _take(self, made: _Made, part: int, question: Question, item: Tree) -> None:
        """Put one question into what is being worked out, if it fits the answers before it."""
        if self._fitting(question, item, made.tree):
            if self._wished(question):
                made.steps += self._steps_of(part, question, made.tree)
            made.tree = self._seen(self._written(question, made.tree))
            return
        if self._answered(question):
            made.hidden[question.id] = question.label
        # What the plan held is left out with it; what never fitted it (written by hand) stays as it is.
        if question.id in self._on_base:
            made.tree = writes.without(question, made.tree)

    def _seen(self, tree: Tree) -> Tree:
        """The tree with what the answers of its record say together."""
        return {**tree, RECORD: self.along.seen(tree.get(RECORD) or {})} if self.along else tree

    def _fitting(self, question: Question, item: Tree, tree: Tree) -> bool:
        return question.when.holds({**tree, "it": item} if question.item else tree, self.words)

    def _wished(self, question: Question) -> bool:
        name = question.id.partition("/")[0]
        lengths = {self.length, LATER} if self.revising else {self.length}
        asked = not self.length or not lengths.isdisjoint(question.lengths)
        return asked and (not self.among or name in self.among)

    def _answered(self, question: Question) -> bool:
        """Whether it has an answer that belongs to the plan: given in this sitting, or asked for by the plan."""
        if question.id not in self.given and question.id not in self._on_base:
            return False
        lead = f"{question.id}/"
        return any(v is not None for k, v in self.answers.items() if k == question.id or k.startswith(lead))

    def _written(self, question: Question, tree: Tree) -> Tree:
        if question.id not in self.given:
            return tree
        return writes.written(
            question,
            tree,
            self.answers,
            lambda field, thing: self._options(field, thing, tree),
            lambda field, thing: field.when.holds({**tree, "it": thing}, self.words),
        )

    # --- the steps of a question ---

    def _steps_of(self, part: int, question: Question, tree: Tree) -> list[Step]:
        if question.field.kind != "things":
            first = Step(question.id, part, question, question.field)
            item = value(tree, f"{question.each}[id={question.item}]") if question.item else {}
            return [first, *self._pick_steps(first)] if self._fits(question.field, item, first.key, tree) else []
        steps: list[Step] = []
        for nth, slot in enumerate(self._slots(question, tree)):
            steps += self._thing_steps(part, question, slot, nth, tree)
        return steps

    def _slots(self, question: Question, tree: Tree) -> list[str]:
        found = writes.slots(question, self.answers)
        wanted = self.wanted.get(question.id, 0)
        new = max(int(self._one_more(question, found)), wanted - len(found))
        if new:
            taken = self._ids_in(self.base) | self._ids_in(tree) | set(found)
            found += itertools.islice(ids.free(question.writes, taken), new)
        return found

    def _ids_in(self, tree: Tree) -> frozenset[str]:
        """Every id of a tree; the last few are kept, since most questions change nothing."""
        known = next((used for one, used in self._walked if one is tree), None)
        if known is None:
            known = frozenset(used for _, used in ids.walk(tree))
            self._walked = [(tree, known), *self._walked[:2]]
        return known

    def _one_more(self, question: Question, found: list[str]) -> bool:
        """Whether another thing is asked for: until one is skipped. A plan that is there may grow as it likes."""
        there = {item["id"] for item in value(self.base, question.writes) or []}
        full = len(found) >= question.most_asked(self.length) and not there
        return not full and (not found or found[-1] in there or self._first_answer(question, found[-1]) is not None)

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

    def it(self, step: Step) -> Tree:
        """The thing or item that a step asks about; nothing for a question of its own."""
        question = step.question
        if question.item:
            return value(self.known_so_far, f"{question.each}[id={question.item}]") or {}
        return self._thing(question, step.thing) if step.thing else {}

    def _fits(self, field: Field, thing: Tree, key: str, tree: Tree) -> bool:
        if field.lengths and self.length and self.length not in field.lengths:
            return False
        if not field.when.holds({**tree, "it": thing}, self.words):
            return False
        if field.options_from.startswith(OF_PLAN) and not self._options(field, thing, tree):
            return False
        if not field.unless_smart or self.answers.get(key) is not None:
            return True
        what = str(thing.get("what", ""))
        # Who means to stop is not helped to name a day for it: a doctor may have to be asked first.
        careful = smart.about_stopping(what) or (
            "disulfiram" in values(tree, "medicine.items.kind") and smart.about_drinking(what)
        )
        return field.unless_smart in smart.missing({"what": what}) and not careful

    def _pick_steps(self, step: Step) -> list[Step]:
        chosen = self.answers.get(step.key)
        if step.field.kind != "picks" or not isinstance(chosen, list):
            return []
        steps: list[Step] = []
        for one in sorted(chosen, key=lambda one: one != OWN):  # own words first: they were picked to be typed
            if one == OWN:
                steps += self._own_steps(step, len(chosen) - 1)
            elif step.field.edit and self.length != "easy":
                steps.append(replace(step, key=f"{step.key}/{one}", pick=one))
        return steps

    def _own_steps(self, step: Step, others: int) -> list[Step]:
        keys = list(writes.own_keys(step.key, self.answers))
        if (not keys or self.answers[keys[-1]] is not None) and others + len(keys) < step.field.most:
            keys.append(f"{step.key}/{OWN}-{len(keys) + 1}")
        return [replace(step, key=key, pick=OWN, nth=nth) for nth, key in enumerate(keys)]

    def _options(self, field: Field, thing: Mapping[str, Any], tree: Tree) -> tuple[Option, ...]:
        if field.choices or not field.options_from:
            return field.choices
        if field.options_from.startswith(OF_PLAN):
            return tuple(itertools.chain.from_iterable(_of_plan(path, tree) for path in field.plan_paths))
        return self.options(field.options_from, str(thing.get(field.match) or ""), tree)
