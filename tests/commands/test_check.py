"""`check` as a person and a counselor meet it: what is on top, what is grouped, what is told of several files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from commands.bad_files import PLAN, SECRET, plans
from commands.homes_on_disk import snapshot
from commands.running import Result, Run, run_process
from content import own_text
from recoveryplan.commands import check
from recoveryplan.plan.completeness import SECTIONS
from recoveryplan.workflows import checking, editing, knowledge

DAY = {"RECOVERYPLAN_TODAY": "2026-11-22"}

RICH = f"""\
version: 1
motivations:
- id: m1
  text: {SECRET} sleeps
hard_moment:
  steps:
  - id: h1
    do: call {SECRET}
triggers:
- id: t1
  what: the {SECRET} bar
- id: t2
  what: {SECRET} at work
goals:
- id: g1
  what: get better
- id: g2
  what: see {SECRET}
  steps:
  - id: h2
    text: call {SECRET}
warning_signs:
- id: w1
  sign: no {SECRET}
  responses:
  - id: r1
    do: call {SECRET}
    person: p1
people:
- id: p1
  name: {SECRET}
  kind: sponsor
circumstances:
  caring: [children]
medicine:
  items:
  - id: i1
    name: {SECRET}
    kind: buprenorphine
hard_dates:
- id: y1
  what: {SECRET}
  on: 2026-12-01
preferences:
  country: US
review:
  next: 2026-12-22
"""

DANGER = """\
version: 1
substances:
- id: u1
  kind: alcohol
  often: daily
  withdrawal_before: yes
goals:
- id: g1
  what: stop Monday, alone
  by: 2026-11-20
"""


def own(home: Path, text: str) -> Path:
    home.mkdir(mode=0o700)
    plan = home / "plan.yaml"
    plan.write_text(text, "utf-8")
    return plan


def flat(words: str) -> str:
    return " ".join(words.split())


def line_of(part: str, text: str = RICH) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", DAY["RECOVERYPLAN_TODAY"])


# --- one plan ---


def test_the_next_best_thing_is_on_top(home: Path, run: Run) -> None:
    own(home, RICH)
    lines = run("check").out.split("\n")
    at = lines.index(check.NEXT)
    assert lines[:2] == ["plan.yaml", check.IN_ORDER]
    assert at == 3
    assert lines[at + 1].startswith("  Naloxone can bring back breathing")
    assert lines[at + 3] == "  recoveryplan edit medicine"


def test_gaps_stand_under_plain_headings_with_the_command(home: Path, run: Run) -> None:
    own(home, RICH)
    shown = run("check").out
    for section in ("medicine", "support", "people", "hard_dates", "triggers", "goals"):
        assert re.search(rf"^{re.escape(SECTIONS[section])} +recoveryplan edit {section}$", shown, re.MULTILINE), (
            section
        )
    for part in ("children", "a person who has no number", "A hard day comes soon", "what it looks like; how you will"):
        assert part in flat(shown)


def test_the_same_words_stand_once_with_every_line(home: Path, run: Run) -> None:
    own(home, RICH)
    shown = flat(run("check").out)
    assert shown.count("A trigger has no strategy yet.") == 1
    assert f"(lines {line_of('- id: t1')}, {line_of('- id: t2')})" in shown


def test_of_many_lines_a_few_are_told(home: Path, run: Run) -> None:
    own(home, "version: 1\ntriggers:\n" + "".join(f"- id: t{n}\n  what: corner {n}\n" for n in range(200)))
    assert "(lines 3, 5, 7, 9, 11, 13, 15, 17, and 192 more)" in flat(run("check").out)


def test_how_sure_and_why_are_named_where_the_full_path_was_taken(home: Path, run: Run) -> None:
    own(home, RICH)
    found = {gap["line"]: gap["words"] for gap in gaps(run) if gap["id"] == "goal"}
    assert "how sure" not in found[line_of("- id: g1")]
    assert "how sure you are; which reason it serves" in found[line_of("- id: g2")]


def gaps(run: Run, *args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("check", "--json", *args).out)["files"][0]["gaps"]
    return found


def test_an_empty_plan_is_met_kindly(home: Path, run: Run) -> None:
    own(home, "version: 1\n")
    shown = run("check").out
    assert f"{check.NEXT}\n  No steps for a hard moment yet." in shown
    empty = shown[shown.index(check.EMPTY) :]
    for section in ("triggers", "warning_signs", "goals", "coping", "self_care"):
        assert f"- {SECTIONS[section]}: recoveryplan edit {section}" in empty
    assert len(shown.split("\n")) < 40


def test_a_plan_with_nothing_open(home: Path, run: Run) -> None:
    own(home, WHOLE)
    result = run("check", "--strict")
    assert result.code == 0
    assert check.NOTHING_OPEN in flat(result.out)
    assert json.loads(run("check", "--json").out)["files"][0]["next"] is None


WHOLE = """\
version: 1
motivations:
- id: m1
  text: my kids
