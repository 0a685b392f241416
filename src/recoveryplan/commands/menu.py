"""The menu of the bare command: five lines, no commands to learn."""

from __future__ import annotations

from collections.abc import Callable

from recoveryplan import wording
from recoveryplan.commands.settings import Settings
from recoveryplan.wording import Said

_THANKS = ("Thank you for coming back.",)


def run(settings: Settings, help_text: Callable[[], str]) -> None:
    """Ask what the person needs and do it. Without a terminal, print the help."""
    if not settings.can_ask():
        settings.screen().raw(help_text())
        return
    from recoveryplan.commands.lines import of_plan
    from recoveryplan.interview.prompts import Option, Prompt
    from recoveryplan.workflows.beside import choose

    prompter = settings.prompter()
    options = tuple(Option(value, words) for value, words in wording.MENU.items())
    prompt = Prompt("menu", "choice", wording.MENU_ASK, options=options, help=wording.MENU_HELP)
    chosen = choose(prompter, prompt, lambda: of_plan(settings))
    if chosen:
        _ACTIONS[chosen](settings)


def _plan(settings: Settings) -> None:
    from recoveryplan.commands import new

    new.run(settings)


def _now(settings: Settings) -> None:
    from recoveryplan.commands import now

    now.run(settings)
    settings.screen().say([Said(wording.WAIT_TOO)])


def _slipped(settings: Settings) -> None:
    """One screen, and nothing is asked: thanks, the danger block and its warnings, kindness, the rest of the card."""
    from recoveryplan.guidance.card import with_rows
    from recoveryplan.workflows import carding

    card = carding.present(settings.folder())
    words = with_rows(card, _THANKS, under=wording.SLIPPED_WARNINGS, kind=wording.SLIPPED)
    rows = words.rstrip("\n").split("\n")
    settings.screen().say([Said(row, "contact") for row in rows])


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
