"""Answers → plan and plan → answers, question by question: the two ways of ``writes``.

Answers are kept by key: the question's id, then the thing's id, the field, the pick, joined by slashes:
``triggers/t1/strategies/place-other-route``. None is a skip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from recoveryplan.interview.prompts import Option, Value
from recoveryplan.interview.questions import Field, Question
from recoveryplan.plan import ids
from recoveryplan.plan.tree import Tree, placed, value, values

Answers = Mapping[str, Value | None]
Offered = Callable[[Field, Mapping[str, Any]], tuple[Option, ...]]
"""The options a pick-list offers for one thing (or for the whole plan, an empty group)."""

OF_PLAN = "plan:"
"""The start of an ``options_from`` that names things of the plan itself: ``plan:motivations.text``."""

OWN = "+own"
"""The option "something of my own", and the start of the keys of what is then typed. No id can look like it."""


def slots(question: Question, answers: Answers) -> list[str]:
    """The ids of a list's things, in the order they came, also of those that were skipped since."""
    lead = question.id + "/"
    return list(dict.fromkeys(key.split("/")[1] for key in answers if key.startswith(lead)))


def own_keys(key: str, answers: Answers) -> Iterator[str]:
    """The keys of own words already typed (or skipped) under a pick-list."""
    number = 1
    while f"{key}/{OWN}-{number}" in answers:
        yield f"{key}/{OWN}-{number}"
        number += 1


def written(question: Question, tree: Tree, answers: Answers, offered: Offered) -> Tree:
    """A copy of the plan tree with this question's answers in it. Unanswered fields stay as they are."""
    kind = question.field.kind
    if kind == "things":
        return placed(tree, question.writes, _things(question, tree, answers, offered))
    if question.id not in answers:
        return tree
    if kind == "picks":
        maker = _Picks(question.field, question.writes, set(_taken(tree)))
        items = value(tree, question.writes) or []
        return placed(tree, question.writes, maker.items(question.id, items, answers, offered(question.field, {})))
    if kind == "many" and question.field.key:
        return placed(tree, question.writes, _keyed(question, tree, answers.get(question.id)))
    answer = _still_offered(question.field, answers[question.id], {}, offered)
    return placed(tree, question.writes, answer)


def _taken(tree: Tree) -> Iterator[str]:
    return (used for _, used in ids.walk(tree))


def _keyed(question: Question, tree: Tree, chosen: Value | None) -> list[Any]:
    key = question.field.key
    items = value(tree, question.writes) or []
    wanted = chosen if isinstance(chosen, list) else []
    kept = [item for item in items if item.get(key) in wanted]
    taken = set(_taken(tree))
    for one in wanted:
        if one not in [item.get(key) for item in items]:
            fresh = ids.next_id(question.writes, taken)
            taken.add(fresh)
            kept.append({"id": fresh, key: one})
    return kept


def _things(question: Question, tree: Tree, answers: Answers, offered: Offered) -> list[Any]:
    before = {item["id"]: item for item in value(tree, question.writes) or []}
    taken = set(_taken(tree)) | set(slots(question, answers))
    made = []
    for slot in slots(question, answers):
        lead = f"{question.id}/{slot}/"
        if answers.get(lead + question.fields[0].name) is not None:
            made.append(_thing(question, before.pop(slot, {"id": slot}), lead, answers, offered, taken))
        else:
            before.pop(slot, None)
    return [*before.values(), *made] if before else made


def _thing(question: Question, item: Tree, lead: str, answers: Answers, offered: Offered, taken: set[str]) -> Tree:
    for asked in question.fields:
        key = lead + asked.name
        if key not in answers:
            continue
        if asked.kind == "picks":
            maker = _Picks(asked, asked.name, taken)
            item = placed(item, asked.name, maker.items(key, item.get(asked.name) or [], answers, offered(asked, item)))
        else:
            item = placed(item, asked.name, _still_offered(asked, answers[key], item, offered))
    return item


def _still_offered(asked: Field, answer: Value | None, item: Tree, offered: Offered) -> Value | None:
    """A choice among things of the plan, without those that were taken out since: no link may lead nowhere."""
    if not asked.options_from.startswith(OF_PLAN) or not isinstance(answer, list):
        return answer
    there = {option.value for option in offered(asked, item)}
    return [one for one in answer if one in there]


class _Picks:
    """Makes the items of one pick-list: those there were, those picked, those in own words."""

    def __init__(self, field: Field, path: str, taken: set[str]) -> None:
        self.field = field
        self.path = path
        self.taken = taken

    def items(self, key: str, before: list[Any], answers: Answers, options: tuple[Option, ...]) -> list[Any]:
        chosen = answers.get(key)
        known = {item["id"]: item for item in before}
        fills = {option.value: option.fill or option.text for option in options}
        made: list[Any] = []
        for one in chosen if isinstance(chosen, list) else []:
            edited = answers.get(f"{key}/{one}")
            if one in known:
                made.append(known[one] | ({self.field.text_key: edited} if edited else {}))
            elif one == OWN:
                made += [self.fresh(text) for text in map(answers.get, own_keys(key, answers)) if text]
            elif edited or one in fills:
                made.append(self.fresh(edited or fills[one], one))
        return made

    def fresh(self, text: Value, option: str = "") -> Tree:
        new = ids.next_id(self.path, self.taken)
        self.taken.add(new)
        return {"id": new, self.field.text_key: text} | ({"from": option} if option else {})


def read_from(question: Question, tree: Tree) -> dict[str, Value | None]:
    """The answers to this question that the plan holds: written back, they give the same plan."""
    kind = question.field.kind
    if kind == "things":
        return dict(_things_read(question, tree))
    if kind == "picks":
        return _picks_read(question.id, question.field, value(tree, question.writes) or [])
    if kind == "many" and question.field.key:
        found = [item[question.field.key] for item in value(tree, question.writes) or []]
        return {question.id: found} if found else {}
    found = _first_of(question, tree)
    if not found:
        return {}
    return {question.id: found if kind == "many" else found[0]}


def _first_of(question: Question, tree: Tree) -> list[Any]:
    """The values at the question's path; through ``list[field=value]`` those of the first item alone."""
    if "[" not in question.writes:
        return values(tree, question.writes)
    items, _, rest = question.writes.partition("].")
    picked = values(tree, items + "]")
    return values(picked[0], rest) if picked else []


def _things_read(question: Question, tree: Tree) -> Iterator[tuple[str, Value | None]]:
    for item in value(tree, question.writes) or []:
        for asked in question.fields:
            key = f"{question.id}/{item['id']}/{asked.name}"
            found = item.get(asked.name)
            if asked.kind == "picks":
                yield from _picks_read(key, asked, found or []).items()
            elif found is not None:
                yield key, found


def _picks_read(key: str, field: Field, items: list[Any]) -> dict[str, Value | None]:
    if not items:
        return {}
    chosen: list[str] = [item["id"] for item in items]
    return {key: chosen} | {f"{key}/{item['id']}": item[field.text_key] for item in items}
