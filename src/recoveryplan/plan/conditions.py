"""Conditions on a plan, as data: one small language for questions, options and safety rules.

A condition is a group of one key: ``all any not is in has at_least at_most count answered unknown mentions``.
Paths are plan paths (see ``tree``). An answer of ``not_sure`` counts as unknown, so that rules can fail safe.
"""

from __future__ import annotations

from recoveryplan.plan import tree as trees

TYPE_CHECKING = False  # the card of `now` reads conditions too: typing, dataclasses and re cost it its time
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    Words = Mapping[str, Sequence[str]]
    """Word lists for ``mentions``: id → words and phrases."""
else:
    Words = dict


class BadCondition(ValueError):
    """A condition that is not well made. The words say what is off; they quote only names of our own content."""


class Condition:
    """One operator with its path and value, or with the conditions inside it."""

    __slots__ = ("inner", "operator", "path", "wanted")

    def __init__(self, operator: str, path: str = "", wanted: Any = None, inner: tuple[Condition, ...] = ()) -> None:
        self.operator = operator
        self.path = path
        self.wanted = wanted
        self.inner = inner

    def holds(self, tree: Mapping[str, Any], words: Words) -> bool:
        """Whether the condition is true of this plain plan tree."""
        return bool(_OPERATORS[self.operator](self, tree, words))

    def leaves(self) -> Iterator[Condition]:
        """Every single test in it, in order."""
        if self.path:
            yield self
        for condition in self.inner:
            yield from condition.leaves()

    def paths(self) -> Iterator[str]:
        """Every plan path that is read."""
        return (one.path for one in self.leaves())


ALWAYS = Condition("all")
"""The condition that always holds."""


def parse(data: Any) -> Condition:
    """The condition written as a group of one key. Raises BadCondition."""
    if not isinstance(data, dict) or len(data) != 1:
        raise BadCondition("a condition is one of " + " ".join(_OPERATORS) + ", with a colon behind it")
    operator, body = next(iter(data.items()))
    if operator in {"all", "any"}:
        if not isinstance(body, list):
            raise BadCondition(f"{operator} needs a list of conditions")
        return Condition(operator, inner=tuple(parse(one) for one in body))
    if operator == "not":
        return Condition(operator, inner=(parse(body),))
    if operator in {"answered", "unknown"}:
        return Condition(operator, _path(body))
    if operator not in _OPERATORS:
        raise BadCondition("a condition is one of " + " ".join(_OPERATORS))
    if not isinstance(body, dict) or len(body) != 1:
        raise BadCondition(f"{operator} needs one path and a value")
    path, wanted = next(iter(body.items()))
    return Condition(operator, _path(path), _wanted(operator, wanted))


def bare(path: str) -> str:
    """A path without what it picks by: ``substances.often`` of ``substances[kind=alcohol].often``."""
    return ".".join(step.partition("[")[0] for step in path.split("."))


def _path(path: Any) -> str:
    try:
        trees.split(str(path))
    except ValueError:
        raise BadCondition("this plan path is not well made") from None
    return str(path)


def _wanted(operator: str, wanted: Any) -> Any:
    if operator == "in":
        if not isinstance(wanted, list):
            raise BadCondition("in needs a list of values")
        return tuple(str(one) for one in wanted)
    if operator in {"at_least", "at_most"}:
        return _number(wanted)
    if operator == "count":
        if not isinstance(wanted, dict) or not wanted or not set(wanted) <= {"at_least", "at_most"}:
            raise BadCondition("count needs at_least or at_most")
        return {key: _number(value) for key, value in wanted.items()}
    if isinstance(wanted, list | dict) or wanted is None:
        raise BadCondition(f"{operator} needs one value")
    return str(wanted)


def _number(value: Any) -> int:
    if not _is_number(str(value)):
        raise BadCondition("a whole number belongs here")
    return int(str(value))


def _is_number(text: str) -> bool:
    return len(text) <= 6 and text.isascii() and text.isdecimal()


def _found(condition: Condition, tree: Mapping[str, Any]) -> list[str]:
    return [str(value) for value in trees.values(tree, condition.path) if not isinstance(value, dict)]


def _numbers(condition: Condition, tree: Mapping[str, Any]) -> list[int]:
    return [int(value) for value in _found(condition, tree) if _is_number(value)]


