"""Two versions of the plan side by side: reads them, and what the records say of the changes between them.

Only the two versions are read, and only the records of the months between them.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from recoveryplan import wording
from recoveryplan.errors import CannotNow, ContentProblem, NothingYet
from recoveryplan.plan import differences
from recoveryplan.plan.away import Away
from recoveryplan.plan.conditions import mentioned
from recoveryplan.plan.differences import Because, Difference, Nouns
from recoveryplan.plan.telling import Teller, names_in
from recoveryplan.plan.tree import values
from recoveryplan.storage import files, migrations, records, store
from recoveryplan.storage.folder import Home
from recoveryplan.storage.store import Entry
from recoveryplan.wording import versions
from recoveryplan.workflows import knowledge, reading
from recoveryplan.yamlfile import read

Tree = Mapping[str, Any]

_DANGER = "partner_danger"
_TENDER = (_DANGER, "self_harm")


@dataclass(frozen=True)
class Version:
    """A version as it was saved, or (``by_hand``) the plan's file as it was changed since. ``day`` is ISO or empty.

    In ``Compared`` a reason that is not quoted gave way to ``wording.versions.OWN_REASON``.
    """

    number: int
    day: str
    reason: str
    tree: Tree
    by_hand: bool = False


@dataclass(frozen=True)
class Compared:
    """Two versions, the older first, and what is different, the most telling first."""

    old: Version
    new: Version
    differences: tuple[Difference, ...]
    names: Mapping[str, str]
    names_before: Mapping[str, str]

    @property
    def day_went_back(self) -> bool:
        """Whether the later version has an earlier day."""
        return bool(self.old.day and self.new.day and self.new.day < self.old.day)

    def teller(self, today: datetime.date, whole: bool = False) -> Teller:
        """What puts the differences in words."""
        return Teller(nouns(), self.names, today, whole, self.names_before)


def nouns() -> Nouns:
    """How each part of a plan is called in a difference."""
    return Nouns(knowledge.tree("differences.yaml"), knowledge.tree("shape.yaml"), knowledge.vocabulary())


# --- reading versions ---


def saved(home: Home) -> list[Entry]:
    """Every version that was saved, oldest first. Raises NothingYet without one."""
    found = store.history(home)
    if not found:
        raise NothingYet(*wording.NO_PLAN_YET)
    return found


def version(home: Home, number: int, listed: Sequence[Entry] | None = None) -> Version:
    """One version as it was saved. ``listed`` are all of them, where they were read already.

    Raises NothingYet without a plan, UsageProblem for a number that is not there, ContentProblem for a file that
    can not be read.
    """
    entry = next((one for one in listed or saved(home) if one.number == number), None)
    data = files.read_file(home.version_file(number)) if entry else None
    tree = tree_of(store.version_bytes(home, number) if data is None else data, number)
    return Version(number, entry.day if entry else "", entry.reason if entry else "", tree)


def now(home: Home, listed: Sequence[Entry]) -> Version | None:
    """The plan as it stands; None where its file is gone. Raises ContentProblem with every problem of the file."""
    found = reading.plan(home)
    if found is None:
        return None
    entry = next((one for one in listed if one.number == found.stored.version), None)
    by_hand = found.stored.state not in {"fresh", "adopted"}
    day, reason = (entry.day, entry.reason) if entry else ("", "")
    return Version(found.stored.version, day, reason, _mapping(migrations.upgrade(found.document)), by_hand)


def tree_of(data: bytes, number: int) -> Tree:
    """A version's bytes as a plain tree in today's format. Raises ContentProblem with the place in its own file."""
    return _mapping(migrations.upgrade(read(data, f"history/{number:04d}.yaml")))


def _mapping(tree: Any) -> Tree:
    return tree if isinstance(tree, dict) else {}


# --- two of them ---


def pair(home: Home, first: int | None = None, second: int | None = None) -> tuple[Version, Version] | None:
    """The two versions that are meant, the older first; None where there is only one yet.

    Of none: the newest and the one before, or the file that was changed by hand and its version. Of one: that one
    and the plan as it is now. Errors as for ``version`` and ``now``.
    """
    listed = saved(home)
    if first is not None and second is not None:
        low, high = sorted((first, second))
        return version(home, low, listed), version(home, high, listed)
    there = now(home, listed) or version(home, listed[-1].number, listed)
    if first is not None:
        return version(home, first, listed), there
    before = [entry.number for entry in listed if entry.number < there.number + there.by_hand]
    return (version(home, before[-1], listed), there) if before else None


def compare(home: Home, old: Version, new: Version) -> Compared:
    """What is different between two versions, with the reasons that stand in the records between them."""
    known = nouns()
    found = differences.between(old.tree, new.tree, known, told(home, old, new))
    hush = unquoted(old.tree, new.tree, _standing(home))
    was, now = (
        {name: "" if hush(own) else own for name, own in names_in((tree,), known).items()}
        for tree in (old.tree, new.tree)
    )
    quoted = (replace(old, reason=spoken(old.reason, hush)), replace(new, reason=spoken(new.reason, hush)))
    return Compared(*quoted, tuple(differences.hushed(found, hush)), was | now, was)


def _standing(home: Home) -> Tree:
    """The plan's own file as it is now, for the names that are kept away by now; nothing where it can not be read."""
    try:
        return tree_of(files.read_file(home.plan) or b"", 0)
    except (ContentProblem, CannotNow):
        return {}


