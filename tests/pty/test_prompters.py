"""Both prompters in a real terminal: what is seen, and what each key brings back."""

from __future__ import annotations

import os
import signal
import sys
import termios
from pathlib import Path

import pytest
from driver import MANY, PLACES, PROMPTS
from screens import Pty

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, "..", "..", "src")
ENV = {"PYTHONPATH": os.path.abspath(SOURCE), "RECOVERYPLAN_TODAY": "2026-11-22"}

LINE_FOOTER = "back · skip · save · help · lines (Shift-Tab also goes back)"
LIST_FOOTER = "Shift-Tab back · Ctrl-K skip · Ctrl-S save · F1 help · Ctrl-L"  # then "lines" or "or type lines"
LISTS = {"choice", "many", "yes_no"}
KINDS = ["text", "long", "number", "date", "scale", "yes_no", "choice", "many"]
PRESENT = {"number", "date"}


def driver(*words: str, columns: int = 80, rows: int = 24, env: dict[str, str] | None = None) -> Pty:
    command = [sys.executable, os.path.join(HERE, "driver.py"), *words]
    return Pty(command, columns=columns, rows=rows, env=ENV | (env or {}))


def footer(key: str) -> str:
    return LIST_FOOTER if PROMPTS[key].kind in LISTS else LINE_FOOTER


