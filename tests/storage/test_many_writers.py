"""Many programs at once: every update that was confirmed is in the plan, and in the history."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest

from recoveryplan.errors import CannotNow
from recoveryplan.storage import files, store
from recoveryplan.storage.folder import Home
from storage.homes import DAY, plan_bytes, read, save

WRITERS, EACH = 8, 12


def _add_safely(home: Home, line: str) -> None:
    while True:
        stored = store.read(home)
        assert stored
        version = stored.next_version
        try:
            store.commit(
                home,
                base_digest=stored.digest,
                data=_with(stored.data, version, line),
                version=version,
                reason="x",
                day=DAY,
            )
        except CannotNow:
            continue
        return


def _add_without_a_lock(home: Home, line: str) -> None:
    before = read(home.plan)
    time.sleep(0.003)  # long enough for another writer to come between, however few cores there are
    files.write_whole(home.plan, _with(before, 1, line), sync=False)


def _with(data: bytes, version: int, line: str) -> bytes:
    old = data.decode().splitlines()[6:]
    return plan_bytes(version, *(text.strip() for text in old), line)


def _lost(home: Home, add: Callable[[Home, str], None]) -> int:
    save(home, 1)
    children = []
    for writer in range(WRITERS):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                for number in range(EACH):
                    add(home, f"w{writer}n{number}: x")
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert codes == [0] * WRITERS
    data = read(home.plan)
    wanted = {f"w{writer}n{number}: x" for writer in range(WRITERS) for number in range(EACH)}
    return len(wanted) - sum(f"  {line}\n".encode() in data for line in wanted)


def test_no_confirmed_update_is_lost(home: Home) -> None:
    assert _lost(home, _add_safely) == 0
    listed = store.history(home)
    assert [entry.number for entry in listed] == list(range(1, WRITERS * EACH + 2))
    for entry in listed[1:]:
        assert store.version_bytes(home, entry.number).count(b": x\n") == entry.number - 1
    stored = store.read(home)
    assert stored
    assert stored.state == "fresh"


def test_the_same_count_catches_a_writer_without_a_lock(home: Home) -> None:
    assert _lost(home, _add_without_a_lock) > 0


def test_a_reader_never_sees_half_a_plan_or_a_false_state(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    save(home, 1)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            for number in range(40):
                _add_safely(home, f"n{number}: x")
            code = 0
        finally:
            os._exit(code)
    seen = set()
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        stored = store.read(home)
        assert stored
        assert stored.data.startswith(b"schema_version: 1\nversion: %d\n" % stored.version)
        assert stored.data.endswith(b"\n")
        seen.add(stored.state)
    assert seen == {"fresh"}
