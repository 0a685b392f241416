"""Plans of older formats, brought up to this one a step at a time.

A step takes a plain tree of one format and returns a new one of the next; it changes nothing else and reads
nothing else. For each format there is a frozen sample in tests/migrations that must load for ever. The file
itself is not touched by reading: its old bytes stay in the history when a later save writes the new format.

A plan that does not say its format is of format 1. The program always writes the line, so only a file made by
hand can lack it; and format 1 is the one such files were ever shown with.
"""

from __future__ import annotations

from recoveryplan import yamlfile
from recoveryplan.errors import ContentProblem, Problem
from recoveryplan.storage.folder import is_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Tree = dict[str, yamlfile.Plain]
    Step = Callable[[Tree], Tree]

KEY = "schema_version"

STEPS: tuple[Step, ...] = ()
"""From format 1 to 2, from 2 to 3, and so on; the format written today is one more than their number."""

CURRENT = 1 + len(STEPS)


def upgrade(document: yamlfile.Document, steps: Sequence[Step] = STEPS) -> yamlfile.Plain:
    """The document's plain tree in today's format; positions are still those of the file.

    Raises ContentProblem when the file is newer than this program, or its format cannot be told.
    """
    tree = yamlfile.plain(document)
    if not isinstance(tree, dict):
        return tree
    found = _format_of(document, tree)
    if found > 1 + len(steps):
        what = "this plan was written by a newer version of recoveryplan"
        raise _problem(document, what, "I left it as it is. Please update the program, then try again.")
    for step in steps[found - 1 :]:
        tree = step(tree)
    return {**tree, KEY: str(1 + len(steps))} if found <= len(steps) else tree


def _format_of(document: yamlfile.Document, tree: Tree) -> int:
    written = tree.get(KEY)
    if written is None:
        return 1
    if isinstance(written, str) and is_number(written):
        return int(written)
    todo = f"Please put back `{KEY}: {CURRENT}`, or the number that stood here."
    raise _problem(document, "the plan's format is not a number", todo)


def _problem(document: yamlfile.Document, what: str, todo: str) -> ContentProblem:
    line, column = yamlfile.position(document, (KEY,))
    return ContentProblem([Problem(document.name, line, column, what, todo)])