hard_moment:
  steps:
  - id: h1
    do: walk
triggers:
- id: t1
  what: the bar
  strategies:
  - id: s1
    then: go home
warning_signs:
- id: w1
  sign: no sleep
  responses:
  - id: r1
    do: call Dana
    person: p1
goals:
- id: g1
  what: go to three meetings a week this month
coping:
- id: c1
  what: breathe
self_care:
- id: k1
  what: sleep
people:
- {id: p1, name: Dana, kind: sponsor, phone: 555-0142}
- {id: p2, name: Sam, kind: family, phone: 555-0143}
- {id: p3, name: Ann, kind: friend, phone: 555-0144}
- {id: p4, name: Lee, kind: professional, phone: 555-0145}
- {id: p5, name: Tuesdays, kind: group, when: at seven}
review:
  next: 2026-12-22
preferences:
  country: US
"""


def test_only_one_gap_is_said_once(home: Path, run: Run) -> None:
    own(home, WHOLE.replace("  country: US\n", "  paper: a4\n"))
    shown = flat(run("check").out)
    assert shown.count("Name your country") == 1
    assert "recoveryplan edit preferences" in shown


def test_strict_counts_gaps_and_says_so(home: Path, run: Run) -> None:
    own(home, WHOLE.replace("  strategies:\n  - id: s1\n    then: go home\n", ""))
    assert run("check").code == 0
    result = run("check", "--strict")
    assert result.code == 3
    assert check.STRICT in flat(result.out)


def test_strict_lets_hints_be(home: Path, run: Run) -> None:
    own(home, WHOLE.replace("  country: US\n", "  paper: a4\n").replace(", phone: 555-0144", ""))
    assert run("check", "--strict").code == 0


def test_check_changes_nothing(home: Path, run: Run) -> None:
    own(home, RICH)
    before = snapshot(home, frozenset())
    for args in (("check",), ("check", "--strict"), ("check", "--json")):
        run(*args)
    assert snapshot(home, frozenset()) == before


def test_every_command_it_names_is_one_that_edit_knows() -> None:
    questionnaire = knowledge.questionnaire()
    commands = {section: checking.edit_command(section) for section in SECTIONS}
    assert [name for name, said in commands.items() if not editing.asked_about(questionnaire, said.split()[-1])] == []


def test_with_only_a_draft_there_is_no_plan(home: Path, run: Run) -> None:
    (home / "drafts").mkdir(parents=True)
    result = run("check")
    assert result.code == 5
    assert "`recoveryplan new`" in result.err


# --- danger ---


def test_a_goal_to_stop_alone_is_never_made_better(home: Path, run: Run) -> None:
    own(home, DANGER)
    result = run("check")
    shown = flat(result.out)
    assert f"{check.NEXT} Before you stop, talk with a doctor or nurse." in shown
    assert "recoveryplan lines" in shown
    for never in ("SMART", "A goal could say", "by when", "how you will know", "new date", "how sure"):
        assert never.lower() not in shown.lower()


def test_the_word_on_stopping_never_stands_under_if_you_like(home: Path, run: Run) -> None:
    own(home, DANGER)
    shown = run("check").out
    assert flat(shown).count("Before you stop, talk with a doctor or nurse") == 1
    assert shown.index("Before you stop") < shown.index(check.IF_YOU_LIKE)


DARK = """\
version: 1
substances:
- {id: u1, kind: opioids}
triggers:
- id: t1
  what: I want to die at night
