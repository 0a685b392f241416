"""Watches a run: ways to the network, and files written outside the places that were named.

An audit hook stays for the life of the process, so that there is one, armed for the time of a run.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any

_NETWORK = ("socket.", "urllib.", "http.", "ssl.", "ftplib.", "smtplib.", "webbrowser.")
_CHANGING = {"os.mkdir", "os.remove", "os.rmdir", "os.rename", "os.link", "os.symlink", "os.truncate", "os.chmod"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Seen:
    """What a watched run did."""

    def __init__(self) -> None:
        self.network: list[str] = []
        self.written: list[str] = []
        self.started: list[str] = []


_watching: list[Seen] = []


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if not _watching:
        return
    seen = _watching[-1]
    if event.startswith(_NETWORK):
        seen.network.append(event)
        raise PermissionError(event)
    if event in {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.fork", "os.system"}:
        seen.started.append(event)
    elif event == "open" and isinstance(args[2], int) and args[2] & _WRITES:
        seen.written.append(os.fsdecode(args[0]) if isinstance(args[0], str | bytes) else "")
    elif event in _CHANGING:
        seen.written += [os.path.abspath(os.fsdecode(one)) for one in args[:2] if isinstance(one, str | bytes)]


sys.addaudithook(_hook)


@contextlib.contextmanager
def watched() -> Iterator[Seen]:
    """Watch what happens inside; a way to the network is refused."""
    seen = Seen()
    _watching.append(seen)
    try:
        yield seen
    finally:
        _watching.remove(seen)
