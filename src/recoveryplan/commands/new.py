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
    from recoveryplan.storage.drafts import Draft
    from recoveryplan.storage.folder import Home
    from recoveryplan.workflows.reading import Loaded


def command(
    quick: Annotated[bool, typer.Option("--quick", help="The short way: about ten minutes.")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="The long way: all parts, over as many days as you like.")
    ] = False,
    easy: Annotated[bool, typer.Option("--easy", help="Eight short questions in easy words.")] = False,
    answers: Annotated[
        str | None, typer.Option("--answers", metavar="FILE", help="Answers from a file; - reads them in.")
    ] = None,
    answers_template: Annotated[bool, typer.Option("--answers-template", help="Print an empty answers file.")] = False,
) -> None:
    """Example:  recoveryplan new

    Asks questions, one at a time, and makes your plan. You can skip anything and stop any time.
    Each answer is saved as you give it. Run it again to go on.
    """
    lengths = [name for name, wanted in (("quick", quick), ("full", full), ("easy", easy)) if wanted]
    if len(lengths) > 1:
        raise UsageProblem(*wording.ONE_LENGTH)
    if answers_template:
        print_template(current)
    else:
        run(current, answers, *lengths)


def print_template(settings: Settings) -> None:
    """Print an answers file with every question as a comment."""
    from recoveryplan.interview.answers import template
    from recoveryplan.workflows import knowledge, offering

    text = "\n".join(template(knowledge.questionnaire(), "new"))
    offering.check()  # who changed the content sees every slip here, not in the middle of an interview
    settings.screen().raw(text)


def run(settings: Settings, answers: str | None = None, length: str = "") -> None:
    """Make the plan: from a file of answers, or by asking. Without a length, the person is asked for one."""
    from recoveryplan.storage import store

    home = settings.folder()
    if answers is not None:
        _from_file(settings, home, answers)
        return
    if store.read(home) is not None and not settings.can_ask():
        raise UsageProblem(*wording.PLAN_IS_HERE)
    if not settings.can_ask():
        raise UsageProblem(*wording.NO_TERMINAL)
    _ask(settings, home, length)


# --- from a file ---


def _from_file(settings: Settings, home: Home, path: str) -> None:
    from recoveryplan import clock
    from recoveryplan.interview.answers import AnswersFile
    from recoveryplan.interview.flow import Flow
    from recoveryplan.storage import store
    from recoveryplan.workflows import keeping, knowledge
    from recoveryplan.workflows.offering import offered
    from recoveryplan.workflows.suggesting import Guided

    if store.read(home) is not None:
        raise UsageProblem(*wording.PLAN_IS_HERE)
    knowledge.check_safety()
    name, data = answers_in(path)
    questionnaire = knowledge.questionnaire()
    file = AnswersFile.of(data, name, questionnaire, "new")
    flow = Flow(questionnaire, {}, offered, knowledge.mentions(), wanted=file.wanted(), guide=Guided())
    unused = file.give(flow)
    tree = finished(flow)
    warn(settings, flow, unused)  # before anything can go wrong with the disk
    saved = keeping.save(home, None, tree, wording.REASON_NEW, clock.today())
    settings.screen().say([Said(wording.saved_as(saved.version)), Said(home.plan, "contact", 2)])


def answers_in(path: str) -> tuple[str, bytes]:
    """The name to tell and the bytes of an answers file; ``-`` reads what is piped in. Raises CannotNow."""
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


def warn(settings: Settings, flow: Flow, unused: list[str]) -> None:
    """Safety words, and which answers were not used, on standard error."""
    from recoveryplan.guidance import saying
    from recoveryplan.plan.tree import value
    from recoveryplan.workflows import knowledge

    country = value(flow.plan_so_far, "preferences.country")
    fired = knowledge.rules().fired(flow.known_so_far)
    settings.aside().say(list(saying.notices(fired, knowledge.lines(), country)))
    if unused:
        settings.aside().say([Said(wording.unused_answers(unused))])


