"""`import`: all of it or nothing, never over what is there without a word, and nothing lost either way."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from people import command, environment
from screens import Pty

from commands.bad_files import ANSWERS, SECRET
from commands.running import Run, run_process
from commands.test_hard_places import needs_modes, run_powerless
from recoveryplan import clock
from recoveryplan.storage.folder import Home
from storage.bundles import everything_below, kept_bytes, line, made_by_hand

OTHER = ANSWERS.replace(SECRET, "HERON-3")


@pytest.fixture
def file(run: Run, tmp_path: Path, home: Path) -> Path:
    """Everything of another home, which is gone by now."""
    far = tmp_path / "far"
    assert run("new", "--answers", "-", "--home", str(far), typed=OTHER).code == 0
    plan = far / "plan.yaml"
    plan.write_text(plan.read_text("utf-8") + "# mine\n", "utf-8")
    assert run("export", "all", "-o", str(tmp_path), "--home", str(far)).code == 0
    shutil.rmtree(far)
    return tmp_path / f"recoveryplan-{clock.today()}.zip"


@pytest.fixture
def planned(home: Path, run: Run) -> Path:
    assert run("new", "--answers", "-", typed=ANSWERS).code == 0
    return home


def words(text: str) -> str:
    return " ".join(text.split())


def asides(home: Path) -> list[Path]:
    return sorted(home.parent.glob(f"{home.name}-before-*"))


# --- where nothing is ---


def test_a_new_computer_gets_all_of_it(home: Path, file: Path, run: Run) -> None:
    result = run("import", str(file))
    assert (result.code, result.err) == (0, "")
    told = words(result.out)
    assert "In it: your plan, 1 version of it." in told
    assert f"  {home}\n" in result.out
    assert "`recoveryplan show`" in told
    assert "Whoever has it can read all of it" in told
    assert "HERON-3 wants to sleep" in run("show").out
    assert "changed by hand" in run("history").out
    assert "HERON-3" in run("now").out
    assert asides(home) == []


def test_out_and_in_and_out_again_is_the_same(home: Path, file: Path, run: Run, tmp_path: Path) -> None:
    assert run("import", str(file)).code == 0
    assert run("export", "all", "-o", str(tmp_path / "again")).code == 0
    assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes()


def test_an_empty_home_is_nothing_to_ask_about(home: Path, file: Path, run: Run) -> None:
    (home / "history").mkdir(parents=True)
    (home / "now.txt").write_text("x", "utf-8")
    (home / "lock").write_text("", "utf-8")
    assert run("import", str(file)).code == 0
    assert "HERON-3" in run("show").out
    assert asides(home) == []


# --- where something is ---


def test_without_a_terminal_nothing_is_moved(planned: Path, file: Path, run: Run, tmp_path: Path) -> None:
    before = everything_below(tmp_path)
    for args in ((), ("--no-input",)):
        result = run("import", str(file), *args)
        assert result.code == 2
        assert "With `--yes`" in result.err
        assert "There is something here already:" in result.out
        assert everything_below(tmp_path) == before


def test_yes_moves_it_aside(planned: Path, file: Path, run: Run) -> None:
    before = everything_below(planned)
    result = run("import", str(file), "--yes")
    assert (result.code, result.err) == (0, "")
    (aside,) = asides(planned)
    assert everything_below(aside) == before
    assert f"  {aside}\n" in result.out
    assert "It is not deleted" in result.out
    assert "HERON-3" in run("show").out
    assert SECRET in run("show", "--home", str(aside)).out


def test_a_file_in_the_old_home_moves_with_it(planned: Path, run: Run) -> None:
    run("export", "all")
    inside = next((planned / "worksheets").glob("*.zip"))
    result = run("import", str(inside), "--yes")
    assert result.code == 0
    assert "still where it was" not in result.out
    assert next((asides(planned)[0] / "worksheets").glob("*.zip")).is_file()


def test_what_is_not_ours_is_never_moved(planned: Path, file: Path, run: Run, tmp_path: Path) -> None:
    (planned / "my letters").mkdir()
    (planned / "my letters" / "one.txt").write_text("dear", "utf-8")
    before = everything_below(tmp_path)
    result = run("import", str(file), "--yes")
    assert result.code == 4
    assert str(planned / "my letters" / "one.txt") in result.err
    assert "--home" in result.err
    assert everything_below(tmp_path) == before


WAYS = ["", "--plain"]
SIZES = [40, 80, 120]


def asked(home: Path, file: Path, how: str, columns: int) -> Pty:
    words = ["import", str(file), *([how] if how else [])]
    pty = Pty(command(*words), columns=columns, rows=40, env=environment(str(home)))
    pty.wait_for("in its place?")
    pty.wait_until(lambda: how == "" or pty.text().rstrip().endswith(":"), "the question")
    pty.wait_until(lambda: how != "" or "Shift-Tab" in pty.text(), "the footer")
    return pty


@pytest.mark.parametrize("columns", SIZES)
@pytest.mark.parametrize("how", WAYS)
def test_no_is_what_enter_says(how: str, columns: int, planned: Path, file: Path) -> None:
    before = everything_below(planned)
    with asked(planned, file, how, columns) as pty:
        pty.press("enter")
        assert pty.exit_code() == 0
        assert "All is as it was." in words(pty.text())
        assert not pty.cut_words("There is something here already: Nothing is deleted.")
        assert not how or b"\x1b" not in pty.raw
    assert everything_below(planned) == before
    assert asides(planned) == []


@pytest.mark.parametrize("how", WAYS)
def test_yes_has_to_be_typed(how: str, planned: Path, file: Path, run: Run) -> None:
    before = everything_below(planned)
    with asked(planned, file, how, 80) as pty:
        pty.line("y")
        assert pty.exit_code() == 0
    assert everything_below(asides(planned)[0]) == before
    assert "HERON-3" in run("show").out


@pytest.mark.parametrize(("how", "typed", "code"), [
    ("", "\x03", 130), ("--plain", "\x03", 130), ("", "\x18", 0), ("--plain", "leave\r", 0), ("", "\x1b[Z", 0),
    ("--plain", "skip\r", 0),
])  # fmt: skip
def test_a_way_out_leaves_all(how: str, typed: str, code: int, planned: Path, file: Path) -> None:
    before = everything_below(planned)
    with asked(planned, file, how, 80) as pty:
        pty.type(typed)
        assert pty.exit_code() == code
    assert everything_below(planned) == before


# --- files that are not right ---


@pytest.mark.parametrize("there", ["nothing", "a plan"])
def test_a_file_of_another_kind_is_told_and_changes_nothing(there: str, home: Path, run: Run, tmp_path: Path) -> None:
    if there == "a plan":
        assert run("new", "--answers", "-", typed=ANSWERS).code == 0
    bad = tmp_path / f"{SECRET}.txt"
    bad.write_text(SECRET, "utf-8")
    before = everything_below(tmp_path)
    result = run("import", str(bad), "--yes")
    assert (result.code, result.out) == (3, "")
    assert "`recoveryplan export all`" in words(result.err)
    assert "Nothing was brought in." in words(result.err)
    assert everything_below(tmp_path) == before


def test_a_damaged_file_is_told_and_changes_nothing(planned: Path, file: Path, run: Run, tmp_path: Path) -> None:
    data = file.read_bytes()
    at = data.index(b"recoveryplan/plan.yaml") + 40
    file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    before = everything_below(tmp_path)
    result = run("import", str(file), "--yes")
    assert (result.code, result.out) == (3, "")
    assert "plan.yaml in it is damaged" in words(result.err)
    assert "HERON" not in result.err
    assert everything_below(tmp_path) == before


@pytest.mark.parametrize(
    ("plan", "place"),
    [
        (f"schema_version: 1\nversion: 1\nmotivations:\n- id: m1\n  txet: {SECRET}\n", "plan.yaml, line 5,"),
        (f"goals: [{SECRET}", "plan.yaml, line 1,"),
        (f"schema_version: 99\nversion: 1\nreason: {SECRET}\n", "plan.yaml, line 1,"),
        (SECRET, "plan.yaml"),
    ],
)
def test_a_plan_in_it_that_can_not_be_read_is_told_by_line(
    plan: str, place: str, home: Path, run: Run, tmp_path: Path
) -> None:
    data = plan.encode()
    path = made_by_hand(tmp_path / "x.zip", [("recoveryplan/plan.yaml", data)], [line("plan.yaml", data)])
    result = run("import", path)
    assert (result.code, result.out) == (3, "")
    assert place in result.err
    assert SECRET not in result.err
    assert "Nothing was brought in." in words(result.err)
    assert not home.exists()


@pytest.mark.parametrize("name", ["not there.zip", "a folder"])
def test_what_can_not_be_opened_is_told(name: str, home: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "a folder").mkdir()
    result = run("import", str(tmp_path / name))
    assert (result.code, result.out) == (4, "")
    assert not home.exists()


@needs_modes
def test_a_place_where_nothing_may_be_made_is_told(planned: Path, file: Path) -> None:
    before = everything_below(planned.parent)
    planned.parent.chmod(0o500)
    try:
        result = run_powerless("import", str(file), "--yes")
    finally:
        planned.parent.chmod(0o700)
    assert result.code == 4
    assert "permission" in result.err
    assert everything_below(planned.parent) == before


def test_a_file_is_needed(run: Run) -> None:
    assert run("import").code == 2


# --- after a kill between the two last steps ---


@pytest.mark.parametrize("args", [("show",), ("now",), ("now", "--plain"), ("history",), ("export", "all")])
def test_whoever_comes_next_finishes_it(args: tuple[str, ...], home: Path, file: Path, run: Run) -> None:
    assert run("import", str(file)).code == 0
    wanted = kept_bytes(Home(str(home)))
    os.rename(home, home.parent / f".{home.name}-ready")
    result = run(*args)
    assert result.code == 0
    assert kept_bytes(Home(str(home))) == wanted
    assert sorted(path.name for path in home.parent.iterdir()) == sorted([home.name, file.name])


def test_now_in_a_process_of_its_own_finishes_it(home: Path, file: Path, run: Run) -> None:
    assert run("import", str(file)).code == 0
    os.rename(home, home.parent / f".{home.name}-ready")
    assert "HERON-3" in run_process("now").out


def test_nothing_is_finished_over_a_home_that_is_there(planned: Path, file: Path, run: Run) -> None:
    assert run("import", str(file), "--home", f"{planned}-far").code == 0
    os.rename(f"{planned}-far", planned.parent / f".{planned.name}-ready")
    assert SECRET in run("show").out
    assert run("delete", "--yes").code == 0
    assert sorted(path.name for path in planned.parent.iterdir()) == [file.name]
