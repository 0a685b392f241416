"""`progress`: kind words, nobody's verdict, private things kept private, and only the files that are needed."""

from __future__ import annotations

import gc
import html
import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from commands.homes_on_disk import snapshot
from commands.running import Run
from living.life_data import Life, plan_text, plant_files, plant_plan
from privacy.watching import watched
from recoveryplan.storage.folder import Home
from recoveryplan.wording import progress as words
from test_startup import HEAVY, Start

LIFE = Life(5)
VERDICT = re.compile(r"\b(good|bad|better|worse|well done|improved|missed|should|only|streak)\b", re.IGNORECASE)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOVERYPLAN_TODAY", "2026-11-22")


def lived(home: Path, *changed: tuple[str, str], checkins: int = 120, versions: int = 6) -> Home:
    """A planted life; each of ``changed`` puts new words in the place of others in the plan's text."""
    folder = LIFE.plant(home, checkins=checkins, versions=versions)
    if changed:
        text = plan_text(1).decode()
        for old, new in changed:
            assert old in text
            text = text.replace(old, new)
        plant_plan(folder, versions, text=text.encode())
    return folder


WALK = "a walk every evening"
ASKED = ("checkins:\n", 'checkins:\n  used: "yes"\n')
NO_COUNT = ('  wanted: "yes"\n', '  wanted: "no"\n')


def add(home: Home, day: str, **values: Any) -> None:
    name = f"{day[:7]}/{day[8:]}-{os.urandom(4).hex()}"
    plant_files(home.checkins, [(name, {"checkin": 1, "day": day, **values})])


# --- the screen ---


def test_it_opens_kindly_and_has_every_part(home: Path, run: Run) -> None:
    lived(home)
    out = run("progress")
    assert (out.code, out.err) == (0, "")
    lines = out.out.splitlines()
    assert lines[0] == words.TITLE
    assert " ".join(lines[1:3]).startswith(words.OPENING)
    for heading in (words.CHECKINS, words.DAYS, words.GOALS_DONE, words.GOALS_OPEN, words.TOOLS, words.CAPITAL):
        assert heading in lines
    for name in ("Mood", "Sleep", "Craving", "Connection", "Hope", "Back pain"):
        assert re.search(rf"^  {name}: [^-]*\.$", out.out, re.MULTILINE)
    assert "- a walk every evening (4 October 2026)" in out.out
    assert "- three support groups a week" in out.out
    assert "guitar" not in out.out  # let go
    assert "Now: 82 days. Longest: 82 days. All together: 222 days." in out.out
    assert "Next: 90 days, on 30 November 2026." in out.out
    assert "Could grow: around me." in out.out


def test_no_verdict_and_no_blame(home: Path, run: Run) -> None:
    lived(home)
    said = run("progress").out.replace("no right answer", "").replace("helped a bit", "")
    assert not VERDICT.findall(said)
    assert "!" not in said


def test_signs_and_digits_and_their_gaps(home: Path, run: Run) -> None:
    folder = Home(str(home))
    for day, mood in (("2026-10-05", 0), ("2026-10-26", 10), ("2026-11-16", 5)):
        add(folder, day, mood=mood)
    assert "    ▁··█··▅\n" in run("progress").out
    assert "    0 - - 10 - - 5\n" in run("progress", "--plain").out
    assert "    0 - - 10 - - 5\n" in run("progress", env={"PYTHONIOENCODING": "ascii"}, encoding="ascii").out


def test_plain_has_no_escape_byte_and_no_drawn_sign(home: Path, run: Run) -> None:
    lived(home)
    out = run("progress", "--plain").out
    assert "\x1b" not in out
    assert not set(out) & set("▁▂▃▄▅▆▇█·")


def test_three_check_ins_are_too_few(home: Path, run: Run) -> None:
    lived(home, checkins=3)
    out = run("progress").out
    assert "Mood: 3 check-ins, too few to tell a trend." in out
    assert words.COMPARED[:30] not in out


def test_no_plan_is_needed(home: Path, run: Run) -> None:
    add(Home(str(home)), "2026-11-20", mood=4)
    out = run("progress")
    assert out.code == 0
    assert "You checked in once, on 20 November 2026." in out.out


def test_nothing_yet(home: Path, run: Run) -> None:
    out = run("progress")
    assert (out.code, out.out) == (5, "")
    assert "that is fine" in out.err
    assert "checkin" in out.err
    assert run("progress", "--json").code == run("progress", "--html").code == 5


def test_only_what_is_older(home: Path, run: Run) -> None:
    add(Home(str(home)), "2025-11-20", mood=4)
    out = run("progress")
    assert out.code == 5
    assert "--all" in out.err
    assert "20 November 2025" in run("progress", "--all").out


