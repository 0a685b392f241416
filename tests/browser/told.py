"""Says at the end of a run which page checks were left out, so that green is not taken for looked at."""

from __future__ import annotations

import pytest

from browser import tools

SAID = pytest.StashKey[bool]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """One line, where a check of this folder was skipped.

    A conftest that imports this takes part. With several workers only the one above all tests is loaded in the process
    that tells; with none, both are, and it is still said once.
    """
    skipped = terminalreporter.stats.get("skipped", [])
    ours = any("browser/test_" in str(getattr(report, "nodeid", "")) for report in skipped)
    if ours and tools.unchecked() and not config.stash.get(SAID, False):
        config.stash[SAID] = True
        words = "; ".join(tools.unchecked())
        terminalreporter.write_line(f"NOT CHECKED here: {words}. `.ci/browser` installs what is missing.", yellow=True)
