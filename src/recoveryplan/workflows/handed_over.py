"""What may stand where somebody else may look on: a page to hand over, the sheet for a visit.

Words that tell of dark thoughts, of a danger at home, or of whom the person keeps away from stand on neither.
"""

from __future__ import annotations

import re
import unicodedata

from recoveryplan.plan.away import Away
from recoveryplan.text import clean_line
from recoveryplan.wording import progress as words
from recoveryplan.workflows import own_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

_NAME = re.compile(r"[^\W\d_][\w'’-]+")
_NO_NAMES = frozenset({"dr", "mr", "mrs", "ms", "nurse", "doctor", "uncle", "aunt", "the", "my", "our"})
_NAMES_AND_WORDS = """
april art august bill chase dawn dean drew faith frank gene grace guy hope iris jack joy june lily mark may mike nick
olive pat ray rich rob rose ruby sandy sky sue summer will
"""
_WORDS_TOO = frozenset(_NAMES_AND_WORDS.split())
"""Names that are words as well: in small letters they are taken for the word."""

_LETTER = r"[^\W\d_]"
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´"), "'")
_NUMBER = re.compile(r"(?<!\w)\+?\(?\d(?:[\s()./–-]{0,3}\d){5,}")
_SHORTEST = 6  # digits of a number that somebody can be called at
_CARE = frozenset({"professional", "group"})


class Spoken:
    """Own words as they may stand on the sheet for a visit: those of care by name, and no number of anybody else."""

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self._away = Away(tree)
        self._numbers = {number for one in _people(tree) if one.get("kind") not in _CARE for number in _digits(one)}

    def words(self, own: str) -> str | None:
        """The words on one line; None where nothing is left, or for words that no page says."""
        said = clean_line(own)
        if not said or own_words.is_dark(said) or self._away.named_in(said):
            return None
        return _without(said, self._numbers)


class Hidden:
    """Own words as they may stand on a page: nobody of the plan is on it by name or number, however it is written."""

    def __init__(self, tree: Mapping[str, Any]) -> None:
        people = list(_people(tree))
        self._numbers = {number for one in people for number in _digits(one)}
        self._said: dict[str, str] = {}
        for one in people:
            if one.get("kind") != "group":
                self._add(one.get("name"), words.PEOPLE.get(str(one.get("kind")), words.SOMEBODY))
        about = tree.get("about")
        self._add((about if isinstance(about, dict) else {}).get("name"), words.SELF)
        # "my sister Ana" is my sister; "Ana" alone is someone in my family.
        whose = r"(?:\b((?:my|our)(?: \w+)?) )?"
        self._pattern = re.compile(f"{whose}(?:{_any_of(self._said)})" if self._said else r"(?!)")

    def _add(self, name: object, said: str) -> None:
        for one in _names(str(name or "")):
            self._said.setdefault(one, said)

    def words(self, own: str) -> str | None:
        """The words with nobody's name or number in them; None for words that no page says."""
        if own_words.is_dark(own):
            return None
        text = _without(own, self._numbers)
        folded, places = _folded(text)
        for one in reversed(list(self._pattern.finditer(folded))):
            start, end = places[one.start()], places[one.end()]
            text = text[:start] + self._instead(one, text, places) + text[end:]
        return text

    def _instead(self, found: re.Match[str], text: str, places: list[int]) -> str:
        """What stands there in the place of a name that was found."""

        def part(group: int) -> str:
            return text[places[found.start(group)] : places[found.end(group)]] if found[group] else ""

        name = found[_NAMED] or found[_CASELESS]
        if name in _WORDS_TOO and part(_NAMED).islower():
            return part(0)
        if " " in (found[_WHOSE] or ""):
            return part(_WHOSE) + part(_OWNS)
        said = self._said[name]
        said = words.MINE if said == words.SELF and found[_OWNS] else said + part(_OWNS)
        return said[:1].upper() + said[1:] if places[found.start()] == 0 and text[:1].isupper() else said


_WHOSE, _NAMED, _OWNS, _CASELESS = 1, 2, 3, 4
"""The groups of the pattern: whose it is, a name, the ending of what it owns, and a name without large letters."""


def _any_of(names: Iterable[str]) -> str:
    """A pattern for each of the names; where letters have no case, words may not be apart."""
    longest_first = sorted(names, key=len, reverse=True)
    cased = [re.escape(one) for one in longest_first if not _has_no_case(one)]
    other = [re.escape(one) for one in longest_first if _has_no_case(one)]
    return rf"(?<!{_LETTER})({'|'.join(cased) or '(?!)'})(?:s|('s))?(?!{_LETTER})|({'|'.join(other) or '(?!)'})"


def _has_no_case(name: str) -> bool:
    return any(letter.isalpha() and letter.upper() == letter for letter in name)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text in small letters without accents, and where each of them stands in it."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for letter in unicodedata.normalize("NFKD", sign.translate(_APOSTROPHES).casefold()):
            if not unicodedata.combining(letter):
                letters.append(" " if letter.isspace() else letter)
                places.append(place)
    return "".join(letters), [*places, len(text)]


def _people(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    people = tree.get("people")
    yield from (one for one in people if isinstance(one, dict)) if isinstance(people, list) else ()


def _digits(one: Mapping[str, Any]) -> Iterator[str]:
    number = "".join(filter(str.isdecimal, str(one.get("phone") or "")))
    if len(number) >= _SHORTEST:
        yield number


def _without(text: str, numbers: set[str]) -> str:
    """The text with each of these telephone numbers left out, however it is written."""

    def instead(found: re.Match[str]) -> str:
        digits = "".join(filter(str.isdecimal, found[0]))
        return words.NO_NUMBER if any(digits.endswith(one) or one.endswith(digits) for one in numbers) else found[0]

    return _NUMBER.sub(instead, text) if numbers else text


def _names(name: str) -> list[str]:
    """The whole name, and each word in it that is one, folded."""
    found = [word for word in _NAME.findall(name) if not word.islower() and word.casefold() not in _NO_NAMES]
    if name.islower():
        found = _NAME.findall(name)[-1:]  # "my friend ana": the last word is the name
    whole, _ = _folded(" ".join(name.split()))
    return [one for one in (whole, *(_folded(word)[0] for word in found)) if one]
