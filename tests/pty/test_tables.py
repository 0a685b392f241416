"""`history` in a wide terminal is a table, drawn by rich; in a narrow one, and in plain mode, it is lines."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from screens import Pty

import recoveryplan

SOURCE = str(Path(recoveryplan.__file__).parent.parent)
REASON = "[sponsor] said :skull: so [/daily] " + "and more " * 12


def shown(home: Path, columns: int, *options: str) -> list[str]:
    command = [sys.executable, "-m", "recoveryplan", "history", *options]
    with Pty(command, columns=columns, env={"RECOVERYPLAN_HOME": str(home), "PYTHONPATH": SOURCE}) as terminal:
        assert terminal.exit_code() == 0
        return [line.rstrip() for line in terminal.screen_lines() if line.strip()]


@pytest.fixture
def two_versions(tmp_path: Path) -> Path:
    from recoveryplan import clock
    from recoveryplan.storage.folder import Home
    from recoveryplan.workflows import keeping, reading

    home = Home(str(tmp_path / "home"))
    keeping.save(home, None, {"motivations": [{"id": "m1", "text": "sleep"}]}, "my first plan", clock.today())
    before = reading.needed(home)
    keeping.save(home, before, before.tree, REASON, clock.today())
    return tmp_path / "home"


def test_a_wide_terminal_gets_a_table_with_every_word(two_versions: Path) -> None:
    lines = shown(two_versions, 80, "--all")
    assert lines[0].split() == ["Version", "Day", "Why", "What", "changed"]
    assert "[sponsor] said :skull: so [/daily]" in " ".join(lines)
    assert " ".join(" ".join(lines).split()).count("and more") == 12


@pytest.mark.parametrize(("columns", "options"), [(40, ("--all",)), (80, ("--all", "--plain"))])
def test_narrow_and_plain_get_lines(two_versions: Path, columns: int, options: tuple[str, ...]) -> None:
    lines = shown(two_versions, columns, *options)
    assert lines[0].startswith("Version 1, ")
    assert " ".join(" ".join(lines).split()).count("and more") == 12
