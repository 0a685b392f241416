"""Every question of every kind is whole on a terminal of 40, 80 and 120 columns, with keys and in plain mode.

One program shows every prompt that the shipped questions can make, one after the other, on a screen of 24 rows. Lists
that are longer are gone through with the arrow keys. ``pytest -rP`` prints which take more than a screen.
"""

from __future__ import annotations

import io
import os
import pickle
import sys

import pytest
from every_prompt import prompts
from screens import Pty

from recoveryplan import text
from recoveryplan.interview.prompts import Prompt
from recoveryplan.terminal import showing
from recoveryplan.terminal.rich_prompter import RichPrompter
from recoveryplan.terminal.screen import Screen

HERE = os.path.dirname(os.path.abspath(__file__))
ENV = {"PYTHONPATH": os.path.abspath(os.path.join(HERE, "..", "..", "src")), "RECOVERYPLAN_TODAY": "2026-11-22"}
ROWS = 24
LISTS = {"choice", "many", "yes_no"}
FOOTERS = {True: "Shift-Tab back · Ctrl-K skip · Ctrl-S save · F1 help · Ctrl-L", False: showing.WORDS}
PROMPTS = prompts()


def shown_words(prompt: Prompt) -> list[str]:
    """Every text of a prompt that must stand on the screen above its answer."""
    named = [prompt.heading, prompt.left, prompt.intro, prompt.ask, *prompt.examples, prompt.low, prompt.high]
    return [flat(text.clean(words)) for words in named if words]


def option_words(prompt: Prompt) -> list[str]:
    """Every choice as it must be seen, with its number."""
    if prompt.kind == "named":  # names are typed; help lists them
        return []
    return [f"{n}. {flat(showing.option_words(one))}" for n, one in enumerate(prompt.options, 1)]


def flat(words: str) -> str:
    return " ".join(words.split())


