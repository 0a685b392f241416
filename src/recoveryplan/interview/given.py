"""One answer of an answers file, as its step takes it: the same checks as at a prompt, each problem with its place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any, Protocol

from recoveryplan.interview import kinds
from recoveryplan.interview.flow import Flow
from recoveryplan.interview.prompts import Option, Prompt, Value
from recoveryplan.interview.questions import Field
from recoveryplan.interview.way import Step
from recoveryplan.interview.writes import OWN

_OWN_WORDS = Prompt(key="", kind="text", ask="")
_ONE_ANSWER = ("one answer belongs here, not a list or a group", "Write it behind the colon.")

_LIKE_AN_ID = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")

Path = tuple[str | int, ...]


class Problems(Protocol):
    """Notes a problem at a place of the file; ``at_key`` when it is the key that is off."""

    def __call__(self, path: Path, what: str, todo: str = "", at_key: bool = False) -> None:
        """Note it."""


class Given:
    """Turns what a file says into answers."""

    def __init__(self, problem: Problems) -> None:
        self.problem = problem

    def parsed(self, flow: Flow, step: Step, path: Path, found: Any) -> Value | None:
        """The answer to a step; None where it does not fit, and that is noted."""
        prompt = flow.prompt(step)
        if step.field.kind == "picks":
            return self._picks(flow, step, path, found)
        if prompt.kind == "many":
            return self._many(prompt.options, path, found)
        return self._one(prompt, path, found)

    def _one(self, prompt: Prompt, path: Path, found: Any) -> Value | None:
        if isinstance(found, list | dict):
            self.problem(path, *_ONE_ANSWER)
            return None
        if prompt.kind == "choice":  # by value or words; a number means a place in a list only at a prompt
            return self._choice(prompt.options, path, found)
        try:
            return kinds.parse(prompt, str(found))
        except kinds.NotThat as no:
            if prompt.kind == "named":
                return self._choice(prompt.options, path, found)
            self.problem(path, "this answer does not fit its question", str(no).removesuffix(", or skip.") + ".")
            return None

    def _choice(self, options: tuple[Option, ...], path: Path, found: Any) -> Value | None:
        low = str(found).strip().lower()
        match = [option.value for option in options if low in (option.value.lower(), option.text.lower())]
        if not match:
            other = next((f"For one that is not here, write `{o.value}`." for o in options if o.hint == "other"), None)
            todo = meant(low, [o.value for o in options], *([other] if other else []))
            self.problem(path, "this is not one of the answers to choose from", todo)
        return match[0] if match else None

    def _many(self, options: tuple[Option, ...], path: Path, found: Any) -> Value | None:
        given = found if isinstance(found, list) else [found]
        chosen = [
            self._choice(options, (*path, n) if isinstance(found, list) else path, one) for n, one in enumerate(given)
        ]
        return list(dict.fromkeys(str(one) for one in chosen if one is not None)) or None

    def _picks(self, flow: Flow, step: Step, path: Path, found: Any) -> Value | None:
        """The picks of a list, or for one pick its words."""
        given = found if isinstance(found, list) else [found]
        options = {option.value: option for option in flow.options_of(step)}
        there = flow.picked_before(step)
        given = [there.get(one, one) if isinstance(one, str) else one for one in given]
        entries = self._entries(step.field, options, path, given)
        if step.pick and step.pick != OWN:
            return next((text for pick, text in entries if pick == step.pick and text), None)
        own = [text for pick, text in entries if pick == OWN and text]
        if step.pick == OWN:
            return own[step.nth] if step.nth < len(own) else None
        chosen: list[str] = [pick for pick, _ in entries if pick != OWN]
        if len(chosen) + len(own) > step.field.most:
            self.problem(path, f"there is room for {step.field.most} here", "Take some out.")
        return [*chosen, *([OWN] if own else [])] or None

    def _entries(self, field: Field, options: dict[str, Option], path: Path, given: list[Any]) -> list[tuple[str, str]]:
        """Every pick that can be used, each option once."""
        found: list[tuple[str, str]] = []
        words_of: dict[str, str] = {}
        for number, one in enumerate(given):
            pick, words = self._entry(field, options, (*path, number), one)
            if pick == OWN or (pick and pick not in words_of):
                found.append((pick, words))
            elif pick and words_of[pick] != words:
                self.problem((*path, number), "this option stands here twice", "Keep one of them.")
            words_of.setdefault(pick, words)
        return found

    def _entry(self, field: Field, options: dict[str, Option], path: Path, one: Any) -> tuple[str, str]:
        """One pick as (option id or OWN, words or nothing); two empty texts for one that can not be used."""
        if isinstance(one, dict):
            return self._group(field, options, path, one)
        if isinstance(one, str) and one in options and one != OWN:
            return one, ""
        if isinstance(one, str) and _LIKE_AN_ID.fullmatch(one):
            todo = f"{meant(one, options)} Own words of this kind: `- {field.text_key}: …`."
            self.problem(path, "no option that fits here has this id", todo)
            return "", ""
        if isinstance(one, list) or one in (None, OWN):
            self._nothing(field, path)
            return "", ""
        return self._worded(OWN, path, one)

    def _group(self, field: Field, options: dict[str, Option], path: Path, one: dict[str, Any]) -> tuple[str, str]:
        known = ("from", field.text_key)
        for key in one:
            if key not in known:
                self.problem((*path, key), "a pick has no field of this name", meant(key, known), at_key=True)
        for key in known:
            if isinstance(one.get(key), list | dict):
                self.problem((*path, key), *_ONE_ANSWER)
                return "", ""
        pick, words = one.get("from") or OWN, one.get(field.text_key)
        if pick not in options:
            self.problem((*path, "from"), "no option that fits here has this id", meant(pick, options))
            return "", ""
        if words and pick != OWN and not field.edit:
            self.problem((*path, field.text_key), "the words of this option stay as they are", "Take these out.")
        elif words:
            return self._worded(pick, (*path, field.text_key), words)
        elif pick != OWN:
            return pick, ""
        else:
            self._nothing(field, path)
        return "", ""

    def _worded(self, pick: str, path: Path, words: str) -> tuple[str, str]:
        """A pick with words of the person, put through the same check as at a prompt: blanks are no words."""
        try:
            return pick, str(kinds.parse(_OWN_WORDS, words))
        except kinds.NotThat:
            self.problem(path, "there are no words here", "Add some, or take this pick out.")
            return "", ""

    def _nothing(self, field: Field, path: Path) -> None:
        self.problem(path, "an option or your own words belong here", f"Write `- {field.text_key}: …`.")


def meant(
    key: str, known: Iterable[str], else_: str = "`recoveryplan new --answers-template` shows every question."
) -> str:
    """What to do about a name that is not known."""
    close = difflib.get_close_matches(key, list(known), n=1, cutoff=0.5)
    return f"Did you mean `{close[0]}`?" if close else else_
