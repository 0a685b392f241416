"""What is said after a setback or a close one: first the body, then company, then kindness.

Whoever reads this may be ashamed, alone and awake at two in the morning.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

THANKS = "Thank you for coming back. First, your body:"
"""Above the danger block."""

THANKS_SHORT = "Thank you for coming back. Body first:"
"""The same in one row, where room is short."""

WARNINGS = (
    "If you took a lot, or feel sleepy: do not sleep it off alone.",
    "Do not drive.",
    "Naloxone in the room? Put it in sight.",
)
"""Below the danger block; each fits the card's columns in two rows."""

SHORT_WARNINGS = ("Do not sleep it off alone.", "Do not drive.", WARNINGS[2])
"""The same in a row each, where room is short."""

WARNING_ROWS = ("Do not sleep it off alone.", "Do not drive.")
"""The same in two rows, for when nothing else works."""

SOMEONE = "Someone to call:"

SOMEBODY = (
    "I am glad. If you took something, tell them what it was. They can watch over you tonight.",
    "If you get very sleepy, or they can not wake you, they should call for emergency help.",
)
SOMEBODY_NEAR = (
    "It is good to be near someone you feel safe with. If you took something, they can help best if they know.",
    "If you get very sleepy, or can not be woken, someone should call for emergency help.",
)
"""The same where family is kept out, or somebody close may be a danger: who is there may be that one."""
ALONE = "Being with someone is safer. You could call or text, even now. One line is enough: “Can you stay with me?”"
ALONE_NOBODY = "Being with someone is safer. A help line can be that someone. You do not have to say your name."
WHERE_LINES = "recoveryplan lines"

KIND = (
    "Many people go through this. It does not take away what you did before. Nothing is erased.",
    "There is nothing you have to explain.",
)

READY = "We can look at one thing when you are ready. Now, or later?"
READY_HELP = "It takes a few minutes. You can skip any question and stop any time. Later is just as fine."
NOW = "Now"
GO_ON = "Now: go on where I stopped"
START_OVER = "Now: a new one. What I typed before is kept aside"
LATER = "Later"

NO_PLAN = (
    "You have no plan here, and you need none for this.",
    "`recoveryplan now` has small steps for the next hour. `recoveryplan lines` has people to talk to.",
    "On another day, `recoveryplan new` can help you make a plan. There is no hurry.",
)

NO_TERMINAL = (
    "I can not ask questions here: this is not a terminal.",
    "`recoveryplan setback --answers FILE` takes the answers from a file.",
    "`recoveryplan setback --answers-template` prints an empty one.",
)

DONE = (
    "You looked at it, and you are here. That is a real step.",
    "Go gently with yourself now, and be with someone if you can.",
)
DONE_IN_DANGER = (
    "You looked at it, and you are here. That is a real step.",
    "Go gently with yourself now. Be where you feel safe, if you can.",
)
"""The same where the person told of somebody who hurts or watches them: nobody is named, it may be that one."""
CHANGED = "What is new in your plan"
NEW = {
    "trigger": "It gets hard when",
    "change": "Next time I will",
    "sign": "A sign to watch for",
    "helped_words": "It helps",
}
"""What goes into the plan, by the field of the record, and how it is told."""
STOPPED_COUNTING = "You do not count days now. What you counted is kept."
NOTHING_NEW = "Your plan stays as it was. This day is kept beside it."
CALL = "You can call or text:"
AT_THE_END = "`recoveryplan now` is there in a hard moment, at any hour."

SOMETHING_ELSE = "Something else"
HELPED = "it helped you a little"

_CLOSE = "a close call"
_OURS = "setback"
_ARTICLES = ("a ", "an ", "the ", "my ", "one ", "some ")


def begun(day: str) -> str:
    """Said where one was put away on another day; the day in words."""
    return f"You began one on {day}. Where you skip its day, it is that day."


PLAN_SINCE = (
    "Since you began, something you picked is another one in your plan. So this starts anew. The rest is kept aside."
)
"""Said where an answer of another day would now mean something else."""


def naloxone_at(where: str) -> str:
    """Where the naloxone is, as the plan has it."""
    return f"Yours is here: {where}"


def named(word: object) -> str:
    """The person's word for a setback as it stands in a sentence: ``a slip``; ours where they gave none."""
    own = str(word or "").strip() or _OURS
    if own.lower().startswith(_ARTICLES):
        return own
    return f"{'an' if own[:1].lower() in 'aeiou' else 'a'} {own}"


def reason(record: Mapping[str, Any]) -> str:
    """The reason of the version: the person's word and no more, since others may see a history."""
    return _CLOSE if record.get("what") == "near" else named(record.get("word"))


def because(record: Mapping[str, Any]) -> str:
    """Why something is new after it, behind "because"."""
    return f"of {reason(record)}"


def to_talk(say: str) -> str:
    """Who to talk to, on a row of its own."""
    return f"To talk: {say}"


def if_hurt(say: str) -> str:
    """Who to call where somebody hurts or scares the person, on a row of its own."""
    return f"Someone hurts you: {say}"


def in_danger(emergency: str) -> str:
    """Who to call in danger, on a row of its own."""
    return f"In danger: call {emergency}"


def new(name: str, said: str) -> str:
    """One thing that is new in the plan."""
    return f"{NEW[name]}: {said}"


def counted(since: str, first: int) -> str:
    """From which day the count goes on."""
    return f"You count from {since}, as day {first}."


def still_there(longest: int, total: int) -> str:
    """What no count takes away."""
    return f"Your longest time stays: {_days(longest)}. All your days so far: {total}."


def next_look(day: str) -> str:
    """When the plan is looked at again."""
    return f"You look at your plan again on {day}."


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
