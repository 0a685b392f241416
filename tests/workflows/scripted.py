"""A sitting with a person whose replies are written down beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from recoveryplan.interview.flow import Event, Flow
from recoveryplan.interview.prompts import Answer, Move, Prompt, Reply, Value
from recoveryplan.interview.way import Step
from recoveryplan.wording import Said
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.asking import Outcome, Sitting
from recoveryplan.workflows.looking_back import GO_ON, OFFERS, OVER, SAVE
from recoveryplan.workflows.offering import offered

Script = Mapping[str, Value | Move | tuple[Value | Move, ...]]

Watch = Callable[[Prompt, Flow, list[Event]], None]
"""Called before each reply, with what has been written by then."""


class Scripted:
    """Replies by prompt key: a value, a move, or a tuple of them for one prompt after the other.

    What has no reply is skipped; the look back is saved, a pause and the end of a part gone on from. A question's id
    at the look back leads to that question, through its part; the choice to see offers there is passed on as it is.
    All that is shown is kept.
    """

    def __init__(self, script: Script) -> None:
        self.script = {key: list(found) if isinstance(found, tuple) else [found] for key, found in script.items()}
        self.asked: list[Prompt] = []
        self.flow: Flow | None = None
        self.shown: list[tuple[int, Said]] = []
        """What was shown, with how many prompts had been asked before."""
        self.cleared = 0
        self.wanted = ""
        self.before_each: Callable[[Prompt], None] = lambda _: None

    def ask(self, prompt: Prompt, keep: Callable[[Value], None]) -> Reply:
        self.before_each(prompt)
        self.asked.append(prompt)
        replies = self.script.get(prompt.key.partition(":")[0], [])
        if prompt.key == "part" and self.wanted:
            reply: Value | Move = self.wanted
            self.wanted = ""
        elif replies:
            self.wanted = ""
            reply = self._at_look_back(prompt, replies.pop(0))
        else:
            reply = {"look-back": SAVE, "pause": "on", "part": GO_ON}.get(prompt.key, Move.SKIP)
        if prompt.kind == "long" and isinstance(reply, str):
            keep(reply)
        return reply if isinstance(reply, Move) else Answer(reply)

    def _at_look_back(self, prompt: Prompt, reply: Value | Move) -> Value | Move:
        if prompt.key != "look-back" or isinstance(reply, Move) or reply == OFFERS:
            return reply
        part = next((p for p in knowledge.questionnaire().parts for q in p.questions if q.id == reply), None)
        several = part is not None and len({step.question.id for step in self.steps(part.id)}) > 1
        self.wanted = str(reply) if several else OVER if part else ""
        return part.id if part else SAVE

    def steps(self, part: str) -> list[Step]:
        """The steps of a part on the present path."""
        parts = [one.id for one in knowledge.questionnaire().parts]
        return [step for step in self.flow.steps if parts[step.part] == part] if self.flow else []

    def show(self, said: Sequence[Said]) -> None:
        self.shown += [(len(self.asked), one) for one in said]

    def clear(self) -> None:
        self.cleared += 1

    @property
    def keys(self) -> list[str]:
        """The keys of the prompts, in the order they were asked; of an offer, that it is one."""
        return [prompt.key.partition(":")[0] for prompt in self.asked]

    def said(self, words: str) -> list[int]:
        """After how many prompts these words were shown, each time."""
        return [count for count, one in self.shown if words in one.text]


def sit(
    script: Script, events: Sequence[Event] = (), flow: Flow | None = None, watch: Watch | None = None
) -> tuple[Outcome, Scripted, Flow, list[Event]]:
    """One sitting; gives how it ended, the person, the flow, and every event written."""
    flow = flow or Flow(knowledge.questionnaire(), {}, offered, knowledge.mentions(), "quick")
    flow.resume(events)
    person, written = Scripted(script), list(events)
    person.flow = flow
    if watch:
        person.before_each = lambda prompt: watch(prompt, flow, written)
    outcome = Sitting(flow, person, written.append, knowledge.rules()).run()
    return outcome, person, flow, written
