"""A sitting with a person whose replies are written down beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from recoveryplan.interview.flow import Event, Flow
from recoveryplan.interview.prompts import Answer, Move, Prompt, Reply, Value
from recoveryplan.wording import Said
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.asking import Outcome, Sitting
from recoveryplan.workflows.offering import offered

Script = Mapping[str, Value | Move | tuple[Value | Move, ...]]

Watch = Callable[[Prompt, Flow, list[Event]], None]
"""Called before each reply, with what has been written by then."""


class Scripted:
    """Replies by prompt key: a value, a move, or a tuple of them for one prompt after the other.

    What has no reply is skipped; the look back is saved, a pause gone on from. All that is shown is kept.
    """

    def __init__(self, script: Script) -> None:
        self.script = {key: list(found) if isinstance(found, tuple) else [found] for key, found in script.items()}
        self.asked: list[Prompt] = []
        self.shown: list[tuple[int, Said]] = []
        """What was shown, with how many prompts had been asked before."""
        self.cleared = 0
        self.before_each: Callable[[Prompt], None] = lambda _: None

    def ask(self, prompt: Prompt, keep: Callable[[Value], None]) -> Reply:
        self.before_each(prompt)
        self.asked.append(prompt)
        replies = self.script.get(prompt.key, [])
        reply = replies.pop(0) if replies else {"look-back": "save", "pause": "on"}.get(prompt.key, Move.SKIP)
        if prompt.kind == "long" and isinstance(reply, str):
            keep(reply)
        return reply if isinstance(reply, Move) else Answer(reply)

    def show(self, said: Sequence[Said]) -> None:
        self.shown += [(len(self.asked), one) for one in said]

    def clear(self) -> None:
        self.cleared += 1

    @property
    def keys(self) -> list[str]:
        """The keys of the prompts, in the order they were asked."""
        return [prompt.key for prompt in self.asked]

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
    if watch:
        person.before_each = lambda prompt: watch(prompt, flow, written)
    outcome = Sitting(flow, person, written.append, knowledge.rules()).run()
    return outcome, person, flow, written
