"""What a review says by itself, and the reasons it gives for what changed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

EVENTS = {
    "job": "your work changed",
    "moved": "you moved",
    "relationship": "a relationship changed",
    "illness": "you got ill, or hurt",
    "loss": "you lost somebody",
    "birth": "a baby came, or is on the way",
}
"""Why something is new after an event, behind "because"."""

SOMETHING = "something changed for you"
"""The same after an event in own words: they stand in the reason of the version already."""

REASONS = {
    "job": "after a change of work",
    "moved": "after a move",
    "relationship": "after a change in a relationship",
    "illness": "after an illness",
    "loss": "after a loss",
    "birth": "around a birth",
    "other": "after a change",
}
"""The reason of a version after an event."""

GOAL = {
    "stuck": "it was stuck",
    "not_mine": "it was no longer yours",
    "moving": "you chose to",
}
"""Why a goal was let go, where the person gave no words."""

TOOK_UP = "you took it up from what may fit you"
STRESS = "there was stress that you did not see coming"
SERVICE = "care was hard to reach"
STILL = "little had moved for a while"
LITTLE = "it mattered less for a while"


def because(record: Mapping[str, Any]) -> str:
    """Why things are new after this review: what happened, where the person chose to look at what that changes."""
    if record.get("much") != "some":
        return ""
    event = str(record.get("event") or "")
    return EVENTS.get(event) or (SOMETHING if event == "other" else "")


def reason(record: Mapping[str, Any], rhythm: str) -> str:
    """The reason of the version that a review leads to."""
    event = str(record.get("event") or "")
    if record.get("event_words"):
        return f"review: {record['event_words']}"
    if event in REASONS:
        return f"review {REASONS[event]}"
    return {"monthly": "monthly review", "quarterly": "quarterly review"}.get(rhythm, "review")


def tried(times: int) -> str:
    """Why a strategy gave way to another."""
    often = {1: "once", 2: "twice"}.get(times, f"{times} times")
    return f"you tried it {often}, and it was not the right fit"


# --- on the screen ---

WELCOME = (
    "This is a look at your plan. You can skip anything, and stop any time: each answer is saved as you give it.",
    "Your plan stays as it is until the end. Every version before it stays too.",
)
REACHED = "Since last time you reached:"
HELPED = "Last time you said that this helped:"

ASKED_ANEW = "Some things in your plan are others now. I ask about those again."

MEASURES = "The standard questions"
WOULD_CHANGE = "If you save it, this changes in your plan:"
WOULD_STAY = "If you save it, your plan stays as it is, with the day you looked."
LOOK_BACK = "Your review"
LOOK_ASK = "What would you like to do?"
LOOK_SAVE = "Save it: my plan gets a new version"
LOOK_HELP = "Pick a part to change something in it. When you save, the changes become the next version of your plan."

CHANGED = "What changed in your plan"
NOTHING_NEW = "Your plan stays as it was. That you looked is in your history."
NO_NEXT = "No day is set for the next look. `recoveryplan review` works any time."

NO_TERMINAL = (
    "I can not ask you here: this is not a terminal.",
    "`recoveryplan review --answers FILE` takes the answers from a file.",
)
DUE_ALONE = ("`--due` stands alone: it only tells if a look is due.",)
NOT_SET = "No day is set for the next look."


def began_on(day: str) -> str:
    """When the review that goes on was begun."""
    return f"You began this look on {day}."


def next_look(day: str) -> str:
    """When the next look is."""
    return f"The next look is on {day}. You can look any time before."


def due(day: str) -> str:
    """A look is due."""
    return f"A look at your plan is due since {day}: `recoveryplan review`."


def not_due(day: str) -> str:
    """A look is not due yet."""
    return f"The next look is on {day}."


def on_day(what: str, day: str) -> str:
    """A goal with the day it was reached."""
    return f"{what} ({day})" if day else what
