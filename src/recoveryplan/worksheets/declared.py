"""The worksheets as they are declared in ``content/worksheets``: read once, checked, with line numbers.

A new section, or a new sheet, is YAML only. ``_KINDS`` below lists what a part of a section may be and
which keys it takes; ``filling`` draws each kind.
"""

from __future__ import annotations

import difflib
from functools import lru_cache
from typing import Any, NamedTuple

from recoveryplan import resources
from recoveryplan.errors import ContentProblem, Problem, UsageProblem
from recoveryplan.plan import conditions
from recoveryplan.yamlfile import Node, plain, read

NEVER = ("keep_distance", "mind.thoughts", "mind.means_near", "mind.means_plan")
"""Plan paths that no sheet may draw: they could put someone in danger when the paper is found."""


class Field(NamedTuple):
    """One detail: its path (inside a thing, or in the plan), its label, and how its value is put in words."""

    path: str
    label: str
    words: str = ""
    day: bool = False
    link: str = ""
    rows: int = 1
    line: int = 0


class Part(NamedTuple):
    """A piece of a section: what kind of drawing, of which plan path, with which words.

    ``above``: a thing's own words stand above its ways, and only an "if" that was written is said. ``when`` is asked
    of each thing, as if it stood alone in its list.
    """

    kind: str
    path: str = ""
    label: str = ""
    title: str = ""
    words: str = ""
    group: str = ""
    items: str = ""
    condition: str = ""
    action: str = ""
    person: str = ""
    low: str = ""
    high: str = ""
    tone: str = "calm"
    only: str = ""
    rows: int = 3
    day: bool = False
    numbered: bool = False
    above: bool = False
    fields: tuple[Field, ...] = ()
    when: conditions.Condition = conditions.ALWAYS
    line: int = 0


class Section(NamedTuple):
    """A headed piece of a sheet. ``core`` ones leave room on a filled print when there is nothing yet."""

    id: str
    title: str
    intro: str
    core: bool
    where: str
    when: conditions.Condition
    parts: tuple[Part, ...]
    line: int


class Declared(NamedTuple):
    """One worksheet: what it is for, how many minutes it takes, and its sections in order."""

    id: str
    title: str
    purpose: str
    minutes: int
    intro: str
    sections: tuple[Section, ...]
    file: str


_COMMON = ("label", "only", "rows")
_KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "text": ("text", ("only", "tone")),
    "list": ("path", (*_COMMON, "numbered", "words")),
    "checklist": ("path", _COMMON),
    "scale": ("path", ("label", "low", "high", "only")),
    "fields": ("fields", ("label", "only")),
    "cards": ("path", (*_COMMON, "title", "words", "fields", "when")),
    "table": ("path", (*_COMMON, "fields")),
    "if_then": (
        "path",
        (*_COMMON, "title", "above", "group", "words", "items", "condition", "action", "person"),
    ),
    "people": ("path", (*_COMMON, "words")),
    "signature": ("fields", ("label", "only")),
    "given": ("name", ("title", "tone", "only")),
    "page_break": ("name", ("only",)),
}
_SECTION = {"id", "title", "intro", "core", "where", "when", "parts"}
_SHEET = {"id", "title", "purpose", "minutes", "intro", "sections"}
_FIELD = {"path", "label", "words", "day", "link", "rows"}
_ONE_OF = {
    "only": ("blank", "filled"),
    "where": ("print", "screen"),
    "tone": ("calm", "danger", "plain", "small"),
    "given": ("notices", "danger", "lines"),
    "page_break": ("yes",),
}


def names() -> list[str]:
    """The ids of all sheets, in order of name."""
    return [name.rsplit("/", 1)[-1].removesuffix(".yaml") for name in resources.content_names("worksheets")]


@lru_cache
def load(sheet_id: str) -> Declared:
    """One sheet by its id. Raises UsageProblem for one there is not, ContentProblem for one not well made."""
    if sheet_id not in names():
        close = difflib.get_close_matches(sheet_id, names(), n=1)
        raise UsageProblem("There is no worksheet of that name.", *(f"Did you mean {name}?" for name in close))
    return parse(resources.content(f"worksheets/{sheet_id}.yaml"), f"worksheets/{sheet_id}.yaml")


def parse(data: bytes, name: str) -> Declared:
    """The sheet in a file's bytes. Raises ContentProblem with every fault, each with its line."""
    reader = _Reader(name)
    sheet = reader.sheet(read(data, name).root)
    if reader.problems:
        raise ContentProblem(reader.problems)
    return sheet


