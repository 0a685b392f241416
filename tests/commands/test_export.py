"""`export`: a calendar, or everything in one file; where it goes, what is said of it, what is never written over."""

from __future__ import annotations

import builtins
import stat
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from commands.bad_files import ANSWERS, PLAN, SECRET
from commands.homes_on_disk import snapshot
from commands.running import Run, run_process
from commands.test_hard_places import needs_modes, run_powerless
from recoveryplan import clock


@pytest.fixture
def planned(home: Path, run: Run) -> Path:
    assert run("new", "--answers", "-", typed=ANSWERS).code == 0
    return home


def words(text: str) -> str:
    return " ".join(text.split())


# --- a calendar ---


def test_a_calendar_lies_with_the_pages(planned: Path, run: Run) -> None:
    result = run("export", "ics")
    path = planned / "worksheets" / "dates.ics"
    assert (result.code, result.err) == (0, "")
    assert f"  {path}\n" in result.out
    assert "It holds 2 dates." in result.out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["A look at my plan", "A date of mine"]
    assert SECRET.encode() not in path.read_bytes()


def test_own_words_only_when_asked(planned: Path, run: Run) -> None:
    result = run("export", "ics", "--with-words")
    assert "own words" in result.out
    assert SECRET not in result.all
    assert f"see {SECRET}".encode() in (planned / "worksheets" / "dates.ics").read_bytes()


def test_words_that_could_put_in_danger_stay_out(home: Path, run: Run) -> None:
    home.mkdir()
    danger = "  what: court, since my husband hits me\n"
    goal = f"  what: see {SECRET} weekly\n"
    assert goal in PLAN
    (home / "plan.yaml").write_text(PLAN.replace(goal, danger), "utf-8")
    result = run("export", "ics", "--with-words")
    assert "Some names stay neutral." in words(result.out)
    data = (home / "worksheets" / "dates.ics").read_bytes()
    assert b"husband" not in data
    assert data.count(b"BEGIN:VEVENT") == 2


def test_a_day_by_hand_counts_and_is_a_newer_calendar(planned: Path, run: Run) -> None:
    path = planned / "worksheets" / "dates.ics"
    run("export", "ics")
    before = Calendar.from_ical(path.read_bytes())
    plan = planned / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("2026-12-22", "2026-12-24"), "utf-8")
    run("export", "ics")
    after = Calendar.from_ical(path.read_bytes())

    def goal(made: Any) -> Any:
        return made.walk("VEVENT")[1]

    assert goal(before)["UID"] == goal(after)["UID"]
    assert goal(after)["DTSTART"].dt.isoformat() == "2026-12-24"
    assert goal(after)["SEQUENCE"] > goal(before)["SEQUENCE"]


