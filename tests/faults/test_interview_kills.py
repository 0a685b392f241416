"""No answer is lost: the interview is killed at random points in a real terminal, and gone on with each time.

``RECOVERYPLAN_KILLS`` sets how many times. The same harness is shown to catch five ways of saving too late.
"""

from __future__ import annotations

import itertools
import os
import time
from pathlib import Path
from typing import Any

import pytest
from people import Person, Typist, command, environment
from screens import Pty

from faults.interrupted import ENDS, Interrupted, end
from recoveryplan import yamlfile
from recoveryplan.interview.prompts import Answer
from recoveryplan.plan import loading
from recoveryplan.storage import drafts, store
from recoveryplan.storage.folder import Home
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.offering import offered

KILLS = int(os.environ.get("RECOVERYPLAN_KILLS", "60"))
QUESTIONS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "questionnaires")
LONG, EACH_KIND = (os.path.join(QUESTIONS, f"{name}.yaml") for name in ("long-text", "each-kind"))
EVERY_KIND: dict[str, Any] = {
    "name": "Jo", "story": "One line.\nAnother.", "longest": 30, "by": "2026-12-22", "veteran": "yes",
    "importance": 0, "stage": "early", "reach": ["rural", "hearing"], "country": "FR",
}  # fmt: skip
CHANGES: dict[str, Any] = {
    "reasons": [{"id": "m1", "text": "I want to [walk] again."}],
    "use-craving": {"alcohol": 2, "opioids": 9},
}
STORY = {"name": "Jo", "story": "One line.\nAnother [line].\nsave\nThe last."}
JO: dict[str, Any] = {
    "reasons": ["I want to sleep through the night.", "I want to keep my job."],
    "country": "GB",
    "substances": ["alcohol", "opioids"],
    "alcohol-often": "weekly",
    "alcohol-withdrawal": "no",
    "opioids-break": "jail",
    "aim": "stop",
    "hard-steps": ["call-someone", "save"],
    "triggers": [
        {"what": "I pass the bar", "kind": "place", "strategies": ["place-other-route", "call Dana"]},
        {"what": "it is pay day", "kind": "phone_money", "strategies": ["give Sam my card"]},
    ],
    "people": [
        {"name": "Dana", "kind": "sponsor", "phone": "0412345678"},
        {"name": "Sam", "kind": "family", "phone": "+15551234"},
        {"name": "Zoë 🙂"},
    ],
    "signs": [{"sign": "I stop answering", "responses": ["call-someone"]}],
    "goals": [{"what": "get better", "measure": "two walks a week", "by": "2027-01-31"}],
    "rhythm": "monthly",
}

COPING, BARRIER, MISSED = (offered(source, "", {})[0] for source in ("coping_skills", "barriers", "if_missed"))
# Parts that are asked of each item, words started from a number, an answer that gives another, one that is not kept.
LONG_WAY: dict[str, Any] = JO | {
    "strengths-personal": ["I can fix a bicycle"],
    "importance": 7,
    "stage": "early",
    "aim-words": "[my] own way",
    "use-craving": {"alcohol": 8, "opioids": 3},
    "use-often": {"opioids": "weekly"},
    "use-overdose": {"opioids": "not_sure"},
    "coping": [COPING.value, "play the guitar"],
    "coping-state": ["learning", "have"],
    "coping-how": {COPING.value: "ten minutes each morning"},
    "support-wanted": ["group", "professional"],
    "family": "involve",
    "veteran": "no",
    "barriers": [BARRIER.value, "the long way to town"],
    "barrier-kind": [None, "transport"],
    "barrier-steps": [["ask my aunt", "ask my group"], ["ride by bicycle"]],
    "danger-at-home": "yes",
    "thoughts": "no",
    "medicines": [{"name": "sleeping pills", "prescriber": "Dr. Lee"}],
    "medicine-missed": MISSED.fill or MISSED.text,
    "naloxone-where": "the kitchen shelf",
    "naloxone-expires": "2027-05-01",
    "hard-dates": [{"what": "pay day", "on": "2026-12-01", "every": "month"}],
    "self-care": ["sleep by eleven"],
    "self-care-anchor": ["after brushing my teeth"],
    "goal-confidence": [6],
    "goal-steps": [["call the center"]],
    "story": STORY["story"],
}


