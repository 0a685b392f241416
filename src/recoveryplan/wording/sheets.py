"""What stands on printed pages beside a sheet's own words, and what is said when pages are made."""

from __future__ import annotations

BEFORE_TITLE = "Before you write"
BEFORE = (
    "You choose what to write and what to show. You can leave any part empty.",
    "If you tell of harm to a child, yourself or others, the person who leads may have to act.",
    "You can ask them first what they have to pass on, and to whom.",
)
"""On each sheet that is made for groups too: a counselor may have a duty to act."""

KIT = "Worksheets"
"""The title of several sheets in one file."""

NAME, NAME_IF_I_LIKE = "Name", "Name (if I like)"
PERSON = ("Name", "Who they are to me", "Phone")
DATE = "Date"
ME = "Me"
PAGE = "Page {x} of {y}"

PREPARE = "Before they come"
OPEN = "To open"
ALONG = "While they write"
CLOSE = "To close"
DISCLOSURE = "If someone tells of harm"


def facilitator(title: str) -> str:
    """The title of the page for who leads."""
    return f"For the person who leads: {title}"


def minutes(alone: int, together: int, group: bool) -> str:
    """How long a sheet takes alone, and in a group or for two."""
    return f"About {alone} minutes alone, about {together} minutes {'in a group' if group else 'with you'}."


def ends(low: str, high: str) -> str:
    """What the two ends of a scale mean."""
    return f"(0 is {low}, 10 is {high})"


def mine(number: int) -> str:
    """The number that somebody chose on a scale."""
    return f"My answer: {number}"


def mark(sheet_id: str, version: str, number: int = 0, plan: str = "", named: bool = True) -> str:
    """What tells one sheet from another, at its foot: id, program version, and the running number of a copy."""
    copy = f", copy {number}" if number else f", plan {plan}" if plan else ""
    program = "recoveryplan " if named else "version "
    return f"Sheet {sheet_id}{copy}" + (f", {program}{version}" if version else "")
