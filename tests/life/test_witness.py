"""The witness of the ten years sees what it is there for: each planted mistake is caught; without one all is well."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from life.lived import Lived
from life.witness import CHANGING, CHECKING_IN, REVIEWING
from recoveryplan.commands import history, progress
from recoveryplan.living import counting, reviewing, setbacks
from recoveryplan.living.changing import Result
from recoveryplan.plan.away import Away
from recoveryplan.storage import checkins, saving
from recoveryplan.wording import Said
from recoveryplan.workflows import keeping

BEGIN = datetime.date(2026, 11, 22)
LATER = datetime.date(2027, 3, 1)

Act = Callable[[Lived], object]


@pytest.fixture(autouse=True)
def _own_zone() -> Iterator[None]:
    yield
    time.tzset()


@pytest.fixture(scope="module")
def young(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of some weeks: a plan, check-ins, a reached goal, and a count that has begun again once."""
    with pytest.MonkeyPatch.context() as patch:
        life = Lived(tmp_path_factory.mktemp("young"), 1, 0.0, patch)
        life.begin(BEGIN)
        life.checks_in()
        life.on(datetime.date(2026, 12, 22))
        life.checks_in()
        life.answers("review", {"review-goal": {"g1": "done"}, "review-confidence": 6}, REVIEWING)
        life.answers("setback", {"setback-what": "use", "setback-count": "from_one"}, REVIEWING)
        assert life.witness.troubles == []
    return life.home


