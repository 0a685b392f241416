"""What somebody types comes back as typed, wherever it is shown, and is never taken for an order."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from commands.running import Run

TYPED = {
    "rich markup": "[sponsor] is on [bold]my[/bold] side",
    "closing markup": "take [/daily] walk",
    "link markup": "[link=file:///etc/passwd]press[/link]",
    "emoji code": ":skull: and :heart: mean it",
    "script": "<script>alert(1)</script>",
    "image": '<img src=x onerror="x()">',
    "entity": "this &amp; that &lt;b&gt;",
    "template": "{{ 7*7 }} and {% raw %}",
    "python format": "{0} {it} %s %(a)s ${HOME}",
    "heading": "# heading",
    "setext": "one --- two ===",
    "list": "- item * star + plus 1. one",
    "emphasis": "*not bold* _not_ __either__ ~~gone~~",
    "code": "`ls` ```sh",
    "md link": "[click](https://evil.example) ![i](x)",
    "bare link": "https://evil.example/?a=1&b=2 <https://x.example>",
    "table": "a | b | c",
    "quote": "> quoted",
    "footnote": "[^1]: note",
    "backslashes": "C:\\new\\table \\* \\",
    "quotes": 'it\'s "so" ‘much’ “more”',
    "shell": "$(rm -rf ~); `id` && true",
    "yaml": "yes: no, - a #1 @me !x &y *z %w",
    "plus number": "+15551234",
    "leading zero": "0412345678",
    "no": "no",
    "null": "null",
    "tilde": "~",
    "time": "12:30",
    "emoji": "🙂 👍🏽 🏳️‍🌈",
    "family": "👨‍👩‍👧‍👦 at home",
    "flag": "🇨🇦 days",
    "Arabic": "أريد أن أنام الليل",
    "Hebrew": "אני רוצה לישון",
    "Chinese": "我想睡个好觉",
    "Japanese": "よく眠りたい",
    "Thai": "อยากนอนหลับ",
    "Hindi": "मैं सोना चाहता हूँ",
    "combining": "e\u0301te\u0301 n\u0303",
    "long ſ and ligature": "ﬁne ſo",
    "command words": "skip",
    "color": "\x1b[31mred\x1b[0m words",
    "title": "\x1b]0;title\x07 words",
    "C1": "a\x9b31mb\x85c",
    "control": "a\x00b\x08c\x7fd",
    "carriage return": "real\rfake",
    "bidi": "abc\u202egnp.exe\u202c \u2066x\u2069",
    "byte mark": "\ufeffwords",
    "line separator": "one\u2028two",
}
"""What may be typed, by what is special about it."""

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def expected(typed: str) -> str:
    """As typed, with control characters dropped and line ends as blanks; composed."""
    joined = typed.replace("\r\n", " ").replace("\r", " ").replace("\n", " ").replace("\t", " ")
    kept = "".join(c for c in joined if unicodedata.category(c) != "Cc" and c not in BIDI + "\ufeff\u2028\u2029")
    return unicodedata.normalize("NFC", kept).strip()


def answers(typed: str) -> str:
    """An answers file with the same words in every place that takes own words. JSON is YAML too."""
    tree = {
        "answers_for": "new",
        "reasons": [{"text": typed}, {"text": "second " + typed}],
        "country": "US",
        "hard-steps": [{"do": typed}],
        "triggers": [{"what": typed, "kind": "place", "strategies": [{"then": typed}]}],
        "people": [{"name": typed, "kind": "sponsor", "phone": typed}],
        "signs": [{"sign": typed, "responses": [{"do": typed}]}],
        "goals": [{"what": typed, "measure": typed}],
    }
    return json.dumps(tree)


PLACES = (
    "motivations/0/text", "hard_moment/steps/0/do", "triggers/0/what", "triggers/0/strategies/0/then",
    "people/0/name", "people/0/phone", "warning_signs/0/sign", "warning_signs/0/responses/0/do", "goals/0/what",
)  # fmt: skip


def at(tree: Any, place: str) -> Any:
    for step in place.split("/"):
        tree = tree[int(step)] if step.isdecimal() else tree[step]
    return tree


class Page(HTMLParser):
    """The words of a page, and the tags in it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.inside[-1:] != ["style"]:
            self.words.append(data)

    @property
    def text(self) -> str:
        return together("".join(self.words))

    def live(self) -> list[str]:
        """What does something on a page."""
        return [
            tag
            for tag, attrs in self.tags
            if tag in {"script", "img", "iframe", "form", "input", "svg", "object", "embed", "link", "base"}
            or any(name.startswith("on") for name in attrs)
            or (tag == "a" and not str(attrs.get("href", "")).startswith(("tel:", "sms:", "#")))
        ]


