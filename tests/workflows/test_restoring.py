"""Bringing a version back: a new one that reads like the old, and not a byte of any other is moved."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import Any

import pytest

from recoveryplan.errors import ContentProblem, NothingYet, UsageProblem
from recoveryplan.storage import drafts, files, store
from recoveryplan.storage.drafts import Draft
from recoveryplan.storage.folder import Home
from recoveryplan.workflows import bringing_back, keeping, reading
from storage.homes import every_file, write

DAY = datetime.date(2026, 11, 22)
FIRST: dict[str, Any] = {
    "motivations": [{"id": "m1", "text": "sleep"}],
    "people": [{"id": "p1", "name": "Dana", "phone": "0412345678"}],
    "counting": {"wanted": "yes", "since": "2026-08-01"},
    "review": {"next": "2026-09-01"},
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Version 1; version 2, the same with comments of the person's own; version 3, much of it taken out."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    made = Home(str(tmp_path / "a home"))
    keeping.save(made, None, FIRST, "my first plan", datetime.date(2026, 8, 1))
    data = files.read_file(made.plan) or b""
    write(made.plan, data.replace(b"people:\n", b"people:   # who I call\n") + b"# my last words\n")
    loaded = reading.needed(made)
    later = {
        **loaded.tree,
        "motivations": [{"id": "m1", "text": "my son"}],
        "people": [],
        "counting": {"wanted": "yes", "since": "2026-10-20", "total": 80, "longest": 80},
        "review": {"next": "2026-12-22", "last": "2026-11-20"},
        "keep_distance": [{"id": "x1", "who": "Zed"}],
    }
    keeping.save(made, loaded, later, "monthly review", datetime.date(2026, 11, 20))
    return made


def restore(home: Home, number: int) -> keeping.Saved:
    return bringing_back.save(home, bringing_back.prepared(home, number), DAY, lambda _: None)


def versions(home: Home) -> dict[int, bytes]:
    return {one.number: store.version_bytes(home, one.number) for one in store.history(home)}


def tree(home: Home) -> dict[str, Any]:
    return reading.needed(home).tree


def test_the_words_and_the_comments_come_back(home: Home) -> None:
    before = versions(home)
    assert sorted(before) == [1, 2, 3]
    saved = restore(home, 2)
    assert (saved.version, saved.recorded, saved.rewritten) == (4, None, [])
    data = files.read_file(home.plan) or b""
    assert b"people:   # who I call\n" in data
    assert b"# my last words\n" in data
    assert data == store.version_bytes(home, 4)
    found = tree(home)
    assert found["motivations"] == FIRST["motivations"]
    assert found["people"] == FIRST["people"]
    assert (found["version"], found["updated"], found["reason"]) == ("4", "2026-11-22", "restored 2")
    assert {number: data for number, data in versions(home).items() if number < 4} == before


def test_what_happened_since_stays(home: Home) -> None:
    ready = bringing_back.prepared(home, 1)
    assert ready.stays == ("counting", "review")
    restore(home, 1)
    found = tree(home)
    assert found["counting"]["since"] == "2026-10-20"
    assert found["counting"]["total"] == "80"
    assert found["review"] == {"next": "2026-12-22", "last": "2026-11-20"}
    assert found["keep_distance"] == [{"id": "x1", "who": "Zed"}]


def test_what_would_change_is_told_before(home: Home) -> None:
    ready = bringing_back.prepared(home, 1)
    told = ready.compared.teller(DAY).lines_back(ready.changes)
    assert told == [
        "Comes back: a person or group: “Dana”.",
        "As it was then: a reason, “sleep”. The words: “sleep”, in place of “my son”.",
    ]
    assert "Zed" not in repr(ready.compared.differences)


def test_preparing_writes_nothing(home: Home) -> None:
    before = every_file(home.path)
    bringing_back.prepared(home, 1)
    assert every_file(home.path) == before


def test_the_present_version_too(home: Home) -> None:
    was = tree(home)
    assert bringing_back.prepared(home, 3).changes == []
    assert restore(home, 3).version == 4
    head = {"version", "updated", "reason"}
    assert {k: v for k, v in tree(home).items() if k not in head} == {k: v for k, v in was.items() if k not in head}


def test_a_change_by_hand_is_recorded_first(home: Home) -> None:
    before = versions(home)
    data = files.read_file(home.plan) or b""
    write(home.plan, data.replace(b"text: my son", b"text: my son and me  # today"))
    saved = restore(home, 2)
    assert (saved.recorded, saved.version) == (4, 5)
    assert b"my son and me  # today" in store.version_bytes(home, 4)
    assert tree(home)["motivations"] == FIRST["motivations"]
    assert {number: data for number, data in versions(home).items() if number < 4} == before
    assert [one.reason for one in store.history(home)][3:] == [store.BY_HAND, "restored 2"]


def test_the_change_by_hand_can_be_had_back(home: Home) -> None:
    data = files.read_file(home.plan) or b""
    write(home.plan, data.replace(b"text: my son", b"text: my son and me"))
    restore(home, 1)
    restore(home, 4)
    assert tree(home)["motivations"][0]["text"] == "my son and me"
    assert sorted(versions(home)) == [1, 2, 3, 4, 5, 6]


def test_a_plan_file_that_is_gone(home: Home) -> None:
    before = versions(home)
    Path(home.plan).unlink()
    ready = bringing_back.prepared(home, 2)
    assert ready.before is None
    assert restore(home, 2).version == 4
    assert tree(home)["people"] == FIRST["people"]
    assert tree(home)["counting"]["since"] == "2026-10-20"
    assert {number: data for number, data in versions(home).items() if number < 4} == before


def test_the_card_is_made_anew(home: Home) -> None:
    assert b"Dana" not in (files.read_file(home.card) or b"")
    restore(home, 1)
    assert b"Dana" in (files.read_file(home.card) or b"")


def test_a_draft_under_way_stays(home: Home) -> None:
    head = {"base_version": 3, "base_digest": "", "questionnaire": "q", "started": "2026-11-22T120000"}
    with Draft.open_or_start(home, "edit", head) as draft:
        draft.append({"k": "reasons", "v": "half a thought"})
    kept = {name: data for name, data in every_file(home.path).items() if name.startswith("drafts")}
    restore(home, 1)
    assert {name: data for name, data in every_file(home.path).items() if name.startswith("drafts")} == kept
    waiting = drafts.find(home, "edit")
    assert waiting is not None
    assert waiting.events == [{"k": "reasons", "v": "half a thought"}]


def test_a_version_of_before_is_never_touched_by_many_restores_and_edits(home: Home) -> None:
    known: dict[int, bytes] = {}
    for turn, number in enumerate((1, 3, 2, 2, 4, 1, 6)):
        if turn % 2:
            write(home.plan, (files.read_file(home.plan) or b"") + f"# turn {turn}\n".encode())
        restore(home, number)
        found = versions(home)
        assert {one: found[one] for one in known} == known
        assert sorted(found) == list(range(1, len(found) + 1))
        known = found
    assert len(known) == 3 + 7 + 3


def test_unknown_versions_and_no_plan(home: Home, tmp_path: Path) -> None:
    before = every_file(home.path)
    for number in (0, 4, 99):
        with pytest.raises(UsageProblem, match="versions 1 to 3"):
            bringing_back.prepared(home, number)
    with pytest.raises(NothingYet):
        bringing_back.prepared(Home(str(tmp_path / "none")), 1)
    assert every_file(home.path) == before


def test_a_plan_with_a_mistake_says_what_to_do(home: Home) -> None:
    write(home.plan, (files.read_file(home.plan) or b"") + b"secret: [1\n")
    before = every_file(home.path)
    with pytest.raises(ContentProblem) as told:
        bringing_back.prepared(home, 1)
    assert "move plan.yaml" in told.value.lines[-1]
    assert "secret" not in str(told.value)
    assert every_file(home.path) == before


def test_an_old_version_with_a_mistake_is_told_by_its_own_file(home: Home) -> None:
    write(home.version_file(1), (files.read_file(home.version_file(1)) or b"") + b"secret: x\n")
    with pytest.raises(ContentProblem) as told:
        bringing_back.prepared(home, 1)
    assert told.value.problems[0].file == "history/0001.yaml"
    assert "secret" not in str(told.value)


def test_a_plan_that_changed_meanwhile_is_not_written_over(home: Home) -> None:
    from recoveryplan.errors import CannotNow

    ready = bringing_back.prepared(home, 1)
    other = (files.read_file(home.plan) or b"") + b"# another window\n"
    write(home.plan, other)
    with pytest.raises(CannotNow):
        bringing_back.save(home, ready, DAY, lambda _: None)
    assert files.read_file(home.plan) == other
    assert sorted(versions(home)) == [1, 2, 3]
