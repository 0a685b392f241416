"""Bringing a version back, killed or without power at any system call, leaves exactly one new version or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import filelock
import pytest

from faults.test_commit_kills import KILLED, Killer
from recoveryplan import clock, yamlfile
from recoveryplan.errors import RecoveryPlanError
from recoveryplan.storage import files, saving, store
from recoveryplan.storage.folder import Home
from recoveryplan.wording import versions as words
from recoveryplan.workflows import bringing_back, keeping, reading
from storage.homes import DAY, every_file, in_child, read, write

LOADED = (filelock.FileLock, clock.today, yamlfile.change, yamlfile.emit, saving.Session)
FIRST: dict[str, Any] = {"motivations": [{"id": "m1", "text": "sleep"}], "preferences": {"country": "GB"}}
OTHER: dict[str, Any] = {"motivations": [{"id": "m1", "text": "my son"}], "preferences": {"country": "GB"}}
STARTS = ("as written", "by hand", "gone")


@pytest.fixture(autouse=True)
def _a_day_and_a_fast_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-23")
    monkeypatch.setattr(os, "fsync", lambda handle: None)  # the killer counts syncs; the disk need not do them


def _begun(folder: Path, start: str) -> Home:
    home = Home(str(folder))
    keeping.save(home, None, FIRST, "my first plan", DAY)
    keeping.save(home, reading.plan(home), OTHER, "another", DAY)
    if start == "by hand":
        write(home.plan, read(home.plan).replace(b"my son", b"my son and me"))
    elif start == "gone":
        Path(home.plan).unlink()
    return home


def _restore(home: Home, number: int = 1) -> None:
    bringing_back.save(home, bringing_back.prepared(home, number), DAY, lambda _: None)


def _versions(home: Home) -> dict[int, bytes]:
    return {one.number: store.version_bytes(home, one.number) for one in store.history(home)}


def _troubles(home: Home, before: dict[int, bytes], plan: bytes | None, start: str) -> Iterator[str]:
    """What is wrong after a kill; nothing where the old plan or the one new version is there, and work goes on."""
    found = _versions(home)
    if {number: found.get(number) for number in before} != before:
        yield "a version of before has changed"
    new = [one.reason for one in store.history(home) if one.number not in before]
    by_hand = [store.BY_HAND] if start == "by hand" else []
    if new not in ([], by_hand, [*by_hand, words.restored(1)]):
        yield "more was saved than the one version"
    now = files.read_file(home.plan)
    newest = found[max(found)]
    if now != (newest if new else plan):
        yield "the plan is neither the old nor the new one"
    if new[-1:] == [words.restored(1)] and b"text: sleep" not in newest:
        yield "the new version is not the old one's"
    _restore(home, 2)
    after = _versions(home)
    if sorted(after) != list(range(1, len(after) + 1)) or {number: after[number] for number in before} != before:
        yield "the next change did not work"
    if any(files.is_temp(os.path.basename(name)) for name in every_file(home.path)):
        yield "a temp file was left"


def _sweep(tmp_path: Path, start: str, power: bool, plant: Callable[[], None] = lambda: None) -> tuple[int, list[str]]:
    """Kill at every call in turn; returns how many calls there are, and every trouble seen."""
    template = _begun(tmp_path / "template", start)
    before, plan = _versions(template), files.read_file(template.plan)
    seen: list[str] = []
    for at in range(1, 2000):
        shutil.rmtree(tmp_path / "home", ignore_errors=True)
        shutil.copytree(template.path, tmp_path / "home")
        home = Home(str(tmp_path / "home"))
        code = in_child(lambda: _run(home, at, power, plant))  # noqa: B023 (run before the next turn)
        assert code in {0, KILLED}
        try:
            seen += [f"call {at}: {trouble}" for trouble in _troubles(home, before, plan, start)]
        except (RecoveryPlanError, KeyError) as error:
            seen.append(f"call {at}: {type(error).__name__}")
        if code == 0:
            return at - 1, seen
    raise AssertionError("it never came to its end")


def _run(home: Home, at: int, power: bool, plant: Callable[[], None]) -> None:
    plant()
    Killer(home, at, power)
    _restore(home)


@pytest.mark.parametrize("power", [False, True], ids=["killed", "power lost"])
@pytest.mark.parametrize("start", STARTS)
def test_one_new_version_or_none_at_every_call(tmp_path: Path, start: str, power: bool) -> None:
    calls, troubles = _sweep(tmp_path, start, power)
    assert troubles == []
    assert calls > 20


def _plan_first(self: saving.Session, data: bytes, version: int, records: object) -> None:
    files.write_whole(self.home.plan, data)
    self._write_version(version, data)


def test_the_same_check_catches_a_bad_save(tmp_path: Path) -> None:
    _, troubles = _sweep(tmp_path, "as written", True, lambda: setattr(saving.Session, "_put", _plan_first))
    assert troubles
