"""The one save: a plan tree becomes the next version, with its reason, and the card is made anew."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from recoveryplan import home as names
from recoveryplan import wording
from recoveryplan.errors import CannotNow, ContentProblem, RecoveryPlanError
from recoveryplan.plan import loading
from recoveryplan.plan.model import SCHEMA_VERSION
from recoveryplan.storage import aside, store
from recoveryplan.storage.drafts import Draft
from recoveryplan.storage.folder import Home
from recoveryplan.wording import versions
from recoveryplan.workflows import carding, knowledge, reading
from recoveryplan.yamlfile import change, emit, read

HEADER = (
    "# My recovery plan. You can edit this by hand; `recoveryplan check` tells you if something is off.\n"
    "# What the names mean: docs/plan-format.md, or `recoveryplan schema`.\n"
)

Tree = dict[str, Any]


class Saved:
    """What a save did: the version's number, and which parts of the file had to be written anew, if any."""

    __slots__ = ("recorded", "rewritten", "version")

    def __init__(self, version: int, rewritten: list[str], recorded: int | None) -> None:
        self.version = version
        self.rewritten = rewritten
        self.recorded = recorded


def save(
    home: Home,
    before: reading.Loaded | None,
    tree: Tree,
    reason: str,
    day: datetime.date,
    draft: Draft | None = None,
    afresh: bool = False,
    tell: Callable[[str], None] = lambda _: None,
    record: Callable[[int], tuple[str, bytes]] | None = None,
    on: bytes | None = None,
) -> Saved:
    """Write the tree as the next version of the plan. Only what differs moves in the file.

    A ``draft`` is told of the save before it happens, and put away after it. With ``afresh`` the file
    is written new, whatever stood there; the old one stays in the history. ``tell`` is given words to show
    before anything is written, where parts of the file cannot be changed in place. ``record`` gives, for the number
    of the version, the name and the bytes of the record that led to it: it is saved with the version, or not at all.
    ``on`` is the text of an older version to build on, in the place of the plan's own.
    Raises CannotNow (busy, changed underneath, disk), ContentProblem; the text is then in a draft it names.
    """
    with _opened(home, before, tree, reason, day, draft) as session:
        number = session.next_version
        if before and str(before.tree.get("updated") or "") > day.isoformat():
            tell(versions.CLOCK_BACK)
        wanted = _wanted(tree, number, reason, day)
        stood = session.stored.data if session.stored and not afresh else None
        text = stood if on is None else on
        data, rewritten = (_new(wanted), []) if text is None else _spliced(text, wanted)
        if rewritten:
            tell(wording.rewritten(rewritten))
        _prove(data, wanted)
        mark = store.digest(data)
        if draft:
            draft.about_to_save(number, mark)
        session.commit(data, number, reason, day, [record(number)] if record else [])
        store.write_card(home, carding.kept(mark, carding.text(wanted)))
        if draft:
            draft.finish()
        return Saved(number, rewritten, session.recorded)


def _opened(
    home: Home, before: reading.Loaded | None, tree: Tree, reason: str, day: datetime.date, draft: Draft | None
) -> store.Session:
    """The home under its lock. Where it cannot be had, the answers stay in their draft, or are put into one."""
    session = store.Session(home, before.stored.digest if before else None)
    try:
        return session.open()
    except RecoveryPlanError as problem:
        if draft:
            raise CannotNow(*problem.lines, wording.answers_kept(str(draft.head["kind"]))) from None
        number = before.stored.next_version if before else 1
        path = store.keep_text(home, number, _new(_wanted(tree, number, reason, day)))
        raise aside.with_path(problem, path) from None


def _wanted(tree: Tree, number: int, reason: str, day: datetime.date) -> Tree:
    head = {"schema_version": SCHEMA_VERSION, "version": number, "updated": day.isoformat(), "reason": reason}
    made, found = loading.load(tree | head, knowledge.vocabulary())
    if made is None:
        # Every answer was checked when it was given: this is our mistake, and the words name no value.
        raise ValueError("; ".join(one.what for one in found))
    return loading.dump(made)


def _new(wanted: Tree) -> bytes:
    return emit(wanted, HEADER).encode()


def _spliced(data: bytes, wanted: Tree) -> tuple[bytes, list[str]]:
    document = read(data, names.PLAN)
    before = loading.dump(reading.typed(document))
    changed = change(document, before, wanted)
    return changed.data, [".".join(str(step) for step in path) or "the whole file" for path in changed.re_emitted]


def _prove(data: bytes, wanted: Tree) -> None:
    """Read back what will be written: it must be the very plan that was meant."""
    try:
        again = loading.dump(reading.typed(read(data, names.PLAN)))
    except ContentProblem as problem:
        raise ValueError("the written plan can not be read") from problem
    if again != wanted:
        raise ValueError("the written plan is not the one that was meant")
