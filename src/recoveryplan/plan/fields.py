"""The kinds of value a plan holds, parsed from text by our own rules.

Hand-edited YAML hands every value over as text. pydantic's own lax parsing takes "0" for a date and
"1_000" for a number, and its errors quote the value; so each kind here has its own parser and words.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, PlainSerializer, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from recoveryplan import text
from recoveryplan.plan.tree import country

Vocabulary = Mapping[str, Mapping[str, str]]
"""For each choice field's word list, by name: value → the words a person sees."""

_SLUG = re.compile(r"[a-z][a-z0-9_]*\Z")
_ID = re.compile(r"[a-z][a-z0-9-]*\Z")
_INTEGER = re.compile(r"-?\d{1,6}\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_COUNTRY = re.compile(r"[A-Z]{2}\Z")


def problem(what: str, todo: str) -> PydanticCustomError:
    """An error in our own words: what is off, and what to do. Neither may hold the value."""
    return PydanticCustomError("plan", "{what}", {"what": what, "todo": todo})


class Kind:
    """A kind of value for ``Annotated``: a parser, and how it looks in the JSON schema."""

    def __init__(self, parse: Callable[[Any, ValidationInfo], Any], schema: dict[str, Any]) -> None:
        self.parse = parse
        self.schema = schema

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(self.parse)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return dict(self.schema)


class Choice(Kind):
    """One of the words of a word list in ``content/choices.yaml``, known by the list's name."""

    def __init__(self, name: str) -> None:
        super().__init__(self._parse_choice, {"type": "string", "x-choices": name})
        self.name = name

    def _parse_choice(self, value: Any, info: ValidationInfo) -> str:
        word = _text(value)
        if not _SLUG.match(word):
            raise problem("this is not one of the words that belong here", self._todo(info))
        words = _vocabulary(info).get(self.name)
        if words is not None and word not in words:
            raise problem("this is not one of the words that belong here", self._todo(info))
        return word

    def _todo(self, info: ValidationInfo) -> str:
        words = _vocabulary(info).get(self.name, {})
        return f"Use one of: {', '.join(words)}." if words else "Use a short word in small letters."


def _vocabulary(info: ValidationInfo) -> Vocabulary:
    context: Vocabulary = info.context or {}
    return context


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise problem("one line of text belongs here, not a list or a group", "Write it behind the colon.")
    return str(value)


def _parse_line(value: Any, _: ValidationInfo) -> str:
    cleaned = text.clean_line(_text(value))
    if not cleaned:
        raise problem("this is empty", "Write something behind the colon, or take the whole line out.")
    return cleaned


def _parse_long(value: Any, _: ValidationInfo) -> str:
    cleaned = text.clean(_text(value)).strip("\n ")
    if not cleaned:
        raise problem("this is empty", "Write something behind the colon, or take the whole line out.")
    return cleaned


def _parse_day(value: Any, _: ValidationInfo) -> datetime.date:
    if isinstance(value, datetime.date):
        return value
    written = _text(value)
    try:
        # fromisoformat alone would also take weeks and dates without dashes.
        return datetime.date.fromisoformat(written if _DAY.match(written) else "")
    except ValueError:
        raise problem("this date is not one I can read", "Write it like 2026-12-22.") from None


def whole_number(least: int, most: int) -> Callable[[Any, ValidationInfo], int]:
    """A parser for a whole number from least to most, in plain digits."""

    def parse(value: Any, _: ValidationInfo) -> int:
        written = _text(value)
        if not _INTEGER.match(written) or not least <= int(written) <= most:
            raise problem("this is not a number that fits here", f"Write a whole number from {least} to {most}.")
        return int(written)

    return parse


def _parse_id(value: Any, _: ValidationInfo) -> str:
    word = _text(value)
    if not _ID.match(word):
        raise problem("this id is not one I can use", "An id is a letter and a number, like t1.")
    return word


def _parse_country(value: Any, _: ValidationInfo) -> str:
    word = country(_text(value))
    if not _COUNTRY.match(word):
        raise problem("this is not a country code", "Write two letters, like US, GB or FR.")
    return word


def _parse_extra(value: Any, info: ValidationInfo) -> str | list[str]:
    if isinstance(value, list):
        return [_parse_long(item, info) for item in value]
    return _parse_long(value, info)


Line = Annotated[str, Kind(_parse_line, {"type": "string"})]
"""One line of the person's own words."""

Long = Annotated[str, Kind(_parse_long, {"type": "string"})]
"""The person's own words, as many lines as they like."""

Day = Annotated[
    datetime.date,
    Kind(_parse_day, {"type": "string", "format": "date"}),
    PlainSerializer(lambda day: day.isoformat(), return_type=str),
]
"""A calendar day, ISO 8601."""

Score = Annotated[int, Kind(whole_number(0, 10), {"type": "integer", "minimum": 0, "maximum": 10})]
"""A 0–10 answer."""

Number = Annotated[int, Kind(whole_number(0, 999999), {"type": "integer", "minimum": 0})]
"""A count, 0 or more."""

Id = Annotated[str, Kind(_parse_id, {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"})]
"""A short id that stays with its thing for ever."""

Country = Annotated[str, Kind(_parse_country, {"type": "string", "pattern": "^[A-Z]{2}$"})]
"""A country, ISO 3166-1 alpha-2."""

Extra = Annotated[
    str | list[str],
    Kind(_parse_extra, {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""An answer to a question that has no field of its own."""

YesNo = Annotated[str, Choice("yes_no")]
YesNoUnsure = Annotated[str, Choice("yes_no_unsure")]
