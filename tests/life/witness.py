"""A witness of a life with the program: what each step may change, and what must never move again.

It looks at the files and at every printed word; what is wrong goes to ``troubles``. It knows nothing of the program's
own bookkeeping: a version is a file of ``history``, and what it was when first seen is what it must always be.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from commands.running import Result
from content.own_text import hurtful, plainer
from life.words import AWAY
from recoveryplan.living import counting
from recoveryplan.plan import ids
from recoveryplan.plan.tree import value
from recoveryplan.workflows import knowledge
from recoveryplan.yamlfile import plain, read

Tree = Mapping[str, Any]


def _may_name(args: tuple[str, ...]) -> bool:
    """The plan itself may name somebody of the keep-distance list, and one's own notes where they are asked for."""
    return (args[0] == "show" and args[1:] != ("visit",)) or "--notes" in args


_BLAME = re.compile(r"\b(?:fail(?:ed|ure|ures|s)?|relaps\w*|your fault|ashamed|should have)\b", re.IGNORECASE)
_NEGATIVE = re.compile(r"(?<![\w-])-\d+ days?\b|\b-\d+ days?\b")
_AWAY = tuple(re.compile(rf"\b{name}\b", re.IGNORECASE) for name in AWAY)

OWN_WORDS = {"worksheet", "suggest", "check"}
"""What gives the plan's own things back as they were written: only the name that no other thing has is looked for."""


def _named(names: tuple[re.Pattern[str], ...], text: str) -> list[str]:
    return [name.pattern for name in names if name.search(text)]


@cache
def _proper_names() -> re.Pattern[str]:
    """What publishers call themselves and their pages: names are quoted as they are."""
    sources = knowledge.tree("sources.yaml")
    found = {" ".join(str(one[key]).split()) for one in sources for key in ("publisher", "title") if key in one}
    return re.compile("|".join(re.escape(name) for name in sorted(found, key=len, reverse=True)))


def _hurtful(text: str) -> list[str]:
    """Words of blame or shame, apart from names."""
    if not (hurtful(text) or _BLAME.search(text)):
        return []
    left = plainer(_proper_names().sub("it", " ".join(text.split())))
    return [*hurtful(left), *_BLAME.findall(left)]


@dataclass(frozen=True)
class Step:
    """What a command may leave behind: so many new versions, records and check-ins; ``None`` for one or none."""

    versions: int = 0
    records: int = 0
    checkins: int = 0
    code: int = 0


LOOKING = Step()
CHANGING = Step(versions=1)
REVIEWING = Step(versions=1, records=1)
CHECKING_IN = Step(checkins=1)


