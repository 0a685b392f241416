"""`help about`: what a plan is and can not do, who wrote this, what stays private. Needs no plan."""

from __future__ import annotations

from recoveryplan.commands.settings import Settings, current

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def command() -> None:
    """Example:  recoveryplan help about

    Says what a plan is, who wrote this program, and what stays private. It needs no plan.
    """
    run(current)


def run(settings: Settings) -> None:
    """Print every standing text, with the lines for young people of the plan's country."""
    from recoveryplan.commands.lines import of_plan
    from recoveryplan.guidance import standing
    from recoveryplan.workflows import knowledge

    found = standing.texts(knowledge.tree("standing.yaml"))
    settings.screen().say(standing.told(found, knowledge.lines(), of_plan(settings)))


def closing(plan: dict[str, Any]) -> list[str]:
    """What is said at the end of an interview about the plan that was made: one short paragraph each."""
    from recoveryplan.guidance import standing
    from recoveryplan.workflows import knowledge

    return standing.closing(standing.texts(knowledge.tree("standing.yaml")), plan, knowledge.mentions())
