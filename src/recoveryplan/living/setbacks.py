"""A setback, or a close one: what is asked about, and what a plan becomes by it. Pure; nothing in it is ever reset.

What the person will do next time goes to what made it hard; what is new to them (a trigger, a sign, something that
helped) is added. The count of days goes on as the person wants (see ``counting``).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from recoveryplan.living import counting
from recoveryplan.living.changing import Changing, Result
from recoveryplan.plan.away import Away
from recoveryplan.plan.tree import Tree, value
from recoveryplan.wording import setbacks as words

KIND = "setback"
"""The kind of record; the safety rules tell by it that what happened was asked, also where that was skipped."""

ELSE = "something-else"
"""The id of what stands in no list of the plan: it is put in own words."""

AGAIN = datetime.timedelta(days=7)
"""When the plan may be looked at again, if that is sooner than its next day."""

_ASKED = ("there", "signs_now", "tools", "people_now", "week")
"""What is there to be picked from: it stands in the plan."""


def begin(plan: Tree, day: datetime.date) -> Tree:
    """The record before its first question: what the plan has that may have been there.

    ``people`` of this plan are asked about by name: leave out whom the person keeps away from.
    """
    away = Away(plan)
    record = {
        "there": _or_else([_moment(one, "what", kind=_kind(one, away)) for one in plan.get("triggers") or []]),
        "signs_now": _or_else(
            [_moment(one, "sign", answer=_answer(one, plan, away)) for one in plan.get("warning_signs") or []]
        ),
        "tools": _or_else(list(_tools(plan))),
        "people_now": [_moment(one, "name", phone=one.get("phone")) for one in plan.get("people") or []],
        "week": _week(plan, day),
        "word": value(plan, "preferences.word_for_setback"),
    }
    return {"kind": KIND, "day": day.isoformat()} | {name: there for name, there in record.items() if there}


def _kind(trigger: Mapping[str, Any], away: Away) -> Any:
    """The kind that ideas are matched by; none where somebody to keep away from is named: no idea is to meet them."""
    return None if away.named_in(str(trigger["what"])) else trigger.get("kind")


def _answer(sign: Mapping[str, Any], plan: Tree, away: Away) -> str:
    """What the plan says to do at a sign, with the numbers of whom it names; nothing of whom the person avoids."""
    people = {one["id"]: one for one in plan.get("people") or []}
    found = [_with_number(one, people.get(one.get("person"), {})) for one in sign.get("responses") or []]
    return "; ".join(one for one in found if not away.named_in(one))


def _with_number(response: Mapping[str, Any], person: Mapping[str, Any]) -> str:
    return f"{response['do']} ({person['phone']})" if person.get("phone") else str(response["do"])


def _moment(one: Mapping[str, Any], name: str, **more: Any) -> Tree:
    return {"id": one["id"], "what": str(one[name])} | {key: found for key, found in more.items() if found}


def _or_else(listed: list[Tree]) -> list[Tree]:
    return [*listed, {"id": ELSE, "what": words.SOMETHING_ELSE}] if listed else []


def _tools(plan: Tree) -> Iterator[Tree]:
    """Skills first: they help at any time; then what was meant for one trigger."""
    for name in ("coping", "self_care"):
        yield from (_moment(one, "what") for one in plan.get(name) or [])
    for trigger in plan.get("triggers") or []:
        yield from (_moment(one, "then") for one in trigger.get("strategies") or [])


def _week(plan: Tree, day: datetime.date) -> str:
    """The day in a week; nothing where the plan is looked at before it anyway."""
    week = (day + AGAIN).isoformat()
    return week if str(value(plan, "review.next") or "9999") > week else ""


def kept(record: Tree) -> Tree:
    """The record as it is kept: what was answered, with the day it was, and no list to pick from."""
    found = {name: there for name, there in record.items() if name not in _ASKED}
    for name in ("triggers", "signs", "helped"):
        found[name] = [one for one in record.get(name) or [] if one != ELSE]
    chosen = next((one for one in record.get("there") or [] if one.get("change")), None)
    if chosen:
        found |= {"change": chosen["change"], "change_for": chosen["id"]}
    return {name: there for name, there in found.items() if there not in ([], None)}


def apply(plan: Tree, record: Tree) -> Result:
    """The plan that it leads to, and each change with its reason. What the plan has no more is passed over."""
    said = kept(record)
    made = Changing(plan, words.because(said))
    _change(made, said)
    if said.get("sign"):
        made.new("warning_signs", {"sign": said["sign"]}, "added")
    if said.get("helped_words"):
        made.new("coping", {"what": said["helped_words"], "state": "have"}, "added", words.HELPED)
    if said.get("count"):
        made.set("counting", _counting(plan, said))
    if said.get("again") == "yes":
        made.set("review.next", _week(plan, _day(said["day"])) or None)
    return made.result()


def _counting(plan: Tree, said: Tree) -> Tree:
    return counting.after_setback(plan.get("counting"), said["count"], day_of(said), _day(said["day"]))


def _change(made: Changing, said: Tree) -> None:
    """What to do next time: for the trigger it is for, for a new one, or else as a skill to learn."""
    change, trigger = said.get("change"), said.get("trigger")
    there = made.find("triggers", str(said.get("change_for")))
    strategies = [{"id": made.free("strategies"), "then": change}] if change else []
    if there is not None:
        made.add(f"triggers[id={there['id']}].strategies", strategies)
        strategies = []
    if trigger:
        made.new("triggers", {"what": trigger} | ({"strategies": strategies} if strategies else {}), "added")
    elif strategies:
        made.new("coping", {"what": change, "state": "learning"}, "added")


def day_of(record: Mapping[str, Any]) -> datetime.date:
    """The day it was: the one that was said, else that of the record; never one to come."""
    written = _day(record["day"])
    return min(_day(record.get("on") or written), written)


def _day(written: Any) -> datetime.date:
    return datetime.date.fromisoformat(str(written))
