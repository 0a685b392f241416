"""Tables for a wide terminal, drawn by rich. Elsewhere the caller prints lines."""

from __future__ import annotations

from collections.abc import Sequence

from recoveryplan import text
from recoveryplan.terminal.screen import Screen, is_terminal

WIDE = 60
"""Fewer columns than this make a table harder to read than lines."""


def fits(screen: Screen) -> bool:
    """Whether a table may be drawn: a wide terminal that is not read aloud line by line."""
    return is_terminal() and not screen.plain and screen.columns >= WIDE


def draw(screen: Screen, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table. Cells are folded, never cut, and their text is never markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(text.clean_line(cell)) for cell in row))
    console = Console(
        width=screen.columns, no_color=not screen.color, markup=False, emoji=False, highlight=False, color_system=None
    )
    with console.capture() as drawn:
        console.print(table)
    screen.raw("\n".join(line.rstrip() for line in drawn.get().rstrip("\n").split("\n")))
