"""Lists and lines with keys: what each thing typed means. How it looks is watched in tests/pty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.output import DummyOutput

from recoveryplan.interview.prompts import Answer, KindName, Move, Option, Prompt, Reply, Value
from recoveryplan.terminal import leaf as leaf_module
from recoveryplan.terminal import showing
from recoveryplan.terminal.leaf import Leaf
from recoveryplan.terminal.leaves import leaf_for
from recoveryplan.terminal.screen import Screen

FEW = tuple(Option(f"v{n}", f"Choice {n}") for n in range(1, 5))
MANY = tuple(Option(f"v{n}", f"Choice {n}") for n in range(1, 14))
UP, DOWN, BACKSPACE, ENTER, INTERRUPT = "\x1b[A", "\x1b[B", "\x7f", "\r", "\x03"
UNKNOWN = "Please move with the arrows or type a number. Or type lines, back or skip."


class Typed:
    """One prompt, typed into through a pipe. ``refusals`` has every refusal, in order; ``kept`` what was kept."""

    def __init__(self, pipe: PipeInput) -> None:
        self.pipe = pipe
        self.kept: list[Value] = []
        self.refusals: list[str] = []
        self.half: str | list[str] | None = None

    def ask(self, keys: str, prompt: Prompt, half: str | list[str] | None = None) -> Reply | None:
        """The reply to these keys; None when there is none yet."""
        leaf = leaf_for(showing.whole(prompt), self.kept.append, Screen(), half)
        leaf.app.after_render += lambda _: self._note(leaf)
        clear_typeahead(self.pipe)
        try:
            self.pipe.send_text(keys + INTERRUPT)
            reply: Reply | None = leaf.ask()
        except KeyboardInterrupt:
            reply = None
        self._note(leaf)
        self.half = leaf.half()
        return reply

    def _note(self, leaf: Leaf) -> None:
        if leaf.refused and leaf.refused not in self.refusals[-1:]:
            self.refusals.append(leaf.refused)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    monkeypatch.setattr(leaf_module, "quiet_output", DummyOutput)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield Typed(pipe)


def listed(kind: KindName, options: tuple[Option, ...] = (), present: Value | None = None) -> Prompt:
    return Prompt("key", kind, "Which?", options=options, present=present)


LISTS = [listed("choice", FEW), listed("choice", MANY), listed("yes_no"), listed("many", FEW), listed("many", MANY)]


@pytest.mark.parametrize("prompt", LISTS)
@pytest.mark.parametrize(("word", "move"), [(move.value, move) for move in Move if move is not Move.KEEP])
def test_the_words_that_move_are_read_in_every_list(typed: Typed, prompt: Prompt, word: str, move: Move) -> None:
    assert typed.ask(word.title() + ENTER, prompt) is move


@pytest.mark.parametrize("prompt", LISTS)
@pytest.mark.parametrize("word", ["ajikx", "call", "help me", "zzz", "99", "é日"])
def test_anything_else_that_is_typed_chooses_nothing(typed: Typed, prompt: Prompt, word: str) -> None:
    assert typed.ask(word + ENTER + ENTER, prompt) is None
    assert len(typed.refusals) == 1
    assert typed.refusals[0].startswith("Please ")
    assert word not in typed.refusals[0]
    assert prompt.kind == "choice" or typed.half == []


def test_the_refusals_say_what_can_be_done(typed: Typed) -> None:
    typed.ask("zzz" + ENTER, LISTS[0])
    assert typed.refusals == [UNKNOWN]
    typed.ask("14" + ENTER, LISTS[1])
    assert typed.refusals[1] == "Please type one number from 1 to 13, or skip."
    typed.ask("zzz" + ENTER, LISTS[2])
    assert typed.refusals[2] == "Please choose yes or no. Or type lines, back or skip."


def test_backspace_mends_what_was_typed_and_typing_begins_afresh(typed: Typed) -> None:
    assert typed.ask("linesx" + ENTER + BACKSPACE + ENTER, LISTS[0]) is Move.LINES
    assert typed.ask("zzz" + ENTER + "back" + ENTER, LISTS[0]) is Move.BACK
    assert typed.ask("zzz\x15skip" + ENTER, LISTS[0]) is Move.SKIP
    assert typed.ask("li" + DOWN + ENTER, LISTS[0]) == Answer("v2")


@pytest.mark.parametrize(
    ("keys", "value"),
    [("", "v1"), (DOWN, "v2"), (UP, "v13"), ("3", "v3"), ("13", "v13"), ("12" + BACKSPACE, "v1"), ("12" + DOWN, "v13")],
)
def test_one_of_a_long_list_by_number(typed: Typed, keys: str, value: str) -> None:
    assert typed.ask(keys + ENTER, LISTS[1]) == Answer(value)


@pytest.mark.parametrize(
    ("keys", "values"),
    [
        ("3 12 ", ["v3", "v12"]),
        ("12" + ENTER, ["v12"]),
        (" " + DOWN + " ", ["v1", "v2"]),
        ("12 3 12 ", ["v3"]),
        ("1 ai" + BACKSPACE * 2, ["v1"]),
    ],
)
def test_some_of_a_long_list_by_number(typed: Typed, keys: str, values: list[str]) -> None:
    assert typed.ask(keys + ENTER, LISTS[4]) == Answer(values)


def test_a_single_number_counts_at_once_in_a_short_list(typed: Typed) -> None:
    assert typed.ask("24" + ENTER, LISTS[0]) == Answer("v4")
    assert typed.ask("24" + ENTER, LISTS[3]) == Answer(["v2", "v4"])
    assert typed.ask("244" + ENTER, LISTS[3]) == Answer(["v2"])


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ("y", "yes"), ("Yes", "yes"), ("n", "no"), ("NO", "no"), ("1", "yes"), ("2", "no"), ("12", "no"),
        (DOWN, "yes"), (DOWN + DOWN, "no"), (UP, "no"), (UP + UP, "yes"), (ENTER + "n", "no"),
    ],
)  # fmt: skip
def test_yes_or_no_is_typed_or_moved_to(typed: Typed, keys: str, value: str) -> None:
    assert typed.ask(keys + ENTER, LISTS[2]) == Answer(value)


def test_enter_alone_is_neither_yes_nor_no(typed: Typed) -> None:
    assert typed.ask(ENTER + ENTER, LISTS[2]) is None
    assert typed.refusals == ["Please choose yes or no, or skip with Ctrl-K."]
    assert typed.ask("lines" + ENTER, LISTS[2]) is Move.LINES
    assert typed.ask(ENTER, LISTS[2], typed.half) is None  # nor after help lines
    assert typed.ask(ENTER, listed("yes_no", present="no")) is Move.KEEP


PRESENT = Prompt("key", "text", "What?", present="I want to see my kids")
PREFILL = Prompt("key", "text", "What?", prefill="call someone I trust")
LONG = Prompt("key", "long", "What?", present="One.\nTwo.")


@pytest.mark.parametrize("prompt", [PRESENT, PREFILL, LONG])
@pytest.mark.parametrize("typed_word", ["back", " skip", " Lines ", "save", "help", "LEAVE"])
def test_a_word_behind_the_words_that_stand_there_moves(typed: Typed, prompt: Prompt, typed_word: str) -> None:
    assert typed.ask(typed_word + ENTER, prompt) is Move(typed_word.strip().lower())
    assert typed.kept == []
    words = str(prompt.present or prompt.prefill)
    # A letter begins the line afresh, so that only the word is left of it: the words that stood there come again.
    afresh = prompt is not LONG and not typed_word.startswith(" ")
    assert typed.half == (None if afresh else words + ("\n" if prompt is LONG else ""))


def test_a_word_behind_half_a_long_line_moves_too(typed: Typed) -> None:
    assert typed.ask("skip" + ENTER, LONG, "One.\nThr") is Move.SKIP
    assert typed.half == "One.\nThr"


@pytest.mark.parametrize("key", ["\x1b[Z", "\x13", "\x0c"])
def test_such_a_word_is_not_kept_with_the_words_by_a_key(typed: Typed, key: str) -> None:
    for prompt in (PRESENT, PREFILL, LONG):
        assert isinstance(typed.ask("back" + key, prompt), Move)
    assert typed.kept == []


@pytest.mark.parametrize("more", [" first", " back home", ". Back to work", "\x01back to "])
def test_other_words_are_added(typed: Typed, more: str) -> None:
    words = str(PRESENT.present)
    wanted = f"back to {words}" if more.startswith("\x01") else words + more
    assert typed.ask(more + ENTER, PRESENT) == Answer(wanted)


@pytest.mark.parametrize("kind", ["text", "long", "number", "scale", "date", "many"])
def test_enter_alone_is_a_skip_only_where_nothing_has_to_be_said(typed: Typed, kind: KindName) -> None:
    options = FEW if kind == "many" else ()
    must, may = (Prompt("key", kind, "What?", options=options, most=10, one_more=more) for more in (False, True))
    assert typed.ask(ENTER, must) is None
    assert len(typed.refusals) == 1
    assert typed.ask(ENTER, may) is Move.SKIP
    assert len(typed.refusals) == 1


def test_what_was_picked_and_dropped_again_is_no_answer(typed: Typed) -> None:
    assert typed.ask("2 2" + ENTER, Prompt("key", "many", "Which?", options=FEW, one_more=True)) is Move.SKIP


def test_the_hints_say_what_typing_does(typed: Typed) -> None:
    def hints(prompt: Prompt) -> str:
        return leaf_for(showing.whole(prompt), typed.kept.append, Screen(), None)._hints()

    assert "Type to replace them" in hints(PRESENT)
    assert "What you type goes on below them. Ctrl-K leaves it empty." in hints(LONG)
    assert typed.ask("Three." + ENTER + ENTER, LONG) == Answer("One.\nTwo.\nThree.")
    free = Prompt("key", "long", "What?", one_more=True)
    assert "Enter alone skips." in hints(free)
    assert "Enter alone skips." not in hints(Prompt("key", "long", "What?"))
