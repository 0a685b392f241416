"""Pages that are wrong on purpose, each in one way, and the check that has to catch it."""

from __future__ import annotations

from typing import NamedTuple

from browser import paper

STYLE = "<style>body { font: 16px sans-serif; }</style>"


FOOT = """@page { size: letter portrait; margin: 18mm 16mm 25mm 18mm;
@bottom-left { content: "In danger: 112"; } @bottom-right { content: "Page " counter(page) " of " counter(pages); } }"""
ONCE = FOOT + '@page { @bottom-left { content: "" } } @page:first { @bottom-left { content: "In danger: 112"; } }'


class Planted(NamedTuple):
    """What stands in the body of a bad page, or in its head; which check has to say a word like ``says``."""

    check: str
    says: str
    body: str
    head: str = STYLE


PAGES = {
    "alt": Planted("axe", "image-alt", '<img src="missing.png">'),
    "label": Planted("axe", "label", '<input type="text">'),
    "contrast": Planted("axe", "color-contrast", '<p style="color: #aaa">Soft words</p>'),
    "level": Planted("axe", "heading-order", "<h4>Far down</h4>"),
    "region": Planted("axe", "region", "</main><p>Outside of everything</p><main>"),
    "target": Planted("axe", "target-size", '<a href="#a">a</a><br><a href="#b" style="font-size: 6px">b</a>' * 3),
    "wide": Planted("sideways", "320 px", '<div style="width: 500px">Wide</div>'),
    "wide large": Planted("sideways", "640 px, text 200 %", '<div style="width: 22rem">Wide when large</div>'),
    "cut": Planted(
        "clipped",
        "cut",
        '<p class="cut" style="width: 5rem; overflow: hidden; white-space: nowrap">Lost at the end</p>',
    ),
    "left": Planted("clipped", "beyond the edge", '<p style="margin-left: -40px">Lost at the start</p>'),
    "box": Planted(
        "clipped", "out of its box", '<div style="height: 1rem; border: 1px solid">Two words <br> and more</div>'
    ),
    "large box": Planted(
        "clipped",
        "text 200 %: out of its box",
        '<p style="height: 40px; border: 1px solid; font-size: 1.2rem">Two<br></p>',
    ),
    "picture": Planted(
        "clipped", "out of its picture", '<svg viewBox="0 0 99 20"><text x="60" y="15">Too long for it</text></svg>'
    ),
    "over": Planted(
        "crowded",
        "over text",
        '<svg viewBox="0 0 200 50"><text x="0" y="20">One</text><text x="9" y="20">Two</text></svg>',
    ),
    "tiny": Planted("small", "Tiny", '<p style="font-size: 7px">Tiny</p>'),
    "outside": Planted("loaded", "http://x.test", '<img alt="" src="http://x.test/a.png">'),
    "from css": Planted("loaded", "http://x.test", "", "<style>body { background: url(http://x.test/b.png); }</style>"),
    "beside": Planted("loaded", "beside.css", "", '<link rel="stylesheet" href="beside.css">'),
    "runs": Planted("active", "script", "<script>document.title = 'x'</script>"),
    "waits": Planted("active", "onclick", '<p onclick="x()">Words</p>'),
    "leads": Planted("active", "href", '<a href="javascript:x()">Words</a>'),
    "throws": Planted("said", "broken", "<script>throw new Error('broken')</script>"),
    "refused": Planted(
        "active",
        "0 styles",
        "",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-AAAA'\">" + STYLE,
    ),
    "invalid": Planted("valid", "Unclosed", "<div><p>Words</p>"),
    "twice": Planted("valid", "Duplicate ID", '<p id="a">One</p><p id="a">Two</p>'),
    "last": Planted(
        "heading last",
        "Alone down there",
        '<div style="height: 215mm">Above</div><h2 style="break-after: auto">Alone down there</h2>'
        '<div style="height: 30mm; border: 1px solid; break-inside: avoid">Next page</div>',
        "<style>@page { size: letter portrait; margin: 10mm 16mm 25mm; } * { margin: 0; }</style>",
    ),
    "long": Planted("pages", "61 pages", '<p style="break-after: page">x</p>' * 60 + "y"),
    "empty": Planted(
        "pages", "is empty", '<p style="break-after: page">x</p><p style="break-after: page"></p><p>y</p>'
    ),
    "edge": Planted(
        "edge", "Near the edge", "<p>Near the edge</p>", "<style>@page { margin: 5mm; } * { margin: 0; }</style>"
    ),
    "footless": Planted("foot", "Page 1 of 1", "Words", f"<style>{FOOT.replace('Page ', 'Side ')}</style>"),
    "helpless": Planted(
        "foot", "page 2: no In danger: 112", '<p style="break-after: page">x</p>y', f"<style>{ONCE}</style>"
    ),
    "size": Planted("paper", "279", "Words", "<style>@page { size: 279mm 216mm; }</style>"),
}


def source(bad: Planted) -> str:
    """The whole page."""
    head = f'<meta charset="utf-8"><title>Planted</title>{bad.head}'
    body = f"<main><h1>Planted</h1>{bad.body}</main>"
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def wanted(name: str) -> paper.Wanted:
    """What the print of a bad page would have to be."""
    return paper.Wanted(said=("In danger: 112",) if PAGES[name].check == "foot" else ())
