"""How long a person waits from a key to the next question: the real interview against a bare questionary loop.

    python benchmarks/between_questions.py [QUESTIONS]

The long interview runs in a terminal with all its content, gone on with at three places: its beginning, its middle and
its end (then the whole plan so far is worked out anew after each answer). Each answer is typed; what is measured is
the time from Enter to the next question with its footer. Beside it a loop of bare ``questionary`` prompts of the same
kinds, as many and with as many choices, in the same terminal. Then what one answer costs inside the program.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence

SRC = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src")
sys.path.insert(0, SRC)

from recoveryplan.interview import kinds  # noqa: E402 - the folder is known only now
from recoveryplan.interview.flow import Event, Flow  # noqa: E402
from recoveryplan.interview.prompts import Answer, Prompt, Reply, Value  # noqa: E402
from recoveryplan.storage.drafts import Draft  # noqa: E402
from recoveryplan.storage.folder import Home  # noqa: E402
from recoveryplan.wording import Said  # noqa: E402
from recoveryplan.workflows import knowledge  # noqa: E402
from recoveryplan.workflows.asking import Sitting  # noqa: E402
from recoveryplan.workflows.offering import offered  # noqa: E402

QUESTIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 25
PLACES = {"at the beginning": 0.05, "in the middle": 0.5, "at the end": 0.9}
FOOTER = b"Shift-Tab"
WHERE = b"\x1b[6n"
"""What a program sends to ask the terminal where the cursor is."""
NOTICEABLE = 100
"""Milliseconds: below it, a person takes an answer of a program for immediate."""

BARE = """
import json, sys, questionary
for n, (kind, choices) in enumerate(json.loads(sys.argv[1])):
    words = [f"Choice {i} of some words that are about as long as ours" for i in range(choices)]
    if kind == "choice":
        questionary.select(f"Q{n}. What is it?", choices=words).unsafe_ask()
    elif kind == "many":
        questionary.checkbox(f"Q{n}. Which ones?", choices=words).unsafe_ask()
    else:
        questionary.text(f"Q{n}. What is it?").unsafe_ask()
