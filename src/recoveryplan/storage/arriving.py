"""What `export all` put into one file, looked at and brought in: all of it, or nothing.

Nothing that stands in such a file is believed: each name is one that the program gives, each size and sum is
compared, and all of it is read once before the first byte is written.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from hashlib import sha256

from recoveryplan import home as names
from recoveryplan.errors import CannotNow, ContentProblem, Problem
from recoveryplan.storage import bundle, files, removal, swap
from recoveryplan.storage.folder import Home
from recoveryplan.storage.locks import Lock
from recoveryplan.wording import BUSY
from recoveryplan.wording import moving as words

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Any, BinaryIO, NoReturn

_HEX = frozenset("0123456789abcdef")
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, LookupError, OverflowError)
"""What Python's own reader of such files raises for one that is not right (NotImplementedError is among them)."""


@dataclass(frozen=True)
class Entry:
    """One file, as the manifest tells it. ``name`` is one that the program gives to a file of a home."""

    name: str
    size: int
    sha256: str


class Bundle:
    """An open file that ``bundle.write`` made. Opening it looks at the list of what it holds; ``check`` reads it all.

    Raises CannotNow for a file that cannot be read, ContentProblem for one that is not right. Every file is compared
    with its sum each time it is read, and none is believed to be larger or smaller than the manifest says.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._stream = self._opened()
        try:
            with files.Kindly(path), self._whole():
                self._zip = zipfile.ZipFile(self._stream)
                self.entries = self._entries()
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> Bundle:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. Doing it twice is harmless."""
        self._zip.close()
        self._stream.close()

    @property
    def names(self) -> list[str]:
        """The files that would stand in the home."""
        return [entry.name for entry in self.entries]

    def check(self) -> None:
        """Read every file and compare it. Writes nothing. Raises ContentProblem for the first that is not right."""
        for entry in self.entries:
            self._read(entry)

    def data(self, name: str) -> bytes | None:
        """The bytes of one file, None where it is not in it. Raises ContentProblem for one that is not right."""
        return next((self._read(entry) for entry in self.entries if entry.name == name), None)

    def put_into(self, folder: str) -> None:
        """Write every file into the folder, which is empty and ours alone; all of it is on the disk then."""
        made = {folder}
        for entry in self.entries:
            path = os.path.join(folder, *entry.name.split("/"))
            files.make_folder(os.path.dirname(path))
            made.add(os.path.dirname(path))
            _put(path, self._read(entry))
        for one in sorted(made):
            with files.Kindly(one):
                files.sync_folder(one)

    # --- looking at it ---

    def _opened(self) -> BinaryIO:
        with files.Kindly(self._path):
            if not os.path.lexists(self._path):
                raise CannotNow(f"{files.shown(self._path)}: {words.NO_SUCH_FILE}")
            if os.path.isdir(self._path):
                raise OSError(errno.EISDIR, "")
            if os.path.exists(self._path) and not os.path.isfile(self._path):  # a pipe would hold us up
                raise OSError(errno.EEXIST, "")
            return open(self._path, "rb")

    def _entries(self) -> list[Entry]:
        members = self._zip.infolist()
        if len(members) > bundle.MOST_FILES + 2:
            self._wrong(words.TOO_BIG)
        by_name = {member.orig_filename: member for member in members}
        if bundle.MANIFEST not in by_name:
            self._wrong(words.NOT_OURS, words.NOT_OURS_TODO)
        entries = self._listed(by_name[bundle.MANIFEST])
        if sum(entry.size for entry in entries) > bundle.MOST_BYTES:
            self._wrong(words.TOO_BIG)
        sizes = {bundle.FOLDER + entry.name: entry.size for entry in entries}
        wanted = sorted([*sizes, bundle.MANIFEST, bundle.READ_ME])
        there = sorted(member.orig_filename for member in members)
        if there != wanted or not all(_as_written(member, sizes.get(member.orig_filename)) for member in members):
            self._wrong(words.FOREIGN, words.FOREIGN_TODO)
        return entries

    def _listed(self, member: zipfile.ZipInfo) -> list[Entry]:
        """The files that the manifest names. Every name is looked at before anything is done with it."""
        tree = self._manifest(member)
        made = tree.get("recoveryplan_export")
        if type(made) is not int or made < 1:
            self._wrong(words.NOT_OURS, words.NOT_OURS_TODO)
        if made > bundle.FORMAT:
            self._wrong(words.NEWER, words.NEWER_TODO)
        listed = tree.get("files")
        found = [_entry(one) for one in listed] if isinstance(listed, list) else []
        entries = [entry for entry in found if entry is not None]
        if not entries or len(entries) != len(found) or len({entry.name for entry in entries}) != len(found):
            self._wrong(words.FOREIGN, words.FOREIGN_TODO)
        if any(entry.size > files.MOST for entry in entries):
            self._wrong(words.TOO_BIG)
        return entries

    def _manifest(self, member: zipfile.ZipInfo) -> dict[str, Any]:
        if not _as_written(member, None) or member.file_size > files.MOST:
            self._wrong(words.TOO_BIG if member.file_size > files.MOST else words.FOREIGN, words.FOREIGN_TODO)
        try:
            tree = json.loads(self._member(member))
        except (*_BROKEN, RecursionError):
            tree = None
        if not isinstance(tree, dict):
            self._wrong(words.damaged(bundle.MANIFEST), words.DAMAGED_TODO)
        return tree

    def _read(self, entry: Entry) -> bytes:
        try:
            data = self._member(self._zip.getinfo(bundle.FOLDER + entry.name))
        except _BROKEN:
            data = b""
        if len(data) != entry.size or sha256(data).hexdigest() != entry.sha256:
            self._wrong(words.damaged(entry.name), words.DAMAGED_TODO)
        return data

    def _member(self, member: zipfile.ZipInfo) -> bytes:
        """The bytes of one member, and never more than it says it has."""
        with files.Kindly(self._path), self._zip.open(member) as stream:
            return stream.read(member.file_size + 1)

    @contextlib.contextmanager
    def _whole(self) -> Iterator[None]:
        try:
            yield
        except _BROKEN:
            self._wrong(words.NOT_OURS, words.NOT_OURS_TODO)

    def _wrong(self, what: str, todo: str = "") -> NoReturn:
        name = files.shown(os.path.basename(self._path))
        raise ContentProblem([Problem(name, None, None, what, todo)], words.NOTHING_BROUGHT)


