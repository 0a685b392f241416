"""What is different between two versions of a plan, thing by thing, by stable ids. Pure; the words are in `telling`.

The order of things in a list counts for nothing. What is never told is left out here, so that nothing which uses a
difference can show it: see ``unsaid`` in content/differences.yaml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Tree = Mapping[str, Any]
Value = str | tuple[str, ...] | None
"""What stands in a field: text, several texts, or nothing."""

ADDED, OUT, REACHED, DROPPED, AGAIN, REPLACED, CHANGED, MOVED = (
    "added", "taken_out", "reached", "dropped", "open_again", "replaced", "changed", "moved",
)  # fmt: skip
"""What can have become of a thing."""

RANKS = (REACHED, REPLACED, ADDED, DROPPED, OUT, AGAIN, MOVED, CHANGED)
"""The most telling first."""


@dataclass(frozen=True)
class Because:
    """What a record says of one thing: what became of it, why, and the id of what took its place."""

    how: str
    words: str = ""
    by: str = ""


@dataclass(frozen=True)
class Field:
    """One field that holds something else now. ``path`` is its plan path."""

    path: str
    was: Value
    now: Value


@dataclass(frozen=True)
class Difference:
    """One difference. A thing has its ``id``; a single answer has none.

    ``words`` are the person's own for the thing, as they are now or, when it is gone, as they were; ``was`` are those
    before, where it was replaced or says something else. ``within`` are the path and words of the thing it is in,
    ``inside`` the words of what came or went with it, ``day`` that on which a goal was reached (ISO).
    ``closed``: only that something changed may be said.
    """

    how: str
    path: str
    id: str = ""
    words: str = ""
    was: str = ""
    fields: tuple[Field, ...] = ()
    within: tuple[str, str] = ("", "")
    inside: tuple[str, ...] = ()
    because: str = ""
    day: str = ""
    closed: bool = False


@dataclass(frozen=True)
class Group:
    """A part of the plan that is named as a whole."""

    called: str
    closed: bool


class Nouns:
    """How each part of a plan is called: ``content/differences.yaml``, with the words of every choice."""

    def __init__(self, content: Mapping[str, Any], shape: Mapping[str, str], vocabulary: Mapping[str, Any]) -> None:
        self.things: dict[str, dict[str, str]] = {one["path"]: one for one in content["things"]}
        self.labels: dict[str, str] = {one["path"]: one["label"] for one in content["fields"]}
        self.groups = {one["path"]: Group(one["called"], one.get("closed") == "yes") for one in content["groups"]}
        self.open = frozenset(content["open"])
        self.silent = frozenset([*content["unsaid"], *content["passed_over"]])
        self.unsaid = tuple(content["unsaid"])
        lists = ((path, what.removeprefix("words ")) for path, what in shape.items() if what.startswith("words "))
        self.choices: dict[str, Mapping[str, str]] = {path: vocabulary[name] for path, name in lists}
        self._order = {path: number for number, path in enumerate([*self.things, *self.labels, *self.groups])}

    def is_silent(self, path: str) -> bool:
        """Whether nothing is ever said of what stands at this path."""
        return any(one in self.silent for one in _ways_up(path))

    def group(self, path: str) -> Group | None:
        """The group that a path belongs to, the closest; None where it is told by itself."""
        closest = next((one for one in _ways_up(path) if one in self.groups or one in self.open), "")
        return self.groups.get(closest)

    def words(self, path: str, item: Tree) -> str:
        """A thing in the person's own words, or in those of its kind."""
        noun = self.things[path]
        own = item.get(noun["key"])
        if own or "or" not in noun:
            return _text(own)
        kind = _text(item.get(noun["or"]))
        return str(self.choices.get(f"{path}.{noun['or']}", {}).get(kind, kind))

    def rank(self, one: Difference) -> tuple[int, int]:
        """Where a difference stands on a list: the most telling first, then as in a plan."""
        return RANKS.index(one.how), self._order.get(one.path, len(self._order))


def _ways_up(path: str) -> Iterator[str]:
    """The path, and each that it lies under, the longest first."""
    while path:
        yield path
        path = path.rpartition(".")[0]


# --- a plan, laid out flat ---


@dataclass(frozen=True)
class _Placed:
    """A thing where it stands: its fields without the lists in it, and the path and id of the thing it is in."""

    item: dict[str, Any]
    within: tuple[str, str]