def spoken(reason: str, hush: Callable[[str], bool]) -> str:
    """A reason as it may stand on a screen. The file keeps the words."""
    return versions.OWN_REASON if hush(reason) else reason


def unquoted(*trees: Tree) -> Callable[[str], bool]:
    """Tells which words of these plans are not quoted: the tender ones, and those that name whom the person avoids."""
    away = Away({"keep_distance": [one for tree in trees for one in values(tree, "keep_distance")]})
    return lambda words: tender(words) or away.named_in(words)


def tender(words: str) -> bool:
    """Whether words tell of dying, or of somebody at home who is a danger: those are quoted on no screen of ours."""
    lists = knowledge.mentions()
    return any(mentioned(words, lists[name]) for name in _TENDER)


def dangerous(words: str) -> bool:
    """Whether words tell of somebody at home who is a danger."""
    return mentioned(words, knowledge.mentions()[_DANGER])


def told(home: Home, old: Version, new: Version) -> dict[str, Because]:
    """What the records of the versions after the old one, up to the new one, say of each thing, by its id."""
    between = [one for one in store.history(home) if old.number <= one.number <= new.number]
    days = [day for one in between if (day := _day(one.day))]
    if len(between) < 2 or not days:
        return {}
    found = records.records(home, min(days), max(days), upto=new.number)
    counted = sorted((one for _, one in found.items), key=_number)
    return {name: why for one in counted if _number(one) > old.number for name, why in _changes(one)}


def _number(record: Mapping[str, Any]) -> int:
    return int(record.get("version") or 0)


def _changes(record: Mapping[str, Any]) -> Iterator[tuple[str, Because]]:
    for one in record.get("changes") or []:
        yield one["id"], Because(str(one.get("how") or ""), str(one.get("because") or ""), str(one.get("by") or ""))


def _day(written: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None


# --- in numbers, for the list of versions ---

_COUNTED = {differences.MOVED: differences.CHANGED, differences.AGAIN: differences.CHANGED}


@dataclass(frozen=True)
class Overview:
    """The list of versions: how much changed in those looked into (number → kind of change → how many), and every
    version with its reason as it may stand on a screen."""

    counts: Mapping[int, Mapping[str, int]]
    entries: tuple[Entry, ...]


def overview(home: Home, entries: Sequence[Entry], most: int | None) -> Overview:
    """The list of versions, with the last ``most`` of them looked into (None: all of them).

    Each of these versions is read once, the one before them, and the plan's file. A version that can not be read has
    no summary, nor has the one after it.
    """
    count = len(entries) if most is None else most
    trees = [(one.number, read_quietly(home, one.number)) for one in (entries[-count - 1 :] if count else [])]
    hush = unquoted(_standing(home), *(tree for _, tree in trees if tree))
    listed = tuple(Entry(one.number, one.day, spoken(one.reason, hush), one.digest) for one in entries)
    return Overview(_summaries(trees), listed)


def _summaries(trees: Sequence[tuple[int, Tree | None]]) -> dict[int, dict[str, int]]:
    known = nouns()
    return {
        number: _counts(differences.between(before, tree, known))
        for (_, before), (number, tree) in itertools.pairwise(trees)
        if before is not None and tree is not None
    }


def _counts(found: Sequence[Difference]) -> dict[str, int]:
    hows = [_COUNTED.get(one.how, one.how) for one in found]
    return {how: hows.count(how) for how in differences.RANKS if how in hows}


def read_quietly(home: Home, number: int) -> Tree | None:
    """One version as a plain tree; None where it can not be read."""
    data = files.read_file(home.version_file(number))
    try:
        return tree_of(store.version_bytes(home, number) if data is None else data, number)
    except ContentProblem:
        return None