goals:
- id: g1
  what: get better
- id: g2
  what: end it all by June
"""


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ("", "call your local emergency number"),
        ("preferences:\n  country: US\n", "call or text 988"),
        ("preferences:\n  country: US\ncircumstances:\n  veteran: yes\n", "call 988, then press 1"),
        ("preferences:\n  country: GB\n", "call 116 123"),
    ],
)
def test_words_of_dying_bring_a_line_before_all_else(more: str, line: str, home: Path, run: Run) -> None:
    own(home, DARK + more)
    shown = flat(run("check").out)
    said = f"Some of what you said made us want to check in. A crisis line is there now: {line}."
    assert shown.count(said) == 1
    assert shown.index(said) < shown.index(check.IN_ORDER)
    assert check.NEXT not in shown
    assert "A trigger has no strategy" not in shown
    assert shown.count("Naloxone can bring back breathing") == 1
    assert not {gap["line"] for gap in gaps(run) if gap["id"] == "goal"} - {8}
    assert json.loads(run("check", "--json").out)["files"][0]["next"]["command"] == "recoveryplan lines"


def test_after_a_check_in_the_word_on_stopping_is_still_said(home: Path, run: Run) -> None:
    own(home, DARK + "- id: g3\n  what: stop Monday, alone\n")
    shown = flat(run("check").out)
    assert shown.index("want to check in") < shown.index("Before you stop, talk with a doctor or nurse")


def test_words_of_danger_at_home_are_asked_nothing_of(home: Path, run: Run) -> None:
    own(home, DARK.replace("I want to die at night", "my husband hits me").replace("end it all by June", "run"))
    shown = flat(run("check").out)
    assert "A trigger has no strategy" not in shown
    assert "want to check in" not in shown


def test_the_next_step_is_not_said_again_below(home: Path, run: Run) -> None:
    own(home, RICH)
    assert flat(run("check").out).count("Naloxone can bring back breathing") == 1


@pytest.mark.parametrize("often", ["weekly", "stopped", ""])
def test_drinking_and_disulfiram_are_never_made_better(often: str, home: Path, run: Run) -> None:
    how = f", often: {often}" if often else ""
    own(
        home,
        f"version: 1\nsubstances:\n- {{id: u1, kind: alcohol{how}}}\n"
        "medicine:\n  items:\n  - {id: i1, name: x, kind: disulfiram}\n"
        "goals:\n- id: g1\n  what: two beers at weekends\n- id: g2\n  what: drink more water\n",
    )
    shown = flat(run("check").out)
    assert f"{check.NEXT} This goal and your medicine clash. Call the person who prescribes it before" in shown
    assert {gap["id"] for gap in gaps(run) if gap["line"] == 8} == {"drink-clash"}


@pytest.mark.parametrize("what", ["get off my alprazolam by spring", "wean off it", "cut my xanax in half each week"])
def test_coming_off_pills_brings_the_doctor_not_a_day(what: str, home: Path, run: Run) -> None:
    """Also where the pills were named nowhere else."""
    for named in ("substances: [{id: u1, kind: benzodiazepines, prescribed: yes}]\n", ""):
        home.mkdir(exist_ok=True)
        (home / "plan.yaml").write_text(f"version: 1\n{named}goals:\n- id: g1\n  what: {what}\n", "utf-8")
        assert [gap["id"] for gap in gaps(run) if gap["section"] == "goals"] == ["before-stopping"]


@pytest.mark.parametrize(
    ("substances", "what"),
    [
        ("[{id: u1, kind: alcohol}]", "stop drinking"),
        ("[{id: u1, kind: benzodiazepines, prescribed: yes}]", "get off my pills"),
        ("[{id: u1, kind: opioids}]", "quit for good"),
        ("[{id: u1, kind: other}]", "stop using"),
        ("", "stop drinking"),
    ],
)
def test_a_stop_that_may_be_a_danger_brings_the_doctor(substances: str, what: str, home: Path, run: Run) -> None:
    """Also where how often was skipped, or nothing is known."""
    own(home, f"version: 1\nsubstances: {substances}\ngoals:\n- id: g1\n  what: {what}\n")
    assert [gap["id"] for gap in gaps(run) if gap["section"] == "goals"] == ["before-stopping"]


def test_other_goals_of_the_same_plan_get_their_hint(home: Path, run: Run) -> None:
    own(home, DANGER + "- id: g2\n  what: get better\n")
    assert {gap["line"] for gap in gaps(run) if gap["id"] == "goal"} == {11}


@pytest.mark.parametrize("what", ["I want to die", "just do it all alone", "end it all by June"])
def test_dark_or_hasty_words_get_no_hint(what: str, home: Path, run: Run) -> None:
    own(home, f"version: 1\ngoals:\n- id: g1\n  what: {what}\n  by: 2026-01-01\n")
    assert [gap["id"] for gap in gaps(run) if gap["section"] == "goals"] == []


def test_the_rules_it_asks_are_there() -> None:
    assert {str(rule["id"]) for rule, *_ in knowledge.rules().rules} >= checking.BEFORE_STOPPING


def test_it_is_no_verdict_on_safety(home: Path, run: Run) -> None:
    for text in (DANGER, RICH, WHOLE):
        (home / "plan.yaml").unlink(missing_ok=True)
        home.mkdir(exist_ok=True)
        (home / "plan.yaml").write_text(text, "utf-8")
        shown = flat(run("check").out).lower()
        assert check.CLOSING.lower() in shown
        for never in ("no risk", "no danger", "complete", "passed.", "all is well", "is safe", "well done"):
            assert never not in shown


# --- several files ---


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("ann.yaml", WHOLE), ("ben.yaml", PLAN.replace("2026-12-22", "soon", 1)), ("cy.yaml", RICH)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_several_files_each_under_its_name(three: Path, run: Run) -> None:
    result = run("check", "ann.yaml", "ben.yaml", "cy.yaml")
    lines = result.out.split("\n")
    assert result.code == 3
    assert [line for line in lines if line in {"ann.yaml", "ben.yaml", "cy.yaml"}] == [
        "ann.yaml",
        "ben.yaml",
        "cy.yaml",
    ]
    assert lines[-2] == "3 plans: 2 in order, 1 needs something at the lines above."
    assert "ben.yaml, line 17, column" in result.out
    assert "Mend line 17 first." in result.out
    assert result.err == ""
    assert not (three / "home").exists()


def test_another_persons_file_names_no_command(three: Path, run: Run) -> None:
    assert "recoveryplan edit" not in run("check", "cy.yaml", "ben.yaml").out
    assert "plans:" not in run("check", "cy.yaml").out


def test_what_can_not_be_used_does_not_stop_the_rest(three: Path, run: Run) -> None:
    (three / "folder").mkdir()
    result = run("check", "ann.yaml", "none.yaml", "folder", "ben.yaml", "cy.yaml")
    assert result.code == 4
    assert result.err.split("\n") == [
        "none.yaml: There is no such file.",
        "folder: This is a folder, but a file belongs here.",
        "",
    ]
    assert "5 plans: 2 in order, 1 needs something at the lines above, 2 could not be read." in flat(result.out)
    assert "cy.yaml\n" in result.out


def test_a_file_named_twice_is_looked_at_once(three: Path, run: Run) -> None:
    result = run("check", "ann.yaml", str(three / "ann.yaml"), "./ann.yaml")
    assert result.code == 0
    assert flat(result.out).count(check.TWICE) == 1
    assert "plans:" not in result.out


def test_two_need_something(three: Path, run: Run) -> None:
    (three / "dee.yaml").write_text("a: [", "utf-8")
    assert "3 plans: 1 in order, 2 need something at the lines above." in run(
        "check", "ann.yaml", "ben.yaml", "dee.yaml"
    ).out  # fmt: skip


def test_a_file_that_is_too_big_is_told(three: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from recoveryplan.storage import files

    monkeypatch.setattr(files, "MOST", 100)
    result = run("check", "ann.yaml", "ben.yaml")
    assert result.code == 3
    assert result.out.count("this file is too big") == 2


# --- as data ---

FILE = {"file", "usable", "problems", "next", "gaps", "remarks"}


def test_the_shape_of_the_data(three: Path, run: Run) -> None:
    result = run("check", "--json", "ann.yaml", "ben.yaml", "none.yaml", "cy.yaml", "cy.yaml")
    data = json.loads(result.out)
    assert result.code == 4
    assert set(data) == {"files", "summary"}
    assert data["summary"] == {"files": 4, "in_order": 2, "need_something": 1, "not_usable": 1}
    for one in data["files"]:
        assert set(one) == FILE
        assert {key for gap in one["gaps"] for key in gap} <= {"id", "section", "kind", "words", "line"}
        assert {key for p in one["problems"] for key in p} <= {"file", "line", "column", "what", "todo"}
        assert one["next"] is None or set(one["next"]) == {"section", "words", "line", "command"}
    ann, ben, none, cy = data["files"]
    assert (ann["next"], none["usable"], ben["next"]["line"]) == (None, False, 17)
    assert cy["next"] == {k: cy["gaps"][0][k] for k in ("section", "words", "line")} | {"command": None}
    assert cy["remarks"] == [check.TWICE]


def test_the_own_plan_as_data_has_its_command(home: Path, run: Run) -> None:
    own(home, RICH)
    one = json.loads(run("check", "--json").out)["files"][0]
    assert one["next"]["command"] == "recoveryplan edit medicine"
    (home / "plan.yaml").write_text(RICH.replace("what: get", "wat: get"), "utf-8")
    one = json.loads(run("check", "--json").out)["files"][0]
    assert one["next"]["command"] == "recoveryplan edit --by-hand"


def test_nothing_of_the_person_is_told(home: Path, run: Run) -> None:
    own(home, RICH)
    for args in (("check",), ("check", "--json"), ("check", "--strict")):
        assert SECRET not in run(*args).all


@pytest.mark.parametrize("bad", plans(), ids=lambda bad: bad.name)
def test_a_wrong_file_tells_nothing_as_data(bad: Any, home: Path, run: Run) -> None:
    home.mkdir()
    (home / "plan.yaml").write_bytes(bad.data)
    result = run("check", "--json")
    assert result.code == 3
    assert SECRET.lower() not in result.all.lower()
    assert json.loads(result.out)["summary"]["need_something"] == 1


# --- on a small screen, and read aloud ---


@pytest.mark.parametrize("empty", [True, False])
def test_every_row_fits(empty: bool, home: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    from recoveryplan.terminal.screen import Screen

    own(home, "version: 1\n" if empty else RICH)
    for columns in (40, 80, 100):
        monkeypatch.setattr(Screen, "columns", columns)
        rows = run("check").out.split("\n")
        assert max(map(len, rows)) <= columns
        assert not [row for row in rows if re.search(r"recoveryplan(?: edit)?$", row)]


def test_it_reads_easily(home: Path, run: Run) -> None:
    own(home, RICH)
    said = [check.AS_LEFT, check.TWICE, check.NO_FILE, check.NOTHING_OPEN, check.STRICT, check.CLOSING]
    shown: list[Result] = [run("check")]
    texts = [own_text.Text("check", flat(words)) for words in (*said, *(one.out for one in shown))]
    assert [long for text in texts[:-1] for long in own_text.too_long(text.words)] == []
    assert [part for part in own_text.sections(texts[:-1]) if own_text.grade(part) > own_text.GRADE] == []
    assert [text.words for text in texts if own_text.hurtful(text.words) or "!" in text.words] == []


def test_one_run_in_a_process_of_its_own(home: Path) -> None:
    own(home, RICH)
    done = run_process("check", "--plain", env=DAY)
    assert done.code == 0
    assert "\x1b" not in done.out
    assert SECTIONS["medicine"] in done.out
