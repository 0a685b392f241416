"""Removing everything: what is ours goes, what is not stays and is named, links are not followed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from recoveryplan.errors import CannotNow
from recoveryplan.storage import locks, store
from recoveryplan.storage.drafts import Draft
from recoveryplan.storage.folder import Home
from storage.homes import every_file, save, with_versions, write


def _full_home(home: Home) -> None:
    with_versions(home, 2)
    store.write_card(home, "card")
    for kind in ("new", "edit"):
        with Draft.open_or_start(home, kind, {"base_version": 2}) as draft:
            draft.append({"n": 1})
            if kind == "edit":
                draft.finish()
    assert store.keep_text(home, 3, b"text")
    made = {
        "shared.yaml", "checkins/2026-11/22-0123abcd.json", "records/2026-11/22-review-0123abcd.json",
        "worksheets/plan.html", "worksheets/wallet-card.pdf", ".rp-0123456789abcdef.tmp", "history/10000.yaml",
    }  # fmt: skip
    for name in made:
        path = home.join(*name.split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        write(path, b"x")


def test_a_home_with_only_our_files_is_gone_wholly(home: Home) -> None:
    _full_home(home)
    count = len(every_file(home.path))
    found = store.survey(home)
    assert found.others == []
    done = store.delete_all(home)
    assert len(done.ours) == len(found.ours) == count
    assert done.others == []
    assert not os.path.exists(home.path)
    assert os.path.isdir(os.path.dirname(home.path))


def test_other_files_stay_and_are_named(home: Home) -> None:
    _full_home(home)
    mine = {
        "letter.txt", "history/notes.md", "history/1.yaml", "worksheets/photo.jpg", "worksheets/sub/plan.html",
        "checkins/2026-11/diary.json", "my folder/plan.yaml", "plan.sync-conflict-20261122-1-A.yaml", "drafts/index",
    }  # fmt: skip
    for name in mine:
        os.makedirs(os.path.dirname(home.join(name)), exist_ok=True)
        write(home.join(name), b"mine")
    done = store.delete_all(home)
    assert every_file(home.path) == dict.fromkeys(mine, b"mine")
    assert sorted(done.others) == sorted(home.join(name) for name in mine)


def test_links_are_removed_and_never_followed(home: Home, tmp_path: Path) -> None:
    save(home, 1)
    outside = tmp_path / "outside"
    (outside / "2026-11").mkdir(parents=True)
    (outside / "2026-11" / "22-review-0123abcd.json").write_bytes(b"x")
    (outside / "plan.yaml").write_bytes(b"my plan")
    os.unlink(home.plan)
    os.symlink(outside / "plan.yaml", home.plan)
    os.symlink(outside, home.records)
    before = every_file(str(outside))
    done = store.delete_all(home)
    assert every_file(str(outside)) == before
    assert not os.path.lexists(home.plan)
    assert str(outside / "plan.yaml") in done.others
    assert home.records in done.others


def test_nothing_to_remove(home: Home) -> None:
    done = store.delete_all(home)
    assert (done.ours, done.others) == ([], [])
    assert not os.path.exists(home.path)


def test_nothing_is_removed_while_another_run_saves(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    save(home, 1)
    stored = store.read(home)
    assert stored
    monkeypatch.setattr(locks.Lock.take, "__defaults__", (0.05,))
    with store.Session(home, stored.digest), pytest.raises(CannotNow):
        store.delete_all(home)
    assert os.path.exists(home.plan)
