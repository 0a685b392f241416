"""Knows where the home folder is: the one place for everything this program keeps.

Imports nothing but os and sys, since `now` asks it before anything else is loaded.
"""

import os
import sys

VARIABLE = "RECOVERYPLAN_HOME"

PLAN = "plan.yaml"
CARD = "now.txt"

CARD_MARK = "4 2026-11-22"
"""The shape of a kept card, and the oldest day a help line was checked; a test holds it to ``lines.yaml``.

Either changing makes every kept card be made again.
"""


def find(named: str | None = None) -> str:
    """The home folder's absolute path: as named, else ``RECOVERYPLAN_HOME``, else the system's own place.

    The folder need not exist. Nothing is opened.
    """
    chosen = named or os.environ.get(VARIABLE)
    return os.path.abspath(os.path.expanduser(chosen)) if chosen else os.path.join(_data_folder(), "recoveryplan")


def _data_folder() -> str:
    if sys.platform == "win32":
        return os.environ.get("APPDATA") or os.path.expanduser("~\\AppData\\Roaming")
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Application Support")
    # The XDG base-directory rules say that a relative path here is to be ignored.
    named = os.environ.get("XDG_DATA_HOME", "")
    return named if os.path.isabs(named) else os.path.expanduser("~/.local/share")
