"""Ten years of a plan must not slow a look at it: `show`, `review --due` and `progress` on a big home and a small one.

Run it with the Python of an environment that has recoveryplan installed (not editable: byte code must be kept):

    python benchmarks/bench_living.py [RUNS]

Prints, for each command, the median ratio of a home with 1,000 versions and 3,650 check-ins to one with 10 and 30, run
in turns on the same machine. The bar of these three is 1.10. ``progress`` shows its default range, six months, so its
small home has fewer files in that range than its big one; the third row of it takes that difference out. Other commands
that look back have no bar; they stand here so that a change in them is seen.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

TESTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests")
sys.path.insert(0, TESTS)

from living.life_data import UNTIL, Life  # noqa: E402 - the made-up life of the tests

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 25
PROGRAM = shutil.which("recoveryplan", path=os.path.dirname(sys.executable)) or "recoveryplan"
BAR = 1.10
CASES = (
    ("show", ["show"], (30, 10)),
    ("review --due", ["review", "--due"], (30, 10)),
    ("progress", ["progress"], (30, 10)),
    ("progress, as many in range", ["progress"], (150, 10)),
)
OTHERS = (
    ("history", ["history"], (150, 14)),
    ("diff", ["diff"], (150, 14)),
    ("show visit", ["show", "visit"], (150, 14)),
    ("checkin --list", ["checkin", "--list"], (150, 14)),
)


def spent(command: list[str], env: dict[str, str]) -> tuple[float, int]:
    """Seconds from start to end, and the exit code."""
    start = time.perf_counter()
    done = subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start, done.returncode


def ratio(command: list[str], big: dict[str, str], small: dict[str, str]) -> float | None:
    """The median ratio, taken in pairs that change places; None where the command does not exist here."""
    if {spent(command, big)[1], spent(command, small)[1]} & {1, 2}:
        return None
    pairs = []
    for turn in range(RUNS):
        first, second = (big, small) if turn % 2 else (small, big)
        times = {id(env): spent(command, env)[0] for env in (first, second)}
        pairs.append(times[id(big)] / times[id(small)])
    return statistics.median(pairs)


def main() -> None:
    """Print every ratio beside the bar."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        base = {**kept, "RECOVERYPLAN_TODAY": UNTIL.isoformat(), "TERM": "xterm"}

        def env(checkins: int, versions: int) -> dict[str, str]:
            home = os.path.join(folder, f"{checkins}-{versions}")
            if not os.path.isdir(home):
                Life(1).plant(home, checkins=checkins, versions=versions)
            return {**base, "RECOVERYPLAN_HOME": home}

        big = env(3650, 1000)
        for words, command, size in CASES:
            found = ratio([PROGRAM, *command], big, env(*size))
            told = "not there yet" if found is None else f"{found:5.3f} x{'' if found <= BAR else '   MISSED'}"
            print(f"{words:28} {told}   bar {BAR:.2f}")
        for words, command, size in OTHERS:
            found = ratio([PROGRAM, *command], big, env(*size))
            print(f"{words:28} {'not there yet' if found is None else f'{found:5.3f} x'}")


if __name__ == "__main__":
    main()
