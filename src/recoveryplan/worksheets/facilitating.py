"""The page for who hands a sheet out: what it is for, how to go about it, what to do when somebody tells of harm."""

from __future__ import annotations

from recoveryplan.wording import sheets as words
from recoveryplan.worksheets import declared
from recoveryplan.worksheets.blocks import Block, Heading, Items, Text
from recoveryplan.worksheets.filling import boxed
from recoveryplan.worksheets.sheets import LEADS, Context, Sheet


def build(sheet_id: str, context: Context) -> Sheet | None:
    """The facilitator's page of a sheet; None where it has none. Nothing of any plan is on it."""
    sheet = declared.load(sheet_id)
    page = sheet.facilitator
    if page is None:
        return None
    blocks: list[Block] = [
        Text(page.purpose),
        Text(words.minutes(sheet.minutes, page.minutes, sheet.group), "small"),
    ]
    for title, items in (
        (words.PREPARE, page.prepare),
        (words.OPEN, page.open),
        (words.ALONG, page.along),
        (words.CLOSE, page.close),
        (words.DISCLOSURE, page.disclosure),
    ):
        if items:
            blocks += [Heading(title, 2), Items(items)]
    blocks.append(boxed("", tuple(context.danger), "danger"))
    return Sheet(
        id=f"{sheet.id}{LEADS}",
        title=words.facilitator(sheet.title),
        purpose=page.purpose,
        intro="",
        name="",
        state="",
        blank=True,
        blocks=tuple(blocks),
        foot=context.foot,
        version=context.version,
        paper=context.paper,
        large_print=context.large_print,
        named=False,
    )
