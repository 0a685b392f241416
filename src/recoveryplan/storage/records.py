"""Reads what happened: check-ins, reviews and setbacks, by a range of days. Writes nothing.

The names begin with the day, so only the months and files of the range are opened:

    found = records.checkins(home, since, until)                    # every check-in of these days, oldest first
    found = records.checkins(home, most=3, newest_first=True)       # the last three
    found = records.records(home, since, until, kind="review", upto=stored.version)
    for name, values in found.items: ...                            # "2026-11/22-ab12cd34", {"day": …, "mood": 6}
    found.passed_over                                               # files of the range that are not one of ours

A file that is bad, half, foreign, too big, a link or a folder is passed over and counted; none is ever taken away.
A check-in that another one corrects is left out.
"""

from __future__ import annotations

import json
import os
import stat

from recoveryplan.errors import CannotNow
from recoveryplan.storage import files, record_shapes

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator
    from typing import Any

    from recoveryplan.storage.folder import Home

    Item = tuple[str, dict[str, Any]]
    Fits = Callable[[Any, str, str], bool]

BIGGEST = 4 * 1024 * 1024
"""A file of more bytes than this is passed over: the longest story that is taken fits many times."""

NEAR = 7
"""How many days a correction may stand from the check-in that it takes the place of, for a range to see it."""

_SUFFIX = ".json"
_HEX = frozenset("0123456789abcdef")
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_OPEN |= getattr(os, "O_BINARY", 0)
_FIRST, _LAST = "0000-00-00", "9999-99-99"


class Found:
    """What was found: (name, values) in order of time, and how many files of the range were passed over.

    A name is ``2026-11/22-ab12cd34``: month, day and what tells the file from others of that day.
    """

    __slots__ = ("items", "passed_over")

    def __init__(self, items: list[Item], passed_over: int = 0) -> None:
        self.items = items
        self.passed_over = passed_over


def months(folder: str) -> list[str]:
    """The months that a folder (``home.checkins``, ``home.records``) has something of, like 2026-11, oldest first.

    Opens no file. Raises CannotNow where the folder cannot be read.
    """
    return [name for name in files.names_in(folder) if _is_month(name)]


def checkins(
    home: Home,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    *,
    newest_first: bool = False,
    most: int | None = None,
) -> Found:
    """The check-ins from ``since`` to ``until``, both days too; a side left open has no end.

    ``most`` with ``newest_first`` gives the last so many, and opens whole months until it has them.
    Raises CannotNow where the folder itself cannot be read.
    """
    reader = _Reader(home.checkins, lambda value, day, _: record_shapes.is_checkin(value, day))
    return reader.found(since, until, NEAR, newest_first, most)


def records(
    home: Home,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    kind: str | None = None,
    *,
    upto: int | None = None,
    newest_first: bool = False,
    most: int | None = None,
) -> Found:
    """The reviews and setbacks from ``since`` to ``until``, or those of one kind: ``review``, ``setback``.

    ``upto`` leaves out records of a version beyond this one: those of a save that was cut off. Other arguments and
    errors as for ``checkins``.
    """
    reader = _Reader(home.records, record_shapes.is_record, kind, upto)
    return reader.found(since, until, 0, newest_first, most)


