"""Answers under way: one line of JSON for each, on the disk before the next question is asked.

A draft belongs to a kind of command and the version it started from: ``drafts/new-0003.jsonl``. Its first line
is its head. Lines are only ever added. A draft that is done with, or put aside for a fresh start, is kept.
"""

from __future__ import annotations

import os
import re

from recoveryplan.storage import files, standing
from recoveryplan.storage.folder import Home
from recoveryplan.storage.locks import WAIT, Lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType
    from typing import Any

    Event = dict[str, Any]

_HEAD_MARK = "draft"
_SAVING = "_saving"
_NAME = re.compile(r"([a-z]+)-(\d{4,9})\.jsonl\Z")


class Lines:
    """What a draft's bytes say: its head, the events in order, and the lines (from 1) that could not be read.

    ``saving`` is the version and digest of a save that was begun. ``whole`` is the length in bytes of all that
    counts: a last line that was cut off by a kill was never confirmed, and is dropped.
    """

    __slots__ = ("bad_lines", "events", "head", "saving", "whole")

    def __init__(self, data: bytes) -> None:
        self.head: Event | None = None
        self.events: list[Event] = []
        self.bad_lines: list[int] = []
        self.saving: tuple[int, str] | None = None
        *lines, tail = data.split(b"\n")
        self.whole = len(data) - len(tail)
        for number, line in enumerate(lines, 1):
            if line.strip() and not self._take(line):
                self.bad_lines.append(number)
        if self._take(tail):
            self.whole = len(data)

    def _take(self, line: bytes) -> bool:
        event = _parse(line)
        if event is None:
            return False
        if _HEAD_MARK in event:
            self.head = event
        elif _SAVING in event:
            self._take_saving(event[_SAVING])
        else:
            self.events.append(event)
        return True

    def _take_saving(self, begun: Any) -> None:
        if isinstance(begun, list) and len(begun) == 2:
            self.saving = (begun[0], begun[1])


def _parse(line: bytes) -> Event | None:
    import json

    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None


def _line(event: Mapping[str, object]) -> bytes:
    import json

    # ASCII keeps every character there is, half of a pair too, and a line can never hold a line end.
    return (json.dumps(event, ensure_ascii=True, separators=(",", ":")) + "\n").encode("ascii")


class Waiting:
    """A draft that somebody can go on with: its path, kind, base version, head and events."""

    __slots__ = ("base_version", "events", "head", "kind", "path")

    def __init__(self, path: str, kind: str, base_version: int, lines: Lines) -> None:
        self.path = path
        self.kind = kind
        self.base_version = base_version
        self.head = lines.head or {"kind": kind, "base_version": base_version}
        self.events = lines.events


def find(home: Home, kind: str) -> Waiting | None:
    """The draft of this kind that started from the newest version; None without one. Writes nothing.

    A draft whose save came through is not offered, even when a kill came before it was put away.
    """
    found = _paths(home, kind)
    for base in sorted(found, reverse=True):
        lines = Lines(files.read_file(found[base]) or b"")
        if not _saved(home, lines):
            return Waiting(found[base], kind, base, lines)
    return None


def _paths(home: Home, kind: str) -> dict[int, str]:
    matches = (_NAME.match(name) for name in files.names_in(home.drafts))
    return {int(m[2]): os.path.join(home.drafts, m[0]) for m in matches if m and m[1] == kind}


def _saved(home: Home, lines: Lines) -> bool:
    if lines.saving is None:
        return False
    return any((entry.number, entry.digest) == lines.saving for entry in standing.history(home))


