"""A person at a terminal whose program is ended again and again, and who goes on each time.

An answer counts as accepted when the next prompt stood on the screen. After each end the draft must hold every
accepted answer, in order; at most the one that was just typed may be there too.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from people import Person, Typist, environment, why_prompt
from screens import Pty

from faults.program import questions_in
from recoveryplan.interview.flow import Event
from recoveryplan.interview.prompts import Answer, Prompt, Reply
from recoveryplan.storage import drafts
from recoveryplan.storage.folder import Home
from recoveryplan.workflows.asking import Outcome

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "program.py")
ENDS = ("KILL", "TERM", "HUP", "INT", "CLOSE")
CODES = {"KILL": {-9}, "TERM": {-15, 143}, "HUP": {-1, 129}, "INT": {130}, "CLOSE": {-1, 129, 130, 120}}
"""120: Python says so when what is left to print finds no terminal."""


class Ended(Exception):
    """The program was ended here."""


class Interrupted:
    """One home, one person, and a program that does not live long."""

    def __init__(
        self,
        home: Path,
        answers: Mapping[str, Any],
        seed: str,
        plain: bool,
        length: str = "quick",
        base: Mapping[str, Any] | None = None,
        **env: str,
    ) -> None:
        self.home = Home(str(home))
        self.person = Person(answers, questions(env), length, base)
        self.random = random.Random(seed)
        self.plain = plain
        self.env = environment(str(home)) | env
        self.troubles: list[str] = []
        self.accepted = 0
        self.lost = 0
        self.kills = 0

    # --- running ---

    def until_killed(self, most: int, how: str) -> bool:
        """Start or go on, answer up to ``most`` prompts, and end it there. True when it came to its end before."""
        with self._pty() as pty:
            typist = Typist(pty, self.plain, lambda prompt: self._reply(pty, prompt, left, how))
            left = [most]
            try:
                outcome = self.person.sit(typist, self.draft())
                if self.person.base:
                    typist.ask(why_prompt(), lambda _: None)
            except Ended:
                self._look_after(pty, how)
                return False
            assert outcome is Outcome.DONE
            assert pty.exit_code() == 0
        return True

    def _pty(self) -> Pty:
        person = self.person
        words = [person.command, *([] if person.base else [f"--{person.length}"]), *(["--plain"] if self.plain else [])]
        return Pty([sys.executable, PROGRAM, *words], env=self.env)

    def _reply(self, pty: Pty, prompt: Prompt, left: list[int], how: str) -> Reply:
        reply = self.person.reply(prompt)
        if prompt.key not in {"resume", "unkept"}:
            left[0] -= 1
        if left[0] >= 0:
            return reply
        typist = Typist(pty, self.plain, self.person.reply)
        typed = self.random.choice(["nothing", "half", "all"])
        if typed == "half" and isinstance(reply, Answer) and prompt.kind == "text":
            pty.type(str(reply.value)[: self.random.randint(1, 9)])
        elif typed == "all" and prompt.kind != "long" and prompt.key != "look-back":
            pty.type(typist.keys(prompt, reply))
            time.sleep(self.random.choice([0, 0.002, 0.01, 0.03]))  # anywhere on the way to the next prompt
        self.kills += 1
        end(pty, how)
        raise Ended

    # --- looking ---

    def draft(self) -> list[Event]:
        """The events on the disk, as the program will find them."""
        found = drafts.find(self.home, self.person.command)
        return found.events if found else []

    def _look_after(self, pty: Pty, how: str) -> None:
        # INT gives the program time to put things down; the others do not, or not reliably.
        code = pty.process.wait(timeout=30) if how == "CLOSE" else _code(pty, how)
        if code not in CODES[how]:
            self.troubles.append(f"{how}: exit code {code}")
        found, accepted = self.draft(), self.person.written
        self.accepted += len(accepted)
        missing = sum(1 for n, event in enumerate(accepted) if n >= len(found) or found[n] != event)
        self.lost += missing
        if missing:
            self.troubles.append(f"{how}: {missing} of {len(accepted)} accepted answers are gone")
        elif len(found) > len(accepted) + _LINES_OF_ONE:
            self.troubles.append(f"{how}: the draft holds what nobody answered")


_LINES_OF_ONE = 3
"""So many lines can one answer under way write: three, where it gives another question its answer."""


def _code(pty: Pty, how: str) -> int:
    """The exit code. A Ctrl-C between two prompts, while one library hands the terminal back, can be lost on a busy
    machine: whoever sits there presses it once more.
    """
    if how == "INT":
        with contextlib.suppress(AssertionError):
            return pty.exit_code(10)
        pty.press("ctrl-c")
    return pty.exit_code()


def end(pty: Pty, how: str) -> None:
    """End the program in one of five ways."""
    if how == "CLOSE":
        pty.close_terminal()
    elif how == "INT":
        pty.press("ctrl-c")
    else:
        pty.kill(getattr(signal, f"SIG{how}"))


def questions(env: Mapping[str, str]) -> Any:
    """The questions that a program with these names in its environment asks."""
    if "RECOVERYPLAN_TEST_QUESTIONS" in env:
        return questions_in(env["RECOVERYPLAN_TEST_QUESTIONS"])
    from recoveryplan.workflows import knowledge

    return knowledge.questionnaire()
