"""`now --wait`: below the card, something quiet to do. For a craving or a hard feeling, never in place of a call."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from recoveryplan import text
from recoveryplan.commands import lines as help_lines
from recoveryplan.commands.settings import Settings
from recoveryplan.guidance import waits
from recoveryplan.guidance.card_people import near
from recoveryplan.guidance.lines import is_veteran
from recoveryplan.guidance.waits import Waits
from recoveryplan.wording import Said
from recoveryplan.workflows import carding, knowledge

if TYPE_CHECKING:
    from recoveryplan.terminal.waiting import Ears

_CALL_FIRST = "If you are in danger, call first."
_THOUGHTS = "Thoughts of ending your life:"
_CALL = "You can call:"
_CALL_SOMEONE = "You can call or text someone you trust."
_LINES = "`recoveryplan lines` shows help lines."
_AGAIN = ("`recoveryplan now` shows your card again.", "`recoveryplan now --wait` is there any time.")
_IN_A_TERMINAL = "In a terminal, `recoveryplan now --wait` goes through it with you."
_NOTHING = "nothing"
_MOST_PEOPLE = 3
_INTERRUPTED = 130


def run(settings: Settings, ears: Ears | None = None) -> None:
    """Offer the exercises, and go through the one that is chosen. Where nobody can be asked, say them in short.

    ``ears`` take the place of the terminal's lines and the clock in tests. Ctrl-C ends it kindly too, and leaves
    with 130.
    """
    found = waits.made(knowledge.tree("waits.yaml"))
    tree = carding.own(settings.folder())
    screen = settings.screen()
    screen.say([Said(""), *_danger(tree)])
    if not settings.can_ask():
        screen.say([Said(""), *found.short(), Said(""), *_people(tree), Said(_IN_A_TERMINAL)])
        return
    try:
        words = _gone_through(settings, found, tree, ears)
    except KeyboardInterrupt:
        screen.say([Said(""), *_afterwards(found.ended, tree)])
        sys.exit(_INTERRUPTED)
    if words:
        screen.say([Said(""), *_afterwards(words, tree)])


def _gone_through(settings: Settings, found: Waits, tree: Mapping[str, Any], ears: Ears | None) -> str:
    """Let the person choose, and go through it. Gives the words for its end; none after the screen was cleared."""
    from recoveryplan.interview.prompts import Option, Prompt
    from recoveryplan.terminal.choose import leave_tidily
    from recoveryplan.terminal.waiting import Ended, waiting
    from recoveryplan.workflows.beside import LEFT, choose

    leave_tidily()
    prompter = settings.prompter()
    options = (*(Option(one.id, one.title) for one in found.exercises), Option(_NOTHING, found.nothing))
    prompt = Prompt("wait", "choice", found.ask, help=found.help, options=options, intro=found.intro)
    chosen = choose(prompter, prompt, lambda: _country(tree))
    exercise = found.named(chosen or _NOTHING)
    if exercise is None:
        return "" if chosen == LEFT else found.then
    ended = waiting(exercise, prompter, settings.screen(), lambda: help_lines.run(settings, None), ears).go(
        _reason(tree)
    )
    return {Ended.DONE: exercise.then, Ended.STOPPED: found.ended, Ended.LEFT: ""}[ended]


def _danger(tree: Mapping[str, Any]) -> list[Said]:
    """Who to call in danger, once more: on a small screen the card's first rows may be out of sight by now."""
    lines, country = knowledge.lines(), _country(tree)
    crisis = lines.crisis(country, is_veteran(tree)) or {"say": f"call {lines.emergency(country)}"}
    said = [Said(_CALL_FIRST, "warning"), Said(f"In danger: call {lines.emergency(country)}.", indent=2)]
    if not lines.place(country):
        said.append(Said(str(lines.elsewhere["emergency_numbers"]), indent=2))
    return [*said, Said(_THOUGHTS, indent=2), Said(f"{crisis['say']}.", "contact", 4)]


def _country(tree: Mapping[str, Any]) -> str | None:
    return (tree.get("preferences") or {}).get("country")


def _reason(tree: Mapping[str, Any]) -> str:
    return next((text.clean_line(str(one["text"])) for one in tree.get("motivations") or []), "")


def _afterwards(words: str, tree: Mapping[str, Any]) -> list[Said]:
    return [Said(words), *_people(tree), *map(Said, _AGAIN)]


def _people(tree: Mapping[str, Any]) -> list[Said]:
    """Who can be called now: people with a number first. A number has a row of its own where a name is long."""
    people = [one for one in near(tree) if one.get("phone")][:_MOST_PEOPLE]
    if not people:
        return [Said(_CALL_SOMEONE), Said(_LINES)]
    return [Said(_CALL), *(said for one in people for said in _person(one))]


def _person(person: Mapping[str, Any]) -> list[Said]:
    name, phone = text.clean_line(str(person["name"])), text.clean_line(str(person["phone"]))
    if text.width(name) + text.width(phone) + 3 <= waits.COLUMNS:
        return [Said(f"{name} {phone}", "contact", 2)]
    return [Said(name, indent=2), Said(phone, "contact", 4)]
