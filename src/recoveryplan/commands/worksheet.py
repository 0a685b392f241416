"""`worksheet`: pages to print, filled from plans or blank, one or very many."""

from __future__ import annotations

import os
import sys
from contextlib import closing, nullcontext
from enum import StrEnum
from typing import Annotated, NamedTuple

import typer

from recoveryplan import wording
from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import CannotNow, NothingYet, UsageProblem
from recoveryplan.wording import Said
from recoveryplan.wording import printing as words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from typing import Any

    from recoveryplan.terminal.bar import Bar
    from recoveryplan.workflows.printing import Done, Work
    from recoveryplan.workflows.printing_pages import Look, Page

WHOLE = "whole-plan"
ALL = "all"
MERGED = "worksheets"
"""The name of one file with several sheets in it."""

PLANS = (".yaml", ".yml")
MOST_COPIES = 999
FEW = 8
"""So many paths are told one by one; of more pages, the folder."""


class Format(StrEnum):
    """What a page can be written as."""

    html = "html"
    md = "md"
    pdf = "pdf"


class Paper(StrEnum):
    """The papers a page can be laid out for."""

    letter = "letter"
    a4 = "a4"


def command(
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="Which sheets; every one: all. None: your whole plan."),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="What each sheet is for, and how long it takes.")] = False,
    blank: Annotated[bool, typer.Option("--blank", help="Empty, with room to write.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="A web page, text, or PDF.")] = Format.html,
    paper: Annotated[Paper | None, typer.Option("--paper", help="The size of the paper.")] = None,
    large_print: Annotated[bool, typer.Option("--large-print", help="Letters of 18 points.")] = False,
    with_name: Annotated[bool, typer.Option("--with-name", help="Print the name that is in the plan.")] = False,
    plan: Annotated[
        list[str] | None, typer.Option("--plan", metavar="FILE", help="Plan files, or a folder of them.")
    ] = None,
    copies: Annotated[
        int | None, typer.Option("--copies", metavar="N", help="So many, numbered; with --blank.")
    ] = None,
    merge: Annotated[bool, typer.Option("--merge", help="One file with all of it; with --format pdf.")] = False,
    facilitator: Annotated[bool, typer.Option("--facilitator", help="Also the page for who leads a group.")] = False,
    country: Annotated[
        str | None, typer.Option("--country", metavar="XX", help="Whose help lines empty pages have, like GB.")
    ] = None,
    out: Annotated[str | None, typer.Option("-o", metavar="DIR", help="Put it into this folder.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write over a file that is there.")] = False,
) -> None:
    """Example:  recoveryplan worksheet triggers --blank

    Makes pages to print: of your plan, or with --blank empty ones, with room to write by hand. See --list for what
    there is. A counselor can name other plan files with --plan.
    """
    if list_:
        listing(current)
        return
    code = run(
        current,
        name,
        blank,
        format_.value,
        paper.value if paper else None,
        with_name,
        out,
        yes,
        large_print=large_print,
        plans=plan,
        copies=copies,
        merge=merge,
        facilitator=facilitator,
        country=country,
    )
    if code:
        raise typer.Exit(code)


def listing(settings: Settings) -> None:
    """Print each sheet with what it is for and how long it takes, in the order they are printed."""
    from recoveryplan.worksheets import declared

    screen = settings.screen()
    for name in declared.names():
        sheet = declared.load(name)
        screen.headed(name, words.takes(sheet.minutes))
        screen.say([Said(sheet.purpose, "plain", 2)])
    screen.say([Said(""), Said(words.LIST_HOW)])


class Asked(NamedTuple):
    """What is to be printed: the sheets in print order, how they look, from which plan files, and into which folder."""

    names: tuple[str, ...]
    look: Look
    blank: bool = False
    plans: tuple[str, ...] = ()
    copies: int = 0
    merge: bool = False
    facilitator: bool = False
    folder: str = ""

    def path(self, name: str, *more: str) -> str:
        """The file of a page. Its name tells the sheet, and numbers at most: nothing of a person or a plan file."""
        stem = "-".join([name, *(["blank"] if self.blank and name[-12:] != _LEADS else []), *more])
        return os.path.join(self.folder, f"{stem}.{self.look.format}")

    @property
    def merged_path(self) -> str:
        """The one file with all of it."""
        return self.path(self.names[0] if len(self.names) == 1 and not self.facilitator else MERGED)


_LEADS = "-facilitator"


def run(
    settings: Settings,
    names: Sequence[str] | None = None,
    blank: bool = False,
    format_: str = "html",
    paper: str | None = None,
    with_name: bool = False,
    out: str | None = None,
    yes: bool = False,
    *,
    large_print: bool = False,
    plans: Sequence[str] | None = None,
    copies: int | None = None,
    merge: bool = False,
    facilitator: bool = False,
    country: str | None = None,
) -> int:
    """Write the sheets and tell where they are. Gives the exit code: 4 where a plan file can not be used, else 3 where
    one needs something, else 0.

    Raises UsageProblem, CannotNow when nothing or no more can be written, NothingYet without a plan unless ``blank``.
    """
    named = [*(plans or ()), *(name for name in names or () if _is_plan(name))]
    wanted = [name for name in names or () if not _is_plan(name)]
    _refuse(blank, format_, bool(named), copies, merge)
    chosen = _chosen(wanted or [WHOLE])
    from recoveryplan.workflows.printing_pages import Look

    look = Look(format_, paper, None, large_print, with_name, _place(country))
    asked = Asked(chosen, look, blank, (), copies or 0, merge, facilitator, _folder(settings, out))
    return _Run(settings, asked, over=yes or out is None).of_files(named) if named else _own(settings, asked, out, yes)


def _folder(settings: Settings, out: str | None) -> str:
    """Where the pages go: into the folder named, else beside all other pages. Raises UsageProblem inside the home."""
    from recoveryplan.workflows.printing_plans import is_lost_in

    if not out:
        return settings.folder().worksheets
    if is_lost_in(settings.folder(), out):
        raise UsageProblem(*words.INSIDE_HOME)
    return os.path.abspath(out)


def _place(country: str | None) -> str | None:
    """The code of a country we have help lines for. Raises UsageProblem for another."""
    if not country:
        return None
    from recoveryplan.commands import lines
    from recoveryplan.workflows import knowledge

    return lines.meant(knowledge.lines(), country)


def _is_plan(name: str) -> bool:
    return name.lower().endswith(PLANS)


def _refuse(blank: bool, format_: str, with_plans: bool, copies: int | None, merge: bool) -> None:
    """Say what does not go together, before anything is read or written. Raises UsageProblem."""
    from recoveryplan.workflows import printing_pages

    if copies is not None and not blank:
        raise UsageProblem(*words.COPIES_ARE_BLANK)
    if copies is not None and not 1 <= copies <= MOST_COPIES:
        raise UsageProblem(*words.COPIES_COUNT)
    if merge and format_ != "pdf":
        raise UsageProblem(*words.MERGE_IS_PDF)
    if blank and with_plans:
        raise UsageProblem(*words.BLANK_OR_PLAN)
    if not printing_pages.can_draw(format_):
        raise UsageProblem(*words.NO_PDF)


def _chosen(names: list[str]) -> tuple[str, ...]:
    """The sheets of these names, each once, in print order. Raises UsageProblem."""
    from recoveryplan.worksheets import declared

    known = declared.names()
    wanted = {name.lower() for name in names}
    if unknown := wanted - {*known, ALL}:
        import difflib

        close = difflib.get_close_matches(min(unknown), [*known, ALL], n=1)
        raise UsageProblem(words.NO_SHEET, *([words.did_you_mean(close)] if close else []), words.there_are(known))
    return tuple(name for name in known if name in wanted or ALL in wanted)


# --- what is to be made ---


def _own(settings: Settings, asked: Asked, out: str | None, yes: bool) -> int:
    """Pages of the plan in the home, or blank ones."""
    from recoveryplan.workflows import printing_plans

    tree = None if asked.blank else printing_plans.own(settings.folder())
    leads_only = tree is None and not asked.blank
    if leads_only and not asked.facilitator:
        raise NothingYet(*words.NO_PLAN_YET)
    if tree is None:
        paper, country = printing_plans.wishes(settings.folder())
        look = asked.look._replace(usual=paper, country=asked.look.country or country)
        asked = asked._replace(look=look)
    if leads_only:
        settings.aside().say([Said(words.ONLY_FACILITATOR)])
    return _Run(settings, asked, over=yes or out is None).of_one(tree, leads_only)


def _of_one(asked: Asked, leads_only: bool) -> list[Work]:
    from recoveryplan.workflows.printing import split

    pages: list[Page] = []
    for name in asked.names:
        pages += [*_leader(asked, name), *([] if leads_only else _pages_of(asked, name))]
    return list(split(pages))


def _pages_of(asked: Asked, name: str) -> Iterator[Page]:
    from recoveryplan.workflows.printing_pages import Page

    if not asked.copies:
        yield Page(name, asked.path(name))
    wide = max(2, len(str(asked.copies)))
    for number in range(1, asked.copies + 1):
        yield Page(name, asked.path(name, f"{number:0{wide}}"), number)


def _leader(asked: Asked, name: str) -> list[Page]:
    from recoveryplan.workflows.printing_pages import Page, has_facilitator

    if not asked.facilitator or not has_facilitator(name):
        return []
    return [Page(name, asked.path(f"{name}{_LEADS}"), facilitator=True)]


def _of_files(asked: Asked) -> list[Work]:
    """The pages of each plan file, plan by plan; the page for who leads once, before the first of its sheet."""
    from recoveryplan.workflows.printing import Work, split

    made: list[Work] = []
    for number, plan in enumerate(asked.plans, 1):
        pages = _pages_of_plan(asked, number)
        if asked.facilitator and number == 1:  # apart, so that they are there whatever the first plan needs
            for page in pages:
                made += [Work((lead,)) for lead in _leader(asked, page.sheet)]
                made.append(Work((page,), plan, number))
        else:
            made += split(pages, plan, number)
    return made


def _pages_of_plan(asked: Asked, number: int) -> list[Page]:
    from recoveryplan.workflows.printing_pages import Page

    more = [_numbered(asked, number)] if len(asked.plans) > 1 else []
    return [Page(name, asked.path(name, *more)) for name in asked.names]


def _numbered(asked: Asked, number: int) -> str:
    return f"{number:0{max(3, len(str(len(asked.plans))))}}"


# --- making it ---


class _Run:
    """One run: makes the pages, adds up what came of them, and tells it."""

    def __init__(self, settings: Settings, asked: Asked, over: bool) -> None:
        self._settings = settings
        self._asked = asked
        self._over = over
        self._pages = 0
        self._trouble: dict[int, Done] = {}
        self._signs: dict[str, None] = {}
        self._seen_off = 0
        self._guarded = False

    def of_one(self, tree: Mapping[str, Any] | None, leads_only: bool) -> int:
        """Pages of one plan tree, or blank ones."""
        work = _of_one(self._asked, leads_only)
        if not work:
            raise NothingYet(*words.NO_PLAN_YET)
        self._make(work, tree)
        self._tell(work, wording.LEFT_OFF_PAPER)
        return 0

    def of_files(self, named: Sequence[str]) -> int:
        """Pages of plan files. Gives the exit code."""
        from recoveryplan.workflows import printing_plans

        found = printing_plans.named(named)
        self._settings.aside().say([Said(one) for one in found.remarks])
        self._asked = self._asked._replace(plans=found.paths)
        work = _of_files(self._asked)
        if work:
            self._make(work, None)
        self._tell_trouble()
        self._tell(work, words.LEFT_OFF_DANGER)
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
        self._seen_off += done.seen_off
        self._guarded |= done.guarded
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

        return Bar(self._settings.aside(), sys.stderr, words.MAKING, pages, words.so_far)

    # --- telling it ---

    def _tell_trouble(self) -> None:
        trouble = [self._trouble[number] for number in sorted(self._trouble)]
        said = [Said(line) for done in trouble for line in done.trouble]
        if trouble:
            said.append(Said(words.bad_plans(len(trouble), self._pages)))
        self._settings.aside().say(said)

    def _tell(self, work: list[Work], left_off: str) -> None:
        aside = [Said(left_off)] if self._guarded else []
        aside += [Said(words.seen_by_others(self._seen_off))] if self._seen_off else []
        aside += [Said(words.signs(list(self._signs)))] if self._signs else []
        self._settings.aside().say(aside)
        if self._pages:
            self._settings.screen().say([*self._where(work), *self._which()])

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

        plans = self._asked.plans
        if len(plans) < 2:
            return []
        said = [Said(""), Said(words.WHICH_ORDER if self._asked.merge else words.WHICH_PLAN)]
        for number, plan in enumerate(plans, 1):
            left_out = f" ({words.LEFT_OUT})" if number in self._trouble else ""
            said.append(Said(f"{_numbered(self._asked, number)}  {files.shown(plan)}{left_out}", "contact", 2))
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