class Draft:
    """A draft under its lock. ``events`` are those accepted so far; ``resumed`` tells whether there were any.

    ``bad_lines`` (from 1) could not be read; they stay in the file, and a screen should say so.
    """

    def __init__(self, home: Home, path: str, lock: Lock, head: Event) -> None:
        """Use ``open_or_start`` or ``resume``."""
        self.home = home
        self.path = path
        self.head = head
        self.resumed = False
        self.bad_lines: tuple[int, ...] = ()
        self._events: list[Event] = []
        self._lock = lock
        self._handle = -1

    @classmethod
    def open_or_start(cls, home: Home, kind: str, head: Mapping[str, object], *, wait: float = WAIT) -> Draft:
        """Go on with the draft of this kind and ``head["base_version"]``, or start it. Raises CannotNow.

        ``head`` also has base_digest, questionnaire and started, and is written as given. A draft that was
        saved already is put away first.
        """
        base = head["base_version"]
        if not isinstance(base, int):
            raise TypeError("base_version is a number")
        path = os.path.join(home.drafts, f"{kind}-{base:04d}.jsonl")
        home.prepare()
        lock = _take_lock(home, kind, wait)
        draft = cls(home, path, lock, {_HEAD_MARK: 1, "kind": kind, **head})
        return draft._opened()

    @classmethod
    def resume(cls, home: Home, waiting: Waiting, *, wait: float = WAIT) -> Draft:
        """Go on with a draft that ``find`` found, whichever version it started from. Raises CannotNow."""
        lock = _take_lock(home, waiting.kind, wait)
        return cls(home, waiting.path, lock, {_HEAD_MARK: 1, **waiting.head})._opened()

    def _opened(self) -> Draft:
        try:
            with files.Kindly(self.path):
                self._open()
        except BaseException:
            self.close()
            raise
        return self

    def _open(self) -> None:
        data = files.read_file(self.path)
        if data is not None and _saved(self.home, Lines(data)):
            self._move("done")
            data = None
        if data is None:
            files.write_new(self.path, _line(self.head))
        self._handle = files.open_to_append(self.path)
        if data is not None:
            self._go_on(data)

    def _go_on(self, data: bytes) -> None:
        lines = Lines(data)
        if os.name != "nt":
            os.fchmod(self._handle, 0o600)
        os.ftruncate(self._handle, lines.whole)
        if lines.whole and data[lines.whole - 1 : lines.whole] != b"\n":
            self._write(b"\n")
        if lines.head is None or not lines.events:
            # A kill in the very first write, a damaged first line; or nothing is answered yet: the new head counts.
            self._write(_line(self.head))
        else:
            self.head = lines.head
        self._events = lines.events
        self.bad_lines = tuple(lines.bad_lines)
        self.resumed = bool(lines.events)

    def __enter__(self) -> Draft:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def events(self) -> list[Event]:
        """Every event accepted so far, oldest first."""
        return list(self._events)

    def append(self, event: Mapping[str, object]) -> None:
        """Accept an event: it is on the disk when this returns, or not in the draft at all. Raises CannotNow."""
        line = _line(event)
        with files.Kindly(self.path):
            self._stay_on_disk()
            self._write(line)
        accepted = _parse(line)
        if accepted is not None:
            self._events.append(accepted)

    def about_to_save(self, version: int, digest: str) -> None:
        """Note the save that comes next, so that a kill between it and ``finish`` offers nothing twice."""
        with files.Kindly(self.path):
            self._stay_on_disk()
            self._write(_line({_SAVING: [version, digest]}))

    def _write(self, line: bytes) -> None:
        before = os.fstat(self._handle).st_size
        try:
            files.write_all(self._handle, line)
            os.fsync(self._handle)
        except BaseException:
            os.ftruncate(self._handle, before)
            raise

    def _stay_on_disk(self) -> None:
        # A sync program or a person may have taken the file away; what is written to it then would be lost.
        if os.fstat(self._handle).st_nlink:
            return
        if os.path.lexists(self.path):
            self._move("aside")
        files.write_new(self.path, b"".join(_line(event) for event in [self.head, *self._events]))
        os.close(self._handle)
        self._handle = files.open_to_append(self.path)

    def finish(self) -> None:
        """Put the draft away after its save; answers off the path stay readable there. Raises CannotNow.

        One that somebody took away meanwhile, with its whole home perhaps, needs no putting away.
        """
        if os.path.lexists(self.path):
            self._end("done")
        else:
            self.close()

    def set_aside(self) -> None:
        """Put the draft away for a fresh start; it is never deleted. Raises CannotNow."""
        self._end("aside")

    def _end(self, why: str) -> None:
        try:
            self._close_handle()
            self._move(why)
        finally:
            self.close()

    def _move(self, why: str) -> None:
        files.make_folder(self.home.kept)
        stem = os.path.basename(self.path).removesuffix(".jsonl")
        count = 1
        while os.path.lexists(target := os.path.join(self.home.kept, f"{stem}-{why}-{count}.jsonl")):
            count += 1
        with files.Kindly(self.path):
            os.replace(self.path, target)
            files.sync_folder(self.home.kept)
            files.sync_folder(self.home.drafts)

    def close(self) -> None:
        """Let go of the draft; it stays where it is. Doing it twice is harmless."""
        self._close_handle()
        self._lock.free()

    def _close_handle(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _take_lock(home: Home, kind: str, wait: float) -> Lock:
    lock = Lock(
        os.path.join(home.drafts, f".{kind}.lock"),
        "These questions are open in another window.",
        "Please go on there, or close it first.",
    )
    lock.take(wait)
    return lock
