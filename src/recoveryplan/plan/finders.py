"""Finds what a plan does not have yet: looks through its plain tree. The words are in `completeness`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from recoveryplan.plan import smart
from recoveryplan.plan.completeness import LETTERS, Gap, Surroundings, gap, rank
from recoveryplan.plan.tree import value, values

Tree = Mapping[str, Any]

SOON_DAYS = 30
"""A day that comes within so many days comes soon."""

_OPIOIDS = frozenset({"opioids", "methadone", "buprenorphine", "opioid_pain"})
_CLOSED = frozenset({"reached", "dropped"})


def gaps(tree: Tree, around: Surroundings) -> list[Gap]:
    """Every gap and hint of a plain plan tree, the most useful first; those of one id as they stand in the file."""
    return sorted((one for finder in _FINDERS for one in finder(tree, around)), key=rank)


def _things(tree: Tree, path: str) -> list[tuple[int, Mapping[str, Any]]]:
    return list(enumerate(value(tree, path) or []))


def _core(tree: Tree, _: Surroundings) -> Iterator[Gap]:
    for path, name in (("hard_moment.steps", "hard-moment"), ("people", "people"), ("motivations", "reasons")):
        if not value(tree, path):
            yield gap(name)
    if not value(tree, "preferences.country"):
        yield gap("country")
    for section, name in _MAY_BE_EMPTY.items():
        if not tree.get(section):
            yield gap(name)


_MAY_BE_EMPTY = {
    "triggers": "no-triggers",
    "warning_signs": "no-signs",
    "goals": "no-goals",
    "coping": "no-coping",
    "self_care": "no-self-care",
}


def _check_in(_: Tree, around: Surroundings) -> Iterator[Gap]:
    if around.talk:
        yield gap("check-in", still_open=around.talk)


def _answers(tree: Tree, around: Surroundings) -> Iterator[Gap]:
    for section, inner, name in (
        ("triggers", "strategies", "trigger"),
        ("barriers", "strategies", "barrier"),
        ("warning_signs", "responses", "sign"),
    ):
        for index, item in _things(tree, section):
            if not item.get(inner) and not around.tender(_said(item)):
                yield gap(name, (section, index))
    for index, skill in _things(tree, "coping"):
        if skill.get("state") == "learning" and not skill.get("how"):
            yield gap("skill", ("coping", index))


def _said(item: Mapping[str, Any]) -> str:
    """The person's own words of one thing."""
    return " ".join(str(item.get(name) or "") for name in ("what", "sign"))


# --- goals ---


def _goals(tree: Tree, around: Surroundings) -> Iterator[Gap]:
    for index, goal in _things(tree, "goals"):
        if goal.get("status") not in _CLOSED:
            yield from _goal(goal, index, tree, around)
    if name := _WARNED.get(around.care(str(value(tree, "aim.words") or ""))):
        yield gap(name, ("aim", "words"), section="aim")


_WARNED = {"doctor": "before-stopping", "prescriber": "drink-clash"}


def _goal(goal: Mapping[str, Any], index: int, tree: Tree, around: Surroundings) -> Iterator[Gap]:
    care = around.care(str(goal.get("what") or ""))
    if care in _WARNED:
        yield gap(_WARNED[care], ("goals", index))
    if care:  # a goal that may be a danger is not helped to be more exact, nor given a new day
        return
    letters = smart.missing(goal, smart.asked(goal, tree))
    if letters:
        yield gap("goal", ("goals", index), still_open="; ".join(LETTERS[letter] for letter in letters))
    if _passed(goal.get("by"), around.today):
        yield gap("goal-date", ("goals", index, "by"))


# --- people ---


def _people(tree: Tree, _: Surroundings) -> Iterator[Gap]:
    needed = set(values(tree, "warning_signs.responses.person"))
    needed |= {value(tree, "if_i_use.told"), value(tree, "accountability.partner")}
    for index, person in _things(tree, "people"):
        if person.get("phone"):
            continue
        if person.get("id") in needed:
            yield gap("number-needed", ("people", index))
        elif person.get("kind") != "group":
            yield gap("number", ("people", index))
        elif not person.get("when"):
            yield gap("group", ("people", index))


def _support(tree: Tree, around: Surroundings) -> Iterator[Gap]:
    present, wanted = set(values(tree, "people.kind")), values(tree, "support.wanted")
    if value(tree, "preferences.family") == "private":
        present.add("family")  # who keeps family out is not asked to add it
    open_kinds = [kind for kind in around.people if kind not in present]
    if still := [kind for kind in open_kinds if kind in wanted]:
        yield gap("support-wanted", ("support", "wanted"), still_open=_kinds(still, around))
    free = [kind for kind in open_kinds if kind not in wanted and kind != "other"]
    if tree.get("people") and free:
        yield gap("support-open", still_open=_kinds(free, around))


