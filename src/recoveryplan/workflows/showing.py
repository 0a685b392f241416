"""What stands on a page or a screen beside the plan: safety notices, the danger block, help lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, overload

from recoveryplan import __version__
from recoveryplan.guidance import card
from recoveryplan.guidance.lines import CRISIS, LGBTQ, UNKNOWN, Lines, is_veteran, own_crisis, ways
from recoveryplan.plan.tree import placed, value, values
from recoveryplan.workflows import discreet as discreet_pages
from recoveryplan.workflows import knowledge, own_words, unnamed
from recoveryplan.worksheets.blocks import texts
from recoveryplan.worksheets.sheets import Context, Sheet
from recoveryplan.worksheets.spoken import say


class Paper(NamedTuple):
    """The tree for a page, and why it is not the whole one: words of a danger at home, family that is kept private,
    somebody kept away from.
    """

    tree: dict[str, Any]
    danger: bool
    family: bool
    away: bool


def for_paper(tree: dict[str, Any]) -> Paper:
    """The tree without own words that would tell a person who finds the page of a danger at home, and without people
    whom it should not name.
    """
    bare = own_words.without_danger_at_home(tree)
    danger = bare != tree
    found = unnamed.without_them(tree, no_family=danger)
    kept = own_words.without_danger_at_home(found.tree) if danger else found.tree
    return Paper(kept, danger, found.family, found.away)


def for_others(tree: dict[str, Any]) -> discreet_pages.Kept:
    """The tree of a sheet that others may see, made of the one for paper: no own words that name a substance or whom
    the person keeps away from, and no reason that tells of thoughts of dying.
    """
    return discreet_pages.for_others(own_words.without_dark_motivations(tree))


def lines_off(whole: Sheet, off: Sequence[str]) -> Iterator[str]:
    """Those of the words left out that would have stood on the sheet."""
    drawn = list(texts(whole.blocks))
    for words in off:
        said = say(words)
        if said and any(said in text for text in drawn):
            yield words


def spoken(tree: dict[str, Any]) -> dict[str, Any]:
    """The tree with its country by name, as a person says it."""
    code = value(tree, "preferences.country")
    place = knowledge.lines().place(code)
    name = place["name"] if place else "Another country" if code == UNKNOWN else code
    return placed(tree, "preferences.country", name)


def context(
    tree: Mapping[str, Any] | None,
    medium: str = "print",
    paper: str | None = None,
    with_name: bool = False,
    large_print: bool = False,
    number: int = 0,
    country: str | None = None,
) -> Context:
    """The surroundings of a sheet for a plan tree, or for a blank one; ``number`` is that of a copy.

    ``country`` is whose help lines a blank sheet has; a plan has its own.
    """
    lines = knowledge.lines()
    if tree is not None:
        country = value(tree, "preferences.country")
    veteran = is_veteran(tree or {})
    crisis = lines.crisis(country, veteran)
    on_paper = medium == "print"
    listed = _listed(lines, country, tree or {})
    foot = f"In danger: {lines.emergency(country)}." + (f" To talk: {crisis['say']}." if crisis else "")
    return Context(
        vocabulary=knowledge.vocabulary(),
        notices=_Later(lambda: _notices(tree, on_paper)) if tree else [],
        danger=_danger(lines, country, veteran, on_paper),
        lines=[*listed, f"Numbers checked {lines.oldest_check()}. They may be old."] if listed else [],
        foot=foot,
        version=__version__,
        paper=paper or str((value(tree, "preferences.paper") if tree else None) or "letter"),
        with_name=with_name,
        medium=medium,
        large_print=large_print,
        number=number,
    )


def discreet(around: Context, tree: Mapping[str, Any] | None, country: str | None = None) -> Context:
    """The surroundings of a sheet that others may see: no notice, and no line that is for one substance."""
    if tree is not None:
        country = value(tree, "preferences.country")
    listed = _listed(knowledge.lines(), country, tree or {}, (CRISIS,))
    return around._replace(notices=(), lines=[*listed, around.lines[-1]] if listed else [])


class _Later(Sequence[str]):
    """Texts that are made when a sheet first asks for them: most sheets have no place for them, and rules take time."""

    def __init__(self, make: Callable[[], list[str]]) -> None:
        self._make = make
        self._made: list[str] | None = None

    def _all(self) -> list[str]:
        if self._made is None:
            self._made = self._make()
        return self._made

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        return self._all()[at]

    def __len__(self) -> int:
        return len(self._all())


def _notices(tree: Mapping[str, Any], on_paper: bool) -> list[str]:
    """The safety notices, each with its title before it, so that it says what it is about."""
    found = [one for one in knowledge.rules().fired(tree) if one.paper or not on_paper]
    return [f"{one.title}: {one.on_paper if on_paper else one.text}" for one in found]


def _danger(lines: Lines, country: str | None, veteran: bool, on_paper: bool) -> list[str]:
    """The danger block; a screen breaks its rows itself."""
    if on_paper:
        return card.danger_on_paper(lines, country, veteran)
    return card.danger(lines, country, veteran, columns=_UNBROKEN)


_UNBROKEN = 9999


def _listed(lines: Lines, country: str | None, tree: Mapping[str, Any], kinds: Sequence[str] = ()) -> list[str]:
    """The lines that are for everybody, and those for a veteran, a young person or somebody who gambles.

    A line that would tell whoever finds the page whom the person loves is left to the screen. With ``kinds``, of the
    lines for everybody just these.
    """
    gambling = ("gambling",) if "gambling" in values(tree, "substances.kind") else ()
    own = [line for kind in own_crisis(tree) if kind != LGBTQ for line in lines.of_kind(country, kind)]
    wanted = kinds or (CRISIS, "drug_alcohol", *gambling)
    shared = [line for kind in wanted for line in lines.for_all(country, kind)]
    return [": ".join([str(line["name"]), ", ".join(ways(line))]) for line in (*own, *shared)]
