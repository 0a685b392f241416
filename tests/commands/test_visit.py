"""`show visit`: what is new since the last visit, on one page; no notes, nobody to keep away from."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from commands.running import Run
from recoveryplan.storage import store
from recoveryplan.storage.folder import Home
from recoveryplan.wording import Said, visits
from recoveryplan.wording.progress import USED_WHO
from recoveryplan.wording.reviewing import tried
from recoveryplan.workflows import keeping, reading, visiting

PLAN = """\
schema_version: 1
version: 1
updated: 2026-10-10
reason: my first plan
substances:
- id: u1
  kind: alcohol
goals:
- id: g1
  what: three meetings a week
treatment:
  questions:
  - id: q1
    text: How long do I take it?
  - id: q2
    text: What do I say to Rick?
  agreed:
  - id: w1
    text: walk three times a week
  - id: w2
    text: not to call Rick
  to_discuss:
  - id: k1
    text: group therapy near me
  visited: 2026-10-12
keep_distance:
- id: x1
  who: Rick
preferences:
  country: US
"""
FIRST = datetime.date(2026, 10, 13)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-22")


@pytest.fixture
def written(home: Path) -> Path:
    home.mkdir(mode=0o700, parents=True)
    (home / "plan.yaml").write_text(PLAN, "utf-8")
    return home


def plant(home: Path, day: datetime.date, **more: Any) -> None:
    path = home / "checkins" / f"{day:%Y-%m}" / f"{day:%d}-00000001.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"checkin": 1, "day": day.isoformat(), **more}), "utf-8")


def month(home: Path) -> None:
    """Thirty days in which mood goes up and craving down."""
    for number in range(30):
        more: dict[str, Any] = {"note": "secret note", "used": "yes" if number == 7 else "no"}
        more |= {"effects": "sleepy until noon"} if number in (3, 9) else {}
        more |= {"effects": "Rick says I look pale"} if number == 20 else {}
        plant(home, FIRST + datetime.timedelta(days=number), mood=3 + number // 8, craving=8 - number // 6, **more)


def test_what_is_new_since_the_last_visit(written: Path, run: Run) -> None:
    month(written)
    out = run("show", "visit").out
    assert "Since your last visit on Monday, 12 October 2026." in out
    assert "You checked in on 30 days." in out
    assert "Mood: up from 3 to 6" in out
    assert "Craving: down from" in out
    assert "21 October: sleepy until noon" not in out  # told once, on its last day
    assert "22 October: sleepy until noon" in out
    headings = [visits.TRENDS, visits.EFFECTS, visits.QUESTIONS, visits.AGREED, visits.TO_DISCUSS]
    assert [line for line in out.splitlines() if line in headings] == headings
    for mine in ("How long do I take it?", "walk three times a week", "group therapy near me"):
        assert mine in out


@pytest.mark.parametrize("options", [(), ("--json",), ("--plain",)])
def test_no_notes_and_nobody_to_keep_away_from(written: Path, run: Run, options: tuple[str, ...]) -> None:
    month(written)
    done = run("show", "visit", *options)
    assert done.code == 0
    assert "Rick" not in done.all
    assert "secret" not in done.all


@pytest.mark.parametrize(("used", "told"), [("yes", True), ("no", False), (None, False)])
def test_answers_on_use_only_where_they_are_on(written: Path, run: Run, used: str | None, told: bool) -> None:
    more = f'checkins:\n  used: "{used}"\n' if used else ""
    (written / "plan.yaml").write_text(PLAN + more, "utf-8")
    month(written)
    for options in ((), ("--json",)):
        assert ("Did not use:" in run("show", "visit", *options).out) == told


def test_what_changed_in_the_plan_since_then(written: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-10-11")
    answers = "answers_for: edit\nreason: x\ngoals:\n- id: g1\n  what: {}\n"
    assert run("edit", "--answers", "-", typed=answers.format("four meetings a week")).code == 0
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-01")
    assert run("edit", "--answers", "-", typed=answers.format("two meetings a week")).code == 0
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-22")
    out = run("show", "visit").out
    assert visits.CHANGES in out
    assert "“four meetings a week”. Now: “two meetings a week”" in " ".join(out.split())
    assert "three meetings" not in out  # that changed before the visit


def test_words_too_hard_to_hand_over_are_not_on_it(written: Path, run: Run) -> None:
    """Somebody at home may be in the room: such words are the person's to say."""
    text = PLAN.replace("How long do I take it?", "my husband hits me, what can I do")
    text = text.replace("walk three times a week", "I want to kill myself less, so call")
    text = text.replace("group therapy near me", "how to tell my husband who hits me")
    (written / "plan.yaml").write_text(text, "utf-8")
    effects = ["I want to die on it", "my husband hits me when I sleep", "\ud800", "a dry mouth"]
    for number, said in enumerate(effects):
        own = [{"id": "l1", "name": "when my husband hits me", "score": 4}]
        plant(written, FIRST + datetime.timedelta(days=number), mood=4, effects=said, own=own)
    for options in ((), ("--json",), ("--plain",)):
        done = run("show", "visit", *options)
        assert done.code == 0
        assert "a dry mouth" in done.out
        assert not [word for word in ("husband", "kill", "die", "hits") if word in done.all]
    assert json.loads(run("show", "visit", "--json").out)["effects"] == ["16 October: a dry mouth"]


