"""What goes on which sheet: a declared worksheet and a plan become a list of blocks.

Pure: nothing is read but the declaration, nothing written. The plan comes in as a plain tree and may lack
everything; help lines and safety texts come in as plain strings from the caller.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from recoveryplan.plan.tree import value
from recoveryplan.wording import sheets as words
from recoveryplan.worksheets import declared
from recoveryplan.worksheets.blocks import Block, Heading, Note, Text
from recoveryplan.worksheets.filling import BLANK, FILLED, Source
from recoveryplan.worksheets.fixed import FIXED
from recoveryplan.worksheets.spoken import say, say_day

LEADS = "-facilitator"
"""How the id of a page for who leads ends."""

Vocabulary = Mapping[str, Mapping[str, str]]


class Context(NamedTuple):
    """Everything on a page that is not in the plan.

    ``vocabulary``: the words of choice values (content/choices.yaml). ``notices``: safety texts, printed in a
    calm box. ``danger``: the danger block's lines; ``lines``: help lines; ``foot``: one short line for the
    foot of every page. ``version``: the program's. ``paper``: letter or a4. ``medium``: print or screen; a
    screen shows also what is never printed, leaves no room to write, and has no end matter. ``number`` is the running
    number of a copy, or 0; ``plan`` the number of a plan where several are printed.
    """

    vocabulary: Vocabulary
    notices: Sequence[str] = ()
    danger: Sequence[str] = ()
    lines: Sequence[str] = ()
    foot: str = ""
    version: str = ""
    paper: str = "letter"
    large_print: bool = False
    with_name: bool = False
    medium: str = "print"
    number: int = 0
    plan: str = ""


class Sheet(NamedTuple):
    """A sheet ready to be drawn. ``state`` says which version of the plan it is, or is empty when blank.

    ``named``: whether there is a place for the person's name. ``leaf``: it starts on a leaf of its own where several
    sheets are in one file, so that nobody's page is on the back of another's.
    """

    id: str
    title: str
    purpose: str
    intro: str
    name: str
    state: str
    blank: bool
    blocks: tuple[Block, ...]
    foot: str
    version: str
    paper: str
    large_print: bool
    named: bool = True
    number: int = 0
    discreet: bool = False
    wall: bool = False
    plan: str = ""
    leaf: bool = False

    @property
    def mark(self) -> str:
        """What tells this page from others, for its foot; one that others may see does not name the program."""
        return words.mark(self.id, self.version, self.number, self.plan, named=not self.discreet)


def sections(sheet_id: str) -> list[tuple[str, str]]:
    """Id and title of each headed section, in order: what ``show SECTION`` may name."""
    return [(section.id, section.title) for section in declared.load(sheet_id).sections if section.title]


def build(
    sheet_id: str, tree: Mapping[str, Any] | None, context: Context, only: Collection[str] | None = None
) -> Sheet:
    """The sheet of a plan tree, or blank without one; with ``only``, just the sections of these ids.

    The keep-distance list and answers on thoughts of ending one's life are taken out before anything is drawn.
    Raises UsageProblem for an unknown sheet, ContentProblem for one that is not well declared.
    """
    sheet = declared.load(sheet_id)
    safe = _without_secrets(tree or {})
    given = {"notices": context.notices, "danger": context.danger, "lines": context.lines}
    source = Source(safe, context.vocabulary, given, context.medium == "print")
    blocks: list[Block] = []
    if sheet.group and context.medium == "print":
        blocks.append(Note(words.BEFORE_TITLE, words.BEFORE))
    for section in sheet.sections:
        if _wanted(section, context.medium, only, tree is None) and section.when.holds(safe, {}):
            blocks += _section(section, source, context, blank=tree is None)
    return Sheet(
        id=sheet.id,
        title=sheet.title,
        purpose=sheet.purpose,
        intro=sheet.intro,
        name=say(value(safe, "about.name")) if context.with_name else "",
        state=_state(safe),
        blank=tree is None,
        blocks=tuple(blocks),
        foot=context.foot,
        version=context.version,
        paper=context.paper,
        large_print=context.large_print,
        named=sheet.named,
        number=context.number,
        discreet=sheet.discreet,
        wall=sheet.wall,
        plan=context.plan,
    )


def _without_secrets(tree: Mapping[str, Any]) -> dict[str, Any]:
    safe = {key: inner for key, inner in tree.items() if key not in declared.NEVER}
    if isinstance(safe.get("mind"), dict):
        safe["mind"] = {key: inner for key, inner in safe["mind"].items() if f"mind.{key}" not in declared.NEVER}
    return safe


def _wanted(section: declared.Section, medium: str, only: Collection[str] | None, blank: bool) -> bool:
    if only is not None and section.id not in only:
        return False
    return section.where in {"", "print" if blank else medium}


def _section(section: declared.Section, source: Source, context: Context, blank: bool) -> list[Block]:
    body = _parts(section, source, blank)
    if not body and section.core and context.medium == "print":
        body = _parts(section, source, blank=True, short=True)
    if not body or not section.title:
        return body
    head: list[Block] = [Heading(section.title, 2, section.id)]
    if section.intro:
        head.append(Text(section.intro, "intro"))
    return head + body


def _parts(section: declared.Section, source: Source, blank: bool, short: bool = False) -> list[Block]:
    drawers = (BLANK if blank else FILLED) | FIXED
    left_out = "filled" if blank else "blank"
    body: list[Block] = []
    for part in section.parts:
        if part.only != left_out:
            body += drawers[part.kind](part._replace(rows=min(part.rows, 2)) if short else part, source)
    return body


def _state(tree: Mapping[str, Any]) -> str:
    pieces = [f"Version {say(tree['version'])}"] if tree.get("version") else []
    if tree.get("updated"):
        pieces.append(say_day(tree["updated"]))
    return ", ".join(pieces)
