"""How each kind of part is drawn: with what the plan holds, or as room to write. One row of a table a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from recoveryplan.plan.tree import placed
from recoveryplan.text import clean
from recoveryplan.worksheets.blocks import (
    Block,
    Card,
    Checklist,
    Contact,
    Heading,
    IfThen,
    Items,
    Note,
    PageBreak,
    People,
    Prompts,
    Row,
    Scale,
    Signature,
    Signed,
    Table,
    Text,
    Way,
)
from recoveryplan.worksheets.declared import Field, Part
from recoveryplan.worksheets.spoken import as_condition, dialled, say, say_day, select, values

_NAMES = ("text", "what", "name", "sign")  # the words of a thing that another thing names


class Source(NamedTuple):
    """What a sheet is filled from: the plan tree, words for choice values, and texts the caller hands in.

    ``on_paper`` is whether someone can write on it: only then are empty signature lines of use.
    """

    tree: Mapping[str, Any]
    vocabulary: Mapping[str, Mapping[str, str]]
    given: Mapping[str, Sequence[str]]
    on_paper: bool = True


def _things(part: Part, source: Source) -> list[dict[str, Any]]:
    return [one for one in select(source.tree, part.path) if isinstance(one, dict)]


def _spoken(part: Part, source: Source) -> tuple[str, ...]:
    words = source.vocabulary.get(part.words, {})
    spoken = (say(one) for one in select(source.tree, part.path))
    return tuple(words.get(one, one) for one in spoken if one)


def _linked(field: Field, found: Sequence[Any], source: Source) -> Iterator[str]:
    wanted = [say(one) for one in found]
    known = {say(thing.get("id")): thing for thing in _under(source.tree.get(field.link))}
    for one in wanted:
        thing = known.get(one, {})
        yield next((say(thing[name]) for name in _NAMES if thing.get(name)), "")


def _under(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        if "id" in tree:
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for inner in tree:
            yield from _under(inner)


def _row(field: Field, tree: Mapping[str, Any], source: Source) -> Row | None:
    found = values(tree, field.path)
    if not found:
        return None
    if field.link:
        spoken = list(_linked(field, found, source))
    elif field.day:
        spoken = [say_day(one) for one in found]
    else:
        words = source.vocabulary.get(field.words, {})
        spoken = [_wording(one, words) for one in found]
    answers = tuple(one for one in spoken if one)
    return Row(field.label, answers) if answers else None


def _wording(one: Any, words: Mapping[str, str]) -> str:
    if isinstance(one, dict):
        return next((say(one[name]) for name in (*_NAMES, "do") if one.get(name)), "")
    spoken = say(one)
    return words.get(spoken, spoken)


def _rows(fields: Sequence[Field], tree: Mapping[str, Any], source: Source) -> tuple[Row, ...]:
    return tuple(row for row in (_row(field, tree, source) for field in fields) if row)


def _empty_rows(fields: Sequence[Field]) -> tuple[Row, ...]:
    return tuple(Row(field.label, (), field.rows) for field in fields if field.rows)


def labelled(part: Part) -> list[Block]:
    """The small heading of a part that has a label."""
    return [Heading(part.label, 3)] if part.label else []


def _list(part: Part, source: Source) -> list[Block]:
    items = _spoken(part, source)
    return [Items(items, part.label, part.numbered)] if items else []


def _list_blank(part: Part, _: Source) -> list[Block]:
    return [Items((), part.label, part.numbered, part.rows)]


def _checklist(part: Part, source: Source) -> list[Block]:
    items = _spoken(part, source)
    return [Checklist(items, part.label)] if items else []


def _checklist_blank(part: Part, _: Source) -> list[Block]:
    return [Checklist((), part.label, part.rows)]


def _scale(part: Part, source: Source) -> list[Block]:
    chosen = next((say(one) for one in values(source.tree, part.path)), "")
    if not (chosen.isdecimal() and int(chosen) <= 10):
        return []
    return [Scale(part.label, part.low, part.high, int(chosen))]


def _scale_blank(part: Part, _: Source) -> list[Block]:
    return [Scale(part.label, part.low, part.high)]


def _fields(part: Part, source: Source) -> list[Block]:
    rows = _rows(part.fields, source.tree, source)
    return [*labelled(part), Prompts(rows)] if rows else []


def _fields_blank(part: Part, _: Source) -> list[Block]:
    rows = _empty_rows(part.fields)
    return [*labelled(part), Prompts(rows)] if rows else []


def _cards(part: Part, source: Source) -> list[Block]:
    words = source.vocabulary.get(part.words, {})
    cards: list[Block] = []
    for thing in _things(part, source):
        if not part.when.holds(placed({}, part.path.partition("[")[0], [thing]), {}):
            continue
        title = say(thing.get(part.title))
        rows = _rows(part.fields, thing, source)
        if title or rows:
            cards.append(Card(words.get(title, title), rows))
    several_kinds = bool(part.label) and "[" in part.path
    return [*labelled(part), *cards] if cards and several_kinds else cards


def _cards_blank(part: Part, _: Source) -> list[Block]:
    return [Card("", _empty_rows(part.fields), part.label)] * part.rows


def _table(part: Part, source: Source) -> list[Block]:
    things = _things(part, source)
    rows = [[_cell(field, thing, source) for field in part.fields] for thing in things]
    shown = [at for at in range(len(part.fields)) if any(row[at] for row in rows)]
    filled = tuple(tuple(row[at] for at in shown) for row in rows if any(row))
    head = tuple(part.fields[at].label for at in shown)
    return [Table(part.label, head, filled)] if filled else []


def _cell(field: Field, thing: Mapping[str, Any], source: Source) -> str:
    row = _row(field, thing, source)
    return ", ".join(row.values) if row else ""


def _table_blank(part: Part, _: Source) -> list[Block]:
    head = tuple(field.label for field in part.fields if field.rows)
    return [Table(part.label, head, (), part.rows)]


def _if_then(part: Part, source: Source) -> list[Block]:
    words = source.vocabulary.get(part.words, {})
    groups: dict[str, list[Block]] = {kind: [] for kind in words}
    for thing in _things(part, source):
        title = say(thing.get(part.title))
        found = [one for one in values(thing, part.items) if isinstance(one, dict)]
        ways = tuple(_way(part, one, title, source) for one in found)
        if part.condition and not part.above and found and not any(one.get(part.condition) for one in found):
            title = ""  # each "If …" says it
        if title or ways:
            groups.setdefault(say(thing.get(part.group)), []).append(IfThen("", title, ways))
    blocks: list[Block] = []
    for kind, inside in groups.items():
        if inside and kind:
            blocks.append(Heading(words.get(kind, kind), 3))
        elif inside and blocks:
            blocks.append(Heading("Others", 3))
        blocks += inside
    return blocks


def _way(part: Part, strategy: Mapping[str, Any], title: str, source: Source) -> Way:
    """One "If …, then I will …". Without an "if" of its own it is what the thing itself says."""
    said = say(strategy.get(part.condition)) or ("" if part.above else title)
    opening, condition = as_condition(said.rstrip(". ")) if part.condition else ("", "")
    action = say(strategy.get(part.action))
    # Someone may have typed the whole sentence: then ours is not said twice.
    will = "" if action.lower().startswith(("i will ", "i'll ", "i’ll ")) else "I will "
    ending = "" if action.endswith((".", "!", "?", "…")) else "."
    contact = _contact_of(part, strategy, source)
    if not condition:
        return Way("", "", "", "Then " + will, action, ending, contact)
    pause = " " if condition.endswith(",") else ", "
    return Way(opening, condition, pause, "then " + will, action, ending, contact)


def _contact_of(part: Part, strategy: Mapping[str, Any], source: Source) -> Contact | None:
    wanted = say(strategy.get(part.person)) if part.person else ""
    people = source.tree.get("people")
    for person in people if wanted and isinstance(people, list) else ():
        if isinstance(person, dict) and say(person.get("id")) == wanted:
            return contact(person, {})
    return None


def _if_then_blank(part: Part, _: Source) -> list[Block]:
    opening, joining = ("If ", "then I will ") if part.condition and not part.above else ("", "Then I will ")
    way = Way(opening, "", "", joining, "", "")
    return [IfThen(part.label, "", (way,), 1)] * part.rows


def contact(person: Mapping[str, Any], kinds: Mapping[str, str]) -> Contact:
    """A person of the plan; ``kinds`` says each kind for those without a role of their own."""
    kind = say(person.get("kind"))
    phone = say(person.get("phone"))
    return Contact(
        name=say(person.get("name")),
        role=say(person.get("role")) or kinds.get(kind, ""),
        phone=phone,
        tel=dialled(phone),
        when=say(person.get("when")),
        note=say(person.get("note")),
    )


def _people(part: Part, source: Source) -> list[Block]:
    kinds = source.vocabulary.get(part.words, {})
    people = tuple(contact(person, kinds) for person in _things(part, source))
    return [People(people)] if people else []


def _people_blank(part: Part, _: Source) -> list[Block]:
    return [People((), part.rows)]


def _signature(part: Part, source: Source) -> list[Block]:
    lines = []
    for field in part.fields:
        row = _row(field, source.tree, source)
        written = row.values[0] if row else ""
        lines.append(Signed(field.label, "" if field.day else written, written if field.day else ""))
    signed = any(line.name or line.day for line in lines)
    return [Signature(tuple(lines))] if signed or source.on_paper else []


def given_lines(name: str, source: Source) -> tuple[str, ...]:
    """The lines that the caller hands in under a name."""
    return tuple(line for line in (clean(one).rstrip() for one in source.given.get(name, ())) if line)


def _given(part: Part, source: Source) -> list[Block]:
    lines = given_lines(part.path, source)
    return [boxed(part.title, lines, part.tone)] if lines else []


def boxed(title: str, lines: tuple[str, ...], tone: str) -> Note:
    """A box of lines. Where it has no title, a first line that leads to the others stands above them."""
    # Lines with an indent come broken for a narrow card: breaking them again as a list would garble them.
    verse = any(line.startswith(" ") for line in lines)
    if not title and not verse and len(lines) > 1 and lines[0].endswith(":"):
        title, lines = lines[0], lines[1:]
    return Note(title, lines, tone, verse)


def _text(part: Part, _: Source) -> list[Block]:
    return [Text(part.path, part.tone if part.tone == "small" else "plain")]


def _page_break(_: Part, __: Source) -> list[Block]:
    return [PageBreak()]


Drawer = Callable[[Part, Source], list[Block]]

FILLED: dict[str, Drawer] = {
    "text": _text,
    "list": _list,
    "checklist": _checklist,
    "scale": _scale,
    "fields": _fields,
    "cards": _cards,
    "table": _table,
    "if_then": _if_then,
    "people": _people,
    "signature": _signature,
    "given": _given,
    "page_break": _page_break,
}
"""What draws each kind of part from the plan. An empty list means there is nothing to draw."""

BLANK: dict[str, Drawer] = FILLED | {
    "list": _list_blank,
    "checklist": _checklist_blank,
    "scale": _scale_blank,
    "fields": _fields_blank,
    "cards": _cards_blank,
    "table": _table_blank,
    "if_then": _if_then_blank,
    "people": _people_blank,
}
"""What draws each kind as room to write."""
