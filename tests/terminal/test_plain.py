"""The plain prompter, from scripted input."""

from __future__ import annotations

import io
from typing import Any

import pytest

from recoveryplan.interview.prompts import Answer, Move, Option, Prompt, Reply, Value
from recoveryplan.terminal.plain import PlainPrompter
from recoveryplan.terminal.screen import Screen
from recoveryplan.wording import Said

OPTIONS = (
    Option("place", "A place I go past"),
    Option("who", "Certain people", "who?"),
    Option("stress", "Feeling stressed."),
)


class Talk:
    """A prompter with lines to read, what it printed, and what it kept."""

    def __init__(self, typed: str | bytes) -> None:
        raw = typed if isinstance(typed, bytes) else typed.encode()
        self.out = io.StringIO()
        source = io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8")
        self.prompter = PlainPrompter(Screen(self.out, plain=True), source)
        self.kept: list[Value] = []

    def ask(self, kind: Any = "text", ask: str = "What?", **more: Any) -> Reply:
        prompt = Prompt(more.pop("key", "key"), kind, ask, **more)
        return self.prompter.ask(prompt, self.kept.append)

    @property
    def said(self) -> str:
        return self.out.getvalue()


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", "I want to sleep.\n", "I want to sleep."),
        ("text", "no newline at the end", "no newline at the end"),
        ("text", "\n", None),
        ("number", "7\n", 7),
        ("scale", "0\n", 0),
        ("yes_no", "y\n", "yes"),
        ("choice", "3\n", "stress"),
        ("many", "3, 1\n", ["place", "stress"]),
        ("long", "one\ntwo\n\n", "one\ntwo"),
        ("long", "one\ntwo", "one\ntwo"),
    ],
)
def test_answers(kind: str, typed: str, value: Value | None) -> None:
    talk = Talk(typed)
    if value is None:
        with pytest.raises(EOFError):
            talk.ask(kind)
        assert "Please type some words, or skip." in talk.said
    else:
        assert talk.ask(kind, options=OPTIONS) == Answer(value)
        assert "Please" not in talk.said


@pytest.mark.parametrize("kind", ["text", "long", "number", "date", "yes_no", "scale", "choice", "many"])
def test_words_move_on_every_kind(kind: str) -> None:
    for move in (Move.BACK, Move.SKIP, Move.SAVE, Move.HELP, Move.LINES, Move.LEAVE):
        assert Talk(f"{move.value}\n").ask(kind, options=OPTIONS) is move
        assert Talk(f" {move.value.upper()} \n").ask(kind, options=OPTIONS) is move
    with pytest.raises(EOFError):
        Talk("").ask(kind, options=OPTIONS)


def test_two_colons_mean_the_word_itself() -> None:
    assert Talk("::save\n").ask() == Answer("save")
    assert Talk("::anything\n").ask() == Answer("anything")
    assert Talk(":: two words\n").ask() == Answer(":: two words")
    assert Talk("::back\nwords\n\n").ask("long") == Answer("back\nwords")


@pytest.mark.parametrize(
    ("kind", "present", "now"),
    [
        ("text", "I want to sleep.", "Now: I want to sleep.\nEnter keeps it, or type your own words.\n> "),
        ("long", "One.\nTwo.", "Now: One.\nTwo.\n"),
        ("number", 0, "Your number, 0 to 10 (now: 0): "),
        ("scale", 7, "Your number, 0 to 10 (now: 7): "),
        ("date", "2026-12-22", "Your date (now: 2026-12-22): "),
        ("yes_no", "no", "Yes or no (now: no): "),
        ("choice", "who", "Your choice (now: 2): "),
        ("many", ["place", "stress"], "Your choice (now: 1 3): "),
        ("many", ["my own words", "who"], "  4. my own words\n"),
    ],
)
def test_enter_keeps_the_present_answer(kind: str, present: Value, now: str) -> None:
    talk = Talk("\n")
    assert talk.ask(kind, options=OPTIONS if kind in {"choice", "many"} else (), present=present) is Move.KEEP
    assert now in talk.said


