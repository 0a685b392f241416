"""What the program itself says, and how a thing said is handed to a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["plain", "heading", "warning", "quiet", "contact"]
"""How something is said. ``contact`` lines hold a phone number: they are never broken or cut."""


@dataclass(frozen=True)
class Said:
    """One paragraph for a screen: text as it is (never markup), its role, and blanks to set it in by."""

    text: str
    role: Role = "plain"
    indent: int = 0


def left_empty(before: str) -> str:
    """Said when a skip takes an answer away."""
    return f"Left empty. It was: {before}"


NOTHING_CHANGED = "Nothing was changed."

FIRST_QUESTION = "This is the first question. There is nothing before it."

PROMPT_HELP = (
    "Type your answer. Or type back, skip, save, help or lines. Save puts it away for later: nothing is lost. "
    "Leave clears the screen at once. To answer with such a word itself, type two colons first: ::save."
)

SMART_ASK = "Keep it as it is, or change it?"


def smart_hint(open_ends: list[str]) -> str:
    """The kind hint after a goal: what it could still say, and an example."""
    return (
        f"A good start. You could also say {'; '.join(open_ends)}. One small step is enough. "
        'Something like: "go to three support groups a week for the next month".'
    )


PAUSE_ASK = "What would you like now?"
PAUSE_LINES = "Show who I can call"
PAUSE_ON = "Go on with my plan"
PAUSE_STOP = "Stop here for now"
PAUSE_HELP = "Your answers are saved. You can come back any time. The plan can wait."

LOOK_BACK = "This is what you have"
LOOK_ASK = "Shall I save it as your plan? You can change any part first."
LOOK_SAVE = "It is good. Save my plan"
LOOK_HELP = "Pick a line to change it. Then you come back here."


def change_this(label: str) -> str:
    """The choice that leads back to one question."""
    return f"Change: {label[:1].lower()}{label[1:]}" if not label.startswith(("I ", "I'")) else f"Change: {label}"


# --- new ---

REASON_NEW = "my first plan"
REASON_AFRESH = "started again"

WELCOME = (
    "This is your plan. You write it. You can change it any time.",
    "It takes about 10 minutes. You can skip anything. You can stop any time: each answer is saved as you give it.",
    "It is saved on this computer. This program sends nothing.",
    "Someone who can log in as you, or who runs this computer, could read it.",
    "If you need help right now, type lines.",
    "",
)

NO_TERMINAL = (
    "I can not ask questions here: this is not a terminal.",
    "`recoveryplan new --answers FILE` takes the answers from a file.",
    "`recoveryplan new --answers-template` prints an empty one.",
)
DELETE_ASK = "To delete all of it, type delete. Anything else keeps it."
DELETE_HELP = "It can not be undone. To keep a copy first, copy the folder to another place."

NO_STDIN = (
    "There is nothing to read the answers from.",
    "`recoveryplan new --answers FILE` takes them from a file.",
)
PLAN_IS_HERE = (
    "A plan is here already. I left it as it is.",
    "In a terminal, `recoveryplan new` can start a new one; the old one stays in the history.",
    "Another folder can hold another plan: `recoveryplan new --home DIR --answers FILE`.",
)

AFRESH_ASK = "You have a plan already. What would you like to do?"
LEAVE_PLAN = "Leave it as it is"
START_AFRESH = "Start afresh: a new plan. The old one stays in the history"
AFRESH_HELP = "The new plan is the next version. The old one stays as a file, in the folder named history."
LEFT_AS_IT_IS = "Your plan is as it was. `recoveryplan show` shows it."

RESUME_ASK = "You began a plan before. What would you like to do?"
GO_ON = "Go on where I stopped"
START_OVER = "Start over"
PAGE_READY = "Your page is ready. Open it in a web browser, then print it:"
PAGE_BLANK = "An empty page is ready, to fill in by hand. Open it in a web browser, then print it:"
TEXT_READY = "Your page is ready, as text:"

RESUME_HELP = "If you start over, what you typed before is kept aside. It is not deleted."

KEPT_ASIDE = "What you typed before is kept aside, in this folder:"

PLAN_SINCE = "Since you began, a plan was saved here. If you go on, your answers become its next version."


def lost_lines(number: int) -> str:
    """Said when a draft was damaged."""
    what = "One answer" if number == 1 else f"{number} answers"
    return f"{what} could not be read any more. The rest is here. The file is kept:"


ANSWERS_KEPT = "Your answers are kept. `recoveryplan new` goes on with them."

SAVED_FOR_LATER = "Put away for later. Nothing is lost. `recoveryplan new` goes on where you stopped."

CLOSING_EMPTY = (
    "Nothing is written in it yet, and that is fine. You came here.",
    "The help lines and the card for a hard moment work already: `recoveryplan now`.",
    "`recoveryplan new` starts again, any time.",
)

CLOSING = (
    "You made a plan. That is a real step.",
    "A plan you make alone is a fine start. Use it as it is.",
    "Help can make it better: a person you trust, a group, a doctor or a counselor.",
    "This is not medical advice, and it is not a treatment plan from a professional. You can show it to one.",
    "`recoveryplan show` shows your plan.",
    "To change it, open the file in any editor. Then `recoveryplan check` looks it over.",
    "`recoveryplan now` is for a hard moment.",
    "`recoveryplan worksheet` makes a page to print.",
)


def saved_as(version: int) -> str:
    """Said when a plan was written."""
    return f"Saved. This is version {version} of your plan:"


def recorded_as(version: int) -> str:
    """Said when a change by hand became a version of its own first."""
    return f"What you had changed by hand is kept as version {version}."


def unused_answers(names: list[str]) -> str:
    """Said when an answers file answers questions that are not asked after its other answers."""
    return f"These answers were not used, since their questions do not come up here: {', '.join(names)}."


# --- the menu ---

MENU_ASK = "What do you need?"
MENU = {
    "plan": "Make my plan, or go on with it",
    "now": "A hard moment",
    "slipped": "I slipped",
    "print": "Print a page",
    "lines": "Help lines",
}
MENU_HELP = "Pick a line by its number. `recoveryplan --help` shows every command."

SLIPPED_WARNINGS = (
    "If you took a lot, or feel sleepy: do not sleep it off alone.",
    "Do not drive.",
)
SLIPPED = (
    "Many people go through this. It does not take away what you did before. Nothing is erased.",
    "You do not have to look at why right now. First be safe, and be with someone if you can.",
)
