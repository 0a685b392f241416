"""Homes to put into one file, such files, and bad ones made by hand."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from recoveryplan.storage import bundle
from recoveryplan.storage.folder import Home
from storage.homes import DAY, save, write

ODD_BYTES = bytes(range(256)) + "\u202eé☃\r\n".encode()

PLAN = b"schema_version: 1\nversion: 2\nupdated: 2026-11-22\nreason: x\nmotivations:\n- id: m1\n  text: sleep\n"


def full(home: Home) -> Home:
    """A home with something in every place, also what a kill left and what is not ours."""
    save(home, 1)
    save(home, 2)
    for inside, data in {
        "checkins/2026-11/22-0123abcd.json": b'{"checkin": 1}',
        "checkins/2026-10/01-0123abcd.json": ODD_BYTES,
        "records/2026-11/22-review-0123abcd.json": b'{"record": 1}',
        "drafts/edit-0002.jsonl": b'{"draft": 1}\n{"half": ',
        "drafts/kept/new-0000-edit-1.jsonl": b"",
        "drafts/unsaved-0002-0123abcd.yaml": ODD_BYTES,
        "shared.yaml": b"with: nobody\n",
        "now.txt": b"card",
        "worksheets/whole-plan.html": b"page",
        ".rp-0123456789abcdef.tmp": b"left",
        "drafts/.edit.lock": b"",
        "mine.txt": b"not yours",
    }.items():
        path = home.join(*inside.split("/"))
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        write(path, data)
    return home


KEPT = [
    "checkins/2026-10/01-0123abcd.json",
    "checkins/2026-11/22-0123abcd.json",
    "drafts/edit-0002.jsonl",
    "drafts/kept/new-0000-edit-1.jsonl",
    "drafts/unsaved-0002-0123abcd.yaml",
    "history/0001.yaml",
    "history/0002.yaml",
    "index",
    "plan.yaml",
    "records/2026-11/22-review-0123abcd.json",
    "shared.yaml",
]


def kept_bytes(home: Home) -> dict[str, bytes]:
    """What is the person's own in a home, by name."""
    found = {}
    for name in bundle.survey(home).kept:
        with open(home.join(*name.split("/")), "rb") as file:
            found[name] = file.read()
    return found


def bundled(home: Home, folder: Path) -> str:
    """A file with everything of the home in it."""
    path = str(folder / "recoveryplan-2026-11-22.zip")
    bundle.write(home, path, DAY)
    return path


def line(name: str, data: bytes, **other: Any) -> dict[str, Any]:
    """A file as the manifest names it."""
    return {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()} | other


def made_by_hand(
    path: Path,
    members: Iterable[tuple[str | zipfile.ZipInfo, bytes]] = (("recoveryplan/plan.yaml", PLAN),),
    listed: Iterable[object] = (line("plan.yaml", PLAN),),
    read_me: bool = True,
    manifest: bytes | None = None,
    **head: Any,
) -> str:
    """A zip file with these members, whose manifest says what it is told to say."""
    tree = {"recoveryplan_export": 1, "program": "0", "day": "2026-11-22", "files": list(listed)} | head
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            made.writestr(name, data)
        if read_me:
            made.writestr("READ-ME.txt", "x")
        made.writestr("manifest.json", json.dumps(tree).encode() if manifest is None else manifest)
    return str(path)


def link(name: str) -> zipfile.ZipInfo:
    """A member that says it is a symbolic link."""
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def everything_below(folder: Path) -> dict[str, bytes | None]:
    """Every path below a folder, with its bytes; None for a folder."""
    return {
        os.path.relpath(path, folder): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
