"""Plan and answers files with one thing wrong in each, and the marker that no message may repeat."""

from __future__ import annotations

from dataclasses import dataclass

SECRET = "ZEBRA-7"

PLAN = f"""\
# by hand
schema_version: 1
version: 1
motivations:
- id: m1
  text: {SECRET} wants to sleep
triggers:
- id: t1
  kind: place
  what: the {SECRET} bar
  strategies:
  - id: s1
    then: walk past {SECRET}
goals:
- id: g1
  what: see {SECRET} weekly
  by: 2026-12-22
  why: [m1]
people:
- id: p1
  name: {SECRET}
  phone: "555-0142"
warning_signs:
- id: w1
  sign: no calls to {SECRET}
  responses:
  - id: r1
    do: call {SECRET}
    person: p1
review:
  next: 2026-12-22
preferences:
  country: US
"""

ANSWERS = f"""\
answers_for: new
reasons:
- text: {SECRET} wants to sleep
country: US
substances: [alcohol, opioids]
alcohol-often: weekly
hard-steps:
- do: call {SECRET}
triggers:
- what: the {SECRET} bar
  kind: place
  strategies:
  - then: walk past {SECRET}
people:
- name: {SECRET}
  phone: 555-0142
signs:
- sign: no calls to {SECRET}
goals:
- what: see {SECRET}
  by: 2026-12-22
rhythm: monthly
"""


@dataclass(frozen=True)
class Bad:
    """A file with something wrong: its bytes, and the line a message must name (0: the file as a whole)."""

    name: str
    data: bytes
    line: int


def _line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def _changed(base: str, name: str, old: str, new: str, on: str = "") -> Bad:
    text = base.replace(old, new, 1)
    assert text != base, name
    return Bad(name, text.encode(), _line_of(text, on or new.strip("\n").lstrip(" -")))


def plans() -> list[Bad]:
    """Every wrong plan of issue 2, and some more."""

    def bad(name: str, old: str, new: str, on: str = "") -> Bad:
        return _changed(PLAN, name, old, new, on)

    return [
        bad("unknown key", "review:", f"revue: {SECRET}\nreview:"),
        bad("unknown key inside", "    then: walk", f"    than: {SECRET}\n    then: walk"),
        bad("unknown key that is the secret", "review:", f"{SECRET}: 1\nreview:"),
        bad("text for a list", "why: [m1]", f"why: {SECRET}"),
        bad("list for a text", f"what: see {SECRET} weekly", f"what: [{SECRET}, b]"),
        bad("group for a text", f"what: see {SECRET} weekly", f"what: {{a: {SECRET}}}"),
        bad("text for a group", "review:\n  next: 2026-12-22", f"review: {SECRET}"),
        bad("text for a thing", f'- id: p1\n  name: {SECRET}\n  phone: "555-0142"', f"- {SECRET} alone"),
        bad("a word that is no choice", "kind: place", f"kind: {SECRET}"),
        bad("a word that looks like a choice", "kind: place", "kind: zebra7"),
        bad("bad date", "by: 2026-12-22", f"by: {SECRET}"),
        bad("a day that is not", "by: 2026-12-22", "by: 2026-02-30"),
        bad("a day as a number", "by: 2026-12-22", "by: 0"),
        bad("a day in another order", "next: 2026-12-22", "next: 22.12.2026"),
        bad("a long number", "version: 1\nmot", f"version: {'9' * 5000}\nmot"),
        bad("version as a word", "version: 1\nmot", f"version: {SECRET}\nmot"),
        bad("no country", "country: US", f"country: {SECRET}"),
        bad("key twice", "  kind: place\n", f"  kind: place\n  kind: {SECRET}\n", f"kind: {SECRET}"),
        bad("key twice at the top", "preferences:", f"people: {SECRET}\npreferences:"),
        bad("id twice", "- id: r1", "- id: t1", "- id: t1\n    do"),
        bad("id missing", "- id: p1\n  name", "- name"),
        bad("name missing", f"  name: {SECRET}\n", "", "- id: p1"),
        bad("link to nothing", "person: p1", "person: p9"),
        bad("link to nothing in a list", "why: [m1]", "why: [m7]"),
        bad("link to a thing of another kind", "person: p1", "person: m1"),
        bad("id with blanks", "id: p1", f"id: {SECRET} 1"),
        bad("tab", "  kind: place", "\tkind: place"),
        bad("alias bomb", "why: [m1]", "why: &a [m1, m1]\n  leans_on: [*a, *a]", "why: &a"),
        bad("merge", "  country: US", "  <<: {country: US}"),
        bad("tag", f"what: see {SECRET} weekly", f"what: !!python/object:{SECRET} x"),
        bad("open quote", 'phone: "555-0142"', f'phone: "{SECRET}'),
        bad("no blank behind the colon", "kind: place", f"kind:{SECRET}"),
        bad("second colon", "  country: US", f"  country: US: {SECRET}"),
        bad("conflict marks", "goals:", f"<<<<<<< {SECRET}\ngoals:"),
        bad("starts with @", f"what: see {SECRET} weekly", f"what: @{SECRET}"),
        bad("newer than we know", "schema_version: 1", "schema_version: 99"),
        bad("two documents", "goals:", f"---\n# {SECRET}\ngoals:", "---"),
        Bad("100,000 brackets", b"a: " + b"[" * 100_000, 1),
        Bad("100,000 maps", b"{a: " * 100_000, 1),
        Bad("alias bomb, all of it", _bomb(), 1),
        Bad("latin-1", PLAN.replace("# by hand", "# caf\u00e9").encode("latin-1"), 1),
        Bad("NUL", PLAN.replace("wants to", "\0").encode(), 6),
        Bad("ESC", PLAN.replace("wants to", "\x1b[31m").encode(), 6),
        Bad("empty", b"", 0),
        Bad("blank lines and a comment", f"\n\n# {SECRET}\n".encode(), 0),
        Bad("a list", f"- {SECRET}\n- b\n".encode(), 1),
        Bad("a text", f"{SECRET}\n".encode(), 1),
    ]


