"""A review: what it begins with, and what a plan becomes by it. Pure; the record never changes.

The interview fills a record (see ``records.Review``); ``apply`` gives the plan it leads to, and why each thing
changed. What a review says nothing about stays as it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from recoveryplan.living.changing import Changing, Result
from recoveryplan.plan import days, ids
from recoveryplan.plan.tree import Tree, placed, value
from recoveryplan.wording import reviewing as words

AHEAD = 30
"""How many days ahead a review looks for hard dates."""

MONTHS = {"monthly": 1, "quarterly": 3}

_OPEN = (None, "open")
_MOVING = {"done", "moving"}


def begin(plan: Tree, past: Sequence[Mapping[str, Any]], day: datetime.date) -> Tree:
    """The record of a review before its first question: what there is to look at. ``past``: earlier reviews."""
    record: dict[str, Any] = {
        "goals": [{"id": one["id"], "what": one["what"]} for one in plan.get("goals") or [] if _open(one)],
        "tools": list(_tools(plan, past)),
        "people_now": [{"id": one["id"], "what": one["name"]} for one in plan.get("people") or []],
        "dates_ahead": list(_ahead(plan, day)),
        "stuck": {"still": "yes"} if past and _stood_still(past[-1]) else {},
        "gone": [{"id": name} for name in sorted(_gone(plan, past))],
    }
    ahead = _following(plan, day)
    if ahead:
        record["next"] = ahead.isoformat()
    return {"day": day.isoformat()} | {name: there for name, there in record.items() if there}


def _following(plan: Tree, day: datetime.date) -> datetime.date | None:
    """The day of the look after this one, by the person's rhythm; None without one."""
    months = MONTHS.get(str(value(plan, "preferences.rhythm")))
    return days.months_on(day, months) if months else None


def _open(goal: Mapping[str, Any]) -> bool:
    return goal.get("status") in _OPEN


def _tools(plan: Tree, past: Sequence[Mapping[str, Any]]) -> Iterator[Tree]:
    """Each strategy and skill of the plan, with how often it was not the right fit."""
    for thing in (*(plan.get("triggers") or []), *(plan.get("barriers") or [])):
        for one in thing.get("strategies") or []:
            about = {"about": thing["what"], "kind": thing.get("kind"), "option": one.get("from")}
            yield _tool(one["id"], str(one["then"]), past) | {name: words for name, words in about.items() if words}
    for one in (*(plan.get("coping") or []), *(plan.get("self_care") or [])):
        yield _tool(one["id"], str(one["what"]), past)


def _tool(name: str, what: str, past: Sequence[Mapping[str, Any]]) -> Tree:
    looks = (look for review in past for look in review.get("tools") or [])
    same = [look for look in looks if (look.get("id"), _bare(look.get("what"))) == (name, _bare(what))]
    before = sum(look.get("how") == "not_fit" for look in same)
    return {"id": name, "what": what} | ({"before": before} if before else {})


def _bare(words: object) -> str:
    """Words without capitals and end marks: to put those right makes no other thing."""
    return " ".join(str(words or "").casefold().split()).rstrip(".!… ")


def _gone(plan: Tree, past: Sequence[Mapping[str, Any]]) -> set[str]:
    """The ids of what earlier reviews took out of the plan: no new thing may have one, or it would be taken for it."""
    told = {str(one["id"]) for review in past for one in review.get("changes") or [] if one.get("id")}
    return told - {used for _, used in ids.walk(plan)}


def _ahead(plan: Tree, day: datetime.date) -> Iterator[Tree]:
    """The hard dates of the next days, soonest first."""
    found = [(on, one) for one in plan.get("hard_dates") or [] if (on := days.following(one, day)) is not None]
    for on, one in sorted(found, key=lambda pair: pair[0]):
        if on <= day + datetime.timedelta(days=AHEAD):
            now = {"now": one["plan"]} if one.get("plan") else {}
            yield {"id": one["id"], "what": f"{one['what']}, {days.short(on)}", "on": on.isoformat()} | now


