"""Compiled templates are kept beside them: quicker, never stale, and never a reason to fail."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from recoveryplan import resources
from recoveryplan.worksheets import drawn


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "page.j2").write_text("Hello {{ name }}.", encoding="utf-8")
    monkeypatch.setattr(resources, "templates_folder", lambda: str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "html"


def _said(name: str = "Jo") -> str:
    return drawn.environment("html", autoescape=True).get_template("page.j2").render(name=name)


def _kept(folder: Path) -> list[Path]:
    return list((folder / "__pycache__").glob("*.jinjac"))


def test_the_second_time_nothing_is_compiled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _said() == "Hello Jo."
    assert len(_kept(folder)) == 1
    monkeypatch.setattr("jinja2.environment.Environment._compile", lambda *_: pytest.fail("compiled again"))
    assert _said("<Sam>") == "Hello &lt;Sam&gt;."


def test_a_changed_template_is_compiled_anew(folder: Path) -> None:
    _said()
    (folder / "page.j2").write_text("Welcome {{ name }}.", encoding="utf-8")
    assert _said() == "Welcome Jo."


@pytest.mark.parametrize("rubbish", [b"", b"x", b"j2" + bytes(40), os.urandom(300)])
def test_a_broken_one_is_made_anew(folder: Path, rubbish: bytes) -> None:
    _said()
    (kept,) = _kept(folder)
    kept.write_bytes(rubbish)
    assert _said() == "Hello Jo."
    assert kept.read_bytes() != rubbish


@pytest.mark.parametrize("at", range(1, 120, 7))
@pytest.mark.parametrize("rest", [b"", bytes(200)], ids=["cut", "zeros"])
def test_one_that_lost_its_end_is_made_anew(folder: Path, at: int, rest: bytes) -> None:
    _said()
    (kept,) = _kept(folder)
    kept.write_bytes(kept.read_bytes()[:at] + rest)
    assert _said() == "Hello Jo."
    assert _said("Sam") == "Hello Sam."


def test_one_that_was_compiled_another_way_is_not_used(folder: Path) -> None:
    (folder / "page.j2").write_text("{{ name }}", encoding="utf-8")
    assert _said("<b>") == "&lt;b&gt;"
    raw = drawn.environment("html", autoescape=False).get_template("page.j2").render(name="<b>")
    assert raw == "<b>"
    assert _said("<b>") == "&lt;b&gt;"
    assert len(_kept(folder)) == 2


def test_where_nothing_can_be_kept_the_page_is_drawn_all_the_same(folder: Path) -> None:
    (folder / "__pycache__").write_text("a file where the folder should be", encoding="utf-8")
    assert _said() == "Hello Jo."


def test_python_that_keeps_nothing_compiled_keeps_nothing_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert _said() == "Hello Jo."
    assert not (folder / "__pycache__").exists()


def test_nothing_half_written_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert _said() == "Hello Jo."
    assert list((folder / "__pycache__").iterdir()) == []
    shutil.rmtree(folder / "__pycache__")
