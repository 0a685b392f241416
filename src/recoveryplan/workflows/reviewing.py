"""A review from its first question to its version: its opening, what its answers make of the plan, its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from recoveryplan import clock, text
from recoveryplan.interview.flow import Event, Flow
from recoveryplan.interview.prompts import Move, Prompter
from recoveryplan.living import reviewing
from recoveryplan.living.changing import Result
from recoveryplan.plan import days
from recoveryplan.plan.conditions import mentioned
from recoveryplan.plan.tree import Tree, value
from recoveryplan.storage import records
from recoveryplan.storage.drafts import Draft
from recoveryplan.storage.folder import Home
from recoveryplan.wording import Said
from recoveryplan.wording import reviewing as words
from recoveryplan.workflows import keeping, knowledge, recording
from recoveryplan.workflows.comparing import tender
from recoveryplan.workflows.reading import Loaded


@dataclass(frozen=True)
class Reviewed:
    """A finished review: its record, the plan it leads to, and what changed."""

    record: Tree
    result: Result


def flow(home: Home, before: Loaded, event: str = "", begun: str = "", wanted: Mapping[str, int] | None = None) -> Flow:
    """The questions of a review over the plan there is.

    ``event`` is what happened, where it was said before; ``begun`` is the ISO day of the first answer, for one that
    goes on with another day's. ``wanted`` is for a file of answers: how many things each list has.
    """
    past = [one for _, one in records.records(home, kind="review", upto=before.stored.version).items]
    record = reviewing.begin(before.tree, past, clock.today()) | _event(event) | ({"begun": begun} if begun else {})
    apply, seen = reviewing.apply, reviewing.seen
    return recording.flow("review", before.tree, record, apply, seen=seen, offers=True, wanted=wanted)


def _event(said: str) -> Tree:
    """What happened, in the person's words, with the event they seem to tell of: that picks what is asked next."""
    words_said = text.clean_line(said)
    if not words_said:
        return {}
    listed = knowledge.tree("words.yaml")["events"]
    known = "" if tender(words_said) else next((k for k, found in listed.items() if _tells(words_said, found)), "")
    return {"told": "yes", "event": known or "other", "event_words": words_said}


_LISTS = ("goals", "tools", "people_now", "dates_ahead")


def _tells(said: str, phrases: Sequence[str]) -> bool:
    """Whether words name an event: one of its phrases is in them, or with ``=`` is all of them."""
    alone = {phrase[1:] for phrase in phrases if phrase.startswith("=")}
    return said.casefold().rstrip(".!") in alone or mentioned(said, [one for one in phrases if one[:1] != "="])


def looked(plan: Tree) -> dict[str, str]:
    """What a review looks at, by id, in words: a draft keeps it, since a plan can be changed before it goes on."""
    record = reviewing.begin(plan, [], clock.today())
    return {str(one["id"]): str(one["what"]) for name in _LISTS for one in record.get(name) or []}


def of_same_things(events: list[Event], begun: Mapping[str, str], plan: Tree) -> tuple[list[Event], set[str]]:
    """A draft's events without those about a thing whose id is another's now, and the ids of such things.

    ``begun`` is what was looked at when the draft was begun; an event ``looked`` says so anew for those after it.
    """
    now, words_then = looked(plan), begun
    kept: list[Event] = []
    dropped: set[str] = set()
    for event in events:
        if "looked" in event:
            words_then = event["looked"]
            dropped.clear()  # told, and asked again, on the day that this was noted
        others = {name for name in words_then.keys() & now.keys() if words_then[name] != now[name]}
        about = str(event.get("k", "")).partition("/")[2]
        if about in others:
            dropped.add(about)
        else:
            kept.append(_without(event, others))
    return kept, dropped


def _without(event: Event, others: set[str]) -> Event:
    """An event whose answer names none of these things."""
    answer = event.get("v")
    return event | {"v": [one for one in answer if str(one) not in others]} if isinstance(answer, list) else event


def goes_on(answering: Flow, draft: Draft, before: Loaded) -> list[Said]:
    """Bring a draft's answers into the flow. What was said of a thing that is another now is asked again, and said."""
    kept, dropped = of_same_things(draft.events(), draft.head.get("looked") or {}, before.tree)
    answering.resume(kept)
    began = str(draft.head.get("started") or "")[:10]
    said = [Said(words.began_on(days.in_words(began)))] if draft.resumed and began < clock.today().isoformat() else []
    if not dropped:
        return said
    draft.append({"looked": looked(before.tree)})
    first = next((step for step in answering.steps if step.question.item in dropped), None)
    if first is not None and first.key != answering.at:
        draft.append(answering.fix(first.question.id))
    return [*said, Said(words.ASKED_ANEW)]


def event_of(draft: Draft) -> str:
    """What happened, as it was said last: with the command that began the review, or with one that went on with it."""
    told = [str(one["event"]) for one in draft.events() if isinstance(one.get("event"), str)]
    return [str(draft.head.get("event") or ""), *told][-1]


