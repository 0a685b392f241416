"""Ten years with the program, run in this process a day at a time, under the eyes of a witness.

life = Lived(tmp_path, seed=1, density=0.1, patch=monkeypatch)
life.begin(date(2026, 11, 22)); life.go_on(until=date(2036, 11, 22)); life.witness.troubles == []
"""

from __future__ import annotations

import datetime
import json
import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from commands.running import Result, run_here
from life import words
from life.person import Person, first_answers
from life.witness import CHANGING, CHECKING_IN, LOOKING, REVIEWING, Step, Witness
from recoveryplan.commands.settings import Settings
from recoveryplan.interview.prompts import Answer
from recoveryplan.plan.tree import value
from recoveryplan.yamlfile import emit
from workflows.scripted import Script, Scripted

ZONES = ("Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kathmandu", "Pacific/Kiritimati")
LEAP = datetime.date(2028, 2, 29)
MONTH_END = datetime.date(2029, 1, 31)
CLOCK_BACK = datetime.date(2030, 5, 5)
CRLF = datetime.date(2031, 3, 3)
MOVES = {datetime.date(2031, 11, 1): "a new computer", datetime.date(2034, 6, 1): "over what is there"}
QUARTERLY = datetime.date(2027, 4, 1)

LOOKS: tuple[tuple[str, ...], ...] = (
    ("show",), ("show", "goals"), ("show", "--json"), ("show", "visit"), ("now",), ("history",), ("history", "--all"),
    ("history", "--json"), ("diff",), ("diff", "--full"), ("diff", "--json"), ("progress",), ("progress", "--all"),
    ("progress", "--json"), ("check",), ("suggest",), ("checkin", "--list"), ("checkin", "--list", "--all"),
    ("checkin", "--list", "--json"), ("checkin", "--list", "--notes"), ("export", "ics"),
    ("export", "ics", "--with-words"), ("worksheet",),
    ("progress", "--html"), ("paths",),
    ("review", "--due"),
)  # fmt: skip


class OnceAnswered(Scripted):
    """At the end it is saved; offers are for another day."""

    def ask(self, prompt: Any, keep: Any) -> Any:
        if prompt.key == "offers":
            self.asked.append(prompt)
            return Answer("enough")
        return super().ask(prompt, keep)

    def _at_look_back(self, prompt: Any, reply: Any) -> Any:
        return "+save" if prompt.key == "look-back" and reply == "done" else reply


