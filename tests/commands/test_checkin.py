"""`checkin`: everything can be skipped, nothing typed is lost, one file each; what acts leads to help; the list."""

from __future__ import annotations

import datetime
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from commands.running import Run, process_env
from recoveryplan.commands.settings import Settings
from recoveryplan.errors import UsageProblem
from recoveryplan.interview.prompts import Move
from recoveryplan.living import checkins
from recoveryplan.storage import drafts, files
from recoveryplan.storage.folder import Home
from recoveryplan.storage.locks import Lock
from recoveryplan.wording import checkins as words
from recoveryplan.workflows import checking_in, knowledge
from workflows.scripted import Script, Scripted

PLAN = """\
schema_version: 1
version: 1
updated: 2026-10-22
reason: my first plan
motivations:
- id: m1
  text: see my daughter
substances:
- id: u1
  kind: alcohol
  often: weekly
medicine:
  items:
  - id: i1
    name: sertraline
people:
- id: p1
  name: Dana
  phone: "555-0142"
keep_distance:
- id: x1
  who: Rick
preferences:
  country: US
checkins:
  used: "yes"
  own:
  - id: l1
    name: pain
    low: none
    high: very bad
"""
DARK = ("wave", "Wait 15 minutes", "A craving can")


@pytest.fixture
def written(home: Path) -> Path:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / "plan.yaml").write_text(PLAN, "utf-8")
    return home


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-22")


@pytest.fixture
def sit(monkeypatch: pytest.MonkeyPatch, run: Run) -> Any:
    def at(script: Script, *options: str) -> tuple[Any, Scripted]:
        person = Scripted(script)
        monkeypatch.setattr(Settings, "can_ask", lambda _: True)
        monkeypatch.setattr(Settings, "prompter", lambda _: person)
        monkeypatch.setattr("recoveryplan.terminal.choose.leave_tidily", lambda: None)
        return run("checkin", *options), person

    return at


def made(home: Path) -> list[dict[str, Any]]:
    """Every check-in on the disk, by name."""
    return [json.loads(path.read_text("utf-8")) for path in sorted((home / "checkins").rglob("*.json"))]


def plant(home: Path, day: str, mark: str = "00000001", **more: Any) -> str:
    path = home / "checkins" / day[:7] / f"{day[8:]}-{mark}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"checkin": 1, "day": day, **more}), "utf-8")
    return f"{day[:7]}/{day[8:]}-{mark}"


def said(person: Scripted) -> str:
    return "\n".join(one.text for _, one in person.shown)


# --- asking ---


def test_without_a_plan_it_asks_six_things_and_keeps_them(home: Path, sit: Any) -> None:
    done, person = sit({"checkin-mood": 6, "checkin-hope": 5, "checkin-sleep": 4, "checkin-craving": 3,
                        "checkin-connection": 7, "checkin-note": "a walk\nwith Sam"})  # fmt: skip
    assert done.code == 0
    assert person.keys == [f"checkin-{one}" for one in ("mood", "hope", "sleep", "craving", "connection", "note")]
    (one,) = made(home)
    at = one.pop("at")
    assert one == {
        "checkin": 1, "day": "2026-11-22", "mood": 6, "sleep": 4, "craving": 3, "connection": 7, "hope": 5,
        "note": "a walk\nwith Sam",
    }  # fmt: skip
    assert datetime.datetime.fromisoformat(at).utcoffset() is not None
    assert at.startswith("2026-11-22T")
    assert [told.text for _, told in person.shown] == [words.KEPT]
    assert done.out == ""
    assert not (home / "plan.yaml").exists()


def test_the_file_and_its_folders_are_closed_to_others(home: Path, sit: Any) -> None:
    old = os.umask(0)
    try:
        sit({"checkin-mood": 6})
    finally:
        os.umask(old)
    (path,) = (home / "checkins").rglob("*.json")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (home, home / "checkins", path.parent)} == {0o700}


