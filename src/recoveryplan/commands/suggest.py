"""`suggest`: what may fit, each with "because you said"; add, later, no thanks. Nothing is added by itself."""

from __future__ import annotations

from typing import Annotated

import typer

from recoveryplan import wording
from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import NothingYet, UsageProblem
from recoveryplan.wording import Said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from recoveryplan.interview.flow import Flow
    from recoveryplan.interview.prompts import Move, Prompter
    from recoveryplan.storage.drafts import Draft
    from recoveryplan.storage.folder import Home
    from recoveryplan.workflows.reading import Loaded
    from recoveryplan.workflows.suggesting import Suggesting


def command(
    answers: Annotated[
        str | None, typer.Option("--answers", metavar="FILE", help="Answers from a file; - reads them in.")
    ] = None,
    why: Annotated[
        str | None, typer.Option("--why", metavar="ID", help="Where an offer, an option, a warning or a line is from.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="As JSON: every offer that fits.")] = False,
) -> None:
    """Example:  recoveryplan suggest

    Shows what may fit you, five at a time, and why. Add it, keep it for later, or say no thanks.
    Nothing goes into your plan unless you add it.
    """
    if answers is not None and (why is not None or json):
        raise UsageProblem(*wording.SUGGEST_ONE_WAY)
    if why is not None:
        explain(current, why, json)
    else:
        run(current, answers, json)


def run(settings: Settings, answers: str | None = None, as_json: bool = False) -> None:
    """Show what fits the plan, and take what is said to it. Raises NothingYet without a plan."""
    from recoveryplan.workflows import knowledge, reading

    home = settings.folder()
    before = reading.needed(home)
    knowledge.check_safety()
    if answers is not None:
        _from_file(settings, home, before, answers)
    elif as_json or not settings.can_ask():
        _listed(settings, before.tree, as_json)
    else:
        _ask(settings, home, before)


def _listed(settings: Settings, tree: dict[str, Any], as_json: bool) -> None:
    """Every offer that fits, with what became of it."""
    from recoveryplan.guidance.offers import ADDED, by_kind
    from recoveryplan.workflows import knowledge, suggesting

    found = knowledge.offers().fitting(tree)
    if as_json:
        settings.screen().json({"offers": [suggesting.as_data(one) for one in found]})
        return
    said, noted = [*_who_to_call(tree), Said(wording.SUGGEST_LOOK)], set[str]()
    for title, group in by_kind(sorted(found, key=lambda one: one.offer.kind.id != SAFER)):
        said += [Said(""), Said(title, "heading")]
        for one in group:
            status = f" ({wording.IN_THE_PLAN})" if one.status == ADDED else ""
            said += [
                Said(f"{one.offer.text}{status}"),
                *suggesting.told(one, noted)[1:],
                Said(one.offer.id, "quiet", 2),
            ]
    settings.screen().say(said if found else [Said(wording.OFFERS_NONE_LEFT)])


SAFER = "safer_use"
"""The kind of offer that stands first in a list: what can keep a person alive."""


def _who_to_call(tree: dict[str, Any]) -> list[Said]:
    """For somebody who told of dark thoughts: that they were heard, and who is there, before anything is offered."""
    from recoveryplan.guidance import saying
    from recoveryplan.plan.tree import value
    from recoveryplan.workflows import knowledge

    heard = [one for one in knowledge.rules().fired(tree) if one.rule == "self-harm" and one.level == "firm"]
    return list(saying.notices(heard, knowledge.lines(), value(tree, "preferences.country")))


# --- where it is from ---


def explain(settings: Settings, name: str, as_json: bool = False) -> None:
    """Print what an id stands for, and each page that it rests on. Needs no plan. Raises UsageProblem."""
    from recoveryplan.workflows import tracing

    found = tracing.find(name)
    if not found:
        meant = tracing.close(name)
        hint = f"Did you mean {' or '.join(meant)}?" if meant else "`recoveryplan suggest --json` has the ids."
        raise UsageProblem("Nothing of that name is here.", hint)
    if as_json:
        data = [{"id": one.id, "what": one.what, "text": one.text, "rests_on": list(one.uses)} for one in found]
        settings.screen().json({"found": data})
        return
    settings.screen().say([said for one in found for said in _told(settings, one)])


def _told(settings: Settings, one: Any) -> list[Said]:
    from recoveryplan.workflows import knowledge, suggesting

    said = [Said(one.text, "heading")]
    offer = knowledge.offers().by_id.get(one.id)
    if offer is None:
        for use in one.uses:
            said += suggesting.sourced(use)
        return [*said, *([] if one.uses else [Said(wording.NO_SOURCE, "plain", 2)])]
    tree = _plan(settings)
    fitting = next((f for f in knowledge.offers().fitting(tree) if f.offer is offer), None) if tree else None
    return [*said, *(suggesting.told(fitting, set())[1:] if fitting else []), *suggesting.explained(offer)]


def _plan(settings: Settings) -> dict[str, Any]:
    """The plan as it is; one that is not there, or can not be read, does not stand in the way."""
    from recoveryplan.errors import RecoveryPlanError
    from recoveryplan.workflows import reading

    try:
        return reading.needed(settings.folder()).tree
    except (NothingYet, RecoveryPlanError):
        return {}


# --- from a file ---


def _from_file(settings: Settings, home: Home, before: Loaded, path: str) -> None:
    from recoveryplan.commands.new import answers_in
    from recoveryplan.commands.resuming import told_saved
    from recoveryplan.interview.answers import AnswersFile
    from recoveryplan.interview.questions import Questionnaire

    name, data = answers_in(path)
    flow = _over(before)
    file = AnswersFile.of(data, name, Questionnaire(()), "suggest")
    reason = file.reason()
    file.give(flow)
    screen = settings.screen()
    if flow.plan_so_far == before.tree:
        screen.say([Said(wording.NOTHING_CHANGED)])
        return
    saved = _save(home, before, flow, reason, None, lambda words: screen.say([Said(words)]))
    told_saved(screen.say, home, saved.version, saved.recorded)


def _over(before: Loaded) -> Flow:
    """The plan as it stands, with no question to ask."""
    from recoveryplan.interview.flow import Flow
    from recoveryplan.interview.questions import Questionnaire
    from recoveryplan.workflows import knowledge
    from recoveryplan.workflows.offering import offered
    from recoveryplan.workflows.suggesting import Guided

    return Flow(Questionnaire(()), before.tree, offered, knowledge.mentions(), guide=Guided())


def _save(home: Home, before: Loaded, flow: Flow, reason: str, draft: Draft | None, tell: Any) -> Any:
    from recoveryplan import clock
    from recoveryplan.workflows import keeping

    reason = reason or wording.reason_offers(flow.offers_answered)
    return keeping.save(home, before, flow.plan_so_far, reason, clock.today(), draft, tell=tell)


# --- by asking ---


def _ask(settings: Settings, home: Home, before: Loaded) -> None:
    from recoveryplan.commands import resuming
    from recoveryplan.terminal.choose import leave_tidily

    leave_tidily()
    prompter = settings.prompter()
    draft = resuming.opened(home, "suggest", before, prompter, lambda: resuming.start(home, "suggest", before))
    if draft is not None:
        with draft:
            _sit(home, before, draft, prompter)


def _sit(home: Home, before: Loaded, draft: Draft, prompter: Prompter) -> None:
    from recoveryplan.commands.resuming import told_saved
    from recoveryplan.interview.prompts import Move
    from recoveryplan.workflows import looking_back
    from recoveryplan.workflows.suggesting import Suggesting

    flow = _over(before)
    flow.resume(draft.events())
    prompter.show(looking_back.left_out(flow))
    left = _look(prompter, Suggesting(flow, prompter, draft.append))
    if left is Move.SAVE:
        prompter.show([Said(wording.saved_for_later("suggest"))])
    if left in (Move.SAVE, Move.LEAVE):
        return
    if flow.plan_so_far == before.tree:
        draft.finish()
        prompter.show([Said(wording.NOTHING_CHANGED)])
        return
    prompter.show(looking_back.answered(flow))
    saved = _save(home, before, flow, "", draft, lambda words: prompter.show([Said(words)]))
    told_saved(prompter.show, home, saved.version, saved.recorded)


def _look(prompter: Prompter, suggesting: Suggesting) -> Move | None:
    """Show the new ones; where some were put off or not wanted, those can be looked at again."""
    from recoveryplan.interview.prompts import Answer, Move, Option, Prompt
    from recoveryplan.workflows.beside import beside

    prompter.show([*_who_to_call(suggesting.flow.plan_so_far), Said(wording.SUGGEST_LOOK)])
    again = suggesting.put_off()
    if not again:
        return suggesting.run()
    options = (
        *([Option("new", wording.offers_new(suggesting.count()))] if suggesting.count() else []),
        Option("again", wording.offers_again(len(again))),
        Option("not", wording.OFFERS_NOT_NOW),
    )
    reply = beside(prompter, Prompt("look", "choice", wording.SUGGEST_ASK, options=options, help=wording.OFFERS_HELP))
    if reply == Answer("new"):
        return suggesting.run()
    if reply == Answer("again"):
        return suggesting.run(again)
    return reply if isinstance(reply, Move) and reply in (Move.SAVE, Move.LEAVE) else None