class _Reader:
    """Reads one folder of months. ``kind`` stands in the names of records; check-ins have none."""

    def __init__(self, folder: str, fits: Fits, kind: str | None = "", upto: int | None = None) -> None:
        self.folder = folder
        self.fits = fits
        self.kind = kind
        self.upto = upto
        self.passed_over = 0
        self.corrected: dict[str, str] = {}

    def found(
        self, since: datetime.date | None, until: datetime.date | None, near: int, newest_first: bool, most: int | None
    ) -> Found:
        start, end = _iso(since, _FIRST), _iso(until, _LAST)
        wide = _iso(_moved(since, -near), _FIRST), _iso(_moved(until, near), _LAST)
        items: list[Item] = []
        for month in sorted(self._months(*wide), reverse=newest_first):
            items += sorted(self._month(month, (start, end), wide), key=_moment, reverse=newest_first)
            if most is not None and len(self._standing(items)) >= most:
                break
        return Found(self._standing(items)[:most], self.passed_over)

    def _standing(self, items: list[Item]) -> list[Item]:
        return [item for item in items if not self._is_corrected(item[0])]

    def _is_corrected(self, name: str) -> bool:
        """Whether another file takes the place of this one. Where two name each other, the last by name stands."""
        by = self.corrected.get(name)
        return by is not None and (self.corrected.get(by) != name or by > name)

    def _months(self, start: str, end: str) -> Iterator[str]:
        for name in files.names_in(self.folder):
            if not start[:7] <= name[:7] <= end[:7] or not _is_month(name[:7]):
                continue
            if len(name) == 7:
                yield name
            else:
                self.passed_over += 1  # a copy that a sync program left

    def _month(self, month: str, inside: tuple[str, str], wide: tuple[str, str]) -> Iterator[Item]:
        folder = os.path.join(self.folder, month)
        for name in self._names(folder):
            day = f"{month}-{name[:2]}"
            within = inside[0] <= day <= inside[1]
            if not wide[0] <= day <= wide[1] or name[:1] in {".", "~"}:  # such names are other programs' own
                continue
            kind = _kind_of(name)
            if kind is None:
                self.passed_over += within
            elif self.kind is None or kind == self.kind:
                yield from self._file(folder, name, day, kind, within)

    def _names(self, folder: str) -> list[str]:
        try:
            if stat.S_ISDIR(os.lstat(folder).st_mode):  # a link is none
                return files.names_in(folder)
        except (OSError, CannotNow):
            pass  # counted below
        self.passed_over += 1
        return []

    def _file(self, folder: str, name: str, day: str, kind: str, within: bool) -> Iterator[Item]:
        value = _value(os.path.join(folder, name))
        if not self.fits(value, day, kind):
            self.passed_over += within
            return
        called = f"{day[:7]}/{name.removesuffix(_SUFFIX)}"
        if value.get("corrects") not in {None, "", called}:
            self.corrected[value["corrects"]] = called
        cut_off = self.upto is not None and (value.get("version") or 0) > self.upto
        if within and not cut_off:
            yield called, value


def _moment(item: Item) -> tuple[str, str, str]:
    """What the order goes by: the day, the time it was written where it says so, and the name."""
    name, values = item
    return values["day"], values.get("at") or "", name


def _value(path: str) -> Any:
    """What a file holds; None for one that cannot be read, is no plain file, or is too big."""
    try:
        data = _bytes(path)
        return json.loads(data) if data is not None else None
    except (OSError, ValueError, RecursionError):
        return None


def _bytes(path: str) -> bytes | None:
    handle = os.open(path, _OPEN)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_size > BIGGEST:
            return None
        return os.read(handle, status.st_size)
    finally:
        os.close(handle)


def _kind_of(name: str) -> str | None:
    """The kind in the name of a file of ours, empty for a check-in; None for a name that is not one of ours."""
    parts = name.removesuffix(_SUFFIX).split("-")
    if not name.endswith(_SUFFIX) or not 2 <= len(parts) <= 3 or not _is_number(parts[0]):
        return None
    kind = parts[1] if len(parts) == 3 else ""
    plain = not kind or (kind.isascii() and kind.isalpha() and kind.islower())
    return kind if plain and len(parts[-1]) >= 8 and _HEX.issuperset(parts[-1]) else None


def _is_number(word: str) -> bool:
    return len(word) == 2 and word.isascii() and word.isdecimal()


def _is_month(name: str) -> bool:
    year, dash, month = name[:4], name[4:5], name[5:]
    return dash == "-" and year.isascii() and year.isdecimal() and len(year) == 4 and _is_number(month)


def _iso(day: datetime.date | None, open_end: str) -> str:
    return open_end if day is None else day.isoformat()


def _moved(day: datetime.date | None, by: int) -> datetime.date | None:
    import datetime

    if day is None or not by:
        return day
    try:
        return day + datetime.timedelta(days=by)
    except OverflowError:
        return None