def flat(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


def ready(pty: Pty, key: str) -> None:
    """The prompt is drawn: the terminal is in its hands."""
    pty.wait_until(lambda: footer(key) in flat(pty.screen_lines()), f"the footer of {key}")


def replied(pty: Pty, key: str, reply: object, times: int = 1) -> None:
    pty.wait_for(f"reply {key} {reply!r}", times=times)


def words_of(key: str) -> list[str]:
    prompt = PROMPTS[key]
    options = [f"{option.text} — {option.hint}" if option.hint else option.text for option in prompt.options]
    parts = [prompt.heading, prompt.left, prompt.intro, prompt.ask, *prompt.examples, *options]
    return [part for part in [*parts, prompt.low, prompt.high] if part]


# -- whole words at every width --


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_every_word_is_whole_with_keys(columns: int) -> None:
    with driver(*KINDS, columns=columns, rows=30) as pty:
        for key in KINDS:
            ready(pty, key)
            assert [part for part in words_of(key) if part not in pty.text()] == []
            pty.press("ctrl-k")
            replied(pty, key, "SKIP")
        assert pty.exit_code() == 0


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_every_word_is_whole_in_plain_mode(columns: int) -> None:
    with driver("plain", *KINDS, columns=columns) as pty:
        for key in KINDS:
            label = ": " if PROMPTS[key].kind not in {"text", "long"} else "> "
            pty.wait_for(PROMPTS[key].ask)
            pty.wait_until(lambda: last_line(pty).endswith(label.strip()), f"a label for {key}")  # noqa: B023
            assert [part for part in words_of(key) if part not in pty.text()] == []
            pty.line("skip")
            replied(pty, key, "SKIP")
        pty.wait_for("done")
        assert pty.exit_code() == 0
        assert max(len(line) for line in pty.lines()) <= columns
        assert b"\x1b" not in pty.raw


def last_line(pty: Pty) -> str:
    lines = pty.lines()
    return lines[-1] if lines else ""


@pytest.mark.parametrize("mode", ["plain", "keys"])
def test_a_prompter_that_cuts_is_caught(mode: str) -> None:
    with driver(mode, "--cut", "choice", columns=40) as pty:
        pty.wait_for("2. Feeling stressed")
        assert PLACES[0].text not in pty.text()
        assert pty.cut_words(PLACES[0].text)


def test_a_long_list_scrolls_to_its_last_choice() -> None:
    with driver("long_list", columns=40) as pty:
        ready(pty, "many")
        pty.press("up")
        pty.wait_until(lambda: MANY[-1].text in flat(pty.screen_lines()), "the last choice")
        row, _ = pty.cursor()
        assert pty.screen_lines()[row].startswith(" > [ ] 14. Choice number 14")
        assert not pty.cursor_hidden()
        pty.press("space", "enter")
        replied(pty, "long_list", ["v14"])


def test_a_list_fits_a_terminal_made_narrower() -> None:
    with driver("choice", columns=120) as pty:
        ready(pty, "choice")
        pty.resize(40, 24)
        pty.kill(signal.SIGWINCH)
        pty.press("down")
        wanted = (PLACES[0].text, LIST_FOOTER)
        pty.wait_until(lambda: all(words in flat(pty.screen_lines()) for words in wanted), "a new fit")
        pty.press("enter")
        replied(pty, "choice", "stress")


# -- keys --


@pytest.mark.parametrize("key", KINDS)
def test_keys_move_on_every_kind(key: str) -> None:
    moves = [("shift-tab", "BACK"), ("f1", "HELP"), ("ctrl-l", "LINES"), ("ctrl-k", "SKIP"), ("ctrl-s", "SAVE")]
    with driver(key, key, key) as pty:
        for press, name in moves:
            ready(pty, key)
            pty.press(press)
            replied(pty, key, name)
        ready(pty, key)
        pty.press("ctrl-x")
        pty.wait_for("done")
        assert pty.exit_code() == 0
        assert pty.lines() == [f"reply {key} 'LEAVE'", "done"]
        assert b"\x1b[2J\x1b[3J\x1b[H" in pty.raw


@pytest.mark.parametrize("key", ["text", "number", "date", "scale", "long"])
def test_words_move_where_one_types(key: str) -> None:
    with driver(key, key, key) as pty:
        for word in ("back", "Help", "lines", "skip", "SAVE"):
            ready(pty, key)
            pty.line(word)
            replied(pty, key, word.upper())
        ready(pty, key)
        pty.line("leave")
        pty.wait_for("done")
        assert pty.lines() == [f"reply {key} 'LEAVE'", "done"]


def test_two_colons_mean_the_word_itself() -> None:
    with driver("text", "long") as pty:
        ready(pty, "text")
        pty.line("::save")
        replied(pty, "text", "save")
        ready(pty, "long")
        pty.line("one")
        pty.line("::back")
        pty.press("enter")
        replied(pty, "long", "one\nback")


@pytest.mark.parametrize("key", KINDS)
def test_ctrl_d_saves_and_ctrl_c_interrupts(key: str) -> None:
    with driver(key, key) as pty:
        ready(pty, key)
        pty.press("ctrl-d")
        replied(pty, key, "SAVE")
        ready(pty, key)
        pty.press("ctrl-c")
        assert pty.exit_code() == 130
        assert "Traceback" not in pty.text()


@pytest.mark.parametrize("key", ["text", "choice"])
@pytest.mark.parametrize("sig", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_it_and_the_terminal_is_put_back(key: str, sig: int) -> None:
    with driver(key) as pty:
        ready(pty, key)
        raw = pty.modes()
        pty.kill(sig)
        assert pty.exit_code() == (130 if sig == signal.SIGINT else 143)
        assert raw[3] & termios.ICANON == 0
        assert raw[0] & termios.IXON == 0  # or Ctrl-S would stop the terminal
        assert pty.modes()[3] & termios.ICANON
        assert "Traceback" not in pty.text()


def test_a_closed_terminal_ends_it() -> None:
    with driver("text") as pty:
        ready(pty, "text")
        pty.close_terminal()
        assert pty.exit_code() != 0


# -- answers --


def test_answers_of_every_kind() -> None:
    with driver("text", "number", "scale", "date", "yes_no", "choice", "many") as pty:
        for key, typed, value in [
            ("text", "I want to sleep.\r", "I want to sleep."),
            ("number", "5\r", 5),
            ("scale", "0\r", 0),
            ("date", "12 May\r", "2027-05-12"),
            ("yes_no", "n\r", "no"),
            ("choice", "2\r", "stress"),
            ("many", "24\r", ["stress", "payday"]),
        ]:
            ready(pty, key)
            pty.type(typed)
            replied(pty, key, value)
        assert "That is Wednesday, 12 May 2027." in pty.text()
        assert "You chose: Feeling stressed; Pay day, and the long weekend after it." in pty.text()
        assert pty.exit_code() == 0


def test_enter_keeps_the_present_answer() -> None:
    keys = ["text_now", "long_now", "number", "date", "choice_now", "many_now"]
    with driver(*keys) as pty:
        for key in keys:
            ready(pty, key)
            if key == "many_now":
                assert "[x] 5. own words" in pty.text()
            pty.press("enter")
            replied(pty, key, "KEEP")
        assert pty.exit_code() == 0
        assert "You chose: The bar on Fifth Street" in pty.text()


def test_words_put_there_can_be_changed() -> None:
    with driver("text_prefill", "text_now", "long_now") as pty:
        ready(pty, "text")
        pty.line(" now")
        replied(pty, "text_prefill", "take another way home now")
        ready(pty, "text")
        pty.press("ctrl-u", "enter")
        pty.wait_for("Please type some words, or skip.")
        pty.line("Rest.")
        replied(pty, "text_now", "Rest.")
        ready(pty, "long")
        pty.line("Three.")
        pty.wait_for("Three.")
        pty.press("enter")
        replied(pty, "long_now", "One.\nTwo.\nThree.")


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("text", "\r", "Please type some words, or skip."),
        ("number", "9\r", "Please type a number from 1 to 7, or skip."),
        ("scale", "11\r", "Please type a number from 0 to 10, or skip."),
        ("date", "someday\r", "Please type a date like 2026-12-22, 22 December 2026 or in 4 weeks, or skip."),
        ("many", "\r", "Please pick one or more with the space bar. Or skip with Ctrl-K."),
        ("long", "\r", "Please type some words, or skip."),
    ],
)
def test_refusals_are_whole_at_40_columns(key: str, typed: str, words: str) -> None:
    with driver(key, columns=40) as pty:
        ready(pty, key)
        pty.type(typed)
        pty.wait_for(words)
        ready(pty, key)
        assert "reply" not in pty.text()


