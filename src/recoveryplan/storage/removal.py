"""Removing everything the program keeps, and nothing else.

Only names that the program gives are removed; a link is removed itself, and never followed.
"""

from __future__ import annotations

import os
import re
import stat

from recoveryplan.storage import files, swap
from recoveryplan.storage.folder import KNOWN_FILES, KNOWN_FOLDERS, Home
from recoveryplan.storage.locks import Lock

_VERSION = r"\d{4,}\.yaml"
_DRAFT = r"(\.[a-z]+\.lock|[a-z]+-\d{4,}(-[a-z]+-\d+)?\.jsonl|(unsaved|left)-[\w-]+\.(yaml|json)"
# The copy for an editor, and what editors leave beside it.
_DRAFT += r"|\.?by-hand-[0-9a-f]{12}\.yaml([~.][\w~.]*)?)"
_RECORD = r"\d{4}-\d{2}/\d{2}(-[a-z]+)?-[0-9a-f]+\.json"
_PAGE = r"([a-z0-9][\w-]*\.(html|md|pdf|ics)|recoveryplan-\d{4}-\d{2}-\d{2}\.zip)"
_OURS = re.compile(
    rf"history/{_VERSION}|drafts/(kept/)?{_DRAFT}|(checkins|records)/{_RECORD}|worksheets/{_PAGE}"
    r"|((history|drafts|worksheets|(checkins|records)/\d{4}-\d{2})/)?\.rp-[0-9a-f]+\.tmp"
)


class Found:
    """What is in a home: paths of files that are ``ours``, and of others that stay."""

    __slots__ = ("others", "ours")

    def __init__(self, ours: list[str], others: list[str]) -> None:
        self.ours = ours
        self.others = others


def is_ours(name: str) -> bool:
    """Whether the program gives such a name, with forward slashes, to a file of a home."""
    return name in KNOWN_FILES or _OURS.fullmatch(name) is not None


def survey(home: Home) -> Found:
    """Every file and link in the home, split in ours and others. Changes nothing. Raises CannotNow."""
    ours: list[str] = []
    others: list[str] = []
    for path in _walk(home.path):
        inside = os.path.relpath(path, home.path).replace(os.sep, "/")
        (ours if is_ours(inside) and _is_file_or_link(path) else others).append(path)
    return Found(ours, others)


def _walk(folder: str) -> list[str]:
    found: list[str] = []
    for name in files.names_in(folder):
        path = os.path.join(folder, name)
        if os.path.isdir(path) and not os.path.islink(path):
            found += _walk(path)
        else:
            found.append(path)
    return found


def _is_file_or_link(path: str) -> bool:
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) or stat.S_ISLNK(mode)


def delete_all(home: Home) -> Found:
    """Remove every file of ours and the folders left empty; ``others`` are what stays: files, targets of links.

    A home that is not there gives two empty lists. Raises CannotNow while another run is saving.
    """
    if not os.path.isdir(home.path):
        return Found([], [])
    lock = Lock(home.lock, "The plan is in use by another run of this program.", "Please try again in a moment.")
    lock.take()
    try:
        swap.sweep(home.path)
        removed, stays = _remove(home)
    finally:
        lock.free()
    with files.Kindly(home.lock):
        os.unlink(home.lock)
    _remove_empty_folders(home)
    return Found(removed, stays)


def _remove(home: Home) -> tuple[list[str], list[str]]:
    found = survey(home)
    stays = list(found.others)
    for path in found.ours:
        if path == home.lock:
            continue
        if os.path.islink(path):
            stays.append(os.path.realpath(path))
        with files.Kindly(path):
            os.unlink(path)
    return found.ours, stays


def _remove_empty_folders(home: Home) -> None:
    months = [os.path.join(parent, name) for parent in (home.checkins, home.records) for name in _folders(parent)]
    for folder in [*months, home.kept, *(home.join(name) for name in sorted(KNOWN_FOLDERS)), home.path]:
        if not os.path.islink(folder):
            try:
                os.rmdir(folder)
            except OSError:
                continue  # something else is in it, or it was never made


def _folders(parent: str) -> list[str]:
    return [] if os.path.islink(parent) else files.names_in(parent)
