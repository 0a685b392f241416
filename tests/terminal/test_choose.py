"""Which prompter is taken where."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest

from recoveryplan.terminal import choose
from recoveryplan.terminal.plain import PlainPrompter
from recoveryplan.terminal.rich_prompter import RichPrompter

SOURCE = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "src"))


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        super().isatty()  # raises when closed
        return True


@pytest.fixture(autouse=True)
def _usual_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("ACCESSIBLE", raising=False)
    monkeypatch.setattr(sys, "stdin", Terminal())


def test_a_good_terminal_is_asked_with_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())  # here: pytest changes it between a fixture and its test
    assert choose.is_terminal()
    assert isinstance(choose.prompter_for(plain=False), RichPrompter)


@pytest.mark.parametrize(("name", "value"), [("ACCESSIBLE", "1"), ("TERM", "dumb")])
def test_simple_terminals_are_asked_plainly(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv(name, value)
    assert isinstance(choose.prompter_for(plain=False), PlainPrompter)


def test_plain_when_asked_for_or_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert isinstance(choose.prompter_for(plain=True), PlainPrompter)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert isinstance(choose.prompter_for(plain=False), PlainPrompter)


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_missing_and_closed_streams_are_no_terminal(monkeypatch: pytest.MonkeyPatch, stream: str) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr(sys, stream, None)
    assert not choose.is_terminal()
    closed = Terminal()
    closed.close()
    monkeypatch.setattr(sys, stream, closed)
    assert not choose.is_terminal()


def test_a_console_that_fails_is_asked_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise RuntimeError("No Windows console found.")

    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr("prompt_toolkit.output.defaults.create_output", fails)
    assert not choose.opens_console()
    monkeypatch.setattr(choose, "_console_opens", choose.opens_console)
    assert isinstance(choose.prompter_for(plain=False), PlainPrompter)


def test_the_way_to_a_prompter_does_not_load_questionary() -> None:
    program = "import sys; from recoveryplan.terminal import choose; print(*sys.modules)"
    env = os.environ | {"PYTHONPATH": SOURCE}
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=env, check=True)
    assert {"rich", "questionary", "prompt_toolkit", "pydantic"} & set(loaded.stdout.split()) == set()
