"""The pick-lists as the flow gets them, and that none is read before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from commands.running import process_env
from recoveryplan import resources
from recoveryplan.errors import ContentProblem
from recoveryplan.guidance import options
from recoveryplan.workflows import offering


def values(source: str, match: str = "", plan: dict[str, Any] | None = None) -> list[str]:
    return [one.value for one in offering.offered(source, match, plan or {})]


def test_strategies_fit_their_trigger() -> None:
    place = values("strategies", "place")
    assert place[0] == "place-other-route"
    assert "phone-block-sellers" not in place
    assert place != values("strategies")


def test_where_the_kind_is_not_known_a_few_come_up_and_none_of_loss_or_sex() -> None:
    """In the easy questions the kind is never asked."""
    assert values("strategies") == [
        "place-other-route", "people-short-no", "people-supporters", "time-plan-the-hour", "feeling-ride-wave",
        "feeling-call-early", "feeling-move", "body-eat-drink", "body-check-needs",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["people", "feeling", "time", "phone_money"])
def test_loss_and_sex_come_up_only_for_whom_they_weigh_on(kind: str) -> None:
    close = {
        "people-group-for-families", "people-coffee-first", "people-close-and-slow", "phone-dating-apps",
        "time-remember-my-way", "feeling-say-their-name", "feeling-something-of-theirs", "feeling-lost-to-drugs",
    }  # fmt: skip
    assert close & set(values("strategies", kind)) == set()
    heavy = {"mind": {"heavy": ["grief", "loved_one_died", "loved_one_uses", "sex_and_use"]}}
    assert close & set(values("strategies", kind, heavy)) == {one for one in close if one.startswith(kind[:4])}


def test_a_list_ends_after_twelve_and_begins_with_people() -> None:
    found = values("early_sign", plan={"people": PEOPLE})
    assert len(found) <= 12
    assert found[:2] == ["call-p1", "call-p2"]


def test_an_option_has_its_words_and_its_caution() -> None:
    one = next(one for one in offering.offered("strategies", "thing", {}) if one.value == "thing-clear-gear")
    assert one.text == "Clear out gear, with someone there"
    assert one.fill == "clear out gear and reminders with someone by my side"
    assert one.hint.startswith("Needles go in a sharps box")


def test_one_file_of_ways_to_cope_makes_four_lists() -> None:
    every = {one["id"] for one in offering.pick_list("coping").entries}
    assert all(set(values(name)) < every for name in ("hard_moment", "early_sign", "coping_skills"))
    assert set(values("coping_skills")) - set(values("hard_moment")) >= {"music", "write-it-out", "see-someone"}
    steps = {one.value: one.fill for one in offering.offered("hard_moment", "", {})}
    assert steps["move-somewhere-safer"] == "Move somewhere safer. Do not drive if you have used."
    assert steps["walk"] == "Go for a walk"
    skills = {one.value: one.fill for one in offering.offered("coping_skills", "", {})}
    assert skills["ride-the-wave"] == "Ride it like a wave"


def test_a_hard_moment_fills_in_whole_words() -> None:
    """The card prints them by themselves, without "I will"."""
    assert all(one.fill[0].isupper() for one in offering.offered("hard_moment", "", {}))


PEOPLE = [
    {"id": "p1", "name": "Dana", "kind": "sponsor", "phone": "555-0142"},
    {"id": "p2", "name": "Mom", "kind": "family"},
    {"id": "p3", "name": "the Tuesday group", "kind": "group"},
    {"id": "p4", "name": "Ray [/b] {it}", "kind": "friend"},
    {"id": "p5", "name": "Kim", "kind": "friend"},
]


def test_a_warning_sign_offers_the_people_first() -> None:
    offered = offering.offered("early_sign", "", {"people": PEOPLE, "preferences": {"family": "private"}})
    assert [(one.value, one.text, one.fill) for one in offered[:4]] == [
        ("call-p1", "Call Dana", "call Dana"),
        ("call-p2", "Call Mom", "call Mom"),
        ("call-p3", "Go to the Tuesday group", "go to the Tuesday group"),
        ("call-p4", "Call Ray [/b] {it}", "call Ray [/b] {it}"),
    ]
    assert [one.also for one in offered[:4]] == [{"person": f"p{number}"} for number in (1, 2, 3, 4)]
    assert offered[4].value == "call-someone"
    assert "call-p1" not in values("hard_moment", plan={"people": PEOPLE})


def test_nobody_to_keep_away_from_is_offered() -> None:
    plan = {"people": PEOPLE, "keep_distance": [{"id": "k1", "who": "kim"}, {"id": "k2", "who": "Dana"}]}
    assert values("early_sign", plan=plan)[:3] == ["call-p2", "call-p3", "call-p4"]


def test_further_fields_come_along() -> None:
    told = {"circumstances": {"money": "tight", "home": "none"}}
    assert {one.also["kind"] for one in offering.offered("barriers", "", told)} >= {"money", "home", "care"}
    assert all(set(one.also) == {"area"} for one in offering.offered("self_care", "", {}))


def test_what_was_not_right_before_is_offered_with_a_word() -> None:
    plan = {"past_care": [{"id": "c1", "what": "CBT", "kind": "therapy", "helped": "no"}]}
    hints = {one.value: one.hint for one in offering.offered("barrier_strategies", "skills", plan)}
    assert hints["skill-counselor"] == options.NOT_RIGHT
    assert hints["skill-ask-how"] == ""


def test_countries() -> None:
    found = offering.offered("countries", "", {})
    assert ("US", "United States") in [(one.value, one.text) for one in found]
    assert found[-1].text == "Another country"


# --- files ---


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of content with one new pick-list, beside the lists that ship."""
    real = resources.content
    monkeypatch.setattr(offering, "_lists", {})

    def content(name: str) -> bytes:
        made = tmp_path / Path(name).name
        return made.read_bytes() if made.exists() else real(name)

    monkeypatch.setattr(resources, "content", content)
    return tmp_path


