"""A copy of the plan file for an editor: looked over before it takes the plan's place, and kept when it can not."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
from typing import Any

from recoveryplan import home as names
from recoveryplan import wording
from recoveryplan.errors import CannotNow, ContentProblem, NothingYet, Problem, UsageProblem
from recoveryplan.guidance import saying
from recoveryplan.plan.tree import value
from recoveryplan.storage import aside, files, store
from recoveryplan.storage.folder import Home
from recoveryplan.storage.locks import Lock
from recoveryplan.wording import Said
from recoveryplan.workflows import carding, knowledge, reading
from recoveryplan.yamlfile import plain, position, read

_WITH_PLUS = {"vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "micro", "kak", "joe", "mg", "ne"}
_WITH_COLON = {"hx", "helix", "subl"}
_WITH_GOTO = {"code", "codium", "code-insiders"}
_WAITING = {"subl": ["-w"], "code": ["-w"], "codium": ["-w"], "code-insiders": ["-w"]}


class Copy:
    """The plan's text in a file of its own, inside the home. Raises NothingYet without a plan, CannotNow.

    ``waited`` tells that a copy of this very plan was left there before, and is gone on with.
    """

    def __init__(self, home: Home) -> None:
        data = files.read_file(home.plan)
        if data is None:
            raise NothingYet(*wording.NO_PLAN_YET)
        self.home = home
        self.editor = _editor()
        files.make_folder(home.drafts)
        self._lock = Lock(os.path.join(home.drafts, ".edit.lock"), *wording.OPEN_ELSEWHERE)
        self._lock.take()
        self.recorded = _record_what_is_there(home)
        self.before = files.read_file(home.plan) or data
        self.path = os.path.join(home.drafts, f"by-hand-{store.digest(self.before)[:12]}.yaml")
        self.waited = os.path.lexists(self.path)
        if not self.waited:
            files.write_new(self.path, self.before)

    def afresh(self) -> None:
        """Begin again from the plan; the copy that waited is put aside, never deleted."""
        aside.move(self.home, self.path, "left")
        files.write_new(self.path, self.before)
        self.waited = False

    def close(self) -> None:
        """Let another window edit; a copy in which nothing was changed goes."""
        if os.path.lexists(self.path) and not self.changed():
            self.drop()
        self._lock.free()

    def first_line(self) -> int:
        """The line to open it at: that of its first mistake, else the top."""
        try:
            self.check()
        except ContentProblem as problem:
            return problem.problems[0].line or 1
        return 1

    def edit(self, line: int) -> None:
        """Wait while the person edits it. Raises UsageProblem without an editor, CannotNow when it ends in trouble."""
        command = [*self.editor, *_at_line(self.editor[0], self.path, line)]
        try:
            code = subprocess.call(command)  # noqa: S603 - the person's own editor, from their own settings
        except OSError:
            raise UsageProblem(*wording.NO_EDITOR) from None
        if code:
            raise CannotNow(wording.EDITOR_STOPPED, wording.EDIT_COPY_KEPT, files.shown(self.path))

    def text(self) -> bytes:
        """What the copy holds now."""
        return files.read_file(self.path) or b""

    def changed(self) -> bool:
        """Whether anything is different from the plan as it was."""
        return self.text() != self.before

    def check(self) -> None:
        """Raise ContentProblem with every problem of the copy as it is now."""
        document = read(self.text(), names.PLAN)
        reading.typed(document)
        tree = plain(document)
        version = tree.get("version") if isinstance(tree, dict) else None
        stood = store.read(self.home)
        if str(version) != str(max(stood.version if stood else 1, 1)):
            line, column = position(document, ("version",))
            raise ContentProblem([Problem(names.PLAN, line, column, *wording.VERSION_LINE)], wording.NOTHING_CHANGED)

    def save(self) -> int:
        """Put the copy in the plan's place and record it as a version; gives its number. Raises CannotNow."""
        data = self.text()
        self._replace(data)
        # From here on it is a plan that was edited by hand: recording it is what any changing command does first.
        with store.Session(self.home, store.digest(data)) as session:
            stored = session.stored
        if stored is None:
            raise ValueError("the plan is gone")
        store.write_card(self.home, carding.kept(stored.digest, carding.text(_plain(stored.data))))
        self.drop()
        return stored.version

    def warnings(self) -> list[Said]:
        """What the new words bring in safety words: those that the plan as it was did not bring."""
        rules, tree = knowledge.rules(), _plain(files.read_file(self.home.plan) or b"")
        known = {one.text for one in rules.fired(_plain(self.before))}
        fresh = [one for one in rules.fired(tree) if one.text not in known]
        return list(saying.notices(fresh, knowledge.lines(), value(tree, "preferences.country")))

    def _replace(self, data: bytes) -> None:
        lock = Lock(self.home.lock, *wording.BUSY)
        lock.take()
        try:
            if files.read_file(self.home.plan) != self.before:
                raise CannotNow(wording.PLAN_CHANGED_MEANWHILE, wording.EDIT_COPY_KEPT, files.shown(self.path))
            files.write_whole(self.home.plan, data)
        finally:
            lock.free()

    def drop(self) -> None:
        """Take the copy away: the plan holds all of it."""
        with files.Kindly(self.path):
            os.unlink(self.path)


def _plain(data: bytes) -> dict[str, Any]:
    """A plan's text as a plain tree; an empty one for a text that is no plan."""
    try:
        tree = plain(read(data, names.PLAN))
    except ContentProblem:
        return {}
    return tree if isinstance(tree, dict) else {}


def _record_what_is_there(home: Home) -> int | None:
    """A plan that came without its history, or was changed by hand before, is a version of its own first.

    One with mistakes in it can not be one; the copy is there to mend it. Gives the version of a change by hand.
    """
    stood = store.read(home)
    if stood is not None and stood.state in {"adopted", "edited", "restored"}:
        with contextlib.suppress(ContentProblem):
            reading.typed(read(stood.data, names.PLAN))
            with store.Session(home, stood.digest) as session:
                return session.recorded
    return None


def _editor() -> list[str]:
    """The person's editor, as words of a command. Raises UsageProblem where there is none."""
    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        found = [word.strip('"') for word in shlex.split(wanted, posix=os.name != "nt")]
    except ValueError:  # a quote that is never closed
        raise UsageProblem(*wording.NO_EDITOR) from None
    for name in () if found else ("nano", "vi", "notepad"):
        if shutil.which(name):
            found = [name]
            break
    if not found:
        raise UsageProblem(*wording.NO_EDITOR)
    if shutil.which(found[0]) is None:
        raise UsageProblem(*wording.EDITOR_NOT_FOUND)
    return found


def _at_line(editor: str, path: str, line: int) -> list[str]:
    """How an editor is told the file and the line; one that is not known gets the file."""
    name = os.path.splitext(os.path.basename(editor))[0].lower()
    waiting = _WAITING.get(name, [])
    if name in _WITH_PLUS:
        return [*waiting, f"+{line}", path]
    if name in _WITH_COLON:
        return [*waiting, f"{path}:{line}"]
    return [*waiting, "-g", f"{path}:{line}"] if name in _WITH_GOTO else [path]
