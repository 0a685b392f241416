"""Offers: what may fit a person, why, and what became of it. Pure; nothing is added to a plan but by ``taken``.

An offer fits where its conditions hold. It says "because you said …" (see ``said``), what it is, how one gets it and
what to ask. What a person answered to it stands in the plan's ``offers``, with the answers it was based on.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recoveryplan.guidance.options import NOT_RIGHT, did_not_help
from recoveryplan.guidance.said import Said
from recoveryplan.plan import conditions, ids, tree
from recoveryplan.plan.conditions import Condition, Words

Entry = Mapping[str, Any]
Tree = dict[str, Any]

OPEN, ADDED, LATER, DECLINED = "open", "added", "later", "declined"
"""What can have become of an offer: nothing yet, and what a person said to it."""

_GRAVE, _LESS, _LESS_GRAVE = 9, 30, 4
"""What did not help before comes later; not so much later where it can save a life."""

_NOTHING: Mapping[str, Sequence[str]] = {}

PAGE = 5
"""So many offers are shown at once."""


@dataclass(frozen=True)
class Kind:
    """A kind of offer: its heading, the list of the plan that it goes into, and how that is called."""

    id: str
    title: str
    into: str
    key: str
    called: str
    also: Mapping[str, str]
    not_when: Condition | None


class Offer:
    """One thing that may be offered, ready to be asked whether it fits. Raises BadCondition."""

    def __init__(self, entry: Entry, kind: Kind, notes: Iterable[tuple[Condition, str]]) -> None:
        self.entry = entry
        self.kind = kind
        self.id = str(entry["id"])
        self.text, self.what, self.how, self.to_ask = (str(entry[key]) for key in ("text", "what", "how", "ask"))
        self.caution = str(entry.get("caution") or "")
        self.care = entry.get("care")
        self.rank = int(entry.get("rank", 3))
        self.stage = tuple(entry.get("stage") or ())
        self.when = conditions.parse(entry["when"])
        self.not_when = _parsed(entry.get("not_when"))
        self.notes = [(conditions.parse(one["when"]), str(one["text"])) for one in entry.get("notes") or ()]
        self.of_kind = list(notes)

    def fits(self, plan: Tree, words: Words) -> bool:
        """Whether it may be offered to somebody with this plan."""
        stage = tree.value(plan, "readiness.stage")
        if self.stage and stage and stage not in self.stage:
            return False
        without = (one for one in (self.not_when, self.kind.not_when) if one)
        return self.when.holds(plan, words) and not any(one.holds(plan, words) for one in without)

    @property
    def all_notes(self) -> tuple[list[tuple[Condition, str]], ...]:
        """Its own notes, and those of its kind, each with its condition."""
        return self.notes, self.of_kind

    def tests(self) -> Iterator[Condition]:
        """Every single test of an answer that decides on whether it fits, but for what holds for all of its kind:
        where that speaks against it, it is not offered at all."""
        for one in (self.when, *([self.not_when] if self.not_when else [])):
            yield from one.leaves()
        if self.stage:
            yield Condition("in", "readiness.stage", self.stage)


@dataclass(frozen=True)
class Found:
    """An offer that fits: the answers it follows from, the cautions that hold, and its status in this plan.

    ``notes`` are those of its kind: a screen says each of them once, not at every offer.
    """

    offer: Offer
    because: tuple[str, ...]
    cautions: tuple[str, ...]
    notes: tuple[str, ...]
    status: str
    score: int


class Offers:
    """All offers there are. ``choices`` are the plan paths where no words of the person's own can stand."""

    def __init__(
        self,
        entries: Iterable[Entry],
        kinds: Mapping[str, Any],
        said: Said,
        words: Words,
        choices: Collection[str],
    ) -> None:
        self.said = said
        self.words = words
        self.choices = choices
        self.kinds = {one["id"]: _kind(one) for one in kinds["kinds"]}
        notes = [(one["for"], conditions.parse(one["when"]), str(one["text"])) for one in kinds["notes"]]
        self.by_id = {
            str(one["id"]): Offer(
                one, self.kinds[one["kind"]], [(when, text) for to, when, text in notes if one["kind"] in to]
            )
            for one in entries
        }

    def fitting(self, plan: Tree) -> list[Found]:
        """Every offer that fits this plan, the most fitting first; equal ones as in the files."""
        found = [self._found(one, plan) for one in self.by_id.values() if one.fits(plan, self.words)]
        return sorted(found, key=lambda one: -one.score)

    def undecided(self, plan: Tree) -> list[Found]:
        """Those that fit and were not answered, spread over the kinds: the next page stands first."""
        return spread([one for one in self.fitting(plan) if one.status == OPEN])

    def _found(self, offer: Offer, plan: Tree) -> Found:
        tried = did_not_help(offer.care, plan)
        because = self.said.because(offer.when, plan, self.words)
        own, of_kind = ([text for when, text in notes if when.holds(plan, self.words)] for notes in offer.all_notes)
        cautions = tuple(filter(None, (NOT_RIGHT if tried else "", offer.caution, *own)))
        less = (_LESS_GRAVE if offer.rank == _GRAVE else _LESS) * tried
        score = offer.rank * 10 + 2 * min(len(because), 2) + 2 * bool(offer.stage) - less
        return Found(offer, tuple(because), cautions, tuple(of_kind), self.status(offer, plan), score)

    def status(self, offer: Offer, plan: Tree) -> str:
        """What became of an offer: open again when an answer that it depends on has changed since."""
        if _in_plan(offer, plan):
            return ADDED
        stored: Tree = next((one for one in plan.get("offers") or () if one["id"] == offer.id), {})
        if not stored or stored["status"] == ADDED:
            return OPEN
        now = _by_path(self.seen(offer, plan))
        # A later version of the program may read other answers: only what both read can tell of a change.
        changed = any(now.get(path, value) != value for path, value in _by_path(stored.get("seen") or ()).items())
        return OPEN if changed else str(stored["status"])

    def seen(self, offer: Offer, plan: Tree) -> list[str]:
        """The answers that an offer depends on, a line for each; of own words only if there are any.

        What the words are looked through for is named nowhere: the file may be read by whom they are about.
        """
        return list(dict.fromkeys(self._seen(one, plan) for one in offer.tests()))

    def _seen(self, one: Condition, plan: Tree) -> str:
        found = [str(value) for value in tree.values(plan, one.path) if not isinstance(value, dict)]
        if conditions.bare(one.path) in self.choices or one.operator in {"at_least", "at_most"}:
            return f"{one.path}: {', '.join(sorted(set(found))) or '-'}"
        return f"{one.path}: {'answered' if tree.values(plan, one.path) else '-'}"

    def taken(
        self, plan: Tree, answers: Mapping[str, str], day: datetime.date, seen: Mapping[str, Sequence[str]] = _NOTHING
    ) -> Tree:
        """A copy of the plan in which these offers were answered: id → added, later or declined.

        What is added goes into its list with the text as shown and the offer's id, once. Nothing changes by ids that
        no offer has any more, by what is in the plan already, and by what does not fit it (any more).
        ``seen`` are the answers that stood there when an offer was answered, by id; else those of the plan count.
        """
        made = dict(plan)
        for offer, status in ((self.by_id[name], one) for name, one in answers.items() if name in self.by_id):
            if _in_plan(offer, plan) or (status == ADDED and not offer.fits(plan, self.words)):
                continue
            made["offers"] = _noted(made.get("offers") or (), {
                "id": offer.id, "status": status, "on": day.isoformat(),
                "seen": list(seen.get(offer.id) or self.seen(offer, plan)),
            })  # fmt: skip
            if status == ADDED:
                made = _put(offer, made)
        return made

    def left_out(self, plan: Tree, answers: Mapping[str, str]) -> dict[str, str]:
        """The offers that were added and do not fit this plan any more: id → their words."""
        added = (self.by_id[name] for name, one in answers.items() if one == ADDED and name in self.by_id)
        return {offer.id: offer.text for offer in added if not (offer.fits(plan, self.words) or _in_plan(offer, plan))}


