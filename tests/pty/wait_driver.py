"""`now --wait` with a clock that runs as many times faster as its first argument says; the rest are options."""

from __future__ import annotations

import sys

from recoveryplan.commands import now, now_wait
from recoveryplan.commands.settings import Settings
from recoveryplan.terminal import waiting


class FastEars(waiting.TerminalEars):
    """The terminal's own lines, with less time between them."""

    def __init__(self, times: float) -> None:
        super().__init__()
        self.times = times

    def now(self) -> float:
        return super().now() * self.times

    def hear(self, seconds: float | None) -> str | None:
        return super().hear(None if seconds is None else seconds / self.times)


def main(times: float, *options: str) -> None:
    """Print the card, then offer and go through it."""
    settings = Settings(plain="--plain" in options)
    waiting._TICK = waiting._TICK_BREATH = 0.02
    now.run(settings)
    now_wait.run(settings, FastEars(times))


if __name__ == "__main__":
    main(float(sys.argv[1]), *sys.argv[2:])
