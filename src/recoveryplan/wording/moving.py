"""What is said when dates go into a calendar, and when a plan goes to another computer and comes back."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# --- the calendar ---

REVIEW_DAY = "A look at my plan"
ANY_DAY = "A date of mine"
ALARM = "Tomorrow: a date of mine"
NALOXONE = "Get new naloxone"


def refill(name: str) -> str:
    """The own words of a refill's day."""
    return f"Refill: {name}"


def need_calendar(python: str) -> str:
    """What is said where the part for calendars is not installed; ``python`` is the one that runs this program."""
    called = f'"{python}"' if " " in python else python
    return f"A calendar needs one more part. This gets it: {called} -m pip install icalendar"


NO_DATES = (
    "There is no day in your plan yet, so there is nothing for a calendar.",
    "`recoveryplan edit` can add a goal with a day, a hard date, or how often you look at your plan.",
)
CALENDAR_READY = "Your dates are in this file. A calendar program can open it:"
NEUTRAL = "The names in it are neutral. With --with-words they are your own words."
OWN_WORDS = "The names in it are your own words. Whoever sees the calendar can read them."
SOME_NEUTRAL = "Some names stay neutral. Your own words there could put you in danger, or name who you keep away from."
CALENDAR_SHARED = "A calendar you share, or keep online, shows these days to others too."
CALENDAR_AGAIN = (
    "When your plan changes, make the file again and open it again. Days that moved then move there too. "
    "A day that is no more in your plan stays in the calendar. Please take it out there by hand."
)


def calendar_counted(number: int, left_out: int) -> str:
    """How many dates are in the calendar, and how many have no day to stand on."""
    told = "It holds 1 date." if number == 1 else f"It holds {number} dates."
    if left_out:
        told += " A hard date with no day is not in it." if left_out == 1 else " Hard dates with no day are not in it."
    return told


# --- everything in one file ---

WHAT_TO_EXPORT = (
    "Please say what I should make.",
    "`recoveryplan export ics` makes a calendar. `recoveryplan export all` puts everything into one file.",
)
WORDS_ARE_FOR_DATES = ("The option --with-words is for a calendar only.", "`recoveryplan export all` holds every word.")
NOTHING_TO_EXPORT = ("There is nothing here yet to put into a file.", "`recoveryplan new` makes a plan.")
FILE_IS_HERE = ("There is a file here already.", "`--yes` writes over it.")
INSIDE_HOME = (
    "That folder is inside the one where your plan is kept. I would not know the file as mine there.",
    "Please name a folder outside of it. Or leave out `-o`: then it goes beside your pages.",
)
TOO_MUCH = ("There is more here than one such file can hold.", "Please copy the whole folder by hand.")

ALL_READY = "Everything is in one file:"
ALL_WARNING = (
    "This holds everything: every answer, every older version, and who you keep away from. "
    "It is not locked. Whoever has the file can read all of it."
)
ALL_LEFT = "Pages you made, and the card, are not in it. They can be made again."
ALL_OTHERS = "These are not mine, and are not in it:"
ALL_NEXT = "On the new computer, type `recoveryplan import` and the name of the file."
ALL_AFTER = "Once it is there, you may want to delete the file here, and on anything you carried it on."
ALL_BROKEN = (
    "The plan file has a mistake in it. It is in the file as it is. But import only takes a plan it can read. "
    "`recoveryplan check` shows what to do."
)


def read_me(name: str) -> str:
    """The text beside the files, for whoever opens the file called ``name`` without this program."""
    return f"""\
This file holds everything that the program recoveryplan keeps for one person.

It is private. It is not locked. Whoever has it can read all of it. That is every answer and every older version.
It is also the people this person keeps away from. If it is not yours, please close it. Give it back if you can.

To bring it back, on a computer that has the program, type:

    recoveryplan import {name}

Use the whole zip file for that, just as it is.

Without the program: the folder "recoveryplan" in here holds plain text files. The plan is plan.yaml. Any text editor
opens it. Each older version is in the folder "history".

The file manifest.json lists each file, with its size and a check sum (SHA-256). It shows if something was damaged.
"""


# --- bringing it back ---

NO_SUCH_FILE = "There is no such file."
NOTHING_BROUGHT = "Nothing was brought in. What was here is as it was."
NOT_OURS = "this is not a file that `recoveryplan export all` makes"
NOT_OURS_TODO = "Please look for one with a name like recoveryplan-2026-11-22.zip."
NEWER = "this file was made by a newer version of recoveryplan"
NEWER_TODO = "Please update the program here, then try again."
FOREIGN = "there is something in it that I did not put there"
FOREIGN_TODO = "Please take the file just as `recoveryplan export all` made it."
TOO_BIG = "it holds more than I take"
DAMAGED_TODO = "Please copy it again from the old computer, or make a new one there."

IN_THE_FILE = "The file is whole. In it:"
HERE_NOW = "There is something here already:"
ASIDE_FIRST = "If you go on, what is here is moved to a folder beside it. Nothing is deleted."
IMPORT_ASK = "Put what is in the file in its place?"
IMPORT_HELP = (
    "Yes moves what is here to a folder beside it, and says where. Then the things in the file take its place. "
    "No leaves all as it is."
)
CAN_NOT_ASK = (
    "There is a plan here already, and I can not ask you here.",
    "With `--yes` it is moved to a folder beside it, and the file takes its place.",
)
OTHERS_HERE = "There are things in this folder that are not mine. I do not move them:"
OTHERS_TODO = "Please move them away, or choose another folder with --home."
LEFT_AS_IT_WAS = "All is as it was."
BROUGHT = "It is all here now, in:"
ASIDE = "What was here before is in this folder. It is not deleted, and not locked:"
LOOK_NEXT = "`recoveryplan show` shows your plan. `recoveryplan history` shows its versions."
OLD_FILE = "The file you brought is still where it was. Whoever has it can read all of it."


def damaged(name: str) -> str:
    """One of the files inside is not as it was when it was put in."""
    return f"{name} in it is damaged"


_GROUPS = (
    (("plan.yaml",), "your plan", "your plan"),
    (("history/",), "1 version of it", "{} versions of it"),
    (("checkins/",), "1 check-in", "{} check-ins"),
    (("records/",), "1 record of a review or setback", "{} records of reviews and setbacks"),
    (("drafts/",), "1 draft", "{} drafts"),
    (("worksheets/",), "1 page", "{} pages"),
)


def counted(names: Iterable[str]) -> str:
    """What there is, in words: files of a home by what they are for. Empty where nothing of it counts."""
    listed = list(names)
    found = ((sum(name.startswith(starts) for name in listed), one, many) for starts, one, many in _GROUPS)
    return ", ".join((one if number == 1 else many.format(number)) for number, one, many in found if number)
