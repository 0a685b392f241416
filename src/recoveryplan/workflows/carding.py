"""The card of `now`: the one that is kept, or made anew, or the best there can be. Loads nothing heavy.

Whatever is wrong with the plan or the folder, there is a card.
"""

from __future__ import annotations

from recoveryplan import __version__, home, resources
from recoveryplan.errors import ContentProblem, Problem, RecoveryPlanError
from recoveryplan.guidance import card
from recoveryplan.plan import tree as trees
from recoveryplan.storage import files, standing
from recoveryplan.storage.cards import write_card
from recoveryplan.storage.folder import Home
from recoveryplan.text import clean_line
from recoveryplan.workflows import knowledge, own_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from recoveryplan.guidance.safety import Notice

_BROKEN = "Your plan has a mistake in it. `recoveryplan check` shows where."
_OLDER = ("From before a mistake in your plan file.", "`recoveryplan check` shows it.")
_SHUT = "Your plan could not be opened just now."
_OURS = "Your own card could not be made. That is our mistake."
_BEGUN = "You began a plan. `recoveryplan new` goes on."

_COUNTRY = "preferences.country"
_NEEDED_IN = {
    "what": "triggers goals coping self_care barriers commitments past_care hard_dates",
    "text": "motivations about.values goals.steps strengths.personal strengths.social strengths.community"
    " accountability.agreed treatment.to_discuss treatment.questions treatment.agreed",
    "do": "hard_moment.steps warning_signs.responses if_i_use.steps",
    "then": "triggers.strategies barriers.strategies",
    "kind": "substances health.conditions mind.conditions",
    "name": "people medicine.items checkins.own",
    "sign": "warning_signs",
    "who": "keep_distance",
    "status": "offers",
}
_NEEDED = {path: name for name, paths in _NEEDED_IN.items() for path in paths.split()}
"""What a thing of a list cannot be without, beside its id; a test holds it to the typed plan."""
_SEVERAL = frozenset(
    {"about.identity", "goals.why", "goals.leans_on", "mind.heavy", "offers.seen", "support.wanted"}
    | {"checkins.measures", "counting.marks"}
    | {f"circumstances.{name}" for name in ("caring", "legal", "reach")}
)
"""Where several values stand in a list; a test holds it to the typed plan."""

LAST_RESORT = """\
In danger? Call your local emergency
number.
  US, Canada 911 · EU 112 · UK 999 ·
  Australia 000 · New Zealand 111
  hard to wake, slow breathing, blue or
  gray lips: give naloxone too, and stay
  seizure, confusion, bad shaking
Thoughts of ending your life:
  your emergency number
Call or text someone you trust. You do
not have to do this alone.
"""
"""What is shown when nothing else works, not even our own help lines."""


def kept(digest: str, shown: str) -> str:
    """A card with its first line, as it is kept: it holds for this plan, this program, this shape, these numbers."""
    return f"{digest} {__version__} {home.CARD_MARK}\n{shown}"


def text(tree: Mapping[str, Any], remark: str = "") -> str:
    """The card for a plain plan tree; an empty one gives the card of somebody without a plan."""
    notices = knowledge.rules().fired(tree) if tree else ()
    return card.make(
        _fit_to_show(tree, notices), knowledge.lines(), notices, knowledge.vocabulary()["person_short"], remark
    )


def _fit_to_show(tree: Mapping[str, Any], notices: Sequence[Notice]) -> Mapping[str, Any]:
    """The tree without own words that would do harm in a hard moment, where a warning says there may be some."""
    grave = any(notice.rule in {"self-harm", "danger-at-home"} for notice in notices)
    return own_words.without_dark_reasons(tree) if grave else tree


