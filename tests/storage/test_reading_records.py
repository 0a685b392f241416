"""Reading check-ins and records by range: only what is needed is opened, and no bad file is an error."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from living.life_data import Life, plant_files
from recoveryplan.errors import CannotNow
from recoveryplan.storage import record_shapes, records
from recoveryplan.storage.folder import Home

DAY = datetime.date(2026, 11, 22)
LIFE = Life(3)


def day(words: str) -> datetime.date:
    return datetime.date.fromisoformat(words)


def checkin(on: str, **values: object) -> dict[str, object]:
    return {"checkin": 1, "day": on, "mood": 5, **values}


def plant(home: Home, **files: object) -> Path:
    """Check-ins by ``d20261122_ab12cd34=values``; text is written as it is."""
    for key, values in files.items():
        stamp, mark = key[1:].split("_")
        path = Path(home.checkins, f"{stamp[:4]}-{stamp[4:6]}", f"{stamp[6:]}-{mark}.json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(values if isinstance(values, str) else json.dumps(values), "utf-8")
    return Path(home.checkins)


def names(found: records.Found) -> list[str]:
    return [name for name, _ in found.items]


# --- ranges ---


def test_nothing_there_is_nothing_found(home: Home) -> None:
    assert records.checkins(home).items == []
    assert records.records(home, DAY, DAY).items == []
    assert records.months(home.checkins) == []


def test_a_range_has_both_its_days(home: Home) -> None:
    plant_files(home.checkins, LIFE.checkins(200))
    every = LIFE.checkins(200)
    since, until = day("2026-08-03"), day("2026-10-17")
    wanted = [name for name, one in every if "2026-08-03" <= one["day"] <= "2026-10-17"]
    assert sorted(names(records.checkins(home, since, until))) == sorted(wanted)
    assert len(wanted) > 40


def test_order_is_by_day_and_time_both_ways(home: Home) -> None:
    plant(
        home,
        d20261121_00000001=checkin("2026-11-21", at="2026-11-21T20:00:00+01:00"),
        d20261121_ffffffff=checkin("2026-11-21", at="2026-11-21T08:00:00+01:00"),
        d20261031_00000000=checkin("2026-10-31"),
    )
    wanted = ["2026-10/31-00000000", "2026-11/21-ffffffff", "2026-11/21-00000001"]
    assert names(records.checkins(home)) == wanted
    assert names(records.checkins(home, newest_first=True)) == wanted[::-1]


def test_the_last_so_many(home: Home) -> None:
    plant_files(home.checkins, LIFE.checkins(400))
    wanted = names(records.checkins(home, newest_first=True))[:3]
    assert names(records.checkins(home, newest_first=True, most=3)) == wanted
    assert len(records.checkins(home, newest_first=True, most=9999).items) == 400


def test_values_come_as_they_are(home: Home) -> None:
    values = checkin("2026-11-22", used="no", effects="sleepy", later_key=[1], own=[{"id": "l1", "score": 4}])
    plant(home, d20261122_ab12cd34=values)
    assert records.checkins(home, DAY, DAY).items == [("2026-11/22-ab12cd34", values)]


def test_months(home: Home) -> None:
    plant_files(home.checkins, LIFE.checkins(70))
    Path(home.checkins, "2026-11 (conflicted copy)").mkdir()
    Path(home.checkins, "old").mkdir()
    assert records.months(home.checkins) == ["2026-09", "2026-10", "2026-11"]


# --- corrections ---


def test_a_corrected_one_is_left_out(home: Home) -> None:
    first = ("2026-11/21-00000001", checkin("2026-11-21"))
    second = LIFE.correction(first, mood=7)
    third = LIFE.correction(second, mood=8)
    plant_files(home.checkins, [first, second, third])
    assert [values["mood"] for _, values in records.checkins(home).items] == [8]
    assert records.checkins(home).passed_over == 0


def test_a_correction_to_another_day_is_seen(home: Home) -> None:
    plant(
        home,
        d20261101_00000001=checkin("2026-11-01"),
        d20261031_00000002=checkin("2026-10-31", corrects="2026-11/01-00000001"),
    )
    assert names(records.checkins(home, day("2026-11-01"), DAY)) == []
    assert names(records.checkins(home, day("2026-10-31"), DAY)) == ["2026-10/31-00000002"]


# --- what is passed over ---

BAD: dict[str, str] = {
    "empty": "",
    "half": '{"checkin": 1, "day": "2026-11-2',
    "no group": "[1, 2]",
    "a newer shape": '{"checkin": 2, "day": "2026-11-22"}',
    "another day": '{"checkin": 1, "day": "2026-11-21"}',
    "no day": '{"checkin": 1}',
    "a score in words": '{"checkin": 1, "day": "2026-11-22", "mood": "7"}',
    "a score too high": '{"checkin": 1, "day": "2026-11-22", "mood": 11}',
    "a score of true": '{"checkin": 1, "day": "2026-11-22", "mood": true}',
    "a broken score": '{"checkin": 1, "day": "2026-11-22", "mood": 6.5}',
    "own as a group": '{"checkin": 1, "day": "2026-11-22", "own": {"l1": 3}}',
    "own without an id": '{"checkin": 1, "day": "2026-11-22", "own": [{"score": 3}]}',
    "a note of numbers": '{"checkin": 1, "day": "2026-11-22", "note": [1]}',
    "too deep": "[" * 100_000,
    "a long number": '{"checkin": ' + "1" * 5000 + "}",
    "a review": '{"record": 1, "kind": "review", "day": "2026-11-22"}',
}


@pytest.mark.parametrize("words", BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_passed_over(home: Home, words: str) -> None:
    folder = plant(home, d20261122_00000001=checkin("2026-11-22"), d20261122_00000002=words)
    found = records.checkins(home, DAY, DAY)
    assert names(found) == ["2026-11/22-00000001"]
    assert found.passed_over == 1
    assert (folder / "2026-11" / "22-00000002.json").read_text("utf-8") == words


FOREIGN = (
    "22-ab12cd34.sync-conflict-20261122-101112-ABCDEFG.json", "22-ab12cd34 (conflicted copy).json",
    "22-ab12cd34 (1).json", "22-ab12cd34.txt", "22-AB12CD34.json", "22-ab12.json", "22-a-b-ab12cd34.json",
)  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_name_is_passed_over(home: Home, name: str) -> None:
    folder = plant(home, d20261122_00000001=checkin("2026-11-22"))
    (folder / "2026-11" / name).write_text(json.dumps(checkin("2026-11-22")), "utf-8")
    found = records.checkins(home, DAY, DAY)
    assert (len(found.items), found.passed_over) == (1, 1)


@pytest.mark.parametrize("name", [".DS_Store", ".rp-1234.tmp", "~syncthing~22-ab12cd34.json.tmp"])
def test_hidden_files_of_other_programs_are_not_told_of(home: Home, name: str) -> None:
    folder = plant(home, d20261122_00000001=checkin("2026-11-22"))
    (folder / "2026-11" / name).write_text("x", "utf-8")
    found = records.checkins(home)
    assert (len(found.items), found.passed_over) == (1, 0)


def _a_link(path: Path) -> None:
    path.with_name("elsewhere").write_text(json.dumps(checkin("2026-11-22")), "utf-8")
    path.symlink_to(path.with_name("elsewhere"))


def _too_big(path: Path) -> None:
    path.write_text(json.dumps(checkin("2026-11-22", note="x" * records.BIGGEST)), "utf-8")


@pytest.mark.parametrize("make", [_a_link, _too_big, Path.mkdir, os.mkfifo], ids=["link", "big", "folder", "pipe"])
def test_what_is_no_plain_file_is_passed_over(home: Home, make: Callable[[Path], None]) -> None:
    folder = plant(home, d20261122_00000001=checkin("2026-11-22"))
    make(folder / "2026-11" / "22-00000002.json")
    found = records.checkins(home, DAY, DAY)
    assert (len(found.items), found.passed_over) == (1, 1)


def test_a_month_that_is_no_folder_is_passed_over(home: Home, tmp_path: Path) -> None:
    folder = plant(home, d20261122_00000001=checkin("2026-11-22"))
    (folder / "2026-10").write_text("x", "utf-8")
    (folder / "2026-09").symlink_to(tmp_path)
    (folder / "2026-11 (1)").mkdir()
    (folder / "mine").mkdir()
    found = records.checkins(home)
    assert (len(found.items), found.passed_over) == (1, 3)


def test_bad_files_outside_the_range_are_not_counted(home: Home) -> None:
    plant(home, d20261122_00000001=checkin("2026-11-22"), d20261119_00000002="{", d20260101_00000003="{")
    assert records.checkins(home, DAY, DAY).passed_over == 0


def test_a_file_where_the_folder_belongs_is_told(home: Home) -> None:
    Path(home.path).mkdir()
    Path(home.checkins).write_text("x", "utf-8")
    with pytest.raises(CannotNow):
        records.checkins(home)


# --- records ---


def test_records_by_kind(home: Home) -> None:
    plant_files(home.records, [*LIFE.reviews(6), *LIFE.setbacks(2)])
    assert len(records.records(home).items) == 8
    assert {one["kind"] for _, one in records.records(home, kind="review").items} == {"review"}
    assert len(records.records(home, kind="setback").items) == 2
    last = records.records(home, kind="review", newest_first=True, most=2)
    assert [one for _, one in last.items] == [one for _, one in LIFE.reviews(6)][:3:-1]


def test_a_record_of_a_save_that_was_cut_off_is_left_out(home: Home) -> None:
    plant_files(home.records, LIFE.reviews(4, last_version=9))
    assert [one["version"] for _, one in records.records(home, upto=8).items] == [6, 7, 8]
    assert records.records(home, upto=8).passed_over == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "setback"}, {"record": "1"}, {"version": -1}, {"goals": {"g1": 1}}, {"goals": [{"what": "x"}]},
        {"tools": [{"id": "s1", "how": 3}]}, {"readiness": {"importance": 12}}, {"capital": {"social": "two"}},
        {"measures": [{"measure": 3}]}, {"visit": {"on": "22 May"}}, {"changes": ["g1"]},
    ],
)  # fmt: skip
def test_a_record_with_a_value_of_a_wrong_kind_is_passed_over(home: Home, changed: dict[str, object]) -> None:
    name, values = LIFE.reviews(1)[0]
    plant_files(home.records, [(name, {**values, **changed})])
    found = records.records(home)
    assert (found.items, found.passed_over) == ([], 1)


def test_what_the_typed_records_hold_is_taken(home: Home) -> None:
    """Whatever the program itself writes must be read again: each typed field, filled, passes the plain rules."""
    from recoveryplan.living import records as typed

    def filled(model: object) -> dict[str, object]:
        made: dict[str, object] = model.model_dump(mode="json", by_alias=True, exclude_none=True)  # type: ignore[attr-defined]
        return made

    full = typed.CheckIn.model_validate(
        {
            "day": "2026-11-22", "at": "2026-11-22T08:15:00+01:00", "corrects": "2026-11/21-ab12cd34", "mood": 0,
            "sleep": 10, "craving": 3, "connection": 5, "hope": 6, "used": "no", "effects": "e", "note": "a\nb",
            "own": [{"id": "l1", "name": "n", "low": "l", "high": "h", "score": 4}], "falls": 2,
        }
    )  # fmt: skip
    assert record_shapes.is_checkin(filled(full), "2026-11-22")
    review = typed.Review.model_validate(
        {
            "kind": "review", "day": "2026-11-22", "version": 3, "event": "job", "event_words": "w", "well": "x",
            "goals": [{"id": "g1", "how": "done", "reached": "2026-11-20", "next": "keep", "why": "w"}],
            "tools": [{"id": "s1", "how": "helped", "before": 1, "next": "keep"}], "used": ["s1"],
            "triggers": [{"id": "t1", "what": "w"}], "capital": {"personal": 3}, "visit": {"on": "2026-11-02"},
            "readiness": {"importance": 10, "confidence": 0, "stage": "early"},
            "measures": [{"measure": "gad7", "items": {"a": "1"}, "score": 3}],
            "changes": [{"id": "g1", "how": "reached", "because": "b"}],
        }
    )  # fmt: skip
    assert record_shapes.is_record(filled(review), "2026-11-22", "review")
    setback = typed.Setback.model_validate(
        {
            "kind": "setback", "day": "2026-11-22", "on": "2026-11-21", "triggers": ["t1"], "signs": ["w1"],
            "helped": ["c1"], "person": "p1", "count": "on", "story": "s", "what": "near", "change": "c",
        }
    )  # fmt: skip
    assert record_shapes.is_record(filled(setback), "2026-11-22", "setback")


# --- what is opened ---


def opened(home: Home, read: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files and folders of the home that are opened, by their path in it."""
    seen: list[str] = []
    real_open, real_list = os.open, os.listdir

    def noted(path: str) -> str:
        seen.append(os.path.relpath(path, home.path))
        return path

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", lambda path, *more: real_open(noted(path), *more))
        patch.setattr(os, "listdir", lambda path: real_list(noted(path)))
        read()
    return seen


def test_a_range_opens_its_own_files_only(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    plant_files(home.checkins, LIFE.checkins(3650))
    since = day("2026-11-10")
    seen = opened(home, lambda: records.checkins(home, since, DAY), monkeypatch)
    months = {path.split("/")[1] for path in seen if "/" in path}
    assert months == {"2026-11"}
    days = {path.split("/")[2][:2] for path in seen if path.count("/") == 2}
    assert min(days) >= "03"  # seven days more, where a correction may stand
    assert len(seen) < 30


def test_the_last_one_opens_one_month(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    plant_files(home.checkins, LIFE.checkins(3650))
    seen = opened(home, lambda: records.checkins(home, newest_first=True, most=2), monkeypatch)
    assert {path.split("/")[1] for path in seen if "/" in path} == {"2026-11"}


def test_a_kind_opens_its_own_files_only(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    plant_files(home.records, [*LIFE.reviews(6), *LIFE.setbacks(2)])
    seen = opened(home, lambda: records.records(home, kind="setback"), monkeypatch)
    assert len([path for path in seen if path.endswith(".json")]) == 2
