"""The PDF of a sheet: accessible by Typst's own check, the same each time, whole, and with nothing of the machine."""

from __future__ import annotations

import re

import pytest

from recoveryplan.worksheets import declared, facilitating, glyphs, html, pdf
from recoveryplan.worksheets.blocks import Items, Text
from recoveryplan.worksheets.sheets import Context, Sheet, build
from worksheets import coverage, hostile, pdfs, samples

TOKEN = "Zqjxz7"


def _sheet(name: str, blank: bool = False, **changes: object) -> Sheet:
    context = samples.blank_context(**changes) if blank else samples.context(**changes)
    return build(name, None if blank else samples.plan(), context)


def _one(*blocks: object) -> Sheet:
    return _sheet("whole-plan")._replace(blocks=blocks)


@pytest.mark.parametrize("blank", [True, False], ids=["blank", "filled"])
@pytest.mark.parametrize("name", declared.names())
def test_every_sheet_is_an_accessible_pdf(name: str, blank: bool) -> None:
    sheet = _sheet(name, blank)
    made = pdf.write([sheet])  # with the standard asked for, Typst refuses what does not meet it
    read = pdfs.reader(made)
    root = read.trailer["/Root"]
    assert str(root["/MarkInfo"]["/Marked"]) == "True"
    assert root["/Lang"] == "en"
    assert str(root["/ViewerPreferences"]["/DisplayDocTitle"]) == "True"
    assert dict(read.metadata or {}).keys() <= {"/Title", "/Creator", "/Producer"}
    assert read.metadata.title == sheet.title  # type: ignore[union-attr]
    assert b"pdfuaid:part" in made
    assert pdfs.active(made) == []
    assert pdfs.fonts(made)
    assert all(pdfs.fonts(made).values())
    for number, page in enumerate(read.pages, 1):
        words = page.extract_text()
        assert f"Page {number} of {len(read.pages)}" in words
        assert "In danger: call 911" in words
        assert f"Sheet {name}" in words


@pytest.mark.parametrize("name", declared.names())
def test_the_facilitators_page_is_one_too(name: str) -> None:
    page = facilitating.build(name, samples.blank_context())
    assert page is not None
    assert page.title in pdfs.text(pdf.write([page]))


@pytest.mark.parametrize("name", declared.names())
def test_it_says_what_the_web_page_says_in_the_same_order(name: str) -> None:
    sheet = _sheet(name)
    drawn = pdfs.squeezed(pdfs.text(pdf.write([sheet])))
    at = 0
    for words in _own_texts(html.write(sheet)):
        found = drawn.find(pdfs.squeezed(words), at)
        assert found >= 0, f"{words!r} is missing, or stands before something that it follows on the web page"
        at = found


def _own_texts(source: str) -> list[str]:
    """The headings and titles of a page in their order."""
    return [re.sub(r"<[^>]+>", "", words) for words in re.findall(r"<h[12][^>]*>([^<&]+)</h[12]>", source)]


def test_two_builds_are_the_same_bytes() -> None:
    sheet = _sheet("whole-plan")
    first = pdf.write([sheet])
    pdf._compiler.cache_clear()
    assert pdf.write([sheet]) == first


def test_nothing_of_the_machine_is_in_it() -> None:
    made = pdf.write([_sheet("whole-plan")])
    for word in (b"/home", b"/root", b"/tmp", b"/usr", b"CreationDate", b"ModDate", b"/Author", b"CreateDate"):
        assert word not in made


@pytest.mark.parametrize("typed", hostile.TEXTS)
def test_it_shows_what_was_typed(typed: str) -> None:
    tree, _ = hostile.spoiled(samples.plan(), typed)
    plain, _ = hostile.spoiled(samples.plan(), TOKEN)
    context = samples.context(with_name=True)
    made = pdf.write([build("whole-plan", tree, context)])
    often = pdfs.text(pdf.write([build("whole-plan", plain, context)])).count(TOKEN)
    assert pdfs.active(made) == []
    if pages_read_from_right(typed):
        return  # letters of these scripts are read back in an order of their own; the next test has them
    read, wanted = pdfs.squeezed(pdfs.text(made)), pdfs.squeezed(glyphs.shown(typed))
    if len(wanted) > 100:  # a page may end inside of it
        assert read.count(typed[0]) >= len(wanted) * often
    else:
        assert read.count(wanted) >= often > 60


def pages_read_from_right(typed: str) -> bool:
    return pdf._from_right(typed)


@pytest.mark.parametrize("typed", ["שלום עולם", "مرحبا بالعالم"])
def test_words_from_right_to_left_are_all_there(typed: str) -> None:
    read = pdfs.text(pdf.write([_one(Text(typed, "own"), Items((typed,)))]))
    letters = {one for one in typed if one != " "}
    assert letters <= set(read)


def test_a_phone_number_keeps_its_order_in_a_language_from_the_right() -> None:
    read = pdfs.text(pdf.write([_one(Text("שלום (555) 010-1234 עולם", "own"))]))
    assert "(555) 010-1234" in read