def test_the_same_plan_gives_the_same_file(planned: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("export", "ics")
    first = (planned / "worksheets" / "dates.ics").read_bytes()
    monkeypatch.setenv(clock.VARIABLE, "2027-05-05")
    run("export", "ics")
    assert (planned / "worksheets" / "dates.ics").read_bytes() == first


def test_a_hard_date_without_a_day_is_told(home: Path, run: Run) -> None:
    home.mkdir()
    (home / "plan.yaml").write_text(PLAN + "hard_dates:\n- id: y1\n  what: Christmas\n", "utf-8")
    assert "A hard date with no day is not in it." in words(run("export", "ics").out)


def test_no_day_in_the_plan_makes_no_file(home: Path, run: Run) -> None:
    assert run("new", "--answers", "-", typed="answers_for: new\ngoals: [sleep]\n").code == 0
    result = run("export", "ics")
    assert (result.code, result.out) == (5, "")
    assert "no day in your plan" in result.err
    assert not (home / "worksheets" / "dates.ics").exists()


def test_without_the_extra_one_line_says_how_to_get_it(
    planned: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "icalendar":
            raise ModuleNotFoundError(name)
        return real(name, *rest, **more)

    for name in [name for name in sys.modules if name.split(".")[0] == "icalendar"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    result = run("export", "ics")
    assert (result.code, result.out) == (2, "")
    assert f"{sys.executable} -m pip install icalendar" in words(result.err)
    assert not (planned / "worksheets" / "dates.ics").exists()
    assert run("export", "all").code == 0


# --- everything ---


def test_everything_lies_with_the_pages_and_says_what_it_is(planned: Path, run: Run) -> None:
    (planned / "mine.txt").write_text("mine", "utf-8")
    result = run("export", "all")
    path = planned / "worksheets" / f"recoveryplan-{clock.today()}.zip"
    assert (result.code, result.err) == (0, "")
    assert f"  {path}\n" in result.out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    told = words(result.out)
    for part in (
        "In it: your plan, 1 version of it.", "who you keep away from", "It is not locked.",
        "Whoever has the file can read all of it.", "These are not mine, and are not in it: mine.txt",
        "`recoveryplan import`",
    ):  # fmt: skip
        assert part in told
    with zipfile.ZipFile(path) as made:
        assert made.read("recoveryplan/plan.yaml") == (planned / "plan.yaml").read_bytes()
        note = made.read("READ-ME.txt").decode()
    assert f"recoveryplan import {path.name}" in note
    assert "not locked" in note


def test_it_does_not_hold_itself_and_is_made_anew(planned: Path, run: Run) -> None:
    path = planned / "worksheets" / f"recoveryplan-{clock.today()}.zip"
    run("export", "all")
    first = path.read_bytes()
    assert run("export", "all").code == 0
    assert path.read_bytes() == first


def test_a_plan_with_a_mistake_is_kept_and_told(planned: Path, run: Run) -> None:
    (planned / "plan.yaml").write_text("goals: [", "utf-8")
    result = run("export", "all")
    assert result.code == 0
    assert "has a mistake in it" in words(result.err)
    with zipfile.ZipFile(planned / "worksheets" / f"recoveryplan-{clock.today()}.zip") as made:
        assert made.read("recoveryplan/plan.yaml") == b"goals: ["


def test_answers_under_way_are_worth_a_file_too(home: Path, run: Run) -> None:
    (home / "drafts").mkdir(parents=True)
    (home / "drafts" / "new-0000.jsonl").write_text('{"draft": 1}\n', "utf-8")
    assert "In it: 1 draft." in run("export", "all").out


def test_delete_takes_such_files_too(planned: Path, run: Run) -> None:
    run("export", "all")
    run("export", "ics")
    assert run("delete", "--yes").code == 0
    assert not planned.exists()


# --- both ---


@pytest.mark.parametrize("what", ["ics", "all"])
def test_nothing_there_yet(what: str, home: Path, run: Run) -> None:
    result = run("export", what)
    assert (result.code, result.out) == (5, "")
    assert "`recoveryplan new` makes" in result.err
    assert not home.exists()


@pytest.mark.parametrize("args", [(), ("zip",), (SECRET,), ("all", "--with-words"), ("ics", "all")], ids=" ".join)
def test_what_is_no_such_thing_is_told(args: tuple[str, ...], planned: Path, run: Run) -> None:
    before = snapshot(planned)
    result = run("export", *args)
    assert (result.code, result.out) == (2, "")
    assert "recoveryplan export" in result.err
    assert SECRET not in result.err
    assert snapshot(planned) == before


@pytest.mark.parametrize("what", ["ics", "all"])
def test_never_over_a_file_elsewhere_unless_told(what: str, planned: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out" / "er"
    assert run("export", what, "-o", str(out)).code == 0
    (path,) = out.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    path.write_text("mine", "utf-8")
    result = run("export", what, "-o", str(out))
    assert result.code == 4
    assert "`--yes` writes over it." in result.err
    assert path.read_text("utf-8") == "mine"
    assert run("export", what, "-o", str(out), "--yes").code == 0
    assert path.read_bytes() != b"mine"
    assert [one.name for one in out.iterdir()] == [path.name]


@pytest.mark.parametrize("what", ["ics", "all"])
@pytest.mark.parametrize("inside", ["", "history", "drafts/kept", "worksheets/more", "new/er"])
def test_never_into_the_home_but_beside_the_pages(what: str, inside: str, planned: Path, run: Run) -> None:
    before = snapshot(planned)
    result = run("export", what, "-o", str(planned / inside))
    assert result.code == 2
    assert "`-o`" in result.err
    assert snapshot(planned) == before
    assert run("export", what, "-o", str(planned / "worksheets")).code == 0
    assert run("delete", "--yes").code == 0
    assert not planned.exists()


def test_a_link_into_the_home_is_the_home_too(planned: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(planned)
    assert run("export", "all", "-o", str(tmp_path / "link")).code == 2
    assert list(planned.glob("*.zip")) == []


def test_a_folder_beside_the_home_with_a_longer_name_is_outside(planned: Path, run: Run) -> None:
    assert run("export", "all", "-o", f"{planned}-out").code == 0


def test_it_says_that_a_day_that_is_gone_stays_in_the_calendar(planned: Path, run: Run) -> None:
    assert "no more in your plan stays in the calendar" in words(run("export", "ics").out)


@pytest.mark.parametrize("what", ["ics", "all"])
def test_the_rest_of_the_home_stays_as_it_is(what: str, planned: Path, run: Run, tmp_path: Path) -> None:
    before = snapshot(planned, frozenset({"index", "now.txt", "lock"}))
    assert run("export", what, "-o", str(tmp_path / "out")).code == 0
    assert snapshot(planned, frozenset({"index", "now.txt", "lock"})) == before


@pytest.mark.parametrize("what", ["ics", "all"])
def test_a_folder_that_is_a_file_is_told(what: str, planned: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", "utf-8")
    result = run("export", what, "-o", str(tmp_path / "out"))
    assert result.code == 4
    assert "Traceback" not in result.err


@needs_modes
@pytest.mark.parametrize("what", ["ics", "all"])
def test_a_home_that_can_only_be_read_can_be_taken_elsewhere(what: str, planned: Path, tmp_path: Path) -> None:
    for path in [planned, *planned.rglob("*")]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        here, elsewhere = run_powerless("export", what), run_powerless("export", what, "-o", str(tmp_path / "out"))
    finally:
        for path in [planned, *planned.rglob("*")]:
            path.chmod(0o700 if path.is_dir() else 0o600)
    assert (here.code, elsewhere.code) == (4, 0)
    assert "permission" in here.err
    assert len(list((tmp_path / "out").iterdir())) == 1


@needs_modes
def test_a_version_that_can_not_be_read_is_not_left_out_in_silence(planned: Path, tmp_path: Path) -> None:
    (planned / "history" / "0001.yaml").chmod(0)
    result = run_powerless("export", "all", "-o", str(tmp_path / "out"))
    assert result.code == 4
    assert "permission" in result.err
    assert list((tmp_path / "out").iterdir()) == []


def test_in_a_process_of_its_own_it_is_plain(planned: Path) -> None:
    for what in ("ics", "all"):
        result = run_process("export", what, "--plain")
        assert result.code == 0, result.err
        assert "\x1b" not in result.all
