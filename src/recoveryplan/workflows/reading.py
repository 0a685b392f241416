"""Reading the plan: bytes → tree with positions → today's format → the typed plan. Never writes a plan."""

from __future__ import annotations

from recoveryplan import home as names
from recoveryplan import wording
from recoveryplan.errors import ContentProblem, NothingYet, Problem
from recoveryplan.storage import migrations, store
from recoveryplan.storage.folder import Home
from recoveryplan.workflows import knowledge
from recoveryplan.yamlfile import Document, key_position, position, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from recoveryplan.plan.model import Plan
    from recoveryplan.storage.store import Stored

CLOSING = "Nothing was changed. `recoveryplan check` looks again."


class Loaded:
    """A plan as it was read: the document, its plain tree in today's format, and how it stands on the disk."""

    __slots__ = ("document", "stored", "tree")

    def __init__(self, stored: Stored, document: Document, tree: dict[str, Any]) -> None:
        self.stored = stored
        self.document = document
        self.tree = tree


def plan(home: Home) -> Loaded | None:
    """The plan, or None when there is none. Raises ContentProblem with every problem, by line.

    A plan that stands just as this program wrote it is not checked again: it was when it was written.
    """
    stored = store.read(home)
    if stored is None:
        return None
    document = read(stored.data, names.PLAN)
    if stored.state == "fresh":
        return Loaded(stored, document, _mapping(migrations.upgrade(document)))
    from recoveryplan.plan import loading

    return Loaded(stored, document, loading.dump(typed(document)))


def needed(home: Home) -> Loaded:
    """The plan. Raises NothingYet where there is none."""
    found = plan(home)
    if found is None:
        raise NothingYet(*wording.NO_PLAN_YET)
    return found


def typed(document: Document) -> Plan:
    """The typed plan of a document. Raises ContentProblem with every problem, its line, and what to do."""
    from recoveryplan.plan import loading

    tree = migrations.upgrade(document)
    made, found = loading.load(tree, knowledge.vocabulary())
    if made is None or found:
        raise ContentProblem([_placed(document, one) for one in found], CLOSING)
    return made


def _placed(document: Document, one: Any) -> Problem:
    line, column = (key_position if one.at_key else position)(document, one.path)
    return Problem(document.name, line, column, one.what, one.todo)


def _mapping(tree: Any) -> dict[str, Any]:
    return tree if isinstance(tree, dict) else {}
