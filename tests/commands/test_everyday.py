"""Each command on a good day: what it says, what it leaves, its exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from commands.bad_files import ANSWERS, SECRET
from commands.homes_on_disk import snapshot
from commands.running import SRC, Run, run_process
from recoveryplan.cli import COMMANDS


@pytest.fixture
def planned(home: Path, run: Run) -> Path:
    assert run("new", "--answers", "-", typed=ANSWERS).code == 0
    return home


# --- nothing there yet ---


@pytest.mark.parametrize("args", [("show",), ("show", "--json"), ("check",), ("history",), ("worksheet",), ("delete",)])
def test_nothing_there_yet(args: tuple[str, ...], home: Path, run: Run) -> None:
    result = run(*args)
    assert result.code == 5
    assert result.out == ""
    assert result.err.strip()
    assert not home.exists()


@pytest.mark.parametrize("args", [("now",), ("lines",), ("paths",), ("schema",), ("worksheet", "--list"), ("--help",)])
def test_what_needs_no_plan(args: tuple[str, ...], home: Path, run: Run) -> None:
    result = run(*args)
    assert (result.code, result.err) == (0, "")
    assert result.out.strip()


def test_a_blank_sheet_needs_no_plan(home: Path, run: Run) -> None:
    assert run("worksheet", "--blank").code == 0
    assert (home / "worksheets" / "whole-plan-blank.html").is_file()


# --- what each says ---


def test_new_says_where_it_is(home: Path, run: Run) -> None:
    result = run("new", "--answers", "-", typed=ANSWERS)
    assert str(home / "plan.yaml") in result.out
    assert SECRET not in result.all
    assert "version 1" in result.out


def test_new_never_writes_over_a_plan(planned: Path, run: Run) -> None:
    before = snapshot(planned)
    for args in (("new", "--answers", "-"), ("new",), ("new", "--quick")):
        result = run(*args, typed=ANSWERS.replace(SECRET, "other"))
        assert result.code == 2
        assert "a plan is here already" in result.err.lower()
    assert snapshot(planned) == before


def test_the_empty_answers_file_can_be_filled_in(home: Path, run: Run) -> None:
    template = run("new", "--answers-template").out
    assert template.startswith("answers_for: new\n")
    assert run("new", "--answers", "-", typed=template).code == 0
    filled = re.sub(r"^#(\w[\w-]*:.*|- text:|- what:|- name:|- sign:)$", r"\1", template, flags=re.MULTILINE)
    filled = filled.replace("country:", "country: US").replace("- text:", "- text: me").replace("- what:", "- what: it")
    filled = filled.replace("- name:", "- name: Dana").replace("- sign:", "- sign: none")
    assert run("new", "--answers", "-", "--home", str(home) + "2", typed=filled).code == 0


def test_every_question_is_in_the_empty_answers_file(run: Run) -> None:
    from recoveryplan.workflows import knowledge

    template = run("new", "--answers-template").out
    for question in knowledge.questionnaire().questions:
        assert re.search(rf"^#{question.id}:", template, re.MULTILINE), question.id


def test_show_one_part(planned: Path, run: Run) -> None:
    whole, part = run("show").out, run("show", "goals").out
    assert len(part) < len(whole)
    assert f"see {SECRET}" in part
    assert "555-0142" not in part
    assert run("show", "people").out.count("555-0142") == 1


@pytest.mark.parametrize("args", [("show", "nothing"), ("show", "--json", "nothing"), ("worksheet", "nothing")])
def test_an_unknown_part_is_told(args: tuple[str, ...], planned: Path, run: Run) -> None:
    result = run(*args)
    assert result.code == 2
    assert "goals" in result.err or "whole-plan" in result.err


def test_show_as_data_is_the_file(planned: Path, run: Run) -> None:
    from recoveryplan.yamlfile import plain, read

    data = json.loads(run("show", "--json").out)
    file = plain(read((planned / "plan.yaml").read_bytes(), "plan.yaml"))
    assert json.loads(json.dumps(data), parse_int=str) == file
    assert json.loads(run("show", "--json", "people").out) == data["people"]


def test_check_tells_what_is_missing(home: Path, run: Run) -> None:
    assert run("new", "--answers", "-", typed="answers_for: new\ntriggers: [the bar]\ngoals: [get better]\n").code == 0
    words = " ".join(run("check").out.split())
    assert run("check").code == 0
    assert run("check", "--strict").code == 3
    for part in ("in order", "no strategy yet", "Nobody is named", "how you will know", "by when"):
        assert part in words
    data = json.loads(run("check", "--json").out)
    assert {gap["kind"] for gap in data["files"][0]["gaps"]} == {"gap", "hint"}
    assert all("line" in gap for gap in data["files"][0]["gaps"])


def test_a_whole_plan_is_strict_enough(planned: Path, run: Run) -> None:
    text = (planned / "plan.yaml").read_text("utf-8")
    sign = f"  sign: no calls to {SECRET}\n"
    assert sign in text
    answered = text.replace(sign, sign + "  responses:\n  - id: r1\n    do: call\n")
    answered += "medicine:\n  naloxone_where: the shelf\n"
    (planned / "plan.yaml").write_text(answered, "utf-8")
    assert run("check", "--strict").code == 0


def test_history_lists_the_versions(planned: Path, run: Run) -> None:
    assert run("history").out.startswith("Version 1, ")
    assert json.loads(run("history", "--json").out)["versions"][0]["version"] == 1
    plan = planned / "plan.yaml"
    plan.write_text(plan.read_text("utf-8") + "# mine\n", "utf-8")
    assert "changed by hand" in run("history").out
    assert json.loads(run("history", "--json").out)["changed_by_hand_since"] is True


def test_paths_are_whole(planned: Path, run: Run) -> None:
    shown = run("paths").out
    for name in ("plan.yaml", "history", "drafts", "worksheets", "now.txt"):
        assert f"  {planned / name}\n" in shown


def test_schema_takes_the_plan(run: Run) -> None:
    data = json.loads(run("schema").out)
    assert data["$schema"].endswith("2020-12/schema")
    assert {"goals", "people", "triggers", "more"} <= set(data["properties"])
    assert "x-choices" not in run("schema").out


def test_worksheets_in_both_forms(planned: Path, run: Run, tmp_path: Path) -> None:
    for args, name in (
        ((), "whole-plan.html"),
        (("--format", "md"), "whole-plan.md"),
        (("--blank",), "whole-plan-blank.html"),
        (("--blank", "--format", "md"), "whole-plan-blank.md"),
        (("all", "--paper", "a4"), "whole-plan.html"),
    ):
        result = run("worksheet", *args, "-o", str(tmp_path), "--yes")
        assert result.code == 0
        assert str(tmp_path / name) in result.out
        page = (tmp_path / name).read_text("utf-8")
        assert (SECRET in page) == ("--blank" not in args)


def test_delete_says_what_it_can_not_reach(planned: Path, run: Run) -> None:
    (planned / "mine.txt").write_text("mine", "utf-8")
    result = run("delete", "--yes")
    assert result.code == 0
    words = " ".join(result.out.split())
    assert "can not take away" in words
    assert "printed pages" in words
    assert "your plan, 1 version of it" in words
    assert str(planned) in result.out
    left = [path.name for path in planned.rglob("*") if path.is_file() and path.name != "lock"]
    assert left == ["mine.txt"]
    assert run("show").code == 5


# --- options, help, and names ---


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_leads_with_an_example(command: str, run: Run) -> None:
    result = run(command, "--help")
    assert result.code == 0
    body = result.out.split("\n\n", 2)[1].strip()
    assert body.startswith(f"Example:  recoveryplan {command}")
    assert "-h" in result.out or "--help" in result.out
    assert "╭" not in result.out
    assert "\x1b" not in result.out


ASKING = {"review": 2, "checkin": 2, "setback": 2, "progress": 5}
"""What these give where nobody can be asked, or where there is nothing to tell yet."""


@pytest.mark.parametrize("option", ["--plain", "--no-input", "--no-color", "--debug"])
@pytest.mark.parametrize(
    "command", [c for c in COMMANDS if c not in {"new", "edit", "delete", "restore", "export", "import"}]
)
def test_options_stand_before_and_after(command: str, option: str, planned: Path, run: Run) -> None:
    assert run(option, command).code == run(command, option).code == ASKING.get(command, 0)


def test_the_home_can_be_named_before_and_after(planned: Path, tmp_path: Path, run: Run) -> None:
    other = str(tmp_path / "other")
    assert run("show", "--home", other).code == run("--home", other, "show").code == 5
    assert run("now", "--home", other).code == run("--home", other, "now").code == 0
    assert SECRET not in run("now", "--home", other).out


def test_version_stands_before_only(home: Path, run: Run) -> None:
    from recoveryplan import __version__

    assert run("--version").out == f"recoveryplan {__version__}\n"
    assert run("--plain", "--version").out == f"recoveryplan {__version__}\n"
    assert run("show", "--version").code == 2


def test_a_mistyped_command_is_helped(home: Path, run: Run) -> None:
    result = run("shwo")
    assert result.code == 2
    assert "show" in result.err


NAMED = re.compile(r"`?recoveryplan ((?:[a-z]+)(?: [a-z]+|(?: -{1,2}[a-z-]+))*)")


def test_every_command_that_a_screen_names_is_there() -> None:
    """No screen names a command that does not exist yet; every option it names is taken."""
    texts = [path.read_text("utf-8") for path in SRC.rglob("*") if path.suffix in {".py", ".yaml"}]
    texts += [path.read_text("utf-8") for path in (SRC.parent / "templates").rglob("*.j2")]
    named = {tuple(match.split()) for text in texts for match in re.findall(r"`recoveryplan ([a-z][^`\n]*)`", text)}
    assert len(named) >= 8
    assert {words[0] for words in named if words != ("help", "about")} <= set(COMMANDS)


def test_every_option_that_a_screen_names_is_taken(run: Run) -> None:
    texts = [path.read_text("utf-8") for path in SRC.rglob("*.py")]
    named = {match for text in texts for match in re.findall(r"`recoveryplan ([a-z][^`\n]*)`", text)}
    for words in named:
        command, *rest = words.split()
        shown = run(command, "--help").out
        assert [option for option in rest if option.startswith("--") and option not in shown] == [], words


def test_one_run_in_a_process_of_its_own(home: Path) -> None:
    made = run_process("new", "--answers", "-", typed=ANSWERS)
    assert made.code == 0, made.err
    assert SECRET in run_process("show").out
    assert run_process("show", "nothing").code == 2
    assert run_process("now").out.startswith("In danger?")
