from __future__ import annotations

import os
from pathlib import Path

import pytest

from recoveryplan.storage.folder import Home


@pytest.fixture(autouse=True)
def _fast_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    # What must be synced, and when, is tested in tests/faults with a disk that loses what was not.
    monkeypatch.setattr(os, "fsync", lambda handle: None)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-23")
    return Home(str(tmp_path / "my home"))
