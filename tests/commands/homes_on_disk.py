"""What stands in a folder, so that a test can say that nothing moved."""

from __future__ import annotations

import hashlib
from pathlib import Path

CACHES = frozenset({"index", "now.txt"})
"""What reading may renew."""


def snapshot(folder: Path, but: frozenset[str] = CACHES) -> dict[str, tuple[str, int, int]]:
    """Digest, time of change and mode of every file in the folder, by its path."""
    return {
        str(path.relative_to(folder)): (_digest(path), path.stat().st_mtime_ns, path.stat().st_mode & 0o777)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in but
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
