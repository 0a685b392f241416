"""What every test of the whole program needs: a home of its own, and a way to run a command."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser.told import pytest_terminal_summary  # noqa: F401 - says what was not looked at
from commands.running import Run, run_here


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder that the program is told of."""
    folder = tmp_path / "home"
    monkeypatch.setenv("RECOVERYPLAN_HOME", str(folder))
    monkeypatch.delenv("RECOVERYPLAN_TODAY", raising=False)
    return folder


@pytest.fixture
def run(home: Path) -> Run:
    """Run the program inside this process: ``run("show", "goals")``."""
    return run_here
