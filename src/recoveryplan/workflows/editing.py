"""Changing a plan that is there: which questions a name means, and what has changed since a draft was begun."""

from __future__ import annotations

from typing import Any

from recoveryplan.interview import writes
from recoveryplan.interview.flow import Event, Flow
from recoveryplan.interview.questions import Questionnaire
from recoveryplan.plan import ids
from recoveryplan.plan.tree import value

Tree = dict[str, Any]


def sections(questionnaire: Questionnaire) -> dict[str, set[str]]:
    """The parts of a plan that questions ask about, by their names in the file, each with its questions' ids."""
    found: dict[str, set[str]] = {}
    for part in questionnaire.parts:
        for question in part.questions:
            if question.keep:
                found.setdefault((part.each or question.writes).partition(".")[0].partition("[")[0], set()).add(
                    question.id
                )
    return found


def asked_about(questionnaire: Questionnaire, name: str) -> set[str]:
    """The questions that a name means: a part of the plan, a part of the interview, or one question; else none."""
    wanted = name.replace("-", "_").lower()
    by_section = sections(questionnaire).get(wanted, set())
    by_part = {
        question.id
        for part in questionnaire.parts
        for question in part.questions
        if wanted in (part.id.replace("-", "_"), question.id.replace("-", "_"))
    }
    return by_section or by_part


def told_otherwise(flow: Flow, events: list[Event], old: Tree) -> list[str]:
    """The ids of questions that a draft answers and that the plan has other answers to than when it was begun.

    ``old`` is the plan the draft was begun on.
    """
    keys = {str(event["k"]) for event in events if "k" in event}
    found: dict[str, None] = {}
    for key in sorted(keys):
        name = flow.questionnaire.question_of(key)
        head, _, item = name.partition("/")
        question = flow.questionnaire.by_id.get(head)
        if question is None:
            continue
        asked = question.of_item(item) if item else question
        if writes.read_from(asked, flow.base) != writes.read_from(asked, old):
            found[name] = None
    return list(found)


def taken_since(flow: Flow, events: list[Event], old: Tree) -> dict[str, str]:
    """New things of a draft whose ids other things of the plan have taken since: question and id → a free id."""
    found: dict[str, str] = {}
    for question in flow.questionnaire.questions:
        if not question.fields:
            continue
        before = {str(item["id"]) for item in value(old, question.writes) or []}
        now = {str(item["id"]) for item in value(flow.base, question.writes) or []}
        used = {
            str(event["k"]).split("/")[1] for event in events if str(event.get("k", "")).startswith(f"{question.id}/")
        }
        free = ids.free(question.writes, before | now | used)
        found |= {f"{question.id}/{slot}": next(free) for slot in sorted((used & now) - before)}
    return found


def renamed(events: list[Event]) -> list[Event]:
    """The events with every thing under the id it has since; each ``renamed`` counts for the events before it."""
    made: list[Event] = []
    names: dict[str, str] = {}
    for event in reversed(events):
        names = dict(event.get("renamed") or {}) | names
        made.append({key: _under(found, names) if key in _KEYS else found for key, found in event.items()})
    return made[::-1]


_KEYS = {"k", "at", "then", "kept"}


def _under(key: object, names: dict[str, str]) -> object:
    question, _, rest = str(key).partition("/")
    slot, slash, field = rest.partition("/")
    return f"{question}/{names[f'{question}/{slot}']}{slash}{field}" if f"{question}/{slot}" in names else key