def test_all_goes_back_to_the_first_day(home: Path, run: Run) -> None:
    lived(home, checkins=900)
    six, everything = run("progress"), run("progress", "--all")
    assert "`recoveryplan progress --all`" in six.out
    assert "You checked in 900 times" in everything.out
    assert "progress --all" not in everything.out


def test_a_bad_file_is_told_and_left(home: Path, run: Run) -> None:
    folder = lived(home)
    bad = Path(folder.checkins, "2026-11", "20-00000000.json")
    bad.write_text('{"checkin": 1, "day": "2026-11-2', "utf-8")
    before = snapshot(home)
    out = run("progress")
    assert out.code == 0
    assert words.passed_over(1) in out.out
    assert snapshot(home) == before


def test_it_writes_nothing(home: Path, run: Run) -> None:
    lived(home)
    before = snapshot(home, but=frozenset())
    for options in ((), ("--all",), ("--json",), ("--plain",)):
        assert run("progress", *options).code == 0
    assert snapshot(home, but=frozenset()) == before


def test_a_record_of_a_save_that_was_cut_off_is_not_shown(home: Path, run: Run) -> None:
    folder = lived(home, versions=6)
    name, values = LIFE.reviews(1, last_version=7)[0]
    values["tools"] = [{"id": "x9", "what": "never came to be", "how": "helped"}]
    plant_files(folder.records, [(name, values)])
    assert "never came to be" not in run("progress").out


def test_a_broken_plan_is_told_by_line(home: Path, run: Run) -> None:
    folder = lived(home)
    Path(folder.plan).write_text("version: 1\ngoals: [SECRET\n", "utf-8")
    out = run("progress")
    assert out.code == 3
    assert "SECRET" not in out.all


# --- what is private ---


def test_whom_to_keep_away_from_is_on_no_screen(home: Path, run: Run) -> None:
    folder = lived(home, (WALK, "a walk where Vincent is not"))
    add(folder, "2026-11-22", own=[{"id": "l2", "name": "Calls from Vincent", "score": 4}])
    for options in ((), ("--json",), ("--all",)):
        out = run("progress", *options)
        assert "Vincent" not in out.all
    run("progress", "--html")
    assert "Vincent" not in page(home)


def test_notes_and_effects_are_on_no_screen(home: Path, run: Run) -> None:
    folder = lived(home)
    add(folder, "2026-11-22", mood=3, note="NOTE-SECRET", effects="EFFECT-SECRET")
    assert "SECRET" not in run("progress").all + run("progress", "--json").all


def test_answers_on_use_only_where_they_are_asked_for(home: Path, run: Run) -> None:
    folder = lived(home)
    add(folder, "2026-11-21", used="yes")
    add(folder, "2026-11-22", used="no")
    assert words.USED not in run("progress").out
    assert json.loads(run("progress", "--json").out)["used"] is None
    lived(home, ASKED)
    out = run("progress").out
    assert "Used: once. Did not use: once." in out
    assert words.USED_WHO.split(".")[0] in out


def test_who_does_not_count_reads_nothing_of_days(home: Path, run: Run) -> None:
    lived(home, NO_COUNT)
    out = run("progress").out
    assert words.DAYS not in out
    assert "82" not in out
    assert json.loads(run("progress", "--json").out)["days"] is None


def test_what_helped_in_a_setback_is_told_as_that(home: Path, run: Run) -> None:
    folder = lived(home)
    name, values = LIFE.setbacks(1)[0]
    plant_files(folder.records, [(name, {**values, "helped": ["c1"], "helped_words": "time with an animal"})])
    out = " ".join(run("progress").out.split())
    assert words.TOOLS_FROM_BOTH in out
    assert "breathe out slowly ten times: " in out
    assert "time with an animal: helped once in a hard moment" in out
    run("progress", "--html")
    assert "time with an animal: helped once in a hard moment" in page(home)
    assert "setback" not in page(home).lower()
    for found in json.loads(run("progress", "--json").out)["tools"]:
        assert found["hard"] == (1 if found["what"].startswith(("time", "breathe")) else 0)


def test_dark_words_of_a_setback_are_not_said_again(home: Path, run: Run) -> None:
    folder = lived(home)
    for number, said in enumerate(("to think how I kill myself", "when my husband hits me no more", "warm tea")):
        name, values = LIFE.setbacks(3)[number]
        plant_files(folder.records, [(name, {**values, "helped_words": said})])
    for options in ((), ("--json",), ("--all",)):
        out = run("progress", *options).out
        assert "warm tea" in out
        assert not [word for word in ("kill", "husband") if word in out]


def test_one_day_is_told_as_one_day(home: Path, run: Run) -> None:
    folder = Home(str(home))
    add(folder, "2026-11-22", mood=3)
    add(folder, "2026-11-22", mood=4)
    assert "You checked in twice, on 22 November 2026." in run("progress").out