def test_the_plan_adds_what_it_asks_for(written: Path, sit: Any) -> None:
    before = (written / "plan.yaml").read_bytes()
    done, person = sit({"checkin-used": "no", "checkin-effects": "sleepy at noon", "checkin-own/l1": 8})
    assert done.code == 0
    assert person.keys[5:] == ["checkin-used", "checkin-effects", "checkin-note", "checkin-own/l1"]
    own = person.asked[-1]
    assert own.ask == "pain (0 none, 10 very bad), from 0 to 10?"
    used = person.asked[5]
    assert "evidence" in used.why
    (one,) = made(written)
    assert one["used"] == "no"
    assert one["effects"] == "sleepy at noon"
    assert one["own"] == [{"id": "l1", "name": "pain", "score": 8}]
    assert (written / "plan.yaml").read_bytes() == before
    assert not (written / "history").is_dir() or os.listdir(written / "history") == []


@pytest.mark.parametrize("used", ["no", None])
def test_use_is_asked_of_nobody_who_did_not_turn_it_on(written: Path, sit: Any, used: str | None) -> None:
    line = f'  used: "{used}"\n' if used else ""
    (written / "plan.yaml").write_text(PLAN.replace('  used: "yes"\n', line), "utf-8")
    _, person = sit({})
    assert "checkin-used" not in person.keys


def test_skipping_all_of_it_keeps_nothing_and_is_fine(written: Path, sit: Any) -> None:
    done, person = sit({})
    assert done.code == 0
    assert len(person.asked) == 9
    assert made(written) == []
    assert said(person) == words.NOTHING_SAID
    assert drafts.find(Home(str(written)), "checkin") is None


def test_no_praise_no_verdict_no_streak(home: Path, sit: Any) -> None:
    for mood in (1, 10):
        _, person = sit({"checkin-mood": mood, "there": "+add"})
        assert person.shown[-1][1].text == words.KEPT
    told = " ".join(str(value) for value in vars(words).values() if isinstance(value, str | tuple))
    for never in ("streak", "in a row", "well done", "great", "better than", "worse", "you should"):
        assert never not in told.lower()


# --- the day ---

SUNDAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("yesterday", "2026-11-21"), ("Yesterday", "2026-11-21"), ("today", "2026-11-22"), ("2026-11-20", "2026-11-20"),
        ("3 days ago", "2026-11-19"), ("a week ago", "2026-11-15"), ("2 weeks ago", "2026-11-08"),
        ("a month ago", "2026-10-22"), ("one month ago", "2026-10-22"), ("monday", "2026-11-16"),
        ("last friday", "2026-11-20"), ("sunday", "2026-11-15"), ("12 May", "2026-05-12"), ("May 12", "2026-05-12"),
        ("12 May 2025", "2025-05-12"), ("22 November", "2026-11-22"), ("23 november", "2025-11-23"),
        ("29 feb", "2024-02-29"), ("0 days ago", "2026-11-22"),
    ],
)  # fmt: skip
def test_days_that_look_back(typed: str, day: str) -> None:
    assert checking_in.day_meant(typed, SUNDAY).isoformat() == day


@pytest.mark.parametrize("typed", ["tomorrow", "2026-11-23", "in 4 weeks", "next week", "3 days", "next month"])
def test_a_day_ahead_is_kindly_refused(typed: str, run: Run) -> None:
    with pytest.raises(UsageProblem, match="still ahead"):
        checking_in.day_meant(typed, SUNDAY)
    done = run("checkin", "--on", typed, "--answers", "-", typed="answers_for: checkin\n")
    assert done.code == 2
    assert "`recoveryplan checkin` is for today" in done.err


@pytest.mark.parametrize("typed", ["", "my secret day", "2026-02-30", "99999 days ago", "31 November", "٣ days ago"])
def test_what_is_no_day_is_told_without_repeating_it(typed: str, run: Run) -> None:
    done = run("checkin", "--on", typed, "--answers", "-", typed="answers_for: checkin\n")
    assert done.code == 2
    assert "not a day I can read" in done.err
    assert not typed or typed not in done.all


def test_a_late_one_stands_on_its_day_and_says_when_it_was_written(written: Path, sit: Any) -> None:
    _, person = sit({"checkin-mood": 3}, "--on", "yesterday")
    (one,) = made(written)
    assert one["day"] == "2026-11-21"
    assert one["at"].startswith("2026-11-22T")
    assert person.shown[0][1].text == "This is for Saturday, 21 November 2026."
    assert person.shown[-1][1].text == words.kept_for("Saturday, 21 November 2026")


