"""Going through an exercise: with lines or on a board, with a clock of our own, so that nothing sleeps."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.output import DummyOutput

from recoveryplan import text
from recoveryplan.guidance import waits
from recoveryplan.guidance.waits import Exercise
from recoveryplan.terminal import board as boards
from recoveryplan.terminal import waiting
from recoveryplan.terminal.plain import PlainPrompter
from recoveryplan.terminal.rich_prompter import RichPrompter
from recoveryplan.terminal.screen import Screen
from recoveryplan.terminal.waiting import Ended
from recoveryplan.workflows import knowledge

ALL = {one.id: one for one in waits.made(knowledge.tree("waits.yaml")).exercises}
BREATHE, SENSES, WAIT = ALL["breathe"], ALL["senses"], ALL["wait"]
GONE, STOP = "<gone>", "<ctrl-c>"


class FakeEars:
    """Lines typed at given seconds, and a clock that stands still but for the waits for them."""

    def __init__(self, *typed: tuple[float, str]) -> None:
        self.time = 1000.0
        self.typed = [(self.time + at, words) for at, words in typed]
        self.waited: list[float | None] = []

    def now(self) -> float:
        return self.time

    def hear(self, seconds: float | None) -> str | None:
        self.waited.append(seconds)
        until = float("inf") if seconds is None else self.time + seconds
        if not self.typed or self.typed[0][0] > until:
            assert seconds is not None, "it waits for a line that never comes"
            self.time = until
            return None
        at, words = self.typed.pop(0)
        self.time = max(self.time, at)
        if words == GONE:
            raise EOFError
        if words == STOP:
            raise KeyboardInterrupt
        return words


class Plain:
    """One way through an exercise in plain lines."""

    def __init__(self, exercise: Exercise, *typed: tuple[float, str], reason: str = "") -> None:
        self.out = io.StringIO()
        screen = Screen(self.out, plain=True)
        self.ears = FakeEars(*typed)
        going = waiting.waiting(exercise, PlainPrompter(screen), screen, lambda: screen.line("LINES"), self.ears)
        self.ended = going.go(reason)

    @property
    def said(self) -> str:
        return self.out.getvalue()

    @property
    def lines(self) -> list[str]:
        return self.said.split("\n")


# --- plain lines ---


def test_the_whole_wait_in_lines() -> None:
    went = Plain(WAIT, reason="I want to sleep.")
    assert went.ended is Ended.DONE
    assert went.ears.time == 1000 + 900
    assert went.said.count("left.") == 15
    assert went.lines[1:4] == ["Wait 15 minutes", "What matters:", "  I want to sleep."]
    assert went.said.count("I want to sleep.") == 1
    assert len(went.lines) < 32


def test_the_whole_breath_in_lines() -> None:
    went = Plain(BREATHE)
    assert went.ended is Ended.DONE
    assert went.ears.time == 1000 + 120
    assert went.said.count(", 5 seconds.") == 24


@pytest.mark.parametrize("exercise", [BREATHE, WAIT])
def test_lines_are_only_added(exercise: Exercise) -> None:
    said = Plain(exercise).said
    assert "\x1b" not in said
    assert "\r" not in said
    assert "\x07" not in said


@pytest.mark.parametrize("exercise", [BREATHE, WAIT])
@pytest.mark.parametrize("typed", ["", "stop", "save", "skip", "back", "I am done", "é日"])
def test_enter_ends_what_goes_by_itself(exercise: Exercise, typed: str) -> None:
    went = Plain(exercise, (42, typed))
    assert went.ended is Ended.STOPPED
    assert went.ears.time == 1042


def test_help_lines_come_and_the_wait_goes_on() -> None:
    went = Plain(WAIT, (30, "Lines "), (70, "help"))
    assert went.ended is Ended.DONE
    assert went.said.count("LINES") == 1
    assert went.said.count("left.") == 15
    assert went.ears.time == 1900


@pytest.mark.parametrize("exercise", [BREATHE, WAIT, SENSES])
def test_leave_clears_the_screen(exercise: Exercise) -> None:
    went = Plain(exercise, (3, "leave"))
    assert went.ended is Ended.LEFT
    assert went.said.endswith("\n" * 40)


@pytest.mark.parametrize("exercise", [BREATHE, WAIT, SENSES])
def test_the_end_of_input_ends_it(exercise: Exercise) -> None:
    assert Plain(exercise, (3, GONE)).ended is Ended.STOPPED


@pytest.mark.parametrize("exercise", [BREATHE, WAIT, SENSES])
def test_ctrl_c_is_handed_on(exercise: Exercise) -> None:
    with pytest.raises(KeyboardInterrupt):
        Plain(exercise, (3, STOP))


def test_after_a_sleep_of_the_computer_nothing_is_made_up_for() -> None:
    class Slept(FakeEars):
        def hear(self, seconds: float | None) -> str | None:
            heard = super().hear(seconds)
            self.time += 300 if len(self.waited) == 1 else 0
            return heard

    out = io.StringIO()
    screen, ears = Screen(out, plain=True), Slept()
    going = waiting.waiting(WAIT, PlainPrompter(screen), screen, lambda: None, ears)
    assert going.go() is Ended.DONE
    assert out.getvalue().count("left.") == 1 + 9
    assert ears.time == 1900


def test_one_sense_at_a_time() -> None:
    went = Plain(SENSES, *((n, "") for n in range(5)))
    assert went.ended is Ended.DONE
    assert [step.text in went.said for step in SENSES.steps] == [True] * 5
    assert went.said.count("Enter for the next one: ") == 4
    assert went.said.count("Enter when you are done: ") == 1
    assert set(went.ears.waited) == {None}


def test_what_is_typed_at_a_sense_goes_on_and_is_said_nowhere() -> None:
    went = Plain(SENSES, (0, "lamp, door, my hand"), (1, "skip"), (2, "back"), (3, ""), (4, ""), (5, ""), (6, ""))
    assert went.ended is Ended.DONE
    assert "lamp" not in went.said
    assert went.said.count(SENSES.steps[1].text) == 2


@pytest.mark.parametrize("word", ["stop", "Stop", "save"])
def test_the_senses_can_be_ended(word: str) -> None:
    went = Plain(SENSES, (0, ""), (1, word))
    assert went.ended is Ended.STOPPED
    assert SENSES.steps[2].text not in went.said


def test_help_lines_come_and_the_same_sense_again() -> None:
    went = Plain(SENSES, (0, "lines"), *((n, "") for n in range(1, 6)))
    assert went.ended is Ended.DONE
    assert went.said.index("LINES") < went.said.rindex(SENSES.steps[0].text)


# --- the board ---


class Jumping:
    """A clock that goes on by so many seconds at each look, and then much faster."""

    def __init__(self, by: float) -> None:
        self.time = 0.0
        self.by = by

    def now(self) -> float:
        self.time += self.by
        return self.time

    def hear(self, seconds: float | None) -> str | None:
        raise AssertionError("a board hears keys")


class Rich:
    """Ways through an exercise on the board, typed into through a pipe. ``rows`` has every row that was drawn."""

    def __init__(self, pipe: PipeInput, columns: int) -> None:
        self.pipe = pipe
        self.columns = columns
        self.rows: list[str] = []
        self.out = io.StringIO()
        self.shown = 0

    def go(self, exercise: Exercise, keys: str = "", by: float = 0.0) -> Ended | None:
        """How it ended, None for Ctrl-C; ``by`` is how far the clock goes at each look."""
        screen = Screen(self.out)
        going = waiting.waiting(exercise, RichPrompter(screen), screen, self._lines, Jumping(by))
        clear_typeahead(self.pipe)
        self.pipe.send_text(keys)
        try:
            return going.go()
        except KeyboardInterrupt:
            return None

    def _lines(self) -> None:
        self.shown += 1


@pytest.fixture(params=[40, 80])
def rich(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rich]:
    monkeypatch.setattr(boards, "quiet_output", DummyOutput)
    monkeypatch.setattr(waiting, "_TICK", 0.01)
    monkeypatch.setattr(waiting, "_TICK_BREATH", 0.01)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        made = Rich(pipe, request.param)
        words = boards.Board._words

        def seen(self: boards.Board) -> object:
            found = words(self)
            made.rows += "".join(part[1] for part in found).split("\n")
            return found

        monkeypatch.setattr(boards.Board, "_words", seen)
        monkeypatch.setattr(boards.Board, "_columns", lambda _: made.columns)
        yield made


@pytest.mark.parametrize(("exercise", "by"), [(WAIT, 45.0), (BREATHE, 3.0)])
def test_the_board_goes_to_its_end(rich: Rich, exercise: Exercise, by: float) -> None:
    assert rich.go(exercise, by=by) is Ended.DONE
    assert {step.text in " ".join(" ".join(rich.rows).split()) for step in exercise.steps} == {True}
    assert max(text.width(row) for row in rich.rows) <= rich.columns
    bars = [row for row in rich.rows if set(row.strip()) <= {"━", "─"} and row.strip()]
    assert bars
    assert {text.width(bar) for bar in bars} == {38}


@pytest.mark.parametrize("exercise", [WAIT, BREATHE])
def test_on_a_very_narrow_screen_no_word_is_cut(rich: Rich, exercise: Exercise) -> None:
    rich.columns = 20
    assert rich.go(exercise, by=5.0) is Ended.DONE
    assert max(text.width(row) for row in rich.rows) <= rich.columns
    shown = " ".join(" ".join(rich.rows).split())
    moments = [exercise.at(float(second)) for second in range(5, exercise.seconds, 5)]
    for words in {waits.time_left(one.left) for one in moments if one}:
        assert words in shown


@pytest.mark.parametrize("exercise", [WAIT, BREATHE])
@pytest.mark.parametrize(
    ("keys", "ended"),
    [
        ("\r", Ended.STOPPED),
        ("\x13", Ended.STOPPED),
        ("\x04", Ended.STOPPED),
        ("\x0b", Ended.STOPPED),
        ("done\r", Ended.STOPPED),
        ("\x18", Ended.LEFT),
        ("leave\r", Ended.LEFT),
        ("leavx\x7fe\r", Ended.LEFT),
        ("\x03", None),
    ],
)
def test_keys_on_the_board(rich: Rich, exercise: Exercise, keys: str, ended: Ended | None) -> None:
    assert rich.go(exercise, keys) is ended


@pytest.mark.parametrize("exercise", [WAIT, SENSES])
@pytest.mark.parametrize("keys", ["\x0c", "lines\r", "LINES\r"])
def test_help_lines_come_and_the_board_again(rich: Rich, exercise: Exercise, keys: str) -> None:
    assert rich.go(exercise, keys + keys + "\x13") is Ended.STOPPED
    assert rich.shown == 2


@pytest.mark.parametrize("keys", ["\r" * 5, "\x0b" * 5, "lamp\r" * 5])
def test_the_senses_on_the_board(rich: Rich, keys: str) -> None:
    assert rich.go(SENSES, keys) is Ended.DONE
    assert "  1 of 5" in rich.rows


def test_one_sense_can_be_gone_back_to(rich: Rich) -> None:
    assert rich.go(SENSES, "\r\x1b[Z\r\r\x0b\r\r") is Ended.DONE


def test_what_is_pasted_or_typed_at_length_does_no_harm(rich: Rich) -> None:
    assert rich.go(WAIT, "\x1b[200~one\ntwo\x1b[201~" + "x" * 300 + "\r") is Ended.STOPPED
    assert max(text.width(row) for row in rich.rows) <= rich.columns


@pytest.mark.parametrize(("filled", "shown"), [(0, "----"), (0.5, "##--"), (1, "####"), (2, "####"), (-1, "----")])
def test_a_bar_in_plainer_signs(filled: float, shown: str) -> None:
    ascii_only = Screen(io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert waiting.bar(filled, 4, ascii_only) == shown
    assert waiting.bar(0.5, 4, Screen(io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))) == "━━──"


# --- the terminal's own ears ---


def test_the_ears_hear_a_line_and_the_end() -> None:
    import os

    reader, writer = os.pipe()
    with open(reader, encoding="utf-8") as source:
        ears = waiting.TerminalEars(source)
        assert ears.hear(0) is None
        os.write(writer, b"lines\n")
        assert ears.hear(None) == "lines"
        assert ears.now() <= ears.now()
        os.write(writer, b"\xff\n")
        assert ears.hear(0) == "\ufffd"
        os.close(writer)
        with pytest.raises(EOFError):
            ears.hear(0)


def test_the_fake_ears_would_see_a_wait_without_end() -> None:
    with pytest.raises(AssertionError):
        FakeEars().hear(None)
