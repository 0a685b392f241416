"""Which letters of SMART a goal's words leave open: a hint, never a block.

Specific, measurable and timed are read from the fields, else from the text. Achievable (confidence) and
relevant (the reason it serves) are asked; they are named only where they were asked and left empty.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|once|twice|half)"
_UNIT = r"(?:minute|hour|day|week|month|year|night|morning|evening|weekend|session|meeting)s?"
_MEASURE = re.compile(
    rf"\b(?:{_NUMBER}\b|(?:each|every|per|a)\s+{_UNIT}\b|daily|weekly|monthly|(?:on|every)\s+\w+days?\b|finish|complete|pass)\b",
    re.IGNORECASE,
)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_TIME = re.compile(
    rf"\b(?:\d{{4}}-\d{{2}}-\d{{2}}|(?:by|before|until|till|on|in)\s+(?:the\s+end\b|next\b|this\b|{_MONTHS}|\d|christmas|summer|spring|autumn|winter|easter|{_NUMBER}\s+{_UNIT})"
    rf"|(?:for|over|within|during)\s+(?:the\s+)?(?:next\s+)?(?:{_NUMBER}\s+)?{_UNIT}|next\s+{_UNIT}|today|tomorrow|tonight|this\s+{_UNIT})\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"^\W*(?:i\s+(?:want|will|would like|'d like|wish|hope)\s+to\s+|to\s+)?"
    r"(?:get|be|feel|do|become|stay|live|have)?\s*(?:a\s+)?(?:more\s+|much\s+)?"
    r"(?:better|well|good|healthy|healthier|happy|happier|ok|okay|fine|normal|sober|strong|stronger|change|life"
    r"|(?:a )?better life)\W*$",
    re.IGNORECASE,
)

LETTERS = {
    "S": "what it is, so that you can see it",
    "M": "how you will know, such as a number",
    "A": "how sure you are",
    "R": "which reason it serves",
    "T": "by when, or for how long",
}
"""What each letter asks for, in plain words."""


def missing(goal: Mapping[str, Any], asked: Collection[str] = ()) -> list[str]:
    """The letters a goal leaves open, in order. ``asked`` names the goal's fields that were asked."""
    what = str(goal.get("what") or "")
    letters = []
    if len(re.findall(r"\w+", what)) < 2 or _VAGUE.match(what):
        letters.append("S")
    if not goal.get("measure") and not _MEASURE.search(what):
        letters.append("M")
    if "confidence" in asked and goal.get("confidence") is None:
        letters.append("A")
    if "why" in asked and not goal.get("why"):
        letters.append("R")
    if not goal.get("by") and not _TIME.search(what):
        letters.append("T")
    return letters
