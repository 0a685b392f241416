"""What stands on a page or a screen beside the plan: safety notices, the danger block, help lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recoveryplan import __version__
from recoveryplan.guidance import card
from recoveryplan.guidance.lines import CRISIS, LGBTQ, UNKNOWN, Lines, is_veteran, own_crisis, ways
from recoveryplan.plan.tree import placed, value, values
from recoveryplan.workflows import knowledge, own_words
from recoveryplan.worksheets.sheets import Context


def for_paper(tree: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """The tree without own words that would tell a person who finds the page of a danger at home; whether any were."""
    kept = own_words.without_danger_at_home(tree)
    return kept, kept != tree


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
    veteran = is_veteran(tree or {})
    crisis = lines.crisis(country, veteran)
    on_paper = medium == "print"
    listed = _listed(lines, country, tree or {})
    foot = f"In danger: {lines.emergency(country)}." + (f" To talk: {crisis['say']}." if crisis else "")
    return Context(
        vocabulary=knowledge.vocabulary(),
        notices=_notices(tree, on_paper) if tree else [],
        danger=_danger(lines, country, veteran, on_paper),
        lines=[*listed, f"Numbers checked {lines.oldest_check()}. They may be old."] if listed else [],
        foot=foot,
        version=__version__,
        paper=paper or str((value(tree, "preferences.paper") if tree else None) or "letter"),
        with_name=with_name,
        medium=medium,
    )


def _notices(tree: Mapping[str, Any], on_paper: bool) -> list[str]:
    """The safety notices, each with its title before it, so that it says what it is about."""
    found = [one for one in knowledge.rules().fired(tree) if one.paper or not on_paper]
    return [f"{one.title}: {one.on_paper if on_paper else one.text}" for one in found]


def _danger(lines: Lines, country: str | None, veteran: bool, on_paper: bool) -> list[str]:
    """The danger block; a screen breaks its rows itself."""
    if on_paper:
        return card.danger_on_paper(lines, country, veteran)
    return card.danger(lines, country, veteran, columns=_UNBROKEN)


_UNBROKEN = 9999


def _listed(lines: Lines, country: str | None, tree: Mapping[str, Any]) -> list[str]:
    """The lines that are for everybody, and those for a veteran, a young person or somebody who gambles.

    A line that would tell whoever finds the page whom the person loves is left to the screen.
    """
    gambling = ("gambling",) if "gambling" in values(tree, "substances.kind") else ()
    own = [line for kind in own_crisis(tree) if kind != LGBTQ for line in lines.of_kind(country, kind)]
    shared = [line for kind in (CRISIS, "drug_alcohol", *gambling) for line in lines.for_all(country, kind)]
    return [": ".join([str(line["name"]), ", ".join(ways(line))]) for line in (*own, *shared)]
