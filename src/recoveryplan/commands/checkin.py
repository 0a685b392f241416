"""`checkin`: how it is today, in a minute; and the list of those there are."""

from __future__ import annotations

from typing import Annotated

import typer

from recoveryplan.commands import template
from recoveryplan.commands.settings import Settings, current
from recoveryplan.errors import CannotNow, NothingYet, UsageProblem
from recoveryplan.wording import Said
from recoveryplan.wording import checkins as words

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from typing import Any

    from recoveryplan.interview.flow import Flow
    from recoveryplan.interview.prompts import Prompter
    from recoveryplan.storage.drafts import Draft
    from recoveryplan.storage.folder import Home
    from recoveryplan.storage.records import Found
    from recoveryplan.terminal.screen import Screen
    from recoveryplan.workflows.checking_in import Around

LISTED = 30
"""So many check-ins are listed, unless all are asked for."""

_MOST_TO_CORRECT = 4


def command(
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help="For another day, like yesterday or 2026-11-20.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="The last 30, without notes.")] = False,
    every: Annotated[bool, typer.Option("--all", help="With --list: all there are.")] = False,
    notes: Annotated[bool, typer.Option("--notes", help="With --list: also what you wrote.")] = False,
    json: Annotated[bool, typer.Option("--json", help="With --list: as JSON.")] = False,
    answers: Annotated[
        str | None, typer.Option("--answers", metavar="FILE", help="Answers from a file; - reads them in.")
    ] = None,
    answers_template: Annotated[bool, typer.Option("--answers-template", help="Print an empty answers file.")] = False,
) -> None:
    """Example:  recoveryplan checkin

    Asks how it is: mood, hope, sleep, craving, people, a note. It takes a minute. You can skip anything.
    It works without a plan too.
    """
    if [listed, answers is not None, answers_template].count(True) > 1 or (on is not None and listed):
        raise UsageProblem(*words.ONE_WAY)
    if not listed and (every or notes or json):
        raise UsageProblem(*words.ONLY_LIST)
    if listed:
        show_list(current, every, notes, json)
    elif answers_template:
        template.show(current, "checkin")
    else:
        run(current, on, answers)


def run(settings: Settings, on: str | None = None, answers: str | None = None) -> None:
    """Check in for a day, today unless ``on`` says which: by asking, or from a file of answers."""
    from recoveryplan import clock
    from recoveryplan.workflows import checking_in, knowledge

    home, today = settings.folder(), clock.today()
    day = checking_in.day_meant(on, today) if on is not None else today
    if answers is None and not settings.can_ask():
        raise UsageProblem(*words.NO_TERMINAL)
    knowledge.check_safety()
    around = checking_in.around(home)
    if answers is not None:
        _from_file(settings, home, around, day, answers)
    else:
        _ask(settings, home, around, day)


# --- from a file ---


def _from_file(settings: Settings, home: Home, around: Around, day: datetime.date, path: str) -> None:
    from recoveryplan import wording
    from recoveryplan.commands.new import answers_in
    from recoveryplan.guidance import saying
    from recoveryplan.interview.answers import AnswersFile
    from recoveryplan.storage import checkins as store
    from recoveryplan.workflows import checking_in, knowledge, recording

    name, data = answers_in(path)
    file = AnswersFile.of(data, name, knowledge.record_questions("checkin"), "checkin")
    flow = checking_in.flow(around.plan, _past(home, day), day, whole=True)
    unused = file.give(flow)
    record = checking_in.kept(flow)
    screen = settings.screen()
    notices = recording.spoken_up(flow)  # before anything is written: a full disk takes no number away
    told = list(saying.notices(notices, knowledge.lines(), flow.country))
    settings.aside().say(told)
    settings.aside().say([*_odd(home, around), *_for_day(day)])
    if record:
        checking_in.save(home, record, day, store.new_mark())
    settings.aside().say([Said(wording.unused_answers(unused))] if unused else [])
    screen.say([Said(_closing(day) if record else words.NOTHING_SAID)])
    if notices:
        _show_card(settings, home, flow, words.KEPT_BELOW if record else "")


