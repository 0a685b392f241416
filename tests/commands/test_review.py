"""`review`: it opens kindly, changes only what was picked, can be left and resumed, and ends in one version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commands.running import Run
from recoveryplan.commands.settings import Settings
from recoveryplan.interview.prompts import Answer, Move, Prompt
from recoveryplan.living import reviewing
from recoveryplan.workflows import knowledge
from recoveryplan.yamlfile import plain, read
from workflows.scripted import Script, Scripted

PLAN = """\
schema_version: 1
version: 1
updated: 2026-10-22
reason: my first plan
motivations:
- id: m1
  text: see my daughter   # every day
substances:
- id: u1
  kind: alcohol
readiness:
  importance: 8
triggers:
- id: t1
  kind: time
  what: Monday evenings
  strategies:
  - id: s1
    then: gym on Mondays
goals:
- id: g1
  what: three meetings a week
- id: g2
  what: run a marathon
  status: reached
  reached: 2026-10-30
people:
- id: p1
  name: Dana
  phone: "555-0142"
keep_distance:
- id: x1
  who: Rick
preferences:
  country: US
  rhythm: monthly
review:
  next: 2026-11-22
"""


@pytest.fixture
def written(home: Path) -> Path:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / "plan.yaml").write_text(PLAN, "utf-8")
    return home


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-22")


HALF = "two quiet evenings\nand a walk"


class Reviewing(Scripted):
    """A person at a review; at the end they save, and the offers are for another day unless the script says so."""

    halfway: frozenset[str] = frozenset()

    def ask(self, prompt: Prompt, keep: Any) -> Any:
        if prompt.key in self.halfway:  # some lines, and then the word skip
            self.asked.append(prompt)
            keep(HALF)
            return Move.SKIP
        if prompt.key == "offers" and "offers" not in self.script:
            self.asked.append(prompt)
            return Answer("enough")
        return super().ask(prompt, keep)

    def _at_look_back(self, prompt: Prompt, reply: Any) -> Any:
        if prompt.key != "look-back":
            return super()._at_look_back(prompt, reply)
        return "+save" if reply == "done" else reply


@pytest.fixture
def sit(monkeypatch: pytest.MonkeyPatch, run: Run) -> Any:
    def at(script: Script, *words: str) -> tuple[Any, Reviewing]:
        person = Reviewing(script)
        monkeypatch.setattr(Settings, "can_ask", lambda _: True)
        monkeypatch.setattr(Settings, "prompter", lambda _: person)
        monkeypatch.setattr("recoveryplan.terminal.choose.leave_tidily", lambda: None)
        return run("review", *words), person

    return at


def tree(home: Path, version: int | None = None) -> Any:
    path = home / "plan.yaml" if version is None else home / "history" / f"{version:04d}.yaml"
    return plain(read(path.read_bytes(), "plan.yaml"))


def record(home: Path) -> Any:
    (path,) = (home / "records").rglob("*-review-*.json")
    return json.loads(path.read_text("utf-8"))


# --- is one due? ---


@pytest.mark.parametrize(("today", "code", "words"), [
    ("2026-11-21", 0, "The next look is on Sunday, 22 November 2026."),
    ("2026-11-22", 6, "A look at your plan is due since Sunday, 22 November 2026"),
    ("2027-02-01", 6, "due since"),
])  # fmt: skip
def test_due_tells_by_its_exit_code(
    written: Path, run: Run, monkeypatch: pytest.MonkeyPatch, today: str, code: int, words: str
) -> None:
    before = {path: path.read_bytes() for path in written.iterdir() if path.is_file()}
    monkeypatch.setenv("RECOVERYPLAN_TODAY", today)
    result = run("review", "--due")
    assert (result.code, words in result.out) == (code, True), result.out
    assert {path: path.read_bytes() for path in before} == before


def test_without_a_day_nothing_is_due(written: Path, run: Run) -> None:
    (written / "plan.yaml").write_text(PLAN.partition("review:")[0], "utf-8")
    assert run("review", "--due").code == 0


def test_due_needs_a_plan_and_stands_alone(home: Path, run: Run) -> None:
    assert run("review", "--due").code == 5
    assert run("review", "--due", "--event", "new job").code == 2


def test_without_a_terminal_it_names_the_other_way(written: Path, run: Run) -> None:
    result = run("review")
    assert result.code == 2
    assert "--answers" in result.err


# --- by asking ---


def test_it_opens_with_the_reasons_and_what_went_well(written: Path, sit: Any) -> None:
    result, person = sit({})
    assert result.code == 0
    said = [one.text for _, one in person.shown]
    assert said.index("run a marathon (Friday, 30 October 2026)") < said.index("see my daughter")
    assert person.keys[0] == "review-well"
    assert "Rick" not in "\n".join(said)


def test_what_was_said_becomes_one_version_with_its_reason(written: Path, sit: Any) -> None:
    result, person = sit({
        "review-well": "two quiet evenings",
        "review-event": "moved",
        "review-much": "some",
        "review-goal/g1": "done",
        "review-goal-reached/g1": "2026-11-20",
        "review-triggers/t2/what": "pay day",
    })  # fmt: skip
    assert result.code == 0, result.err
    plan = tree(written)
    assert (plan["version"], plan["reason"]) == ("2", "review after a move")
    assert plan["goals"][0]["reached"] == "2026-11-20"
    assert plan["review"] == {"next": "2026-12-22", "last": "2026-11-22"}
    assert plan["triggers"][1] == {"id": "t2", "what": "pay day"}
    assert "# every day" in (written / "plan.yaml").read_text("utf-8")
    assert (written / "history" / "0001.yaml").read_text("utf-8") == PLAN
    assert person.said("because you moved")
    assert person.said("The next look is on Tuesday, 22 December 2026")


def test_the_record_alone_leads_to_the_same_plan(written: Path, sit: Any) -> None:
    sit({
        "review-event": "job", "review-work": "lost", "review-goal/g1": "stuck", "review-goal-next/g1": "replace",
        "review-goal-words/g1": "one meeting a week", "review-used": ["s1"], "review-tool/s1": "not_fit",
        "review-stress": "yes", "review-stress-words": "the landlord calls", "offers": "show",
        "offer": ("add", "later", "no"),
    })  # fmt: skip
    kept = record(written)
    assert kept["version"] == 2
    assert kept["added"]
    again = reviewing.apply(tree(written, 1), kept).plan
    head = {"version", "updated", "reason"}
    now = tree(written, 2)
    typed = json.loads(json.dumps(again), parse_int=str)
    assert {key: one for key, one in typed.items() if key not in head} == {
        key: one for key, one in now.items() if key not in head
    }


def test_the_event_can_be_told_at_once_and_is_not_asked_then(written: Path, sit: Any) -> None:
    _, person = sit({}, "--event", "my cat came back")
    assert "review-event" not in person.keys
    assert tree(written)["reason"] == "review: my cat came back"


@pytest.mark.parametrize(("words", "event"), [
    ("new job", "job"),
    ("lost my job", "job"),
    ("we moved", "moved"),
    ("my father died", "loss"),
    ("my baby died", "loss"),
    ("my husband died in a work accident", "loss"),
    ("a miscarriage after I was pregnant", "loss"),
    ("a baby", "birth"),
    ("Baby", "birth"),
    ("they took my baby away", "other"),
    ("move", "moved"),
    ("relationship", "relationship"),
    ("loss", "loss"),
    ("weight loss", "other"),
    ("I broke my leg", "illness"),
    ("I lost my keys", "other"),
    ("my partner hits me", "other"),
])  # fmt: skip
def test_the_words_of_an_event_stay_and_pick_what_is_asked(written: Path, sit: Any, words: str, event: str) -> None:
    sit({}, "--event", words)
    kept = record(written)
    assert (kept["event"], kept["event_words"]) == (event, words)


@pytest.mark.parametrize(("words", "reason"), [
    ("new job", "review: new job"),
    ("my partner hits me", "review after a change"),
    ("I want to die since I lost my job", "review after a change"),
])  # fmt: skip
def test_the_reason_is_in_the_persons_words_but_for_a_danger(written: Path, sit: Any, words: str, reason: str) -> None:
    sit({}, "--event", words)
    assert tree(written)["reason"] == reason


@pytest.mark.parametrize(("words", "sign"), [
    ("my partner hits me", "1-800-799-7233"),
    ("I want to die since I lost my job", "988"),
])  # fmt: skip
def test_an_event_that_tells_of_a_danger_brings_who_to_call(written: Path, sit: Any, words: str, sign: str) -> None:
    _, person = sit({}, "--event", words)
    assert person.said(sign)[0] == 0


@pytest.mark.parametrize("words", ["", "  ", "\x00\x1b"])
def test_an_event_of_nothing_is_asked_for(written: Path, sit: Any, words: str) -> None:
    result, person = sit({}, "--event", words)
    assert result.code == 0
    assert "review-event" in person.keys


def test_an_event_said_with_a_review_begun_before_counts(written: Path, sit: Any) -> None:
    sit({"review-well": Move.SAVE})
    _, person = sit({"resume": "on"}, "--event", "lost my job")
    assert "review-event" not in person.keys
    assert tree(written)["reason"] == "review: lost my job"


def test_what_was_said_of_a_goal_is_not_put_on_another(written: Path, sit: Any) -> None:
    sit({"review-goal/g1": "done", "review-used": Move.SAVE})
    path = written / "plan.yaml"
    path.write_text(PLAN.replace("three meetings a week", "learn to bake"), "utf-8")
    _, person = sit({"resume": "on"})
    assert person.said("others now")
    assert "reached" not in tree(written)["goals"][0]


def test_what_is_asked_again_of_a_goal_counts_from_then_on(written: Path, sit: Any) -> None:
    sit({"review-goal/g1": "done", "review-used": Move.SAVE})
    path = written / "plan.yaml"
    path.write_text(PLAN.replace("three meetings a week", "learn to bake"), "utf-8")
    _, person = sit({"resume": "on", "review-goal/g1": "stuck", "review-goal-next/g1": Move.SAVE})
    assert person.keys[1] == "review-goal/g1"
    _, person = sit({"resume": "on"})
    assert not person.said("others now")
    assert record(written)["goals"][0]["how"] == "stuck"


def test_a_review_of_long_ago_says_when_it_began(written: Path, sit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (written / "plan.yaml").write_text(PLAN + "checkins:\n  measures: [phq2]\n", "utf-8")
    sit({"review-goal/g1": "done", "phq2-1": "points-1", "phq2-2": Move.SAVE})
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2027-01-30")
    _, person = sit({"resume": "on"})
    assert person.said("Sunday, 22 November 2026")
    assert "phq2-1" in person.keys
    assert tree(written)["goals"][0]["reached"] == "2026-11-22"
    assert record(written)["day"] == "2027-01-30"


def test_a_reached_goal_is_told_at_the_next_review(written: Path, sit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sit({"review-goal/g1": "done", "review-goal-reached/g1": "2026-11-02"})
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-12-22")
    _, person = sit({})
    assert person.said("three meetings a week (Monday, 2 November 2026)")


def test_a_new_thing_never_has_the_id_of_one_that_went(written: Path, sit: Any) -> None:
    gone = {"review-used": ["s1"], "review-tool/s1": "not_fit", "review-tool-next/s1": "drop"}
    sit(gone)
    sit(gone)
    new = {"review-triggers/t2/what": "pay day", "review-triggers/t2/strategies": ["+own"]}
    sit(new | {"review-triggers/t2/strategies/+own-1": "call Dana"})
    assert tree(written)["triggers"][1]["strategies"] == [{"id": "s2", "then": "call Dana"}]


def test_a_day_still_ahead_stays_without_a_rhythm(written: Path, sit: Any) -> None:
    path = written / "plan.yaml"
    path.write_text(PLAN.replace("  rhythm: monthly\n", "").replace("2026-11-22\n", "2027-06-01\n"), "utf-8")
    sit({})
    assert tree(written)["review"]["next"] == "2027-06-01"


def test_it_goes_on_where_it_stopped(written: Path, sit: Any) -> None:
    result, _ = sit({"review-well": "a walk", "review-event": Move.SAVE})
    assert result.code == 0
    assert tree(written) == plain(read(PLAN.encode(), "plan.yaml"))
    result, person = sit({"resume": "on", "review-event": "none"})
    assert person.keys[:2] == ["resume", "review-event"]
    assert record(written)["well"] == "a walk"
    assert tree(written)["version"] == "2"


def test_a_plan_changed_meanwhile_is_built_on(written: Path, sit: Any) -> None:
    sit({})
    sit({"review-well": "a walk", "review-event": Move.SAVE})
    path = written / "plan.yaml"
    path.write_text(path.read_text("utf-8").replace("run a marathon", "run ten miles"), "utf-8")
    sit({"resume": "on"})
    assert tree(written)["goals"][1]["what"] == "run ten miles"
    assert (tree(written, 3)["reason"], tree(written)["version"]) == ("changed by hand", "4")
    kept = [json.loads(one.read_text("utf-8")) for one in (written / "records").rglob("*.json")]
    assert sorted((one["version"], one.get("well")) for one in kept) == [(2, None), (4, "a walk")]


def test_what_twice_was_not_the_right_fit_is_offered_for_another(written: Path, sit: Any) -> None:
    _, person = sit({"review-used": ["s1"], "review-tool/s1": "not_fit"})
    assert "review-tool-next/s1" not in person.keys
    _, person = sit({
        "review-used": ["s1"], "review-tool/s1": "not_fit", "review-tool-next/s1": "replace",
        "review-tool-words/s1": "walk with Sam",
    })  # fmt: skip
    assert tree(written)["triggers"][0]["strategies"] == [{"id": "s2", "then": "walk with Sam"}]
    assert person.said("you tried it twice, and it was not the right fit")


def test_little_movement_twice_leads_to_the_reasons_and_to_help(written: Path, sit: Any) -> None:
    stuck = {"review-goal/g1": "stuck", "review-goal-next/g1": "keep"}
    _, person = sit(stuck)
    assert "review-easier" not in person.keys
    _, person = sit(stuck | {"review-ask": "what else could help me"})
    assert [key for key in person.keys if key in {"review-reasons", "review-easier", "review-try", "review-ask"}]
    assert person.said("You said that this matters to you:")
    assert [one["text"] for one in tree(written)["treatment"]["questions"]] == ["what else could help me"]


def test_a_low_number_alone_leads_to_the_reasons(written: Path, sit: Any) -> None:
    _, person = sit({"review-importance": 2})
    assert "review-reasons/m2/text" in person.keys
    assert "review-low-ask" in person.keys
    assert "review-easier" not in person.keys
    assert not person.said("stood still")


def test_skip_after_some_lines_keeps_them(written: Path, sit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reviewing, "halfway", frozenset({"review-well"}))
    sit({})
    assert record(written)["well"] == HALF


def test_no_to_an_answer_gone_back_to_takes_it_out(written: Path, sit: Any) -> None:
    sit({"review-dates/y1/what": ("court", "no"), "review-dates/y1/on": Move.BACK})
    assert "hard_dates" not in tree(written)


def test_after_dark_words_who_to_call_is_short_and_has_my_people(written: Path, sit: Any) -> None:
    _, person = sit({"review-well": "I want to end my life", "pause": ("lines", "on")})
    at = person.keys.index("pause")
    shown = [one.text for count, one in person.shown if count == at + 1]
    assert "Dana  555-0142" in shown
    assert any("988" in words for words in shown)
    assert not [words for words in shown if "ambling" in words]
    assert len(shown) < 30


def test_dark_words_bring_the_lines_at_once(written: Path, sit: Any) -> None:
    _, person = sit({"review-well": "nothing, I want to end my life"})
    after = person.said("988")
    assert after
    assert person.keys[after[0] - 1] == "review-well"


def test_after_words_of_a_danger_no_family_comes_up(written: Path, sit: Any) -> None:
    def offered(words: str) -> set[str]:
        _, person = sit({"review-well": words, "offers": "show", "offer": ("no",) * 80, "more": ("show",) * 20})
        return {prompt.key for prompt in person.asked if prompt.key.startswith("offer:")}

    (written / "plan.yaml").write_text(PLAN.replace("country: US", "country: US\n  family: involve"), "utf-8")
    before = (written / "plan.yaml").read_bytes()
    told = offered("my husband hits me")
    (written / "plan.yaml").write_bytes(before)
    for path in (written / "history").iterdir():
        path.unlink()
    (written / "index").unlink()
    assert {one for one in offered("a walk") - told if "family" in one}
    assert not {one for one in told if "family" in one}
    assert tree(written)["preferences"]["family"] == "involve"


def test_what_was_kept_for_later_comes_back(written: Path, sit: Any) -> None:
    _, first = sit({"offers": "show", "offer": ("later", "no"), "more": "enough"})
    put_off, declined = [prompt.key for prompt in first.asked if prompt.key.startswith("offer:")][:2]
    _, again = sit({"offers": "show", "more": ("show",) * 20})
    shown = [prompt.key for prompt in again.asked if prompt.key.startswith("offer:")]
    assert shown[0] == put_off
    assert declined not in shown


def test_when_it_matters_little_help_from_professionals_comes_first(written: Path, sit: Any) -> None:
    kinds = knowledge.offers().by_id
    _, person = sit({"review-importance": 1, "offers": "show"})
    shown = [kinds[prompt.key.partition(":")[2]].kind.id for prompt in person.asked if prompt.key.startswith("offer:")]
    assert set(shown[:3]) <= {"therapy", "treatment"}


def test_the_standard_questions_that_were_picked_are_asked_before_the_end(written: Path, sit: Any) -> None:
    (written / "plan.yaml").write_text(PLAN + "checkins:\n  measures: [phq2]\n", "utf-8")
    _, person = sit({"phq2-1": "points-1", "phq2-2": "points-2"})
    assert record(written)["measures"] == [{"measure": "phq2", "items": {"phq2-1": 1, "phq2-2": 2}, "score": 3}]
    assert person.keys.index("phq2-2") < person.keys.index("look-back")


def test_a_standard_question_can_be_gone_back_to(written: Path, sit: Any) -> None:
    (written / "plan.yaml").write_text(PLAN + "checkins:\n  measures: [phq2, gad2]\n", "utf-8")
    _, person = sit({
        "phq2-1": "points-1", "phq2-2": ("points-2", "points-0"),
        "gad2-1": (Move.BACK, "points-1"), "gad2-2": "points-1",
    })  # fmt: skip
    assert [one["score"] for one in record(written)["measures"]] == [1, 2]
    assert [key for key in person.keys if key[:4] in {"phq2", "gad2"}] == [
        "phq2-1", "phq2-2", "gad2-1", "phq2-2", "gad2-1", "gad2-2",
    ]  # fmt: skip


def test_the_look_back_leads_to_the_standard_questions(written: Path, sit: Any) -> None:
    (written / "plan.yaml").write_text(PLAN + "checkins:\n  measures: [phq2]\n", "utf-8")
    sit({
        "phq2-1": ("points-3", Move.KEEP), "phq2-2": ("points-3", "points-1"), "look-back": ("+beside", "done"),
    })  # fmt: skip
    assert record(written)["measures"][0]["score"] == 4


def test_a_standard_question_can_be_left_and_gone_on_with(written: Path, sit: Any) -> None:
    (written / "plan.yaml").write_text(PLAN + "checkins:\n  measures: [phq2]\n", "utf-8")
    sit({"phq2-1": "points-1", "phq2-2": Move.SAVE})
    assert not (written / "records").exists()
    _, person = sit({"resume": "on", "phq2-2": "points-0"})
    assert "phq2-1" not in person.keys
    assert record(written)["measures"][0]["score"] == 1


def test_the_look_back_says_what_would_change_and_lists_what_was_answered(written: Path, sit: Any) -> None:
    _, person = sit({"review-goals-new/g3/what": "bake bread each Sunday until May"})
    last = next(prompt for prompt in person.asked if prompt.key == "look-back")
    assert [option.value for option in last.options if not option.value.startswith("+")] == ["ahead"]
    assert person.said("bake bread each Sunday")
    assert tree(written)["goals"][2]["what"] == "bake bread each Sunday until May"


def test_what_the_plan_says_stands_there_and_enter_keeps_it(written: Path, sit: Any) -> None:
    _, person = sit({"review-importance": Move.KEEP})
    asked = next(prompt for prompt in person.asked if prompt.key == "review-importance")
    assert asked.present == 8
    assert record(written)["readiness"] == {"importance": 8}


def test_an_event_can_be_looked_at_by_itself(written: Path, sit: Any) -> None:
    _, whole = sit({"review-event": "job", "review-much": "all"})
    _, some = sit({"review-event": "job", "review-much": "some"})
    assert {"review-used", "review-stress", "review-stage"} <= set(whole.keys)
    assert not {"review-used", "review-stress", "review-stage", "review-visit"} & set(some.keys)
    assert {"review-work", "review-goal/g1", "review-triggers/t2/what"} <= set(some.keys)


def test_a_hard_day_soon_is_shown_with_its_day_and_its_plan(written: Path, sit: Any) -> None:
    dates = "hard_dates:\n- id: y1\n  what: pay day\n  on: 2026-12-01\n  plan: pay rent first\n"
    (written / "plan.yaml").write_text(PLAN + dates, "utf-8")
    _, person = sit({})
    asked = next(prompt for prompt in person.asked if prompt.key == "review-date-plan/y1")
    assert "pay day, 1 December" in asked.heading
    assert asked.present == "pay rent first"
    assert tree(written)["hard_dates"] == tree(written, 1)["hard_dates"]


def test_what_i_can_lean_on_already_is_not_offered_again(written: Path, sit: Any) -> None:
    has = "strengths:\n  personal:\n  - id: n1\n    text: I can ask for help\n    from: {}\n"
    _, before = sit({})
    offered = next(prompt for prompt in before.asked if prompt.key == "review-strengths-personal").options[0].value
    (written / "plan.yaml").write_text(PLAN + has.format(offered), "utf-8")
    for path in (written / "history").iterdir():
        path.unlink()
    (written / "index").unlink()
    _, person = sit({})
    asked = next(prompt for prompt in person.asked if prompt.key == "review-strengths-personal")
    assert offered not in {option.value for option in asked.options}


@pytest.mark.parametrize("line", [
    {"k": "review-used", "v": [["s1"]]},
    {"measure": "phq2"},
    {"k": "review-triggers", "v": [{"what": 5}]},
    {"k": "review-triggers/0/what", "v": "x"},
    {"k": "review-triggers/t2/nothing", "v": "x"},
])  # fmt: skip
def test_a_damaged_line_of_a_draft_is_passed_over(written: Path, sit: Any, line: dict[str, Any]) -> None:
    (written / "plan.yaml").write_text(PLAN + "checkins:\n  measures: [phq2]\n", "utf-8")
    sit({"review-well": "a walk", "review-event": Move.SAVE})
    (draft,) = (written / "drafts").glob("review-*.jsonl")
    draft.write_text(draft.read_text("utf-8") + json.dumps(line) + "\n", "utf-8")
    result, _ = sit({"resume": "on"})
    assert result.code == 0, result.err
    assert record(written)["well"] == "a walk"


def test_the_next_day_has_to_be_ahead(written: Path, run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("answers_for: review\nreview-next: 2026-11-22\n", "utf-8")
    result = run("review", "--answers", str(answers))
    assert result.code == 3
    assert "a day after today" in result.err


def test_a_clock_gone_back_is_told_and_reorders_nothing(
    written: Path, sit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-10-01")
    _, person = sit({})
    assert person.said("clock may have been set back")
    assert (tree(written)["version"], tree(written)["updated"]) == ("2", "2026-10-01")


# --- from a file ---


def test_answers_from_a_file(written: Path, run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "a file.yaml"
    answers.write_text("answers_for: review\nreview-goal:\n  g1: done\nreview-confidence: 7\n", "utf-8")
    result = run("review", "--answers", str(answers))
    assert result.code == 0, result.err
    assert tree(written)["readiness"] == {"importance": "8", "confidence": "7"}
    assert tree(written)["reason"] == "monthly review"


@pytest.mark.parametrize(("line", "sign"), [
    ("review-triggers: [I want to die tonight]", "988"),
    ("review-well: nothing, my husband hits me", "1-800-799-7233"),
    ("review-goals-new: [to be dead by christmas]", "988"),
    ("review-visit: yes\nreview-visit-agreed: [I told him I want to die]", "988"),
])  # fmt: skip
def test_words_of_a_danger_in_a_file_bring_who_to_call_first(
    written: Path, run: Run, tmp_path: Path, line: str, sign: str
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(f"answers_for: review\n{line}\n", "utf-8")
    (written / "records").mkdir()
    (written / "records" / "2026-11").write_text("in the way", "utf-8")  # the save fails: no number waits for it
    result = run("review", "--answers", str(answers))
    assert result.code == 4
    assert sign in result.err


def test_a_file_may_hold_as_many_things_as_it_likes(written: Path, run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    many = "\n".join(f"- trouble {number}" for number in range(60))
    dates = "\n".join(f"- what: day {number}" for number in range(9))
    answers.write_text(f"answers_for: review\nreview-triggers:\n{many}\nreview-dates:\n{dates}\n", "utf-8")
    assert run("review", "--answers", str(answers)).code == 0
    assert len(tree(written)["triggers"]) == 61
    assert len(tree(written)["hard_dates"]) == 9


def test_a_goal_in_the_place_of_another_is_told_as_that(written: Path, sit: Any, run: Run) -> None:
    sit({"review-goal/g1": "stuck", "review-goal-next/g1": "replace", "review-goal-words/g1": "feed the cat daily"})
    told = " ".join(run("diff").out.split())
    assert "You replaced “three meetings a week”" in told
    assert "Now: “feed the cat daily”" in told
    assert "You added" not in told


def test_a_slip_in_the_file_is_told_by_line_and_changes_nothing(written: Path, run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("answers_for: review\nreview-confidence: eleventy\nreview-gaol: x\n", "utf-8")
    result = run("review", "--answers", str(answers))
    assert result.code == 3
    assert "line 3" in result.err
    assert "eleventy" not in result.err
    assert (written / "plan.yaml").read_text("utf-8") == PLAN