def _plan(home: Home) -> Any:
    with open(home.plan, "rb") as file:
        return yamlfile.plain(yamlfile.read(file.read(), "plan.yaml"))


def _tree(data: bytes) -> Any:
    plan, _ = loading.load(yamlfile.plain(yamlfile.read(data, "plan.yaml")), knowledge.vocabulary())
    assert plan is not None
    return loading.dump(plan)


def _straight(answers: dict[str, Any], length: str = "quick") -> dict[str, Any]:
    person = Person(answers, length=length)
    person.file.give(person.flow)
    return person.flow.plan_so_far


def _till_the_end(case: Interrupted, kills: int, prompts: int = 30) -> None:
    """End the program so many times, a few answers apart, and then let it come to its end; again if need be."""
    ways = itertools.cycle(case.random.sample(ENDS, len(ENDS)))
    pace = max(1, round(prompts / kills))
    for _ in range(kills):
        if case.until_killed(case.random.randint(0, 2 * pace), next(ways)):
            return
    assert case.until_killed(1000, "KILL")


@pytest.mark.parametrize("plain", [False, True], ids=["keys", "plain"])
def test_no_accepted_answer_is_lost(tmp_path: Path, plain: bool) -> None:
    wanted = KILLS // 2
    killed = accepted = lost = 0
    for number in range(wanted):
        if killed >= wanted:
            break
        case = Interrupted(tmp_path / f"home {number}", JO, f"person {number} {plain}", plain)
        _till_the_end(case, min(15, wanted - killed))
        killed, accepted, lost = killed + case.kills, accepted + case.accepted, lost + case.lost
        assert case.troubles == []
        straight = _straight(JO)
        found = _plan(case.home)
        assert {key: found.get(key) for key in straight} == straight
        assert [entry.number for entry in store.history(case.home)] == [1]
        assert drafts.find(case.home, "new") is None
    print(f"{killed} kills, {accepted} answers checked after them, {lost} lost")
    assert killed >= wanted
    assert lost == 0