def test_a_clock_that_went_back_is_told_and_nothing_is_moved(written: Path, sit: Any, run: Run) -> None:
    plant(written, "2026-11-25", mood=5, at="2026-11-25T08:00:00+00:00")
    _, person = sit({"checkin-mood": 3})
    assert person.said("Is the date of this computer right")
    assert [one["day"] for one in json.loads(run("checkin", "--list", "--json").out)["checkins"]] == [
        "2026-11-22", "2026-11-25",
    ]  # fmt: skip


# --- another one, and a correction ---


def test_another_one_on_the_same_day(written: Path, sit: Any) -> None:
    sit({"checkin-mood": 6})
    _, person = sit({"there": "+add", "checkin-mood": 4})
    assert [one["mood"] for one in made(written)] != []
    assert sorted(one["mood"] for one in made(written)) == [4, 6]
    assert all("corrects" not in one for one in made(written))
    assert person.asked[0].key == "there"


def test_a_correction_is_a_new_file_and_the_old_one_stays(written: Path, sit: Any, run: Run) -> None:
    own = [{"id": "l1", "name": "pain", "score": 2}, {"id": "l9", "name": "gone since", "score": 1}]
    at = "2026-11-22T08:15:00+01:00"
    name = plant(written, "2026-11-22", mood=6, hope=7, note="old words", at=at, own=own)
    path = written / "checkins" / f"{name}.json"
    old = path.read_bytes()
    done, person = sit({"there": name, "checkin-mood": 2, "checkin-hope": Move.KEEP, "checkin-note": Move.KEEP,
                        "checkin-own/l1": Move.KEEP, "checkin-own/l9": Move.KEEP})  # fmt: skip
    assert done.code == 0
    assert [option.text for option in person.asked[0].options] == [
        words.THERE_ADD, "Correct the one made at 08:15",
    ]  # fmt: skip
    assert person.asked[1].present == 6
    assert path.read_bytes() == old
    (new,) = [one for one in made(written) if one.get("corrects")]
    assert new["corrects"] == name
    assert (new["mood"], new["hope"], new["note"]) == (2, 7, "old words")
    assert new["own"] == own
    listed = json.loads(run("checkin", "--list", "--json").out)["checkins"]
    assert [one["mood"] for one in listed] == [2]


def test_a_skip_takes_an_answer_out_of_a_corrected_one(written: Path, sit: Any) -> None:
    name = plant(written, "2026-11-22", mood=6, note="not for here", hope=5)
    sit({"there": name, "checkin-mood": Move.KEEP, "checkin-hope": Move.KEEP, "checkin-note": Move.SKIP})
    (new,) = [one for one in made(written) if one.get("corrects")]
    assert "note" not in new
    assert (new["mood"], new["hope"]) == (6, 5)


def test_a_correction_that_changes_nothing_writes_nothing(written: Path, sit: Any) -> None:
    name = plant(written, "2026-11-22", mood=6, at="2026-11-22T08:15:00+01:00")
    _, person = sit({"there": name, "checkin-mood": Move.KEEP})
    assert len(made(written)) == 1
    assert said(person).endswith(words.SAME_AS_BEFORE)


@pytest.mark.parametrize("move", [Move.SKIP, Move.BACK, Move.SAVE])
def test_leaving_where_the_day_has_one_changes_nothing(written: Path, sit: Any, move: Move) -> None:
    plant(written, "2026-11-22", mood=6)
    done, person = sit({"there": move})
    assert done.code == 0
    assert person.keys == ["there"]
    assert len(made(written)) == 1


# --- what acts ---


def test_little_hope_brings_who_to_call_at_once_and_then_the_card(written: Path, sit: Any) -> None:
    done, person = sit({"checkin-hope": 1})
    assert person.said("When there is little hope") == [2]
    assert person.said("Call 988") == [2]
    assert "Thoughts of ending your life:" in done.out
    assert "Dana 555-0142" in done.out
    assert not any(word in said(person) + done.out for word in DARK)
    assert "Rick" not in done.all + said(person)
    assert done.out.splitlines()[0].startswith("In danger? Call 911")
    assert made(written)[0]["hope"] == 1


