"""`edit` by asking: it starts at the look back, keeps what is kept, goes on another day, and asks where two changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from commands.running import Run
from recoveryplan import wording
from recoveryplan.commands.settings import Settings
from recoveryplan.interview.prompts import Answer, Move, Prompt
from recoveryplan.yamlfile import plain, read
from workflows.scripted import Script, Scripted

PLAN = """\
schema_version: 1
version: 1
updated: 2026-11-01
reason: my first plan
motivations:
- id: m1
  text: see my daughter   # every day
goals:
- id: g1
  what: walk with Sam twice a week until spring
people:
- id: p1
  name: Dana
  phone: 555-0142
preferences:
  country: US
  rhythm: monthly
"""


@pytest.fixture
def written(home: Path) -> Path:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / "plan.yaml").write_text(PLAN, "utf-8")
    return home


class Editing(Scripted):
    """A person at `edit`: at the look back, parts by their ids, and "done"."""

    def ask(self, prompt: Prompt, keep: Any) -> Any:
        if prompt.key == "part" and "part" not in self.script:
            first = not any(one.key == "part" for one in self.asked)
            self.asked.append(prompt)
            return Answer("+over" if first else "+on")
        return super().ask(prompt, keep)

    def _at_look_back(self, prompt: Prompt, reply: Any) -> Any:
        return {"done": "+save"}.get(reply, reply) if isinstance(reply, str) else reply


@pytest.fixture
def sit(monkeypatch: pytest.MonkeyPatch, run: Run) -> Any:
    def at(script: Script, *words: str) -> tuple[Any, Editing]:
        person = Editing(script)
        monkeypatch.setattr(Settings, "can_ask", lambda _: True)
        monkeypatch.setattr(Settings, "prompter", lambda _: person)
        monkeypatch.setattr("recoveryplan.terminal.choose.leave_tidily", lambda: None)
        return run("edit", *words), person

    return at


def tree(home: Path) -> Any:
    return plain(read((home / "plan.yaml").read_bytes(), "plan.yaml"))


def test_it_starts_at_the_look_back_and_done_changes_nothing(written: Path, sit: Any) -> None:
    result, person = sit({"look-back": "done"})
    assert result.code == 0
    assert person.keys == ["look-back"]
    assert person.said(wording.NOTHING_CHANGED)
    assert (written / "plan.yaml").read_text("utf-8") == PLAN
    assert not list((written / "drafts").glob("edit-*.jsonl"))


def test_a_section_is_gone_over_at_once_and_enter_keeps(written: Path, sit: Any) -> None:
    keep = {"people/p1/name": Move.KEEP, "people/p1/kind": "friend", "people/p1/phone": Move.KEEP}
    result, person = sit(keep | {"why": "she is my friend now"}, "people")
    assert result.code == 0
    assert tree(written)["people"] == [{"id": "p1", "name": "Dana", "phone": "555-0142", "kind": "friend"}]
    assert tree(written)["reason"] == "she is my friend now"
    assert "# every day" in (written / "plan.yaml").read_text("utf-8")
    assert "goals/g1/what" not in person.keys
    assert sorted(path.name for path in (written / "history").iterdir()) == ["0001.yaml", "0002.yaml"]


def test_a_reason_that_is_skipped_names_the_part(written: Path, sit: Any) -> None:
    sit({"reasons/m1/text": "see my son", "look-back": ("what-matters", "done")})
    assert tree(written)["motivations"][0] == {"id": "m1", "text": "see my son"}
    assert tree(written)["reason"].startswith("changed: ")


def test_one_item_is_taken_out_and_one_comes(written: Path, sit: Any) -> None:
    sit({"people/p1/name": Move.SKIP, "people/p2/name": "Sam", "people/p2/phone": "555-0199"}, "people")
    assert tree(written)["people"] == [{"id": "p2", "name": "Sam", "phone": "555-0199"}]


def test_left_half_done_it_goes_on_where_it_was(written: Path, sit: Any) -> None:
    sit({"people/p1/name": "Dana Lee", "people/p1/kind": Move.SAVE}, "people")
    assert (written / "plan.yaml").read_text("utf-8") == PLAN
    _, person = sit({"resume": "on", "people/p1/kind": "friend", "people/p1/phone": Move.KEEP})
    assert person.keys[:2] == ["resume", "people/p1/kind"]
    assert tree(written)["people"][0] == {"id": "p1", "name": "Dana Lee", "phone": "555-0142", "kind": "friend"}


@pytest.mark.parametrize(("wish", "phone"), [("mine", "555-0199"), ("plan", "555-0100")])
def test_where_the_plan_changed_too_the_person_says_which(written: Path, sit: Any, wish: str, phone: str) -> None:
    sit(
        {"people/p1/name": Move.KEEP, "people/p1/phone": "555-0199", "look-back": Move.SAVE, "why": Move.SAVE}, "people"
    )
    plan = written / "plan.yaml"
    plan.write_text(PLAN.replace("555-0142", "555-0100").replace("see my daughter", "see my kids"), "utf-8")
    _, person = sit({"resume": "on", "conflict": wish, "why": "a new number"})
    assert person.keys.count("conflict") == 1
    assert person.said("What you typed then")
    assert person.said("In your plan now")
    assert tree(written)["people"][0]["phone"] == phone
    assert tree(written)["motivations"][0]["text"] == "see my kids"


def test_where_only_other_parts_changed_nobody_is_asked(written: Path, sit: Any) -> None:
    sit({"people/p1/phone": "555-0199", "people/p1/name": Move.KEEP, "why": Move.SAVE}, "people")
    plan = written / "plan.yaml"
    plan.write_text(PLAN.replace("see my daughter", "see my kids"), "utf-8")
    _, person = sit({"resume": "on", "why": "a new number"})
    assert "conflict" not in person.keys
    assert tree(written)["people"][0]["phone"] == "555-0199"
    assert tree(written)["motivations"][0]["text"] == "see my kids"


def test_one_person_of_a_list_is_chosen_from_it(written: Path, sit: Any) -> None:
    script = {"part": "people/p1", "people/p1/name": Move.KEEP, "people/p1/phone": "555-0199", "why": "a new number"}
    _, person = sit(script, "people")
    assert [option.text for option in person.asked[0].options][2:4] == ["Change or take out: Dana", "Add one more"]
    assert person.said("My people")
    assert tree(written)["people"] == [{"id": "p1", "name": "Dana", "phone": "555-0199"}]


def test_what_changed_is_said_before_it_is_saved(written: Path, sit: Any) -> None:
    _, person = sit({"reasons/m1/text": "be well", "look-back": ("what-matters", "done")})
    assert person.said(wording.YOU_CHANGED)
    assert person.said("What matters to you: be well")


def test_back_at_the_reason_leads_back_to_the_plan(written: Path, sit: Any) -> None:
    _, person = sit(
        {"reasons/m1/text": "be well", "look-back": ("what-matters", "done", "done"), "why": (Move.BACK, "x")}
    )
    assert person.keys[-3:] == ["why", "look-back", "why"]
    assert tree(written)["reason"] == "x"


def test_help_and_lines_are_there_at_the_reason_too(written: Path, sit: Any) -> None:
    _, person = sit(
        {"reasons/m1/text": "be well", "look-back": ("what-matters", "done"), "why": (Move.LINES, Move.HELP, "x")}
    )
    assert person.keys[-3:] == ["why"] * 3
    assert person.said("988")
    assert person.said(wording.WHY_HELP)


def test_what_the_plan_says_already_is_not_warned_of_again(written: Path, sit: Any) -> None:
    with (written / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("substances:\n- {id: u1, kind: alcohol, often: daily}\n")
    _, person = sit({"look-back": "done"})
    assert not person.said("seizure")
    _, person = sit({"substances": ["alcohol", "benzodiazepines"], "look-back": ("use", "done"), "part": "substances"})
    assert person.said("benzodiazepines")


def test_rhythm_kept_sets_a_new_day(written: Path, sit: Any) -> None:
    sit({"rhythm": Move.KEEP}, "rhythm")
    assert tree(written)["review"]["next"] == "2026-12-22"
