"""A save that is killed, or loses its power, at any system call leaves exactly the old plan or the new one.

Each try runs in a forked process that dies at its k-th call, for every k until one comes through. The same
checks are shown to catch four bad ways of saving.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import filelock
import pytest

from recoveryplan import clock, yamlfile
from recoveryplan.errors import RecoveryPlanError
from recoveryplan.storage import files, saving, store
from recoveryplan.storage.folder import Home
from storage.homes import DAY, every_file, in_child, plan_bytes, read, save, write

CALLS = ("open", "write", "fsync", "replace", "mkdir", "unlink")
KILLED = 77
LOADED = (filelock.FileLock, clock.today, yamlfile.change, yamlfile.read)  # so that a save has no imports to do
RECORD = "records/2026-11/22-review-0123abcd.json"


class Killer:
    """Counts the system calls of this process and ends it at one of them.

    A ``write`` gets half of its bytes onto the disk first. With ``power`` lost, files whose bytes were not
    synced are emptied, as a file system may leave them.
    """

    def __init__(self, home: Home, at: int, power: bool) -> None:
        self.folder, self.at, self.power = home.path, at, power
        self.count = 0
        self.unsynced: set[int] = set()
        self.real = {name: getattr(os, name) for name in CALLS}
        for name in CALLS:
            setattr(os, name, self._wrapped(name))

    def _wrapped(self, name: str) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            self.count += 1
            if self.count == self.at:
                if name == "write":
                    self._write(given[0], bytes(given[1])[: len(given[1]) // 2])  # type: ignore[arg-type]
                self._die()
            if name == "write":
                return self._write(*given)  # type: ignore[arg-type]
            if name == "fsync":
                self.unsynced.discard(os.fstat(given[0]).st_ino)  # type: ignore[arg-type]
            return self.real[name](*given, **named)

        return call

    def _write(self, handle: int, data: bytes) -> object:
        self.unsynced.add(os.fstat(handle).st_ino)
        return self.real["write"](handle, data)

    def _die(self) -> None:
        for name, real in self.real.items():
            setattr(os, name, real)
        if self.power:
            for name in every_file(self.folder):
                path = os.path.join(self.folder, name)
                if os.stat(path).st_ino in self.unsynced:
                    os.truncate(path, 0)
        os._exit(KILLED)


class Case:
    """A home to start from, what to save on it, and the plan's bytes that may be found afterwards."""

    def __init__(self, home: Home, start: str) -> None:
        self.home = home
        if start != "empty":
            save(home, 1)
            save(home, 2)
        if start == "by hand":
            write(home.plan, read(home.plan) + b"  mine: here  # kept\n")
        self.base = store.read(home)
        self.next = self.base.next_version if self.base else 1
        self.new = plan_bytes(self.next, "new: words")
        self.history = {entry.number: store.version_bytes(home, entry.number) for entry in store.history(home)}
        self.allowed = {None if self.base is None else self.base.data, self.new}

    def save(self) -> None:
        base = self.base.digest if self.base else None
        record = (RECORD, b'{"version": %d}' % self.next)
        store.commit(
            self.home, base_digest=base, data=self.new, version=self.next, reason="x", day=DAY, records=[record]
        )


def _troubles(case: Case) -> list[str]:
    """What is wrong with the home after a kill; empty when old or new is there, whole, and work goes on."""
    try:
        return list(_look(case))
    except (RecoveryPlanError, AssertionError, KeyError) as error:
        return [type(error).__name__]


def _look(case: Case) -> Iterator[str]:
    home = case.home
    stored = store.read(home)
    found = stored.data if stored else None
    recorded = _is_recorded_hand_edit(case, found)
    if found not in case.allowed and not recorded:
        yield "the plan is neither the old nor the new one"
    if stored and stored.state not in {"fresh", "edited"}:
        yield f"the plan stands as {stored.state}"
    for entry in store.history(home):
        wanted = case.history.get(entry.number)
        if wanted is not None and store.version_bytes(home, entry.number) != wanted:
            yield "an old version has changed"
    yield from _look_after_the_next_save(case, stored)


def _is_recorded_hand_edit(case: Case, found: bytes | None) -> bool:
    return found is not None and b"reason: changed by hand" in found and b"  mine: here  # kept\n" in found


