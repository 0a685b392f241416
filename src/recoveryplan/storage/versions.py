"""Every version of the plan, and the index: a cache of their day, digest and reason.

The index is text, one line a version, so that the last line alone answers what a reader asks most.
It is never trusted further than it parses: what is missing is read again from the versions themselves.
"""

from __future__ import annotations

import os

from recoveryplan.errors import CannotNow, ContentProblem, Problem
from recoveryplan.storage import files
from recoveryplan.storage.folder import Home, is_number

_FIRST = "recoveryplan index 1"
_HEX = frozenset("0123456789abcdef")
_DAY = frozenset("0123456789-")
_HEAD_KEYS = (b"schema_version:", b"version:", b"updated:", b"reason:")


class Entry:
    """One version: its number, ISO day (may be empty), reason in the person's words, and digest."""

    __slots__ = ("day", "digest", "number", "reason")

    def __init__(self, number: int, day: str, reason: str, digest: str) -> None:
        self.number = number
        self.day = day
        self.reason = reason
        self.digest = digest


class Head:
    """What stands at the top of a plan file, as written: each is None where it is not there."""

    __slots__ = ("reason", "updated", "version")

    def __init__(self, version: str | None, updated: str | None, reason: str | None) -> None:
        self.version = version
        self.updated = updated
        self.reason = reason


def head(data: bytes) -> Head:
    """The head of a plan's bytes. Raises ContentProblem for a file that cannot be read or holds no keys.

    A key in the first column is always one of the top level, so its line can be read alone; whatever is less
    plain (a value on several lines, another encoding, braces) is read as a whole file.
    """
    lines = _head_lines(data)
    tree = _plain(b"\n".join(lines)) if lines else None
    if not tree or not tree.get("version"):
        tree = _plain(data)
    return Head(tree.get("version"), tree.get("updated"), tree.get("reason"))


def _head_lines(data: bytes) -> list[bytes]:
    found: list[bytes] = []
    lines = data.removeprefix(b"\xef\xbb\xbf").splitlines()
    for line, after in zip(lines, [*lines[1:], b""], strict=False):
        if line.startswith(_HEAD_KEYS):
            if after[:1] in {b" ", b"\t"}:
                return []
            found.append(line)
    return found


def _plain(data: bytes) -> dict[str, str | None]:
    from recoveryplan import yamlfile

    tree = yamlfile.plain(yamlfile.read(data, "plan.yaml"))
    if not isinstance(tree, dict):
        raise ContentProblem([Problem("plan.yaml", None, None, "there is no plan in this file")])
    return {key: value for key, value in tree.items() if isinstance(value, str)}


def entry_of(number: int, data: bytes) -> Entry:
    """The entry of one version, from its own bytes. A file that cannot be read has no day and no reason."""
    try:
        top = head(data)
    except ContentProblem:
        top = Head(None, None, None)
    day = top.updated or ""
    return Entry(number, day if _is_day(day) else "", top.reason or "", files.digest(data))


def entries(home: Home, known: dict[int, Entry]) -> dict[int, Entry]:
    """An entry for every version that has a file: as known, else read from the file."""
    found: dict[int, Entry] = {}
    for number in home.version_numbers():
        if number in known:
            found[number] = known[number]
        elif (data := files.read_file(home.version_file(number))) is not None:
            found[number] = entry_of(number, data)
    return found


def read_index(home: Home) -> bytes:
    """The index's bytes; empty when it is not there or cannot be used, since it is only a cache."""
    try:
        return files.read_file(home.index) or b""
    except (CannotNow, ContentProblem):
        return b""


def parse_index(data: bytes) -> dict[int, Entry]:
    """The entries of the lines that are whole, by number; others are passed over."""
    lines = data.decode("utf-8", "replace").split("\n")
    if lines[0] != _FIRST:
        return {}
    found = (_parse_line(line) for line in lines[1:-1])
    return {entry.number: entry for entry in found if entry is not None}


def last_entry(data: bytes) -> Entry | None:
    """The entry of the last line alone, where the index ends as it should."""
    if not data.startswith(_FIRST.encode() + b"\n") or not data.endswith(b"\n"):
        return None
    return _parse_line(data[:-1].rpartition(b"\n")[2].decode("utf-8", "replace"))


def _parse_line(line: str) -> Entry | None:
    parts = line.split("\t")
    if len(parts) != 4:
        return None
    number, day, mark, reason = parts
    if not is_number(number) or len(mark) != 32 or not _HEX.issuperset(mark) or not (_is_day(day) or not day):
        return None
    return Entry(int(number), day, reason, mark)


def _is_day(word: str) -> bool:
    return len(word) == 10 and _DAY.issuperset(word) and word[4] == word[7] == "-"


def renew_index(home: Home, found: dict[int, Entry], present: bytes | None = None) -> None:
    """Write the index, unsynced; nothing happens when it is right already or cannot be written."""
    lines = [_FIRST, *(_line(found[number]) for number in sorted(found)), ""]
    data = "\n".join(lines).encode("utf-8", "replace")
    if data == present:
        return
    try:
        files.write_whole(home.index, data, sync=False)
    except CannotNow:
        return  # a cache: the next reader builds it again


def add_to_index(home: Home, entry: Entry) -> None:
    """Put one more version into the index, unsynced; nothing happens when it cannot be written."""
    present = read_index(home)
    last = last_entry(present)
    if last is None or last.number != entry.number - 1:
        renew_index(home, parse_index(present) | {entry.number: entry}, present)
        return
    try:
        # A line more is cheap; replacing a whole file makes some file systems sync it.
        handle = files.open_to_append(home.index)
        try:
            files.write_all(handle, f"{_line(entry)}\n".encode("utf-8", "replace"))
        finally:
            os.close(handle)
    except OSError:
        return


def _line(entry: Entry) -> str:
    reason = " ".join(entry.reason.split())
    return f"{entry.number:04d}\t{entry.day}\t{entry.digest}\t{reason}"
