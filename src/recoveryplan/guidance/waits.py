"""The exercises of `now --wait` as steps in time: what is said when, and how much is left. No clock, no screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from recoveryplan.wording import Said

Bar = Literal["", "grows", "shrinks"]

COLUMNS = 40
"""The narrowest screen that a name and its number share a row on."""

_MINUTE = 60
_NEARLY = 30


@dataclass(frozen=True)
class Step:
    """One thing to do. ``seconds`` is how long it takes, 0 where Enter ends it; ``short`` are its words when repeated.

    ``bar`` says what a bar beside it does; an empty one shows how far the whole exercise is.
    """

    text: str
    short: str
    seconds: int
    bar: Bar


@dataclass(frozen=True)
class Moment:
    """Where an exercise is: its step, how full the bar is (0 to 1), and how many seconds are left of all."""

    step: Step
    filled: float
    left: float


@dataclass(frozen=True)
class Exercise:
    """One exercise: its words, and its steps, gone through ``times`` times."""

    id: str
    title: str
    intro: str
    caution: str
    text: str
    then: str
    steps: tuple[Step, ...]
    times: int

    @property
    def seconds(self) -> int:
        """How long it takes, 0 where Enter goes on."""
        return self.times * sum(step.seconds for step in self.steps)

    def at(self, elapsed: float) -> Moment | None:
        """Where it is so many seconds after it began; None when it is over."""
        for start, _, step in self._course():
            into = elapsed - start
            if into < step.seconds:
                part = max(0.0, into) / step.seconds
                filled = {"grows": part, "shrinks": 1 - part}.get(step.bar, elapsed / self.seconds)
                return Moment(step, filled, self.seconds - elapsed)
        return None

    def spoken(self) -> Iterator[tuple[int, str]]:
        """What is said in lines, and at which second: each step as it begins, and in a long one each minute left."""
        for start, again, step in self._course():
            if step.seconds < _MINUTE:
                yield start, f"{step.short if again else step.text}, {step.seconds} seconds."
                continue
            yield start, f"{time_left(self.seconds - start)} {step.text}"
            for later in range(start + _MINUTE, start + step.seconds, _MINUTE):
                yield later, time_left(self.seconds - later)

    def _course(self) -> Iterator[tuple[int, bool, Step]]:
        """Every step with the second it begins at, and whether it was there before."""
        start = 0
        for time in range(self.times):
            for step in self.steps:
                yield start, time > 0, step
                start += step.seconds


@dataclass(frozen=True)
class Waits:
    """All of ``waits.yaml``: the exercises, and what is said around them."""

    exercises: tuple[Exercise, ...]
    intro: str
    ask: str
    help: str
    nothing: str
    then: str
    ended: str

    def named(self, name: str) -> Exercise | None:
        """The exercise of this id."""
        return next((one for one in self.exercises if one.id == name), None)

    def short(self) -> list[Said]:
        """All of it in short, where nobody can be waited for."""
        said = [Said(f"{n}. {one.title}. {one.text}") for n, one in enumerate(self.exercises, 1)]
        return [Said(self.intro), *said]


def made(content: Mapping[str, Any]) -> Waits:
    """The exercises from the content file."""
    offer = content["offer"]
    return Waits(
        tuple(_exercise(one) for one in content["exercises"]),
        offer["intro"], offer["ask"], offer["help"], offer["label"], offer["then"], content["ended"]["text"],
    )  # fmt: skip


def _exercise(one: Mapping[str, Any]) -> Exercise:
    steps = tuple(
        Step(str(step["text"]), str(step.get("short") or step["text"]), int(step.get("seconds") or 0),
             step.get("bar") or "")
        for step in one["steps"]
    )  # fmt: skip
    caution = str(one.get("caution") or "")
    times = int(one.get("times") or 1)
    return Exercise(one["id"], one["title"], one["intro"], caution, one["text"], one["then"], steps, times)


def time_left(seconds: float) -> str:
    """About how long it still takes, in words that do not race."""
    minutes = -int(-seconds // _MINUTE)
    if seconds <= _NEARLY:
        return "Nearly there."
    return "About 1 minute left." if minutes == 1 else f"About {minutes} minutes left."
