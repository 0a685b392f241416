"""`suggest`: what fits and why, from outside: the screen, the data, the file, and what the plan has afterwards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commands.running import Run
from recoveryplan import wording
from recoveryplan.commands import suggest
from recoveryplan.commands.settings import Settings
from recoveryplan.interview.prompts import Move
from recoveryplan.terminal import choose
from recoveryplan.workflows import knowledge, tracing
from recoveryplan.yamlfile import plain, read
from workflows.scripted import Script, Scripted

PLAN = """\
# mine
schema_version: 1
version: 1
updated: 2026-11-01
reason: my first plan
substances:
- id: u1
  kind: opioids
  name: oxy   # from the yellow bottle
circumstances:
  work: lost
"""


@pytest.fixture
def plan(home: Path) -> Path:
    home.mkdir()
    (home / "plan.yaml").write_text(PLAN, "utf-8")
    return home / "plan.yaml"


def tree(plan: Path) -> Any:
    return plain(read(plan.read_bytes(), "plan.yaml"))


def offers(run: Run) -> list[dict[str, Any]]:
    done = run("suggest", "--json")
    assert done.code == 0, done.err
    found: list[dict[str, Any]] = json.loads(done.out)["offers"]
    return found


def taken(run: Run, folder: Path, **answers: list[str]) -> Any:
    """`suggest --answers` with these offers."""
    lines = ["answers_for: suggest", "offers:", *(f"  {key}: [{', '.join(ids)}]" for key, ids in answers.items())]
    (folder / "answers.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    return run("suggest", "--answers", str(folder / "answers.yaml"))


def test_without_a_plan_there_is_nothing_to_follow_from(run: Run) -> None:
    done = run("suggest", "--json")
    assert (done.code, done.out) == (5, "")


def test_every_offer_that_fits_is_listed_with_its_reason_and_source(run: Run, plan: Path) -> None:
    found = offers(run)
    assert len(found) > 10
    assert all(one["because"] and one["source"]["address"] and one["status"] == "open" for one in found)
    (medicine,) = [one for one in found if one["id"] == "talk-opioid-medicine"]
    assert medicine["because"] == ["you named opioids (“oxy”)"]


def test_without_a_terminal_the_same_is_printed_and_nothing_is_asked(run: Run, plan: Path) -> None:
    before = plan.read_bytes()
    done = run("suggest")
    assert done.code == 0
    for one in offers(run):
        assert one["id"] in done.out
    assert "Because you said: you named opioids (“oxy”)." in " ".join(done.out.split())
    assert plan.read_bytes() == before


def test_one_sitting_is_one_version_and_comments_stay(run: Run, plan: Path, tmp_path: Path) -> None:
    done = taken(run, tmp_path, add=["talk-opioid-medicine"], later=["talk-work"], no=["talk-naloxone"])
    assert done.code == 0, done.err
    after = tree(plan)
    (item,) = after["treatment"]["to_discuss"]
    (medicine,) = [one for one in offers(run) if one["id"] == "talk-opioid-medicine"]
    assert (item["from"], item["text"]) == ("talk-opioid-medicine", medicine["text"])
    assert {one["id"]: one["status"] for one in after["offers"]} == {
        "talk-opioid-medicine": "added", "talk-work": "later", "talk-naloxone": "declined",
    }  # fmt: skip
    assert "# from the yellow bottle" in plan.read_text("utf-8")
    assert after["reason"] == "looked at what may fit: 1 added, 1 for later, 1 no thanks"
    entries = json.loads(run("history", "--json").out)["versions"]
    assert [one["version"] for one in entries] == [1, int(after["version"])]


def test_the_status_is_told_and_no_thanks_stays_until_an_answer_changes(run: Run, plan: Path, tmp_path: Path) -> None:
    taken(run, tmp_path, add=["talk-opioid-medicine"], no=["talk-naloxone"])
    status = {one["id"]: one["status"] for one in offers(run)}
    assert (status["talk-opioid-medicine"], status["talk-naloxone"]) == ("added", "declined")
    plan.write_text(plan.read_text("utf-8").replace("work: lost", "work: looking"), "utf-8")
    assert {one["id"]: one["status"] for one in offers(run)}["talk-naloxone"] == "declined"
    changed = plan.read_text("utf-8").replace("- id: u1\n", "- id: u2\n  kind: stimulants\n- id: u1\n")
    plan.write_text(changed, "utf-8")
    assert {one["id"]: one["status"] for one in offers(run)}["talk-naloxone"] == "open"


def test_the_same_answers_twice_change_nothing(run: Run, plan: Path, tmp_path: Path) -> None:
    taken(run, tmp_path, add=["talk-opioid-medicine"])
    before = plan.read_bytes()
    done = taken(run, tmp_path, add=["talk-opioid-medicine"])
    assert (done.code, done.out.strip()) == (0, "Nothing was changed.")
    assert plan.read_bytes() == before


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("answers_for: suggest\noffers:\n  add: [talk-opioid-medicin]\n", "line 3, column 9: there is no offer of"),
        ("answers_for: suggest\noffers:\n  add: [talk-parenting]\n", "line 3, column 9: this offer does not fit"),
        ("answers_for: suggest\noffers:\n  add: [talk-work]\n  no: [talk-work]\n", "line 4, column 8: this offer is"),
        ("answers_for: suggest\noffers:\n  ad: [talk-work]\n", "line 3, column 3: offers are answered by add"),
        ("answers_for: suggest\noffers:\n  add: talk-work\n", "line 3, column 8: a list belongs here"),
        ("answers_for: suggest\noffers:\n  add: [[talk-work]]\n", "line 3, column 9: there is no offer of this id"),
        ("answers_for: suggest\noffers:\n  add: [{id: talk-work}]\n", "line 3, column 9: there is no offer of"),
        ("answers_for: suggest\noffers: [talk-work]\n", "line 2, column 9: a group of lines belongs here"),
        ("answers_for: suggest\nreasons: [x]\n", "line 2, column 1: only offers are answered here"),
        ("answers_for: edit\n", "this file is for another command"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_by_line_and_the_plan_stays(
    file: str, told: str, run: Run, plan: Path, tmp_path: Path
) -> None:
    (tmp_path / "answers.yaml").write_text(file, "utf-8")
    before = plan.read_bytes()
    done = run("suggest", "--answers", str(tmp_path / "answers.yaml"))
    assert done.code == 3
    assert told in " ".join(done.err.split())
    assert plan.read_bytes() == before


@pytest.mark.parametrize("command", ["new", "edit"])
def test_the_other_asking_commands_take_offers_too(command: str, run: Run, home: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    if command == "edit":
        answers.write_text("answers_for: new\nsubstances: [alcohol]\n", "utf-8")
        assert run("new", "--answers", str(answers)).code == 0
    answers.write_text(
        f"answers_for: {command}\nsubstances: [opioids]\noffers:\n  add: [talk-opioid-medicine]\n", "utf-8"
    )
    assert run(command, "--answers", str(answers)).code == 0
    after = tree(home / "plan.yaml")
    assert [one["from"] for one in after["treatment"]["to_discuss"]] == ["talk-opioid-medicine"]
    assert after["offers"][0]["status"] == "added"


def test_an_offer_that_the_answers_of_the_file_do_not_bring_is_refused(run: Run, home: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("answers_for: new\nsubstances: [alcohol]\noffers:\n  add: [talk-opioid-medicine]\n", "utf-8")
    done = run("new", "--answers", str(answers))
    assert (done.code, "this offer does not fit these answers" in " ".join(done.err.split())) == (3, True)
    assert not (home / "plan.yaml").exists()


# --- by asking ---


class Sit:
    """Sittings of `suggest` with somebody whose replies are written down; the terminal is theirs."""

    def __init__(self, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.plan = plan
        self.patch = monkeypatch
        monkeypatch.setattr(choose, "leave_tidily", lambda: None)
        monkeypatch.setattr(Settings, "can_ask", lambda _: True)

    def __call__(self, script: Script) -> Scripted:
        person = Scripted(script)
        self.patch.setattr(Settings, "prompter", lambda _: person)
        suggest.run(Settings())
        return person

    @property
    def drafts(self) -> list[str]:
        """The names of the drafts that wait to be gone on with."""
        return [one.name for one in sorted((self.plan.parent / "drafts").glob("suggest-*.jsonl"))]


@pytest.fixture
def sit(plan: Path, monkeypatch: pytest.MonkeyPatch) -> Sit:
    return Sit(plan, monkeypatch)


def after_the_last(person: Scripted) -> list[str]:
    """What was shown after the last question."""
    return [said.text for count, said in person.shown if count == len(person.asked)]


def test_what_was_said_in_one_sitting_is_one_version(sit: Sit, plan: Path) -> None:
    person = sit({"offer": ("add", "later", "no", "enough")})
    after = tree(plan)
    assert (after["version"], [one["status"] for one in after["offers"]]) == ("2", ["added", "later", "declined"])
    assert after["reason"] == "looked at what may fit: 1 added, 1 for later, 1 no thanks"
    assert any("version 2" in words for words in after_the_last(person))
    assert sit.drafts == []


def test_who_leaves_in_a_hurry_finds_no_word_on_the_screen_and_nothing_saved(sit: Sit, plan: Path) -> None:
    before = plan.read_bytes()
    person = sit({"offer": ("add", Move.LEAVE)})
    assert after_the_last(person) == []
    assert plan.read_bytes() == before
    assert sit.drafts == ["suggest-0001.jsonl"]
    person = sit({"resume": "on", "offer": "enough"})
    assert not person.said(wording.PLAN_SINCE)
    assert (tree(plan)["version"], tree(plan)["offers"][0]["status"]) == ("2", "added")


def test_who_leaves_before_anything_finds_no_word_on_the_screen_either(sit: Sit, plan: Path) -> None:
    before = plan.read_bytes()
    assert after_the_last(sit({"offer": Move.LEAVE})) == []
    sit({"offer": ("later", "enough")})
    before = plan.read_bytes()
    person = sit({"look": Move.LEAVE})
    assert (person.keys, after_the_last(person)) == (["look"], [])
    assert plan.read_bytes() == before


def test_who_saves_for_later_is_told_so_and_the_plan_stays(sit: Sit, plan: Path) -> None:
    before = plan.read_bytes()
    person = sit({"offer": ("add", Move.SAVE)})
    assert after_the_last(person) == [wording.saved_for_later("suggest")]
    assert plan.read_bytes() == before
    assert sit.drafts == ["suggest-0001.jsonl"]


def test_who_says_nothing_to_any_changes_nothing(sit: Sit, plan: Path) -> None:
    before = plan.read_bytes()
    assert after_the_last(sit({"offer": (Move.SKIP, "enough")})) == [wording.NOTHING_CHANGED]
    assert plan.read_bytes() == before
    assert sit.drafts == []


def test_what_was_put_off_or_not_wanted_can_be_looked_at_again(sit: Sit, plan: Path) -> None:
    sit({"offer": ("later", "no", "enough")})
    later, declined = (knowledge.offers().by_id[one["id"]].text for one in tree(plan)["offers"])
    person = sit({"look": "again", "offer": ("add", "enough")})
    assert person.said(later)
    assert person.said(declined)
    assert person.said("You kept this for later.")
    assert [one["status"] for one in tree(plan)["offers"]] == ["added", "declined"]
    person = sit({"look": "new", "offer": "enough"})
    assert not person.said(declined)
    assert "offer" in person.keys
    before = plan.read_bytes()
    assert after_the_last(sit({"look": "not"})) == [wording.NOTHING_CHANGED]
    assert plan.read_bytes() == before


FAMILY = "preferences:\n  family: {}\n"


def test_what_does_not_fit_any_more_is_left_out_and_said(sit: Sit, plan: Path) -> None:
    plan.write_text(PLAN + FAMILY.format("involve"), "utf-8")
    family = [one for one in knowledge.offers().undecided(tree(plan)) if one.offer.kind.id == "family"]
    place = knowledge.offers().undecided(tree(plan)).index(family[0])
    shown = (Move.SKIP,) * place + ("add", "later", Move.LEAVE)
    assert "more" in sit({"offer": shown, "more": ("show",) * 50}).keys or place < 5
    plan.write_text(PLAN + FAMILY.format("private"), "utf-8")
    person = sit({"resume": "on", "offer": "enough"})
    assert person.said(wording.PLAN_SINCE)
    assert person.said(wording.offers_left_out([family[0].offer.text])) == [1]
    assert family[0].offer.id not in plan.read_text("utf-8")
    assert [one["status"] for one in tree(plan)["offers"]] == ["later"]


def test_a_plan_changed_by_hand_meanwhile_is_said_before_going_on(sit: Sit, plan: Path) -> None:
    sit({"offer": ("later", Move.LEAVE)})
    plan.write_text(PLAN.replace("# mine", "# my own"), "utf-8")
    assert sit({}).said(wording.PLAN_SINCE) == [0]
    plan.write_text(PLAN, "utf-8")
    assert sit({}).said(wording.PLAN_SINCE) == []


# --- where it is from ---


def test_why_needs_no_plan(run: Run) -> None:
    done = run("suggest", "--why", "talk-opioid-medicine")
    assert done.code == 0
    for words in ("What it is:", "You could ask:", "It rests on this:", "https://", "Read on 2026-"):
        assert words in " ".join(done.out.split())


def test_why_says_because_where_there_is_a_plan(run: Run, plan: Path) -> None:
    assert "you named opioids (“oxy”)" in run("suggest", "--why", "talk-opioid-medicine").out


@pytest.mark.parametrize("name", ["alcohol-withdrawal", "us-988", "place-other-route", "place-US", "fr"])
def test_warnings_lines_and_options_can_be_traced_too(name: str, run: Run) -> None:
    done = run("suggest", "--why", name)
    assert done.code == 0
    assert "https://" in done.out


def test_no_id_stands_for_two_things() -> None:
    ids = [one.id for one in tracing.everything()]
    assert sorted({name for name in ids if ids.count(name) > 1}) == []


def test_everything_that_ships_can_be_traced(run: Run) -> None:
    for one in tracing.everything():
        assert one.uses or one.what == "option", one.id
        assert one in tracing.find(one.id)


def test_an_unknown_name_is_told_with_what_may_be_meant(run: Run) -> None:
    done = run("suggest", "--why", "talk-opioid-medecine")
    assert (done.code, "talk-opioid-medicine" in done.err) == (2, True)
    for name in ("zzzzzz", "", "talk", "alcohol", "../x"):
        assert run("suggest", "--why", name).code == 2, name


def test_why_as_data(run: Run) -> None:
    (found,) = json.loads(run("suggest", "--why", "us-988", "--json").out)["found"]
    assert found["rests_on"][0]["checked_on"]
    assert found["what"] == "help line"