def test_a_strong_craving_has_its_words_and_the_card(written: Path, sit: Any) -> None:
    done, person = sit({"checkin-hope": 6, "checkin-craving": 9})
    assert person.said("like a wave")
    assert "In danger? Call 911" in done.out
    assert "A craving can" in done.out


def test_a_strong_craving_beside_little_hope_is_no_wave(written: Path, sit: Any) -> None:
    done, person = sit({"checkin-hope": 0, "checkin-craving": 10})
    assert person.said("When there is little hope")
    assert person.said("When a craving is very strong")
    assert not any(word in said(person) + done.out for word in DARK)


def test_three_falls_are_told_at_the_end_and_softly(written: Path, sit: Any) -> None:
    for day, mood in (("2026-11-18", 9), ("2026-11-19", 8), ("2026-11-20", 7)):
        plant(written, day, mood=mood)
    done, person = sit({"checkin-mood": 6, "checkin-hope": 6, "checkin-craving": 1})
    assert person.said("It has become harder, step by step") == [4]  # once mood, hope and craving were asked
    assert "In danger? Call 911" in done.out


def test_what_was_left_out_after_a_low_day_is_not_passed_over(written: Path, sit: Any) -> None:
    plant(written, "2026-11-20", hope=1)
    done, person = sit({"checkin-mood": 5})
    assert person.said("You left hope out, and that is fine") == [2]
    assert "Thoughts of ending your life:" in done.out
    assert not any(word in said(person) + done.out for word in DARK)


@pytest.mark.parametrize(
    "script", [{"checkin-mood": 5}, {"checkin-mood": 0}, {"checkin-hope": 3, "checkin-craving": 8}]
)
def test_an_ordinary_day_brings_no_card_and_no_warning_of_the_plan(written: Path, sit: Any, script: Script) -> None:
    done, person = sit(script)
    assert done.out == ""
    assert said(person) == words.KEPT


def test_dark_words_in_a_note_stop_it_and_show_who_to_call(written: Path, sit: Any) -> None:
    done, person = sit({"checkin-note": "I want to die", "pause": "stop"})
    assert person.said("Thoughts of ending your life")
    assert "pause" in person.keys
    assert not any(word in said(person) + done.out for word in DARK)
    waiting = drafts.find(Home(str(written)), "checkin")
    assert waiting is not None
    assert any(event.get("v") == "I want to die" for event in waiting.events)


def test_a_plan_with_dark_words_brings_no_card_on_an_ordinary_day(written: Path, sit: Any) -> None:
    (written / "plan.yaml").write_text(PLAN.replace("see my daughter", "I want to die"), "utf-8")
    done, person = sit({"checkin-mood": 6})
    assert done.out == ""
    assert said(person) == words.KEPT
    done, person = sit({"there": "+add", "checkin-note": "I want to die"})
    assert "Thoughts of ending your life:" in done.out


def test_leaving_in_a_hurry_shows_nothing_more(written: Path, sit: Any) -> None:
    done, person = sit({"checkin-hope": 1, "checkin-sleep": Move.LEAVE})
    assert done.all == ""
    assert person.said("kept") == []
    assert made(written) == []
    assert drafts.find(Home(str(written)), "checkin") is not None


@pytest.mark.parametrize("country", ["GB", "FR", None])
def test_the_lines_are_those_of_the_country(written: Path, sit: Any, country: str | None) -> None:
    other = PLAN.replace("  country: US\n", f"  country: {country}\n" if country else '  discreet: "no"\n')
    (written / "plan.yaml").write_text(other, "utf-8")
    done, person = sit({"checkin-hope": 0})
    every = done.out + said(person)
    assert "988" not in every
    assert {"GB": "116 123", "FR": "3114", None: "your local emergency"}[country] in every


# --- going on after a break ---


