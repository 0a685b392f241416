"""`export`: dates for a calendar, or everything in one file for another computer."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer

from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import CannotNow, ContentProblem, NothingYet, UsageProblem
from recoveryplan.wording import Said
from recoveryplan.wording import moving as words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from recoveryplan.storage.folder import Home

CALENDAR_FILE = "dates.ics"


def command(
    what: Annotated[str | None, typer.Argument(metavar="ics|all", help="A calendar, or everything.")] = None,
    with_words: Annotated[bool, typer.Option("--with-words", help="Your own words in the calendar.")] = False,
    out: Annotated[str | None, typer.Option("-o", metavar="DIR", help="Put it into this folder.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write over a file that is there.")] = False,
) -> None:
    """Example:  recoveryplan export all

    With all, everything this program keeps for you is put into one file, to take to another computer. With ics, the
    days in your plan are put into a file that a calendar program can open. Their names in it tell nothing.
    """
    run(current, what, with_words, out, yes)


def run(
    settings: Settings, what: str | None = None, with_words: bool = False, out: str | None = None, yes: bool = False
) -> None:
    """Write the one or the other, and say what is in it and who can read it."""
    if what == "ics":
        calendar(settings, with_words, out, yes)
    elif what == "all" and with_words:
        raise UsageProblem(*words.WORDS_ARE_FOR_DATES)
    elif what == "all":
        everything(settings, out, yes)
    else:
        raise UsageProblem(*words.WHAT_TO_EXPORT)


# --- a calendar ---


def calendar(settings: Settings, with_words: bool = False, out: str | None = None, yes: bool = False) -> None:
    """Write the dates of the plan. Raises NothingYet without a plan or without any date."""
    from recoveryplan import calendar as dates
    from recoveryplan.storage import files
    from recoveryplan.workflows import reading

    home = settings.folder()
    loaded = reading.needed(home)
    found = dates.dated(loaded.tree)
    if not found:
        raise NothingYet(*words.NO_DATES)
    titles = dates.own_words(_fit_to_show(loaded.tree), loaded.tree) if with_words else {}
    data = _built(found, titles, loaded.tree.get("updated"), loaded.stored.next_version - 1)
    path = _place(home, out, CALENDAR_FILE, yes)
    files.write_whole(path, data, sync=False)
    told = words.calendar_counted(len(found), _without_a_day(loaded.tree))
    settings.screen().say([Said(words.CALENDAR_READY, "heading"), Said(path, "contact", 2), Said(told)])
    settings.screen().say([Said(line) for line in _about_names(found, titles, with_words)])


def _fit_to_show(tree: dict[str, Any]) -> dict[str, Any]:
    from recoveryplan.workflows import own_words

    return own_words.without_danger_at_home(tree)


def _built(found: list[Any], titles: dict[Any, str], updated: object, sequence: int) -> bytes:
    from recoveryplan import calendar as dates

    try:
        return dates.build(found, titles, updated, sequence)
    except ImportError:
        raise UsageProblem(words.need_calendar(sys.executable or "python3")) from None


def _without_a_day(tree: dict[str, Any]) -> int:
    return sum("on" not in one for one in tree.get("hard_dates") or [])


def _about_names(found: list[Any], titles: dict[Any, str], with_words: bool) -> list[str]:
    some = [words.SOME_NEUTRAL] if any(one.words and one.key not in titles for one in found) else []
    names = [words.OWN_WORDS, *some] if with_words else [words.NEUTRAL]
    return [*names, words.CALENDAR_SHARED, words.CALENDAR_AGAIN]


# --- everything ---


def everything(settings: Settings, out: str | None = None, yes: bool = False) -> None:
    """Put everything into one file. Raises NothingYet for an empty home."""
    from recoveryplan import clock
    from recoveryplan.storage import bundle

    home = settings.folder()
    if not bundle.survey(home).kept:
        raise NothingYet(*words.NOTHING_TO_EXPORT)
    day = clock.today()
    path = _place(home, out, f"recoveryplan-{day.isoformat()}.zip", yes)
    found = bundle.write(home, path, day)
    screen = settings.screen()
    screen.say(
        [Said(words.ALL_READY, "heading"), Said(path, "contact", 2), Said(f"In it: {words.counted(found.kept)}.")]
    )
    screen.say([Said(words.ALL_WARNING, "warning"), Said(words.ALL_LEFT)])
    if found.others:
        screen.say([Said(words.ALL_OTHERS), *(Said(name, "contact", 2) for name in found.others)])
    screen.say([Said(words.ALL_NEXT), Said(words.ALL_AFTER)])
    if _is_broken(settings):
        settings.aside().say([Said(words.ALL_BROKEN, "warning")])


def _is_broken(settings: Settings) -> bool:
    from recoveryplan.workflows import reading

    try:
        reading.plan(settings.folder())
    except ContentProblem:
        return True
    return False


def _place(home: Home, out: str | None, name: str, yes: bool) -> str:
    """Where the file goes: beside the pages, or into the folder named, and there never over another file.

    Raises CannotNow, UsageProblem for a folder in the home where `delete` and `import` do not know such a file.
    """
    from recoveryplan.storage import files

    folder = os.path.abspath(out) if out else home.worksheets
    if out and _is_lost_in(home, folder):
        raise UsageProblem(*words.INSIDE_HOME)
    path = os.path.join(folder, name)
    files.make_folder(folder)
    if out and not yes and os.path.lexists(path):
        what, todo = words.FILE_IS_HERE
        raise CannotNow(f"{files.shown(path)}: {what}", todo)
    return path


def _is_lost_in(home: Home, folder: str) -> bool:
    real, inside = os.path.realpath(folder), os.path.realpath(home.path)
    return real != os.path.realpath(home.worksheets) and os.path.join(real, "").startswith(os.path.join(inside, ""))
