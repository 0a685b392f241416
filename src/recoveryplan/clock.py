"""The only place that reads the clock.

``RECOVERYPLAN_TODAY`` (an ISO date, like 2026-11-22) stands in for today, so that a day can be tried out.
"""

from __future__ import annotations

import datetime
import os

from recoveryplan.errors import CannotNow, UsageProblem

VARIABLE = "RECOVERYPLAN_TODAY"


def today() -> datetime.date:
    """The person's local day. Raises UsageProblem where the stand-in is no ISO date, CannotNow for a clock far off."""
    stand_in = os.environ.get(VARIABLE)
    try:
        day = datetime.date.fromisoformat(stand_in) if stand_in else datetime.datetime.now().astimezone().date()
    except ValueError:
        raise UsageProblem(f"{VARIABLE} is not a date I can read. Write it like 2026-11-22.") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise CannotNow("The clock of this computer is far off.", "Please set it, then try again. Nothing was changed.")
    return day


_FIRST_YEAR, _LAST_YEAR = 1970, 9000
"""A clock that was never set begins in the first of these; beyond the last, dates ahead could not be told any more."""


def moment() -> str:
    """Local date and time to the second with its distance from UTC, ISO 8601: ``2026-11-22T02:15:30+01:00``."""
    now = datetime.datetime.now().astimezone().replace(microsecond=0)
    return f"{today().isoformat()}{now.isoformat()[10:]}"


def stamp() -> str:
    """Local date and time to the second, safe in a file name: ``2026-11-22T021530``."""
    return today().isoformat() + datetime.datetime.now().astimezone().strftime("T%H%M%S")
