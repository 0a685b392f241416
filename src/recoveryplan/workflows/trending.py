"""Looking back: reads the plan, the check-ins and the reviews of a range, and what of it belongs where.

A name of the keep-distance list is on no screen and no page. A page also shows no name or number of anybody in the
plan, no words that tell of a danger at home or of dark thoughts, and no answer on use: it may be found, or handed on.
"""

from __future__ import annotations

import gc

from recoveryplan import clock
from recoveryplan.living import progress
from recoveryplan.living.trends import months_after
from recoveryplan.plan.away import Away
from recoveryplan.storage import records
from recoveryplan.workflows import knowledge, reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, TypeVar

    from recoveryplan.living.progress import Progress, Range
    from recoveryplan.storage.folder import Home

    Thing = TypeVar("Thing")
    Say = Callable[[str], str | None]
    """Gives the words as they may be shown, or None where they may not."""

_AHEAD = 1
"""How many months ahead check-ins are taken: a clock that went back must not hide what was written before that."""


class LookedBack:
    """What was found: the plain plan (empty without one), all of its progress, and how many files were passed over.

    ``older``: whether there is something from before the range.
    """

    __slots__ = ("older", "passed_over", "progress", "tree")

    def __init__(self, tree: dict[str, Any], found: Progress, passed_over: int, older: bool) -> None:
        self.tree = tree
        self.progress = found
        self.passed_over = passed_over
        self.older = older


def look_back(home: Home, everything: bool = False) -> LookedBack:
    """The last six months, or all there is. Opens the plan, its index, and the files of those months only.

    Raises ContentProblem for a plan that cannot be read, CannotNow for a folder that cannot be used.
    """
    # Half a year is many small things, all of them kept: looking for some to throw away would take as long again.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _look_back(home, everything)
    finally:
        if collecting:
            gc.enable()


def _look_back(home: Home, everything: bool) -> LookedBack:
    loaded = reading.plan(home)
    tree = loaded.tree if loaded else {}
    today = clock.today()
    asked = progress.Range(None, today) if everything else progress.six_months(today)
    until = months_after(today, _AHEAD)
    checkins = records.checkins(home, asked.since, until)
    upto = loaded.stored.version if loaded else None
    happened = records.records(home, asked.since, until, upto=upto)
    found = _built(tree, [one for _, one in checkins.items], [one for _, one in happened.items], asked)
    away = Away(tree)
    shown = _said(found, lambda text: None if away.named_in(text) else text)
    return LookedBack(tree, shown, checkins.passed_over + happened.passed_over, _older(home, asked))


def _built(tree: dict[str, Any], checkins: Sequence[Any], happened: Sequence[Any], asked: Range) -> Progress:
    reviews = [one for one in happened if one["kind"] == "review"]
    setbacks = [one for one in happened if one["kind"] == "setback"]
    measured = any(review.get("measures") for review in reviews)
    names = knowledge.vocabulary()["measure"] if measured else None
    return _without_dark_moments(progress.build(tree, checkins, reviews, asked, names, setbacks))


def _without_dark_moments(found: Progress) -> Progress:
    """Without dark words that only the record of a setback has: they are in no plan, and are not said again."""
    if all(one.id for one in found.tools):
        return found
    from recoveryplan.workflows import own_words

    tools = tuple(one for one in found.tools if one.id or not own_words.is_dark(one.what))
    return found._replace(tools=tools)


def _older(home: Home, asked: Range) -> bool:
    first = asked.since.isoformat()[:7] if asked.since else ""
    return any(month < first for folder in (home.checkins, home.records) for month in records.months(folder)[:1])


# --- what may stand where ---


def for_page(tree: Mapping[str, Any], found: Progress) -> Progress:
    """The same for a page: without answers on use, dark or dangerous words, and names and numbers of people."""
    from recoveryplan.workflows import handed_over

    return _said(found._replace(used=None), handed_over.Hidden(tree).words)


def _said(found: Progress, say: Say) -> Progress:
    """The same with each of the person's own words as it may be said; what may not be said is left out."""
    scales = [one if not one.own else _each(one, say, "name", "low", "high") for one in found.scales]
    goals = found.goals._replace(
        reached=_kept(_each(one, say, "what") for one in found.goals.reached),
        going=_kept(_each(one, say, "what") for one in found.goals.going),
    )
    tools = _kept(_each(one, say, "what") for one in found.tools)
    return found._replace(scales=_kept(scales), goals=goals, tools=tools)


def _each(one: Any, say: Say, *fields: str) -> Any:
    said = {field: say(getattr(one, field)) for field in fields}
    return None if None in said.values() else one._replace(**said)


def _kept(things: Any) -> tuple[Any, ...]:
    return tuple(one for one in things if one is not None)
