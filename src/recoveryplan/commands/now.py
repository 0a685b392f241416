"""`now`: the card for a hard moment. A card that still holds is printed by ``__main__`` before this is loaded."""

from __future__ import annotations

from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import ContentProblem, RecoveryPlanError
from recoveryplan.wording import Said


def command() -> None:
    """Example:  recoveryplan now

    Shows who to call in danger, what matters to you, your next steps and your people. It asks nothing.
    """
    run(current)


def run(settings: Settings) -> None:
    """Print the card: fresh, made anew, the last good one, or the one for somebody without a plan."""
    settings.screen().say([Said(line, "contact") for line in card(settings).rstrip("\n").split("\n")])


def card(settings: Settings) -> str:
    """The card's text. Whatever is wrong with the plan or the folder, there is a card."""
    from recoveryplan.workflows import carding

    try:
        return _of_plan(settings)
    except ContentProblem:
        kept = _last_good(settings)
        return kept or carding.text({}, "Your plan has a mistake in it. `recoveryplan check` shows where.")
    except RecoveryPlanError:
        return carding.text({}, "Your plan could not be opened just now.")


def _of_plan(settings: Settings) -> str:
    from recoveryplan.storage import store
    from recoveryplan.workflows import carding, reading

    home = settings.folder()
    found = reading.lean(home)
    if found is None:
        return carding.text({}, _draft_remark(settings))
    shown = carding.text(found.tree)
    store.write_card(home, carding.kept(found.stored.digest, shown))
    return shown


def _draft_remark(settings: Settings) -> str:
    from recoveryplan.storage import drafts

    waiting = drafts.find(settings.folder(), "new")
    return "You began a plan. `recoveryplan new` goes on." if waiting else ""


def _last_good(settings: Settings) -> str | None:
    from recoveryplan.guidance.card import ROWS

    try:
        with open(settings.folder().card, encoding="utf-8", errors="replace") as file:
            _, _, shown = file.read().partition("\n")
    except OSError:
        return None
    remark = "This is from before your last change.\n`recoveryplan check` shows a mistake."
    rows = shown.rstrip("\n").split("\n")
    return "\n".join([*rows[:ROWS], remark]) + "\n" if shown else None
