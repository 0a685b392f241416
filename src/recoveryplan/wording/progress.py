"""What `progress` says: trends, counts and milestones. Facts and dates, no verdict, and no blame for a gap."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

TITLE = "How it has been going"
OPENING = "These are your own numbers. There is no right answer in them, and no mark to reach."
PAGE_OPENING = (
    "These are your own numbers, to look at by yourself or with someone you trust. "
    "There is no right answer in them, and no mark to reach."
)

CHECKINS = "Your check-ins"
COMPARED = "Up and down compare the first part of this time with the last part. A single day may be quite different."
WITHOUT_ANSWER = {"signs": "A dot is a time without an answer.", "digits": "A dash is a time without an answer."}

GOALS_DONE = "What you reached"
GOALS_OPEN = "What is going on"
TOOLS = "What helped"
TOOLS_FROM = "This is from your reviews."
TOOLS_FROM_HARD = "This is from the hard moments you told of."
TOOLS_FROM_BOTH = "This is from your reviews, and from the hard moments you told of."
CAPITAL = "What you can lean on"
READINESS = "How much it matters, and how sure you are"
MEASURES = "Standard questions"
NOT_A_DIAGNOSIS = "This is not a diagnosis. You can show it to someone who knows you and your health."
DAYS = "Your days"
USED = "What you said about use"
USED_WHO = "Think of who can see this. In some hands, such an answer can be used against you."

PAGE_READY = "Your page is ready. Open it in a web browser:"
PAGE_LEFT_OFF = (
    "Answers on use, your notes, and the names and numbers of people in your plan are left off the page. "
    "So are words on dark thoughts, or on a danger at home."
)

EMPTY = (
    "There is nothing to show yet, and that is fine.",
    "`recoveryplan checkin` takes a minute. A few of them, and you can see how it goes.",
    "`recoveryplan review` looks at your goals and at what helped.",
)
EMPTY_NOW = (
    "There is nothing in the last six months. What you wrote before is still there.",
    "`recoveryplan progress --all` shows it.",
    "`recoveryplan checkin` starts again, any day.",
)
MORE_BEFORE = "`recoveryplan progress --all` also shows what is older."
PAGE_ONLY = ("-o names a folder for the page.", "Please use it with --html.")
ONE_WAY = ("Please choose one way: --json or --html.",)

SCALES = {
    "mood": ("Mood", "very low", "very good"),
    "sleep": ("Sleep", "hardly any", "slept well"),
    "craving": ("Craving", "none", "as strong as it can be"),
    "connection": ("Connection", "all alone", "very close"),
    "hope": ("Hope", "none at all", "a lot"),
}
"""Each scale of a check-in: its name, and what its 0 and its 10 mean, as the check-in asks it."""

KINDS = {"personal": "In me", "social": "People and places near me", "community": "Around me"}
"""The kinds of strength, as the plan's own pages call them."""

CAPITAL_COUNTED = "How many your plan names"
WHEN, NOW = "When", "Now"

IMPORTANCE = "How much it matters"
CONFIDENCE = "How sure you are"
SOMEBODY, SELF, MINE = "somebody", "me", "my"
PEOPLE = {
    "family": "someone in my family",
    "friend": "a friend",
    "sponsor": "my sponsor",
    "professional": "someone from my care",
}
"""What stands on a page in the place of a name, by what the person is to them."""

NO_NUMBER = "…"
"""What stands there in the place of a telephone number."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_UNITS = {"week": "week", "month": "month", "quarter": "three months", "year": "year"}


# --- numbers and days ---


def number(value: float) -> str:
    """A score as a person writes it, to the half: 4, or 4.5."""
    return f"{int(value * 2 + 0.5) / 2:.1f}".removesuffix(".0")


def times(count: int) -> str:
    """How often."""
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def counted(count: int, one: str) -> str:
    """So many of a thing."""
    return f"1 {one}" if count == 1 else f"{count:,} {one}s"


def day(when: datetime.date) -> str:
    """A day, like 4 October 2026."""
    return f"{when.day} {month(when)}"


def month(when: datetime.date) -> str:
    """A month, like October 2026."""
    return f"{_MONTHS[when.month - 1]} {when.year}"


def short_month(when: datetime.date) -> str:
    """A month for a narrow place, like Oct 2026."""
    return f"{_MONTHS[when.month - 1][:3]} {when.year}"


def unit_label(start: datetime.date, unit: str) -> str:
    """A week, month, quarter or year by name."""
    if unit == "week":
        return f"{start.day} {short_month(start)}"
    if unit == "quarter":
        last = _MONTHS[(start.month + 1) % 12][:3]
        return f"{_MONTHS[start.month - 1][:3]} to {last} {start.year}"
    return short_month(start) if unit == "month" else str(start.year)


def _named(when: datetime.date, today: datetime.date, by_day: bool) -> str:
    """A month, with its day where that tells more, and with its year where it is not this one."""
    name = f"{when.day} {_MONTHS[when.month - 1]}" if by_day else _MONTHS[when.month - 1]
    return name if when.year == today.year else f"{name} {when.year}"


# --- a trend ---


def trend(name: str, said: str) -> str:
    """One scale's sentence."""
    return f"{name}: {said}."