def _stood_still(review: Mapping[str, Any]) -> bool:
    looked = [one.get("how") for one in review.get("goals") or [] if one.get("how")]
    return bool(looked) and not _MOVING & set(looked)


LITTLE = 4
"""Up to this of 10, how much a change matters counts as little: the reasons are read again."""


def seen(record: Tree) -> Tree:
    """The record with what its answers say together: little moves (E6), or a change matters little now."""
    stuck = dict(record.get("stuck") or {})
    if stuck.get("still") and _stood_still(record):
        stuck["plateau"] = "yes"
    importance = value(record, "readiness.importance")
    if importance is not None and int(importance) <= LITTLE:
        stuck["low"] = "yes"
    return {**record, "stuck": stuck} if stuck else record


def apply(plan: Tree, record: Tree) -> Result:
    """The plan that a review leads to, and each change with its reason. What the plan has no more is passed over."""
    made = Changing(plan, words.because(record), {str(one["id"]) for one in record.get("gone") or []})
    for look in record.get("goals") or []:
        _goal(made, look, str(record.get("begun") or record.get("day") or ""))
    for look in record.get("tools") or []:
        _tool_look(made, look)
    for name in ("triggers", "warning_signs", "people", "hard_dates", "motivations"):
        made.add(name, record.get(name) or [])
    for kind, found in (record.get("strengths") or {}).items():
        made.add(f"strengths.{kind}", found)
    made.add("goals", record.get("new_goals") or [])
    _stuck(made, record)
    _people(made, record)
    _lines(made, record)
    for one in record.get("added") or []:
        made.add(one["into"], [one["item"]], words.TOOK_UP)
    made.plan = _offers(made.plan, record.get("offers") or [])
    made.plan = _next(made.plan, record)
    return made.result()


# --- goals ---


def _goal(made: Changing, look: Mapping[str, Any], day: str) -> None:
    goal = made.find("goals", str(look["id"]))
    how, wish = look.get("how"), look.get("next")
    if goal is None or how is None:
        return
    if how == "done":
        made.put("goals", goal | {"status": "reached", "reached": look.get("reached") or day}, "reached")
    elif wish == "adjust":
        new = {"what": look.get("words"), "by": look.get("by")}
        made.put("goals", goal | {key: found for key, found in new.items() if found}, "changed", look.get("why"))
    elif wish == "replace" and look.get("words"):
        made.put("goals", goal | {"status": "dropped"}, "replaced", look.get("why") or words.GOAL[str(how)])
        fresh = {"what": look["words"], "by": look.get("by"), "area": goal.get("area")}
        made.changes[-1]["by"] = made.beside("goals", {key: found for key, found in fresh.items() if found})
    elif wish == "drop" or (how == "not_mine" and wish is None):
        made.put("goals", goal | {"status": "dropped"}, "dropped", look.get("why") or words.GOAL[str(how)])


# --- strategies and skills ---


def _tool_look(made: Changing, look: Mapping[str, Any]) -> None:
    if look.get("how") != "not_fit" or look.get("next") not in {"replace", "drop"}:
        return
    because = words.tried(int(look.get("before") or 0) + 1)
    if look["next"] == "drop":
        made.drop(str(look["id"]), because)
    elif look.get("words"):
        made.swap(str(look["id"]), str(look["words"]), because)


# --- when it was hard ---


def _stuck(made: Changing, record: Tree) -> None:
    """What was hard gets its place: stress with what makes it hard, a service out of reach with what is in the way."""
    stuck = record.get("stuck") or {}
    _with_strategy(made, "triggers", {"what": stuck.get("stress_words")}, stuck.get("ease"), words.STRESS)
    in_the_way = {"kind": "care", "what": stuck.get("service_words")}
    _with_strategy(made, "barriers", in_the_way, stuck.get("service_next"), words.SERVICE)
    for skill, because in ((record.get("event_ease"), None), (stuck.get("try"), words.STILL)):
        if skill:
            made.new("coping", {"what": skill, "state": "learning" if because else "have"}, "added", because)
    if stuck.get("ask"):
        why = words.STILL if stuck.get("plateau") else words.LITTLE
        made.new("treatment.questions", {"text": stuck["ask"]}, "added", why)


