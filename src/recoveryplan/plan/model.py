"""The plan: the only store of what a person plans. Every field has a default, so a partial plan is a plan."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from recoveryplan.plan import care, parts
from recoveryplan.plan.fields import Day, Extra, Kind, Line, whole_number

SCHEMA_VERSION = 1
"""The shape of the file this program writes. Older ones are migrated, newer ones are left untouched."""

_Count = Annotated[int, Kind(whole_number(1, 999999), {"type": "integer", "minimum": 1})]


class Plan(parts.Part):
    """One version of a person's recovery plan, in the order its file is written."""

    schema_version: _Count = SCHEMA_VERSION
    version: _Count = 1
    updated: Day | None = None
    reason: Line | None = None

    motivations: tuple[parts.Text, ...] = ()
    about: parts.About = Field(default_factory=parts.About)
    readiness: parts.Readiness = Field(default_factory=parts.Readiness)
    substances: tuple[parts.Substance, ...] = ()
    aim: parts.Aim = Field(default_factory=parts.Aim)
    recent_break: parts.Break = Field(default_factory=parts.Break)
    hard_moment: parts.HardMoment = Field(default_factory=parts.HardMoment)
    triggers: tuple[parts.Trigger, ...] = ()
    warning_signs: tuple[parts.WarningSign, ...] = ()
    goals: tuple[parts.Goal, ...] = ()
    coping: tuple[parts.Coping, ...] = ()
    self_care: tuple[parts.SelfCare, ...] = ()
    strengths: parts.Strengths = Field(default_factory=parts.Strengths)
    barriers: tuple[parts.Barrier, ...] = ()
    commitments: tuple[parts.Commitment, ...] = ()
    people: tuple[parts.Person, ...] = ()
    keep_distance: tuple[parts.Distance, ...] = ()
    support: parts.Support = Field(default_factory=parts.Support)
    accountability: parts.Accountability = Field(default_factory=parts.Accountability)
    signed: parts.Signed = Field(default_factory=parts.Signed)
    health: care.Health = Field(default_factory=care.Health)
    mind: care.Mind = Field(default_factory=care.Mind)
    circumstances: care.Circumstances = Field(default_factory=care.Circumstances)
    past_care: tuple[care.PastCare, ...] = ()
    medicine: care.MedicinePage = Field(default_factory=care.MedicinePage)
    treatment: care.Treatment = Field(default_factory=care.Treatment)
    if_i_use: care.IfIUse = Field(default_factory=care.IfIUse)
    hard_dates: tuple[parts.HardDate, ...] = ()
    counting: parts.Counting = Field(default_factory=parts.Counting)
    checkins: parts.CheckIns = Field(default_factory=parts.CheckIns)
    review: parts.Review = Field(default_factory=parts.Review)
    preferences: parts.Preferences = Field(default_factory=parts.Preferences)
    offers: tuple[parts.Offer, ...] = ()
    more: dict[str, Extra] = Field(default_factory=dict)
