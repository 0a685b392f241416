"""Everything of a home that is the person's, in one file; ``arriving`` brings it back in.

The file is a plain zip, so that it can be opened without this program: the home's files in a folder
``recoveryplan/``, a ``READ-ME.txt``, and ``manifest.json`` with each file's name, size and SHA-256 sum. What can be
made again is left out: the card, pages, the lock. Nothing in it tells of the computer; times in it are not real ones.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import zipfile
from hashlib import sha256

from recoveryplan import __version__
from recoveryplan import home as names
from recoveryplan.errors import CannotNow, NothingYet
from recoveryplan.storage import files, removal
from recoveryplan.storage.folder import Home
from recoveryplan.storage.locks import Lock
from recoveryplan.wording import BUSY
from recoveryplan.wording import moving as words

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from typing import Any, BinaryIO

FORMAT = 1
FOLDER = "recoveryplan/"
MANIFEST = "manifest.json"
READ_ME = "READ-ME.txt"

MOST_FILES = 200_000
MOST_BYTES = 2 << 30
"""More files, or more bytes of them together, than ten busy years make are neither put in nor taken out."""

_KEPT = frozenset({names.PLAN, "index", "shared.yaml", "history", "drafts", "checkins", "records"})
_MADE_AGAIN = frozenset({names.CARD, "lock", "worksheets"})


class Found:
    """What is in a home, as names with forward slashes: ``kept`` goes into the file, ``others`` are not ours."""

    __slots__ = ("kept", "others")

    def __init__(self, kept: list[str], others: list[str]) -> None:
        self.kept = kept
        self.others = others


def is_kept(name: str) -> bool:
    """Whether a file of this name in the home is the person's own, and one that the program gives such a name."""
    first, last = name.partition("/")[0], name.rpartition("/")[2]
    plain = name.isascii() and name == name.lower() and not last.endswith(".lock") and not files.is_temp(last)
    return first in _KEPT and plain and removal.is_ours(name)


def survey(home: Home) -> Found:
    """What of the home goes into the file. Opens no file. Raises CannotNow."""
    found = list(_walk(home.path, ""))
    others = [name for name in found if not is_kept(name) and not _made_again(name)]
    return Found([name for name in found if is_kept(name)], others)


def _walk(folder: str, lead: str) -> Iterator[str]:
    """Every file. A folder of ours may be a link to where the person keeps it; none of ours stands deeper than two."""
    for name in files.names_in(folder):
        path, inside = os.path.join(folder, name), f"{lead}{name}"
        ours = lead != "" or name in _KEPT
        if os.path.isdir(path) and (not os.path.islink(path) or (ours and lead.count("/") < 2)):
            yield from _walk(path, f"{inside}/")
        else:
            yield inside


def _made_again(name: str) -> bool:
    passing = name.endswith(".lock") or files.is_temp(name.rpartition("/")[2])
    return removal.is_ours(name) and (passing or name.partition("/")[0] in _MADE_AGAIN)


def write(home: Home, path: str, day: datetime.date) -> Found:
    """Put everything into a new file at the path, 0600, whole or not at all; the home stands still meanwhile.

    Raises NothingYet for an empty home, CannotNow (busy, unusable, more than such a file can hold).
    """
    if not survey(home).kept:
        raise NothingYet(*words.NOTHING_TO_EXPORT)
    with _still(home), files.Kindly(path):
        found = survey(home)
        temp = os.path.join(os.path.dirname(path), f"{files.TEMP_START}{os.urandom(8).hex()}{files.TEMP_END}")
        try:
            with open(temp, "wb", opener=lambda name, _: files.open_new(name)) as stream:
                _fill(stream, os.path.basename(path), home, found.kept, day)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(temp, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temp)
            raise
        files.sync_folder(os.path.dirname(path))
    return found


@contextlib.contextmanager
def _still(home: Home) -> Iterator[None]:
    """The home under its lock. One that can only be read changes for nobody, and takes no lock."""
    if not os.access(home.path, os.W_OK):
        yield
        return
    lock = Lock(home.lock, *BUSY)
    lock.take()
    try:
        yield
    finally:
        lock.free()


def _fill(stream: BinaryIO, name: str, home: Home, kept: list[str], day: datetime.date) -> None:
    listed: list[dict[str, Any]] = []
    room = MOST_BYTES if len(kept) <= MOST_FILES else -1
    with zipfile.ZipFile(stream, "w") as made:
        _add(made, READ_ME, words.read_me(name).encode())
        for inside in kept:
            data = files.read_file(home.join(*inside.split("/")))
            if data is None:
                raise CannotNow(*BUSY)  # another window put a draft away just now
            room -= len(data)
            if room < 0:
                raise CannotNow(*words.TOO_MUCH)
            _add(made, FOLDER + inside, data)
            listed.append({"name": inside, "size": len(data), "sha256": sha256(data).hexdigest()})
        head = {"recoveryplan_export": FORMAT, "program": __version__, "day": day.isoformat()}
        _add(made, MANIFEST, (json.dumps(head | {"files": listed}, indent=1) + "\n").encode())


def _add(made: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name)  # its day is always the same: 1980-01-01
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = (stat.S_IFREG | 0o600) << 16
    made.writestr(entry, data)