def _past(home: Home, day: datetime.date) -> list[dict[str, Any]]:
    """The check-ins before; none where they can not be read: that is told behind what the answers bring up."""
    from recoveryplan.workflows import checking_in

    try:
        return checking_in.before(home, day)
    except CannotNow:
        return []


def _for_day(day: datetime.date) -> list[Said]:
    """The day in words, where it is another one than today."""
    from recoveryplan import clock
    from recoveryplan.plan.days import in_words

    return [Said(words.for_day(in_words(day.isoformat())))] if day != clock.today() else []


def _odd(home: Home, around: Around) -> list[Said]:
    """What is odd, told before anything is asked: a plan with a mistake in it, a clock that went back."""
    from recoveryplan import clock
    from recoveryplan.workflows import checking_in

    said = [Said(words.PLAN_BROKEN, "warning")] if around.broken else []
    return [*said, *([Said(words.CLOCK_BACK, "warning")] if checking_in.is_behind(home, clock.today()) else [])]


def _closing(day: datetime.date) -> str:
    from recoveryplan import clock
    from recoveryplan.plan.days import in_words

    return words.KEPT if day == clock.today() else words.kept_for(in_words(day.isoformat()))


def _show_card(settings: Settings, home: Home, flow: Flow, remark: str) -> None:
    from recoveryplan.workflows import carding

    card = carding.after(home, flow.record, remark)
    settings.screen().say([Said(line, "contact") for line in card.rstrip("\n").split("\n")])


# --- by asking ---


def _ask(settings: Settings, home: Home, around: Around, day: datetime.date) -> None:
    from recoveryplan.terminal.choose import leave_tidily

    leave_tidily()
    prompter = settings.prompter()
    prompter.show(_odd(home, around))
    draft = _opened(home, around, day, prompter)
    if draft is not None:
        with draft:
            _sit(settings, home, around, draft, prompter)


def _opened(home: Home, around: Around, day: datetime.date, prompter: Prompter) -> Draft | None:
    """The draft to work on: the one that waits, if the person goes on with it, else a fresh one. None to leave."""
    from recoveryplan.commands.resuming import chosen
    from recoveryplan.interview.prompts import Option
    from recoveryplan.plan.days import in_words
    from recoveryplan.storage import drafts
    from recoveryplan.wording import GO_ON, RESUME_ASK, RESUME_HELP, START_OVER

    waiting = drafts.find(home, "checkin")
    if waiting is None or not waiting.events:
        return _fresh(home, around, day, prompter)
    begun = _head(waiting.head)
    if begun is None or _is_written(home, begun):
        drafts.Draft.resume(home, waiting).set_aside()
        return _fresh(home, around, day, prompter)
    other = [Said(words.asked_for(in_words(day.isoformat())))] if begun["day"] != day.isoformat() else []
    prompter.show([Said(words.begun(in_words(begun["day"]))), *other])
    options = (Option("on", GO_ON), Option("over", START_OVER))
    wish = chosen(prompter, "resume", RESUME_ASK["checkin"], options, RESUME_HELP, _country(around))
    if not wish:
        return None
    draft = drafts.Draft.resume(home, waiting)
    if wish == "on":
        return draft
    draft.set_aside()
    prompter.show([Said(words.OVER_KEPT, "quiet")])
    return _fresh(home, around, day, prompter)


def _head(head: dict[str, Any]) -> dict[str, str] | None:
    """The day, the mark and what is corrected, as a draft has them; None for one that is damaged."""
    from recoveryplan.storage import checkins as store
    from recoveryplan.storage.record_shapes import is_day

    day, mark, corrects = (str(head.get(key) or "") for key in ("day", "mark", "corrects"))
    return {"day": day, "mark": mark, "corrects": corrects} if is_day(day) and store.is_mark(mark) else None


def _is_written(home: Home, begun: dict[str, str]) -> bool:
    """Whether the check-in of a draft is on the disk: a kill may have come right after it."""
    import datetime

    from recoveryplan.storage import checkins as store

    return store.is_there(home, store.name_of(datetime.date.fromisoformat(begun["day"]), begun["mark"]))


