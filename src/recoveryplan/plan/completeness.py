"""What a valid plan may not have yet: kind words for each gap, by section, the most useful first.

`finders` looks which of them a plan has.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["gap", "hint"]
Path = tuple[str | int, ...]
Care = Literal["", "quiet", "doctor", "prescriber"]
"""What a goal's words call for: nothing; no hint at all; a word on asking a doctor before the day; or one on asking
who prescribes the medicine that the goal goes against."""


@dataclass(frozen=True)
class Gap:
    """One thing that is not there yet. A ``gap`` counts with ``check --strict``; a ``hint`` never does.

    ``id`` stays the same for ever. ``path`` leads to the thing or the day it is about; it is empty where there is
    none. The words are ours and hold nothing that the person wrote.
    """

    id: str
    kind: Kind
    section: str
    words: str
    path: Path = ()


@dataclass(frozen=True)
class Surroundings:
    """What a look at a plan needs beside it: the words of the kinds of support, the day, and how to read a goal.

    ``care`` says what a goal's words call for; the safety rules that it asks are not known here. ``tender`` is whether
    words speak of dying, or of somebody who hurts: nothing is asked of them. ``talk`` is how to reach a crisis line,
    for a plan that wants it said before all else.
    """

    people: Mapping[str, str]
    today: datetime.date
    care: Callable[[str], Care] = lambda _: ""
    tender: Callable[[str], bool] = lambda _: False
    talk: str = ""


# Each with its kind, its section and its words, the most useful first: what may save a life, then what helps in a
# hard moment, then what makes the plan stronger, then what has gone by, then parts that are still empty.
_ALL: tuple[tuple[str, Kind, str, str], ...] = (
    ("check-in", "hint", "mind", "Some of what you said made us want to check in. A crisis line is there now: {open}."),
    ("drink-clash", "hint", "goals",
     "This goal and your medicine clash. Call the person who prescribes it before you drink."),
    ("before-stopping", "hint", "goals", "Before you stop, talk with a doctor or nurse. Some bodies need care for it."),
    ("naloxone-place", "gap", "medicine",
     "Naloxone can bring back breathing after opioids. Write down where yours is, or where to get some."),
    ("naloxone-expired", "gap", "medicine",
     "The date on your naloxone has passed. Ask a pharmacy for a new one, and keep the old one until then."),
    ("hard-moment", "gap", "hard_moment", "No steps for a hard moment yet. Two or three short ones help most."),
    ("people", "gap", "people", "Nobody is named to call yet. One person is a good start."),
    ("reasons", "gap", "motivations", "What matters to you is not written down yet."),
    ("children", "gap", "support", "Who would look after your children if you had to be in hospital?"),
    ("number-needed", "gap", "people", "Your plan counts on a person who has no number here yet."),
    ("hard-date-soon", "gap", "hard_dates", "A hard day comes soon and has no plan yet. What could help on that day?"),
    ("trigger", "gap", "triggers", "A trigger has no strategy yet. What could you do instead?"),
    ("sign", "gap", "warning_signs", "A warning sign has no answer yet. What will you do when you see it?"),
    ("if-i-use", "gap", "if_i_use", "You want a part for if you use. It has no steps yet."),
    ("medicine-missed", "gap", "medicine", "What will you do if you miss your medicine, or if it runs out?"),
    ("barrier", "gap", "barriers", "A barrier has no strategy yet. What is one thing that could help?"),
    ("country", "hint", "preferences", "Name your country, and your plan shows the help lines for it."),
    ("told", "hint", "if_i_use", "You could name a person to tell, in case you use."),
    ("naloxone-soon", "hint", "medicine", "The date on your naloxone comes soon. A pharmacy can have a new one."),
    ("review-due", "hint", "review", "The day to look at this plan again has come."),
    ("goal-date", "hint", "goals", "A goal's date has passed. Is it reached, or does it want a new date?"),
    ("aim-date", "hint", "aim", "The day you chose has passed. You can leave it, change it, or take it out."),
    ("hard-date-over", "hint", "hard_dates", "A hard day has passed. You can take it out, or set its next date."),
    ("commitment-over", "hint", "commitments", "Something you take part in has come to its end date."),
    ("goal", "hint", "goals", "A goal could say more. Still open: {open}."),
    ("skill", "hint", "coping", "You are learning a skill. You could say how, or with whom."),
    ("number", "hint", "people", "A person has no phone number yet."),
    ("group", "hint", "people", "A group has no number and no time yet."),
    ("hard-date-plan", "hint", "hard_dates", "A hard day has no plan yet. What could help on that day?"),
    ("prescriber", "hint", "medicine", "A medicine could say who prescribes it."),
    ("pharmacy", "hint", "medicine", "A medicine could say which pharmacy has it."),
    ("medicine-away", "hint", "medicine", "Still open for your medicine: what you do {open}."),
    ("lock-box", "hint", "medicine", "Medicine is best locked away from children. You could say where."),
    ("animals", "hint", "support", "Who would look after your animals if you had to be in hospital?"),
    ("support-wanted", "hint", "support", "You would like to find: {open}. Who could help you with that?"),
    ("support-open", "hint", "people", "If you like, you could add more people. Kinds that are open: {open}."),
    ("review", "hint", "review", "No day is set to look at this plan again."),
    ("no-triggers", "hint", "triggers", "No trigger is written down yet."),
    ("no-signs", "hint", "warning_signs", "Your warning signs are not written down yet."),
    ("no-goals", "hint", "goals", "No goal is written down yet."),
    ("no-coping", "hint", "coping", "No coping skill is written down yet."),
    ("no-self-care", "hint", "self_care", "Nothing is written down yet on how you look after yourself."),
)  # fmt: skip
_NAMED = {one[0]: (rank, *one[1:]) for rank, one in enumerate(_ALL)}

SECTIONS = {
    "mind": "My mind",
    "goals": "Your goals",
    "medicine": "Your medicine",
    "hard_moment": "A hard moment",
    "people": "Your people",
    "motivations": "What matters to you",
    "aim": "What you want about your use",
    "support": "More support, and who looks after whom",
    "hard_dates": "Hard dates",
    "triggers": "What sets it off",
    "warning_signs": "Warning signs",
    "if_i_use": "If you use",
    "barriers": "What stands in your way",
    "preferences": "How you want this program",
    "review": "Your next look at the plan",
    "commitments": "Other things you take part in",
    "coping": "What helps you cope",
    "self_care": "Looking after yourself",
}
"""Each section that a gap can be in, as a heading says it."""

LETTERS = {
    "S": "what it looks like",
    "M": "how you will know",
    "A": "how sure you are",
    "R": "which reason it serves",
    "T": "by when",
}
"""What each letter of SMART asks for, in few words: all of them fit in one short sentence."""

FIRST = ("check-in", "drink-clash", "before-stopping")
"""What is said before all else, each once; nothing of it is said as what one may or may not do."""

EMPTY = frozenset(one[0] for one in _ALL if one[0].startswith("no-"))
"""The gaps that only say that a whole part is empty; a screen lists them in one line."""


def gap(name: str, path: Path = (), section: str = "", still_open: str = "") -> Gap:
    """The gap of that id. ``still_open`` fills what its words leave open, and ``section`` moves it elsewhere."""
    _, kind, usual, said = _NAMED[name]
    return Gap(name, kind, section or usual, said.replace("{open}", still_open), path)


def rank(one: Gap) -> int:
    """How far down a gap stands: 0 is the most useful to look at."""
    return _NAMED[one.id][0]
