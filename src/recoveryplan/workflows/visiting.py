"""What is new since the last visit, on one page: for the person to show, or to read out (E9, F7).

It may be handed over, with somebody else in the room: no note is on it, no word of dark thoughts or of a danger at
home, nobody from the plan's people, and no count of days. It tells what changed, and not why. What is about use is on
it only where check-ins ask for that.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from recoveryplan import clock
from recoveryplan.errors import ContentProblem
from recoveryplan.living import progress
from recoveryplan.living.trends import months_after
from recoveryplan.plan import days
from recoveryplan.plan.differences import CHANGED
from recoveryplan.plan.tree import value
from recoveryplan.storage import records, store
from recoveryplan.text import clean_line
from recoveryplan.wording import Said
from recoveryplan.wording import visits as words
from recoveryplan.wording.progress import USED_WHO, used_counts
from recoveryplan.wording.reviewing import tried
from recoveryplan.workflows import comparing, handed_over, reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from recoveryplan.living.progress import Progress, Scale
    from recoveryplan.plan.differences import Difference
    from recoveryplan.storage.folder import Home

    Tree = Mapping[str, Any]

LOOKED_BACK = 30
"""So many days it goes back, where no visit is known."""

MOST, ROWS = 8, 40
"""So many lines of one part are shown at most, and so many rows are filled where that can be: those of one page."""

_TOO_LITTLE = {"few", "short"}
_AHEAD = 1
"""How many months ahead check-ins are taken: a clock that went back must not hide what was written before that."""


class Visit(NamedTuple):
    """What is new: the day it begins with, whether that is a visit, and each part in words. Empty is left empty."""

    since: datetime.date
    known: bool
    trends: tuple[str, ...]
    changes: tuple[str, ...]
    effects: tuple[str, ...]
    questions: tuple[str, ...]
    agreed: tuple[str, ...]
    to_discuss: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing of it at all."""
        return not any(part for part in self[2:])


PARTS: tuple[tuple[str, str, str], ...] = (
    ("trends", words.TRENDS, "recoveryplan progress"),
    ("changes", words.CHANGES, "recoveryplan history"),
    ("effects", words.EFFECTS, "recoveryplan checkin --list --notes"),
    ("questions", words.QUESTIONS, "recoveryplan show treatment"),
    ("agreed", words.AGREED, "recoveryplan show treatment"),
    ("to_discuss", words.TO_DISCUSS, "recoveryplan show treatment"),
)
"""The parts in their order, with their headings and the command that shows all of one."""


def visit(home: Home) -> Visit:
    """What is new since the last visit; without one, of the last 30 days.

    Raises ContentProblem for a plan with a mistake in it, CannotNow for a folder that can not be used.
    """
    loaded, today = reading.plan(home), clock.today()
    tree: Tree = loaded.tree if loaded else {}
    known = _visited(tree, today)
    since = known or today - datetime.timedelta(days=LOOKED_BACK)
    spoken = handed_over.Spoken(tree)

    def kept(lines: Sequence[str]) -> tuple[str, ...]:
        return tuple(said for line in lines if (said := spoken.words(line)))

    def mine(path: str) -> tuple[str, ...]:
        return kept([str(one["text"]) for one in value(tree, path) or [] if one.get("text")])

    checkins = [one for _, one in records.checkins(home, since, months_after(today, _AHEAD)).items]
    return Visit(
        since,
        known is not None,
        kept(_trends(tree, checkins, since, today)),
        kept(_changes(home, tree, since, today)),
        kept(_effects(checkins, today)),
        mine("treatment.questions"),
        mine("treatment.agreed"),
        mine("treatment.to_discuss"),
    )


def _visited(tree: Tree, today: datetime.date) -> datetime.date | None:
    """The day of the last visit; None where none is known, or it is written as still ahead."""
    try:
        day = datetime.date.fromisoformat(str(value(tree, "treatment.visited") or ""))
    except ValueError:
        return None
    return day if day <= today else None


def _trends(tree: Tree, checkins: Sequence[Tree], since: datetime.date, today: datetime.date) -> list[str]:
    found = progress.build(tree, checkins, (), progress.Range(since, today))
    if not found.checkins:
        return []
    clear = [f"{one.name}: {one.said}." for one in found.scales if one.trend.way not in _TOO_LITTLE]
    return [words.checked_in(len(set(found.checkins))), *clear, *_few(found.scales), *_used(tree, found)]


def _few(scales: Sequence[Scale]) -> list[str]:
    names = [one.name for one in scales if one.trend.way in _TOO_LITTLE]
    return [words.few(names)] if names else []


