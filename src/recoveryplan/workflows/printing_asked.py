"""What is to be printed: which pages, of which plans, in which order, into which files."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from recoveryplan.workflows.printing import Work, split
from recoveryplan.workflows.printing_pages import ENDINGS, Look, Page, has_facilitator
from recoveryplan.worksheets.sheets import LEADS

MERGED = "worksheets"
"""The name of one file with several sheets in it."""


class Asked(NamedTuple):
    """What is to be printed: the sheets in print order, how they look, from which plan files, and into which folder."""

    names: tuple[str, ...]
    look: Look
    blank: bool = False
    plans: tuple[str, ...] = ()
    copies: int = 0
    merge: bool = False
    facilitator: bool = False
    folder: str = ""

    def path(self, name: str, *more: str) -> str:
        """The file of a page. Its name tells the sheet, and numbers at most: nothing of a person or a plan file."""
        stem = "-".join([name, *(["blank"] if self.blank and not name.endswith(LEADS) else []), *more])
        return os.path.join(self.folder, f"{stem}.{ENDINGS[self.look.format]}")

    @property
    def merged_path(self) -> str:
        """The one file with all of it."""
        return self.path(self.names[0] if len(self.names) == 1 and not self.facilitator else MERGED)


def of_one(asked: Asked, leads_only: bool) -> list[Work]:
    """The pages of one plan, or blank ones; with ``leads_only`` just those for who leads."""
    pages: list[Page] = []
    for name in asked.names:
        pages += [*_leader(asked, name), *([] if leads_only else _pages_of(asked, name))]
    return list(split(pages))


def _pages_of(asked: Asked, name: str) -> Iterator[Page]:
    if not asked.copies:
        yield Page(name, asked.path(name))
    wide = max(2, len(str(asked.copies)))
    for number in range(1, asked.copies + 1):
        yield Page(name, asked.path(name, f"{number:0{wide}}"), number)


def _leader(asked: Asked, name: str) -> list[Page]:
    if not asked.facilitator or not has_facilitator(name):
        return []
    return [Page(name, asked.path(f"{name}{LEADS}"), facilitator=True)]


def of_files(asked: Asked) -> list[Work]:
    """The pages of each plan file, plan by plan; the page for who leads once, before the first of its sheet."""
    made: list[Work] = []
    for number, plan in enumerate(asked.plans, 1):
        pages = _pages_of_plan(asked, number)
        if asked.facilitator and number == 1:  # apart, so that they are there whatever the first plan needs
            for page in pages:
                made += [Work((lead,)) for lead in _leader(asked, page.sheet)]
                made.append(Work((page,), plan, number))
        else:
            made += split(pages, plan, number)
    return made


def _pages_of_plan(asked: Asked, number: int) -> list[Page]:
    more = [numbered(asked, number)] if len(asked.plans) > 1 else []
    return [Page(name, asked.path(name, *more), plan="".join(more)) for name in asked.names]


def numbered(asked: Asked, number: int) -> str:
    """The number of a plan as it stands in the names of its files."""
    return f"{number:0{max(3, len(str(len(asked.plans))))}}"


def older(asked: Asked, made: Container[str]) -> list[str]:
    """The names of numbered pages of these sheets that are in the folder and were not made now."""
    if not os.path.isdir(asked.folder) or asked.merge:
        return []
    numbered_ones = re.compile(
        rf"(?:{'|'.join(map(re.escape, asked.names))})-[0-9]{{3,}}\.{ENDINGS[asked.look.format]}"
    )
    found = (name for name in sorted(os.listdir(asked.folder)) if numbered_ones.fullmatch(name))
    return [name for name in found if os.path.join(asked.folder, name) not in made]
