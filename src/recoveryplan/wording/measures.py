"""What is said around a standard measure. Its own items are its owners' words, and stand in ``content/measures``."""

from __future__ import annotations

from recoveryplan.wording import Said

WORD_FOR_WORD = "The questions stand here word for word, as clinics use them."
YOU_CAN = "You can skip any of them, or stop at any time."

HELP = "Pick the answer that comes nearest. There is no right one. If you skip one, there may be no total."

WHAT_TO_DO = (
    "If these days weigh on you, tell someone you trust, or a doctor. Help lines are there too: recoveryplan lines."
)

LOW_TITLE = "You do not have to carry this alone"
LOW = (
    "Feeling like this so often is a lot to carry. You can talk with someone now, day or night. "
    "If you might end your life, please call."
)


def place(title: str, number: int, of: int) -> str:
    """Where the person is in a measure."""
    return f"{title}, question {number} of {of}"


def made_by(names: str, year: str, terms: str) -> str:
    """Who made a measure, and on what terms it is used."""
    return f"By {names} ({year}). {terms}"


def total(number: int, least: int, most: int, low: str, high: str) -> list[Said]:
    """The total of a measure, with what its two ends mean; no more is said of it."""
    ends = f"{least} is {low}. {most} is {high}."
    return [Said(f"Your total is {number}. {ends}"), Said(WHAT_TO_DO, "quiet")]


def no_total() -> list[Said]:
    """Said where some items were left open."""
    return [Said("Some were left open, so there is no total. What you said is kept."), Said(WHAT_TO_DO, "quiet")]
