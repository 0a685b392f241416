"""What a check-in says by itself: how it begins and ends, its list, and why it can not go on."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

NO_TERMINAL = (
    "I can not ask questions here: this is not a terminal.",
    "`recoveryplan checkin --answers FILE` takes the answers from a file.",
    "`recoveryplan checkin --answers-template` prints an empty one.",
)
ONE_WAY = ("Please choose one way: --list, --answers or --answers-template.",)
ONLY_LIST = ("--all, --notes and --json go with --list.",)
NOT_A_DAY = (
    "That is not a day I can read.",
    "Write it like 2026-11-20, yesterday, 3 days ago, Monday or 12 May.",
)
DAY_AHEAD = (
    "That day is still ahead. A check-in is about a day that is here, or over.",
    "`recoveryplan checkin` is for today.",
)
NONE_YET = ("There is no check-in yet.", "`recoveryplan checkin` makes the first one. It takes a minute.")

PLAN_BROKEN = "Your plan has a mistake in it. `recoveryplan check` shows where. You can check in all the same."
CLOCK_BACK = (
    "There is a check-in of a later day than today. Is the date of this computer right? Nothing is moved or taken away."
)

THERE_ASK = "What would you like to do?"
THERE_ADD = "Add another one"
THERE_HELP = "To correct one writes a new one in its place. The old one stays in its file, and is left out of lists."
CORRECTING = "Your answers are there already. Enter keeps each."

OVER_KEPT = "What you typed before is kept aside. It is not deleted."
NOTHING_SAID = "You skipped all of it, so nothing was kept. That is fine too."
NOTHING_CHANGED = "You skipped all of it, so the one that was there stays as it is."
SAME_AS_BEFORE = "It is as it was. Nothing was changed."
KEPT_BELOW = "Your check-in is kept."
"""Below the card, which pushes what stands above it off a small screen."""
KEPT = "Thank you for taking this minute. It is kept."

HEADINGS = {"mood": "Mood", "hope": "Hope", "sleep": "Sleep", "craving": "Craving", "connection": "Connection"}
"""The names of the scales above a table."""

IN_LINES = {"mood": "mood", "hope": "hope", "sleep": "sleep", "craving": "craving", "connection": "connection"}
"""The names of the scales in a line."""

DAY, OWN = "Day", "My own"
NO_NUMBER = "no numbers"
NOTES_TOO = "Notes are not shown here. Add --notes to see them, where nobody looks over your shoulder."
USED = {"yes": "Drank or used: yes", "no": "Drank or used: no"}


def for_day(day: str) -> str:
    """Said first where a check-in is for another day than today; the day in words."""
    return f"This is for {day}."


def there(times: Sequence[str]) -> str:
    """Said where the day has check-ins already, with the times they were made at."""
    if len(times) > 1:
        return f"You have {len(times)} check-ins for this day."
    return f"You have a check-in for this day, made at {times[0]}." if times[0] else "You have a check-in for this day."


def correct(time: str) -> str:
    """The choice that corrects a check-in, by the time it was made."""
    return f"Correct the one made at {time}" if time else "Correct the one that is there"


def begun(day: str) -> str:
    """Said where a check-in was begun before; the day in words."""
    return f"You began a check-in for {day}."


def asked_for(day: str) -> str:
    """Said where the one that was begun is for another day than was asked for now."""
    return f"You asked for {day}. To start over is for that day."


def kept_for(day: str) -> str:
    """The kind line at the end of a check-in for another day."""
    return f"Thank you for taking this minute. It is kept, for {day}."


def effects(words: str) -> str:
    """What a medicine did, in a list."""
    return f"For my clinician: {words}"


def note(words: str) -> str:
    """A note, in a list."""
    return f"Note: {words}"


def more_there(shown: int) -> str:
    """Said under a list that does not show all there are."""
    return f"These are the last {shown}. Add --all to see every one."


def passed_over(number: int) -> str:
    """Said where files among the check-ins can not be read."""
    files = "One file among your check-ins is" if number == 1 else f"{number} files among your check-ins are"
    return f"{files} not as I know them. I left them as they are."
