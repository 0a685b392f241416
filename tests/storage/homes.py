"""Homes, plans and odd processes for tests of storage."""

from __future__ import annotations

import datetime
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress

from recoveryplan.errors import CannotNow
from recoveryplan.storage import store
from recoveryplan.storage.folder import Home

DAY = datetime.date(2026, 11, 22)
NOBODY = 65534


def plan_bytes(version: int, *lines: str, reason: str = "first plan") -> bytes:
    """A small plan as the program writes it, with a person's comment."""
    head = f"schema_version: 1\nversion: {version}\nupdated: 2026-11-22\nreason: {reason}\n\n"
    items = "".join(f"  {line}\n" for line in ("a: one  # mine", *lines))
    return f"{head}more:\n{items}".encode()


def save(home: Home, version: int, *lines: str, reason: str = "first plan") -> bytes:
    """Commit a version on top of what is there; returns its bytes."""
    stored = store.read(home)
    data = plan_bytes(version, *lines, reason=reason)
    base = stored.digest if stored else None
    store.commit(home, base_digest=base, data=data, version=version, reason=reason, day=DAY)
    return data


def with_versions(home: Home, count: int) -> list[bytes]:
    """Commit versions 1 to count."""
    return [save(home, number, f"v{number}: x", reason=f"reason {number}") for number in range(1, count + 1)]


def plant_versions(home: Home, count: int) -> None:
    """Versions 1 to count with an index, written straight to the disk since many commits take long."""
    home.prepare()
    lines = ["recoveryplan index 1"]
    for number in range(1, count + 1):
        data = plan_bytes(number)
        write(home.version_file(number), data)
        lines.append(f"{number:04d}\t2026-11-22\t{store.digest(data)}\tfirst plan")
    write(home.plan, data)
    write(home.index, ("\n".join(lines) + "\n").encode())


def write(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)


def read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def every_file(folder: str) -> dict[str, bytes]:
    """The bytes of every file under a folder, by path."""
    found = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            found[os.path.relpath(path, folder)] = read(path)
    return found


def in_child(work: Callable[[], None]) -> int:
    """Run in a forked process; returns its exit code: 0 done, 4 CannotNow, 1 anything else."""
    child = os.fork()
    if child == 0:
        code = 1
        with suppress(BaseException):
            try:
                work()
                code = 0
            except CannotNow:
                code = 4
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def as_ordinary_person(work: Callable[[str], None]) -> int:
    """Run in a forked process without a superuser's rights, in a folder of its own."""
    folder = tempfile.mkdtemp(prefix="a person ")
    if os.getuid() == 0:
        os.chown(folder, NOBODY, NOBODY)

    def drop_rights() -> None:
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        work(folder)

    try:
        return in_child(drop_rights)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
