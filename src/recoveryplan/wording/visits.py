"""What the visit sheet says by itself: its headings, since when, and what is not there yet."""

from __future__ import annotations

TITLE = "For your next visit"
TRENDS = "How it has been"
CHANGES = "New in your plan"
EFFECTS = "What a medicine did"
QUESTIONS = "My questions"
AGREED = "What we agreed"
TO_DISCUSS = "To talk over"

NO_CHECKINS = "No check-ins in this time. `recoveryplan checkin` takes a minute."
NO_QUESTIONS = "None yet. `recoveryplan edit treatment` adds some."
NOTHING = (
    "There is nothing to show for a visit yet, and that is fine.",
    "`recoveryplan checkin` takes a minute. `recoveryplan new` makes a plan.",
)
WHO = "You choose what to show or read out. Notes and very private words are not on it. You can say those yourself."


def since_visit(day: str) -> str:
    """Since when, where the day of the last visit is known."""
    return f"Since your last visit on {day}."


def since_days(days: int) -> str:
    """Since when, where no visit is known."""
    return f"The last {days} days. `recoveryplan edit visited` notes the day of a visit."


def checked_in(days: int) -> str:
    """On how many days there was a check-in."""
    return f"You checked in on {days} days." if days != 1 else "You checked in on one day."


def few(names: list[str]) -> str:
    """The scales with too few days to tell how they went."""
    return f"Too few days to tell yet: {', '.join(names)}."


def effect(day: str, words: str) -> str:
    """What a medicine did, with its day."""
    return f"{day}: {words}"


def more(count: int, command: str) -> str:
    """Below a list that is not whole."""
    return f"{count} more: `{command}`"