class Witness:
    """Looks at one home after every step."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.troubles: list[str] = []
        self.versions: dict[str, bytes] = {}
        self.kept: dict[str, bytes] = {}
        self.trees: dict[int, Tree] = {}
        self.reached: set[tuple[str, str]] = set()
        self.counted = (0, 0)
        self.marked: dict[str, tuple[int, int]] = {}
        self.by_hand = False
        self.looks = 0

    def trouble(self, what: str) -> None:
        self.troubles.append(what)

    @property
    def plan(self) -> Tree:
        """The plan in its newest version."""
        return self.trees[max(self.trees)]

    # --- after a step ---

    def saw(self, args: tuple[str, ...], result: Result, step: Step, day: datetime.date) -> None:
        """Look at what a command said and did."""
        said = f"{day} {' '.join(args[:2])}"
        self.looks += 1
        self.troubles += [f"{said}: {one}" for one in self._heard(args, result, step)]
        self.troubles += [f"{said}: {one}" for one in self._looked(step, day)]

    def _heard(self, args: tuple[str, ...], result: Result, step: Step) -> Iterator[str]:
        if result.code != step.code:
            yield f"exit code {result.code}: {result.err[-300:]}"
        if "Traceback" in result.all:
            yield "a traceback"
        if found := _hurtful(result.all):
            yield f"hurtful words {found}"
        if _NEGATIVE.search(result.all):
            yield "days below zero"
        named = _AWAY[:1] if args[0] in OWN_WORDS else _AWAY
        if not _may_name(args) and (found := _named(named, result.all + self._pages(args))):
            yield f"somebody to keep away from is named: {found}"

    def _pages(self, args: tuple[str, ...]) -> str:
        """What a page or a calendar holds that was just written."""
        pages = {"worksheet": "*.html", "export ics": "*.ics", "progress --html": "progress.html"}
        kind = args[0] if args[0] in pages else " ".join(args[:2])
        there = (self.home / "worksheets").rglob(pages[kind]) if kind in pages else ()
        return "".join(path.read_text("utf-8") for path in there)

    def _looked(self, step: Step, day: datetime.date) -> Iterator[str]:
        if step == LOOKING:
            if self._marks() == self.marked:
                return
            yield "looking has changed a file"
        before = set(self.versions)
        yield from self._same(self.versions, self._files("history"), "version")
        kept = self._files("checkins") | self._files("records")
        new = {name: data for name, data in kept.items() if name not in self.kept}
        yield from self._same(self.kept, kept, "record")
        versions = sorted(set(self.versions) - before)
        recorded = 1 if self.by_hand and versions else 0
        if len(versions) != step.versions + recorded:
            yield f"{len(versions)} new versions, not {step.versions + recorded}"
        checkins = sum(name.startswith("checkins") for name in new)
        if (checkins, len(new) - checkins) != (step.checkins, step.records):
            yield f"new check-ins and records: {checkins}, {len(new) - checkins}"
        if versions:
            yield from self._grown(versions, new, step, day)
            self.by_hand = False
        if self.versions and not self.by_hand and self._bytes() != self.versions[max(self.versions)]:
            yield "the plan is not its newest version"
        if left := [path.name for path in (self.home / "drafts").glob("*.jsonl")]:
            yield f"a draft is left: {left}"
        self.marked = self._marks()

    def _marks(self) -> dict[str, tuple[int, int]]:
        """When each file was written, and its length; what looking may renew is left out."""
        files = [path for path in self.home.rglob("*") if path.is_file() and path.name not in {"index", "now.txt"}]
        kept = [path for path in files if path.parent.name != "worksheets"]
        return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in kept}

    def _bytes(self) -> bytes:
        return (self.home / "plan.yaml").read_bytes()

    def _files(self, folder: str) -> dict[str, bytes]:
        there = (self.home / folder).rglob("*") if (self.home / folder).is_dir() else ()
        return {str(path.relative_to(self.home)): path.read_bytes() for path in there if path.is_file()}

    def _same(self, before: dict[str, bytes], now: dict[str, bytes], what: str) -> Iterator[str]:
        for name, data in before.items():
            if name not in now:
                yield f"a {what} has vanished: {name}"
            elif now[name] != data:
                yield f"a {what} has changed: {name}"
        before |= {name: data for name, data in now.items() if name not in before}

    # --- what a new version may do ---

    def _grown(self, new: list[str], records: Mapping[str, bytes], step: Step, day: datetime.date) -> Iterator[str]:
        for name in new:
            number = int(Path(name).stem)
            tree = plain(read(self.versions[name], name))
            assert isinstance(tree, dict)
            if str(tree.get("version")) != str(number) or (self.trees and number != max(self.trees) + 1):
                yield f"version {number} does not follow"
            self.trees[number] = tree
            yield from self._goals(tree)
        last = max(self.trees)
        told = [json.loads(data) for name, data in records.items() if name.startswith("records")]
        if step.records and [one.get("version") for one in told] != [last]:
            yield "the record does not go with its version"
        if last - len(new) in self.trees:
            yield from self._lost(last, told)
        yield from self._count(last, told, day)

    def _goals(self, tree: Tree) -> Iterator[str]:
        """A goal that was reached stays reached, on its day; a restore may give it a new id."""
        goals = [one for one in tree.get("goals") or [] if one.get("status") == "reached"]
        there = {(str(one["what"]), str(one.get("reached"))) for one in goals}
        if self.reached - there:
            yield f"the day of a reached goal is gone: {sorted(self.reached - there)}"
        self.reached |= there

    def _lost(self, number: int, told: list[dict[str, Any]]) -> Iterator[str]:
        """What a review or a setback takes away, it says; a setback takes nothing away."""
        if not told:
            return
        record = told[0]
        before, now = self.trees[number - 1], self.trees[number]
        gone = {name for _, name in ids.walk(dict(before))} - {name for _, name in ids.walk(dict(now))}
        said = {str(one["id"]) for one in record.get("changes") or [] if one.get("how") in {"dropped", "replaced"}}
        if gone - said:
            yield f"gone from the plan, and nobody asked for it: {sorted(gone - said)}"
        if record["kind"] == "setback" and (gone or [part for part in before if part not in now]):
            yield "a setback has taken something away"

    def _count(self, number: int, told: list[dict[str, Any]], day: datetime.date) -> Iterator[str]:
        stood = _stood(self.trees[number])
        if any(now < was for now, was in zip(stood, self.counted, strict=True)):
            yield f"what was counted got less: {self.counted} to {stood}"
        self.counted = stood
        now = counting.count(self.trees[number].get("counting"), day)
        if now and min(now.now, now.longest, now.total) < 0:
            yield "a count below zero"
        if told and told[0]["kind"] == "setback":
            yield from self._count_after(number, told[0], day)

    def _count_after(self, number: int, record: Mapping[str, Any], day: datetime.date) -> Iterator[str]:
        """A setback takes back no day that was counted before the day it was."""
        on = datetime.date.fromisoformat(str(record.get("on") or record["day"]))
        was = counting.count(self.trees[number - 1].get("counting"), on)
        group = self.trees[number].get("counting") or {}
        now = counting.count(group, day) or counting.count({**group, "wanted": "yes", "since": day.isoformat()}, day)
        if was and now and (now.longest < was.longest or now.total < was.total):
            yield f"days counted before a setback are gone: {was} to {now}"

    # --- what the life itself does ---

    def takes_in(self, home: Path) -> None:
        """A home as it stands: from here on nothing in it may move."""
        self.home = home
        self.versions, self.kept = self._files("history"), self._files("checkins") | self._files("records")
        self.trees, self.reached = {}, set()
        for name in sorted(self.versions):
            tree = plain(read(self.versions[name], name))
            assert isinstance(tree, dict)
            self.trees[int(Path(name).stem)] = tree
        assert not list(self._goals(self.plan))
        self.counted = _stood(self.plan)
        self.marked = self._marks()

    def edits_by_hand(self, data: bytes) -> None:
        """The person writes the plan's file."""
        (self.home / "plan.yaml").write_bytes(data)
        self.by_hand = True
        self.marked = self._marks()

    def moves_to(self, home: Path) -> None:
        """A new computer: everything must be there as it was."""
        self.home = home
        for folder in ("history", "checkins", "records"):
            known = {**self.versions, **self.kept}
            there = self._files(folder)
            wanted = {name: data for name, data in known.items() if name.startswith(folder)}
            if there != wanted:
                self.trouble(f"not all of {folder} came along")
        self.marked = self._marks()


def _stood(tree: Tree) -> tuple[int, int]:
    """The longest and the total count that stand in a plan."""
    return int(value(tree, "counting.longest") or 0), int(value(tree, "counting.total") or 0)
