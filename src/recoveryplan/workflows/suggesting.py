"""Offers, one by one: what may fit the person, why, and what they say to it. Alike in `new`, `edit` and `suggest`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from recoveryplan import clock, wording
from recoveryplan.guidance.lines import order_for
from recoveryplan.guidance.offers import DECLINED, LATER, OPEN, PAGE, Found, Offer, by_kind
from recoveryplan.interview.flow import Event, Flow
from recoveryplan.interview.guide import STATUS
from recoveryplan.interview.prompts import Answer, Move, Option, Prompt, Prompter
from recoveryplan.plan.tree import Tree
from recoveryplan.wording import Said
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.beside import beside

_WHY, _ENOUGH, _SHOW, _KIND = "why", "enough", "show", "kind"


_PROFESSIONAL = frozenset({"therapy", "treatment"})
"""The kinds of offer that come first when little moves, or little matters: help from professionals (E6)."""


def _needs_help(flow: Flow) -> bool:
    stuck = flow.record.get("stuck") or {}
    return bool(stuck.get("plateau") or stuck.get("low"))


class Guided:
    """The offers, as an interview knows them."""

    def ids(self) -> Collection[str]:
        """The id of every offer there is."""
        return knowledge.offers().by_id

    def fitting(self, tree: Tree) -> Collection[str]:
        """The ids of those that fit this plan."""
        return {one.offer.id for one in knowledge.offers().fitting(tree)}

    def left_out(self, tree: Tree, answers: Mapping[str, str]) -> dict[str, str]:
        """The words of those that were added and do not fit this plan any more, by id."""
        return knowledge.offers().left_out(tree, answers)

    def seen(self, tree: Tree, offer: str) -> list[str]:
        """The answers of this plan that an offer depends on, a line for each."""
        found = knowledge.offers()
        return found.seen(found.by_id[offer], tree) if offer in found.by_id else []

    def taken(self, tree: Tree, answers: Mapping[str, str], seen: Mapping[str, Sequence[str]]) -> Tree:
        """The plan in which these offers were answered; what is open again changes nothing."""
        said = {name: status for name, status in answers.items() if status != OPEN}
        return knowledge.offers().taken(tree, said, clock.today(), seen)


class Suggesting:
    """One look at the offers that fit. ``write`` puts each answer on the disk before the next is shown."""

    def __init__(self, flow: Flow, prompter: Prompter, write: Callable[[Event], None]) -> None:
        self.flow = flow
        self.prompter = prompter
        self.write = write
        self.passed: list[str] = []
        self.noted: set[str] = set()

    def count(self) -> int:
        """How many offers are there that fit and were not answered."""
        return len(self._left())

    def ask_first(self) -> Move | None:
        """Say that there are some, and ask if the person would like to see them now; then show them."""
        number = self.count()
        if not number:
            return None
        options = (Option(_SHOW, wording.OFFERS_SHOW), Option(_ENOUGH, wording.OFFERS_NOT_NOW))
        prompt = Prompt("offers", "choice", wording.offers_found(number), options=options, help=wording.OFFERS_HELP)
        reply = self._ask(prompt)
        if reply in (Move.SAVE, Move.LEAVE, Move.BACK):
            return reply if isinstance(reply, Move) else None
        self.write(self.flow.look())
        return self.run() if reply == Answer(_SHOW) else None

    def run(self, listed: list[Found] | None = None) -> Move | None:
        """Show five, and five more for as long as the person likes. Gives the move that led out, if one did.

        ``listed`` are those to show; without it, all that were not answered.
        """
        left = self._left() if listed is None else listed
        if not left:
            self.prompter.show([Said(wording.OFFERS_NONE_LEFT)])
        while left:
            page, left = left[:PAGE], left[PAGE:]
            out = self._page(page)
            if out is None and left:
                out, left = self._more(left)
            elif out is None:
                self.prompter.show([Said(wording.OFFERS_LAST)])
            if out is not None:
                return out if out in (Move.SAVE, Move.LEAVE) else None
        return None

    def _more(self, left: list[Found]) -> tuple[Move | None, list[Found]]:
        """What to go on with: all that is left, those of one kind, or nothing more (a move leads out)."""
        number = len(left)
        kinds = (Option(_KIND, wording.OFFERS_KIND),) if number > PAGE else ()
        options = (Option(_SHOW, wording.offers_next(number)), *kinds, Option(_ENOUGH, wording.OFFERS_ENOUGH))
        reply = self._ask(Prompt("more", "choice", wording.offers_more(number), options=options))
        if reply == Answer(_KIND):
            return self._of_kind(left)
        if reply == Answer(_SHOW):
            return None, left
        return (reply if isinstance(reply, Move) else Move.SKIP), left

    def _of_kind(self, left: list[Found]) -> tuple[Move | None, list[Found]]:
        groups = dict(by_kind(left))
        options = tuple(Option(title, f"{title} ({len(group)})") for title, group in groups.items())
        reply = self._ask(Prompt("kind", "choice", wording.OFFERS_WHICH, options=options))
        if isinstance(reply, Answer):
            return None, groups[str(reply.value)]
        return (reply, left) if reply in (Move.SAVE, Move.LEAVE) else self._more(left)

    def put_off(self) -> list[Found]:
        """What fits and was kept for later or not wanted."""
        found = knowledge.offers().fitting(self.flow.plan_so_far)
        return [one for one in found if one.status in {LATER, DECLINED}]

    def _left(self) -> list[Found]:
        if self.flow.guide is None:
            return []
        found = [*self._come_back(), *knowledge.offers().undecided(self.flow.plan_so_far)]
        if _needs_help(self.flow):
            found.sort(key=lambda one: one.offer.kind.id not in _PROFESSIONAL)
        return [one for one in found if one.offer.id not in self.passed]

    def _come_back(self) -> list[Found]:
        """At a review: what was kept for later at another time."""
        if self.flow.along is None:
            return []
        return [one for one in self.put_off() if one.status == LATER and one.offer.id not in self.flow.offers]

    def _page(self, page: list[Found]) -> Move | None:
        """Show one after the other. SKIP: enough of them; SAVE, LEAVE: out of here; None: on to the next ones."""
        nth = 0
        while nth < len(page):
            reply = self._one(page[nth], nth, len(page))
            if reply is Move.BACK:
                nth = self._back(page, nth)
            elif isinstance(reply, Move) and reply is not Move.KEEP:
                return reply
            else:
                nth += 1
        return None

    def _back(self, page: list[Found], nth: int) -> int:
        """The place of the offer before: what was said to it is taken back, and it is asked again."""
        if not nth:
            self.prompter.show([Said(wording.OFFERS_FIRST, "quiet")])
            return 0
        before = page[nth - 1].offer.id
        if before in self.passed:
            self.passed.remove(before)
        elif self.flow.offers.get(before, OPEN) != OPEN:
            self.write(self.flow.answer_offer(before, OPEN))
        return nth - 1

    def _one(self, found: Found, nth: int, of: int) -> Move:
        """Show one offer and take what is said to it. KEEP: on to the next; SKIP: enough; else the way out."""
        offer = found.offer
        place = Said(wording.offer_place(offer.kind.title, nth + 1, of), "heading")
        self.prompter.show([Said(""), place, *told(found, self.noted)])
        prompt = _prompt(offer)
        while True:
            reply = self._ask(prompt, offer.text)
            if reply == Answer(_WHY):
                self.prompter.show(list(explained(offer)))
                prompt = replace(prompt, heading=offer.text)
                continue
            if reply == Answer(_ENOUGH):
                return Move.SKIP
            if isinstance(reply, Answer):
                self.write(self.flow.answer_offer(offer.id, STATUS[str(reply.value)]))
                return Move.KEEP
            if reply in (Move.SKIP, Move.KEEP):
                self.passed.append(offer.id)
                return Move.KEEP
            return reply

    def _ask(self, prompt: Prompt, about: str = "") -> Answer | Move:
        return beside(self.prompter, prompt, lambda: self.flow.country, lambda: order_for(self.flow.plan_so_far), about)


def _prompt(offer: Offer) -> Prompt:
    options = (
        Option(_WHY, wording.OFFER_WHY),  # first: Enter alone must put nothing into the plan
        Option("add", wording.offer_add(offer.kind.called)),
        Option("later", wording.OFFER_LATER),
        Option("no", wording.OFFER_NO),
        Option(_ENOUGH, wording.OFFERS_ENOUGH),
    )
    return Prompt(f"offer:{offer.id}", "choice", wording.OFFER_ASK, options=options, help=wording.OFFER_HELP)


def told(found: Found, noted: set[str]) -> list[Said]:
    """An offer on a screen: its words, the answers it follows from, and what to mind.

    ``noted`` are the notes of kinds that were said before; the new ones are added to it.
    """
    fresh = [words for words in found.notes if words not in noted]
    noted |= set(fresh)
    minds = (Said(words, "plain", 2) for words in (*found.cautions, *fresh))
    said = [Said(wording.offer_said(found.status), "quiet", 2)] if found.status in {LATER, DECLINED} else []
    return [Said(found.offer.text), Said(wording.because(found.because), "quiet", 2), *minds, *said]


def explained(offer: Offer) -> Iterator[Said]:
    """What an offer is, how one gets it, what to ask, and where that is from."""
    for label, words in wording.offer_parts(offer.what, offer.how, offer.to_ask):
        yield Said(f"{label} {words}", "plain", 2)
    yield from sourced(offer.entry)


def sourced(use: Mapping[str, Any]) -> Iterator[Said]:
    """Where something is from: what the page says, whose page it is, its address, and the day it was read."""
    source = knowledge.source(use["source"])
    yield Said(wording.source_says(str(use["relied_on"])), "quiet", 2)
    yield Said(wording.source_of(source["publisher"], source["title"], str(source["year"])), "quiet", 2)
    yield Said(str(source["address"]), "contact", 2)
    yield Said(wording.source_read(str(use["checked_on"]), source["trust"] == "primary"), "quiet", 2)


def as_data(found: Found) -> dict[str, Any]:
    """An offer as a plain group, for other programs."""
    offer = found.offer
    source = knowledge.source(offer.entry["source"])
    return {
        "id": offer.id,
        "kind": offer.kind.id,
        "text": offer.text,
        "because": list(found.because),
        "cautions": [*found.cautions, *found.notes],
        "what": offer.what,
        "how": offer.how,
        "ask": offer.to_ask,
        "stage": list(offer.stage),
        "status": found.status,
        "goes_into": offer.kind.into,
        "source": {key: source[key] for key in ("id", "publisher", "title", "address", "year", "licence")},
        "relied_on": offer.entry["relied_on"],
        "checked_on": offer.entry["checked_on"],
    }
