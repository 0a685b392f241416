"""Pages being made: one run makes them, adds up what came of them, and tells it."""

from __future__ import annotations

import os
import sys
from contextlib import closing, nullcontext

from recoveryplan import wording
from recoveryplan.errors import CannotNow, NothingYet
from recoveryplan.wording import Said
from recoveryplan.wording import printing as words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from typing import Any

    from recoveryplan.commands.settings import Settings
    from recoveryplan.terminal.bar import Bar
    from recoveryplan.workflows.printing import Done, Work
    from recoveryplan.workflows.printing_asked import Asked
    from recoveryplan.workflows.printing_pages import LeftOff

FEW = 8
"""So many paths are told one by one; of more pages, the folder."""


class Run:
    """One run: makes the pages, adds up what came of them, and tells it."""

    def __init__(self, settings: Settings, asked: Asked, over: bool) -> None:
        self._settings = settings
        self._asked = asked
        self._over = over
        self._pages = 0
        self._trouble: dict[int, Done] = {}
        self._signs: dict[str, None] = {}
        self._left_off: dict[int, LeftOff] = {}

    def of_one(self, tree: Mapping[str, Any] | None, leads_only: bool) -> int:
        """Pages of one plan tree, or blank ones."""
        from recoveryplan.workflows import printing_asked

        work = printing_asked.of_one(self._asked, leads_only)
        if not work:
            raise NothingYet(*words.NO_PLAN_YET)
        self._make(work, tree)
        self._tell(work, (wording.LEFT_OFF_PAPER, words.FAMILY_OFF, words.AWAY_OFF))
        return 0

    def of_files(self, named: Sequence[str]) -> int:
        """Pages of plan files. Gives the exit code."""
        from recoveryplan.workflows import printing_asked, printing_plans

        found = printing_plans.named(named)
        self._settings.aside().say([Said(one) for one in found.remarks])
        self._asked = self._asked._replace(plans=found.paths)
        work = printing_asked.of_files(self._asked)
        if work:
            self._make(work, None)
        self._tell_trouble()
        self._tell(work, (words.LEFT_OFF_DANGER, words.OTHERS_FAMILY_OFF, words.OTHERS_AWAY_OFF))
        self._tell_older(work)
        codes = {done.code for done in self._trouble.values()} | ({5} if found.empty else set())
        return next((code for code in _WORST_FIRST if code in codes), 0)

    def _make(self, work: list[Work], tree: Mapping[str, Any] | None) -> None:
        from recoveryplan.storage import files
        from recoveryplan.workflows import printing

        asked = self._asked
        paths = [asked.merged_path] if asked.merge else [page.path for one in work for page in one.pages]
        if not self._over:
            _look_for_files(paths)
        files.make_folder(asked.folder)
        if asked.merge:
            results = printing.merged(work, asked.look, tree, asked.merged_path)
        else:
            results = printing.run(work, asked.look, tree)
        with closing(results), self._bar(work) as bar:
            self._follow(results, bar)

    def _follow(self, results: Generator[Done], bar: Bar | None) -> None:
        try:
            for done in results:
                self._count(done)
                if bar is not None:
                    bar.on(done.asked)
        except CannotNow as error:
            kept = [] if self._asked.merge or not self._pages else [words.written_before(self._pages)]
            raise CannotNow(*error.lines, *kept) from None

    def _count(self, done: Done) -> None:
        self._pages += done.pages
        before = self._left_off.get(done.number)
        self._left_off[done.number] = before | done.left_off if before else done.left_off
        self._signs.update(dict.fromkeys(done.signs))
        if done.code:
            self._trouble.setdefault(done.number, done)

    def _bar(self, work: list[Work]) -> AbstractContextManager[Bar | None]:
        """How far it is, where that takes a while."""
        from recoveryplan.workflows.printing import MANY

        pages = sum(len(one.pages) for one in work)
        if pages <= MANY:
            return nullcontext()
        from recoveryplan.terminal.bar import Bar

        making = words.MAKING_ONE if self._asked.merge else words.MAKING
        return Bar(self._settings.aside(), sys.stderr, making, pages, words.so_far)

    # --- telling it ---

    def _tell_trouble(self) -> None:
        trouble = [self._trouble[number] for number in sorted(self._trouble)]
        said = [Said(line) for done in trouble for line in done.trouble]
        if trouble:
            said.append(Said(words.bad_plans(len(trouble), self._pages)))
        self._settings.aside().say(said)

    def _tell(self, work: list[Work], left_off: Sequence[str]) -> None:
        aside = [Said(line) for line in self._stayed_off(left_off)]
        aside += [Said(words.signs(list(self._signs)))] if self._signs else []
        self._settings.aside().say(aside)
        if self._pages:
            self._settings.screen().say([*self._where(work), *self._which()])

    def _tell_older(self, work: list[Work]) -> None:
        """Pages of a run before stand under numbers that this one has not, or that are another plan's now."""
        from recoveryplan.workflows import printing_asked

        if older := printing_asked.older(self._asked, {page.path for one in work for page in one.pages}):
            self._settings.aside().say([Said(words.older(older))])

    def _stayed_off(self, safety: Sequence[str]) -> Iterator[str]:
        """What stayed off the pages of all plans; of safety for each reason in its own words."""
        found = list(self._left_off.values())
        for at, line in enumerate(safety):
            if any(one.reasons[at] for one in found):
                yield line
        for at, said in enumerate((words.seen_by_others, words.away_seen_by_others, words.cut_short)):
            if count := sum(one.counts[at] for one in found):
                yield said(count)

    def _where(self, work: list[Work]) -> list[Said]:
        asked = self._asked
        if asked.merge:
            return [Said(words.merged(self._pages)), Said(asked.merged_path, "contact")]
        paths = [page.path for one in work if one.number not in self._trouble for page in one.pages]
        if len(paths) == 1:
            return [Said(words.one(asked.look.format, asked.blank)), Said(paths[0], "contact")]
        told = [Said(words.ready(len(paths), asked.look.format, asked.blank))]
        if len(paths) <= FEW:
            return [*told, *(Said(path, "contact") for path in paths)]
        return [
            *told,
            Said(words.IN_FOLDER),
            Said(asked.folder, "contact"),
            Said(words.FIRST),
            Said(paths[0], "contact"),
        ]

    def _which(self) -> list[Said]:
        """Which number is which plan: said here, and written nowhere."""
        from recoveryplan.storage import files
        from recoveryplan.workflows.printing_asked import numbered

        plans = self._asked.plans
        if len(plans) < 2:
            return []
        said = [Said(""), Said(words.WHICH_ORDER if self._asked.merge else words.WHICH_PLAN)]
        for number, plan in enumerate(plans, 1):
            left_out = f" ({words.LEFT_OUT})" if number in self._trouble else ""
            said.append(Said(f"{numbered(self._asked, number)}  {files.shown(plan)}{left_out}", "contact", 2))
        return said


_WORST_FIRST = (1, 4, 3, 5)
"""Exit codes, the one that tells of the most first: our mistake, a file that was not looked at, one to be mended."""


def _look_for_files(paths: Sequence[str]) -> None:
    """Look for files that would be written over, all of them before the first is written. Raises CannotNow."""
    from recoveryplan.storage import files

    there = [path for path in paths if os.path.lexists(path)]
    if there:
        more = words.files_are_here(len(there) - 1) if len(there) > 1 else words.FILE_IS_HERE
        raise CannotNow(f"{files.shown(there[0])}: {more}", words.OVER)


def put(path: str, data: bytes, over: bool) -> None:
    """Write a page, its folder too where that is missing. Raises CannotNow, also for a file that is there already."""
    from recoveryplan.storage import files

    if not over:
        _look_for_files([path])
    files.make_folder(os.path.dirname(path))
    files.write_whole(path, data, sync=False)