@pytest.mark.parametrize("plain", [False, True], ids=["keys", "plain"])
def test_no_answer_of_the_long_way_is_lost(tmp_path: Path, plain: bool) -> None:
    """Also in parts that are asked of each item, with words to start from, and where one answer gives another."""
    kills = max(6, KILLS // 6)
    case = Interrupted(tmp_path / "home", LONG_WAY, f"long way {plain}", plain, "full")
    _till_the_end(case, kills, 120)
    assert case.person.file.problems == []
    assert case.troubles == []
    print(f"{case.kills} kills, {case.accepted} answers checked after them, {case.lost} lost")
    straight = _straight(LONG_WAY, "full")
    found = _tree(Path(case.home.plan).read_bytes())
    assert {key: found.get(key) for key in straight} == straight
    assert found["preferences"]["family"] == "private"
    assert found["medicine"]["if_missed"] == LONG_WAY["medicine-missed"]
    assert "danger" not in store.version_bytes(case.home, 1).decode()
    assert drafts.find(case.home, "new") is None


@pytest.mark.parametrize("plain", [False, True], ids=["keys", "plain"])
def test_no_answer_of_any_kind_is_lost(tmp_path: Path, plain: bool) -> None:
    """A question of each kind that one prompt asks, each ended right before it, at it and right after it."""
    env = {"RECOVERYPLAN_TEST_QUESTIONS": EACH_KIND}
    answers = dict(EVERY_KIND)
    case = Interrupted(tmp_path / "home", answers, f"kinds {plain}", plain, "full", **env)
    steps = len(case.person.flow.steps)
    for number in range(steps + 2):
        if case.until_killed(1, ENDS[number % len(ENDS)]):
            break
    else:
        assert case.until_killed(1000, "KILL")
    assert case.troubles == []
    assert case.kills >= steps // 2  # some ends come behind an answer, and two are over with one
    straight = case.person.flow.plan_so_far
    found = _tree(Path(case.home.plan).read_bytes())
    assert {key: found.get(key) for key in straight} == straight
    assert set(straight) >= {"about", "counting", "aim", "circumstances", "readiness", "preferences"}


@pytest.mark.parametrize("plain", [False, True], ids=["keys", "plain"])
def test_no_change_of_a_plan_is_lost(tmp_path: Path, plain: bool) -> None:
    """The same for a plan that is changed: the version before it stays byte by byte."""
    home = tmp_path / "home"
    made = Interrupted(home, LONG_WAY, "made", True, "full")
    assert made.until_killed(1000, "KILL")
    first = Path(made.home.plan).read_bytes()
    case = Interrupted(home, CHANGES, f"changes {plain}", plain, "full", base=_tree(first))
    _till_the_end(case, max(4, KILLS // 12), 20)
    assert case.troubles == []
    assert store.version_bytes(case.home, 1) == first
    assert [entry.number for entry in store.history(case.home)] == [1, 2]
    found, before = _tree(Path(case.home.plan).read_bytes()), _tree(first)
    assert found["motivations"][0]["text"] == CHANGES["reasons"][0]["text"]
    assert [one["craving"] for one in found["substances"]] == [2, 9]
    changed = {"motivations", "substances", "version", "updated", "reason"}
    assert {key for key in {*found, *before} if found.get(key) != before.get(key)} <= changed


@pytest.mark.parametrize("plant", ["save_at_the_end", "save_one_late", "only_whole_things"])
def test_the_same_harness_catches_saving_too_late(tmp_path: Path, plant: str) -> None:
    case = Interrupted(tmp_path / "home", JO, "planted", True, RECOVERYPLAN_TEST_PLANT=plant)
    for number in range(6):
        if case.lost or case.until_killed(4 + number, ("KILL", "TERM")[number % 2]):
            break
    assert case.lost > 0


def test_between_the_fields_of_one_person(tmp_path: Path) -> None:
    """The name is on the disk before the phone is asked for, and so is the phone before the next name."""
    answers = {"people": JO["people"]}
    case = Interrupted(tmp_path / "home", answers, "fields", True)
    order = ["people/p1/name", "people/p1/kind", "people/p1/phone", "people/p2/name"]
    keys: list[str] = []
    first = [step.key for step in case.person.flow.steps].index("people/p1/name")
    for count in range(len(order)):
        case.until_killed(first + 1 if count == 0 else 1, "KILL")
        keys = [event["k"] for event in case.draft() if "v" in event]
        assert set(order[: count + 1]) <= set(keys)
    assert case.troubles == []


def _story_killed(tmp_path: Path, plain: bool, **more: str) -> Any:
    env = environment(str(tmp_path / "home")) | {"RECOVERYPLAN_TEST_QUESTIONS": LONG} | more
    case = Interrupted(tmp_path / "home", STORY, "story", plain, **env)
    with case._pty() as pty:
        typist = Typist(pty, plain, case.person.reply)
        typist.at_prompt = lambda prompt: _two_lines(pty, typist, plain) if prompt.key == "story" else None
        with pytest.raises(KeyboardInterrupt):
            case.person.sit(typist)
        pty.exit_code()
    return case


def _two_lines(pty: Pty, typist: Typist, plain: bool) -> None:
    for line in STORY["story"].split("\n")[:2]:
        before = len(pty.raw)
        pty.line(line)
        seen = b"> " if plain else line.split()[-1].encode()
        pty.wait_until(lambda: seen in pty.raw[before:], "the line")  # noqa: B023
    pty.type("and half of")
    pty.wait_until(lambda: b"half" in pty.raw[before:], "the half line")
    end(pty, "KILL")
    raise KeyboardInterrupt


@pytest.mark.parametrize("plain", [False, True], ids=["keys", "plain"])
def test_inside_a_long_text(tmp_path: Path, plain: bool) -> None:
    case = _story_killed(tmp_path, plain)
    assert case.draft()[-1] == {"k": "story", "v": "One line.\nAnother [line].", "partial": True}
    flow = case.person._flow()
    flow.resume(case.draft())
    assert flow.at == "story"
    assert flow.prompt(flow.step).present == "One line.\nAnother [line]."
    assert case.until_killed(1000, "KILL")
    assert _plan(case.home)["about"] == {"name": "Jo", "story": STORY["story"]}


def test_the_same_check_catches_a_long_text_written_at_its_end(tmp_path: Path) -> None:
    case = _story_killed(tmp_path, True, RECOVERYPLAN_TEST_PLANT="long_text_at_its_end")
    assert [event["k"] for event in case.draft()] == ["name"]


# --- right at the save ---


def _ready_to_save(folder: Path, answers: dict[str, Any]) -> Person:
    """A home with a draft in which all is answered."""
    person = Person(answers)
    events = []
    while (step := person.flow.step) is not None:
        value = person.file._answer(person.flow, step, person.file._found(person.flow, step))
        events.append(person.flow.skip() if value is None else person.flow.accept(value))
    head = {
        "base_version": 0,
        "base_digest": "",
        "questionnaire": person.questionnaire.version,
        "started": "x",
        "length": "quick",
    }
    with drafts.Draft.open_or_start(Home(str(folder)), "new", head) as draft:
        for event in events:
            draft.append(event)
    return person


def _killed_at_the_save(folder: Path, until: str, **more: str) -> Home:
    """Go on with the draft, say save, and kill as soon as a file appears in the home."""
    person, home = _ready_to_save(folder, JO), Home(str(folder))
    words = [*command("new")[:1], os.path.join(os.path.dirname(__file__), "program.py"), "new", "--plain"]
    with Pty(words, env=environment(str(folder)) | more) as pty:
        typist = Typist(pty, True, lambda prompt: Answer("enough" if prompt.key == "offers" else "on"))

        def save(prompt: Any) -> None:
            if prompt.key == "look-back":
                pty.type("1\n")
                _wait_for_file(folder, until)
                end(pty, "KILL")
                raise KeyboardInterrupt

        typist.at_prompt = save
        with pytest.raises(KeyboardInterrupt):
            person.sit(typist, drafts.find(home, "new").events)  # type: ignore[union-attr]
        pty.exit_code()
    return home


def _wait_for_file(folder: Path, until: str) -> None:
    last = time.monotonic() + 30
    while time.monotonic() < last and not (until and (folder / until).exists()):
        if not until:
            return
    assert time.monotonic() < last


@pytest.mark.parametrize("until", ["", "history", "history/0001.yaml", "plan.yaml", "index", "now.txt", "drafts/kept"])
def test_killed_while_it_saves(tmp_path: Path, until: str) -> None:
    home = _killed_at_the_save(tmp_path / "home", until)
    waiting, stored = drafts.find(home, "new"), store.read(home)
    assert (waiting is None) == (stored is not None)
    if waiting is not None:
        case = Interrupted(tmp_path / "home", JO, "save", True)
        assert case.until_killed(1000, "KILL")
    straight = _straight(JO)
    found = _plan(home)
    assert {key: found.get(key) for key in straight} == straight
    assert [entry.number for entry in store.history(home)] == [1]
    assert drafts.find(home, "new") is None


def test_the_same_check_catches_a_draft_that_is_offered_twice(tmp_path: Path) -> None:
    home = _killed_at_the_save(tmp_path / "home", "plan.yaml", RECOVERYPLAN_TEST_PLANT="draft_not_put_away")
    assert store.read(home) is not None
    assert drafts.find(home, "new") is not None
