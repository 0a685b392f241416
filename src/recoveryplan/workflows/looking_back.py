"""Looking back: what was answered so far, at the end of a part and of the whole, and what to change in it.

Prompts only; ``asking`` shows them and does what was chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from recoveryplan import wording
from recoveryplan.interview import summary
from recoveryplan.interview.flow import Flow
from recoveryplan.interview.prompts import Option, Prompt
from recoveryplan.interview.summary import Line
from recoveryplan.interview.way import Step
from recoveryplan.plan import smart
from recoveryplan.plan.tree import value
from recoveryplan.wording import Said
from recoveryplan.workflows import knowledge

ALL_SHOWN = 14
"""Up to so many questions the look back shows every answer; a longer interview shows its parts."""

GO_ON, STOP, SAVE, OVER, OFFERS, BESIDE = "+on", "+stop", "+save", "+over", "+offers", "+beside"
_MOST_LINES = 9


@dataclass(frozen=True)
class Closing:
    """How the look back at the end is worded: over a new plan, or over one that is changed.

    Without a question (``ask``) there is none: what is short is saved as it is.
    """

    heading: str = wording.LOOK_BACK
    ask: str = wording.LOOK_ASK
    save: str = wording.LOOK_SAVE
    help: str = wording.LOOK_HELP
    changes: Callable[[], list[Said]] | None = None
    """What stands there in place of the answers: what they make of the plan."""


OF_NEW = Closing()
OF_PLAN = Closing(wording.EDIT_LOOK, wording.EDIT_ASK, wording.EDIT_DONE, wording.EDIT_HELP)


def said(lines: list[Line]) -> list[Said]:
    """Answers as a person reads them back."""
    return [Said(f"{one.label}: {one.answer}", "plain", 2) for one in lines]


def of_all(flow: Flow, closing: Closing, offers: int = 0, beside: str = "") -> tuple[list[Said], Prompt]:
    """What to show at the end, and the question what to do: save, look at offers, or change something of a part."""
    lines = summary.lines(flow)
    shown = said(lines) if len(lines) <= ALL_SHOWN and not closing.changes else []
    options = [Option(SAVE, closing.save)]
    if offers:
        options.append(Option(OFFERS, wording.offers_there(offers)))
    added = [Said(wording.took_up(words), "plain", 2) for words in taken_up(flow)] if shown else []
    added += left_out(flow)
    for part in dict.fromkeys(one.part for one in lines):
        count = sum(one.count for one in lines if one.part == part)
        if closing.changes and not count:  # a long list of what was left out would hide the rest
            continue
        hint = "" if shown else wording.answers_there(count)
        options.append(Option(flow.questionnaire.parts[part].id, flow.part_title(part), hint))
    if beside:
        options.append(Option(BESIDE, beside))
    prompt = Prompt("look-back", "choice", closing.ask, options=tuple(options), help=closing.help)
    changes = closing.changes() if closing.changes else []
    return [Said(closing.heading, "heading"), *changes, *shown, *added], prompt


def left_out(flow: Flow) -> list[Said]:
    """The offers that were added and do not fit the answers any more, if any."""
    texts = [words for name, words in flow.hidden.items() if name in flow.offers]
    return [Said(wording.offers_left_out(texts))] if texts else []


def answered(flow: Flow) -> list[Said]:
    """What was said to offers in this sitting."""
    return [Said(wording.YOU_CHANGED, "heading"), *(Said(words, "plain", 2) for words in _answered(flow))]


def _answered(flow: Flow) -> list[str]:
    other = [status for status in flow.offers_answered if status != "added"]
    added = [wording.took_up(one) for one in taken_up(flow)]
    return [*added, *([wording.answered_offers(other)] if other else [])]


def taken_up(flow: Flow) -> list[str]:
    """The words of the offers that were added in this sitting."""
    taken = {name for name, status in flow.offers.items() if status == "added"}
    lists = {(kind.into, kind.key) for kind in knowledge.offers().kinds.values()} if taken else set()
    items = [(item, key) for path, key in sorted(lists) for item in value(flow.plan_so_far, path) or []]
    return [str(item[key]) for item, key in items if item.get("from") in taken]


def changes(before: Flow, flow: Flow) -> list[Said]:
    """What a change of a plan has changed so far, in the words of the questions."""
    was = {one.question: one for one in summary.lines(before)}
    now = {one.question: one for one in summary.lines(flow)}
    new = [
        f"{one.label}: {one.answer}" for name, one in now.items() if name not in was or was[name].answer != one.answer
    ]
    gone = [one for name, one in was.items() if name not in now and one.answer != summary.NOTHING]
    told = new + [f"{one.label}: {summary.NOTHING}" for one in gone] + _answered(flow)
    if not told:
        return []
    more = [Said(wording.more_changes(len(told) - _MOST_CHANGES), "plain", 2)] if len(told) > _MOST_CHANGES else []
    return [Said(wording.YOU_CHANGED, "heading"), *(Said(words, "plain", 2) for words in told[:_MOST_CHANGES]), *more]


_MOST_CHANGES = 12


def of_part(flow: Flow, part: int, options: tuple[Option, ...]) -> tuple[list[Said], Prompt]:
    """The answers of one part, with the first choices given, and then what can be changed."""
    lines = [one for one in summary.lines(flow) if one.part == part]
    fixes = [fix for one in lines for fix in _fixes(flow, one)]
    if len(fixes) > _MOST_LINES:
        over = any(option.value == OVER for option in options)
        fixes = [] if over else [Option(OVER, wording.GO_OVER)]
    prompt = Prompt("part", "choice", wording.PART_ASK, options=(*options, *fixes), help=wording.PART_HELP)
    return [Said(wording.PART_BACK, "heading"), *said(lines), *_smart(flow, part)], prompt


def _fixes(flow: Flow, line: Line) -> list[Option]:
    """The choices that lead back to one question; of a list, to each thing of it and to one more."""
    if not line.things:
        return [Option(line.question, wording.change_this(line.label))]
    one_more = next((step for step in flow.steps if step.question.id == line.question and _is_new(flow, step)), None)
    more = [Option(f"{line.question}/{one_more.thing}", wording.ADD_ONE)] if one_more else []
    return [*(Option(name, wording.change_thing(words)) for name, words in line.things), *more]


def _is_new(flow: Flow, step: Step) -> bool:
    return step.field == step.question.fields[0] and flow.answers.get(step.key) is None


def after_part(flow: Flow, part: int) -> tuple[list[Said], Prompt] | None:
    """What is shown when a part comes to its end; nothing where all of it was left empty."""
    lines = [one for one in summary.lines(flow) if one.part == part]
    if len(lines) < 2 or not any(one.answer != summary.NOTHING for one in lines):
        return None
    return of_part(flow, part, (Option(GO_ON, wording.PART_GO_ON), Option(STOP, wording.PART_STOP)))


def into_part(flow: Flow, part: int) -> tuple[list[Said], Prompt] | None:
    """What is asked when a part was chosen; None where it has one question only, and nothing to pick from."""
    lines = [one for one in summary.lines(flow) if one.part == part]
    if len(lines) < 2 and not any(one.things for one in lines):
        return None
    return of_part(flow, part, (Option(OVER, wording.GO_OVER), Option(GO_ON, wording.PART_LEAVE)))


def _smart(flow: Flow, part: int) -> list[Said]:
    """For goals gone over one by one: what each could still say. A hint, never a wall."""
    if flow.questionnaire.parts[part].each != "goals":
        return []
    from recoveryplan.workflows import checking  # it loads the typed plan, which no question needs

    asked = {step.question.writes.rpartition(".")[2] for step in flow.steps if step.part == part}
    careful = checking.careful(flow.known_so_far)
    goals = [goal for goal in flow.plan_so_far.get("goals") or [] if not careful(str(goal["what"]))]
    found = [(goal, smart.missing(goal, asked)) for goal in goals]
    return [
        Said(wording.smart_open(str(goal["what"]), [smart.LETTERS[letter] for letter in letters]), "quiet")
        for goal, letters in found
        if letters
    ]