def _bomb() -> bytes:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 12))
    return f"l0: &l0 {SECRET}\n{levels}".encode()


def answers() -> list[Bad]:
    """Every wrong answers file."""

    def bad(name: str, old: str, new: str, on: str = "") -> Bad:
        return _changed(ANSWERS, name, old, new, on)

    return [
        bad("unknown key", "rhythm:", f"rythm: {SECRET}\nrhythm:"),
        bad("unknown key that is the secret", "rhythm:", f"{SECRET}: 1\nrhythm:"),
        bad("unknown field", "  phone: 555", f"  fone: {SECRET}\n  phone: 555"),
        bad("unknown field of a pick", f"  - then: walk past {SECRET}", f"  - than: {SECRET}"),
        bad("list for a text", "country: US", f"country: [{SECRET}]"),
        bad("group for a text", "  by: 2026-12-22", f"  by: {{a: {SECRET}}}"),
        bad("text for a list", f"people:\n- name: {SECRET}\n  phone: 555-0142\n", f"people: {SECRET}\n"),
        bad("unknown key with lines of its own", "rhythm:", f"peopel:\n- name: {SECRET}\nrhythm:", "peopel:"),
        bad("unknown field with lines of its own", "  phone: 555", f"  phones:\n  - {SECRET}\n  phone: 555", "phones:"),
        bad("no choice", "alcohol-often: weekly", f"alcohol-often: {SECRET}"),
        bad("no choice among many", "[alcohol, opioids]", f"[alcohol, {SECRET}]"),
        bad("bad date", "by: 2026-12-22", f"by: {SECRET}"),
        bad("a day that is not", "by: 2026-12-22", "by: 2026-02-30"),
        bad("first field missing", f"- name: {SECRET}\n  phone", "- phone"),
        bad("option that is not there", f"  - then: walk past {SECRET}", f"  - from: {SECRET}"),
        bad("key twice", "rhythm:", f"country: {SECRET}\nrhythm:"),
        bad("for another command", "answers_for: new", f"answers_for: {SECRET}"),
        bad("for no command", "answers_for: new\n", "", "reasons:"),
        bad("tab", "  kind: place", "\tkind: place"),
        bad("tag", "country: US", f"country: !x {SECRET}"),
        bad("open quote", "phone: 555-0142", f'phone: "{SECRET}'),
        bad("merge", "  kind: place", "  <<: {kind: place}"),
        Bad("100,000 brackets", b"a: " + b"[" * 100_000, 1),
        Bad("alias bomb", _bomb(), 1),
        Bad("latin-1", ANSWERS.replace("wants", "caf\u00e9").encode("latin-1"), 3),
        Bad("empty", b"", 0),
        Bad("only a comment", b"# " + SECRET.encode(), 0),
        Bad("a list", f"- {SECRET}\n".encode(), 1),
        Bad("a text", f"{SECRET}\n".encode(), 1),
    ]
