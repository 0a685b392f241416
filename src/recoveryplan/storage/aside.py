"""What never came to be, or could not be saved, is set aside in drafts; nothing of it is ever deleted."""

from __future__ import annotations

import os

from recoveryplan.errors import CannotNow, ContentProblem, RecoveryPlanError
from recoveryplan.storage import files
from recoveryplan.storage.folder import Home


def keep_text(home: Home, version: int, data: bytes) -> str | None:
    """Keep a plan's text that could not be saved; returns its path, or None when even that cannot be done."""
    path = os.path.join(home.drafts, f"unsaved-{version:04d}-{_random()}.yaml")
    try:
        files.make_folder(home.drafts)
        files.write_new(path, data)
    except CannotNow:
        return None
    return path


def with_path(problem: RecoveryPlanError, path: str | None) -> RecoveryPlanError:
    """The same problem, with a last line that says where the new text is."""
    if path is None:
        said = "Your plan is as it was. I could not keep the new text beside it."
    else:
        said = f"Your plan is as it was. The new text is kept here: {files.shown(path)}"
    if isinstance(problem, ContentProblem):
        return ContentProblem(problem.problems, said)
    return CannotNow(*problem.lines, said)


def move(home: Home, path: str, kind: str) -> str:
    """Move a file into drafts under a name of its own; returns the new path. Raises CannotNow."""
    stem, suffix = os.path.splitext(os.path.basename(path))
    target = os.path.join(home.drafts, f"{kind}-{stem}-{_random()}{suffix}")
    files.make_folder(home.drafts)
    with files.Kindly(path):
        os.replace(path, target)
        files.sync_folder(home.drafts)
    return target


def sweep(home: Home, committed: int) -> list[str]:
    """Set aside every version and record beyond the plan's own: a save that was cut off. Needs the lock.

    Returns the new paths.
    """
    over = [home.version_file(number) for number in home.version_numbers() if number > committed]
    # Records go first: a version's file beyond the plan is what tells that there may be some.
    over = [path for path in record_files(home) if (_version_named(path) or 0) > committed] + over
    return [move(home, path, "left") for path in over]


def record_files(home: Home) -> list[str]:
    """Every review and setback record, by month and name."""
    found: list[str] = []
    for month in files.names_in(home.records):
        folder = os.path.join(home.records, month)
        if os.path.isdir(folder) and not os.path.islink(folder):
            found += [os.path.join(folder, name) for name in files.names_in(folder) if name.endswith(".json")]
    return found


def _version_named(path: str) -> int | None:
    import json

    try:
        record = json.loads(files.read_file(path) or b"null")
    except (CannotNow, ContentProblem, ValueError, RecursionError):
        return None  # not one that a cut-off save leaves: those are whole
    version = record.get("version") if isinstance(record, dict) else None
    return version if isinstance(version, int) else None


def _random() -> str:
    return os.urandom(4).hex()
