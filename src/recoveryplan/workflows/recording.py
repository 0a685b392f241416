"""Recording what happened along a plan: how a review, a setback or a check-in begins, goes on after a break, and ends.

The questions of a kind are walked in order over the plan; their answers fill the group ``record`` of the tree. What
the record makes of the plan is seen by every rule and option on the way, and is saved at the end, if at all.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from recoveryplan import clock
from recoveryplan.interview.along import RECORD, Along
from recoveryplan.interview.flow import Flow
from recoveryplan.living import records
from recoveryplan.living.changing import Result
from recoveryplan.plan.conditions import mentioned
from recoveryplan.plan.parts import Part
from recoveryplan.plan.tree import Tree, placed
from recoveryplan.storage import store
from recoveryplan.wording import Said, versions
from recoveryplan.workflows import keeping, knowledge, reading
from recoveryplan.workflows.offering import offered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from recoveryplan.guidance.safety import Notice
    from recoveryplan.storage.drafts import Draft
    from recoveryplan.storage.folder import Home
    from recoveryplan.workflows.comparing import Compared

Seen = Callable[[Tree], Tree]
"""A record → the same with what its answers say together."""

Apply = Callable[[Tree, Tree], Result]
"""(plan, record) → the next plan and its changes."""

MODELS: dict[str, type[Part]] = {"review": records.Review, "setback": records.Setback, "checkin": records.CheckIn}


def unchanged(plan: Tree, _: Tree) -> Result:
    """A record that changes nothing in the plan."""
    return Result(plan, [])


def as_it_is(record: Tree) -> Tree:
    """A record whose answers say nothing more together."""
    return record


def flow(
    kind: str,
    plan: Tree,
    record: Tree,
    apply: Apply = unchanged,
    *,
    seen: Seen = as_it_is,
    offers: bool = False,
    wanted: Mapping[str, int] | None = None,
) -> Flow:
    """The questions of a kind of record over a plan, from the record as it begins; ``offers`` may come with it.

    ``wanted`` asks for at least so many things in a list, by question id: a file may hold more than are asked for.
    """
    from recoveryplan.workflows.suggesting import Guided

    def applied(tree: Tree) -> Tree:
        rest = {name: part for name, part in tree.items() if name != RECORD}
        now = tree.get(RECORD) or {}
        return _guarded({**apply(rest, now).plan, RECORD: now})

    guide = Guided() if offers else None
    base = {**plan, RECORD: record}
    words = knowledge.mentions()
    along, asked = Along(applied, seen), knowledge.record_questions(kind)
    return Flow(asked, base, offered, words, wanted=wanted, guide=guide, along=along)


def _guarded(tree: Tree) -> Tree:
    """The tree as every rule and offer sees it: after own words of a danger at home nothing with family comes up.

    Only what is offered in this sitting follows from it; the plan that is saved does not say so.
    """
    phrases = knowledge.mentions()["partner_danger"]
    told = any(mentioned(words, phrases) for words in _texts(tree[RECORD]))
    return placed(tree, "preferences.family", "private") if told else tree


def _texts(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict | list):
        for inner in found.values() if isinstance(found, dict) else found:
            yield from _texts(inner)


def spoken_up(answering: Flow) -> list[Notice]:
    """The notices that the answers of a record bring up, the firm ones first; what the plan says by itself was told
    when it was said.
    """
    fired, tree = knowledge.rules().fired, answering.known_so_far
    of_plan = {
        (one.rule, one.text) for one in fired({key: part for key, part in answering.base.items() if key != RECORD})
    }
    of_record = {one.rule for one in fired({RECORD: tree.get(RECORD) or {}})} - {one.rule for one in fired({})}
    found = [one for one in fired(tree) if one.rule in of_record or (one.rule, one.text) not in of_plan]
    return sorted(found, key=lambda one: one.level != "firm")


def finished(kind: str, record: Mapping[str, Any], day: datetime.date, at: str) -> Tree:
    """The record as it is kept: its kind, day and time in front, checked, without what says nothing.

    Raises ValueError where it does not fit its own model: every answer was checked when it was given, so that is our
    mistake; the words name no value.
    """
    head: Tree = {"checkin": 1} if kind == "checkin" else {"record": 1, "kind": kind}
    tree = {**head, **record, "day": record.get("day") or day.isoformat(), "at": at}
    try:
        made = MODELS[kind].model_validate(tree, context=knowledge.vocabulary())
    except ValueError:
        raise ValueError(f"a {kind} does not fit its model") from None
    kept: Tree = _said(made.model_dump(mode="json", by_alias=True, exclude_unset=True))
    return kept


def _said(found: Any) -> Any:
    """What says something, without what is empty."""
    if isinstance(found, dict):
        inner = {key: _said(one) for key, one in found.items()}
        return {key: one for key, one in inner.items() if one is not None and one not in ({}, [], "")}
    return [_said(one) for one in found] if isinstance(found, list) else found


def save(
    home: Home,
    before: reading.Loaded,
    plan: Tree,
    record: Tree,
    reason: str,
    day: datetime.date,
    draft: Draft | None,
    tell: Callable[[str], None],
) -> keeping.Saved:
    """Save the plan that a finished record leads to, and the record with it: one version, or nothing."""

    def made(number: int) -> tuple[str, bytes]:
        kind = str(record["kind"])
        head = {"record": record["record"], "kind": kind, "version": number}
        return store.record_name(day, kind), encoded({**head, **record, "version": number})

    return keeping.save(home, before, plan, reason, day, draft, tell=tell, record=made)


MOST_TOLD = 8
"""So many changes are told at the end of a sitting; `diff` has them all."""


def changed(home: Home, version: int) -> list[Said]:
    """What became of the plan in its newest version, in plain words, the most telling first."""
    from recoveryplan.workflows import comparing

    if version < 2:
        return []
    return _told(comparing.compare(home, comparing.version(home, version - 1), comparing.version(home, version)))


def would_change(home: Home, before: Tree, after: Tree) -> list[Said]:
    """What would become of a plan, before it is saved: no record tells the reasons yet."""
    from recoveryplan.workflows import comparing

    old, new = (comparing.Version(0, "", "", tree) for tree in (before, after))
    return _told(comparing.compare(home, old, new))


def _told(found: Compared) -> list[Said]:
    lines = found.teller(clock.today()).lines(found.differences)
    more = [Said(versions.more(len(lines) - MOST_TOLD, "recoveryplan diff"))] if len(lines) > MOST_TOLD else []
    return [*(Said(line, "plain", 2) for line in lines[:MOST_TOLD]), *more]


def encoded(record: Mapping[str, Any]) -> bytes:
    """A record as it stands in its file: JSON that a person can read."""
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
