"""Draws the pages, looks at them with the browser, the validator and the tools for paper, and gathers what is off."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from browser import drawn, paper, planted, tools

Findings = dict[str, dict[str, list[str]]]
"""By the name of the page, then by the check: what is off, in words."""

BAD = "planted "
"""In front of the name of a page that is wrong on purpose."""

ON_PAPER = ("pages", "paper", "edge", "foot", "heading last")
"""The checks that need a print."""

KNOWN = {
    # It does not know digests. That the style is in force is what the browser tells.
    "Inline style violates Content Security Policy": "only digests",
    # VoiceOver does not take a list without marks for a list, unless it is told.
    "The “list” role is unnecessary": "for VoiceOver",
    # It guesses from a person's own words, which may be in any language.
    "This document appears to be written in": "a guess",
    # It does not see that a picture stands there too.
    "When a “table” element is the only content in a “figure”": "not the only content",
}
"""What the validator warns of and is meant so, by the start of its words."""


def draw(folder: Path) -> dict[str, Path]:
    """Every page, and every planted one, as a file; by name."""
    sources = {page.name: page.source for page in drawn.pages()}
    sources |= {BAD + name: planted.source(bad) for name, bad in planted.PAGES.items()}
    files = {name: folder / f"{name.replace(' ', '-')}.html" for name in sources}
    for name, path in files.items():
        path.write_text(sources[name], encoding="utf-8")
    return files


def in_the_browser(files: Mapping[str, Path], folder: Path) -> dict[str, Any]:
    """What the browser tells of each page: ``found`` by check, ``unsure`` and ``headings``. Prints each to a PDF."""
    wanted = [_wanted(name, path) for name, path in files.items()]
    job, answer = folder / "job.json", folder / "answer.json"
    job.write_text(json.dumps({"chromium": tools.chromium(), "lanes": 2, "pages": wanted}), encoding="utf-8")
    command = ["node", "look.mjs", str(job), str(answer)]
    done = subprocess.run(command, cwd=tools.HERE, capture_output=True, text=True, check=False, timeout=_PATIENCE)
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    assert set(told) == set(files)
    return told


def _wanted(name: str, path: Path) -> dict[str, Any]:
    """What to do with a page. A planted one is only looked at as its check needs it; axe takes longest."""
    check = planted.PAGES[name.removeprefix(BAD)].check if name.startswith(BAD) else ""
    axe = check in {"", "axe"} and drawn.LONG_WORDS not in name
    pdf = str(path.with_suffix(".pdf")) if check in {"", *ON_PAPER} else None
    return {"name": name, "path": str(path), "pdf": pdf, "axe": axe}


_PATIENCE = 3600 if drawn.ALL else 600


def of_the_browser(told: Mapping[str, Any]) -> Findings:
    """What the browser found, by page and check."""
    return {name: {check: what for check, what in one["found"].items() if what} for name, one in told.items()}


def on_paper(files: Mapping[str, Path], told: Mapping[str, Any]) -> Findings:
    """What is off with the printed pages, of those that were printed."""
    pages = {page.name: page for page in drawn.pages()}
    found: Findings = {name: {} for name in files}
    for name, path in files.items():
        pdf, headings = path.with_suffix(".pdf"), tuple(told[name]["headings"])
        wanted = _as_wanted(pages[name]) if name in pages else planted.wanted(name.removeprefix(BAD))
        for check, words in paper.wrong(pdf, wanted._replace(headings=headings)) if pdf.exists() else ():
            found[name].setdefault(check, []).append(words)
    return found


def _as_wanted(page: drawn.Page) -> paper.Wanted:
    sheet = page.sheet
    return paper.Wanted(sheet.paper, page.most, 29 if sheet.large_print else 25, (sheet.foot, sheet.mark))


def by_the_validator(files: Mapping[str, Path]) -> Findings:
    """What the validator says of each page, besides what is known and meant."""
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m"]
    command = ["java", *quick, "-jar", str(tools.VALIDATOR), "--stdout", "--format", "json", "--exit-zero-always"]
    command += [str(path) for path in files.values()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=_PATIENCE)
    names = {path.resolve().as_uri(): name for name, path in files.items()}
    found: Findings = {name: {} for name in files}
    for said in json.loads(done.stdout)["messages"]:
        if not said["message"].startswith(tuple(KNOWN)):
            name = names[said["url"].replace("file:/", "file:///", 1) if "///" not in said["url"] else said["url"]]
            words = f"{said.get('subType', said['type'])}, line {said.get('lastLine')}: {said['message']}"
            found[name].setdefault("valid", []).append(words)
    return found


def of_ours(found: Findings, check: str) -> list[str]:
    """What a check found on our own pages, one line each."""
    return [f"{name}: {what}" for name in found if not name.startswith(BAD) for what in found[name].get(check, [])]


def of_planted(found: Findings, check: str) -> dict[str, bool]:
    """For each page planted for a check: whether the check caught it."""
    bad = {name: one for name, one in planted.PAGES.items() if one.check == check}
    return {name: any(one.says in what for what in found[BAD + name].get(check, [])) for name, one in bad.items()}
