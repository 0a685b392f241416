"""What each hot command loads and opens: a hard moment does not wait for a library."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from commands.bad_files import ANSWERS
from commands.running import SRC, Run, process_env

PROBE = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
{body}
"""

RUN = """
sys.argv = ["recoveryplan", *{args!r}]
import io
real = sys.stdout
sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
before = set(sys.modules)
opened.clear()
try:
    from recoveryplan.__main__ import main
    main()
except SystemExit:
    pass
told = sys.stdout.buffer.getvalue().decode() if sys.stdout.buffer else ""
sys.stdout = real
modules, seen = sorted(set(sys.modules) - before), opened[:]
import json
print(json.dumps({{"modules": modules, "opened": seen, "told": told}}))
"""


class Start:
    """What a start of the program loaded and opened beyond what bare Python has."""

    def __init__(self, *args: str) -> None:
        body = RUN.format(args=list(args))
        done = subprocess.run(
            [sys.executable, "-c", PROBE.format(body=body)],
            capture_output=True,
            env=process_env(),
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr.decode()
        found = json.loads(done.stdout)
        self.modules: set[str] = set(found["modules"])
        self.told: str = found["told"]
        # Folders are listed and .pyc files read by the import of modules; each counts as an open.
        self.opened: list[str] = found["opened"]

    @property
    def tops(self) -> set[str]:
        return {name.split(".")[0] for name in self.modules}


@pytest.fixture
def planned(home: Path, run: Run) -> Path:
    assert run("new", "--answers", "-", typed=ANSWERS).code == 0
    return home


HEAVY = {"pydantic", "pydantic_core", "questionary", "prompt_toolkit", "jinja2", "rich", "asyncio", "typst"}
YAML = {"ruamel", "_ruamel_yaml"}
OURS_NOW = {"recoveryplan", "recoveryplan.__main__", "recoveryplan.home"}


def test_version_loads_nothing(home: Path) -> None:
    start = Start("--version")
    assert start.told.startswith("recoveryplan ")
    assert start.modules <= OURS_NOW | {"__future__"}


def test_a_fresh_card_loads_nothing(planned: Path) -> None:
    start = Start("now")
    assert start.told.startswith("In danger? Call 911")
    assert start.modules <= OURS_NOW | {"_blake2", "__future__"}
    assert len(start.opened) <= 10
    assert {Path(p).name for p in start.opened if p.startswith(str(planned))} == {"plan.yaml", "now.txt"}


def test_a_fresh_card_is_whole(planned: Path, run: Run) -> None:
    kept = (planned / "now.txt").read_text("utf-8")
    assert Start("now").told == kept.partition("\n")[2] == run("now").out


LEAN = {"dataclasses", "inspect", "typing", "typer", "click", "json", "logging", "hashlib", "importlib_metadata"}


@pytest.mark.parametrize("how", ["edited", "no card", "no plan"])
def test_a_card_made_anew_loads_no_library(how: str, planned: Path) -> None:
    if how == "edited":
        plan = planned / "plan.yaml"
        plan.write_text(plan.read_text("utf-8") + "# mine\n", "utf-8")
    elif how == "no card":
        (planned / "now.txt").unlink()
    else:
        for path in planned.rglob("*"):
            if path.is_file():
                path.unlink()
    start = Start("now")
    assert start.told.startswith("In danger? Call ")
    assert start.tops & HEAVY == set()
    assert start.tops & LEAN == set()
    assert {name for name in start.modules if name.startswith("recoveryplan.commands")} == set()


def test_help_loads_no_plan(home: Path) -> None:
    start = Start("--help")
    assert "A recovery plan that is yours" in start.told
    assert start.tops & (HEAVY | YAML) == set()
    assert {m for m in start.modules if m.startswith("recoveryplan.")} <= OURS_NOW | {
        "recoveryplan.cli", "recoveryplan.errors", "recoveryplan.commands", "recoveryplan.commands.settings",
    }  # fmt: skip


def test_lines_load_no_plan_model(home: Path) -> None:
    start = Start("lines", "--country", "FR")
    assert "112" in start.told
    assert start.tops & HEAVY == set()


def test_lines_of_a_plan_load_no_model(planned: Path) -> None:
    start = Start("lines")
    assert "988" in start.told
    assert start.tops & HEAVY == set()


def test_show_of_an_unchanged_plan_loads_no_model(planned: Path) -> None:
    start = Start("show")
    assert "My plan" in start.told
    assert start.tops & HEAVY == set()


def test_show_of_a_changed_plan_is_checked(planned: Path) -> None:
    """The other side of the coin: what a hand has changed is looked at by the model."""
    plan = planned / "plan.yaml"
    plan.write_text(plan.read_text("utf-8") + "# mine\n", "utf-8")
    assert "pydantic" in Start("show").tops


def test_questions_load_no_prompts_without_a_terminal(home: Path) -> None:
    assert Start("new").tops & {"questionary", "prompt_toolkit", "rich", "jinja2"} == set()


def test_worksheet_loads_no_prompts(planned: Path) -> None:
    start = Start("worksheet")
    many = {"concurrent", "multiprocessing", "typst"}
    assert start.tops & ({"questionary", "prompt_toolkit", "rich", "asyncio", "pydantic"} | many) == set()


def test_the_fast_yaml_parser_is_in_use(planned: Path) -> None:
    assert "_ruamel_yaml" in Start("show").modules


@pytest.mark.parametrize("module", ["pydantic", "socket", "enum", "json"])
def test_the_probe_sees_what_is_loaded(module: str, home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(body=f"import {module}\nimport json\nprint(json.dumps([*sys.modules]))")],
        capture_output=True,
        env=process_env(),
        check=True,
    )
    assert module in json.loads(done.stdout)


def test_the_probe_counts_opened_files(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x", "utf-8")
    body = f"open({str(tmp_path / 'x')!r}).read()\nseen = opened[:]\nimport json\nprint(json.dumps(seen))"
    done = subprocess.run([sys.executable, "-c", PROBE.format(body=body)], capture_output=True, check=True)
    assert str(tmp_path / "x") in json.loads(done.stdout)


def test_the_program_under_test_is_this_one() -> None:
    code = "import recoveryplan; print(recoveryplan.__file__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=process_env(), check=True)
    assert Path(done.stdout.decode().strip()).parent.parent == SRC
