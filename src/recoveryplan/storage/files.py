"""Bytes on a disk: whole or not at all, 0600 under any umask; the system's troubles in our own words.

Imports `os` and the like only, since every start of the program that shows a plan comes through here.
"""

from __future__ import annotations

import errno
import os
import stat

from recoveryplan.errors import CannotNow, ContentProblem, Problem

try:  # `hashlib` would load OpenSSL for a function that Python has built in
    from _blake2 import blake2b
except ImportError:  # an interpreter built without it
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

TEMP_START, TEMP_END = ".rp-", ".tmp"
MOST = 32 * 1024 * 1024
"""A file of more bytes than this is not read at all."""

_WINDOWS = os.name == "nt"
_ALWAYS = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_READ = os.O_RDONLY | _ALWAYS | getattr(os, "O_NONBLOCK", 0)  # a pipe must not hold us up
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINKS | _ALWAYS
_APPEND = os.O_RDWR | os.O_APPEND | _NO_LINKS | _ALWAYS
_CHUNK = 1 << 20

# Some file systems cannot sync a folder. They say so with one of these, and lose nothing by it.
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF}

# Some can not give a file a second name either, as those of most memory sticks.
_NO_LINK = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}

_FULL = ("The disk is full.", "Nothing was lost. Make some room, then try again.")
_DENIED = ("I have no permission to use this.", "Please look at who owns it.")
_WORDS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: ("This is on a disk that can only be read.", "Choose another place with --home."),
    errno.EISDIR: ("This is a folder, but a file belongs here.", "Please move the folder away."),
    errno.ENOTDIR: ("A file stands where a folder belongs.", "Please move the file away."),
    errno.EEXIST: ("Something else already stands here.", "Please move it away."),
    errno.ELOOP: ("This is a link, and I do not follow it.", "Please move the link away."),
    errno.ENOENT: ("This is not there.", "Is its disk connected?"),
    errno.ENAMETOOLONG: ("This path is too long.", "Choose a shorter one with --home."),
}
_OTHER = ("The disk could not do this.", "Nothing was lost. Please try again later.")


def digest(data: bytes) -> str:
    """BLAKE2b of 16 bytes, as 32 hex digits: what tells one state of a file from another."""
    return blake2b(data, digest_size=16).hexdigest()


def unusable(path: str, error: OSError) -> CannotNow:
    """The system's trouble with a path, in our words. Never holds content."""
    what, todo = _WORDS.get(error.errno or 0, _OTHER)
    return CannotNow(f"{shown(path)}: {what}", todo)


def shown(path: str) -> str:
    """A path, made safe for a screen."""
    from recoveryplan.text import clean_line

    return clean_line(path)


class Kindly:
    """A context that turns an OSError of the system into CannotNow about the path."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if isinstance(error, OSError):
            raise unusable(self.path, error) from None


def read_file(path: str) -> bytes | None:
    """The file's bytes; None when nothing is there. A dangling link, a folder or a pipe is refused."""
    with Kindly(path):
        try:
            handle = os.open(path, _READ)
        except FileNotFoundError:
            if os.path.islink(path):
                raise
            return None
        try:
            return _read_all(handle, path)
        finally:
            os.close(handle)


def _read_all(handle: int, path: str) -> bytes:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.EEXIST, "")
    if status.st_size > MOST:
        name = os.path.basename(path)
        raise ContentProblem([Problem(name, None, None, "this file is too big", "A plan is much smaller.")])
    pieces = []
    while piece := os.read(handle, _CHUNK):
        pieces.append(piece)
    return b"".join(pieces)


def write_whole(path: str, data: bytes, *, sync: bool = True, temps: str | None = None) -> None:
    """Put the bytes at the path: all of them, or the old file stays as it was. A link is followed first.

    With ``sync`` they are on the disk, name and all, when this returns. The temp file is made beside the path, or
    in the folder ``temps`` where that is on the same disk. Raises CannotNow.
    """
    target = os.path.realpath(path) if os.path.islink(path) else path
    beside = os.path.dirname(target)
    with Kindly(target):
        try:
            _replace(target, data, sync, temps or beside)
        except OSError as error:
            # Another run may have swept our temp file as a stray one, or ``temps`` is on another disk.
            if error.errno not in {errno.ENOENT, errno.EXDEV}:
                raise
            _replace(target, data, sync, beside)


