"""The pick-lists that come from guidance, handed to the flow as plain options. A file is read when first needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from recoveryplan import resources
from recoveryplan.errors import ContentProblem, Problem
from recoveryplan.guidance import optionfiles
from recoveryplan.guidance.lines import UNKNOWN
from recoveryplan.guidance.options import COUNTRIES, MOST_SHOWN, PickList, callable_people, hint, sources
from recoveryplan.interview.along import RECORD
from recoveryplan.interview.prompts import Option
from recoveryplan.plan.tree import value
from recoveryplan.workflows import knowledge, own_words

Tree = Mapping[str, Any]


def offered(source: str, match: str, tree: Tree) -> tuple[Option, ...]:
    """The options of one list that fit this plan, for what is matched by (a trigger's type, a goal's area).

    They stand as in the file, best first, and no more than ``MOST_SHOWN``.
    Raises ContentProblem where the file of the list is not well made.
    """
    if source == COUNTRIES:
        return _countries()
    listed = pick_list(source)
    people = tuple(_people(tree)) if listed.names_people else ()
    found = listed.fitting(match, tree, knowledge.mentions())[: MOST_SHOWN - len(people)]
    picks = tuple(
        Option(one["id"], one["text"], hint(one, tree), listed.fill(one), one.get("also") or {}) for one in found
    )
    return (*people, *picks)


def check() -> None:
    """Read every pick-list there is. Raises ContentProblem for the first that is not well made."""
    for source in sorted(sources() - {COUNTRIES}):
        pick_list(source)
    knowledge.offers()


_lists: dict[str, PickList] = {}


def pick_list(source: str) -> PickList:
    """The list of this name, read once a run. Raises ContentProblem."""
    if source not in _lists:
        _lists[source] = _read(source)
    return _lists[source]


def _read(source: str) -> PickList:
    name = f"options/{source}.yaml"
    head = optionfiles.load(resources.content(name), name, knowledge.known())
    if not head.get("of"):
        return PickList(head, head["options"])
    shown = pick_list(str(head["of"]))
    if head.get("marked") and head["marked"] not in (shown.head.get("marks") or ()):
        raise ContentProblem([Problem(name, None, None, "the other list has no such mark", "Add it to its marks.")])
    return PickList({**shown.head, **head}, shown.entries)


def _people(tree: Tree) -> Iterator[Option]:
    """ "Call Dana", for the people whom the person named: their own words, as they are; no family that is kept out."""
    # In a plan the person names them on purpose; after a setback, or words of a danger, it may be the one to fear.
    kept_out = RECORD in tree and value(tree, "preferences.family") == "private"
    for one in callable_people(own_words.without_family(tree) if kept_out else dict(tree)):
        verb = "Go to" if one.get("kind") == "group" and not one.get("phone") else "Call"
        name = str(one["name"])
        yield Option(f"call-{one['id']}", f"{verb} {name}", "", f"{verb.lower()} {name}", {"person": str(one["id"])})


def _countries() -> tuple[Option, ...]:
    places = sorted(knowledge.lines().places, key=lambda place: str(place["name"]))
    named = (Option(one["code"], one["name"], ", ".join(one.get("also_called") or ())) for one in places)
    return (*named, Option(UNKNOWN, "Another country", "other"))
