"""A terminal for tests: a program in a real pseudo-terminal, and what a person would see of it.

    from screens import Pty

    with Pty([sys.executable, "-m", "recoveryplan", "new"], columns=40, env={"RECOVERYPLAN_HOME": home}) as pty:
        pty.wait_for("What matters to you")
        pty.type("I want to sleep.")
        pty.press("enter")
        pty.press("ctrl-s")
        assert pty.exit_code() == 0
        assert not pty.cut_words("every word that must be seen")

Tests in other folders reach it by putting ``tests/pty`` on ``sys.path`` (``pythonpath`` in pyproject.toml).
Nothing here sleeps for a fixed time: each wait polls until what it waits for is there, or fails with the screen.
Wait for a prompt before you press a key: before that the terminal is not in the program's hands yet.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType

import pyte

PATIENCE = float(os.environ.get("PTY_PATIENCE", "60"))
"""Seconds that a wait may take; long, for a busy machine. A wait that succeeds is never slower for it."""

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift-tab": "\x1b[Z",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "delete": "\x1b[3~",
    "backspace": "\x7f",
    "space": " ",
    "escape": "\x1b",
    "f1": "\x1bOP",
} | {f"ctrl-{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"}

_HISTORY = 5000


class Pty:
    """A program in a terminal of ``columns`` × ``rows``. Use it in ``with``: leaving ends the program.

    ``env`` is added to a small clean environment (TERM=xterm-256color, UTF-8, PATH and HOME of the test);
    a value of None takes a name out.
    """

    def __init__(
        self,
        command: Sequence[str],
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str | None] | None = None,
        cwd: str | None = None,
    ) -> None:
        self.columns = columns
        self.raw = b""
        """Every byte the program has sent, in order."""
        self._screen = _Screen(columns, rows, history=_HISTORY, ratio=0.5)
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = os.openpty()
        self._screen.answer = self._send
        self.resize(columns, rows)
        try:
            self.process = _start(command, slave, cwd, _environment(env or {}))
        finally:
            os.close(slave)

    def __enter__(self) -> Pty:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.process.poll() is None:
            self.kill(signal.SIGKILL)
        self.process.wait()
        self.close_terminal()

    # -- doing --

    def type(self, text: str) -> None:
        """Type text as a keyboard sends it, without Enter. Surrogates are sent as the raw bytes they stand for."""
        self._send(text.encode("utf-8", "surrogateescape"))

    def press(self, *keys: str) -> None:
        """Press named keys: enter, shift-tab, ctrl-s, f1, up, down, space, ... (see KEYS)."""
        for key in keys:
            self.type(KEYS[key])

    def line(self, text: str) -> None:
        """Type text and Enter."""
        self.type(text + KEYS["enter"])

    def paste(self, text: str) -> None:
        """Paste as a terminal with bracketed paste does."""
        self.type("\x1b[200~" + text.replace("\n", "\r") + "\x1b[201~")

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal; the program is told by SIGWINCH."""
        self.columns = columns
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._screen.resize(rows, columns)

    def kill(self, sig: int) -> None:
        """Send a signal to the program."""
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(sig)

    def close_terminal(self) -> None:
        """Close the window: the program gets SIGHUP and its terminal is gone. Nothing can be read after it."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    # -- waiting --

    def wait_for(self, text: str, seconds: float = PATIENCE, times: int = 1) -> None:
        """Wait until the text is seen ``times`` times, on the screen or above it. Line breaks count as blanks."""
        wanted = _flat(text)
        self.wait_until(lambda: self.text().count(wanted) >= times, f"{text!r} {times} times", seconds)

    def wait_until(self, seen: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
        """Wait until something about this terminal is true; fail with the screen if it never is."""
        end = time.monotonic() + seconds
        while not seen():
            alive = self._read(min(0.5, max(0.0, end - time.monotonic())))
            if not alive and not seen():
                raise AssertionError(f"The program ended before {what} was seen.\n{self.shown()}")
            if time.monotonic() > end:
                raise AssertionError(f"{what} was not seen in {seconds} s.\n{self.shown()}")

    def exit_code(self, seconds: float = PATIENCE) -> int:
        """Read all to the end and return the exit code (negative: the signal that ended the program)."""
        end = time.monotonic() + seconds
        while self._master >= 0 and self._read(0.2):
            if time.monotonic() > end:
                raise AssertionError(f"The program did not end in {seconds} s.\n{self.shown()}")
        return self.process.wait(timeout=max(1.0, end - time.monotonic()))

    # -- looking --

    def screen_lines(self) -> list[str]:
        """The lines on the screen now, blanks at their ends cut."""
        return [line.rstrip() for line in self._screen.display]

    def lines(self) -> list[str]:
        """The scrollback, then the screen, without the empty lines at the end."""
        above = [_row(row, self.columns) for row in self._screen.history.top]
        every = above + self.screen_lines()
        while every and not every[-1]:
            every.pop()
        return every

    def last_lines(self, rows: int) -> list[str]:
        """The screen, and so many rows above it; quicker than ``lines`` where much has been shown."""
        above = self._screen.history.top
        late = [above[n] for n in range(max(0, len(above) - rows), len(above))]
        return [_row(row, self.columns) for row in late] + self.screen_lines()

    def text(self) -> str:
        """Scrollback and screen as one line, each run of blanks and line ends as one blank."""
        return _flat(" ".join(self.lines()))

    def shown(self) -> str:
        """Scrollback and screen in a frame, for a failure's message."""
        edge = "+" + "-" * self.columns + "+"
        return "\n".join([edge, *self.lines(), edge])

    def cut_words(self, text: str) -> list[str]:
        """The words of the text that do not stand whole, in order, on the screen or above it."""
        cut, rest = [], self.text().split(" ")
        for word in text.split():
            if word in rest:
                rest = rest[rest.index(word) + 1 :]
            else:
                cut.append(word)
        return cut

    def cursor(self) -> tuple[int, int]:
        """Row and column of the cursor, both from 0, on the screen."""
        return self._screen.cursor.y, self._screen.cursor.x

    def cursor_hidden(self) -> bool:
        """Whether the program has hidden the cursor."""
        return bool(self._screen.cursor.hidden)

    def modes(self) -> list[int]:
        """Input, output, control and local modes of the terminal now, to see whether they were put back."""
        return [int(mode) for mode in termios.tcgetattr(self._master)[:4] if isinstance(mode, int)]

    def _send(self, data: bytes) -> None:
        while data:
            # Read between writes: a program that prints while we type must not wait for us, nor we for it.
            _, writable, _ = select.select([], [self._master], [], 0.1)
            if writable:
                data = data[os.write(self._master, data[:512]) :]
            self._read(0)

    def _read(self, seconds: float) -> bool:
        """Take in what comes within a time. False once the program has closed the terminal."""
        readable, _, _ = select.select([self._master], [], [], seconds)
        if not readable:
            return True
        try:
            data = os.read(self._master, 65536)
        except OSError:  # Linux says EIO when the last one has closed its end
            return False
        self.raw += data
        self._stream.feed(data)
        return bool(data)


class _Screen(pyte.HistoryScreen):
    """A screen that answers what a program asks the terminal, such as where the cursor is."""

    answer: Callable[[bytes], None]

    def write_process_input(self, data: str) -> None:
        self.answer(data.encode())


def _environment(extra: Mapping[str, str | None]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH", "TMPDIR") if name in os.environ}
    every = kept | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"} | dict(extra)
    return {name: value for name, value in every.items() if value is not None}


def _start(command: Sequence[str], slave: int, cwd: str | None, env: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=cwd,
        env=env,
        start_new_session=True,
        preexec_fn=_own_terminal,  # noqa: PLW1509 - tests start no threads
    )


def _own_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _row(row: Mapping[int, object], columns: int) -> str:
    return "".join(row[column].data for column in range(columns)).rstrip()  # type: ignore[attr-defined]


def _flat(text: str) -> str:
    return " ".join(text.split())
