"""The card of `now`: one text of at most 40 columns and 23 rows, made from a plain plan tree.

The danger block comes first, whatever else is known. People's numbers are never cut; reasons and steps give
way when there is no room. No pydantic and no rich here: a card is made anew in a hard moment.
"""

from __future__ import annotations

from recoveryplan.text import clean_line, width, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from recoveryplan.guidance.lines import Lines
    from recoveryplan.guidance.safety import Notice

COLUMNS = 40
ROWS = 23

_KIND = ("This is a hard moment. A craving can", "pass. You do not have to do it alone.")
_GENERAL = (
    "Move somewhere safer. Do not drive if you have used.",
    "Call or text someone you trust.",
    "Wait 15 minutes. Then look again.",
)
_SIGNS = (
    "hard to wake, slow breathing, blue lips: give naloxone too, and stay",
    "seizure, confusion, bad shaking",
)
_NUMBER_ROWS = 3
"""Room for one number that somebody wrote at length; what is longer stands in the plan."""


def make(
    tree: Mapping[str, Any],
    lines: Lines,
    notices: Sequence[Notice] = (),
    roles: Mapping[str, str] | None = None,
    remark: str = "",
) -> str:
    """The card's text. ``roles`` are the words for the kinds of people; ``remark`` is said at the end."""
    country = (tree.get("preferences") or {}).get("country")
    top = danger(lines, country) + _warnings(notices)
    foot = _foot(tree, lines, country, remark)
    room = ROWS - len(top) - len(foot)
    people = _people(tree, roles or {}, room)
    return "\n".join(_fitted(top, tree, people, foot)) + "\n"


def danger(lines: Lines, country: str | None) -> list[str]:
    """The danger block for a country, or for one we do not know: lines of at most 40 columns."""
    ask = ["your emergency number, or", "recoveryplan lines --country XX"]
    head, signs, thoughts, crisis = _danger(lines, country, ask)
    return [
        *(row for n, words in enumerate(head) for row in wrap(words, COLUMNS, "  " if n else "", "  " if n else "")),
        *(row for words in signs for row in wrap(words, COLUMNS, "  ", "  ")),
        thoughts,
        *(row for words in crisis for row in wrap(words, COLUMNS, "  ", "  ")),
    ]


def danger_on_paper(lines: Lines, country: str | None) -> list[str]:
    """The danger block as whole sentences, for a page that knows no commands."""
    head, signs, thoughts, crisis = _danger(lines, country, ["call your emergency number"])
    return [" ".join(head), *(f"{words[:1].upper()}{words[1:]}." for words in signs), f"{thoughts} {' '.join(crisis)}."]


def _danger(lines: Lines, country: str | None, ask: list[str]) -> tuple[list[str], tuple[str, str], str, list[str]]:
    """Who to call, for which signs, and who to call for thoughts of ending one's life; ``ask`` where none is known."""
    known = lines.place(country) is not None
    head = [f"In danger? Call {lines.emergency(country)}{':' if known else '.'}"]
    if not known:
        head.append(str(lines.elsewhere["emergency_numbers"]) + ("" if ask[1:] else "."))
    line = lines.crisis(country)
    crisis = [str(line["say"])] if line else ([f"call {lines.emergency(country)}"] if known else ask)
    return head, _SIGNS, "Thoughts of ending your life:", crisis


def _warnings(notices: Sequence[Notice]) -> list[str]:
    cards = list(dict.fromkeys(notice.card for notice in notices if notice.card))
    return [row for card in cards[:2] for row in wrap(card, COLUMNS, "  ", "! ")]


