"""Bytes on a disk: whole or not at all, private, never through a planted link, in kind words."""

from __future__ import annotations

import errno
import os
import resource
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from recoveryplan.errors import CannotNow, ContentProblem
from recoveryplan.storage import drafts, files, store
from recoveryplan.storage.folder import Home
from storage.homes import DAY, as_ordinary_person, every_file, in_child, plan_bytes, read, save, with_versions, write


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o177, 0o277, 0o777])
def test_everything_is_private_under_any_umask(mask: int) -> None:
    def work(folder: str) -> None:
        os.umask(mask)
        home = Home(os.path.join(folder, "deep", "er", "home"))
        save(home, 1)
        stored = store.read(home)
        assert stored
        record = (store.record_name(DAY, "review"), b'{"version": 2}')
        data = plan_bytes(2)
        store.commit(home, base_digest=stored.digest, data=data, version=2, reason="x", day=DAY, records=[record])
        store.write_card(home, "card")
        draft = drafts.Draft.open_or_start(home, "new", {"base_version": 2})
        draft.append({"a": "b"})
        draft.finish()
        drafts.Draft.open_or_start(home, "new", {"base_version": 2}).close()
        assert _modes(os.path.join(folder, "deep")) == ({0o700}, {0o600}, 10)

    assert as_ordinary_person(work) == 0


def _modes(folder: str) -> tuple[set[int], set[int], int]:
    of_folders, of_files, count = set(), set(), 0
    for parent, _, names in os.walk(folder):
        of_folders.add(stat.S_IMODE(os.stat(parent).st_mode))
        of_files |= {stat.S_IMODE(os.stat(os.path.join(parent, name)).st_mode) for name in names}
        count += len(names)
    return of_folders, of_files, count


def test_a_home_of_ours_is_closed_to_others_and_a_shared_folder_is_left(tmp_path: Path) -> None:
    for name, extra, mode in (("ours", False, 0o700), ("shared", True, 0o755)):
        folder = tmp_path / name
        folder.mkdir(mode=0o755)
        folder.chmod(0o755)
        if extra:
            (folder / "photo.jpg").write_bytes(b"x")
        save(Home(str(folder)), 1)
        assert stat.S_IMODE(folder.stat().st_mode) == mode


def test_a_linked_plan_stays_a_link_and_its_target_is_replaced_whole(home: Home, tmp_path: Path) -> None:
    save(home, 1)
    elsewhere = tmp_path / "my cloud" / "plan of mine.yaml"
    elsewhere.parent.mkdir()
    os.replace(home.plan, elsewhere)
    os.symlink(elsewhere, home.plan)
    data = save(home, 2)
    assert os.path.islink(home.plan)
    assert elsewhere.read_bytes() == data
    assert os.listdir(elsewhere.parent) == ["plan of mine.yaml"]
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o600


def test_a_link_that_leads_nowhere_is_not_taken_for_no_plan(home: Home) -> None:
    home.prepare()
    os.symlink(home.join("gone", "plan.yaml"), home.plan)
    with pytest.raises(CannotNow, match="Is its disk connected"):
        store.read(home)


@pytest.fixture
def known_random(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "urandom", lambda count: b"\0" * count)


@pytest.mark.usefixtures("known_random")
def test_a_planted_temp_link_is_neither_followed_nor_removed(home: Home, tmp_path: Path) -> None:
    home.prepare()
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    os.symlink(victim, home.join(".rp-" + "00" * 8 + ".tmp"))
    with pytest.raises(CannotNow):
        files.write_whole(home.plan, b"mine")
    assert victim.read_bytes() == b"precious"
    assert os.listdir(home.path).count(".rp-" + "00" * 8 + ".tmp") == 1


def _start_a_draft(home: Home, base: int) -> None:
    drafts.Draft.open_or_start(home, "new", {"base_version": base})


