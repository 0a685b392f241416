"""`show`: the plan on the screen."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import UsageProblem

SHEET = "whole-plan"


def command(
    section: Annotated[
        str | None, typer.Argument(metavar="[SECTION]", help="One part of the plan, like goals.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Example:  recoveryplan show goals

    Shows your plan, or one part of it.
    """
    run(current, section, json)


def run(settings: Settings, section: str | None = None, as_json: bool = False) -> None:
    """Print the plan, or one section of it. Raises NothingYet without one, UsageProblem for an unknown section."""
    from recoveryplan.workflows import reading

    found = reading.needed(settings.folder())
    if found.stored.state == "new_version_number":
        _warn_version(settings, found)
    if as_json:
        settings.screen().json(_part(found.tree, section))
    else:
        settings.screen().say(_said(found.tree, section))


def _warn_version(settings: Settings, found: Any) -> None:
    from recoveryplan.storage import store
    from recoveryplan.wording import Said

    problem = store.version_problem(found.stored)
    if problem is not None:
        settings.aside().say([Said(problem.words(), "warning")])


def _said(tree: dict[str, Any], section: str | None) -> Any:
    from recoveryplan.workflows import showing
    from recoveryplan.worksheets import screen, sheets

    known = dict(sheets.sections(SHEET))
    if section is not None and section not in known:
        raise UsageProblem("The plan has no part of that name.", f"Its parts: {', '.join(known)}.")
    sheet = sheets.build(
        SHEET, showing.spoken(tree), showing.context(tree, medium="screen"), {section} if section else None
    )
    return screen.write(sheet)


def _part(tree: dict[str, Any], section: str | None) -> Any:
    if section is not None and section not in tree:
        from recoveryplan.plan.loading import keys_of
        from recoveryplan.plan.model import Plan

        if section not in keys_of(Plan):
            raise UsageProblem("The plan has no part of that name.", f"Its parts: {', '.join(keys_of(Plan))}.")
    return tree.get(section) if section else tree
