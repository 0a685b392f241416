"""Reads pages back: which elements and attributes there are, and which text a reader sees."""

from __future__ import annotations

from html.parser import HTMLParser

from markdown_it import MarkdownIt

Element = tuple[str, tuple[tuple[str, str | None], ...]]


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text. Line breaks and code marks are text's own."""

    def __init__(self, source: str, ignore: tuple[str, ...] = ()) -> None:
        super().__init__(convert_charrefs=True)
        self.ignore = ignore
        self.elements: list[Element] = []
        self.pieces: list[str] = []
        self.texts: list[str] = []
        self.within: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.pieces.append("\n")
        if tag not in self.ignore:
            self.elements.append((tag, tuple(attrs)))
        self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.within and self.within.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" not in self.within:
            self.pieces.append(data)
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment", ()))

    def handle_decl(self, decl: str) -> None:
        self.elements.append(("declaration " + decl, ()))

    @property
    def text(self) -> str:
        """What a reader sees, with runs of blanks as one."""
        return " ".join("".join(self.pieces).split())


def of_html(source: str) -> Page:
    return Page(source)


def of_markdown(source: str) -> Page:
    renderer = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return Page(renderer.render(source), ignore=("br", "code"))
