"""Answers → plan and plan → answers, question by question: the two ways of ``writes``.

Answers are kept by key: the question's id, then the thing's id, the field, the pick, joined by slashes:
``triggers/t1/strategies/place-other-route``. None is a skip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from recoveryplan.interview.prompts import Option, Value
from recoveryplan.interview.questions import OF_PLAN, Field, Question
from recoveryplan.plan import ids
from recoveryplan.plan.tree import Tree, placed, value, values

Answers = Mapping[str, Value | None]
Offered = Callable[[Field, Mapping[str, Any]], tuple[Option, ...]]
"""The options a pick-list offers for one thing (or for the whole plan, an empty group)."""

Fitting = Callable[[Field, Mapping[str, Any]], bool]
"""Whether a field is asked of a thing, after what the thing has so far."""

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


def written(question: Question, tree: Tree, answers: Answers, offered: Offered, fitting: Fitting) -> Tree:
    """A copy of the plan tree with this question's answers in it. Unanswered fields stay as they are."""
    kind = question.field.kind
    if kind == "things":
        return placed(tree, question.writes, _things(question, tree, answers, offered, fitting))
    if question.id not in answers:
        return tree
    item = value(tree, f"{question.each}[id={question.item}]") if question.item else {}
    if kind == "picks":
        items = value(tree, question.writes) or []
        maker = (
            _Picks(question.field, question.writes, _taken(tree)) if question.item else _Named(question, tree, items)
        )
        return placed(tree, question.writes, maker.items(question.id, items, answers, offered(question.field, item)))
    if kind == "many" and question.field.key:
        return placed(tree, question.writes, _keyed(question, tree, answers.get(question.id)))
    return _put(tree, question.writes, _still_offered(question.field, answers[question.id], item, offered))


def _put(tree: Tree, path: str, new: Value | None) -> Tree:
    """The tree with a value at its path; as it is where the same stands there, as the number or as its text."""
    return tree if new is not None and str(value(tree, path)) == str(new) else placed(tree, path, new)


def without(question: Question, tree: Tree) -> Tree:
    """A copy of the plan tree without what this question asks for."""
    return placed(tree, question.writes, None)


def _taken(tree: Tree) -> set[str]:
    """Every id of the tree."""
    return {used for _, used in ids.walk(tree)}


def _keyed(question: Question, tree: Tree, chosen: Value | None) -> list[Any]:
    key = question.field.key
    items = value(tree, question.writes) or []
    wanted = chosen if isinstance(chosen, list) else []
    kept = [item for item in items if item.get(key) in wanted]
    taken = _taken(tree)
    present = {item.get(key) for item in items}
    fresh = [one for one in wanted if one not in present]
    return kept + [{"id": ids.named_id(question.writes, one, taken), key: one} for one in fresh]


def _things(question: Question, tree: Tree, answers: Answers, offered: Offered, fitting: Fitting) -> list[Any]:
    before = {item["id"]: item for item in value(tree, question.writes) or []}
    taken = _taken(tree) | set(slots(question, answers))
    made: dict[str, Tree] = {}
    for slot in slots(question, answers):
        lead = f"{question.id}/{slot}/"
        item = before.get(slot, {"id": slot})
        if answers.get(lead + question.fields[0].name) is not None:
            made[slot] = _less(question, item, _thing(question, item, lead, answers, offered, taken), fitting)
    there = {one: item for one, item in before.items() if one in made or not _asked(one, question, answers)}
    return list((there | made).values())


def _asked(slot: str, question: Question, answers: Answers) -> bool:
    return f"{question.id}/{slot}/{question.fields[0].name}" in answers


def _thing(question: Question, item: Tree, lead: str, answers: Answers, offered: Offered, taken: set[str]) -> Tree:
    for asked in question.fields:
        key = lead + asked.name
        if key not in answers:
            continue
        if asked.kind == "picks":
            maker = _Picks(asked, asked.name, taken)
            item = placed(item, asked.name, maker.items(key, item.get(asked.name) or [], answers, offered(asked, item)))
        else:
            item = _put(item, asked.name, _still_offered(asked, answers[key], item, offered))
    return item


def _less(question: Question, before: Tree, item: Tree, fitting: Fitting) -> Tree:
    """The thing without fields that do not fit its other fields; those that never did (written by hand) stay."""
    for asked in question.fields:
        if asked.name in item and not fitting(asked, item) and (asked.name not in before or fitting(asked, before)):
            item = placed(item, asked.name, None)
    return item


def _still_offered(asked: Field, answer: Value | None, item: Mapping[str, Any], offered: Offered) -> Value | None:
    """An answer that names things of the plan, without those that were taken out since: no link may lead nowhere."""
    if not asked.options_from.startswith(OF_PLAN) or answer is None:
        return answer
    there = {option.value for option in offered(asked, item)}
    if isinstance(answer, list):
        return [one for one in answer if one in there]
    return answer if answer in there else None


class _Picks:
    """Makes the items of one pick-list: those there were, those picked, those in own words."""

    def __init__(self, field: Field, path: str, taken: set[str]) -> None:
        self.field = field
        self.path = path
        self.taken = taken

    def items(self, key: str, before: list[Any], answers: Answers, options: tuple[Option, ...]) -> list[Any]:
        chosen = answers.get(key)
        known = {item["id"]: item for item in before}
        there = {option.value: option for option in options}
        made: list[Any] = []
        for one in chosen if isinstance(chosen, list) else []:
            edited = answers.get(f"{key}/{one}")
            if one in known:
                made.append(known[one] | ({self.field.text_key: edited} if edited else {}))
            elif one == OWN:
                made += self.own(list(own_keys(key, answers)), answers)
            elif edited or one in there:
                option = there.get(one, Option(one, ""))
                made.append({"id": self.fresh(one), self.field.text_key: edited or option.fill or option.text}
                            | {"from": one} | dict(option.also))  # fmt: skip
        return made

    def own(self, keys: list[str], answers: Answers) -> list[Any]:
        """The items in own words, without those that were left empty."""
        return [{"id": self.fresh(""), self.field.text_key: answers[key]} for key in keys if answers[key]]

    def fresh(self, option: str) -> str:  # noqa: ARG002 - for lists whose ids have names
        """A new id: the next free number."""
        new = ids.next_id(self.path, self.taken)
        self.taken.add(new)
        return new


class _Named(_Picks):
    """The same for a list of the plan itself, with ids that do not depend on what else is picked."""

    def __init__(self, question: Question, tree: Tree, items: list[Any]) -> None:
        super().__init__(question.field, question.writes, _taken(tree))
        self.before = {item["id"] for item in items}

    def own(self, keys: list[str], answers: Answers) -> list[Any]:
        """Each has the number it was typed as, so that leaving one empty moves no other."""
        named = zip(ids.own_ids(self.path, self.before), keys, strict=False)
        return [{"id": name, self.field.text_key: answers[key]} for name, key in named if answers[key]]

    def fresh(self, option: str) -> str:
        return ids.named_id(self.path, option, self.taken)


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
    return {question.id: found if kind == "many" else _typed(question.field, found[0])}


def _typed(asked: Field, found: Any) -> Any:
    """A value of the plan as a prompt gives it: a file holds numbers as text."""
    return int(found) if asked.kind in {"number", "scale"} and str(found).isdecimal() else found


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
                yield key, _typed(asked, found)


def _picks_read(key: str, field: Field, items: list[Any]) -> dict[str, Value | None]:
    if not items:
        return {}
    chosen: list[str] = [item["id"] for item in items]
    return {key: chosen} | {f"{key}/{item['id']}": item[field.text_key] for item in items}
