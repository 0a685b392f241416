"""`worksheet` as a person and a counselor use it: one page, every page, thirty copies, forty plans."""

from __future__ import annotations

import os
import pty
import random
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from commands.bad_files import PLAN, SECRET
from commands.homes_on_disk import snapshot
from commands.running import Result, Run, process_env, run_process
from recoveryplan import wording
from recoveryplan.commands import worksheet
from recoveryplan.plan import conditions
from recoveryplan.storage import files
from recoveryplan.terminal.screen import Screen
from recoveryplan.wording import printing as words
from recoveryplan.workflows import knowledge, own_words, printing, printing_pages, showing
from recoveryplan.worksheets import declared, pdf
from recoveryplan.worksheets.sheets import Sheet

EVERY = declared.names()
KINDS = ("html", "md", "pdf")
NAME = "Marigold-Quill"
"""A name that no file and no screen may tell."""

OWN = PLAN.replace("goals:", f"about:\n  name: {NAME}\ngoals:")


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are made in this process, where the stand-in for PDF is."""
    monkeypatch.setenv(printing.JOBS, "1")
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-22")


@pytest.fixture
def planned(home: Path) -> Path:
    home.mkdir(mode=0o700)
    (home / "plan.yaml").write_text(OWN, "utf-8")
    return home


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[list[Sheet]]:
    """A PDF writer that draws nothing and notes what it was given."""
    seen: list[list[Sheet]] = []

    def write(sheets: Sequence[Sheet]) -> bytes:
        seen.append(list(sheets))
        return b"%PDF " + " ".join(sheet.mark for sheet in sheets).encode()

    monkeypatch.setattr(pdf, "available", lambda: True)
    monkeypatch.setattr(pdf, "write", write)
    return seen


def flat(said: str) -> str:
    return " ".join(said.split())


def glued(said: str) -> str:
    """What was said without its blanks: a long path is broken anywhere."""
    return "".join(said.split())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def page(path: Path) -> str:
    return path.read_text("utf-8")


def plans(folder: Path, count: int, bad: Sequence[int] = ()) -> list[Path]:
    """Plan files named after people; the numbers in ``bad`` have a mistake in line 3."""
    folder.mkdir(exist_ok=True)
    made = []
    for number in range(1, count + 1):
        text = PLAN.replace("version: 1\nmot", f"version: 1\nabout:\n  name: {NAME} {number}\nmot")
        if number in bad:
            text = text.replace("schema_version: 1\n", f"schema_version: 1\nnonsense: {SECRET}\n")
        path = folder / f"{NAME}-{number:04d}.yaml"
        path.write_text(text, "utf-8")
        made.append(path)
    return made


def no_traces(result: Result) -> bool:
    return not any(trace in result.all for trace in ("Traceback", "inside recoveryplan", "Errno"))


# --- one page ---


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_plan_is_one_file(kind: str, planned: Path, run: Run, drawn: list[list[Sheet]]) -> None:
    result = run("worksheet", "--format", kind)
    assert (result.code, result.err) == (0, "")
    path = planned / "worksheets" / f"whole-plan.{kind}"
    assert result.out.count("\n") <= 4
    assert str(path) in result.out
    assert SECRET not in result.all
    assert path.stat().st_mode & 0o777 == 0o600
    assert names(planned / "worksheets") == [path.name]


def test_one_sheet_by_its_name(planned: Path, run: Run) -> None:
    assert run("worksheet", "TRIGGERS", "triggers").code == 0
    assert names(planned / "worksheets") == ["triggers.html"]
    assert f"the {SECRET} bar" in page(planned / "worksheets" / "triggers.html")


def test_a_blank_page_needs_no_plan(home: Path, run: Run, tmp_path: Path) -> None:
    assert run("worksheet", "triggers", "--blank", "-o", str(tmp_path / "out")).code == 0
    assert names(tmp_path / "out") == ["triggers-blank.html"]
    assert not home.exists()


def test_a_blank_page_has_nothing_of_the_plan(planned: Path, run: Run) -> None:
    assert run("worksheet", "all", "--blank", "--with-name").code == 0
    for path in (planned / "worksheets").iterdir():
        assert SECRET not in page(path)
        assert NAME not in page(path)


def test_without_a_plan_blank_is_offered(home: Path, run: Run) -> None:
    result = run("worksheet")
    assert result.code == 5
    assert "--blank" in result.err
    assert "recoveryplan new" in result.err
    assert not home.exists()


def test_a_name_that_is_not_there(planned: Path, run: Run) -> None:
    result = run("worksheet", "trigers", "triggers")
    assert result.code == 2
    assert words.did_you_mean(["triggers"]) in result.err
    assert all(name in result.err for name in EVERY)
    assert "trigers" not in result.all
    assert not (planned / "worksheets").exists()


def test_the_name_is_printed_only_when_asked(planned: Path, run: Run) -> None:
    path = planned / "worksheets" / "whole-plan.html"
    run("worksheet")
    assert NAME not in page(path)
    run("worksheet", "--with-name")
    assert NAME in page(path)


def test_large_print(planned: Path, run: Run) -> None:
    path = planned / "worksheets" / "goals.html"
    run("worksheet", "goals")
    assert "18pt" not in page(path)
    run("worksheet", "goals", "--large-print")
    assert "18pt" in page(path)


SIZES = {"letter": "letter portrait", "a4": "A4 portrait"}


@pytest.mark.parametrize("blank", [(), ("--blank",)], ids=["filled", "blank"])
@pytest.mark.parametrize(
    ("wished", "asked", "size"), [("", (), "letter"), ("a4", (), "a4"), ("a4", ("--paper", "letter"), "letter")]
)
def test_the_paper(
    wished: str, asked: tuple[str, ...], size: str, blank: tuple[str, ...], planned: Path, run: Run
) -> None:
    if wished:
        (planned / "plan.yaml").write_text(f"{OWN}  paper: {wished}\n", "utf-8")
    assert run("worksheet", "goals", *asked, *blank).code == 0
    (made,) = (planned / "worksheets").iterdir()
    assert SIZES[size] in page(made)


def test_a_plan_with_a_mistake_does_not_hinder_blank_pages(planned: Path, run: Run) -> None:
    (planned / "plan.yaml").write_text("nonsense: 1\n", "utf-8")
    assert run("worksheet", "goals", "--blank").code == 0
    assert run("worksheet", "goals").code == 3


# --- every page ---


def test_all_of_them(planned: Path, run: Run) -> None:
    result = run("worksheet", "all")
    assert result.code == 0
    folder = planned / "worksheets"
    assert names(folder) == sorted(f"{name}.html" for name in EVERY)
    assert words.ready(len(EVERY), "html", False) in flat(result.out)
    assert str(folder) in result.out
    assert str(folder / "whole-plan.html") in result.out
    assert result.out.count("\n") < 10


def test_a_few_are_told_by_their_paths_in_print_order(planned: Path, run: Run) -> None:
    result = run("worksheet", "goals", "triggers")
    at = [result.out.index(f"{name}.html") for name in sorted(("goals", "triggers"), key=EVERY.index)]
    assert at == sorted(at)


@pytest.mark.parametrize("columns", [40, 80])
def test_the_list(columns: int, home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Screen, "columns", columns)
    result = run("worksheet", "--list")
    lines = result.out.split("\n")
    assert result.code == 0
    assert max(map(len, lines)) <= columns
    found = [name for line in lines if (name := line.split(" ")[0]) in EVERY]
    assert found == EVERY
    for name in EVERY:
        sheet = declared.load(name)
        assert flat(sheet.purpose) in flat(result.out)
        assert words.takes(sheet.minutes) in result.out
    assert not home.exists()


# --- copies, merging, facilitators ---


def test_copies_have_running_numbers(home: Path, run: Run, tmp_path: Path) -> None:
    result = run("worksheet", "triggers", "--blank", "--copies", "12", "-o", str(tmp_path))
    assert result.code == 0
    made = sorted(tmp_path.glob("*.html"))
    assert [path.name for path in made] == [f"triggers-blank-{n:02d}.html" for n in range(1, 13)]
    assert all(f"copy {n}," in page(path) for n, path in enumerate(made, 1))


@pytest.mark.parametrize("count", ["0", "-3", "1000"])
def test_a_number_of_copies_that_is_none(count: str, home: Path, run: Run) -> None:
    result = run("worksheet", "--blank", "--copies", count)
    assert result.code == 2
    assert words.COPIES_COUNT[1] in result.err


def test_copies_are_of_blank_pages(planned: Path, run: Run) -> None:
    result = run("worksheet", "--copies", "3")
    assert result.code == 2
    assert "--blank --copies" in result.err
    assert not (planned / "worksheets").exists()


@pytest.mark.parametrize("kind", ["html", "md"])
def test_merging_says_what_to_type(kind: str, planned: Path, run: Run) -> None:
    result = run("worksheet", "all", "--merge", "--format", kind)
    assert result.code == 2
    assert "--format pdf --merge" in result.err
    assert not (planned / "worksheets").exists()


def test_one_file_in_print_order(planned: Path, run: Run, drawn: list[list[Sheet]]) -> None:
    result = run("worksheet", "all", "--format", "pdf", "--merge")
    assert result.code == 0
    assert names(planned / "worksheets") == ["worksheets.pdf"]
    assert words.merged(len(EVERY)) in flat(result.out)
    assert [[sheet.id for sheet in one] for one in drawn] == [EVERY]


def test_thirty_copies_in_one_file(home: Path, run: Run, drawn: list[list[Sheet]], tmp_path: Path) -> None:
    more = ("--facilitator", "--blank", "--format", "pdf", "--merge", "--copies", "30")
    assert run("worksheet", "triggers", "goals", *more, "-o", str(tmp_path / "out")).code == 0
    assert names(tmp_path / "out") == ["worksheets-blank.pdf"]
    order = sorted(("goals", "triggers"), key=EVERY.index)
    wanted = [(sheet, n) for name in order for sheet, n in [(f"{name}-facilitator", 0), *_copies(name, 30)]]
    assert [[(sheet.id, sheet.number) for sheet in one] for one in drawn] == [wanted]


def _copies(name: str, count: int) -> list[tuple[str, int]]:
    return [(name, number) for number in range(1, count + 1)]


def test_one_sheet_in_one_file_has_its_name(home: Path, run: Run, drawn: list[list[Sheet]], tmp_path: Path) -> None:
    run("worksheet", "goals", "--blank", "--format", "pdf", "--merge", "-o", str(tmp_path / "out"))
    assert names(tmp_path / "out") == ["goals-blank.pdf"]


def test_the_page_for_who_leads_is_its_own_file(planned: Path, run: Run) -> None:
    run("worksheet", "triggers")
    assert names(planned / "worksheets") == ["triggers.html"]
    run("worksheet", "triggers", "--facilitator")
    assert names(planned / "worksheets") == ["triggers-facilitator.html", "triggers.html"]
    lead = page(planned / "worksheets" / "triggers-facilitator.html")
    assert SECRET not in lead


def test_the_page_for_who_leads_is_made_once_for_all_copies(home: Path, run: Run, tmp_path: Path) -> None:
    run("worksheet", "triggers", "--blank", "--copies", "3", "--facilitator", "-o", str(tmp_path))
    made = sorted(path.name for path in tmp_path.glob("*.html"))
    assert made == [*(f"triggers-blank-0{n}.html" for n in (1, 2, 3)), "triggers-facilitator.html"]


def test_the_page_for_who_leads_needs_no_plan(home: Path, run: Run, tmp_path: Path) -> None:
    result = run("worksheet", "triggers", "--facilitator", "-o", str(tmp_path / "out"))
    assert result.code == 0
    assert words.ONLY_FACILITATOR in flat(result.err)
    assert names(tmp_path / "out") == ["triggers-facilitator.html"]


# --- PDF ---


def test_without_the_extra_the_command_to_install_it_is_told(
    planned: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "available", lambda: False)
    result = run("worksheet", "all", "--format", "pdf", "-o", str(tmp_path / "out"))
    assert result.code == 2
    assert 'pip install "recoveryplan[pdf]"' in result.err
    assert "--format html" in result.err
    assert not (tmp_path / "out").exists()


def test_signs_that_no_font_has_are_told(
    planned: Path, run: Run, drawn: list[list[Sheet]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "unprintable", lambda sheet: ["☃", "日"])
    result = run("worksheet", "goals", "triggers", "--format", "pdf")
    assert result.code == 0
    assert flat(result.err) == words.signs(["☃", "日"])
    assert "--format html" in result.err


@pytest.mark.skipif(not pdf.available(), reason="needs the pdf extra")
def test_a_real_pdf(planned: Path, run: Run) -> None:
    assert run("worksheet", "goals", "triggers", "--format", "pdf", "--merge").code == 0
    assert (planned / "worksheets" / "worksheets.pdf").read_bytes().startswith(b"%PDF-")


# --- where it goes ---


def test_nothing_is_written_over_and_all_is_looked_at_first(planned: Path, run: Run, tmp_path: Path) -> None:
    last = tmp_path / f"{EVERY[-1]}.html"
    last.write_text("mine", "utf-8")
    result = run("worksheet", "all", "-o", str(tmp_path))
    assert result.code == 4
    assert "--yes" in result.err
    assert last.name in glued(result.err)
    assert [path.name for path in tmp_path.glob("*.html")] == [last.name]
    assert page(last) == "mine"
    assert run("worksheet", "all", "-o", str(tmp_path), "--yes").code == 0
    assert page(last) != "mine"


def test_the_home_keeps_the_newest(planned: Path, run: Run) -> None:
    assert [run("worksheet").code for _ in range(2)] == [0, 0]


def test_a_folder_that_is_a_file(planned: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", "utf-8")
    result = run("worksheet", "-o", str(tmp_path / "out"))
    assert result.code == 4
    assert "Afilestandswhereafolderbelongs." in glued(result.err)
    assert page(tmp_path / "out") == "mine"


@pytest.mark.parametrize("inside", ["", "history", "drafts/kept", "worksheets/more"])
def test_not_where_they_would_stay_when_all_is_deleted(inside: str, planned: Path, run: Run) -> None:
    before = snapshot(planned, frozenset())
    result = run("worksheet", "-o", str(planned / inside))
    assert result.code == 2
    assert flat(" ".join(words.INSIDE_HOME)) == flat(result.err)
    assert snapshot(planned, frozenset()) == before
    assert run("worksheet", "-o", str(planned / "worksheets")).code == 0


def test_a_path_with_blanks_and_missing_folders(planned: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "my pages" / "for me"
    assert run("worksheet", "-o", str(out)).code == 0
    assert out.stat().st_mode & 0o777 == 0o700


# --- other people's plans ---


def test_a_plan_file_by_name(home: Path, run: Run, tmp_path: Path) -> None:
    (path,) = plans(tmp_path / "plans", 1)
    result = run("worksheet", "goals", "--plan", str(path), "-o", str(tmp_path / "out"))
    assert (result.code, result.err) == (0, "")
    assert names(tmp_path / "out") == ["goals.html"]
    assert SECRET in page(tmp_path / "out" / "goals.html")
    assert not home.exists()


def test_forty_plans_and_two_that_need_something(home: Path, run: Run, tmp_path: Path) -> None:
    made = plans(tmp_path / "plans", 40, bad=(3, 31))
    before = snapshot(tmp_path / "plans", frozenset())
    paths = [str(path) for path in made]
    result = run("worksheet", "--plan", *paths, "-o", str(tmp_path / "out"))
    assert result.code == 3
    good = [n for n in range(1, 41) if n not in {3, 31}]
    assert names(tmp_path / "out") == [f"whole-plan-{n:03d}.html" for n in good]
    assert glued(result.err).count("line3,column1:") == 2
    assert words.bad_plans(2, 38) in flat(result.err)
    assert SECRET not in result.all
    assert "Nothing was changed" not in result.err
    for number, path in enumerate(paths, 1):
        left_out = f" ({words.LEFT_OUT})" if number in {3, 31} else ""
        assert f"  {number:03d}  {path}{left_out}\n" in result.out
    assert snapshot(tmp_path / "plans", frozenset()) == before


def test_the_same_in_several_processes(home: Path, tmp_path: Path) -> None:
    made = plans(tmp_path / "plans", 40, bad=(3, 31))
    args = ("worksheet", "all", "--plan", str(made[0].parent), "-o")
    one = run_process(*args, str(tmp_path / "one"), env={printing.JOBS: "1"})
    two = run_process(*args, str(tmp_path / "two"), env={printing.JOBS: "2"})
    assert (one.code, two.code) == (3, 3)
    assert glued(two.out) == glued(one.out).replace("/one", "/two")
    assert two.err == one.err
    assert names(tmp_path / "two") == names(tmp_path / "one")
    assert len(names(tmp_path / "two")) == 38 * len(EVERY)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
        assert (tmp_path / "two" / path.name).stat().st_mode & 0o777 == 0o600


def test_file_names_tell_nothing(home: Path, run: Run, tmp_path: Path, drawn: list[list[Sheet]]) -> None:
    folder = tmp_path / "plans"
    plans(folder, 3)
    for more in (("--facilitator",), ("--format", "md", "--with-name"), ("--format", "pdf", "--merge")):
        out = tmp_path / "-".join(more)
        assert run("worksheet", "all", "--plan", str(folder), *more, "-o", str(out)).code == 0
        told = " ".join(names(out))
        assert NAME.lower() not in told.lower()
        assert re.fullmatch(r"([a-z-]+(-00[123])?\.(html|md|pdf) ?)+", told)


def test_a_folder_by_order_of_name(home: Path, run: Run, tmp_path: Path) -> None:
    made = plans(tmp_path / "plans", 3)
    (tmp_path / "plans" / "notes.txt").write_text("mine", "utf-8")
    (tmp_path / "plans" / ".hidden.yaml").write_text("mine", "utf-8")
    result = run("worksheet", "goals", "--plan", str(tmp_path / "plans"), "-o", str(tmp_path / "out"))
    assert result.code == 0
    assert [line.split()[-1] for line in result.out.split("\n") if line.startswith("  00")] == [str(p) for p in made]


def test_a_home_counts_by_its_plan(planned: Path, run: Run, tmp_path: Path) -> None:
    (planned / "history").mkdir()
    (planned / "shared.yaml").write_text("mine: 1\n", "utf-8")
    result = run("worksheet", "goals", "--plan", str(planned), "-o", str(tmp_path / "out"))
    assert (result.code, result.err) == (0, "")
    assert names(tmp_path / "out") == ["goals.html"]


def test_named_twice_is_made_once(home: Path, run: Run, tmp_path: Path) -> None:
    made = plans(tmp_path / "plans", 2)
    result = run("worksheet", "--plan", str(tmp_path / "plans"), "--plan", str(made[0]), "-o", str(tmp_path / "out"))
    assert result.code == 0
    assert words.TWICE in flat(result.err)
    assert len(names(tmp_path / "out")) == 2


def test_a_file_that_is_not_there_does_not_stop_the_rest(home: Path, run: Run, tmp_path: Path) -> None:
    made = plans(tmp_path / "plans", 2, bad=(2,))
    gone = tmp_path / "gone.yaml"
    result = run("worksheet", "--plan", str(made[0]), str(gone), str(made[1]), "-o", str(tmp_path / "out"))
    assert result.code == 4
    assert glued(words.NO_FILE) in glued(result.err)
    assert names(tmp_path / "out") == ["whole-plan-001.html"]


def test_a_folder_without_a_plan(home: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    result = run("worksheet", "--plan", str(tmp_path / "none"), "-o", str(tmp_path / "out"))
    assert result.code == 5
    assert glued(words.NO_PLANS_IN) in glued(result.err)
    assert not (tmp_path / "out").exists()


def test_only_bad_plans(home: Path, run: Run, tmp_path: Path, drawn: list[list[Sheet]]) -> None:
    (path,) = plans(tmp_path / "plans", 1, bad=(1,))
    for more in ((), ("--format", "pdf", "--merge")):
        result = run("worksheet", "--plan", str(path), *more, "-o", str(tmp_path / "out"))
        assert (result.code, result.out) == (3, "")
        assert "No page was made." in flat(result.err)
        assert names(tmp_path / "out") == []


def test_blank_pages_are_of_no_plan(home: Path, run: Run, tmp_path: Path) -> None:
    (path,) = plans(tmp_path / "plans", 1)
    assert run("worksheet", "--blank", "--plan", str(path)).code == 2


def test_plans_in_one_file(home: Path, run: Run, tmp_path: Path, drawn: list[list[Sheet]]) -> None:
    plans(tmp_path / "plans", 3, bad=(1,))
    more = ("--format", "pdf", "--merge", "--facilitator", "--with-name")
    result = run("worksheet", "goals", "coping", "--plan", str(tmp_path / "plans"), *more, "-o", str(tmp_path / "out"))
    assert result.code == 3
    assert names(tmp_path / "out") == ["worksheets.pdf"]
    order = sorted(("goals", "coping"), key=EVERY.index)
    leads = [(f"{name}-facilitator", "") for name in order]
    assert [(sheet.id, sheet.name) for sheet in drawn[0]] == [
        *leads, *((name, f"{NAME} {n}") for n in (2, 3) for name in order),
    ]  # fmt: skip
    assert words.WHICH_ORDER in flat(result.out)


def test_a_mistake_of_ours_in_one_plan_does_not_stop_the_rest(
    home: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = plans(tmp_path / "plans", 3)
    load = printing.plans.load

    def broken(path: str) -> dict[str, object]:
        if path == str(made[1]):
            raise KeyError(SECRET)
        return load(path)

    monkeypatch.setattr(printing.plans, "load", broken)
    result = run("worksheet", "--plan", str(tmp_path / "plans"), "-o", str(tmp_path / "out"))
    assert result.code == 1
    assert glued(words.OUR_MISTAKE) in glued(result.err)
    assert SECRET not in result.all
    assert names(tmp_path / "out") == ["whole-plan-001.html", "whole-plan-003.html"]


# --- what others may see ---

SEEN = """\
version: 1
motivations:
- id: m1
  text: my kids