def saved(home: Path, day: str, changes: list[dict[str, str]] | None = None, **changed: Any) -> None:
    """The plan with these parts changed, as a version of that day; with changes, after a setback on it."""
    folder, on = Home(str(home)), datetime.date.fromisoformat(day)

    def record(number: int) -> tuple[str, bytes]:
        told = {"record": 1, "kind": "setback", "version": number, "day": day, "changes": changes}
        return store.record_name(on, "setback"), json.dumps(told).encode()

    found = reading.needed(folder)
    keeping.save(folder, found, {**found.tree, **changed}, "x", on, record=record if changes else None)


CHANGED: dict[str, Any] = {
    "counting": {"wanted": "yes", "since": "2026-11-20", "first": "zero", "longest": "40"},
    "review": {"next": "2026-12-01"},
    "offers": [{"id": "some-offer", "status": "declined", "on": "2026-11-20"}],
    "people": [{"id": "p1", "name": "Ravi", "kind": "friend", "phone": "555-0190"}],
    "preferences": {"country": "US", "family": "private"},
    "about": {"name": "Sam"},
    "coping": [{"id": "c1", "what": "time with an animal", "state": "have"}],
    "substances": [{"id": "u1", "kind": "alcohol", "often": "weekly"}],
}


def test_a_setback_is_no_reason_on_it_and_a_count_of_days_is_not_on_it(written: Path, run: Run) -> None:
    people = [{"id": "p1", "name": "Ravi", "kind": "friend", "phone": "555-0136"}]
    saved(written, "2026-10-11", people=people)
    why = [{"id": "c1", "how": "added", "because": "of a setback"}]
    saved(written, "2026-11-20", why, **CHANGED)
    assert json.loads(run("show", "visit", "--json").out)["changes"] == [
        "You added a way to cope: “time with an animal”."
    ]
    assert "of a setback" in run("diff").out  # there it stands


def test_a_change_about_use_is_on_it_only_where_check_ins_ask_for_that(written: Path, run: Run) -> None:
    saved(written, "2026-10-11", checkins={"used": "yes"})
    saved(written, "2026-11-20", **CHANGED)
    told = json.loads(run("show", "visit", "--json").out)["changes"]
    assert [line for line in told if "what you use" in line]
    assert not [line for line in told if "count" in line or "Ravi" in line]


def test_why_something_did_not_fit_is_told_and_no_other_reason(written: Path, run: Run) -> None:
    goal = {"id": "g1", "what": "three meetings a week"}
    saved(written, "2026-10-11", coping=[{"id": "c1", "what": "gym"}, {"id": "c2", "what": "tea"}], goals=[goal])
    why = [
        {"id": "c1", "how": "dropped", "because": tried(2)},
        {"id": "c2", "how": "dropped", "because": "it made me drink"},
        {"id": "g1", "how": "changed", "because": "you lost somebody"},
    ]
    saved(written, "2026-11-20", why, coping=[], goals=[{**goal, "note": "a private note", "by": "2026-12-24"}])
    told = "\n".join(json.loads(run("show", "visit", "--json").out)["changes"])
    assert f"“gym”, because {tried(2)}." in told
    assert "“tea”." in told
    assert "24 December" in told
    assert not [word for word in ("drink", "lost", "private note") if word in told]