def together(words: str) -> str:
    return " ".join(words.split())


def shown_in(words: str, typed: str) -> bool:
    """Whether what was typed stands in the words, wherever lines were broken."""
    return "".join(expected(typed).split()) in "".join(words.split())


def hidden(words: str) -> list[str]:
    return [hex(ord(c)) for c in words if (unicodedata.category(c) == "Cc" and c != "\n") or c in BIDI]


@pytest.fixture
def page_of(run: Run, tmp_path: Path) -> Iterator[Any]:
    def made(format_: str) -> str:
        result = run("worksheet", "--format", format_, "-o", str(tmp_path / "out"))
        assert result.code == 0
        return (tmp_path / "out" / f"whole-plan.{format_}").read_text("utf-8")

    return made  # type: ignore[return-value]


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_own_words_come_back(typed: str, run: Run, page_of: Any) -> None:
    made = run("new", "--answers", "-", typed=answers(typed))
    assert made.code == 0, made.err
    words = expected(typed)

    tree = json.loads(run("show", "--json").out)
    assert {place: at(tree, place) for place in PLACES} == dict.fromkeys(PLACES, words)

    screen, card = run("show").out, run("now").out
    assert shown_in(screen, typed)
    assert shown_in(screen, "second " + typed)
    assert shown_in(card, typed)
    assert hidden(screen + card + run("show", "--json").out) == []
    assert "\x1b" not in screen + card

    page = Page(page_of("html"))
    assert page.text.count(together(words)) >= 8
    assert page.live() == []
    assert hidden(page.text) == []


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_own_words_in_markdown(typed: str, run: Run, page_of: Any) -> None:
    assert run("new", "--answers", "-", typed=answers(typed)).code == 0
    markdown = page_of("md")
    assert hidden(markdown) == []
    for flavour in ("commonmark", "gfm-like"):
        reader = MarkdownIt(flavour, {"html": True, "linkify": False})
        page = Page(reader.render(markdown))
        assert page.text.count(together(expected(typed))) >= 8
        assert page.live() == []


def test_a_hand_edited_plan_shows_no_hidden_characters(home: Path, run: Run, page_of: Any) -> None:
    """YAML's own escapes let hidden characters into a file that has none."""
    home.mkdir()
    words = '"a\\e[31mb\\x9b1mc\\u202ed"'
    plan = f"motivations:\n- id: m1\n  text: {words}\nhard_moment:\n  steps:\n  - id: h1\n    do: {words}\n"
    (home / "plan.yaml").write_text(plan, "utf-8")
    shown = [run(*args).out for args in (("show",), ("now",), ("show", "--json"))]
    shown += [page_of("html"), page_of("md")]
    assert [hidden(words) for words in shown] == [[]] * 5
    assert all("a[31mb1mcd" in words for words in shown[:4])


def test_the_harness_sees_what_it_should() -> None:
    assert Page("<p>&lt;b&gt;</p><style>x</style>").text == "<b>"
    assert Page("<script>x</script>").live() == ["script"]
    assert Page("<p onclick=x>").live() == ["p"]
    assert Page("<a href='javascript:x'>").live() == ["a"]
    assert not shown_in("the words 49 here", "{{ 7*7 }}")
    assert not shown_in("side", "[sponsor] side")
    assert hidden("a\x1b") == ["0x1b"]
    assert hidden("a\u202e") == ["0x202e"]
