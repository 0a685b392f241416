"""Looks at all pages once, however many tests ask and in however many processes they run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from browser import checking, tools
from browser.told import pytest_terminal_summary  # noqa: F401


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One folder for all processes of this run."""
    base = tmp_path_factory.getbasetemp()
    found = (base if worker_id == "master" else base.parent) / "pages"
    found.mkdir(exist_ok=True)
    return found


def once(folder: Path, name: str, make: Callable[[], Any]) -> Any:
    """What ``make`` gives, made by the first process that asks; the others read it."""
    kept = folder / f"{name}.kept"
    with FileLock(folder / f"{name}.lock"):
        if not kept.exists():
            kept.write_text(json.dumps(make()), encoding="utf-8")
        return json.loads(kept.read_text(encoding="utf-8"))


def needs(*gone: str) -> None:
    """Skip, with words, where a tool is missing; fail where the build says that it is there."""
    if gone and tools.must():
        pytest.fail(f"{', '.join(gone)} not found, though the build has installed what the page checks need.")
    if gone:
        pytest.skip(f"not checked, no {', '.join(gone)}: `.ci/browser` installs it")


@pytest.fixture(scope="session")
def files(folder: Path) -> dict[str, Path]:
    """Every page as a file, by name; the planted ones too."""
    made = once(folder, "files", lambda: {name: str(path) for name, path in checking.draw(folder).items()})
    return {name: Path(path) for name, path in made.items()}


@pytest.fixture(scope="session")
def told(request: pytest.FixtureRequest, folder: Path) -> dict[str, Any]:
    """What the browser tells of each page."""
    needs(*tools.for_the_browser())
    files = request.getfixturevalue("files")
    answer: dict[str, Any] = once(folder, "browser", lambda: checking.in_the_browser(files, folder))
    return answer


@pytest.fixture(scope="session")
def seen(told: dict[str, Any]) -> checking.Findings:
    """What the browser found."""
    return checking.of_the_browser(told)


@pytest.fixture(scope="session")
def printed(request: pytest.FixtureRequest, folder: Path) -> checking.Findings:
    """What the tools for paper found."""
    needs(*tools.for_the_browser(), *tools.for_paper())
    files, told = request.getfixturevalue("files"), request.getfixturevalue("told")
    found: checking.Findings = once(folder, "paper", lambda: checking.on_paper(files, told))
    return found


@pytest.fixture(scope="session")
def validated(request: pytest.FixtureRequest, folder: Path) -> checking.Findings:
    """What the validator found."""
    needs(*tools.for_the_validator())
    files = request.getfixturevalue("files")
    found: checking.Findings = once(folder, "validator", lambda: checking.by_the_validator(files))
    return found
