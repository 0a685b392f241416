"""The plan's shape as JSON Schema, with the words of each choice field filled in."""

from __future__ import annotations

from typing import Any

from recoveryplan.plan.fields import Vocabulary
from recoveryplan.plan.model import Plan


def json_schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """JSON Schema (2020-12) of a plan file. Editors use it to help while typing."""
    schema = Plan.model_json_schema(by_alias=True)
    filled: dict[str, Any] = _fill(schema, vocabulary)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **filled, "title": "Recovery plan"}


def _fill(value: Any, vocabulary: Vocabulary) -> Any:
    if isinstance(value, dict):
        filled = {key: _fill(inner, vocabulary) for key, inner in value.items() if key != "x-choices"}
        name = value.get("x-choices")
        return filled | {"enum": list(vocabulary.get(name, {}))} if isinstance(name, str) else filled
    if isinstance(value, list):
        return [_fill(inner, vocabulary) for inner in value]
    return value