def test_an_unfit_name_in_a_file_is_no_mistake_of_ours(home: Path, run: Run) -> None:
    add(Home(str(home)), "2026-11-22", mood=3, own=[{"id": "l1", "name": "UNFIT", "score": 4}])
    (path,) = home.glob("checkins/*/*.json")
    path.write_text(path.read_text("utf-8").replace("UNFIT", "\\ud800"), "utf-8")
    for options in ((), ("--html",), ("--json",), ("--all",)):
        assert run("progress", *options).code == 0


def test_two_that_correct_each_other_do_not_both_vanish(home: Path, run: Run) -> None:
    folder = Home(str(home))
    names = ["2026-11/20-aaaaaaaa", "2026-11/20-bbbbbbbb", "2026-11/21-cccccccc"]
    corrects = [names[1], names[0], names[2]]
    plant_files(
        folder.checkins,
        [(name, {"checkin": 1, "day": f"{name[:7]}-{name[8:10]}", "mood": 4, "corrects": other})
         for name, other in zip(names, corrects, strict=True)],
    )  # fmt: skip
    assert "You checked in twice, from 20 November" in run("progress").out


def test_no_setback_is_counted(home: Path, run: Run) -> None:
    folder = lived(home)
    before = run("progress").out
    plant_files(folder.records, LIFE.setbacks(3))
    assert run("progress").out == before


def test_nothing_goes_out(home: Path, run: Run) -> None:
    lived(home)
    assert run("progress", "--html").code == run("progress", "--all").code == 0  # loads all modules
    with watched() as seen:
        for options in ((), ("--all",), ("--json",), ("--html",)):
            assert run("progress", *options).code == 0
    assert (seen.network, seen.started) == ([], [])
    assert [path for path in seen.written if not path.startswith((str(home), os.devnull))] == []


# --- JSON ---


def test_as_json(home: Path, run: Run) -> None:
    lived(home)
    found = json.loads(run("progress", "--json").out)
    assert set(found) == {
        "since", "until", "checkins", "scales", "goals", "tools", "strengths", "could_grow", "readiness", "measures",
        "days", "used", "passed_over",
    }  # fmt: skip
    mood = found["scales"][0]
    assert mood["id"] == "mood"
    assert mood["trend"]["way"] in {"up", "down", "same", "unclear"}
    assert mood["trend"]["first"]["since"] == found["since"]
    assert all(0 <= score <= 10 for _, score in mood["points"])
    assert found["days"] == {
        "now": 82, "longest": 82, "total": 222, "reached": [
            {"days": 30, "on": "2026-10-01"}, {"days": 60, "on": "2026-10-31"},
        ], "next": {"days": 90, "on": "2026-11-30"},
    }  # fmt: skip


# --- the page ---


def page(home: Path, name: str = "worksheets/progress.html") -> str:
    return (home / name).read_text("utf-8")


def test_the_page_is_the_persons_alone(home: Path, run: Run) -> None:
    lived(home)
    out = run("progress", "--html")
    assert out.code == 0
    path = home / "worksheets" / "progress.html"
    assert str(path) in out.out
    assert path.stat().st_mode & 0o777 == 0o600
    assert run("progress", "--html").code == 0  # its own place: made anew


def test_elsewhere_no_file_is_written_over(home: Path, run: Run, tmp_path: Path) -> None:
    lived(home)
    there = tmp_path / "a place"
    assert run("progress", "--html", "-o", str(there)).code == 0
    before = (there / "progress.html").read_bytes()
    (there / "progress.html").write_text("mine", "utf-8")
    again = run("progress", "--html", "-o", str(there))
    assert again.code == 4
    assert "--yes" in again.err
    assert (there / "progress.html").read_text("utf-8") == "mine"
    assert run("progress", "--html", "-o", str(there), "--yes").code == 0
    assert (there / "progress.html").read_bytes() == before


def test_one_way_at_a_time(home: Path, run: Run) -> None:
    lived(home, checkins=5)
    assert run("progress", "--html", "--json").code == 2
    assert run("progress", "-o", "x").code == 2


def test_no_name_is_on_the_page(home: Path, run: Run) -> None:
    lived(home, (WALK, "walk with Dana every day"))
    assert "walk with Dana every day" in run("progress").out
    run("progress", "--html")
    assert "Dana" not in page(home)
    assert "walk with my sponsor every day" in page(home)
    assert "take Oak Avenue and call my sponsor before I leave" in page(home)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Dana calls me", "My sponsor calls me"),
        ("my sponsor Dana calls", "my sponsor calls"),
        ("ring Dana, 555 0142 or +1 212 555-0142", "ring my sponsor, … or …"),
        ("555-0199 is the library", "555-0199 is the library"),
        ("danae and Dan", "danae and Dan"),
    ],
)
def test_no_name_and_no_number_of_theirs_is_on_the_page(home: Path, run: Run, said: str, shown: str) -> None:
    lived(home, (WALK, said))
    run("progress", "--html")
    assert f">{shown} (4 October 2026)<" in page(home)


