"""Safety rules: which warnings fit what is known, failing safe where an answer is missing."""

from __future__ import annotations

from recoveryplan.guidance.lines import CRISIS, own_crisis
from recoveryplan.plan.conditions import Condition, parse
from recoveryplan.plan.tree import head

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from recoveryplan.plan.conditions import Words

    Fitting = tuple[Condition, Mapping[str, Any]]
    """A level or an add of a rule, with its condition."""

FIRM = "firm"

_UNRANKED = 1000


class Notice:
    """One warning that fits: its rule, whether it is firm or the softer form, its words, and who to call.

    ``card_rank`` orders the card's warnings, lowest first; rules without one come last, as in the file.
    ``parts`` are its words piece by piece: those of the level, and of each add. ``reads`` names the parts of the
    plan it was decided on; ``paper`` is whether it may stand on a page, and ``on_paper`` are its words there.
    ``lines`` are the kinds of line to show, those of the person's ``own`` (a veteran's, a young person's) before the
    crisis lines.
    """

    __slots__ = ("card", "card_rank", "level", "lines", "on_paper", "paper", "parts", "reads", "rule", "text", "title")

    def __init__(
        self,
        rule: Mapping[str, Any],
        fitting: Fitting,
        adds: Sequence[Fitting] = (),
        own: Sequence[str] = (),
    ) -> None:
        when, level = fitting
        extras = [add for _, add in adds]
        self.rule = str(rule["id"])
        self.title = str(rule["title"])
        self.level = FIRM if any(one.get("level") == FIRM for one in (level, *extras)) else str(level["level"])
        self.parts = tuple(_joined([one], "text") for one in (level, *extras))
        self.text = " ".join(self.parts)
        on_paper = [level, *(add for add in extras if add.get("paper") != "no")]
        self.on_paper = _joined(on_paper, "on_paper")
        card = str(level.get("card") or rule.get("card") or "")
        self.card = "" if card == "no" else card
        self.card_rank = int(str(rule.get("card_rank") or _UNRANKED))
        conditions = (when, *(condition for condition, _ in adds))
        self.reads = frozenset(head(path) for one in conditions for path in one.paths())
        self.paper = rule.get("paper") != "no"
        kinds = [kind for one in (rule, *extras) for kind in one.get("lines") or ()]
        ordered = [kind for wanted in kinds for kind in ((*own, wanted) if wanted == CRISIS else (wanted,))]
        self.lines: tuple[str, ...] = tuple(dict.fromkeys(ordered))


def _joined(parts: Iterable[Mapping[str, Any]], key: str) -> str:
    """The words of the parts in one line: those under the key, else their plain text."""
    return " ".join(" ".join(str(part.get(key) or part["text"]).split()) for part in parts)


class Rules:
    """The rules of ``safety.yaml``, ready to be asked. Raises BadCondition for a rule that is not well made."""

    def __init__(self, rules: Iterable[Mapping[str, Any]], words: Words) -> None:
        self.words = words
        self.rules: list[tuple[Mapping[str, Any], list[Fitting], list[Fitting]]] = [
            (rule, _parsed(rule["levels"]), _parsed(rule.get("adds") or ())) for rule in rules
        ]

    def fired(self, tree: Mapping[str, Any]) -> list[Notice]:
        """The notices that fit a plain plan tree, in the order of the file: the first level that holds of each rule,
        with every add of the rule that holds."""
        found = []
        own = own_crisis(tree)
        for rule, levels, adds in self.rules:
            fitting = next((one for one in levels if one[0].holds(tree, self.words)), None)
            if fitting is not None:
                held = [one for one in adds if one[0].holds(tree, self.words)]
                found.append(Notice(rule, fitting, held, own))
        return found


def _parsed(parts: Iterable[Mapping[str, Any]]) -> list[Fitting]:
    return [(parse(one["when"]), one) for one in parts]
