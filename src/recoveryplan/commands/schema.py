"""`schema`: the plan file's shape as JSON Schema."""

from __future__ import annotations

from recoveryplan.commands.settings import Settings, current


def command() -> None:
    """Example:  recoveryplan schema > plan-schema.json

    Prints the shape of the plan file as JSON Schema. Some editors use it to help while you type.
    """
    run(current)


def run(settings: Settings) -> None:
    """Print the schema, as JSON."""
    from recoveryplan.plan.schema import json_schema
    from recoveryplan.workflows import knowledge

    settings.screen().json(json_schema(knowledge.vocabulary()))
