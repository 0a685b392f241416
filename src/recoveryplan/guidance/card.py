"""The card of `now`: one text of at most 40 columns and 23 rows, made from a plain plan tree.

The danger block comes first, whatever else is known. People's numbers are never cut; reasons and steps give
way when there is no room. No pydantic and no rich here: a card is made anew in a hard moment.
"""

from __future__ import annotations

from recoveryplan.guidance.card_people import COLUMNS, at_most, people_rows
from recoveryplan.guidance.lines import CRISIS, is_veteran
from recoveryplan.text import clean_line, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from recoveryplan.guidance.lines import Lines
    from recoveryplan.guidance.safety import Notice

ROWS = 23

_KIND = ("This is a hard moment. A craving can", "pass. You do not have to do it alone.")
_GENERAL = (
    "Move somewhere safer. Do not drive if you have used.",
    "Call or text someone you trust.",
    "Wait 15 minutes. Then look again.",
)
_SHORTER = {_GENERAL[0]: "Move somewhere safer. Do not drive."}
"""Steps that would lose their end where each has one row."""
_KIND_DARK = ("This is a hard moment. It can pass.", "You do not have to be alone with it.")
_KINDS = (*_KIND, *_KIND_DARK)
_GENERAL_DARK = (
    "Move somewhere safer. Do not drive if you have used.",
    "Call or text someone you trust.",
    "Ask someone to stay with you.",
)
_SIGNS = (
    "hard to wake, slow breathing, blue or gray lips: give naloxone too, and stay",
    "seizure, confusion, bad shaking",
)
_WARNING_ROWS = 3

_MORE = "! More: recoveryplan show"
_TALK, _MATTERS, _NEXT = "Talk: ", "What matters", "Next"
_UNDER_18 = "Under 18: see `recoveryplan lines`"
_THOUGHTS = "Thoughts of ending your life:"
_LOW_HOPE = "checkin-low-hope"


def make(
    tree: Mapping[str, Any],
    lines: Lines,
    notices: Sequence[Notice] = (),
    roles: Mapping[str, str] | None = None,
    remark: str = "",
) -> str:
    """The card's text. ``roles`` are the words for the kinds of people; ``remark`` is said at the end."""
    country = (tree.get("preferences") or {}).get("country")
    top = danger(lines, country, is_veteran(tree)) + warnings(notices)
    foot = talk(lines, country, is_veteran(tree)) + foot_of(tree, lines, remark)
    room = ROWS - len(top) - len(foot)
    dark = _is_dark(tree, notices)
    people = people_rows(tree, roles or {}, room, len(_wanted_steps(tree, dark)) + (3 if _reason(tree) else 1))
    return "\n".join(_fitted(top, tree, people, foot, dark)) + "\n"


def _is_dark(tree: Mapping[str, Any], notices: Sequence[Notice]) -> bool:
    """Whether the person told of thoughts of ending their life, or of little hope just now: then no craving is spoken
    of, and no waiting.
    """
    said = (tree.get("mind") or {}).get("thoughts") == "yes"
    return said or any(one.rule == _LOW_HOPE or (one.rule == "self-harm" and one.level == "firm") for one in notices)


def danger(lines: Lines, country: str | None, veteran: bool = False, columns: int = COLUMNS) -> list[str]:
    """The danger block for a country, or for one we do not know: lines of at most so many ``columns``."""
    ask = ["your emergency number, or", "recoveryplan lines --country XX"]
    head, signs, thoughts, crisis = _danger(lines, country, ask, veteran)
    return [
        *(row for n, words in enumerate(head) for row in wrap(words, columns, "  " if n else "", "  " if n else "")),
        *(row for words in signs for row in wrap(words, columns, "  ", "  ")),
        thoughts,
        *(row for words in crisis for row in wrap(words, columns, "  ", "  ")),
    ]


def with_rows(shown: str, last: Sequence[str]) -> str:
    """A card with more words at its end, still of at most 23 rows: what a hard moment can best do without gives way.

    The danger block, warnings and people stay.
    """
    ending = [row for words in last for row in wrap(words, COLUMNS)]
    rows = _squeezed([*_blocks(shown), ending], [_TALK, "", *_KINDS, _MATTERS, _NEXT, _UNDER_18])
    rows = [*rows[: ROWS - len(ending)], *ending] if len(rows) > ROWS else rows
    return "\n".join(rows) + "\n"


def _blocks(shown: str) -> list[list[str]]:
    """A card's rows with those that belong together in one block: our own rows stand at the edge, all else behind."""
    blocks: list[list[str]] = []
    for row in shown.rstrip("\n").split("\n"):
        if blocks and row.startswith(" "):
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _squeezed(blocks: Sequence[list[str]], less: Sequence[str]) -> list[str]:
    """The rows of the blocks; while they are too many, the blocks that open like one of ``less`` go, one by one."""
    rows = [row for block in blocks for row in block]
    for opening in less:
        if len(rows) <= ROWS:
            break
        over = len(rows) - ROWS
        blocks = [_less(block, over, opening) if block and _opens(block, opening) else block for block in blocks]
        rows = [row for block in blocks for row in block]
    return rows


def _less(block: list[str], over: int, opening: str) -> list[str]:
    """Nothing of a block; of the steps, those that still have room."""
    if opening != _NEXT:
        return []
    starts = [n for n, row in enumerate(block) if not row.startswith("     ")]
    fitting = [n for n in [*starts, len(block)] if 2 <= n <= len(block) - over]
    return block[: max(fitting, default=0)]


