"""The declared sheets: they fit the plan, and faults are found with file and line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from recoveryplan.errors import ContentProblem
from recoveryplan.plan.loading import model_of
from recoveryplan.plan.model import Plan
from recoveryplan.worksheets import declared, declaring, html, markdown, screen
from recoveryplan.worksheets.blocks import KINDS
from recoveryplan.worksheets.checking import faults
from recoveryplan.worksheets.filling import BLANK, FILLED
from recoveryplan.worksheets.fixed import FIXED
from worksheets import samples

HEAD = "id: a\ntitle: A\npurpose: p\nminutes: 5\nsections:\n- id: s\n  title: S\n  parts:\n"


def _lines(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(ContentProblem) as caught:
        declaring.parse(text.encode(), "a.yaml")
    assert all(problem.file == "a.yaml" for problem in caught.value.problems)
    return [(problem.line, problem.what) for problem in caught.value.problems]


@pytest.mark.parametrize("name", declared.names())
def test_every_sheet_fits_the_plan(name: str) -> None:
    sheet = declared.load(name)
    assert sheet.id == name
    assert faults(sheet, samples.vocabulary()) == []


def test_a_new_section_needs_only_yaml() -> None:
    sheet = declaring.parse((HEAD + "  - list: motivations.text\n    rows: 2\n  - text: Hello.\n").encode(), "a.yaml")
    assert [part.kind for part in sheet.sections[0].parts] == ["list", "text"]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("  - lst: motivations.text\n", 9, "a part starts with one of these keys"),
        ("  - list: motivations.text\n    row: 2\n", 10, "no worksheet has this key"),
        ("  - list: motivations.text\n    rows: many\n", 10, "a whole number up to 120 belongs here"),
        ("  - list: keep_distance.who\n", 9, "this part of a plan is never printed"),
        (
            "  - cards: mind\n    fields:\n    - {path: thoughts, label: x}\n",
            11,
            "this part of a plan is never printed",
        ),
        (
            "  - fields:\n    - {path: aim.want, label: x, link: keep_distance}\n",
            10,
            "this part of a plan is never printed",
        ),
        ("  - list: keep_distance[note=].who\n", 9, "this part of a plan is never printed"),
        ("  - given: names\n", 9, "one of these words belongs here"),
        ("  - fields: aim\n", 9, "a list belongs here"),
        ("  - list: a\n    numbered: maybe\n", 10, "yes or no belongs here"),
        ("  - people: people\n- id: s\n  parts: []\n", 6, "this section's id is used twice"),
        ("  - text: x\n  when: {bla: x}\n", 10, "a condition is one of"),
    ],
)
def test_faults_have_their_line(text: str, line: int, what: str) -> None:
    assert any(at == line and said.startswith(what) for at, said in _lines(HEAD + text))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  - list: motivation.text\n", 9),
        ("  - list: motivations.txt\n", 9),
        ("  - cards: goals\n    title: wat\n", 9),
        ("  - cards: goals\n    title: what\n    fields:\n    - {path: buy, label: x}\n", 12),
        ("  - if_then: triggers\n    title: what\n    items: strategies\n    action: do\n", 9),
        ("  - people: people\n    words: persons\n", 9),
        ("  - text: x\n  when:\n    is:\n      aim.wants: stop\n", 6),
    ],
)
def test_paths_that_no_plan_has_are_found(text: str, line: int) -> None:
    sheet = declaring.parse((HEAD + text).encode(), "a.yaml")
    assert line in [problem.line for problem in faults(sheet, samples.vocabulary())]


def test_every_kind_has_its_drawers() -> None:
    assert set(FILLED) | set(FIXED) == set(BLANK) | set(FIXED) == set(declaring._KINDS)
    assert set(html._templates()[2]) == set(markdown._templates()[2]) == set(KINDS) == set(screen._DRAWERS)


# What the whole plan does not say, with why.
LEFT_OUT = {
    "schema_version version updated": "in the head of the page",
    "reason": "told by history",
    "keep_distance mind.thoughts mind.means_near mind.means_plan": "never drawn",
    "offers more": "what was said to questions and offers, not the plan",
    "coping.state if_i_use.wanted": "chooses what is drawn",
    "past_care.kind past_care.helped goals.status": "chooses the list",
    "medicine.items.kind": "for the safety rules",
}


def _leaves(model: type[BaseModel], path: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        key = field.alias or name
        inner = model_of(model, key)
        here = f"{path}.{key}".lstrip(".")
        if inner and here not in {"keep_distance", "offers"}:
            yield from _leaves(inner, here)
        elif key not in {"id", "from"}:
            yield here


def _drawn(sheet: declared.Declared) -> Iterator[str]:
    for part in (part for section in sheet.sections for part in section.parts):
        base = part.path.partition("[")[0]
        if part.kind in {"fields", "signature"}:
            yield from (field.path for field in part.fields)
        elif part.kind == "people":
            yield from (f"{base}.{name}" for name in ("name", "kind", "role", "phone", "when", "note"))
        elif part.kind in {"cards", "table", "if_then"}:
            names = [part.title, part.group, *(field.path for field in part.fields)]
            names += [f"{part.items}.{name}" for name in (part.condition, part.action, part.person) if name]
            yield from (f"{base}.{name}" for name in names if name)
        else:
            yield base if "[" not in part.path else base + part.path.rpartition("]")[2]


def test_nothing_of_a_plan_is_lost_on_a_screen() -> None:
    drawn = set(_drawn(declared.load("whole-plan"))) | set(" ".join(LEFT_OUT).split())
    lists = set(drawn)
    missing = [leaf for leaf in _leaves(Plan) if leaf not in drawn and leaf.rpartition(".")[0] not in lists]
    assert missing == []
