"""`worksheet`: pages to print, filled from plans or blank, one or very many."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated

import typer

from recoveryplan.commands.pages import Run
from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import NothingYet, UsageProblem
from recoveryplan.wording import Said
from recoveryplan.wording import printing as words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoveryplan.workflows.printing_asked import Asked

WHOLE = "whole-plan"
ALL = "all"
MOST_COPIES = 999


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
    """Example:  recoveryplan worksheet triggers --blank --country US

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
    if any(not one for one in plans or ()):  # a shell variable that holds nothing
        raise UsageProblem(*words.PLAN_UNNAMED)
    named = [*(plans or ()), *(name for name in names or () if _is_plan(name))]
    wanted = [name for name in names or () if not _is_plan(name)]
    _refuse(blank, format_, bool(named), copies, merge)
    chosen = _chosen(wanted or [WHOLE])
    from recoveryplan.workflows.printing_asked import Asked
    from recoveryplan.workflows.printing_pages import Look

    look = Look(format_, paper, None, large_print, with_name, _place(country))
    asked = Asked(chosen, look, blank, (), copies or 0, merge, facilitator, _folder(settings, out))
    return Run(settings, asked, over=yes or out is None).of_files(named) if named else _own(settings, asked, out, yes)


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
    from recoveryplan.workflows.printing_plans import ENDINGS

    return name.lower().endswith(ENDINGS)


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
    if tree is None and asked.look.country is None:
        settings.aside().say([Said(words.NO_LINES_ON_IT)])
    if leads_only:
        settings.aside().say([Said(words.ONLY_FACILITATOR)])
    return Run(settings, asked, over=yes or out is None).of_one(tree, leads_only)