print(f"Q{n + 1}.", flush=True)
"""


class Enough(Exception):
    """As many questions as were wanted have been measured."""


class Terminal:
    """A program in a terminal; every byte it sends is kept."""

    def __init__(self, command: Sequence[str], env: dict[str, str]) -> None:
        self.leader, follower = pty.openpty()
        self.raw = b""
        self.child = subprocess.Popen(command, env=env, stdin=follower, stdout=follower, stderr=follower)
        os.close(follower)

    def until(self, sign: bytes, since: int) -> None:
        """Read until something has come."""
        while self.raw.find(sign, since) < 0:
            self.read()

    def quiet(self, seconds: float = 0.03) -> None:
        """Read until nothing has come for a moment."""
        while select.select([self.leader], [], [], seconds)[0]:
            self.read()

    def read(self) -> None:
        """Take in what comes. Where the cursor is, which bare prompts ask each time, is told at once."""
        data = os.read(self.leader, 65536)
        self.raw += data
        for _ in range(data.count(WHERE)):
            self.type("\x1b[12;1R")

    def type(self, keys: str) -> None:
        os.write(self.leader, keys.encode())

    def waited(self, keys: str, sign: bytes) -> float:
        """Milliseconds from the last of some keys until a sign comes."""
        if keys[:-1]:
            self.type(keys[:-1])
            self.quiet()
        since, start = len(self.raw), time.perf_counter()
        self.type(keys[-1])
        self.until(sign, since)
        passed = time.perf_counter() - start
        self.quiet()
        return passed * 1000

    def close(self) -> None:
        self.child.kill()
        self.child.wait()
        os.close(self.leader)


def environment(home: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": SRC, "RECOVERYPLAN_HOME": home, "TERM": "xterm", "COLUMNS": "80", "LINES": "24"}


# --- somebody's answers ---


def reply_to(prompt: Prompt) -> tuple[Value, str]:
    """An answer to a prompt, and the keys that give it."""
    if prompt.kind == "yes_no":
        return "no", "n\r"
    if prompt.kind == "choice":
        return prompt.options[0].value, "\r"
    if prompt.kind == "many":
        return [prompt.options[0].value], " \r"
    words = {"scale": "5", "number": "5", "date": "2026-12-22", "named": "US"}.get(prompt.kind, "some words of mine")
    return kinds.parse(prompt, words), f"\x15{words}\r" + ("\r" if prompt.kind == "long" else "")


class Measured:
    """A prompter that types into the terminal, and notes how long the next question takes."""

    def __init__(self, terminal: Terminal, most: int) -> None:
        self.terminal = terminal
        self.most = most
        self.found: list[tuple[str, int, float]] = []

    def ask(self, prompt: Prompt, keep: Callable[[Value], None]) -> Reply:  # noqa: ARG002 - as every prompter
        """Answer, and wait for the next one."""
        if len(self.found) == self.most:
            raise Enough
        value, keys = reply_to(prompt)
        kind = {"yes_no": "choice"}.get(prompt.kind, prompt.kind)
        self.found.append((kind, len(prompt.options) or 2, self.terminal.waited(keys, FOOTER)))
        return Answer(value)

    def show(self, said: Sequence[Said]) -> None:
        """Nothing: what is said stands above the next question."""

    def clear(self) -> None:
        """Nothing."""


def new_flow() -> Flow:
    return Flow(knowledge.questionnaire(), {}, offered, knowledge.mentions(), "full")


def answered() -> tuple[Flow, list[Event]]:
    """A long interview in which all was answered, and its events."""
    flow = new_flow()
    events: list[Event] = []
    while (step := flow.step) is not None:
        value, _ = reply_to(flow.prompt(step))
        events.append(flow.accept(value))
        for given in step.question.sets.get(str(value), {}).items():
            events += flow.give(*given)
    return flow, events


def on_the_disk(home: str, events: Sequence[Event]) -> None:
    head = {"base_version": 0, "base_digest": "", "started": "x", "length": "full"}
    with Draft.open_or_start(Home(home), "new", head | {"questionnaire": knowledge.questionnaire().version}) as draft:
        for event in events:
            draft.append(event)


# --- measuring ---


def of_ours(events: Sequence[Event]) -> list[tuple[str, int, float]]:
    """The waits after the next answers, in an interview that was broken off behind these events."""
    with tempfile.TemporaryDirectory() as folder:
        home = os.path.join(folder, "home")
        on_the_disk(home, events)
        flow = new_flow()
        flow.resume(events)
        terminal = Terminal([sys.executable, "-m", "recoveryplan", "new", "--full"], environment(home))
        try:
            terminal.until(FOOTER, 0)
            terminal.quiet(0.3)
            terminal.waited("\r", FOOTER)  # go on where I stopped
            typist = Measured(terminal, QUESTIONS)
            with contextlib.suppress(Enough):
                Sitting(flow, typist, lambda _: None, knowledge.rules()).run()
            return typist.found
        finally:
            terminal.close()


def of_bare(asked: Sequence[tuple[str, int, float]]) -> list[float]:
    """The same with bare questionary prompts of the same kinds."""
    shapes = json.dumps([(kind, number) for kind, number, _ in asked])
    with tempfile.TemporaryDirectory() as folder:
        terminal = Terminal([sys.executable, "-c", BARE, shapes], environment(folder))
        try:
            terminal.until(b"Q0.", 0)
            terminal.quiet(0.3)
            keys = {"choice": "\r", "many": " \r"}
            return [
                terminal.waited(keys.get(kind, "some words of mine\r"), f"Q{n + 1}.".encode())
                for n, (kind, _, _) in enumerate(asked)
            ]
        finally:
            terminal.close()


def inside(events: Sequence[Event], place: float) -> tuple[float, float, float]:
    """Milliseconds of CPU for one answer: the flow, the safety rules, and the next prompt."""
    flow, rules = new_flow(), knowledge.rules()
    flow.resume(events[: int(len(events) * place)])
    found = []
    for _ in range(min(QUESTIONS, len(events) - int(len(events) * place) - 1)):
        step = flow.step
        if step is None:
            break
        value, _ = reply_to(flow.prompt(step))
        marks = [time.process_time()]
        flow.accept(value)
        marks.append(time.process_time())
        rules.fired(flow.known_so_far)
        marks.append(time.process_time())
        following = flow.step
        _ = following and flow.prompt(following)
        marks.append(time.process_time())
        found.append([(late - early) * 1000 for early, late in itertools.pairwise(marks)])
    flow_, rules_, prompt_ = (statistics.median(one) for one in zip(*found, strict=True))
    return flow_, rules_, prompt_


def main() -> None:
    """Print the waits, their ratio, and where they come from."""
    flow, events = answered()
    print(f"The long interview, all answered: {len(flow.steps)} prompts. {QUESTIONS} of them measured at each place.")
    for words, place in PLACES.items():
        ours = of_ours(events[: int(len(events) * place)])
        bare = of_bare(ours)
        waits = sorted(wait for _, _, wait in ours)
        median, worst = statistics.median(waits), waits[-1]
        over = sum(1 for wait in waits if wait > NOTICEABLE)
        print(
            f"{words:17} {median:6.1f} ms (most {worst:6.1f}, over {NOTICEABLE} ms: {over})   bare questionary "
            f"{statistics.median(bare):5.1f} ms (most {max(bare):5.1f})   {median / statistics.median(bare):5.2f} x"
        )
    for words, place in PLACES.items():
        answer, rules, prompt = inside(events, place)
        print(f"{words:17} inside: {answer:5.1f} ms the flow, {rules:5.1f} ms the rules, {prompt:5.1f} ms the prompt")


if __name__ == "__main__":
    main()