def test_words_put_there_are_shown_and_kept_by_enter() -> None:
    talk = Talk("\nmine\n")
    assert talk.ask(prefill="take another way home") == Answer("take another way home")
    assert "  take another way home\nEnter keeps these words, or type your own.\n" in talk.said
    assert talk.ask(prefill="take another way home") == Answer("mine")


def test_dates_and_choices_are_read_back_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-22")
    talk = Talk("in 4 weeks\n1 2\n3\n5\ny\n")
    talk.ask("date")
    talk.ask("many", options=OPTIONS)
    talk.ask("choice", options=OPTIONS)
    talk.ask("number")
    talk.ask("yes_no")
    assert "That is Sunday, 20 December 2026.\n" in talk.said
    assert "You chose: A place I go past; Certain people.\n" in talk.said
    assert "You chose: Feeling stressed.\n" in talk.said
    assert talk.said.count("You chose") == 2


def test_a_refusal_is_kind_and_asks_again_without_saying_it_all_again() -> None:
    talk = Talk("someday\n42\n12\n4\n")
    assert talk.ask("number", ask="How many?") == Answer(4)
    assert talk.said.count("Please type a number from 0 to 10, or skip.\n") == 3
    assert talk.said.count("How many?") == 1
    assert "someday" not in talk.said


def test_each_long_line_is_kept_and_help_puts_them_back() -> None:
    talk = Talk("one\ntwo\nhelp\nthree\n\n")
    assert talk.ask("long") is Move.HELP
    assert talk.kept == ["one", "one\ntwo"]
    assert talk.ask("long") == Answer("one\ntwo\nthree")
    assert "So far:\n  one\n  two\n" in talk.said
    other = Talk("one\nlines\n\n")
    other.ask("long")
    with pytest.raises(EOFError):
        other.ask("long", key="another")


def test_save_in_a_long_answer_keeps_what_was_typed() -> None:
    talk = Talk("one\nsave\n")
    assert talk.ask("long") is Move.SAVE
    assert talk.kept == ["one"]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b"caf\xe9\n", "café"),
        (b"caf\xc3\xa9 \xe9\n", "café é"),
        (b"a\x1b[31mb\x1a\x00\n", "a[31mb"),
        (b"tab\there\r\n", "tab here"),
        ("naïve \u202eright\n".encode(), "naïve right"),
    ],
)
def test_odd_bytes_do_no_harm(raw: bytes, value: str) -> None:
    assert Talk(raw).ask() == Answer(value)


def test_a_source_of_text_works_too() -> None:
    prompter = PlainPrompter(Screen(io.StringIO(), plain=True), io.StringIO("words\n"))
    assert prompter.ask(Prompt("key", "text", "What?"), lambda _: None) == Answer("words")


def test_a_missing_standard_input_is_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(EOFError):
        PlainPrompter(Screen(io.StringIO(), plain=True)).ask(Prompt("key", "text", "What?"), lambda _: None)


def test_a_part_opens_with_its_words_and_the_words_that_move() -> None:
    talk = Talk("a\nb\n")
    talk.ask(
        heading="Part 2 of 7",
        left="about 8 minutes left",
        intro="About triggers.",
        place="Part 2 of 7, question 1 of 4",
    )
    expected = """
Part 2 of 7
about 8 minutes left
About triggers.
Part 2 of 7, question 1 of 4. What?
You can type: back · skip · save · help · lines
> """
    assert talk.said == expected
    talk.ask(examples=("I want to sleep.",), key="next")
    assert talk.said == expected + '\nWhat?\n  For example: "I want to sleep."\n> '


def test_options_scale_ends_and_shown_words() -> None:
    talk = Talk("1\n3\n")
    talk.ask("choice", options=OPTIONS)
    assert "Type one number, or skip.\n  1. A place I go past\n  2. Certain people — who?\n  3. Feeling" in talk.said
    talk.ask("scale", low="not sure", high="sure")
    assert "  0 means not sure.\n  10 means sure.\n" in talk.said
    talk.prompter.show([Said("A notice", "heading")])
    assert talk.said.endswith("A notice\n")


def test_leave_pushes_all_up_before_it_returns() -> None:
    talk = Talk("leave\n")
    assert talk.ask() is Move.LEAVE
    assert talk.said.endswith("> " + "\n" * 40)
    assert "\x1b" not in talk.said