hard_moment:
  steps:
  - id: h1
    do: drink a glass of water
    from: option alcohol-now
  - id: h2
    do: pour the vodka away
  - id: h3
    do: call before I drink
people:
- id: p1
  name: Dana
  role: from the heroin group
  phone: "555-0142"
preferences:
  country: US
"""


def discreet() -> list[str]:
    return [name for name in EVERY if declared.load(name).discreet]


def test_there_are_pages_that_others_may_see() -> None:
    assert discreet()


@pytest.mark.parametrize("name", discreet())
def test_words_that_name_a_substance_stay_off(name: str, home: Path, run: Run) -> None:
    home.mkdir()
    (home / "plan.yaml").write_text(SEEN, "utf-8")
    result = run("worksheet", name)
    made = page(home / "worksheets" / f"{name}.html")
    assert result.code == 0
    for tells in ("vodka", "before I drink", "heroin"):
        assert tells not in made
    told = re.search(r"(One line|\d lines) of own words stayed off", flat(result.err))
    if "glass of water" in made:
        assert told
        assert "Dana" in made
        assert "555" in made
    assert "vodka" not in result.all


def test_other_pages_have_them(home: Path, run: Run) -> None:
    home.mkdir()
    (home / "plan.yaml").write_text(SEEN, "utf-8")
    result = run("worksheet")
    assert result.err == ""
    assert "pour the vodka away" in page(home / "worksheets" / "whole-plan.html")


@pytest.mark.parametrize(
    ("said", "tells"),
    [
        ("drink water", False), ("Eat and drink something", False),
        ("a drink with Sam", True), ("I was drinking", True), ("no more beers", True),
        ("make tea and drink it slowly", False), ("take my methadone", True), ("I quit meth in May", True),
        ("call Dana", False), ("walk to the river", False), ("using my breath", False), ("I want to stay sober", True),
        ("begin again", False), ("my weekly walk", False), ("The casino on Fifth", True), ("sleep through", False),
        ("ask the pharmacist", False), ("", False),
    ],
)  # fmt: skip
def test_what_names_a_substance(said: str, tells: bool) -> None:
    assert own_words.names_a_substance(said) == tells


def _readings(phrase: str) -> Iterator[str]:
    """A phrase of a word list as people could type it: with each of its words at each place."""
    places = [word.split("/") for word in phrase.replace("…", "so very").split()]
    for n in range(max(map(len, places))):
        yield "Well, " + " ".join(words[n % len(words)] for words in places).replace("'", "’").upper() + "."


@pytest.mark.parametrize("phrase", knowledge.mentions()["partner_danger"])
def test_words_of_a_danger_at_home_are_found_wherever_they_stand(phrase: str) -> None:
    for typed in _readings(phrase):
        tree = {"triggers": [{"id": "t1", "what": "pay day"}, {"id": "t2", "what": typed}], "about": {"story": "x"}}
        kept = own_words.without_danger_at_home(tree)
        assert kept == {"triggers": [{"id": "t1", "what": "pay day"}], "about": {"story": "x"}}


def test_a_plan_without_such_words_stays_whole() -> None:
    tree = {"triggers": [{"id": "t1", "what": "the walk he hits me with"[:12]}], "people": [{"name": "My partner"}]}
    assert own_words.without_danger_at_home(tree) == tree


def test_patterns_do_not_pile_up() -> None:
    """A thousand plans are looked through in one run: what is made ready for one must serve the next."""
    phrases = knowledge.mentions()["partner_danger"]
    before = len(conditions._PATTERNS)
    for n in range(300):
        some = random.Random(n).sample(phrases, 6)
        backwards = " ".join(reversed(" ".join(some).replace("/", " ").split()))
        own_words.without_danger_at_home({"about": {"story": f"{backwards} {n}"}})
    assert len(conditions._PATTERNS) - before <= len(phrases)


def test_a_line_for_one_substance_stays_off() -> None:
    tree = {"preferences": {"country": "US"}, "substances": [{"kind": "gambling"}]}
    around = showing.context(tree)
    told = " ".join(showing.discreet(around, tree).lines)
    assert "SAMHSA" in " ".join(around.lines)
    assert "SAMHSA" not in told
    assert "988" in told
    assert around.lines[-1] in told


# --- when it can not go on ---


def test_a_full_disk(home: Path, tmp_path: Path) -> None:
    plans(tmp_path / "plans", 40)
    for jobs in ("1", "2"):
        result = _with_small_files(
            "worksheet", "--plan", str(tmp_path / "plans"), "-o", str(tmp_path / "out"), jobs=jobs
        )
        assert result.code == 4
        assert flat(result.err).count("The disk is full.") == 1
        assert names(tmp_path / "out") == []
        assert no_traces(result)


def _with_small_files(*args: str, jobs: str) -> Result:
    import resource

    done = subprocess.run(
        [sys.executable, "-m", "recoveryplan", *args],
        capture_output=True,
        env=process_env({printing.JOBS: jobs}),
        timeout=60,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000)),
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_disk_that_fills_up(home: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plans(tmp_path / "plans", 20)
    write, left = files.write_all, [9]

    def full(handle: int, data: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, SECRET)
        write(handle, data)

    monkeypatch.setattr(files, "write_all", full)
    result = run("worksheet", "--plan", str(tmp_path / "plans"), "-o", str(tmp_path / "out"))
    assert result.code == 4
    assert words.written_before(9) in flat(result.err)
    assert len(names(tmp_path / "out")) == 9
    assert all("</html>" in page(path) for path in (tmp_path / "out").iterdir())


@pytest.mark.parametrize("jobs", ["1", "3"])
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_ended_in_the_middle(sign: signal.Signals, jobs: str, home: Path, tmp_path: Path) -> None:
    plans(tmp_path / "plans", 300)
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-m", "recoveryplan", "worksheet", "all", "--plan", str(tmp_path / "plans"), "-o", str(out)],
        env=process_env({printing.JOBS: jobs}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    until(lambda: out.is_dir() and len(names(out)) > 20)
    if sign == signal.SIGINT:
        os.killpg(process.pid, sign)  # as a terminal does
    else:
        process.send_signal(sign)
    said = process.communicate(timeout=30)[1].decode()
    assert process.returncode == (130 if sign == signal.SIGINT else -sign)
    assert "Traceback" not in said
    until(lambda: not alive(process.pid))
    made = [path for path in out.iterdir() if not files.is_temp(path.name)]
    assert 20 <= len(made) < 300 * len(EVERY)
    assert [path.name for path in made if not page(path).rstrip().endswith("</html>")] == []
    if sign == signal.SIGINT:
        assert len(made) == len(names(out))


def until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come to that")


def alive(group: int) -> bool:
    """Whether any process of the group still runs."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_helper_that_is_ended_from_outside(home: Path, tmp_path: Path) -> None:
    plans(tmp_path / "plans", 300)
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-m", "recoveryplan", "worksheet", "all", "--plan", str(tmp_path / "plans"), "-o", str(out)],
        env=process_env({printing.JOBS: "2"}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    until(lambda: out.is_dir() and len(names(out)) > 20)
    helper = int(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("utf-8").split()[0])
    os.kill(helper, signal.SIGKILL)
    said = process.communicate(timeout=30)[1].decode()
    assert process.returncode == 4
    assert words.HELPER_GONE[0] in flat(said)
    assert "Traceback" not in said


@pytest.mark.parametrize("where", [">&-", ">/dev/full", "| exec true", "2>&-"])
def test_a_stream_that_is_closed_or_full(where: str, home: Path, tmp_path: Path) -> None:
    made = plans(tmp_path / "plans", 20, bad=(2,))
    line = f'"{sys.executable}" -m recoveryplan worksheet --plan "{made[0].parent}" -o "{tmp_path}/out" {where}'
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"], capture_output=True, env=process_env(), check=False
    )
    assert done.returncode == (4 if "full" in where else 3)
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    assert len(names(tmp_path / "out")) == 19


