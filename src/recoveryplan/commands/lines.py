"""`lines`: help lines. Works with no plan, no home and no passphrase."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer

from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import UsageProblem
from recoveryplan.guidance.lines import Lines
from recoveryplan.wording import Said


def command(
    country: Annotated[
        str | None, typer.Option("--country", metavar="XX", help="A country, like US, GB, FR. Else that of your plan.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Example:  recoveryplan lines --country GB

    Shows who to call, text or chat with. It needs no plan and no internet.
    """
    run(current, country, json)


def run(settings: Settings, country: str | None, as_json: bool = False) -> None:
    """Print the lines of a country: the one named, else the plan's, else what holds everywhere."""
    from recoveryplan.plan import tree
    from recoveryplan.workflows import knowledge

    lines = knowledge.lines()
    chosen = tree.country(country) if country else of_plan(settings)
    if country and not lines.place(chosen):
        known = ", ".join(str(place["code"]) for place in lines.places)
        raise UsageProblem("I have no lines for that country yet.", f"I have: {known}.", *_anywhere(lines.elsewhere))
    if as_json:
        _print_json(settings, lines, chosen)
    else:
        settings.screen().say(_listing(lines, chosen))


def _listing(lines: Lines, country: str | None) -> list[Said]:
    from recoveryplan import clock
    from recoveryplan.guidance import saying

    try:
        return list(saying.listing(lines, country, clock.today()))
    except UsageProblem:
        # Without a day there is no age to tell, but whoever needs a number must have it.
        checked = lines.oldest_check()
        said = saying.listing(lines, country, datetime.date.fromisoformat(checked))
        return [one for one in said if checked not in one.text]


def _anywhere(elsewhere: dict[str, str]) -> list[str]:
    return [f"In danger: call {elsewhere['emergency']}.", str(elsewhere["emergency_numbers"])]


def of_plan(settings: Settings) -> str | None:
    """The plan's country; a plan that cannot be read does not stand in the way of help."""
    from recoveryplan.workflows import carding

    return carding.country(settings.folder())


def _print_json(settings: Settings, lines: Lines, country: str | None) -> None:
    place = lines.place(country)
    data = {"place": place or lines.elsewhere, "lines": [line for _, found in lines.listed(country) for line in found]}
    settings.screen().json(data)
