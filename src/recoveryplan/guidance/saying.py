"""Notices and help lines in words for a screen: what to show where a number may be needed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from recoveryplan.guidance.lines import CRISIS, KINDS, Lines, ways
from recoveryplan.guidance.safety import Notice
from recoveryplan.wording import Said

_OLD_DAYS = 180
_AS_ONE = 2
"""So many parts of a notice are one paragraph."""
_UNCONFIRMED = "We could not find this number again. It may be old."
_SEE_THERE = "the site says"
_HOURS = {"always": "day and night", _SEE_THERE: "", "not given; try any time": "hours not given, so try any time"}


def notices(found: Sequence[Notice], lines: Lines, country: str | None) -> Iterator[Said]:
    """Safety notices, one below the other, and then who to call for any of them, each line once."""
    for one in found:
        yield Said(one.title, "heading")
        yield from paragraphs(one)
    kinds = list(dict.fromkeys(kind for one in found for kind in one.lines))
    if kinds:
        yield Said("Who to call", "heading")
        yield from _short([line for kind in kinds for line in _first(lines, country, kind)])
    if kinds and not lines.place(country):
        yield Said(str(lines.elsewhere["emergency_numbers"]), "plain", 2)
        yield from _short(lines.of_kind("WORLD", "crisis"))
        yield Said("More lines: recoveryplan lines --country XX", "plain", 2)
    if kinds:  # last, so that it is what stays on a small screen
        yield Said(f"In danger: call {lines.emergency(country)}.", "contact" if lines.place(country) else "plain", 2)


def paragraphs(one: Notice) -> Iterator[Said]:
    """The words of a notice: in one paragraph, or each part in its own where there are many; the gravest is first."""
    for words in one.parts if len(one.parts) > _AS_ONE else (one.text,):
        yield Said(words, "warning")


def _first(lines: Lines, country: str | None, kind: str) -> list[dict[str, Any]]:
    return lines.to_talk(country) if kind == CRISIS else lines.of_kind(country, kind)[:1]


def _short(found: list[dict[str, Any]]) -> Iterator[Said]:
    for line in found:
        yield Said(f"{line['name']}:", "plain", 2)
        yield from (Said(way, "contact", 4) for way in ways(line))


def listing(
    lines: Lines, country: str | None, today: datetime.date, order: Sequence[str] = tuple(KINDS)
) -> Iterator[Said]:
    """Every help line for a country, by kind in this order; for an unknown one the emergency numbers only."""
    place = lines.place(country)
    yield Said(f"Help lines: {place['name']}" if place else "Help lines", "heading")
    yield from _emergency(lines, country)
    for kind, found in lines.listed(country, order):
        yield Said(KINDS[kind], "heading")
        for line in found:
            yield from _whole(line)
    if not place:
        yield Said("For the lines of one country, type:", "plain")
        yield Said("recoveryplan lines --country XX", "contact", 2)
        codes = ", ".join(str(one["code"]) for one in lines.places)
        yield Said(f"XX is the name of a country, or one of: {codes}", "quiet", 2)
    yield from _age(lines, today)
    if place:
        yield Said(_last_row(lines, country), "warning")


def _last_row(lines: Lines, country: str | None) -> str:
    """The row that is left at the bottom of a small screen: the numbers that matter most."""
    crisis = lines.crisis(country)
    talk = f" Thoughts of ending your life: {crisis['say']}." if crisis else ""
    return f"In danger: call {lines.emergency(country)}.{talk}"


def _emergency(lines: Lines, country: str | None) -> Iterator[Said]:
    place = lines.place(country)
    if place:
        yield Said(f"In danger: call {place['emergency']}", "contact", 2)
        if place.get("emergency_also"):
            yield Said(f"or {place['emergency_also']}", "contact", 4)
    else:
        yield Said(f"In danger: call {lines.elsewhere['emergency']}.", "warning", 2)
        yield Said(str(lines.elsewhere["emergency_numbers"]), "plain", 2)


def _whole(line: dict[str, Any]) -> Iterator[Said]:
    yield Said(str(line["name"]), "plain", 2)
    yield from (Said(way, "contact", 4) for way in ways(line))
    about = [
        _HOURS.get(str(line.get("hours")), str(line.get("hours") or "")),
        "" if line.get("for_whom") in {None, "anyone"} else f"for {line['for_whom']}",
        ", ".join(one for one in line.get("languages") or [] if one != _SEE_THERE),
        "needs internet" if line.get("needs_internet") == "yes" else "",
    ]
    if any(about):
        yield Said("; ".join(part for part in about if part) + ".", "quiet", 4)
    for key in ("note", "may_contact"):
        if line.get(key):
            yield Said(str(line[key]), "quiet", 4)
    if line.get("confirmed") == "no" and line.get("needs_internet") != "yes":
        yield Said(_UNCONFIRMED, "quiet", 4)


def _age(lines: Lines, today: datetime.date) -> Iterator[Said]:
    checked = datetime.date.fromisoformat(lines.oldest_check())
    days = (today - checked).days
    yield Said(f"These numbers were checked on {checked.isoformat()}, {_ago(days)}. Numbers can change.", "quiet")
    if days > _OLD_DAYS:
        yield Said("That is a long time. If a number does not answer, call your emergency number.", "warning")


def _ago(days: int) -> str:
    if days < 1:
        return "today"
    months = days // 30
    return f"{days} days ago" if months < 2 else f"{months} months ago"
