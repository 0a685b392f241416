"""A made-up person's plan with something in every part, and a context to draw it in."""

from __future__ import annotations

from typing import Any

from recoveryplan import resources
from recoveryplan.worksheets.sheets import Context
from recoveryplan.yamlfile import plain, read


def vocabulary() -> dict[str, dict[str, str]]:
    tree: Any = plain(read(resources.content("choices.yaml"), "choices.yaml"))
    return tree


DANGER = (
    "Hard to wake, slow breathing, blue or gray lips: call 911. Give naloxone too, and stay.",
    "Seizure, confusion or bad shaking: call 911.",
    "Thoughts of ending your life: call or text 988.",
)
LINES = (
    "988 Suicide & Crisis Lifeline: call or text 988, any hour.",
    "SAMHSA National Helpline: call 1-800-662-4357, any hour.",
    "Crisis Text Line: text HOME to 741741.",
    "Numbers checked 2026-11-01. They may be old.",
)
NOTICES = (
    "Stopping alcohol all at once can bring seizures and can kill. Talk with a doctor before the day you stop.",
    "After a break your body takes less. Keep naloxone near, and do not use alone.",
)


def context(**changes: Any) -> Context:
    made = Context(
        vocabulary(),
        NOTICES,
        DANGER,
        LINES,
        "In danger: call 911. Thoughts of ending your life: call or text 988.",
        "0.1.0",
    )
    return made._replace(**changes)


def blank_context(**changes: Any) -> Context:
    return context(notices=(), **changes)


KEPT_AWAY = "Rick from the garage"


def plan() -> dict[str, Any]:
    tree: Any = plain(read(PLAN.encode(), "plan.yaml"))
    return tree


PLAN = """
# This person is made up.
schema_version: 1
version: 3
updated: 2026-11-22
reason: monthly review
motivations:
- {id: m1, text: I want to sleep through the night.}
- {id: m2, text: My daughter says I laugh more when I have not been drinking.}
about: {name: Jo Example, age: age_26_64, faith: either, story: "I started young.\\nI am still here."}
readiness: {importance: 9, confidence: 6, stage: early}
substances:
- {id: u1, kind: alcohol, often: daily, craving: 7, want: cut_down}
aim: {want: cut_down, words: Fewer bad mornings, by: 2026-12-01}
hard_moment:
  steps:
  - {id: h1, do: Move somewhere safer. Do not drive if I have used.}
  - {id: h2, do: Call Dana.}
  - {id: h3, do: Walk to the river.}
triggers:
- id: t1
  kind: place
  what: the bar on Fifth Street, on my way home
  strategies:
  - {id: s1, if: I have to pass the bar on Fifth Street, then: take Oak Avenue and call Dana before I leave}
- id: t2
  kind: feeling
  what: feeling lonely on a Sunday evening
  strategies:
  - {id: s2, if: I feel lonely on a Sunday evening, then: go to the seven o'clock meeting}
  - {id: s3, then: play guitar until the urge has passed}
warning_signs:
- id: w1
  level: green
  sign: I stop answering messages
  responses:
  - {id: r1, do: write to one person the same day, person: p2}
- id: w2
  level: red
  sign: I plan where to buy
  responses:
  - {id: r2, do: call and say it out loud, person: p1}
goals:
- id: g1
  area: community
  what: attend three support group meetings per week
  measure: meetings a week
  by: 2026-12-22
  why: [m1, m2]
  leans_on: [n1]
  steps:
  - {id: h4, text: ask Dana which one she likes}
- {id: g2, what: run ten kilometres with Sam, status: reached, reached: 2026-11-02}
coping:
- {id: c1, what: breathe out slowly ten times, state: have}
- {id: c2, what: riding out an urge, state: learning, how: with the counselor on Tuesdays}
- {id: c3, what: cold water on my face}
self_care:
- {id: k1, area: sleep, what: phone in the kitchen by ten, anchor: after brushing my teeth}
- {id: k2, area: movement, what: walk the dog the long way}
strengths:
  personal:
  - {id: n1, text: I keep promises to other people}
  social:
  - {id: n2, text: my brother's kitchen table}
barriers:
- {id: b1, kind: hours, what: night shifts, strategies: [{id: s4, if: I am on nights, then: join the online group}]}
commitments:
- {id: d1, what: helping at the food bank, starts: 2026-12-05}
people:
- {id: p1, name: Dana, kind: sponsor, role: sponsor, phone: 555-0142, when: any evening}
- {id: p2, name: Sam, kind: family, role: brother, phone: "+1 555 0199"}
- {id: p3, name: Tuesday group, kind: group, note: "church hall, side door"}
keep_distance:
- {id: x1, who: Rick from the garage, note: Rick from the garage knows where I park}
support: {animals: Sam takes the dog}
accountability: {partner: p1, agreed: [{id: a1, text: one more meeting in a hard week}]}
signed: {on: 2026-11-22, witness: Dana}
mind:
  thoughts: "yes"
  means_near: "yes"
  means_plan: Rick from the garage holds the key
medicine:
  items:
  - {id: i1, name: Naltrexone, kind: naltrexone, prescriber: Dr. Ruiz, pharmacy: Oak Street, refill: first Monday}
  if_missed: call the pharmacy
  naloxone_where: top drawer by the door
  naloxone_expires: 2027-06-30
treatment:
  plan_with: Oak Street clinic
  to_discuss: [{id: q1, text: care that treats drinking and anxiety together}]
  questions: [{id: q2, text: What can I do when I can not sleep?}]
past_care:
- {id: f1, what: a day program, helped: no, note: it was at work hours}
- {id: f2, what: group on Tuesdays, helped: yes}
if_i_use:
  wanted: yes
  steps: [{id: h5, do: tell Sam before}]
  told: p2
hard_dates:
- {id: y1, what: pay day, every: month, plan: Sam comes by at five}
- {id: y2, what: the day dad died, on: 2026-12-09, plan: visit the river with my brother}
review: {next: 2026-12-22}
preferences: {country: US, rhythm: monthly, paper: letter, family: boundaries}
"""
