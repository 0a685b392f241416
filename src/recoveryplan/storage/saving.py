"""The one way a version comes to be, in an order that leaves exactly the old plan or the new one.

Lock; the same digest as when it was read; the version's own file, read back; records; then plan.yaml replaced:
that is the commit point. The index and the card follow unsynced, since both can be made again.
"""

from __future__ import annotations

import os
import re

from recoveryplan import home as names
from recoveryplan.errors import CannotNow, ContentProblem, RecoveryPlanError
from recoveryplan.storage import aside, files, standing, versions
from recoveryplan.storage.folder import Home
from recoveryplan.storage.locks import WAIT, Lock
from recoveryplan.storage.standing import Stored
from recoveryplan.wording import BUSY

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    Record = tuple[str, bytes]

BY_HAND = "changed by hand"
PUT_BACK = "an older version, put back by hand"

_CHANGED = ("The plan was changed by something else in the meantime.", "I overwrote nothing.")
_RECORD = re.compile(r"records/\d{4}-\d{2}/\d{2}-[a-z]+-[0-9a-f]{8,}\.json\Z")


def record_name(day: datetime.date, kind: str) -> str:
    """A new name for a record of a kind (review, setback), for ``commit``."""
    return f"records/{day:%Y-%m}/{day:%d}-{kind}-{os.urandom(4).hex()}.json"


class Session:
    """The home under its lock. Entering it sweeps what a kill left, and records a change made by hand.

    ``base_digest`` is that of the plan the caller read, None when there was none. After entering, ``stored`` is
    the plan to build on and ``next_version`` the number to write; ``swept`` and ``recorded`` say what was done.
    Raises CannotNow (busy, changed meanwhile, unusable) and ContentProblem (a plan nobody can save over).
    """

    def __init__(self, home: Home, base_digest: str | None, *, wait: float = WAIT) -> None:
        self.home = home
        self.stored: Stored | None = None
        self.recorded: int | None = None
        self.swept: list[str] = []
        self._base = base_digest
        self._wait = wait
        self._committed = 0
        self._open = False
        self._lock = Lock(home.lock, *BUSY)

    def __enter__(self) -> Session:
        return self.open()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open = False
        self._lock.free()

    def open(self) -> Session:
        """Take the lock and settle what is there; entering does it too. Once is enough."""
        if self._open:
            return self
        self.home.prepare()
        self._lock.take(self._wait)
        try:
            self._start()
        except BaseException:
            self._lock.free()
            raise
        self._open = True
        return self

    @property
    def next_version(self) -> int:
        """The number that the next commit must have."""
        return self._committed + 1

    def _start(self) -> None:
        stored = standing.read(self.home)
        if (stored.digest if stored else None) != self._base:
            raise CannotNow(*_CHANGED)
        if stored is not None:
            _refuse_unsavable(stored)
        self.home.sweep_temps()
        self._committed = stored.version if stored else standing.newest_kept(self.home)
        if stored is None or stored.state != "fresh" or os.path.lexists(self.home.version_file(self.next_version)):
            self.swept = aside.sweep(self.home, self._committed)
        self.stored = stored
        if stored is not None:
            self._record(stored)

    def _record(self, stored: Stored) -> None:
        if stored.state in {"edited", "restored"}:
            self._record_by_hand(stored, BY_HAND if stored.state == "edited" else PUT_BACK)
        elif not os.path.lexists(self.home.version_file(stored.version)):
            # Copied from elsewhere without its history, or somebody took the file away.
            self._write_version(stored.version, stored.data)
            self._renew_index(versions.entry_of(stored.version, stored.data))

    def _record_by_hand(self, stored: Stored, reason: str) -> None:
        from recoveryplan import clock, yamlfile

        document = yamlfile.read(stored.data, names.PLAN)
        before = yamlfile.plain(document)
        day = clock.today()
        if not isinstance(before, dict):
            raise TypeError("a plan that could not be read came this far")
        number = self.next_version
        changed = yamlfile.change(document, before, _with_head(before, number, day.isoformat(), reason))
        if changed.re_emitted:
            # The head was written in a way that could not be changed in place; the bytes as they were stay too.
            aside.keep_text(self.home, number, stored.data)
        self.commit(changed.data, number, reason, day)
        self.recorded = number

    def commit(
        self, data: bytes, version: int, reason: str, day: datetime.date, records: Sequence[Record] = ()
    ) -> None:
        """Save the next version: all of it is on the disk when this returns, or nothing has changed.

        ``records`` are (name from ``record_name``, JSON bytes that name this version). Raises CannotNow; its
        last line has the path of a draft that holds the new text.
        """
        if version != self.next_version or versions.head(data).version != str(version):
            raise ValueError("this is not the next version")
        if not all(_RECORD.match(name) for name, _ in records):
            raise ValueError("this is not a record's name")
        try:
            self._put(data, version, records)
        except RecoveryPlanError as problem:
            raise self._undo(problem, data, version) from None
        self._done(data, version, reason, day)

    def _put(self, data: bytes, version: int, records: Sequence[Record]) -> None:
        self._write_version(version, data)
        # After the version's file, which tells the next run that there may be records to set aside as well.
        for name, content in records:
            path = self.home.join(*name.split("/"))
            files.make_folder(os.path.dirname(path))
            files.write_whole(path, content, temps=self.home.path)
        files.write_whole(self.home.plan, data)

    def _write_version(self, number: int, data: bytes) -> None:
        path = self.home.version_file(number)
        if os.path.lexists(path):
            raise CannotNow(f"{files.shown(path)}: This version is there already.", "I never write one twice.")
        files.write_new(path, data)  # half of it is as good as none: it counts once the plan is replaced
        if files.read_file(path) != data:
            raise CannotNow(f"{files.shown(path)}: The disk gave back something else than I wrote.")

    def _done(self, data: bytes, version: int, reason: str, day: datetime.date) -> None:
        mark = files.digest(data)
        self._committed = version
        self.stored = Stored(data, mark, version, "fresh")
        self._renew_index(versions.Entry(version, day.isoformat(), reason, mark))

    def _renew_index(self, entry: versions.Entry) -> None:
        versions.add_to_index(self.home, entry)

    def _undo(self, problem: RecoveryPlanError, data: bytes, version: int) -> RecoveryPlanError:
        if _holds(self.home.plan, data):
            return CannotNow(*problem.lines, "Your plan is written. The disk could not confirm it.")
        try:
            moved = aside.sweep(self.home, self._committed)
        except RecoveryPlanError:
            moved = []  # the next change sweeps
        kept = next((path for path in moved if _holds(path, data)), None)
        return aside.with_path(problem, kept or aside.keep_text(self.home, version, data))


