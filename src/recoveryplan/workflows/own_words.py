"""Own words that do not belong everywhere: the darkest ones, and those that could put a person in danger at home."""

from __future__ import annotations

from recoveryplan.plan.conditions import parse
from recoveryplan.workflows import knowledge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any


def without_dark_reasons(tree: Mapping[str, Any]) -> Mapping[str, Any]:
    """The tree for a card that does not hand a person their darkest words, or those of a danger, as what matters."""
    reasons = [one for one in tree.get("motivations") or [] if not _says(str(one.get("text") or ""), "self_harm")]
    return without_danger_at_home({**tree, "motivations": reasons})


def without_danger_at_home(tree: Mapping[str, Any]) -> dict[str, Any]:
    """The tree for a page: no own words on it tell whoever finds it that somebody at home is a danger."""
    if not _says(" | ".join(_texts(tree)), "partner_danger"):  # one look at all of it, since most plans have none
        return dict(tree)
    kept = _kept(tree)
    return kept if isinstance(kept, dict) else {}


def without_family(tree: Mapping[str, Any]) -> dict[str, Any]:
    """The tree without people who are family or a partner, by their kind or by what the person calls them."""
    people = [one for one in tree.get("people") or [] if not _is_family(one)]
    return {**tree, "people": people}


def _is_family(one: Mapping[str, Any]) -> bool:
    called = " | ".join(str(one.get(key) or "") for key in ("name", "role"))
    return one.get("kind") == "family" or _says(called, "family_words")


def is_dark(words: str) -> bool:
    """Whether the words tell of dark thoughts, or of a danger at home: no page says such words again."""
    return _says(words, "self_harm") or _says(words, "partner_danger")


def is_grave(words: str) -> bool:
    """Whether the words are dark, or tell of an overdose of today: no plan is to hold them as a skill or a sign."""
    return is_dark(words) or _says(words, "overdose_now")


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _texts(inner)


def _kept(node: Any) -> Any:
    """The node without texts that tell of it; a thing of a list goes with such a text. None for nothing left."""
    if isinstance(node, dict):
        inner = {key: _kept(value) for key, value in node.items()}
        return {key: value for key, value in inner.items() if value is not None}
    if isinstance(node, list):
        return [_kept(one) for one in node if not _tells(one)]
    return None if isinstance(node, str) and _says(node, "partner_danger") else node


def _tells(one: Any) -> bool:
    """Whether a thing of a list tells of it in words of its own, beside the lists inside it."""
    texts = [value for value in one.values() if isinstance(value, str)] if isinstance(one, dict) else [one]
    return any(isinstance(text, str) and _says(text, "partner_danger") for text in texts)


def _says(text: str, words: str) -> bool:
    return parse({"mentions": {"text": words}}).holds({"text": text}, knowledge.mentions())
