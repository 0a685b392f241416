"""What ships with the program, read when it is first needed: choices, lines, rules, options, questions."""

from __future__ import annotations

from recoveryplan import resources
from recoveryplan.yamlfile import plain, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from recoveryplan.guidance.lines import Lines
    from recoveryplan.guidance.safety import Rules
    from recoveryplan.interview.questions import Questionnaire

_kept: dict[str, Any] = {}


def tree(name: str) -> Any:
    """The plain tree of one content file, read once a run."""
    if name not in _kept:
        _kept[name] = plain(read(resources.content(name), name))
    return _kept[name]


def vocabulary() -> dict[str, dict[str, str]]:
    """The words of every choice field."""
    found: dict[str, dict[str, str]] = tree("choices.yaml")
    return found


def mentions() -> dict[str, list[str]]:
    """The word lists that conditions may look for in free text."""
    found: dict[str, list[str]] = tree("words.yaml")["mentions"]
    return found


def lines() -> Lines:
    """The help lines."""
    from recoveryplan.guidance.lines import Lines

    return Lines(tree("lines.yaml"))


def rules() -> Rules:
    """The safety rules."""
    from recoveryplan.guidance.safety import Rules

    return Rules(tree("safety.yaml")["rules"], mentions())


def questionnaire() -> Questionnaire:
    """Every question of the interview. Raises ContentProblem with file and line of each fault."""
    from recoveryplan.guidance import options
    from recoveryplan.interview import definitions

    if "questionnaire" not in _kept:
        files = [(name, resources.content(name)) for name in resources.content_names("questions")]
        _kept["questionnaire"] = definitions.load(files, vocabulary(), options.knows)
    found: Questionnaire = _kept["questionnaire"]
    return found