def test_what_was_typed_is_there_after_a_break_with_its_day(written: Path, sit: Any, monkeypatch: Any) -> None:
    sit({"checkin-mood": 6, "checkin-hope": 5, "checkin-sleep": Move.SAVE})
    assert made(written) == []
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-23")
    _, person = sit({"resume": "on", "checkin-sleep": 4})
    assert person.said("You began a check-in for Sunday, 22 November 2026.") == [0]
    assert person.keys[:2] == ["resume", "checkin-sleep"]
    (one,) = made(written)
    assert (one["day"], one["mood"], one["hope"], one["sleep"]) == ("2026-11-22", 6, 5, 4)


def test_starting_over_keeps_what_was_typed_aside(written: Path, sit: Any) -> None:
    sit({"checkin-mood": 6, "checkin-hope": Move.SAVE})
    sit({"resume": "over", "checkin-mood": 2})
    (one,) = made(written)
    assert one["mood"] == 2
    aside = [path.read_text() for path in (written / "drafts" / "kept").iterdir() if "aside" in path.name]
    assert any('"v":6' in text for text in aside)


def test_neither_going_on_nor_over_leaves_it_for_later(written: Path, sit: Any) -> None:
    sit({"checkin-mood": 6, "checkin-hope": Move.SAVE})
    done, _ = sit({"resume": Move.SKIP})
    assert done.code == 0
    assert made(written) == []
    assert drafts.find(Home(str(written)), "checkin") is not None


def test_a_full_disk_at_the_end_keeps_every_answer(written: Path, sit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    def full(*_: object) -> None:
        raise files.unusable("x", OSError(errno.ENOSPC, ""))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "write_once", full)
        done, _ = sit({"checkin-mood": 6, "checkin-note": "secret words"})
    assert done.code == 4
    assert "`recoveryplan checkin` goes on with them" in done.err
    assert "secret" not in done.all
    assert made(written) == []
    sit({"resume": "on"})
    (one,) = made(written)
    assert (one["mood"], one["note"]) == (6, "secret words")


def test_a_kill_between_the_file_and_the_draft_offers_nothing_twice(
    written: Path, sit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drafts.Draft, "finish", lambda self: self.close())
        sit({"checkin-mood": 6})
    assert drafts.find(Home(str(written)), "checkin") is not None
    _, person = sit({"there": "+add", "checkin-mood": 3})
    assert "resume" not in person.keys
    assert sorted(one["mood"] for one in made(written)) == [3, 6]


def test_a_damaged_draft_is_put_aside(written: Path, sit: Any) -> None:
    folder = written / "drafts"
    folder.mkdir(mode=0o700)
    (folder / "checkin-0000.jsonl").write_text('{"draft":1,"kind":"checkin"}\n{"k":"checkin-mood","v":6}\n', "utf-8")
    done, person = sit({"checkin-mood": 3})
    assert done.code == 0
    assert "resume" not in person.keys
    assert [one["mood"] for one in made(written)] == [3]
    assert any("aside" in path.name for path in (folder / "kept").iterdir())


def test_a_save_of_the_plan_in_another_window_holds_nobody_up(written: Path, sit: Any) -> None:
    lock = Lock(str(written / "lock"))
    lock.take()
    try:
        done, _ = sit({"checkin-mood": 6})
    finally:
        lock.free()
    assert done.code == 0
    assert [one["mood"] for one in made(written)] == [6]


def test_the_same_questions_in_two_windows_are_told(written: Path, sit: Any, run: Run) -> None:
    lock = Lock(str(written / "drafts" / ".checkin.lock"))
    (written / "drafts").mkdir(mode=0o700)
    lock.take()
    try:
        done, _ = sit({"checkin-mood": 6})
        assert done.code == 4
        assert "open in another window" in done.err
        # A file of answers asks nothing, and goes in beside it.
        assert run("checkin", "--answers", "-", typed="answers_for: checkin\ncheckin-mood: 4\n").code == 0
    finally:
        lock.free()
    assert [one["mood"] for one in made(written)] == [4]


