"""Bringing an older version back as the next one: read, compared with the plan as it is now, and saved."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from recoveryplan.errors import ContentProblem
from recoveryplan.plan import bringing_back, loading
from recoveryplan.plan.bringing_back import Eyes
from recoveryplan.plan.differences import ADDED, Difference
from recoveryplan.plan.tree import values
from recoveryplan.storage import store
from recoveryplan.storage.folder import Home
from recoveryplan.wording import versions as words
from recoveryplan.workflows import comparing, keeping, knowledge, reading
from recoveryplan.workflows.comparing import Compared, Version
from recoveryplan.workflows.keeping import Saved
from recoveryplan.yamlfile import read, textual

Tree = dict[str, Any]


@dataclass(frozen=True)
class BroughtBack:
    """An older version, ready to be saved as the next one.

    ``before`` is the plan as it was read, None where its file is gone. ``text`` are the bytes of the old version,
    which the next one is built on. ``compared`` goes from now to then; ``stays`` names what is kept as it is now, and
    ``out`` is whether something of the old version stays out.
    """

    number: int
    day: str
    text: bytes
    tree: Tree
    before: reading.Loaded | None
    compared: Compared
    stays: tuple[str, ...]
    out: bool

    @property
    def changes(self) -> list[Difference]:
        """What is different: people who come back first, so that nobody comes back unseen."""
        return sorted(self.compared.differences, key=lambda one: (one.how, one.path) != (ADDED, "people"))


def prepared(home: Home, number: int) -> BroughtBack:
    """Read a version and put it beside the plan as it is now. Writes nothing.

    Raises NothingYet without a version, UsageProblem for one that is not there, ContentProblem for a plan or a version
    with mistakes in it.
    """
    listed = comparing.saved(home)
    text = store.version_bytes(home, number)
    day = next(one.day for one in listed if one.number == number)
    old = loading.dump(reading.typed(read(text, f"history/{number:04d}.yaml")))
    before = _present(home)
    newest = listed[-1].number
    there = _typed(before.stored.data, "plan.yaml") if before else _newest(home, newest)
    lasting = functools.cache(lambda: _lasting(home, [one.number for one in listed if number <= one.number]))
    eyes = Eyes(comparing.tender, comparing.dangerous, lambda one: one in lasting(), _unfit)
    made = bringing_back.brought_back(old, there, comparing.nouns().unsaid, eyes)
    found = comparing.compare(home, _version(newest, there), _version(newest, made.tree))
    return BroughtBack(number, day, text, made.tree, before, found, tuple(made.stays), made.out)


def save(home: Home, ready: BroughtBack, day: datetime.date, tell: Callable[[str], None]) -> Saved:
    """Save it as the next version; a change by hand is recorded first. Errors as for ``keeping.save``."""
    return keeping.save(home, ready.before, ready.tree, words.restored(ready.number), day, tell=tell, on=ready.text)


def _lasting(home: Home, numbers: Sequence[int]) -> frozenset[str]:
    """The ids of the goals that are in every one of these versions; none where one can not be read."""
    return frozenset.intersection(*(_goals(home, number) for number in numbers))


def _unfit(name: str, tree: Tree) -> bool:
    offers = knowledge.offers()
    offer = offers.by_id.get(name)
    without = (offer.not_when, offer.kind.not_when) if offer else ()
    return any(one.holds(tree, offers.words) for one in without if one)


def _goals(home: Home, number: int) -> frozenset[str]:
    tree = comparing.read_quietly(home, number) or {}
    return frozenset(str(one.get("id")) for one in values(tree, "goals") if isinstance(one, dict))


def _present(home: Home) -> reading.Loaded | None:
    try:
        return reading.plan(home)
    except ContentProblem as problem:
        raise ContentProblem(problem.problems, words.RESTORE_MEND) from None


def _newest(home: Home, number: int) -> Tree:
    return _typed(store.version_bytes(home, number), f"history/{number:04d}.yaml")


def _typed(data: bytes, name: str) -> Tree:
    return loading.dump(reading.typed(read(data, name)))


def _version(number: int, tree: Tree) -> Version:
    text = textual(tree)
    return Version(number, "", "", text if isinstance(text, dict) else {})
