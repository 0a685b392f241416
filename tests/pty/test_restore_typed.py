"""`restore` in a real terminal: Enter alone changes nothing, yes makes one version, leaving clears the screen."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from people import command, environment
from screens import Pty

from recoveryplan import wording
from recoveryplan.storage.folder import Home
from recoveryplan.wording import versions
from recoveryplan.workflows import keeping, reading

WAYS = ["", "--plain"]


@pytest.fixture
def plan(home: Path) -> Path:
    made = Home(str(home))
    first = {"motivations": [{"id": "m1", "text": "I want to [sleep] well"}]}
    keeping.save(made, None, first, "my first plan", datetime.date(2026, 8, 1))
    later = {"people": [{"id": "p1", "name": "Dana", "phone": "0170 555 01"}]}
    keeping.save(made, reading.plan(made), later, "another", datetime.date(2026, 10, 1))
    return home / "plan.yaml"


def started(plan: Path, how: str, columns: int = 80) -> Pty:
    words = ["restore", "1", *([how] if how else [])]
    return Pty(command(*words), columns=columns, rows=40, env=environment(str(plan.parent)))


def asked(pty: Pty, how: str) -> None:
    pty.wait_for(versions.RESTORE_ASK)

    def there() -> bool:
        after = pty.text().rpartition(versions.RESTORE_ASK)[2]
        return after.rstrip().endswith(":") if how else "Shift-Tab" in after

    pty.wait_until(there, "the question")


def kept(plan: Path) -> list[str]:
    return sorted(one.name for one in (plan.parent / "history").iterdir())


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("how", WAYS)
def test_enter_alone_changes_nothing(plan: Path, how: str, columns: int) -> None:
    before = plan.read_bytes()
    with started(plan, how, columns) as pty:
        asked(pty, how)
        assert pty.cut_words("Comes back: a reason: “I want to [sleep] well”. Goes: a person or group: “Dana”.") == []
        pty.press("enter")
        pty.wait_for(wording.NOTHING_CHANGED)
        assert pty.exit_code() == 0
    assert plan.read_bytes() == before
    assert kept(plan) == ["0001.yaml", "0002.yaml"]


@pytest.mark.parametrize("how", WAYS)
def test_yes_makes_one_version(plan: Path, how: str) -> None:
    with started(plan, how) as pty:
        asked(pty, how)
        pty.line("2")
        pty.wait_for("Saved. This is version 3 of your plan")
        assert pty.exit_code() == 0
    assert kept(plan) == ["0001.yaml", "0002.yaml", "0003.yaml"]
    assert "[sleep]" in plan.read_text("utf-8")


@pytest.mark.parametrize("how", WAYS)
def test_a_hurried_way_out_clears_the_screen(plan: Path, how: str) -> None:
    before = plan.read_bytes()
    with started(plan, how) as pty:
        asked(pty, how)
        if how:
            pty.line("leave")
        else:
            pty.press("ctrl-x")
        assert pty.exit_code() == 0
        assert pty.screen_lines() == [""] * 40
    assert plan.read_bytes() == before
    assert kept(plan) == ["0001.yaml", "0002.yaml"]
