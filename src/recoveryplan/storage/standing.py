"""How the plan stands: as the program last wrote it, changed by hand, put back, or brought from elsewhere.

Reading never writes plan, history, records or drafts; the index, a cache, may be renewed.
"""

from __future__ import annotations

from recoveryplan import home as names
from recoveryplan.errors import ContentProblem, NothingYet, Problem, UsageProblem
from recoveryplan.storage import files, versions
from recoveryplan.storage.folder import Home, is_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from recoveryplan.storage.versions import Entry

    State = Literal["fresh", "edited", "restored", "adopted", "new_version_number", "unreadable"]


class Stored:
    """The plan's bytes as read, their digest, the number of the version they belong to, and how they stand.

    ``fresh``: as the program wrote them. ``edited``: changed by hand since version ``version``. ``restored``:
    the bytes of an older version, put back by hand. ``adopted``: there is no history yet (a copied file).
    ``new_version_number``: somebody changed the line `version:`. ``unreadable``: no version can be read.
    """

    __slots__ = ("data", "digest", "state", "version")

    def __init__(self, data: bytes, digest: str, version: int, state: State) -> None:
        self.data = data
        self.digest = digest
        self.version = version
        self.state = state

    @property
    def next_version(self) -> int:
        """The number the next save will have; a change by hand is recorded as its own version before it."""
        return self.version + (2 if self.state in {"edited", "restored"} else 1)


def read(home: Home) -> Stored | None:
    """The plan as it stands; None when there is none. Opens the plan and the index, more only after a change.

    Raises CannotNow for a file that cannot be used.
    """
    # The index comes first: a save between the two reads then leaves it behind the plan, which is told apart.
    index = versions.read_index(home)
    data = files.read_file(home.plan)
    if data is None:
        return None
    mark = files.digest(data)
    last = versions.last_entry(index)
    if last is not None and last.digest == mark:
        return Stored(data, mark, last.number, "fresh")
    return _settle(home, data, mark, index)


def _settle(home: Home, data: bytes, mark: str, index: bytes) -> Stored:
    known = versions.parse_index(index)
    written = _written_version(data)
    found = _entries(home, known, written, mark)
    if not found:
        return Stored(data, mark, written or 0, "adopted" if written else "unreadable")
    committed = _committed(found, known, written, mark)
    versions.renew_index(home, {n: entry for n, entry in found.items() if n <= committed}, index)
    return Stored(data, mark, committed, _state(found, committed, written, mark))


def _written_version(data: bytes) -> int | None:
    # A plan that does not say is version 1, as the plan's own default has it.
    try:
        written = versions.head(data).version
    except ContentProblem:
        return None
    if written is None:
        return 1
    return int(written) if is_number(written) else None


def _entries(home: Home, known: dict[int, Entry], written: int | None, mark: str) -> dict[int, Entry]:
    found = versions.entries(home, known)
    if not found:
        return dict(known)
    if written in known and written not in found:
        found[written] = known[written]
    elif written in found and found[written].digest != mark:
        # The line of the index may be the damaged one.
        data = files.read_file(home.version_file(written))
        if data is not None and files.digest(data) == mark:
            found[written] = versions.entry_of(written, data)
    return found


def _committed(found: dict[int, Entry], known: dict[int, Entry], written: int | None, mark: str) -> int:
    """The number of the version that was saved last."""
    indexed = max((number for number in found if number in known), default=0)
    if indexed:
        late = written is not None and written > indexed and written in found and found[written].digest == mark
        return written if late and written is not None else indexed
    top = max(found)
    # Without an index: a kill before the commit point leaves one version that never came to be.
    return top - 1 if top - 1 in found and found[top - 1].digest == mark else top


def _state(found: dict[int, Entry], committed: int, written: int | None, mark: str) -> State:
    if found[committed].digest == mark:
        return "fresh"
    if written is None:
        return "unreadable"
    if written == committed:
        return "edited"
    older = any(entry.digest == mark for number, entry in found.items() if number < committed)
    return "restored" if older else "new_version_number"


def version_problem(stored: Stored) -> Problem | None:
    """What is off with the line `version:`, where it stands and what to do; None when it is right.

    Raises ContentProblem when the file as a whole cannot be read.
    """
    if stored.state not in {"new_version_number", "unreadable"}:
        return None
    from recoveryplan import yamlfile

    document = yamlfile.read(stored.data, names.PLAN)
    if not isinstance(yamlfile.plain(document), dict):
        todo = f"Your last saved plan is in history/{stored.version:04d}.yaml." if stored.version else ""
        return Problem(names.PLAN, None, None, "there is no plan in this file", todo)
    line, column = yamlfile.position(document, ("version",))
    what = "the version number is not the one I wrote here"
    todo = f"Please put back `version: {max(stored.version, 1)}`. I count the versions myself."
    return Problem(names.PLAN, line, column, what, todo)


def newest_kept(home: Home) -> int:
    """The number of the last version that was saved, for a home whose plan.yaml is gone; 0 for none."""
    known = versions.parse_index(versions.read_index(home))
    listed = home.version_numbers()
    indexed = [number for number in listed if number in known] or list(known)
    if indexed:
        return max(indexed)
    # A kill in the very first save leaves version 1 alone; it never came to be.
    return listed[-1] if listed and listed[-1] > 1 else 0


def history(home: Home) -> list[Entry]:
    """Every version that was saved and is still there, oldest first."""
    stored = read(home)
    top = stored.version if stored else newest_kept(home)
    index = versions.read_index(home)
    known = versions.parse_index(index)
    found = {number: entry for number, entry in versions.entries(home, known).items() if number <= top}
    if stored and stored.state in {"fresh", "adopted"} and stored.version not in found:
        found[stored.version] = known.get(stored.version) or versions.entry_of(stored.version, stored.data)
    if stored and stored.state == "fresh":
        versions.renew_index(home, found, index)
    return [found[number] for number in sorted(found)]


def version_bytes(home: Home, number: int) -> bytes:
    """The bytes of one version, as they were saved. Raises NothingYet without any, UsageProblem for no such one."""
    listed = history(home)
    if not listed:
        raise NothingYet("There is no plan yet.")
    if any(entry.number == number for entry in listed):
        data = files.read_file(home.version_file(number))
        if data is None and (stored := read(home)) and stored.version == number:
            data = stored.data
        if data is not None:
            return data
    first, last = listed[0].number, listed[-1].number
    have = f"You have versions {first} to {last}." if first != last else f"You have version {first}."
    raise UsageProblem(f"There is no version {number} of your plan.", have)
