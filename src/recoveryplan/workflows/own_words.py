"""Own words that do not belong everywhere: the darkest ones, those that could put a person in danger at home, and
those that name a substance where others may look.
"""

from __future__ import annotations

from recoveryplan.plan.conditions import mentioned, parse
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
    if not _any_says(list(_texts(tree)), "partner_danger"):  # one look at all of it, since most plans have none
        return dict(tree)
    kept = _kept(tree)
    return kept if isinstance(kept, dict) else {}


def without_substances(tree: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The tree for a page that others may see: no own words on it name a substance. Also the words left out.

    A thing of a list goes with such words, but a person stays whose name does not tell: only the rest of it goes.
    """
    off: list[str] = []
    kept = _seemly({key: inner for key, inner in tree.items() if key != "substances"}, "", off)
    return kept, off


def names_a_substance(text: str) -> bool:
    """Whether words name a substance, or tell of using one."""
    lists = knowledge.mentions()
    if mentioned(text, lists["names_a_substance"]):
        return True
    return mentioned(text, lists["bare_drink"]) and not mentioned(text, lists["harmless_drink"])


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
    return None if isinstance(node, str) and _any_says([node], "partner_danger") else node


def _tells(one: Any) -> bool:
    """Whether a thing of a list tells of it in words of its own, beside the lists inside it."""
    texts = [value for value in one.values() if isinstance(value, str)] if isinstance(one, dict) else [one]
    return any(isinstance(text, str) and _any_says([text], "partner_danger") for text in texts)


def _seemly(node: Any, path: str, off: list[str]) -> Any:
    """The node at this path without texts that name a substance, which go into ``off``."""
    if isinstance(node, dict):
        inner = {key: _seemly(value, f"{path}.{key}".lstrip("."), off) for key, value in node.items()}
        return {key: value for key, value in inner.items() if value is not None}
    if isinstance(node, list):
        kept = [_seemly(one, path, off) for one in node if not _goes_whole(one, path, off)]
        return [one for one in kept if one is not None]
    if not isinstance(node, str) or not names_a_substance(_spoken(node, path)):
        return node
    off += [node] if _is_own(path) else []
    return None


def _goes_whole(one: Any, path: str, off: list[str]) -> bool:
    """Whether a thing of a list goes, for an own text of it names a substance; those texts go into ``off``."""
    if not isinstance(one, dict):
        return False
    keys = ("name",) if one.get("phone") else tuple(one)
    texts = [one[key] for key in keys if isinstance(one.get(key), str) and _is_own(f"{path}.{key}")]
    told = [text for text in texts if names_a_substance(text)]
    off += told
    return bool(told)


def _spoken(text: str, path: str) -> str:
    """A choice by its words, as a page would say it; own words as they are, and nothing for marks of ours."""
    words = knowledge.tree("shape.yaml").get(path, "")
    if words.startswith("words "):
        return str(knowledge.vocabulary().get(words.removeprefix("words "), {}).get(text, text))
    return text if _is_own(path) else ""


def _is_own(path: str) -> bool:
    """Whether a person's own words stand there: no choice, and no mark of ours."""
    return path.rpartition(".")[2] not in _OURS and knowledge.tree("shape.yaml").get(path, "value") in {"value", "free"}


_OURS = frozenset({"id", "from", "person", "why", "phone", "version", "updated", "schema_version", "on", "by"})


def _says(text: str, words: str) -> bool:
    return parse({"mentions": {"text": words}}).holds({"text": text}, knowledge.mentions())


def _any_says(texts: list[str], words: str) -> bool:
    """Whether one of many texts has words of a list: phrases are looked for only where each of their words is."""
    import re

    parts = {text: re.findall(r"\w+", text.lower()) for text in texts}
    everywhere = frozenset(part for inside in parts.values() for part in inside)
    near = [phrase for phrase in knowledge.mentions()[words] if _may_be_in(phrase, everywhere)]
    long = sorted(((len(inside), text, frozenset(inside)) for text, inside in parts.items()), reverse=True)
    return any(_is_in_one(phrase, long) for phrase in near)


def _is_in_one(phrase: str, longest_first: list[tuple[int, str, frozenset[str]]]) -> bool:
    least = len(_PLACES[phrase])
    for length, text, inside in longest_first:
        if length < least:
            return False
        if _may_be_in(phrase, inside) and mentioned(text, (phrase,)):
            return True
    return False


def _may_be_in(phrase: str, inside: frozenset[str]) -> bool:
    """Whether for each place of the phrase all of a word's parts are there: "don't" is two of them."""
    import re

    if phrase not in _PLACES:
        places = (word for word in phrase.replace("-", " ").lower().split() if word != "…")
        _PLACES[phrase] = tuple(
            tuple(frozenset(re.findall(r"\w+", either)) for either in word.split("/")) for word in places
        )
    return all(any(parts <= inside for parts in place) for place in _PLACES[phrase])


_PLACES: dict[str, tuple[tuple[frozenset[str], ...], ...]] = {}
"""Each phrase that was looked for, taken apart once a run."""
