"""Files with something wrong: the right exit code, the place, what to do, no value told, nothing changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commands.bad_files import ANSWERS, PLAN, SECRET, Bad, answers, plans
from commands.homes_on_disk import snapshot
from commands.running import Result, Run

READERS: dict[str, tuple[str, ...]] = {
    "check": ("check",),
    "show": ("show",),
    "show --json": ("show", "--json"),
    "worksheet": ("worksheet",),
}

TRACES = ("Traceback", 'File "', "inside recoveryplan", "input_value", "pydantic", "ruamel")


def said_right(result: Result, file: str, bad: Bad) -> list[str]:
    """What is wrong with how a mistake in a file was told; nothing when all is well."""
    wrong = [f"exit code {result.code}"] if result.code != 3 else []
    wrong += [f"says {trace}" for trace in TRACES if trace in result.all]
    wrong += ["tells the secret"] if SECRET.lower() in result.all.lower() else []
    place = f"{file}, line {bad.line}," if bad.line else f"{file}"
    wrong += [] if place in result.all else [f"does not say {place}"]
    told = result.all[result.all.find(place) :].split("\n")
    wrong += [] if len(told) > 1 and re.search(r"[A-Z].*[.`]", "\n".join(told[1:])) else ["does not say what to do"]
    return wrong


def _write(home: Path, data: bytes) -> Path:
    home.mkdir(mode=0o700)
    plan = home / "plan.yaml"
    plan.write_bytes(data)
    return plan


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("bad", plans(), ids=lambda bad: bad.name)
def test_a_wrong_plan_is_told_by_line(bad: Bad, reader: str, home: Path, run: Run) -> None:
    _write(home, bad.data)
    before = snapshot(home)
    assert said_right(run(*READERS[reader]), "plan.yaml", bad) == []
    assert snapshot(home) == before


@pytest.mark.parametrize("bad", plans(), ids=lambda bad: bad.name)
def test_a_wrong_plan_still_has_a_card(bad: Bad, home: Path, run: Run) -> None:
    _write(home, bad.data)
    before = snapshot(home)
    first, again = run("now"), run("now")
    for result in (first, again):
        assert result.code == 0
        assert result.out.startswith("In danger? Call ")
        assert not [trace for trace in TRACES if trace in result.all]
    assert snapshot(home) == before


@pytest.mark.parametrize("bad", plans(), ids=lambda bad: bad.name)
def test_a_wrong_plan_does_not_hide_the_lines(bad: Bad, home: Path, run: Run) -> None:
    _write(home, bad.data)
    result = run("lines")
    assert (result.code, result.err) == (0, "")
    assert "In danger: call" in result.out
    assert SECRET not in result.out


@pytest.mark.parametrize("bad", plans(), ids=lambda bad: bad.name)
def test_a_named_file_is_checked_by_its_name(
    bad: Bad, tmp_path: Path, home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "my other plan.yaml"
    path.write_bytes(bad.data)
    assert said_right(run("check", path.name), "my other plan.yaml", bad) == []
    assert path.read_bytes() == bad.data
    assert not home.exists()


@pytest.mark.parametrize("bad", answers(), ids=lambda bad: bad.name)
def test_wrong_answers_make_no_plan(bad: Bad, tmp_path: Path, home: Path, run: Run) -> None:
    path = tmp_path / "my answers.yaml"
    path.write_bytes(bad.data)
    result = run("new", "--answers", str(path))
    assert said_right(result, "my answers.yaml", bad) == []
    assert not (home / "plan.yaml").exists()
    assert path.read_bytes() == bad.data


@pytest.mark.parametrize("bad", answers(), ids=lambda bad: bad.name)
def test_wrong_answers_from_a_pipe(bad: Bad, home: Path, run: Run) -> None:
    result = run("new", "--answers", "-", typed=bad.data)
    assert said_right(result, "answers", bad) == []
    assert not (home / "plan.yaml").exists()


def test_each_problem_is_told_once(home: Path, run: Run) -> None:
    data = ANSWERS.replace(f"  - then: walk past {SECRET}", "  - from: no-such-option\n  - from: none-either")
    told = [line for line in run("new", "--answers", "-", typed=data).err.split("\n") if "line " in line]
    assert len(told) == 2
    assert len(set(told)) == 2


def test_every_problem_is_told_at_once(home: Path, run: Run) -> None:
    _write(home, PLAN.replace("2026-12-22", "soon").replace("kind: place", "kind: x").encode())
    told = run("check").out
    assert [f"line {n}," in told for n in (9, 17, 31)] == [True, True, True]


def test_the_good_files_are_good(home: Path, run: Run) -> None:
    """What each wrong file differs from: a test of wrong files on a wrong base would say nothing."""
    assert run("new", "--answers", "-", typed=ANSWERS).code == 0
    (home / "plan.yaml").write_text(PLAN, "utf-8")
    assert run("check").code == 0
    assert SECRET in run("show").out


def test_the_check_of_messages_catches_bad_ones() -> None:
    bad = Bad("x", b"", 4)
    good = Result(3, "", "plan.yaml, line 4, column 2: this is off.\n  Write a date.\nNothing was changed.\n")
    assert said_right(good, "plan.yaml", bad) == []
    for worse in (
        Result(1, "", good.err),
        Result(0, good.err, ""),
        Result(3, "", good.err.replace("line 4", "line 5")),
        Result(3, "", good.err.replace("plan.yaml", "")),
        Result(3, "", good.err + "Traceback (most recent call last)"),
        Result(3, "", good.err.replace("off", "zebra-7")),
        Result(3, "", "plan.yaml, line 4, column 2: this is off."),
    ):
        assert said_right(worse, "plan.yaml", bad) != []


# --- the line `version:` ---


def _saved(run: Run, home: Path) -> str:
    assert run("new", "--answers", "-", typed=ANSWERS).code == 0
    return (home / "plan.yaml").read_text("utf-8")


@pytest.mark.parametrize("number", ["2", "7", "999999"])
def test_a_version_changed_by_hand_is_told(number: str, home: Path, run: Run) -> None:
    text = _saved(run, home)
    (home / "plan.yaml").write_text(text.replace("\nversion: 1\n", f"\nversion: {number}\n"), "utf-8")
    before = snapshot(home)
    line = text[: text.index("\nversion:") + 1].count("\n") + 1
    assert said_right(run("check"), "plan.yaml", Bad("version", b"", line)) == []
    shown = run("show")
    assert shown.code == 0
    assert f"plan.yaml, line {line}" in shown.err
    assert snapshot(home) == before


def test_a_plan_changed_by_hand_is_fine(home: Path, run: Run) -> None:
    text = _saved(run, home)
    (home / "plan.yaml").write_text(text.replace("alcohol", "cannabis") + "# mine\n", "utf-8")
    before = snapshot(home)
    assert run("check").code == 0
    assert "Cannabis" in run("show").out
    assert snapshot(home) == before


# --- much, long, and blanks in a path ---


def test_two_hundred_triggers_are_kept(home: Path, run: Run) -> None:
    triggers = "".join(f"- what: corner number {n}\n  kind: place\n" for n in range(200))
    result = run("new", "--answers", "-", typed=f"answers_for: new\ntriggers:\n{triggers}")
    assert result.code == 0
    assert run("check").code == 0
    shown = run("show").out
    assert all(f"corner number {n}\n" in shown for n in range(200))
    assert run("worksheet").code == 0
    assert run("now").code == 0


def test_a_very_long_answer_is_kept_whole(home: Path, run: Run, tmp_path: Path) -> None:
    words = " ".join(f"w{n}" for n in range(9_000))[:50_000]
    assert len(words) == 50_000
    path = tmp_path / "a.yaml"
    path.write_text(f"answers_for: new\nreasons:\n- text: {words}\nhard-steps:\n- do: {words}\n", "utf-8")
    assert run("new", "--answers", str(path)).code == 0
    import json

    kept = json.loads(run("show", "--json").out)
    assert kept["motivations"][0]["text"] == words
    assert kept["hard_moment"]["steps"][0]["do"] == words
    assert " ".join(run("show").out.split()).count(words) == 2
    assert run("now").code == 0
    assert run("check").code == 0


def test_one_word_of_fifty_thousand_letters(home: Path, run: Run) -> None:
    word = "x" * 50_000
    assert run("new", "--answers", "-", typed=f"answers_for: new\nreasons: [{word}]\n").code == 0
    assert run("show").code == 0
    assert "".join(run("show").out.split()).count(word) == 1
    card = run("now")
    assert card.code == 0
    assert max(len(row) for row in card.out.split("\n")) <= 40


def test_blanks_in_every_path(tmp_path: Path, home: Path, run: Run) -> None:
    folder = tmp_path / "my own  plan (é)"
    file = tmp_path / "the answers of me.yaml"
    file.write_text(ANSWERS, "utf-8")
    made = run("new", "--answers", str(file), "--home", str(folder))
    assert made.code == 0
    assert str(folder / "plan.yaml") in made.out
    assert run("--home", str(folder), "show").code == 0
    printed = run("worksheet", "--home", str(folder), "-o", str(tmp_path / "print me"))
    assert printed.code == 0
    assert str(tmp_path / "print me" / "whole-plan.html") in printed.out
    assert run("check", str(folder / "plan.yaml")).code == 0
    assert not home.exists()
