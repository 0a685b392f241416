"""How a plan stands after hand edits, crashes, lost caches, and on a new computer."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
from pathlib import Path

import pytest

from recoveryplan.errors import ContentProblem, NothingYet, UsageProblem
from recoveryplan.storage import store
from recoveryplan.storage.folder import Home
from storage.homes import DAY, every_file, plan_bytes, plant_versions, read, save, with_versions, write


def _stand(home: Home) -> tuple[str, int, int]:
    stored = store.read(home)
    assert stored
    return stored.state, stored.version, stored.next_version


def _change(home: Home) -> store.Session:
    stored = store.read(home)
    session = store.Session(home, stored.digest if stored else None)
    with session:
        return session


def _numbers(home: Home) -> list[int]:
    return [entry.number for entry in store.history(home)]


def _reasons(home: Home) -> list[tuple[int, str, str]]:
    return [(entry.number, entry.day, entry.reason) for entry in store.history(home)]


def test_a_saved_plan_is_fresh(home: Home) -> None:
    with_versions(home, 3)
    assert _stand(home) == ("fresh", 3, 4)
    assert _reasons(home) == [(n, "2026-11-22", f"reason {n}") for n in (1, 2, 3)]


def test_reading_changes_no_file(home: Home) -> None:
    with_versions(home, 3)
    write(home.plan, read(home.plan) + b"  extra: x\n")
    before = every_file(home.path)
    store.read(home)
    store.history(home)
    store.version_bytes(home, 2)
    after = every_file(home.path)
    assert {**after, "index": b""} == {**before, "index": b""}


def test_a_hand_edit_becomes_a_version_of_its_own_and_only_the_head_changes(home: Home) -> None:
    with_versions(home, 2)
    edited = read(home.plan).replace(b"\n", b"\r\n") + b"  mine: 'as I like it'   # kept\r\n"
    write(home.plan, edited)
    assert _stand(home) == ("edited", 2, 4)
    session = _change(home)
    assert session.recorded == 3
    wanted = edited.replace(b"version: 2\r", b"version: 3\r", 1)
    wanted = wanted.replace(b"2026-11-22", b"2026-11-23").replace(b"reason: reason 2", b"reason: changed by hand")
    assert read(home.plan) == read(home.version_file(3)) == wanted
    assert _stand(home) == ("fresh", 3, 4)
    assert _reasons(home)[-1] == (3, "2026-11-23", "changed by hand")


def test_a_save_over_a_hand_edit_records_both(home: Home) -> None:
    save(home, 1)
    write(home.plan, read(home.plan) + b"  mine: here\n")
    save(home, 3)
    assert [reason for _, _, reason in _reasons(home)] == ["first plan", "changed by hand", "first plan"]
    assert b"mine: here" in store.version_bytes(home, 2)


def test_a_hand_edit_without_a_head_gets_one(home: Home) -> None:
    save(home, 1)
    write(home.plan, b"# only this\nmore:\n  a: changed  # mine\n")
    assert _stand(home) == ("edited", 1, 3)
    _change(home)
    data = read(home.plan)
    assert b"version: 2" in data
    assert b"# only this\n" in data
    assert b"  a: changed  # mine\n" in data
    assert _stand(home) == ("fresh", 2, 3)


def test_a_hand_edit_in_another_encoding_is_recorded(home: Home) -> None:
    save(home, 1)
    write(home.plan, plan_bytes(1, "b: größer").decode().encode("utf-16"))
    assert _stand(home) == ("edited", 1, 3)
    _change(home)
    assert "größer" in read(home.plan).decode("utf-16")
    assert _stand(home) == ("fresh", 2, 3)


@pytest.mark.parametrize("line", [b"version: 7", b"version: 1", b"version: '9'"])
def test_a_version_changed_by_hand_is_told_by_line(home: Home, line: bytes) -> None:
    with_versions(home, 2)
    edited = read(home.plan).replace(b"version: 2", line, 1) + b"  b: x\n"
    write(home.plan, edited)
    stored = store.read(home)
    assert stored
    problem = store.version_problem(stored)
    assert problem
    assert (problem.file, problem.line) == ("plan.yaml", 2)
    assert "`version: 2`" in problem.todo
    with pytest.raises(ContentProblem):
        _change(home)
    assert read(home.plan) == edited
    assert _numbers(home) == [1, 2]


@pytest.mark.parametrize("text", [b"version: two", b"version: [1]", b"version: -1", b"version: 1.0"])
def test_a_version_that_is_no_number(home: Home, text: bytes) -> None:
    with_versions(home, 1)
    write(home.plan, read(home.plan).replace(b"version: 1\nup", text + b"\nup"))
    stored = store.read(home)
    assert stored
    problem = store.version_problem(stored)
    if text == b"version: [1]":
        assert problem is None or problem.line == 2
    else:
        assert problem
        assert problem.line == 2


def test_a_broken_plan_is_read_as_bytes_and_refused_by_line_when_changing(home: Home) -> None:
    save(home, 1)
    broken = plan_bytes(1).replace(b"  a: one", b"\ta: one")
    write(home.plan, broken)
    assert store.read(home)
    with pytest.raises(ContentProblem) as told:
        _change(home)
    assert told.value.problems[0].line
    assert read(home.plan) == broken


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# nothing\n", b"- a\n", b"words\n"])
@pytest.mark.parametrize("versions", [0, 1, 2])
def test_a_file_without_a_plan_in_it_is_told_and_left(home: Home, data: bytes, versions: int) -> None:
    with_versions(home, versions)
    home.prepare()
    write(home.plan, data)
    stored = store.read(home)
    assert stored
    assert stored.state == "unreadable"
    with pytest.raises(ContentProblem, match="no plan in this file") as told:
        _change(home)
    assert (f"history/000{versions}.yaml" in str(told.value)) == bool(versions)
    assert read(home.plan) == data


def test_an_older_version_put_back_by_hand_is_recorded_and_nothing_is_lost(home: Home) -> None:
    versions = with_versions(home, 4)
    write(home.plan, versions[1])
    assert _stand(home) == ("restored", 4, 6)
    _change(home)
    assert _numbers(home) == [1, 2, 3, 4, 5]
    assert [store.version_bytes(home, n) for n in (1, 2, 3, 4)] == versions
    assert read(home.plan) == versions[1].replace(b"version: 2", b"version: 5").replace(
        b"2026-11-22", b"2026-11-23"
    ).replace(b"reason: reason 2", b"reason: an older version, put back by hand")


@pytest.mark.parametrize("version", [1, 7])
def test_a_plan_copied_to_a_new_computer_is_adopted(home: Home, version: int) -> None:
    home.prepare()
    write(home.plan, plan_bytes(version))
    assert _stand(home) == ("adopted", version, version + 1)
    assert _reasons(home) == [(version, "2026-11-22", "first plan")]
    assert store.version_bytes(home, version) == plan_bytes(version)
    save(home, version + 1)
    assert _numbers(home) == [version, version + 1]
    assert read(home.version_file(version)) == plan_bytes(version)


def test_a_plan_of_a_newer_program_is_not_changed(home: Home) -> None:
    home.prepare()
    newer = plan_bytes(1).replace(b"schema_version: 1", b"schema_version: 99")
    write(home.plan, newer)
    with pytest.raises(ContentProblem, match="newer version"):
        _change(home)
    assert read(home.plan) == newer


DAMAGES = {
    "gone": None,
    "empty": b"",
    "garbage": b"\x00\xff\x00",
    "cut": "cut",
    "half a line": "half",
    "a line from nowhere": b"recoveryplan index 1\n0099\t2026-11-22\t" + b"a" * 32 + b"\tx\n",
    "wrong digest": "digest",
    "older": "older",
    "no last line end": "open",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_built_again(home: Home, damage: str) -> None:
    versions = with_versions(home, 3)
    good = read(home.index)
    lines = good.split(b"\n")
    made = {
        "cut": good[: len(good) // 2],
        "half": good[:-9],
        "digest": b"\n".join([*lines[:3], lines[3].replace(store.digest(versions[2]).encode(), b"0" * 32), b""]),
        "older": b"\n".join([*lines[:2], b""]),
        "open": good[:-1],
    }
    bad = DAMAGES[damage]
    if bad is None:
        os.unlink(home.index)
    else:
        write(home.index, made[bad] if isinstance(bad, str) else bad)
    assert _stand(home) == ("fresh", 3, 4)
    assert _reasons(home) == [(n, "2026-11-22", f"reason {n}") for n in (1, 2, 3)]
    assert read(home.index) == good


def test_a_reason_of_odd_characters_survives_the_index(home: Home) -> None:
    reason = "new\tjob, \u2028 \U0001f600 and 'more'"
    stored = plan_bytes(1, reason='"new job"')
    store.commit(home, base_digest=None, data=stored, version=1, reason=reason, day=DAY)
    assert _reasons(home) == [(1, "2026-11-22", " ".join(reason.split()))]
    assert _stand(home)[0] == "fresh"


def test_a_version_left_over_by_a_crash_is_set_aside_never_deleted(home: Home) -> None:
    with_versions(home, 2)
    left = plan_bytes(3, "never: came to be")
    write(home.version_file(3), left)
    os.makedirs(home.join("records", "2026-11"))
    record = b'{"version": 3, "note": "x"}'
    write(home.join("records", "2026-11", "22-review-0123abcd.json"), record)
    write(home.join("records", "2026-11", "21-review-0123abcd.json"), b'{"version": 2}')
    assert _stand(home) == ("fresh", 2, 3)
    assert _numbers(home) == [1, 2]
    session = _change(home)
    assert sorted(read(path) for path in session.swept) == sorted([left, record])
    assert all(os.path.dirname(path) == home.drafts for path in session.swept)
    assert os.listdir(home.join("records", "2026-11")) == ["21-review-0123abcd.json"]
    assert save(home, 3) == store.version_bytes(home, 3)


def test_the_same_without_an_index(home: Home) -> None:
    with_versions(home, 2)
    write(home.version_file(3), plan_bytes(3))
    os.unlink(home.index)
    assert _stand(home) == ("fresh", 2, 3)
    assert len(_change(home).swept) == 1


def test_a_crash_before_the_index_is_made_good(home: Home) -> None:
    with_versions(home, 2)
    index = read(home.index)
    save(home, 3)
    write(home.index, index)
    assert _stand(home) == ("fresh", 3, 4)
    assert _numbers(home) == [1, 2, 3]


def test_the_present_version_is_recorded_again_when_its_file_is_gone(home: Home) -> None:
    versions = with_versions(home, 3)
    os.unlink(home.version_file(3))
    assert _numbers(home) == [1, 2, 3]
    assert store.version_bytes(home, 3) == versions[2]
    _change(home)
    assert read(home.version_file(3)) == versions[2]


def test_a_plan_that_is_gone_is_never_taken_for_a_delete(home: Home) -> None:
    versions = with_versions(home, 3)
    os.unlink(home.plan)
    assert store.read(home) is None
    assert store.newest_kept(home) == 3
    assert _numbers(home) == [1, 2, 3]
    with store.Session(home, None) as session:
        assert session.next_version == 4
        assert session.swept == []
    save(home, 4)
    assert [store.version_bytes(home, n) for n in (1, 2, 3)] == versions


def test_a_first_save_that_was_cut_off_is_no_version(home: Home) -> None:
    home.prepare()
    write(home.version_file(1), plan_bytes(1)[:20])
    assert store.newest_kept(home) == 0
    assert _numbers(home) == []
    save(home, 1)
    assert _numbers(home) == [1]


def test_asking_for_a_version_that_is_not_there(home: Home) -> None:
    with pytest.raises(NothingYet):
        store.version_bytes(home, 1)
    with_versions(home, 2)
    for number in (0, 3, -1):
        with pytest.raises(UsageProblem, match="You have versions 1 to 2"):
            store.version_bytes(home, number)


@pytest.mark.parametrize("count", [10, 1000])
def test_reading_opens_two_files_however_many_versions(home: Home, count: int) -> None:
    plant_versions(home, count)
    opened: list[str] = []
    real = os.open
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", lambda path, *more: opened.append(str(path)) or real(path, *more))
        patch.setattr(builtins, "open", None)
        stored = store.read(home)
    assert stored
    assert (stored.state, stored.version) == ("fresh", count)
    assert sorted(opened) == sorted([home.index, home.plan])


def test_reading_loads_next_to_nothing() -> None:
    script = (
        "import sys; before = set(sys.modules)\n"
        "from recoveryplan.storage import store; from recoveryplan.storage.folder import Home\n"
        "store.read(Home('/nowhere/at all'))\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    source = str(Path(__file__).parents[2] / "src")
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"PYTHONPATH": source}
    )
    ours = {name for name in done.stdout.split() if name.startswith("recoveryplan")}
    assert set(done.stdout.split()) - ours <= {"__future__", "_blake2", "errno"}
    assert not {name for name in ours if "yamlfile" in name or "plan.plan" in name}
