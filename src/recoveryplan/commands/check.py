"""`check`: is the file in order, and what is not there yet?"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import CannotNow, ContentProblem, NothingYet, Problem
from recoveryplan.wording import Said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from recoveryplan.terminal.screen import Screen
    from recoveryplan.workflows.checking import Checked

IN_ORDER = "The file is in order."
AS_LEFT = "Your file is as you left it."
TWICE = "This file was named more than once. I looked at it once."
NO_FILE = "There is no such file."
NEXT = "A good next step"
IF_YOU_LIKE = "If you like:"
EMPTY = "Parts that are still empty"
NOTHING_OPEN = "I see nothing that is left open. You can change any part, any time."
STRICT = "Something above is still missing, so this ends with code 3."
CLOSING = "This looks at what is written down. What is right for your body, a doctor or a nurse can tell you."

_LINES_TOLD = 8
_NO_BREAK = "\u00a0"


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
    """Check each file, or the own plan. Gives the exit code: 4 when a file can not be used, else 3 when the content
    of one needs something (``strict``: also when something is missing), else 0.

    As JSON: ``files``, each as `workflows.checking` gives it, and ``summary`` (files, in_order, need_something,
    not_usable). Nothing in it is what a person wrote.
    """
    checked = _named(settings, files) if files else [_own(settings)]
    if as_json:
        settings.screen().json({"files": checked, "summary": _counted(checked)})
    else:
        _tell(settings.screen(), checked, bool(files), strict)
    return _code(checked, strict)


def _code(checked: list[Checked], strict: bool) -> int:
    if not all(one["usable"] for one in checked):
        return 4
    return 3 if any(one["problems"] for one in checked) or (strict and _missing(checked)) else 0


def _missing(checked: list[Checked]) -> bool:
    return any(gap["kind"] == "gap" for one in checked for gap in one["gaps"])


def _counted(checked: list[Checked]) -> dict[str, int]:
    unusable = sum(not one["usable"] for one in checked)
    wrong = sum(bool(one["problems"]) for one in checked) - unusable
    return {
        "files": len(checked),
        "in_order": len(checked) - wrong - unusable,
        "need_something": wrong,
        "not_usable": unusable,
    }


# --- which files ---


def _own(settings: Settings) -> Checked:
    from recoveryplan import home as names
    from recoveryplan.storage import store
    from recoveryplan.workflows import checking

    home = settings.folder()
    stored = store.read(home)
    if stored is None:
        raise NothingYet("There is no plan yet.", "`recoveryplan new` makes one, or goes on with one you began.")
    checked = checking.checked(names.PLAN, stored.data, own=True)
    problem = None if checked["problems"] else store.version_problem(stored)
    if problem is not None:
        checked = checking.wrong(names.PLAN, [problem], own=True) | {"remarks": checked["remarks"]}
    copies = home.conflict_copies()
    checked["remarks"] += [f"There is another copy beside it: {name}. Look which one you want." for name in copies]
    return checked


def _named(settings: Settings, paths: list[str]) -> list[Checked]:
    """Each file once, in the order they were named; what can not be used is told on standard error too."""
    import os

    found: dict[str, Checked] = {}
    for path in paths:
        real = os.path.realpath(path)
        if real not in found:
            found[real] = _file(settings, path)
        elif TWICE not in found[real]["remarks"]:
            found[real]["remarks"].append(TWICE)
    return list(found.values())


def _file(settings: Settings, path: str) -> Checked:
    import os

    from recoveryplan.storage import files
    from recoveryplan.workflows import checking

    name = files.shown(path)
    try:
        data = files.read_file(os.path.abspath(path))
    except ContentProblem as error:
        return checking.wrong(name, error.problems)
    except CannotNow as error:
        return _unusable(settings, name, error.lines[0].rpartition(": ")[2])
    return _unusable(settings, name, NO_FILE) if data is None else checking.checked(name, data)


def _unusable(settings: Settings, name: str, what: str) -> Checked:
    from recoveryplan.workflows import checking

    settings.aside().say([Said(f"{name}: {what}")])
    return checking.wrong(name, [Problem(name, None, None, what)]) | {"usable": False, "next": None}


# --- in words ---


def _tell(screen: Screen, checked: list[Checked], named: bool, strict: bool) -> None:
    shown = [one for one in checked if one["usable"]]
    for one in shown:
        screen.say([Said(one["file"], "heading")])
        _tell_one(screen, one, with_commands=not named)
        screen.line()
    if strict and _missing(shown):
        screen.line(STRICT)
    if any(not one["problems"] for one in shown):
        screen.say([Said(CLOSING, "quiet")])
    if len(checked) > 1:
        screen.line(_summary(_counted(checked)))


def _summary(count: dict[str, int]) -> str:
    """One line over several plans: ``3 plans: 2 in order, 1 needs something at the lines above.``"""
    wrong = count["need_something"]
    parts = [
        f"{count['in_order']} in order",
        f"{wrong} {'needs' if wrong == 1 else 'need'} something at the lines above" if wrong else "",
        f"{count['not_usable']} could not be read" if count["not_usable"] else "",
    ]
    return f"{count['files']} plans: {', '.join(part for part in parts if part)}."


def _tell_one(screen: Screen, checked: Checked, with_commands: bool) -> None:
    gaps: list[dict[str, Any]] = checked["gaps"]
    said = [Said(words, "warning") for words in _grouped(gaps, "check-in")]
    if checked["problems"]:
        said += [Said(Problem(**one).words()) for one in checked["problems"]] + [Said(AS_LEFT)]
    else:
        said.append(Said(IN_ORDER))
    said += [Said(remark) for remark in checked["remarks"]]
    if checked["next"]:
        said += _told_next(checked["next"], gaps)
    elif not checked["problems"]:
        said.append(Said(NOTHING_OPEN))
    screen.say(said)
    if len(gaps) > 1:
        _tell_groups(screen, gaps, with_commands)


def _told_next(step: dict[str, Any], gaps: list[dict[str, Any]]) -> list[Said]:
    """What helps most: every word of danger once, else the one next step. After a check-in, nothing to be done."""
    from recoveryplan.plan.completeness import FIRST

    told = [words for name in FIRST if name != "check-in" for words in _grouped(gaps, name)]
    if not told and gaps and gaps[0]["id"] == "check-in":
        return []
    # A mistake's place is in its own words.
    told = told or (_grouped(gaps, gaps[0]["id"]) if gaps else [step["words"]])
    command = [Said(step["command"], "contact", 2)] if step["command"] else []
    return [Said(""), Said(NEXT, "heading"), *(Said(words, "plain", 2) for words in told), *command]


def _grouped(gaps: list[dict[str, Any]], name: str) -> list[str]:
    """The words of the gaps of this id, the same words once with all their lines."""
    lines: dict[str, list[int | None]] = {}
    for gap in gaps:
        if gap["id"] == name:
            lines.setdefault(gap["words"], []).append(gap["line"])
    return [_words(words, found) for words, found in lines.items()]


def _tell_groups(screen: Screen, gaps: list[dict[str, Any]], with_commands: bool) -> None:
    from recoveryplan.plan import completeness
    from recoveryplan.workflows.checking import edit_command

    # The words of danger stand above all, never under what one may or may not do; and nothing is said twice.
    told = {*completeness.EMPTY, *completeness.FIRST} | ({gaps[0]["id"]} if gaps[0]["id"] != "check-in" else set())
    parts = [gap for gap in gaps if gap["id"] not in told]
    for section in dict.fromkeys(gap["section"] for gap in parts):
        screen.line()
        screen.headed(completeness.SECTIONS[section], edit_command(section) if with_commands else "")
        screen.say(_group([gap for gap in parts if gap["section"] == section]))
    empty = [gap["section"] for gap in gaps if gap["id"] in completeness.EMPTY]
    if empty:
        screen.say([Said(""), Said(EMPTY, "heading")])
        for section in empty:
            screen.say(_empty(completeness.SECTIONS[section], edit_command(section) if with_commands else "", screen))


def _empty(heading: str, command: str, screen: Screen) -> list[Said]:
    """One empty part with its command behind it, or below where there is no room: a command is never broken."""
    row = f"- {heading}: {command}" if command else f"- {heading}"
    if len(row) + 2 <= screen.columns:
        return [Said(row, "plain", 2)]
    return [Said(f"- {heading}:", "plain", 2), Said(command, "contact", 4)]


def _group(gaps: list[dict[str, Any]]) -> list[Said]:
    """The gaps of one section: what counts first, then what may be; the same words once, with all their lines."""
    said = []
    for kind in ("gap", "hint"):
        lines: dict[str, list[int | None]] = {}
        for gap in gaps:
            if gap["kind"] == kind:
                lines.setdefault(gap["words"], []).append(gap["line"])
        said += [Said(IF_YOU_LIKE, "quiet", 2)] if lines and kind == "hint" else []
        said += [Said(f"- {_words(words, found)}", "plain", 2) for words, found in lines.items()]
    return said


def _words(words: str, lines: list[int | None]) -> str:
    """The words with the lines they are about, of many only the first few."""
    told = [str(line) for line in lines if line]
    if not told:
        return words
    more = f", and {len(told) - _LINES_TOLD} more" if len(told) > _LINES_TOLD else ""
    return f"{words} (line{'s' if len(told) > 1 else ''}{_NO_BREAK}{', '.join(told[:_LINES_TOLD])}{more})"
