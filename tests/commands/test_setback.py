"""`setback`: the body first and unasked, then company, kindness, one thing. Nothing typed is lost, nothing is reset."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commands.running import Run
from recoveryplan import wording
from recoveryplan.commands.settings import Settings
from recoveryplan.errors import CannotNow
from recoveryplan.interview.prompts import Move, Prompt
from recoveryplan.storage import drafts
from recoveryplan.storage.folder import Home
from recoveryplan.wording import setbacks as words
from recoveryplan.workflows import knowledge
from recoveryplan.yamlfile import plain, read
from workflows.scripted import Script, Scripted

PLAN = """\
schema_version: 1
version: 1
updated: 2026-11-01
reason: my first plan
substances:
- {id: u1, kind: opioids, often: stopped}
triggers:
- id: t1
  kind: place
  what: the bar on Fifth Street   # on my way home
  strategies:
  - {id: s1, then: take Oak Avenue}
warning_signs:
- {id: w1, sign: I stop answering}
coping:
- {id: c1, what: ten slow breaths}
people:
- {id: p9, name: Rick, phone: 555-0666}
- {id: p1, name: Dana, kind: sponsor, phone: 555-0142}
keep_distance:
- {id: x1, who: rick}
counting: {wanted: "yes", since: 2026-10-01}
preferences: {country: US, word_for_setback: a slip}
"""

ALL: Script = {
    "setback-with-me": "alone",
    "ready": "now",
    "setback-what": "use",
    "setback-on": "2026-11-21",
    "setback-triggers": ["t1"],
    "setback-signs": ["w1"],
    "setback-helped": ["c1"],
    "setback-change/t1": "call Dana first",
    "setback-person": "p1",
    "setback-count": "from_one",
    "setback-again": "yes",
    "setback-story": "I was tired.",
}

ANSWERS = """\
answers_for: setback
setback-with-me: alone
setback-what: use
setback-on: yesterday
setback-triggers: [t1]
setback-signs: [w1]
setback-helped: [c1]
setback-change: {t1: call Dana first}
setback-person: p1
setback-count: from_one
setback-again: "yes"
setback-story: I was tired.
"""


@pytest.fixture
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-22")
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / "plan.yaml").write_text(PLAN, "utf-8")
    return home


@pytest.fixture
def sit(monkeypatch: pytest.MonkeyPatch, run: Run) -> Any:
    def at(script: Script, *args: str) -> tuple[Any, Scripted]:
        person = Scripted(script)
        monkeypatch.setattr(Settings, "can_ask", lambda _: True)
        monkeypatch.setattr(Settings, "prompter", lambda _: person)
        monkeypatch.setattr("recoveryplan.terminal.choose.leave_tidily", lambda: None)
        return run("setback", *args), person

    return at


def tree(home: Path) -> Any:
    return plain(read((home / "plan.yaml").read_bytes(), "plan.yaml"))


def kept(home: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted(home.glob("records/*/*.json"))]


def versions(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "history").glob("*.yaml"))


# --- the whole way ---


def test_one_look_makes_one_version_and_one_record(here: Path, sit: Any) -> None:
    result, person = sit(ALL)
    assert result.code == 0
    assert person.keys == list(ALL)
    assert (tree(here)["version"], tree(here)["reason"]) == ("2", "a slip")
    assert versions(here) == ["0001.yaml", "0002.yaml"]
    assert (here / "history" / "0001.yaml").read_text("utf-8") == PLAN
    (record,) = kept(here)
    assert {key: record[key] for key in record if key != "at"} == {
        "record": 1, "kind": "setback", "version": 2, "day": "2026-11-22", "with_me": "alone", "what": "use",
        "on": "2026-11-21", "story": "I was tired.", "triggers": ["t1"], "signs": ["w1"], "helped": ["c1"],
        "change": "call Dana first", "change_for": "t1", "person": "p1", "count": "from_one", "again": "yes",
        "word": "a slip", "changes": [{"id": "s2", "how": "added", "because": "of a slip"}],
    }  # fmt: skip
    assert record["at"].startswith("2026-11-22T")


def test_nothing_is_reset_and_what_stands_by_hand_stays(here: Path, sit: Any) -> None:
    sit(ALL)
    after = tree(here)
    assert after["counting"] == {"wanted": "yes", "since": "2026-11-21", "first": "one", "longest": "51", "total": "51"}
    assert [one["then"] for one in after["triggers"][0]["strategies"]] == ["take Oak Avenue", "call Dana first"]
    assert after["review"] == {"next": "2026-11-29"}
    assert "# on my way home" in (here / "plan.yaml").read_text("utf-8")


def test_the_number_of_the_person_comes_right_after_and_last(here: Path, sit: Any) -> None:
    _, person = sit(ALL)
    at = person.keys.index("setback-person") + 1
    assert person.said("Dana  555-0142") == [at]
    assert [one.text for _, one in person.shown][-3:] == [
        "  Dana (sponsor) 555-0142",
        "To talk: call or text 988",
        "In danger: call 911",
    ]


def test_nobody_to_keep_away_from_is_ever_named(here: Path, sit: Any) -> None:
    result, person = sit(ALL)
    options = [option.text for prompt in person.asked for option in prompt.options]
    assert "Dana" in options
    assert "Rick" not in " ".join([*options, result.all, *(one.text for _, one in person.shown)])


def test_from_a_file_it_is_the_same_plan_and_record(here: Path, tmp_path: Path, run: Run, sit: Any) -> None:
    sit(ALL)
    typed, (record,) = tree(here), kept(here)
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    (other / "plan.yaml").write_text(PLAN, "utf-8")
    result = run("setback", "--answers", "-", "--home", str(other), typed=ANSWERS)
    assert result.code == 0
    assert tree(other) == typed
    assert {**kept(other)[0], "at": ""} == {**record, "at": ""}
    assert result.err.startswith("Thank you for coming back.")  # safety text stands beside the rest
    assert "After you used" in result.err
    assert "Next time I will: call Dana first" in result.out


def test_all_skipped_is_a_version_too(here: Path, sit: Any) -> None:
    result, person = sit({"ready": "now"})
    assert result.code == 0
    assert (tree(here)["version"], tree(here)["reason"]) == ("2", "a slip")
    assert person.said(words.NOTHING_NEW)
    assert set(tree(here)) == set(plain(read(PLAN.encode(), "plan.yaml")))
    assert kept(here)[0]["on"] == "2026-11-22"


def test_a_close_one_has_its_own_words_and_no_count(here: Path, sit: Any) -> None:
    result, person = sit({"ready": "now", "setback-what": "near", "setback-near-helped": ["c1"]})
    assert result.code == 0
    assert not {"setback-count", "setback-helped"} & set(person.keys)
    headings = " ".join(prompt.heading for prompt in person.asked)
    assert "It was close, and you came back" in headings
    assert "What helped a little" not in headings
    assert tree(here)["reason"] == "a close call"
    assert tree(here)["counting"] == {"wanted": "yes", "since": "2026-10-01"}
    assert not person.said("After you used")


def test_who_does_not_count_is_asked_of_no_count(here: Path, sit: Any) -> None:
    (here / "plan.yaml").write_text(PLAN.replace('wanted: "yes", since: 2026-10-01', 'wanted: "no"'), "utf-8")
    _, person = sit(ALL)
    assert "setback-count" not in person.keys


def test_the_persons_word_stands_in_the_question(here: Path, sit: Any) -> None:
    _, person = sit({"ready": "now"})
    asked = {prompt.key: prompt.ask for prompt in person.asked}
    assert asked["setback-what"] == "Was it a slip, or was it close?"


def test_it_is_about_ten_questions(here: Path, sit: Any) -> None:
    _, person = sit(ALL)
    assert len(set(person.keys) - {"setback-with-me", "ready"}) <= 10


# --- what comes first ---


@pytest.mark.parametrize("args", [(), ("--no-input",), ("--plain",)])
def test_without_a_terminal_the_first_screen_is_never_withheld(args: tuple[str, ...], here: Path, run: Run) -> None:
    result = run("setback", *args)
    assert result.code == 2
    assert result.out.startswith("Thank you for coming back.")
    assert "In danger? Call 911:" in result.out
    assert "Dana (sponsor) 555-0142" in result.out
    assert words.KIND[0].split(".")[0] in " ".join(result.out.split())
    assert "setback --answers FILE" in result.err
    assert not (here / "history").exists()


def test_a_plan_with_a_mistake_takes_nothing_away(here: Path, sit: Any) -> None:
    (here / "plan.yaml").write_text(PLAN.replace("people:", "peopel:"), "utf-8")
    result, person = sit(ALL)
    assert result.code == 3
    assert "In danger? Call 911:" in result.out
    assert person.keys == ["setback-with-me"]
    assert person.said(words.ALONE_NOBODY) == [1]
    assert person.said("In danger: call 911") == [1]
    assert person.said(AFTER_A_BREAK) == [1]
    assert person.said(words.KIND[0]) == [1]
    assert "line 17" in result.err
    assert "Rick" not in result.all


AFTER_A_BREAK = "If you used after some days without, your body can take less than before."
SUDDEN = "a sudden stop can be a danger to life"


def test_another_window_takes_nothing_away(here: Path, sit: Any) -> None:
    sit(ALL | {"setback-signs": Move.SAVE})
    waiting = drafts.find(Home(str(here)), "setback")
    assert waiting is not None
    with drafts.Draft.resume(Home(str(here)), waiting):
        result, person = sit(ALL)
    assert result.code == 4
    assert person.keys == ["setback-with-me"]
    assert person.said("Dana (sponsor) 555-0142") == [1]
    assert person.said(words.KIND[0]) == [1]


def test_a_home_that_can_not_be_used_takes_nothing_away(tmp_path: Path, run: Run) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    result = run("setback", "--home", str(tmp_path / "file"))
    assert result.code in {2, 4}
    assert "In danger? Call your local emergency" in result.out
    assert "! Do not drive." in result.out


def test_without_a_plan_there_is_all_that_needs_none(home: Path, sit: Any) -> None:
    result, person = sit({"setback-with-me": "alone"})
    assert result.code == 0
    assert "US, Canada 911" in result.out
    assert "988" not in result.all
    assert person.keys == ["setback-with-me"]
    said = " ".join(one.text for _, one in person.shown)
    assert words.KIND[0] in said
    assert "`recoveryplan now`" in said
    assert person.said("In danger: call your local emergency number") == [1]
    assert person.said(AFTER_A_BREAK) == [1]
    assert person.said(SUDDEN) == [1]
    assert "`recoveryplan new`" in said
    assert not home.exists()


def test_ctrl_c_without_a_plan_promises_nothing(home: Path, sit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopping(Scripted):
        def ask(self, prompt: Prompt, keep: Any) -> Any:
            raise KeyboardInterrupt

    sit({})
    monkeypatch.setattr(Settings, "prompter", lambda _: Stopping({}))
    from commands.running import run_here

    result = run_here("setback")
    assert result.code == 130
    assert wording.STOPPED in " ".join(result.err.split())
    assert "kept" not in result.err


def test_answers_without_a_plan_say_so_below_the_first_screen(home: Path, run: Run) -> None:
    result = run("setback", "--answers", "-", typed=ANSWERS)
    assert result.code == 5
    assert result.err.startswith("Thank you for coming back.")


# --- company ---


@pytest.mark.parametrize("reply", ["alone", Move.SKIP])
def test_who_is_alone_or_does_not_say_is_shown_whom_to_call(reply: Any, here: Path, sit: Any) -> None:
    _, person = sit({"setback-with-me": reply, "ready": "later"})
    assert person.said(words.ALONE) == [1]
    assert person.said("Dana (sponsor) 555-0142") == [1]
    assert person.said("call or text 988") == [1]


def test_who_is_with_somebody_can_tell_them(here: Path, sit: Any) -> None:
    _, person = sit({"setback-with-me": "somebody", "ready": "later"})
    assert person.said(words.SOMEBODY[0]) == [1]
    assert not person.said(words.ALONE)


def test_alone_with_nobody_in_the_plan_there_is_a_line(here: Path, sit: Any) -> None:
    (here / "plan.yaml").write_text(
        PLAN.replace("- {id: p1, name: Dana, kind: sponsor, phone: 555-0142}\n", ""), "utf-8"
    )
    _, person = sit({"setback-with-me": "alone", "ready": "later"})
    assert person.said(words.ALONE_NOBODY) == [1]
    assert person.said("call or text 988") == [1]


def test_kindness_stands_before_now_or_later(here: Path, sit: Any) -> None:
    _, person = sit({"setback-with-me": "alone", "ready": "later"})
    assert person.keys == ["setback-with-me", "ready"]
    assert person.said(words.KIND[0]) == [1]


# --- later, and another day ---


@pytest.mark.parametrize("reply", ["later", Move.SAVE, Move.SKIP, Move.BACK])
def test_only_who_says_now_goes_on(reply: Any, here: Path, sit: Any) -> None:
    result, person = sit({"ready": reply})
    assert result.code == 0
    assert person.keys == ["setback-with-me", "ready"]
    assert person.said(wording.saved_for_later("setback"))
    assert tree(here)["version"] == "1"
    assert not kept(here)


def test_who_leaves_in_a_hurry_leaves_no_words(here: Path, sit: Any) -> None:
    for script in (
        {"setback-with-me": Move.LEAVE},
        {"ready": Move.LEAVE},
        {"ready": "now", "setback-what": Move.LEAVE},
    ):
        _, person = sit(script)
        assert not person.said("Put away")


def test_another_day_the_body_comes_first_again_and_then_it_goes_on(here: Path, sit: Any) -> None:
    sit(ALL | {"setback-signs": Move.SAVE})
    assert drafts.find(Home(str(here)), "setback") is not None
    rest = {key: reply for key, reply in ALL.items() if key not in {"setback-what", "setback-on", "setback-triggers"}}
    result, person = sit(rest | {"setback-with-me": "somebody"})
    assert "In danger? Call 911:" in result.out
    assert person.keys[:3] == ["setback-with-me", "ready", "setback-signs"]
    assert words.GO_ON in [option.text for option in person.asked[1].options]
    (record,) = kept(here)
    assert (record["with_me"], record["what"], record["triggers"]) == ("somebody", "use", ["t1"])
    assert drafts.find(Home(str(here)), "setback") is None


def test_one_of_another_day_says_which_day_it_is(here: Path, sit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-08")
    sit(ALL | {"setback-on": Move.SAVE})
    _, person = sit(ALL | {"ready": "later"})
    assert not person.said("You began one on")  # the same day needs no word
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-22")
    _, person = sit(ALL | {"setback-on": Move.SKIP})
    assert person.said("You began one on Sunday, 8 November 2026.") == [1]
    asked = {prompt.key: prompt.ask for prompt in person.asked}
    assert asked["setback-on"].endswith("Skip this for the day you opened this.")
    assert kept(here)[0]["on"] == "2026-11-08"


def test_from_the_start_keeps_the_old_words_aside(here: Path, sit: Any) -> None:
    sit(ALL | {"setback-trigger": "x", "setback-signs": Move.SAVE})
    result, person = sit({"ready": "over", "setback-what": "near"})
    assert result.code == 0
    assert "setback-what" in person.keys
    assert kept(here)[0]["what"] == "near"
    assert "triggers" not in kept(here)[0]
    aside = [path.read_text("utf-8") for path in Path(Home(str(here)).kept).glob("setback-*-aside-*")]
    assert len(aside) == 1
    assert "setback-triggers" in aside[0]


def test_each_answer_is_on_the_disk_before_the_next_question(here: Path, sit: Any, monkeypatch: Any) -> None:
    seen: list[int] = []

    class Watching(Scripted):
        def ask(self, prompt: Prompt, keep: Any) -> Any:
            found = drafts.find(Home(str(here)), "setback")
            seen.append(len(found.events) if found else 0)
            return super().ask(prompt, keep)

    person = Watching(ALL)
    sit(ALL)  # sets the terminal up; the second look is watched
    monkeypatch.setattr(Settings, "prompter", lambda _: person)
    from commands.running import run_here

    assert run_here("setback").code == 0
    answered = [count for count, key in zip(seen, person.keys, strict=True) if key != "ready"]
    assert answered == list(range(len(answered)))
    assert len(answered) == 10  # the week is not asked about again


def test_the_plan_was_changed_meanwhile(here: Path, sit: Any) -> None:
    sit(ALL | {"setback-signs": Move.SAVE})
    (here / "plan.yaml").write_text(PLAN.replace("ten slow breaths", "a walk"), "utf-8")
    result, _ = sit(ALL)
    assert result.code == 0
    after = tree(here)
    assert after["coping"][0]["what"] == "a walk"
    assert [one["then"] for one in after["triggers"][0]["strategies"]] == ["take Oak Avenue", "call Dana first"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the bar on Fifth Street", "my birthday"),
        ("name: Dana, kind: sponsor, phone: 555-0142", "name: Zed, kind: sponsor, phone: 555-0142"),
        ("phone: 555-0142", "phone: 555-6666"),
    ],
)
def test_what_was_picked_is_another_one_by_now(old: str, new: str, here: Path, sit: Any) -> None:
    sit(ALL | {"setback-count": Move.SAVE})
    (here / "plan.yaml").write_text(PLAN.replace(old, new), "utf-8")
    result, person = sit({"ready": "now"})
    assert result.code == 0
    assert person.said(words.PLAN_SINCE) == [1]
    assert "setback-what" in person.keys
    assert not {"triggers", "person", "change"} & set(kept(here)[0])
    assert len(list(Path(Home(str(here)).kept).glob("setback-*-aside-*"))) == 1


# --- words of danger ---

DARK = "I want to die"


@pytest.mark.parametrize(
    ("key", "said", "rule"),
    [
        ("setback-story", DARK, "Thoughts of ending your life"),
        ("setback-trigger", DARK, "Thoughts of ending your life"),
        ("setback-sign", DARK, "Thoughts of ending your life"),
        ("setback-helped-words", DARK, "Thoughts of ending your life"),
        ("setback-change/t1", DARK, "Thoughts of ending your life"),
        ("setback-story", "he hit me, I am afraid of him", "If someone hurts or scares you"),
        ("setback-story", "I took too many pills", "If this is happening now"),
        ("setback-trigger", "she won't wake up", "If this is happening now"),
    ],
)
def test_words_of_danger_bring_lines_and_a_pause_at_once(key: str, said: str, rule: str, here: Path, sit: Any) -> None:
    own = {
        "setback-triggers": ["t1", "something-else"],
        "setback-signs": ["something-else"],
        "setback-helped": ["something-else"],
    }
    result, person = sit(ALL | own | {key: said, "pause": "stop"})
    assert result.code == 0
    assert person.keys[-2:] == [key, "pause"]
    at = len(person.keys) - 1
    assert at in person.said(rule)
    assert at in person.said("In danger: call 911.")
    assert not kept(here)


HURT = "my husband hits me and reads my computer"
WATCHED = PLAN.replace("name: Dana, kind: sponsor", "name: Dana, role: my husband")


@pytest.mark.parametrize("key", ["setback-story", "setback-trigger", "setback-sign", "setback-helped-words"])
def test_after_words_of_danger_at_home_nobody_is_named(key: str, here: Path, sit: Any) -> None:
    own = {
        "setback-triggers": ["t1", "something-else"],
        "setback-signs": ["something-else"],
        "setback-helped": ["something-else"],
    }
    result, person = sit(ALL | own | {"setback-change/t1": "walk", key: HURT, "pause": "on"})
    assert result.code == 0
    at = person.keys.index("pause")
    later = " ".join(one.text for n, one in person.shown if n > at)
    assert "Dana" not in later
    assert "husband" not in later
    assert person.said("Someone hurts you: call 1-800-799-7233")
    assert person.said("To talk: call or text 988")
    assert ("setback-person" in person.keys) == (key == "setback-story")  # then it was asked before
    assert person.said(words.DONE_IN_DANGER[1])


def test_the_next_day_too_nobody_is_named(here: Path, sit: Any) -> None:
    sit(ALL | {"setback-triggers": ["something-else"], "setback-trigger": HURT, "pause": "stop"})
    _, person = sit({"setback-with-me": "alone", "ready": "later"})
    assert not person.said("Dana")
    assert person.said(words.ALONE_NOBODY) == [1]


@pytest.mark.parametrize("private", [True, False])
def test_where_family_is_kept_out_no_partner_is_named(private: bool, here: Path, sit: Any) -> None:
    told = "preferences: {family: private, " if private else "preferences: {"
    (here / "plan.yaml").write_text(WATCHED.replace("preferences: {", told), "utf-8")
    result, person = sit(ALL | {"setback-change/t1": "walk"})
    options = [option.text for prompt in person.asked for option in prompt.options]
    seen = " ".join([*options, result.all, *(one.text for _, one in person.shown)])
    assert ("Dana" in seen) == (not private)


def test_no_idea_is_to_meet_somebody_to_keep_away_from(here: Path, sit: Any) -> None:
    ideas = {}
    for what in ("Rick comes by", "Sam comes by"):
        by_hand = PLAN.replace("kind: place\n  what: the bar on Fifth Street", f"kind: people\n  what: {what}")
        (here / "plan.yaml").write_text(by_hand, "utf-8")
        _, person = sit(ALL)
        asked = next(prompt for prompt in person.asked if prompt.key == "setback-change/t1")
        ideas[what] = " ".join(option.text for option in asked.options)
    meeting = ("at a time when no one has used", "something together", "by day")
    assert any(words in ideas["Sam comes by"].lower() for words in ("no one has used", "together", "by day"))
    assert not any(part in ideas["Rick comes by"].lower() for part in ("no one has used", "together", *meeting))
    assert ideas["Rick comes by"]


def test_from_a_file_only_what_it_brings_up_is_told(here: Path, run: Run) -> None:
    (here / "plan.yaml").write_text(PLAN + "medicine: {items: [{id: i1, name: x, kind: naltrexone}]}\n", "utf-8")
    result = run("setback", "--answers", "-", typed=ANSWERS)
    assert result.code == 0
    assert "After you used" in result.err
    assert "call the person who prescribes it before the next one" in " ".join(result.err.split())
    for told_before in ("Naltrexone and opioids", "Stopping opioids", "Medicine you take"):
        assert told_before not in result.err


def test_what_can_not_be_written_takes_no_number_away(here: Path, run: Run) -> None:
    (here / "records").write_text("no folder", "utf-8")
    result = run("setback", "--answers", "-", typed=ANSWERS.replace("I was tired.", "I took too many pills"))
    assert result.code == 4
    assert "If this is happening now" in result.err
    assert "In danger: call 911" in result.err


def test_words_of_danger_stay_in_the_record(here: Path, sit: Any) -> None:
    """A plan is printed and shown: it takes no such words as a trigger, a sign or a skill."""
    own = {
        "setback-triggers": ["something-else"], "setback-trigger": "Sam comes by and I want to die",
        "setback-signs": ["something-else"], "setback-sign": "he hits me", "setback-helped": ["something-else"],
        "setback-helped-words": "I took too many pills", "setback-change-other": "call Dana first", "pause": "on",
    }  # fmt: skip
    result, person = sit(ALL | own)
    assert result.code == 0
    in_plan = (here / "plan.yaml").read_text("utf-8")
    assert "call Dana first" in in_plan
    for part in ("want to die", "hits me", "too many pills"):
        assert part not in in_plan
        assert part in str(kept(here)[0])
        assert not person.said(part)


@pytest.mark.parametrize("told", ["preferences: {family: private, ", "preferences: {"])
def test_who_is_with_somebody_is_told_to_tell_them_only_where_that_is_safe(told: str, here: Path, sit: Any) -> None:
    (here / "plan.yaml").write_text(PLAN.replace("preferences: {", told), "utf-8")
    _, person = sit({"setback-with-me": "somebody", "ready": "later"})
    private = "private" in told
    assert bool(person.said(words.SOMEBODY_NEAR[0])) == private
    assert bool(person.said(words.SOMEBODY[0])) != private
    assert person.said("call or text 988") == [1]


def test_after_a_use_the_body_that_takes_less_is_told_of_once(here: Path, sit: Any) -> None:
    _, person = sit(ALL)
    assert person.said("your body can take far less than before") == [person.keys.index("setback-what") + 1]


# --- the words ---


def test_no_screen_has_a_word_that_shames(here: Path, sit: Any) -> None:
    for what in ("use", "near"):
        result, person = sit(ALL | {"setback-what": what})
        asked = [text for prompt in person.asked for text in (prompt.heading, prompt.intro, prompt.ask, prompt.help)]
        said = " ".join([result.all, *asked, *(one.text for _, one in person.shown)]).lower()
        bad = [
            word
            for word in ("fail", "relaps", "clean", "dirty", "should have", "why did", "blame", "!!")
            if word in said
        ]
        assert bad == []


def test_the_menu_leads_here(here: Path, sit: Any, run: Run, monkeypatch: Any) -> None:
    sit({"ready": "later"})
    person = Scripted({"menu": "slipped", "ready": "later"})
    monkeypatch.setattr(Settings, "prompter", lambda _: person)
    result = run()
    assert result.code == 0
    assert person.keys == ["menu", "setback-with-me", "ready"]
    assert "Thank you for coming back." in result.out


@pytest.mark.parametrize("before", ['mind: {thoughts: "yes"}\n', "motivations: [{id: m1, text: I want to die}]\n", ""])
def test_dark_words_of_today_are_heard_whatever_the_plan_said_before(before: str, here: Path, sit: Any) -> None:
    (here / "plan.yaml").write_text(PLAN + before, "utf-8")
    _, person = sit(ALL | {"setback-triggers": ["something-else"], "setback-trigger": DARK, "pause": "stop"})
    assert person.keys[-2:] == ["setback-trigger", "pause"]
    # and words that are none bring no pause, though the plan has some
    _, person = sit(ALL | {"ready": "over", "setback-triggers": ["something-else"], "setback-trigger": "pay day"})
    assert "pause" not in person.keys


def test_a_day_left_out_is_the_one_it_was_begun_on(here: Path, sit: Any, monkeypatch: Any) -> None:
    sit(ALL | {"setback-on": Move.SKIP, "setback-signs": Move.SAVE})
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-25")
    sit({"ready": "now", "setback-count": "from_zero"})
    (record,) = kept(here)
    assert (record["on"], record["day"]) == ("2026-11-22", "2026-11-25")
    assert tree(here)["counting"]["since"] == "2026-11-22"


def test_kind_words_need_no_disk(here: Path, sit: Any, monkeypatch: Any) -> None:
    def full(*_: Any) -> None:
        raise CannotNow("The disk is full.")

    monkeypatch.setattr(Home, "prepare", full)
    result, person = sit(ALL)
    assert result.code == 4
    assert "In danger? Call 911:" in result.out
    assert person.said(words.KIND[0])


def test_a_veteran_is_shown_their_own_line(here: Path, sit: Any) -> None:
    (here / "plan.yaml").write_text(PLAN + 'circumstances: {veteran: "yes"}\n', "utf-8")
    result, person = sit(ALL)
    assert crisis_of_a_veteran() in result.out
    assert [one.text for _, one in person.shown][-2] == f"To talk: {crisis_of_a_veteran()}"


def crisis_of_a_veteran() -> str:
    line = knowledge.lines().crisis("US", veteran=True)
    assert line is not None
    assert line["say"] != knowledge.lines().crisis("US")["say"]  # type: ignore[index]
    return str(line["say"])


def test_nobody_whom_the_plan_tells_of_as_a_danger_is_someone_to_call(here: Path, sit: Any) -> None:
    more = "- {id: p7, name: Tom, phone: 555-0777, note: my husband hits me}\n"
    (here / "plan.yaml").write_text(PLAN.replace("people:\n", f"people:\n{more}"), "utf-8")
    result, person = sit(ALL | {"setback-person": "p1"})
    options = [option.text for prompt in person.asked for option in prompt.options]
    assert "Dana" in options
    assert "Tom" not in " ".join([*options, result.all, *(one.text for _, one in person.shown)])


def test_there_is_nothing_before_the_first_question(here: Path, sit: Any) -> None:
    _, person = sit({"setback-with-me": (Move.BACK, "alone"), "ready": "later"})
    assert person.keys == ["setback-with-me", "setback-with-me", "ready"]
    assert person.said(wording.FIRST_QUESTION) == [1]
