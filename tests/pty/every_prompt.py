"""Every prompt that the shipped questions can make, one after the other: ``every_prompt.py FILE [plain] [--cut]``.

Nobody walks the interview for it: each question is come to in a flow that asks only what decides about it, with
made-up answers; that takes some seconds, so FILE holds the prompts as the test made them. Each prompt is left by a
skip; a line ``shown N`` follows it.
``--cut`` plants a bad version: lines are cut off instead of wrapped. The tests must see that.
"""

from __future__ import annotations

import dataclasses
import os
import pickle
import sys
from collections.abc import Iterator

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from interview.reaching import Tries, needed, only
from interview.record_flows import KINDS, kind_of_step, met
from recoveryplan import text
from recoveryplan.interview.flow import Flow
from recoveryplan.interview.prompts import Prompt
from recoveryplan.interview.questions import LENGTHS, Question
from recoveryplan.terminal import showing
from recoveryplan.terminal.choose import prompter_for
from recoveryplan.wording import Said
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.offering import offered

SHIPPED = knowledge.questionnaire()
_TRIES = 400


def kinds_of_prompt(question: Question, length: str) -> set[str]:
    """A name for each way in which a question can ask in a length."""
    found = set()
    for field in question.fields or (question.field,):
        if length not in question.lengths or (field.lengths and length not in field.lengths):
            continue
        if length == "easy" and not field.ask_easy:
            continue
        found.add(field.name)
        if field.kind == "picks":
            found |= {f"{field.name}+own", *([f"{field.name}+edit"] if field.edit and length != "easy" else [])}
        if question.fields and field is question.fields[0] and question.most_asked(length) > 1:
            found.add(f"{field.name}+next")
    return found


def prompts_of(question: Question, length: str) -> Iterator[Prompt]:
    """Every prompt that a question can make in a length."""
    wanted = kinds_of_prompt(question, length)
    small = only(SHIPPED, needed(SHIPPED, question.id))
    tries = Tries(small, f"{question.id} {length}")
    for _ in range(_TRIES if wanted else 0):
        one = Flow(small, {}, offered, knowledge.mentions(), length)
        while wanted and (step := one.step) is not None:
            if step.question.id.partition("/")[0] == question.id and kind_of_step(step) in wanted:
                wanted.remove(kind_of_step(step))
                yield one.prompt(step)
            value = tries.answer(one, step)
            one.skip() if value is None else one.accept(value)
    assert not wanted, (question.id, length, wanted)


def prompts() -> list[Prompt]:
    """Every prompt, with the words of its part above it as for the first one there."""
    made = [
        showing.whole(dataclasses.replace(prompt, present=None))
        for length in LENGTHS[1:]
        for question in SHIPPED.questions
        for prompt in prompts_of(question, length)
    ]
    made += [showing.whole(dataclasses.replace(prompt, present=None)) for kind in KINDS for _, prompt in met(kind)]
    return [dataclasses.replace(prompt, key=f"{n} {prompt.key}") for n, prompt in enumerate(made)]


def main(words: list[str]) -> int:
    """Ask each of them."""
    if "--cut" in words:
        text.wrap = _cut
    prompter = prompter_for("plain" in words)
    with open(words[0], "rb") as file:
        made = pickle.load(file)
    for number, prompt in enumerate(made):
        prompter.ask(prompt, lambda _: None)
        prompter.show([Said(f"shown {number}")])
    return 0


def _cut(words: str, columns: int, indent: str = "", first: str | None = None) -> list[str]:
    return [((indent if first is None else first) + line)[:columns] for line in words.split("\n")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
