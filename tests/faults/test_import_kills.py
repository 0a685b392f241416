"""An import that is killed, or loses its power, at any system call leaves the whole old home or the whole new one.

Each try runs in a forked process that dies at its k-th call, for every k until one comes through; then the next
start of the program looks. The same checks are shown to catch bad ways of doing it.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import filelock
import pytest

from recoveryplan.errors import RecoveryPlanError
from recoveryplan.storage import arriving, swap
from recoveryplan.storage.folder import Home
from storage.bundles import bundled, kept_bytes
from storage.homes import DAY, every_file, in_child, save, write

CALLS = ("open", "write", "fsync", "replace", "rename", "mkdir", "unlink", "rmdir")
KILLED = 77
LOADED = (filelock.FileLock, shutil.rmtree, zipfile.ZipFile)  # so that there are no imports to do

Step = Callable[[], object]


@pytest.fixture(autouse=True)
def _fast_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    # What was synced is counted by the killer below; the disk of the tests need not do it.
    monkeypatch.setattr(os, "fsync", lambda handle: None)


class Killer:
    """Ends this process at its k-th system call of those that change something.

    A ``write`` gets half of its bytes onto the disk first. With ``power`` lost, files whose bytes were not synced
    are emptied, as a file system may leave them.
    """

    def __init__(self, folder: str, at: int, power: bool) -> None:
        self.folder, self.at, self.power = folder, at, power
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
                return self.unsynced.discard(os.fstat(given[0]).st_ino)  # type: ignore[arg-type]
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
    """A folder with a home in it, and a file to bring in that stands elsewhere."""

    def __init__(self, tmp_path: Path, start: str) -> None:
        other = Home(str(tmp_path / "far" / "away"))
        for number in (1, 2, 3):
            save(other, number, f"new{number}: words")
        self.new = kept_bytes(other)
        self.file = bundled(other, tmp_path / "far")
        self.folder = tmp_path / "near"
        self.folder.mkdir()
        self.home = Home(str(self.folder / "home"))
        self.old: dict[str, bytes] = {}
        if start != "nothing there":
            save(self.home, 1, "old: words")
            write(self.home.shared, b"old")
            self.old = kept_bytes(self.home)
        if start == "once cut off":
            # A copy that an earlier import made ready, and that never took its place.
            stale = Home(str(self.folder / ".home-ready"))
            save(stale, 1, "stale: words")
            save(Home(str(self.folder / ".home-coming-0123456789abcdef")), 1, "stale: words")

    def bring_in(self) -> None:
        with arriving.Bundle(self.file) as made:
            made.check()
            arriving.bring_in(self.home, made, DAY)

    @property
    def aside(self) -> Home:
        return Home(f"{self.home.path}-before-2026-11-22")


def troubles(case: Case) -> list[str]:
    """What is wrong after a kill; empty when old or new is there, whole, and work goes on."""
    try:
        return list(_look(case))
    except (RecoveryPlanError, OSError) as error:
        return [type(error).__name__]


def _look(case: Case) -> Iterator[str]:
    """What the next start of the program finds, and the next import."""
    home = Home(swap.settled(case.home.path))
    found = kept_bytes(home)
    if found not in (case.old, case.new):
        yield "neither the old home nor the new one"
    if found == case.new and case.old and kept_bytes(case.aside) != case.old:
        yield "the old home is lost"
    if found == case.old and os.path.lexists(case.aside.path):
        yield "the old home stands twice"
    case.bring_in()
    if kept_bytes(case.home) != case.new:
        yield "the next import did not work"
    asides = [name for name in os.listdir(case.folder) if name != "home"]
    if not all(name.startswith("home-before-2026-11-22") for name in asides):
        yield "something was left beside"
    if case.old and not any(kept_bytes(Home(str(case.folder / name))) == case.old for name in asides):
        yield "the old home is lost in the end"


def killed_everywhere(tmp_path: Path, start: str, power: bool) -> tuple[dict[int, list[str]], int]:
    """The troubles by the number of the call it died at, and how many calls there are."""
    found: dict[int, list[str]] = {}
    for at in range(1, 400):
        place = tmp_path / str(at)
        place.mkdir()
        case = Case(place, start)

        def work(case: Case = case, at: int = at) -> None:
            Killer(str(case.folder), at, power)
            case.bring_in()

        code = in_child(work)
        assert code in {0, KILLED}
        if wrong := troubles(case):
            found[at] = wrong
        shutil.rmtree(place)
        if code == 0:
            return found, at
    raise AssertionError("it never came through")


STARTS = ("nothing there", "a home", "once cut off")


@pytest.mark.parametrize("power", [False, True], ids=["killed", "power lost"])
@pytest.mark.parametrize("start", STARTS)
def test_a_kill_leaves_the_old_home_or_the_new_one(start: str, power: bool, tmp_path: Path) -> None:
    found, calls = killed_everywhere(tmp_path, start, power)
    assert found == {}
    assert calls > 30


# --- bad ways, to see that the checks catch them ---


def nobody_finishes(path: str) -> str:
    return path


def straight_into_its_place(path: str, coming: str, day: object) -> None:
    """The old home is taken away first, then the files of the new one are moved in one by one."""
    if os.path.isdir(path):
        shutil.rmtree(path)
    os.mkdir(path)
    for name in sorted(os.listdir(coming)):
        os.rename(os.path.join(coming, name), os.path.join(path, name))
    os.rmdir(coming)


def not_synced(path: str, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.write(handle, data)
    os.close(handle)


BAD: dict[str, tuple[object, str, object, bool]] = {
    "nobody finishes": (swap, "settled", nobody_finishes, False),
    "straight into its place": (swap, "move_in", straight_into_its_place, False),
    "not synced": (arriving, "_put", not_synced, True),
    "nothing is swept": (swap, "sweep", lambda path: None, False),
}


@pytest.mark.parametrize(("where", "name", "bad", "power"), BAD.values(), ids=BAD)
def test_a_bad_way_is_caught(
    where: object, name: str, bad: object, power: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, name, bad)
    found, _ = killed_everywhere(tmp_path, "a home", power)
    assert found != {}


# --- the one file ---


def test_a_killed_export_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    for at in range(1, 200):
        place = tmp_path / str(at)
        home = Home(str(place / "home"))
        save(home, 1)
        path = bundled(home, place)
        old = Path(path).read_bytes()
        save(home, 2)

        def work(home: Home = home, place: Path = place, at: int = at) -> None:
            Killer(str(place), at, power=True)
            bundled(home, place)

        code = in_child(work)
        with arriving.Bundle(path) as made:
            made.check()
            assert made.names in (["history/0001.yaml", "index", "plan.yaml"], sorted(kept_bytes(home)))
        assert (Path(path).read_bytes() == old) == ("history/0002.yaml" not in made.names)
        shutil.rmtree(place)
        if code == 0:
            break
    assert at > 5
