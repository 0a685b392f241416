"""Own words that do not belong everywhere: the darkest ones, those that could put a person in danger at home, and
which words name a substance.
"""

from __future__ import annotations

from recoveryplan.plan.conditions import mentioned, parse, whole_words
from recoveryplan.workflows import knowledge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any


def without_dark_reasons(tree: Mapping[str, Any]) -> Mapping[str, Any]:
    """The tree for a card that does not hand a person their darkest words, or those of a danger, as what matters."""
    return without_danger_at_home(without_dark_motivations(tree))


def without_dark_motivations(tree: Mapping[str, Any]) -> dict[str, Any]:
    """The tree without reasons that tell of thoughts of dying."""
    reasons = [one for one in tree.get("motivations") or [] if not _says(str(one.get("text") or ""), "self_harm")]
    return {**tree, "motivations": reasons}


def without_danger_at_home(tree: Mapping[str, Any]) -> dict[str, Any]:
    """The tree for a page: no own words on it tell whoever finds it that somebody at home is a danger."""
    if not _any_says(list(_texts(tree)), "partner_danger"):  # one look at all of it, since most plans have none
        return dict(tree)
    kept = _kept(tree)
    return kept if isinstance(kept, dict) else {}


def names_a_substance(text: str) -> bool:
    """Whether words name a substance, or tell of using one; accents and signs without a width hide nothing."""
    bare = without_accents(text)
    return any(_may_name_one(said) and _names_one(said) for said in {text, bare})


def _may_name_one(text: str) -> bool:
    """Whether the text has a word without which no phrase of the lists is in it: most have none, and are soon done."""
    import re

    if not _TELLING:
        lists = knowledge.mentions()
        _TELLING.update(
            word for name in ("names_a_substance", "bare_drink") for one in lists[name] for word in _key(one)
        )
    return not _TELLING.isdisjoint(re.findall(r"\w+", text.lower()))


def _key(phrase: str) -> Iterator[str]:
    """The words at the place of a phrase that is the least common: the one with the longest words."""
    import re

    places = [[max(re.findall(r"\w+", either), key=len) for either in word.split("/")] for word in phrase.split()]
    yield from max(places, key=lambda words: min(map(len, words)))


_TELLING: set[str] = set()
"""Such a word of each phrase: found once a run."""


def _names_one(text: str) -> bool:
    lists = knowledge.mentions()
    if mentioned(text, lists["names_a_substance"]) and mentioned(_without_harmless(text), lists["names_a_substance"]):
        return True
    return mentioned(text, lists["bare_drink"]) and not mentioned(text, lists["harmless_drink"])


def _without_harmless(text: str) -> str:
    """The text without phrases in which such a word means something else: "speed up", "time slots"."""
    phrases = knowledge.mentions()["harmless_naming"]
    if not mentioned(text, phrases):
        return text
    found = tuple(phrase for phrase in phrases if mentioned(text, (phrase,)))
    return whole_words(found).sub(" | ", " ".join(text.replace("-", " ").lower().split()))


def without_accents(text: str) -> str:
    """The text in small letters without accents and signs that have no width; one in plain letters as it is."""
    if text.isascii():
        return text
    import unicodedata

    signs = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in signs if unicodedata.category(sign) not in {"Mn", "Me", "Cf"})


def without_family(tree: Mapping[str, Any]) -> dict[str, Any]:
    """The tree without people who are family or a partner, by their kind or by what the person calls them."""
    people = [one for one in tree.get("people") or [] if not is_family(one)]
    return {**tree, "people": people}


def is_family(one: Mapping[str, Any]) -> bool:
    """Whether somebody is family or a partner, by their kind or by what the person calls them."""
    called = " | ".join(str(one.get(key) or "") for key in ("name", "role"))
    return one.get("kind") == "family" or _says(called, "family_words")


def calls_family(words: str) -> bool:
    """Whether the words call somebody family or a partner."""
    return _says(words, "family_words")


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
