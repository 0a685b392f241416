"""Tiny questionnaires, one a feature, and flows over them with made-up options."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from recoveryplan.interview import definitions
from recoveryplan.interview.definitions import Questionnaire
from recoveryplan.interview.flow import Flow
from recoveryplan.interview.prompts import Option, Prompt
from recoveryplan.workflows import knowledge

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "questionnaires")
NAMES = sorted(name.removesuffix(".yaml") for name in os.listdir(FOLDER) if name.endswith(".yaml"))

PLACE = (
    Option("other-road", "Take another road", fill="take another road"),
    Option("with-someone", "Go with someone", "if you can", fill="go with someone"),
)
FEELING = (Option("breathe", "Breathe slowly", fill="breathe slowly"), Option("walk", "Go for a walk"))
STEPS = (
    Option("move", "Move somewhere safer", fill="Move somewhere safer."),
    Option("call", "Call someone", fill="Call someone."),
    Option("drink", "Drink water", fill="Drink a glass of water."),
)
COUNTRIES = (Option("FR", "France"), Option("US", "United States", "usa, america"), Option("ZZ", "Other", "other"))


def offers(source: str, match: str, tree: Mapping[str, Any]) -> tuple[Option, ...]:
    """Made-up options for each source that the shipped questions use."""
    if source == "strategies":
        return {"place": PLACE, "feeling": FEELING, "": PLACE + FEELING}.get(match, ())
    return COUNTRIES if source == "countries" else STEPS


def read(text: str, name: str = "made-up.yaml") -> Questionnaire:
    """A questionnaire from text."""
    return definitions.load([(name, text.encode())], knowledge.vocabulary())


def questionnaire(*names: str) -> Questionnaire:
    """The questionnaire of some tiny files, in this order."""
    files = []
    for name in names:
        with open(os.path.join(FOLDER, f"{name}.yaml"), "rb") as file:
            files.append((f"{name}.yaml", file.read()))
    return definitions.load(files, knowledge.vocabulary())


def flow(*names: str, base: dict[str, Any] | None = None, length: str = "", **more: Any) -> Flow:
    """A flow over tiny files."""
    return Flow(questionnaire(*names), base or {}, offers, knowledge.mentions(), length, **more)


def at(one: Flow) -> str:
    """The key of the step the person stands at, and nothing at the end."""
    return one.step.key if one.step else ""


def asked(one: Flow) -> Prompt:
    """The prompt the person stands at."""
    assert one.step is not None
    return one.prompt(one.step)


def path(one: Flow) -> list[str]:
    """The keys of every step on the present path."""
    return [step.key for step in one.steps]
