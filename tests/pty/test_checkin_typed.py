"""`checkin` in a real terminal: a minute of typing, help where it is needed, and nothing typed is ever lost."""

from __future__ import annotations

import json
import os
import random
import signal
from pathlib import Path
from typing import Any

import pytest
from people import command, environment
from screens import Pty

from recoveryplan import wording
from recoveryplan.wording import checkins as words

WAYS = ["", "--plain"]
KILLS = int(os.environ.get("RECOVERYPLAN_KILLS", "60")) // 10
ENDS = {"KILL": signal.SIGKILL, "TERM": signal.SIGTERM, "HUP": signal.SIGHUP, "INT": signal.SIGINT}

ASKED = ("Your mood, from", "Your hope, from", "Your sleep, from", "Craving, from", "Connection, or feeling")
NOTE = "Is there something you want to remember"
SCALES = ("mood", "hope", "sleep", "craving", "connection")


def started(home: Path, how: str, columns: int = 80, rows: int = 24) -> Pty:
    typed = ["checkin", *([how] if how else [])]
    return Pty(command(*typed), columns=columns, rows=rows, env=environment(str(home)))


def asked(pty: Pty, how: str, sign: str, times: int = 1) -> None:
    """The question with these words stands there, and takes keys."""
    pty.wait_for(sign, times=times)

    def there() -> bool:
        after = pty.text().rpartition(sign)[2]
        return after.endswith((": ", ":", ">")) if how else "Shift-Tab" in after

    pty.wait_until(there, f"the question behind {sign!r}")


def made(home: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted((home / "checkins").rglob("*.json"))]


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("how", WAYS)
def test_five_numbers_and_enter(home: Path, how: str, columns: int) -> None:
    with started(home, how, columns) as pty:
        for sign, number in zip(ASKED, "65437", strict=True):
            asked(pty, how, sign)
            pty.line(number)
        asked(pty, how, NOTE)
        pty.line("skip")
        pty.wait_for(words.KEPT)
        assert pty.exit_code() == 0
        assert not how or b"\x1b" not in pty.raw
        assert all(len(line) <= columns for line in pty.lines())
        assert pty.text().count("minutes left") == 0  # about a minute
    (one,) = made(home)
    assert [one[scale] for scale in SCALES] == [6, 5, 4, 3, 7]
    assert not any(one.suffix == ".jsonl" for one in (home / "drafts").iterdir())


@pytest.mark.parametrize("how", WAYS)
def test_back_help_lines_and_save_work(home: Path, how: str) -> None:
    with started(home, how) as pty:
        asked(pty, how, ASKED[0])
        pty.line("help")
        pty.wait_for("Take the first number that comes to mind")
        asked(pty, how, ASKED[0], 2)
        pty.line("lines")
        pty.wait_for("For the lines of one country")
        asked(pty, how, ASKED[0], 3)
        pty.line("11")
        pty.wait_for("Please type a number from 0 to 10")
        asked(pty, how, ASKED[0], 3)
        if not how:
            pty.press("ctrl-u")
        pty.line("5")
        asked(pty, how, ASKED[1])
        pty.line("back")
        asked(pty, how, ASKED[0], 4)
        pty.line("7")
        asked(pty, how, ASKED[1], 2)
        pty.line("save")
        pty.wait_for(wording.saved_for_later("checkin"))
        assert pty.exit_code() == 0
    assert not (home / "checkins").is_dir() or made(home) == []
    with started(home, how) as pty:
        asked(pty, how, wording.START_OVER)
        assert "You began a check-in for Sunday, 22 November 2026." in pty.text()
        pty.line("1")
        asked(pty, how, ASKED[1])
        for sign in (*ASKED[1:], NOTE):
            asked(pty, how, sign)
            pty.line("skip")
        pty.wait_for(words.KEPT)
        assert pty.exit_code() == 0
    (one,) = made(home)
    assert one["mood"] == 7
    assert set(one) == {"checkin", "day", "at", "mood"}


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("how", WAYS)
def test_the_card_is_what_stays_on_the_screen_after_a_low_day(home: Path, how: str, columns: int) -> None:
    with started(home, how, columns, rows=25) as pty:
        asked(pty, how, ASKED[0])
        pty.line("2")
        asked(pty, how, ASKED[1])
        pty.line("0")
        pty.wait_for("When there is little hope")
        for sign in (*ASKED[2:], NOTE):
            asked(pty, how, sign)
            pty.line("skip")
        pty.wait_for("Numbers checked")
        assert pty.exit_code() == 0
        shown = "\n".join(pty.screen_lines())
        assert "In danger? Call your local emergency" in shown
        assert "Thoughts of ending your life:" in shown
        assert "It can pass" in shown
        assert "craving can" not in shown
        assert "988" not in pty.text()


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("seed", range(max(KILLS, 2)))
def test_nothing_typed_is_lost(home: Path, how: str, seed: int) -> None:
    """The program is ended at every other prompt or so, in each of the ways there are, and gone on with."""
    chance = random.Random(f"{seed}{how}")
    given = [str(chance.randrange(3, 9)) for _ in ASKED]
    note = "one line [bold]"
    done = 0
    for _ in range(40):
        with started(home, how) as pty:
            if done:
                asked(pty, how, wording.START_OVER)
                pty.line("1")
            while done < len(ASKED):
                asked(pty, how, ASKED[done])
                if done and chance.random() < 0.4:
                    break
                pty.line(given[done])
                done += 1
                # It counts as accepted when the next prompt stands there.
                asked(pty, how, (*ASKED, NOTE)[done])
            else:
                pty.line(note)
                pty.line("")
                pty.wait_for(words.KEPT)
                assert pty.exit_code() == 0
                break
            pty.kill(ENDS[chance.choice(list(ENDS))])
            pty.exit_code()
    (one,) = made(home)
    assert [str(one[scale]) for scale in SCALES] == given
    assert one["note"] == note
    assert one["day"] == "2026-11-22"


def test_the_same_check_catches_answers_that_are_kept_in_memory(home: Path) -> None:
    """Started with a draft that is written at the end only, a kill takes what was typed."""
    program = Path(__file__).resolve().parents[1] / "faults" / "program.py"
    start = [command()[0], str(program), "checkin", "--plain"]
    env = environment(str(home)) | {"RECOVERYPLAN_TEST_PLANT": "save_at_the_end"}
    env["PYTHONPATH"] += os.pathsep + str(Path(__file__).resolve().parents[1])
    with Pty(start, env=env) as pty:
        asked(pty, "--plain", ASKED[0])
        pty.line("6")
        asked(pty, "--plain", ASKED[1])
        pty.kill(signal.SIGKILL)
        pty.exit_code()
    with started(home, "--plain") as pty:
        asked(pty, "--plain", ASKED[0])
        assert wording.START_OVER not in pty.text()
