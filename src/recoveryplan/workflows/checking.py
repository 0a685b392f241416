"""Looking a plan file over: can it be read, what is not there yet, and what would help most next.

What is found in one file is a plain group: ``file``; ``usable``, false for a file that can not be read at all;
``problems`` (file, line, column, what, todo); ``next`` (section, words, line, command), or None; ``gaps`` (id, section,
kind, words, line), the most useful first; and ``remarks``. Nothing in it is what a person wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from recoveryplan import clock
from recoveryplan.errors import ContentProblem, Problem
from recoveryplan.guidance.lines import is_veteran
from recoveryplan.plan import conditions, finders, loading, smart
from recoveryplan.plan.completeness import FIRST, Care, Gap, Surroundings
from recoveryplan.plan.tree import placed, value
from recoveryplan.workflows import knowledge, reading
from recoveryplan.yamlfile import Document, position, read

Checked = dict[str, Any]
"""What was found in one file."""

EDIT = "recoveryplan edit"
"""The command that changes a part of the own plan."""

_ASKED_AS = {"review": "rhythm"}
"""Sections that no question writes, with the question that sets them."""

BEFORE_STOPPING = frozenset(
    {"alcohol-withdrawal", "benzodiazepine-withdrawal", "sedative-withdrawal", "opioid-withdrawal"}
    | {"pregnancy-and-opioids", "prescribed-medicine", "stopping-alone", "before-you-stop"}
)
"""The safety rules that want a doctor asked before a person stops; a test looks that each is there."""

_TENDER = ("self_harm", "partner_danger")
"""Words of any of these lists are asked nothing of, wherever they stand."""

_NO_HINTS = (*_TENDER, "stop_suddenly", "stop_alone")
"""A goal with words of any of these lists gets no hint at all."""


def checked(name: str, data: bytes, own: bool = False) -> Checked:
    """What is found in a file's bytes. For the own plan the commands that change it are named."""
    try:
        document = read(data, name)
        tree = loading.dump(reading.typed(document))
    except ContentProblem as error:
        return wrong(name, error.problems, own)
    found = [_placed(one, document) for one in finders.gaps(tree, _around(tree))]
    remarks = [warning.words() for warning in document.warnings]
    return _found(name, gaps=found, next=_next(found[0], own) if found else None, remarks=remarks)


def wrong(name: str, problems: Sequence[Problem], own: bool = False) -> Checked:
    """What there is to say of a file with mistakes in it: where they are, and that they come first."""
    line = next((one.line for one in problems if one.line), None)
    words = f"Mend line {line} first. Then check again." if line else "Mend the file first. Then check again."
    command = f"{EDIT} --by-hand" if own else None
    told = [{name: getattr(one, name) for name in ("file", "line", "column", "what", "todo")} for one in problems]
    return _found(name, problems=told, next={"section": None, "words": words, "line": line, "command": command})


def _found(name: str, **parts: Any) -> Checked:
    return {"file": name, "usable": True, "problems": [], "next": None, "gaps": [], "remarks": []} | parts


def _placed(gap: Gap, document: Document) -> dict[str, Any]:
    line = position(document, gap.path)[0] if gap.path else None
    return {"id": gap.id, "section": gap.section, "kind": gap.kind, "words": gap.words, "line": line}


def _next(gap: dict[str, Any], own: bool) -> dict[str, Any]:
    command = edit_command(gap["section"]) if own else None
    if own and gap["id"] == "aim-date":  # no question asks for that day
        command = f"{EDIT} --by-hand"
    if gap["id"] in FIRST:  # who to talk with helps more here than the words of the plan
        command = "recoveryplan lines"
    return {"section": gap["section"], "words": gap["words"], "line": gap["line"], "command": command}


def edit_command(section: str) -> str:
    """The command that asks about a section again."""
    return f"{EDIT} {_ASKED_AS.get(section, section)}"


def _around(tree: dict[str, Any]) -> Surroundings:
    people = knowledge.vocabulary()["person"]
    return Surroundings(people, clock.today(), careful(tree), _speaks_of(_TENDER), _talk(tree))


def _speaks_of(lists: Sequence[str]) -> Callable[[str], bool]:
    known = knowledge.mentions()
    any_of = conditions.parse({"any": [{"mentions": {"what": name}} for name in lists]})
    return lambda what: any_of.holds({"what": what}, known)


def _talk(tree: dict[str, Any]) -> str:
    """How to reach a crisis line, where the plan speaks of dying; empty where it does not."""
    fired = {notice.rule for notice in knowledge.rules().fired(tree) if notice.level == "firm"}
    if "self-harm" not in fired:
        return ""
    lines, country = knowledge.lines(), value(tree, "preferences.country")
    line = lines.crisis(country, is_veteran(tree))
    return str(line["say"]) if line else f"call {lines.emergency(country)}"


def careful(tree: dict[str, Any]) -> Callable[[str], Care]:
    """How to read a goal of this plan: whether a safety rule wants a doctor asked before what its words say."""
    rest = placed(tree, "aim.words", None)
    no_hints = _speaks_of(_NO_HINTS)
    hard_to_lessen = _hard_to_lessen(rest)

    def care(what: str) -> Care:
        if smart.about_stopping(what) and _fired(rest, what) & BEFORE_STOPPING:
            return "doctor"
        if _LESS.search(what) and _is_of_stuff(what) and hard_to_lessen:
            return "doctor"
        if smart.about_drinking(what) and "disulfiram-and-alcohol" in _fired(rest, what):
            return "prescriber"
        return "quiet" if no_hints(what) else ""

    return care


_LESS = re.compile(
    r"\b(?:cut|cutting|half|halve|less|taper|wean|off|drop|only|reduce|lower|fewer|not one|no)\b", re.IGNORECASE
)
_STUFF = re.compile(r"\b(?:g|ml|mg|meds?|medicines?|dose|pills?|drinks?|drinking|drunk)\b", re.IGNORECASE)


def _is_of_stuff(what: str) -> bool:
    listed = knowledge.mentions()["drinks_and_drugs"]
    return bool(_STUFF.search(what)) or conditions.mentioned(what, listed)


def _hard_to_lessen(rest: dict[str, Any]) -> bool:
    """Whether a body may be so used to something that less of it, too, is to be talked over first."""
    fired = knowledge.rules().fired({key: part for key, part in rest.items() if key != "goals"})
    return any(one.rule in BEFORE_STOPPING and (one.level == "firm" or one.rule in _ALWAYS) for one in fired)


_ALWAYS = frozenset({"benzodiazepine-withdrawal", "sedative-withdrawal", "opioid-withdrawal", "prescribed-medicine"})
"""The rules whose softer form is enough for that."""


def _fired(rest: dict[str, Any], goal: str) -> set[str]:
    return {notice.rule for notice in knowledge.rules().fired(rest | {"goals": [{"what": goal}]})}
