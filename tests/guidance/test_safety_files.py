"""A slip in the safety rules or the help lines is told with its line, and never costs a person a number."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from commands.running import Run
from recoveryplan import resources
from recoveryplan.workflows import knowledge

CONTENT = Path(resources.content_folder())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content that the program reads."""
    copy = tmp_path / "content"
    shutil.copytree(CONTENT, copy)
    monkeypatch.setattr(resources, "content_folder", lambda: str(copy))
    monkeypatch.setattr(knowledge, "_kept", {})
    return copy


def test_what_ships_has_no_fault() -> None:
    knowledge.check_safety()


SLIPS = [
    ("safety.yaml", "level: firm", "level: frim", "level is not one there is"),
    ("safety.yaml", "motivations.text: self_harm", "motivations.text: self_ham", "words.yaml has no such list"),
    ("safety.yaml", "motivations.text: self_harm", "motivations.txt: self_harm", "the plan has no such path"),
    ("safety.yaml", "      is:\n", "      iz:\n", "a condition is one of"),
    ("safety.yaml", "  - crisis\n", "  - crysis\n", "this value can not stand there"),
    ("safety.yaml", "    text: >-", "    txt: >-", "txt is no key here"),
    ("lines.yaml", "kind: crisis", "kind: crysis", "kind is not one there is"),
    ("lines.yaml", "voice:", "vioce:", "vioce is no key here"),
    ("lines.yaml", "place: US", "place: UX", "place is not one there is"),
    ("lines.yaml", 'emergency: "911"', 'emergncy: "911"', "emergency is missing here"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "told"), SLIPS)
def test_a_slip_is_told_with_its_line(file: str, old: str, new: str, told: str, folder: Path, run: Run) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    line = text[: text.index(old)].count("\n") + 1
    done = run("new", "--answers", "-", typed="answers_for: new\nname: Jo\n")
    words = " ".join(done.err.split())
    assert done.code == 3
    assert told in words
    numbers = [int(found) for found in re.findall(r"line (\d+)", words)]
    assert any(abs(number - line) <= 3 for number in numbers), (line, words)


@pytest.mark.parametrize("command", [("now",), ("lines", "--country", "US")])
def test_whoever_needs_a_number_gets_one_all_the_same(command: tuple[str, ...], folder: Path, run: Run) -> None:
    text = (folder / "lines.yaml").read_text("utf-8")
    (folder / "lines.yaml").write_text(text.replace("vioce:", "voice:").replace("hours:", "huors:", 1), "utf-8")
    done = run(*command)
    assert done.code == 0
    assert "911" in done.out
