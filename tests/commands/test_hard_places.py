"""Folders and streams that can not be used: the right exit code, kind words, and nothing broken."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.bad_files import ANSWERS, PLAN, SECRET
from commands.homes_on_disk import snapshot
from commands.running import Result, Run, process_env, run_process

TRACES = ("Traceback", 'File "', "Exception ignored", "inside recoveryplan", "Errno")

EVERY = {
    "--version": ("--version",),
    "--help": ("--help",),
    "bare": (),
    "now": ("now",),
    "show": ("show",),
    "show --json": ("show", "--json"),
    "lines": ("lines",),
    "lines --json": ("lines", "--json"),
    "check": ("check",),
    "check --json": ("check", "--json"),
    "history": ("history",),
    "history --json": ("history", "--json"),
    "paths": ("paths",),
    "schema": ("schema",),
    "worksheet": ("worksheet",),
    "worksheet --list": ("worksheet", "--list"),
    "template": ("new", "--answers-template"),
}
"""Every command that only tells something."""

ENOUGH = {
    name: EVERY[name]
    for name in ("--version", "--help", "bare", "now", "show", "show --json", "lines", "check", "worksheet", "template")
}
"""One of each way of writing: each costs a process of its own."""


@pytest.fixture
def planned(home: Path, run: Run) -> Path:
    """A home with a plan in it."""
    assert run("new", "--answers", "-", typed=ANSWERS).code == 0
    return home


def calm(result: Result) -> list[str]:
    return [trace for trace in TRACES if trace in result.all]


# --- a folder where a file should be, and the other way round ---


@pytest.mark.parametrize("args", [("check",), ("show",), ("worksheet",), ("history",), ("new", "--answers", "-")])
def test_a_folder_named_like_the_plan(args: tuple[str, ...], home: Path, run: Run) -> None:
    (home / "plan.yaml").mkdir(parents=True)
    result = run(*args, typed=ANSWERS)
    assert result.code == 4
    assert "plan.yaml:Thisisafolder" in "".join(result.err.split())  # a long path is broken anywhere
    assert calm(result) == []
    assert [p.name for p in (home / "plan.yaml").parent.iterdir() if p.name != "lock"] == ["plan.yaml"]


def test_a_folder_named_like_the_plan_does_not_hide_help(home: Path, run: Run) -> None:
    (home / "plan.yaml").mkdir(parents=True)
    assert run("lines").code == 0
    card = run("now")
    assert card.code == 0
    assert card.out.startswith("In danger?")
    assert "could not be opened" in card.out


@pytest.mark.parametrize("args", [("check",), ("new", "--answers")])
def test_a_folder_for_a_file(args: tuple[str, ...], tmp_path: Path, home: Path, run: Run) -> None:
    folder = tmp_path / "a folder"
    folder.mkdir()
    result = run(*args, str(folder))
    assert result.code == 4
    assert "a folder: This is a folder" in " ".join(result.err.split())
    assert calm(result) == []
    assert not (home / "plan.yaml").exists()


@pytest.mark.parametrize("args", [("check",), ("new", "--answers")])
def test_a_file_that_is_not_there(args: tuple[str, ...], tmp_path: Path, home: Path, run: Run) -> None:
    result = run(*args, str(tmp_path / "nothing.yaml"))
    assert result.code == 4
    assert "no such file" in result.err
    assert calm(result) == []


@pytest.mark.parametrize("args", [("check",), ("show",), ("history",), ("new", "--answers", "-"), ("worksheet",)])
def test_a_file_named_like_the_home(args: tuple[str, ...], home: Path, run: Run) -> None:
    home.write_text("mine", "utf-8")
    result = run(*args, typed=ANSWERS)
    assert result.code == 4
    assert calm(result) == []
    assert home.read_text("utf-8") == "mine"
    assert run("lines").code == 0
    assert run("now").code == 0
    assert run("paths").code == 0


def test_a_page_is_never_written_over(planned: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "pages"
    assert run("worksheet", "-o", str(out)).code == 0
    page = out / "whole-plan.html"
    page.write_text("mine", "utf-8")
    again = run("worksheet", "-o", str(out))
    assert again.code == 4
    assert "--yes" in again.err
    assert page.read_text("utf-8") == "mine"
    assert run("worksheet", "-o", str(out), "--yes").code == 0
    assert page.read_text("utf-8") != "mine"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_does_not_hold_us_up(tmp_path: Path, home: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert run_process("check", str(tmp_path / "pipe")).code == 4


# --- permissions: a process that has none of root's powers ---


def _without_powers() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    for power in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        libc.prctl(24, power, 0, 0, 0)  # PR_CAPBSET_DROP; refused, and not needed, for anybody but root


def run_powerless(*args: str, typed: str = "") -> Result:
    done = subprocess.run(
        [sys.executable, "-m", "recoveryplan", *args],
        input=typed.encode(),
        capture_output=True,
        env=process_env(),
        timeout=60,
        check=False,
        preexec_fn=_without_powers,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


needs_modes = pytest.mark.skipif(sys.platform != "linux", reason="file modes are looked at on Linux")


@needs_modes
def test_a_powerless_process_is_refused(tmp_path: Path) -> None:
    """The harness itself: as root nothing would ever be refused."""
    path = tmp_path / "shut"
    path.write_text("x", "utf-8")
    path.chmod(0)
    code = f"open({str(path)!r})"
    done = subprocess.run([sys.executable, "-c", code], preexec_fn=_without_powers, capture_output=True, check=False)
    assert b"PermissionError" in done.stderr


@needs_modes
@pytest.mark.parametrize("args", [("check",), ("show",), ("worksheet",), ("new", "--answers", "-")])
@pytest.mark.parametrize("shut", ["plan.yaml", "."])
def test_no_permission(shut: str, args: tuple[str, ...], planned: Path) -> None:
    before = snapshot(planned)
    (planned / shut).chmod(0)
    try:
        result = run_powerless(*args, typed=ANSWERS)
    finally:
        (planned / shut).chmod(0o700 if shut == "." else 0o600)
    assert result.code == 4
    assert "no permission" in result.err
    assert calm(result) == []
    assert SECRET not in result.all
    assert snapshot(planned) == before


@needs_modes
@pytest.mark.parametrize("shut", ["plan.yaml", ".", "now.txt"])
def test_help_needs_no_permission(shut: str, planned: Path) -> None:
    (planned / shut).chmod(0)
    try:
        card, lines = run_powerless("now"), run_powerless("lines")
    finally:
        (planned / shut).chmod(0o700 if shut == "." else 0o600)
    assert (card.code, lines.code) == (0, 0)
    assert card.out.startswith("In danger?")
    assert "In danger" in lines.out
    assert calm(card) + calm(lines) == []


@needs_modes
def test_answers_without_permission(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(ANSWERS, "utf-8")
    path.chmod(0)
    result = run_powerless("new", "--answers", str(path))
    assert result.code == 4
    assert "no permission" in result.err
    assert not (home / "plan.yaml").exists()


@needs_modes
def test_a_home_that_can_only_be_read(planned: Path, tmp_path: Path) -> None:
    for path in [planned, *planned.rglob("*")]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    before = snapshot(planned, frozenset())
    try:
        read = {args: run_powerless(*args) for args in (("show",), ("check",), ("now",), ("history",), ("lines",))}
        elsewhere = run_powerless("worksheet", "-o", str(tmp_path / "out"))
        here = run_powerless("worksheet")
        gone = run_powerless("delete", "--yes")
    finally:
        for path in [planned, *planned.rglob("*")]:
            path.chmod(0o700 if path.is_dir() else 0o600)
    assert {args: result.code for args, result in read.items()} == dict.fromkeys(read, 0)
    assert [result.err for result in read.values()] == [""] * len(read)
    assert elsewhere.code == 0
    assert (here.code, gone.code) == (4, 4)
    assert calm(here) + calm(gone) == []
    assert {name: one[:2] for name, one in snapshot(planned, frozenset()).items()} == {
        name: one[:2] for name, one in before.items()
    }


@needs_modes
def test_a_home_that_can_only_be_read_takes_no_first_plan(home: Path) -> None:
    home.mkdir()
    home.chmod(0o500)
    try:
        result = run_powerless("new", "--answers", "-", typed=ANSWERS)
    finally:
        home.chmod(0o700)
    assert result.code == 4
    assert "permission" in result.err
    assert SECRET not in result.all
    assert list(home.iterdir()) == []


@needs_modes
def test_a_plan_changed_by_hand_in_a_home_that_can_only_be_read(home: Path) -> None:
    home.mkdir()
    (home / "plan.yaml").write_text(PLAN, "utf-8")
    home.chmod(0o500)
    try:
        results = [run_powerless(*args) for args in (("show",), ("check",), ("now",))]
    finally:
        home.chmod(0o700)
    assert [(result.code, result.err) for result in results] == [(0, "")] * 3


# --- streams ---


def in_shell(words: str, home: Path, **env: str) -> Result:
    """Run a line of shell in which ``rp`` is the program."""
    line = f'rp() {{ "{sys.executable}" -m recoveryplan "$@"; }}; {words}'
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"], capture_output=True, env=process_env(env), timeout=60, check=False
    )
    return Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


@pytest.mark.parametrize("where", ["<&-", "</dev/null", "<<<''"])
@pytest.mark.parametrize("command", ["new", "new --quick"])
def test_no_terminal_and_no_answers(command: str, where: str, home: Path) -> None:
    result = in_shell(f"rp {command} {where}", home)
    assert result.code == 2
    assert "--answers" in result.err
    assert calm(result) == []
    assert not (home / "plan.yaml").exists()


@pytest.mark.parametrize("where", ["<&-", "</dev/null"])
def test_answers_from_nowhere(where: str, home: Path) -> None:
    result = in_shell(f"rp new --answers - {where}", home)
    assert result.code in {2, 3}
    assert calm(result) == []
    assert not (home / "plan.yaml").exists()


def test_the_menu_without_a_terminal_is_the_help(home: Path) -> None:
    for where in ("<&-", "</dev/null", ""):
        result = in_shell(f"rp {where} | cat", home)
        assert result.code == 0
        assert "recoveryplan new" in result.out
        assert calm(result) == []


def test_nothing_is_deleted_without_a_yes(planned: Path) -> None:
    before = snapshot(planned)
    result = in_shell("rp delete <&-", planned)
    assert result.code == 2
    assert "--yes" in result.err
    assert calm(result) == []
    assert snapshot(planned) == before


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ENOUGH.values(), ids=ENOUGH)
def test_a_full_disk_behind_the_output(command: tuple[str, ...], planned: Path) -> None:
    result = in_shell(f"rp {' '.join(command)} >/dev/full", planned)
    assert result.code == 4
    assert "could not be written" in result.err
    assert calm(result) == []


@pytest.mark.parametrize("command", ENOUGH.values(), ids=ENOUGH)
def test_a_closed_output_is_quiet(command: tuple[str, ...], planned: Path) -> None:
    result = in_shell(f"rp {' '.join(command)} >&-", planned)
    assert result.code == 0
    assert result.err == ""


@pytest.mark.parametrize("command", ENOUGH.values(), ids=ENOUGH)
def test_a_reader_that_goes_away_is_quiet(command: tuple[str, ...], planned: Path) -> None:
    result = in_shell(f"rp {' '.join(command)} | exec true", planned)
    assert (result.code, result.err) == (0, "")


@pytest.mark.parametrize("command", ["schema", "show", "new --answers-template"])
def test_a_reader_of_one_line_is_quiet(command: str, planned: Path) -> None:
    result = in_shell(f"rp {command} | head -1", planned)
    assert (result.code, result.err) == (0, "")
    assert result.out.strip()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8"])
def test_any_encoding_of_the_output(encoding: str, planned: Path, decoded: Callable[[str], Run]) -> None:
    text = (planned / "plan.yaml").read_text("utf-8")
    (planned / "plan.yaml").write_text(text.replace(SECRET, "☐ 日本 🙂 é ﷽"), "utf-8")
    results = {name: decoded(encoding)(*command) for name, command in EVERY.items()}
    assert {name: result for name, result in results.items() if result.code or calm(result)} == {}


@pytest.fixture
def decoded(home: Path) -> Callable[[str], Run]:
    """Run with an output of some encoding, as a terminal of another age has."""
    from commands import running

    def run_in(encoding: str) -> Run:
        return lambda *args: running.run_here(*args, encoding=encoding)

    return run_in
