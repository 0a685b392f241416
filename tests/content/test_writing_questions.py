"""docs/writing-questions.md does not rot: every example in it loads, and every slip gives the error it shows."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.running import Run
from recoveryplan import resources
from recoveryplan.guidance import optionfiles, options
from recoveryplan.interview import definitions
from recoveryplan.interview.questions import Questionnaire
from recoveryplan.plan import conditions
from recoveryplan.workflows import knowledge, offering
from recoveryplan.worksheets import declared

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "writing-questions.md").read_text("utf-8")
CONTENT = Path(resources.content_folder())

BLOCK = re.compile(r"^```yaml\n# ([\w/.-]+)(?:, ([^\n]+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"(`+)(.+?)\1")
LEFT_OUT = "(left out)"


def examples() -> list[tuple[str, str, str]]:
    """Every YAML example: the file it is for, where it goes in it (nothing: it is the file), and its lines."""
    return [(name, where or "", body) for name, where, body in BLOCK.findall(PAGE)]


def put(folder: Path, name: str, where: str, body: str) -> None:
    """Do what the page says: make the file, or add to it."""
    path = folder / name
    if not where:
        assert not path.exists(), f"{name} is a file of ours"
        path.write_text(body, "utf-8")
        return
    before = path.read_text("utf-8")
    group = where.removeprefix("in ")
    after = before.replace(f"\n{group}:\n", f"\n{group}:\n{body}") if group != where else f"{before.rstrip()}\n{body}"
    assert after != before
    path.write_text(after, "utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the content folder with every example of the page in it; the program reads that one."""
    copy = tmp_path / "content"
    shutil.copytree(CONTENT, copy)
    for name, where, body in examples():
        put(copy, name, where or ("at the end" if name == "choices.yaml" else ""), body)
    monkeypatch.setattr(resources, "content_folder", lambda: str(copy))
    monkeypatch.setattr(knowledge, "_kept", {})
    monkeypatch.setattr(offering, "_lists", {})
    declared.load.cache_clear()
    yield copy
    declared.load.cache_clear()


def looked_at() -> Questionnaire:
    """All that an author may have changed, read as the program reads it."""
    found = knowledge.questionnaire()
    for source in sorted(options.sources() - {options.COUNTRIES}):
        offering.pick_list(source)
    declared.load("whole-plan")
    return found


# --- the examples ---


def test_there_is_an_example_of_each_matter() -> None:
    names = [name for name, _, _ in examples()]
    assert len(names) >= 7
    assert {name.partition("/")[0] for name in names} == {"questions", "options", "choices.yaml", "worksheets"}
    assert len(names) == PAGE.count("```yaml")
    bodies = "".join(body for _, _, body in examples())
    for key in ("each:", "when:", "keep: no", "sets:", "lengths:", "options_from:", "choices_from:", "examples:"):
        assert key in bodies, key


def test_every_example_loads(folder: Path) -> None:
    ids = {question.id for question in looked_at().questions}
    shown = {one for _, _, body in examples() for one in re.findall(r"^- id: (evening-\S+)", body, re.MULTILINE)}
    assert len(shown) >= 6
    assert shown <= ids


def test_a_branch_of_the_page_opens_and_closes(folder: Path, home: Path, run: Run) -> None:
    head = "answers_for: new\nevening-good: soup\n"
    assert run("new", "--answers", "-", typed=head + "evening-hard: yes\nevening-company: alone\n").code == 0
    plan = (home / "plan.yaml").read_text("utf-8")
    assert "evening_company: alone" in plan
    assert "evening_good: soup" in plan
    assert "My evenings" in run("show").out
    closed = run("new", "--home", str(home.parent / "b"), "--answers", "-", typed=head + "evening-company: alone\n")
    assert closed.code == 0
    assert "evening-company" in closed.err
    assert "evening_company" not in (home.parent / "b" / "plan.yaml").read_text("utf-8")


def test_what_is_kept_nowhere_is_in_no_file(folder: Path, home: Path, run: Run) -> None:
    assert run("new", "--answers", "-", typed="answers_for: new\nevening-fear: yes\n").code == 0
    written = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert b"fear" not in written


def test_the_template_shows_them(folder: Path, run: Run) -> None:
    shown = run("new", "--answers-template").out
    assert "#evening-hard:" in shown
    assert "one of alone, one_person, some, not_sure" in shown


# --- the slips ---


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def code(cell: str) -> list[str]:
    """The pieces of code in a cell, as they are."""
    return [inner.strip(" ") if len(ticks) > 1 else inner for ticks, inner in CODE.findall(cell)]


def slips() -> list[tuple[str, str, str, list[str]]]:
    """Every row of the table: the file, how it was, the slip, and what is said."""
    table = PAGE.partition("| It was | Somebody wrote | The program says |")[2].partition("\n\n")[0]
    found = []
    for line in table.splitlines()[2:]:
        was, wrote, says = cells(line)
        said = code(says)
        name = said[0].partition(",")[0]
        found.append((name, code(was)[0], "" if wrote == LEFT_OUT else code(wrote)[0], said))
    return found


def test_there_are_slips_enough() -> None:
    assert len(slips()) >= 10
    assert {name.partition("/")[0] for name, _, _, _ in slips()} == {"questions", "options"}


@pytest.mark.parametrize(("name", "was", "wrote", "said"), slips(), ids=[f"{one[1]}→{one[2]}" for one in slips()])
def test_a_slip_is_told_as_the_page_shows(
    name: str, was: str, wrote: str, said: list[str], folder: Path, run: Run
) -> None:
    path = folder / name
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if was in line)
    lines[at] = lines[at].replace(was, wrote) if wrote else ""
    path.write_text("".join(lines), "utf-8")
    result = run("new", "--answers-template")
    assert (result.code, result.out) == (3, "")
    assert " ".join(result.err.split()) == " ".join(" ".join(said).split())  # a screen breaks the lines


# --- the tables ---


def told(heading: str) -> set[str]:
    """The names in the first column of the tables under a heading."""
    rows = re.findall(rf"^\| {heading} \|.*?\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    first = [line.split("|")[1] for table in rows for line in table.splitlines()]
    return {name for cell in first for name in re.findall(r"`(\w+)`", cell)}


def test_every_key_of_a_pick_list_is_told() -> None:
    assert told("Key of the file") == optionfiles.HEAD - {"options"}
    assert told("Key of an option") == optionfiles.ENTRY


def test_every_key_of_a_part_and_a_question_is_told() -> None:
    words = set(re.findall(r"`(\w+)[:`]", PAGE)) | set(
        re.findall(r"^(\w+):", "".join(b for *_, b in examples()), re.MULTILINE)
    )
    assert words >= definitions._PART_KEYS | definitions._QUESTION_KEYS


def test_every_kind_and_operator_is_told() -> None:
    assert told("Kind") == set(definitions.KINDS)
    assert told("Operator") == set(conditions._OPERATORS)