def coming_back(folder: Home | None) -> str:
    """What stands first after a setback. Whatever is wrong with the plan or the folder, there is such a screen."""
    from recoveryplan.guidance import coming_back
    from recoveryplan.wording import setbacks

    try:
        tree = to_call(folder) if folder else {}
        notices = knowledge.rules().fired(tree) if tree else ()
        rows = coming_back.first_screen(tree, knowledge.lines(), notices, knowledge.vocabulary()["person_short"])
        return "\n".join(rows) + "\n"
    except Exception:  # a mistake of ours may not stand between a person and help
        return LAST_RESORT + "".join(f"! {row}\n" for row in setbacks.WARNING_ROWS)


def own(folder: Home) -> Mapping[str, Any]:
    """The plan's tree as the card shows it: as it is, else as it was saved last; empty where there is none."""
    tree = _there(folder)
    return _fit_to_show(tree, knowledge.rules().fired(tree)) if tree else {}


def to_call(folder: Home) -> Mapping[str, Any]:
    """The same for a screen that tells whom to call: no family where it is kept out, or where home is a danger.

    Such a screen comes up after a setback, when a person calls who is shown; it does not tell why somebody is not.
    """
    tree = own(folder)
    return own_words.without_family(tree) if tree and keeps_family_out(folder) else tree


def keeps_family_out(folder: Home) -> bool:
    """Whether the plan keeps family out, or tells of somebody close who is a danger."""
    tree = _there(folder)
    private = trees.value(tree, "preferences.family") == "private"
    return private or home_is_danger(knowledge.rules().fired(tree))


def home_is_danger(notices: Sequence[Notice]) -> bool:
    """Whether the person told that somebody close hurts, scares or watches them."""
    return any(one.rule == "danger-at-home" and one.level == "firm" for one in notices)


def _there(folder: Home) -> Mapping[str, Any]:
    try:
        return _tree(_quietly(folder.plan) or b"")
    except ContentProblem:
        return _last_tree(folder)


def _last_tree(folder: Home) -> dict[str, Any]:
    try:
        return _tree(_last_version(folder))
    except ContentProblem:
        found = country(folder)
        return {"preferences": {"country": found}} if found else {}


def present(folder: Home) -> str:
    """The card for the plan as it stands now; it is kept for the next time."""
    try:
        return _of_plan(folder) or _last_good(folder)
    except RecoveryPlanError:
        return text({}, _SHUT)
    except Exception:  # a mistake of ours may not stand between a person and help
        return _bare()


def after(folder: Home, record: Mapping[str, Any], remark: str = "") -> str:
    """The card right after a check-in, as fits what was said in it. It is not kept: the next one is of the plan alone.

    It speaks of no craving and no waiting where there is little hope, or where a note has dark words.
    """
    try:
        tree, fired = to_call(folder), knowledge.rules().fired
        of_nobody = frozenset() if tree else {one.rule for one in fired({})}
        notices = [one for one in fired({**tree, "record": record}) if one.rule not in of_nobody]
        roles = knowledge.vocabulary()["person_short"]
        shown = _fit_to_show(tree, notices)
        if home_is_danger(fired({"record": record})):  # who it is was not said: nobody is named
            shown = {**shown, "people": []}
        return card.make(shown, knowledge.lines(), notices, roles, remark)
    except Exception:  # whatever is wrong with it, there is a card
        return present(folder)


def _bare() -> str:
    try:
        return text({}, _OURS)
    except Exception:
        return LAST_RESORT


def _of_plan(folder: Home) -> str | None:
    """The card of the plan as it is, or of somebody who has none; None for a plan with a mistake in it."""
    stored = standing.read(folder)
    if stored is None:
        return text({}, _BEGUN if _has_draft(folder) else "")
    try:
        shown = text(_tree(stored.data))
    except ContentProblem:
        return None
    write_card(folder, kept(stored.digest, shown))
    return shown


def _tree(data: bytes) -> dict[str, Any]:
    """A plan's plain tree as its typed form would be: cleaned, with nothing empty in it. It is not typed, since a
    hard moment cannot wait for that: dates, numbers and links, which no card shows, are not looked at.

    Raises ContentProblem where a name, a shape or a chosen word is not one of a plan.
    """
    from recoveryplan.storage import migrations
    from recoveryplan.yamlfile import read

    return _group(migrations.upgrade(read(data, home.PLAN)), "", _shape())