@pytest.mark.parametrize("name", ["lock", "drafts/.new.lock", "drafts/new-0001.jsonl"])
def test_a_planted_link_where_a_lock_or_draft_belongs_is_refused(home: Home, tmp_path: Path, name: str) -> None:
    home.prepare()
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    os.symlink(victim, home.join(*name.split("/")))
    work = save if name == "lock" else _start_a_draft
    with pytest.raises(CannotNow):
        work(home, 1)
    assert victim.read_bytes() == b"precious"


@pytest.mark.parametrize("name", ["plan.yaml", "lock", "index", "history/0001.yaml"])
def test_a_folder_where_a_file_belongs(home: Home, name: str) -> None:
    home.prepare()
    os.mkdir(home.join(*name.split("/")))
    if name in {"index", "history/0001.yaml"}:
        save(home, 1)  # the one is only a cache, the other is set aside
        assert store.read(home)
        return
    with pytest.raises(CannotNow):
        save(home, 1)


def test_a_pipe_where_the_plan_belongs_does_not_hang(home: Home) -> None:
    home.prepare()
    os.mkfifo(home.plan)
    with pytest.raises(CannotNow):
        store.read(home)


def test_a_file_where_the_home_belongs(tmp_path: Path) -> None:
    (tmp_path / "home").write_bytes(b"a letter")
    home = Home(str(tmp_path / "home"))
    with pytest.raises(CannotNow, match="A file stands where a folder belongs"):
        store.read(home)
    with pytest.raises(CannotNow):
        save(home, 1)
    assert (tmp_path / "home").read_bytes() == b"a letter"


def test_a_file_too_big_for_a_plan_is_refused_unread(home: Home) -> None:
    home.prepare()
    with open(home.plan, "wb") as file:
        file.truncate(files.MOST + 1)
    with pytest.raises(ContentProblem, match="too big"):
        store.read(home)


def test_no_home_is_no_plan_and_reading_makes_none(home: Home) -> None:
    assert store.read(home) is None
    assert store.history(home) == []
    assert drafts.find(home, "new") is None
    assert not os.path.exists(home.path)


def _locked_out(mode: int) -> Callable[[str], None]:
    def work(folder: str) -> None:
        home = Home(os.path.join(folder, "home"))
        with_versions(home, 2)
        before = every_file(home.path)
        os.chmod(home.path, mode)
        try:
            if mode:
                stored = store.read(home)
                assert stored
                assert stored.state == "fresh"
                os.chmod(home.index, 0)  # not even the cache
                assert store.read(home)
                os.chmod(home.index, 0o600)
            with pytest.raises(CannotNow, match="permission"):
                save(home, 3)
        finally:
            os.chmod(home.path, 0o700)
        os.chmod(home.path, 0o700)
        after = every_file(home.path)
        assert {name: after[name] for name in before} == before

    return work


def test_no_permission_on_the_home() -> None:
    assert as_ordinary_person(_locked_out(0o000)) == 0


def _read_only_history(folder: str) -> None:
    home = Home(os.path.join(folder, "home"))
    old = with_versions(home, 1)[0]
    stored = store.read(home)
    assert stored
    real = os.open

    def read_only(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, "secret words")
        return real(path, flags, mode)

    os.open = read_only  # type: ignore[assignment]
    assert store.read(home)
    with pytest.raises(CannotNow, match="can only be read") as told:
        store.commit(home, base_digest=stored.digest, data=plan_bytes(2), version=2, reason="x", day=DAY)
    assert "secret" not in str(told.value)
    assert read(home.plan) == old


def test_a_home_on_a_read_only_disk_is_read_and_never_half_written() -> None:
    assert as_ordinary_person(_read_only_history) == 0


def test_without_permission_in_the_folder_above(tmp_path: Path) -> None:
    def work(folder: str) -> None:
        os.chmod(folder, 0o500)
        with pytest.raises(CannotNow, match="permission"):
            save(Home(os.path.join(folder, "new", "home")), 1)

    assert as_ordinary_person(work) == 0


