"""`review`, `setback`, `restore` and `checkin`, killed or without power at a system call, leave exactly old or new.

Each try is the whole command in a forked process that dies at its k-th call. Then: the old plan without the record,
or the new one with it; the answers as they were typed; every version and record of before byte for byte; and the next
command works. ``RECOVERYPLAN_KILLS`` sets how many calls are tried; a large number tries each of them. The same checks
are shown to catch bad ways of saving.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from commands.running import run_here
from faults.test_commit_kills import KILLED, Killer, _plan_first, _records_last, _rename_unsynced, _write_in_place
from living.life_data import UNTIL, Life
from recoveryplan.storage import aside, files, records, saving, store
from recoveryplan.storage.folder import Home
from storage.homes import every_file, in_child, read, write

KILLS = int(os.environ.get("RECOVERYPLAN_KILLS", "60")) // 10

Plant = Callable[[], object]


@dataclass(frozen=True)
class Case:
    """A command, what it is given, and how many versions, records and check-ins come of it."""

    words: tuple[str, ...]
    typed: str = ""
    by_hand: bool = False
    versions: int = 1
    records: int = 1
    checkins: int = 0

    def run(self, folder: Path) -> int:
        """Run it in the home in this folder."""
        path = folder.parent / "answers.yaml"
        told = ["--answers", str(path)] if self.typed else []
        return run_here(*self.words, *told, "--home", str(folder)).code

    def again(self, folder: Path) -> int:
        """The same command once more, with no more than two lines of its answers: these fit any plan."""
        told = ["--answers", "-"] if self.typed else []
        typed = "".join(self.typed.splitlines(keepends=True)[:2])
        return run_here(*self.words, *told, "--home", str(folder), typed=typed).code


REVIEW = """\
answers_for: review
review-well: two quiet evenings
review-goal: {g1: done}
review-used: [s1, c1]
review-tool: {s1: helped, c1: not_fit}
review-stress: yes
review-stress-words: the roof leaks
review-ease: call Dana
"""
SETBACK = """\
answers_for: setback
setback-what: use
setback-triggers: [t1]
setback-change: {t1: take the tram}
setback-count: from_one
setback-story: it rained
"""
CHECKIN = "answers_for: checkin\ncheckin-mood: 4\ncheckin-hope: 6\ncheckin-note: soup and a bath\n"

CASES = {
    "review": Case(("review",), REVIEW),
    "review after a change by hand": Case(("review",), REVIEW, by_hand=True),
    "setback": Case(("setback",), SETBACK),
    "restore": Case(("restore", "1", "--yes"), records=0),
    "restore after a change by hand": Case(("restore", "1", "--yes"), records=0, by_hand=True),
    "checkin": Case(("checkin",), CHECKIN, versions=0, records=0, checkins=1),
}


@pytest.fixture(autouse=True)
def _a_day_and_a_fast_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", UNTIL.isoformat())
    monkeypatch.setattr(os, "fsync", lambda handle: None)  # the killer counts syncs; the disk need not do them


class Before:
    """A home to start from, and what the command makes of it when nothing comes between."""

    def __init__(self, folder: Path, case: Case) -> None:
        self.case, self.folder = case, folder
        home = Life(3).plant(folder / "home", checkins=4, versions=3)
        if case.by_hand:
            write(home.plan, b"# mine\n" + read(home.plan))
        write(str(folder / "answers.yaml"), case.typed.encode())
        self.files = kept(home)
        self.plan = read(home.plan)
        straight = folder / "straight"
        shutil.copytree(home.path, straight)
        assert case.run(straight) == 0
        self.after = kept(Home(str(straight)))
        self.new_plan = read(Home(str(straight)).plan)


def kept(home: Home) -> dict[str, bytes]:
    """Every version, record and check-in; the part of a name that is drawn is left out of what is new."""
    return {name: data for name, data in every_file(home.path).items() if name.split("/")[0] in
            {"history", "records", "checkins"} and not files.is_temp(os.path.basename(name))}  # fmt: skip


def counted(found: dict[str, bytes], before: dict[str, bytes]) -> tuple[int, int, int]:
    """How many versions, records and check-ins are new."""
    new = [name.split("/")[0] for name in found if name not in before]
    return new.count("history"), new.count("records"), new.count("checkins")


def troubles(before: Before, folder: Path) -> Iterator[str]:
    """What is wrong after a kill; nothing when old or new is there, whole, and work goes on."""
    case, home = before.case, Home(str(folder))
    if read(str(folder.parent / "answers.yaml")) != case.typed.encode():
        yield "the answers that were typed are gone"
    found = kept(home)
    if any(found.get(name) != data for name, data in before.files.items()):
        yield "something of before has changed"
    stored = store.read(home)
    if stored is None:
        yield "the plan is gone"
        return
    is_new = _is_new(before, home, found)
    if is_new is None:
        yield "neither old nor new"
    if code := run_here("check", "--home", str(folder)).code:
        yield f"check gives {code}"
    there = [one for _, one in records.records(home, upto=stored.version).items]
    if len(there) != before_records(before) + (case.records if is_new else 0):
        yield "the record does not go with its version"
    yield from _goes_on(before, folder, is_new)


def before_records(before: Before) -> int:
    return sum(name.startswith("records") for name in before.files)


def _is_new(before: Before, home: Home, found: dict[str, bytes]) -> bool | None:
    """Whether the command has come to its end, as far as a reader sees; None for anything between."""
    case, plan = before.case, read(home.plan)
    if case.checkins:
        new = [one for name, one in found.items() if name not in before.files]
        whole = [one for name, one in before.after.items() if name not in before.files]
        if plan != before.plan or len(new) > 1 or any(_said(one) != _said(whole[0]) for one in new):
            return None
        return bool(new)
    if plan == before.new_plan:
        return True
    is_recorded = case.by_hand and plan == before.after["history/0004.yaml"]
    return False if plan == before.plan or is_recorded else None


def _said(data: bytes) -> Any:
    try:
        return {key: value for key, value in json.loads(data).items() if key != "at"}
    except ValueError:
        return "not a whole file"


def _goes_on(before: Before, folder: Path, is_new: bool | None) -> Iterator[str]:
    """The same command once more: one version, its record, no hole, nothing left over."""
    case, home = before.case, Home(str(folder))
    stored = store.read(home)
    there = stored.version if stored else 0
    if code := case.again(folder):
        yield f"the next command gives {code}"
        return
    numbers = [entry.number for entry in store.history(home)]
    by_hand = 1 if stored and stored.state == "edited" and case.versions else 0
    if numbers != list(range(1, there + by_hand + case.versions + 1)):
        yield f"the history has holes: {numbers}"
    found = kept(home)
    ends = (1 if is_new else 0) + 1
    _, made, checked_in = counted(found, before.files)
    if (made, checked_in) != (ends * case.records, ends * case.checkins):
        yield f"records and check-ins after the next command: {made}, {checked_in}"
    if any(found.get(name) != data for name, data in before.files.items()):
        yield "the next command has changed something of before"
    if case.checkins:  # it takes no lock, so what a kill left waits for the next change of the plan
        run_here("restore", "1", "--yes", "--home", str(folder))
    if any(files.is_temp(os.path.basename(name)) for name in every_file(home.path)):
        yield "a temp file is left"


def sweep(
    tmp_path: Path, case: Case, power: bool, most: int = KILLS, plant: Plant = lambda: None, *, first: bool = False
) -> tuple[int, list[str]]:
    """Kill at so many calls, evenly spread; gives how many calls there are, and every trouble, or the first alone."""
    (tmp_path / "before").mkdir(parents=True)
    before = Before(tmp_path / "before", case)
    tries = tmp_path / "try"
    seen: list[str] = []

    def once(at: int) -> int:
        shutil.rmtree(tries, ignore_errors=True)
        shutil.copytree(tmp_path / "before", tries, ignore=shutil.ignore_patterns("straight"))
        code = in_child(lambda: _killed(case, tries / "home", at, power, plant))
        assert code in {0, KILLED}, code
        return code

    calls = _calls(tries, case, once)
    step = max(1.0, calls / most)
    for at in sorted({int(number * step) + 1 for number in range(calls)} & set(range(1, calls + 1))):
        assert once(at) == KILLED
        seen += [f"call {at}: {one}" for one in troubles(before, tries / "home")]
        if seen and first:
            break
    return calls, seen


def _calls(tries: Path, case: Case, once: Callable[[int], int]) -> int:
    """How many calls the command has: it counts them itself, in a try that is not killed."""
    assert once(-1) == 0
    return int((tries / "calls").read_text())


def _killed(case: Case, folder: Path, at: int, power: bool, plant: Plant) -> None:
    plant()
    killer = Killer(Home(str(folder)), at, power)
    assert case.run(folder) == 0
    Path(folder.parent / "calls").write_text(str(killer.count))


@pytest.mark.parametrize("power", [False, True], ids=["killed", "power lost"])
@pytest.mark.parametrize("name", CASES)
def test_exactly_old_or_new(tmp_path: Path, name: str, power: bool) -> None:
    calls, seen = sweep(tmp_path, CASES[name], power)
    assert seen == []
    assert calls > (10 if name == "checkin" else 20)


def _set(where: Any, what: str, bad: Any) -> Plant:
    return lambda: setattr(where, what, bad)


def _once_in_place(path: str, data: bytes, temps: str) -> None:
    _write_in_place(path, data, True, temps)


PLANTED: dict[str, tuple[str, Plant]] = {
    "written in place": ("review", _set(files, "_replace", _write_in_place)),
    "renamed before it is on the disk": ("setback", _set(files, "_fill", _rename_unsynced)),
    "plan before its version": ("restore", _set(saving.Session, "_put", _plan_first)),
    "record after the plan": ("review", _set(saving.Session, "_put", _records_last)),
    "setback's record after the plan": ("setback", _set(saving.Session, "_put", _records_last)),
    "a check-in in place": ("checkin", _set(files, "write_once", _once_in_place)),
}


@pytest.mark.parametrize("name", PLANTED)
def test_the_same_checks_catch_a_bad_save(tmp_path: Path, name: str) -> None:
    which, plant = PLANTED[name]
    _, seen = sweep(tmp_path, CASES[which], True, 1000, plant, first=True)
    assert seen


def test_the_same_checks_catch_that_nothing_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "sweep", lambda home, committed: [])
    _, seen = sweep(tmp_path, CASES["review"], False, 1000, first=True)
    assert seen
