"""The five made-up people of ``examples``: what is shipped is what the program makes. RECOVERYPLAN_UPDATE_GOLDEN=1
writes their plans and pages anew."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from commands.running import Run
from recoveryplan.interview.answers import AnswersFile
from recoveryplan.interview.flow import Flow
from recoveryplan.plan.tree import value, values
from recoveryplan.workflows import knowledge, offering
from recoveryplan.workflows.suggesting import Guided
from recoveryplan.worksheets import declared
from recoveryplan.yamlfile import plain, read
from worksheets import pdfs

FOLDER = Path(__file__).resolve().parents[2] / "examples"
PEOPLE = ["sarah", "john", "maria", "emma", "david"]
FORMATS = ("md", "html")
PAGES = [f"whole-plan.{ending}" for ending in FORMATS]
EVERY = "sarah"
"""Every sheet, filled, is shipped of one person; of the others the whole plan."""
KIT = "worksheets-blank.pdf"
"""Every empty sheet with its facilitator's page in one file."""
TODAY = {"RECOVERYPLAN_TODAY": "2026-11-22"}

MADE_UP = "# {} is made up. This is an example, and no testimonial: nobody said these words.\n"
NAMED = "{} (made up, not a real person)"


def shown(name: str, file: str) -> str:
    """A shipped file as text."""
    return (FOLDER / name / file).read_bytes().decode()


def tree(name: str) -> dict[str, Any]:
    """The shipped plan of a person."""
    found: Any = plain(read((FOLDER / name / "plan.yaml").read_bytes(), "plan.yaml"))
    return found


@lru_cache
def flow(name: str) -> Flow:
    """The long interview with a person's answers."""
    questionnaire = knowledge.questionnaire()
    file = AnswersFile.of((FOLDER / name / "answers.yaml").read_bytes(), "answers.yaml", questionnaire, "new")
    made = Flow(questionnaire, {}, offering.offered, knowledge.mentions(), wanted=file.wanted(), guide=Guided())
    assert file.give(made) == [], "these answers are never asked for"
    return made


def golden(path: Path, made: str) -> None:
    """The file must hold just what was made."""
    if os.environ.get("RECOVERYPLAN_UPDATE_GOLDEN") == "1":
        path.write_bytes(made.encode())
    assert made == path.read_bytes().decode(), f"{path.name} changed; look at it, then RECOVERYPLAN_UPDATE_GOLDEN=1"


# --- what is shipped is what comes out ---


@pytest.mark.parametrize("name", PEOPLE)
def test_the_answers_make_the_shipped_plan(name: str, home: Path, run: Run) -> None:
    done = run("new", "--answers", str(FOLDER / name / "answers.yaml"), env=TODAY)
    assert (done.code, "were not used" in done.err) == (0, False), done.err
    golden(FOLDER / name / "plan.yaml", MADE_UP.format(name.title()) + (home / "plan.yaml").read_bytes().decode())


@pytest.mark.parametrize("name", PEOPLE)
def test_the_shipped_plan_makes_the_shipped_pages(name: str, home: Path, tmp_path: Path, run: Run) -> None:
    home.mkdir()
    shutil.copy(FOLDER / name / "plan.yaml", home)
    looked = run("check", env=TODAY)
    assert (looked.code, looked.err) == (0, "")
    for page in PAGES:
        made = run("worksheet", "--with-name", "--format", page.rpartition(".")[2], "-o", str(tmp_path), env=TODAY)
        assert made.code == 0, made.err
        golden(FOLDER / name / page, (tmp_path / page).read_text("utf-8"))


@pytest.mark.parametrize("ending", FORMATS)
def test_every_sheet_of_one_person_is_as_shipped(ending: str, home: Path, tmp_path: Path, run: Run) -> None:
    home.mkdir()
    shutil.copy(FOLDER / EVERY / "plan.yaml", home)
    made = run("worksheet", "all", "--with-name", "--format", ending, "-o", str(tmp_path), env=TODAY)
    assert made.code == 0, made.err
    for name in declared.names():
        golden(FOLDER / EVERY / f"{name}.{ending}", (tmp_path / f"{name}.{ending}").read_text("utf-8"))


