"""The interview as a state machine: next, back, skip, fix. It knows no terminal and no disk.

Its whole state is what was answered (in order), and where the person stands. The steps ahead are worked out
anew from that each time, so that a resumed interview is in the same state as one that never stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from recoveryplan.interview import kinds, writes
from recoveryplan.interview.guide import STATUS
from recoveryplan.interview.prompts import Value
from recoveryplan.interview.questions import Field
from recoveryplan.interview.shown import Shown
from recoveryplan.interview.way import Step
from recoveryplan.interview.writes import OWN
from recoveryplan.plan import ids

Event = dict[str, Any]
"""One line of a draft: ``{k, v}`` an answer (``beside``: better words for one just given), ``{k, skip}`` a skip,
``{forget}`` a question's answers taken back, ``{offer, status}`` an offer answered, ``{offered}`` offers looked at,
``{at}`` a place gone to (``only``: for that question or part; ``then``: where to go after it; ``kept``: the answer
that was left as it is)."""

END = ""
"""Where a person stands when all has been asked: the look back over everything."""

_SAID_TO_OFFERS = (*STATUS.values(), "open")

_PART = "part:"
"""What stands before a part's id where the person went back to a whole part."""


class Flow(Shown):
    """One sitting with a questionnaire: where the person stands on the way, and the moves they can make."""

    def _begin(self) -> None:
        super()._begin()
        self.only = ""
        self._went_on = False
        self.kept: set[str] = set()
        self.looked = False
        self._stood = END
        # Over a plan that is there, the person starts at the look back and chooses what to change.
        self._open_on_base = {s.key for s in self.steps if s.key not in self.answers} if self.revising else set()
        self.at = self.steps[0].key if self.steps and not self.revising else END

    @property
    def step(self) -> Step | None:
        """The step the person stands at; None at the end."""
        return next((step for step in self.steps if step.key == self.at), None)

    # --- moves; each gives the event that a draft keeps ---

    def accept(self, value: Value) -> Event:
        """Take the answer to the present step and go on."""
        return self._moved({"k": self.at, "v": value})

    def put_right(self, key: str, value: Value) -> Event:
        """Take better words for an answer just given; what they open in its question is asked next."""
        return self._moved({"k": key, "v": value, "beside": True})

    def skip(self) -> Event:
        """Leave the present step empty and go on. At the words of a pick it is the words offered that stay."""
        step = self.step
        words = self._prefill(step, self.it(step)) if step and step.pick and step.pick != OWN else ""
        return self._moved({"k": self.at, "v": words} if words else {"k": self.at, "skip": True})

    def give(self, question_id: str, value: Value) -> list[Event]:
        """Answer another question along with the present one; the person stays where they are.

        The events are those of going back and changing it: a draft does not tell what it came along with.
        """
        here = {"at": self.at, "only": self.only, "then": self._stood}
        there = [self.fix(question_id)] if any(step.question.id == question_id for step in self.steps) else []
        return [*there, self._moved({"k": question_id, "v": value}), self._moved(here)]

    def keep(self) -> Event:
        """Leave the present answer as it is and go on."""
        step, kept = self.step, self.at
        event: Event = {"at": self._after(kept), "only": self.only, "then": self._stood}
        return self._moved(event | ({"kept": kept} if step and step.question.keep else {}))

    def back(self) -> Event | None:
        """Go to the step before, or out of what the person went back to; None where there is nothing before it."""
        steps = self.steps
        place = next((n for n, step in enumerate(steps) if step.key == self.at), len(steps))
        if self.only and not (place and self._is_under_way(steps[place - 1])):
            gone = self._stood != END and self._stood not in [step.key for step in steps]
            return self._moved({"at": self._first_open() if gone else self._stood})
        if not place or (self.revising and place == len(steps)):
            return None
        return self._moved({"at": steps[place - 1].key, "only": self.only, "then": self._stood})

    def fix(self, question_id: str) -> Event:
        """Go to one question, or one thing of a list (``people/p1``); after it the person stands where they stood."""
        first = next(step.key for step in self.steps if question_id in _names_of(step))
        return self._moved({"at": first, "only": question_id, "then": self.at})

    def go_over(self, part: int) -> Event:
        """Go through one part from its first question; after it the person stands where they stood."""
        first = next(step.key for step in self.steps if step.part == part)
        return self._moved({"at": first, "only": f"{_PART}{self.questionnaire.parts[part].id}", "then": self.at})

    def include(self, part: int) -> None:
        """Take one more part's questions in, where the person goes over some only."""
        if self.among:
            self.among |= {question.id for question in self.questionnaire.parts[part].questions}
            self._made = None
            self._open_on_base |= {s.key for s in self.steps if s.part == part and s.key not in self.answers}

    def answer_offer(self, offer: str, status: str) -> Event:
        """Take what the person said to an offer: added, later, declined, or open for nothing after all.

        It keeps the answers it was said with: they may change before the plan is saved.
        """
        seen = self.guide.seen(self.plan_so_far, offer) if self.guide else []
        return self._moved({"offer": offer, "status": status, "seen": seen})

    def look(self) -> Event:
        """Note that the offers were looked at, so that they do not come up by themselves again."""
        return self._moved({"offered": True})

    def _moved(self, event: Event) -> Event:
        self.apply(event)
        return event

    def apply(self, event: Event) -> None:
        """Put one event of a draft into effect. Events about questions that are gone change nothing."""
        if "forget" in event:
            self._forget(str(event["forget"]))
        elif "offer" in event:
            self._take_offer(event)
        elif "offered" in event:
            self.looked = True
        elif "at" in event:
            self.kept |= {self._present_name(str(event["kept"]))} if "kept" in event else set()
            self.only = self._present_name(str(event.get("only") or ""))
            self.at = self._present_name(str(event["at"]))
            self._stood = self._present_name(str(event.get("then") or END))
        elif "k" in event and ("v" in event or event.get("skip")):
            key = self._present_name(str(event["k"]))
            if key.partition("/")[0] not in self.questionnaire.by_id:
                return
            self.answers[key] = None if event.get("skip") else event["v"]
            self.given.add(self.questionnaire.question_of(key))
            (self._broken_off.add if event.get("partial") else self._broken_off.discard)(key)
            self._made = None
            if event.get("beside"):
                self._stay(key)
            else:
                self.at = key if event.get("partial") else self._after(key)

    def _take_offer(self, event: Event) -> None:
        """What was said to an offer; a line that says nothing we know changes nothing."""
        if event.get("status") in _SAID_TO_OFFERS:
            name, seen = str(event["offer"]), event.get("seen")
            self.offers[name] = str(event["status"])
            self.offers_seen[name] = [str(line) for line in seen] if isinstance(seen, list) else []
            self._made = None

    @property
    def offers_answered(self) -> list[str]:
        """What this sitting has said to offers, as far as it is in the plan: added, later, declined."""
        before = self.base.get("offers") or []
        return [str(one["status"]) for one in self.plan_so_far.get("offers") or () if one not in before]

    def _of_today(self, event: Event) -> Event:
        """An event of a draft; an answer that its question does not take any more counts as a skip."""
        key = self._present_name(str(event.get("k", "")))
        if (
            "v" not in event
            or key.partition("/")[0] not in self.questionnaire.by_id
            or event["v"] == self.answers.get(key)
        ):
            return event
        field, picked = self._field_of(key)
        if field is None or self._is_no_slot(key):
            return {}
        also = self.answers.get(key) if isinstance(self.answers.get(key), list) else []
        found = kinds.fitting("text" if picked else field.kind, field, event["v"], also)
        return event if found == event["v"] else {"k": key, "skip": True} if found is None else event | {"v": found}

    def _is_no_slot(self, key: str) -> bool:
        """Whether a key is that of a list, or of something in it that no id can be: a line that was damaged."""
        name, _, rest = key.partition("/")
        question = self.questionnaire.by_id[name]
        return bool(question.fields) and not ids.is_id(rest.partition("/")[0])

    def _field_of(self, key: str) -> tuple[Field | None, bool]:
        """The field that a key answers, and whether the key is that of one pick's words."""
        name, _, rest = key.partition("/")
        question = self.questionnaire.by_id[name]
        if question.each:
            return question.field, "/" in rest
        if not question.fields:
            return question.field, bool(rest)
        _, _, named = rest.partition("/")
        wanted, _, pick = named.partition("/")
        return next((field for field in question.fields if field.name == wanted), None), bool(pick)

    def _stay(self, key: str) -> None:
        """After an answer given beside the present step: stay there, unless it opened more of its own question."""
        if self.at != END and self.step is None:
            self.at = self._after(key)
        keys = [step.key for step in self.steps]
        until = keys.index(self.at) if self.at in keys else len(keys)
        own = [s for s in self.steps[:until] if s.question.id == self.questionnaire.question_of(key)]
        opened = next((step for step in own if self._is_open(step)), None)
        if opened:
            self.at, self.only, self._stood = opened.key, opened.question.id, self.at

    def forget(self, question_id: str) -> Event:
        """Take back what this sitting answered to a question: the plan's own answer counts again."""
        return self._moved({"forget": question_id})

    def _forget(self, name: str) -> None:
        head, _, item = name.partition("/")
        question = self.questionnaire.by_id.get(head)
        if question is None:
            return
        kept = {k: v for k, v in self.answers.items() if self.questionnaire.question_of(k) != name}
        self.answers = kept | writes.read_from(question.of_item(item) if item else question, self.base)
        self.given.discard(name)
        self._made = None

    def _present_name(self, key: str) -> str:
        head, slash, rest = key.partition("/")
        for question in self.questionnaire.questions:
            if head in question.was:
                return question.id + slash + rest
        return key

    def _after(self, key: str) -> str:
        keys = [step.key for step in self.steps]
        following = self.steps[keys.index(key) + 1 :] if key in keys else []
        if self.only and not (following and self._is_under_way(following[0])):
            return self._opened()
        return following[0].key if following else END

    def _is_under_way(self, step: Step) -> bool:
        """Whether a step belongs to the question or the part that the person went back to."""
        return self.only in (*_names_of(step), f"{_PART}{self.questionnaire.parts[step.part].id}")

    def _opened(self) -> str:
        """After a fix: the first step that it opened before the place where the person stood, else that place."""
        keys = [step.key for step in self.steps]
        until = keys.index(self._stood) if self._stood in keys else len(keys)
        step = next((step for step in self.steps[:until] if self._is_open(step)), None)
        if self._stood != END and self._stood not in keys:  # it is gone: go on from what is open, as after a break
            self.only, self._stood = "", END
            return step.key if step else END
        self.only = step.question.id if step else ""
        if step:
            return step.key
        stood, self._stood = self._stood, END
        return stood

    def _is_open(self, step: Step) -> bool:
        """Whether a step was opened by an answer of this sitting and not met yet."""
        met = step.key in self.answers or step.key in self._open_on_base
        # What is kept nowhere is not there after a break; the person is asked if they like to give it again.
        return not met and (step.question.keep or not self._went_on)

    def put(self, given: Mapping[str, Value | None]) -> None:
        """Take many answers and skips at once, by key, and stand at the first step that is still open."""
        given = dict(given) | self._along(given)
        self.answers |= given
        self.given |= {self.questionnaire.question_of(key) for key in given}
        self._made = None
        self.at = self._first_open()

    def _along(self, given: Mapping[str, Value | None]) -> dict[str, Value | None]:
        """What these answers give other questions."""
        asked = ((self.questionnaire.by_id.get(key), answer) for key, answer in given.items())
        return {name: one for q, answer in asked if q for name, one in q.sets.get(str(answer), {}).items()}

    def resume(self, events: Iterable[Event]) -> None:
        """Replay a draft. The person stands where they stood, or at the first open step if that one is gone."""
        for event in events:
            self.apply(self._of_today(event))
            self._went_on = True
        if self.at != END and self.step is None:
            self.at = self._first_open()

    def _first_open(self) -> str:
        return END if self.revising else next((step.key for step in self.steps if step.key not in self.answers), END)

    def unkept_before(self) -> str | None:
        """The first question before this place whose answer is kept nowhere, and is not there in this sitting."""
        for step in () if self.revising else self.steps:
            if step.key == self.at:
                return None
            if not step.question.keep and step.question.id not in self.given:
                return step.question.id
        return None


def _names_of(step: Step) -> tuple[str, ...]:
    """What a person can go back to at a step: its question, or the thing it is about."""
    return (step.question.id, f"{step.question.id}/{step.thing}") if step.thing else (step.question.id,)