def _kind(one: Entry) -> Kind:
    id_, title, into, key, called = (str(one[key]) for key in ("id", "title", "into", "key", "called"))
    return Kind(id_, title, into, key, called, one.get("also") or {}, _parsed(one.get("not_when")))


def _parsed(data: Any) -> Condition | None:
    return None if data is None else conditions.parse(data)


def _by_path(seen: Iterable[str]) -> dict[str, str]:
    """Lines of answers by what stands before the colon."""
    return {path: value for path, _, value in (str(line).partition(": ") for line in seen)}


def _noted(stored: Iterable[Tree], new: Tree) -> list[Tree]:
    """What was said to offers, with one more; one that is there already changes where it stands, if at all."""
    listed = list(stored)
    there = next((one for one in listed if one["id"] == new["id"]), None)
    if there is None:
        return [*listed, new]
    same = {**there, "on": new["on"]} == new
    return [new if one is there and not same else one for one in listed]


def _in_plan(offer: Offer, plan: Tree) -> bool:
    return any(item.get("from") == offer.id for item in tree.value(plan, offer.kind.into) or ())


def _put(offer: Offer, plan: Tree) -> Tree:
    taken = {used for _, used in ids.walk(plan)}
    item = {"id": ids.named_id(offer.kind.into, offer.id, taken), offer.kind.key: offer.text, "from": offer.id}
    item |= dict(offer.kind.also) | dict(offer.entry.get("also") or {})
    return tree.placed(plan, offer.kind.into, [*(tree.value(plan, offer.kind.into) or ()), item])


def spread(found: list[Found]) -> list[Found]:
    """The same offers with the kinds mixed, so that one page does not hold one kind alone. The best stays first."""
    left, made = list(found), []
    while left:
        page: list[Found] = []
        while left and len(page) < PAGE:
            best = max(left, key=lambda one: one.score - _TOO_MANY * _of_kind(page, one))
            left.remove(best)
            page.append(best)
        made += page
    return made


_TOO_MANY = 14


def _of_kind(page: list[Found], one: Found) -> int:
    return sum(other.offer.kind is one.offer.kind for other in page)


def by_kind(page: Iterable[Found]) -> Iterator[tuple[str, list[Found]]]:
    """A page by kind: each heading with its offers, in the order they came up."""
    groups: dict[str, list[Found]] = {}
    for one in page:
        groups.setdefault(one.offer.kind.title, []).append(one)
    return iter(groups.items())