def test_half_typed_words_come_back_after_help() -> None:
    with driver("text", "many", "long") as pty:
        ready(pty, "text")
        pty.type("half a")
        pty.press("f1")
        replied(pty, "text", "HELP")
        ready(pty, "text")
        pty.line(" thought")
        replied(pty, "text", "half a thought")
        ready(pty, "many")
        pty.type("3")
        pty.press("ctrl-l")
        replied(pty, "many", "LINES")
        ready(pty, "many")
        pty.press("enter")
        replied(pty, "many", ["sponsor"])
        ready(pty, "long")
        pty.line("one")
        pty.line("help")
        replied(pty, "long", "HELP")
        ready(pty, "long")
        pty.press("enter")
        replied(pty, "long", "one")


@pytest.mark.parametrize("end", ["ctrl-c", "ctrl-s", "ctrl-x", "shift-tab", "f1"])
def test_each_long_line_is_kept_as_it_comes(tmp_path: Path, end: str) -> None:
    file = tmp_path / "kept"
    file.touch()
    with driver("long", env={"DRIVER_KEPT": str(file)}) as pty:
        ready(pty, "long")
        pty.line("one")
        pty.wait_until(lambda: file.read_text() == "'one'\n", "the first line in the file")
        pty.line("two")
        pty.wait_until(lambda: file.read_text().endswith("'one\\ntwo'\n"), "the second line in the file")
        pty.type("thr")
        pty.press(end)
        pty.wait_until(lambda: file.read_text().endswith("'one\\ntwo\\nthr'\n"), "the half line in the file")


def test_pasted_lines_stay_one_answer() -> None:
    with driver("text", "long") as pty:
        ready(pty, "text")
        pty.paste("first line\nsecond \x1b[31mline\nsave")
        pty.wait_until(lambda: ">  first line second" in "\n".join(pty.screen_lines()), "one line")
        pty.press("enter")
        replied(pty, "text", "first line second [31mline save")
        ready(pty, "long")
        pty.paste("a\nb\nback")
        pty.wait_for("back")
        pty.type(" home")
        pty.press("enter", "enter")
        replied(pty, "long", "a\nb\nback home")


@pytest.mark.parametrize("keys", ["\x1b\r", "\x0f", "\x1b#"])
def test_other_keys_that_end_a_line_are_checked_too(keys: str) -> None:
    with driver("number") as pty:
        ready(pty, "number")
        pty.type("9" + keys)
        pty.wait_for("Please type a number from 1 to 7, or skip.")
        pty.press("ctrl-s")
        replied(pty, "number", "SAVE")


def test_odd_bytes_do_no_harm() -> None:
    with driver("text", "text") as pty:
        ready(pty, "text")
        pty.type("caf\udce9 \x1a\x1d")
        pty.press("enter")
        replied(pty, "text", "café")
        ready(pty, "text")
        pty.type("日本 👩‍👩‍👧 שלום")
        pty.press("enter")
        pty.wait_for("done")
        assert pty.exit_code() == 0


