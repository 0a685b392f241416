"""What is told when somebody, or some words, stay off printed pages: each reason in its own line, without a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.running import Run
from recoveryplan import wording
from recoveryplan.wording import printing as words
from recoveryplan.workflows import printing
from worksheets import test_private_pages as private


@pytest.fixture(autouse=True, params=["1", "2"])
def _jobs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(printing.JOBS, request.param)


def told(run: Run, tmp_path: Path, *plans: str) -> str:
    folder = tmp_path / "plans"
    folder.mkdir()
    for number, plan in enumerate(plans):
        (folder / f"{number}.yaml").write_text(private.HEAD + plan, "utf-8")
    result = run("worksheet", "all", "--plan", str(folder), "--format", "md", "-o", str(tmp_path / "out"))
    assert result.code == 0
    assert not any(name in result.all for name in ("Rob", "Rick", "Jo", "Beer", "Kalimba"))
    return " ".join(result.err.split())


def test_family_that_is_private_is_told_of(run: Run, tmp_path: Path) -> None:
    assert told(run, tmp_path, private.PRIVATE.replace("FAMILY", "private")) == words.OTHERS_FAMILY_OFF


def test_people_kept_away_from_are_told_of(run: Run, tmp_path: Path) -> None:
    assert told(run, tmp_path, private.AWAY) == f"{words.OTHERS_AWAY_OFF} {words.away_seen_by_others(3)}"


def test_lines_and_names_are_counted_once_a_plan(run: Run, tmp_path: Path) -> None:
    said = told(run, tmp_path, private.TELLING, private.TELLING)
    assert said == f"{words.seen_by_others(2)} {words.cut_short(8)}"


def test_ones_own_plan_names_the_command_that_shows_all(home: Path, run: Run) -> None:
    home.mkdir()
    (home / "plan.yaml").write_text(private.HEAD + private.PRIVATE.replace("FAMILY", "private"), "utf-8")
    assert " ".join(run("worksheet").err.split()) == words.FAMILY_OFF
    assert wording.LEFT_OFF_PAPER not in words.FAMILY_OFF