class _Reader:
    """Reads nodes into tuples and collects what is not well made."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def fault(self, node: Node, what: str, todo: str = "") -> None:
        self.problems.append(Problem(self.name, node.line, node.column, what, todo))

    def sheet(self, node: Node) -> Declared:
        found = self.group(node, _SHEET, ("id", "title", "purpose", "minutes", "sections"))
        sections = tuple(self.section(one) for one in self.each(found.get("sections")))
        used = [section.id for section in sections]
        for section in sections:
            if used.count(section.id) > 1:
                self.problems.append(Problem(self.name, section.line, None, "this section's id is used twice"))
        return Declared(
            id=self.text(found.get("id")),
            title=self.text(found.get("title")),
            purpose=self.text(found.get("purpose")),
            minutes=self.number(found.get("minutes")),
            intro=self.text(found.get("intro")),
            sections=sections,
            file=self.name,
        )

    def section(self, node: Node) -> Section:
        found = self.group(node, _SECTION, ("id", "parts"))
        return Section(
            id=self.text(found.get("id")),
            title=self.text(found.get("title")),
            intro=self.text(found.get("intro")),
            core=self.yes(found.get("core")),
            where=self.one_of("where", found.get("where")),
            when=self.condition(found.get("when")),
            parts=tuple(self.part(one) for one in self.each(found.get("parts"))),
            line=node.line,
        )

    def part(self, node: Node) -> Part:
        kind = next(iter(node.entries), "") if node.kind == "map" else ""
        if kind not in _KINDS:
            self.fault(node, "a part starts with one of these keys", ", ".join(_KINDS))
            return Part("text")
        shape, keys = _KINDS[kind]
        found = self.group(node, {kind, *keys}, (kind,))
        options: dict[str, Any] = {key: self.option(key, found[key]) for key in keys if key in found}
        value = found[kind]
        for field in self.each(found.get("fields")) if shape == "path" else ():
            self.path(field.entries.get("path") if field.kind == "map" else None, self.text(value) + ".")
        if shape == "fields":
            options["fields"] = tuple(self.field(one) for one in self.each(value))
        elif shape == "path":
            options["path"] = self.path(value)
        else:
            options["path"] = self.one_of(kind, value) if kind in _ONE_OF else self.text(value)
        return Part(kind=kind, line=node.line, **options)

    def option(self, key: str, node: Node) -> Any:
        if key == "rows":
            return self.number(node)
        if key in {"numbered", "above"}:
            return self.yes(node)
        if key == "fields":
            return tuple(self.field(one) for one in self.each(node))
        if key == "when":
            return self.condition(node)
        return self.one_of(key, node) if key in _ONE_OF else self.text(node)

    def field(self, node: Node) -> Field:
        found = self.group(node, _FIELD, ("path", "label"))
        rows = self.number(found["rows"]) if "rows" in found else 1
        texts = {key: self.text(found[key]) for key in ("label", "words") if key in found}
        return Field(
            path=self.path(found.get("path")),
            label=texts.get("label", ""),
            words=texts.get("words", ""),
            day=self.yes(found.get("day")),
            link=self.path(found.get("link")),
            rows=rows,
            line=node.line,
        )

    def condition(self, node: Node | None) -> conditions.Condition:
        if node is None:
            return conditions.ALWAYS
        try:
            return conditions.parse(plain(node))
        except conditions.BadCondition as error:
            self.fault(node, str(error))
            return conditions.ALWAYS

    def group(self, node: Node, known: set[str], needed: tuple[str, ...]) -> dict[str, Node]:
        if node.kind != "map":
            self.fault(node, "a group of lines like `title: …` belongs here")
            return {}
        for key in node.entries:
            if key not in known:
                close = difflib.get_close_matches(key, sorted(known), n=1)
                self.fault(node.keys[key], "no worksheet has this key", f"Did you mean `{close[0]}`?" if close else "")
        for key in needed:
            if key not in node.entries:
                self.fault(node, f"`{key}` is missing here")
        return node.entries

    def each(self, node: Node | None) -> list[Node]:
        if node is None or node.kind == "list":
            return node.items if node else []
        self.fault(node, "a list belongs here", "Start each item on its own line with `- `.")
        return []

    def text(self, node: Node | None) -> str:
        if node is None or node.kind == "text":
            return node.text.strip() if node else ""
        self.fault(node, "one line of text belongs here")
        return ""

    def path(self, node: Node | None, above: str = "") -> str:
        written = self.text(node)
        if node is not None and _never(above + written):
            self.fault(node, "this part of a plan is never printed", "Take it out.")
        return written

    def number(self, node: Node | None) -> int:
        written = self.text(node)
        if node is not None and not (written.isdecimal() and int(written) <= 120):
            self.fault(node, "a whole number up to 120 belongs here")
            return 0
        return int(written or 0)

    def yes(self, node: Node | None) -> bool:
        written = self.text(node)
        if node is not None and written not in {"yes", "no"}:
            self.fault(node, "yes or no belongs here")
        return written == "yes"

    def one_of(self, key: str, node: Node | None) -> str:
        written = self.text(node)
        if node is not None and written not in _ONE_OF[key]:
            self.fault(node, "one of these words belongs here", ", ".join(_ONE_OF[key]))
        return written


def _never(path: str) -> bool:
    names = ".".join(step.partition("[")[0] for step in path.split("."))
    return any(f"{names}.".startswith(f"{never}.") for never in NEVER)
