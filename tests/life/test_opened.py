"""After ten years a command opens no more files than it needs: 1,000 versions and 3,650 check-ins, or 10 and 30.

`show`, `review --due` and `progress` are looked at in tests/commands/test_progress.py; here are all the others.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from living.life_data import UNTIL, Life
from test_startup import Start

ONE_MONTH = 40
"""Files that one month of check-ins may have: two on some days."""


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same person after ten years and after some weeks; these tests only read."""
    made = {name: tmp_path_factory.mktemp(name) / "home" for name in ("large", "small")}
    Life(5).plant(made["large"], checkins=3650, versions=1000)
    Life(5).plant(made["small"], checkins=30, versions=10)
    return made


def opened(home: Path, *args: str) -> Counter[str]:
    """How many files of each part of the home a command opens, with its caches as they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECOVERYPLAN_HOME", str(home))
        patch.setenv("RECOVERYPLAN_TODAY", UNTIL.isoformat())
        start = Start(*args)
    assert start.told, "nothing was told: the command did not get there"
    inside = [os.path.relpath(path, home) for path in start.opened if path.startswith(f"{home}{os.sep}")]
    return Counter(path.partition(os.sep)[0] for path in inside)


OF_THE_PLAN = (
    ("show",), ("show", "goals"), ("show", "--json"), ("review", "--due"), ("now",), ("check",), ("lines",),
    ("paths",), ("suggest", "--json"), ("worksheet",), ("export", "ics"),
)  # fmt: skip


@pytest.mark.parametrize("args", OF_THE_PLAN, ids=" ".join)
def test_what_looks_at_the_plan_alone_opens_the_same(homes: dict[str, Path], args: tuple[str, ...]) -> None:
    opened(homes["large"], *args), opened(homes["small"], *args)  # the card of `now` is made once
    large = opened(homes["large"], *args)
    assert large == opened(homes["small"], *args)
    assert (large["history"], large["checkins"], large["records"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("args", "versions", "checkins", "records"),
    [
        (("history",), 13, 0, 0),
        (("diff",), 2, 0, 3),
        (("diff", "500", "501"), 2, 0, 3),
        (("show", "--at", "500"), 1, 0, 0),
        (("show", "goals", "--at", "500"), 1, 0, 0),
        (("checkin", "--list"), 0, 31 + 2 * ONE_MONTH, 0),
        (("checkin", "--list", "--json"), 0, 31 + 2 * ONE_MONTH, 0),
        (("progress",), 0, 7 * ONE_MONTH, 7),
        (("show", "visit"), 13, 7 * ONE_MONTH, 14),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_what_looks_back_opens_what_it_shows(
    homes: dict[str, Path], args: tuple[str, ...], versions: int, checkins: int, records: int
) -> None:
    found = opened(homes["large"], *args)
    assert found["history"] <= versions
    assert found["checkins"] <= checkins
    assert found["records"] <= records
    assert sum(found.values()) > 1


def test_all_of_it_is_opened_where_all_is_asked_for(homes: dict[str, Path]) -> None:
    """The count sees every file: without this the tests above could pass for want of looking."""
    assert opened(homes["large"], "history", "--all")["history"] == 1000
    assert opened(homes["large"], "checkin", "--list", "--all")["checkins"] == 3650
    assert opened(homes["large"], "progress", "--all")["checkins"] == 3650
