"""Trees of shipped files are kept beside them: the same as read anew, never of other bytes, never a reason to fail."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from recoveryplan import resources
from recoveryplan.yamlfile import kept, quick

NAME, DATA, OTHER = "a/b.yaml", b"a: [1, x]\nb: {c: null}\n", b"a: [2, y]\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(resources, "content_folder", lambda: str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").iterdir())


def test_the_second_time_the_yaml_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept.tree(DATA, NAME)
    assert first == quick.tree(DATA, NAME)
    monkeypatch.setattr(quick, "tree", lambda *_: pytest.fail("read again"))
    assert kept.tree(DATA, NAME) == first
    assert len(_files(folder)) == 1


def test_other_bytes_of_the_same_name_are_read(folder: Path) -> None:
    kept.tree(DATA, NAME)
    assert kept.tree(OTHER, NAME) == quick.tree(OTHER, NAME)
    assert kept.tree(DATA, NAME) == quick.tree(DATA, NAME)


def test_a_broken_file_is_made_anew(folder: Path) -> None:
    kept.tree(DATA, NAME)
    (path,) = _files(folder)
    whole = path.read_bytes()
    for at in range(len(whole)):
        for broken in (whole[:at], whole[:at] + bytes(len(whole) - at)):
            path.write_bytes(broken)
            assert kept.tree(DATA, NAME) == quick.tree(DATA, NAME)


def test_where_nothing_can_be_kept_it_is_read_all_the_same(folder: Path) -> None:
    (folder / "__pycache__").write_text("a file where the folder should be", encoding="utf-8")
    assert kept.tree(DATA, NAME) == quick.tree(DATA, NAME)


def test_python_that_keeps_nothing_compiled_keeps_nothing_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert kept.tree(DATA, NAME) == quick.tree(DATA, NAME)
    assert not (folder / "__pycache__").exists()


def test_an_empty_file_is_kept_as_empty(folder: Path) -> None:
    assert kept.tree(b"", NAME) is kept.tree(b"", NAME) is None
