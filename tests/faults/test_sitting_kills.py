"""A review and a setback at a terminal, ended at a prompt: no answer is asked again, and the end is the same.

Each try is a forked process that ends without a word when its n-th prompt stands there. The person comes back and gives
the same answers; the plan and the record must be those of a sitting that nobody ended. ``RECOVERYPLAN_KILLS`` sets at
how many prompts. The pty tests do the same with real signals; here it is each prompt of the longest way.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commands.running import run_here
from living.life_data import UNTIL, Life
from recoveryplan.commands.settings import Settings
from recoveryplan.interview.prompts import Answer, Prompt
from recoveryplan.storage.drafts import Draft
from storage.homes import in_child, read, write
from workflows.scripted import Script, Scripted

KILLS = int(os.environ.get("RECOVERYPLAN_KILLS", "60")) // 6
KILLED = 77
NOT_ANSWERS = {"resume", "ready", "look-back", "offers", "pause", "part", "setback-with-me"}
"""Prompts that are no question, and the one that a setback asks again whenever the person comes back."""

REVIEW: Script = {
    "resume": "on",
    "review-well": "two quiet evenings",
    "review-event": "moved",
    "review-home": "safe",
    "review-goal/g1": "done",
    "review-goal-reached/g1": "2026-11-20",
    "review-used": ["s1", "c1"],
    "review-tool/s1": "helped",
    "review-tool/c1": "not_fit",
    "review-stress": "yes",
    "review-stress-words": "the roof leaks",
    "review-ease": "call Dana",
    "review-triggers/t3/what": "pay day",
    "review-triggers/t2/what": "pay day",
    "review-people": "changed",
    "review-people-changed": ["p1"],
    "review-person-phone/p1": "555-0188",
    "review-visit": "yes",
    "review-visit-on": "2026-11-19",
    "review-importance": 3,
    "review-confidence": 5,
    "review-enough": "one calm evening",
    "phq2-1": "points-1",
    "phq2-2": "points-0",
}
SETBACK: Script = {
    "resume": "on",
    "ready": "now",
    "setback-with-me": "somebody",
    "setback-what": "use",
    "setback-on": "2026-11-21",
    "setback-triggers": ["t1"],
    "setback-helped": ["c1"],
    "setback-change/t1": "take the tram",
    "setback-person": "p1",
    "setback-count": "from_one",
    "setback-again": "yes",
    "setback-story": "it rained all day",
}
SITTINGS = {"review": REVIEW, "setback": SETBACK}


class Sits(Scripted):
    """Gives its answers, and notes each prompt that was answered; at its n-th prompt the process ends."""

    def __init__(self, script: Script, note: Path, end_at: int = -1) -> None:
        super().__init__(script)
        self.note, self.end_at, self.last = note, end_at, ""
        self.before_each = self._at

    def _at(self, prompt: Prompt) -> None:
        with self.note.open("a", encoding="utf-8") as file:
            file.write(f"{self.last}\n" if self.last else "")
        if len(self.asked) + 1 == self.end_at:
            os._exit(KILLED)
        self.last = prompt.key

    def ask(self, prompt: Prompt, keep: Any) -> Any:
        if prompt.key == "offers":
            self.before_each(prompt)
            self.asked.append(prompt)
            return Answer("enough")
        return super().ask(prompt, keep)

    def _at_look_back(self, prompt: Prompt, reply: Any) -> Any:
        return "+save" if prompt.key == "look-back" and reply == "done" else reply


@pytest.fixture(autouse=True)
def _a_day_and_a_fast_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", UNTIL.isoformat())
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    monkeypatch.setattr("recoveryplan.terminal.choose.leave_tidily", lambda: None)
    monkeypatch.setattr(Settings, "can_ask", lambda _: True)


def sit(command: str, home: Path, note: Path, end_at: int = -1) -> Sits:
    person = Sits(SITTINGS[command], note, end_at)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Settings, "prompter", lambda _: person)
        result = run_here(command, "--home", str(home))
    assert result.code == 0, result.err
    return person


def begun(folder: Path) -> Path:
    home = Life(3).plant(folder / "home", checkins=4, versions=3)
    measured = read(home.plan).replace(b"checkins:\n", b"checkins:\n  measures: [phq2]\n")
    measured = measured.replace(
        b"next: 2026-12-01", b"next: 2027-02-01"
    )  # far enough for a look in a week to be offered
    for path in (home.plan, home.version_file(3)):
        write(path, measured)
    os.unlink(home.index)
    return Path(home.path)


def ended(home: Path, command: str) -> tuple[bytes, list[Any]]:
    """The plan and the records of a finished sitting, without the time of day."""
    found = [json.loads(path.read_text("utf-8")) for path in (home / "records").rglob(f"*-{command}-*.json")]
    new = [{key: one[key] for key in one if key != "at"} for one in found if one["version"] == 4]
    return (home / "plan.yaml").read_bytes(), new


def sweep(
    tmp_path: Path, command: str, most: int, plant: Callable[[], object] = lambda: None, *, first: bool = False
) -> tuple[int, list[str]]:
    """End it at so many prompts, evenly spread; gives how many prompts there are, and every trouble."""
    template = begun(tmp_path / "template")
    straight = tmp_path / "straight"
    shutil.copytree(template, straight)
    prompts = len(sit(command, straight, tmp_path / "all").asked)
    wanted = ended(straight, command)
    assert len(wanted[1]) == 1
    seen: list[str] = []
    step = max(1.0, prompts / most)
    for at in sorted({int(number * step) + 1 for number in range(prompts)} & set(range(1, prompts + 1))):
        home, note = tmp_path / "try", tmp_path / f"note {at}"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(template, home)

        def killed(home: Path = home, note: Path = note, at: int = at) -> None:
            plant()
            sit(command, home, note, at)

        assert in_child(killed) == KILLED
        answered = [key for key in note.read_text("utf-8").split("\n") if key]
        if read(str(home / "plan.yaml")) != read(str(template / "plan.yaml")):
            seen.append(f"prompt {at}: the plan has changed before its end")
        again = sit(command, home, tmp_path / "after")
        twice = {prompt.key for prompt in again.asked} & set(answered) - NOT_ANSWERS
        seen += [f"prompt {at}: asked again: {sorted(twice)}"] if twice else []
        seen += [f"prompt {at}: it ends in another way"] if ended(home, command) != wanted else []
        seen += [f"prompt {at}: a draft is left"] if list((home / "drafts").glob("*.jsonl")) else []
        if seen and first:
            break
    return prompts, seen


@pytest.mark.parametrize("command", SITTINGS)
def test_nothing_is_asked_twice_and_the_end_is_the_same(tmp_path: Path, command: str) -> None:
    prompts, seen = sweep(tmp_path, command, KILLS)
    assert seen == []
    assert prompts >= (30 if command == "review" else 10)
    print(f"{prompts} prompts")


def _one_late() -> None:
    write_line, waiting = Draft.append, list[Any]()

    def append(self: Draft, event: Any) -> None:
        waiting.append(event)
        while len(waiting) > 1:
            write_line(self, waiting.pop(0))

    Draft.append = append  # type: ignore[method-assign]


@pytest.mark.parametrize("command", SITTINGS)
def test_the_same_check_catches_a_draft_that_is_one_answer_late(tmp_path: Path, command: str) -> None:
    _, seen = sweep(tmp_path, command, 12, _one_late, first=True)
    assert seen