def opening(home: Home, before: Loaded) -> list[Said]:
    """What a review opens with: what it is, and what went well since the last one."""
    last = str(value(before.tree, "review.last") or "")
    told = {one["id"] for one in _last_review(home, before).get("changes") or [] if one.get("how") == "reached"}
    reached_since = (one for one in before.tree.get("goals") or [] if one.get("reached"))
    goals = [one for one in reached_since if one["id"] in told or str(one["reached"]) > last]
    reached = [words.on_day(str(one["what"]), days.in_words(str(one["reached"]))) for one in goals]
    said = [Said(one) for one in words.WELCOME]
    for title, listed in ((words.REACHED, reached), (words.HELPED, list(_helped(home, before)))):
        if listed:
            said += [Said(title), *(Said(one, "plain", 2) for one in listed)]
    return said


def _last_review(home: Home, before: Loaded) -> Tree:
    """The record of the review before; empty where there is none."""
    past = records.records(home, kind="review", upto=before.stored.version, newest_first=True, most=1).items
    return past[0][1] if past else {}


def _helped(home: Home, before: Loaded) -> Iterator[str]:
    """The strategies and skills that helped at the last review and still stand in the plan."""
    there = {one["id"]: one["what"] for one in reviewing.begin(before.tree, [], clock.today()).get("tools") or []}
    for look in _last_review(home, before).get("tools") or []:
        if look.get("how") == "helped" and look.get("id") in there:
            yield str(there[look["id"]])


class Measures:
    """The standard measures that the person picked, asked at the end of a review; ``entries`` are those answered."""

    label = words.MEASURES

    def __init__(self, before: Loaded, prompter: Prompter, draft: Draft) -> None:
        from recoveryplan.workflows import measuring

        chosen = measuring.chosen(before.tree)
        self.sittings = [measuring.Measuring(one, before.tree, prompter, draft.append) for one in chosen]
        for sitting in self.sittings:
            sitting.resume(measuring.of_these_days(draft.events(), clock.today()))
        self.entries: list[Tree] = []

    def __len__(self) -> int:
        return len(self.sittings)

    def ask(self) -> Move | None:
        """Ask each; what was answered before a break stays. Gives the move that led out, if one did."""
        found: dict[int, Tree | Move] = {}
        nth = 0
        while nth < len(self.sittings):
            found[nth] = self.sittings[nth].run()
            if found[nth] is Move.BACK and nth:
                nth -= 1
                self.sittings[nth].go_back()
            elif found[nth] in (Move.BACK, Move.SAVE, Move.LEAVE):
                return cast("Move", found[nth])
            else:
                nth += 1
        self.entries = [one for one in found.values() if isinstance(one, dict)]
        return None

    def again(self) -> Move | None:
        """Ask each once more, with the answers there are."""
        for sitting in self.sittings:
            sitting.go_over()
        return self.ask()


def finish(before: Loaded, answered: Flow, measured: Sequence[Tree] = ()) -> Reviewed:
    """The record of the answers, and what it makes of the plan; ``measured`` are entries of standard measures."""
    record = reviewing.kept(answered.record) | _offered(before.tree, answered)
    record |= {"measures": list(measured)} if measured else {}
    planned = reviewing.apply(before.tree, record)
    changed = record | {"changes": planned.changes, "capital": reviewing.capital(planned.plan)}
    return Reviewed(recording.finished("review", changed, clock.today(), clock.moment()), planned)


def _offered(before: Tree, answered: Flow) -> Tree:
    """What was said to offers, and the things that were taken from them."""
    planned, taken = reviewing.apply(before, answered.record).plan, answered.plan_so_far
    offers = [one for one in taken.get("offers") or [] if one not in (before.get("offers") or [])]
    added = [
        {"into": path, "item": item}
        for path in dict.fromkeys(kind.into for kind in knowledge.offers().kinds.values())
        for item in value(taken, path) or []
        if item not in (value(planned, path) or [])
    ]
    return {name: found for name, found in (("offers", offers), ("added", added)) if found}


def ahead(home: Home, before: Loaded, answered: Flow) -> list[Said]:
    """What a review would change, for the look back."""
    found = recording.would_change(home, before.tree, answered.plan_so_far)
    return [Said(words.WOULD_CHANGE if found else words.WOULD_STAY), *found]


def save(
    home: Home, before: Loaded, done: Reviewed, reason: str, draft: Draft | None, tell: Callable[[str], None]
) -> keeping.Saved:
    """Save the review and the plan it leads to. Raises as ``keeping.save`` does."""
    said = str(done.record.get("event_words") or "")
    told = done.record if not tender(said) else {**done.record, "event_words": ""}
    why = reason or words.reason(told, str(value(done.result.plan, "preferences.rhythm") or ""))
    return recording.save(home, before, done.result.plan, done.record, why, clock.today(), draft, tell)


def summary(home: Home, version: int, done: Reviewed) -> list[Said]:
    """A short summary of what the review changed, and when the next look is; ``version`` is the one it led to."""
    changed = recording.changed(home, version)
    day = value(done.result.plan, "review.next")
    ahead = words.next_look(days.in_words(str(day))) if day else words.NO_NEXT
    return [Said(words.CHANGED, "heading"), *(changed or [Said(words.NOTHING_NEW, "plain", 2)]), Said(ahead)]