def test_a_character_that_no_font_has_stands_by_its_name() -> None:
    sheet = _one(Text("好 walk 🙏 today", "own"))
    read = pdfs.text(pdf.write([sheet]))
    assert "[person with folded hands] today" in read
    assert "[cjk unified ideograph-597d] walk" in read
    assert pdf.unprintable(sheet) == ["好", "🙏"]


def test_without_the_gate_such_a_page_could_not_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "shown", lambda text: text)
    with pytest.raises(RuntimeError):
        pdf.write([_one(Text("好", "own"))])


def test_the_table_of_characters_is_that_of_the_fonts() -> None:
    with open(f"{glyphs.fonts_folder()}/{glyphs.TABLE}", encoding="ascii") as file:
        assert file.read() == coverage.ranges(coverage.covered())


def test_every_character_of_the_table_can_be_drawn() -> None:
    starts, ends = glyphs._ranges()
    codes = [code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)]
    every = [chr(code) for code in codes]
    assert len(every) > 9000
    pdf.write([_one(*(Text(" ".join(every[at : at + 400])) for at in range(0, len(every), 400)))])


def test_a_long_answer_is_never_cut() -> None:
    long = "I write on and on. " * 2600  # some 50,000 characters
    plan = samples.plan()
    plan["triggers"][0]["what"] = long
    plan["goals"][0]["what"] = "x" * 3000
    read = pdfs.squeezed(pdfs.text(pdf.write([build("whole-plan", plan, samples.context())])))
    assert read.count("write") >= 2600
    assert read.count("x" * 60) >= 40


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("name", ["whole-plan", "triggers"])
def test_the_edges_stay_white(name: str, large: bool, paper: str) -> None:
    left, top, right, bottom = pdfs.margins(_sheet(name, large_print=large, paper=paper))
    assert left >= 17.6  # 18 at the binder's side, read off points of 0.7 mm
    assert min(top, right, bottom) >= 12


def test_the_edges_would_tell() -> None:
    wide = Context({}, foot="x")
    sheet = build("triggers", None, wide)
    too_wide = pdf._source().replace(b"left: 18.6mm", b"left: 8mm")
    assert too_wide != pdf._source()
    made = pdf._compiler().compile(too_wide, format="png", ppi=36, sys_inputs=pdf._inputs([sheet]))
    assert pdfs.narrowest(made if isinstance(made, list) else [made], 36)[0] < 12


def test_large_print_is_laid_out_in_18_points() -> None:
    found = pdfs.sizes(pdf.write([_sheet("whole-plan", large_print=True)]))
    body = sum(count for size, count in found.items() if size >= 18)
    foot = sum(count for size, count in found.items() if size < 16)
    assert body > 20 * foot or body > 1500
    assert min(found) >= 12
    normal = pdfs.sizes(pdf.write([_sheet("whole-plan")]))
    assert max(normal, key=lambda size: normal[size]) == 10.5


def test_several_sheets_count_their_own_pages() -> None:
    both = [_sheet("whole-plan", blank=True), _sheet("triggers", blank=True)]
    made = pdfs.reader(pdf.write(both))
    alone = [len(pdfs.reader(pdf.write([one])).pages) for one in both]
    assert len(made.pages) == sum(alone)
    read = [page.extract_text() for page in made.pages]
    assert f"Page 1 of {alone[0]}" in read[0]
    assert f"Page 1 of {alone[1]}" in read[alone[0]]
    assert "Sheet triggers" in read[alone[0]]


def test_the_name_is_there_only_when_asked_for() -> None:
    assert "Jo Example" not in pdfs.text(pdf.write([_sheet("whole-plan")]))
    assert "Jo Example" in pdfs.text(pdf.write([_sheet("whole-plan", with_name=True)]))


def test_who_is_kept_away_is_on_no_page() -> None:
    for name in declared.names():
        assert samples.KEPT_AWAY not in pdfs.text(pdf.write([_sheet(name)]))


WITH_PEOPLE = [
    *("whole-plan", "support-map", "wallet-card", "fridge", "urge-log", "week", "review-month", "after-setback"),
    *("help-lines", "safety-plan-together"),
]


@pytest.mark.parametrize("name", WITH_PEOPLE)
def test_every_phone_number_is_on_every_sheet_with_people(name: str) -> None:
    read = pdfs.text(pdf.write([_sheet(name)]))
    assert "555-0142" in read
    assert "+1 555 0199" in read


def test_other_checkers_find_no_error() -> None:
    outloud = pytest.importorskip("outloud", reason="outloud is part of the extra [dev]")
    pdfua = pytest.importorskip("pdfua", reason="pdfua is part of the extra [dev]")
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sheet.pdf")
        for sheets in ([_sheet("triggers", blank=True)], [_sheet("goals"), _sheet("fridge")]):
            path.write_bytes(pdf.write(sheets))
            found = [one.rule for one in outloud.check(str(path)).findings if one.severity == "error"]
            assert set(found) <= {"TAG-002"}  # the foot of a page of its own is an artifact, as it is meant to be
            errors = [one for one in pdfua.validate(str(path)).findings if one.severity.name == "ERROR"]
            assert errors == []
        path.write_bytes(pdf._compiler().compile(b"Hello", format="pdf", sys_inputs={}))
        assert outloud.check(str(path)).errors > 0
