"""Health, care and circumstances: the parts of a plan that say how a person is, and what care they have or want."""

from __future__ import annotations

from typing import Annotated

from recoveryplan.plan.fields import Choice, Day, Id, Line, Long, YesNo, YesNoUnsure
from recoveryplan.plan.parts import Part, Step, Text, Thing


class Condition(Thing):
    """A health or mental-health condition the person names (A4, A5)."""

    kind: Annotated[str, Choice("condition")]
    name: Line | None = None
    care: Line | None = None


class Health(Part):
    """Physical health (A4)."""

    conditions: tuple[Condition, ...] = ()
    pain: YesNo | None = None
    pregnant: YesNoUnsure | None = None
    infection: YesNoUnsure | None = None
    food: Line | None = None
    sleep: Line | None = None
    note: Long | None = None


class Mind(Part):
    """Mental health (A5), and what else is heavy (G11). Never what happened in a trauma: only if care is wanted."""

    conditions: tuple[Condition, ...] = ()
    care_before: Line | None = None
    trauma_care: YesNoUnsure | None = None
    heavy: tuple[Annotated[str, Choice("heavy")], ...] = ()
    thoughts: YesNo | None = None
    means_near: YesNoUnsure | None = None
    means_plan: Line | None = None


class Circumstances(Part):
    """Home, work and daily life (A6), and what getting to care takes (F5)."""

    home: Annotated[str, Choice("home")] | None = None
    living_with: Line | None = None
    work: Annotated[str, Choice("work")] | None = None
    hours: Annotated[str, Choice("hours")] | None = None
    caring: tuple[Annotated[str, Choice("caring")], ...] = ()
    legal: tuple[Annotated[str, Choice("legal")], ...] = ()
    money: Annotated[str, Choice("money")] | None = None
    insurance: Annotated[str, Choice("insurance")] | None = None
    transport: Annotated[str, Choice("transport")] | None = None
    reach: tuple[Annotated[str, Choice("reach")], ...] = ()
    veteran: YesNo | None = None
    routine: Long | None = None
    circles: Line | None = None


class PastCare(Thing):
    """Care tried before, and whether it helped (A9)."""

    what: Line
    kind: Line | None = None
    helped: Annotated[str, Choice("helped")] | None = None
    note: Line | None = None


class Medicine(Thing):
    """One medicine. Never a dose (G6)."""

    name: Line
    kind: Annotated[str, Choice("medicine")] | None = None
    prescriber: Line | None = None
    pharmacy: Line | None = None
    refill: Line | None = None


class MedicinePage(Part):
    """What I do about my medicine when life gets in the way (G6)."""

    items: tuple[Medicine, ...] = ()
    if_missed: Line | None = None
    if_run_out: Line | None = None
    if_travel: Line | None = None
    if_hospital: Line | None = None
    if_arrested: Line | None = None
    lock_box: Line | None = None
    naloxone_where: Line | None = None
    naloxone_expires: Day | None = None


class IfIUse(Part):
    """If I use again (G10), the person's choice."""

    wanted: YesNo | None = None
    steps: tuple[Step, ...] = ()
    told: Id | None = None


class Treatment(Part):
    """Care I have or want to talk over: my treatment plan (F9), how much care (F6), the next visit (F7)."""

    plan_with: Line | None = None
    plan_where: Line | None = None
    to_discuss: tuple[Text, ...] = ()
    questions: tuple[Text, ...] = ()
    agreed: tuple[Text, ...] = ()
    visited: Day | None = None
