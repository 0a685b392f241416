"""`lines`: help lines. Works with no plan, no home and no passphrase."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Annotated

import typer

from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import UsageProblem
from recoveryplan.guidance.lines import Lines, order_for
from recoveryplan.wording import Said


def command(
    country: Annotated[
        str | None,
        typer.Option("--country", metavar="XX", help="A country: US, GB, FR, or its name. Else that of your plan."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Example:  recoveryplan lines --country GB

    Shows who to call, text or chat with. It needs no plan and no internet.
    """
    run(current, country, json)


def run(settings: Settings, country: str | None, as_json: bool = False) -> None:
    """Print the lines of a country: the one named, else the plan's, else what holds everywhere.

    Where there is a plan, the kinds of line that fit it come first; nothing else is told of it.
    """
    from recoveryplan.workflows import knowledge

    lines = knowledge.lines()
    chosen = meant(lines, country) if country is not None else of_plan(settings)
    order = _order(settings)
    if as_json:
        _print_json(settings, lines, chosen, order)
    else:
        *listed, last = _listing(lines, chosen, order)
        settings.screen().say([*listed, *_named(lines, country, chosen), last])


def meant(lines: Lines, written: str) -> str:
    """The code of the country that was written, as a code or by name. Raises UsageProblem for one we do not have."""
    from recoveryplan.plan import tree

    code = lines.code(written) or lines.code(tree.country(written))
    if code is None:
        known = ", ".join(str(place["code"]) for place in lines.places)
        raise UsageProblem("I have no lines for that country yet.", f"I have: {known}.", *_anywhere(lines))
    return code


def _named(lines: Lines, written: str | None, code: str | None) -> list[Said]:
    """For somebody who wrote a name: the two letters that are quicker next time."""
    place = lines.place(code)
    if not (written and place) or len(written.strip()) == 2:
        return []
    return [Said(f"Next time: recoveryplan lines --country {code}", "quiet")]


def _listing(lines: Lines, country: str | None, order: Sequence[str]) -> list[Said]:
    from recoveryplan import clock
    from recoveryplan.guidance import saying

    try:
        return list(saying.listing(lines, country, clock.today(), order))
    except UsageProblem:
        # Without a day there is no age to tell, but whoever needs a number must have it.
        checked = lines.oldest_check()
        said = saying.listing(lines, country, datetime.date.fromisoformat(checked), order)
        return [one for one in said if checked not in one.text]


def _anywhere(lines: Lines) -> list[str]:
    """Who to call where we know no line: the emergency numbers, and where lines of all countries are listed."""
    elsewhere, world = lines.elsewhere, lines.of_kind("WORLD", "crisis")
    lists = [f"{line['name']}: {line['chat']}" for line in world]
    return [f"In danger: call {elsewhere['emergency']}.", str(elsewhere["emergency_numbers"]), *lists]


def of_plan(settings: Settings) -> str | None:
    """The plan's country; a plan that cannot be read does not stand in the way of help."""
    from recoveryplan.workflows import carding

    return carding.country(settings.folder())


def _order(settings: Settings) -> Sequence[str]:
    """The kinds of line, those that fit the plan first; whatever is wrong with the plan, there is an order."""
    from recoveryplan.workflows import carding

    try:
        return order_for(carding.own(settings.folder()))
    except Exception:  # the order is a kindness: it may not stand between a person and a number
        return order_for({})


def _print_json(settings: Settings, lines: Lines, country: str | None, order: Sequence[str]) -> None:
    place = lines.place(country)
    listed = lines.listed(country, order)
    data = {"place": place or lines.elsewhere, "lines": [line for _, found in listed for line in found]}
    settings.screen().json(data)
