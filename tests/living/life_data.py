"""A made-up life with a plan, from a seed: check-ins, reviews and setbacks as files, and as many versions as wanted.

    life = Life(seed=7, until=date(2026, 11, 22))
    life.plant(home, checkins=30, versions=10)          # a whole home on the disk, the plan "fresh"
    life.checkins(3650); life.reviews(24); life.setbacks(2)   # the values alone: (name, values), oldest first

The same seed gives the same life. Nothing here goes through the program, so a test can hold the program against it.
"""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from recoveryplan.storage import store
from recoveryplan.storage.folder import Home

Item = tuple[str, dict[str, Any]]

UNTIL = datetime.date(2026, 11, 22)
SCALES = ("mood", "sleep", "craving", "connection", "hope")
ZONES = ("+01:00", "+02:00", "-05:00", "+13:00")
NOTES = (
    "A long day.",
    "Walked by the river after work.",
    "Slept badly, and went to the group anyway.",
    "Nothing much.",
)
EFFECTS = ("A dry mouth in the mornings.", "Sleepy after lunch.")

PLAN = """\
# My recovery plan, made up for tests.
schema_version: 1
version: {version}
updated: {day}
reason: {reason}
motivations:
- id: m1
  text: I want to sleep through the night.
readiness:
  importance: 8
  confidence: 6
  stage: early
triggers:
- id: t1
  kind: place
  what: the bar on Fifth Street, on my way home
  strategies:
  - id: s1
    then: take Oak Avenue and call Dana before I leave
goals:
- id: g1
  what: three support groups a week
  by: 2026-12-22
- id: g2
  what: a walk every evening
  status: reached
  reached: 2026-10-04
- id: g3
  what: learn the guitar
  status: dropped
coping:
- id: c1
  what: breathe out slowly ten times
  state: have
strengths:
  personal:
  - id: n1
    text: I can cook
  - id: n2
    text: I know what pulls at me
  social:
  - id: n3
    text: my sister
people:
- id: p1
  name: Dana
  kind: sponsor
  phone: 555-0142
keep_distance:
- id: k1
  who: Vincent from the corner
counting:
  wanted: "yes"
  since: 2026-09-01
  first: zero
  longest: 61
  total: 140
  marks: [30, 60, 90]
checkins:
  own:
  - id: l1
    name: Back pain
    low: none
    high: as bad as it gets
review:
  last: 2026-11-01
  next: 2026-12-01
preferences:
  country: US
  rhythm: monthly
"""