def sentence(said: str) -> str:
    """The same without the name, as a sentence of its own."""
    return f"{said[:1].upper()}{said[1:]}."


def since(when: datetime.date, today: datetime.date, by_day: bool) -> str:
    """Since when something has been so."""
    return f"since {_named(when, today, by_day)}"


def between(first: datetime.date, last: datetime.date, today: datetime.date, by_day: bool) -> str:
    """From when to when something was so, where it ended a good while ago."""
    start, end = _named(first, today, by_day), _named(last, today, by_day)
    return f"in {start}" if start == end else f"from {start} to {end}"


def moved(way: str, before: float, after: float, when: str) -> str:
    """It went up or down. Never if that is good."""
    return f"{way} from {number(before)} to {number(after)} {when}"


def same(middle: float, when: str) -> str:
    """It stayed where it was."""
    return f"about the same {when}, near {number(middle)}"


def unclear(low: float, high: float, when: str) -> str:
    """It moves too much to tell."""
    return f"no clear way {when}: up and down between {number(low)} and {number(high)}"


def lately(before: float, late: float) -> str:
    """The last two weeks went another way. Never if that is good. Comes behind the sentence on the whole time."""
    way = "higher" if late > before else "lower"
    return f". In the last two weeks it was {way}: {number(late)}, and {number(before)} in the weeks before"


def too_little(answers: int, days: int, short: bool) -> str:
    """Too little to tell."""
    if not answers:
        return "no answers here"
    if short:
        return f"{counted(answers, 'check-in')} on {counted(days, 'day')}, too short a time to tell a trend"
    return f"{counted(answers, 'check-in')}, too few to tell a trend"


def ends(name: str, pairs: Sequence[tuple[float, datetime.date]], today: datetime.date) -> str:
    """The first and the last number, with their months."""
    said = [f"{number(value)} in {_named(when, today, by_day=False)}" for value, when in pairs]
    if len(pairs) == 2 and pairs[0][1].replace(day=1) == pairs[1][1].replace(day=1):
        said = [f"{number(value)} on {_named(when, today, by_day=True)}" for value, when in pairs]
    return f"{name}: {', then '.join(said)}."


def range_words(low: float, high: float) -> str:
    """The lowest and the highest."""
    return f"Lowest {number(low)}, highest {number(high)}."


def one_sign(unit: str, form: str, gaps: bool) -> str:
    """What one sign of a row stands for. ``form``: signs or digits."""
    what = "Each sign in a row is" if form == "signs" else "Each number in a row is"
    row = f"{what} a usual day of one {_UNITS[unit]}." if unit != "quarter" else f"{what} a usual day of three months."
    return f"{row} {WITHOUT_ANSWER[form]}" if gaps else row


def table_label(unit: str) -> str:
    """The heading of a table by week, month, and so on."""
    return f"A usual day of each {_UNITS[unit]}" if unit != "quarter" else "A usual day of every three months"


def unit_name(unit: str) -> str:
    """The heading of the first column."""
    return {"week": "Week of", "month": "Month", "quarter": "Months", "year": "Year"}[unit]


def cell(value: float | None) -> str:
    """A number in a table; a gap stays empty."""
    return "" if value is None else number(value)


def row(label: str, values: Mapping[str, float | None]) -> str:
    """One line of the table, where a table does not fit."""
    said = [f"{name} {number(value)}" for name, value in values.items() if value is not None]
    return f"{label}: {', '.join(said) if said else 'no answers'}"


def how_often(checkins: int, days: int, first: datetime.date, last: datetime.date) -> str:
    """How many check-ins there are. Never how many there could have been."""
    if checkins == 1:
        return f"You checked in once, on {day(first)}."
    if days == 1:
        return f"You checked in {times(checkins)}, on {day(first)}."
    on = "" if days == checkins else f", on {counted(days, 'day')}"
    return f"You checked in {times(checkins)}{on}, from {day(first)} to {day(last)}."


# --- goals, tools, strengths ---


