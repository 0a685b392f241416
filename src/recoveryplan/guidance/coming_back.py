"""The first screen after a setback: the body first, before any question. At most 17 rows of 40 columns.

It needs no plan. The danger block stands whole, then its warnings, then one person; what is less pressing gives way.
No pydantic and no rich here: nobody waits for this one.
"""

from __future__ import annotations

from recoveryplan.guidance import card
from recoveryplan.guidance.card_people import COLUMNS, at_most, near, people_rows
from recoveryplan.guidance.lines import is_veteran
from recoveryplan.text import clean_line, wrap
from recoveryplan.wording import setbacks as words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from recoveryplan.guidance.lines import Lines
    from recoveryplan.guidance.safety import Notice

ROWS = 17
"""A small screen has 24 rows, and the first question below takes up to seven: the danger block stays in sight."""
_OWN_WARNINGS = 1
"""Rows for what the plan itself warns of, gravest first."""
_PERSON_ROWS = 4
"""Room for one person: the heading, a name on its row, and a number of two."""


def first_screen(
    tree: Mapping[str, Any], lines: Lines, notices: Sequence[Notice] = (), roles: Mapping[str, str] | None = None
) -> list[str]:
    """The rows for a plain plan tree; an empty one gives those of somebody without a plan."""
    country = (tree.get("preferences") or {}).get("country")
    danger = card.danger(lines, country, is_veteran(tree))
    roomy = [*wrap(words.THANKS, COLUMNS), *danger, *_warnings(words.WARNINGS)]
    closer = [words.THANKS_SHORT, *danger, *_warnings(words.WARNINGS)]
    tight = [words.THANKS_SHORT, *danger, *_warnings(words.SHORT_WARNINGS)]
    *young, checked = card.foot_of(tree, lines)
    rest = [
        _naloxone(tree),
        card.warnings(notices)[:_OWN_WARNINGS],
        _person(tree, roles or {}),
        card.talk(lines, country, is_veteran(tree)),
        young,
        [checked],
    ]
    return _fitted((roomy, closer, tight), rest)


def _person(tree: Mapping[str, Any], roles: Mapping[str, str]) -> list[str]:
    rows = people_rows({**tree, "people": callable_now(tree)[:1]}, roles, _PERSON_ROWS, 0)
    return [words.SOMEONE, *rows[1:]] if rows else []


def callable_now(tree: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Whom the person could call, those with a number first; nobody whom they keep away from."""
    return sorted(near(tree), key=lambda one: not one.get("phone"))


def _warnings(said: Sequence[str]) -> list[str]:
    return [row for one in said for row in wrap(one, COLUMNS, "  ", "! ")]


def _naloxone(tree: Mapping[str, Any]) -> list[str]:
    where = clean_line(str((tree.get("medicine") or {}).get("naloxone_where") or ""))
    return at_most(wrap(words.naloxone_at(where), COLUMNS, "  ", "  "), 1) if where else []


_WAITING = ((), (5,), (3, 5), (1, 3, 5), (1, 3, 4, 5), (0, 1, 3, 4, 5))
"""What gives way, in turn: how old the numbers are, another way to talk, the plan's own warning, where the young find
more, where the naloxone is. The person to call stays."""


def _fitted(tops: Sequence[list[str]], rest: list[list[str]]) -> list[str]:
    """All of it where there is room; else fewer words, and then fewer rows."""
    tries = [(top, gone) for gone in _WAITING for top in tops]
    made = [[*top, *(row for n, part in enumerate(rest) if n not in gone for row in part)] for top, gone in tries]
    return next((rows for rows in made if len(rows) <= ROWS), made[-1])
