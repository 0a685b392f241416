"""Reads a declared sheet from its YAML, checked, with line numbers. ``_KINDS`` lists what a part may be."""

from __future__ import annotations

from typing import Any

from recoveryplan.errors import ContentProblem, Problem
from recoveryplan.plan import conditions
from recoveryplan.worksheets.declared import NEVER, Declared, Facilitator, Field, Panel, Part, Relied, Section, load
from recoveryplan.worksheets.nodes import ONE_OF, Reader
from recoveryplan.yamlfile import Node, plain, read

WHOLE = "whole-plan"
"""The sheet whose sections other sheets may use."""

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
    "write": ("pairs", ("label", "only")),
    "example": ("pairs", ("title", "only")),
    "tick": ("texts", ("label", "rows", "only")),
    "note": ("texts", ("title", "tone", "only")),
    "grid": ("texts", ("label", "first", "down", "upto", "rows", "tall", "more", "only")),
    "rate": ("text", ("low", "high", "only")),
    "rings": ("texts", ("label", "only")),
    "slip": ("name", ("panels", "only")),
}
_SECTION = {"id", "title", "intro", "core", "where", "when", "parts"}
_USED = {"use", "title", "intro", "rows"}
_SHEET = {
    "id",
    "title",
    "purpose",
    "minutes",
    "intro",
    "sections",
    "facilitator",
    "sources",
    "group",
    "discreet",
    "gentle",
    "wall",
    "named",
}
_LEADING = ("purpose", "minutes", "prepare", "open", "along", "close", "disclosure")
_PANEL = {"title", "given", "path", "people", "rows"}
_RELIED = ("source", "relied_on", "checked_on")
_ROOMLESS = frozenset(("tick", "grid"))  # these have no empty places unless their rows are counted
_ROOMY = frozenset(("list", "checklist", "cards", "table", "if_then", "people"))
_FIELD = {"path", "label", "words", "day", "link", "rows"}


def parse(data: bytes, name: str) -> Declared:
    """The sheet in a file's bytes. Raises ContentProblem with every fault, each with its line."""
    reader = _Reader(name)
    sheet = reader.sheet(read(data, name).root)
    if reader.problems:
        raise ContentProblem(reader.problems)
    return sheet


class _Reader(Reader):
    """Reads the nodes of a sheet into tuples."""

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
            facilitator=self.facilitator(found["facilitator"]) if "facilitator" in found else None,
            sources=tuple(self.relied(one) for one in self.each(found.get("sources"))),
            group=self.yes(found.get("group")),
            discreet=self.yes(found.get("discreet")),
            gentle=self.yes(found.get("gentle")),
            wall=self.yes(found.get("wall")),
            named="named" not in found or self.yes(found.get("named")),
            file=self.name,
        )

    def facilitator(self, node: Node) -> Facilitator:
        found = self.group(node, set(_LEADING), ("purpose", "minutes", "close", "disclosure"))
        return Facilitator(
            self.text(found.get("purpose")),
            self.number(found.get("minutes")),
            *(self.texts(found.get(key)) for key in _LEADING[2:]),
        )

    def relied(self, node: Node) -> Relied:
        found = self.group(node, set(_RELIED), _RELIED)
        return Relied(*(self.text(found.get(key)) for key in _RELIED))

    def section(self, node: Node) -> Section:
        if node.kind == "map" and "use" in node.entries:
            return self.used(node)
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

    def used(self, node: Node) -> Section:
        """A section of the whole plan, with another title, intro, or count of empty places where those are given."""
        found = self.group(node, _USED, ("use",))
        wanted = self.text(found["use"])
        section = next((one for one in load(WHOLE).sections if one.id == wanted), None)
        if section is None:
            self.fault(found["use"], f"the sheet {WHOLE} has no section of this id")
            return Section(wanted, "", "", False, "", conditions.ALWAYS, (), node.line)
        changed: dict[str, Any] = {key: self.text(found[key]) for key in ("title", "intro") if key in found}
        if "rows" in found:
            rows = self.number(found["rows"])
            changed["parts"] = tuple(
                part._replace(rows=rows) if part.kind in _ROOMY else part for part in section.parts
            )
        return section._replace(line=node.line, core=True, where="", **changed)

    def part(self, node: Node) -> Part:
        kind = next(iter(node.entries), "") if node.kind == "map" else ""
        if kind not in _KINDS:
            self.fault(node, "a part starts with one of these keys", ", ".join(_KINDS))
            return Part("text")
        shape, keys = _KINDS[kind]
        found = self.group(node, {kind, *keys}, (kind,))
        options: dict[str, Any] = {key: self.option(key, found[key]) for key in keys if key in found}
        if kind in _ROOMLESS:
            options.setdefault("rows", 0)
        value = found[kind]
        for field in self.each(found.get("fields")) if shape == "path" else ():
            self.path(field.entries.get("path") if field.kind == "map" else None, self.text(value) + ".")
        if shape == "fields":
            options["fields"] = tuple(self.field(one) for one in self.each(value))
        elif shape == "path":
            options["path"] = self.path(value)
        elif shape == "pairs":
            options["pairs"] = tuple(self.pair(one, counted=kind == "write") for one in self.each(value))
        elif shape == "texts":
            options["texts"] = self.texts(value)
        else:
            options["path"] = self.one_of(kind, value) if kind in ONE_OF else self.text(value)
        return Part(kind=kind, line=node.line, **options)

    def option(self, key: str, node: Node) -> Any:
        if key in ONE_OF:
            return self.one_of(key, node)
        read = {
            **dict.fromkeys(("rows", "upto", "tall"), self.number),
            **dict.fromkeys(("numbered", "above"), self.yes),
            "fields": lambda found: tuple(self.field(one) for one in self.each(found)),
            "panels": lambda found: tuple(self.panel(one) for one in self.each(found)),
            "down": self.texts,
            "more": self.path,
            "when": self.condition,
        }.get(key, self.text)
        return read(node)

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

    def panel(self, node: Node) -> Panel:
        found = self.group(node, _PANEL, ("title",))
        return Panel(
            title=self.text(found.get("title")),
            given=self.one_of("given", found.get("given")),
            path=self.path(found.get("path")),
            people=self.path(found.get("people")),
            rows=self.number(found.get("rows")),
            line=node.line,
        )

    def pair(self, node: Node, counted: bool) -> tuple[str, str]:
        """A line of one label with what belongs to it: words, or how many lines there are to write on."""
        if node.kind != "map" or len(node.entries) != 1:
            self.fault(node, "one line like `- Label: words` belongs here")
            return "", ""
        ((label, value),) = node.entries.items()
        return label, str(self.number(value)) if counted else self.text(value)

    def condition(self, node: Node | None) -> conditions.Condition:
        if node is None:
            return conditions.ALWAYS
        try:
            return conditions.parse(plain(node))
        except conditions.BadCondition as error:
            self.fault(node, str(error))
            return conditions.ALWAYS

    def path(self, node: Node | None, above: str = "") -> str:
        written = self.text(node)
        if node is not None and _never(above + written):
            self.fault(node, "this part of a plan is never printed", "Take it out.")
        return written


def _never(path: str) -> bool:
    names = ".".join(step.partition("[")[0] for step in path.split("."))
    return any(f"{names}.".startswith(f"{never}.") for never in NEVER)