def reached(what: str, when: datetime.date | None) -> str:
    """A goal that was reached, with its day."""
    return f"{what} ({day(when)})" if when else what


def goals_counted(done: int, going: int) -> str:
    """How many goals were reached, and how many go on."""
    said = [f"{counted(done, 'goal')} reached"] if done else []
    said += [f"{counted(going, 'goal')} going on"] if going else []
    return f"{', '.join(said)}."


def tools_from(reviews: bool, hard: bool) -> str:
    """Where it is from: reviews, setbacks, or both."""
    if not hard:
        return TOOLS_FROM
    return TOOLS_FROM_BOTH if reviews else TOOLS_FROM_HARD


def tool(what: str, helped: int, a_bit: int, not_fit: int, hard: int = 0) -> str:
    """How often a strategy or skill helped; ``hard``: in a setback or a near one."""
    said = [f"helped {times(helped)}"] if helped else []
    said += [f"helped {times(hard)} in a hard moment"] if hard else []
    said += [f"helped a bit {times(a_bit)}"] if a_bit else []
    said += [f"not the right fit {times(not_fit)}"] if not_fit else []
    return f"{what}: {', '.join(said)}"


def more_of(count: int) -> str:
    """Said where a list is cut."""
    return f"… and {count} more."


def capital(name: str, now: int, before: int | None, when: str) -> str:
    """How many strengths of a kind the plan names, and how many it named before."""
    then = f" ({before} {when})" if before is not None and before != now else ""
    return f"{name}: {now}{then}"


def in_month(when: datetime.date, today: datetime.date) -> str:
    """In which month."""
    return f"in {_named(when, today, by_day=False)}"


def could_grow(names: Sequence[str]) -> str:
    """The thinnest kind of strength, as what could grow."""
    return f"Could grow: {'; '.join(name[:1].lower() + name[1:] for name in names)}."


# --- days ---


def days_now(now: int) -> str:
    """The days that the person counts."""
    return f"Now: {counted(now, 'day')}."


def days_all(longest: int, total: int) -> str:
    """The longest run, and all days together."""
    return f"Longest: {counted(longest, 'day')}. All together: {counted(total, 'day')}."


def mark(days: int, when: datetime.date | None) -> str:
    """A number of days that the person wanted to be told of: when it came, or that an earlier run reached it."""
    return f"{counted(days, 'day')}: {day(when) if when else 'you have been there before'}"


def mark_next(mark: int, when: datetime.date) -> str:
    """The next such number."""
    return f"Next: {counted(mark, 'day')}, on {day(when)}."


MARKS = "Days you wanted to be told of"


# --- the rest ---


def used_counts(used: int, not_used: int) -> str:
    """How often each answer was given."""
    said = [f"Used: {times(used)}."] if used else []
    said += [f"Did not use: {times(not_used)}."] if not_used else []
    return " ".join(said)


def passed_over(count: int) -> str:
    """Said when files could not be read."""
    what = "1 file here" if count == 1 else f"{count} files here"
    return f"{what} could not be read as ours. I left {'it' if count == 1 else 'them'} as they are."


def chart_label(unit: str) -> str:
    """What stands above a picture's table."""
    return f"{table_label(unit)}{'. 1st is the first week of a month.' if unit == 'week' else ''}"


def chart_title(name: str, unit: str) -> str:
    """The title of a picture."""
    return f"{name}, by {_UNITS[unit]}" if unit != "quarter" else f"{name}, every three months"


def chart_words(name: str, said: str, low: str, high: str) -> str:
    """What a picture shows, in words."""
    ends = "0 to 10" if (low, high) == ("0", "10") else f"0 ({low}) to 10 ({high})"
    return f"{trend(name, said)} The picture goes from {ends}. The same numbers stand in the table below."


def column(unit: str, place: int) -> str:
    """The heading of a column of a picture's table."""
    if unit == "week":
        return ("1st", "2nd", "3rd", "4th", "5th")[place]
    if unit == "month":
        return ("First month", "Second", "Third")[place]
    return ("Jan to Mar", "Apr to Jun", "Jul to Sep", "Oct to Dec")[place] if unit == "quarter" else "Usual"


def group_name(unit: str) -> str:
    """The heading of the first column of a picture's table."""
    return {"week": "Month", "month": "Three months"}.get(unit, "Year")


def chart_group(start: datetime.date, unit: str) -> str:
    """The heading of a row of a picture's table."""
    if unit == "month":
        return unit_label(start.replace(month=start.month - (start.month - 1) % 3), "quarter")
    return short_month(start) if unit == "week" else str(start.year)
