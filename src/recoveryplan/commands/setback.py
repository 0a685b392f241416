"""`setback`: after a slip or a close one. The body first, unasked; then company, kindness, and one thing to look at."""

from __future__ import annotations

from typing import Annotated

import typer

from recoveryplan import wording
from recoveryplan.commands import template
from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import RecoveryPlanError, UsageProblem
from recoveryplan.wording import Said, setbacks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from recoveryplan.interview.flow import Flow
    from recoveryplan.interview.prompts import Prompter, Reply
    from recoveryplan.storage.drafts import Draft
    from recoveryplan.storage.folder import Home
    from recoveryplan.terminal.screen import Screen
    from recoveryplan.workflows.reading import Loaded

_NOW, _OVER, _LATER = "now", "over", "later"


def command(
    answers: Annotated[
        str | None, typer.Option("--answers", metavar="FILE", help="Answers from a file; - reads them in.")
    ] = None,
    answers_template: Annotated[bool, typer.Option("--answers-template", help="Print an empty answers file.")] = False,
) -> None:
    """Example:  recoveryplan setback

    After a slip, or a close one. It shows first what keeps your body safe, and who to call. It needs no plan for that.

    Then you can look at one thing, now or later. Nothing you did before is taken away.
    """
    if answers_template:
        template.show(current, "setback")
    else:
        run(current, answers)


def run(settings: Settings, answers: str | None = None) -> None:
    """Show what keeps a body safe; then look at one thing, by asking or from a file. Raises UsageProblem when it
    cannot ask, NothingYet for answers without a plan.
    """
    home = _first_screen(settings, settings.aside() if answers is not None else settings.screen())
    if answers is not None:
        _from_file(settings, home, answers)
    elif settings.can_ask():
        _ask(settings, home)
    else:
        _say(settings.screen(), setbacks.KIND)
        raise UsageProblem(*setbacks.NO_TERMINAL)


def _first_screen(settings: Settings, screen: Screen) -> Home:
    """Print it before anything else is loaded or looked at; also where the home can not be used."""
    from recoveryplan.workflows import carding

    home = None
    try:
        home = settings.folder()
    finally:
        shown = carding.coming_back(home).rstrip("\n").split("\n")
        screen.say([Said(row, "contact") for row in shown])
    return home


def _say(screen: Screen, said: tuple[str, ...]) -> None:
    screen.line()
    screen.say([Said(words) for words in said])


# --- from a file ---


def _from_file(settings: Settings, home: Home, path: str) -> None:
    from recoveryplan import clock
    from recoveryplan.commands.new import answers_in
    from recoveryplan.commands.resuming import told_saved
    from recoveryplan.guidance import saying
    from recoveryplan.interview.answers import AnswersFile
    from recoveryplan.workflows import knowledge, reading, recording
    from recoveryplan.workflows import setbacks as work

    before = reading.needed(home)
    knowledge.check_safety()
    name, data = answers_in(path)
    file = AnswersFile.of(data, name, knowledge.record_questions(work.KIND), work.KIND)
    flow = work.flow(home, before.tree)
    file.reason()
    unused = file.give(flow)
    screen = settings.screen()
    # Before anything is written: a full disk takes no number away.
    settings.aside().say(list(saying.notices(recording.spoken_up(flow), knowledge.lines(), flow.country)))
    done = work.finish(before, flow, clock.today())
    saved = work.save(home, before, done, None, lambda words: screen.say([Said(words)]))
    settings.aside().say([Said(wording.unused_answers(unused))] if unused else [])
    screen.say(work.summary(done))
    told_saved(screen.say, home, saved.version, saved.recorded)


# --- by asking ---


def _ask(settings: Settings, home: Home) -> None:
    from recoveryplan.terminal.choose import leave_tidily
    from recoveryplan.workflows import reading

    leave_tidily()
    prompter = settings.prompter()
    try:
        before = reading.plan(home)
        draft = _draft(home, before) if before else None
    except RecoveryPlanError:  # a mistake in the plan, a full disk, another window: the first of it needs none of that
        _without_plan(settings, home, prompter, ())
        prompter.show([Said("")])
        raise
    if before is None or draft is None:
        _without_plan(settings, home, prompter, setbacks.NO_PLAN)
        return
    with draft:
        if draft.bad_lines:
            prompter.show([Said(wording.lost_lines(len(draft.bad_lines))), Said(draft.path, "contact", 2)])
        _sit(home, before, draft, prompter)


def _without_plan(settings: Settings, home: Home, prompter: Prompter, more: tuple[str, ...]) -> None:
    """What can be done without a plan: be with somebody, know what the body needs now, and be kind."""
    from recoveryplan.interview.prompts import Move
    from recoveryplan.workflows import setbacks as work

    flow = work.flow(home, {})
    try:
        reply = _with_me(home, flow, prompter)
    except KeyboardInterrupt:  # nothing is kept here
        settings.aside().say([Said(""), Said(wording.STOPPED)])
        raise SystemExit(130) from None
    if reply is not Move.LEAVE:
        said = [*work.company(home, flow.record), *work.for_the_body(home, flow.record), Said("")]
        said += [Said(words) for words in setbacks.KIND]
        prompter.show([*said, *([Said(""), *(Said(words) for words in more)] if more else [])])


def _draft(home: Home, before: Loaded) -> Draft:
    """The draft that waits, else a fresh one: which it is, is asked later. First comes if anyone is there."""
    from recoveryplan.storage import drafts
    from recoveryplan.storage.drafts import Draft
    from recoveryplan.workflows import setbacks as work

    waiting = drafts.find(home, work.KIND)
    if waiting is not None and waiting.events:
        return Draft.resume(home, waiting)
    return _started(home, before)


