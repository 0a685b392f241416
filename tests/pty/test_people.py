"""Two people, typed from start to end in a real terminal: the plan is the one their answers file gives."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import people
import pytest
from people import Person, Typist, answers_text, command, environment
from screens import Pty

from recoveryplan import wording, yamlfile
from recoveryplan.interview.prompts import Answer, Move, Prompt, Reply
from recoveryplan.plan import loading
from recoveryplan.storage import drafts, store
from recoveryplan.storage.folder import Home
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.asking import Outcome

JO = {
    "reasons": ["I want to see my daughter grow up.", "My doctor told me to; I want to sleep."],
    "country": "US",
    "substances": ["alcohol"],
    "alcohol-often": "daily",
    "alcohol-withdrawal": "not_sure",
    "aim": "cut_down",
    "hard-steps": ["move-somewhere-safer", "call-someone", "Drink a glass of water."],
    "triggers": [
        {
            "what": "I pass the bar on Fifth Street [on my way] home",
            "kind": "place",
            "strategies": [{"from": "place-other-route", "then": "take Oak Avenue"}, "call Dana before I leave"],
        },
        {"what": "I feel alone at night", "kind": "feeling", "strategies": ["put on the radio and make tea"]},
    ],
    "people": [
        {"name": "Dana", "kind": "sponsor", "phone": "555-0142"},
        {"name": "Sam", "kind": "family", "phone": "+1 (555) 0199 ext. 4"},
        {"name": "Monday group", "kind": "group"},
    ],
    "signs": [{"sign": "I stop answering my sister", "responses": ["call-someone", "save"]}],
    "goals": [{"what": "get better", "measure": "two walks a week", "by": "2027-01-31", "why": ["m1"]}],
    "rhythm": "monthly",
}  # fmt: skip
ZOE: dict[str, Any] = {
    "reasons": ["Garder ma place au lycée, et rire avec Zoë 🙂."],
    "country": "FR",
    "substances": ["cannabis"],
    "aim": "not_sure",
    "triggers": [{"what": "mes amis fument après les cours", "kind": "people", "strategies": ["rentrer avec Léa"]}],
    "people": [{"name": "Maman", "kind": "family", "phone": "06 12 34 56 78"}, {"name": "L’infirmière du lycée"}],
    "goals": [{"what": "walk with my brother each Sunday for the next month"}],
    "rhythm": "quarterly",
}


def _run(home: Path, *words: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    env = dict(os.environ) | environment(str(home))
    return subprocess.run(command(*words), env=env, capture_output=True, check=False, **more)


def _plan(home: Path) -> Any:
    return yamlfile.plain(yamlfile.read((home / "plan.yaml").read_bytes(), "plan.yaml"))


def _same_from_a_file(tmp_path: Path, answers: dict[str, Any]) -> Any:
    home = tmp_path / "from a file"
    done = _run(home, "new", "--answers", "-", input=answers_text(answers).encode())
    assert done.returncode == 0, done.stderr.decode()
    return _plan(home)


def _typed(home: Path, answers: dict[str, Any], columns: int, plain: bool) -> tuple[Pty, Typist, Person]:
    words = ["new", "--quick", *(["--plain"] if plain else [])]
    person = Person(answers)
    with Pty(command(*words), columns=columns, env=environment(str(home))) as pty:
        typist = Typist(pty, plain, person.reply)
        assert person.sit(typist) is Outcome.DONE
        pty.wait_for("Saved. This is version 1 of your plan")
        assert pty.exit_code() == 0
    return pty, typist, person


@pytest.mark.parametrize(
    ("answers", "columns", "plain"), [(JO, 80, False), (ZOE, 40, True), (ZOE, 40, False), (JO, 40, True)],
    ids=["alcohol, US, keys", "cannabis, France, plain at 40", "the same with keys at 40", "alcohol, plain at 40"],
)  # fmt: skip
def test_typed_from_start_to_end(tmp_path: Path, answers: dict[str, Any], columns: int, plain: bool) -> None:
    home = tmp_path / "a home"
    pty, typist, person = _typed(home, answers, columns, plain)
    assert _plan(home) == _same_from_a_file(tmp_path, answers)
    assert not person.file.problems
    prompts = [key for key in typist.prompts if key not in {"look-back", "part", "pause"}]
    assert len({key.split("/")[0] for key in prompts}) <= 20
    assert len(prompts) <= 45
    assert not plain or b"\x1b" not in pty.raw
    assert all(len(line) <= columns for line in pty.lines())
    for name in ("show", "now"):
        shown = _run(home, name)
        assert shown.returncode == 0
        assert all(len(line) <= 80 for line in shown.stdout.decode().split("\n"))
        assert answers["people"][0]["phone"] in shown.stdout.decode()
    assert people.TODAY in (home / "plan.yaml").read_text()


def test_what_is_shown_is_never_cut_at_40_columns(tmp_path: Path) -> None:
    """Every word of every question that came up stands whole in plain mode; a cutting screen would lose some."""
    home = tmp_path / "home"
    pty, _, person = _typed(home, ZOE, 40, plain=True)
    seen = pty.text()
    for step in person.flow.steps:
        prompt = person.flow.prompt(step)
        listed = () if prompt.kind == "named" else prompt.options  # names are typed; help lists them
        for words in (prompt.ask, *prompt.examples, *(option.text for option in listed)):
            assert " ".join(words.split()) in seen, step.key


class Restless(Person):
    """Goes back and forth, skips what is answered later, and stops for the day now and then."""

    def __init__(self, answers: dict[str, Any], seed: str) -> None:
        super().__init__(answers)
        self.random = random.Random(seed)
        self.moves: Counter[Move] = Counter()
        self.skipped: set[str] = set()
        self.replies = 0

    def reply(self, prompt: Prompt) -> Reply:
        """What was meant, or a move that leads away from it for a while."""
        if prompt.key == "look-back" and self.flow.answers["country"] is None:
            return Answer("near")  # its part has one question only, which is asked at once
        meant = super().reply(prompt)
        dice = self.random.random()
        if prompt.key in {"resume", "pause", "look-back", "part"} or prompt.ask == wording.SMART_ASK:
            return meant
        if dice < 0.12 and self.flow.steps[0].key != prompt.key:
            return self._moved(Move.BACK)
        self.replies += 1
        if self.replies in {6, 17, 33}:
            return self._moved(Move.SAVE)
        if prompt.key == "country" and not self.skipped:
            self.skipped.add(prompt.key)
            return self._moved(Move.SKIP)
        return meant

    def _moved(self, move: Move) -> Move:
        self.moves[move] += 1
        return move


@pytest.mark.parametrize(("columns", "plain"), [(80, False), (40, True)], ids=["keys", "plain at 40"])
def test_back_save_and_go_on_until_it_is_done(tmp_path: Path, columns: int, plain: bool) -> None:
    home = tmp_path / "home"
    person = Restless(JO, f"restless {plain}")
    outcome = Outcome.LATER
    while outcome is Outcome.LATER:
        with Pty(
            command("new", "--quick", *(["--plain"] if plain else [])), columns=columns, env=environment(str(home))
        ) as pty:
            outcome = person.sit(Typist(pty, plain, person.reply), events(home))
            pty.wait_for("Nothing is lost" if outcome is Outcome.LATER else "Saved. This is version 1")
            assert pty.exit_code() == 0
            assert events(home) == (person.written if outcome is Outcome.LATER else [])
    assert person.moves[Move.BACK] >= 3
    assert person.moves[Move.SAVE] == 3
    assert _plan(home) == _same_from_a_file(tmp_path, JO)


def events(home: Path) -> list[Any]:
    """What the draft holds."""
    found = drafts.find(Home(str(home)), "new")
    return found.events if found else []


def test_start_afresh_then_killed_then_gone_on(tmp_path: Path) -> None:
    """The second plan is the next version; the first one stays in the history, byte by byte."""
    home = tmp_path / "home"
    assert _run(home, "new", "--answers", "-", input=answers_text(ZOE).encode()).returncode == 0
    first = (home / "plan.yaml").read_bytes()
    person = Person(JO)
    with Pty(command("new", "--quick", "--plain"), env=environment(str(home))) as pty:
        typist = Typist(pty, True, person.reply)
        pty.wait_for("Your choice:")
        pty.line("lines")
        pty.wait_for("Help lines")
        pty.wait_for("Your choice:", times=2)
        typist.since = len(pty.raw)
        pty.line("4")
        typist.at_prompt = lambda prompt: _kill_at("substances", prompt, pty)
        with pytest.raises(KeyboardInterrupt):
            person.sit(typist)
        pty.exit_code()
    assert (home / "plan.yaml").read_bytes() == first
    assert events(home) == person.written
    with Pty(command("new", "--quick", "--plain"), env=environment(str(home))) as pty:
        assert person.sit(Typist(pty, True, person.reply), events(home)) is Outcome.DONE
        pty.wait_for("Saved. This is version 2 of your plan")
        assert pty.exit_code() == 0
    history = [(entry.number, entry.reason) for entry in store.history(Home(str(home)))]
    assert history == [(1, wording.REASON_NEW), (2, wording.REASON_AFRESH)]
    assert store.version_bytes(Home(str(home)), 1) == first
    head = {"version": "2", "reason": wording.REASON_AFRESH}
    assert _plan(home) == _same_from_a_file(tmp_path, JO) | head


def _kill_at(key: str, prompt: Prompt, pty: Pty) -> None:
    if prompt.key == key:
        pty.kill(signal.SIGKILL)
        raise KeyboardInterrupt


def test_start_over_keeps_the_old_answers_aside(tmp_path: Path) -> None:
    home = tmp_path / "home"
    person = Person(JO)
    with Pty(command("new", "--quick", "--plain"), env=environment(str(home))) as pty:
        typist = Typist(pty, True, person.reply)
        typist.at_prompt = lambda prompt: _kill_at("substances", prompt, pty)
        with pytest.raises(KeyboardInterrupt):
            person.sit(typist)
        pty.exit_code()
    with Pty(command("new", "--quick", "--plain"), env=environment(str(home))) as pty:
        pty.wait_for("Your choice:")
        typist = Typist(pty, True, person.reply)
        pty.line("2")
        assert person.sit(typist) is Outcome.DONE
        assert pty.exit_code() == 0
    assert _plan(home) == _same_from_a_file(tmp_path, JO)
    kept = [path.read_text() for path in home.rglob("*.jsonl")]
    assert len(kept) == 2
    assert all(JO["reasons"][0] in text for text in kept)


def test_the_length_is_asked_for_and_the_easy_way_is_short(tmp_path: Path) -> None:
    home = tmp_path / "home"
    person = Person({"reasons": ["I want to sleep."], "country": "GB", "substances": ["nicotine"]}, length="easy")
    person.choosing_length = True
    with Pty(command("new", "--plain"), columns=40, env=environment(str(home))) as pty:
        typist = Typist(pty, True, person.reply)
        assert person.sit(typist) is Outcome.DONE
        pty.wait_for("Saved. This is version 1 of your plan")
        assert pty.exit_code() == 0
    asked = {key.partition("/")[0] for key in typist.prompts} - {"length", "part", "look-back", "pause"}
    assert 7 <= len(asked) <= 9
    assert _plan(home)["motivations"] == [{"id": "m1", "text": "I want to sleep."}]


@pytest.mark.parametrize("plain", [False, True], ids=["keys", "plain"])
def test_a_quick_plan_is_changed_in_a_second_sitting(tmp_path: Path, plain: bool) -> None:
    """Short first, then `edit`: one new version, the one before byte by byte, and nothing else is moved."""
    home = tmp_path / "home"
    assert _run(home, "new", "--answers", "-", input=answers_text(ZOE).encode()).returncode == 0
    first = (home / "plan.yaml").read_bytes()
    base, _ = loading.load(_plan(home), knowledge.vocabulary())
    assert base is not None
    changes = {"reasons": [{"id": "m1", "text": "Rire avec Zoë."}], "stage": "early", "use-craving": [4]}
    person = Person(changes, length="full", base=loading.dump(base))
    with Pty(command("edit", *(["--plain"] if plain else [])), env=environment(str(home))) as pty:
        typist = Typist(pty, plain, person.reply)
        assert person.sit(typist) is Outcome.DONE
        typist.ask(people.why_prompt(), lambda _: None)
        pty.wait_for("Saved. This is version 2 of your plan")
        assert pty.exit_code() == 0
    assert store.version_bytes(Home(str(home)), 1) == first
    after, before = _plan(home), yamlfile.plain(yamlfile.read(first, "plan.yaml"))
    assert after["motivations"] == [{"id": "m1", "text": "Rire avec Zoë."}]
    assert (after["readiness"]["stage"], after["substances"][0]["craving"]) == ("early", "4")
    changed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    assert changed == {"version", "reason", "motivations", "readiness", "substances"}