def _holds(path: str, data: bytes) -> bool:
    try:
        return files.read_file(path) == data
    except RecoveryPlanError:
        return False


def _with_head(tree: Mapping[str, object], number: int, day: str, reason: str) -> dict[str, object]:
    wanted: dict[str, object] = {"version": number, "updated": day, "reason": reason}
    first = {key: tree[key] for key in ("schema_version",) if key in tree}
    return {**first, **wanted, **{key: value for key, value in tree.items() if key not in {*first, *wanted}}}


def _refuse_unsavable(stored: Stored) -> None:
    if (problem := standing.version_problem(stored)) is not None:
        raise ContentProblem([problem])
    if stored.state != "fresh":
        from recoveryplan import yamlfile
        from recoveryplan.storage import migrations

        migrations.upgrade(yamlfile.read(stored.data, names.PLAN))


def commit(
    home: Home,
    *,
    base_digest: str | None,
    data: bytes,
    version: int,
    reason: str,
    day: datetime.date,
    records: Sequence[Record] = (),
) -> None:
    """Save one version in a session of its own; ``version`` is ``Stored.next_version`` of the plan that was read.

    On any failure the text is kept in a draft whose path is the error's last line.
    """
    session = Session(home, base_digest)
    try:
        session.open()
    except RecoveryPlanError as problem:
        raise aside.with_path(problem, aside.keep_text(home, version, data)) from None
    with session:
        session.commit(data, version, reason, day, records)
