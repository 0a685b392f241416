"""The people on the card of `now`, and how long words are made to fit. No pydantic and no rich, as in ``card``."""

from __future__ import annotations

from recoveryplan.text import clean_line, width, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

COLUMNS = 40

_JOINED = "\u2007"
"""Holds the words of a name and its number together while rows are made."""
_ROOMY = 2
"""Rows for a name from which on a role in the person's own words may cost a row; a kind's word never does."""
_NUMBER_ROWS = 3
"""Room for one number that somebody wrote at length; what is longer stands in the plan."""
_SHORTEST_NAME = 7
"""The fewest columns that a name beside its number is cut down to."""
_TIGHTER = (
    (3, 3, 2, 6),
    (3, 2, 2, 6),
    (3, 1, 2, 6),
    (3, 1, 1, 6),
    (3, 0, 1, 6),
    (3, 0, 1, 5),
    (3, 0, 1, 4),
    (3, 0, 0, 4),
    (3, 0, 0, 2),
    (2, 0, 1, 2),
    (1, 0, 1, 2),
    (1, 0, 0, 0),
)
"""How people are shown, from roomy to tight: how many, rows for a name (0: beside its number, shortened), rows for
those who are only named, rows left to the steps and the first reason."""


def near(tree: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The people of a plan, without those whom the person keeps away from: they are on no card and no screen.

    Whoever is named there in any words counts: "my ex rob" is the Rob who may once have been a friend.
    """
    named = [one for one in tree.get("people") or () if one.get("name")]
    if not tree.get("keep_distance"):
        return named
    from recoveryplan.plan.away import Away

    away = Away(tree)
    return [one for one in named if not away.named_in(clean_line(str(one["name"])))]


def people_rows(tree: Mapping[str, Any], roles: Mapping[str, str], room: int, others: int) -> list[str]:
    """Up to three people, the rest named. Where it is tight names are shortened, never numbers.

    ``others`` is how many rows steps and reason would like; people take from them only when nothing else helps.
    """
    # Those with a number come first: in a hard moment a name alone helps less.
    people = sorted(near(tree), key=lambda person: not person.get("phone"))
    for shown, name_rows, also, left in _TIGHTER:
        rows = [row for person in people[:shown] for row in _person(person, roles, name_rows)]
        rows += _also(people[shown:], also)
        if len(rows) < room - min(left, others):
            break
    return ["My people", *rows[: room - 1]] if rows and room > 1 else []


def _also(people: Sequence[Mapping[str, Any]], most: int) -> list[str]:
    """Those who are only named, with their numbers where all of that has room; else each name is shortened."""
    numbered = _numbered(people)
    if numbered and len(numbered) <= most:
        return numbered
    names = [clean_line(str(person["name"])) for person in people]
    if not names or not most:
        return []
    for columns in (COLUMNS, *range(20, _SHORTEST_NAME, -3)):
        rows = wrap(f"Also: {', '.join(cut(name, columns) for name in names)}", COLUMNS, "    ", "  ")
        if len(rows) <= most:
            break
    return at_most(rows, most)


def _numbered(people: Sequence[Mapping[str, Any]]) -> list[str]:
    """Each with the number, which is never broken; nothing where nobody has one, or a row would not hold it."""
    told = [clean_line(f"{one['name']} {one.get('phone') or ''}") for one in people]
    if not any(one.get("phone") for one in people) or any(width(one) > COLUMNS - 9 for one in told):
        return []
    rows = wrap(f"Also: {', '.join(one.replace(' ', _JOINED) for one in told)}", COLUMNS, "    ", "  ")
    return [row.replace(_JOINED, " ") for row in rows]


def _person(person: Mapping[str, Any], roles: Mapping[str, str], name_rows: int) -> list[str]:
    name = clean_line(str(person["name"]))
    role = clean_line(str(person.get("role") or roles.get(str(person.get("kind")), "")))
    named = f"{name} ({role})" if role else name
    phone = clean_line(str(person.get("phone") or ""))
    beside = COLUMNS - width(phone) - 3
    if width(named) <= beside:
        return [f"  {named} {phone}".rstrip()]
    if width(name) <= beside and (name_rows < _ROOMY or not person.get("role")):
        return [f"  {name} {phone}".rstrip()]
    if not name_rows and phone and beside >= _SHORTEST_NAME:
        return [f"  {cut(name, beside)} {phone}"]
    number = wrap(phone, COLUMNS, "    ", "    ") if phone else []
    rows = wrap(named, COLUMNS, "    ", "  ")
    if len(rows) > max(name_rows, 1):
        rows = at_most(wrap(name, COLUMNS, "    ", "  "), name_rows or 1)
    return [*rows, *number[:_NUMBER_ROWS]]


def at_most(rows: list[str], most: int) -> list[str]:
    """Long words show their first rows, then an ellipsis; what is left out stands in the plan."""
    if len(rows) <= most:
        return rows
    last = rows[most - 1]
    lead = len(last) - len(last.lstrip(" "))
    return [*rows[: most - 1], last[:lead] + cut(f"{last[lead:]} {rows[most].lstrip()}", COLUMNS - lead)]


def cut(words: str, columns: int) -> str:
    """The words' beginning and an ellipsis, in so many columns; between words where that does not cost too much."""
    if width(words) <= columns:
        return words
    kept = words
    while kept and width(kept) + 2 > columns:
        kept = kept[:-1]
    whole = kept if words[len(kept)] == " " else kept.rpartition(" ")[0]
    return f"{(whole if width(whole) > columns // 2 else kept).rstrip()} …"