class Lived:
    """One life in one home. ``density``: how much of each day's chances come up; 1 is a check-in on most days."""

    def __init__(self, folder: Path, seed: int, density: float, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.patch = patch
        self.density = density
        self.person = Person(seed)
        self.day = datetime.date.min
        self.zone = ""
        self.steps = 0
        self.quiet_until = datetime.date.min
        self.done: dict[str, int] = {}
        self.spent: dict[str, float] = {}
        self.told: list[str] = []
        patch.setattr(os, "fsync", lambda handle: None)
        patch.setattr("recoveryplan.terminal.choose.leave_tidily", lambda: None)
        self.at_home(folder / "home")
        self.witness = Witness(self.home)

    def at_home(self, home: Path) -> None:
        self.home = home
        self.patch.setenv("RECOVERYPLAN_HOME", str(home))

    def on(self, day: datetime.date) -> None:
        self.day = day
        self.patch.setenv("RECOVERYPLAN_TODAY", day.isoformat())

    def moves(self, zone: str) -> None:
        self.zone = zone
        self.patch.setenv("TZ", zone)
        time.tzset()

    # --- one command ---

    def run(self, *args: str, step: Step = LOOKING, typed: str | None = None, known: str = "") -> Result:
        """Run one command, and let the witness look."""
        begun = time.process_time()
        result = run_here(*args, typed=typed)
        self.spent[args[0]] = self.spent.get(args[0], 0.0) + time.process_time() - begun
        self.told.append(f"{self.day} {' '.join(args)}")
        self.done[args[0]] = self.done.get(args[0], 0) + 1
        before = len(self.witness.troubles)
        self.witness.saw(args, result, step, self.day)
        if typed and len(self.witness.troubles) > before:
            self.witness.trouble(f"… it was given:\n{typed}")
        return result

    def answers(self, command: str, given: Mapping[str, Any], step: Step, *args: str) -> Result:
        """Run one command with a file of answers."""
        text = emit({"answers_for": command, **given})
        return self.run(command, *args, "--answers", "-", step=step, typed=text)

    def sits(self, script: Script, *args: str, step: Step) -> Result:
        """Run one command with a person at a terminal."""
        with pytest.MonkeyPatch.context() as here:
            person = OnceAnswered(script)
            here.setattr(Settings, "can_ask", lambda _: True)
            here.setattr(Settings, "prompter", lambda _: person)
            result = self.run(*args, step=step)
        shown = Result(0, "\n".join(one.text for _, one in person.shown), "")
        asked = "\n".join(f"{one.ask} {one.help} {one.heading} {one.intro}" for one in person.asked)
        self.witness.saw((args[0], "(on the screen)"), Result(0, shown.out, asked), LOOKING, self.day)
        return result

    # --- the days ---

    def begin(self, day: datetime.date) -> None:
        self.moves(ZONES[0])
        self.on(day)
        self.run("new", "--answers", "-", step=CHANGING, typed=first_answers())

    def takes_up(self, home: Path, day: datetime.date) -> None:
        """Go on in a home that is there."""
        self.moves(ZONES[0])
        self.on(day)
        shutil.copytree(home, self.home)
        self.witness.takes_in(self.home)

    def go_on(self, until: datetime.date) -> None:
        """Live day by day; stops early once there are troubles, which never get fewer."""
        while self.day < until and not self.witness.troubles:
            self.on(self.day + datetime.timedelta(days=1))
            self._marked_days()
            self._ordinary_day()

    def _ordinary_day(self) -> None:
        maybe, often = self.person.maybe, self.density
        if maybe(0.012):
            self.quiet_until = self.day + datetime.timedelta(days=self.person.chance.randint(5, 40))
        if self.day <= self.quiet_until:
            return
        if maybe(0.8 * often):
            self.checks_in()
        if maybe(0.05 * often):
            self.corrects()
        if self.due() and maybe(min(0.3, often)):
            self.reviews()
        for chance, act in (
            (0.03, self.reviews_an_event), (0.1, self.has_a_setback), (0.02, self.edits), (0.08, self.edits_by_hand),
            (0.06, self.restores), (0.2, self.looks), (0.01, self.takes_up_an_offer), (0.01, self.sits_down_to_review),
        ):  # fmt: skip
            if maybe(chance * often):
                act()
        if maybe(0.005):
            self.moves(self.person.one(ZONES))

    def _marked_days(self) -> None:
        """Days that every life has, whatever its seed."""
        if self.day == LEAP:
            self.checks_in()
            leap = {"what": "a day that comes every four years", "on": str(LEAP), "every": "year"}
            self.answers("edit", {"hard-dates": [leap]}, CHANGING)
            self.reviews()
        if self.day == QUARTERLY:
            self.answers("edit", {"rhythm": "quarterly"}, CHANGING)
        if self.day == MONTH_END:
            self.answers("review", {"review-next": "2029-08-31", "review-well": "a cold bright day"}, REVIEWING)
            self.looks()
        if self.day == CLOCK_BACK:
            self.sets_the_clock_back()
        if self.day == CRLF:
            self.writes(self._text().replace(b"\n", b"\r\n"))
        if self.day in MOVES:
            self.takes_everything_along(MOVES[self.day])

    # --- what a day may hold ---

    def checks_in(self) -> None:
        """On most days one, on some two; now and then for a day before."""
        back = ["--on", self.person.one(["yesterday", "3 days ago"])] if self.person.maybe(0.05) else []
        for _ in range(2 if self.person.maybe(0.05) else 1):
            self.answers("checkin", self.person.checkin(self.witness.plan), CHECKING_IN, *back)

    def corrects(self) -> None:
        """The last check-in of the day was not quite right."""
        there = sorted((self.home / "checkins" / f"{self.day:%Y-%m}").glob(f"{self.day:%d}-*.json"))
        if there:
            name = f"{self.day:%Y-%m}/{there[-1].stem}"
            was = json.loads(there[-1].read_text("utf-8")).get("mood")
            offered = {str(one.get("corrects")) for one in map(_values, there)}
            if name not in offered:
                self.sits({"there": name, "checkin-mood": 4 if was != 4 else 6}, "checkin", step=CHECKING_IN)

    def due(self) -> bool:
        day = value(self.witness.plan, "review.next")
        is_due = bool(day) and str(day) <= self.day.isoformat()
        if is_due and self.person.maybe(0.2):
            self.run("review", "--due", step=Step(code=6))
        return is_due

    def reviews(self) -> None:
        offers = self._offers() if self.person.maybe(0.3) else {}
        self.answers("review", self.person.review(self.witness.plan, self.day, offers), REVIEWING)

    def reviews_an_event(self) -> None:
        """Told at once, or in the answers."""
        if self.person.maybe(0.3):
            event = self.person.one(["new job", "we moved", "my uncle died", "a very long winter"])
            self.answers("review", {"review-well": "I am still here"}, REVIEWING, "--event", event)
        else:
            given = self.person.review(self.witness.plan, self.day, {}) | self.person.event()
            self.answers("review", given, REVIEWING)

    def sits_down_to_review(self) -> None:
        """At a terminal, with the measures that were picked."""
        points = self.person.chance.randint(0, 3)
        script = {f"{name}-{n}": f"points-{points}" for name in ("phq2", "gad2") for n in (1, 2)}
        self.sits({"review-well": "a slow and good week", "review-confidence": 6, **script}, "review", step=REVIEWING)

    def has_a_setback(self) -> None:
        self.answers("setback", self.person.setback(self.witness.plan, self.day), REVIEWING)

    def edits(self) -> None:
        self.answers("edit", self.person.edit(self.witness.plan, self.day), CHANGING)

    def takes_up_an_offer(self) -> None:
        offers = self._offers()
        if offers:
            self.answers("suggest", {"offers": offers}, CHANGING)

    def _offers(self) -> dict[str, list[str]]:
        """Two offers that were not answered yet, or for later."""
        found = json.loads(self.run("suggest", "--json").out)["offers"]
        open_ = [one["id"] for one in found if one.get("status") not in {"added", "declined"}]
        if len(open_) < 2:
            return {}
        first, second = self.person.chance.sample(open_, 2)
        return {self.person.one(["add", "later"]): [first], "no": [second]}

    def restores(self) -> None:
        self.run("restore", str(self.person.one(self.witness.trees)), "--yes", step=CHANGING)

    def looks(self) -> None:
        """A few commands that only look; `--due` answers by its code."""
        for args in self.person.chance.sample(LOOKS, 3):
            if args == ("review", "--due"):
                self.due()
            else:
                self.run(*args)
        number = str(self.person.one(self.witness.trees))
        self.run("show", "--at", number)
        self.run("diff", number)

    # --- writing in the file by hand ---

    def _text(self) -> bytes:
        return (self.home / "plan.yaml").read_bytes()

    def edits_by_hand(self) -> None:
        self.writes(by_hand(self.person, self._text()))

    def writes(self, data: bytes) -> None:
        """The file is written, and looked at; the next change records it first."""
        if data != self._text():
            self.witness.edits_by_hand(data)
            self.told.append(f"{self.day} wrote in the file")
            self.run("check")
            self.looks()
            self.person.one([self.reviews, self.has_a_setback, self.restores, self.restores, self.edits])()

    # --- odd days ---

    def sets_the_clock_back(self) -> None:
        """Three weeks, for two commands that change something and some that look; then it is right again."""
        today = self.day
        self.on(today - datetime.timedelta(days=21))
        self.checks_in()
        self.edits()
        self.looks()
        self.reviews()
        self.run("progress")
        self.on(today)
        self.run("progress")
        self.run("history")
        self.edits()

    def takes_everything_along(self, how: str) -> None:
        """To a new computer; or, once, back over a home that has gone on meanwhile."""
        out = self.folder / f"out {self.day}"
        self.run("export", "all", "-o", str(out))
        (path,) = out.glob("*.zip")
        if how == "a new computer":
            self.at_home(self.folder / "a new home")
            self.witness.home = self.home
            code = run_here("import", str(path)).code
            self.told.append(f"{self.day} import")
        else:
            run_here("checkin", "--answers", "-", typed="answers_for: checkin\ncheckin-mood: 1\n")
            code = run_here("import", str(path), "--yes").code
        if code:
            self.witness.trouble(f"{self.day}: import gave {code}")
        self.witness.moves_to(self.home)
        self.run("show")
        self.run("progress", "--all")

    # --- at the end ---

    def looks_at_everything(self, versions: int) -> None:
        """Every looking command, each pair of neighbours, and so many versions as they were."""
        for args in LOOKS:
            if args == ("review", "--due"):
                self.due()
            else:
                self.run(*args)
        numbers = sorted(self.witness.trees)
        for number in numbers[1:]:
            self.run("diff", str(number - 1), str(number), *(["--full"] if number % 2 else []))
        for number in self.person.chance.sample(numbers, min(versions, len(numbers))):
            self.run("show", "--at", str(number))


def by_hand(person: Person, data: bytes) -> bytes:
    """A comment, parts in another order, other words, or other line ends."""
    end = b"\r\n" if b"\r\n" in data else b"\n"
    lines = data.split(end)
    tops = [n for n, line in enumerate(lines) if line[:1].isalpha()]
    how = person.one(["comment", "comment behind", "order", "words", "blank", "line ends"])
    if how == "comment":
        lines.insert(person.one(tops), person.one(words.COMMENTS).encode())
    elif how == "comment behind":
        at = person.one(n for n, line in enumerate(lines) if line.startswith(b"- id: "))
        lines[at] += b"  " + person.one(words.COMMENTS).encode()
    elif how == "order" and len(tops) > 6:
        first, second, third = tops[-3], tops[-2], tops[-1]
        rest = [line for line in lines[third:] if line]
        lines = [*lines[:first], *lines[second:third], *lines[first:second], *rest, b""]
    elif how == "blank":
        lines.insert(person.one(tops[4:]), b"")
    elif how == "line ends":
        return data.replace(b"\r\n", b"\n")
    else:
        return data.replace(b"wake up with a clear head", b"wake up with a clear, quiet head", 1)
    return end.join(lines)


def _values(path: Path) -> dict[str, Any]:
    found = json.loads(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found
