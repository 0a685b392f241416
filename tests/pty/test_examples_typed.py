"""People of ``examples``, typed from their answers files in the long interview: the plan is the one the file makes.

Two of the five, one with keys and one in plain mode; all five with RECOVERYPLAN_ALL_PEOPLE=1.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from people import Person, Typist, command, environment
from screens import Pty

from recoveryplan import yamlfile
from recoveryplan.interview.prompts import Answer, Prompt, Reply
from recoveryplan.workflows.asking import Outcome

FOLDER = Path(__file__).resolve().parents[2] / "examples"

TYPED = [("emma", 80, False), ("john", 40, True)]
OTHERS = [("sarah", 120, False), ("maria", 80, True), ("david", 40, False)]
PEOPLE = TYPED + (OTHERS if os.environ.get("RECOVERYPLAN_ALL_PEOPLE") == "1" else [])

_NUMBERED = re.compile(r"[a-z]\d+")


class Example(Person):
    """A made-up person with an answers file, in the long interview."""

    def __init__(self, name: str) -> None:
        super().__init__(_tree(FOLDER / name / "answers.yaml"), length="full")

    def reply(self, prompt: Prompt) -> Reply:
        """What the file says. Who picks at a terminal picks in the order of the list, whatever order a file has."""
        reply = super().reply(prompt)
        if not (isinstance(reply, Answer) and isinstance(reply.value, list)):
            return reply
        return Answer([option.value for option in prompt.options if option.value in reply.value])


def _tree(path: Path) -> Any:
    return yamlfile.plain(yamlfile.read(path.read_bytes(), path.name))


def _in_any_order(found: Any) -> Any:
    """A plan without the order of its lists, and without the numbers that follow from it."""
    if isinstance(found, dict):
        numbered = found.keys() & {"from", "then", "do"} and _NUMBERED.fullmatch(str(found.get("id")))
        return {key: _in_any_order(inner) for key, inner in found.items() if not (numbered and key == "id")}
    return sorted(map(_in_any_order, found), key=repr) if isinstance(found, list) else found


@pytest.mark.parametrize(("name", "columns", "plain"), PEOPLE, ids=[one[0] for one in PEOPLE])
def test_typed_in_the_long_interview(tmp_path: Path, name: str, columns: int, plain: bool) -> None:
    home, other = tmp_path / "typed", tmp_path / "from the file"
    person = Example(name)
    words = ["new", "--full", *(["--plain"] if plain else [])]
    with Pty(command(*words), columns=columns, env=environment(str(home))) as pty:
        typist = Typist(pty, plain, person.reply)
        assert person.sit(typist) is Outcome.DONE
        pty.wait_for("Saved. This is version 1 of your plan")
        assert pty.exit_code() == 0
    assert not person.file.problems
    env = dict(os.environ) | environment(str(other))
    answers = str(FOLDER / name / "answers.yaml")
    subprocess.run(command("new", "--answers", answers), env=env, check=True, capture_output=True)
    assert _in_any_order(_tree(home / "plan.yaml")) == _in_any_order(_tree(other / "plan.yaml"))
    assert len(typist.prompts) > 150
    assert not plain or b"\x1b" not in pty.raw
    assert all(len(line) <= columns for line in pty.lines())
