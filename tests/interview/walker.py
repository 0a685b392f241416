"""A made-up person who walks a flow every way a person can, and ends with the answers they meant all along.

Everything follows from the seed. What the person meant at a step depends on the step's key only, so a straight
run and a long walk mean the same. At every prompt the walker checks that it shows what was answered before.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from recoveryplan.interview.flow import Event, Flow
from recoveryplan.interview.prompts import Prompt, Value
from recoveryplan.interview.way import Step
from recoveryplan.interview.writes import OWN
from recoveryplan.plan.tree import value

Maker = Callable[[], Flow]
"""Makes the flow anew, as the program does when it is started again."""

MOST = 4000
_WORDS = ("sleep well", "[sponsor]", "call Dana each week", "get better", "{{ 7*7 }}", "ça va, Zoë", "save", "#1 \\ '")


class Walk:
    """One person's walk over the flow that ``make`` makes."""

    def __init__(self, make: Maker, seed: str) -> None:
        self.make = make
        self.seed = seed
        self.random = random.Random(seed)
        self.flow = make()
        self.events: list[Event] = []
        self.given: dict[str, Value | None] = dict(self.flow.answers)
        """What the person answered, as they remember it; over a plan, also what it holds."""
        self.moves = 0
        questions = self.flow.questionnaire.questions
        self.unkept = {question.id for question in questions if not question.keep}
        self.setters = [question for question in questions if question.sets]

    # --- what the person means ---

    def meant(self, step: Step) -> Value | None:
        """The answer meant at a step; None to skip it."""
        told = self._told_by_another(step)
        if told is not None:
            return told
        dice = random.Random(f"{self.seed} {step.key}")
        may_skip = not step.pick or step.pick == OWN  # a skipped pick keeps the words that stand there
        if (may_skip and dice.random() < 0.15) or not self._is_wanted(step):
            return None
        return self.some_answer(step, dice)

    def _told_by_another(self, step: Step) -> str | None:
        """The answer that comes along with one meant elsewhere: whoever means that one means this one too."""
        for question in self.setters:
            if not any(step.key in others for others in question.sets.values()):
                continue
            other = next((one for one in self.flow.steps if one.question.id == question.id), None)
            told = question.sets.get(str(self.meant(other)), {}) if other else {}
            if step.key in told:
                return told[step.key]
        return None

    def _is_wanted(self, step: Step) -> bool:
        """A second thing or own word comes only after a first one, and own words only while there is room."""
        if step.question.item and self._is_too_many(step):
            return False
        if step.pick == OWN:
            chosen = self.flow.answers[step.key.rpartition("/")[0]]
            before = self._step(f"{step.key.rpartition('-')[0]}-{step.nth}") if step.nth else None
            room = isinstance(chosen, list) and len(chosen) + step.nth <= step.field.most
            return room and (before is None or self.meant(before) is not None)
        if step.nth_thing and step.field == step.question.fields[0]:
            if self.flow.base and step.nth_thing > len(value(self.flow.base, step.question.writes) or []):
                return False  # over a plan a list would never end
            firsts = [s for s in self.flow.steps if s.question is step.question and s.field == step.field]
            return self.meant(firsts[step.nth_thing - 1]) is not None
        return True

    def _is_too_many(self, step: Step) -> bool:
        """Further items than a first plan goes over: asked only where something was said about one before."""
        most = self.flow.questionnaire.parts[step.part].most if self.flow.length and not self.flow.base else 0
        items = [item["id"] for item in value(self.flow.known_so_far, step.question.each) or []]
        return 0 < most <= items.index(step.question.item)

    def _step(self, key: str) -> Step:
        return next(step for step in self.flow.steps if step.key == key)

    def some_answer(self, step: Step, dice: random.Random) -> Value | None:
        """Any answer that fits a step."""
        prompt = self.flow.prompt(step)
        if step.field.kind == "picks" and not step.pick:
            return self._picks(step, dice)
        if prompt.kind == "many":
            return sorted(one.value for one in prompt.options if self._likes(step.key, one.value, dice)) or None
        if prompt.kind in {"choice", "named"}:
            return dice.choice([option.value for option in prompt.options])
        return _typed(prompt, dice)

    def _picks(self, step: Step, dice: random.Random) -> Value | None:
        match = str(self.flow.it(step).get(step.field.match) or "") if step.field.match else ""
        there = self.flow.picked_before(step)
        offered = [one.value for one in self.flow.options(step.field.options_from, match, self.flow.known_so_far)]
        known = [*dict.fromkeys(there.values()), *(one for one in offered if one not in there)]
        liked = [one for one in known if self._likes(step.key, one, dice)][: step.field.most]
        if dice.random() < 0.4 and len(liked) < step.field.most:
            liked.append(OWN)
        return list(liked) or None

    def _likes(self, key: str, value: str, dice: random.Random) -> bool:
        return random.Random(f"{dice.random() if dice is self.random else self.seed} {key} {value}").random() < 0.4

    # --- moves ---

    def straight(self) -> Flow:
        """Answer each question once, as meant; over a plan, part by part."""
        self._straight_on()
        if self.flow.revising:
            for part in range(len(self.flow.questionnaire.parts)):
                if any(step.part == part for step in self.flow.steps):
                    self.flow.go_over(part)
                    self._straight_on()
        return self.flow

    def _straight_on(self) -> None:
        while (step := self.flow.step) is not None:
            self._answer(step, self.meant(step))

    def wander(self, moves: int) -> None:
        """Do so many things of any kind."""
        for _ in range(moves):
            step = self.flow.step
            if step is None:
                self._at_the_end()
            else:
                self.look(step)
                self._something(step)

    def _at_the_end(self) -> None:
        move = self.random.choice([self._fix_any, self._over_any, self._back, self._again])
        move()

    def _something(self, step: Step) -> None:
        move = self.random.choices(
            [self._as_meant, self._wrong, self._skip, self._back_from, self._keep, self._again_from, self._half,
             self._second_thought, self._part_back],
            [40, 14, 8, 18, 8, 6, 4, 4, 4],
        )[0]  # fmt: skip
        move(step)

    def _as_meant(self, step: Step) -> None:
        self._answer(step, self.meant(step))

    def _wrong(self, step: Step) -> None:
        self._answer(step, self.some_answer(step, self.random))

    def _skip(self, step: Step) -> None:
        self._answer(step, None)

    def _keep(self, step: Step) -> None:
        if self.given.get(step.key) is not None:
            self._kept(step, self.flow.keep())

    def _half(self, step: Step) -> None:
        """Some words of a typed answer are kept, and no more yet."""
        if self.flow.prompt(step).kind in {"text", "long"}:
            event: Event = {"k": step.key, "v": "one line", "partial": True}
            self.flow.apply(event)
            self.given[step.key] = "one line"
            self._kept(step, event)

    def _second_thought(self, step: Step) -> None:
        """Words are taken and then asked for once more, as after a number to start from and after a hint."""
        if step.field.kind == "text":
            self._answer(step, "words to start from")
            self.given[step.key] = self.meant(step) or "other words"
            self._kept(step, self.flow.put_right(step.key, self.given[step.key] or ""))

    def _back_from(self, _: Step) -> None:
        self._back()

    def _back(self) -> None:
        event = self.flow.back()
        if event is not None:
            self.events.append(event)

    def _again_from(self, _: Step) -> None:
        self._again()

    def _again(self) -> None:
        """Save, and go on another day. What is kept nowhere is gone, and the person may be asked for it again."""
        before = self.flow
        self.flow = self.make()
        self.flow.resume(json.loads(json.dumps(self.events)))
        self.given = {key: value for key, value in self.given.items() if key not in self.unkept}
        assert self.flow.at in {before.at, *self.unkept}  # no event tells that such a question was answered
        assert self.flow.plan_so_far == before.plan_so_far
        assert {k: v for k, v in self.flow.answers.items() if k not in self.unkept} == {
            k: v for k, v in before.answers.items() if k not in self.unkept
        }
        again = self.flow.unkept_before()
        if again and self.random.random() < 0.5:
            self.events.append(self.flow.fix(again))

    def _fix_any(self) -> None:
        self._fix_one_of(self.flow.steps)

    def _over_any(self) -> None:
        parts = sorted({step.part for step in self.flow.steps})
        if parts:
            self.events.append(self.flow.go_over(self.random.choice(parts)))

    def _part_back(self, step: Step) -> None:
        """At the end of a part the person goes back to something in it, or all through it."""
        behind = [one for one in self.flow.steps if one.part < step.part]
        if not behind or self.flow.only:
            return
        if self.random.random() < 0.5:
            self._fix_one_of([one for one in behind if one.part == behind[-1].part])
        else:
            self.events.append(self.flow.go_over(behind[-1].part))

    def _fix_one_of(self, steps: list[Step]) -> None:
        things = [f"{step.question.id}/{step.thing}" for step in steps if step.thing]
        asked = list(dict.fromkeys([*(step.question.id for step in steps), *things]))
        if asked:
            self.events.append(self.flow.fix(self.random.choice(asked)))

    def _answer(self, step: Step, value: Value | None) -> None:
        event = self.flow.skip() if value is None else self.flow.accept(value)
        self.given[step.key] = event.get("v")  # the words offered, where those of a pick were skipped
        self._kept(step, event)
        for name, words in step.question.sets.get(str(value), {}).items():
            self.events += self.flow.give(name, words)
            self.given[name] = words

    def _kept(self, step: Step, event: Event) -> None:
        if step.question.keep or "at" in event:
            self.events.append(event)
        self.moves += 1
        assert self.moves < MOST, "the walk never ends"

    # --- at last ---

    def look(self, step: Step) -> None:
        """The prompt shows what was answered before."""
        prompt = self.flow.prompt(step)
        before = self.given.get(step.key)
        shown = before if step.key in self.given else self.flow.said_last(step)  # what the plan says, where it is asked
        assert before in {None, prompt.prefill or None} if step.pick else shown == prompt.present, step.key

    def put_right(self) -> Flow:
        """Make every answer the meant one, from the first question on or from the look back."""
        ways = [self._by_parts, self._by_fixing] if self.flow.revising else [self._from_the_start, self._by_fixing]
        self.random.choice(ways)()
        assert self.flow.step is None
        return self.flow

    def _from_the_start(self) -> None:
        self._forward()  # a fix under way comes to its end
        while (event := self.flow.back()) is not None:
            self.events.append(event)
        self._forward()

    def _forward(self) -> None:
        while (step := self.flow.step) is not None:
            self.look(step)
            meant = self.meant(step)
            if meant is not None and self.given.get(step.key) == meant:
                self._kept(step, self.flow.keep())
            else:
                self._answer(step, meant)
            if self.random.random() < 0.02:
                self._again()

    def _by_parts(self) -> None:
        self._forward()
        for part in range(len(self.flow.questionnaire.parts)):
            if any(step.part == part for step in self.flow.steps):
                self.events.append(self.flow.go_over(part))
                self._forward()

    def _by_fixing(self) -> None:
        self._forward()
        while wrong := self._wrong_question():
            self.events.append(self.flow.fix(wrong))
            self._forward()

    def _wrong_question(self) -> str:
        for step in self.flow.steps:
            if step.key not in self.given or self.given[step.key] != self.meant(step):
                return step.question.id
        return ""


def _typed(prompt: Prompt, dice: random.Random) -> Value:
    makers: dict[str, Callable[[], Any]] = {
        "number": lambda: dice.randint(prompt.least, prompt.most),
        "scale": lambda: dice.randint(prompt.least, prompt.most),
        "yes_no": lambda: dice.choice(["yes", "no"]),
        "date": lambda: f"20{dice.randint(26, 40)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
        "long": lambda: "\n".join(dice.choices(_WORDS, k=3)),
    }
    make = makers.get(prompt.kind, lambda: f"{dice.choice(_WORDS)} {dice.randint(1, 99)}")
    return make()  # type: ignore[no-any-return]
