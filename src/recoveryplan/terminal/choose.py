"""Which prompter fits this terminal."""

from __future__ import annotations

import os
import signal
import sys
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
    """On SIGTERM and SIGHUP leave with 143 or 129 by the front door, so that the terminal is put back as it was."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, _leave)


def _leave(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)