@dataclass
class _Flat:
    """A plan as single answers by path, and things by path and id."""

    nouns: Nouns
    single: dict[str, Value] = field(default_factory=dict)
    things: dict[str, dict[str, _Placed]] = field(default_factory=dict)

    def read(self, node: Tree, path: str = "", within: tuple[str, str] = ("", "")) -> dict[str, Any]:
        """Lay a group or a thing out flat; gives the fields that are its own."""
        own: dict[str, Any] = {}
        for key, inner in node.items():
            here = f"{path}.{key}" if path else str(key)
            if self.nouns.is_silent(here):
                continue
            if here in self.nouns.groups and self.nouns.groups[here].closed:
                own[str(key)] = repr(inner)  # only ever compared
            elif here in self.nouns.things and isinstance(inner, list):
                self._list(inner, here, within)
            elif isinstance(inner, dict):
                self.single |= {f"{here}.{name}": value for name, value in self.read(inner, here, within).items()}
            else:
                own[str(key)] = _value(inner)
        return own

    def _list(self, items: list[Any], path: str, within: tuple[str, str]) -> None:
        for item in items:
            if isinstance(item, dict) and isinstance(item.get("id"), str):
                name = item["id"]
                self.things.setdefault(path, {})[name] = _Placed(self.read(item, path, (path, name)), within)

    def words(self, path: str, name: str) -> str:
        """The words of one thing; nothing where it is not."""
        placed = self.things.get(path, {}).get(name)
        return self.nouns.words(path, placed.item) if placed else ""

    def inside(self, path: str, name: str) -> tuple[str, ...]:
        """The words of everything that stands in a thing."""
        lists = ((one, things) for one, things in self.things.items() if one.startswith(f"{path}."))
        found = (self.words(one, id_) for one, things in lists for id_, it in things.items() if it.within[1] == name)
        return tuple(words for words in found if words)


def _flat(tree: Tree, nouns: Nouns) -> _Flat:
    made = _Flat(nouns)
    made.single |= made.read(tree)
    return made


def _value(found: Any) -> Value:
    if isinstance(found, list):
        return tuple(_text(one) for one in found) or None
    return _text(found) or None


def _text(found: Any) -> str:
    return "" if found is None or isinstance(found, dict | list) else str(found)


# --- two plans ---


def between(old: Tree, new: Tree, nouns: Nouns, told: Mapping[str, Because] | None = None) -> list[Difference]:
    """Every difference from one plain plan tree to another, the most telling first.

    Both trees hold values as text, as ``yamlfile.plain`` reads them. ``told`` is what the records between them say,
    by the id of a thing. Whatever is odd in a tree (a list of no things, a key that no field knows) is passed over.
    """
    pair = _Pair(_flat(old, nouns), _flat(new, nouns), nouns, told or {})
    return sorted(_closed(pair.found(), nouns), key=nouns.rank)


def _closed(found: Iterable[Difference], nouns: Nouns) -> Iterator[Difference]:
    """The same, where of a closed group only one thing is left: that something changed."""
    seen: set[str] = set()
    for one in found:
        group = nouns.group(one.path)
        if group is None or not group.closed:
            yield one
        elif group.called not in seen:
            seen.add(group.called)
            yield Difference(CHANGED, next(path for path in _ways_up(one.path) if path in nouns.groups), closed=True)


