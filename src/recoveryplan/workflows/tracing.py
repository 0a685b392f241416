"""Where something is from: an offer, an option, a safety rule, a help line, by its id."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from recoveryplan.guidance.lines import ways
from recoveryplan.guidance.options import COUNTRIES, sources
from recoveryplan.plan import tree as trees
from recoveryplan.workflows import knowledge, offering

Entry = dict[str, Any]


@dataclass(frozen=True)
class Traced:
    """One thing that ships, and what it rests on: ``uses`` are groups of source, relied_on and checked_on."""

    id: str
    what: str
    text: str
    uses: tuple[Entry, ...]


def find(name: str) -> list[Traced]:
    """What has this id; for the code of a country its lines, for a source's id all that rests on it."""
    exact = [one for one in everything() if one.id == name]
    if exact:
        return exact
    code = trees.country(name)
    if knowledge.lines().place(code):
        return [one for one in _lines() if one.id == f"place-{code}" or one.id.startswith(f"{code.lower()}-")]
    return [one for one in everything() if any(use["source"] == name for use in one.uses)]


def close(name: str) -> list[str]:
    """Ids that may have been meant: those whose words have the name in them, else those that look alike."""
    said = [one.id for one in everything() if len(name) > 2 and name.lower() in one.text.lower()]
    return said[:3] or difflib.get_close_matches(name.lower(), {one.id for one in everything()}, n=3)


def everything() -> Iterator[Traced]:
    """All that rests on a source, and the plain options of daily life, which rest on none."""
    for offer in knowledge.offers().by_id.values():
        yield Traced(offer.id, "offer", offer.text, (_use(offer.entry),))
    for name in sorted(sources() - {COUNTRIES}):
        listed = offering.pick_list(name)
        if not listed.head.get("of"):
            for one in listed.entries:
                yield Traced(one["id"], "option", str(one["text"]), (_use(one),) if one.get("source") else ())
    for rule in knowledge.tree("safety.yaml")["rules"]:
        yield Traced(rule["id"], "safety rule", rule["title"], tuple(map(_use, rule["sources"])))
    yield from _lines()
    yield from _waits()


def _lines() -> Iterator[Traced]:
    lines = knowledge.tree("lines.yaml")
    for place in lines["places"]:
        said = f"{place['name']}: in danger call {place['emergency']}"
        yield Traced(f"place-{place['code']}", "help line", said, (_use(place, "emergency_source"),))
    for line in lines["lines"]:
        yield Traced(line["id"], "help line", f"{line['name']}: {'; '.join(ways(line))}", (_use(line),))


def _waits() -> Iterator[Traced]:
    for one in knowledge.tree("waits.yaml")["exercises"]:
        yield Traced(one["id"], "way to wait", one["title"], tuple(map(_use, one["sources"])))


def _use(one: Any, key: str = "source") -> Entry:
    return {"source": one[key], "relied_on": one["relied_on"], "checked_on": one["checked_on"]}