# --- how far it is ---


def seen_on_stderr(*args: str, plain: bool = False) -> str:
    """What a person sees on the terminal that standard error goes to."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "recoveryplan", *args],
        env=process_env({"TERM": "dumb" if plain else "xterm", "COLUMNS": "60"}),
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b"".join(_read(ours, process))
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return shown.decode()


def _read(handle: int, process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    while process.poll() is None or select.select([handle], [], [], 0)[0]:
        try:
            if select.select([handle], [], [], 0.1)[0]:
                yield os.read(handle, 4096)
        except OSError:  # the other side is closed
            return


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_bar_where_somebody_looks(jobs: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(printing.JOBS, jobs)
    folder = plans(tmp_path / "plans", 40)[0].parent
    shown = seen_on_stderr("worksheet", "--plan", str(folder), "-o", str(tmp_path / "out"))
    assert words.MAKING in shown
    assert "40/40" in shown


def test_plain_lines_where_it_is_read_aloud(home: Path, tmp_path: Path) -> None:
    folder = plans(tmp_path / "plans", 40)[0].parent
    shown = seen_on_stderr("worksheet", "--plan", str(folder), "-o", str(tmp_path / "out"), plain=True)
    assert "\x1b" not in shown
    assert words.so_far(40, 40) in shown
    assert 2 <= shown.count("pages are made") <= 10


def test_nothing_of_it_elsewhere(home: Path, tmp_path: Path) -> None:
    folder = plans(tmp_path / "plans", 40)[0].parent
    result = run_process("worksheet", "--plan", str(folder), "-o", str(tmp_path / "out"))
    assert (result.code, result.err) == (0, "")


# --- how it runs ---


def test_the_environment_sets_the_number_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    for asked, count in (("1", 1), ("5", 5)):
        monkeypatch.setenv(printing.JOBS, asked)
        assert printing.processors() == count
    for nonsense in ("", "0", "-1", "many", "9999", "²"):
        monkeypatch.setenv(printing.JOBS, nonsense)
        assert 1 <= printing.processors() <= (os.cpu_count() or 1)


def test_a_plan_is_read_a_piece_at_a_time() -> None:
    pages = [printing.Page("goals", f"{n}.html") for n in range(20)]
    pieces = list(printing.split(pages, "a.yaml", 7))
    assert [page for piece in pieces for page in piece.pages] == pages
    assert {(piece.plan, piece.number) for piece in pieces} == {("a.yaml", 7)}
    assert max(len(piece.pages) for piece in pieces) <= 8


def test_one_page_loads_no_helpers(planned: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from recoveryplan import cli; cli.run(['worksheet', 'goals', '-o', sys.argv[1]]);"
        "print(sorted({'concurrent', 'multiprocessing', 'rich', 'typst', 'asyncio'}"
        " & {name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "out")], capture_output=True, env=process_env(), check=True
    )
    assert done.stdout.decode().rstrip().endswith("[]")


def test_every_format_has_an_ending() -> None:
    assert set(printing_pages.ENDINGS) == {one.value for one in worksheet.Format}


def test_what_is_left_off_for_danger_is_told(planned: Path, run: Run, tmp_path: Path) -> None:
    text = OWN.replace(f"the {SECRET} bar", "my partner hits me")
    (planned / "plan.yaml").write_text(text, "utf-8")
    (tmp_path / "other.yaml").write_text(text, "utf-8")
    own = run("worksheet")
    other = run("worksheet", "--plan", str(tmp_path / "other.yaml"), "-o", str(tmp_path / "out"))
    assert flat(own.err) == wording.LEFT_OFF_PAPER
    assert flat(other.err) == words.LEFT_OFF_DANGER
    for made in (planned / "worksheets" / "whole-plan.html", tmp_path / "out" / "whole-plan.html"):
        assert "hits me" not in page(made)


def test_an_empty_page_has_the_help_lines_of_the_country_named(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("worksheet", "after-setback", "--blank", "--country", "gb", "-o", str(out)).code == 0
    page = (out / "after-setback-blank.html").read_text("utf-8")
    assert "116 123" in page
    assert "999" in page
    nowhere = run("worksheet", "--blank", "--country", "Atlantis")
    assert nowhere.code == 2
    assert "lines" in nowhere.err


def test_without_a_country_named_it_is_that_of_the_plan_here(home: Path, run: Run, tmp_path: Path) -> None:
    home.mkdir()
    (home / "plan.yaml").write_text("schema_version: 1\nversion: 1\npreferences:\n  country: GB\n", "utf-8")
    out = tmp_path / "out"
    assert run("worksheet", "help-lines", "--blank", "-o", str(out)).code == 0
    assert "116 123" in (out / "help-lines-blank.html").read_text("utf-8")


def test_a_page_for_the_fridge_has_no_reason_that_tells_of_dying(home: Path, run: Run, tmp_path: Path) -> None:
    home.mkdir()
    plan = "schema_version: 1\nversion: 1\nmotivations:\n- {id: m1, text: I want to stop wanting to die}\n"
    (home / "plan.yaml").write_text(plan + "- {id: m2, text: my garden}\n", "utf-8")
    for name in ("fridge", "wallet-card"):
        assert run("worksheet", name, "-o", str(tmp_path / "out")).code == 0
        page = (tmp_path / "out" / f"{name}.html").read_text("utf-8")
        assert "my garden" in page
        assert "wanting to die" not in page
