"""`review`: looking at the plan again, once a month or after something happened. Ends in a version with its reason."""

from __future__ import annotations

from typing import Annotated

import typer

from recoveryplan.commands import template
from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import UsageProblem
from recoveryplan.wording import Said, reviewing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from recoveryplan.interview.flow import Flow
    from recoveryplan.interview.prompts import Prompter
    from recoveryplan.storage.drafts import Draft
    from recoveryplan.storage.folder import Home
    from recoveryplan.workflows.keeping import Saved
    from recoveryplan.workflows.reading import Loaded

DUE = 6
"""The exit code when a review is due."""


def command(
    event: Annotated[
        str | None, typer.Option("--event", metavar="TEXT", help="After something happened, like: new job.")
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="Only tell if a look is due: exit code 6.")] = False,
    answers: Annotated[
        str | None, typer.Option("--answers", metavar="FILE", help="Answers from a file; - reads them in.")
    ] = None,
    answers_template: Annotated[bool, typer.Option("--answers-template", help="Print an empty answers file.")] = False,
) -> None:
    """Example:  recoveryplan review

    Looks at your plan again: what went well, what moves, what is new. You choose what changes.
    The plan gets a new version with its reason. The one before stays in the history.
    """
    if answers_template:
        template.show(current, "review")
        return
    if due and (event is not None or answers is not None):
        raise UsageProblem(*reviewing.DUE_ALONE)
    if due:
        raise typer.Exit(tell_due(current))
    run(current, event, answers)


def tell_due(settings: Settings) -> int:
    """Print if a look is due. Gives the exit code: 6 when it is, else 0. Raises NothingYet without a plan."""
    from recoveryplan.plan import days

    day = _next(settings)
    ahead = reviewing.not_due(days.in_words(day)) if day else reviewing.NOT_SET
    told = _told_due(day)
    settings.screen().say(told or [Said(ahead)])
    return DUE if told else 0


def due(settings: Settings) -> list[Said]:
    """That a look is due, and since when; nothing where none is. Raises NothingYet without a plan."""
    return _told_due(_next(settings))


def _told_due(day: str) -> list[Said]:
    from recoveryplan import clock
    from recoveryplan.plan import days

    is_due = bool(day) and day <= clock.today().isoformat()
    return [Said(reviewing.due(days.in_words(day)))] if is_due else []


def _next(settings: Settings) -> str:
    """The day of the next look; empty where none is set."""
    from recoveryplan.plan.tree import value
    from recoveryplan.workflows import reading

    return str(value(reading.needed(settings.folder()).tree, "review.next") or "")


def run(settings: Settings, event: str | None = None, answers: str | None = None) -> None:
    """Review the plan: by asking, or from a file of answers. Raises NothingYet without a plan."""
    from recoveryplan.workflows import knowledge, reading

    home = settings.folder()
    before = reading.needed(home)
    knowledge.check_safety()
    if answers is not None:
        _from_file(settings, home, before, event, answers)
        return
    if not settings.can_ask():
        raise UsageProblem(*reviewing.NO_TERMINAL)
    _ask(settings, home, before, event)


def _from_file(settings: Settings, home: Home, before: Loaded, event: str | None, path: str) -> None:
    from recoveryplan import wording
    from recoveryplan.commands.new import answers_in
    from recoveryplan.commands.resuming import told_saved
    from recoveryplan.guidance import saying
    from recoveryplan.interview.answers import AnswersFile
    from recoveryplan.workflows import knowledge, recording
    from recoveryplan.workflows import reviewing as work

    name, data = answers_in(path)
    file = AnswersFile.of(data, name, knowledge.record_questions("review"), "review")
    flow = work.flow(home, before, event or "", wanted=file.wanted())
    reason = file.reason()
    unused = file.give(flow)
    screen = settings.screen()
    # Before anything is written: a full disk takes no number away.
    told = saying.notices(recording.spoken_up(flow), knowledge.lines(), flow.country)
    settings.aside().say(list(told))
    done = work.finish(before, flow)
    saved = work.save(home, before, done, reason, None, lambda words: screen.say([Said(words)]))
    settings.aside().say([Said(wording.unused_answers(unused))] if unused else [])
    screen.say(work.summary(home, saved.version, done))
    told_saved(screen.say, home, saved.version, saved.recorded)


def _ask(settings: Settings, home: Home, before: Loaded, event: str | None) -> None:
    from recoveryplan.commands import resuming
    from recoveryplan.terminal.choose import leave_tidily
    from recoveryplan.workflows import reviewing as work

    leave_tidily()
    prompter = settings.prompter()

    def fresh() -> Draft:
        return resuming.start(home, "review", before, event=event or "", looked=work.looked(before.tree))

    draft = resuming.opened(home, "review", before, prompter, fresh)
    if draft is not None:
        with draft:
            _told_now(draft, event)
            _sit(home, before, draft, prompter)


def _told_now(draft: Draft, event: str | None) -> None:
    """What happened, said with a command that goes on with an earlier review, counts from now on."""
    if event and event != str(draft.head.get("event") or ""):
        draft.append({"event": event})


def _sit(home: Home, before: Loaded, draft: Draft, prompter: Prompter) -> None:
    from recoveryplan import wording
    from recoveryplan.workflows import knowledge
    from recoveryplan.workflows import reviewing as work
    from recoveryplan.workflows.asking import Outcome, Sitting
    from recoveryplan.workflows.looking_back import Closing

    flow = work.flow(home, before, work.event_of(draft), str(draft.head.get("started") or "")[:10])
    prompter.show(work.goes_on(flow, draft, before))
    if not draft.resumed:
        prompter.show(work.opening(home, before))
    closing = Closing(
        reviewing.LOOK_BACK,
        reviewing.LOOK_ASK,
        reviewing.LOOK_SAVE,
        reviewing.LOOK_HELP,
        lambda: work.ahead(home, before, flow),
    )
    measures = work.Measures(before, prompter, draft)
    outcome = Sitting(
        flow, prompter, draft.append, knowledge.rules(), closing, measures if len(measures) else None
    ).run()
    if outcome is Outcome.LATER:
        prompter.show([Said(wording.saved_for_later("review"))])
    if outcome is Outcome.DONE:
        _end(home, before, flow, measures.entries, draft, prompter)


def _end(
    home: Home, before: Loaded, flow: Flow, measured: list[dict[str, Any]], draft: Draft, prompter: Prompter
) -> None:
    from recoveryplan.commands.resuming import told_saved
    from recoveryplan.workflows import reviewing as work

    done = work.finish(before, flow, measured)
    saved: Saved = work.save(home, before, done, "", draft, lambda words: prompter.show([Said(words)]))
    prompter.show(work.summary(home, saved.version, done))
    told_saved(prompter.show, home, saved.version, saved.recorded)