class _Pair:
    def __init__(self, old: _Flat, new: _Flat, nouns: Nouns, told: Mapping[str, Because]) -> None:
        self.old, self.new, self.nouns, self.told = old, new, nouns, told

    def found(self) -> Iterator[Difference]:
        for path in self.nouns.things:
            yield from _joined(list(self._things(path)), self.told)
        yield from self._singles()

    def _singles(self) -> Iterator[Difference]:
        paths = dict.fromkeys([*self.nouns.labels, *self.nouns.groups])
        for path in paths:
            was, now = self.old.single.get(path), self.new.single.get(path)
            if was != now:
                yield Difference(CHANGED, path, fields=(Field(path, was, now),))

    def _things(self, path: str) -> Iterator[Difference]:
        old, new = self.old.things.get(path, {}), self.new.things.get(path, {})
        for name in dict.fromkeys([*new, *old]):
            if name not in old:
                yield from self._came(path, name, new[name])
            elif name not in new:
                yield from self._went(path, name, old[name])
            elif self._is_another(path, name):
                yield replace(self._thing(OUT, path, name, self.old, old[name]), because="")
                yield self._thing(ADDED, path, name, self.new, new[name])
            else:
                yield from self._both(path, name, old[name], new[name])

    def _is_another(self, path: str, name: str) -> bool:
        """Whether an id was free in between and stands for something new: a record has that added, in other words."""
        added = name in self.told and self.told[name].how == ADDED
        return added and self.old.words(path, name) != self.new.words(path, name)

    def _came(self, path: str, name: str, now: _Placed) -> Iterator[Difference]:
        if now.within[0] and now.within[1] not in self.old.things.get(now.within[0], {}):
            return  # it came with the thing it is in
        status = now.item.get("status") if path == "goals" else None
        how = {REACHED: REACHED, DROPPED: DROPPED}.get(str(status), ADDED)
        yield self._thing(how, path, name, self.new, now)

    def _went(self, path: str, name: str, was: _Placed) -> Iterator[Difference]:
        if was.within[0] and was.within[1] not in self.new.things.get(was.within[0], {}):
            return
        yield self._thing(OUT, path, name, self.old, was)

    def _thing(self, how: str, path: str, name: str, flat: _Flat, placed: _Placed) -> Difference:
        because = self.told.get(name)
        return Difference(
            how,
            path,
            name,
            flat.words(path, name),
            within=(placed.within[0], flat.words(*placed.within)),
            inside=flat.inside(path, name),
            because=because.words if because else "",
            day=_text(placed.item.get("reached")) if how == REACHED else "",
        )

    def _both(self, path: str, name: str, was: _Placed, now: _Placed) -> Iterator[Difference]:
        one = replace(self._thing(CHANGED, path, name, self.new, now), inside=())
        fields = tuple(self._fields(path, was.item, now.item))
        if path == "goals":
            turn = _turn(_text(was.item.get("status")), _text(now.item.get("status")))
            if turn:
                yield replace(one, how=turn, day=_text(now.item.get("reached")) if turn == REACHED else "")
                one = replace(one, because="")
            fields = tuple(one for one in fields if one.path not in (_TOLD_OF_GOALS if turn else _TOLD_OF_GOALS[:1]))
        if was.within != now.within:
            yield replace(one, how=MOVED)
        words = self.old.words(path, name)
        if fields or words != one.words:
            yield replace(one, fields=fields, was=words if words != one.words else "")

    def _fields(self, path: str, was: Tree, now: Tree) -> Iterator[Field]:
        key = self.nouns.things[path]["key"]
        for name in (full.rpartition(".")[2] for full in self.nouns.labels if full.rpartition(".")[0] == path):
            if name != key and was.get(name) != now.get(name):
                yield Field(f"{path}.{name}", was.get(name), now.get(name))


_TOLD_OF_GOALS = ("goals.status", "goals.reached")


def _turn(was: str, now: str) -> str:
    """What became of a goal, where it does not stand as it stood."""
    was, now = was or "open", now or "open"
    return "" if was == now else {REACHED: REACHED, DROPPED: DROPPED}.get(now, AGAIN)


# --- one thing in the place of another ---


def _joined(found: list[Difference], told: Mapping[str, Because]) -> Iterator[Difference]:
    """The differences of one list, where a thing that gave way and the one that took its place are one difference."""
    by_id = {one.id: one for one in found}
    new = {name for one in found if (name := _successor(one, told, by_id))}
    for one in found:
        if one.id in new:
            continue
        after = by_id.get(_successor(one, told, by_id))
        if after is not None:
            yield replace(after, how=REPLACED, was=one.words, because=one.because, inside=())
        elif one.how == CHANGED and one.was and one.id in told and told[one.id].how == REPLACED:
            yield replace(one, how=REPLACED)
        elif one.how == OUT and one.id in told and told[one.id].how == DROPPED and one.because:
            yield replace(one, how=DROPPED)
        else:
            yield one


def _successor(one: Difference, told: Mapping[str, Because], by_id: Mapping[str, Difference]) -> str:
    """The id of what stands in the place of a thing that is gone: several may have followed each other."""
    name, seen = one.id, set[str]()
    while one.how in {OUT, DROPPED} and name in told and told[name].how == REPLACED and name not in seen:
        seen.add(name)
        name = told[name].by
        if name in by_id and by_id[name].how == ADDED:
            return name
    return ""


# --- words that are not for a screen ---


def hushed(found: Iterable[Difference], tender: Callable[[str], bool]) -> list[Difference]:
    """The same without own words that ``tender`` finds: of these only that something is there may be said."""

    def text(words: str) -> str:
        return "" if words and tender(words) else words

    def told(one: Field) -> Field:
        texts = [
            words for value in (one.was, one.now) for words in ([value] if isinstance(value, str) else value or ())
        ]
        return Field(one.path, None, None) if any(map(tender, texts)) else one

    return [
        replace(
            one,
            words=text(one.words),
            was=text(one.was),
            fields=tuple(map(told, one.fields)),
            within=(one.within[0], text(one.within[1])),
            inside=tuple(filter(None, map(text, one.inside))),
            because=text(one.because),
        )
        for one in found
    ]