def test_a_new_list_needs_yaml_only(folder: Path) -> None:
    (folder / "snacks.yaml").write_text(
        "everyday: yes\noptions:\n- id: apple\n  text: An apple\n- id: soup\n  text: Soup\n  then: warm up some soup\n"
    )
    assert [(one.value, one.fill) for one in offering.offered("snacks", "", {})] == [
        ("apple", "An apple"),
        ("soup", "warm up some soup"),
    ]


def test_a_slip_in_a_list_is_told_with_its_line(folder: Path) -> None:
    (folder / "snacks.yaml").write_text("options:\n- id: apple\n  txet: An apple\n")
    with pytest.raises(ContentProblem) as told:
        offering.offered("snacks", "", {})
    assert "options/snacks.yaml, line 3" in str(told.value)
    assert "Did you mean text?" in str(told.value)


def test_a_mark_that_the_other_list_has_not_is_told(folder: Path) -> None:
    (folder / "calm.yaml").write_text("of: coping\nmarked: very_calm\n")
    with pytest.raises(ContentProblem, match="no such mark"):
        offering.offered("calm", "", {})


def test_a_list_is_read_once_and_only_when_needed() -> None:
    body = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from recoveryplan.guidance import options
from recoveryplan.workflows import offering
names = options.sources()
def read():
    slashed = [one.replace(chr(92), "/") for one in opened]
    return sorted(one.rpartition("/options/")[2] for one in slashed if "/options/" in one)
assert not read(), read()
offering.offered("hard_moment", "", {})
assert read() == ["coping.yaml", "hard_moment.yaml"], read()
offering.offered("early_sign", "", {})
offering.offered("hard_moment", "", {})
assert read() == ["coping.yaml", "early_sign.yaml", "hard_moment.yaml"], read()
"""
    done = subprocess.run(
        [sys.executable, "-c", body], capture_output=True, env=process_env(), check=False, timeout=60, text=True
    )
    assert done.returncode == 0, done.stderr