def finished(flow: Flow) -> dict[str, object]:
    """The plan tree of a finished interview, with the day to look at it again."""
    from recoveryplan import clock
    from recoveryplan.plan.days import months_on
    from recoveryplan.plan.tree import placed, value

    tree = flow.plan_so_far
    months = {"monthly": 1, "quarterly": 3}.get(str(value(tree, "preferences.rhythm")))
    return placed(tree, "review.next", months_on(clock.today(), months).isoformat()) if months else tree


# --- by asking ---


def _ask(settings: Settings, home: Home, length: str) -> None:
    from recoveryplan.commands import edit, resuming, review
    from recoveryplan.terminal.choose import leave_tidily
    from recoveryplan.workflows import reading

    leave_tidily()
    prompter = settings.prompter()
    before = reading.plan(home)
    wish = "afresh"

    def fresh() -> Draft | None:
        nonlocal wish
        wish = _wish(prompter, before) if before else wish
        return _fresh(home, before, prompter, length) if wish == "afresh" else None

    draft = resuming.opened(home, "new", before, prompter, fresh)
    if draft is not None:
        with draft:
            _sit(home, before, draft, prompter, length)
    elif wish == "edit":
        edit.run(settings)
    elif wish == "review":
        review.run(settings)


def _wish(prompter: Prompter, before: Loaded) -> str:
    """Where a plan is: change it, look at it again, start afresh, or leave it."""
    from recoveryplan.commands.resuming import chosen
    from recoveryplan.interview.prompts import Option
    from recoveryplan.plan.tree import value

    options = (
        Option("edit", wording.EDIT_PLAN),
        Option("review", wording.REVIEW_PLAN),
        Option("leave", wording.LEAVE_PLAN),
        Option("afresh", wording.START_AFRESH),
    )
    country = value(before.tree, "preferences.country")
    wish = chosen(prompter, "afresh", wording.AFRESH_ASK, options, wording.AFRESH_HELP, country)
    if wish == "leave":
        prompter.show([Said(wording.LEFT_AS_IT_IS)])
    return wish or ""


def _fresh(home: Home, before: Loaded | None, prompter: Prompter, length: str) -> Draft | None:
    from recoveryplan.commands import resuming

    prompter.show([Said(words) for words in wording.WELCOME])
    length = length or _length(prompter)
    return resuming.start(home, "new", before, length=length) if length else None


def _length(prompter: Prompter) -> str:
    """How long the person would like it to be; nothing to leave."""
    from recoveryplan.commands.resuming import chosen
    from recoveryplan.interview.prompts import Option

    options = tuple(Option(name, words) for name, words in wording.LENGTHS.items())
    return chosen(prompter, "length", wording.LENGTH_ASK, options, wording.LENGTH_HELP) or ""


def _sit(home: Home, before: Loaded | None, draft: Draft, prompter: Prompter, length: str) -> None:
    from recoveryplan import clock
    from recoveryplan.commands.resuming import told_saved
    from recoveryplan.interview.flow import Flow
    from recoveryplan.workflows import keeping, knowledge
    from recoveryplan.workflows.asking import Outcome, Sitting
    from recoveryplan.workflows.offering import offered
    from recoveryplan.workflows.suggesting import Guided

    length = length or str(draft.head.get("length") or "quick")
    flow = Flow(knowledge.questionnaire(), {}, offered, knowledge.mentions(), length, guide=Guided())
    flow.resume(draft.events())
    outcome = Sitting(flow, prompter, draft.append, knowledge.rules()).run()
    if outcome is Outcome.LATER:
        prompter.show([Said(wording.saved_for_later("new"))])
    if outcome is not Outcome.DONE:
        return
    reason = wording.REASON_AFRESH if before else wording.REASON_NEW
    saved = keeping.save(home, before, finished(flow), reason, clock.today(), draft, afresh=before is not None)
    told_saved(prompter.show, home, saved.version, saved.recorded)
    prompter.show([Said(words) for words in _closing(flow)])


def _closing(flow: Flow) -> list[str]:
    """What is said when a plan was made: what it is, what it is not, and what comes next."""
    from recoveryplan.commands import about

    if not flow.plan_so_far:
        return list(wording.CLOSING_EMPTY)
    first, *rest = wording.CLOSING
    return [first, *about.closing(flow.plan_so_far), *rest]
