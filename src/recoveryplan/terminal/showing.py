"""What both prompters share: the words for a prompt, and what a typed line means besides an answer."""

from __future__ import annotations

import dataclasses
import re

from recoveryplan import text
from recoveryplan.interview import kinds
from recoveryplan.interview.prompts import Answer, Move, Option, Prompt, Reply, Value
from recoveryplan.wording import Said

COMMANDS = {move.value: move for move in Move if move is not Move.KEEP}
"""The words that move instead of answering, when they are the whole line."""

STAYS = (Move.HELP, Move.LINES)
"""Moves after which the same prompt comes again: what was typed so far is put back."""

WORDS = "back · skip · save · help · lines"
_LITERAL = re.compile(r"::(\w+)")
_YES_NO = (Option("yes", "Yes"), Option("no", "No"))


def command(typed: str) -> Move | None:
    """The move that a whole line asks for, or None."""
    return COMMANDS.get(text.clean_line(typed).casefold())


def literal(typed: str) -> str:
    """The line as meant: ``::save`` is the word save itself."""
    match = _LITERAL.fullmatch(text.clean_line(typed))
    return match[1] if match else typed


def mend(typed: str) -> str:
    """Text with bytes that are no UTF-8 read as the older Western encoding, so that no letter is lost."""
    return "".join(_mended(c) if "\udc80" <= c <= "\udcff" else c for c in typed)


def _mended(character: str) -> str:
    return bytes([ord(character) - 0xDC00]).decode("cp1252", "ignore")


def whole(prompt: Prompt) -> Prompt:
    """The prompt with every choice in it: yes and no, and present answers that are no option (own words)."""
    options = _YES_NO if prompt.kind == "yes_no" else prompt.options
    known = {option.value for option in options}
    own = [Option(value, value) for value in present_values(prompt) if value not in known]
    if prompt.kind not in {"yes_no", "choice", "many"} or (not own and options is prompt.options):
        return prompt
    return dataclasses.replace(prompt, options=(*options, *own))


def has_present(prompt: Prompt) -> bool:
    """Whether there is an answer that Enter can keep."""
    return prompt.present is not None and prompt.present not in ("", [])


def present_values(prompt: Prompt) -> list[str]:
    """The present answer as a list of values, empty when there is none."""
    if not has_present(prompt):
        return []
    return prompt.present if isinstance(prompt.present, list) else [str(prompt.present)]


def on_empty(prompt: Prompt) -> Reply:
    """What Enter alone means: keep what there is, no more of them, or the words put there; else NotThat."""
    if has_present(prompt):
        return Move.KEEP
    if prompt.one_more and not prompt.prefill:
        return Move.SKIP
    return Answer(kinds.parse(prompt, prompt.prefill))


def body(prompt: Prompt, place: str = "") -> list[Said]:
    """The paragraphs of a prompt: its part's opening words, the question, examples, the ends of a scale."""
    said = [Said(prompt.intro)] if prompt.intro else []
    said.append(Said(f"{place}. {prompt.ask}" if place else prompt.ask))
    if prompt.why:
        said.append(Said(prompt.why, "quiet", 2))
    if prompt.examples:
        said.append(Said("For example: " + " ".join(f'"{one}"' for one in prompt.examples), indent=2))
    if prompt.low:
        said.append(Said(f"{prompt.least} means {prompt.low}.", indent=2))
    if prompt.high:
        said.append(Said(f"{prompt.most} means {prompt.high}.", indent=2))
    return said


STARTS = "Type a number to start from one of these, or type your own words."
"""How a text with words to start from is answered."""


def numbered(prompt: Prompt) -> list[Said]:
    """The options as numbered lines."""
    return [Said(f"{number}. {option_words(option)}", indent=2) for number, option in enumerate(prompt.options, 1)]


def option_words(option: Option) -> str:
    """An option as it is shown: its words, then its hint."""
    return f"{option.text} — {option.hint}" if option.hint else option.text


_LABELS = {"date": "Your date", "yes_no": "Yes or no", "choice": "Your choice", "many": "Your choice"}


def label(prompt: Prompt) -> str:
    """What stands right before the answer; ends in ``:`` or ``>``."""
    if prompt.kind in {"text", "long", "named"}:
        return f"(now: {_now(prompt)}) >" if prompt.kind == "named" and has_present(prompt) else ">"
    numbers = f"Your number, {prompt.least} to {prompt.most}"
    now = f" (now: {_now(prompt)})" if has_present(prompt) else ""
    return f"{_LABELS.get(prompt.kind, numbers)}{now}:"


def _now(prompt: Prompt) -> str:
    values = present_values(prompt)
    if prompt.kind == "named":
        return kinds.read_back(prompt, values[0])
    if prompt.kind not in {"choice", "many"}:
        return " ".join(values)
    return " ".join(str(i) for i, option in enumerate(prompt.options, 1) if option.value in values)


def echo(prompt: Prompt, value: Value) -> str:
    """The accepted answer read back, for dates and choices; empty for the other kinds."""
    words = kinds.read_back(prompt, value)
    if prompt.kind == "date":
        return f"That is {words}."
    if prompt.kind not in {"yes_no", "choice", "many", "named"}:
        return ""
    return f"You chose: {words}" + ("" if words.endswith((".", "?", "…", "!")) else ".")
