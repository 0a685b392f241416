"""`now --wait` in a real terminal: the card first, then something quiet to do, and a kind end whatever is pressed."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path

import pytest
from screens import Pty

from commands.running import Run
from recoveryplan.workflows import knowledge

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.abspath(os.path.join(HERE, "..", "..", "src"))
PLAIN = ["--plain", "TERM=dumb", "ACCESSIBLE=1"]
CHOICE = "4. Nothing now"
BACK_OVER = re.compile(rb"\r(?!\r*\n)|\x08")
"""What goes back over a line that was shown."""

ENDED = "You can stop any time. What you did counts."
PLAN = """\
schema_version: 1
version: 1
updated: 2026-11-22
reason: my first plan
motivations:
- id: m1
  text: I want to sleep [through] the night.
- id: m2
  text: My second reason.
people:
- id: p1
  name: Dana
  kind: sponsor
  phone: 555-0142
- id: p2
  name: Alexandrina Montgomery of the north side
  kind: family
  phone: "+1 (202) 555-0199 ext. 12345"
- id: p3
  name: Quiet
preferences:
  country: US
"""


@pytest.fixture
def home(home: Path) -> Path:
    folder = home
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    return folder


def started(home: Path, how: str = "", columns: int = 80, rows: int = 24, fast: int = 0) -> Pty:
    env = {"PYTHONPATH": SOURCE, "RECOVERYPLAN_TODAY": "2026-11-22", "RECOVERYPLAN_HOME": str(home)}
    if "=" in how:
        env |= dict([how.split("=")])
    options = ["--plain"] if how == "--plain" else []
    program = [os.path.join(HERE, "wait_driver.py"), str(fast)] if fast else ["-m", "recoveryplan", "now", "--wait"]
    return Pty([sys.executable, *program, *options], columns=columns, rows=rows, env=env)


def choose(pty: Pty, number: int, sign: str) -> None:
    pty.wait_for(CHOICE)
    pty.wait_until(lambda: "Ctrl-L" in pty.text() or pty.text().endswith("Your choice:"), "the list")
    pty.line(str(number))
    pty.wait_for(sign)


def keys_there(pty: Pty) -> None:
    """The board is drawn: the terminal is in its hands."""
    pty.wait_until(lambda: re.search(r"Enter (?:ends|goes).*Ctrl-X", pty.text()) is not None, "the keys")


def press_until(pty: Pty, key: str, seen: str) -> None:
    keys_there(pty)
    pty.press(key)
    pty.wait_for(seen)


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("how", ["", *PLAIN])
def test_the_card_comes_first_and_then_the_offer(home: Path, how: str, columns: int) -> None:
    with started(home, how, columns) as pty:
        pty.wait_for(CHOICE)
        words = pty.text()
        places = [words.rindex(part) for part in (
            "In danger? Call 911:", "Dana (sponsor) 555-0142", "Numbers checked", "If you are in danger, call first.",
            "In danger: call 911.", "Thoughts of ending your life: call or text 988.",
            "This is for a craving, or a hard feeling.", "1. Breathe slowly", "2. Look around me", "3. Wait 15 minutes",
        )]  # fmt: skip
        assert places == sorted(places)
        choose(pty, 4, "That is all right.")
        assert pty.exit_code() == 0
        assert "You can call: Dana 555-0142" in pty.text()


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize(("number", "sign"), [(1, "Breathe in"), (2, "5 things you can see"), (3, "15 minutes left")])
def test_what_stands_around_an_exercise(home: Path, number: int, sign: str, columns: int) -> None:
    with started(home, "", columns, rows=40) as pty:
        choose(pty, number, sign)
        keys_there(pty)
        assert pty.text().count("I want to sleep [through] the night.") == 2  # on the card, and once here
        assert pty.text().count("My second reason.") == 0
        pty.press("ctrl-s")
        pty.wait_for(ENDED)
        assert pty.exit_code() == 0
        after = pty.text().partition(ENDED)[2]
        assert "You can call: Dana 555-0142 Alexandrina Montgomery of the north side +1 (202) 555-0199" in after
        assert "Quiet" not in after
        assert any(row.strip() == "+1 (202) 555-0199 ext. 12345" for row in pty.screen_lines())
        assert "recoveryplan now" in after
        assert sign not in pty.text()  # the board is gone


@pytest.mark.parametrize("how", ["", *PLAIN])
@pytest.mark.parametrize(("number", "sign"), [(1, "Breathe in"), (3, "15 minutes left")])
def test_enter_ends_it(home: Path, how: str, number: int, sign: str) -> None:
    with started(home, how) as pty:
        choose(pty, number, sign)
        if not how:
            keys_there(pty)
        pty.press("enter")
        pty.wait_for(ENDED)
        assert pty.exit_code() == 0


@pytest.mark.parametrize("how", ["", "--plain"])
@pytest.mark.parametrize(
    ("number", "sign"), [(0, CHOICE), (1, "Breathe in"), (2, "5 things you can see"), (3, "15 minutes left")]
)
def test_ctrl_c_ends_it_kindly_too(home: Path, how: str, number: int, sign: str) -> None:
    with started(home, how) as pty:
        if number:
            choose(pty, number, sign)
        else:
            pty.wait_for(CHOICE)
        if not how:
            pty.wait_for("Ctrl-L")
        if number and not how:
            keys_there(pty)
        pty.press("ctrl-c")
        pty.wait_for(ENDED)
        assert pty.exit_code() == 130
        assert "Dana 555-0142" in pty.text().partition(ENDED)[2]
        assert "Traceback" not in pty.text()
        assert "Stopped." not in pty.text()


@pytest.mark.parametrize("how", ["", "--plain"])
def test_the_senses_go_one_by_one(home: Path, how: str) -> None:
    found = ["5 things you can see", "4 things you can touch", "Find 3 sounds", "2 things you can smell", "1 thing"]
    with started(home, how) as pty:
        choose(pty, 2, found[0])
        for sign in found:
            pty.wait_for(sign)
            if not how:
                keys_there(pty)
            assert [other for other in found if other in pty.text()] == (
                found[: found.index(sign) + 1] if how else [sign]
            )
            pty.press("enter")
        pty.wait_for("You are here, in this place, right now. That counts.")
        assert pty.exit_code() == 0


@pytest.mark.parametrize(("how", "typed"), [("", "lines\r"), ("", "\x0c"), ("--plain", "lines\r")])
def test_help_lines_and_then_it_goes_on(home: Path, how: str, typed: str) -> None:
    with started(home, how) as pty:
        choose(pty, 3, "15 minutes left")
        if not how:
            keys_there(pty)
        pty.type(typed)
        pty.wait_for("Help lines: United States")
        pty.wait_for("Thoughts of ending your life: call or text 988.", times=2)
        if not how:
            pty.wait_until(lambda: "15 minutes left" in pty.text().rpartition("These numbers")[2], "the board again")
        pty.press("enter")
        pty.wait_for(ENDED)
        assert pty.exit_code() == 0


@pytest.mark.parametrize("typed", ["leave\r", "\x18"])
def test_leave_clears_everything(home: Path, typed: str) -> None:
    with started(home) as pty:
        choose(pty, 3, "15 minutes left")
        keys_there(pty)
        pty.type(typed)
        assert pty.exit_code() == 0
        assert pty.screen_lines() == [""] * 24
        assert b"\x1b[3J" in pty.raw


def test_leave_pushes_everything_away_in_plain_mode(home: Path) -> None:
    with started(home, "--plain") as pty:
        choose(pty, 3, "15 minutes left")
        pty.line("leave")
        assert pty.exit_code() == 0
        assert pty.screen_lines() == [""] * 24


@pytest.mark.parametrize("how", PLAIN)
def test_plain_lines_hold_no_escape_and_go_back_over_nothing(home: Path, how: str) -> None:
    with started(home, how, fast=2000) as pty:
        choose(pty, 3, "You waited. That counts.")
        assert pty.exit_code() == 0
        assert b"\x1b" not in pty.raw
        assert BACK_OVER.search(pty.raw) is None
        assert pty.text().count("left.") in range(12, 17)  # on a busy machine a minute of this clock can slip by


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize(("number", "then"), [(1, "You took this time for yourself."), (3, "You waited. That counts.")])
def test_the_board_goes_to_its_end(home: Path, number: int, then: str, columns: int) -> None:
    with started(home, "", columns, fast=400 if number == 3 else 60) as pty:
        choose(pty, number, then)
        assert pty.exit_code() == 0
        assert "━" not in pty.text()
        assert not pty.cursor_hidden()
        assert pty.cut_words(f"{then} You can call: Dana 555-0142") == []


def test_a_quiet_bar_sends_nothing_while_nothing_changes(home: Path) -> None:
    with started(home) as pty:
        choose(pty, 3, "15 minutes left")
        keys_there(pty)
        end = time.monotonic() + 3
        pty.wait_until(lambda: time.monotonic() > end, "three seconds")
        sent = len(pty.raw)
        end = time.monotonic() + 3
        pty.wait_until(lambda: time.monotonic() > end, "three more")
        assert len(pty.raw) - sent < 200


@pytest.mark.parametrize("how", ["", "--plain"])
def test_a_signal_leaves_the_terminal_as_it_was(home: Path, how: str) -> None:
    with started(home, how) as pty:
        before = pty.modes()
        choose(pty, 3, "15 minutes left")
        if not how:
            keys_there(pty)
            assert pty.modes() != before
        pty.kill(signal.SIGTERM)
        assert pty.exit_code() == 143
        assert pty.modes() == before


def test_a_closed_window_leaves_nothing_running(home: Path) -> None:
    with started(home, "--plain") as pty:
        choose(pty, 3, "15 minutes left")
        pty.close_terminal()
        assert pty.process.wait(timeout=30) != 0


# --- without a terminal ---


@pytest.mark.parametrize("args", [("now", "--wait"), ("--plain", "now", "--wait"), ("now", "--wait", "--no-input")])
def test_a_pipe_gets_the_card_and_the_exercises_in_short(home: Path, run: Run, args: tuple[str, ...]) -> None:
    card, waited = run("now").out, run(*args)
    assert waited.code == 0
    assert waited.err == ""
    assert waited.out.startswith(card)
    more = waited.out.removeprefix(card)
    assert more.index("If you are in danger, call first.") < more.index("This is for a craving")
    assert "In danger: call 911." in more
    assert "call or text 988" in more
    for exercise in knowledge.tree("waits.yaml")["exercises"]:
        assert exercise["title"] in more
    assert "Dana 555-0142" in more
    assert max(len(row) for row in more.split("\n")) <= 80


def test_nothing_is_guessed_without_a_plan(home: Path, run: Run) -> None:
    (home / "plan.yaml").unlink()
    more = run("now", "--wait").out
    assert "In danger: call your local emergency number." in more
    assert "988" not in more
    assert "You can call or text someone you trust." in more


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("circumstances: {veteran: yes}", "Thoughts of ending your life: call 988, then press 1."),
        ("mind: {thoughts: yes}", "Thoughts of ending your life: call or text 988."),
    ],
)
def test_who_to_call_is_the_persons_own(home: Path, run: Run, written: str, shown: str) -> None:
    (home / "plan.yaml").write_text(f"{PLAN}{written}\n", "utf-8")
    assert shown in " ".join(run("now", "--wait").out.split())


@pytest.mark.parametrize("country", [str(place["code"]) for place in knowledge.lines().places])
def test_no_number_is_broken_over_rows(home: Path, run: Run, country: str) -> None:
    (home / "plan.yaml").write_text(PLAN.replace("country: US", f"country: {country}"), "utf-8")
    more = run("now", "--wait").out.partition("call first.")[2]
    crisis = knowledge.lines().crisis(country)
    said = str(crisis["say"]) if crisis else f"call {knowledge.lines().emergency(country)}"
    assert f"    {said}.\n" in more


def test_the_darkest_words_are_not_handed_back(home: Path) -> None:
    dark = PLAN.replace("I want to sleep [through] the night.", "I want to die.") + "mind: {thoughts: yes}\n"
    (home / "plan.yaml").write_text(dark, "utf-8")
    with started(home, "--plain") as pty:
        choose(pty, 3, "15 minutes left")
        assert "I want to die." not in pty.text()
        assert pty.text().count("My second reason.") == 2
        pty.press("enter")
        assert pty.exit_code() == 0


def test_with_a_mistake_in_the_plan_the_people_from_before_are_there(home: Path, run: Run) -> None:
    history = home / "history"
    history.mkdir()
    (history / "0001.yaml").write_text(PLAN, "utf-8")
    (home / "plan.yaml").write_text(PLAN.replace("people:", "peopel:"), "utf-8")
    waited = run("now", "--wait")
    assert waited.code == 0
    assert waited.out.count("Dana") == 2
    (home / "plan.yaml").write_text("people: [", "utf-8")
    assert run("now", "--wait").out.count("Dana") == 2


def test_now_alone_asks_nothing_and_offers_nothing(home: Path, run: Run) -> None:
    assert "craving, or a hard feeling" not in run("now").out + run("now", "--plain").out
    assert "--wait" in run("now", "--help").out


def test_a_line_that_is_gone_over_is_seen() -> None:
    assert [bool(BACK_OVER.search(sent)) for sent in (b"a\rb", b"a\x08b", b"a\r", b"a\r\n", b"a\r\r\n")] == [
        True, True, True, False, False,
    ]  # fmt: skip
