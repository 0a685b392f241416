"""What is said of the versions of a plan: their list, what is different between two, and bringing one back."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

# --- one difference ---

REWORDED = "the words"
WELL_DONE = "Well done."
BEFORE, IN_PLACE_OF = "before", "in place of"
"""How the other words of a field are told: those it had before, and those that would go."""

_CLAUSES = ("you ", "your ", "it ", "there ", "the ", "of ", "care ", "little ")


def sentence(words: str) -> str:
    """A sentence with its capital and its stop."""
    words = words.strip()
    stop = "" if words[-1:] in ".?…" else "."
    return words[:1].upper() + words[1:] + stop


def quoted(words: str) -> str:
    """The person's own words; nothing where they are not for a screen."""
    return f"“{words}”" if words else ""


def thing(called: str, words: str) -> str:
    """A thing by what it is and the person's words for it."""
    return f"{called}: {quoted(words)}" if words else called


def why(because: str) -> str:
    """A reason behind a sentence: as a clause where it is one, else in quotes."""
    because = because.strip().rstrip(".")
    if not because:
        return ""
    return f", because {because}" if because.lower().startswith(_CLAUSES) else f" ({quoted(because)})"


def added(called: str, words: str, within: str, because: str, inside: str) -> str:
    """Something is new."""
    told = f"{within}you added {thing(called, words)}{inside}{why(because)}"
    return sentence(told)


def taken_out(called: str, words: str, within: str, because: str) -> str:
    """Something is not there any more."""
    return sentence(f"{within}you took out {thing(called, words)}{why(because)}")


def let_go(called: str, words: str, within: str, because: str) -> str:
    """A goal or a strategy that the person let go of."""
    return sentence(f"{within}you let go of {quoted(words) or called}{why(because)}")


def reached(called: str, words: str, on: str) -> str:
    """A goal that was reached."""
    return sentence(f"you reached {quoted(words) or called}{f' on {on}' if on else ''}") + f" {WELL_DONE}"


def open_again(called: str, words: str) -> str:
    """A goal that goes on after all."""
    return sentence(f"you took up {quoted(words) or called} again")


def replaced(called: str, was: str, now: str, within: str, because: str) -> str:
    """One thing took the place of another."""
    after = f" Now: {quoted(now)}." if now else ""
    reason = f": {because.rstrip('.')}" if because else ""
    return sentence(f"{within}you replaced {quoted(was) or called}{reason}") + after


def moved(called: str, words: str, within: str) -> str:
    """Something stands under another thing now."""
    return sentence(f"you moved {thing(called, words)}{f' to {within}' if within else ''}")


def reworded(called: str, was: str, now: str, because: str) -> str:
    """A thing in other words."""
    if not was or not now:
        return sentence(f"you changed the words of {called}{why(because)}")
    return sentence(f"you changed {quoted(was)}{why(because)}") + f" Now: {quoted(now)}."


def changed(called: str, words: str, because: str) -> str:
    """A thing with fields that hold something else; they are told behind it."""
    return sentence(f"you changed {quoted(words) or called}{why(because)}")


def field(label: str, was: str, now: str, other: str) -> str:
    """One field: what it holds, and the other words there were (see BEFORE and IN_PLACE_OF)."""
    if not was and not now:
        return sentence(f"{label}: changed")
    return sentence(f"{label}: {now or 'left empty'}{f', {other} {was}' if was else ''}")


def from_to(label: str, was: str, now: str) -> str:
    """One field that is a number."""
    return sentence(f"{label}: from {was} to {now}")


def within(words: str, called: str) -> str:
    """What a difference is about, before it."""
    return f"for {quoted(words) or called}, "


def inside(words: Sequence[str], whole: bool) -> str:
    """What came with a thing: how much of it, or all of it."""
    if not words:
        return ""
    if whole:
        return f", with {', '.join(map(quoted, words))}"
    return f", with {_number(len(words), 'thing')} to do"


def grouped(called: Sequence[str]) -> str:
    """The parts that are only named."""
    return sentence(f"you changed what your plan says about {_listed(called)}")


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


# --- what bringing an older version back does ---


def comes_back(told: str) -> str:
    """Something of the older version that is not there now."""
    return sentence(f"comes back: {told}")


def goes(told: str) -> str:
    """Something that the older version did not have."""
    return sentence(f"goes: {told}")


def as_before(name: str) -> str:
    """A thing that was otherwise in the older version; how is told behind it."""
    return sentence(f"as it was then: {name}")


def group_as_before(called: Sequence[str]) -> str:
    """The parts that are only named."""
    return sentence(f"as it was then: what your plan says about {_listed(called)}")


# --- two versions ---


def day(iso: str, today: datetime.date) -> str:
    """A day as people say it, with its year where that is not this one; what is no day stays as it is."""
    import datetime

    try:
        found = datetime.date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{found.day} {found:%B}" + ("" if found.year == today.year else f" {found.year}")


