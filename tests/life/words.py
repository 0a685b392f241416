"""What a made-up person says over ten years. Nobody said these words."""

from __future__ import annotations

AWAY = ("Quillon", "Zebb")
"""On the keep-distance list. The first stands nowhere else but in notes; the second names a trigger too."""

GOALS = (
    "walk by the river three times a week",
    "see Dr. Cole once a month",
    "cook at home on weekdays for four weeks",
    "learn twenty words of Spanish",
    "pay off the bicycle",
    "one call a week to my sister",
    "take the dog to the hills by the end of May",
    "read one book a month until summer",
    "two swims a week",
    "finish the evening course",
)
TRIGGERS = (
    ("the long light evenings", "time"),
    ("a letter from the bank", "thing"),
    ("Friday after work", "time"),
    ("my back keeps me awake", "body"),
    ("an old song on the radio", "feeling"),
    ("the corner by the station", "place"),
    ("old friends write at night", "people"),
    ("the pay comes in", "phone_money"),
    ("Zebb waits outside the shop", "people"),
)
STRATEGIES = (
    "take the tram and read",
    "call Beth before I go out",
    "make tea and sit on the steps",
    "write it down and sleep on it",
    "put the phone in the kitchen",
    "go for a swim",
    "ask Ravi to come along",
)
SIGNS = ("I stop opening the curtains", "I skip lunch", "I say no to everybody", "I lie about small things")
STRESS = ("the roof leaks again", "my shift was changed", "the dog is ill", "two bills came on one day")
SERVICES = ("the clinic had no room for six weeks", "nobody answered", "the bus there was cut")
WELL = ("two quiet evenings", "I slept through on Sunday", "a good talk with Beth", "Zebb came, and I stayed in")
NOTES = (
    "A long day.",
    "Walked by the river after work.",
    "Slept badly, and went out anyway.",
    "Quillon stood at the station. I took the other door.",
    "Soup, a bath, bed.",
    "Grüße an Jürgen; 日記を書いた; naïve café ☕",
)
EFFECTS = ("A dry mouth in the mornings.", "Sleepy after lunch.", "Zebb says it made his hands shake too.")
AGREED = ("blood test in four weeks", "same medicine until spring", "a letter for my work")
QUESTIONS = ("what else could help me sleep", "is there a group near the new place")
REASONS = ("a garden of my own", "to be there when my niece learns to read", "one better morning")
DATES = ("pay day", "the day my father died", "court", "the office party", "my birthday")
EVENTS = ("job", "moved", "relationship", "illness", "loss", "birth", "my cat came back", "a new neighbor upstairs")
STRENGTHS = ("I can mend a bicycle", "I know when to go home", "I ask sooner than I did")
NEW_PEOPLE = (("Noor", "group"), ("Elif", "friend"), ("Mr. Bell", "professional"), ("Tomasz", "sponsor"))
COMMENTS = ("# keep this", "# ask Beth about it", "# from the evening at the river", "# tidy up some day")
