"""What holds for every page as HTML, and needs no browser: closed, marked up for everybody, and telling of nobody."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import pytest

from recoveryplan import __version__
from recoveryplan.workflows import showing
from recoveryplan.worksheets import declared, facilitating, html, sheets
from recoveryplan.worksheets.sheets import Sheet
from worksheets import samples
from worksheets.pages import Page

WAYS = ("blank", "filled", "large", "blank large")

CSP = r"default-src 'none'; style-src '(sha256-[A-Za-z0-9+/]{43}=)'; base-uri 'none'; form-action 'none'"
ACTIVE = {
    "script", "form", "input", "button", "select", "textarea", "link", "img", "picture", "iframe", "object", "embed",
    "base", "audio", "video", "source", "use", "image", "foreignobject", "template", "slot",
}  # fmt: skip
TELLING = re.compile(
    r"\b(addict\w*|relapse\w*|abuse\w*|substances?|drugs?|alcohol\w*|drink\w*|drunk|opioids?|heroin|fentanyl|cocaine|meth|"
    r"benzos?|cannabis|weed|nicotine|tobacco|gambl\w*|overdose\w*|naloxone|methadone|sober\w*|rehab\w*|detox\w*)\b",
    re.IGNORECASE,
)
"""Words on top of a page that would tell what it is about to somebody who sees it lie there."""


class Drawn(NamedTuple):
    """A page of a sheet, drawn."""

    sheet: Sheet
    source: str
    page: Page

    def named(self, *tags: str) -> list[dict[str, str | None]]:
        """The attributes of each element of these kinds."""
        return [dict(attributes) for tag, attributes in self.page.elements if tag in tags]


@cache
def drawn(name: str, way: str) -> Drawn:
    tree = samples.plan() if way in {"filled", "large"} else None
    context = showing.context(tree)._replace(large_print="large" in way)
    sheet = facilitating.build(name, context) if way == "facilitator" else sheets.build(name, tree, context)
    assert sheet is not None
    source = html.write(sheet)
    return Drawn(sheet, source, Page(source))


def _pages() -> Iterator[str]:
    for name in declared.names():
        yield from (f"{name}, {way}" for way in WAYS)
        if declared.load(name).facilitator is not None:
            yield f"{name}, facilitator"


@pytest.fixture(params=_pages())
def one(request: pytest.FixtureRequest) -> Drawn:
    return drawn(*request.param.split(", "))


# --- the checks: each gives what is wrong ---


def ways_out(one: Drawn) -> Iterator[str]:
    """Anything that could run, load, or send."""
    yield from sorted({tag for tag, _ in one.page.elements} & ACTIVE)
    for tag, attributes in one.page.elements:
        for key, value in attributes:
            if key.startswith("on") or key in {"style", "src", "srcset", "srcdoc", "action", "ping", "background"}:
                yield f"{tag} {key}"
            if key in {"href", "xlink:href"} and not re.fullmatch(r"tel:\+?[0-9]+", value or ""):
                yield f"{tag} {key}={value}"
            if key == "http-equiv" and (value or "").lower() != "content-security-policy":
                yield f"{tag} {key}={value}"
    yield from re.findall(r"url\(|@import|expression\(", one.source[: one.source.find("</style>")])


def lax_policy(one: Drawn) -> Iterator[str]:
    """A policy that lets through more than the one style."""
    policies = [meta["content"] or "" for meta in one.named("meta") if "http-equiv" in meta]
    styles = re.findall(r"<style>(.*?)</style>", one.source, re.DOTALL)
    if len(policies) != 1 or len(styles) != 1:
        yield f"{len(policies)} policies, {len(styles)} styles"
        return
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    found = re.fullmatch(CSP, policies[0])
    if found is None or found[1] != f"sha256-{digest}":
        yield policies[0]
    if one.source.index("Content-Security-Policy") > one.source.index("<style>"):
        yield "the policy comes too late"


def badly_headed(one: Drawn) -> Iterator[str]:
    """Headings and a title that do not lead through the page."""
    levels = [int(tag[1]) for tag, _ in one.page.elements if re.fullmatch(r"h[1-6]", tag)]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"headings of level {levels}"
    yield from (f"from h{up} to h{down}" for up, down in pairwise(levels) if down > up + 1)
    if not one.source.startswith('<!DOCTYPE html>\n<html lang="en">'):
        yield "no language"
    (title,) = re.findall(r"<title>(.*?)</title>", one.source)[:1] or [""]
    (top,) = re.findall(r"<h1>(.*?)</h1>", one.source)[:1] or [""]
    if not title or title != top:
        yield f"title {title!r}, heading {top!r}"


def badly_marked(one: Drawn) -> Iterator[str]:
    """Tables, pictures and marks that only an eye understands."""
    yield from (f"th {cell}" for cell in one.named("th") if cell.get("scope") not in {"col", "row"})
    for table in re.findall(r"<table.*?</table>", one.source, re.DOTALL):
        if "<caption>" not in table or "<th " not in table:
            yield table[:80]
    ids = [value for _, attributes in one.page.elements for key, value in attributes if key == "id"]
    yield from sorted({f"id {value} twice" for value in ids if ids.count(value) > 1})
    for element in (*one.named("svg"), *(found for found in one.named("div") if found.get("role") == "img")):
        if not (element.get("aria-label") or element.get("aria-labelledby")):
            yield f"a picture without words: {element}"
    kinds = {tag for tag, _ in one.page.elements}
    yield from sorted({"header", "main", "footer"} - kinds)


def foot_lacks(one: Drawn) -> Iterator[str]:
    """What a foot does not say, at the end of the page and on each side of paper."""
    (end,) = re.findall(r"<footer>(.*?)</footer>", one.source, re.DOTALL)[:1] or [""]
    style = one.source[: one.source.index("</style>")] if "</style>" in one.source else ""
    words = {"help line": one.sheet.foot, "mark": one.sheet.mark}
    if "In danger" not in one.sheet.foot:
        yield "no help line"
    if one.sheet.id not in one.sheet.mark or __version__ not in one.sheet.mark:
        yield "the mark says not which sheet of which version it is"
    yield from (f"no {what} at the end" for what, said in words.items() if said not in Page(end).text)
    plain = re.sub(r"\\([0-9a-f]{6})", lambda found: chr(int(found[1], 16)), style)
    yield from (f"no {what} on each side" for what, said in words.items() if said not in plain)
    if 'counter(page) " of " counter(pages)' not in style:
        yield "no page numbers"


def telling(one: Drawn) -> Iterator[str]:
    """Who made the page, from which file, where; and a title that tells what it is about."""
    yield from re.findall(r"\b[\w-]+\.ya?ml\b|file:|/home/|/tmp/|/Users/|[A-Z]:\\|<!--.*?-->", one.source)
    names = {meta.get("name") for meta in one.named("meta")} - {None}
    yield from (f"meta {name}" for name in names - {"viewport", "referrer", "format-detection"})
    if samples.plan()["about"]["name"] in one.source:
        yield "the name of the person"
    yield from TELLING.findall(one.sheet.title)


Check = Callable[[Drawn], Iterator[str]]

CHECKS: tuple[Check, ...] = (ways_out, lax_policy, badly_headed, badly_marked, foot_lacks, telling)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_page_holds(check: Check, one: Drawn) -> None:
    assert list(check(one)) == []


def test_large_print_has_its_own_sizes() -> None:
    for name in declared.names():
        plain, large = drawn(name, "filled").source, drawn(name, "large").source
        assert "html { font-size: 11pt" in plain
        assert "html { font-size: 18pt" in large
        assert "--line: 8mm" in plain
        assert "--line: 12mm" in large


# --- each check catches what it is there for ---

PLANTED = [
    (ways_out, "</main>", "<script>x()</script></main>"),
    (ways_out, "</main>", '<img src="a.png" alt=""></main>'),
    (ways_out, "</main>", "<form></form></main>"),
    (ways_out, "<main>", '<main onclick="x()">'),
    (ways_out, "<main>", '<main style="color: red">'),
    (ways_out, "</main>", '<a href="javascript:x()">y</a></main>'),
    (ways_out, "</main>", '<a href="http://x.test">y</a></main>'),
    (ways_out, "<title>", '<meta http-equiv="refresh" content="1"><title>'),
    (ways_out, "</style>", "body { background: url(a.png) }</style>"),
    (lax_policy, "</style>", "p {}</style>"),
    (lax_policy, "default-src 'none'", "default-src 'self'"),
    (lax_policy, "style-src '", "style-src 'unsafe-inline' '"),
    (lax_policy, "base-uri 'none'; ", ""),
    (lax_policy, "</head>", "<style>p {}</style></head>"),
    (badly_headed, ' lang="en"', ""),
    (badly_headed, "<h2", "<h4"),
    (badly_headed, "<main>", "<main><h1>Again</h1>"),
    (badly_headed, "<title>", "<title>Not "),
    (badly_marked, '<th scope="col"', "<th"),
    (badly_marked, "<caption>", "<p>"),
    (badly_marked, ' aria-label="Room to write', ' title="Room to write'),
    (badly_marked, "<main>", "<div>"),
    (badly_marked, "<main>", '<main><p id="a"></p><p id="a"></p>'),
    (foot_lacks, "<footer>", "<footer></footer><footer>"),
    (foot_lacks, "Sheet whole-plan", "Sheet"),
    (foot_lacks, "counter(pages)", '""'),
    (foot_lacks, "In danger", ""),
    (telling, "</main>", "plan.yaml</main>"),
    (telling, "</main>", "/home/jo/pages</main>"),
    (telling, "</main>", "<!-- made by a machine --></main>"),
    (telling, "<title>", '<meta name="author" content="x"><title>'),
    (telling, "</main>", "Jo Example</main>"),
]


@pytest.mark.parametrize(("check", "good", "bad"), PLANTED)
def test_a_planted_mistake_is_caught(check: Check, good: str, bad: str) -> None:
    usual = drawn("whole-plan", "blank")
    assert list(check(usual)) == []
    assert good in usual.source
    source = usual.source.replace(good, bad)
    assert list(check(Drawn(usual.sheet, source, Page(source)))) != []


def test_a_title_that_tells_is_caught() -> None:
    usual = drawn("whole-plan", "blank")
    for title in ("My drinking", "Relapse prevention", "Opioids and me"):
        assert list(telling(usual._replace(sheet=usual.sheet._replace(title=title)))) != []