def headline(old: int, old_day: str, new: int, new_day: str, reason: str) -> str:
    """Above the differences between two versions."""
    between = f"From version {old}{_aside(old_day)} to {new}{_aside(new_day)}"
    return f"{between}, {reason}:" if reason else f"{between}:"


def headline_by_hand(old: int, old_day: str) -> str:
    """Above the differences between a version and a file that was changed by hand since."""
    return f"From version {old}{_aside(old_day)} to your plan as it is now, changed by hand:"


def _aside(day: str) -> str:
    return f" ({day})" if day else ""


def more(count: int, command: str) -> str:
    """Below a list that is not whole."""
    return f"{count} more: `{command}`."


SAME = "In all that is shown here, the two are the same."
ONE_VERSION = "There is one version so far, so there is nothing to compare it with."
EARLIER_DAY = (
    "The later one has an earlier day. The clock may have been set back. The order is the one they were saved in."
)

CLOCK_BACK = (
    "Your last version has a later day than today. The clock may have been set back. Nothing is put in another order."
)

# --- the list of versions ---

HISTORY_HEADINGS = ("Version", "Day", "Why", "What changed")
BY_HAND = "Since then the file was changed by hand. The next change records that as its own version."
SUMMARY = {
    "reached": "reached",
    "replaced": "replaced",
    "added": "added",
    "dropped": "let go",
    "taken_out": "taken out",
    "changed": "changed",
}


def summary(counts: Sequence[tuple[str, int]]) -> str:
    """What changed in a version, in numbers."""
    return ", ".join(f"{count} {SUMMARY[how]}" for how, count in counts)


OWN_REASON = "(in your own words)"
"""In the place of a reason that is on no screen; the version's file keeps it."""


def listed(number: int, day: str, reason: str, changed: str) -> str:
    """One version on a line."""
    told = f"Version {number}" + (f", {day}" if day else "") + (f": {reason}" if reason else "")
    return told + (f" ({changed})" if changed else "")


def last_of(shown: int, count: int) -> str:
    """Above a list that has the newest ones only."""
    return f"The last {shown} of {count}. `recoveryplan history --all` shows every one."


def day_went_back(numbers: Sequence[int]) -> str:
    """Below a list with days out of order."""
    named = _listed([str(number) for number in numbers])
    if len(numbers) == 1:
        return f"Version {named} has an earlier day than the one before it. The order is the one they were saved in."
    return f"Versions {named} have an earlier day than the one before. The order is the one they were saved in."


def of_version(number: int, day: str) -> str:
    """Above the plan as it was."""
    return f"This is version {number}{f' of {day}' if day else ''}, not your plan of today."


def is_version(number: int, day: str) -> str:
    """The same where the plan still stands as it did then."""
    return f"This is version {number}{f' of {day}' if day else ''}. It is your plan as it is now, too."


# --- bringing a version back ---


def restored(number: int) -> str:
    """The reason of a version that brings another back."""
    return f"restored {number}"


def restore_heading(number: int, day: str) -> str:
    """Above what would change."""
    return f"This brings back version {number}{_aside(day)}. Against your plan as it is now:"


def restore_missing(number: int, day: str) -> str:
    """Above what comes back where the plan's file is gone."""
    return f"Your plan file is not there. This brings back version {number}{_aside(day)}. Against the last one saved:"


RESTORE_SAME = "Nothing that is shown here would change."
STAYS = {
    "counting": "your count of days",
    "review": "the day of your next review",
    "offers": "what you said to what may fit you",
    "goals": "goals you reached",
    "body": "what keeps you safe: what you use, your health, your medicine, where you live",
    "checkins": "what your check-ins ask",
    "treatment": "the day of your last visit",
    "family": "who takes part",
    "words": "some of your own words",
}
"""What is not brought back, since it tells what happened, or keeps the person safe."""


def stays(names: Sequence[str]) -> str:
    """What stays as it is now, whatever the older version says."""
    return sentence(f"this stays as it is now: {'; '.join(STAYS[name] for name in names)}")


def stays_out(number: int) -> str:
    """Something of the older version does not come back: who is kept away by now, or has no part in the plan."""
    return f"Not all of it comes back. Some does not fit your plan as it is now. Version {number} still has it."


RESTORE_ASK = "Shall I bring it back?"
RESTORE_YES = "Yes, bring it back as a new version"
RESTORE_NO = "No, leave my plan as it is"
RESTORE_HELP = "Your plan as it is now stays in the history. You can bring that back too. Nothing is deleted."
RESTORE_NO_TERMINAL = ("I can not ask you here if that is what you want. Nothing was changed.",)
RESTORE_MEND = "Please put it right, or move plan.yaml to another place. Then an older version can come back."


def restore_command(number: int) -> str:
    """The call that does not ask."""
    return f"`recoveryplan restore {number} --yes` does it."