def _kinds(kinds: list[str], around: Surroundings) -> str:
    return "; ".join(around.people[kind][:1].lower() + around.people[kind][1:] for kind in kinds)


def _away(tree: Tree, _: Surroundings) -> Iterator[Gap]:
    caring = values(tree, "circumstances.caring")
    for name in ("children", "animals"):
        if name in caring and not value(tree, f"support.{name}"):
            yield gap(name)
    if "children" in caring and value(tree, "medicine.items") and not value(tree, "medicine.lock_box"):
        yield gap("lock-box")


def _if_i_use(tree: Tree, _: Surroundings) -> Iterator[Gap]:
    if value(tree, "if_i_use.wanted") == "yes":
        if not value(tree, "if_i_use.steps"):
            yield gap("if-i-use")
        if tree.get("people") and not value(tree, "if_i_use.told"):
            yield gap("told")


# --- medicine ---


def _medicine(tree: Tree, _: Surroundings) -> Iterator[Gap]:
    items = _things(tree, "medicine.items")
    for index, item in items:
        for name in ("prescriber", "pharmacy"):
            if not item.get(name):
                yield gap(name, ("medicine", "items", index))
    page = tree.get("medicine") or {}
    if items and not (page.get("if_missed") and page.get("if_run_out")):
        yield gap("medicine-missed")
    away = [said for name, said in _WHEN_AWAY.items() if not page.get(name)]
    if away and _RISKY_TO_MISS & set(values(tree, "medicine.items.kind")):
        yield gap("medicine-away", still_open="; ".join(away))


_RISKY_TO_MISS = {
    "methadone",
    "buprenorphine",
    "naltrexone",
    "disulfiram",
    "benzodiazepine",
    "opioid_pain",
    "gabapentinoid",
}
"""The medicines where a gap is a danger; only for these are the days away asked about (18b-medicine-days)."""

_WHEN_AWAY = {"if_travel": "when you travel", "if_hospital": "in hospital", "if_arrested": "if you are held somewhere"}


def _naloxone(tree: Tree, around: Surroundings) -> Iterator[Gap]:
    taken = {*values(tree, "substances.kind"), *values(tree, "medicine.items.kind")}
    place, expires = value(tree, "medicine.naloxone_where"), value(tree, "medicine.naloxone_expires")
    if taken & _OPIOIDS and not place:
        yield gap("naloxone-place")
    if _passed(expires, around.today):
        yield gap("naloxone-expired", ("medicine", "naloxone_expires"))
    elif _soon(expires, around.today):
        yield gap("naloxone-soon", ("medicine", "naloxone_expires"))


# --- days ---


def _days(tree: Tree, around: Surroundings) -> Iterator[Gap]:
    due = value(tree, "review.next")
    if not due:
        yield gap("review")
    elif _come(due, around.today):
        yield gap("review-due", ("review", "next"))
    if _passed(value(tree, "aim.by"), around.today):
        yield gap("aim-date", ("aim", "by"))
    for index, item in _things(tree, "commitments"):
        if _passed(item.get("ends"), around.today):
            yield gap("commitment-over", ("commitments", index, "ends"))


def _hard_dates(tree: Tree, around: Surroundings) -> Iterator[Gap]:
    for index, item in _things(tree, "hard_dates"):
        on = _next(item, around.today)
        if _passed(on, around.today):
            yield gap("hard-date-over", ("hard_dates", index, "on"))
        elif not item.get("plan") and not around.tender(_said(item)):
            soon = _soon(on, around.today)
            yield gap("hard-date-soon" if soon else "hard-date-plan", ("hard_dates", index))


def _next(item: Mapping[str, Any], today: datetime.date) -> str | None:
    """The next time a hard day comes; one that comes each month is never far."""
    if item.get("every") == "month":
        return today.isoformat()
    on = item.get("on")
    if not on or item.get("every") != "year":
        return str(on) if on else None
    this_year = _in_year(str(on), today.year)
    return this_year if this_year >= today.isoformat() else _in_year(str(on), today.year + 1)


def _in_year(day: str, year: int) -> str:
    return f"{year:04}{day[4:]}".replace("-02-29", "-02-28")


def _passed(day: object, today: datetime.date) -> bool:
    return bool(day) and str(day) < today.isoformat()


def _come(day: object, today: datetime.date) -> bool:
    return bool(day) and str(day) <= today.isoformat()


def _soon(day: object, today: datetime.date) -> bool:
    return bool(day) and today.isoformat() <= str(day) <= (today + datetime.timedelta(SOON_DAYS)).isoformat()


_FINDERS = (
    _check_in, _core, _answers, _goals, _people, _support, _away, _if_i_use, _medicine, _naloxone, _days, _hard_dates,
)  # fmt: skip
