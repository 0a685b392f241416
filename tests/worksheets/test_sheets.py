"""What goes on the whole plan, filled and blank."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from typing import Any

import pytest

from recoveryplan.errors import UsageProblem
from recoveryplan.worksheets import declared, html, markdown, screen
from recoveryplan.worksheets.blocks import Card, Heading, IfThen, Items, Note, People, Scale, Table
from recoveryplan.worksheets.sheets import Sheet, build, sections
from recoveryplan.worksheets.spoken import as_condition, dialled, say_day
from worksheets import pages, samples


def filled(tree: dict[str, Any] | None = None, **changes: Any) -> Sheet:
    return build("whole-plan", samples.plan() if tree is None else tree, samples.context(**changes))


def blank(**changes: Any) -> Sheet:
    return build("whole-plan", None, samples.blank_context(**changes))


def written(sheet: Sheet) -> list[str]:
    return [html.write(sheet), markdown.write(sheet), "\n".join(said.text for said in screen.write(sheet))]


def anchors(sheet: Sheet) -> list[str]:
    return [block.anchor for block in sheet.blocks if isinstance(block, Heading) and block.anchor]


def found(sheet: Sheet, kind: type[Any]) -> list[Any]:
    return [block for block in sheet.blocks if isinstance(block, kind)]


def test_no_writer_ever_shows_whom_to_keep_away_from() -> None:
    for medium in ("print", "screen"):
        for page in written(filled(medium=medium, with_name=True)):
            assert samples.KEPT_AWAY not in page
            assert "Rick" not in page


def test_a_link_to_the_keep_distance_list_says_nothing() -> None:
    tree = samples.plan()
    tree["goals"][0]["why"] = ["x1"]
    tree["goals"][0]["leans_on"] = ["x1"]
    tree["warning_signs"][0]["responses"][0]["person"] = "x1"
    tree["accountability"]["partner"] = "x1"
    for page in written(filled(tree)):
        assert "Rick" not in page


def test_the_keep_distance_guard_would_see_a_leak() -> None:
    tree = samples.plan()
    tree["people"] += [{"id": "p9", "name": samples.KEPT_AWAY}]
    assert all(samples.KEPT_AWAY in page for page in written(filled(tree)))


def test_the_named_persons_phone_stands_beside_the_response() -> None:
    sign = next(block for block in found(filled(), IfThen) if block.title == "I plan where to buy")
    contact = sign.ways[0].contact
    assert (contact.name, contact.phone) == ("Dana", "555-0142")


def test_every_phone_is_whole_in_every_writer() -> None:
    for page in written(filled()):
        for phone in ("555-0142", "+1 555 0199"):
            assert page.count(phone) >= 2
    assert '<a class="number" href="tel:+15550199">+1 555 0199</a>' in html.write(filled())
    assert all(said.role == "contact" for said in screen.write(filled()) if "555" in said.text)


@pytest.mark.parametrize(
    ("phone", "digits"),
    [
        ("555-0142", "5550142"),
        ("+1 (555) 01.42/3", "+155501423"),
        ("(555) 0142", "5550142"),
        ("988", "988"),
        ("javascript:alert(1)", ""),
        ("555 0142 x12", ""),
        ("call 555", ""),
        ("1+2 555", ""),
        ("12", ""),
        ("1" * 16, ""),
        ("٥٥٥٠١٤٢", ""),
    ],
)
def test_only_plain_digits_become_a_link(phone: str, digits: str) -> None:
    assert dialled(phone) == digits


def test_if_then_is_a_sentence_and_grouped_by_type() -> None:
    sheet = filled()
    page = pages.of_html(html.write(sheet)).text
    assert (
        "If I have to pass the bar on Fifth Street, then I will take Oak Avenue and call Dana before I leave." in page
    )
    # Without an "if" of its own, it is what the trigger says.
    assert "If feeling lonely on a Sunday evening, then I will play guitar until the urge has passed." in page
    titles = [block.text for block in found(sheet, Heading)]
    assert titles.index("A place") < titles.index("A feeling")


def test_our_words_step_back_where_the_whole_sentence_was_typed() -> None:
    strategy = {"id": "s1", "if": "If it rains,", "then": "I'll go by bus!"}
    tree = {"triggers": [{"id": "t1", "kind": "time", "what": "rain", "strategies": [strategy]}]}
    assert "If it rains, then I'll go by bus!" in pages.of_html(html.write(filled(tree))).text


def test_a_goal_says_why_in_the_words_of_the_motivation() -> None:
    goal = found(filled(), Card)[0]
    rows = {row.label: row.values for row in goal.rows}
    assert rows["Why it matters"][0] == "I want to sleep through the night."
    assert rows["By when"] == ("22 December 2026",)
    assert rows["What I can lean on"] == ("I keep promises to other people",)


def test_what_matters_comes_first_and_help_last() -> None:
    order = anchors(filled())
    assert order[0] == "matters"
    assert order[-2:] == ["help", "what-this-is-not"]
    boxes = found(filled(), Note)
    assert [box.tone for box in boxes] == ["calm", "danger", "calm"]


def test_blank_has_every_printed_section_with_room() -> None:
    sheet = blank()
    whole = declared.load("whole-plan")
    printed = [one for one in whole.sections if one.title and one.where != "screen"]
    expected = [one.id for one in printed if any(part.only != "filled" for part in one.parts)]
    assert anchors(sheet) == expected
    page = pages.of_html(html.write(sheet))
    lines = [attributes for tag, attributes in page.elements if tag == "span" and ("class", "line") in attributes]
    assert len(lines) > 90
    assert sheet.state == ""
    assert "22 November" not in page.text


def test_an_empty_plan_gives_a_page_with_room_in_the_core_sections() -> None:
    sheet = filled({})
    core = [one.id for one in declared.load("whole-plan").sections if one.core]
    assert [anchor for anchor in anchors(sheet) if anchor in core] == core
    assert "medicine" not in anchors(sheet)


def test_a_screen_leaves_out_what_is_empty_and_shows_what_is_never_printed() -> None:
    assert anchors(filled({}, medium="screen")) == ["help"]
    shown = anchors(filled(medium="screen"))
    assert {"substances", "about"} <= set(shown)
    assert not {"substances", "about"} & set(anchors(filled()))


def test_one_section_can_be_asked_for() -> None:
    sheet = build("whole-plan", samples.plan(), samples.context(medium="screen"), only=["goals"])
    assert anchors(sheet) == ["goals"]
    assert ("goals", "My goals") in sections("whole-plan")


def test_a_danger_block_broken_for_the_card_keeps_its_lines() -> None:
    sheet = filled(danger=("In danger? Call 911:", "  hard to wake, slow breathing, blue", "  lips: give naloxone"))
    assert "In danger? Call 911:\n  hard to wake, slow breathing, blue\n  lips: give naloxone</p>" in html.write(sheet)
    assert "> In danger? Call 911:\\\n> hard to wake, slow breathing, blue\\\n> lips: give" in markdown.write(sheet)
    assert [(said.text, said.indent) for said in screen.write(sheet) if "lips" in said.text] == [
        ("lips: give naloxone", 4)
    ]


def test_the_name_is_only_printed_when_asked_for() -> None:
    assert all("Jo Example" not in page for page in written(filled()))
    assert all("Jo Example" in page for page in written(filled(with_name=True)))


def test_if_i_use_again_is_left_out_when_not_wanted() -> None:
    tree = samples.plan()
    tree["if_i_use"]["wanted"] = "no"
    assert "if-i-use" in anchors(filled())
    assert "if-i-use" not in anchors(filled(tree))


def test_a_sample_uses_every_kind_that_the_whole_plan_needs() -> None:
    kinds = {type(block) for block in filled().blocks}
    assert {Heading, Items, Scale, Note, IfThen, Card, Table, People} <= kinds


@pytest.mark.parametrize(
    "tree",
    [
        {"motivations": "text"},
        {"motivations": [None, 3, [], {"text": {"a": "b"}}]},
        {"goals": {"what": "one"}, "people": [{"name": ["a"]}], "readiness": {"importance": "eleven"}},
        {"triggers": [{"strategies": ["x", {"then": None}]}], "mind": [], "version": 2, "about": None},
        {"warning_signs": [{"responses": [{"do": "x", "person": {"a": 1}}]}], "people": {"id": "p1"}},
    ],
)
def test_a_tree_of_any_shape_is_drawn(tree: dict[str, Any]) -> None:
    for medium in ("print", "screen"):
        assert all(written(filled(tree, medium=medium, with_name=True)))


def test_two_builds_are_the_same_to_the_byte() -> None:
    first = written(filled())
    html._templates.cache_clear()
    html._style.cache_clear()
    markdown._templates.cache_clear()
    declared.load.cache_clear()
    assert written(filled()) == first


def test_paper_and_large_print() -> None:
    assert "size: letter portrait" in html.write(filled())
    assert "size: A4 portrait" in html.write(filled(paper="a4"))
    large = html.write(filled(large_print=True))
    assert "font-size: 18pt" in large
    assert "--line: 12mm" in large
    assert "@@" not in large


def test_the_foot_cannot_end_the_style() -> None:
    source = html.write(filled(foot='</style><script>"\\', version="</style>"))
    assert "script" not in {tag for tag, _ in pages.of_html(source).elements}


def test_days_in_words() -> None:
    assert say_day("2026-12-05") == "5 December 2026"
    assert say_day("next week") == "next week"
    assert say_day("2026-13-05") == "2026-13-05"


def test_an_unknown_sheet_is_a_usage_problem() -> None:
    with pytest.raises(UsageProblem) as caught:
        build("whole-plam", None, samples.context())
    assert "Did you mean whole-plan?" in caught.value.lines


def test_headings_go_down_in_order() -> None:
    for sheet in (filled(), blank(), filled({})):
        levels = [
            int(tag[1]) for tag, _ in pages.of_html(html.write(sheet)).elements if tag in {"h1", "h2", "h3", "h4"}
        ]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_screen_needs_no_templates() -> None:
    code = "import sys, recoveryplan.worksheets.screen, recoveryplan.worksheets.sheets as s; s.sections('whole-plan')"
    code += "; print([name for name in ('jinja2', 'pydantic', 'rich') if name in sys.modules])"
    source = os.path.join(os.path.dirname(__file__), "..", "..", "src")
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": source},
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("I pass the bar on Fifth Street", "If I pass the bar on Fifth Street"),
        ("when I am alone at night", "If I am alone at night"),
        ("If my ex calls", "If my ex calls"),
        ("it gets hard when they argue", "If they argue"),
        ("my pay comes in", "If my pay comes in"),
        ("the pain wakes me at four", "If the pain wakes me at four"),
        ("the bar on Fifth Street", "If it is the bar on Fifth Street"),
        ("pay day", "If it is pay day"),
        ("after work", "If it is after work"),
    ],
)
def test_what_makes_it_hard_goes_on_from_if(written: str, read: str) -> None:
    assert "".join(as_condition(written)) == read
