"""One writer at a time: a lock on a file that is never replaced and never removed while in use."""

from __future__ import annotations

import os

from recoveryplan.errors import CannotNow
from recoveryplan.storage import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from filelock import BaseFileLock

WAIT = 3.0
"""Seconds to wait for another run to be done."""


class Lock:
    """A lock held between ``take`` and ``free``. The system frees it too when the process ends in any way."""

    __slots__ = ("_held", "_path", "_words")

    def __init__(self, path: str, *words: str) -> None:
        self._path = path
        self._words = words
        self._held: BaseFileLock | None = None

    def take(self, wait: float = WAIT) -> None:
        """Wait up to ``wait`` seconds. Raises CannotNow when another run holds it, with the words given."""
        from filelock import FileLock, Timeout

        with files.Kindly(self._path):
            self._make()
            lock = FileLock(self._path, mode=0o600, thread_local=False)
            try:
                lock.acquire(timeout=wait, poll_interval=0.02)
            except Timeout:
                raise CannotNow(*self._words) from None
        self._held = lock

    def _make(self) -> None:
        # Made by us first: some releases of filelock let the umask decide the mode, and follow links.
        try:
            os.close(files.open_new(self._path))
        except FileExistsError:
            if os.path.islink(self._path):
                raise

    def free(self) -> None:
        """Let go. Doing it twice is harmless."""
        if self._held is not None:
            self._held.release()
            self._held = None
