"""What a valid plan does not have yet: kind words, grouped, the most useful next thing first."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from recoveryplan.plan import smart
from recoveryplan.plan.tree import values


@dataclass(frozen=True)
class Gap:
    """One thing that is not there yet. A ``gap`` counts with ``check --strict``; a ``hint`` never does."""

    kind: Literal["gap", "hint"]
    section: str
    words: str
    path: tuple[str | int, ...] = ()


def gaps(tree: Mapping[str, Any], people: Mapping[str, str], today: datetime.date) -> list[Gap]:
    """Every gap and hint of a plain plan tree. ``people`` is the word list of the kinds of support."""
    finders = (_hard_moment, _triggers, _signs, _goals, _people, _reasons, _rhythm)
    found = [gap for finder in finders for gap in finder(tree, today)]
    return found + list(_kinds_of_support(tree, people))


def _hard_moment(tree: Mapping[str, Any], _: datetime.date) -> Iterator[Gap]:
    if not values(tree, "hard_moment.steps"):
        yield Gap("gap", "hard_moment", "No steps for a hard moment yet. Two or three short ones help most.")


def _triggers(tree: Mapping[str, Any], _: datetime.date) -> Iterator[Gap]:
    for name, one in (("triggers", "trigger"), ("barriers", "barrier")):
        for index, item in enumerate(tree.get(name) or []):
            if not item.get("strategies"):
                words = f"A {one} has no strategy yet. What could you do instead?"
                yield Gap("gap", name, words, (name, index))


def _signs(tree: Mapping[str, Any], _: datetime.date) -> Iterator[Gap]:
    for index, item in enumerate(tree.get("warning_signs") or []):
        if not item.get("responses"):
            words = "A warning sign has no answer yet. What will you do when you see it?"
            yield Gap("gap", "warning_signs", words, ("warning_signs", index))


def _goals(tree: Mapping[str, Any], today: datetime.date) -> Iterator[Gap]:
    for index, goal in enumerate(tree.get("goals") or []):
        if goal.get("status") in {"reached", "dropped"}:
            continue
        letters = smart.missing(goal)
        if letters:
            words = "A goal could say " + "; ".join(smart.LETTERS[letter] for letter in letters) + "."
            yield Gap("hint", "goals", words, ("goals", index))
        if goal.get("by") and str(goal["by"]) < today.isoformat():
            words = "A goal's date has passed. Is it reached, or does it want a new date?"
            yield Gap("hint", "goals", words, ("goals", index, "by"))


def _people(tree: Mapping[str, Any], _: datetime.date) -> Iterator[Gap]:
    if not tree.get("people"):
        yield Gap("gap", "people", "Nobody is named to call yet. One person is a good start.")
    for index, person in enumerate(tree.get("people") or []):
        if not person.get("phone"):
            yield Gap("hint", "people", "A person has no phone number yet.", ("people", index))


def _reasons(tree: Mapping[str, Any], _: datetime.date) -> Iterator[Gap]:
    if not tree.get("motivations"):
        yield Gap("gap", "motivations", "What matters to you is not written down yet.")


def _rhythm(tree: Mapping[str, Any], today: datetime.date) -> Iterator[Gap]:
    due = values(tree, "review.next")
    if not due:
        yield Gap("hint", "review", "No day is set to look at this plan again.")
    elif str(due[0]) < today.isoformat():
        yield Gap("hint", "review", "The day to look at this plan again has come.", ("review", "next"))


def _kinds_of_support(tree: Mapping[str, Any], people: Mapping[str, str]) -> Iterator[Gap]:
    present = set(values(tree, "people.kind"))
    open_kinds = [words for kind, words in people.items() if kind not in present and kind != "other"]
    if tree.get("people") and open_kinds:
        listed = "; ".join(words[:1].lower() + words[1:] for words in open_kinds)
        yield Gap("hint", "people", f"If you like, you could add more people. Kinds that are open: {listed}.")