PEOPLE = """
- id: p2
  name: Dana Müller
  kind: friend
- id: p3
  name: 李伟
  kind: professional
- id: p4
  name: Will
  kind: family
- id: p5
  name: my neighbor ana
- id: p6
  name: Zoë O'Neil
  kind: friend
about:
  name: Sam
"""


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("call dana each day", "call my sponsor each day"),
        ("DANA'S walk in may", "My sponsor'S walk in may"),
        ("a walk with dana muller", "a walk with a friend"),
        ("和李伟散步", "和someone from my care散步"),
        ("I will ask Will and WILL", "I will ask someone in my family and someone in my family"),
        ("tea with Ana", "tea with somebody"),
        ("ring Zoe O’Neil’s mother", "ring a friend’s mother"),
        ("see my aunt Zoë’s garden", "see my aunt’s garden"),
        ("Sam's back", "My back"),
        ("what Sam likes", "what me likes"),
        ("samba and banana", "samba and banana"),
    ],
)
def test_a_name_is_off_the_page_however_it_is_written(home: Path, run: Run, said: str, shown: str) -> None:
    phone = "  phone: 555-0142\n"
    lived(home, (WALK, f'"{said}"'), (phone, phone + PEOPLE.lstrip("\n")))
    assert said in run("progress").out
    run("progress", "--html")
    assert f">{html.escape(shown)} (4 October 2026)<" in html.unescape(page(home)).replace("'", "&#x27;")


@pytest.mark.parametrize("dark", ["stop wanting to kill myself", "a night when my husband hits me no more"])
def test_dark_and_dangerous_words_are_not_on_the_page(home: Path, run: Run, dark: str) -> None:
    lived(home, (WALK, dark))
    assert dark in run("progress").out
    run("progress", "--html")
    assert dark[-12:] not in page(home)
    assert "three support groups a week" in page(home)


def test_use_is_not_on_the_page(home: Path, run: Run) -> None:
    folder = lived(home, ASKED)
    add(folder, "2026-11-21", used="yes")
    assert words.USED in run("progress").out
    run("progress", "--html")
    assert words.USED not in page(home)


# --- what is loaded and opened ---

LARGE = {"checkins": 3650, "versions": 1000}
SMALL = {"checkins": 30, "versions": 10}


def opened(home: Path, *args: str) -> Counter[str]:
    """How many files of each part of the home a command opens."""
    start = Start(*args)
    assert start.told, "nothing was told: the command did not get there"
    inside = [os.path.relpath(path, home) for path in start.opened if path.startswith(str(home))]
    return Counter(path.partition("/")[0] for path in inside)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten years; these tests only read it."""
    home = tmp_path_factory.mktemp("ten years") / "home"
    LIFE.plant(home, **LARGE)
    return home


@pytest.mark.parametrize("args", [("show",), ("review", "--due")])
def test_a_long_history_opens_nothing_more(
    home: Path, large: Path, args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    LIFE.plant(home, **SMALL)
    small = opened(home, *args)
    monkeypatch.setenv("RECOVERYPLAN_HOME", str(large))
    assert opened(large, *args) == small == {"plan.yaml": 1, "index": 1}


def test_progress_opens_six_months_only(home: Path, large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOVERYPLAN_HOME", str(large))
    seen = opened(large, "progress")
    wide = [p for p in large.glob("checkins/*/*.json") if f"{p.parent.name}-{p.name[:2]}" >= "2026-05-15"]
    assert 100 < len(wide) < 220
    assert seen["checkins"] == len(wide)
    assert seen["records"] <= 7
    assert (seen["plan.yaml"], seen["index"], seen["history"]) == (1, 1, 0)


def test_memory_is_looked_after_again_when_it_is_done(home: Path, run: Run) -> None:
    folder = lived(home)
    run("progress")
    assert gc.isenabled()
    Path(folder.plan).write_text("goals: [", "utf-8")
    assert run("progress").code == 3
    assert gc.isenabled()


def test_progress_loads_nothing_heavy(home: Path) -> None:
    LIFE.plant(home, **SMALL)
    start = Start("progress")
    assert words.CHECKINS in start.told
    assert start.tops & (HEAVY | {"statistics", "decimal", "random"}) == set()


def test_the_page_loads_no_prompts_and_no_model(home: Path) -> None:
    LIFE.plant(home, **SMALL)
    assert Start("progress", "--html").tops & (HEAVY - {"jinja2"}) == set()