def _with_strategy(made: Changing, path: str, thing: Mapping[str, Any], then: Any, because: str) -> None:
    if not thing.get("what"):
        return
    strategies = [{"id": made.free("strategies"), "then": then}] if then else []
    made.new(path, {**thing, **({"strategies": strategies} if strategies else {})}, "added", because)


# --- people, and single lines ---


def _people(made: Changing, record: Tree) -> None:
    for look in record.get("people_now") or []:
        person = made.find("people", str(look["id"]))
        if person is None:
            continue
        if look.get("stays") == "no":
            made.take_out("people", str(look["id"]))
        elif look.get("phone"):
            made.put("people", person | {"phone": look["phone"]}, "changed")
    for look in record.get("dates_ahead") or []:
        day = made.find("hard_dates", str(look["id"]))
        if day is not None and look.get("plan"):
            made.put("hard_dates", day | {"plan": look["plan"]}, "changed")


_LINES = {
    "readiness.importance": "readiness.importance",
    "readiness.confidence": "readiness.confidence",
    "readiness.stage": "readiness.stage",
    "life.home": "circumstances.home",
    "life.work": "circumstances.work",
    "life.hours": "circumstances.hours",
    "life.money": "circumstances.money",
    "life.transport": "circumstances.transport",
    "medicine.if_run_out": "medicine.if_run_out",
    "medicine.naloxone_where": "medicine.naloxone_where",
    "medicine.naloxone_expires": "medicine.naloxone_expires",
    "visit.on": "treatment.visited",
    "enough": "review.enough",
    "rhythm": "preferences.rhythm",
}
"""Where a single answer of a review goes in the plan."""

_LISTS = {"life.caring": "circumstances.caring", "life.reach": "circumstances.reach"}
"""The same for lists of choices: what is new is added."""


def _lines(made: Changing, record: Tree) -> None:
    for said, path in _LINES.items():
        made.set(path, value(record, said))
    for said, path in _LISTS.items():
        there = value(made.plan, path) or []
        made.set(path, [*there, *(one for one in value(record, said) or [] if one not in there)] or None)
    made.add("treatment.agreed", value(record, "visit.agreed") or [])


def _offers(plan: Tree, answered: Iterable[Mapping[str, Any]]) -> Tree:
    """What was said to offers in this review counts, and of others what was said before."""
    new = {one["id"]: dict(one) for one in answered}
    kept = [new.pop(one["id"], one) for one in plan.get("offers") or []]
    return placed(plan, "offers", [*kept, *new.values()]) if kept or new else plan


def _next(plan: Tree, record: Tree) -> Tree:
    day = record.get("day")
    if not day:
        return plan
    plan = placed(plan, "review.last", day)
    on = record.get("next")
    if on is None and (ahead := _following(plan, datetime.date.fromisoformat(str(day)))):
        on = ahead.isoformat()
    there = value(plan, "review.next")
    if on is None and there and str(there) > str(day):  # a day still ahead stays where nothing else was said
        return plan
    return placed(plan, "review.next", on)


_LOOKED = {
    "goals": {"how"}, "tools": {"how"}, "people_now": {"stays", "phone"}, "dates_ahead": {"plan"},
}  # fmt: skip
"""What says that a thing was looked at in a review."""


def kept(record: Tree) -> Tree:
    """The record without the things that nobody looked at: they stand in the plan."""
    looked = {
        name: [one for one in record.get(name) or [] if answers & one.keys()] for name, answers in _LOOKED.items()
    }
    return {name: found for name, found in (record | looked).items() if found not in ([], {})}


def capital(plan: Tree) -> Tree:
    """How many strengths a plan names, by kind (A3)."""
    return {kind: len(value(plan, f"strengths.{kind}") or []) for kind in ("personal", "social", "community")}
