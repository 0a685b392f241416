"""`show SECTION`: a part has one name on the screen and one in the file, and each form takes both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands.running import Run
from recoveryplan.commands import show
from recoveryplan.plan.loading import keys_of
from recoveryplan.plan.model import Plan

PLAN = """\
version: 1
motivations:
- id: m1
  text: my kids
readiness:
  importance: 8
hard_moment:
  steps:
  - id: h1
    do: walk to the river
people:
- id: p1
  name: Dana
keep_distance:
- id: x1
  who: Zed
treatment:
  plan_with: Dr Lee
circumstances:
  work: working
preferences:
  family: private
"""


@pytest.fixture
def planned(home: Path) -> Path:
    home.mkdir(mode=0o700)
    (home / "plan.yaml").write_text(PLAN, "utf-8")
    return home


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("matters", "motivations", "readiness", "Motivations"), "my kids"),
        (("hard-moment", "hard_moment", "HARD_MOMENT"), "walk to the river"),
        (("care", "treatment"), "Dr Lee"),
        (("life", "circumstances"), "I work"),
        (("people",), "Dana"),
        (("preferences",), "keep this private"),
    ],
)
def test_both_names_show_the_part(names: tuple[str, ...], words: str, planned: Path, run: Run) -> None:
    shown = [run("show", name) for name in names]
    assert {one.code for one in shown} == {0}
    assert all(words in one.out for one in shown)
    assert len({one.out for one in shown}) == 1


def test_both_names_give_the_data(planned: Path, run: Run) -> None:
    whole = json.loads(run("show", "--json").out)

    def data(name: str) -> object:
        return json.loads(run("show", "--json", name).out)

    assert data("motivations") == whole["motivations"]
    assert data("hard-moment") == data("hard_moment") == whole["hard_moment"]
    assert data("life") == data("circumstances") == whole["circumstances"]
    assert data("matters") == {"motivations": whole["motivations"], "readiness": {"importance": 8}, "aim": {}}
    assert data("keep_distance") == whole["keep_distance"]
    assert (data("goals"), data("aim"), data("self-care"), data("help")) == ([], {}, [], {})


def test_every_name_that_is_listed_is_taken(planned: Path, run: Run) -> None:
    listed = " ".join(run("show", "nothing").err.split()).partition("Its parts: ")[2].rstrip(".").split(", ")
    assert len(listed) > 30
    for name in listed:
        assert run("show", name).code == run("show", "--json", name).code == 0, name


@pytest.mark.parametrize("args", [(), ("--json",)])
def test_both_forms_list_the_same_names(args: tuple[str, ...], planned: Path, run: Run) -> None:
    result = run("show", *args, "triggrs")
    assert result.code == 2
    assert result.err.split("\n")[:2] == [show.NO_PART, "Did you mean triggers?"]
    assert run("show", "motivation").err == run("show", "--json", "motivation").err


def test_every_part_of_the_file_is_known(planned: Path, run: Run) -> None:
    assert list(show._keys()) == keys_of(Plan)
    for name in keys_of(Plan):
        assert run("show", "--json", name).code == 0


def test_people_to_keep_away_from_stay_off_the_screen(planned: Path, run: Run) -> None:
    result = run("show", "keep_distance")
    assert result.code == 2
    assert "--json" in result.err
    assert "Zed" not in result.all + run("show").all
    assert "keep_distance" not in run("show", "nothing").err


def test_an_empty_part_says_so(planned: Path, run: Run) -> None:
    result = run("show", "commitments")
    assert result.code == 0
    assert show.NOTHING_HERE in result.out


def test_what_stands_on_paper_only_is_no_part_of_a_screen(planned: Path, run: Run) -> None:
    assert run("show", "what-this-is-not").code == 2