def test_a_scale_that_was_taken_out_meanwhile_breaks_nothing(written: Path, sit: Any) -> None:
    sit({"checkin-mood": 6, "checkin-own/l1": Move.SAVE})
    (written / "plan.yaml").write_text(PLAN[: PLAN.index("checkins:")], "utf-8")
    done, _ = sit({"resume": "on"})
    assert done.code == 0
    (one,) = made(written)
    assert one["mood"] == 6
    assert "own" not in one


def test_an_answer_to_a_scale_that_was_taken_out_or_renamed_meanwhile_is_kept(written: Path, sit: Any) -> None:
    (written / "plan.yaml").write_text(PLAN + "  - id: l2\n    name: anger\n", "utf-8")
    sit({"checkin-own/l1": 7, "checkin-own/l2": Move.SAVE})
    by_hand = PLAN[: PLAN.index("checkins:")] + "checkins: {own: [{id: l2, name: Calm}]}\n"
    (written / "plan.yaml").write_text(by_hand, "utf-8")
    done, _ = sit({"resume": "on", "checkin-own/l2": 3})
    assert done.code == 0
    (one,) = made(written)
    scales = {scale["id"]: scale["score"] for scale in one["own"]}
    assert scales["l1"] == 7
    assert scales["l2"] == 3


def test_a_renamed_scale_is_kept_under_the_name_it_was_asked_by(written: Path, sit: Any) -> None:
    sit({"checkin-own/l1": 7})
    (written / "plan.yaml").write_text(PLAN.replace("name: ", "name: New "), "utf-8")
    _, person = sit({"there": _only(written), "checkin-own/l1": 5})
    asked = next(prompt.ask for prompt in person.asked if prompt.key == "checkin-own/l1")
    newest = next(one for one in made(written) if one.get("corrects"))
    (scale,) = [one for one in newest["own"] if one["id"] == "l1"]
    assert scale["name"].startswith("New ")
    assert scale["name"] in asked


def _only(home: Path) -> str:
    (path,) = (home / "checkins").rglob("*.json")
    return f"{path.parent.name}/{path.stem}"


def test_what_was_asked_for_another_day_is_told(written: Path, sit: Any) -> None:
    sit({"checkin-mood": 6, "checkin-hope": Move.SAVE})
    _, person = sit({"resume": "on"}, "--on", "2026-11-19")
    assert person.said("You began a check-in for Sunday, 22 November 2026.") == [0]
    assert person.said("You asked for Thursday, 19 November 2026.") == [0]


def test_skipping_all_of_a_correction_says_that_the_old_one_stays(written: Path, sit: Any) -> None:
    sit({"checkin-mood": 6, "checkin-note": "a word"})
    _, person = sit({"there": _only(written)} | dict.fromkeys(("checkin-mood", "checkin-note"), Move.SKIP))
    assert words.NOTHING_CHANGED in said(person)
    assert len(made(written)) == 1


@pytest.mark.parametrize("note", ["i took too many pills", "my lips are blue and I cannot stay awake"])
def test_an_overdose_in_a_note_stops_it_and_shows_who_to_call(note: str, written: Path, sit: Any) -> None:
    _, person = sit({"checkin-note": note, "pause": "stop"})
    assert "If this is happening now" in said(person)
    assert "In danger: call" in said(person)


def test_a_use_brings_what_the_body_needs_to_know(written: Path, run: Run) -> None:
    using = "substances: [{id: u1, kind: opioids, often: stopped}, {id: u2, kind: alcohol}]\n"
    (written / "plan.yaml").write_text(PLAN + ("" if "substances:" in PLAN else using), "utf-8")
    result = run("checkin", "--answers", "-", typed='answers_for: checkin\ncheckin-used: "yes"\n')
    assert result.code == 0
    told = " ".join(result.err.split())
    assert "After you used" in told
    assert "a sudden stop can be a danger to life" in told
    assert "`recoveryplan setback`" in told


def test_what_can_not_be_written_takes_no_number_away(written: Path, run: Run) -> None:
    (written / "checkins").write_text("no folder", "utf-8")
    result = run("checkin", "--answers", "-", typed="answers_for: checkin\ncheckin-hope: 1\n")
    assert result.code == 4
    assert "When there is little hope" in result.err
    assert "988" in result.err