@pytest.mark.parametrize("mode", ["plain", "keys"])
def test_hostile_words_are_shown_as_typed(mode: str) -> None:
    with driver(mode, "hostile", "choice", "choice") as pty:
        pty.wait_for("You said [sponsor] [/daily] [red]:skull:[/red] [31m 5m {{ 7*7 }}.")
        if mode == "keys":
            ready(pty, "text")
        pty.line("[/daily] :skull:")
        replied(pty, "hostile", "[/daily] :skull:")
        pty.wait_for(PLACES[2].text)
        assert b"\x1b[31m" not in pty.raw
        assert b"\xc2\x9b" not in pty.raw


@pytest.mark.parametrize("letters", ["ajkx", "ijkx"])
def test_stray_letters_in_a_list_choose_nothing(letters: str) -> None:
    with driver("many") as pty:
        ready(pty, "many")
        pty.type(letters)
        pty.wait_until(lambda: f"> {letters}" in pty.screen_lines(), "the letters above the footer")
        assert "[x]" not in pty.text()
        pty.press("enter")
        pty.wait_for("Please move with the arrows or type a number. Or type lines, back or skip.")
        pty.type("2")
        pty.press("enter")
        replied(pty, "many", ["stress"])


@pytest.mark.parametrize("key", ["choice", "many", "yes_no", "long_list"])
def test_words_move_in_lists_too(key: str) -> None:
    with driver(key, key, key) as pty:
        for word in ("back", "Help", "lines", "skip", "SAVE"):
            ready(pty, key)
            pty.type(word)
            pty.wait_until(lambda: f"> {word}" in pty.screen_lines(), "the word above the footer")  # noqa: B023
            pty.press("enter")
            replied(pty, key, word.upper())
        ready(pty, key)
        pty.line("leave")
        pty.wait_for("done")
        assert pty.lines() == [f"reply {key} 'LEAVE'", "done"]


@pytest.mark.parametrize(
    ("columns", "words"), [(40, "Ctrl-L or type lines"), (72, "Ctrl-L lines"), (80, "Ctrl-L or type lines")]
)
def test_a_list_says_that_lines_can_be_typed_where_it_fits(columns: int, words: str) -> None:
    with driver("choice", columns=columns) as pty:
        ready(pty, "choice")
        pty.wait_for(words)


def test_every_line_of_a_long_list_has_its_number() -> None:
    with driver("long_list", columns=120, rows=40) as pty:
        ready(pty, "many")
        shown = flat(pty.screen_lines())
        assert "Or type a number, 1 to 14." in shown
        assert all(f"[ ] {n}. {option.text}" in shown for n, option in enumerate(MANY, 1))
        pty.type("12 3 ")
        pty.wait_until(lambda: "[x] 3. Choice" in flat(pty.screen_lines()), "the third picked")
        pty.press("enter")
        replied(pty, "long_list", ["v3", "v12"])


def test_enter_alone_says_neither_yes_nor_no() -> None:
    with driver("yes_no", columns=40) as pty:
        ready(pty, "yes_no")
        assert not any(line.startswith(" >") for line in pty.screen_lines())
        pty.press("enter")
        pty.wait_for("Please choose yes or no, or skip with Ctrl-K.")
        assert "reply" not in pty.text()
        pty.press("up")
        pty.wait_until(lambda: " > 2. No" in pty.screen_lines(), "the pointer on No")
        pty.press("enter")
        replied(pty, "yes_no", "no")


@pytest.mark.parametrize("key", ["text_now", "text_prefill", "long_now"])
def test_what_enter_does_with_words_that_stand_there_is_said(key: str) -> None:
    with driver(key, columns=40) as pty:
        ready(pty, "long" if key == "long_now" else "text")
        pty.wait_until(lambda: "Enter keeps these words." in flat(pty.screen_lines()), "what Enter does")
        pty.type("sk")
        pty.wait_until(lambda: "Enter keeps" not in flat(pty.screen_lines()), "that it is no longer said")
        pty.line("ip")
        replied(pty, key, "SKIP")


def test_typing_ahead_loses_nothing() -> None:
    with driver("text", "number", "long") as pty:
        pty.type("ahead\r5\rone\r\r")
        replied(pty, "text", "ahead")
        replied(pty, "number", 5)
        replied(pty, "long", "one")


