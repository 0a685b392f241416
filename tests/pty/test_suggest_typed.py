"""`suggest` in a real terminal: add, later, no thanks, a hurried way out, and Enter pressed by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from people import command, environment
from screens import Pty

from recoveryplan import wording
from recoveryplan.workflows import knowledge
from recoveryplan.yamlfile import plain, read

WAYS = ["", "--plain"]
WHY, ADD, LATER, NO, ENOUGH = "12345"
"""The choices at each offer, by number."""

PLAN = """\
# mine
schema_version: 1
version: 1
updated: 2026-11-01
reason: my first plan
substances:
- id: u1
  kind: opioids
  name: oxy   # from the yellow bottle
circumstances:
  work: lost
"""


@pytest.fixture
def plan(home: Path) -> Path:
    home.mkdir()
    (home / "plan.yaml").write_text(PLAN, "utf-8")
    return home / "plan.yaml"


def tree(plan: Path) -> Any:
    return plain(read(plan.read_bytes(), "plan.yaml"))


def started(plan: Path, how: str, columns: int = 80) -> Pty:
    words = ["suggest", *([how] if how else [])]
    return Pty(command(*words), columns=columns, rows=40, env=environment(str(plan.parent)))


def asked(pty: Pty, how: str, sign: str, times: int = 1) -> None:
    """The question that stands behind this sign is there, and takes keys."""
    pty.wait_for(sign, times=times)

    def there() -> bool:
        after = pty.text().rpartition(sign)[2]
        return after.endswith("Your choice:") if how else "Shift-Tab" in after

    pty.wait_until(there, f"the question behind {sign!r}")


def offer(pty: Pty, how: str, nth: int) -> None:
    asked(pty, how, f"· {nth} of 5")


def because(pty: Pty) -> int:
    return pty.text().count("Because you said: ")


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("how", WAYS)
def test_add_later_no_thanks_and_enough_make_one_version(plan: Path, how: str, columns: int) -> None:
    fitting = knowledge.offers().undecided(tree(plan))
    with started(plan, how, columns) as pty:
        for nth, reply in enumerate([ADD, LATER, NO, ENOUGH], 1):
            offer(pty, how, nth)
            assert because(pty) == nth
            pty.line(reply)
        pty.wait_for("Saved. This is version 2 of your plan")
        assert pty.exit_code() == 0
        assert pty.cut_words(" ".join(one.offer.text for one in fitting[:1])) == []
    after = tree(plan)
    assert [one["status"] for one in after["offers"]] == ["added", "later", "declined"]
    assert [one["from"] for one in after["treatment"]["to_discuss"]] == [after["offers"][0]["id"]]
    assert set(after) == {*tree_of(PLAN), "offers", "treatment"}
    assert "# from the yellow bottle" in plan.read_text("utf-8")
    assert sorted(one.name for one in (plan.parent / "history").iterdir())[:2] == ["0001.yaml", "0002.yaml"]


@pytest.mark.parametrize("how", WAYS)
def test_a_hurried_way_out_clears_the_screen_and_keeps_what_was_said(plan: Path, how: str) -> None:
    with started(plan, how) as pty:
        for nth, reply in enumerate([ADD, NO], 1):
            offer(pty, how, nth)
            pty.line(reply)
        offer(pty, how, 3)
        if how:
            pty.line("leave")
        else:
            pty.press("ctrl-x")
        assert pty.exit_code() == 0
        assert pty.screen_lines() == [""] * 40
        assert how or b"\x1b[3J" in pty.raw
    assert plan.read_text("utf-8") == PLAN
    assert not (plan.parent / "history" / "0002.yaml").exists()
    assert len(list((plan.parent / "drafts").glob("suggest-*.jsonl"))) == 1
    with started(plan, how) as pty:
        asked(pty, how, wording.START_OVER)
        pty.line("1")
        asked(pty, how, wording.OFFERS_NOT_NOW)
        pty.line("1")
        offer(pty, how, 1)
        pty.line(ENOUGH)
        pty.wait_for("Saved. This is version 2 of your plan")
        assert pty.exit_code() == 0
    after = tree(plan)
    assert [one["status"] for one in after["offers"]] == ["added", "declined"]
    assert [one["from"] for one in after["treatment"]["to_discuss"]] == [after["offers"][0]["id"]]
    assert list((plan.parent / "drafts").glob("suggest-*.jsonl")) == []


@pytest.mark.parametrize("how", WAYS)
def test_enter_alone_adds_nothing(plan: Path, how: str) -> None:
    """With keys it tells more of this one, and asks again; in lines it asks for a number."""
    with started(plan, how) as pty:
        offer(pty, how, 1)
        for times in (1, 2, 3):
            pty.press("enter")
            asked(pty, how, "Please type one number" if how else "Read on 20", times)
        pty.line(ENOUGH)
        pty.wait_for(wording.NOTHING_CHANGED)
        assert pty.exit_code() == 0
        assert because(pty) == 1
    assert plan.read_text("utf-8") == PLAN
    assert list((plan.parent / "drafts").glob("suggest-*.jsonl")) == []


def tree_of(text: str) -> Any:
    return plain(read(text.encode(), "plan.yaml"))
