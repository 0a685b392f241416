"""The one save: versions, what a hand has changed since, the card, and the draft that is put away."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from recoveryplan import yamlfile
from recoveryplan.errors import CannotNow
from recoveryplan.storage import drafts, store
from recoveryplan.storage.folder import Home
from recoveryplan.workflows import keeping, reading

DAY = datetime.date(2026, 11, 22)
TREE: dict[str, Any] = {
    "motivations": [{"id": "m1", "text": "I want to sleep."}, {"id": "m2", "text": "#1: my job"}],
    "people": [{"id": "p1", "name": "Dana", "phone": "0412345678"}],
    "preferences": {"country": "GB"},
}
HEAD = {"base_version": 0, "base_digest": "", "questionnaire": "q", "started": "2026-11-22T120000"}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(str(tmp_path / "a home"))


def data(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def write(path: str, words: bytes) -> None:
    with open(path, "wb") as file:
        file.write(words)


def tree(home: Home) -> Any:
    return yamlfile.plain(yamlfile.read(data(home.plan), "plan.yaml"))


def first(home: Home) -> reading.Loaded:
    keeping.save(home, None, TREE, "my first plan", DAY)
    found = reading.plan(home)
    assert found is not None
    return found


def test_the_first_version(home: Home) -> None:
    saved = keeping.save(home, None, TREE, "my first plan", DAY)
    assert (saved.version, saved.rewritten, saved.recorded) == (1, [], None)
    assert tree(home) == {
        "schema_version": "1", "version": "1", "updated": "2026-11-22", "reason": "my first plan", **TREE,
    }  # fmt: skip
    assert data(home.plan) == data(home.version_file(1))
    assert [(entry.number, entry.reason) for entry in store.history(home)] == [(1, "my first plan")]
    stored = store.read(home)
    assert stored is not None
    assert stored.state == "fresh"


def test_the_card_is_made_with_the_save_and_holds_for_it(home: Home) -> None:
    loaded = first(home)
    head, _, card = data(home.card).decode().partition("\n")
    assert loaded.stored.digest in head
    assert "Dana" in card
    assert "999" in card


def test_the_second_version_moves_only_what_differs(home: Home) -> None:
    loaded = first(home)
    words = data(home.plan).replace(b"people:\n", b"people:   # who I call\n") + b"# my last words\n"
    write(home.plan, words)
    loaded = reading.plan(home)
    assert loaded is not None
    changed = {**loaded.tree, "people": [{"id": "p1", "name": "Dana", "phone": "+15551234"}]}
    saved = keeping.save(home, loaded, changed, "a new number", DAY)
    assert saved.rewritten == []
    text = data(home.plan)
    assert b"people:   # who I call\n" in text
    assert text.endswith(b"# my last words\n")
    assert b"+15551234" in text
    lines, before = text.split(b"\n"), words.split(b"\n")
    assert len([line for line in before if line not in lines]) <= 3


def test_a_hand_edit_is_recorded_first(home: Home) -> None:
    loaded = first(home)
    by_hand = data(home.plan).replace(b"I want to sleep.", b"I want to sleep well.")
    write(home.plan, by_hand)
    loaded = reading.plan(home)
    assert loaded is not None
    saved = keeping.save(home, loaded, loaded.tree | {"about": {"name": "Jo"}}, "my name", DAY)
    assert (saved.version, saved.recorded) == (3, 2)
    history = store.history(home)
    assert [(entry.number, entry.reason) for entry in history] == [
        (1, "my first plan"), (2, store.BY_HAND), (3, "my name"),
    ]  # fmt: skip
    assert b"sleep well" in data(home.version_file(2))
    assert tree(home)["motivations"][0]["text"] == "I want to sleep well."
    assert tree(home)["version"] == "3"


def test_a_fresh_start_is_the_next_version_and_keeps_the_old(home: Home) -> None:
    loaded = first(home)
    old = data(home.plan)
    saved = keeping.save(home, loaded, {"about": {"name": "Jo"}}, "started again", DAY, afresh=True)
    assert saved.version == 2
    assert tree(home) == {
        "schema_version": "1", "version": "2", "updated": "2026-11-22", "reason": "started again",
        "about": {"name": "Jo"},
    }  # fmt: skip
    assert data(home.version_file(1)) == old


def test_the_draft_is_finished_with_its_save(home: Home) -> None:
    draft = drafts.Draft.open_or_start(home, "new", HEAD)
    draft.append({"k": "reasons/m1/text", "v": "I want to sleep."})
    keeping.save(home, None, TREE, "my first plan", DAY, draft)
    assert drafts.find(home, "new") is None
    kept = list(Path(home.path).rglob("*.jsonl"))
    assert len(kept) == 1
    assert "I want to sleep." in kept[0].read_text()


def test_changed_underneath_is_refused_and_the_draft_stays(home: Home) -> None:
    loaded = first(home)
    draft = drafts.Draft.open_or_start(home, "new", HEAD | {"base_version": 1})
    draft.append({"k": "name", "v": "Jo"})
    other = data(home.plan) + b"# from another window\n"
    write(home.plan, other)
    with pytest.raises(CannotNow) as told:
        keeping.save(home, loaded, loaded.tree | {"about": {"name": "Jo"}}, "my name", DAY, draft)
    draft.close()
    assert "Jo" not in str(told.value)
    assert data(home.plan) == other
    found = drafts.find(home, "new")
    assert found is not None
    assert found.events == [{"k": "name", "v": "Jo"}]


def test_a_tree_that_is_no_plan_is_never_written(home: Home) -> None:
    with pytest.raises(ValueError, match="not one I can read") as told:
        keeping.save(home, None, {"aim": {"by": "my secret"}}, "x", DAY)
    assert "my secret" not in str(told.value)
    assert store.read(home) is None


@pytest.mark.parametrize("words", ["[sponsor] [/daily]", "a: b: c # d", "no", "12:30", "\u202ertl 🙂", "x" * 50_000])
def test_any_words_come_back_as_they_were(home: Home, words: str) -> None:
    wanted = {"motivations": [{"id": "m1", "text": words}]}
    keeping.save(home, None, wanted, "my first plan", DAY)
    assert tree(home)["motivations"][0]["text"] == words.replace("\u202e", "")