def test_a_long_note_with_odd_signs_is_kept_whole(home: Path, sit: Any, run: Run) -> None:
    note = "\n".join(["[bold]x[/bold] 🙂 # no: comment"] * 2000)
    sit({"checkin-note": note})
    (one,) = made(home)
    assert one["note"] == note
    assert "[bold]x[/bold]" in run("checkin", "--list", "--notes").out


# --- a plan with a mistake in it ---


def test_a_plan_with_a_mistake_keeps_nobody_from_checking_in(written: Path, sit: Any) -> None:
    (written / "plan.yaml").write_text(PLAN + "goal: oops\n", "utf-8")
    before = (written / "plan.yaml").read_bytes()
    done, person = sit({"checkin-hope": 0})
    assert done.code == 0
    assert person.said("Your plan has a mistake in it")
    assert person.said("Call 988")
    assert [one["hope"] for one in made(written)] == [0]
    assert (written / "plan.yaml").read_bytes() == before


# --- from a file ---

ANSWERS = """\
answers_for: checkin
checkin-mood: 6
checkin-hope: 1
checkin-note: |
  one
  two
checkin-own:
  l1: 3
"""


def test_answers_from_a_file(written: Path, run: Run) -> None:
    done = run("checkin", "--answers", "-", "--on", "yesterday", typed=ANSWERS)
    assert done.code == 0
    (one,) = made(written)
    assert (one["day"], one["mood"], one["hope"], one["note"]) == ("2026-11-21", 6, 1, "one\ntwo")
    assert one["own"] == [{"id": "l1", "name": "pain", "score": 3}]
    assert "When there is little hope" in done.err
    assert "Stopping alcohol" not in done.err  # what the plan says by itself was told with the plan
    assert words.kept_for("Saturday, 21 November 2026") in " ".join(done.out.split())
    assert "Dana 555-0142" in done.out


def test_answers_that_do_not_fit_change_nothing(written: Path, run: Run) -> None:
    done = run("checkin", "--answers", "-", typed="answers_for: checkin\ncheckin-mood: 12\ncheckin-mod: 3\n")
    assert done.code == 3
    assert "answers, line 2" in done.err
    assert "Did you mean `checkin-mood`?" in done.err
    assert "12" not in done.err
    assert made(written) == []


def test_a_file_for_another_command_is_refused(written: Path, run: Run) -> None:
    assert run("checkin", "--answers", "-", typed="answers_for: new\n").code == 3
    assert made(written) == []


def test_an_empty_file_keeps_nothing(written: Path, run: Run) -> None:
    done = run("checkin", "--answers", "-", typed="answers_for: checkin\n")
    assert done.code == 0
    assert words.NOTHING_SAID in done.out
    assert made(written) == []


def test_the_template_is_an_answers_file(home: Path, run: Run) -> None:
    done = run("checkin", "--answers-template")
    assert done.code == 0
    assert done.out.startswith("answers_for: checkin\n")
    assert "checkin-mood" in done.out
    assert run("checkin", "--answers", "-", typed=done.out).code == 0


def test_without_a_terminal_it_names_the_file(home: Path, run: Run) -> None:
    done = run("checkin")
    assert done.code == 2
    assert "`recoveryplan checkin --answers FILE`" in done.err
    assert not home.exists()


@pytest.mark.parametrize(
    "options",
    [
        ("--all",), ("--notes",), ("--json",), ("--list", "--answers", "-"), ("--list", "--on", "yesterday"),
        ("--answers-template", "--answers", "-"), ("--list", "--answers-template"), ("--answers", "-", "--json"),
    ],
)  # fmt: skip
def test_options_that_do_not_go_together(home: Path, run: Run, options: tuple[str, ...]) -> None:
    assert run("checkin", *options, typed="").code == 2


# --- the list ---


def test_no_check_in_yet(home: Path, run: Run) -> None:
    done = run("checkin", "--list")
    assert done.code == 5
    assert words.NONE_YET[0] in done.err
    assert json.loads(run("checkin", "--list", "--json").out) == {"checkins": []}


