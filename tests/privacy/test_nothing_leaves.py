"""No network, no other programs, no file outside the home; files for one's own eyes; reading changes nothing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.bad_files import ANSWERS, PLAN
from commands.homes_on_disk import snapshot
from commands.running import Run
from privacy.watching import watched

READING = {
    "show": ("show",),
    "show goals": ("show", "goals"),
    "show --json": ("show", "--json"),
    "now": ("now",),
    "lines": ("lines",),
    "lines --country": ("lines", "--country", "FR"),
    "check": ("check",),
    "check --strict": ("check", "--strict"),
    "check --json": ("check", "--json"),
    "history": ("history",),
    "paths": ("paths",),
    "schema": ("schema",),
    "worksheet --list": ("worksheet", "--list"),
    "template": ("new", "--answers-template"),
    "help": ("--help",),
    "help of one": ("show", "--help"),
    "version": ("--version",),
    "bare": (),
}

OTHERS = {
    "new": ("new", "--answers", "-"),
    "worksheet": ("worksheet",),
    "worksheet md": ("worksheet", "--format", "md"),
    "worksheet blank": ("worksheet", "--blank"),
    "calendar": ("export", "ics"),
    "everything": ("export", "all"),
    "delete": ("delete", "--yes"),
}


@pytest.fixture
def planned(home: Path, run: Run) -> Path:
    assert run("new", "--answers", "-", typed=ANSWERS).code == 0
    return home


@pytest.fixture
def written_by_hand(planned: Path) -> Path:
    plan = planned / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("rhythm: monthly", "rhythm: quarterly # mine"), "utf-8")
    return planned


@pytest.mark.parametrize("args", [*READING.values(), *OTHERS.values()], ids=[*READING, *OTHERS])
def test_nothing_goes_out(args: tuple[str, ...], planned: Path, run: Run, tmp_path: Path) -> None:
    home = ("--home", str(tmp_path / "another")) if args[:1] == ("new",) else ()
    run(*args, *home, typed=ANSWERS) if args != OTHERS["delete"] and args[:1] != ("new",) else None  # loads all modules
    with watched() as seen:
        result = run(*args, *home, typed=ANSWERS)
    assert result.code in {0, 3}
    assert (seen.network, seen.started) == ([], [])
    places = (str(planned), str(tmp_path / "another"), os.devnull)
    outside = [path for path in seen.written if not path.startswith(places) and "__pycache__" not in path]
    assert outside == []


def test_the_watch_sees_ways_out(tmp_path: Path) -> None:
    with watched() as seen:
        for way in (
            socket.socket,
            lambda: socket.getaddrinfo("localhost", 80),
            lambda: urllib.request.urlopen("http://localhost:9"),
        ):
            with pytest.raises((OSError, PermissionError)):
                way()
        subprocess.run([sys.executable, "-c", ""], check=True)
        (tmp_path / "x").write_text("x", "utf-8")
        (tmp_path / "y").mkdir()
    assert len(seen.network) >= 3
    assert seen.started
    assert {str(tmp_path / "x"), str(tmp_path / "y")} <= set(seen.written)
    with watched() as quiet:
        (tmp_path / "x").read_text("utf-8")
    assert (quiet.network, quiet.written) == ([], [])


# --- reading changes nothing ---


@pytest.mark.parametrize("state", ["planned", "written_by_hand", "copied", "broken"])
def test_reading_changes_nothing(state: str, run: Run, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(state)
    before, at = snapshot(folder), folder.stat().st_mode
    changed = []
    for name, args in READING.items():
        run(*args)
        if snapshot(folder) != before or folder.stat().st_mode != at:
            changed.append(name)
    assert changed == []


@pytest.fixture
def copied(home: Path) -> Path:
    """A plan brought from elsewhere: no history, no index."""
    home.mkdir(mode=0o700)
    (home / "plan.yaml").write_text(PLAN, "utf-8")
    return home


@pytest.fixture
def broken(planned: Path) -> Path:
    (planned / "plan.yaml").write_text("goals: [", "utf-8")
    return planned


@pytest.mark.parametrize("state", ["planned", "written_by_hand", "copied"])
def test_a_page_put_elsewhere_changes_nothing_here(
    state: str, run: Run, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(state)
    before = snapshot(folder)
    for format_ in ("html", "md"):
        assert run("worksheet", "--format", format_, "-o", str(tmp_path / "out")).code == 0
    assert snapshot(folder) == before


def test_reading_an_empty_home_makes_none(home: Path, run: Run) -> None:
    codes = {args: run(*args).code for args in READING.values() if args}
    assert not home.exists()
    assert {args: code for args, code in codes.items() if code not in {0, 5}} == {}


def test_the_snapshot_sees_a_change(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("a", "utf-8")
    before = snapshot(tmp_path)
    assert snapshot(tmp_path) == before
    time.sleep(0.01)
    (tmp_path / "plan.yaml").write_text("a", "utf-8")
    assert snapshot(tmp_path) != before
    before = snapshot(tmp_path)
    (tmp_path / "plan.yaml").chmod(0o640)
    assert snapshot(tmp_path) != before


# --- for one's own eyes ---


@pytest.fixture
def mask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def loose(folder: Path) -> list[str]:
    """What somebody else could look into."""
    return [
        f"{path} {path.stat().st_mode & 0o777:o}"
        for path in [folder, *folder.rglob("*")]
        if path.stat().st_mode & 0o777 != (0o700 if path.is_dir() else 0o600)
    ]


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
@pytest.mark.usefixtures("mask")
def test_nobody_else_can_look(umask: int, tmp_path: Path, run: Run) -> None:
    os.umask(umask)
    # Parents that are made on the way are for one's own eyes too.
    top = tmp_path / "deep"
    home, out = top / "er" / "home", top / "out" / "er"
    given = ("--home", str(home))
    assert run("new", "--answers", "-", *given, typed=ANSWERS).code == 0
    assert loose(top) == []
    plan = home / "plan.yaml"
    plan.write_text(plan.read_text("utf-8") + "# mine\n", "utf-8")
    for args in (("now",), ("show",), ("history",), ("worksheet",), ("worksheet", "--format", "md", "-o", str(out))):
        assert run(*args, *given).code == 0
    assert loose(top) == []


def test_the_look_at_modes_sees_a_loose_file(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert loose(tmp_path) == []
    (tmp_path / "x").write_text("x", "utf-8")
    (tmp_path / "x").chmod(0o640)
    assert len(loose(tmp_path)) == 1
