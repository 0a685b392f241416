"""A made-up person's answers, from a seed and the plan as it stands: for check-ins, reviews, setbacks and edits."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from life import words
from recoveryplan.living.checkins import SCALES
from recoveryplan.plan.tree import value

Answers = dict[str, Any]
Plan = Mapping[str, Any]

SARAH = Path(__file__).resolve().parents[2] / "examples" / "sarah" / "answers.yaml"
LIVING = """
counting-wanted: yes
counting-since: 2026-11-01
counting-first: one
checkins-own:
- name: Back pain
  low: none
  high: as bad as it gets
checkins-used: yes
measures: [phq2, gad2]
"""


def first_answers() -> str:
    """The example person, who also counts days, has a scale of her own, measures, and somebody to keep away from."""
    text = SARAH.read_text("utf-8").replace("counting-wanted: no\n", LIVING)
    return text.replace("keep-distance:\n", f"keep-distance:\n- who: {' '.join(words.AWAY)}\n")


class Person:
    """What she answers on a day. The same seed gives the same life."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(f"a life {seed}")
        self.now = dict.fromkeys((*SCALES, "own"), 5.0)

    def maybe(self, often: float) -> bool:
        return self.chance.random() < often

    def one(self, of: Any) -> Any:
        return self.chance.choice(list(of))

    def some(self, of: Any, most: int = 2) -> list[Any]:
        there = list(of)
        return self.chance.sample(there, min(len(there), self.chance.randint(0, most)))

    # --- a check-in ---

    def checkin(self, plan: Plan) -> Answers:
        """Slow ups and downs; now and then very low, and now and then hardly anything."""
        for name, was in self.now.items():
            aim = 3.0 if name in {"craving", "own"} else 6.5
            self.now[name] = min(10.0, max(0.0, was + 0.05 * (aim - was) + self.chance.gauss(0, 1.0)))
        found: Answers = {f"checkin-{name}": round(self.now[name]) for name in SCALES if self.maybe(0.95)}
        own = value(plan, "checkins.own") or []
        if own and self.maybe(0.7):
            found["checkin-own"] = {str(one["id"]): round(self.now["own"]) for one in own}
        if value(plan, "checkins.used") == "yes" and self.maybe(0.5):
            found["checkin-used"] = self.one(["yes", "no", "no", "no"])
        if self.maybe(0.2):
            found["checkin-note"] = self.one(words.NOTES)
        if value(plan, "medicine.items") and self.maybe(0.1):
            found["checkin-effects"] = self.one(words.EFFECTS)
        return found or {"checkin-mood": 5}

    # --- a review ---

    def review(self, plan: Plan, day: datetime.date, offers: Mapping[str, list[str]]) -> Answers:
        """All verdicts come up, on goals and on what was tried; some of what can be new is."""
        found: Answers = {"review-well": self.one(words.WELL)} if self.maybe(0.6) else {}
        self._goals(found, plan, day)
        self._tools(found, plan)
        self._hard(found)
        self._new(found, day)
        self._people(found, plan)
        self._care(found, day)
        found["review-importance"] = self.one([2, 4, 6, 7, 8, 9])
        found["review-confidence"] = self.chance.randint(1, 10)
        found["review-stage"] = self.one(["thinking", "early", "steady", "long_term"])
        found["review-ask"] = self.one(words.QUESTIONS)
        found["review-reasons"] = [{"text": self.one(words.REASONS)}]
        found["review-easier"] = self.one(["smaller", "other", "company", "care", "rest", "time"])
        if offers and self.maybe(0.4):
            found["offers"] = dict(offers)  # what fitted the plan of before: so nothing that they hang on is changed
            for name in ("review-stage", "review-importance", "review-confidence", "review-tool-next"):
                found.pop(name, None)
        if self.maybe(0.3):
            found["review-enough"] = "one calm evening a week"
        return found

    def event(self) -> Answers:
        """Something big that happened, and what it changed."""
        event = self.one(words.EVENTS)
        known = {"job", "moved", "relationship", "illness", "loss", "birth"}
        found: Answers = {"review-event": event} if event in known else {"review-event": "other"}
        found |= {} if event in known else {"review-event-words": event}
        found |= {"job": {"review-work": "lost"}, "moved": {"review-home": "safe"}}.get(event, {})
        return found | {"review-event-ease": self.one(words.STRATEGIES)}

    def _goals(self, found: Answers, plan: Plan, day: datetime.date) -> None:
        looks, on, nexts, said, by, why = {}, {}, {}, {}, {}, {}
        for goal in value(plan, "goals") or []:
            if goal.get("status") not in (None, "open") or self.maybe(0.1):
                continue
            name = str(goal["id"])
            looks[name] = self.one(["done", "moving", "moving", "stuck", "stuck", "not_mine"])
            if looks[name] == "done" and self.maybe(0.5):
                on[name] = _back(day, self.chance.randint(0, 20))
            if looks[name] in {"stuck", "not_mine"} and self.maybe(0.8):
                nexts[name] = self.one(["keep", "adjust", "replace", "drop"])
            if nexts.get(name) in {"adjust", "replace"}:
                said[name], by[name] = f"{self.one(words.GOALS)}, from {day}", _ahead(day, self.chance.randint(20, 90))
            if nexts.get(name) in {"replace", "drop"} and self.maybe(0.5):
                why[name] = "my days are not what they were"
        told = {"": looks, "-reached": on, "-next": nexts, "-words": said, "-by": by, "-why": why}
        found |= {f"review-goal{field}": group for field, group in told.items() if group}

    def _tools(self, found: Answers, plan: Plan) -> None:
        tried = self.some(sorted(tools(plan)), 4)
        if not tried:
            return
        found["review-used"] = tried
        found["review-tool"] = {name: self.one(["helped", "a_bit", "not_fit"]) for name in tried}
        found["review-tool-next"] = {name: self.one(["keep", "replace", "drop"]) for name in tried}
        found["review-tool-words"] = {name: self.one(words.STRATEGIES) for name in tried}

    def _hard(self, found: Answers) -> None:
        if self.maybe(0.3):
            found |= {"review-stress": "yes", "review-stress-words": self.one(words.STRESS)}
            found["review-ease"] = self.one(words.STRATEGIES)
        if self.maybe(0.2):
            found |= {"review-service": "yes", "review-service-words": self.one(words.SERVICES)}
            found |= {"review-reach": ["rural"], "review-service-next": "ask Dr. Cole where else"}
        if self.maybe(0.3):
            found["review-try"] = self.one(words.STRATEGIES)

    def _new(self, found: Answers, day: datetime.date) -> None:
        if self.maybe(0.3):
            what, kind = self.one(words.TRIGGERS)
            strategies = [{"then": said} for said in self.some(words.STRATEGIES)]
            found["review-triggers"] = [{"what": what, "kind": kind, "strategies": strategies}]
        if self.maybe(0.2):
            found["review-signs"] = [{"sign": self.one(words.SIGNS), "level": self.one(["green", "yellow", "red"])}]
        if self.maybe(0.3):
            every = self.one([None, "month", "year"])
            on = _ahead(day, self.chance.randint(1, 30))
            date = {"what": self.one(words.DATES), "on": on, "plan": self.one(words.STRATEGIES)}
            found["review-dates"] = [date | ({"every": every} if every else {})]
        if self.maybe(0.7):
            by = {"by": _ahead(day, self.chance.randint(20, 120))} if self.maybe(0.7) else {}
            found["review-goals-new"] = [{"what": f"{self.one(words.GOALS)}, since {day}"} | by]
        if self.maybe(0.2):
            found["review-strengths-personal"] = [{"text": self.one(words.STRENGTHS)}]

    def _people(self, found: Answers, plan: Plan) -> None:
        people = [str(one["id"]) for one in value(plan, "people") or []]
        if people and self.maybe(0.2):
            name = self.one(people)
            found |= {"review-people": "changed", "review-people-changed": [name]}
            found["review-person-phone"] = {name: f"555-{self.chance.randint(0, 9999):04d}"}
            found["review-person-stays"] = {name: self.one(["yes", "yes", "no"]) if len(people) > 3 else "yes"}
        if self.maybe(0.1):
            name, kind = self.one(words.NEW_PEOPLE)
            found["review-people-new"] = [{"name": name, "kind": kind, "phone": "555-0199"}]

    def _care(self, found: Answers, day: datetime.date) -> None:
        if self.maybe(0.3):
            found |= {"review-visit": "yes", "review-visit-on": _back(day, self.chance.randint(0, 25))}
            found["review-visit-agreed"] = [{"text": self.one(words.AGREED)}]

    # --- a setback, or a close one ---

    def setback(self, plan: Plan, day: datetime.date) -> Answers:
        """Sometimes hardly a word, sometimes all of it; sometimes of a day that is some days ago."""
        found: Answers = {"setback-what": self.one(["near", "use"])}
        if self.maybe(0.2):
            return found
        triggers = [str(one["id"]) for one in value(plan, "triggers") or []]
        met = self.some(triggers) if triggers else []
        if self.maybe(0.5):
            found["setback-on"] = _back(day, self.chance.randint(0, 6))
        if met:
            found |= {"setback-triggers": met, "setback-change": {met[0]: self.one(words.STRATEGIES)}}
        else:
            found |= {"setback-trigger": self.one(words.STRESS), "setback-change-other": self.one(words.STRATEGIES)}
            found |= {"setback-triggers": ["something-else"]} if triggers else {}
        helped = self.some(sorted(name for name in tools(plan) if not name.startswith("s")))
        if helped:
            found["setback-near-helped" if found["setback-what"] == "near" else "setback-helped"] = helped
        if value(plan, "people"):
            found["setback-person"] = str(self.one(value(plan, "people"))["id"])
        if value(plan, "counting.wanted") == "yes" and self.maybe(0.8):
            found["setback-count"] = self.one(["on", "from_zero", "from_one", "from_one", "stop"])
        found |= {"setback-again": self.one(["yes", "no"]), "setback-with-me": self.one(["somebody", "alone"])}
        if self.maybe(0.3):
            found["setback-story"] = "Quillon was at the door. I went for a walk afterwards."
        return found

    # --- a change by the questions of `new` ---

    def edit(self, plan: Plan, day: datetime.date) -> Answers:
        """One thing at a time, always another value than the one there is."""
        changes: list[Answers] = [
            {"setback-word": f"a rough patch of {day}"},
            {"goals": [{"what": f"{self.one(words.GOALS)}, as of {day}", "by": _ahead(day, 40)}]},
            {"hard-dates": [{"what": f"a day to get through, noted {day}", "on": _ahead(day, 12)}]},
            {"reasons": [f"to see what comes after {day}"]},
        ]
        if value(plan, "counting.wanted") == "no" and value(plan, "readiness.stage") != "thinking":
            changes = [{"counting-wanted": "yes", "counting-since": day.isoformat()}]
        return self.one(changes)  # type: ignore[no-any-return]


def tools(plan: Plan) -> list[str]:
    """The ids of every strategy and skill."""
    inner = [one for name in ("triggers", "barriers") for thing in plan.get(name) or [] for one in
             thing.get("strategies") or []]  # fmt: skip
    return [str(one["id"]) for one in (*inner, *(plan.get("coping") or []), *(plan.get("self_care") or []))]


def _back(day: datetime.date, days: int) -> str:
    return (day - datetime.timedelta(days=days)).isoformat()


def _ahead(day: datetime.date, days: int) -> str:
    return (day + datetime.timedelta(days=days)).isoformat()
