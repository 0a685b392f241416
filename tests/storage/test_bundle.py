"""Everything in one file and back: byte for byte, or not at all; nothing in such a file is believed."""

from __future__ import annotations

import os
import random
import stat
import warnings
import zipfile
from pathlib import Path

import pytest

from recoveryplan.errors import CannotNow, ContentProblem, NothingYet
from recoveryplan.storage import arriving, bundle, files, locks, store
from recoveryplan.storage.arriving import Bundle
from recoveryplan.storage.folder import Home
from storage.bundles import KEPT, PLAN, bundled, everything_below, full, kept_bytes, line, link, made_by_hand
from storage.homes import DAY, save, write

# --- out ---


def test_everything_that_is_the_persons_own_is_in_it(home: Home, tmp_path: Path) -> None:
    found = bundle.survey(full(home))
    assert found.kept == KEPT
    assert found.others == ["mine.txt"]
    with zipfile.ZipFile(bundled(home, tmp_path)) as made:
        assert {name for name in made.namelist() if name.startswith("recoveryplan/")} == {
            f"recoveryplan/{name}" for name in KEPT
        }
        for name, data in kept_bytes(home).items():
            assert made.read(f"recoveryplan/{name}") == data


def test_the_same_home_gives_the_same_bytes(home: Home, tmp_path: Path) -> None:
    full(home)
    first = Path(bundled(home, tmp_path)).read_bytes()
    os.utime(home.plan, (1, 1))
    assert Path(bundled(home, tmp_path)).read_bytes() == first


