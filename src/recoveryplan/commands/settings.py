"""What every command is told: where the home is, and how to speak. Loads the rooms behind only when used."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from recoveryplan.interview.prompts import Prompter
    from recoveryplan.storage.folder import Home
    from recoveryplan.terminal.screen import Screen


class Settings:
    """The options that every command takes, also before its name."""

    def __init__(
        self,
        home: str | None = None,
        plain: bool = False,
        no_input: bool = False,
        no_color: bool = False,
        debug: bool = False,
    ) -> None:
        self.home = home
        self.plain = plain
        self.no_input = no_input
        self.no_color = no_color
        self.debug = debug

    def folder(self) -> Home:
        """The home folder. Nothing is opened; an import that was cut off at its last step is brought to its end."""
        from recoveryplan import home
        from recoveryplan.storage.folder import Home
        from recoveryplan.storage.swap import settled

        return Home(settled(home.find(self.home)))

    def screen(self) -> Screen:
        """What a command prints on."""
        return self._screen(sys.stdout)

    def aside(self) -> Screen:
        """Standard error, for warnings beside what was asked for."""
        return self._screen(sys.stderr)

    def _screen(self, stream: TextIO) -> Screen:
        from recoveryplan.terminal.screen import Screen, wants_plain

        return Screen(stream, plain=wants_plain(self.plain), color=not self.no_color)

    def can_ask(self) -> bool:
        """Whether a person can be asked: a terminal, and not told otherwise."""
        from recoveryplan.terminal.screen import is_terminal

        return not self.no_input and is_terminal()

    def prompter(self) -> Prompter:
        """What asks the person, fitting this terminal."""
        from recoveryplan.terminal.choose import prompter_for

        return prompter_for(self.plain, not self.no_color)


current = Settings()
"""The settings of this run; the edge fills it in."""
