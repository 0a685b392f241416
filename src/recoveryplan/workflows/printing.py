"""Making many pages: one after the other, or in several processes, with the results as they come.

What goes to a helper process is paths and small groups, never a plan; the one plan that many pages are made of goes
once. Each keeps what it loaded, and gives back counts and words, so that memory stays flat.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from recoveryplan.errors import CannotNow, RecoveryPlanError
from recoveryplan.storage import files
from recoveryplan.wording import printing as words
from recoveryplan.workflows import printing_plans as plans
from recoveryplan.workflows.printing_pages import LeftOff, Look, Page, Pages, drawn, make_ready, signs_lost
from recoveryplan.worksheets.sheets import LEADS, Sheet

JOBS = "RECOVERYPLAN_JOBS"
"""In the environment: how many processes make pages; 1 is this one alone."""

MANY = 32
"""Up to so many pages are made right here, and no progress is shown: helpers take longer to start."""


class Work(NamedTuple):
    """Some pages of one plan: ``plan`` is its file, or empty for the run's own tree, or for blank pages.

    ``number`` is the plan's place among all plans, or 0.
    """

    pages: tuple[Page, ...]
    plan: str = ""
    number: int = 0


class Done(NamedTuple):
    """What came of some work: how many pages were made of how many, and what there is to say.

    ``trouble`` are lines for the person and ``code`` the exit code that goes with them, 0 without any.
    """

    number: int
    asked: int
    pages: int
    trouble: tuple[str, ...] = ()
    code: int = 0
    left_off: LeftOff = LeftOff()
    signs: tuple[str, ...] = ()


def processors() -> int:
    """How many processes to use: as the environment says, else one for each processor this run may use."""
    asked = os.environ.get(JOBS, "")
    if asked.isascii() and asked.isdecimal() and 0 < int(asked) <= _MOST_JOBS:
        return int(asked)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_MOST_JOBS = 64


def run(
    work: Sequence[Work], look: Look, tree: Mapping[str, Any] | None = None, processes: int | None = None
) -> Generator[Done]:
    """Make the pages, and give what came of each piece of work as soon as it is known, in any order.

    ``tree`` is the plan of work that names no file. A plan file that can not be used is told in its ``Done``, and the
    rest goes on. Raises CannotNow when a page can not be written, or a helper was ended from outside. Each page that
    is there is whole, whatever comes in between.
    """
    pages = sum(len(one.pages) for one in work)
    count = processors() if processes is None else processes
    if count > 1 and pages > MANY and len(work) > 1:
        return _in_helpers(work, look, tree, count)
    return _here(work, look, tree)


def _here(work: Iterable[Work], look: Look, tree: Mapping[str, Any] | None) -> Generator[Done]:
    for one in work:
        yield done(one, look, tree)


def split(pages: Sequence[Page], plan: str = "", number: int = 0) -> Iterator[Work]:
    """The pages of one plan in pieces that are soon done, so that a stop does not wait."""
    for at in range(0, len(pages), _PIECE):
        yield Work(tuple(pages[at : at + _PIECE]), plan, number)


_PIECE = 8
"""Pages in one piece of work. A plan file of more pages is read once for each piece."""


# --- one piece of work ---


class Unwritten(CannotNow):
    """A page could not be written: the next one could not either, so the run ends here."""

    def __reduce__(self) -> tuple[type[Unwritten], tuple[str, ...]]:
        return Unwritten, tuple(self.lines)  # from a helper it comes with its lines as they were


def done(one: Work, look: Look, tree: Mapping[str, Any] | None) -> Done:
    """Make the pages of one piece of work. Raises CannotNow when a page can not be written."""
    return _guarded(one, look, tree, lambda pages: _written(one, pages, look))


def _guarded(one: Work, look: Look, tree: Mapping[str, Any] | None, make: Callable[[Pages], Done]) -> Done:
    """What comes of the pages; a plan file that can not be used never stops the rest."""
    if not one.plan:
        return make(Pages(tree, look))
    try:
        return make(Pages(plans.load(one.plan), look))
    except Unwritten:
        raise
    except RecoveryPlanError as error:
        return Done(one.number, len(one.pages), 0, tuple(error.lines), error.exit_code)
    except Exception as error:  # the message may quote the plan, so the kind alone is told
        return Done(one.number, len(one.pages), 0, (f"{files.shown(one.plan)}: {words.OUR_MISTAKE}", _place(error)), 1)


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = os.path.basename(trace.tb_frame.f_code.co_filename) if trace else ""
    return f"  {where}, line {trace.tb_lineno if trace else 0}, {type(error).__name__}"


def _written(one: Work, pages: Pages, look: Look) -> Done:
    signs: dict[str, None] = {}
    for page in one.pages:
        sheet = pages.sheet(page)
        signs.update(dict.fromkeys(signs_lost(sheet, look.format)))
        put(page.path, drawn(sheet, look.format))
    return Done(one.number, len(one.pages), len(one.pages), left_off=pages.left_off, signs=tuple(signs))


def put(path: str, data: bytes) -> None:
    """Write one page: whole, or not at all. Raises CannotNow."""
    try:
        files.write_whole(path, data, sync=False)
    except CannotNow as error:
        raise Unwritten(*error.lines) from None


def merged(work: Iterable[Work], look: Look, tree: Mapping[str, Any] | None, path: str) -> Generator[Done]:
    """Put all pages into one PDF at the path, in their order, once the last is drawn. Raises CannotNow."""
    from recoveryplan.worksheets import pdf

    sheets: list[Sheet] = []
    for one in work:
        yield _guarded(one, look, tree, lambda pages, one=one: _gathered(one, pages, look, sheets))  # type: ignore[misc]
    if sheets:
        put(path, pdf.write(sheets))


def _gathered(one: Work, pages: Pages, look: Look, into: list[Sheet]) -> Done:
    made: list[Sheet] = []
    for page in one.pages:
        before = (made or into)[-1:]
        sheet = pages.sheet(page)
        made.append(sheet._replace(leaf=not before or _apart(before[0], sheet)))
    into += made
    signs = dict.fromkeys(sign for sheet in made for sign in signs_lost(sheet, look.format))
    return Done(one.number, len(made), len(made), left_off=pages.left_off, signs=tuple(signs))


def _apart(before: Sheet, sheet: Sheet) -> bool:
    """Whether the two are for different people: plans, copies, or the page of who leads."""
    return sheet.plan != before.plan or sheet.number > 0 or sheet.id.endswith(LEADS) != before.id.endswith(LEADS)


# --- helper processes ---


def _in_helpers(work: Sequence[Work], look: Look, tree: Mapping[str, Any] | None, count: int) -> Generator[Done]:
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool

    make_ready(list(dict.fromkeys(page.sheet for one in work for page in one.pages)), look.format)
    chunks = _chunks(work)
    pool = ProcessPoolExecutor(count, initializer=_begin, initargs=(look, tree))
    try:
        waiting = {pool.submit(_chunk, chunk) for chunk in islice(chunks, count * 2)}
        while waiting:
            ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for one in ready:
                yield from one.result()
                waiting |= {pool.submit(_chunk, chunk) for chunk in islice(chunks, 1)}
    except BrokenProcessPool:
        raise CannotNow(*words.HELPER_GONE) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _chunks(work: Iterable[Work]) -> Iterator[list[Work]]:
    """The work in handfuls of about as many pages: one handed over at a time would cost as much as the page."""
    chunk: list[Work] = []
    pages = 0
    for one in work:
        chunk.append(one)
        pages += len(one.pages)
        if pages >= _PIECE:
            yield chunk
            chunk, pages = [], 0
    if chunk:
        yield chunk


_run_of: dict[str, Any] = {}
"""In a helper: how pages look, and the tree of the run's own plan."""


def _begin(look: Look, tree: Mapping[str, Any] | None) -> None:
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us ends us, between two pieces of work
    _run_of.update(look=look, tree=tree)
    threading.Thread(target=_leave_after, args=(os.getppid(),), daemon=True).start()


def _leave_after(parent: int) -> None:
    """End this helper when the one who started it is no more: nobody else would."""
    import time

    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


_LOOK = 0.5
"""Seconds between two looks."""


def _chunk(chunk: Sequence[Work]) -> list[Done]:
    return [done(one, _run_of["look"], _run_of["tree"]) for one in chunk]