def test_it_is_for_nobody_else_to_read(home: Home, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = bundled(full(home), tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    with zipfile.ZipFile(path) as made:
        assert {stat.S_IMODE(member.external_attr >> 16) for member in made.infolist()} == {0o600}


def test_nothing_there_makes_no_file(home: Home, tmp_path: Path) -> None:
    with pytest.raises(NothingYet):
        bundled(home, tmp_path)
    home.prepare()
    write(home.card, b"card")
    with pytest.raises(NothingYet):
        bundled(home, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_a_save_under_way_is_waited_for(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full(home)
    monkeypatch.setattr(locks, "WAIT", 0.05)
    held = locks.Lock(home.lock, "x")
    held.take()
    try:
        monkeypatch.setattr(locks.Lock.take, "__defaults__", (0.05,))
        with pytest.raises(CannotNow, match="in use"):
            bundled(home, tmp_path)
    finally:
        held.free()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_links_to_where_the_person_keeps_things_are_followed(home: Home, tmp_path: Path) -> None:
    full(home)
    wanted = kept_bytes(home)
    for name in ("plan.yaml", "history", "checkins"):
        os.rename(home.join(name), tmp_path / f"far {name}")
        os.symlink(tmp_path / f"far {name}", home.join(name))
    assert kept_bytes(home) == wanted
    with Bundle(bundled(home, tmp_path)) as made:
        assert {name: made.data(name) for name in made.names} == wanted


def test_a_plan_whose_disk_is_away_is_not_left_out_in_silence(home: Home, tmp_path: Path) -> None:
    full(home)
    os.unlink(home.plan)
    os.symlink(tmp_path / "away" / "plan.yaml", home.plan)
    with pytest.raises(CannotNow):
        bundled(home, tmp_path)


def test_what_can_not_be_written_leaves_nothing(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full(home)

    def full_disk(*_: object) -> None:
        raise OSError(28, "")

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(CannotNow, match="disk is full"):
        bundled(home, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


@pytest.mark.parametrize(("name", "most"), [("MOST_FILES", 3), ("MOST_BYTES", 99)])
def test_too_much_is_told_on_both_ways(
    name: str, most: int, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bundled(full(home), tmp_path)
    monkeypatch.setattr(bundle, name, most)
    with pytest.raises(ContentProblem, match="more than I take"):
        Bundle(path)
    with pytest.raises(CannotNow, match="more here"):
        bundled(home, tmp_path)


# --- and back ---


def test_all_of_it_comes_back_byte_for_byte(home: Home, tmp_path: Path) -> None:
    wanted = kept_bytes(full(home))
    other = Home(str(tmp_path / "deep" / "er" / "other"))
    with Bundle(bundled(home, tmp_path)) as made:
        made.check()
        assert arriving.bring_in(other, made, DAY) is None
    assert kept_bytes(other) == wanted
    assert {path for path in everything_below(Path(other.path)) if not os.path.isdir(other.join(path))} == set(KEPT)
    top = tmp_path / "deep"
    for path in [top, *top.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert os.listdir(top / "er") == ["other"]


def test_the_history_goes_on_there(home: Home, tmp_path: Path) -> None:
    save(home, 1)
    save(home, 2)
    other = Home(str(tmp_path / "other"))
    with Bundle(bundled(home, tmp_path)) as made:
        arriving.bring_in(other, made, DAY)
    stored = store.read(other)
    assert stored is not None
    assert (stored.state, stored.version) == ("fresh", 2)
    save(other, 3)
    assert [entry.number for entry in store.history(other)] == [1, 2, 3]


def test_what_was_there_is_moved_aside_whole(home: Home, tmp_path: Path) -> None:
    path = bundled(full(home), tmp_path)
    other = Home(str(tmp_path / "other"))
    save(other, 1, "other: words")
    os.mkdir(other.worksheets)
    write(other.join("worksheets", "whole-plan.html"), b"page")
    before = everything_below(Path(other.path))
    with Bundle(path) as made:
        aside = arriving.bring_in(other, made, DAY)
    assert aside == str(tmp_path / "other-before-2026-11-22")
    assert everything_below(Path(aside)) == before
    assert kept_bytes(other) == kept_bytes(home)
    with Bundle(path) as made:
        assert arriving.bring_in(other, made, DAY) == f"{aside}-2"
    assert everything_below(Path(aside)) == before


def test_a_link_to_the_home_stays_and_leads_to_the_new_one(home: Home, tmp_path: Path) -> None:
    path = bundled(full(home), tmp_path)
    real = tmp_path / "disk" / "real"
    save(Home(str(real)), 1)
    os.symlink(real, tmp_path / "linked")
    with Bundle(path) as made:
        aside = arriving.bring_in(Home(str(tmp_path / "linked")), made, DAY)
    assert os.path.islink(tmp_path / "linked")
    assert kept_bytes(Home(str(real))) == kept_bytes(home)
    assert aside == f"{real}-before-2026-11-22"


def test_a_home_on_a_disk_that_is_away_is_not_made_anew(home: Home, tmp_path: Path) -> None:
    path = bundled(full(home), tmp_path)
    os.symlink(tmp_path / "away", tmp_path / "linked")
    with Bundle(path) as made, pytest.raises(CannotNow, match="connected"):
        arriving.bring_in(Home(str(tmp_path / "linked")), made, DAY)
    assert not (tmp_path / "away").exists()


def test_a_file_in_the_place_of_the_home_is_left(home: Home, tmp_path: Path) -> None:
    path = bundled(full(home), tmp_path)
    (tmp_path / "other").write_text("x", "utf-8")
    with Bundle(path) as made, pytest.raises(CannotNow, match="file stands"):
        arriving.bring_in(Home(str(tmp_path / "other")), made, DAY)
    assert (tmp_path / "other").read_text("utf-8") == "x"


def test_a_home_in_use_is_left(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bundled(full(home), tmp_path)
    other = Home(str(tmp_path / "other"))
    save(other, 1)
    before = everything_below(tmp_path)
    held = locks.Lock(other.lock, "x")
    held.take()
    try:
        monkeypatch.setattr(locks.Lock.take, "__defaults__", (0.05,))
        with Bundle(path) as made, pytest.raises(CannotNow, match="in use"):
            arriving.bring_in(other, made, DAY)
    finally:
        held.free()
    assert everything_below(tmp_path) == before


def test_a_file_changed_after_the_look_is_still_not_believed(home: Home, tmp_path: Path) -> None:
    """The second reading compares as well."""
    path = bundled(full(home), tmp_path)
    other = Home(str(tmp_path / "other"))
    save(other, 1)
    before = everything_below(Path(other.path))
    with Bundle(path) as made:
        made.check()
        entry = next(one for one in made.entries if one.name == "plan.yaml")
        made.entries[made.entries.index(entry)] = arriving.Entry("plan.yaml", entry.size, "0" * 64)
        with pytest.raises(ContentProblem, match="damaged"):
            arriving.bring_in(other, made, DAY)
    assert everything_below(Path(other.path)) == before
    assert sorted(os.listdir(tmp_path)) == ["my home", "other", "recoveryplan-2026-11-22.zip"]


# --- files that are not right ---

MORE = b"schema_version: 1\n"


def member(name: str) -> tuple[str, bytes]:
    return (name, MORE)


def both(name: str) -> dict[str, object]:
    """A member of this name that the manifest names too."""
    return {
        "members": [("recoveryplan/plan.yaml", PLAN), (f"recoveryplan/{name}", MORE)],
        "listed": [line("plan.yaml", PLAN), line(name, MORE)],
    }


def _stored(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = method
    return entry


PATHS = [
    "../plan.yaml", "../../etc/cron.d/x", "/etc/passwd", "C:/x", "C:x", "..\\x.yaml", "history\\0001.yaml",
    "\\\\host\\x",
    "history/../../x", "history/../history/0001.yaml", "./plan.yaml", "history//0001.yaml", "history/0001.yaml/",
    "Plan.yaml", "PLAN.YAML", "history/0001.YAML", "history/1.yaml", "history/\u0660\u0660\u0660\u0661.yaml",
    "now.txt", "lock", "worksheets/whole-plan.html", "drafts/.new.lock", ".rp-0123456789abcdef.tmp", "mine.txt",
    "checkins/2026-11/22-0123abcd.json/x", "drafts/by-hand-0123456789ab.yaml~\u00e9", "con", "", ".", "index\n",
    "drafts",
]  # fmt: skip

BAD: dict[str, dict[str, object]] = {
    **{f"path {name!r}": both(name) for name in PATHS},
    "a link": {"members": [(link("recoveryplan/plan.yaml"), PLAN)]},
    "a link beside": {"members": [("recoveryplan/plan.yaml", PLAN), (link("recoveryplan/index"), b"/etc/passwd")]},
    "a folder": {"members": [("recoveryplan/plan.yaml", PLAN), ("recoveryplan/history/", b"")]},
    "one twice": {"members": [("recoveryplan/plan.yaml", PLAN)] * 2},
    "one named twice": {"listed": [line("plan.yaml", PLAN)] * 2},
    "two that differ in case": {
        "members": [(f"recoveryplan/drafts/by-hand-0123456789ab.yaml.{end}", MORE) for end in "aA"],
        "listed": [line(f"drafts/by-hand-0123456789ab.yaml.{end}", MORE) for end in "aA"],
    },
    "one that is not named": {"members": [("recoveryplan/plan.yaml", PLAN), ("recoveryplan/index", MORE)]},
    "one outside the folder": {"members": [("recoveryplan/plan.yaml", PLAN), ("x.txt", MORE)]},
    "one named and not there": {"listed": [line("plan.yaml", PLAN), line("index", MORE)]},
    "nothing": {"members": [], "listed": []},
    "no text beside": {"read_me": False},
    "another sum": {"listed": [line("plan.yaml", PLAN, sha256="0" * 64)]},
    "a short sum": {"listed": [line("plan.yaml", PLAN, sha256="")]},
    "no sum": {"listed": [{"name": "plan.yaml", "size": len(PLAN)}]},
    "a key more": {"listed": [line("plan.yaml", PLAN, mode=7)]},
    "a smaller size": {"listed": [line("plan.yaml", PLAN, size=1)]},
    "a larger size": {"listed": [line("plan.yaml", PLAN, size=10**6)]},
    "a huge size": {"listed": [line("plan.yaml", PLAN, size=10**30)]},
    "a size below nothing": {"listed": [line("plan.yaml", PLAN, size=-1)]},
    "a size that is yes": {"listed": [line("plan.yaml", PLAN, size=True)]},
    "a size in words": {"listed": [line("plan.yaml", PLAN, size="many")]},
    "a line that is text": {"listed": ["plan.yaml"]},
    "no list": {"files": None},
    "no format": {"recoveryplan_export": None},
    "a format below one": {"recoveryplan_export": 0},
    "a format that is yes": {"recoveryplan_export": True},
    "a newer one": {"recoveryplan_export": 2},
    "a manifest of text": {"manifest": b'"x"'},
    "a manifest cut off": {"manifest": b'{"recoveryplan_export": 1, '},
    "a manifest that is no text": {"manifest": b"\xff\xfe\x00"},
    "a manifest as deep as a well": {"manifest": b"[" * 100_000},
    "a manifest with a number too long": {"manifest": b'{"recoveryplan_export": ' + b"9" * 10_000 + b"}"},
    "another way to press": {"members": [(_stored("recoveryplan/plan.yaml", zipfile.ZIP_LZMA), PLAN)]},
}


@pytest.mark.parametrize("wrong", BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_before_anything_is_written(wrong: dict[str, object], home: Home, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile remarks on a name that comes twice
        path = made_by_hand(tmp_path / "x.zip", **wrong)  # type: ignore[arg-type]
    before = everything_below(tmp_path)
    with pytest.raises(ContentProblem) as told, Bundle(path) as made:
        made.check()
    assert everything_below(tmp_path) == before
    assert all(problem.file == "x.zip" for problem in told.value.problems)
    words = str(told.value)
    assert "etc/passwd" not in words
    assert "Nothing was brought in." in words


def test_a_good_file_made_by_hand_is_taken(tmp_path: Path) -> None:
    with Bundle(made_by_hand(tmp_path / "x.zip")) as made:
        made.check()
        assert made.data("plan.yaml") == PLAN
    with Bundle(made_by_hand(tmp_path / "y.zip", **both("history/0001.yaml"))) as made:  # type: ignore[arg-type]
        made.check()


def test_a_bomb_is_never_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST", 10_000)
    bomb = b"0" * 10_001
    path = made_by_hand(tmp_path / "x.zip", [("recoveryplan/plan.yaml", bomb)], [line("plan.yaml", bomb)])
    with pytest.raises(ContentProblem, match="more than I take"):
        Bundle(path)
    # It says that it is small, at both places; what comes out is more.
    small = line("plan.yaml", bomb, size=10)
    path = made_by_hand(tmp_path / "y.zip", [("recoveryplan/plan.yaml", bomb)], [small])
    data = Path(path).read_bytes()
    told, lie = (10_001).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert data.count(told) == 2
    Path(path).write_bytes(data.replace(told, lie))
    with Bundle(path) as made, pytest.raises(ContentProblem, match="damaged"):
        made.check()


def test_the_bomb_of_the_manifest_and_of_the_text_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST", 10_000)
    with pytest.raises(ContentProblem, match="more than I take"):
        Bundle(made_by_hand(tmp_path / "x.zip", manifest=b" " * 10_001))
    made = made_by_hand(
        tmp_path / "y.zip", [("recoveryplan/plan.yaml", PLAN), ("READ-ME.txt", b" " * 10_001)], read_me=False
    )
    with pytest.raises(ContentProblem):
        Bundle(made)


@pytest.mark.parametrize("data", [b"", b"x", b"PK", b"PK\x05\x06" + b"\0" * 18, os.urandom(999), PLAN])
def test_what_is_no_such_file_is_told_kindly(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(ContentProblem, match="export all"):
        Bundle(str(tmp_path / "x.zip"))


def test_what_can_not_be_read_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    os.symlink("nowhere", tmp_path / "link")
    for name in ("none", "pipe", "link", "."):
        with pytest.raises(CannotNow):
            Bundle(str(tmp_path / name))


def outcomes(data: bytes, wanted: dict[str, bytes], path: Path) -> dict[str, int]:
    """How often a file damaged at a random place was refused, gave the same, gave other bytes, or broke us."""
    random.seed(7)
    found = {"refused": 0, "same": 0, "other": 0, "broke": 0}
    for _ in range(1_500):
        path.write_bytes(_damaged(data))
        try:
            with Bundle(str(path)) as made:
                made.check()
                found["same" if {name: made.data(name) for name in made.names} == wanted else "other"] += 1
        except (ContentProblem, CannotNow):
            found["refused"] += 1
        except Exception:
            found["broke"] += 1
    return found


def test_a_file_damaged_anywhere_is_refused_or_gives_the_same(home: Home, tmp_path: Path) -> None:
    wanted = kept_bytes(full(home))
    found = outcomes(Path(bundled(home, tmp_path)).read_bytes(), wanted, tmp_path / "x.zip")
    assert (found["other"], found["broke"]) == (0, 0)
    assert found["refused"] > 1_000
    assert found["same"] > 0


def test_a_reader_that_believes_is_caught(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def believing(self: Bundle, entry: arriving.Entry) -> bytes:
        member = self._zip.getinfo(bundle.FOLDER + entry.name)
        with self._zip.open(member) as stream:
            stream._expected_crc = None
            return stream.read()

    wanted = kept_bytes(full(home))
    monkeypatch.setattr(Bundle, "_read", believing)
    found = outcomes(Path(bundled(home, tmp_path)).read_bytes(), wanted, tmp_path / "x.zip")
    assert found["other"] > 0
    assert found["broke"] > 0


def _damaged(data: bytes) -> bytes:
    at, size = random.randrange(len(data)), random.choice([1, 1, 1, 2, 4, 30])
    how = random.choice(["turn", "turn", "cut", "double", "end", "zeros"])
    if how == "turn":
        return data[:at] + bytes(byte ^ random.randrange(1, 256) for byte in data[at : at + size]) + data[at + size :]
    if how == "zeros":
        return data[:at] + bytes(len(data[at : at + size])) + data[at + size :]
    return {
        "cut": data[:at] + data[at + size :],
        "double": data[:at] + data[at : at + size] * 2 + data[at + size :],
        "end": data[:at],
    }[how]
