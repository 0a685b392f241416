"""The menu of the bare command: five lines, no commands to learn."""

from __future__ import annotations

from collections.abc import Callable

from recoveryplan import wording
from recoveryplan.commands.settings import Settings
from recoveryplan.wording import Said


def run(settings: Settings, help_text: Callable[[], str]) -> None:
    """Ask what the person needs and do it. Without a terminal, print the help."""
    if not settings.can_ask():
        settings.screen().raw(help_text())
        return
    from recoveryplan.interview.prompts import Option, Prompt
    from recoveryplan.workflows.asking import choose

    prompter = settings.prompter()
    options = tuple(Option(value, words) for value, words in wording.MENU.items())
    prompt = Prompt("menu", "choice", wording.MENU_ASK, options=options, help=wording.MENU_HELP)
    chosen = choose(prompter, prompt)
    if chosen:
        _ACTIONS[chosen](settings)


def _plan(settings: Settings) -> None:
    from recoveryplan.commands import new

    new.run(settings)


def _now(settings: Settings) -> None:
    from recoveryplan.commands import now

    now.run(settings)


def _slipped(settings: Settings) -> None:
    """The danger block first, then kindness, then the card: nothing is asked."""
    from recoveryplan.guidance.card import danger
    from recoveryplan.workflows import knowledge

    country = _country(settings)
    screen = settings.screen()
    screen.say([Said("Thank you for coming back. First, your body:", "heading")])
    screen.say([Said(line, "contact") for line in danger(knowledge.lines(), country)])
    screen.say([Said(words, "warning") for words in wording.SLIPPED_WARNINGS])
    screen.say([Said(""), *(Said(words) for words in wording.SLIPPED), Said("")])
    _now(settings)


def _country(settings: Settings) -> str | None:
    from recoveryplan.commands.lines import of_plan

    return of_plan(settings)


def _print(settings: Settings) -> None:
    from recoveryplan.commands import worksheet
    from recoveryplan.storage import store

    worksheet.run(settings, blank=store.read(settings.folder()) is None)


def _lines(settings: Settings) -> None:
    from recoveryplan.commands import lines

    lines.run(settings, None)


_ACTIONS: dict[str, Callable[[Settings], None]] = {
    "plan": _plan,
    "now": _now,
    "slipped": _slipped,
    "print": _print,
    "lines": _lines,
}
