"""Check-ins on the disk: whole or not there, closed to others, never over another, by many writers at once."""

from __future__ import annotations

import datetime
import errno
import json
import os
import stat
from pathlib import Path

import pytest

from faults.test_commit_kills import KILLED, Killer
from recoveryplan.errors import CannotNow
from recoveryplan.storage import checkins, files
from recoveryplan.storage.folder import Home
from storage.homes import as_ordinary_person, every_file, in_child, read, save, write

DAY = datetime.date(2026, 11, 22)
MARK = "0123abcd"
PATH = ("checkins", "2026-11", "22-0123abcd.json")


NAME = f"2026-11/22-{MARK}"


def checkin(mood: int = 6, **more: object) -> bytes:
    return json.dumps({"checkin": 1, "day": "2026-11-22", "mood": mood, **more}, ensure_ascii=False).encode()


def test_one_file_closed_to_others(home: Home) -> None:
    data = checkin(note="[bold] Zoë 🙂\nsecond line", hope=0)
    old = os.umask(0o000)
    try:
        checkins.add(home, NAME, data)
    finally:
        os.umask(old)
    path = home.join(*PATH)
    assert checkins.name_of(DAY, MARK) == NAME
    assert checkins.path_of(home, NAME) == path
    assert read(path) == data
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    for folder in (home.path, home.checkins, os.path.dirname(path)):
        assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
    assert os.stat(path).st_nlink == 1
    assert list(every_file(home.path)) == [os.path.join(*PATH)]


def test_never_over_another_one(home: Home) -> None:
    checkins.add(home, NAME, checkin(6))
    before = every_file(home.path)
    with pytest.raises(CannotNow, match="already stands here"):
        checkins.add(home, NAME, checkin(1))
    assert every_file(home.path) == before
    assert checkins.is_there(home, "2026-11/22-0123abcd")
    assert not checkins.is_there(home, "2026-11/22-0123abce")


@pytest.mark.parametrize("error", [errno.EPERM, errno.ENOTSUP, errno.EACCES])
def test_a_disk_that_knows_no_second_name(home: Home, monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    def refuse(*_: object) -> None:
        raise OSError(error, "x")

    monkeypatch.setattr(os, "link", refuse)
    checkins.add(home, NAME, checkin(6))
    with pytest.raises(CannotNow, match="already stands here"):
        checkins.add(home, NAME, checkin(1))
    assert json.loads(read(home.join(*PATH)))["mood"] == 6
    assert list(every_file(home.path)) == [os.path.join(*PATH)]


def test_a_folder_of_check_ins_on_another_disk(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.link

    def across(source: str, target: str) -> None:
        if os.path.dirname(source) == home.path:
            raise OSError(errno.EXDEV, "x")
        real(source, target)

    monkeypatch.setattr(os, "link", across)
    checkins.add(home, NAME, checkin())
    assert list(every_file(home.path)) == [os.path.join(*PATH)]


def test_a_full_disk_leaves_nothing_half(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.prepare()
    real = os.write

    def half(handle: int, data: bytes) -> int:
        real(handle, bytes(data)[:5])
        raise OSError(errno.ENOSPC, "what was typed")

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(CannotNow, match="disk is full") as told:
        checkins.add(home, NAME, checkin(note="what was typed"))
    assert "what was typed" not in str(told.value)
    assert every_file(home.path) == {}


@pytest.mark.parametrize("power", [False, True], ids=["killed", "power lost"])
def test_whole_or_not_there_at_every_call(home: Home, tmp_path: Path, power: bool) -> None:
    record = wanted = checkin(note="word " * 400)
    calls = 0
    for at in range(1, 200):
        here = Home(str(tmp_path / f"home {at}"))
        here.prepare()

        def add(here: Home = here, at: int = at) -> None:
            Killer(here, at, power)
            checkins.add(here, NAME, record)

        code = in_child(add)
        assert code in {0, KILLED}
        path = here.join(*PATH)
        assert not os.path.lexists(path) or read(path) == wanted, f"call {at}"
        if code == 0:
            assert os.path.lexists(path)
            calls = at - 1
            break
        # It can be written again, and the next save of a plan sweeps what the kill left.
        if not checkins.is_there(here, "2026-11/22-0123abcd"):
            checkins.add(here, NAME, record)
        assert read(path) == wanted
        save(here, 1)
        assert not any(files.is_temp(os.path.basename(name)) for name in every_file(here.path))
    assert calls > 6


def test_the_same_check_catches_a_file_that_is_written_in_place(tmp_path: Path) -> None:
    def in_place(path: str, data: bytes, temps: str) -> None:
        files.write_new(path, data)

    halves = []
    for at in range(1, 40):
        here = Home(str(tmp_path / f"home {at}"))
        here.prepare()

        def add(here: Home = here, at: int = at) -> None:
            files.write_once = in_place
            Killer(here, at, True)
            checkins.add(here, NAME, checkin())

        in_child(add)
        path = here.join(*PATH)
        halves.append(os.path.lexists(path) and read(path) != checkin())
    assert any(halves)


def test_eight_windows_add_at_once(home: Home) -> None:
    def eight() -> None:
        for number in range(20):
            checkins.add(home, checkins.name_of(DAY, checkins.new_mark()), checkin(number % 11))

    children = []
    for _ in range(8):
        child = os.fork()
        if child == 0:
            try:
                eight()
            except BaseException:
                os._exit(1)
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 8
    assert len(every_file(home.path)) == 160


def test_another_run_that_sweeps_takes_nothing_away(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check-in takes no lock, so a save may sweep its temp file just before it has its name."""
    real, swept = os.link, []

    def late(source: str, target: str) -> None:
        if not swept:
            swept.append(source)
            os.unlink(source)
        real(source, target)

    monkeypatch.setattr(os, "link", late)
    checkins.add(home, NAME, checkin())
    assert swept
    assert read(home.join(*PATH)) == checkin()


@pytest.mark.parametrize("planted", ["folder", "file"])
def test_what_stands_in_the_way_is_told_without_words_of_the_person(home: Home, planted: str) -> None:
    home.prepare()
    if planted == "file":
        write(home.checkins, b"")
    else:
        os.makedirs(home.join(*PATH))
    with pytest.raises(CannotNow) as told:
        checkins.add(home, NAME, checkin(note="secret words"))
    assert "secret" not in "".join(told.value.lines)


def test_a_folder_that_can_not_be_written(tmp_path: Path) -> None:
    def closed(folder: str) -> None:
        here = Home(os.path.join(folder, "home"))
        here.prepare()
        files.make_folder(here.join("checkins", "2026-11"))
        os.chmod(here.join("checkins", "2026-11"), 0o500)
        checkins.add(here, NAME, checkin())

    assert as_ordinary_person(closed) == 4


@pytest.mark.parametrize("mark", ["", "0123abc", "0123ABCD", "../../ab", "0123abcd0"])
def test_odd_names_are_not_made(home: Home, mark: str) -> None:
    with pytest.raises(ValueError, match="mark"):
        checkins.name_of(DAY, mark)
    with pytest.raises(ValueError, match="name"):
        checkins.path_of(home, f"2026-11/22-{mark}")