@pytest.fixture
def life(young: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lived:
    life = Lived(tmp_path, 1, 0.0, monkeypatch)
    life.takes_up(young, LATER)
    return life


# --- what a life does in these tests ---


def reviews(life: Lived) -> None:
    life.answers("review", {"review-confidence": 3}, REVIEWING)


def steps_back(life: Lived) -> None:
    life.answers("setback", {"setback-what": "use", "setback-count": "from_zero"}, REVIEWING)


def checks_in(life: Lived) -> None:
    life.answers("checkin", {"checkin-mood": 5}, CHECKING_IN)


def names_somebody(life: Lived) -> None:
    life.answers("review", {"review-triggers": [{"what": "Zebb comes by", "kind": "people"}]}, REVIEWING)
    life.run("diff")


def writes_by_hand(life: Lived) -> None:
    life.witness.edits_by_hand(b"# mine\n" + (life.home / "plan.yaml").read_bytes())
    life.run("check")
    reviews(life)


def restores(life: Lived) -> None:
    life.run("restore", "1", "--yes", step=CHANGING)


def looks(life: Lived) -> None:
    life.run("progress")
    life.run("history")


# --- mistakes ---


def _drops_what_was_reached(patch: pytest.MonkeyPatch) -> None:
    apply = reviewing.apply

    def bad(plan: Any, record: Any) -> Result:
        made = apply(plan, record)
        return Result({**made.plan, "goals": [one for one in made.plan["goals"] if "reached" not in one]}, made.changes)

    patch.setattr(reviewing, "apply", bad)


def _drops_a_trigger(patch: pytest.MonkeyPatch) -> None:
    apply = reviewing.apply

    def bad(plan: Any, record: Any) -> Result:
        made = apply(plan, record)
        return Result({**made.plan, "triggers": made.plan["triggers"][1:]}, made.changes)

    patch.setattr(reviewing, "apply", bad)


def _forgets_the_day(patch: pytest.MonkeyPatch) -> None:
    save = keeping.save

    def bad(home: Any, before: Any, tree: dict[str, Any], *rest: Any, **named: Any) -> keeping.Saved:
        goals = [{key: goal[key] for key in goal if key not in {"status", "reached"}} for goal in tree["goals"]]
        return save(home, before, {**tree, "goals": goals}, *rest, **named)

    patch.setattr(keeping, "save", bad)


def _after_a_save(patch: pytest.MonkeyPatch, then: Callable[[saving.Session, int], object]) -> None:
    done = saving.Session._done

    def bad(self: saving.Session, data: bytes, version: int, reason: str, day: datetime.date) -> None:
        done(self, data, version, reason, day)
        then(self, version)

    patch.setattr(saving.Session, "_done", bad)


def _rewrites_history(patch: pytest.MonkeyPatch) -> None:
    def then(session: saving.Session, version: int) -> None:
        path = Path(session.home.version_file(1))
        path.write_bytes(path.read_bytes().replace(b"reason:", b"reason :", 1))

    _after_a_save(patch, then)


def _forgets_history(patch: pytest.MonkeyPatch) -> None:
    _after_a_save(patch, lambda session, version: os.unlink(session.home.version_file(1)))


def _saves_twice(patch: pytest.MonkeyPatch) -> None:
    def then(session: saving.Session, version: int) -> None:
        text = Path(session.home.version_file(version)).read_bytes()
        Path(session.home.version_file(version + 1)).write_bytes(text.replace(b"version: 4", b"version: 5"))

    _after_a_save(patch, then)


def _no_record(patch: pytest.MonkeyPatch) -> None:
    put = saving.Session._put
    patch.setattr(saving.Session, "_put", lambda self, data, version, records: put(self, data, version, []))


def _record_of_another_version(patch: pytest.MonkeyPatch) -> None:
    put = saving.Session._put

    def bad(self: saving.Session, data: bytes, version: int, records: Any) -> None:
        put(self, data, version, [(name, text.replace(b'"version": 4', b'"version": 3')) for name, text in records])

    patch.setattr(saving.Session, "_put", bad)


def _hand_edit_not_recorded(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(saving.Session, "_record_by_hand", lambda self, stored, reason: None)


def _writes_over_a_checkin(patch: pytest.MonkeyPatch) -> None:
    def bad(home: Any, name: str, data: bytes) -> None:
        old = min(Path(home.checkins).rglob("*.json"))
        old.write_bytes(data)

    patch.setattr(checkins, "add", bad)


def _wipes_the_count(patch: pytest.MonkeyPatch) -> None:
    def bad(group: Any, choice: str, on: datetime.date, *_: Any) -> dict[str, Any]:
        return {"wanted": "yes", "since": on.isoformat(), "first": "zero"}

    patch.setattr(counting, "after_setback", bad)


def _forgets_the_run(patch: pytest.MonkeyPatch) -> None:
    def bad(group: Any, choice: str, on: datetime.date, *_: Any) -> dict[str, Any]:
        return {**group, "since": on.isoformat()}

    patch.setattr(counting, "after_setback", bad)


def _a_setback_takes(patch: pytest.MonkeyPatch) -> None:
    apply = setbacks.apply

    def bad(plan: Any, record: Any) -> Result:
        made = apply(plan, record)
        left = [one for one in made.plan["coping"] if one["id"] != "c-busy-hands"]
        return Result({**made.plan, "coping": left}, [*made.changes, {"id": "c-busy-hands", "how": "dropped"}])

    patch.setattr(setbacks, "apply", bad)


def _says(patch: pytest.MonkeyPatch, words: str) -> None:
    patch.setattr(progress, "run", lambda settings, *args: settings.screen().say([Said(words)]))


def _below_zero(patch: pytest.MonkeyPatch) -> None:
    _says(patch, "You count -3 days.")


def _blames(patch: pytest.MonkeyPatch) -> None:
    _says(patch, "You failed three times.")


def _hurts(patch: pytest.MonkeyPatch) -> None:
    _says(patch, "You are an addict.")


def _breaks(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(progress, "run", lambda *args: 1 // 0)


def _looking_writes(patch: pytest.MonkeyPatch) -> None:
    def bad(settings: Any, *args: Any) -> None:
        Path(settings.folder().plan).write_bytes(Path(settings.folder().plan).read_bytes() + b"\n")

    patch.setattr(history, "run", bad)


def _names_whom_to_avoid(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Away, "named_in", lambda self, words: False)


PLANTED: list[tuple[Callable[[pytest.MonkeyPatch], None], Act, str]] = [
    (_drops_what_was_reached, reviews, "the day of a reached goal is gone"),
    (_drops_a_trigger, reviews, "gone from the plan, and nobody asked for it"),
    (_forgets_the_day, restores, "the day of a reached goal is gone"),
    (_rewrites_history, reviews, "a version has changed"),
    (_forgets_history, reviews, "a version has vanished"),
    (_saves_twice, reviews, "2 new versions, not 1"),
    (_no_record, reviews, "new check-ins and records: 0, 0"),
    (_record_of_another_version, reviews, "the record does not go with its version"),
    (_hand_edit_not_recorded, writes_by_hand, "1 new versions, not 2"),
    (_writes_over_a_checkin, checks_in, "a record has changed"),
    (_wipes_the_count, steps_back, "what was counted got less"),
    (_forgets_the_run, steps_back, "days counted before a setback are gone"),
    (_a_setback_takes, steps_back, "a setback has taken something away"),
    (_below_zero, looks, "days below zero"),
    (_blames, looks, "hurtful words"),
    (_hurts, looks, "hurtful words"),
    (_breaks, looks, "exit code 1"),
    (_looking_writes, looks, "looking has changed a file"),
    (_names_whom_to_avoid, names_somebody, "somebody to keep away from is named"),
]


@pytest.mark.parametrize(("plant", "act", "caught"), PLANTED, ids=lambda one: getattr(one, "__name__", "").strip("_"))
def test_a_planted_mistake_is_caught(
    life: Lived, monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None], act: Act, caught: str
) -> None:
    plant(monkeypatch)
    act(life)
    assert any(caught in one for one in life.witness.troubles), life.witness.troubles


ACTS = [reviews, steps_back, checks_in, names_somebody, writes_by_hand, restores, looks]


@pytest.mark.parametrize("act", ACTS, ids=lambda one: one.__name__)
def test_without_one_all_is_well(life: Lived, act: Act) -> None:
    act(life)
    assert life.witness.troubles == []
