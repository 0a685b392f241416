"""What stands on a page or a screen beside the plan: safety notices, the danger block, help lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recoveryplan import __version__
from recoveryplan.guidance import card
from recoveryplan.guidance.lines import UNKNOWN, ways
from recoveryplan.plan.tree import placed, value
from recoveryplan.workflows import knowledge
from recoveryplan.worksheets.sheets import Context


def spoken(tree: dict[str, Any]) -> dict[str, Any]:
    """The tree with its country by name, as a person says it."""
    code = value(tree, "preferences.country")
    place = knowledge.lines().place(code)
    name = place["name"] if place else "Another country" if code == UNKNOWN else code
    return placed(tree, "preferences.country", name)


def context(
    tree: Mapping[str, Any] | None, medium: str = "print", paper: str | None = None, with_name: bool = False
) -> Context:
    """The surroundings of a sheet for a plan tree, or for a blank one."""
    lines = knowledge.lines()
    country = value(tree, "preferences.country") if tree else None
    crisis = lines.crisis(country)
    on_paper = medium == "print"
    listed = [
        ": ".join([str(line["name"]), ", ".join(ways(line))])
        for kind in ("crisis", "drug_alcohol")
        for line in lines.of_kind(country, kind)
    ]
    foot = f"In danger: {lines.emergency(country)}." + (f" To talk: {crisis['say']}." if crisis else "")
    return Context(
        vocabulary=knowledge.vocabulary(),
        notices=[one.text for one in knowledge.rules().fired(tree) if one.paper or not on_paper] if tree else [],
        danger=(card.danger_on_paper if on_paper else card.danger)(lines, country),
        lines=[*listed, f"Numbers checked {lines.oldest_check()}. They may be old."] if listed else [],
        foot=foot,
        version=__version__,
        paper=paper or str((value(tree, "preferences.paper") if tree else None) or "letter"),
        with_name=with_name,
        medium=medium,
    )
