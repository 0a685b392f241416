"""What can go wrong, in words a person can act on, each with its exit code.

Every error here may be shown as it is: none ever holds an answer, a name or a number that somebody typed.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing's own costs a start-up its time; type checkers know this spelling too
if TYPE_CHECKING:
    from collections.abc import Iterable


class RecoveryPlanError(Exception):
    """An error with words for the person and an exit code for the shell.

    ``lines`` are printed one by one on stderr. The exit codes are listed in docs/exit-codes.md.
    """

    exit_code = 1

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class UsageProblem(RecoveryPlanError):
    """The command was called in a way that cannot work: usage, no terminal, an unknown name."""

    exit_code = 2


class Problem:
    """One thing in a file that needs a person: where it stands, what it is, and what to do.

    ``line`` and ``column`` count from 1; they are None where the file as a whole is meant.
    ``what`` and ``todo`` never quote a value of the file.
    """

    __slots__ = ("column", "file", "line", "todo", "what")

    def __init__(self, file: str, line: int | None, column: int | None, what: str, todo: str = "") -> None:
        self.file = file
        self.line = line
        self.column = column
        self.what = what
        self.todo = todo

    def words(self) -> str:
        """One sentence with the place in front, then what to do."""
        place = self.file
        if self.line is not None:
            place += f", line {self.line}"
        if self.column is not None:
            place += f", column {self.column}"
        return f"{place}: {self.what}" + (f"\n  {self.todo}" if self.todo else "")


class ContentProblem(RecoveryPlanError):
    """A file's content needs something. Holds every problem found, not only the first."""

    exit_code = 3

    def __init__(self, problems: Iterable[Problem], *closing: str) -> None:
        self.problems = tuple(problems)
        super().__init__(*(problem.words() for problem in self.problems), *closing)


class CannotNow(RecoveryPlanError):
    """A file or the home cannot be used now: busy, changed underneath, no permission, disk full."""

    exit_code = 4


class NothingYet(RecoveryPlanError):
    """There is no plan (or nothing of what was asked for) yet."""

    exit_code = 5