def _started(home: Home, before: Loaded) -> Draft:
    """A fresh draft; its head has the words of what can be picked, since answers name those by their ids."""
    from recoveryplan.commands import resuming
    from recoveryplan.workflows import setbacks as work

    return resuming.start(home, work.KIND, before, words=work.pickable(work.flow(home, before.tree).record))


def _sit(home: Home, before: Loaded, draft: Draft, prompter: Prompter) -> None:
    from recoveryplan import clock
    from recoveryplan.interview.prompts import Move
    from recoveryplan.plan.days import in_words
    from recoveryplan.workflows import setbacks as work

    flow = work.flow(home, before.tree)
    flow.resume(draft.events())
    begun = bool(flow.given - {work.WITH_ME})
    reply = _with_me(home, flow, prompter, draft)
    wish = _LATER if reply is Move.SAVE else ""
    if isinstance(reply, Move) and reply in {Move.SAVE, Move.LEAVE}:
        _put_away(prompter, wish)
        return
    prompter.show([*work.company(home, flow.record), Said("")])
    prompter.show([Said(words) for words in setbacks.KIND])
    day = work.begun(draft)
    if begun and work.points_elsewhere(draft, flow):
        prompter.show([Said(setbacks.PLAN_SINCE)])
        flow, draft = _over(home, before, draft, flow)
        begun = False
    if begun and day != clock.today():
        prompter.show([Said(setbacks.begun(in_words(day.isoformat())))])
    wish = _ready(flow, prompter, begun)
    if wish == _OVER:
        flow, draft = _over(home, before, draft, flow)
    if wish in {_NOW, _OVER}:
        with draft:
            _questions(home, before, draft, flow, prompter, resumed=begun and wish == _NOW)
    else:
        _put_away(prompter, wish)


def _put_away(prompter: Prompter, wish: str) -> None:
    if wish == _LATER:
        prompter.show([Said(wording.saved_for_later("setback")), Said(setbacks.AT_THE_END)])


def _with_me(home: Home, flow: Flow, prompter: Prompter, draft: Draft | None = None) -> Reply:
    """The first question, without a word around it; asked anew on another day. The answer goes to the draft."""
    import dataclasses

    from recoveryplan.interview.prompts import Answer, Move
    from recoveryplan.workflows import carding
    from recoveryplan.workflows import setbacks as work
    from recoveryplan.workflows.beside import beside

    step = next(one for one in flow.steps if one.question.id == work.WITH_ME)
    prompt = dataclasses.replace(flow.prompt(step), heading="", intro="", place="", left="", present=None)
    while (reply := beside(prompter, prompt, lambda: carding.country(home))) is Move.BACK:
        prompter.show([Said(wording.FIRST_QUESTION, "quiet")])
    here = flow.at == step.key
    event = None
    if isinstance(reply, Answer):
        event = flow.accept(reply.value) if here else flow.put_right(step.key, reply.value)
    elif reply is Move.SKIP and here:
        event = flow.skip()
    if event and draft:
        draft.append(event)
    return reply


def _ready(flow: Flow, prompter: Prompter, begun: bool) -> str:
    """Now, a new one, or later. Only who says so goes on; empty for who left in a hurry."""
    from recoveryplan.interview.prompts import Answer, Move, Option, Prompt
    from recoveryplan.workflows.beside import beside

    options = [Option(_NOW, setbacks.GO_ON if begun else setbacks.NOW), Option(_LATER, setbacks.LATER)]
    if begun:
        options.insert(1, Option(_OVER, setbacks.START_OVER))
    prompt = Prompt("ready", "choice", setbacks.READY, options=tuple(options), help=setbacks.READY_HELP)
    reply = beside(prompter, prompt, lambda: flow.country)
    if isinstance(reply, Answer):
        return str(reply.value)
    return "" if reply is Move.LEAVE else _LATER


def _over(home: Home, before: Loaded, draft: Draft, flow: Flow) -> tuple[Flow, Draft]:
    """From the start: what was answered on another day is kept aside, and only who is there now is known."""
    from recoveryplan.workflows import setbacks as work

    draft.set_aside()
    fresh, new = work.flow(home, before.tree), _started(home, before)
    with_me = flow.record.get("with_me")
    new.append(fresh.accept(with_me) if with_me else fresh.skip())
    return fresh, new


def _questions(home: Home, before: Loaded, draft: Draft, flow: Flow, prompter: Prompter, *, resumed: bool) -> None:
    from recoveryplan.workflows import knowledge
    from recoveryplan.workflows.asking import Outcome, Sitting
    from recoveryplan.workflows.looking_back import Closing

    sitting = Sitting(flow, prompter, draft.append, knowledge.rules(), Closing(ask=""))
    sitting.again = resumed
    outcome = sitting.run()
    if outcome is Outcome.LATER:
        _put_away(prompter, _LATER)
    elif outcome is Outcome.DONE:
        _end(home, before, draft, flow, prompter)


def _end(home: Home, before: Loaded, draft: Draft, flow: Flow, prompter: Prompter) -> None:
    from recoveryplan.commands.resuming import told_saved
    from recoveryplan.workflows import setbacks as work

    done = work.finish(before, flow, work.begun(draft))
    saved = work.save(home, before, done, draft, lambda words: prompter.show([Said(words)]))
    prompter.show([Said(""), *work.summary(done)])
    told_saved(prompter.show, home, saved.version, saved.recorded)
    prompter.show([Said(""), *work.farewell(home, done)])
