"""Drafts: an accepted answer is on the disk, whatever happens next."""

from __future__ import annotations

import errno
import os
import random
import signal
from typing import Any

import pytest

from recoveryplan.errors import CannotNow
from recoveryplan.storage import drafts, store
from recoveryplan.storage.drafts import Draft
from recoveryplan.storage.folder import Home
from storage.homes import DAY, in_child, plan_bytes, read, save, write

HEAD: dict[str, Any] = {"base_version": 0, "base_digest": None, "questionnaire": 1, "started": "2026-11-22"}


def _start(home: Home, base: int = 0, kind: str = "new") -> Draft:
    return Draft.open_or_start(home, kind, {**HEAD, "base_version": base}, wait=0.05)


def _path(home: Home) -> str:
    return home.join("drafts", "new-0000.jsonl")


def _kept(home: Home) -> list[str]:
    return sorted(os.listdir(home.kept)) if os.path.isdir(home.kept) else []


def test_what_was_accepted_is_there_after_reopening(home: Home) -> None:
    odd = {"id": "why", "value": ["a\nb", "x" * 50_000, "\udc80", "\U0001f600", "'\"\\", None, 7, {"b": []}]}
    with _start(home) as draft:
        assert not draft.resumed
        draft.append(odd)
    with _start(home) as draft:
        assert draft.resumed
        draft.append({"id": "next"})
        assert draft.events() == [odd, {"id": "next"}]
        assert draft.head["questionnaire"] == 1
    waiting = drafts.find(home, "new")
    assert waiting
    assert waiting.events == [odd, {"id": "next"}]
    assert (waiting.kind, waiting.base_version, waiting.head["base_digest"]) == ("new", 0, None)


def test_each_event_is_one_synced_line(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = _start(home)
    calls: list[str] = []
    write_, sync = os.write, os.fsync
    monkeypatch.setattr(os, "write", lambda fd, data: calls.append("write") or write_(fd, data))
    monkeypatch.setattr(os, "fsync", lambda fd: calls.append("fsync") or sync(fd))
    draft.append({"id": "why", "value": "two\nlines"})
    assert calls == ["write", "fsync"]
    assert read(_path(home)).count(b"\n") == 2
    draft.close()


@pytest.mark.parametrize("cut", range(1, 40))
def test_a_last_line_cut_off_anywhere_is_dropped_and_no_other(home: Home, cut: int) -> None:
    with _start(home) as draft:
        draft.append({"n": 1})
        before = len(read(_path(home)))
        draft.append({"n": 2, "value": "a longer answer, with words"})
    data = read(_path(home))
    write(_path(home), data[: before + cut])
    with _start(home) as draft:
        assert draft.events()[:1] == [{"n": 1}]
        assert draft.bad_lines == ()
        draft.append({"n": 3})
        assert draft.events()[-1] == {"n": 3}
        wanted = draft.events()
    assert drafts.Lines(read(_path(home))).events == wanted
    assert drafts.Lines(read(_path(home))).bad_lines == []


def test_a_line_without_its_end_counts_when_it_is_whole(home: Home) -> None:
    with _start(home) as draft:
        draft.append({"n": 1})
    write(_path(home), read(_path(home))[:-1])
    with _start(home) as draft:
        draft.append({"n": 2})
    assert drafts.Lines(read(_path(home))).events == [{"n": 1}, {"n": 2}]


def test_bad_lines_are_told_and_stay_in_the_file(home: Home) -> None:
    with _start(home) as draft:
        draft.append({"n": 1})
    write(_path(home), read(_path(home)) + b'{"n": \xff\n[1]\n\n{"n": 2}\n' + b"[" * 100_000 + b"\n")
    with _start(home) as draft:
        assert draft.events() == [{"n": 1}, {"n": 2}]
        assert draft.bad_lines == (3, 4, 7)
    assert b'{"n": \xff\n' in read(_path(home))


@pytest.mark.parametrize("damage", [b"", b"{", b'{"dra\n'])
def test_a_draft_without_its_head_keeps_its_answers(home: Home, damage: bytes) -> None:
    home.prepare()
    rest = b'{"n": 1}\n' if damage.endswith(b"\n") else b""
    write(_path(home), damage + rest)
    waiting = drafts.find(home, "new")
    assert waiting
    assert waiting.base_version == 0
    with _start(home) as draft:
        assert draft.events() == ([{"n": 1}] if rest else [])
        draft.append({"n": 2})
    lines = drafts.Lines(read(_path(home)))
    assert lines.head
    assert lines.events[-1] == {"n": 2}


def test_a_full_disk_leaves_no_half_line_and_the_next_answer_is_fine(home: Home) -> None:
    real = os.write
    with _start(home) as draft:
        draft.append({"n": 1})
        before = read(_path(home))
        with pytest.MonkeyPatch.context() as patch:
            done: list[int] = []

            def half(handle: int, data: memoryview) -> int:
                if done:
                    raise OSError(errno.ENOSPC, "the answer")
                done.append(1)
                return real(handle, data[:5])

            patch.setattr(os, "write", half)
            with pytest.raises(CannotNow, match="disk is full") as told:
                draft.append({"n": 2})
        assert "the answer" not in str(told.value)
        assert read(_path(home)) == before
        draft.append({"n": 3})
        assert draft.events() == [{"n": 1}, {"n": 3}]
    assert drafts.Lines(read(_path(home))).events == [{"n": 1}, {"n": 3}]


def test_an_interruption_in_the_middle_of_a_line(home: Home) -> None:
    real = os.write

    def interrupted(handle: int, data: memoryview) -> int:
        real(handle, data[:3])
        raise KeyboardInterrupt

    with _start(home) as draft:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "write", interrupted)
            with pytest.raises(KeyboardInterrupt):
                draft.append({"n": 1})
        draft.append({"n": 2})
    assert drafts.Lines(read(_path(home))).events == [{"n": 2}]