def write_new(path: str, data: bytes) -> None:
    """Make a file that is not there yet, synced. Raises CannotNow, also when something stands there."""
    with Kindly(path):
        _fill(path, data, sync=True)
        sync_folder(os.path.dirname(path))


def write_once(path: str, data: bytes, temps: str) -> None:
    """Make a file that is not there yet: whole, synced and never over another one, also when a kill comes in between.

    The temp file is made in the folder ``temps``, where that is on the same disk. Raises CannotNow, also when
    something stands there.
    """
    with Kindly(path):
        try:
            _name_once(path, data, temps)
        except OSError as error:
            if error.errno not in {errno.ENOENT, errno.EXDEV}:
                raise
            _name_once(path, data, os.path.dirname(path))
        sync_folder(os.path.dirname(path))


def _name_once(path: str, data: bytes, temps: str) -> None:
    temp = os.path.join(temps, f"{TEMP_START}{os.urandom(8).hex()}{TEMP_END}")
    _fill(temp, data, sync=True)
    try:
        _link(temp, path)
    finally:
        _forget(temp)


def _link(temp: str, path: str) -> None:
    """Give a whole file its name; nothing that stands there is taken away."""
    try:
        os.link(temp, path)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        # No second name for a file here: look, and then rename. A name with a random part is nobody else's.
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "") from None
        os.replace(temp, path)


def _replace(target: str, data: bytes, sync: bool, temps: str) -> None:
    temp = os.path.join(temps, f"{TEMP_START}{os.urandom(8).hex()}{TEMP_END}")
    _fill(temp, data, sync)
    try:
        os.replace(temp, target)
    except BaseException:
        _forget(temp)
        raise
    if sync:
        sync_folder(os.path.dirname(target))


def _fill(path: str, data: bytes, sync: bool) -> None:
    handle = open_new(path)
    try:
        try:
            write_all(handle, data)
            if os.fstat(handle).st_size != len(data):
                raise OSError(errno.EIO, "")
            if sync:
                os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        _forget(path)
        raise


def open_new(path: str) -> int:
    """A handle on a file that did not exist a moment ago, 0600 under any umask. Raises OSError."""
    handle = os.open(path, _NEW, 0o600)
    if not _WINDOWS:
        os.fchmod(handle, 0o600)
    return handle


def open_to_append(path: str) -> int:
    """A handle on a file that is there, for reading and for adding at its end; no link. Raises OSError."""
    return os.open(path, _APPEND)


def write_all(handle: int, data: bytes) -> None:
    """Write every byte: a nearly full disk takes a part and says nothing. Raises OSError."""
    rest = memoryview(data)
    while rest:
        count = os.write(handle, rest[:_CHUNK])
        if count == 0:
            raise OSError(errno.ENOSPC, "")
        rest = rest[count:]


def _forget(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return  # it is swept at the next change


def sync_folder(folder: str) -> None:
    """Put the folder's names on the disk, where the system knows how. Raises OSError."""
    if _WINDOWS:
        return
    handle = os.open(folder or ".", os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _ALWAYS)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)


def make_folder(path: str) -> None:
    """Make the folder and every parent that is missing, each 0700 under any umask. Raises CannotNow."""
    if os.path.isdir(path):
        return
    parent = os.path.dirname(path)
    if parent != path:
        make_folder(parent)
    with Kindly(path):
        try:
            os.mkdir(path, 0o700)
        except FileExistsError:
            if os.path.isdir(path):
                return
            raise OSError(errno.ENOTDIR, "") from None
        os.chmod(path, 0o700)  # the umask may have taken bits away
        sync_folder(parent)


def names_in(folder: str) -> list[str]:
    """The names in a folder, in order; none when it is not there. Raises CannotNow."""
    with Kindly(folder):
        try:
            return sorted(os.listdir(folder))
        except FileNotFoundError:
            return []


def is_temp(name: str) -> bool:
    """Whether this is the name of one of our temp files."""
    return name.startswith(TEMP_START) and name.endswith(TEMP_END)


def sweep_temps(folder: str) -> None:
    """Remove the temp files that a kill left in the folder."""
    for name in names_in(folder):
        if is_temp(name):
            _forget(os.path.join(folder, name))
