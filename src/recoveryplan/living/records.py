"""What a review, a setback and a check-in hold. One of them is one file; nothing in it is changed later.

The interview fills them as it fills a plan: their paths stand in ``content/records.yaml``, below ``record``.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from recoveryplan.plan import parts
from recoveryplan.plan.fields import Choice, Day, Extra, Id, Line, Long, Number, Score, YesNo
from recoveryplan.plan.parts import Part, Thing


class Answers(Part):
    """Answers to a standard measure (E10): item id → points, their total, and whether all were answered."""

    measure: Annotated[str, Choice("measure")]
    items: dict[str, Number] = Field(default_factory=dict)
    score: Number | None = None


class Change(Thing):
    """One change of the plan: what became of the thing with this id, why, and the id of what replaced it."""

    how: Annotated[str, Choice("change")]
    by: Id | None = None
    because: Line | None = None


class Added(Part):
    """One thing that the person took from an offer: the list it went into, and the thing."""

    into: Line
    item: dict[str, Extra] = Field(default_factory=dict)


class Record(Part):
    """What every record has: its kind, its day, and the version of the plan that it led to, if any."""

    record: Number = 1
    kind: Line | None = None
    version: Number | None = None
    day: Day | None = None
    at: Line | None = None
    changes: tuple[Change, ...] = ()


# --- a review (E1 to E8) ---


class GoalLook(Thing):
    """How one goal stands (E3, E5), and what becomes of it."""

    what: Line | None = None
    how: Annotated[str, Choice("goal_look")] | None = None
    reached: Day | None = None
    next: Annotated[str, Choice("goal_next")] | None = None
    words: Line | None = None
    by: Day | None = None
    why: Line | None = None


class ToolLook(Thing):
    """How a strategy or a skill did (E8). ``before`` counts the reviews at which it was not the right fit; ``about``
    and ``kind`` are those of its trigger."""

    what: Line | None = None
    about: Line | None = None
    option: Line | None = None
    kind: Line | None = None
    before: Number | None = None
    how: Annotated[str, Choice("tool_look")] | None = None
    next: Annotated[str, Choice("tool_next")] | None = None
    words: Line | None = None


class PersonLook(Thing):
    """Somebody whose number or role changed, or who is not there for the person any more."""

    what: Line | None = None
    stays: YesNo | None = None
    phone: Line | None = None


class DateLook(Thing):
    """A hard day in the next 30 days (G7); ``now`` is what the plan says of it so far."""

    what: Line | None = None
    on: Day | None = None
    now: Line | None = None
    plan: Line | None = None


class Gone(Thing):
    """Something that an earlier review took out."""


class Life(Part):
    """What changed around the person (A6, E2)."""

    home: Annotated[str, Choice("home")] | None = None
    work: Annotated[str, Choice("work")] | None = None
    hours: Annotated[str, Choice("hours")] | None = None
    money: Annotated[str, Choice("money")] | None = None
    caring: tuple[Annotated[str, Choice("caring")], ...] = ()
    reach: tuple[Annotated[str, Choice("reach")], ...] = ()
    transport: Annotated[str, Choice("transport")] | None = None


class Medicine(Part):
    """What changed on the medicine page (G6). Never a dose."""

    look: Annotated[str, Choice("still_right")] | None = None
    if_run_out: Line | None = None
    naloxone_where: Line | None = None
    naloxone_expires: Day | None = None


class Visit(Part):
    """A visit since the last review, and what was agreed (F7)."""

    was: YesNo | None = None
    on: Day | None = None
    agreed: tuple[parts.Text, ...] = ()


class Stuck(Part):
    """When little moves, or little seems worth it (E6, E7): what could help.

    ``still`` is whether the review before this one had goals and none of them moved; ``plateau`` is whether none did
    in this one either; ``low`` is whether a change matters little to the person now.
    """

    still: YesNo | None = None
    plateau: YesNo | None = None
    low: YesNo | None = None
    easier: Annotated[str, Choice("easier")] | None = None
    try_: Line | None = Field(None, alias="try")
    ask: Line | None = None
    stress: YesNo | None = None
    stress_words: Line | None = None
    ease: Line | None = None
    service: YesNo | None = None
    service_words: Line | None = None
    service_next: Line | None = None


class Capital(Part):
    """How many strengths the plan names, by kind (A3)."""

    personal: Number | None = None
    social: Number | None = None
    community: Number | None = None


class Review(Record):
    """A review of the plan, monthly or after something that happened; ``told``: what it was, was said beforehand;
    ``begun`` is the day of its first answer."""

    begun: Day | None = None
    told: YesNo | None = None
    event: Annotated[str, Choice("event")] | None = None
    event_words: Line | None = None
    event_ease: Line | None = None
    much: Annotated[str, Choice("how_much")] | None = None
    well: Long | None = None
    gone: tuple[Gone, ...] = ()
    goals: tuple[GoalLook, ...] = ()
    used: tuple[Id, ...] = ()
    tools: tuple[ToolLook, ...] = ()
    stuck: Stuck = Field(default_factory=Stuck)
    triggers: tuple[parts.Trigger, ...] = ()
    warning_signs: tuple[parts.WarningSign, ...] = ()
    life: Life = Field(default_factory=Life)
    people_look: Annotated[str, Choice("still_right")] | None = None
    people_changed: tuple[Id, ...] = ()
    people_now: tuple[PersonLook, ...] = ()
    people: tuple[parts.Person, ...] = ()
    medicine: Medicine = Field(default_factory=Medicine)
    visit: Visit = Field(default_factory=Visit)
    dates_ahead: tuple[DateLook, ...] = ()
    hard_dates: tuple[parts.HardDate, ...] = ()
    readiness: parts.Readiness = Field(default_factory=parts.Readiness)
    motivations: tuple[parts.Text, ...] = ()
    strengths: parts.Strengths = Field(default_factory=parts.Strengths)
    capital: Capital = Field(default_factory=Capital)
    new_goals: tuple[parts.Goal, ...] = ()
    measures: tuple[Answers, ...] = ()
    enough: Line | None = None
    rhythm: Annotated[str, Choice("rhythm")] | None = None
    next: Day | None = None
    offers: tuple[parts.Offer, ...] = ()
    added: tuple[Added, ...] = ()


# --- a setback, or a near one (E4) ---


class Moment(Thing):
    """What made it hard, or a sign before it, as it can be picked.

    ``answer`` is what the plan says to do at it; ``change`` is what the person will do next time.
    """

    what: Line | None = None
    kind: Line | None = None
    answer: Line | None = None
    change: Line | None = None


class Setback(Record):
    """A setback or a near one. Nothing in the plan is reset by it.

    ``there``, ``signs_now``, ``tools``, ``people_now`` and ``week`` are what is asked about; the file has only answers.
    """

    with_me: Annotated[str, Choice("with_me")] | None = None
    what: Annotated[str, Choice("setback_kind")] | None = None
    on: Day | None = None
    story: Long | None = None
    triggers: tuple[Id, ...] = ()
    trigger: Line | None = None
    signs: tuple[Id, ...] = ()
    sign: Line | None = None
    helped: tuple[Id, ...] = ()
    helped_words: Line | None = None
    change: Line | None = None
    change_for: Id | None = None
    person: Id | None = None
    count: Annotated[str, Choice("count_next")] | None = None
    again: YesNo | None = None
    word: Line | None = None
    there: tuple[Moment, ...] = ()
    signs_now: tuple[Moment, ...] = ()
    tools: tuple[ToolLook, ...] = ()
    people_now: tuple[PersonLook, ...] = ()
    week: Day | None = None


# --- a check-in (E9) ---


class OwnScore(Thing):
    """An answer to a scale of the person's own."""

    name: Line | None = None
    low: Line | None = None
    high: Line | None = None
    score: Score | None = None


class CheckIn(Part):
    """One check-in. Any number of them may stand on one day; ``corrects`` names the one it takes the place of."""

    checkin: Number = 1
    day: Day | None = None
    at: Line | None = None
    corrects: Line | None = None
    mood: Score | None = None
    sleep: Score | None = None
    craving: Score | None = None
    connection: Score | None = None
    hope: Score | None = None
    own: tuple[OwnScore, ...] = ()
    used: YesNo | None = None
    effects: Line | None = None
    note: Long | None = None
    falls: Number | None = None
    low: Number | None = None
    high: Number | None = None