def _shape() -> dict[str, str]:
    """``shape.yaml``: it is one line a path, so that no parser is needed for it."""
    lines = resources.content("shape.yaml").decode().splitlines()
    return {path: what for path, _, what in (line.partition(": ") for line in lines if not line.startswith("#"))}


def _group(node: Any, path: str, shape: Mapping[str, str]) -> dict[str, Any]:
    if not isinstance(node, dict):
        raise _misshapen()
    lead = f"{path}." if path else ""
    # A name with nothing behind it counts as left out.
    found = {key: _part(inner, f"{lead}{key}", shape) for key, inner in node.items() if inner is not None}
    needed = {"id", _NEEDED[path]} if path in _NEEDED else set()
    if not found.keys() >= needed:
        raise _misshapen()
    return {key: inner for key, inner in found.items() if inner not in ({}, [])}


def _part(node: Any, path: str, shape: Mapping[str, str]) -> Any:
    what, _, words = shape.get(path, "").partition(" ")
    if what == "group":
        return _group(node, path, shape)
    if what == "free" and isinstance(node, dict):
        return node
    if (what == "things" or path in _SEVERAL) and isinstance(node, list):
        return [_group(one, path, shape) if what == "things" else _value(one, path, words) for one in node]
    if what in {"value", "words"} and path not in _SEVERAL:
        return _value(node, path, words)
    raise _misshapen()


def _value(node: Any, path: str, words: str) -> str:
    if not isinstance(node, str) or (words and node not in knowledge.vocabulary()[words]):
        raise _misshapen()
    found = _code(node) if path == _COUNTRY else clean_line(node)
    if not found:
        raise _misshapen()
    return found


def _code(written: Any) -> str | None:
    """A country code as written by hand; None for what is not one."""
    code = trees.country(written) if isinstance(written, str) else ""
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _misshapen() -> ContentProblem:
    return ContentProblem([Problem(home.PLAN, None, None, "a part of the plan has not the right shape")])


def _has_draft(folder: Home) -> bool:
    from recoveryplan.storage import drafts

    return drafts.find(folder, "new") is not None


def _last_good(folder: Home) -> str:
    """The card from before the plan file broke, with a word about that: as it was kept, else of the last version."""
    shown = (_quietly(folder.card) or b"").partition(b"\n")[2].decode("utf-8", "replace")
    if shown.strip():
        return card.with_rows(shown, last=_OLDER)
    try:
        return card.with_rows(text(_tree(_last_version(folder))), last=_OLDER)
    except ContentProblem:
        place = {"preferences": {"country": country(folder)}}
        return card.make(place, knowledge.lines(), remark=_BROKEN)


def _last_version(folder: Home) -> bytes:
    """The bytes of the version that was saved last; empty where there is none that can be read."""
    try:
        stored = standing.read(folder)
        number = stored.version if stored else standing.newest_kept(folder)
    except RecoveryPlanError:
        return b""
    return _quietly(folder.version_file(number)) or b"" if number else b""


def _quietly(path: str) -> bytes | None:
    try:
        return files.read_file(path)
    except RecoveryPlanError:
        return None


def country(folder: Home) -> str | None:
    """The country of the plan; of one with a mistake in it, as it stands there or in the version before."""
    plan = _quietly(folder.plan)
    try:
        found = trees.value(_tree(plan or b""), _COUNTRY)
        return str(found) if found else None
    except ContentProblem:
        pass
    return _country_in(plan or b"") or _country_in(_last_version(folder))


def _country_in(data: bytes) -> str | None:
    from recoveryplan.yamlfile import plain, read

    try:
        return _code(trees.value(plain(read(data, home.PLAN)), _COUNTRY))
    except ContentProblem:
        return None
