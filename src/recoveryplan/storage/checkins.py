"""Check-ins on the disk: one small file each, made once and never changed.

No lock is needed: every name has a random part, so that two windows, or two computers, can add at the same time.
"""

from __future__ import annotations

import os
import re

from recoveryplan.storage import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime

    from recoveryplan.storage.folder import Home

_MARK = re.compile(r"[0-9a-f]{8}\Z")
_NAME = re.compile(r"\d{4}-\d{2}/\d{2}-[0-9a-f]{8}\Z")


def new_mark() -> str:
    """The random part of a name: 8 hex digits."""
    return os.urandom(4).hex()


def is_mark(word: str) -> bool:
    """Whether this is the random part of a name."""
    return bool(_MARK.match(word))


def name_of(day: datetime.date, mark: str) -> str:
    """The name of a check-in, as others call it: ``2026-11/22-ab12cd34``."""
    if not is_mark(mark):
        raise ValueError("this is no mark of a check-in")
    return f"{day.isoformat()[:7]}/{day.day:02d}-{mark}"


def path_of(home: Home, name: str) -> str:
    """The file of the check-in of this name."""
    if not _NAME.match(name):
        raise ValueError("this is not the name of a check-in")
    month, _, rest = name.partition("/")
    return home.join("checkins", month, f"{rest}.json")


def is_there(home: Home, name: str) -> bool:
    """Whether the check-in of this name was written already."""
    return os.path.lexists(path_of(home, name))


def add(home: Home, name: str, data: bytes) -> None:
    """Write a check-in under a name from ``name_of``: all of it is on the disk when this returns, or nothing is there.

    ``data`` is its JSON, checked before. Raises CannotNow, also where a file of that name stands: it stays as it is.
    """
    path = path_of(home, name)
    home.prepare()
    files.make_folder(os.path.dirname(path))
    files.write_once(path, data, home.path)
