"""An empty answers file for a review, a setback or a check-in."""

from __future__ import annotations

from recoveryplan.commands.settings import Settings


def show(settings: Settings, kind: str) -> None:
    """Print an answers file with every question of a kind of record as a comment."""
    from recoveryplan.interview.answers import template
    from recoveryplan.workflows import knowledge

    settings.screen().raw("\n".join(template(knowledge.record_questions(kind), kind)))
