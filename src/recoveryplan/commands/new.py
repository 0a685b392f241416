"""`new`: the interview that makes a first plan, or goes on with one begun."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from recoveryplan import wording
from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import UsageProblem
from recoveryplan.wording import Said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from recoveryplan.interview.flow import Flow
    from recoveryplan.interview.prompts import Prompter
    from recoveryplan.storage.drafts import Draft, Waiting
    from recoveryplan.storage.folder import Home
    from recoveryplan.workflows.reading import Loaded

LENGTH = "quick"


def command(
    quick: Annotated[bool, typer.Option("--quick", help="The short way: about ten minutes.")] = False,
    answers: Annotated[
        str | None, typer.Option("--answers", metavar="FILE", help="Answers from a file; - reads them in.")
    ] = None,
    answers_template: Annotated[bool, typer.Option("--answers-template", help="Print an empty answers file.")] = False,
) -> None:
    """Example:  recoveryplan new --quick

    Asks a few questions, one at a time, and makes your plan. You can skip anything and stop any time.
    Each answer is saved as you give it. Run it again to go on.
    """
    _ = quick  # the only length there is so far
    if answers_template:
        print_template(current)
    else:
        run(current, answers)


def print_template(settings: Settings) -> None:
    """Print an answers file with every question as a comment."""
    from recoveryplan.interview.answers import template
    from recoveryplan.workflows import knowledge

    settings.screen().raw("\n".join(template(knowledge.questionnaire(), "new")))


def run(settings: Settings, answers: str | None = None) -> None:
    """Make the plan: from a file of answers, or by asking."""
    from recoveryplan.storage import store

    home = settings.folder()
    if answers is not None:
        _from_file(settings, home, answers)
        return
    if store.read(home) is not None and not settings.can_ask():
        raise UsageProblem(*wording.PLAN_IS_HERE)
    if not settings.can_ask():
        raise UsageProblem(*wording.NO_TERMINAL)
    _ask(settings, home)


# --- from a file ---


def _from_file(settings: Settings, home: Home, path: str) -> None:
    from recoveryplan import clock
    from recoveryplan.interview.answers import AnswersFile
    from recoveryplan.interview.flow import Flow
    from recoveryplan.storage import store
    from recoveryplan.workflows import keeping, knowledge
    from recoveryplan.workflows.offering import offered

    if store.read(home) is not None:
        raise UsageProblem(*wording.PLAN_IS_HERE)
    name, data = _bytes(path)
    questionnaire = knowledge.questionnaire()
    file = AnswersFile.of(data, name, questionnaire, "new")
    flow = Flow(questionnaire, {}, offered, knowledge.mentions(), wanted=file.wanted())
    unused = file.give(flow)
    tree = finished(flow)
    saved = keeping.save(home, None, tree, wording.REASON_NEW, clock.today())
    _warn(settings, flow)
    if unused:
        settings.aside().say([Said(wording.unused_answers(unused))])
    settings.screen().say([Said(wording.saved_as(saved.version)), Said(home.plan, "contact", 2)])


def _bytes(path: str) -> tuple[str, bytes]:
    import os

    from recoveryplan.errors import CannotNow
    from recoveryplan.storage import files

    if path == "-" and sys.stdin is None:
        raise UsageProblem(*wording.NO_STDIN)
    if path == "-":
        return "answers", sys.stdin.buffer.read()
    data = files.read_file(os.path.abspath(path))
    if data is None:
        raise CannotNow(f"{files.shown(path)}: There is no such file.")
    return files.shown(os.path.basename(path)), data


def _warn(settings: Settings, flow: Flow) -> None:
    from recoveryplan.guidance import saying
    from recoveryplan.plan.tree import value
    from recoveryplan.workflows import knowledge

    country = value(flow.plan_so_far, "preferences.country")
    fired = knowledge.rules().fired(flow.plan_so_far)
    settings.aside().say(list(saying.notices(fired, knowledge.lines(), country)))


def finished(flow: Flow) -> dict[str, object]:
    """The plan tree of a finished interview, with the day to look at it again."""
    from recoveryplan import clock
    from recoveryplan.interview.kinds import months_on
    from recoveryplan.plan.tree import placed, value

    tree = flow.plan_so_far
    months = {"monthly": 1, "quarterly": 3}.get(str(value(tree, "preferences.rhythm")))
    return placed(tree, "review.next", months_on(clock.today(), months).isoformat()) if months else tree


# --- by asking ---


def _ask(settings: Settings, home: Home) -> None:
    from recoveryplan.storage import drafts
    from recoveryplan.terminal.choose import leave_tidily
    from recoveryplan.workflows import reading

    leave_tidily()
    prompter = settings.prompter()
    before = reading.plan(home)
    waiting = drafts.find(home, "new")
    draft = _waiting(home, before, waiting, prompter) if waiting and waiting.events else _fresh(home, before, prompter)
    if draft is None:
        return
    with draft:
        _sit(home, before, draft, prompter)


def _waiting(home: Home, before: Loaded | None, waiting: Waiting, prompter: Prompter) -> Draft | None:
    """Go on with the draft that waits, whatever was saved since; or put it aside for a fresh start."""
    from recoveryplan.interview.prompts import Option, Prompt
    from recoveryplan.storage.drafts import Draft
    from recoveryplan.workflows.asking import choose

    options = (Option("on", wording.GO_ON), Option("over", wording.START_OVER))
    if waiting.base_version != (before.stored.version if before else 0):
        prompter.show([Said(wording.PLAN_SINCE)])
    prompt = Prompt("resume", "choice", wording.RESUME_ASK, options=options, help=wording.RESUME_HELP)
    wish = choose(prompter, prompt)
    if not wish:
        _nothing_changed(prompter, wish)
        return None
    draft = Draft.resume(home, waiting)
    if wish == "over":
        draft.set_aside()
        prompter.show([Said(wording.KEPT_ASIDE), Said(home.kept, "contact", 2)])
        return _fresh(home, before, prompter)
    if draft.bad_lines:
        prompter.show([Said(wording.lost_lines(len(draft.bad_lines))), Said(draft.path, "contact", 2)])
    return draft


def _fresh(home: Home, before: Loaded | None, prompter: Prompter) -> Draft | None:
    from recoveryplan import clock
    from recoveryplan.plan.tree import value
    from recoveryplan.storage.drafts import Draft
    from recoveryplan.workflows import knowledge

    if before is not None and not _wants_afresh(prompter, value(before.tree, "preferences.country")):
        return None
    prompter.show([Said(words) for words in wording.WELCOME])
    head = {
        "base_version": before.stored.version if before else 0,
        "base_digest": before.stored.digest if before else "",
        "questionnaire": knowledge.questionnaire().version,
        "started": clock.stamp(),
    }
    return Draft.open_or_start(home, "new", head)


def _wants_afresh(prompter: Prompter, country: str | None) -> bool:
    from recoveryplan.interview.prompts import Option, Prompt
    from recoveryplan.workflows.asking import choose

    options = (Option("leave", wording.LEAVE_PLAN), Option("afresh", wording.START_AFRESH))
    prompt = Prompt("afresh", "choice", wording.AFRESH_ASK, options=options, help=wording.AFRESH_HELP)
    wish = choose(prompter, prompt, lambda: country)
    if wish == "leave":
        prompter.show([Said(wording.LEFT_AS_IT_IS)])
    elif wish != "afresh":
        _nothing_changed(prompter, wish)
    return wish == "afresh"


def _nothing_changed(prompter: Prompter, wish: str | None) -> None:
    """A word for who turned back; none for who left in a hurry."""
    if wish is None:
        prompter.show([Said(wording.NOTHING_CHANGED)])


def _sit(home: Home, before: Loaded | None, draft: Draft, prompter: Prompter) -> None:
    from recoveryplan import clock
    from recoveryplan.interview.flow import Flow
    from recoveryplan.workflows import keeping, knowledge
    from recoveryplan.workflows.asking import Outcome, Sitting
    from recoveryplan.workflows.offering import offered

    flow = Flow(knowledge.questionnaire(), {}, offered, knowledge.mentions(), LENGTH)
    flow.resume(draft.events())
    outcome = Sitting(flow, prompter, draft.append, knowledge.rules()).run()
    if outcome is Outcome.LATER:
        prompter.show([Said(wording.SAVED_FOR_LATER)])
    if outcome is not Outcome.DONE:
        return
    reason = wording.REASON_AFRESH if before else wording.REASON_NEW
    saved = keeping.save(home, before, finished(flow), reason, clock.today(), draft, afresh=before is not None)
    if saved.recorded:
        prompter.show([Said(wording.recorded_as(saved.recorded))])
    prompter.show([Said(wording.saved_as(saved.version), "heading"), Said(home.plan, "contact", 2)])
    closing = wording.CLOSING if flow.plan_so_far else wording.CLOSING_EMPTY
    prompter.show([Said(words) for words in closing])
