"""The only place that reads the clock.

``RECOVERYPLAN_TODAY`` (an ISO date, like 2026-11-22) stands in for today, so that a day can be tried out.
"""

from __future__ import annotations

import datetime
import os

from recoveryplan.errors import UsageProblem

VARIABLE = "RECOVERYPLAN_TODAY"


def today() -> datetime.date:
    """The person's local day. Raises UsageProblem when the stand-in is not an ISO date."""
    stand_in = os.environ.get(VARIABLE)
    if not stand_in:
        return datetime.datetime.now().astimezone().date()
    try:
        return datetime.date.fromisoformat(stand_in)
    except ValueError:
        raise UsageProblem(f"{VARIABLE} is not a date I can read. Write it like 2026-11-22.") from None


def stamp() -> str:
    """Local date and time to the second, safe in a file name: ``2026-11-22T021530``."""
    return today().isoformat() + datetime.datetime.now().astimezone().strftime("T%H%M%S")
