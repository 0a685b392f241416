"""`history`, `diff`, `show --at` and `restore`: what each says, at which width, and with which exit code."""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path
from typing import Any

import pytest

from commands.homes_on_disk import snapshot
from commands.running import Run
from recoveryplan.commands.diff import fitting
from recoveryplan.storage import store
from recoveryplan.storage.folder import Home
from recoveryplan.terminal.screen import Screen
from recoveryplan.wording import Said
from recoveryplan.wording import versions as words
from recoveryplan.workflows import keeping, reading

FIRST: dict[str, Any] = {
    "motivations": [{"id": "m1", "text": "sleep"}],
    "readiness": {"confidence": 4},
    "triggers": [{"id": "t1", "what": "the bar", "strategies": [{"id": "s1", "then": "gym on Mondays"}]}],
    "goals": [{"id": "g1", "what": "three meetings a week"}],
    "about": {"story": "SECRET story"},
    "keep_distance": [{"id": "x1", "who": "SECRET person"}],
    "mind": {"means_plan": "SECRET place"},
}
SECOND: dict[str, Any] = {
    **FIRST,
    "readiness": {"confidence": 7},
    "triggers": [
        {"id": "t1", "what": "the bar", "strategies": [{"id": "s2", "then": "walk with Sam"}]},
        {"id": "t2", "what": "pay day"},
    ],
    "goals": [{"id": "g1", "what": "three meetings a week", "status": "reached"}],
    "about": {"story": "SECRET other story"},
    "keep_distance": [{"id": "x1", "who": "SECRET third person"}],
    "mind": {"means_plan": "SECRET other place"},
}
TRIED = "you tried it twice, and it was not the right fit"


def saved(home: Path, tree: dict[str, Any], day: str, reason: str, changes: list[Any] | None = None) -> None:
    folder = Home(str(home))
    on = datetime.date.fromisoformat(day)

    def record(number: int) -> tuple[str, bytes]:
        told = {"record": 1, "kind": "review", "version": number, "day": day, "changes": changes}
        return store.record_name(on, "review"), json.dumps(told).encode()

    keeping.save(folder, reading.plan(folder), tree, reason, on, record=record if changes else None)


@pytest.fixture
def kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan of two versions: in August, and after a review in October."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-22")
    saved(home, FIRST, "2026-08-01", "my first plan")
    changes = [{"id": "s1", "how": "replaced", "because": TRIED, "by": "s2"}]
    saved(home, SECOND, "2026-10-22", "monthly review", changes)
    return home


def by_hand(home: Path, old: str, new: str) -> None:
    text = (home / "plan.yaml").read_text("utf-8")
    assert old in text
    (home / "plan.yaml").write_text(text.replace(old, new), "utf-8")


def one_line(text: str) -> str:
    return " ".join(text.split())


