from __future__ import annotations

from pathlib import Path

import pytest

from recoveryplan.storage.folder import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-23")
    return Home(str(tmp_path / "my home"))
