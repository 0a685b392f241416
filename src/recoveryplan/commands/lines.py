"""`lines`: help lines. Works with no plan, no home and no passphrase."""

from __future__ import annotations

from typing import Annotated

import typer

from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import RecoveryPlanError, UsageProblem
from recoveryplan.guidance.lines import Lines


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
    from recoveryplan import clock
    from recoveryplan.guidance import saying
    from recoveryplan.workflows import knowledge

    lines = knowledge.lines()
    chosen = _named(country) if country else of_plan(settings)
    if country and not lines.place(chosen):
        known = ", ".join(str(place["code"]) for place in lines.places)
        raise UsageProblem("I have no lines for that country yet.", f"I have: {known}.", *_anywhere(lines.elsewhere))
    if as_json:
        _print_json(settings, lines, chosen)
    else:
        settings.screen().say(list(saying.listing(lines, chosen, clock.today())))


def _named(country: str) -> str:
    code = country.strip().upper()
    return "GB" if code == "UK" else code


def _anywhere(elsewhere: dict[str, str]) -> list[str]:
    return [f"In danger: call {elsewhere['emergency']}.", str(elsewhere["emergency_numbers"])]


def of_plan(settings: Settings) -> str | None:
    """The plan's country; a plan that cannot be read does not stand in the way of help."""
    from recoveryplan.plan.tree import value
    from recoveryplan.workflows import reading

    try:
        found = reading.plan(settings.folder())
    except RecoveryPlanError:
        return None
    return str(value(found.tree, "preferences.country")) if found else None


def _print_json(settings: Settings, lines: Lines, country: str | None) -> None:
    place = lines.place(country)
    data = {"place": place or lines.elsewhere, "lines": [line for _, found in lines.listed(country) for line in found]}
    settings.screen().json(data)