def test_no_number_of_a_friend_is_on_it_and_a_long_goal_stands_whole(written: Path, run: Run) -> None:
    people = [
        {"id": "p1", "name": "Ravi", "kind": "friend", "phone": "(555) 0190 12"},
        {"id": "p2", "name": "Dr. Cole", "kind": "professional", "phone": "555-0150 12"},
    ]
    agreed = [{"id": "w1", "text": "call Ravi 555-019012, or Dr. Cole 555-015012"}]
    saved(written, "2026-10-11", people=people, treatment={"visited": "2026-10-12", "agreed": agreed})
    long = "walk by the river with the dog every morning before work, and once at the weekend with my sister"
    saved(written, "2026-11-20", goals=[{"id": "g1", "what": long}])
    data = json.loads(run("show", "visit", "--json").out)
    assert data["agreed"] == ["call Ravi …, or Dr. Cole 555-015012"]
    assert long in data["changes"][0]


def test_who_sees_an_answer_on_use_is_said_beside_it(written: Path, run: Run) -> None:
    (written / "plan.yaml").write_text(PLAN + 'checkins:\n  used: "yes"\n', "utf-8")
    plant(written, FIRST, used="yes")
    assert f"Used: once. {USED_WHO}" in json.loads(run("show", "visit", "--json").out)["trends"]


@pytest.mark.parametrize("visited", ["", "  visited: 2026-12-24\n"])
def test_without_a_visit_it_is_the_last_thirty_days(written: Path, run: Run, visited: str) -> None:
    """A day that is still ahead is no last visit."""
    (written / "plan.yaml").write_text(PLAN.replace("  visited: 2026-10-12\n", visited), "utf-8")
    plant(written, datetime.date(2026, 10, 22), mood=1)
    plant(written, datetime.date(2026, 10, 23), mood=5)
    data = json.loads(run("show", "visit", "--json").out)
    assert (data["since"], data["since_a_visit"]) == ("2026-10-23", False)
    assert data["trends"][0] == "You checked in on one day."
    assert "The last 30 days." in run("show", "visit").out


def test_what_is_not_there_says_where_it_comes_from(written: Path, run: Run) -> None:
    (written / "plan.yaml").write_text(PLAN[: PLAN.index("treatment:")], "utf-8")
    out = run("show", "visit").out
    assert visits.NO_CHECKINS in out
    assert visits.NO_QUESTIONS in out
    assert visits.AGREED not in out


def test_check_ins_without_a_plan_are_enough(home: Path, run: Run) -> None:
    assert run("show", "visit").code == 5
    plant(home, datetime.date(2026, 11, 20), mood=5, effects="dizzy")
    done = run("show", "visit")
    assert done.code == 0
    assert "20 November: dizzy" in done.out


def test_a_plan_with_a_mistake_is_told_by_line(written: Path, run: Run) -> None:
    (written / "plan.yaml").write_text(PLAN + "goal: oops\n", "utf-8")
    done = run("show", "visit")
    assert done.code == 3
    assert "plan.yaml, line 3" in done.err


@pytest.mark.parametrize("count", [0, 1, 5, 8, 9, 60])
@pytest.mark.parametrize("wide", [1, 3])
def test_one_page_where_that_can_be_and_what_is_left_out_is_told(count: int, wide: int) -> None:
    parts = tuple(tuple(f"{name} {n}" for n in range(count)) for name, _, _ in visiting.PARTS)
    found = visiting.Visit(datetime.date(2026, 10, 12), True, *parts)
    said = visiting.said(found, lambda _: wide)
    rows = wide * len(said)
    assert rows <= visiting.ROWS or wide > 1
    shown = [one.text for one in said]
    for part, (_, heading, _) in zip(parts, visiting.PARTS, strict=True):
        lines = [one for one in shown if one in part]
        assert lines == list(part[: len(lines)])
        assert not part or lines
        if len(lines) < len(part):
            after = shown[shown.index(heading) + len(lines) + 1]
            assert after.startswith(f"{len(part) - len(lines)} more: ")
    assert all(isinstance(one, Said) for one in said)
    assert found.empty == (count == 0)


def test_the_help_names_it(run: Run) -> None:
    assert "recoveryplan show visit" in " ".join(run("show", "--help").out.split())
