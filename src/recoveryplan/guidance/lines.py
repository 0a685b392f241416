"""Help lines: which ones are there for a country, which fit a person first, and how each is said."""

from __future__ import annotations

from recoveryplan.plan.tree import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

CRISIS, VETERANS, YOUTH, LGBTQ = "crisis", "veterans", "youth", "lgbtq"

UNKNOWN = "ZZ"
"""The country code of somebody whose country we have no lines for."""

KINDS = {
    "emergency": "Emergency",
    "crisis": "To talk, day or night",
    "veterans": "For veterans",
    "youth": "For young people",
    "lgbtq": "For LGBTQ+ young people",
    "drug_alcohol": "About drugs and alcohol",
    "while_using": "If you use alone",
    "poison": "Poison",
    "violence": "Someone hurts or scares you",
    "pregnancy": "Pregnant, or a new parent",
    "gambling": "Gambling",
}
"""The kinds of line in the order they are listed, with their headings."""

_YOUNG = frozenset({"under_18", "age_18_25"})
_FITTING: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("pregnancy", "health.pregnant", frozenset({"yes"})),
    ("gambling", "substances.kind", frozenset({"gambling"})),
    ("while_using", "substances.kind", frozenset({"opioids", "stimulants", "benzodiazepines", "ghb"})),
    ("drug_alcohol", "substances.kind", frozenset({"alcohol", "opioids", "stimulants", "benzodiazepines", "ghb"})),
    ("drug_alcohol", "substances.kind", frozenset({"cannabis", "other_sedatives", "other"})),
)
"""Kinds of line, with the plan path and the values there that make them fit a person."""


class Lines:
    """The content of ``lines.yaml``, by place."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.places: list[dict[str, Any]] = content["places"]
        self.elsewhere: dict[str, Any] = content["elsewhere"]
        self.lines: list[dict[str, Any]] = content["lines"]

    def code(self, written: str) -> str | None:
        """The code of the place that somebody means by a code, a name, or what people call it ("usa", "england")."""
        said = _plain(written)
        return next((str(place["code"]) for place in self.places if said in _names(place)), None)

    def place(self, country: str | None) -> dict[str, Any] | None:
        """The place with this code, or None where the country is unknown. Never a guess."""
        return next((place for place in self.places if place["code"] == country), None)

    def emergency(self, country: str | None) -> str:
        """The number to call in danger, or "your local emergency number"."""
        place = self.place(country)
        return str(place["emergency"] if place else self.elsewhere["emergency"])

    def crisis(self, country: str | None, veteran: bool = False) -> dict[str, Any] | None:
        """The one crisis line that stands on the card for this country, if we know one; for a veteran their own."""
        kinds = (VETERANS, CRISIS) if veteran else (CRISIS,)
        found = (line for kind in kinds for line in self.of_kind(country, kind) if line.get("card") == "yes")
        return next(found, None)

    def to_talk(self, country: str | None) -> list[dict[str, Any]]:
        """Who to talk to in a crisis: the first line, and one to text where that is by voice only."""
        first, *more = self.for_all(country, CRISIS) or [{}]
        text = [] if first.get("text") else [line for line in more if line.get("text")][:1]
        return [first, *text] if first else []

    def listed(
        self, country: str | None, order: Sequence[str] = tuple(KINDS)
    ) -> list[tuple[str, list[dict[str, Any]]]]:
        """Every line of a country by kind, those of the whole world behind them, in the order of the kinds."""
        found = [*self._of(country), *self._of("WORLD")]
        by_kind = [(kind, [line for line in found if line["kind"] == kind]) for kind in order]
        return [(kind, lines) for kind, lines in by_kind if lines]

    def of_kind(self, country: str | None, kind: str) -> list[dict[str, Any]]:
        """The lines of one kind for a country; nothing for an unknown one."""
        return [line for line in self._of(country) if line["kind"] == kind]

    def for_all(self, country: str | None, kind: str) -> list[dict[str, Any]]:
        """The lines of one kind that are not only for one province, one people or one age; the card's line counts."""
        found = self.of_kind(country, kind)
        return [line for line in found if line.get("for_whom") in {None, "anyone"} or line.get("card") == "yes"]

    def _of(self, country: str | None) -> Iterator[dict[str, Any]]:
        return (line for line in self.lines if line["place"] == country)

    def oldest_check(self) -> str:
        """The oldest day on which any number was checked, ISO."""
        return min(str(entry["checked_on"]) for entry in [*self.places, *self.lines])


def _plain(name: str) -> str:
    return " ".join(name.replace(".", "").casefold().split()).removeprefix("the ")


def _names(place: Mapping[str, Any]) -> set[str]:
    return {_plain(str(name)) for name in (place["code"], place["name"], *(place.get("also_called") or ()))}


def is_veteran(tree: Mapping[str, Any]) -> bool:
    """Whether a plain plan tree says that this person is a veteran."""
    return (tree.get("circumstances") or {}).get("veteran") == "yes"


def own_crisis(tree: Mapping[str, Any]) -> tuple[str, ...]:
    """The kinds of line to talk to in a crisis that are this person's own: a veteran's, a young person's."""
    ages = set(values(tree, "about.age"))
    fits = (
        (VETERANS, "yes" in values(tree, "circumstances.veteran")),
        (YOUTH, "under_18" in ages),
        (LGBTQ, bool(ages & _YOUNG) and "lgbtq" in values(tree, "about.identity")),
    )
    return tuple(kind for kind, wanted in fits if wanted)


def order_for(tree: Mapping[str, Any]) -> tuple[str, ...]:
    """All kinds of line, those that fit this person first; no kind is left out.

    Only the order tells of the plan. That somebody at home is a danger never moves a line: they may be looking on.
    """
    fitting = [kind for kind, path, wanted in _FITTING if wanted & set(map(str, values(tree, path)))]
    return tuple(dict.fromkeys(["emergency", *own_crisis(tree), CRISIS, *fitting, *KINDS]))


def ways(line: dict[str, Any]) -> list[str]:
    """The ways to reach a line, each short and whole: "Call 988", "Text HOME to 741741"."""
    found = [f"Call {line['voice']}"] if line.get("voice") else []
    if line.get("text_how"):
        found.append(str(line["text_how"]))
    elif line.get("text"):
        found.append(f"Text {line['text']}")
    if line.get("tty"):
        found.append(f"TTY {line['tty']}")
    if line.get("chat"):
        found.append(f"Online: {line['chat']}")
    return found