def _look_after_the_next_save(case: Case, stored: store.Stored | None) -> Iterator[str]:
    home = case.home
    was = stored.data if stored else None
    new_there = was == case.new
    number = stored.next_version if stored else store.newest_kept(home) + 1
    last = save(home, number, "after: x")
    if read(home.plan) != last or read(home.version_file(number)) != last:
        yield "the next save did not work"
    if [entry.number for entry in store.history(home)] != list(range(1, number + 1)):
        yield "the history has holes"
    if new_there and store.version_bytes(home, case.next) != case.new:
        yield "the new version is not in the history"
    if any(files.is_temp(os.path.basename(name)) for name in every_file(home.path)):
        yield "a temp file was left"
    if os.path.exists(home.join(*RECORD.split("/"))) != new_there:
        yield "the record does not go with its version"


def _sweep(tmp_path: Path, start: str, power: bool, plant: Callable[[], None] | None = None) -> tuple[int, list[str]]:
    """Kill at every call in turn; returns how many calls a save has, and every trouble seen."""
    seen: list[str] = []
    template = Case(Home(str(tmp_path / "template")), start)
    for at in range(1, 2000):
        shutil.rmtree(tmp_path / "home", ignore_errors=True)
        if os.path.isdir(template.home.path):
            shutil.copytree(template.home.path, tmp_path / "home")
        case = Case.__new__(Case)
        case.__dict__.update(template.__dict__, home=Home(str(tmp_path / "home")))
        code = in_child(lambda: _run(case, at, power, plant))  # noqa: B023 (run before the next turn)
        assert code in {0, KILLED}
        seen += [f"call {at}: {trouble}" for trouble in _troubles(case)]
        if code == 0:
            return at - 1, seen
    raise AssertionError("a save never came to its end")


def _run(case: Case, at: int, power: bool, plant: Callable[[], None] | None) -> None:
    if plant:
        plant()
    Killer(case.home, at, power)
    case.save()


@pytest.fixture(autouse=True)
def _a_day_and_a_fast_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-23")
    monkeypatch.setattr(os, "fsync", lambda handle: None)  # the killer counts syncs; the disk need not do them


@pytest.mark.parametrize("power", [False, True], ids=["killed", "power lost"])
@pytest.mark.parametrize("start", ["empty", "two versions", "by hand"])
def test_old_or_new_at_every_call(tmp_path: Path, start: str, power: bool) -> None:
    calls, troubles = _sweep(tmp_path, start, power)
    assert troubles == []
    assert calls > 20


def _write_in_place(target: str, data: bytes, sync: bool, temps: str) -> None:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(handle, data)
    os.close(handle)


def _rename_unsynced(path: str, data: bytes, sync: bool) -> None:
    handle = files.open_new(path)
    files.write_all(handle, data)
    os.close(handle)


def _plan_first(self: saving.Session, data: bytes, version: int, records: object) -> None:
    files.write_whole(self.home.plan, data)
    self._write_version(version, data)


def _records_last(self: saving.Session, data: bytes, version: int, records: list[tuple[str, bytes]]) -> None:
    self._write_version(version, data)
    files.write_whole(self.home.plan, data)
    for name, content in records:
        files.make_folder(os.path.dirname(self.home.join(name)))
        files.write_new(self.home.join(name), content)


PLANTED = {
    "written in place": (files, "_replace", _write_in_place),
    "renamed before it is on the disk": (files, "_fill", _rename_unsynced),
    "plan before its version": (saving.Session, "_put", _plan_first),
    "record after the plan": (saving.Session, "_put", _records_last),
    "nothing swept": (saving.aside, "sweep", lambda home, committed: []),
}


@pytest.mark.parametrize("name", PLANTED)
def test_the_same_check_catches_a_bad_save(tmp_path: Path, name: str) -> None:
    where, what, bad = PLANTED[name]
    if name == "nothing swept":
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(where, what, bad)
            _, troubles = _sweep(tmp_path, "two versions", True)
    else:
        _, troubles = _sweep(tmp_path, "two versions", True, lambda: setattr(where, what, bad))
    assert troubles


def test_a_disk_that_lies_is_caught_by_reading_back_and_not_without(tmp_path: Path) -> None:
    home = Home(str(tmp_path / "home"))
    old = save(home, 1)
    real_write, real_read = os.write, files.read_file

    def lying(handle: int, data: bytes) -> int:
        return real_write(handle, bytes(data).replace(b"one", b"0ne"))

    def save_on_it(read_back: bool) -> None:
        os.write = lying  # type: ignore[assignment]
        if not read_back:
            files.read_file = lambda path: plan_bytes(2) if path == home.version_file(2) else real_read(path)
        save(home, 2)

    assert in_child(lambda: save_on_it(read_back=True)) == 4
    assert read(home.plan) == old
    in_child(lambda: save_on_it(read_back=False))
    assert read(home.plan) not in {old, plan_bytes(2)}