class Life:
    """One made-up person's days up to ``until``."""

    def __init__(self, seed: int = 1, until: datetime.date = UNTIL) -> None:
        self.seed = seed
        self.until = until

    def _random(self, what: str) -> random.Random:
        return random.Random(f"{self.seed} {what}")

    # --- check-ins ---

    def checkins(self, count: int) -> list[Item]:
        """So many check-ins, oldest first: slow ups and downs, weeks left out, two on some days, late corrections."""
        chance = self._random("check-ins")
        days = self._days(chance, count)
        now = dict.fromkeys((*SCALES, "l1"), 5.0)
        return [self._checkin(chance, day, now) for day in days]

    def _days(self, chance: random.Random, count: int) -> list[datetime.date]:
        days: list[datetime.date] = []
        day = self.until
        while len(days) < count:
            days += [day, day] if chance.random() < 0.05 else [day]
            day -= datetime.timedelta(days=chance.randint(9, 24) if chance.random() < 0.01 else 1)
        return sorted(days[:count])

    def _checkin(self, chance: random.Random, day: datetime.date, now: dict[str, float]) -> Item:
        for scale, value in now.items():
            aim = 3.0 if scale in {"craving", "l1"} else 6.5
            now[scale] = min(10.0, max(0.0, value + 0.02 * (aim - value) + chance.gauss(0, 0.6)))
        values: dict[str, Any] = {"checkin": 1, "day": day.isoformat(), "at": _at(chance, day)}
        values |= {scale: round(now[scale]) for scale in SCALES if chance.random() < 0.95}
        if chance.random() < 0.7:
            values["own"] = [{"id": "l1", "name": "Back pain", "score": round(now["l1"])}]
        if chance.random() < 0.2:
            values["note"] = chance.choice(NOTES)
        if chance.random() < 0.05:
            values["effects"] = chance.choice(EFFECTS)
        return f"{day:%Y-%m}/{day:%d}-{chance.getrandbits(32):08x}", values

    def correction(self, item: Item, **changed: Any) -> Item:
        """A check-in that takes the place of another, on the same day."""
        name, values = item
        day = datetime.date.fromisoformat(values["day"])
        chance = self._random(f"correction of {name}")
        return f"{day:%Y-%m}/{day:%d}-{chance.getrandbits(32):08x}", {**values, "corrects": name, **changed}

    # --- records ---

    def reviews(self, count: int, last_version: int | None = None) -> list[Item]:
        """So many monthly reviews, oldest first; the last one led to ``last_version``."""
        chance = self._random("reviews")
        days = [self.until - datetime.timedelta(days=30 * ago + 3) for ago in range(count)][::-1]
        first = (last_version or count + 1) - count + 1
        return [self._review(chance, day, max(1, first + nth)) for nth, day in enumerate(days)]

    def _review(self, chance: random.Random, day: datetime.date, version: int) -> Item:
        values = {
            "record": 1,
            "kind": "review",
            "version": version,
            "day": day.isoformat(),
            "at": _at(chance, day),
            "goals": [{"id": "g1", "what": "three support groups a week", "how": chance.choice(["moving", "stuck"])}],
            "tools": [
                {"id": "s1", "what": "take Oak Avenue and call Dana", "how": chance.choice(["helped", "a_bit"])},
                {"id": "c1", "what": "breathe out slowly ten times", "how": chance.choice(["helped", "not_fit"])},
            ],
            "readiness": {"importance": chance.randint(6, 9), "confidence": chance.randint(4, 8), "stage": "early"},
            "capital": {"personal": chance.randint(1, 3), "social": chance.randint(1, 3), "community": 0},
        }
        return _record_name(chance, day, "review"), values

    def setbacks(self, count: int, last_version: int | None = None) -> list[Item]:
        """So many setbacks, oldest first, about two months apart."""
        chance = self._random("setbacks")
        days = [self.until - datetime.timedelta(days=61 * ago + 10) for ago in range(count)][::-1]
        return [self._setback(chance, day, last_version or 2) for day in days]

    def _setback(self, chance: random.Random, day: datetime.date, version: int) -> Item:
        values = {
            "record": 1,
            "kind": "setback",
            "version": version,
            "day": day.isoformat(),
            "at": _at(chance, day),
            "what": chance.choice(["near", "use"]),
            "triggers": ["t1"],
            "change": "take the other bus",
            "person": "p1",
            "count": "on",
        }
        return _record_name(chance, day, "setback"), values

    # --- a home on the disk ---

    def plant(self, home: Path | str, checkins: int = 30, versions: int = 10, reviews: int | None = None) -> Home:
        """A home with a plan of so many versions, so many check-ins, and reviews (a third of the versions)."""
        folder = Home(str(home))
        folder.prepare()
        plant_plan(folder, versions, self.until)
        plant_files(folder.checkins, self.checkins(checkins))
        plant_files(folder.records, self.reviews(versions // 3 if reviews is None else reviews, versions))
        return folder


def plan_text(version: int, day: datetime.date = UNTIL, reason: str = "a review") -> bytes:
    """The made-up plan's bytes, as one version of it."""
    return PLAN.format(version=version, day=day, reason=reason).encode()


def plant_plan(home: Home, versions: int, until: datetime.date = UNTIL, text: bytes | None = None) -> None:
    """Versions 1 to so many with an index, each a month apart, written straight to the disk."""
    home.prepare()
    lines = ["recoveryplan index 1"]
    data = b""
    for number in range(1, versions + 1):
        day = until - datetime.timedelta(days=min(versions - number, 800) * 3)
        data = text.replace(b"\nversion: 1\n", f"\nversion: {number}\n".encode()) if text else plan_text(number, day)
        Path(home.version_file(number)).write_bytes(data)
        lines.append(f"{number:04d}\t{day}\t{store.digest(data)}\ta review")
    Path(home.plan).write_bytes(data)
    Path(home.index).write_text("\n".join(lines) + "\n", "utf-8")


def plant_files(folder: str, items: Iterable[Item]) -> None:
    """Each item as its file, below the folder of check-ins or of records."""
    for name, values in items:
        path = Path(folder) / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values, ensure_ascii=False), "utf-8")


def _at(chance: random.Random, day: datetime.date) -> str:
    hour, minute = chance.randint(6, 22), chance.randint(0, 59)
    zone = ZONES[(day.year + day.month // 7) % len(ZONES)]
    return f"{day.isoformat()}T{hour:02d}:{minute:02d}:00{zone}"


def _record_name(chance: random.Random, day: datetime.date, kind: str) -> str:
    return f"{day:%Y-%m}/{day:%d}-{kind}-{chance.getrandbits(32):08x}"
