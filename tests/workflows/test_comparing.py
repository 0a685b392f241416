"""Two versions side by side: which are meant, what the records between them say, and how few files that takes."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from recoveryplan.errors import ContentProblem, NothingYet, UsageProblem
from recoveryplan.plan import differences
from recoveryplan.storage import files, store
from recoveryplan.storage.folder import Home
from recoveryplan.workflows import comparing, keeping, reading
from storage.homes import plant_versions, write

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    return Home(str(tmp_path / "a home"))


def triggers(*named: str) -> dict[str, Any]:
    return {"triggers": [{"id": f"t{number}", "what": what} for number, what in enumerate(named, 1) if what]}


def saved(home: Home, tree: dict[str, Any], day: str, reason: str = "x", changes: list[Any] | None = None) -> int:
    """Save a version on that day, with a review record where there are changes; gives its number."""
    on = datetime.date.fromisoformat(day)

    def record(number: int) -> tuple[str, bytes]:
        told = {"record": 1, "kind": "review", "version": number, "day": day, "changes": changes}
        return store.record_name(on, "review"), json.dumps(told).encode()

    return keeping.save(home, reading.plan(home), tree, reason, on, record=record if changes else None).version


def edited(home: Home, old: bytes, new: bytes) -> None:
    data = files.read_file(home.plan) or b""
    assert old in data
    write(home.plan, data.replace(old, new))


def numbers(home: Home, *given: int) -> tuple[int, int, bool]:
    found = comparing.pair(home, *given)
    assert found is not None
    return found[0].number, found[1].number, found[1].by_hand


# --- which two ---


def test_without_a_plan(home: Home) -> None:
    with pytest.raises(NothingYet):
        comparing.pair(home)


def test_one_version_has_nothing_to_stand_beside(home: Home) -> None:
    saved(home, triggers("a"), "2026-08-01")
    assert comparing.pair(home) is None
    assert numbers(home, 1) == (1, 1, False)


def test_which_two_are_meant(home: Home) -> None:
    for number, day in enumerate(("2026-08-01", "2026-09-01", "2026-10-01"), 1):
        saved(home, triggers(*"abc"[:number]), day)
    assert numbers(home) == (2, 3, False)
    assert numbers(home, 1) == (1, 3, False)
    assert numbers(home, 1, 2) == numbers(home, 2, 1) == (1, 2, False)
    edited(home, b"what: c", b"what: by hand")
    assert numbers(home) == (3, 3, True)
    assert numbers(home, 2) == (2, 3, True)
    assert numbers(home, 1, 3) == (1, 3, False)


def test_a_hand_edit_is_compared_with_its_version(home: Home) -> None:
    saved(home, triggers("a"), "2026-08-01")
    edited(home, b"what: a", b"what: b")
    pair = comparing.pair(home)
    assert pair is not None
    one = comparing.compare(home, *pair).differences[0]
    assert (one.was, one.words) == ("a", "b")
    edited(home, b"what: b", b"what: a   # only a note")
    pair = comparing.pair(home)
    assert pair is not None
    assert comparing.compare(home, *pair).differences == ()


def test_a_plan_that_is_gone_leaves_its_versions(home: Home) -> None:
    saved(home, triggers("a"), "2026-08-01")
    saved(home, triggers("a", "b"), "2026-09-01")
    Path(home.plan).unlink()
    assert numbers(home) == (1, 2, False)


def test_an_unknown_version(home: Home) -> None:
    saved(home, triggers("a"), "2026-08-01")
    with pytest.raises(UsageProblem, match="no version 7"):
        comparing.pair(home, 7)
    with pytest.raises(UsageProblem, match="no version 8"):
        comparing.pair(home, 1, 8)


def test_a_damaged_version_is_told_by_its_place_and_never_its_words(home: Home) -> None:
    saved(home, triggers("a"), "2026-08-01")
    saved(home, triggers("b"), "2026-09-01")
    write(home.version_file(1), b"version: 1\nsecret: [")
    with pytest.raises(ContentProblem) as told:
        comparing.pair(home)
    assert "history/0001.yaml" in str(told.value)
    assert "secret" not in str(told.value)


def test_versions_of_an_older_format_go_through_the_migrations(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(home, triggers("a"), "2026-08-01")
    seen: list[str] = []
    real = comparing.migrations.upgrade
    monkeypatch.setattr(comparing.migrations, "upgrade", lambda one: seen.append(one.name) or real(one))
    comparing.version(home, 1)
    assert seen == ["history/0001.yaml"]


# --- why ---


def test_reasons_come_from_the_records_between_only(home: Home) -> None:
    saved(home, triggers("a"), "2026-08-01", changes=[{"id": "t2", "how": "added", "because": "of August"}])
    saved(home, triggers("a", "b"), "2026-09-01", changes=[{"id": "t2", "how": "added", "because": "you moved"}])
    saved(
        home, triggers("a", "b", "c"), "2026-10-01", changes=[{"id": "t2", "how": "changed", "because": "of October"}]
    )
    old, two, three = (comparing.version(home, number) for number in (1, 2, 3))
    assert {one.id: one.because for one in comparing.compare(home, old, two).differences} == {"t2": "you moved"}
    assert comparing.told(home, two, three)["t2"].words == "of October"
    assert comparing.told(home, three, three) == {}


def test_a_record_of_a_save_that_was_cut_off_says_nothing(home: Home) -> None:
    saved(home, triggers("a"), "2026-10-01")
    saved(home, triggers("a", "b"), "2026-11-01")
    left = {"record": 1, "kind": "review", "version": 3, "day": "2026-11-01"}
    left["changes"] = [{"id": "t2", "how": "added", "because": "no"}]
    path = Path(home.join("records", "2026-11", "01-review-0123abcd.json"))
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(left), "utf-8")
    assert comparing.told(home, comparing.version(home, 1), comparing.version(home, 2)) == {}


def test_a_replacement_goes_by_the_record(home: Home) -> None:
    saved(home, {"coping": [{"id": "c1", "what": "gym"}]}, "2026-10-01")
    changes = [{"id": "c1", "how": "replaced", "because": "it was far", "by": "c2"}]
    saved(home, {"coping": [{"id": "c2", "what": "walk"}]}, "2026-11-01", changes=changes)
    found = comparing.compare(home, comparing.version(home, 1), comparing.version(home, 2))
    assert found.teller(TODAY).lines(found.differences) == ["You replaced “gym”: it was far. Now: “walk”."]


def test_what_a_field_named_before_is_told_as_it_was(home: Home) -> None:
    goal = {"id": "g1", "what": "walk", "why": ["m1"]}
    saved(home, {"motivations": [{"id": "m1", "text": "kids"}], "goals": [goal]}, "2026-10-01")
    reasons = [{"id": "m1", "text": "money"}, {"id": "m2", "text": "sleep"}]
    saved(home, {"motivations": reasons, "goals": [goal | {"why": ["m2"]}]}, "2026-11-01")
    found = comparing.compare(home, comparing.version(home, 1), comparing.version(home, 2))
    told = found.teller(TODAY).lines(found.differences)
    assert "You changed “walk”. The reason behind it: “sleep”, before “kids”." in told


# --- what is not quoted ---


def test_words_of_danger_are_not_quoted(home: Home) -> None:
    dark = ["I want to be safe, my partner hits me", "I want to die", "my son"]
    saved(home, triggers("a"), "2026-10-01")
    reasons = [{"id": f"m{number}", "text": text} for number, text in enumerate(dark, 1)]
    goal = {"id": "g1", "what": "walk", "why": ["m1", "m3"]}
    changes = [{"id": "g1", "how": "added", "because": dark[0]}]
    tree = {"motivations": reasons, "goals": [goal], "keep_distance": [{"id": "x1", "who": "Zed"}]}
    saved(home, {**triggers("a"), **tree}, "2026-11-01", changes=changes)
    saved(home, {**triggers("a"), **tree, "goals": [goal | {"why": ["m1"]}]}, "2026-11-02")
    for low, high in ((1, 2), (2, 3), (1, 3)):
        found = comparing.compare(home, comparing.version(home, low), comparing.version(home, high))
        for whole in (False, True):
            told = " ".join(found.teller(TODAY, whole).lines(found.differences))
            assert told
            for word in ("hits", "die", "Zed"):
                assert word not in told
                assert word not in repr(found.differences)


# --- what is opened ---


@contextmanager
def opened(home: Home) -> Iterator[list[str]]:
    """The files of the home that are opened meanwhile."""
    seen: list[str] = []
    real = os.open

    def watched(path: Any, *given: Any, **named: Any) -> int:
        if str(path).startswith(home.path):
            seen.append(os.path.relpath(path, home.path))
        return real(path, *given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", watched)
        yield seen


def test_only_two_versions_and_the_months_between_are_opened(home: Home) -> None:
    for month in range(1, 12):
        change = [{"id": "t1", "how": "changed", "because": "x"}]
        saved(home, triggers(f"words {month}"), f"2026-{month:02}-05", changes=change)
    with opened(home) as seen:
        found = comparing.pair(home, 4, 5)
        assert found is not None
        comparing.compare(home, *found)
    assert {name for name in seen if name.startswith("history/")} == {"history/0004.yaml", "history/0005.yaml"}
    assert {name[:15] for name in seen if name.startswith("records/")} == {"records/2026-04", "records/2026-05"}
    assert len(seen) < 30


def test_a_thousand_versions_are_not_all_opened(home: Home) -> None:
    plant_versions(home, 1000)
    entries = store.history(home)
    with opened(home) as seen:
        found = comparing.overview(home, entries, 12).counts
    assert sorted(found) == list(range(989, 1001))
    assert sorted(seen) == [*(f"history/{number:04d}.yaml" for number in range(988, 1001)), "plan.yaml"]
    with opened(home) as seen:
        comparing.pair(home)
    assert len(seen) < 30


# --- in numbers ---


def test_summaries(home: Home) -> None:
    saved(home, triggers("a", "b"), "2026-08-01")
    saved(home, triggers("x", "", "c", "d"), "2026-09-01")
    saved(home, triggers("x", "", "c", "d"), "2026-10-01")
    entries = store.history(home)
    assert comparing.overview(home, entries, None).counts == {2: {"added": 2, "taken_out": 1, "changed": 1}, 3: {}}
    assert comparing.overview(home, entries, 1).counts == {3: {}}
    assert comparing.overview(home, entries, 0).counts == {}
    assert comparing.overview(home, [], 12).counts == {}


def test_a_damaged_version_has_no_summary_and_stops_nothing(home: Home) -> None:
    for number in range(1, 5):
        saved(home, triggers(*"abcd"[:number]), "2026-08-01")
    write(home.version_file(2), b"a: [")
    assert comparing.overview(home, store.history(home), None).counts == {4: {"added": 1}}


def test_every_kind_of_change_has_a_word_in_the_summary() -> None:
    from recoveryplan.wording import versions

    counted = {comparing._COUNTED.get(how, how) for how in differences.RANKS}
    assert counted == set(versions.SUMMARY)
