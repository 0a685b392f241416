"""Whatever is typed, in whichever field: shown as typed, nothing active, nothing lost, by every writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import jinja2
import pytest

from recoveryplan.worksheets import drawn, html, markdown, screen
from recoveryplan.worksheets.sheets import Sheet, build
from worksheets import hostile, pages, samples

TOKEN = "Zqjxz7"  # with a digit: one plain word alone would be read as a thing, "If it is stress"


def _screen(sheet: Sheet) -> str:
    return "\n".join(said.text for said in screen.write(sheet))


def _sheet(text: str, medium: str = "print") -> tuple[Sheet, int]:
    tree, count = hostile.spoiled(samples.plan(), text)
    return build("whole-plan", tree, samples.context(with_name=True, medium=medium)), count


def _said(text: str) -> str:
    return " ".join(text.split())


def _check(write: Callable[[Sheet], str], read: Callable[[str], pages.Page], text: str) -> None:
    harmless = read(write(_sheet(TOKEN)[0]))
    page = read(write(_sheet(text)[0]))
    assert page.elements == harmless.elements
    assert page.text == harmless.text.replace(TOKEN, _said(text))


@pytest.fixture
def new_templates() -> Iterator[None]:
    html._templates.cache_clear()
    html._same.cache_clear()
    yield
    html._templates.cache_clear()
    html._same.cache_clear()


def test_the_sample_is_spoiled_in_every_kind_of_part() -> None:
    sheet, count = _sheet(TOKEN)
    page = pages.of_html(html.write(sheet))
    # the story, the sample's reason and the means plan are not for paper
    assert count > 70
    assert page.text.count(TOKEN) > 60


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_html_shows_it_as_typed(text: str) -> None:
    _check(html.write, pages.of_html, text)


@pytest.mark.parametrize("text", [text for text in hostile.TEXTS if "\n" not in text])
def test_html_has_it_in_one_text_node(text: str) -> None:
    page = pages.of_html(html.write(_sheet(text)[0]))
    assert page.texts.count(text) > 60


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_markdown_shows_it_as_typed(text: str) -> None:
    _check(markdown.write, pages.of_markdown, text)


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_a_screen_gets_it_as_typed(text: str) -> None:
    shown = _screen(_sheet(text, "screen")[0])
    assert shown == _screen(_sheet(TOKEN, "screen")[0]).replace(TOKEN, text)


def test_no_picture_words_are_left_for_github() -> None:
    source = markdown.write(_sheet("so :skull: it goes")[0])
    assert source.count("so `:skull:` it goes") > 60
    assert source.count(":skull:") == source.count("`:skull:`")


@pytest.mark.parametrize("typed", ["a\x1b[31mb\x07c", "a\u202eb\u2066c", "a\x00b\ud800c"])
def test_control_and_direction_characters_are_dropped(typed: str) -> None:
    for write in (html.write, markdown.write, _screen):
        written = write(_sheet(typed)[0])
        assert not set(written) & set("\x1b\x07\u202e\u2066\x00\ud800")
        written.encode()


def test_right_to_left_text_stands_by_itself() -> None:
    source = html.write(_sheet("שלום")[0])
    assert '<li dir="auto">שלום</li>' in source
    assert "<bdi>שלום</bdi>" in source


def test_a_page_is_one_closed_file() -> None:
    source = html.write(_sheet("<img src=x>")[0])
    page = pages.of_html(source)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "form", "input", "button", "img", "link", "iframe", "object", "svg", "base"}
    names = {name for _, attributes in page.elements for name, _ in attributes}
    assert not {name for name in names if name.startswith("on")} | names & {"src", "style", "srcdoc", "action"}
    links = [value for _, attributes in page.elements for name, value in attributes if name == "href"]
    assert all(str(link).startswith("tel:") for link in links)
    assert "url(" not in source
    assert "@import" not in source


# --- each guard catches a planted bad version ---


@pytest.mark.usefixtures("new_templates")
def test_the_html_guard_catches_missing_escaping(monkeypatch: pytest.MonkeyPatch) -> None:
    def unsafe(**options: Any) -> jinja2.Environment:
        return jinja2.Environment(**{**options, "autoescape": False, "bytecode_cache": None})

    monkeypatch.setattr(drawn, "Environment", unsafe)
    with pytest.raises(AssertionError):
        _check(html.write, pages.of_html, "<script>alert(1)</script>")


def test_the_markdown_guard_catches_missing_escaping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "escape", lambda text: text)
    caught = 0
    for text in hostile.TEXTS:
        try:
            _check(markdown.write, pages.of_markdown, text)
        except AssertionError:
            caught += 1
    assert caught >= 16
