"""`show`: the plan on the screen."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import UsageProblem

SHEET = "whole-plan"
VISIT = "visit"
"""A view besides the sections."""
NOTHING_HERE = "Nothing is written here yet."
NO_PART = "The plan has no part of that name."

_EMPTY: dict[str, Any] = {"things": [], "group": {}, "free": {}}


def command(
    section: Annotated[
        str | None, typer.Argument(metavar="[SECTION]", help="One part of the plan, like goals.")
    ] = None,
    at: Annotated[int | None, typer.Option("--at", metavar="N", min=1, help="Version N, as it was.")] = None,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Example:  recoveryplan show goals

    Shows your plan, or one part of it. `recoveryplan show visit` gets you ready for a visit: what is new since the
    last one, your questions, and what you agreed.
    """
    run(current, section, json, at)


def run(settings: Settings, section: str | None = None, as_json: bool = False, at: int | None = None) -> None:
    """Print the plan, or one section of it. Raises NothingYet without one, UsageProblem for an unknown section.

    A section may be named as on the screen (``matters``) or as in the file (``motivations``), in both forms. As JSON
    a name of the file gives what stands under it; a name of the screen that holds several of them gives each by name.
    ``at`` is the number of a version to show, as it was. Raises UsageProblem for one that is not there.
    """
    if at is not None:
        _show_version(settings, section, as_json, at)
        return
    if section is not None and section.lower() == VISIT:
        _show_visit(settings, as_json)
        return
    from recoveryplan.workflows import reading

    found = reading.needed(settings.folder())
    if found.stored.state == "new_version_number":
        _warn_version(settings, found)
    if as_json:
        settings.screen().json(_part(found.tree, section) if section is not None else found.tree)
    else:
        settings.screen().say(_said(found.tree, section))


def _show_visit(settings: Settings, as_json: bool) -> None:
    """What is new since the last visit. Raises NothingYet where there is neither a plan nor a check-in."""
    from recoveryplan import text
    from recoveryplan.errors import NothingYet
    from recoveryplan.storage import store
    from recoveryplan.wording import visits
    from recoveryplan.workflows import visiting

    home, screen = settings.folder(), settings.screen()
    found = visiting.visit(home)
    if found.empty and store.read(home) is None:
        raise NothingYet(*visits.NOTHING)
    if as_json:
        screen.json(visiting.as_data(found))
        return
    screen.say(visiting.said(found, lambda one: len(text.wrap(" " * one.indent + one.text, screen.columns))))


def _show_version(settings: Settings, section: str | None, as_json: bool, number: int) -> None:
    from recoveryplan import clock
    from recoveryplan.storage import store
    from recoveryplan.wording import Said, versions
    from recoveryplan.workflows import comparing

    home = settings.folder()
    found = comparing.version(home, number)
    tree = dict(found.tree)
    if as_json:
        settings.screen().json(_part(tree, section) if section is not None else tree)
        return
    said = _said(tree, section)  # before anything is printed: there may be no such part
    stored = store.read(home)
    is_now = stored is not None and (stored.version, stored.state) == (number, "fresh")
    first = (versions.is_version if is_now else versions.of_version)(number, versions.day(found.day, clock.today()))
    settings.screen().say([Said(first, "heading"), *said])


def _warn_version(settings: Settings, found: Any) -> None:
    from recoveryplan.storage import store
    from recoveryplan.wording import Said

    problem = store.version_problem(found.stored)
    if problem is not None:
        settings.aside().say([Said(problem.words(), "warning")])


def _said(tree: dict[str, Any], section: str | None) -> Any:
    from recoveryplan.wording import Said
    from recoveryplan.workflows import showing
    from recoveryplan.worksheets import screen, sheets

    sheet, context = showing.spoken(tree), showing.context(tree, medium="screen")
    for only in [None] if section is None else _on_screen(section):
        built = sheets.build(SHEET, sheet, context, only)
        if built.blocks:
            return screen.write(built)
    return [*screen.write(built), Said(NOTHING_HERE)]


# --- the names of the parts ---


def _on_screen(name: str) -> list[set[str]]:
    """The sections of the sheet that a name means; for a name of the file first the one that shows most of it, then
    every one that shows some. Raises UsageProblem.
    """
    drawn = _drawn()
    by_id, key = _both(name)
    if by_id in drawn:
        return [{by_id}]
    reads = {one.id for one in _sections() if key in _counted(one)}
    if reads:
        return [{one for one, keys in drawn.items() if key in keys}, reads]
    if key in _keys():
        raise UsageProblem("That part is not shown on the screen.", "Add --json to print it.")
    raise _unknown(name, drawn)


def _both(name: str) -> tuple[str, str]:
    """A name as a section of the sheet is written, and as a part of the file is."""
    return name.lower().replace("_", "-"), name.lower().replace("-", "_")


def _part(tree: dict[str, Any], name: str) -> Any:
    """What the file holds under a name. Raises UsageProblem."""
    drawn, keys = _drawn(), _keys()
    by_id, key = _both(name)
    if key in keys:
        return tree.get(key, _EMPTY.get(keys[key]))
    if by_id not in drawn:
        raise _unknown(name, drawn)
    under = {one: tree.get(one, _EMPTY.get(keys[one])) for one in drawn[by_id]}
    return next(iter(under.values())) if len(under) == 1 else under


def _drawn() -> dict[str, list[str]]:
    """Each section that a screen shows, with the parts of the file that it shows the most of."""
    counts = {one.id: _counted(one) for one in _sections()}
    keys = dict.fromkeys(key for found in counts.values() for key in found)
    homes = {key: max(counts, key=lambda id_: counts[id_].get(key, 0)) for key in keys}
    return {id_: [key for key in keys if homes[key] == id_] for id_ in counts}


def _sections() -> list[Any]:
    from recoveryplan.worksheets import declared

    return [one for one in declared.load(SHEET).sections if one.title and one.where != "print"]


def _counted(section: Any) -> dict[str, int]:
    """How often a section reads from each part of the file."""
    from recoveryplan.worksheets.declared import OF_THE_PLAN

    paths = [part.path for part in section.parts if part.kind in OF_THE_PLAN]
    paths += [field.path for part in section.parts if part.kind in {"fields", "signature"} for field in part.fields]
    found: dict[str, int] = {}
    for path in paths:
        key = path.partition(".")[0].partition("[")[0]
        found[key] = found.get(key, 0) + 1
    return found


def _keys() -> dict[str, str]:
    """The names at the top of a plan's file, with what stands under each: value, group, things or free."""
    from recoveryplan import resources

    lines = [line.partition(": ") for line in resources.content("shape.yaml").decode().splitlines()]
    return {name: what for name, _, what in lines if not name.startswith("#") and "." not in name}


def _unknown(name: str, drawn: dict[str, list[str]]) -> UsageProblem:
    import difflib

    names = [*drawn, *(key for keys in drawn.values() for key in keys if key.replace("_", "-") not in drawn)]
    close = difflib.get_close_matches(name.lower(), names, n=1)
    meant = [f"Did you mean {close[0]}?"] if close else []
    return UsageProblem(NO_PART, *meant, f"Its parts: {', '.join(names)}.")
