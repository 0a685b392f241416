"""Whether what a file holds is a check-in, a review or a setback of ours: each value of the right kind.

Looked at with plain rules, since the typed records cost more to load than every file of half a year to read.
A key that is not known here is let be: a newer program may have written it.
"""

from __future__ import annotations

from recoveryplan.living.checkins import SCALES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Check = Callable[[Any], bool]

FORMAT = 1
"""The one shape of a file that this program knows; a newer one is passed over."""

_MOST = 999_999


def is_score(value: object) -> bool:
    """Whether this is a 0–10 answer."""
    return type(value) is int and 0 <= value <= 10


def is_day(value: object) -> bool:
    """Whether this is a calendar day, ISO 8601."""
    if type(value) is not str or len(value) != 10 or not value.isascii():
        return False
    import datetime

    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return value[4] == value[7] == "-"


def _is_text(value: object) -> bool:
    return type(value) is str


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value <= _MOST


def _is_thing(value: object) -> bool:
    return isinstance(value, dict) and _is_text(value.get("id"))


def _each(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(check(one) for one in value)


def _group(**checks: Check) -> Check:
    return lambda value: isinstance(value, dict) and _fits(value, checks)


def _fits(value: dict[str, Any], checks: dict[str, Check]) -> bool:
    """Whether each key that is there and known holds what belongs there. Nothing at all may stand behind any key."""
    for key, inner in value.items():
        check = checks.get(key)
        if check is not None and inner is not None and not check(inner):
            return False
    return True


def _thing(**checks: Check) -> Check:
    return lambda value: _is_thing(value) and _fits(value, checks)


_THINGS = _each(_is_thing)
_IDS = _each(_is_text)

_CHECKIN: dict[str, Check] = {
    **dict.fromkeys(SCALES, is_score),
    **dict.fromkeys(("at", "corrects", "used", "effects", "note"), _is_text),
    "own": _each(_thing(name=_is_text, score=is_score)),
    "falls": _is_number,
}
_RECORD: dict[str, Check] = {
    "kind": _is_text,
    "version": _is_number,
    "at": _is_text,
    "changes": _each(_thing(how=_is_text, because=_is_text)),
    "event": _is_text,
    "event_words": _is_text,
    "well": _is_text,
    "goals": _each(_thing(what=_is_text, how=_is_text, next=_is_text, words=_is_text, why=_is_text, reached=is_day)),
    "tools": _each(_thing(what=_is_text, how=_is_text, next=_is_text, words=_is_text)),
    "readiness": _group(importance=is_score, confidence=is_score, stage=_is_text),
    "capital": _group(personal=_is_number, social=_is_number, community=_is_number),
    "measures": _each(_group(measure=_is_text, score=_is_number)),
    "visit": _group(on=is_day, agreed=_THINGS),
    "what": _is_text,
    "on": is_day,
    "story": _is_text,
    "triggers": _each(lambda one: _is_text(one) or _is_thing(one)),
    "signs": _IDS,
    "helped": _IDS,
    "change": _is_text,
    "person": _is_text,
    "count": _is_text,
}


def is_checkin(value: object, day: str) -> bool:
    """Whether this is a check-in of that day."""
    return isinstance(value, dict) and _is_ours(value, "checkin", day) and _fits(value, _CHECKIN)


def is_record(value: object, day: str, kind: str) -> bool:
    """Whether this is a record of that day and kind."""
    return (
        isinstance(value, dict)
        and _is_ours(value, "record", day)
        and value.get("kind") == kind
        and _fits(value, _RECORD)
    )


def _is_ours(value: dict[str, Any], mark: str, day: str) -> bool:
    return type(value.get(mark)) is int and value[mark] == FORMAT and value.get("day") == day and is_day(day)
