"""Questions beside the interview: resuming, a reason, an offer. They take no draft and know no questionnaire."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from recoveryplan import clock, wording
from recoveryplan.guidance import saying
from recoveryplan.guidance.lines import KINDS
from recoveryplan.interview.prompts import Answer, Move, Prompt, Prompter, Reply
from recoveryplan.wording import Said
from recoveryplan.workflows import knowledge

LEFT = ""
"""What ``choose`` gives when the person left in a hurry: the screen is clear, and nothing may be printed on it."""


def choose(prompter: Prompter, prompt: Prompt, country: Callable[[], str | None] = lambda: None) -> str | None:
    """The value chosen at a question beside the interview; None for any way out, LEFT for one that wants no words."""
    reply = beside(prompter, prompt, country)
    if isinstance(reply, Answer):
        return str(reply.value)
    return LEFT if reply is Move.LEAVE else None


def beside(
    prompter: Prompter,
    prompt: Prompt,
    country: Callable[[], str | None] = lambda: None,
    order: Callable[[], Sequence[str]] = lambda: tuple(KINDS),
    about: str = "",
) -> Reply:
    """The reply to a question beside the interview. Help and help lines come back to it; a gone terminal saves.

    The lines are those of the ``country`` it gives, by kind in this ``order``. ``about`` is what the question is
    about: it stands above the question again, after much else was shown.
    """
    while True:
        try:
            reply = prompter.ask(prompt, lambda _: None)
        except EOFError:
            return Move.SAVE
        if reply is Move.HELP:
            prompter.show(said_help(prompt))
        elif reply is Move.LINES:
            prompter.show(list(saying.listing(knowledge.lines(), country(), clock.today(), order())))
        else:
            return reply
        prompt = replace(prompt, heading=about)


def said_help(prompt: Prompt) -> list[Said]:
    """What is said when help is asked for at a prompt."""
    said = [Said(words) for words in (prompt.help, prompt.why) if words]
    if prompt.kind == "named":
        said.append(Said(f"The names: {', '.join(option.text for option in prompt.options)}."))
    return [*said, Said(wording.PROMPT_HELP, "quiet")]