def _fresh(home: Home, around: Around, day: datetime.date, prompter: Prompter) -> Draft | None:
    """A fresh draft; where the day has a check-in, for another one or to correct that one. None to leave."""
    from recoveryplan import clock
    from recoveryplan.living.checkins import own_scales
    from recoveryplan.storage import checkins as store
    from recoveryplan.storage.drafts import Draft
    from recoveryplan.workflows import checking_in, knowledge

    prompter.show(_for_day(day))
    there = checking_in.of_day(home, day)
    corrects = _wish(prompter, there, around) if there else ""
    if corrects is None:
        return None
    head = {
        "base_version": 0, "base_digest": "", "questionnaire": knowledge.record_questions("checkin").version,
        "started": clock.stamp(), "day": day.isoformat(), "mark": store.new_mark(), "corrects": corrects,
        "own": own_scales(around.plan),
    }  # fmt: skip
    return Draft.open_or_start(home, "checkin", head)


def _wish(prompter: Prompter, there: Sequence[tuple[str, dict[str, Any]]], around: Around) -> str | None:
    """The name of the check-in to correct; empty for another one, None to leave."""
    from recoveryplan.commands.resuming import chosen
    from recoveryplan.interview.prompts import Option

    times = [_time(one) for _, one in there]
    prompter.show([Said(words.there(times))])
    last = list(zip(there, times, strict=True))[-_MOST_TO_CORRECT:]
    options = (Option("+add", words.THERE_ADD), *(Option(name, words.correct(time)) for (name, _), time in last))
    wish = chosen(prompter, "there", words.THERE_ASK, options, words.THERE_HELP, _country(around))
    return None if not wish else "" if wish == "+add" else wish


def _time(one: dict[str, Any]) -> str:
    """The hour and minute a check-in was made at; empty where it does not say."""
    at = str(one.get("at") or "")
    return at[11:16] if at[10:11] == "T" and at[13:14] == ":" else ""


def _country(around: Around) -> str | None:
    from recoveryplan.plan.tree import value

    found = value(around.plan, "preferences.country")
    return str(found) if found else None


def _sit(settings: Settings, home: Home, around: Around, draft: Draft, prompter: Prompter) -> None:
    """Ask, and write what was answered. Where something in it acts, the card of `now` is shown at the end."""
    import datetime

    from recoveryplan import wording
    from recoveryplan.workflows import checking_in, knowledge, recording
    from recoveryplan.workflows.asking import Outcome, Sitting
    from recoveryplan.workflows.looking_back import Closing

    begun = _head(draft.head)
    if begun is None:
        raise ValueError("a draft of a check-in has its day")
    day, corrects = datetime.date.fromisoformat(begun["day"]), begun["corrects"]
    old = dict(checking_in.of_day(home, day)).get(corrects, {}) if corrects else {}
    flow = checking_in.flow(around.plan, checking_in.before(home, day, corrects), day, old, scales=_scales(draft.head))
    flow.resume(draft.events())
    if old and not draft.resumed:
        prompter.show([Said(words.CORRECTING)])
    outcome = Sitting(flow, prompter, draft.append, knowledge.rules(), Closing(ask="")).run()
    if outcome is Outcome.LEFT:
        return
    if outcome is Outcome.LATER:
        prompter.show([Said(wording.saved_for_later("checkin"))])
    else:
        prompter.show([Said(_finish(home, draft, flow, old, begun))])
    if recording.spoken_up(flow):
        _show_card(settings, home, flow, words.KEPT_BELOW if outcome is Outcome.DONE else "")


def _scales(head: dict[str, Any]) -> list[dict[str, Any]]:
    """The scales of the person's own that a draft was begun with; none in one that was begun before they were kept."""
    found = head.get("own")
    listed = found if isinstance(found, list) else []
    return [one for one in listed if isinstance(one, dict) and one.get("id") and one.get("name")]


