"""A setback from its first question to its version: whom the person may be told to call, and what is kept of it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from recoveryplan import clock
from recoveryplan.guidance.card_people import people_rows
from recoveryplan.guidance.coming_back import callable_now
from recoveryplan.guidance.lines import is_veteran
from recoveryplan.guidance.saying import paragraphs
from recoveryplan.interview.along import RECORD
from recoveryplan.interview.flow import Flow
from recoveryplan.living import counting, setbacks
from recoveryplan.living.changing import Result
from recoveryplan.plan import days
from recoveryplan.plan.tree import Tree, value
from recoveryplan.storage.drafts import Draft
from recoveryplan.storage.folder import Home
from recoveryplan.wording import Said
from recoveryplan.wording import setbacks as words
from recoveryplan.workflows import carding, keeping, knowledge, own_words, recording
from recoveryplan.workflows.reading import Loaded

KIND = "setback"
WITH_ME = "setback-with-me"
"""The first question: it is asked before all others, and again on each day that the person goes on."""

_MOST_NAMED = 12
"""Rows for people on a screen that a hand-written plan cannot push the help lines off."""


@dataclass(frozen=True)
class Looked:
    """A setback that was looked at: its record, the plan it leads to, and what changed."""

    record: Tree
    result: Result


def flow(home: Home, tree: Tree) -> Flow:
    """The questions over a plan, an empty one too."""
    people = [dict(one) for one in callable_now(carding.to_call(home))] if tree else []
    record = setbacks.begin({**tree, "people": people}, clock.today()) if tree else {}
    return recording.flow(KIND, tree, record, applied if tree else recording.unchanged)


def applied(plan: Tree, record: Tree) -> Result:
    """What a setback makes of a plan; words of danger stay in its record: a plan is printed and shown."""
    return setbacks.apply(plan, {name: said for name, said in setbacks.kept(record).items() if not _stays(name, said)})


def _stays(name: str, said: object) -> bool:
    return name in words.NEW and own_words.is_grave(str(said))


def company(home: Home, record: Mapping[str, Any]) -> list[Said]:
    """What is said once it is known if somebody is with the person: who skipped that may be alone."""
    in_danger = told_of_danger(record)
    if record.get("with_me") == "somebody":
        near = words.SOMEBODY_NEAR if in_danger or carding.keeps_family_out(home) else words.SOMEBODY
        return [*(Said(one) for one in near), *lines(home)]
    tree = {} if in_danger else carding.to_call(home)
    rows = people_rows(tree, knowledge.vocabulary()["person_short"], _MOST_NAMED, 0)[1:]
    said = [Said(words.ALONE if rows else words.ALONE_NOBODY), *(Said(row, "contact") for row in rows)]
    return [*said, *lines(home)]


def for_the_body(home: Home, record: Mapping[str, Any]) -> list[Said]:
    """What the body needs to be known of after a use, where no question asks what it was. Who to call stands above."""
    tree = {**carding.own(home), RECORD: {**record, "kind": setbacks.KIND}}
    found = [one for one in knowledge.rules().fired(tree) if one.rule == "after-use"]
    return [said for one in found for said in (Said(""), Said(one.title, "heading"), *paragraphs(one))]


def told_of_danger(record: Mapping[str, Any]) -> bool:
    """Whether the words of this look tell that somebody close is a danger: then nobody is named, it may be them."""
    return carding.home_is_danger(knowledge.rules().fired({RECORD: dict(record)}))


def lines(home: Home) -> list[Said]:
    """Who to talk to and who to call in danger, in two rows; for an unknown country where numbers are found."""
    known, country = knowledge.lines(), carding.country(home)
    crisis = known.crisis(country, is_veteran(carding.own(home)))
    talk = str(crisis["say"]) if crisis else words.WHERE_LINES
    danger = words.in_danger(known.emergency(country))
    # What has no number in it may be broken between words.
    return [Said(words.to_talk(talk), "contact", 2), Said(danger, "contact" if known.place(country) else "plain", 2)]


def finish(before: Loaded, answered: Flow, begun: datetime.date) -> Looked:
    """The record of the answers, and what it makes of the plan. Without a day it is the one it was begun on."""
    record = {"on": begun.isoformat()} | setbacks.kept(answered.record)
    record["on"] = setbacks.day_of(record).isoformat()
    planned = applied(before.tree, record)
    whole = record | {"changes": planned.changes}
    return Looked(recording.finished(KIND, whole, clock.today(), clock.moment()), planned)


_PICKED_FROM = ("there", "signs_now", "tools", "people_now")


def pickable(record: Tree) -> dict[str, str]:
    """What can be picked, by its id, in its words."""
    listed = (one for name in _PICKED_FROM for one in record.get(name) or [])
    return {str(one["id"]): " ".join(str(one.get(key) or "") for key in ("what", "phone")).strip() for one in listed}


def points_elsewhere(draft: Draft, now: Flow) -> bool:
    """Whether an answer of a draft names something that is gone, or that is another thing by now."""
    then, here = draft.head.get("words"), pickable(now.record)
    if not isinstance(then, dict):
        return False
    said = json.dumps(draft.events())
    return any(here.get(one) != words and (f'"{one}"' in said or f'/{one}"' in said) for one, words in then.items())


def begun(draft: Draft) -> datetime.date:
    """The day on which a draft was begun; today where it does not say."""
    try:
        return datetime.date.fromisoformat(str(draft.head.get("started"))[:10])
    except ValueError:
        return clock.today()


def save(home: Home, before: Loaded, done: Looked, draft: Draft | None, tell: Callable[[str], None]) -> keeping.Saved:
    """Save the setback and the plan it leads to, always as one version. Raises as ``keeping.save`` does."""
    why = words.reason(done.record)
    return recording.save(home, before, done.result.plan, done.record, why, clock.today(), draft, tell)


def summary(done: Looked) -> list[Said]:
    """What is new in the plan by it, in the person's own words; the darkest are not said again."""
    said, count = done.record, counting.count(done.result.plan.get("counting"), clock.today())
    told = [words.new(name, str(said[name])) for name in words.NEW if _may_be_told(said.get(name))]
    if said.get("count") in {"from_zero", "from_one"} and count:
        told.append(words.counted(days.in_words(count.since.isoformat()), 1 if count.first == counting.ONE else 0))
        told.append(words.still_there(count.longest, count.total))
    if said.get("count") == "stop":
        told.append(words.STOPPED_COUNTING)
    if said.get("again") == "yes":
        told.append(words.next_look(days.in_words(str(value(done.result.plan, "review.next")))))
    listed = [Said(one, "plain", 2) for one in told]
    return [Said(words.CHANGED, "heading"), *listed] if listed else [Said(words.NOTHING_NEW)]


def _may_be_told(said: object) -> bool:
    return bool(said) and not own_words.is_grave(str(said))


def farewell(home: Home, done: Looked) -> list[Said]:
    """The last rows: that it counts, rest, and the number of whom the person chose."""
    if told_of_danger(done.record):
        return [*(Said(one) for one in words.DONE_IN_DANGER), *_safe_lines(home)]
    people = [one for one in callable_now(carding.to_call(home)) if one["id"] == done.record.get("person")]
    called = [Said(words.CALL), *(Said(row, "contact") for row in _rows(people))] if people else []
    return [*(Said(one) for one in words.DONE), *called, *lines(home)]


def _safe_lines(home: Home) -> list[Said]:
    """The violence line of the country, where we know one, before the others."""
    found = knowledge.lines().of_kind(carding.country(home), "violence")[:1]
    return [*(Said(words.if_hurt(str(one["say"])), "contact", 2) for one in found), *lines(home)]


def _rows(people: list[Mapping[str, Any]]) -> list[str]:
    return people_rows({"people": people}, knowledge.vocabulary()["person_short"], _MOST_NAMED, 0)[1:]
