"""What the page checks need of the machine, and what of it is not there. `.ci/browser` installs it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
VALIDATOR = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
PACKAGES = ("playwright-core", "axe-core")

NEEDED = "RECOVERYPLAN_PAGES"
"""Set to "must" where the tools are installed for sure, as in the build: then a missing one is a failed test."""


def chromium() -> str | None:
    """The browser of the system. None is ever downloaded."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def for_the_browser() -> list[str]:
    """What is not there of what drives the browser, in words."""
    gone = [] if chromium() else ["chromium"]
    gone += [] if shutil.which("node") else ["node"]
    return gone + [name for name in PACKAGES if not (HERE / "node_modules" / name).is_dir()]


def for_the_validator() -> list[str]:
    """What is not there of what checks that pages are valid HTML, in words."""
    gone = [] if shutil.which("java") else ["java"]
    return gone + ([] if VALIDATOR.is_file() else ["vnu-jar"])


def for_paper() -> list[str]:
    """What is not there of what reads printed pages back, in words."""
    return [name for name in ("pdftotext", "pdftoppm") if not shutil.which(name)]


def unchecked() -> list[str]:
    """What can not be looked at on this machine, and why: one phrase each."""
    checks = {
        "pages in a browser": for_the_browser(),
        "valid HTML": for_the_validator(),
        "printed pages": for_the_browser() + for_paper(),
    }
    return [f"{what} (no {', '.join(gone)})" for what, gone in checks.items() if gone]


def must() -> bool:
    """Whether a missing tool is an error: the build says so after it has installed them all."""
    return os.environ.get(NEEDED) == "must"
