"""Asks made-up prompts in a terminal and prints what came back: ``driver.py [plain] [--no-color] [--cut] key ...``.

Each key names a prompt below. After help, lines and back the same one comes again; leave ends it all.
Long answers so far go to the file DRIVER_KEPT, one repr a line.
``--cut`` plants a bad version: lines are cut off instead of wrapped. The tests must see that.
"""

from __future__ import annotations

import os
import signal
import sys

from recoveryplan import text
from recoveryplan.interview.prompts import Answer, Move, Option, Prompt, Prompter, Value
from recoveryplan.terminal.choose import prompter_for
from recoveryplan.wording import Said

PLACES = (
    Option("bar", "The bar on Fifth Street, which I pass each evening on my way home from work", "places"),
    Option("stress", "Feeling stressed"),
    Option("sponsor", "A word with [sponsor] and [/daily] and :skull: in it"),
    Option("payday", "Pay day, and the long weekend after it"),
)
MANY = tuple(Option(f"v{n}", f"Choice number {n} has words that are long enough to wrap twice") for n in range(1, 15))

PROMPTS = {
    "text": Prompt(
        "text", "text", "What matters to you? Say it in your own words, as long or short as you like.",
        examples=("I want to sleep through the night.", "I want to keep my job."),
        heading="Part 1 of 7 · What matters to you", left="about 9 minutes left",
        intro="Maybe someone told you to do this. What would you like from it?",
        place="Part 1 of 7, question 1 of 4",
    ),
    "text_now": Prompt("text_now", "text", "What matters to you?", present="I want to sleep."),
    "text_prefill": Prompt("text_prefill", "text", "What will you do?", prefill="take another way home"),
    "hostile": Prompt("hostile", "text", "You said [sponsor] [/daily] [red]:skull:[/red] \x1b[31m \x9b5m {{ 7*7 }}."),
    "long": Prompt("long", "long", "Tell it in your own words."),
    "long_now": Prompt("long_now", "long", "Tell it in your own words.", present="One.\nTwo."),
    "number": Prompt("number", "number", "How many days a week?", least=1, most=7, present=3),
    "scale": Prompt("scale", "scale", "How sure are you?", low="not at all", high="fully sure"),
    "date": Prompt("date", "date", "By when would you like to be there?", present="2026-12-22"),
    "yes_no": Prompt("yes_no", "yes_no", "Do other people use this computer?"),
    "choice": Prompt("choice", "choice", "Which one is the hardest for you?", options=PLACES),
    "choice_now": Prompt("choice_now", "choice", "Which one is it?", options=PLACES, present="sponsor"),
    "many": Prompt("many", "many", "What makes you want to use or drink?", options=PLACES),
    "many_now": Prompt("many_now", "many", "Which ones?", options=PLACES, present=["bar", "own words"]),
    "long_list": Prompt("long_list", "many", "Which of the fourteen?", options=MANY),
}  # fmt: skip


def main(words: list[str]) -> int:
    """Ask each prompt named; print each reply as ``reply <key> <repr>``."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if "--cut" in words:
        text.wrap = _cut
    prompter = prompter_for("plain" in words, color="--no-color" not in words)
    for key in words:
        if key in PROMPTS and not _ask(prompter, key):
            break
    print("done", flush=True)
    return 0


def _cut(words: str, columns: int, indent: str = "", first: str | None = None) -> list[str]:
    return [((indent if first is None else first) + line)[:columns] for line in words.split("\n")]


def _ask(prompter: Prompter, key: str) -> bool:
    while True:
        reply = prompter.ask(PROMPTS[key], _kept)
        shown = reply.value if isinstance(reply, Answer) else reply.name
        prompter.show([Said(f"reply {key} {shown!r}")])
        if reply not in (Move.HELP, Move.LINES, Move.BACK):
            return reply is not Move.LEAVE


def _kept(value: Value) -> None:
    # Into a file, as the program does: a prompt that is being drawn must not be printed into.
    if "DRIVER_KEPT" in os.environ:
        with open(os.environ["DRIVER_KEPT"], "a") as file:
            file.write(f"{value!r}\n")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("interrupted", flush=True)
        sys.exit(130)
    except EOFError:
        print("ended", flush=True)
        sys.exit(4)
