"""A look at a setback that is killed at any write: the old plan and every answer, or the new one and its record."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from commands.test_setback import ALL, PLAN
from faults.test_commit_kills import KILLED, Killer
from recoveryplan.commands import setback
from recoveryplan.commands.settings import Settings
from recoveryplan.storage import drafts, records, store
from recoveryplan.storage.folder import Home
from recoveryplan.terminal import choose
from recoveryplan.workflows import keeping
from storage.homes import in_child
from workflows.scripted import Scripted

SAID = len(ALL) - 1
"""So many answers go to the draft: all but now or later."""


@pytest.fixture(autouse=True)
def _a_day_and_a_fast_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-22")
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    monkeypatch.setattr(Settings, "can_ask", lambda _: True)
    monkeypatch.setattr(Settings, "prompter", lambda _: Scripted(ALL))
    monkeypatch.setattr(choose, "leave_tidily", lambda: None)


def look(folder: Path, at: int = 0) -> None:
    """The whole of it by asking; killed at a system call."""
    if at:
        Killer(Home(str(folder)), at, power=True)
    setback.run(Settings(home=str(folder)))


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    return folder


def troubles(folder: Path) -> list[str]:
    home = Home(str(folder))
    stored = store.read(home)
    version = stored.version if stored else 0
    found = records.records(home, kind="setback", upto=version).items
    waiting = drafts.find(home, "setback")
    seen = []
    if version not in {1, 2} or (version == 2 and stored and stored.state != "fresh"):
        seen.append("the plan is neither the old nor the new one")
    if len(found) != version - 1:
        seen.append(f"{len(found)} records with version {version}")
    if version == 1 and (folder / "plan.yaml").read_text("utf-8") != PLAN:
        seen.append("the old plan has changed")
    if version == 2 and waiting is not None:
        seen.append("what is saved is offered again")
    return seen


def sweep(tmp_path: Path, most: int = 1000) -> tuple[int, list[str]]:
    """Kill at each call in turn; how many there are, and every trouble, or the first few (``most``)."""
    seen: list[str] = []
    look(fresh(tmp_path / "warm"))  # so that the killed runs have no imports to do
    for at in range(1, 2000):
        folder = fresh(tmp_path / "home")
        code = in_child(lambda: look(folder, at))  # noqa: B023 (run before the next turn)
        assert code in {0, KILLED}
        seen += [f"call {at}: {trouble}" for trouble in troubles(folder)]
        if code == 0 or len(seen) >= most:
            return at - 1, seen
        seen += [f"call {at}: {trouble}" for trouble in gone_on(folder)]
    raise AssertionError("it never came to its end")


def gone_on(folder: Path) -> list[str]:
    """After the kill it is gone on with: in the end there is one version more, with one record that has it all."""
    home = Home(str(folder))
    stored = store.read(home)
    if stored and stored.version == 2:
        return []
    waiting = drafts.find(home, "setback")
    kept = {event["k"]: event["v"] for event in (waiting.events if waiting else []) if "v" in event}
    look(folder)
    items = records.records(home, kind="setback").items
    wrong = [] if len(items) == 1 else [f"{len(items)} records in the end"]
    record = items[0][1] if items else {}
    for key, name in (("setback-what", "what"), ("setback-triggers", "triggers"), ("setback-story", "story")):
        if key in kept and record.get(name) != kept[key]:
            wrong.append("an answer was lost")
    return wrong


def test_old_with_its_answers_or_new_with_its_record(tmp_path: Path) -> None:
    calls, seen = sweep(tmp_path)
    assert seen == []
    assert calls > SAID


def test_the_same_check_catches_a_record_that_comes_too_late(tmp_path: Path, monkeypatch: Any) -> None:
    real = keeping.save

    def bad(home: Home, *given: Any, record: Any = None, **more: Any) -> Any:
        saved = real(home, *given, **more)
        name, data = record(saved.version)
        path = Path(home.join(*name.split("/")))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        assert json.loads(data)
        return saved

    monkeypatch.setattr(keeping, "save", bad)
    assert sweep(tmp_path, most=1)[1]
