"""Saving: one order, one writer, nothing overwritten, the text kept when it cannot be done."""

from __future__ import annotations

import datetime
import os

import pytest

from recoveryplan.errors import CannotNow
from recoveryplan.storage import store
from recoveryplan.storage.folder import Home
from storage.homes import DAY, plan_bytes, read, save, with_versions, write


def test_old_versions_are_never_written_again(home: Home) -> None:
    with_versions(home, 2)
    before = {n: os.stat(home.version_file(n)) for n in (1, 2)}
    write(home.plan, read(home.plan) + b"  x: y\n")
    save(home, 4)
    after = {n: os.stat(home.version_file(n)) for n in (1, 2)}
    assert [(s.st_ino, s.st_mtime_ns) for s in before.values()] == [(s.st_ino, s.st_mtime_ns) for s in after.values()]


def test_history_files_are_not_links_to_the_plan(home: Home) -> None:
    save(home, 1)
    assert os.stat(home.plan).st_ino != os.stat(home.version_file(1)).st_ino
    assert os.stat(home.version_file(1)).st_nlink == 1


def test_start_afresh_keeps_the_history(home: Home) -> None:
    with_versions(home, 2)
    save(home, 3, reason="started again")
    assert [(e.number, e.reason) for e in store.history(home)][1:] == [(2, "reason 2"), (3, "started again")]


def test_a_plan_changed_underneath_is_not_overwritten_and_the_text_is_kept(home: Home) -> None:
    save(home, 1)
    stored = store.read(home)
    assert stored
    write(home.plan, read(home.plan) + b"  other: run\n")
    theirs = read(home.plan)
    with pytest.raises(CannotNow, match="changed by something else") as told:
        store.commit(home, base_digest=stored.digest, data=plan_bytes(2), version=2, reason="x", day=DAY)
    assert read(home.plan) == theirs
    assert read(told.value.lines[-1].partition("kept here: ")[2]) == plan_bytes(2)


def test_a_first_plan_over_one_that_came_meanwhile_is_refused(home: Home) -> None:
    old = save(home, 1)
    with pytest.raises(CannotNow):
        store.commit(home, base_digest=None, data=plan_bytes(1, "b: x"), version=1, reason="x", day=DAY)
    assert read(home.plan) == old


def test_a_busy_home_is_told_and_the_text_is_kept(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    save(home, 1)
    stored = store.read(home)
    assert stored
    monkeypatch.setattr(store.Session.__init__, "__kwdefaults__", {"wait": 0.05})
    with store.Session(home, stored.digest), pytest.raises(CannotNow, match="another run") as told:
        store.commit(home, base_digest=stored.digest, data=plan_bytes(2), version=2, reason="x", day=DAY)
    assert read(told.value.lines[-1].partition("kept here: ")[2]) == plan_bytes(2)
    save(home, 2)


def test_a_wrong_number_is_our_own_mistake_and_writes_nothing(home: Home) -> None:
    save(home, 1)
    stored = store.read(home)
    assert stored
    for version, data in ((3, plan_bytes(3)), (2, plan_bytes(3)), (1, plan_bytes(1))):
        with pytest.raises(ValueError, match="not the next version"):
            store.commit(
                home, base_digest=stored.digest, data=data, version=version, reason="x", day=datetime.date(2026, 1, 1)
            )
    assert [entry.number for entry in store.history(home)] == [1]


def test_a_disk_that_gives_back_something_else_is_caught(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    old = save(home, 1)
    real = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda handle, data: real(handle, bytes(data).replace(b"one", b"two")))
        with pytest.raises(CannotNow, match="gave back something else"):
            save(home, 2)
    assert read(home.plan) == old
    stored = store.read(home)
    assert stored
    assert (stored.state, stored.version) == ("fresh", 1)
    save(home, 2)


def test_a_card_that_cannot_be_written_stops_nothing(home: Home) -> None:
    save(home, 1)
    assert store.write_card(home, "call Dana")
    assert read(home.card) == b"call Dana"
    os.unlink(home.card)
    os.mkdir(home.card)
    assert not store.write_card(home, "call Dana")
