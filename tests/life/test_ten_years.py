"""Ten years of made-up life, day by day, through the whole program: nothing breaks, and nothing of before ever moves.

``RECOVERYPLAN_LIFE`` makes it bigger: ``5/1.0`` lives five lives with a check-in on most days.
"""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from life.lived import Lived

BEGIN, END = datetime.date(2026, 11, 22), datetime.date(2036, 11, 22)
SEEDS, _, DENSITY = os.environ.get("RECOVERYPLAN_LIFE", "1/0.04").partition("/")


@pytest.fixture(autouse=True)
def _own_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    zone = os.environ.get("TZ")
    yield
    os.environ.pop("TZ", None)
    if zone is not None:
        os.environ["TZ"] = zone
    time.tzset()


@pytest.mark.parametrize("seed", range(1, int(SEEDS) + 1))
def test_ten_years(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    life = Lived(tmp_path, seed, float(DENSITY), monkeypatch)
    life.begin(BEGIN)
    life.go_on(END)
    assert life.witness.troubles == []
    life.looks_at_everything(versions=12)
    print(life.done, len(life.witness.versions), "versions", len(life.witness.kept), "records and check-ins")
    assert life.witness.troubles == []
    assert life.day == END