def _people(tree: Mapping[str, Any], roles: Mapping[str, str], room: int) -> list[str]:
    """Up to three people, the rest named. Where it is tight names are shortened, never numbers."""
    # Those with a number come first: in a hard moment a name alone helps less.
    people = sorted(tree.get("people") or [], key=lambda person: not person.get("phone"))
    for shown, name_rows in ((3, 2), (3, 1), (2, 1), (1, 1)):
        rows = [row for person in people[:shown] for row in _person(person, roles, name_rows)]
        rows += _also(people[shown:], name_rows)
        if len(rows) < room:
            break
    return ["My people", *rows[: room - 1]] if rows and room > 1 else []


def _also(people: Sequence[Mapping[str, Any]], most: int) -> list[str]:
    names = ", ".join(clean_line(str(person["name"])) for person in people)
    return _at_most(wrap(f"Also: {names}", COLUMNS, "    ", "  "), most) if names else []


def _person(person: Mapping[str, Any], roles: Mapping[str, str], name_rows: int) -> list[str]:
    name = clean_line(str(person["name"]))
    role = clean_line(str(person.get("role") or roles.get(str(person.get("kind")), "")))
    named = f"{name} ({role})" if role else name
    phone = clean_line(str(person.get("phone") or ""))
    if width(named) + width(phone) + 3 <= COLUMNS:
        return [f"  {named} {phone}".rstrip()]
    number = wrap(phone, COLUMNS, "    ", "    ") if phone else []
    return [*_at_most(wrap(named, COLUMNS, "    ", "  "), name_rows), *number[:_NUMBER_ROWS]]


def _foot(tree: Mapping[str, Any], lines: Lines, country: str | None, remark: str) -> list[str]:
    rows = _talk(lines, country)
    if (tree.get("about") or {}).get("age") == "under_18" or not tree:
        rows += ["Under 18: see `recoveryplan lines`"]
    rows.append(f"Numbers checked {lines.oldest_check()}. May be old.")
    return rows + (wrap(remark, COLUMNS) if remark else [])


def _talk(lines: Lines, country: str | None) -> list[str]:
    shown = lines.crisis(country)
    others = [line for line in lines.of_kind(country, "crisis") if line is not shown]
    return wrap(f"Talk: {others[0]['say']}", COLUMNS, "  ")[:2] if others else []


def _fitted(top: list[str], tree: Mapping[str, Any], people: list[str], foot: list[str]) -> list[str]:
    """Give the middle of the card what room is left: steps first, then reasons, kind words, blank rows."""
    room = ROWS - len(top) - len(people) - len(foot)
    steps = _steps(tree, max(0, room - 1))
    room -= len(steps)
    reasons = _reasons(tree, room)
    room -= len(reasons)
    kind = list(_KIND) if room >= len(_KIND) else []
    room -= len(kind)
    before, after = ([""] if kind and room > place else [] for place in range(2))
    return [*top, *before, *kind, *after, *reasons, *steps, *people, *foot]


def _reasons(tree: Mapping[str, Any], room: int) -> list[str]:
    texts = [clean_line(str(reason["text"])) for reason in tree.get("motivations") or []]
    if not texts or room < 2:
        return []
    rows = _at_most(wrap(texts[0], COLUMNS, "  ", "  "), 2 if room >= 3 else 1)
    return ["What matters", *rows]


def _steps(tree: Mapping[str, Any], room: int) -> list[str]:
    own = (tree.get("hard_moment") or {}).get("steps") or []
    steps = [clean_line(str(step["do"])) for step in own][:3] or list(_GENERAL)
    if room < len(steps) + 1:
        return []
    each = 2 if room > 2 * len(steps) else 1
    rows = [row for n, step in enumerate(steps, 1) for row in _at_most(wrap(step, COLUMNS, "     ", f"  {n}. "), each)]
    return ["Next", *rows]


def _at_most(rows: list[str], most: int) -> list[str]:
    """Long words show their first rows, then an ellipsis; what is left out stands in the plan."""
    if len(rows) <= most:
        return rows
    last = rows[most - 1]
    while width(last) + 2 > COLUMNS:
        last = last[:-1]
    return [*rows[: most - 1], last.rstrip() + " …"]
