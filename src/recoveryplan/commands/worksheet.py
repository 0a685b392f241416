"""`worksheet`: pages to print, filled from the plan or blank."""

from __future__ import annotations

import os
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

import typer

from recoveryplan import wording
from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import CannotNow, UsageProblem
from recoveryplan.wording import Said

WHOLE = "whole-plan"
ENDINGS = {"html": "html", "md": "md"}


class Format(StrEnum):
    """What a page can be written as."""

    html = "html"
    md = "md"


class Paper(StrEnum):
    """The papers a page can be laid out for."""

    letter = "letter"
    a4 = "a4"


def command(
    name: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Which sheets; all of them: all.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="What sheets there are.")] = False,
    blank: Annotated[bool, typer.Option("--blank", help="Empty, with room to write.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="A web page, or Markdown.")] = Format.html,
    paper: Annotated[Paper | None, typer.Option("--paper", help="The size of the paper.")] = None,
    with_name: Annotated[bool, typer.Option("--with-name", help="Print the name that is in the plan.")] = False,
    out: Annotated[str | None, typer.Option("-o", metavar="DIR", help="Put it into this folder.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write over a file that is there.")] = False,
) -> None:
    """Example:  recoveryplan worksheet --blank

    Makes a page of your plan to print or to keep. With --blank it is empty, with room to write by hand.
    """
    if list_:
        listing(current)
    else:
        run(current, name or [], blank, format_.value, paper.value if paper else None, with_name, out, yes)


def listing(settings: Settings) -> None:
    """Print each sheet with what it is for and how long it takes."""
    from recoveryplan.worksheets import declared

    said: list[Said] = []
    for name in declared.names():
        sheet = declared.load(name)
        said += [Said(name, "heading"), Said(f"{sheet.purpose} About {sheet.minutes} minutes.", "plain", 2)]
    settings.screen().say(said)


def run(
    settings: Settings,
    names: list[str] | None = None,
    blank: bool = False,
    format_: str = "html",
    paper: str | None = None,
    with_name: bool = False,
    out: str | None = None,
    yes: bool = False,
) -> None:
    """Write the sheets and print their paths. Raises NothingYet without a plan, unless ``blank``."""
    from recoveryplan.workflows import reading

    home = settings.folder()
    chosen = _chosen(names or [WHOLE])
    tree = None if blank else _on_paper(settings, reading.needed(home).tree)
    folder = os.path.abspath(out) if out else home.worksheets
    for name in chosen:
        path = os.path.join(folder, f"{name}{'-blank' if blank else ''}.{ENDINGS[format_]}")
        put(path, _drawn(name, tree, format_, paper, with_name).encode(), over=yes or out is None)
        told = wording.TEXT_READY if format_ == "md" else wording.PAGE_BLANK if blank else wording.PAGE_READY
        settings.screen().say([Said(told), Said(path, "contact")])


def _on_paper(settings: Settings, tree: dict[str, Any]) -> dict[str, Any]:
    from recoveryplan.workflows import showing

    kept, less = showing.for_paper(tree)
    if less:
        settings.aside().say([Said(wording.LEFT_OFF_PAPER)])
    return kept


def _chosen(names: list[str]) -> list[str]:
    from recoveryplan.worksheets import declared

    known = declared.names()
    if names == ["all"]:
        return known
    if not set(names) <= set(known):
        raise UsageProblem("There is no sheet of that name.", f"There are: {', '.join(known)}.")
    return list(dict.fromkeys(names))


def _drawn(name: str, tree: dict[str, Any] | None, format_: str, paper: str | None, with_name: bool) -> str:
    from recoveryplan.workflows import showing
    from recoveryplan.worksheets import html, markdown, sheets

    write: Callable[[sheets.Sheet], str] = {"html": html.write, "md": markdown.write}[format_]
    return write(sheets.build(name, tree, showing.context(tree, paper=paper, with_name=with_name)))


def put(path: str, data: bytes, over: bool) -> None:
    """Write a page, its folder too where that is missing. Raises CannotNow, also for a file that is there already."""
    from recoveryplan.storage import files

    files.make_folder(os.path.dirname(path))
    if not over and os.path.lexists(path):
        raise CannotNow(f"{files.shown(path)}: There is a file here already.", "`--yes` writes over it.")
    files.write_whole(path, data, sync=False)