def _as_written(member: zipfile.ZipInfo, size: int | None) -> bool:
    """Whether a member is a plain file as ``bundle`` makes it: no link, no password, of the size told."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    return (
        kind in {0, stat.S_IFREG}
        and not member.flag_bits & 0x1
        and member.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        and member.filename == member.orig_filename
        and member.file_size <= files.MOST
        and size in {None, member.file_size}
    )


def _entry(one: object) -> Entry | None:
    """One line of the manifest; None for one that is not as it should be."""
    if not isinstance(one, dict) or set(one) != {"name", "size", "sha256"}:
        return None
    name, size, mark = one["name"], one["size"], one["sha256"]
    if not isinstance(name, str) or not bundle.is_kept(name) or type(size) is not int or size < 0:
        return None
    return Entry(name, size, mark) if isinstance(mark, str) and len(mark) == 64 and _HEX.issuperset(mark) else None


def _put(path: str, data: bytes) -> None:
    with files.Kindly(path):
        handle = files.open_new(path)
        try:
            files.write_all(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)


def bring_in(home: Home, brought: Bundle, day: datetime.date) -> str | None:
    """Put what was brought in the home's place: all of it, or the home is as it was, at whatever point this ends.

    What was there is moved aside and its new path returned; None where there was nothing. Raises CannotNow,
    ContentProblem.
    """
    if is_empty(home):
        removal.delete_all(home)  # a lock, or a card of nobody
    lock = Lock(home.lock, *BUSY)
    if os.path.isdir(home.path):
        lock.take()
    try:
        swap.sweep(home.path)
        return _moved_in(home, brought, day, lock)
    finally:
        lock.free()


def is_empty(home: Home) -> bool:
    """Whether nothing in the home is worth keeping, so that nobody need be asked."""
    found = removal.survey(home)
    return not found.others and {os.path.relpath(path, home.path) for path in found.ours} <= {
        "lock",
        "index",
        names.CARD,
    }


def _moved_in(home: Home, brought: Bundle, day: datetime.date, lock: Lock) -> str | None:
    coming = swap.make_room(home.path)
    try:
        brought.put_into(coming)
        if os.name == "nt":  # there an open file holds its folder in place
            brought.close()
            lock.free()
        return swap.move_in(home.path, coming, day)
    except BaseException:
        swap.sweep(home.path)
        raise
