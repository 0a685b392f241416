"""Help lines: which ones are there for a country, and how each is said."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

CRISIS, VETERANS = "crisis", "veterans"

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


class Lines:
    """The content of ``lines.yaml``, by place."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.places: list[dict[str, Any]] = content["places"]
        self.elsewhere: dict[str, Any] = content["elsewhere"]
        self.lines: list[dict[str, Any]] = content["lines"]

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

    def listed(self, country: str | None) -> list[tuple[str, list[dict[str, Any]]]]:
        """The lines of a country by kind, and then those of the whole world, in the order of ``KINDS``."""
        found = [*self._of(country), *self._of("WORLD")]
        by_kind = [(kind, [line for line in found if line["kind"] == kind]) for kind in KINDS]
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


def is_veteran(tree: Mapping[str, Any]) -> bool:
    """Whether a plain plan tree says that this person is a veteran."""
    return (tree.get("circumstances") or {}).get("veteran") == "yes"


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
