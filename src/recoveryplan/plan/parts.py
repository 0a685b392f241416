"""The things a plan is made of. Every field but ``id`` and the words of a thing may be left out.

The letters and numbers (A1 … G10) in the docstrings name the needs they serve; docs/plan-format.md lists them.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from recoveryplan.plan.fields import (
    Choice,
    Country,
    Day,
    Id,
    Line,
    Long,
    Number,
    Score,
    YesNo,
    YesNoUnsure,
    problem,
)


class Part(BaseModel):
    """A group of fields. Unknown keys are refused; a key with nothing behind it counts as left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            raise problem("a group of lines like `name: …` belongs here", "Look at docs/plan-format.md for its shape.")
        return {key: value for key, value in data.items() if value is not None}


class Thing(Part):
    """Something in a list, with an id that stays the same when its words change."""

    id: Id


class Text(Thing):
    """Own words and nothing more: a reason (A1), a strength (A3), a value."""

    text: Line
    from_: Line | None = Field(None, alias="from")


class Strategy(Thing):
    """What I will do instead (B2): printed as "If …, then I will …"."""

    if_: Line | None = Field(None, alias="if")
    then: Line
    from_: Line | None = Field(None, alias="from")


class Trigger(Thing):
    """What makes me want to use (A7), of one type."""

    kind: Annotated[str, Choice("trigger")] | None = None
    what: Line
    strategies: tuple[Strategy, ...] = ()


class Barrier(Thing):
    """What stands in the way (A2)."""

    kind: Annotated[str, Choice("barrier")] | None = None
    what: Line
    strategies: tuple[Strategy, ...] = ()
    from_: Line | None = Field(None, alias="from")


class Strengths(Part):
    """Recovery capital of three kinds (A3): in me, people and places near me, around me."""

    personal: tuple[Text, ...] = ()
    social: tuple[Text, ...] = ()
    community: tuple[Text, ...] = ()


class Substance(Thing):
    """Something I use or did use (A8). Every field may stay unanswered."""

    kind: Annotated[str, Choice("substance")]
    name: Line | None = None
    often: Annotated[str, Choice("often")] | None = None
    how_long: Line | None = None
    craving: Score | None = None
    prescribed: YesNoUnsure | None = None
    withdrawal_before: YesNoUnsure | None = None
    overdose_before: YesNoUnsure | None = None
    want: Annotated[str, Choice("want")] | None = None


class Aim(Part):
    """What the person wants about their use (A8)."""

    want: Annotated[str, Choice("want")] | None = None
    words: Line | None = None
    by: Day | None = None


class Break(Part):
    """A recent time without using, after which the body stands less."""

    kind: Annotated[str, Choice("break")] | None = None
    until: Day | None = None


class Readiness(Part):
    """How much it matters, how sure I am, and where I stand (A10)."""

    importance: Score | None = None
    confidence: Score | None = None
    stage: Annotated[str, Choice("stage")] | None = None


class About(Part):
    """Who I am, as far as I want the plan to know (A11, F12)."""

    name: Line | None = None
    age: Annotated[str, Choice("age")] | None = None
    language: Line | None = None
    culture: Line | None = None
    faith: Annotated[str, Choice("faith")] | None = None
    faith_words: Line | None = None
    identity: tuple[Annotated[str, Choice("identity")], ...] = ()
    values: tuple[Text, ...] = ()
    privacy: Line | None = None
    story: Long | None = None


class Goal(Thing):
    """A SMART goal for the person's own life (B1)."""

    area: Annotated[str, Choice("goal_area")] | None = None
    what: Line
    measure: Line | None = None
    by: Day | None = None
    confidence: Score | None = None
    why: tuple[Id, ...] = ()
    leans_on: tuple[Id, ...] = ()
    steps: tuple[Text, ...] = ()
    status: Annotated[str, Choice("goal_status")] | None = None
    reached: Day | None = None
    note: Line | None = None


class Coping(Thing):
    """A coping skill: have it, or learning it and how (B3)."""

    what: Line
    state: Annotated[str, Choice("coping_state")] | None = None
    how: Line | None = None
    from_: Line | None = Field(None, alias="from")


