"""A whole home takes the place of another: two renames, and whoever comes next does the second one after a kill.

The new home is made beside the old one under a passing name, whole and synced. Then it is called ready, the old one
is moved aside, and the ready one moves in. Between the last two steps no home is there; ``settled`` sees that.
Only `os` is loaded, since `now` comes through here.
"""

from __future__ import annotations

import errno
import os

from recoveryplan.storage import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime

_COMING, _READY = "coming", "ready"
_HEX = frozenset("0123456789abcdef")


def settled(path: str) -> str:
    """The home's path, after a change of homes that a kill cut off was brought to its end. Never raises."""
    if os.path.isdir(path):
        return path
    target = os.path.realpath(path)
    if os.path.isdir(_ready(target)):
        try:
            os.rename(_ready(target), target)
        except OSError:
            return path  # somebody else was quicker
    return path


def make_room(path: str) -> str:
    """A new empty folder beside the home, for the home to come. Raises CannotNow."""
    target = _target(path)
    files.make_folder(os.path.dirname(target))
    folder = _beside(target, f"{_COMING}-{os.urandom(8).hex()}")
    files.make_folder(folder)
    return folder


def move_in(path: str, coming: str, day: datetime.date) -> str | None:
    """Put the folder that ``make_room`` gave, now whole and synced, in the home's place.

    What was there is moved aside, under a name with the day; its new path is returned. Raises CannotNow: then the
    old home is as it was.
    """
    target = _target(path)
    parent, ready = os.path.dirname(target), _ready(target)
    with files.Kindly(target):
        _remove(ready)  # of an earlier time, ended before it took any place
        os.rename(coming, ready)
        files.sync_folder(parent)
        aside = _aside(target, day) if os.path.lexists(target) else None
        if aside:
            os.rename(target, aside)
            files.sync_folder(parent)
        _enter(ready, target, aside)
        files.sync_folder(parent)
    return aside


def _enter(ready: str, target: str, aside: str | None) -> None:
    try:
        os.rename(ready, target)
    except OSError:
        if os.path.isdir(target) and not os.path.lexists(ready):
            return  # another start of the program saw it ready, and moved it in
        if aside:
            os.rename(aside, target)
        raise


def sweep(path: str) -> None:
    """Remove what an import that was cut off left beside the home: copies of the file it was given, never a home."""
    target = os.path.realpath(path)
    parent, start = os.path.split(_beside(target, f"{_COMING}-"))
    try:
        names = os.listdir(parent)
    except OSError:
        return
    for name in names:
        mark = name.removeprefix(start)
        if name.startswith(start) and len(mark) == 16 and _HEX.issuperset(mark):
            _remove(os.path.join(parent, name))
    if os.path.isdir(target):
        _remove(_ready(target))


def _target(path: str) -> str:
    """Where the home really is: a link to it stays, and leads to the new one then."""
    target = os.path.realpath(path)
    with files.Kindly(path):
        if os.path.islink(path) and not os.path.lexists(target):
            raise OSError(errno.ENOENT, "")
        if os.path.lexists(target) and not os.path.isdir(target):
            raise OSError(errno.ENOTDIR, "")
    return target


def _beside(target: str, what: str) -> str:
    return os.path.join(os.path.dirname(target), f".{os.path.basename(target)}-{what}")


def _ready(target: str) -> str:
    return _beside(target, _READY)


def _aside(target: str, day: datetime.date) -> str:
    """A free name beside the home, such as ``recoveryplan-before-2026-11-22``."""
    first = name = f"{target}-before-{day.isoformat()}"
    number = 1
    while os.path.lexists(name):
        number += 1
        name = f"{first}-{number}"
    return name


def _remove(folder: str) -> None:
    if os.path.isdir(folder) and not os.path.islink(folder):
        import shutil

        shutil.rmtree(folder, ignore_errors=True)
