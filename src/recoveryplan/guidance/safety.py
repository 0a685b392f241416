"""Safety rules: which warnings fit what is known, failing safe where an answer is missing."""

from __future__ import annotations

from recoveryplan.guidance.lines import CRISIS, VETERANS, is_veteran
from recoveryplan.plan.conditions import Condition, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from recoveryplan.plan.conditions import Words


_UNRANKED = 1000


class Notice:
    """One warning that fits: its rule, whether it is firm or the softer form, its words, and who to call.

    ``card_rank`` orders the card's warnings, lowest first; rules without one come last, as in the file.
    ``reads`` names the parts of the plan it was decided on; ``paper`` is whether it may stand on a page, and
    ``on_paper`` are its words there. ``lines`` are the kinds of line to show, a veteran's own before the crisis lines.
    """

    __slots__ = ("card", "card_rank", "level", "lines", "on_paper", "paper", "reads", "rule", "text", "title")

    def __init__(self, rule: Mapping[str, Any], level: Mapping[str, Any], when: Condition, veteran: bool) -> None:
        self.rule = str(rule["id"])
        self.title = str(rule["title"])
        self.level = str(level["level"])
        self.text = " ".join(str(level["text"]).split())
        self.on_paper = " ".join(str(level.get("on_paper") or self.text).split())
        card = str(level.get("card") or rule.get("card") or "")
        self.card = "" if card == "no" else card
        self.card_rank = int(str(rule.get("card_rank") or _UNRANKED))
        self.reads = frozenset(path.split(".")[0].split("[")[0] for path in when.paths())
        self.paper = rule.get("paper") != "no"
        kinds = ((VETERANS, kind) if veteran and kind == CRISIS else (kind,) for kind in rule.get("lines") or ())
        self.lines: tuple[str, ...] = tuple(kind for both in kinds for kind in both)


class Rules:
    """The rules of ``safety.yaml``, ready to be asked. Raises BadCondition for a rule that is not well made."""

    def __init__(self, rules: Iterable[Mapping[str, Any]], words: Words) -> None:
        self.words = words
        self.rules: list[tuple[Mapping[str, Any], list[tuple[Condition, Mapping[str, Any]]]]] = [
            (rule, [(parse(level["when"]), level) for level in rule["levels"]]) for rule in rules
        ]

    def fired(self, tree: Mapping[str, Any]) -> list[Notice]:
        """The notices that fit a plain plan tree, in the order of the file: the first level that holds of each rule."""
        found = []
        veteran = is_veteran(tree)
        for rule, levels in self.rules:
            fitting = next(((when, level) for when, level in levels if when.holds(tree, self.words)), None)
            if fitting is not None:
                when, level = fitting
                found.append(Notice(rule, level, when, veteran))
        return found
