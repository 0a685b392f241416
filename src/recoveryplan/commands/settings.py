"""What every command is told: where the home is, and how to speak."""

from __future__ import annotations

from dataclasses import dataclass

from recoveryplan import home as places
from recoveryplan.storage.folder import Home
from recoveryplan.terminal.screen import Screen


@dataclass
class Settings:
    """The options that every command takes, also before its name."""

    home: str | None = None
    plain: bool = False
    no_input: bool = False
    no_color: bool = False
    debug: bool = False

    def folder(self) -> Home:
        """The home folder. Nothing is opened."""
        return Home(places.find(self.home))

    def screen(self) -> Screen:
        """What a command prints on."""
        from recoveryplan.terminal.choose import wants_plain

        return Screen(plain=wants_plain(self.plain), color=not self.no_color)

    def aside(self) -> Screen:
        """Standard error, for warnings beside what was asked for."""
        import sys

        from recoveryplan.terminal.choose import wants_plain

        return Screen(sys.stderr, plain=wants_plain(self.plain), color=not self.no_color)

    def can_ask(self) -> bool:
        """Whether a person can be asked: a terminal, and not told otherwise."""
        from recoveryplan.terminal.choose import is_terminal

        return not self.no_input and is_terminal()


current = Settings()
"""The settings of this run; the edge fills it in."""
