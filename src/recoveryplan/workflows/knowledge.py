"""What ships with the program, read when it is first needed: choices, lines, rules, options, questions."""

from __future__ import annotations

from recoveryplan import resources
from recoveryplan.yamlfile import kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from recoveryplan.guidance.contentcheck import Known
    from recoveryplan.guidance.lines import Lines
    from recoveryplan.guidance.offers import Offers
    from recoveryplan.guidance.safety import Rules
    from recoveryplan.interview.questions import Questionnaire
    from recoveryplan.living.measures import Measure

_kept: dict[str, Any] = {}


def tree(name: str) -> Any:
    """The plain tree of one content file, read once a run."""
    if name not in _kept:
        _kept[name] = kept.tree(resources.content(name), name)
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
    """The safety rules, made ready once a run: they are asked at every answer and of every goal."""
    from recoveryplan.guidance.safety import Rules

    if "rules" not in _kept:
        _kept["rules"] = Rules(tree("safety.yaml")["rules"], mentions())
    found: Rules = _kept["rules"]
    return found


def source(name: str) -> dict[str, str]:
    """The page with this id in ``sources.yaml``. Raises KeyError."""
    if "sources" not in _kept:
        _kept["sources"] = {one["id"]: one for one in tree("sources.yaml")}
    found: dict[str, str] = _kept["sources"][name]
    return found


def known() -> Known:
    """What content files may name: paths of the plan, choices, word lists, sources."""
    from recoveryplan.guidance.contentcheck import Known

    return Known(tree("shape.yaml"), vocabulary(), mentions(), _source_ids)


def _source_ids() -> frozenset[str]:
    """The id of every source. Found by how they stand there: reading all of the file takes ten times as long."""
    import re

    if "source ids" not in _kept:
        _kept["source ids"] = frozenset(
            re.findall(r"^- id: (\S+)$", resources.content("sources.yaml").decode(), re.MULTILINE)
        )
    found: frozenset[str] = _kept["source ids"]
    return found


def offers() -> Offers:
    """Every offer, read once a run. Raises ContentProblem with file and line of each fault."""
    from recoveryplan.guidance.offers import Offers
    from recoveryplan.guidance.said import Said

    if "offers" not in _kept:
        said, kinds = Said(tree("said.yaml")), _kinds()
        named = {one["id"]: one for one in kinds["kinds"]}
        _kept["offers"] = Offers(_offer_entries(said, named), kinds, said, mentions(), _choices())
    found: Offers = _kept["offers"]
    return found


def _kinds() -> dict[str, Any]:
    from recoveryplan.guidance import offerfiles

    return offerfiles.load_kinds(resources.content("offer_kinds.yaml"), "offer_kinds.yaml", known())


def _offer_entries(said: Any, kinds: dict[str, Any]) -> list[dict[str, Any]]:
    from recoveryplan.guidance import offerfiles

    seen: set[str] = set()
    files = ((name, resources.content(name)) for name in resources.content_names("offers"))
    return [one for name, data in files for one in offerfiles.load(data, name, known(), said, kinds, seen)]


def _choices() -> frozenset[str]:
    """The paths of the plan where only a choice or a number can stand, no words of the person's own."""
    return frozenset(path for path, what in tree("shape.yaml").items() if what.startswith("words ")) | _NUMBERS


_NUMBERS = frozenset({"preferences.country", "readiness.importance", "readiness.confidence", "substances.craving"})


def check_safety() -> None:
    """Read the safety rules and the help lines with care. Raises ContentProblem with file and line of each fault.

    Before answers are taken, that is: whoever asks for a number or the card is not held up by a slip of ours.
    """
    from recoveryplan.guidance import safetyfiles
    from recoveryplan.guidance.contentcheck import Known

    unkept = {one.writes: "words yes_no" for one in questionnaire().questions if not one.keep}
    records = {path: what for kind in RECORDS for path, what in record_shape(kind).items()}
    wide = Known({**tree("shape.yaml"), **unkept, **records}, vocabulary(), mentions(), _source_ids)
    safetyfiles.check_rules(resources.content("safety.yaml"), "safety.yaml", wide)
    safetyfiles.check_lines(resources.content("lines.yaml"), "lines.yaml", wide)


RECORDS = {
    "review": (
        "reviews",
        "goals tools people_now dates_ahead stuck.still stuck.plateau stuck.low told event event_words next",
    ),
    "setback": ("setbacks", "there signs_now tools people_now week"),
    "checkin": ("checkins", "own falls"),
}
"""For each kind of record: the folder of its questions, and its lists that are filled before the first of them."""


def record_shape(kind: str) -> dict[str, str]:
    """Every path of a record of this kind, and what may stand there."""
    from recoveryplan.interview.along import RECORD

    found: dict[str, str] = tree("records.yaml")[kind]
    return {RECORD: "group"} | {f"{RECORD}.{path}": what for path, what in found.items()}


def record_questions(kind: str) -> Questionnaire:
    """The questions of a review, a setback or a check-in. Raises ContentProblem with file and line of each fault."""
    from recoveryplan.guidance import options
    from recoveryplan.interview import definitions
    from recoveryplan.interview.along import RECORD

    name = f"{kind} questions"
    if name not in _kept:
        folder, ready = RECORDS[kind]
        files = [(one, resources.content(one)) for one in resources.content_names(folder)]
        filled = [f"{RECORD}.{path}" for path in ready.split()]
        _kept[name] = definitions.load(files, vocabulary(), options.knows, record_shape(kind), filled)
    found: Questionnaire = _kept[name]
    return found


def measures() -> dict[str, Measure]:
    """The standard measures by id, in the order of ``choices.yaml``. Raises ContentProblem with file and line."""
    from recoveryplan.guidance import measurefiles
    from recoveryplan.living.measures import made

    if "measures" not in _kept:
        names = [(name, f"measures/{name}.yaml") for name in vocabulary()["measure"]]
        _kept["measures"] = {
            name: made(measurefiles.load(resources.content(path), path, known())) for name, path in names
        }
    found: dict[str, Measure] = _kept["measures"]
    return found


def questionnaire() -> Questionnaire:
    """Every question of the interview. Raises ContentProblem with file and line of each fault."""
    from recoveryplan.guidance import options
    from recoveryplan.interview import definitions

    if "questionnaire" not in _kept:
        files = [(name, resources.content(name)) for name in resources.content_names("questions")]
        _kept["questionnaire"] = definitions.load(files, vocabulary(), options.knows)
    found: Questionnaire = _kept["questionnaire"]
    return found
