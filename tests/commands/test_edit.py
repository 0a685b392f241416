"""`edit` as its users see it: one new version, nothing else moved, from a file, in an editor, and by asking."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from commands.running import Run
from recoveryplan.interview.flow import Flow
from recoveryplan.workflows import editing, knowledge
from recoveryplan.workflows.offering import offered
from recoveryplan.yamlfile import plain, read

PLAN = """\
# mine: do not touch
schema_version: 1
version: 1
updated: 2026-11-01
reason: my first plan

motivations:
- id: m1
  text: see my daughter   # every day
goals:
- {id: g1, what: walk with Sam, why: [m1]}
- id: g2
  what: 'finish the course by May'
people:
- id: p1
  name: Dana
  phone: 555-0142
preferences: {country: US, rhythm: monthly}
"""


@pytest.fixture
def written(home: Path) -> Path:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / "plan.yaml").write_text(PLAN, "utf-8")
    return home


def tree(home: Path) -> Any:
    return plain(read((home / "plan.yaml").read_bytes(), "plan.yaml"))


def edited(run: Run, text: str) -> Any:
    return run("edit", "--answers", "-", typed=f"answers_for: edit\n{text}")


def moved(home: Path) -> list[str]:
    """The lines of the plan that are not as they were, but for its head."""
    before, after = PLAN.splitlines(), (home / "plan.yaml").read_text("utf-8").splitlines()
    return [line for line in after if line not in before and line.split(":")[0] not in {"version", "updated", "reason"}]


# --- from a file ---


def test_without_a_plan_there_is_nothing_to_edit(home: Path, run: Run) -> None:
    assert run("edit").code == 5
    assert run("edit", "--by-hand").code in {2, 5}


def test_without_a_terminal_it_names_the_way(written: Path, run: Run) -> None:
    result = run("edit")
    assert result.code == 2
    assert "edit --answers" in result.err


def test_one_field_changes_and_nothing_else_moves(written: Path, run: Run) -> None:
    assert edited(run, "people:\n- id: p1\n  phone: 555-0199\nreason: a new number\n").code == 0
    assert moved(written) == ["  phone: 555-0199"]
    assert tree(written)["reason"] == "a new number"
    assert tree(written)["version"] == "2"
    assert "# mine: do not touch" in (written / "plan.yaml").read_text("utf-8")
    assert "# every day" in (written / "plan.yaml").read_text("utf-8")


def test_a_missing_key_keeps_and_null_clears(written: Path, run: Run) -> None:
    assert edited(run, "goals:\n- id: g1\n  why:\n- id: g2\n  what:\n").code == 0
    assert tree(written)["goals"] == [{"id": "g1", "what": "walk with Sam"}]
    assert tree(written)["people"][0]["name"] == "Dana"
    assert edited(run, "goals:\n").code == 0
    assert "goals" not in tree(written)


def test_a_thing_without_an_id_is_added(written: Path, run: Run) -> None:
    assert edited(run, "reasons:\n- be well for spring\npeople:\n- name: Sam\n  kind: friend\n").code == 0
    assert [one["text"] for one in tree(written)["motivations"]] == ["see my daughter", "be well for spring"]
    assert tree(written)["people"][1] == {"id": "p2", "name": "Sam", "kind": "friend"}


def test_the_reason_names_the_parts_where_none_is_given(written: Path, run: Run) -> None:
    assert edited(run, "reasons:\n- be well\n").code == 0
    assert tree(written)["reason"] == "changed: what matters to you"


def test_a_file_that_changes_nothing_makes_no_version(written: Path, run: Run) -> None:
    for same in ("", "people:\n- id: p1\n  name: Dana\n", "country: US\n"):
        result = edited(run, same)
        assert result.code == 0
        assert "Nothing was changed" in result.out
    assert (written / "plan.yaml").read_text("utf-8") == PLAN


def test_all_problems_at_once_and_the_plan_as_it_was(written: Path, run: Run) -> None:
    result = edited(run, "people:\n- id: p9\n  phone: ZEBRA\ngoal:\n- x\nrhythm: sometimes\n")
    assert result.code == 3
    for line in ("line 3", "line 5", "line 7"):
        assert line in result.err
    assert "did you mean" in result.err.lower()
    assert "ZEBRA" not in result.all
    assert (written / "plan.yaml").read_text("utf-8") == PLAN


def test_an_answer_asked_of_each_item(written: Path, run: Run) -> None:
    assert edited(run, "goal-confidence: {g1: 7}\n").code == 0
    assert [goal.get("confidence") for goal in tree(written)["goals"]] == ["7", None]
    assert edited(run, "goal-confidence: [6, 4]\n").code == 0
    assert [goal["confidence"] for goal in tree(written)["goals"]] == ["6", "4"]
    assert edited(run, "goal-confidence: {g7: 7}\n").code == 3


def test_a_changed_answer_takes_along_what_fits_it_no_more(written: Path, run: Run) -> None:
    assert edited(run, "substances: [alcohol]\nalcohol-often: daily\naim: stop\n").code == 0
    assert edited(run, "substances:\n").code == 0
    assert "substances" not in tree(written)
    assert "aim" not in tree(written)
    history = (written / "history" / "0002.yaml").read_text("utf-8")
    assert "daily" in history


def test_what_a_person_wrote_off_the_path_by_hand_stays(written: Path, run: Run) -> None:
    with (written / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("mind: {means_plan: with my brother}\nsupport:\n  animals: Sam   # he has a key\n")
    assert edited(run, "reasons:\n- be well\n").code == 0
    assert tree(written)["mind"] == {"means_plan": "with my brother"}
    assert "# he has a key" in (written / "plan.yaml").read_text("utf-8")


def test_sets_counts_in_a_file_too(written: Path, run: Run) -> None:
    assert edited(run, 'danger-at-home: "yes"\nfamily: involve\n').code == 0
    assert tree(written)["preferences"]["family"] == "private"
    for path in written.rglob("*"):
        if path.is_file():
            text = path.read_text("utf-8", "replace")
            assert "danger-at-home" not in text
            assert "danger_at_home" not in text
    assert tree(written)["reason"] == "changed: people on your side"


def test_a_part_that_is_not_there_is_told(written: Path, run: Run) -> None:
    result = run("edit", "gaols")
    assert result.code == 2
    assert "Did you mean goals?" in result.err
    assert run("edit", "goals", "--answers", "-").code == 2


def test_every_part_of_the_file_that_is_asked_has_a_name() -> None:
    questionnaire = knowledge.questionnaire()
    for name in ("goals", "triggers", "people", "coping", "warning-signs", "barriers", "mind", "health"):
        assert editing.asked_about(questionnaire, name), name
    assert editing.asked_about(questionnaire, "rhythm") == {"rhythm"}


def test_an_empty_plan_can_be_edited_and_each_question_is_there(written: Path) -> None:
    base = {"schema_version": 1, "version": 1}
    flow = Flow(knowledge.questionnaire(), base, offered, knowledge.mentions(), "full")
    assert flow.step is None
    assert len({step.question.id for step in flow.steps}) > 50
    assert flow.plan_so_far == base


# --- in an editor ---


def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """An editor that is a Python script: its file is the last word it is called with, its log lists each call."""
    log = tmp_path / "calls"
    path = tmp_path / "nano"
    lines = [
        f"#!{sys.executable}",
        "import sys",
        f"log = {str(log)!r}",
        "file = sys.argv[-1]",
        "open(log, 'a').write(' '.join(sys.argv[1:]) + chr(10))",
        "calls = len(open(log).readlines())",
        "text = open(file).read()",
        script,
        "open(file, 'w').write(text)",
    ]
    path.write_text("\n".join(lines), "utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(path))
    monkeypatch.delenv("VISUAL", raising=False)
    return log


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoveryplan.terminal.screen.is_terminal", lambda: True)
    monkeypatch.setattr("recoveryplan.terminal.choose.is_terminal", lambda: True)


def by_hand(run: Run, typed: str = "") -> Any:
    return run("edit", "--by-hand", "--plain", typed=typed)


def test_by_hand_saves_one_version(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, terminal: None
) -> None:
    editor(tmp_path, monkeypatch, "text = text.replace('walk with Sam', 'walk with Dana')")
    result = by_hand(run)
    assert result.code == 0, result.err
    assert tree(written)["goals"][0]["what"] == "walk with Dana"
    assert sorted(os.listdir(written / "history")) == ["0001.yaml", "0002.yaml"] or tree(written)["version"] in "12"
    assert "walk with Sam" not in (written / "plan.yaml").read_text("utf-8")
    assert not list((written / "drafts").glob("by-hand*"))
    assert "# mine: do not touch" in (written / "plan.yaml").read_text("utf-8")


def test_by_hand_opens_again_at_the_line_of_a_mistake(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, terminal: None
) -> None:
    script = "text = text.replace('monthly', 'sometimes') if calls == 1 else text.replace('sometimes', 'quarterly')"
    log = editor(tmp_path, monkeypatch, script)
    result = by_hand(run, "1\n")
    assert result.code == 0, result.all
    assert [line.split()[0] for line in log.read_text().splitlines()] == ["+1", "+18"]
    assert tree(written)["preferences"]["rhythm"] == "quarterly"


def test_by_hand_with_a_mistake_left_keeps_the_copy_and_the_plan(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, terminal: None
) -> None:
    editor(tmp_path, monkeypatch, "text = text.replace('monthly', 'ZEBRA')")
    result = by_hand(run, "2\n")
    assert result.code == 0
    assert "ZEBRA" not in result.all
    assert (written / "plan.yaml").read_text("utf-8") == PLAN
    copy = next((written / "drafts").glob("by-hand*"))
    assert "ZEBRA" in copy.read_text("utf-8")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    editor(tmp_path, monkeypatch, "text = text.replace('ZEBRA', 'quarterly')")
    assert "You edited this plan before" in by_hand(run, "1\n").out
    assert tree(written)["preferences"]["rhythm"] == "quarterly"


def test_by_hand_a_plan_that_was_broken_can_be_mended(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, terminal: None
) -> None:
    (written / "plan.yaml").write_text(PLAN.replace("rhythm: monthly", "rhythm: [oops"), "utf-8")
    log = editor(tmp_path, monkeypatch, "text = text.replace('[oops', 'monthly')")
    assert by_hand(run).code == 0
    assert log.read_text().split()[0] != "+1"
    assert tree(written)["preferences"]["rhythm"] == "monthly"


def test_by_hand_the_version_number_is_ours(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, terminal: None
) -> None:
    editor(tmp_path, monkeypatch, "text = text.replace('version: 1\\nupdated', 'version: 7\\nupdated')")
    result = by_hand(run, "2\n")
    assert "I count the versions myself" in result.out
    assert (written / "plan.yaml").read_text("utf-8") == PLAN


def test_by_hand_nothing_changed(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, terminal: None
) -> None:
    editor(tmp_path, monkeypatch, "pass")
    assert "Nothing was changed" in by_hand(run).out
    assert not list((written / "drafts").glob("by-hand*"))


def test_by_hand_without_an_editor_or_with_one_that_stops(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, terminal: None
) -> None:
    monkeypatch.setenv("EDITOR", str(tmp_path / "nothing-here"))
    assert by_hand(run).code == 2
    editor(tmp_path, monkeypatch, "sys.exit(3)")
    result = by_hand(run)
    assert result.code == 4
    assert "kept here" in result.err
    assert (written / "plan.yaml").read_text("utf-8") == PLAN
