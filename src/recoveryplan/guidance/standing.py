"""What the program says of itself: what a plan is and is not, who wrote it, what stays private.

The texts are in ``content/standing.yaml``. Only words are made here; nothing is read and nothing is asked.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from recoveryplan.guidance.lines import Lines, ways
from recoveryplan.plan import conditions
from recoveryplan.plan.conditions import ALWAYS, Condition, Words
from recoveryplan.wording import Said

YOUNG = "under-18"
"""The text that the lines for young people stand under."""

_YOUNG_KINDS = ("youth", "lgbtq")


class Standing(NamedTuple):
    """One text. ``closing`` is its short form for the end of an interview, and ``when`` says for which plans.

    ``paper`` marks what a printed plan says too.
    """

    id: str
    title: str
    text: str
    closing: str
    when: Condition
    paper: bool


def texts(content: list[dict[str, Any]]) -> list[Standing]:
    """The texts of ``standing.yaml``, in order. Raises BadCondition for a condition not well made."""
    return [_one(each, each.get("closing") or {}) for each in content]


def _one(each: dict[str, Any], closing: dict[str, Any]) -> Standing:
    when = conditions.parse(closing["when"]) if "when" in closing else ALWAYS
    return Standing(
        each["id"], each["title"], each["text"], str(closing.get("text") or ""), when, each.get("paper") == "yes"
    )


def closing(found: list[Standing], plan: dict[str, Any], words: Words) -> list[str]:
    """The short forms for the end of an interview that fit this plan, in order."""
    return [one.closing for one in found if one.closing and one.when.holds(plan, words)]


def told(found: list[Standing], lines: Lines, country: str | None) -> list[Said]:
    """Every text with its title; the lines for young people in this country stand with theirs."""
    said: list[Said] = []
    for one in found:
        said += [*([Said("")] if said else []), Said(one.title, "heading"), Said(one.text)]
        said += _young(lines, country) if one.id == YOUNG else []
    return said


def _young(lines: Lines, country: str | None) -> list[Said]:
    said: list[Said] = []
    for line in [line for kind in _YOUNG_KINDS for line in lines.of_kind(country, kind)]:
        whom = "" if line["for_whom"] == "anyone" else f", for {line['for_whom']}"
        said.append(Said(f"{line['name']}{whom}:", "plain", 2))
        said += [Said(way, "contact", 4) for way in ways(line)]
    return said
