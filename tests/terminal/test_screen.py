"""The screen that commands print on."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest

from recoveryplan.errors import CannotNow
from recoveryplan.terminal.screen import Screen
from recoveryplan.wording import Said

SOURCE = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "src"))


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Narrow(Screen):
    """A screen of forty columns."""

    columns = 40  # type: ignore[assignment]


@pytest.fixture(autouse=True)
def _usual_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)


def printed(*said: Said, **how: bool) -> str:
    stream = Terminal()
    Narrow(stream, **how).say(said)
    return stream.getvalue()


def encoded(text: str, encoding: str) -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    Screen(stream).line(text)
    return raw.getvalue().decode(encoding)


def test_paragraphs_wrap_by_words_with_a_hanging_indent() -> None:
    shown = printed(Said("1. Move somewhere safer. Do not drive if you have used.", indent=2))
    assert shown == "  1. Move somewhere safer. Do not drive\n     if you have used.\n"
    assert printed(Said("First.\nSecond.", indent=2)) == "  First.\n  Second.\n"
    assert printed(Said("")) == "\n"


def test_a_contact_is_never_broken() -> None:
    line = "Margarethe-Alexandra (my neighbour's sister) 555-0142 555"
    assert printed(Said(line, "contact", indent=2)) == f"  {line}\n"


def test_words_are_never_read_as_markup_and_control_bytes_go() -> None:
    words = "[sponsor] [/daily] [link=x]y[/link] :skull: <b> {{ 7*7 }}"
    assert printed(Said(words)).replace("\n", " ").strip() == words
    assert printed(Said("a\x1b[31mb\x9bc\x07\u202ed\udce9"), plain=True) == "a[31mbcd\n"


def test_styles_are_weight_and_a_word_and_a_colour_only_where_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [Said("Head", "heading"), Said("Stay.", "warning"), Said("Call.", "warning"), Said("aside", "quiet")]
    bold = "\x1b[1mHead\x1b[0m\n\x1b[1mImportant: Stay.\x1b[0m\n\x1b[1mCall.\x1b[0m\n"
    assert printed(*said) == bold + "\x1b[90maside\x1b[0m\n"
    assert printed(*said, color=False) == bold + "aside\n"
    monkeypatch.setenv("NO_COLOR", "1")
    assert printed(*said) == bold + "aside\n"
    bare = "Head\nImportant: Stay.\nCall.\naside\n"
    assert printed(*said, plain=True) == bare
    monkeypatch.setenv("TERM", "dumb")
    assert printed(*said) == bare


def test_a_stream_that_is_no_terminal_gets_no_escape() -> None:
    stream = io.StringIO()
    screen = Screen(stream)
    screen.say([Said("Head", "heading")])
    screen.headed("Part 1 of 7", "about 9 minutes left")
    assert screen.columns == 80
    assert stream.getvalue() == "Head\nPart 1 of 7" + " " * 49 + "about 9 minutes left\n"


def test_a_heading_and_its_right_side_share_a_line_where_there_is_room() -> None:
    stream = Terminal()
    screen = Narrow(stream, color=False)
    screen.headed("Part 1 of 7", "9 minutes left")
    screen.headed("Part 1 of 7 · What matters to you", "9 minutes left")
    lines = stream.getvalue().replace("\x1b[1m", "").replace("\x1b[0m", "").split("\n")
    assert lines == [
        "Part 1 of 7               9 minutes left",
        "Part 1 of 7 · What matters to you",
        "9 minutes left",
        "",
    ]


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("ascii", '[ ] - "so" it\'s ... -> caf? ?'),
        ("cp1252", "[ ] — “so” it’s … -> café ?"),
        ("utf-8", "☐ — “so” it’s … → café 日"),
    ],
)
def test_poor_encodings_get_plainer_signs(encoding: str, shown: str) -> None:
    assert encoded("☐ — “so” it’s … → café 日", encoding) == shown + "\n"


def test_clear_wipes_the_scrollback_or_pushes_it_up() -> None:
    rich, plain = Terminal(), Terminal()
    Screen(rich).clear()
    Screen(plain, plain=True).clear()
    assert rich.getvalue() == "\x1b[2J\x1b[3J\x1b[H"
    assert plain.getvalue() == "\n" * 40


def test_a_closed_or_missing_stream_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    screen = Screen(stream)
    stream.close()
    screen.line("words")
    monkeypatch.setattr(sys, "stdout", None)
    Screen().line("words")


PROGRAM = """
from recoveryplan.terminal.screen import Screen
from recoveryplan.wording import Said
screen = Screen()
for _ in range(20000):
    screen.say([Said("A line of words.", "heading")])
"""


def run(shell: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": SOURCE, "PROGRAM": PROGRAM, "PYTHON": sys.executable}
    return subprocess.run(["bash", "-c", shell], capture_output=True, text=True, env=env, timeout=120, check=False)


def test_head_is_quiet() -> None:
    ran = run('"$PYTHON" -c "$PROGRAM" | head -1; echo "${PIPESTATUS[0]}"')
    assert (ran.stdout, ran.stderr) == ("A line of words.\n0\n", "")


def test_a_closed_standard_output_is_quiet() -> None:
    ran = run('"$PYTHON" -c "$PROGRAM" >&-')
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_told_once_without_the_text() -> None:
    with open("/dev/full", "w") as full, pytest.raises(CannotNow) as told:
        Screen(full).line("my own words")
    assert "my own words" not in str(told.value)


def test_screen_loads_nothing_heavy() -> None:
    program = "import sys, recoveryplan.terminal.screen; print(*sys.modules)"
    env = os.environ | {"PYTHONPATH": SOURCE}
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=env, check=True)
    heavy = {"rich", "questionary", "prompt_toolkit", "pydantic", "typer", "asyncio"}
    assert heavy & set(loaded.stdout.split()) == set()
