"""`history`: the versions of the plan, and how much changed in each."""

from __future__ import annotations

import itertools
from typing import Annotated

import typer

from recoveryplan.commands.settings import Settings, current
from recoveryplan.wording import Said, versions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from recoveryplan.storage.store import Entry
    from recoveryplan.workflows.comparing import Overview

LATEST = 12
"""So many versions are shown, and looked into, unless all are asked for."""


def command(
    all_: Annotated[bool, typer.Option("--all", help="Every version there is.")] = False,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Example:  recoveryplan history

    Lists the versions of your plan: day, reason, and how much changed. Each is a file of its own; none is ever changed.
    `recoveryplan diff 2 3` tells what changed, in words.
    """
    run(current, all_, json)


def run(settings: Settings, all_: bool = False, as_json: bool = False) -> None:
    """Print number, day, reason and a summary of the latest versions, or of all, the newest last.

    As JSON every version is there; a summary (kind of change → how many) has only what was looked into, else null.
    A reason that names whom the person keeps away from, or tells of a danger, is not printed; the file keeps it.
    """
    from recoveryplan.errors import NothingYet
    from recoveryplan.storage import store
    from recoveryplan.wording import NO_PLAN_YET
    from recoveryplan.workflows import comparing

    home = settings.folder()
    entries = store.history(home)
    stored = store.read(home)
    if stored is None and not entries:
        raise NothingYet(*NO_PLAN_YET)
    by_hand = stored is not None and stored.state in {"edited", "restored"}
    found = comparing.overview(home, entries, None if all_ else LATEST)
    if as_json:
        settings.screen().json({"versions": _data(found), "changed_by_hand_since": by_hand})
        return
    _show(settings, found, by_hand, None if all_ else LATEST)


def _show(settings: Settings, found: Overview, by_hand: bool, most: int | None) -> None:
    from recoveryplan.plan.telling import short
    from recoveryplan.terminal import tables
    from recoveryplan.text import clean_line

    why = short if most else clean_line
    screen, of = settings.screen(), len(found.entries)
    shown = found.entries[-(most or of) :]
    rows = [(str(one.number), one.day, why(one.reason), _told(found.counts.get(one.number))) for one in shown]
    if len(shown) < of:
        screen.say([Said(versions.last_of(len(shown), of))])
    if tables.fits(screen):
        tables.draw(screen, versions.HISTORY_HEADINGS, rows)
    else:
        screen.say([Said(versions.listed(int(number), *rest)) for number, *rest in rows])
    back = _went_back(shown)
    note = [Said(versions.day_went_back(back), "quiet")] if back else []
    screen.say([*note, *([Said(versions.BY_HAND)] if by_hand else [])])


def _told(counts: Mapping[str, int] | None) -> str:
    return versions.summary(list(counts.items())) if counts else ""


def _went_back(entries: Sequence[Entry]) -> list[int]:
    """The versions with an earlier day than the one before them: the clock was set back. Their order stays."""
    pairs = itertools.pairwise(entries)
    return [one.number for before, one in pairs if one.day and before.day and one.day < before.day]


def _data(found: Overview) -> list[dict[str, Any]]:
    back = set(_went_back(found.entries))
    return [
        {
            "version": one.number,
            "day": one.day,
            "reason": one.reason,
            "changed": found.counts.get(one.number),
            "day_went_back": one.number in back,
        }
        for one in found.entries
    ]
