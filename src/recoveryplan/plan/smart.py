"""Which letters of SMART a goal's words leave open: a hint, never a block.

Specific, measurable and timed are read from the fields, else from the text. Achievable (confidence) and
relevant (the reason it serves) are asked; they are named only where they were asked and left empty.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from recoveryplan.plan import goal_words as words

LETTERS = {
    "S": "what it is, so that you can see it",
    "M": "how you will know, such as a number",
    "A": "how sure you are",
    "R": "which reason it serves",
    "T": "by when, or for how long",
}
"""What each letter asks for, in plain words."""


_MOST = 400
"""A goal is a sentence: what stands behind so many characters is not read for a hint."""


def missing(goal: Mapping[str, Any], asked: Collection[str] = ()) -> list[str]:
    """The letters a goal leaves open, in order. ``asked`` names the goal's fields that were asked."""
    what = _plain(str(goal.get("what") or "")[:_MOST])
    letters = _open_in_words(what) if _readable(what) else []
    filled = {"M": goal.get("measure"), "T": goal.get("by")}
    letters = [letter for letter in letters if not filled.get(letter)]
    if "confidence" in asked and goal.get("confidence") is None:
        letters.append("A")
    if "why" in asked and not goal.get("why"):
        letters.append("R")
    return sorted(letters, key=list(LETTERS).index)


def asked(goal: Mapping[str, Any], plan: Mapping[str, Any]) -> set[str]:
    """Which of ``confidence`` and ``why`` a goal was asked for, as far as a plan shows it.

    A plan keeps answers, not questions. The rule: a goal that has a step, a strength to lean on, or a number for
    how sure one is went the full path, where both are asked. Its reason alone shows nothing: the short path asks
    for that too. Nobody is asked for a reason in a plan that names none.
    """
    if not (goal.get("steps") or goal.get("leans_on") or goal.get("confidence") is not None):
        return set()
    return {"confidence", "why"} if plan.get("motivations") else {"confidence"}


def about_stopping(what: str) -> bool:
    """Whether a goal speaks of stopping to drink or use, or a medicine: it is never helped to be more exact."""
    return _says(words.STOPPING, _plain(what))


def about_drinking(what: str) -> bool:
    """Whether a goal speaks of some drinking, or of less of it, and not of none."""
    plain = _plain(what)
    return _says(words.DRINKING, plain) and not _says(words.STOPPING, plain) and not _says(words.NO_DRINK, plain)


def _plain(what: str) -> str:
    return " ".join(what.replace("’", "'").lower().split())


def _readable(what: str) -> bool:
    """Whether the words may be English. Of other writing we can not tell what it says, so nothing is said."""
    letters = [character for character in what if character.isalpha()]
    return 2 * sum(character.isascii() for character in letters) >= len(letters)


def _open_in_words(what: str) -> list[str]:
    without_time = re.sub(words.TIME, " ", what)  # the number in a date is no measure
    rest = re.sub(words.MEASURE, " ", without_time)
    letters = []
    if len(re.findall(r"\w+", what)) < 2 or re.match(words.WIDE, rest):
        letters.append("S")
    if not _says(words.MEASURE, without_time) and not _says(words.DONE_OR_NOT, what):
        letters.append("M")
    if not _says(words.TIME, what) and not _says(words.SPAN, what):
        letters.append("T")
    return letters


def _says(pattern: str, what: str) -> bool:
    return re.search(pattern, what) is not None
