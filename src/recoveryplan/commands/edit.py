"""`edit`: the same questions with the present answers filled in, or the file itself in an editor."""

from __future__ import annotations

from typing import Annotated

import typer

from recoveryplan import wording
from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import UsageProblem
from recoveryplan.wording import Said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from recoveryplan.interview.flow import Flow
    from recoveryplan.interview.prompts import Move, Prompter
    from recoveryplan.storage.drafts import Draft
    from recoveryplan.storage.folder import Home
    from recoveryplan.workflows.keeping import Saved
    from recoveryplan.workflows.reading import Loaded

LENGTH = "full"


def command(
    section: Annotated[
        str | None, typer.Argument(metavar="[SECTION]", help="One part of the plan, like goals.")
    ] = None,
    answers: Annotated[
        str | None, typer.Option("--answers", metavar="FILE", help="Answers from a file; - reads them in.")
    ] = None,
    by_hand: Annotated[bool, typer.Option("--by-hand", help="Open the file in your editor.")] = False,
) -> None:
    """Example:  recoveryplan edit goals

    Changes your plan, or adds to it. Your answers are there already; Enter keeps each.
    Your changes become the next version. The one before stays in the history.
    """
    if [answers is not None, by_hand, section is not None].count(True) > 1:
        raise UsageProblem(*wording.EDIT_ONE_WAY)
    run(current, section, answers, by_hand)


def run(settings: Settings, section: str | None = None, answers: str | None = None, by_hand: bool = False) -> None:
    """Change the plan: by asking, from a file of answers, or in an editor. Raises NothingYet without a plan."""
    from recoveryplan.workflows import knowledge, reading

    home = settings.folder()
    if by_hand:
        from recoveryplan.commands import by_hand as editor

        editor.run(settings, home)
        return
    before = reading.needed(home)
    knowledge.check_safety()
    among = _among(section)
    if answers is not None:
        _from_file(settings, home, before, answers)
        return
    if not settings.can_ask():
        raise UsageProblem(*wording.NO_TERMINAL_EDIT)
    _ask(settings, home, before, among)


def _among(section: str | None) -> set[str]:
    """The ids of the questions of a section; none for the whole plan. Raises UsageProblem for an unknown one."""
    import difflib

    from recoveryplan.workflows import editing, knowledge

    if section is None:
        return set()
    questionnaire = knowledge.questionnaire()
    found = editing.asked_about(questionnaire, section)
    if not found:
        names = list(editing.sections(questionnaire))
        close = difflib.get_close_matches(section.lower(), names, n=1)
        meant = [f"Did you mean {close[0]}?"] if close else []
        raise UsageProblem("The plan has no part of that name.", *meant, f"Its parts: {', '.join(names)}.")
    return found


# --- from a file ---


def _from_file(settings: Settings, home: Home, before: Loaded, path: str) -> None:
    from recoveryplan.commands.new import answers_in, warn
    from recoveryplan.commands.resuming import told_saved
    from recoveryplan.interview.answers import AnswersFile
    from recoveryplan.interview.flow import Flow
    from recoveryplan.workflows import knowledge
    from recoveryplan.workflows.offering import offered
    from recoveryplan.workflows.suggesting import Guided

    name, data = answers_in(path)
    questionnaire = knowledge.questionnaire()
    file = AnswersFile.of(data, name, questionnaire, "edit")
    wanted = file.wanted(before.tree)
    flow = Flow(questionnaire, before.tree, offered, knowledge.mentions(), wanted=wanted, guide=Guided())
    reason = file.reason()
    unused = file.give(flow)
    screen = settings.screen()
    if flow.plan_so_far == before.tree:
        warn(settings, flow, unused)  # also of what is kept nowhere
        screen.say([Said(wording.NOTHING_CHANGED)])
        return
    warn(settings, flow, unused)  # before anything can go wrong with the disk
    saved = _save(home, before, flow, reason, None, lambda words: screen.say([Said(words)]))
    told_saved(screen.say, home, saved.version, saved.recorded)


def _save(home: Home, before: Loaded, flow: Flow, reason: str, draft: Draft | None, tell: object) -> Saved:
    from recoveryplan import clock
    from recoveryplan.workflows import keeping

    reason = reason or wording.changed_parts(_changed(flow))
    return keeping.save(home, before, _finished(flow), reason, clock.today(), draft, tell=tell)  # type: ignore[arg-type]


def _finished(flow: Flow) -> dict[str, object]:
    """The plan as it is to be; who looked at the rhythm again, also to keep it, gets a new day for the next look."""
    from recoveryplan.commands.new import finished

    return finished(flow) if "rhythm" in flow.given | flow.kept else flow.plan_so_far


def _changed(flow: Flow) -> list[str]:
    """The titles of the parts that answers were given in, in order."""
    found: dict[str, None] = {}
    for part in flow.questionnaire.parts:
        ids = {question.id for question in part.questions if question.keep}
        if any(name.partition("/")[0] in ids for name in flow.given):
            found[part.title if not part.each else part.each.replace("_", " ")] = None
    if flow.offers_answered:
        found["what may fit me"] = None
    return [title[:1].lower() + title[1:] for title in found]


# --- by asking ---


