"""`progress` in terminals of 40, 80 and 120 columns: a table where it fits, and no line too long."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from screens import Pty

import recoveryplan
from living.life_data import Life

SOURCE = str(Path(recoveryplan.__file__).parent.parent)
HEADINGS = ["Month", "Mood", "Sleep", "Craving", "Connection", "Hope", "Back", "pain"]


def shown(home: Path, columns: int, *options: str) -> list[str]:
    env = {"RECOVERYPLAN_HOME": str(home), "PYTHONPATH": SOURCE, "RECOVERYPLAN_TODAY": "2026-11-22"}
    command = [sys.executable, "-m", "recoveryplan", "progress", *options]
    with Pty(command, columns=columns, rows=150, env=env) as terminal:
        assert terminal.exit_code() == 0
        return [line.rstrip() for line in terminal.screen_lines() if line.strip()]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("life") / "home"
    Life(5).plant(home, checkins=150, versions=9)
    return home


@pytest.mark.parametrize("columns", [80, 120])
def test_a_wide_terminal_gets_a_table(lived: Path, columns: int) -> None:
    lines = shown(lived, columns)
    assert HEADINGS in [line.split() for line in lines]
    assert any(line.startswith("Nov 2026") for line in lines)


@pytest.mark.parametrize(("columns", "options"), [(40, ()), (40, ("--plain",)), (80, ("--plain",))])
def test_narrow_and_plain_get_lines(lived: Path, columns: int, options: tuple[str, ...]) -> None:
    lines = shown(lived, columns, *options)
    assert HEADINGS not in [line.split() for line in lines]
    assert any(line.strip().startswith("- Nov 2026: Mood ") for line in lines)


def test_a_row_of_signs_is_never_broken_over_two_lines(lived: Path) -> None:
    for columns in (40, 80, 120):
        rows = [line.strip() for line in shown(lived, columns, "--all") if set(line.strip()) <= set("▁▂▃▄▅▆▇█·")]
        assert len(rows) == 6
        assert len({len(row) for row in rows}) == 1