def test_nothing_is_asked_of_the_terminal() -> None:
    with driver("text", "many") as pty:
        for key in ("text", "many"):
            ready(pty, key)
            pty.press("ctrl-k")
        pty.wait_for("done")
        assert b"\x1b[6n" not in pty.raw


# -- colour and terminals --


def test_no_color_sends_no_colour() -> None:
    with driver("--no-color", "text", "choice") as pty:
        for key in ("text", "choice"):
            ready(pty, key)
            pty.press("ctrl-k")
        pty.wait_for("done")
        for code in (b"[90m", b";90", b"[38", b";38", b"[31m"):
            assert code not in pty.raw


def test_color_is_sent_where_it_may_be() -> None:
    with driver("text") as pty:
        ready(pty, "text")
        assert b"90" in pty.raw


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}])
def test_simple_terminals_are_asked_plainly(env: dict[str, str]) -> None:
    with driver("choice", env=env) as pty:
        pty.wait_for("Your choice:")
        pty.line("2")
        replied(pty, "choice", "stress")
        pty.wait_for("done")
        assert b"\x1b" not in pty.raw


def test_an_ascii_terminal_gets_plainer_signs() -> None:
    with driver("text", env={"PYTHONIOENCODING": "ascii", "LANG": "C"}) as pty:
        pty.wait_for("back - skip - save - help - lines")
        pty.wait_for("Part 1 of 7 - What matters to you")


# -- plain mode --


def test_plain_answers_and_refusals() -> None:
    with driver("plain", "many", "date", "long", "choice_now", columns=40) as pty:
        pty.wait_for("Your choice:")
        pty.line("7")
        pty.wait_for("Please type numbers from 1 to 4 with spaces, or skip.")
        pty.line("2 4")
        pty.wait_for("You chose: Feeling stressed; Pay day, and the long weekend after it.")
        pty.wait_for("Your date (now: 2026-12-22):")
        pty.line("in 4 weeks")
        pty.wait_for("That is Sunday, 20 December 2026.")
        pty.wait_for("An empty line ends it.")
        pty.line("one")
        pty.line("")
        replied(pty, "long", "one")
        pty.wait_for("Your choice (now: 3):")
        pty.line("")
        replied(pty, "choice_now", "KEEP")
        assert pty.exit_code() == 0
        assert b"\x1b" not in pty.raw


def test_plain_ctrl_d_ctrl_c_and_odd_bytes() -> None:
    with driver("plain", "text", "text") as pty:
        pty.wait_for("> ")
        pty.type("caf\udce9\n")
        replied(pty, "text", "café")
        pty.press("ctrl-d")
        pty.wait_for("ended")
        assert pty.exit_code() == 4
    with driver("plain", "text") as pty:
        pty.wait_for("> ")
        pty.press("ctrl-c")
        assert pty.exit_code() == 130
        assert "Traceback" not in pty.text()


@pytest.mark.parametrize("rows", [24, 60])
def test_plain_leave_pushes_everything_up(rows: int) -> None:
    with driver("plain", "text", rows=rows) as pty:
        pty.wait_for("> ")
        pty.line("leave")
        pty.wait_for("done")
        assert "matters" not in flat(pty.screen_lines())
        assert b"\x1b" not in pty.raw


# -- the harness itself --

QUERY = r"""
import sys, termios, tty
tty.setraw(0)
sys.stdout.write("ab\x1b[6n"); sys.stdout.flush()
answer = ""
while not answer.endswith("R"): answer += sys.stdin.read(1)
print(repr(answer))
"""


def test_the_harness_answers_where_the_cursor_is() -> None:
    with Pty([sys.executable, "-c", QUERY]) as pty:
        pty.wait_for(r"'\x1b[1;3R'")
        assert pty.exit_code() == 0


def test_the_harness_tells_signals_and_what_it_did_not_see() -> None:
    with driver("plain", "text") as pty:
        pty.wait_for("> ")
        with pytest.raises(AssertionError, match="What matters to you"):
            pty.wait_for("never said", seconds=0.2)
        pty.kill(signal.SIGKILL)
        assert pty.exit_code() == -signal.SIGKILL
    with driver("plain", "text") as pty:
        pty.press("ctrl-d")
        with pytest.raises(AssertionError, match="ended before"):
            pty.wait_for("never said")