def _fill_up(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    """A disk that takes ``room`` bytes more, the last ones as a short write without any error."""
    real = os.write
    left = [room]

    def write_some(handle: int, data: memoryview) -> int:
        if left[0] <= 0:
            raise OSError(errno.ENOSPC, "my private answer")
        count = real(handle, data[: left[0]])
        left[0] -= count
        return count

    monkeypatch.setattr(os, "write", write_some)


def test_a_disk_that_fills_up_at_any_byte_never_hurts_the_good_copy(home: Home) -> None:
    old = save(home, 1)
    size = len(plan_bytes(2))
    for room in range(0, 2 * size, 7):
        stored = store.read(home)
        assert stored
        with pytest.MonkeyPatch.context() as patch:
            _fill_up(patch, room)
            with pytest.raises(CannotNow, match="The disk is full") as told:
                store.commit(home, base_digest=stored.digest, data=plan_bytes(2), version=2, reason="x", day=DAY)
        assert "private" not in str(told.value)
        assert "Your plan is as it was" in told.value.lines[-1]
        assert read(home.plan) == old
        assert [entry.number for entry in store.history(home)] == [1]
        assert not [name for name in every_file(home.path) if ".rp-" in name]
    new = save(home, 2)
    assert read(home.plan) == read(home.version_file(2)) == new


def test_a_full_disk_after_the_version_file_keeps_the_text_without_more_room(home: Home) -> None:
    save(home, 1)
    stored = store.read(home)
    assert stored
    data = plan_bytes(2)
    with pytest.MonkeyPatch.context() as patch:
        _fill_up(patch, len(data) + 3)
        with pytest.raises(CannotNow) as told:
            store.commit(home, base_digest=stored.digest, data=data, version=2, reason="x", day=DAY)
    path = told.value.lines[-1].partition("kept here: ")[2]
    assert read(path) == data
    assert os.path.dirname(path) == home.drafts


def test_the_kernel_itself_refuses_more_bytes(home: Home) -> None:
    old = save(home, 1)

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        save(home, 2, *[f"line{number}: words" for number in range(2000)])

    assert in_child(work) == 4
    assert read(home.plan) == old
    assert save(home, 2) == read(home.plan)


def test_a_swept_temp_file_is_written_once_more(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.prepare()
    real = os.replace
    calls: list[str] = []

    def swept_first(source: str, target: str) -> None:
        calls.append(source)
        if len(calls) == 1:
            os.unlink(source)
        real(source, target)

    monkeypatch.setattr(os, "replace", swept_first)
    files.write_whole(home.card, b"card")
    assert read(home.card) == b"card"


def test_a_temp_folder_on_another_disk_is_done_without(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.prepare()
    real = os.replace

    def one_disk(source: str, target: str) -> None:
        if os.path.dirname(source) != os.path.dirname(target):
            raise OSError(errno.EXDEV, "")
        real(source, target)

    monkeypatch.setattr(os, "replace", one_disk)
    files.write_whole(home.join("history", "x"), b"x", temps=home.path)
    assert every_file(home.path) == {"history/x": b"x"}


def test_stray_temps_are_swept_by_the_next_change_and_others_are_left(home: Home) -> None:
    save(home, 1)
    os.makedirs(home.worksheets)
    for folder in ("", "worksheets"):
        write(home.join(folder, ".rp-0123456789abcdef.tmp"), b"half a pl")
    write(home.join("notes.tmp"), b"the person's own")
    save(home, 2)
    left = [name for name in every_file(home.path) if name.endswith(".tmp")]
    assert left == ["notes.tmp"]


def test_copies_of_sync_programs_are_recognised(home: Home) -> None:
    save(home, 1)
    names = [
        "plan.sync-conflict-20261122-101500-ABCDEFG.yaml",
        "plan (Dana's conflicted copy 2026-11-22).yaml",
        "plan (1).yaml",
    ]
    for name in [*names, "plan-ideas.yaml", "planets.txt"]:
        write(home.join(name), b"x")
    assert home.conflict_copies() == sorted(names)


def test_words_about_a_path_hold_no_control_characters(tmp_path: Path) -> None:
    (tmp_path / "bad\x1b[31mname").write_bytes(b"")
    with pytest.raises(CannotNow) as told:
        store.read(Home(str(tmp_path / "bad\x1b[31mname")))
    assert "\x1b" not in str(told.value)