@pytest.mark.parametrize("ending", FORMATS)
def test_the_blank_pages_are_those_the_program_makes(ending: str, tmp_path: Path, run: Run) -> None:
    made = run("worksheet", "all", "--blank", "--facilitator", "--format", ending, "-o", str(tmp_path), env=TODAY)
    assert made.code == 0, made.err
    for page in _blank_pages(ending):
        golden(FOLDER / "blank" / page, (tmp_path / page).read_text("utf-8"))


def _blank_pages(ending: str) -> list[str]:
    return [f"{name}-{what}.{ending}" for name in declared.names() for what in ("blank", "facilitator")]


@pytest.mark.parametrize("name", PEOPLE)
def test_the_shipped_pdf_says_what_the_program_would_make(name: str, home: Path, tmp_path: Path, run: Run) -> None:
    home.mkdir()
    shutil.copy(FOLDER / name / "plan.yaml", home)
    made = run("worksheet", "--with-name", "--format", "pdf", "-o", str(tmp_path), env=TODAY)
    assert made.code == 0, made.err
    same_pdf(FOLDER / name / "whole-plan.pdf", tmp_path / "whole-plan.pdf")


def test_the_shipped_kit_says_what_the_program_would_make(tmp_path: Path, run: Run) -> None:
    asked = ("worksheet", "all", "--blank", "--facilitator", "--format", "pdf", "--merge", "-o", str(tmp_path))
    made = run(*asked, env=TODAY)
    assert made.code == 0, made.err
    (found,) = tmp_path.glob("*.pdf")
    same_pdf(FOLDER / "blank" / KIT, found)


def same_pdf(path: Path, made: Path) -> None:
    """The shipped file says the same on as many pages; another release of Typst may write other bytes."""
    if os.environ.get("RECOVERYPLAN_UPDATE_GOLDEN") == "1":
        shutil.copy(made, path)
    shipped = path.read_bytes()
    assert pdfs.text(shipped) == pdfs.text(made.read_bytes()), f"{path.name} changed; look, then write it anew"


def test_nothing_else_is_shipped() -> None:
    people = {f"{name}/{file}" for name in PEOPLE for file in ("answers.yaml", "plan.yaml", "whole-plan.pdf", *PAGES)}
    every = {f"{EVERY}/{sheet}.{ending}" for sheet in declared.names() for ending in FORMATS}
    blank = {f"blank/{page}" for ending in FORMATS for page in _blank_pages(ending)} | {f"blank/{KIT}"}
    found = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert found == people | every | blank | {"README.md"}


