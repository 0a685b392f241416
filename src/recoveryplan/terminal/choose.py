"""Which prompter fits this terminal."""

from __future__ import annotations

import os
import sys

from recoveryplan.interview.prompts import Prompter
from recoveryplan.terminal.plain import PlainPrompter
from recoveryplan.terminal.rich_prompter import RichPrompter
from recoveryplan.terminal.screen import Screen, is_tty


def is_terminal() -> bool:
    """Whether a person can be asked here: both standard input and output are terminals."""
    return is_tty(sys.stdin) and is_tty(sys.stdout)


def wants_plain(plain: bool = False) -> bool:
    """Whether output must stay plain: asked for, ACCESSIBLE set, or a terminal that can do no more."""
    return plain or bool(os.environ.get("ACCESSIBLE")) or os.environ.get("TERM") == "dumb"


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
