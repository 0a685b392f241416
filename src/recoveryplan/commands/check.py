"""`check`: is the file in order, and what is not there yet?"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import CannotNow, ContentProblem, NothingYet, Problem
from recoveryplan.wording import Said


def command(
    file: Annotated[list[str] | None, typer.Argument(metavar="[FILE]...", help="Plan files. Else your own.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Leave with code 3 when something is missing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Example:  recoveryplan check

    Looks if the plan file can be read, and says what is not there yet. It changes nothing.
    """
    raise typer.Exit(run(current, file or [], strict, json))


def run(settings: Settings, files: list[str], strict: bool = False, as_json: bool = False) -> int:
    """Check each file. Gives the exit code: 3 when a file's content needs something, else 0."""
    checked = [_file(path) for path in files] if files else [_own(settings)]
    broken = any(one["problems"] for one in checked)
    missing = any(gap["kind"] == "gap" for one in checked for gap in one["gaps"])
    if as_json:
        settings.screen().json({"files": checked})
    else:
        for one in checked:
            settings.screen().say(_told(one))
    return 3 if broken or (strict and missing) else 0


def _own(settings: Settings) -> dict[str, Any]:
    from recoveryplan import home as names
    from recoveryplan.storage import store

    home = settings.folder()
    stored = store.read(home)
    if stored is None:
        raise NothingYet("There is no plan yet.", "`recoveryplan new` makes one, or goes on with one you began.")
    checked = _checked(names.PLAN, stored.data)
    if not checked["problems"]:
        problem = store.version_problem(stored)
        if problem is not None:
            checked["problems"] = [_problem(problem)]
    copies = home.conflict_copies()
    checked["remarks"] += [f"There is another copy beside it: {name}. Look which one you want." for name in copies]
    return checked


def _file(path: str) -> dict[str, Any]:
    import os

    from recoveryplan.storage import files

    data = files.read_file(os.path.abspath(path))
    if data is None:
        raise CannotNow(f"{files.shown(path)}: There is no such file.")
    return _checked(files.shown(path), data)


def _checked(name: str, data: bytes) -> dict[str, Any]:
    from recoveryplan import clock
    from recoveryplan.plan import completeness, loading
    from recoveryplan.workflows import knowledge, reading
    from recoveryplan.yamlfile import position, read

    found: dict[str, Any] = {"file": name, "problems": [], "gaps": [], "remarks": []}
    try:
        document = read(data, name)
        tree = loading.dump(reading.typed(document))
    except ContentProblem as error:
        found["problems"] = [_problem(one) for one in error.problems]
        return found
    found["remarks"] = [warning.words() for warning in document.warnings]
    for gap in completeness.gaps(tree, knowledge.vocabulary()["person"], clock.today()):
        line = position(document, gap.path)[0] if gap.path else None
        found["gaps"].append({"kind": gap.kind, "section": gap.section, "words": gap.words, "line": line})
    return found


def _problem(one: Problem) -> dict[str, Any]:
    return {"file": one.file, "line": one.line, "column": one.column, "what": one.what, "todo": one.todo}


def _told(checked: dict[str, Any]) -> list[Said]:
    said = [Said(checked["file"], "heading")]
    if checked["problems"]:
        said += [Said(Problem(**one).words(), "plain") for one in checked["problems"]]
        return [*said, Said("Nothing was changed.")]
    said.append(Said("The file is in order."))
    said += [Said(remark) for remark in checked["remarks"]]
    for kind, heading in (("gap", "What you could add next"), ("hint", "Also, if you like")):
        gaps = [one for one in checked["gaps"] if one["kind"] == kind]
        if gaps:
            said.append(Said(heading, "heading"))
            said += [Said(_gap(one), "plain", 2) for one in gaps]
    return said


def _gap(one: dict[str, Any]) -> str:
    return f"{one['words']} (line {one['line']})" if one["line"] else str(one["words"])
