"""The kinds of answer, one row each: how what was typed becomes a value, and how a value reads."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from recoveryplan import clock, text
from recoveryplan.interview.prompts import Prompt, Value
from recoveryplan.interview.questions import Field
from recoveryplan.plan.days import in_words, made_day, months_on


class NotThat(Exception):
    """What was typed does not fit. The words start with "Please" and never repeat what was typed."""


def parse(prompt: Prompt, typed: str) -> Value:
    """The value of what was typed for this prompt. Raises NotThat with kind words."""
    return KINDS[prompt.kind].parse(prompt, typed)


def read_back(prompt: Prompt, value: Value) -> str:
    """The value as a person reads it: the words of choices instead of their values."""
    return KINDS[prompt.kind].words(prompt, value)


def fitting(kind: str, field: Field, found: object, there: object = ()) -> Value | None:
    """What was kept as an answer, if a question of this kind still takes it; else None, or what of a list it takes.

    ``there`` holds what the plan has: that always fits.
    """
    listed = there if isinstance(there, list) else []
    known = {option.value for option in field.choices} | ({str(one) for one in listed} if field.choices else set())
    if kind in {"many", "picks"}:
        given = [str(one) for one in found] if isinstance(found, list) else []
        return [one for one in given if not known or one in known] or None
    if kind in {"number", "scale"}:
        return found if isinstance(found, int) and field.least <= found <= field.most else None
    if not isinstance(found, str) or (known and kind == "choice" and found not in known):
        return None
    if kind == "yes_no":
        return found if found in {"yes", "no"} else None
    return found if kind != "date" or _is_day(found) else None


def _is_day(found: str) -> bool:
    try:
        return datetime.date.fromisoformat(found).isoformat() == found
    except ValueError:
        return False


def started_from(prompt: Prompt, value: Value) -> str:
    """The words to start from, where a number was typed at a text that shows some; else nothing."""
    number = str(value)
    if prompt.kind != "text" or not re.fullmatch("[0-9]{1,3}", number):
        return ""
    chosen = prompt.options[int(number) - 1 : int(number)] if int(number) else ()
    return next((option.fill or option.text for option in chosen), "")


_NONE = frozenset({"n", "no", "nope", "none", "nothing", "no one", "nobody", "not really", "n/a", "same", "the same"})


def is_no(prompt: Prompt, value: Value) -> bool:
    """Whether the answer to a question for words only says that there is none: who is told to skip may type "no"."""
    asked = prompt.kind == "text" and "skip" in prompt.ask.lower()
    return asked and isinstance(value, str) and value.lower().rstrip(".!") in _NONE


def _text(prompt: Prompt, typed: str) -> Value:
    cleaned = text.clean_line(typed)
    if not cleaned:
        raise NotThat("Please type some words, or skip.")
    if prompt.options and re.fullmatch("[0-9]{1,2}", cleaned) and not started_from(prompt, cleaned):
        raise NotThat(f"Please type a number from 1 to {len(prompt.options)}, or your own words.")
    return cleaned


def _long(_: Prompt, typed: str) -> Value:
    cleaned = text.clean(typed).strip("\n ")
    if not cleaned:
        raise NotThat("Please type some words, or skip.")
    return cleaned


def _number(prompt: Prompt, typed: str) -> Value:
    cleaned = text.clean_line(typed)
    if not re.fullmatch(r"[0-9]{1,6}", cleaned) or not prompt.least <= int(cleaned) <= prompt.most:
        raise NotThat(f"Please type a number from {prompt.least} to {prompt.most}, or skip.")
    return int(cleaned)


_YES = {"y", "yes", "1"}
_NO = {"n", "no", "2"}


def _yes_no(_: Prompt, typed: str) -> Value:
    word = text.clean_line(typed).lower()
    if word not in _YES | _NO:
        raise NotThat("Please type yes or no, or skip.")
    return "yes" if word in _YES else "no"


def _choice(prompt: Prompt, typed: str) -> Value:
    found = _option(prompt, text.clean_line(typed))
    if found is None:
        raise NotThat(f"Please type one number from 1 to {len(prompt.options)}, or skip.")
    return found


def _named(prompt: Prompt, typed: str) -> Value:
    word = text.clean_line(typed).lower()
    fitting = [
        o.value for o in prompt.options if word in {o.value.lower(), o.text.lower(), *o.hint.lower().split(", ")}
    ]
    starting = [o.value for o in prompt.options if len(word) > 2 and o.text.lower().startswith(word)]
    found = fitting or starting
    if len(found) != 1:
        raise NotThat("Please type one of the names, other, or skip. Help shows them.")
    return found[0]


def _many(prompt: Prompt, typed: str) -> Value:
    words = re.split(r"[\s,;]+", text.clean_line(typed))
    chosen = [_option(prompt, word) for word in words if word]
    if not chosen or None in chosen:
        raise NotThat(f"Please type numbers from 1 to {len(prompt.options)} with spaces, or skip.")
    return not_too_many(prompt, [option.value for option in prompt.options if option.value in chosen])


def not_too_many(prompt: Prompt, chosen: list[str]) -> list[str]:
    """What was picked, if a pick-list takes that many. Raises NotThat with its limit."""
    if len(chosen) > prompt.most:
        raise NotThat(f"Please pick up to {prompt.most}.")
    return chosen


def _option(prompt: Prompt, word: str) -> str | None:
    if re.fullmatch(r"[0-9]{1,4}", word):
        number = int(word)
        return prompt.options[number - 1].value if 1 <= number <= len(prompt.options) else None
    matches = [o.value for o in prompt.options if word.lower() in (o.value, o.text.lower())]
    return matches[0] if matches else None


_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_UNITS = {"day": 1, "week": 7}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}


def _date(prompt: Prompt, typed: str) -> Value:
    today = clock.today()
    day = day_of(text.clean_line(typed), today, prompt.past)
    if day is None or (prompt.past and day > today) or (prompt.ahead and day <= today):
        raise NotThat(f"Please type {days_like(prompt)}, or skip.")
    return day.isoformat()


def days_like(prompt: Prompt) -> str:
    """What a date may look like at this prompt, with examples that are right today."""
    today = clock.today()
    later, before = today + datetime.timedelta(days=30), today - datetime.timedelta(days=2)
    if prompt.past:
        return f"today or a day before it, like yesterday, 3 days ago or {before.isoformat()}"
    if prompt.ahead:
        return f"a day after today, like {later.isoformat()} or in 4 weeks"
    return f"a date like {later.isoformat()}, {later.day} {later.strftime('%B %Y')} or in 4 weeks"


def day_of(words: str, today: datetime.date, past: bool = False) -> datetime.date | None:
    """The day a fixed set of words means, seen from today; None for anything else.

    ISO dates; today, tomorrow, yesterday; "in 4 weeks", "3 days ago"; "next week", "next month"; "12 May", "May 12",
    with or without a year: without one the next such day, or with ``past`` the last.
    """
    low = " ".join(words.lower().replace(",", " ").split())
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", low):
        return made_day(int(low[:4]), int(low[5:7]), int(low[8:]))
    if low in _NEAR:
        return today + datetime.timedelta(days=_NEAR[low])
    return _ago(low, today) or _from_now(low, today) or _named_month(low, today, past)


_NEAR = {"yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "tomorrow": 1}


def _ago(low: str, today: datetime.date) -> datetime.date | None:
    match = re.fullmatch(r"(\w+) (day|week)s? ago", low)
    if not match:
        return None
    count = _COUNTS.get(match[1], int(match[1]) if re.fullmatch(r"[0-9]{1,3}", match[1]) else 0)
    return today - datetime.timedelta(days=count * _UNITS[match[2]]) if count else None


def _from_now(low: str, today: datetime.date) -> datetime.date | None:
    match = re.fullmatch(r"(?:in )?(\w+) (day|week|month|year)s?(?: from now)?", low)
    if not match:
        return None
    count, unit = match.groups()
    number = 1 if count == "next" else _COUNTS.get(count, int(count) if re.fullmatch(r"[0-9]{1,3}", count) else 0)
    if not number:
        return None
    if unit in _UNITS:
        return today + datetime.timedelta(days=number * _UNITS[unit])
    return months_on(today, number * (12 if unit == "year" else 1))


def _named_month(low: str, today: datetime.date, past: bool) -> datetime.date | None:
    match = re.fullmatch(
        r"(?:(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]+)|([a-z]+) (\d{1,2})(?:st|nd|rd|th)?)(?: (\d{4}))?", low
    )
    if not match:
        return None
    day = int(match[1] or match[4])
    name = match[2] or match[3]
    month = next((i for i, m in enumerate(_MONTHS, 1) if m.startswith(name) and len(name) >= 3), 0)
    if not month:
        return None
    if match[5]:
        return made_day(int(match[5]), month, day)
    # Eight years hold a leap day, whatever the century.
    days = (made_day(today.year + (-away if past else away), month, day) for away in range(9))
    return next((made for made in days if made and (made <= today if past else made >= today)), None)


def _shown(prompt: Prompt, value: Value) -> str:
    chosen = value if isinstance(value, list) else [str(value)]
    words = {option.value: option.text for option in prompt.options}
    return "; ".join(words.get(one, one) for one in chosen)


def _as_is(_: Prompt, value: Value) -> str:
    return str(value)


def _day_words(_: Prompt, value: Value) -> str:
    return in_words(str(value))


@dataclass(frozen=True)
class Kind:
    """One kind of answer."""

    parse: Callable[[Prompt, str], Value]
    words: Callable[[Prompt, Value], str]


KINDS: dict[str, Kind] = {
    "text": Kind(_text, _as_is),
    "long": Kind(_long, _as_is),
    "number": Kind(_number, _as_is),
    "date": Kind(_date, _day_words),
    "yes_no": Kind(_yes_no, lambda _, value: "Yes" if value == "yes" else "No"),
    "scale": Kind(_number, _as_is),
    "choice": Kind(_choice, _shown),
    "many": Kind(_many, _shown),
    "named": Kind(_named, _shown),
}
