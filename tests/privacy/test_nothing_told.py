"""No error, whatever breaks, repeats what somebody typed."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

from commands.bad_files import ANSWERS, SECRET
from commands.running import Result, Run

HIDDEN = "ZEBRA-7"


class _Named(Exception):
    def __str__(self) -> str:
        return SECRET

    __repr__ = __str__


def _chained() -> None:
    try:
        {}[SECRET]
    except KeyError as first:
        raise RuntimeError(f"with {SECRET}") from first


def _validation() -> None:
    from pydantic import BaseModel

    class Model(BaseModel):
        a: int

    Model.model_validate({"a": SECRET})


def _noted() -> None:
    error = ValueError("x")
    error.add_note(SECRET)
    raise error


def _raising(error: BaseException) -> Any:
    def broken(*_: Any, **__: Any) -> None:
        answer = SECRET  # a local that a talkative traceback would show
        assert answer
        raise error

    return broken


BREAKS: dict[str, Any] = {
    "value": _raising(ValueError(f"bad: {SECRET}")),
    "key": _raising(KeyError(SECRET)),
    "named": _raising(_Named()),
    "decode": _raising(UnicodeDecodeError("utf-8", SECRET.encode(), 0, 1, SECRET)),
    "os": _raising(OSError(5, SECRET, SECRET)),
    "recursion": _raising(RecursionError(SECRET)),
    "assertion": _raising(AssertionError(SECRET)),
    "group": _raising(ExceptionGroup(SECRET, [ValueError(SECRET)])),
    "chained": lambda *_, **__: _chained(),
    "validation": lambda *_, **__: _validation(),
    "noted": lambda *_, **__: _noted(),
}


@pytest.mark.parametrize("debug", [(), ("--debug",)], ids=["", "--debug"])
@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS)
@pytest.mark.parametrize("command", ["show", "check", "worksheet"])
def test_a_bug_of_ours_tells_nothing(
    command: str, broken: Any, debug: tuple[str, ...], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = importlib.import_module(f"recoveryplan.commands.{command}")
    monkeypatch.setattr(module, "run", broken)
    result = run(command, *debug)
    assert result.code in {1, 4}
    assert result.out == ""
    assert HIDDEN not in result.err
    assert "Traceback" not in result.err
    if result.code == 1:
        assert "our mistake" in result.err


def test_debug_says_where(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("recoveryplan.commands.show")
    monkeypatch.setattr(module, "run", BREAKS["value"])
    quiet, loud = run("show"), run("show", "--debug")
    assert "test_nothing_told.py" in loud.err
    assert len(loud.err.split("\n")) > len(quiet.err.split("\n"))


PLACES = (
    "workflows.carding._tree",
    "workflows.carding.write_card",
    "storage.standing.read",
    "workflows.knowledge.rules",
)


def _card_with(place: str, broken: Any, home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Result:
    assert run("new", "--answers", "-", typed=ANSWERS).code == 0
    (home / "now.txt").unlink()
    module, _, name = place.rpartition(".")
    monkeypatch.setattr(importlib.import_module(f"recoveryplan.{module}"), name, broken)
    return run("now")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("broken", ["value", "key", "recursion", "os", "chained"])
def test_a_bug_of_ours_never_stands_before_help(
    place: str, broken: str, home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a hard moment there is a danger block, whatever else broke."""
    result = _card_with(place, BREAKS[broken], home, run, monkeypatch)
    assert HIDDEN not in result.err
    assert "Traceback" not in result.err
    assert result.out.startswith("In danger?")


@pytest.mark.parametrize("broken", ["value", "key", "recursion", "os", "chained"])
def test_no_card_at_all_tells_nothing(broken: str, home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    result = _card_with("workflows.carding.text", BREAKS[broken], home, run, monkeypatch)
    assert HIDDEN not in result.all
    assert "Traceback" not in result.err
    assert "emergency" in result.all


WRONG_CALLS = [
    (HIDDEN,),
    (f"--{HIDDEN}",),
    ("show", HIDDEN),
    ("show", "goals", HIDDEN),
    ("show", "--json", HIDDEN),
    ("show", f"--{HIDDEN}"),
    ("show", f"-{HIDDEN}"),
    ("lines", "--country", HIDDEN),
    ("lines", HIDDEN),
    ("worksheet", HIDDEN),
    ("worksheet", "--format", HIDDEN),
    ("worksheet", "--paper", HIDDEN),
    ("worksheet", "--blank", f"--{HIDDEN}"),
    ("new", HIDDEN),
    ("new", f"--answers={HIDDEN}", HIDDEN),
    ("now", HIDDEN),
    ("history", HIDDEN),
    ("delete", HIDDEN),
    ("--home",),
    ("new", "--answers"),
]


@pytest.mark.parametrize("args", WRONG_CALLS, ids=" ".join)
def test_a_wrong_call_is_not_repeated(args: tuple[str, ...], home: Path, run: Run) -> None:
    assert run("new", "--answers", "-", typed=ANSWERS.replace(SECRET, "Dana")).code == 0
    result = run(*args)
    assert result.code == 2
    assert HIDDEN.lower() not in result.all.lower()
    assert "Traceback" not in result.err
    assert result.err.strip()


def test_no_health_detail_can_be_an_option() -> None:
    """What `ps` and the shell's history show must stay harmless: no command takes own words."""
    import typer.main

    from recoveryplan.cli import COMMANDS, app

    group = typer.main.get_command(app)
    taken = {
        parameter.metavar
        for command in COMMANDS
        for parameter in group.get_command(None, command).params  # type: ignore[attr-defined]
        if not getattr(parameter, "is_flag", False) and parameter.name != "help"
    }
    assert taken <= {
        "DAY",
        "DIR",
        "FILE",
        "XX",
        "ID",
        "[NAME]...",
        "[SECTION]",
        "[FILE]...",
        "N",
        "[A]",
        "[B]",
        "ics|all",
        "TEXT",
        None,
    }  # an id names what ships; TEXT is what happened before a review, which can be asked for instead
