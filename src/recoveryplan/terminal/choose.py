"""Which prompter fits this terminal."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

from recoveryplan.interview.prompts import Prompter
from recoveryplan.terminal.plain import PlainPrompter
from recoveryplan.terminal.rich_prompter import RichPrompter
from recoveryplan.terminal.screen import Screen, is_terminal, wants_plain


def prompter_for(plain: bool, color: bool = True) -> Prompter:
    """The rich prompter where the terminal can show it, else the plain one."""
    if wants_plain(plain) or not is_terminal() or not _console_opens():
        return PlainPrompter(Screen(plain=True))
    return RichPrompter(Screen(color=color))


def _console_opens() -> bool:
    # Only Windows has terminals that look like one and are none (Git Bash); elsewhere the costly import can wait.
    return os.name != "nt" or opens_console()


def opens_console() -> bool:
    """Whether prompt_toolkit finds a console it can draw on."""
    from prompt_toolkit.output.defaults import create_output

    try:
        create_output()
    except Exception:  # its errors differ by system; each means: ask plainly
        return False
    return True


def leave_tidily() -> None:
    """On SIGTERM and SIGHUP leave at once with 143 or 129, and the terminal as it was before."""
    put_back = _put_back()

    def leave(number: int, _: FrameType | None) -> None:
        # No exception: one that is raised inside a callback of the library would be swallowed. All is on the disk.
        with contextlib.suppress(Exception):  # the terminal may have gone; termios has an error of its own for that
            put_back()
        os._exit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, leave)


def _put_back() -> Callable[[], None]:
    """What puts the terminal's way of taking keys back to what it is now."""
    try:
        import termios
    except ImportError:  # Windows puts its console back by itself
        return lambda: None
    try:
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
    except (OSError, ValueError, AttributeError, termios.error):
        return lambda: None
    return lambda: termios.tcsetattr(terminal, termios.TCSANOW, before)