def test_the_list_shows_numbers_and_no_words_of_the_person(written: Path, run: Run) -> None:
    plant(written, "2026-11-20", mood=6, hope=0, note="secret [bold]", effects="dizzy", used="yes",
          own=[{"id": "l1", "name": "pain", "score": 4}])  # fmt: skip
    plant(written, "2026-11-21", note="only words")
    done = run("checkin", "--list")
    assert done.code == 0
    assert "2026-11-20: mood 6, hope 0, pain 4" in done.out
    assert f"2026-11-21: {words.NO_NUMBER}" in done.out
    for private in ("secret", "dizzy", "used", "only words"):
        assert private not in done.out
    assert "Add --notes" in done.out
    shown = json.loads(run("checkin", "--list", "--json").out)["checkins"]
    assert [set(one) & {"note", "effects", "used"} for one in shown] == [set(), set()]


@pytest.mark.parametrize("options", [(), ("--json",), ("--plain",)])
def test_the_list_names_nobody_to_keep_away_from(options: tuple[str, ...], written: Path, run: Run) -> None:
    own = [
        {"id": "l1", "name": "Not thinking of rick", "score": 3},
        {"id": "l2", "name": "I want to die", "score": 4},
        {"id": "l3", "name": "pain", "score": 5},
    ]
    plant(written, "2026-11-20", own=own, mood=5)
    told = run("checkin", "--list", *options).out
    assert "rick" not in told
    assert "want to die" not in told
    assert "pain" in told
    assert "rick" in run("checkin", "--list", "--notes").out


def test_notes_are_shown_where_they_are_asked_for(written: Path, run: Run) -> None:
    plant(written, "2026-11-20", mood=6, note="secret [bold]", effects="dizzy", used="yes")
    done = run("checkin", "--list", "--notes")
    for private in ("Note: secret [bold]", "For my clinician: dizzy", words.USED["yes"]):
        assert private in done.out
    assert json.loads(run("checkin", "--list", "--notes", "--json").out)["checkins"][0]["note"] == "secret [bold]"


def test_thirty_unless_all(written: Path, run: Run) -> None:
    for number in range(40):
        plant(written, (SUNDAY - datetime.timedelta(days=number)).isoformat(), mood=number % 11)
    shown = run("checkin", "--list").out
    assert shown.count("mood") == 30
    assert "2026-11-22: mood 0" in shown
    assert "the last 30" in shown
    assert run("checkin", "--list", "--all").out.count("mood") == 40
    assert len(json.loads(run("checkin", "--list", "--json").out)["checkins"]) == 30


def test_files_that_are_none_of_ours_are_told_and_left(written: Path, run: Run) -> None:
    plant(written, "2026-11-20", mood=6)
    odd = written / "checkins" / "2026-11" / "21-00000009.json"
    odd.write_text("{half", "utf-8")
    done = run("checkin", "--list")
    assert done.code == 0
    assert "One file among your check-ins" in done.err
    assert odd.read_text("utf-8") == "{half"


def test_the_list_loads_no_typed_model_and_no_interview(written: Path) -> None:
    plant(written, "2026-11-20", mood=6)
    code = "import sys, recoveryplan.__main__ as m; sys.argv[1:]=['checkin','--list']\n"
    code += "try: m.main()\nexcept SystemExit: pass\n"
    code += "print([n for n in ('pydantic','rich','questionary','ruamel') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=process_env(), check=False)
    assert done.stdout.decode().strip().endswith("[]"), done.stdout.decode() + done.stderr.decode()


# --- the questions ---


def test_under_a_minute_and_every_one_can_be_skipped() -> None:
    asked = knowledge.record_questions("checkin").questions
    scales = [one for one in asked if one.field.kind == "scale" and not one.each]
    assert [one.writes for one in scales] == [f"record.{scale}" for scale in checkins.SCALES]
    assert all(one.field.low and one.field.high for one in scales)
    assert (scales[3].field.low, scales[3].field.high) == ("none", "as strong as it can be")
    assert len(asked) <= 9


def test_turning_use_on_says_that_it_is_evidence() -> None:
    asked = knowledge.questionnaire().by_id["checkins-used"]
    assert asked.lengths == ("later",)
    assert "evidence" in asked.field.why
    assert asked.field.why.startswith("It is off unless you say yes.")