def _used(tree: Tree, found: Progress) -> list[str]:
    """How often each answer on use was given, where the person has check-ins ask for it."""
    if found.used is None or value(tree, "checkins.used") != "yes":
        return []
    return [f"{used_counts(found.used.yes, found.used.no)} {USED_WHO}"]


def _effects(checkins: Sequence[Tree], today: datetime.date) -> list[str]:
    """What a medicine did, the newest first, each in its words once."""
    from recoveryplan.wording.versions import day

    told: dict[str, str] = {}
    for one in reversed(checkins):
        if said := clean_line(str(one.get("effects") or "")):
            told.setdefault(said, words.effect(day(str(one["day"]), today), said))
    return list(told.values())


def _changes(home: Home, tree: Tree, since: datetime.date, today: datetime.date) -> list[str]:
    """What changed in the plan from the version there was on that day, in plain words."""
    entries = store.history(home)
    before = [one.number for one in entries if one.day <= since.isoformat()]
    if not entries:
        return []
    try:
        pair = comparing.pair(home, before[-1] if before else entries[0].number)
        if pair is None:
            return []
        found = comparing.compare(home, *pair)
    except ContentProblem:  # an old version that can not be read keeps nobody from a visit
        return []
    shown = [bare for one in found.differences if _may_stand(one.path, tree) for bare in _bare(one)]
    grouped = [one for one in shown if one.closed or comparing.nouns().group(one.path)]
    # There is room for whole goals here. What a list names as a group stays one line.
    return [
        *found.teller(today, whole=True).lines([one for one in shown if one not in grouped]),
        *found.teller(today).lines(grouped),
    ]


_SHOWN_BELOW = ("treatment.questions", "treatment.agreed", "treatment.to_discuss", "treatment.visited")
_NOT_FOR_A_VISIT = (
    *("about", "people", "support", "accountability", "signed", "keep_distance"),
    *("counting", "checkins", "offers", "preferences", "review", "more"),
)
_ON_USE = ("substances", "aim", "if_i_use", "recent_break")
_NOT_TOLD = {"note", "person", "partner", "phone"}


def _may_stand(path: str, tree: Tree) -> bool:
    """Whether a change at this path is for somebody who treats the person, whoever else may see the sheet."""
    asked = value(tree, "checkins.used") == "yes"
    out = (*_SHOWN_BELOW, *_NOT_FOR_A_VISIT, *(() if asked else _ON_USE))
    return not any(path == one or path.startswith(f"{one}.") for one in out)


def _bare(one: Difference) -> Iterator[Difference]:
    """The change without notes, without whom somebody turns to, and without why; nothing where nothing is left."""
    fields = tuple(each for each in one.fields if each.path.rpartition(".")[2] not in _NOT_TOLD)
    if fields or not one.fields or one.how != CHANGED or one.was:
        yield replace(one, fields=fields, because=one.because if one.because in _TRIED else "")


_TRIED = {tried(times) for times in range(1, 100)}
"""The reasons that are about what was tried, and not about the person's life."""


# --- on a screen ---


def said(found: Visit, rows_of: Callable[[Said], int]) -> list[Said]:
    """The parts with their headings; where a page would not hold all, the longest parts give way.

    ``rows_of`` tells how many rows a paragraph takes.
    """
    least = min(MOST, max((len(getattr(found, name)) for name, _, _ in PARTS), default=1))
    for most in range(least, 0, -1):
        shown = _said(found, most)
        if sum(map(rows_of, shown)) <= ROWS:
            return shown
    return _said(found, 1)


def _said(found: Visit, most: int) -> list[Said]:
    day = days.in_words(found.since.isoformat())
    opening = words.since_visit(day) if found.known else words.since_days(LOOKED_BACK)
    shown = [Said(words.TITLE, "heading"), Said(opening), Said(words.WHO, "quiet")]
    for name, heading, command in PARTS:
        lines = getattr(found, name) or _NOT_THERE.get(name, ())
        # One line too many is shown too: to say that there is one more takes as much room.
        few = lines if len(lines) <= most + 1 else lines[:most]
        if lines:
            shown += [Said(heading, "heading"), *(Said(line, "plain", 2) for line in few)]
        if len(few) < len(lines):
            shown.append(Said(words.more(len(lines) - len(few), command), "quiet", 2))
    return shown


_NOT_THERE = {"trends": (words.NO_CHECKINS,), "questions": (words.NO_QUESTIONS,)}


def as_data(found: Visit) -> dict[str, Any]:
    """All of it, for a program."""
    parts = {name: list(getattr(found, name)) for name, _, _ in PARTS}
    return {"since": found.since.isoformat(), "since_a_visit": found.known, **parts}
