"""How long a person waits: each command as a ratio to ``python -c pass``, run in turn on the same machine.

Run it with the Python of an environment that has recoveryplan installed (not editable: byte code must be kept):

    python benchmarks/bench_start.py [RUNS]

Prints the median ratio of each job beside its bar from docs/adr; a bar is never a timed test.
"""

from __future__ import annotations

import os
import pty
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 15
PROGRAM = shutil.which("recoveryplan", path=os.path.dirname(sys.executable)) or "recoveryplan"
BARE = [sys.executable, "-c", "pass"]
ANSWERS = """\
answers_for: new
reasons: [I want to sleep through the night.]
country: US
substances: [alcohol]
alcohol-often: daily
hard-steps: [move-somewhere-safer]
triggers:
- what: I pass the bar
  kind: place
  strategies: [place-other-route]
people:
- {name: Dana, kind: sponsor, phone: 555-0142}
"""


def spent(command: list[str], env: dict[str, str]) -> float:
    """Seconds from start to end."""
    start = time.perf_counter()
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def until_asked(home: str, env: dict[str, str]) -> float:
    """Seconds until the first question of `new` is on the screen of a terminal."""
    shutil.rmtree(home, ignore_errors=True)
    leader, follower = pty.openpty()
    start = time.perf_counter()
    child = subprocess.Popen([PROGRAM, "new", "--quick"], env=env, stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    seen = b""
    while b"lines" not in seen.partition(b"Which country")[2]:  # the line below the prompt: it takes keys now
        seen += os.read(leader, 65536)
    passed = time.perf_counter() - start
    child.kill()
    child.wait()
    os.close(leader)
    return passed


def ratio(job: Callable[[], float], base: Callable[[], float]) -> float:
    """The median ratio of the job to what it is held against, taken in pairs."""
    return statistics.median(job() / base() for _ in range(RUNS))


def main() -> None:
    """Print every ratio."""
    with tempfile.TemporaryDirectory() as folder:
        home = os.path.join(folder, "home")
        env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {
            "RECOVERYPLAN_HOME": home,
            "TERM": "xterm",
        }
        answers = os.path.join(folder, "answers.yaml")
        with open(answers, "w", encoding="utf-8") as file:
            file.write(ANSWERS)
        make = [PROGRAM, "new", "--answers", answers]
        spent(make, env)

        def bare() -> float:
            return spent(BARE, env)

        def edited() -> float:
            with open(os.path.join(home, "plan.yaml"), "a", encoding="utf-8") as file:
                file.write(f"# {time.perf_counter()}\n")
            return spent([PROGRAM, "now"], env)

        for words, bar, command in (
            ("now, card fresh", 1.10, ["now"]),
            ("--version", 1.10, ["--version"]),
            ("--help", 7, ["--help"]),
            ("show, plan unchanged", 10, ["show"]),
            ("lines", 10, ["lines"]),
            ("suggest --json", 20, ["suggest", "--json"]),
            ("worksheet (html)", 12, ["worksheet"]),
        ):
            run = [PROGRAM, *command]
            spent(run, env)
            print(f"{words:32} {ratio(lambda run=run: spent(run, env), bare):6.2f} x bare Python   bar {bar}")
        print(f"{'now, plan just edited':32} {ratio(edited, bare):6.2f} x bare Python   bar 4.6")
        asked = ratio(lambda: until_asked(home, env), lambda: spent([sys.executable, "-c", "import questionary"], env))
        print(f"{'first question of new':32} {asked:6.2f} x import questionary   bar 1.25")


if __name__ == "__main__":
    main()