def _ask(settings: Settings, home: Home, before: Loaded, among: set[str]) -> None:
    from recoveryplan.commands import resuming
    from recoveryplan.terminal.choose import leave_tidily

    leave_tidily()
    prompter = settings.prompter()

    def fresh() -> Draft:
        return resuming.start(home, "edit", before, among=sorted(among), base_plan=before.tree)

    draft = resuming.opened(home, "edit", before, prompter, fresh)
    if draft is not None:
        with draft:
            _sit(home, before, draft, prompter, among)


def _sit(home: Home, before: Loaded, draft: Draft, prompter: Prompter, wanted: set[str]) -> None:
    from recoveryplan.commands.resuming import told_saved
    from recoveryplan.interview.prompts import Move
    from recoveryplan.workflows import knowledge
    from recoveryplan.workflows.asking import Outcome, Sitting
    from recoveryplan.workflows.looking_back import OF_PLAN

    begun = {str(name) for name in draft.head.get("among") or []}
    among = begun | wanted if begun and wanted else set()  # what was begun, and what is asked for now
    flow = _over(before, sorted(among))
    if not _caught_up(before, draft, prompter, flow):
        return
    if not flow.steps:
        draft.finish()
        prompter.show([Said(wording.EDIT_NOTHING_FITS)])
        return
    sitting = Sitting(flow, prompter, draft.append, knowledge.rules(), OF_PLAN)
    part, why = _only_part(flow, draft), None
    while why is None:
        outcome = sitting.run(part)
        part = None
        if outcome is Outcome.LATER:
            prompter.show([Said(wording.saved_for_later("edit"))])
        if outcome is not Outcome.DONE:
            return
        if _finished(flow) == before.tree:
            draft.finish()
            prompter.show([Said(wording.NOTHING_CHANGED)])
            return
        reply = _why(prompter, flow, _over(before, sorted(among)))
        if reply is Move.LEAVE or reply is Move.SAVE:
            _say_later(prompter, reply)
            return
        why = None if isinstance(reply, Move) else reply
    saved = _save(home, before, flow, why, draft, lambda words: prompter.show([Said(words)]))
    told_saved(prompter.show, home, saved.version, saved.recorded)


def _over(before: Loaded, among: list[str]) -> Flow:
    """The questions over the plan as it stands."""
    from recoveryplan.interview.flow import Flow
    from recoveryplan.workflows import knowledge
    from recoveryplan.workflows.offering import offered
    from recoveryplan.workflows.suggesting import Guided

    words, guide = knowledge.mentions(), Guided()
    return Flow(knowledge.questionnaire(), before.tree, offered, words, LENGTH, among=among, guide=guide)


def _say_later(prompter: Prompter, reply: Move) -> None:
    if reply is not Move.LEAVE:
        prompter.show([Said(wording.saved_for_later("edit"))])


def _only_part(flow: Flow, draft: Draft) -> int | None:
    """The part to begin with, where all that was asked for is in one."""
    parts = {step.part for step in flow.steps}
    return parts.pop() if flow.among and not draft.resumed and len(parts) == 1 else None


def _why(prompter: Prompter, flow: Flow, before: Flow) -> str | Move:
    """The reason of the new version, in the person's words, after what changed; empty for none, or another move."""
    from recoveryplan.interview.prompts import Answer, Move, Prompt
    from recoveryplan.workflows import looking_back
    from recoveryplan.workflows.beside import beside

    prompter.show(looking_back.changes(before, flow))
    prompt = Prompt("why", "text", wording.WHY_ASK, help=wording.WHY_HELP, one_more=True)
    reply = beside(prompter, prompt, lambda: flow.country)
    if isinstance(reply, Answer):
        return str(reply.value)
    return "" if reply in (Move.SKIP, Move.KEEP) else reply


# --- a plan that changed since the draft was begun ---


def _caught_up(before: Loaded, draft: Draft, prompter: Prompter, flow: Flow) -> bool:
    """Bring the draft's answers to the plan as it is now, and ask where both have something new. False to leave."""
    from recoveryplan.workflows import editing

    old = next((event["rebased"] for event in reversed(draft.events()) if "rebased" in event), None)
    old = old or draft.head.get("base_plan") or {}
    events = editing.renamed(draft.events())
    if old == before.tree:
        flow.resume(events)
        return True
    names = editing.taken_since(flow, events, old)
    flow.resume(editing.renamed([*events, {"renamed": names}]))
    doubtful = editing.told_otherwise(flow, draft.events(), old)
    if not _settled(draft, prompter, flow, _over(before, sorted(flow.among)), doubtful):
        return False
    draft.append({"rebased": before.tree, "renamed": names})
    return True


def _settled(draft: Draft, prompter: Prompter, flow: Flow, now: Flow, doubtful: list[str]) -> bool:
    """Ask of each question that both the draft and the plan have a new answer to which one counts."""
    from recoveryplan.commands.resuming import chosen
    from recoveryplan.interview import summary
    from recoveryplan.interview.prompts import Option

    options = (Option("mine", wording.CONFLICT_MINE), Option("plan", wording.CONFLICT_PLAN))
    for name in doubtful:
        label = flow.questionnaire.by_id[name.partition("/")[0]].label
        prompter.show([Said(words) for words in wording.conflict_values(summary.of(flow, name), summary.of(now, name))])
        wish = chosen(prompter, "conflict", wording.conflict(label), options, wording.CONFLICT_HELP)
        if wish is None:
            return False
        if wish == "plan":
            draft.append(flow.forget(name))
    return True
