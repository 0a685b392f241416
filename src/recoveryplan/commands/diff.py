"""`diff`: what changed between two versions of the plan, in plain words."""

from __future__ import annotations

import itertools
from typing import Annotated

import typer

from recoveryplan.commands.settings import Settings, current
from recoveryplan.wording import Said, versions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from recoveryplan.workflows.comparing import Compared, Version

ROWS = 20
"""So many rows of a screen are filled at most, unless all of it is asked for."""


def command(
    a: Annotated[int | None, typer.Argument(metavar="[A]", min=1, help="The number of a version.")] = None,
    b: Annotated[int | None, typer.Argument(metavar="[B]", min=1, help="The number of another.")] = None,
    full: Annotated[bool, typer.Option("--full", help="All of it, in full words.")] = False,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Example:  recoveryplan diff 2 3

    Tells what changed between two versions of your plan. With one number: from that version to your plan as it is now.
    With none: what changed last.
    """
    run(current, a, b, full, json)


def run(
    settings: Settings, first: int | None = None, second: int | None = None, full: bool = False, as_json: bool = False
) -> None:
    """Print the differences, at most a screen of them unless ``full``.

    Raises NothingYet without a plan, UsageProblem for a version that is not there, ContentProblem for a file that can
    not be read.
    """
    from recoveryplan import clock
    from recoveryplan.workflows import comparing

    home = settings.folder()
    pair = comparing.pair(home, first, second)
    screen = settings.screen()
    if pair is None:
        screen.json({"from": None, "to": None, "differences": []}) if as_json else screen.line(versions.ONE_VERSION)
        return
    found = comparing.compare(home, *pair)
    today = clock.today()
    if as_json:
        screen.json(_data(found))
        return
    heading = [Said(_headline(found, today, full), "heading")]
    note = [Said(versions.EARLIER_DAY, "quiet")] if found.day_went_back else []
    lines = [Said(line, "plain", 2) for line in found.teller(today, full).lines(found.differences)]
    if not lines:
        screen.say([*heading, Said(versions.SAME, "plain", 2), *note])
        return
    rows = ROWS - sum(_rows(one, screen.columns) for one in [*heading, *note])
    told = lines if full else fitting(lines, screen.columns, rows, _call(first, second))
    screen.say([*heading, *told, *note])


def fitting(lines: list[Said], columns: int, rows: int, whole: str) -> list[Said]:
    """What fits into so many rows: all of it, or the first paragraphs and how many more the call ``whole`` shows."""
    taken = list(itertools.accumulate(_rows(one, columns) for one in lines))
    if taken[-1] <= rows:
        return lines
    more = Said(versions.more(len(lines), whole))
    count = max(1, sum(row <= rows - _rows(more, columns) for row in taken))
    return [*lines[:count], *([Said(versions.more(len(lines) - count, whole))] if count < len(lines) else [])]


def _rows(one: Said, columns: int) -> int:
    from recoveryplan import text

    return len(text.wrap(one.text, columns, indent=" " * one.indent, first=" " * one.indent))


def _call(first: int | None, second: int | None) -> str:
    numbers = "".join(f" {number}" for number in (first, second) if number is not None)
    return f"recoveryplan diff{numbers} --full"


def _headline(found: Compared, today: Any, full: bool) -> str:
    from recoveryplan.plan.telling import short
    from recoveryplan.text import clean_line

    old, new = found.old, found.new
    old_day = versions.day(old.day, today)
    if new.by_hand:
        return versions.headline_by_hand(old.number, old_day)
    is_told = new.number - old.number == 1 and new.reason != versions.OWN_REASON
    reason = (clean_line if full else short)(new.reason) if is_told else ""
    return versions.headline(old.number, old_day, new.number, versions.day(new.day, today), reason)


# --- as data ---


def _data(found: Compared) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "from": _of(found.old),
        "to": _of(found.new),
        "differences": [asdict(one) for one in found.differences],
    }


def _of(one: Version) -> dict[str, Any]:
    return {"version": one.number, "day": one.day, "reason": one.reason, "changed_by_hand": one.by_hand}