def _opens(block: list[str], opening: str) -> bool:
    return block[0].startswith(opening) if opening in {_TALK, _MATTERS} else block[0] == opening


def danger_on_paper(lines: Lines, country: str | None, veteran: bool = False) -> list[str]:
    """The danger block as whole sentences, for a page that knows no commands."""
    head, signs, thoughts, crisis = _danger(lines, country, ["call your emergency number"], veteran)
    return [" ".join(head), *(f"{words[:1].upper()}{words[1:]}." for words in signs), f"{thoughts} {' '.join(crisis)}."]


def _danger(
    lines: Lines, country: str | None, ask: list[str], veteran: bool
) -> tuple[list[str], tuple[str, str], str, list[str]]:
    """Who to call, for which signs, and who to call for thoughts of ending one's life; ``ask`` where none is known."""
    known = lines.place(country) is not None
    head = [f"In danger? Call {lines.emergency(country)}{':' if known else '.'}"]
    if not known:
        head.append(str(lines.elsewhere["emergency_numbers"]) + ("" if ask[1:] else "."))
    line = lines.crisis(country, veteran)
    crisis = [str(line["say"])] if line else ([f"call {lines.emergency(country)}"] if known else ask)
    return head, _SIGNS, _THOUGHTS, crisis


def warnings(notices: Sequence[Notice]) -> list[str]:
    """The gravest warnings: firm before soft, then by their rank. What has no room is told to be there."""
    ranked = sorted(notices, key=lambda notice: (notice.level != "firm", notice.card_rank))
    rows: list[str] = []
    for words in dict.fromkeys(notice.card for notice in ranked if notice.card):
        more = wrap(words, COLUMNS, "  ", "! ")
        if rows and len(rows) + len(more) > _WARNING_ROWS:
            return [*rows, _MORE]
        rows += more
    return rows


def foot_of(tree: Mapping[str, Any], lines: Lines, remark: str = "") -> list[str]:
    """The card's last rows: where the young find more, and how old its numbers are."""
    rows = []
    if (tree.get("about") or {}).get("age") == "under_18" or set(tree) <= {"preferences"}:
        rows += [_UNDER_18]
    rows.append(f"Numbers checked {lines.oldest_check()}. May be old.")
    return rows + (wrap(remark, COLUMNS) if remark else [])


def talk(lines: Lines, country: str | None, veteran: bool) -> list[str]:
    """Another way to reach somebody than the one in the danger block."""
    shown = lines.crisis(country, veteran)
    others = [str(line["say"]) for line in lines.for_all(country, CRISIS) if line is not shown]
    first = str(shown.get("talk") or "") if shown else ""  # the other way to reach the line shown above
    return wrap(f"{_TALK}{first or others[0]}", COLUMNS, "  ", "")[:2] if first or others else []


def _fitted(top: list[str], tree: Mapping[str, Any], people: list[str], foot: list[str], dark: bool) -> list[str]:
    """Give the middle of the card what room is left: steps first, then reasons, kind words, blank rows.

    Every step has a row before a reason has one; a reason has one before a step has its second.
    """
    room = ROWS - len(top) - len(people) - len(foot)
    wanted = _wanted_steps(tree, dark)
    least = _reasons(tree, room - len(_steps(wanted, room, 1)), 1)
    steps = _steps(wanted, room - len(least), 2)
    room -= len(steps)
    reasons = _reasons(tree, room, 2)
    room -= len(reasons)
    kind = list(_KIND_DARK if dark else _KIND) if room >= len(_KIND) else []
    room -= len(kind)
    before, after = ([""] if kind and room > place else [] for place in range(2))
    return [*top, *before, *kind, *after, *reasons, *steps, *people, *foot]


def _reason(tree: Mapping[str, Any]) -> str:
    return next((clean_line(str(reason["text"])) for reason in tree.get("motivations") or []), "")


def _reasons(tree: Mapping[str, Any], room: int, most: int) -> list[str]:
    """The first reason below its heading; behind it where there is only one row."""
    reason = _reason(tree)
    if not reason or room < 1:
        return []
    if room == 1:
        return at_most(wrap(reason, COLUMNS, "  ", f"{_MATTERS}: "), 1)
    return [_MATTERS, *at_most(wrap(reason, COLUMNS, "  ", "  "), min(most, room - 1))]


def _wanted_steps(tree: Mapping[str, Any], dark: bool) -> list[str]:
    own = (tree.get("hard_moment") or {}).get("steps") or []
    return [clean_line(str(step["do"])) for step in own][:3] or list(_GENERAL_DARK if dark else _GENERAL)


def _steps(wanted: list[str], room: int, most: int) -> list[str]:
    """The next steps, as many as have room, each in ``most`` rows if all of them can, else in one."""
    rows = [row for n, step in enumerate(wanted, 1) for row in at_most(_step(n, step), most)]
    if len(rows) >= room or most == 1:
        one_row = [at_most(_step(n, _SHORTER.get(step, step)), 1)[0] for n, step in enumerate(wanted, 1)]
        rows = one_row[: max(0, room - 1)]
    return [_NEXT, *rows] if rows else []


def _step(number: int, words: str) -> list[str]:
    return wrap(words, COLUMNS, "     ", f"  {number}. ")
