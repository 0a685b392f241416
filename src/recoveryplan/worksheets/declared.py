"""The worksheets as they are declared in ``content/worksheets``: what a sheet, a section and a part are.

A new section, or a new sheet, is YAML only: ``declaring`` reads it, ``filling`` draws each kind of part. The number
in front of a file's name is the sheet's place among all sheets.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from recoveryplan import resources
from recoveryplan.errors import UsageProblem
from recoveryplan.plan import conditions

NEVER = ("keep_distance", "mind.thoughts", "mind.means_near", "mind.means_plan")
"""Plan paths that no sheet may draw: they could put someone in danger when the paper is found."""


OF_THE_PLAN = frozenset(("list", "checklist", "scale", "cards", "table", "if_then", "people"))
"""The kinds of part that are drawn from one path of the plan."""


class Field(NamedTuple):
    """One detail: its path (inside a thing, or in the plan), its label, and how its value is put in words."""

    path: str
    label: str
    words: str = ""
    day: bool = False
    link: str = ""
    rows: int = 1
    line: int = 0


class Panel(NamedTuple):
    """One side of a card to cut out: lines that the caller hands in, texts of the plan, or people of the plan."""

    title: str
    given: str = ""
    path: str = ""
    people: str = ""
    rows: int = 0
    line: int = 0


class Part(NamedTuple):
    """A piece of a section: what kind of drawing, of which plan path, with which words.

    ``above``: a thing's own words stand above its ways, and only an "if" that was written is said. ``when`` is asked
    of each thing, as if it stood alone in its list. ``texts`` are our own words, in the order they stand: what to tick,
    the lines of a note, the columns of a grid; ``pairs`` are labels with an answer, an example of one, or a count of
    lines. ``down`` names the rows of a grid, ``upto`` numbers them, ``tall`` is how many lines each has, and ``more``
    is a plan path whose texts become columns too.
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
    first: str = ""
    more: str = ""
    upto: int = 0
    tall: int = 1
    texts: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    down: tuple[str, ...] = ()
    panels: tuple[Panel, ...] = ()
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


class Facilitator(NamedTuple):
    """The page for who leads a group or sits with one person: what the sheet is for, and how to go about it.

    ``minutes`` are those of a whole round in a group. ``disclosure``: what to do when somebody tells of harm.
    """

    purpose: str
    minutes: int
    prepare: tuple[str, ...]
    open: tuple[str, ...]
    along: tuple[str, ...]
    close: tuple[str, ...]
    disclosure: tuple[str, ...]


class Relied(NamedTuple):
    """A source that a sheet rests on, by its id in sources.yaml, what was relied on, and the day somebody looked."""

    source: str
    relied_on: str
    checked_on: str


class Declared(NamedTuple):
    """One worksheet: what it is for, how many minutes it takes, and its sections in order.

    ``group``: made for groups too, so it says first what a facilitator may have to pass on. ``discreet``: it may be
    seen by others, so own words that name a substance stay off it. ``gentle``: it is for a hard moment, so no reason
    that tells of dying is handed back. ``wall``: it hangs somewhere and is set large. ``named``: it has a place for a
    name.
    """

    id: str
    title: str
    purpose: str
    minutes: int
    intro: str
    sections: tuple[Section, ...]
    facilitator: Facilitator | None
    sources: tuple[Relied, ...]
    group: bool
    discreet: bool
    gentle: bool
    wall: bool
    named: bool
    file: str


_PLACE = re.compile(r"[0-9]+-")


@lru_cache
def _files() -> dict[str, str]:
    """The content file of each sheet by the sheet's id, in the order of their places."""
    found = resources.content_names("worksheets")
    return {_PLACE.sub("", name.rsplit("/", 1)[-1], count=1).removesuffix(".yaml"): name for name in found}


def names() -> list[str]:
    """The ids of all sheets, in their order."""
    return list(_files())


@lru_cache(maxsize=64)
def load(sheet_id: str) -> Declared:
    """One sheet by its id. Raises UsageProblem for one there is not, ContentProblem for one not well made."""
    name = _files().get(sheet_id)
    if name is None:
        import difflib

        close = difflib.get_close_matches(sheet_id, names(), n=1)
        raise UsageProblem("There is no worksheet of that name.", *(f"Did you mean {one}?" for one in close))
    from recoveryplan.worksheets import declaring

    return declaring.parse(resources.content(name), name)