def _answered(condition: Condition, tree: Mapping[str, Any], _: Words) -> bool:
    return bool(trees.values(tree, condition.path))


def _unknown(condition: Condition, tree: Mapping[str, Any], _: Words) -> bool:
    found = trees.values(tree, condition.path)
    return not found or "not_sure" in found


def _count(condition: Condition, tree: Mapping[str, Any], _: Words) -> bool:
    number = len(trees.values(tree, condition.path))
    return bool(condition.wanted.get("at_least", 0) <= number <= condition.wanted.get("at_most", number))


def _mentions(condition: Condition, tree: Mapping[str, Any], words: Words) -> bool:
    return any(mentioned(one, words.get(condition.wanted, ())) for one in _found(condition, tree))


def mentioned(text: str, phrases: Sequence[str]) -> bool:
    """Whether a text has one of the phrases in it, as whole words."""
    asked = text, tuple(phrases)
    if asked not in _MENTIONED:
        if len(_MENTIONED) >= _MOST_KEPT:
            _MENTIONED.clear()
        _MENTIONED[asked] = _mentioned(*asked)
    return _MENTIONED[asked]


_MOST_KEPT = 5000
_MENTIONED: dict[tuple[str, tuple[str, ...]], bool] = {}
"""What was looked for before: after each answer the same texts are read again, by every rule and option."""


def _mentioned(text: str, phrases: tuple[str, ...]) -> bool:
    plain = _plain(text)
    # Compiling every phrase takes longer than a card may: only those whose words are all there are looked for.
    near = tuple(phrase for phrase in phrases if _may_be_in(phrase, plain))
    return bool(near) and bool(whole_words(near).search(plain))


def _may_be_in(phrase: str, text: str) -> bool:
    if phrase not in _FIXED:
        _FIXED[phrase] = tuple(word.split("/") for word in _plain(phrase).split() if word != "…")
    return all(any(word in text for word in either) for either in _FIXED[phrase])


_FIXED: dict[str, tuple[list[str], ...]] = {}
"""The words of each phrase that was looked for, either of some at each place: taken apart once a run."""


_ONE_WAY = str.maketrans({"’": "'", "‘": "'"} | dict.fromkeys("-‐‑–—", " "))


def _plain(value: str) -> str:
    """Lower case, one blank between words, one kind of apostrophe; a hyphen is as good as a blank."""
    return " ".join(value.translate(_ONE_WAY).split()).lower()


_MOST_PATTERNS = 128
_PATTERNS: dict[tuple[str, ...], re.Pattern[str]] = {}


def whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds any of the words or phrases as whole words, in lower-case text.

    In a phrase ``a/b`` is either word, and ``…`` stands for up to three words, or none.
    """
    import re

    if words not in _PATTERNS:
        if len(_PATTERNS) >= _MOST_PATTERNS:  # groups that hold own words differ from plan to plan, without end
            _PATTERNS.clear()
        inside = "|".join(map(_phrase, words))
        _PATTERNS[words] = re.compile(rf"(?<!\w)(?:{inside})(?!\w)" if inside else r"(?!)")
    return _PATTERNS[words]


def _phrase(phrase: str) -> str:
    import re

    made = ""
    for word in _plain(phrase).split():
        if word == "…":
            made += r"[,;:]?(?: \S+){0,3}"
        else:
            made += ("[ -]" if made else "") + f"(?:{'|'.join(map(re.escape, word.split('/')))})"
    return made


_OPERATORS: dict[str, Callable[[Condition, Mapping[str, Any], Words], bool]] = {
    "all": lambda c, tree, words: all(one.holds(tree, words) for one in c.inner),
    "any": lambda c, tree, words: any(one.holds(tree, words) for one in c.inner),
    "not": lambda c, tree, words: not c.inner[0].holds(tree, words),
    "is": lambda c, tree, _: _found(c, tree) == [c.wanted],
    "in": lambda c, tree, _: any(value in c.wanted for value in _found(c, tree)),
    "has": lambda c, tree, _: c.wanted in _found(c, tree),
    "at_least": lambda c, tree, _: any(number >= c.wanted for number in _numbers(c, tree)),
    "at_most": lambda c, tree, _: any(number <= c.wanted for number in _numbers(c, tree)),
    "count": _count,
    "answered": _answered,
    "unknown": _unknown,
    "mentions": _mentions,
}
