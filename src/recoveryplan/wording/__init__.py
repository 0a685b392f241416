"""What the program itself says, and how a thing said is handed to a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

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
NOT_A_NUMBER = "Please type some words, or skip to keep it as it is."
START_ASK = "Change the words if you like. Enter keeps them."


def smart_open(goal: str, open_ends: list[str]) -> str:
    """At the end of the questions about goals: what one of them could still say."""
    return f"{goal}: if you like, you could also say {'; '.join(open_ends)}."


def smart_hint(open_ends: list[str]) -> str:
    """The kind hint after a goal: what it could still say, and an example."""
    return (
        f"A good start. You could also say {'; '.join(open_ends)}. One small step is enough. "
        'Something like: "go to three support groups a week for the next month".'
    )


PAUSE_ASK = "What would you like now?"
PAUSE_LINES = "Show who I can call"
YOUR_PEOPLE = "Your people"
PAUSE_ON = "Go on with my plan"
PAUSE_ON_HERE = "Go on here"
PAUSE_STOP = "Stop here for now"
PAUSE_HELP = "Your answers are saved. You can come back any time. The plan can wait."

ALSO_IMPORTANT = "Also important for you"

# --- offers ---

OFFERS_SHOW = "Show me the first five"
OFFERS_NOT_NOW = "Not now"
OFFERS_ENOUGH = "That is enough for now"
OFFERS_HELP = (
    "They follow from what you said, and each says why. Nothing goes into your plan unless you add it. "
    "`recoveryplan suggest` shows them any time."
)
OFFERS_LAST = "That was the last one."
OFFERS_KIND = "Choose a kind"
OFFERS_WHICH = "Which kind would you like to look at?"
OFFERS_NONE_LEFT = "There is nothing new that fits what your plan says so far."
OFFERS_FIRST = "This is the first one."
OFFER_ASK = "What would you like to do with it?"
OFFER_LATER = "Later: keep it for another day"
OFFER_NO = "No thanks"
OFFER_WHY = "Tell me more, and where it is from"
OFFER_HELP = (
    "No thanks keeps it away until your answers change. Skip leaves it open, and goes on. "
    "Back takes back what you said to the one before."
)
SUGGEST_LOOK = "These follow from what you said. Nothing goes into your plan unless you add it."
SUGGEST_ASK = "What would you like to look at?"
IN_THE_PLAN = "in your plan"
SUGGEST_ONE_WAY = ("Please choose one way: --why, --answers or --json.",)
NO_SOURCE = "It is a plain thing of daily life. It states no fact, so it rests on no page."


_MANY_OFFERS = 20


def offers_found(number: int) -> str:
    """Asked before the offers are shown."""
    things = "One thing may" if number == 1 else f"{number} things may"
    things = "Some things may" if number > _MANY_OFFERS else things  # a large number weighs on a person
    return f"{things} fit what you said. Nothing goes into your plan unless you add it. Look at some now?"


def offers_more(number: int) -> str:
    """Asked after five of them."""
    return "There is one more. Look at it?" if number == 1 else f"There are {number} more. Look at some of them?"


def offer_said(status: str) -> str:
    """What the person said to an offer before."""
    return "You kept this for later." if status == "later" else "You said no thanks to this."


def offers_left_out(texts: Sequence[str]) -> str:
    """Said when what was added does not fit the plan any more."""
    return f"These do not fit your plan any more, so they are left out: {'; '.join(texts)}."


def offers_next(number: int) -> str:
    """The choice that shows more offers."""
    return "Show me" if number == 1 else f"Show me {min(number, 5)} more"


def offers_new(number: int) -> str:
    """The choice that shows what was not answered yet."""
    return f"What is new ({number})"


def offers_again(number: int) -> str:
    """The choice that shows what was put off or not wanted."""
    return f"What I put off or did not want ({number})"


def offers_there(number: int) -> str:
    """The choice that shows offers."""
    return "See what else may fit (1)" if number == 1 else f"See what else may fit ({number})"


def offer_place(kind: str, nth: int, of: int) -> str:
    """The heading above one offer."""
    return f"{kind} · {nth} of {of}"


def offer_add(place: str) -> str:
    """The choice that adds an offer to a list of the plan."""
    return f"Add it to my plan, under “{place}”"


def because(said: Sequence[str]) -> str:
    """Why something is offered: what the person said."""
    return f"Because you said: {'; '.join(said)}."


def offer_parts(what: str, how: str, ask: str) -> tuple[tuple[str, str], ...]:
    """What an offer is, how one gets it, what to ask: each with its label."""
    return (("What it is:", what), ("How to get it:", how), ("You could ask:", ask))


def source_says(words: str) -> str:
    """What the page says that something rests on."""
    return f"It rests on this: {words}"


def source_of(publisher: str, title: str, year: str) -> str:
    """Whose page it is."""
    end = f" ({year})." if year.isdecimal() else "" if title.endswith(("?", "!")) else "."
    return f"From: {publisher}, {title}{end}"


def source_read(day: str, primary: bool) -> str:
    """When somebody read it."""
    return f"Read on {day}." if primary else f"Read on {day}, on a page that tells of it second hand."


def took_up(words: str) -> str:
    """An offer that was added."""
    return f"Added: {words}"


def answered_offers(answers: Sequence[str]) -> str:
    """What was said to offers: how many of each."""
    return f"What may fit: {_counted(answers)}."


def _counted(answers: Sequence[str]) -> str:
    counts = ((len([one for one in answers if one == status]), words) for status, words in _ANSWERED.items())
    return ", ".join(f"{number} {words}" for number, words in counts if number)


def reason_offers(answers: Sequence[str]) -> str:
    """The reason of a version that offers changed."""
    return f"looked at what may fit: {_counted(answers)}" if answers else "looked at what may fit"


_ANSWERED = {"added": "added", "later": "for later", "declined": "no thanks"}

UNKEPT_ASK = "Some of your answers are not kept from one day to the next. Would you like to give them again?"
UNKEPT_ON = "Not now. Go on where I stopped"
UNKEPT_AGAIN = "Yes, ask me again"
UNKEPT_HELP = (
    "They are about being safe. They change what your plan offers. Pick a time when nobody can see or hear it."
)

LOOK_BACK = "This is what you have"
LOOK_ASK = "Shall I save it as your plan? You can change any part first."
LOOK_SAVE = "It is good. Save my plan"
LOOK_HELP = "Pick a part to change something in it. Then you come back here."

PART_BACK = "In this part you have"
PART_ASK = "Is this right? You can change a line."
PART_HELP = "Pick a line to change it. Then you come back here. All of it is saved already."
PART_GO_ON = "Yes, go on"
PART_STOP = "Stop here for today"
PART_LEAVE = "Leave it as it is"
GO_OVER = "Go over this part, question by question"


ADD_ONE = "Add one more"
YOU_CHANGED = "You changed"


def change_thing(words: str) -> str:
    """The choice that leads back to one thing of a list, in its own words."""
    return f"Change or take out: {words}"


def more_changes(number: int) -> str:
    """Said where not every change is listed."""
    return f"… and {number} more."


def answers_there(number: int) -> str:
    """How much a part holds."""
    return "empty" if not number else "1 answer" if number == 1 else f"{number} answers"


def hidden(labels: list[str]) -> str:
    """Said when a changed answer makes others not fit any more."""
    return (
        f"These do not fit that answer, so your plan leaves them out: {'; '.join(labels)}. "
        "Change the answer back before you save, and they are there again."
    )


def also_set(label: str, words: str) -> str:
    """Said when an answer gives another question its answer, as was told before."""
    return f"{label}: your plan now says “{words}”."


def change_this(label: str) -> str:
    """The choice that leads back to one question."""
    return f"Change: {label[:1].lower()}{label[1:]}" if not label.startswith(("I ", "I'")) else f"Change: {label}"


# --- new ---

REASON_NEW = "my first plan"
REASON_AFRESH = "started again"

WELCOME = (
    "This is your plan. You write it. You can change it any time.",
    "You can skip anything. You can stop any time: each answer is saved as you give it.",
    "It is saved on this computer. This program sends nothing.",
    "Someone who can log in as you, or who runs this computer, could read it.",
    "If you need help right now, type lines.",
)

LENGTH_ASK = "How long may it be today? You can add more later."
LENGTHS = {
    "quick": "Short: about 10 minutes",
    "full": "Long: an hour or more, over as many days as you like",
    "easy": "Easy: eight short questions. Someone you trust can type for you",
}
LENGTH_HELP = "Short is a whole plan already. You can go on from it any day, part by part."
ONE_LENGTH = ("Please choose one of --quick, --full and --easy.",)

NO_TERMINAL = (
    "I can not ask questions here: this is not a terminal.",
    "`recoveryplan new --answers FILE` takes the answers from a file.",
    "`recoveryplan new --answers-template` prints an empty one.",
)
NO_TERMINAL_EDIT = (
    "I can not ask questions here: this is not a terminal.",
    "`recoveryplan edit --answers FILE` takes the changes from a file.",
)
EDIT_ONE_WAY = ("Please choose one way: a part of the plan, --answers or --by-hand.",)
DELETE_ASK = "To delete all of it, type delete. Anything else keeps it."
DELETE_HELP = "It can not be undone. To keep a copy first, copy the folder to another place."

NO_STDIN = (
    "There is nothing to read the answers from.",
    "`recoveryplan new --answers FILE` takes them from a file.",
)
PLAN_IS_HERE = (
    "A plan is here already. I left it as it is.",
    "`recoveryplan edit --answers FILE` changes it from a file of answers.",
    "In a terminal, `recoveryplan new` can start a new one; the old one stays in the history.",
    "Another folder can hold another plan: `recoveryplan new --home DIR --answers FILE`.",
)

AFRESH_ASK = "You have a plan already. What would you like to do?"
EDIT_PLAN = "Change it, or add to it"
REVIEW_PLAN = "Look at it again, with a few questions"
LEAVE_PLAN = "Leave it as it is"
START_AFRESH = "Start afresh: a new plan. The old one stays in the history"
AFRESH_HELP = "The new plan is the next version. The old one stays as a file, in the folder named history."
LEFT_AS_IT_IS = "Your plan is as it was. `recoveryplan show` shows it."

RESUME_ASK = {
    "new": "You began a plan before. What would you like to do?",
    "edit": "You began to change your plan. What would you like to do?",
    "suggest": "You began to look at what may fit. What would you like to do?",
    "review": "You began to look at your plan again. What would you like to do?",
    "setback": "You began to look at one thing. What would you like to do?",
    "checkin": "What would you like to do?",
}
GO_ON = "Go on where I stopped"
START_OVER = "Start over"
LEFT_OFF_PAPER = (
    "Some of your own words are left off the page. If the wrong person found it, they could put you in danger. "
    "`recoveryplan show` has them."
)

RESUME_HELP = "If you start over, what you typed before is kept aside. It is not deleted."

KEPT_ASIDE = "What you typed before is kept aside, in this folder:"

STOPPED = "Stopped. `recoveryplan now` is there in a hard moment."
"""Said at Ctrl-C where nothing was answered yet."""
PLAN_SINCE = "Since you began, your plan was changed or saved here. If you go on, your answers become its next version."


def lost_lines(number: int) -> str:
    """Said when a draft was damaged."""
    what = "One answer" if number == 1 else f"{number} answers"
    return f"{what} could not be read any more. The rest is here. The file is kept:"


def answers_kept(command: str) -> str:
    """Said when a save could not be made now."""
    return f"Your answers are kept. `recoveryplan {command}` goes on with them."


def saved_for_later(command: str) -> str:
    """Said when a sitting is put away."""
    return f"Put away for later. Nothing is lost. `recoveryplan {command}` goes on where you stopped."


# --- edit ---

EDIT_LOOK = "Your plan"
EDIT_ASK = "What would you like to change or add?"
EDIT_DONE = "I am done"
EDIT_HELP = "Pick a part. When you are done, your changes become the next version of your plan."
EDIT_NOTHING_FITS = (
    "No question of this part fits what your plan says so far. `recoveryplan edit --by-hand` opens the file."
)
WHY_ASK = "Why did you change it? A few words help you later."
WHY_HELP = "It stands in the history of your plan. You can skip."
NO_EDITOR = (
    "I found no editor to open.",
    "Name yours first, like `EDITOR=nano recoveryplan edit --by-hand`.",
)
EDITOR_NOT_FOUND = (
    "The editor that is set on this computer was not found.",
    "Name one that is installed, like `EDITOR=vi recoveryplan edit --by-hand`.",
)
EDITOR_STOPPED = "The editor stopped with an error. Your plan is as it was."
EDIT_COPY_KEPT = "What you typed is kept here:"
EDIT_COPY_WAITS = "You edited this plan before and stopped. Which one would you like to open?"
EDIT_COPY_ON = "What I typed then"
EDIT_COPY_AFRESH = "My plan as it is now. What I typed then is put aside"
EDIT_AGAIN_ASK = "Something in the file needs a look. Your plan is as it was."
EDIT_AGAIN = "Open the editor again, at that line"
EDIT_STOP = "Stop here"
VERSION_LINE = (
    "the version number is not the one I wrote here",
    "Please put back the number that stood there. I count the versions myself.",
)
OPEN_ELSEWHERE = ("Your plan is open for changes in another window.", "Please go on there, or close it first.")
BUSY = ("The plan is in use by another run of this program.", "Please try again in a moment.")
PLAN_CHANGED_MEANWHILE = "The plan was changed by something else in the meantime. I overwrote nothing."
NO_PLAN_YET = ("There is no plan yet.", "`recoveryplan new` makes one, or goes on with one you began.")


def changed_parts(titles: list[str]) -> str:
    """The reason of a version where the person gave none."""
    return f"changed: {'; '.join(titles)}" if titles else "changed"


def conflict(label: str) -> str:
    """Asked when an answer and the plan have both changed since."""
    return f"{label}: this changed in your plan after you began. Which one do you want?"


CONFLICT_MINE = "What I typed then"
CONFLICT_PLAN = "What my plan has now"


def conflict_values(then: str, now: str) -> tuple[str, str]:
    """What the draft and the plan each have."""
    return f"What you typed then: {then}", f"In your plan now: {now}"


CONFLICT_HELP = "Nothing is lost: the other one stays in the draft or in the history."


def rewritten(parts: list[str]) -> str:
    """Said before parts of the file are written anew."""
    return (
        f"These parts of the file are written anew; comments inside them may move: {', '.join(parts)}. "
        "The file as it was is in the history."
    )


CLOSING_EMPTY = (
    "Nothing is written in it yet, and that is fine. You came here.",
    "The help lines and the card for a hard moment work already: `recoveryplan now`.",
    "`recoveryplan new` starts again, any time.",
)

CLOSING = (
    "You made a plan. That is a real step.",
    "`recoveryplan show` shows your plan.",
    "`recoveryplan edit` changes it or adds to it, part by part.",
    "`recoveryplan suggest` shows what may fit you, and why.",
    "`recoveryplan check` says what you could add next.",
    "`recoveryplan now` is for a hard moment. `recoveryplan now --wait` waits with you while a craving passes.",
    "`recoveryplan worksheet` makes a page to print.",
    "`recoveryplan help about` says who wrote this, and what stays private.",
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
WAIT_TOO = "A craving? `recoveryplan now --wait` waits with you."
MENU_HELP = "Pick a line by its number. `recoveryplan --help` shows every command."