def narrow(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setattr(Screen, "columns", property(lambda self: columns))


# --- nothing there ---


@pytest.mark.parametrize(
    "args", [("diff",), ("diff", "1"), ("restore", "1", "--yes"), ("show", "--at", "1"), ("history",)]
)
def test_nothing_there_yet(args: tuple[str, ...], home: Path, run: Run) -> None:
    result = run(*args)
    assert (result.code, result.out) == (5, "")
    assert "no plan yet" in result.err
    assert not home.exists()


@pytest.mark.parametrize("args", [("diff", "7"), ("diff", "1", "7"), ("restore", "7", "--yes"), ("show", "--at", "7")])
def test_an_unknown_version(args: tuple[str, ...], kept: Path, run: Run) -> None:
    before = snapshot(kept)
    result = run(*args)
    assert (result.code, result.out) == (2, "")
    assert "You have versions 1 to 2." in result.err
    assert snapshot(kept) == before


@pytest.mark.parametrize(
    "args", [("diff", "zero"), ("diff", "0"), ("restore",), ("restore", "-1"), ("show", "--at", "x")]
)
def test_no_version_at_all(args: tuple[str, ...], kept: Path, run: Run) -> None:
    result = run(*args)
    assert result.code == 2
    assert "--help" in result.err


# --- diff ---


def test_diff_tells_what_changed_last(kept: Path, run: Run) -> None:
    result = run("diff")
    assert (result.code, result.err) == (0, "")
    assert one_line(result.out) == (
        "From version 1 (1 August) to 2 (22 October), monthly review:"
        " You reached “three meetings a week”. Well done."
        f" For “the bar”, you replaced “gym on Mondays”: {TRIED}. Now: “walk with Sam”."
        " You added a trigger: “pay day”."
        " How sure you are: from 4 to 7."
        " You changed what your plan says about your story."
    )
    assert run("diff", "1").out == run("diff", "2", "1").out == result.out


@pytest.mark.parametrize("args", [(), ("--full",), ("--json",), ("1", "2", "--full"), ("1", "--json")])
def test_diff_never_shows_what_is_on_no_screen(args: tuple[str, ...], kept: Path, run: Run) -> None:
    result = run("diff", *args)
    assert result.code == 0
    assert "SECRET" not in result.all
    assert "keep_distance" not in result.all
    assert "means_plan" not in result.all


def test_when_only_that_changed_the_two_are_the_same_to_see(kept: Path, run: Run) -> None:
    tree = {**SECOND, "keep_distance": [], "mind": {}}
    saved(kept, tree, "2026-11-01", "x")
    unseen = run("diff").out
    saved(kept, tree, "2026-11-01", "x")
    nothing = run("diff").out
    assert words.SAME in unseen
    assert unseen.replace("2 (22 October) to 3", "3 (1 November) to 4") == nothing
    assert json.loads(run("diff", "--json").out)["differences"] == []


def test_diff_after_a_change_by_hand(kept: Path, run: Run) -> None:
    by_hand(kept, "what: pay day", "what: pay day at noon")
    out = one_line(run("diff").out)
    assert out.startswith(
        "From version 2 (22 October) to your plan as it is now, changed by hand: You changed “pay day”"
    )
    assert json.loads(run("diff", "--json").out)["to"]["changed_by_hand"] is True
    assert "You reached" in run("diff", "1").out


def test_diff_of_one_version(home: Path, run: Run) -> None:
    saved(home, FIRST, "2026-08-01", "x")
    assert (run("diff").code, run("diff").out) == (0, f"{words.ONE_VERSION}\n")
    assert json.loads(run("diff", "--json").out) == {"from": None, "to": None, "differences": []}


def test_the_reason_is_that_of_one_step_only(kept: Path, run: Run) -> None:
    saved(kept, {**SECOND, "motivations": []}, "2026-11-01", "a new start")
    assert run("diff").out.startswith("From version 2 (22 October) to 3 (1 November), a new start:\n")
    assert run("diff", "1").out.startswith("From version 1 (1 August) to 3 (1 November):\n")


def test_a_reason_with_words_of_danger_is_not_told(kept: Path, run: Run) -> None:
    saved(kept, FIRST, "2026-11-01", "my partner hits me")
    assert run("diff").out.startswith("From version 2 (22 October) to 3 (1 November):\n")


AWAY = {**SECOND, "keep_distance": [{"id": "x1", "who": "my ex zebb"}]}


def test_a_name_that_is_kept_away_by_now_is_in_no_reason_and_no_words(kept: Path, run: Run) -> None:
    saved(kept, {**SECOND, "motivations": [{"id": "m2", "text": "be there for Zebb"}]}, "2026-11-01", "Zebb moved in")
    saved(kept, SECOND, "2026-11-02", "another look")
    assert "Zebb" in run("diff", "2", "3").out
    saved(kept, AWAY, "2026-11-03", "review: Zebb rang")
    for args in (
        ("diff", "2", "3"),
        ("diff", "3"),
        ("diff", "4"),
        ("diff", "4", "5", "--json"),
        ("diff", "3", "--json"),
    ):
        result = run(*args)
        assert result.code == 0
        assert "zebb" not in result.all.lower()
    assert json.loads(run("diff", "4", "--json").out)["to"]["reason"] == words.OWN_REASON
    assert json.loads(run("diff", "4", "--json").out)["from"]["reason"] == "another look"


def test_diff_as_data(kept: Path, run: Run) -> None:
    data = json.loads(run("diff", "--json").out)
    assert data["from"] == {"version": 1, "day": "2026-08-01", "reason": "my first plan", "changed_by_hand": False}
    assert data["to"]["version"] == 2
    replaced = next(one for one in data["differences"] if one["how"] == "replaced")
    assert (replaced["id"], replaced["was"], replaced["words"]) == ("s2", "gym on Mondays", "walk with Sam")
    assert replaced["because"] == TRIED
    assert {one["how"] for one in data["differences"]} == {"reached", "replaced", "added", "changed"}


@pytest.fixture
def much(kept: Path) -> Path:
    """A third version with fifty reasons and a long text more."""
    more = [{"id": f"m{number}", "text": f"reason number {number}, " + "and so on " * 9} for number in range(2, 52)]
    saved(kept, {**SECOND, "motivations": [*SECOND["motivations"], *more]}, "2026-11-01", "much")
    return kept


@pytest.mark.parametrize("columns", [40, 80, 100])
def test_diff_fits_a_screen(columns: int, much: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow(monkeypatch, columns)
    lines = run("diff", "2").out.splitlines()
    assert 10 <= len(lines) <= 20
    assert all(len(line) <= columns for line in lines)
    shown = sum("You added" in line for line in lines)
    assert f"{50 - shown} more: `recoveryplan diff 2 --full`." in one_line(" ".join(lines))


@pytest.mark.parametrize(("count", "shown", "rows"), [(5, 5, 5), (6, 4, 5), (6, 6, 6), (1, 1, 0), (2, 1, 0)])
def test_what_fits_is_shown_and_the_rest_is_counted(count: int, shown: int, rows: int) -> None:
    lines = [Said(f"line {number}") for number in range(count)]
    told = fitting(lines, 80, rows, "recoveryplan diff --full")
    assert told[:shown] == lines[:shown]
    assert [one.text for one in told[shown:]] == (
        [f"{count - shown} more: `recoveryplan diff --full`."] if shown < count else []
    )


def test_a_long_reason_is_cut_where_not_all_is_asked_for(kept: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow(monkeypatch, 40)
    reason = " ".join(f"word{number}" for number in range(700))
    saved(kept, FIRST, "2026-11-01", reason)
    for args in (("diff",), ("history",)):
        out = run(*args).out
        assert len(out.splitlines()) <= 20
        assert "word3" in out
        assert "word699" not in out
    for args in (("diff", "--full"), ("history", "--all"), ("history", "--json"), ("diff", "--json")):
        assert reason in one_line(run(*args).out)


def test_diff_in_full(much: Path, run: Run) -> None:
    out = one_line(run("diff", "2", "3", "--full").out)
    assert out.count("You added a reason") == 50
    assert "…" not in out
    assert "more:" not in out
    assert "`recoveryplan diff 2 3 --full`" in one_line(run("diff", "2", "3").out)
    assert "`recoveryplan diff --full`" in one_line(run("diff").out)


# --- history ---


def test_history_tells_how_much_changed(kept: Path, run: Run) -> None:
    assert run("history").out.splitlines() == [
        "Version 1, 2026-08-01: my first plan",
        "Version 2, 2026-10-22: monthly review (1 reached, 2 added, 1 taken out, 2",
        "changed)",
    ]
    data = json.loads(run("history", "--json").out)["versions"]
    assert data[0]["changed"] is None
    assert data[1] == {
        "version": 2,
        "day": "2026-10-22",
        "reason": "monthly review",
        "changed": {"reached": 1, "added": 2, "taken_out": 1, "changed": 2},
        "day_went_back": False,
    }


def test_history_shows_the_last_twelve_unless_all_are_asked_for(kept: Path, run: Run) -> None:
    for number in range(3, 16):
        saved(kept, {**SECOND, "motivations": [{"id": "m1", "text": f"sleep {number}"}]}, "2026-11-01", "x")
    out = run("history").out.splitlines()
    assert out[0] == "The last 12 of 15. `recoveryplan history --all` shows every one."
    assert [line.split(",")[0] for line in out[1:]] == [f"Version {number}" for number in range(4, 16)]
    assert out[1].endswith("(1 changed)")
    everything = run("history", "--all").out.splitlines()
    assert everything[0].startswith("Version 1,")
    assert len(everything) == 16  # one of them takes two lines
    counted = [one["changed"] for one in json.loads(run("history", "--json").out)["versions"]]
    assert [one is None for one in counted] == [True] * 3 + [False] * 12


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("flag", [(), ("--all",), ("--json",)])
def test_history_tells_no_reason_that_names_who_is_kept_away_or_a_danger(
    columns: int, flag: tuple[str, ...], kept: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow(monkeypatch, columns)
    for number, reason in enumerate(("Zebb moved in", "my partner hits me", "I want to die", "a new start")):
        saved(kept, {**SECOND, "motivations": [{"id": "m1", "text": f"x{number}"}]}, "2026-11-01", reason)
    assert "Zebb moved in" in one_line(run("history", *flag).out)
    saved(kept, AWAY, "2026-11-02", "zebb again")
    result = run("history", *flag)
    assert result.code == 0
    assert [word for word in ("zebb", "hits", "die") if word in result.all.lower()] == []
    assert one_line(result.out).count(words.OWN_REASON) == 4
    assert "a new start" in result.out
    assert "monthly review" in result.out
    assert "Zebb moved in" in (kept / "history" / "0003.yaml").read_text("utf-8")


def test_a_name_written_into_the_file_by_hand_counts_at_once(kept: Path, run: Run) -> None:
    saved(kept, SECOND, "2026-11-01", "Zebb moved in")
    by_hand(kept, "SECRET third person", "Zebb")
    assert "Zebb" not in run("history").all
    assert "Zebb" not in run("diff", "2", "3").all
    (kept / "plan.yaml").write_text("goals: [", "utf-8")
    assert run("history").code == 0


def test_a_version_without_day_and_reason_is_a_number() -> None:
    assert words.listed(1, "", "", "") == "Version 1"
    assert words.listed(2, "2026-11-22", "", "1 added") == "Version 2, 2026-11-22 (1 added)"


def test_a_clock_that_was_set_back_is_told_and_the_order_stays(kept: Path, run: Run) -> None:
    saved(kept, {**SECOND, "motivations": []}, "2026-09-01", "the clock was wrong")
    out = one_line(run("history").out)
    assert out.index("Version 2,") < out.index("Version 3,")
    assert words.day_went_back([3]) in out
    assert words.EARLIER_DAY in one_line(run("diff").out)
    assert [one["day_went_back"] for one in json.loads(run("history", "--json").out)["versions"]] == [
        False,
        False,
        True,
    ]
    saved(kept, SECOND, "2026-08-01", "again")
    assert words.day_went_back([3, 4]) in one_line(run("history").out)


# --- show --at ---


def test_show_at_says_first_that_it_is_not_today(kept: Path, run: Run) -> None:
    first, *rest = run("show", "--at", "1").out.splitlines()
    assert first == "This is version 1 of 1 August, not your plan of today."
    assert "gym on Mondays" in "\n".join(rest)
    assert "walk with Sam" not in "\n".join(rest)
    part = run("show", "goals", "--at", "1").out
    assert "three meetings" in part
    assert "gym" not in part


def test_show_at_never_shows_who_to_keep_away_from(kept: Path, run: Run) -> None:
    assert "SECRET person" not in run("show", "--at", "1").all
    assert run("show", "keep_distance", "--at", "1").code == 2


def test_show_at_the_present_version(kept: Path, run: Run) -> None:
    assert run("show", "--at", "2").out.startswith(words.is_version(2, "22 October"))
    by_hand(kept, "what: pay day", "what: pay day at noon")
    assert run("show", "--at", "2").out.startswith(words.of_version(2, "22 October"))
    assert "at noon" not in run("show", "--at", "2").out


def test_show_at_tells_no_reason(kept: Path, run: Run) -> None:
    saved(kept, AWAY, "2026-11-02", "because Zebb rang")
    for number in ("2", "3"):
        assert "zebb" not in run("show", "--at", number).all.lower()
        assert "monthly review" not in run("show", "--at", number).all


def test_show_at_as_data(kept: Path, run: Run) -> None:
    data = json.loads(run("show", "--at", "1", "--json").out)
    assert data["version"] == "1"
    assert json.loads(run("show", "triggers", "--at", "1", "--json").out) == data["triggers"]


def test_show_at_an_unknown_part(kept: Path, run: Run) -> None:
    result = run("show", "nothing", "--at", "1")
    assert (result.code, result.out) == (2, "")


# --- restore ---


def test_restore_asks_first_and_says_how_not_to_be_asked(kept: Path, run: Run) -> None:
    before = snapshot(kept)
    result = run("restore", "1")
    assert result.code == 2
    assert "`recoveryplan restore 1 --yes`" in result.err
    assert "Comes back: for “the bar”, something to do instead: “gym on Mondays”." in one_line(result.out)
    assert snapshot(kept) == before


def test_restore_makes_one_new_version(kept: Path, run: Run) -> None:
    before = {path.name: path.read_bytes() for path in (kept / "history").iterdir()}
    result = run("restore", "1", "--yes")
    assert (result.code, result.err) == (0, "")
    assert "version 3" in result.out
    assert "SECRET" not in result.all
    after = {path.name: path.read_bytes() for path in (kept / "history").iterdir()}
    assert sorted(after) == ["0001.yaml", "0002.yaml", "0003.yaml"]
    assert {name: after[name] for name in before} == before
    assert run("history").out.splitlines()[-1].startswith("Version 3, 2026-11-22: restored 1 (")
    assert "gym on Mondays" in run("show").out
    assert "SECRET third person" in (kept / "plan.yaml").read_text("utf-8")


def test_restore_says_what_stays(kept: Path, run: Run) -> None:
    assert words.stays(["goals"]) in one_line(run("restore", "1", "--yes").out)
    assert json.loads(run("show", "goals", "--json").out)[0]["status"] == "reached"


def test_restore_of_the_present_version(kept: Path, run: Run) -> None:
    result = run("restore", "2", "--yes")
    assert words.RESTORE_SAME in result.out
    assert "version 3" in result.out
    assert words.SAME in run("diff").out


def test_restore_when_the_file_is_gone(kept: Path, run: Run) -> None:
    (kept / "plan.yaml").unlink()
    result = run("restore", "2", "--yes")
    assert result.out.startswith("Your plan file is not there.")
    assert "version 3" in result.out
    assert "walk with Sam" in run("show").out


def test_restore_after_a_change_by_hand_keeps_that_too(kept: Path, run: Run) -> None:
    by_hand(kept, "what: pay day", "what: pay day at noon")
    result = run("restore", "1", "--yes")
    assert "version 3" in result.out
    assert "version 4" in result.out
    assert "pay day at noon" in run("show", "--at", "3").out


def test_restore_over_a_file_with_a_mistake_changes_nothing(kept: Path, run: Run) -> None:
    (kept / "plan.yaml").write_text("version: 2\nSECRET: [", "utf-8")
    before = snapshot(kept)
    result = run("restore", "1", "--yes")
    assert result.code == 3
    assert words.RESTORE_MEND in one_line(result.err)
    assert "SECRET" not in result.all
    assert snapshot(kept) == before


def test_restore_fits_a_screen(much: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow(monkeypatch, 40)
    lines = run("restore", "1").out.splitlines()
    assert len(lines) <= 28
    assert all(len(line) <= 40 for line in lines)
    assert "`recoveryplan diff 1 --full`" in one_line(" ".join(lines))


# --- restore: nothing that keeps safe is turned back ---

WATCHED: dict[str, Any] = {
    "substances": [{"id": "u1", "kind": "opioids", "name": "pain pills"}],
    "people": [{"id": "p1", "name": "Zebb", "phone": "555-0100"}, {"id": "p2", "name": "Ann"}],
    "accountability": {"partner": "p1"},
    "hard_moment": {"steps": [{"id": "h1", "do": "call Zebb"}]},
    "treatment": {"to_discuss": [{"id": "q1", "text": "family therapy", "from": "talk-family-counseling"}]},
}
BY_NOW: dict[str, Any] = {
    "substances": [
        *WATCHED["substances"],
        {"id": "u2", "kind": "opioids", "name": "heroin", "overdose_before": "yes", "withdrawal_before": "yes"},
    ],
    "preferences": {"family": "private"},
    "keep_distance": [{"id": "x1", "who": "Zebb"}],
}


def test_restore_keeps_what_is_known_and_who_is_kept_away(home: Path, run: Run) -> None:
    saved(home, WATCHED, "2026-08-01", "x")
    saved(home, BY_NOW, "2026-11-01", "y")
    result = run("restore", "1", "--yes")
    assert result.code == 0
    assert "zebb" not in result.all.lower()
    assert words.stays_out(1) in one_line(result.out)
    tree = json.loads(run("show", "--json").out)
    assert [(one["name"], one.get("overdose_before")) for one in tree["substances"]] == [
        ("pain pills", None),
        ("heroin", "yes"),
    ]
    assert [one["name"] for one in tree["people"]] == ["Ann"]
    assert not {"accountability", "hard_moment", "treatment"} & set(tree)
    assert "Zebb" not in (home / "now.txt").read_text("utf-8")
    saved(home, {**WATCHED, "keep_distance": []}, "2026-11-02", "z")
    assert words.stays_out(1) not in one_line(run("restore", "1", "--yes").out)


def test_restore_leaves_a_reached_goal_reached_once_in_whatever_words(home: Path, run: Run) -> None:
    for what in ("walk", "walk more", "walk each day"):
        saved(home, {"goals": [{"id": "g1", "what": what}]}, "2026-08-01", "x")
    saved(
        home, {"goals": [{"id": "g1", "what": "run", "status": "reached", "reached": "2026-10-01"}]}, "2026-10-01", "y"
    )
    run("restore", "1", "--yes")
    assert [(one["what"], one["status"]) for one in json.loads(run("show", "goals", "--json").out)] == [
        ("run", "reached")
    ]


def test_another_goal_that_got_the_id_of_one_taken_out_is_another(home: Path, run: Run) -> None:
    for goals in ([{"id": "g1", "what": "walk"}], [], [{"id": "g1", "what": "sing", "status": "reached"}]):
        saved(home, {"goals": goals}, "2026-08-01", "x")
    run("restore", "1", "--yes")
    assert [(one["what"], one.get("status")) for one in json.loads(run("show", "goals", "--json").out)] == [
        ("walk", None),
        ("sing", "reached"),
    ]