def test_what_the_page_about_them_says_to_try_works(
    tmp_path: Path, home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(FOLDER, tmp_path / "examples")
    monkeypatch.chdir(tmp_path / "examples")
    block = (FOLDER / "README.md").read_text("utf-8").split("```")[1]
    tried = [line.split()[1:] for line in block.splitlines() if line.startswith("recoveryplan ")]
    assert len(tried) >= 4
    assert [line for line in tried if run(*line, env=TODAY).code != 0] == []
    assert not home.exists()


# --- nobody is taken for a real person ---


@pytest.mark.parametrize("name", PEOPLE)
def test_every_file_says_at_its_top_that_the_person_is_made_up(name: str) -> None:
    for file in ("answers.yaml", "plan.yaml"):
        assert shown(name, file).startswith(MADE_UP.format(name.title()))
    made_up = NAMED.format(name.title())
    assert made_up in "".join(shown(name, "whole-plan.md").splitlines(keepends=True)[:6])
    assert made_up in shown(name, "whole-plan.html").partition("</header>")[0]


@pytest.mark.parametrize("name", PEOPLE)
def test_every_number_of_theirs_is_one_that_nobody_has(name: str) -> None:
    answers = shown(name, "answers.yaml")
    assert re.findall(r"555-01\d\d", answers)
    without = re.sub(r"\b(?:416-)?555-01\d\d\b|\b\d{4}-\d{2}-\d{2}\b", "", answers)
    assert not re.findall(r"\d[\d-]{5,}\d", without)


@pytest.mark.parametrize("name", PEOPLE)
def test_their_words_hurt_nobody_and_name_no_dose(name: str) -> None:
    said = " ".join(shown(name, "answers.yaml").lower().split())
    words: Any = plain(read(Path(offering.__file__).parents[1].joinpath("content/words.yaml").read_bytes(), "w"))
    assert not [one["words"] for one in words["hurtful"] if re.search(rf"\b{one['words']}\b", said)]
    assert not re.search(r"\d\s?(?:mg|ml|mcg|milligrams?|tablets? a day|times a day take)\b", said)


# --- what they say, and what follows from it ---

SAYS = {
    "sarah": {
        "substances.kind": "alcohol", "mind.conditions.kind": "anxiety", "about.age": "age_18_25",
        "circumstances.work": "lost", "circumstances.veteran": "no",
    },
    "john": {
        "substances.kind": "opioids", "health.conditions.kind": "chronic_pain", "about.faith": "secular",
        "about.age": "age_26_64", "recent_break.kind": "detox",
    },
    "maria": {
        "substances.kind": "stimulants", "mind.conditions.kind": "ptsd", "circumstances.veteran": "yes",
        "mind.trauma_care": "yes",
    },
    "emma": {
        "circumstances.caring": "children", "mind.trauma_care": "yes", "about.age": "age_18_25",
        "past_care[kind=rehab].helped": "no",
    },
    "david": {
        "substances.kind": "opioids", "mind.conditions.kind": "depression", "past_care[kind=rehab].helped": "no",
        "past_care[kind=program].helped": "no", "recent_break.kind": "missed_medicine",
    },
}  # fmt: skip
"""What conditions read of each person: options follow from these, never from a name."""

TALKED_OVER = {
    "sarah": {"talk-anxiety", "talk-work", "talk-my-age"},
    "john": {"talk-opioid-medicine", "body-physical-therapy", "talk-family-counseling"},
    "maria": {"talk-trauma", "talk-veteran-peers", "talk-both-together"},
    "emma": {"talk-child-care", "talk-parenting", "talk-trauma"},
    "david": {"talk-both-together"},
}
NEVER_OFFERED = {
    "sarah": {"talk-veteran-peers", "talk-opioid-medicine"},
    "john": {"place-of-prayer", "date-prayer", "goal-service", "give-faith", "rest-quiet-or-prayer"},
    "maria": {"talk-opioid-medicine", "goal-ask-medicine", "talk-child-care"},
    "emma": {"talk-veteran-peers", "talk-opioid-medicine", "talk-work"},
    "david": {"talk-opioid-medicine", "talk-veteran-peers"},
}


@pytest.mark.parametrize("name", PEOPLE)
def test_conditions_can_read_who_they_are(name: str) -> None:
    plan = tree(name)
    assert [path for path, wanted in SAYS[name].items() if wanted not in values(plan, path)] == []


@pytest.mark.parametrize("name", PEOPLE)
def test_the_plan_holds_what_fits_and_nothing_is_offered_that_does_not(name: str) -> None:
    plan = tree(name)
    assert TALKED_OVER[name] <= set(values(plan, "treatment.to_discuss.from"))
    lists = ("goals", "strengths_community", "date_plans", "commitments", "self_care")
    offered = {option.value for source in lists for option in offering.offered(source, "", plan)}
    offered |= {one.offer.id for one in knowledge.offers().fitting(plan)}
    assert TALKED_OVER[name] <= offered
    assert not NEVER_OFFERED[name] & offered


FIRM = {
    "sarah": {"alcohol-withdrawal"},
    "john": {"opioid-tolerance", "opioid-withdrawal", "overdose"},
    "maria": {"overdose"},
    "emma": set(),
    "david": {"opioid-tolerance", "opioid-withdrawal", "overdose"},
}
SOFT = {
    "sarah": set(),
    "john": {"prescribed-medicine"},
    "maria": {"self-harm", "stimulants", "prescribed-medicine"},
    "emma": {"alcohol-withdrawal"},
    "david": {"self-harm", "prescribed-medicine"},
}


@pytest.mark.parametrize("name", PEOPLE)
def test_the_warnings_are_said_and_stand_on_the_pages(name: str, home: Path, run: Run) -> None:
    fired = knowledge.rules().fired(tree(name))
    assert {one.rule for one in fired if one.level == "firm"} == FIRM[name]
    assert {one.rule for one in fired if one.level == "soft"} == SOFT[name]
    said = " ".join(run("new", "--answers", str(FOLDER / name / "answers.yaml"), env=TODAY).err.split())
    for one in fired:
        assert one.text in said
        assert all((one.text in unescape(shown(name, page))) is one.paper for page in PAGES)


# --- what stays off paper, and what reads well ---


@pytest.mark.parametrize("name", PEOPLE)
def test_what_is_only_for_them_is_on_no_page(name: str) -> None:
    plan = tree(name)
    private = [*values(plan, "keep_distance.note"), *values(plan, "mind.means_plan"), *values(plan, "about.privacy")]
    assert len(private) >= 2
    assert not [words for words in private for page in PAGES if words in unescape(shown(name, page))]


def _things(found: Any) -> Iterator[dict[str, Any]]:
    if isinstance(found, dict):
        yield found
    for inner in found.values() if isinstance(found, dict) else found if isinstance(found, list) else ():
        yield from _things(inner)


@pytest.mark.parametrize("name", PEOPLE)
def test_no_idea_of_ours_that_is_gone_stands_there_as_their_words(name: str) -> None:
    """An id of an option that is no longer offered would be taken as own words."""
    own = [thing.get(key) for thing in _things(tree(name)) if "from" not in thing for key in ("text", "do", "then")]
    assert not [words for words in own if words and re.fullmatch(r"[a-z]+(?:-[a-z0-9]+)+", words)]


@pytest.mark.parametrize("name", PEOPLE)
def test_each_part_of_a_plan_is_there_to_be_seen(name: str) -> None:
    plan = tree(name)
    for path in ("motivations", "hard_moment.steps", "triggers", "warning_signs", "goals", "coping", "self_care",
                 "strengths.personal", "strengths.social", "strengths.community", "barriers", "people", "past_care",
                 "hard_dates", "treatment.to_discuss", "treatment.questions", "if_i_use.steps"):  # fmt: skip
        assert len(value(plan, path)) >= 2, path
    assert {sign["level"] for sign in plan["warning_signs"]} == {"green", "yellow", "red"}
    assert values(plan, "warning_signs.responses.person")
    assert all(trigger["strategies"] for trigger in plan["triggers"] + plan["barriers"])
    assert {one["state"] for one in plan["coping"]} == {"have", "learning"}
    assert all(goal["leans_on"] and goal["steps"] and goal["why"] for goal in plan["goals"])


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_meets_too_many_questions(name: str) -> None:
    met = {step.question.id for step in flow(name).steps}
    assert 60 <= len(met) <= 120


def test_they_show_different_lives() -> None:
    plans = [tree(name) for name in PEOPLE]
    assert sorted({value(plan, "preferences.country") for plan in plans}) == ["CA", "US"]
    assert sum(value(plan, "preferences.country") == "US" for plan in plans) >= 3
    assert len({value(plan, "aim.want") for plan in plans}) >= 4
    assert {value(plan, "readiness.stage") for plan in plans} >= {"thinking", "early", "steady"}
    assert len({value(plan, "preferences.family") for plan in plans}) >= 3