class Shown:
    """The program that shows all prompts, at one of them after the other."""

    def __init__(self, pty: Pty, plain: bool) -> None:
        self.pty = pty
        self.plain = plain
        self.since = 0
        self.faults: list[str] = []

    def go_through(self, wanted: list[Prompt]) -> None:
        """Look at each prompt, and skip it."""
        for number, prompt in enumerate(wanted):
            self.wait(prompt)
            self.look(prompt)
            self.since = len(self.pty.raw)
            self.pty.type("skip\n" if self.plain else "\x0b")
            self.until(f"shown {number}".encode())

    def until(self, sign: bytes) -> None:
        """Wait until something was sent since the last key."""
        self.pty.wait_until(lambda: self.pty.raw.find(sign, self.since) >= 0, repr(sign))
        self.since = self.pty.raw.find(sign, self.since)

    def wait(self, prompt: Prompt) -> None:
        """Wait until a prompt takes keys."""
        footer = FOOTERS[prompt.kind in LISTS]
        if self.plain:
            self.pty.wait_until(lambda: self.pty.raw.endswith((b": ", b"> ")), prompt.key)
        else:
            self.pty.wait_until(lambda: footer in self.on_screen(), f"the footer of {prompt.key}")

    def on_screen(self) -> str:
        return flat(" ".join(self.pty.screen_lines()))

    def lately(self) -> str:
        """What was shown since the prompt before."""
        return flat(" ".join(self.pty.last_lines(200))).rpartition("shown ")[2]

    def look(self, prompt: Prompt) -> None:
        """Everything of a prompt is there, and whole."""
        typed = self.plain and prompt.kind == "yes_no"  # plain mode asks for the word, and lists nothing
        listed = [] if typed else option_words(prompt)
        above = shown_words(prompt) + (listed if self.plain or prompt.kind not in LISTS else [])
        seen = self.lately()
        self.faults += [f"{prompt.key}: {words[:60]!r}" for words in above if words not in seen]
        if not self.plain and prompt.kind in LISTS:
            self.go_down(prompt, listed)

    def go_down(self, prompt: Prompt, listed: list[str]) -> None:
        """Every choice is seen whole while the cursor goes down the list, and the footer all the while."""
        left = [words for words in listed if words not in self.on_screen()]
        for n in range(len(listed)):
            if not left:
                return
            self.pty.press("down")
            place = min(n + 2, len(listed)) if prompt.kind != "yes_no" else n + 1
            self.pty.wait_until(lambda: self.points_at(place), f"{prompt.key}, line {place}")  # noqa: B023
            left = [words for words in left if words not in self.on_screen()]
            if FOOTERS[True] not in self.on_screen():
                self.faults.append(f"{prompt.key}: no footer")
        self.faults += [f"{prompt.key}: {words[:60]!r}" for words in left]

    def points_at(self, place: int) -> bool:
        lead = (f" > {place}. ", f" > [ ] {place}. ")
        row, _ = self.pty.cursor()
        return self.pty.screen_lines()[row].startswith(lead)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file with all prompts."""
    path = tmp_path_factory.mktemp("prompts") / "made"
    path.write_bytes(pickle.dumps(PROMPTS))
    return str(path)


def every(made: str, columns: int, *words: str) -> Shown:
    """Go through all prompts on a screen of so many columns."""
    with Pty([sys.executable, os.path.join(HERE, "every_prompt.py"), made, *words], columns, ROWS, ENV) as pty:
        shown = Shown(pty, "plain" in words)
        shown.go_through(PROMPTS)
        assert pty.exit_code() == 0
        if shown.plain and (b"\x1b" in pty.raw or max(map(len, pty.lines())) > columns):
            shown.faults.append("a line that is too long, or an escape byte")
    return shown


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("mode", ["keys", "plain"])
def test_every_question_is_whole(made: str, columns: int, mode: str) -> None:
    assert every(made, columns, *([mode] if mode == "plain" else [])).faults == []


@pytest.mark.parametrize("mode", ["keys", "plain"])
def test_a_screen_that_cuts_is_caught(made: str, mode: str) -> None:
    with Pty([sys.executable, os.path.join(HERE, "every_prompt.py"), made, mode, "--cut"], 40, ROWS, ENV) as pty:
        shown = Shown(pty, mode == "plain")
        shown.go_through(PROMPTS[:3])  # the lists behind them would lose their footer, too
    assert shown.faults


# --- how long ---


class _Sized(Screen):
    """A screen that is kept, of a given width."""

    def __init__(self, columns: int) -> None:
        self.kept = io.StringIO()
        self._wide = columns
        super().__init__(self.kept)

    def _size(self) -> tuple[int, int]:
        return self._wide, ROWS


def rows(prompt: Prompt, columns: int) -> int:
    """How many rows a prompt takes with keys, its list in full, from its heading to its footer."""
    screen = _Sized(columns)
    RichPrompter(screen)._open(prompt)
    above = screen.kept.getvalue().count("\n")
    if prompt.kind not in LISTS:
        return above + 1 + len(text.wrap(f"  {FOOTERS[False]}   (Shift-Tab also goes back)", columns))
    mark = "[ ] 1. " if prompt.kind == "many" else "1. "
    lead = " " * (3 + len(mark))
    listed = sum(len(text.wrap(showing.option_words(one), columns, lead, lead)) for one in prompt.options)
    how = text.wrap("Up and down move. Space picks or drops. Enter goes on. Or type a number, 1 to 9.", columns - 2)
    return above + listed + len(how) + len(text.wrap(f"  {FOOTERS[True]} or type lines", columns))


def test_what_is_asked_stands_above_its_answer() -> None:
    """The words of a question take no screen by themselves; which lists must be scrolled is printed."""
    for columns in (80, 40):
        longer = {prompt.key.partition(" ")[2]: rows(prompt, columns) for prompt in PROMPTS}
        longer = {key: number for key, number in longer.items() if number > ROWS}
        print(f"{columns} columns: {len(longer)} of {len(PROMPTS)} prompts take more than {ROWS} rows: ", end="")
        print(", ".join(f"{key} {number}" for key, number in sorted(longer.items(), key=lambda one: -one[1])))
    unlisted = [prompt for prompt in PROMPTS if prompt.kind not in LISTS and not prompt.options]
    assert [prompt.key for prompt in unlisted if rows(prompt, 80) > ROWS] == []
