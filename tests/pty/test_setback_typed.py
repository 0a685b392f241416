"""`setback` in a real terminal, as somebody at two in the morning meets it: the twelfth who must be safe.

Drowsy after pills, alone, thoughts of dying, a drug court. Help stands there unasked; what is typed is heard at once.
"""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from people import command, environment
from screens import Pty

from recoveryplan.storage import drafts
from recoveryplan.storage.folder import Home
from recoveryplan.wording import setbacks as words

PLAN = """\
schema_version: 1
version: 1
updated: 2026-11-01
reason: my first plan
motivations: [{id: m1, text: I want to see my girl grow up}]
substances: [{id: u1, kind: opioids, often: stopped}]
mind: {thoughts: "yes"}
circumstances: {legal: [court]}
triggers: [{id: t1, kind: time, what: two in the morning}]
people:
- {id: p1, name: Dana, kind: sponsor, phone: 555-0142}
- {id: p2, name: Rick, phone: 555-0666}
keep_distance: [{id: x1, who: Rick}]
medicine: {naloxone_where: in the kitchen}
preferences: {country: US}
"""

UNASKED = (
    "In danger? Call 911:",
    "hard to wake, slow breathing, blue or gray lips: give naloxone too, and stay",
    "Thoughts of ending your life:",
    "call or text 988",
    "do not sleep it off alone.",
    "Do not drive.",
    "Naloxone in the room? Put it in sight.",
    "Yours is here: in the kitchen",
    "Dana (sponsor) 555-0142",
    "Is anyone with you?",
)
"""All that stands there before anything is asked, in this order, and then the first question."""


@pytest.fixture
def here(home: Path) -> Path:
    home.mkdir(mode=0o700)
    (home / "plan.yaml").write_text(PLAN, "utf-8")
    return home


def started(home: Path, columns: int, plain: bool) -> Pty:
    return Pty(command("setback", *(["--plain"] if plain else [])), columns, 24, environment(str(home)))


def ready(pty: Pty, plain: bool, ask: str, times: int = 1) -> None:
    """Wait until a question stands there and can be answered."""
    pty.wait_for(ask, times=times)
    if plain:
        pty.wait_until(lambda: pty.raw.endswith((b": ", b"> ")), f"the place to answer {ask!r}")
    else:
        asked = pty.text().rindex
        pty.wait_until(lambda: "Shift-Tab" in pty.text()[asked(ask) :], f"the keys below {ask!r}")


@pytest.fixture(params=[(40, True), (40, False), (80, True), (80, False)], ids=["40p", "40r", "80p", "80r"])
def terminal(request: pytest.FixtureRequest, here: Path) -> Iterator[tuple[Pty, bool]]:
    columns, plain = request.param
    with started(here, columns, plain) as pty:
        yield pty, plain


def test_all_of_it_stands_unasked_and_before_the_first_question(terminal: tuple[Pty, bool]) -> None:
    pty, plain = terminal
    ready(pty, plain, "Is anyone with you?")
    shown = pty.text()
    at = [shown.index(part) for part in UNASKED]
    assert at == sorted(at)
    assert "Rick" not in shown
    # Nothing to press before it: the danger block itself is still on a small screen when the question comes.
    assert any(line.startswith("In danger? Call 911:") for line in pty.screen_lines())
    first = shown[: shown.index("Is anyone with you?")]
    assert "?" not in first.replace("In danger?", "").replace("Naloxone in the room?", "")
    assert b"\x1b" not in pty.raw or not plain


def test_dark_words_bring_a_line_and_a_pause_and_no_count(terminal: tuple[Pty, bool], here: Path) -> None:
    pty, plain = terminal
    ready(pty, plain, "Is anyone with you?")
    pty.line("1")
    ready(pty, plain, words.READY)
    assert "Being with someone is safer." in pty.text()
    assert pty.text().count("Dana (sponsor) 555-0142") == 2
    pty.line("1")
    ready(pty, plain, "Was it a setback, or was it close?")
    pty.line("1")
    pty.wait_for("your body can take far less than before")
    ready(pty, plain, "Which day was it?")
    skip(pty, plain)
    ready(pty, plain, "What made it hard?")
    pty.line("2" if plain else "2 ")
    ready(pty, plain, "What made it hard, in a few words?")
    pty.line("I took pills. I want to die")
    ready(pty, plain, "What would you like now?")
    shown = pty.text()
    assert shown.index("I want to die") < shown.index("Thoughts of ending your life", shown.index("I want to die"))
    pty.line("2")  # stop here for now
    assert pty.exit_code() == 0
    assert "988" in " ".join(pty.screen_lines())
    assert "In danger: call 911" in pty.text()
    assert not (here / "records").exists()
    assert drafts.find(Home(str(here)), "setback") is not None


def skip(pty: Pty, plain: bool) -> None:
    if plain:
        pty.line("skip")
    else:
        pty.press("ctrl-k")


@pytest.mark.parametrize("plain", [True, False], ids=["plain", "rich"])
def test_it_is_killed_and_gone_on_with(here: Path, plain: bool) -> None:
    with started(here, 80, plain) as pty:
        ready(pty, plain, "Is anyone with you?")
        pty.line("2")
        ready(pty, plain, words.READY)
        pty.line("1")
        ready(pty, plain, "Was it a setback, or was it close?")
        pty.line("2")
        ready(pty, plain, "Which day was it?")
        pty.kill(signal.SIGKILL)
        pty.exit_code()
    with started(here, 80, plain) as pty:
        ready(pty, plain, "Is anyone with you?")
        assert "In danger? Call 911:" in pty.text()
        pty.line("1")
        ready(pty, plain, words.READY)
        assert words.GO_ON in pty.text()
        pty.line("1")
        ready(pty, plain, "Which day was it?")
        pty.line("yesterday")
        for ask in ("to come back, in a few", "What made it hard?", "Was there a sign", "What could you do next"):
            ready(pty, plain, ask)
            skip(pty, plain)
        ready(pty, plain, "Who could you call or text")
        pty.line("1")
        pty.wait_for("Dana 555-0142")
        ready(pty, plain, "again in a week?")
        pty.line("n")
        ready(pty, plain, "just for you?")
        skip(pty, plain)
        assert pty.exit_code() == 0
    (record,) = [json.loads(path.read_text("utf-8")) for path in here.glob("records/*/*.json")]
    assert (record["with_me"], record["what"], record["on"], record["person"]) == ("alone", "near", "2026-11-21", "p1")


def test_no_page_and_no_version_holds_what_was_typed_for_oneself(here: Path) -> None:
    """A court copy is made of the plan: what was said of a setback stands in its record alone."""
    from commands.running import run_here

    story = "answers_for: setback\nsetback-what: use\nsetback-story: I took forty pills\n"
    assert run_here("setback", "--answers", "-", typed=story).code == 0
    assert run_here("worksheet").code == 0
    pages = [path.read_text("utf-8") for path in (here / "worksheets").rglob("*") if path.is_file()]
    held = [*pages, *(path.read_text("utf-8") for path in here.rglob("*.yaml")), (here / "now.txt").read_text("utf-8")]
    assert len(held) > 3
    assert [text for text in held if "forty" in text] == []
