"""Prints the ratios of yamlfile: reading and changing against ruamel's round trip, and what an import costs.

Run it with the Python of the environment: ``python benchmarks/bench_yaml.py``. CPU times, medians; no disk.
"""

from __future__ import annotations

import copy
import io
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

SRC = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src")
sys.path.insert(0, SRC)

from recoveryplan.yamlfile import change, emit, plain, read  # noqa: E402 - before ruamel, as the program does

CHANGE_BAR, LOAD_BAR, START_BAR = 1 / 20, 1 / 15, 4.6
LIGHT = "from recoveryplan.yamlfile import read, plain; plain(read(b'a: 1', 'f'))"


def plan() -> bytes:
    """A plan of some 200 lines, in the house's style, with comments."""
    tree = {
        "schema_version": 1,
        "version": 3,
        "updated": "2026-11-22",
        "motivations": [{"id": f"m{n}", "text": "I want to sleep through the night."} for n in range(1, 6)],
        "triggers": [
            {
                "id": f"t{n}",
                "kind": "place",
                "what": "the bar on Fifth Street, on my way home",
                "strategies": [
                    {
                        "id": f"s{n}{m}",
                        "if": "I have to pass the bar on Fifth Street",
                        "then": "take Oak Avenue and call Dana before I leave",
                        "from": "option place-other-route",
                    }
                    for m in range(1, 4)
                ],
            }
            for n in range(1, 8)
        ],
        "goals": [
            {"id": f"g{n}", "what": "three support groups a week", "by": "2026-12-22", "why": ["m1", "m2"]}
            for n in range(1, 6)
        ],
        "people": [{"id": f"p{n}", "name": "Dana", "role": "sponsor", "phone": "555-0142"} for n in range(1, 6)],
    }
    text = emit(tree, "# My recovery plan. You can edit this by hand.")
    return text.replace("  kind: place", "  # near the station\n  kind: place  # sort").encode()


def median(job: Callable[[], object], times: int) -> float:
    """CPU seconds of one run."""
    seconds = []
    for _ in range(times):
        start = time.process_time()
        job()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def started(code: str, times: int = 25) -> tuple[float, float]:
    """Seconds from start to end of ``pass`` and of the code, run in turns."""
    found: dict[str, list[float]] = {"pass": [], code: []}
    env = {**os.environ, "PYTHONPATH": SRC, "PYTHONPYCACHEPREFIX": os.environ.get("TMPDIR", "/tmp") + "/bench-pyc"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    for _ in range(times):
        for each, seconds in found.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", each], check=True, env=env)
            seconds.append(time.perf_counter() - start)
    return statistics.median(found["pass"]), statistics.median(found[code])


def main() -> None:
    bare, light = started(LIGHT)
    data = plan()
    text = data.decode()
    document = read(data, "plan.yaml")
    before = plain(document)
    after = copy.deepcopy(before)
    after["goals"][2]["what"] = "a walk every evening"  # type: ignore[index, call-overload]

    reading = median(lambda: plain(read(data, "plan.yaml")), 200)
    changing = median(lambda: change(document, before, after), 200)
    whole = median(lambda: change(read(data, "plan.yaml"), before, after), 200)

    from ruamel.yaml import YAML

    yaml = YAML()

    def load_and_dump() -> None:
        yaml.dump(yaml.load(text), io.StringIO())

    load = median(lambda: yaml.load(text), 15)
    trip = median(load_and_dump, 15)
    size = f"{len(data)} bytes, {text.count(chr(10))} lines"
    print(f"{size}; ruamel load {load * 1e3:.1f} ms, load+dump {trip * 1e3:.1f} ms")
    row("change, read back, compare / ruamel load+dump", changing / trip, CHANGE_BAR)
    row("the same, with reading the file first", whole / trip, CHANGE_BAR)
    row("read to a plain tree / ruamel load", reading / load, LOAD_BAR)
    print(f"start, import and read / python -c pass: {light / bare:.2f} (bar for the whole of now: {START_BAR})")


def row(what: str, ratio: float, bar: float) -> None:
    """One line with ratio and bar, both as one part of so many."""
    print(f"{what}: 1/{1 / ratio:.0f} (bar 1/{1 / bar:.0f}){'' if ratio <= bar else '  MISSED'}")


if __name__ == "__main__":
    main()