def _finish(home: Home, draft: Draft, flow: Flow, old: dict[str, Any], begun: dict[str, str]) -> str:
    """Write the check-in, where it says something new, and put the draft away. Gives the closing words."""
    import datetime

    from recoveryplan.workflows import checking_in

    day = datetime.date.fromisoformat(begun["day"])
    record = checking_in.kept(flow, begun["corrects"] if old else "")
    said = _closing(day)
    if not record:
        said = words.NOTHING_CHANGED if old else words.NOTHING_SAID
    elif old and checking_in.is_same(record, old):
        said = words.SAME_AS_BEFORE
    else:
        _save(home, record, day, begun["mark"])
    draft.finish()
    return said


def _save(home: Home, record: dict[str, Any], day: datetime.date, mark: str) -> None:
    from recoveryplan import wording
    from recoveryplan.workflows import checking_in

    try:
        checking_in.save(home, record, day, mark)
    except CannotNow as problem:
        raise CannotNow(*problem.lines, wording.answers_kept("checkin")) from None


# --- the list ---


def show_list(settings: Settings, every: bool = False, notes: bool = False, as_json: bool = False) -> None:
    """Print the last check-ins, or all, oldest first; notes only where asked. Raises NothingYet without any."""
    from recoveryplan.living.checkins import public
    from recoveryplan.storage import records

    home = settings.folder()
    found = records.checkins(home, newest_first=True, most=None if every else LISTED + 1)
    shown = found.items[::-1] if every else found.items[:LISTED][::-1]
    if not notes:
        shown = _hushed(home, shown)
    if found.passed_over:
        settings.aside().say([Said(words.passed_over(found.passed_over), "warning")])
    if as_json:
        settings.screen().json({"checkins": [{"name": name, **(one if notes else public(one))} for name, one in shown]})
        return
    if not shown:
        raise NothingYet(*words.NONE_YET)
    _say_list(settings.screen(), [one for _, one in shown], notes, found)


def _hushed(home: Home, shown: Sequence[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    """The check-ins without names of scales that name whom the person keeps away from, or say dark words."""
    from recoveryplan.plan.away import Away
    from recoveryplan.workflows import carding, own_words

    if not any(one.get("own") for _, one in shown):
        return list(shown)
    away = Away(carding.own(home))

    def scale(own: dict[str, Any]) -> dict[str, Any]:
        named = str(own.get("name") or "")
        return own | {"name": words.OWN} if away.named_in(named) or own_words.is_grave(named) else own

    return [(name, one | {"own": [scale(own) for own in one["own"]]} if one.get("own") else one) for name, one in shown]


def _say_list(screen: Screen, shown: list[dict[str, Any]], notes: bool, found: Found) -> None:
    from recoveryplan.living.checkins import PRIVATE
    from recoveryplan.terminal import tables

    if tables.fits(screen) and not notes:
        has_own = any(one.get("own") for one in shown)
        headings = [words.DAY, *words.HEADINGS.values(), *([words.OWN] if has_own else [])]
        tables.draw(screen, headings, [_row(one, has_own) for one in shown])
    else:
        screen.say([said for one in shown for said in _line(one, notes)])
    more = [Said(words.more_there(len(shown)), "quiet")] if len(found.items) > len(shown) else []
    private = any(one.get(key) for one in shown for key in PRIVATE)
    screen.say([*more, *([Said(words.NOTES_TOO, "quiet")] if private and not notes else [])])


def _row(one: dict[str, Any], has_own: bool) -> list[str]:
    scores = [str(one.get(scale, "")) for scale in words.HEADINGS]
    return [str(one["day"]), *scores, *(["; ".join(_own(one))] if has_own else [])]


def _own(one: dict[str, Any]) -> list[str]:
    return [f"{scale.get('name', '')} {scale['score']}" for scale in one.get("own") or [] if "score" in scale]


def _line(one: dict[str, Any], notes: bool) -> list[Said]:
    scores = [f"{name} {one[scale]}" for scale, name in words.IN_LINES.items() if one.get(scale) is not None]
    said = [Said(f"{one['day']}: {', '.join([*scores, *_own(one)]) or words.NO_NUMBER}")]
    if not notes:
        return said
    written = [words.USED.get(str(one.get("used")), "")]
    written += [words.effects(str(one["effects"]))] if one.get("effects") else []
    written += [words.note(str(one["note"]))] if one.get("note") else []
    return [*said, *(Said(text, "plain", 2) for text in written if text)]