class SelfCare(Thing):
    """Self-care, tied to a routine where the person likes (B4)."""

    area: Annotated[str, Choice("self_care_area")] | None = None
    what: Line
    anchor: Line | None = None
    from_: Line | None = Field(None, alias="from")


class Response(Thing):
    """What I do at a warning sign; may name a person of the plan (B5)."""

    do: Line
    person: Id | None = None
    from_: Line | None = Field(None, alias="from")


class WarningSign(Thing):
    """A sign that things are getting harder, and what I do then (B5)."""

    level: Annotated[str, Choice("sign_level")] | None = None
    sign: Line
    responses: tuple[Response, ...] = ()


class Commitment(Thing):
    """A further commitment, such as volunteering or study (B6)."""

    what: Line
    starts: Day | None = None
    ends: Day | None = None


class Person(Thing):
    """Somebody or some group that supports me (C1)."""

    name: Line
    kind: Annotated[str, Choice("person")] | None = None
    role: Line | None = None
    phone: Line | None = None
    when: Line | None = None
    note: Line | None = None


class Distance(Thing):
    """Who or what I keep away from (C2). On no print, card or shared copy."""

    who: Line
    note: Line | None = None


class Support(Part):
    """Support I would like to find (C1), and who looks after whom, if I go to hospital (G9)."""

    wanted: tuple[Annotated[str, Choice("person")], ...] = ()
    children: Line | None = None
    animals: Line | None = None
    home: Line | None = None


class Accountability(Part):
    """What we will do to add support, and with whom it was agreed (D4)."""

    partner: Id | None = None
    agreed: tuple[Text, ...] = ()


class Signed(Part):
    """A formal commitment (D5): date and witness, both optional."""

    on: Day | None = None
    witness: Line | None = None


class Step(Thing):
    """One of the first things I do in a hard moment."""

    do: Line
    from_: Line | None = Field(None, alias="from")


class HardMoment(Part):
    """The next steps that `now` shows: up to three."""

    steps: tuple[Step, ...] = ()


class HardDate(Thing):
    """A day ahead that may be hard (G7)."""

    what: Line
    on: Day | None = None
    every: Annotated[str, Choice("every")] | None = None
    plan: Line | None = None


class Counting(Part):
    """Counting days, if wanted, from the day the person chose (E5).

    ``first`` says whether that day counts as day 0 or day 1. ``longest`` and ``total`` are days counted before
    ``since``: a setback adds to them and takes nothing away. ``marks`` are the numbers of days the person wants told.
    """

    wanted: YesNo | None = None
    since: Day | None = None
    first: Annotated[str, Choice("count_first")] | None = None
    longest: Number | None = None
    total: Number | None = None
    marks: tuple[Number, ...] = ()


class Review(Part):
    """When the next look at the plan is due (E1), and what is good enough until then (E7)."""

    next: Day | None = None
    last: Day | None = None
    enough: Line | None = None


class OwnScale(Thing):
    """A 0–10 question of the person's own for their check-ins (E9)."""

    name: Line
    low: Line | None = None
    high: Line | None = None


class CheckIns(Part):
    """What a check-in asks besides its five scales (E9, E9b, E10). All of it is off until the person wants it."""

    used: YesNo | None = None
    own: tuple[OwnScale, ...] = ()
    measures: tuple[Annotated[str, Choice("measure")], ...] = ()


class Preferences(Part):
    """How the person wants this program to be. There is no other settings file."""

    country: Country | None = None
    word_for_setback: Line | None = None
    rhythm: Annotated[str, Choice("rhythm")] | None = None
    paper: Annotated[str, Choice("paper")] | None = None
    family: Annotated[str, Choice("family")] | None = None
    discreet: YesNo | None = None


class Offer(Thing):
    """What the person said to an offer, and the answers it was based on (F2)."""

    status: Annotated[str, Choice("offer_status")]
    on: Day | None = None
    seen: tuple[Line, ...] = ()