def test_a_second_window_is_told(home: Home) -> None:
    with _start(home):
        assert in_child(lambda: _start(home).close()) == 4
        _start(home, kind="edit").close()
    assert in_child(lambda: _start(home).close()) == 0


def test_a_draft_is_put_away_when_done_and_never_deleted(home: Home) -> None:
    for number in (1, 2):
        with _start(home) as draft:
            draft.append({"n": number})
            draft.finish()
    with _start(home) as draft:
        draft.append({"n": 3})
        draft.set_aside()
    assert drafts.find(home, "new") is None
    assert _kept(home) == ["new-0000-aside-1.jsonl", "new-0000-done-1.jsonl", "new-0000-done-2.jsonl"]
    assert b'{"n":2}' in read(os.path.join(home.kept, "new-0000-done-2.jsonl"))
    with _start(home) as draft:
        assert draft.events() == []


def test_a_draft_that_was_taken_away_needs_no_putting_away(home: Home) -> None:
    with _start(home) as draft:
        draft.append({"n": 1})
        os.unlink(draft.path)
        draft.finish()
    assert drafts.find(home, "new") is None


def test_the_draft_of_the_newest_base_is_found_and_an_older_one_can_be_resumed(home: Home) -> None:
    for base in (1, 3):
        with _start(home, base) as draft:
            draft.append({"base": base})
    _start(home, 9, kind="edit").close()
    waiting = drafts.find(home, "new")
    assert waiting
    assert waiting.base_version == 3
    with Draft.resume(home, waiting) as draft:
        draft.append({"more": 1})
        assert draft.head["base_version"] == 3
        draft.finish()
    waiting = drafts.find(home, "new")
    assert waiting
    assert waiting.base_version == 1


def test_a_saved_draft_is_not_offered_again_after_a_kill(home: Home) -> None:
    data = plan_bytes(1)
    with _start(home) as draft:
        draft.append({"n": 1})
        draft.about_to_save(1, store.digest(data))
        waiting = drafts.find(home, "new")
        assert waiting  # nothing is saved yet
        assert waiting.events == [{"n": 1}]
        store.commit(home, base_digest=None, data=data, version=1, reason="x", day=DAY)
    assert drafts.find(home, "new") is None
    with _start(home) as draft:
        assert draft.events() == []
    assert _kept(home) == ["new-0000-done-1.jsonl"]


@pytest.mark.parametrize("replaced", [False, True])
def test_a_draft_taken_away_underneath_is_written_again(home: Home, replaced: bool) -> None:
    with _start(home) as draft:
        draft.append({"n": 1})
        os.unlink(_path(home))
        if replaced:
            write(_path(home), b"from a sync program\n")
        draft.append({"n": 2})
    assert drafts.Lines(read(_path(home))).events == [{"n": 1}, {"n": 2}]
    assert len(_kept(home)) == replaced


@pytest.mark.parametrize("seed", range(12))
def test_a_killed_process_loses_no_accepted_answer(home: Home, seed: int) -> None:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        draft = _start(home)
        for number in range(100_000):
            draft.append({"n": number, "value": "x" * (number % 700)})
            os.write(writer, b"%d\n" % number)
        os._exit(0)
    os.close(writer)
    accepted = b""
    wanted = random.Random(seed).randrange(1, 400)
    while accepted.count(b"\n") < wanted:
        accepted += os.read(reader, 64)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while rest := os.read(reader, 65536):
        accepted += rest
    os.close(reader)
    count = accepted.count(b"\n")
    with _start(home) as draft:
        numbers = [event["n"] for event in draft.events()]
        assert draft.bad_lines == ()
    assert numbers[:count] == list(range(count))
    assert len(numbers) <= count + 1


def test_a_draft_knows_nothing_of_a_plan(home: Home) -> None:
    save(home, 1)
    before = read(home.plan)
    with _start(home, 1) as draft:
        draft.append({"n": 1})
    assert read(home.plan) == before
