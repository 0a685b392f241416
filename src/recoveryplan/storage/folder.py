"""The home folder: the name of every file in it, and who may read it."""

from __future__ import annotations

import os

from recoveryplan import home as names
from recoveryplan.storage import files

_SUFFIX = ".yaml"

KNOWN_FILES = frozenset({names.PLAN, names.CARD, "index", "shared.yaml", "lock"})
KNOWN_FOLDERS = frozenset({"history", "drafts", "checkins", "records", "worksheets"})


class Home:
    """One home folder. Making one of these opens nothing; the folder need not exist."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        self.path = os.path.abspath(path)

    def join(self, *parts: str) -> str:
        """A path inside the home."""
        return os.path.join(self.path, *parts)

    @property
    def plan(self) -> str:
        """The plan as it is now; may be a link to where the person keeps it."""
        return self.join(names.PLAN)

    @property
    def card(self) -> str:
        """The card of `now`, ready to print."""
        return self.join(names.CARD)

    @property
    def index(self) -> str:
        """The cache of the history: number, day, digest and reason of each version."""
        return self.join("index")

    @property
    def history(self) -> str:
        """The folder of every version."""
        return self.join("history")

    @property
    def drafts(self) -> str:
        """The folder of answers under way, and of everything set aside."""
        return self.join("drafts")

    @property
    def kept(self) -> str:
        """The folder of drafts that are done with."""
        return self.join("drafts", "kept")

    @property
    def checkins(self) -> str:
        """The folder of check-ins, by month."""
        return self.join("checkins")

    @property
    def records(self) -> str:
        """The folder of reviews and setbacks, by month."""
        return self.join("records")

    @property
    def shared(self) -> str:
        """Who has which copy."""
        return self.join("shared.yaml")

    @property
    def worksheets(self) -> str:
        """Where pages go when no other place is named."""
        return self.join("worksheets")

    @property
    def lock(self) -> str:
        """The file that a changing command locks; never replaced."""
        return self.join("lock")

    def version_file(self, number: int) -> str:
        """The file of one version."""
        return self.join("history", f"{number:04d}{_SUFFIX}")

    def version_numbers(self) -> list[int]:
        """The versions that have a file, lowest first. Opens none of them."""
        stems = (name[: -len(_SUFFIX)] for name in files.names_in(self.history) if name.endswith(_SUFFIX))
        return sorted(int(stem) for stem in stems if is_number(stem) and f"{int(stem):04d}" == stem)

    def prepare(self) -> None:
        """Make the home, or refuse kindly; a home that holds only our own files is closed to other people."""
        files.make_folder(self.path)
        for folder in ("", "history", "drafts"):
            files.make_folder(self.join(folder) if folder else self.path)
        if all(_is_ours(name) for name in files.names_in(self.path)):
            for folder in ("", *sorted(KNOWN_FOLDERS)):
                _close(self.join(folder))

    def sweep_temps(self) -> None:
        """Remove temp files that a kill left: here, in worksheets, beside a plan that a link leads to.

        Needs the lock. Other folders of the home are written through temp files in the home itself.
        """
        for folder in {self.path, self.worksheets, os.path.dirname(os.path.realpath(self.plan))}:
            if os.path.isdir(folder):
                files.sweep_temps(folder)

    def conflict_copies(self) -> list[str]:
        """Copies of the plan that a sync program left beside it when two computers changed it at once."""
        beside = files.names_in(os.path.dirname(os.path.realpath(self.plan)))
        return [name for name in beside if _is_conflict_copy(name)]


def is_number(word: str) -> bool:
    """Whether this is a version number in plain digits, as it stands in a file or its name."""
    return word.isascii() and word.isdecimal() and len(word) <= 9 and int(word) > 0


def _is_ours(name: str) -> bool:
    return name in KNOWN_FILES or name in KNOWN_FOLDERS or files.is_temp(name)


def _close(folder: str) -> None:
    try:
        if not os.path.islink(folder) and os.stat(folder).st_mode & 0o077:
            os.chmod(folder, 0o700)
    except OSError:
        return  # not there, or not the person's own: its files are 0600 all the same


def _is_conflict_copy(name: str) -> bool:
    stem, _ = os.path.splitext(names.PLAN)
    low = name.lower()
    if low == names.PLAN or not (low.startswith(stem) and _SUFFIX in low):
        return False
    # Syncthing; Dropbox, Nextcloud and others; downloads of one name: "plan (1).yaml".
    numbered = low.removeprefix(stem).removesuffix(_SUFFIX).strip()
    return "conflict" in low or (numbered[:1] == "(" and numbered[-1:] == ")" and numbered[1:-1].isdecimal())
