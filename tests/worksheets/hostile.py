"""Text that tries to be more than text, and a way to put it in every place of a plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

TEXTS = (
    "[sponsor]",
    "[/daily] [link=http://x.test]y[/link]",
    "# heading",
    "a # b #",
    "<script>alert(1)</script>",
    "<!-- gone? -->",
    "</style></title><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='x",
    "{{ 7*7 }} {% raw %} {# x #}",
    "1. x",
    "12) y",
    "- x",
    "+ x",
    "---",
    "- - -",
    "===",
    "> quoted",
    "*a* **b** _c_ __d__ ~~e~~ ~f~",
    ":skull: and :+1:",
    "a | b \\| c",
    "| a | b |",
    "back\\slash \\* \\",
    "`code` ``more``",
    "```",
    "~~~",
    "![pic](http://x.test/a.png)",
    "[click](javascript:alert(1))",
    "[ref]: http://x.test",
    "[^1] and [x] and [ ]",
    "<http://x.test> http://x.test www.x.test me@x.test",
    "&amp; &lt; &#35; &copy; AT&T",
    "$x$ and $$y$$",
    "@someone #12",
    "javascript:alert(1)",
    "url(http://x.test) @import expression(1)",
    "Ω 漢字 ไทย é 🙂",
    "שלום עולם",
    "x" * 300,
    "first\nsecond",
)


def mapped(tree: Any, change: Callable[[str, tuple[str | int, ...]], Any], path: tuple[str | int, ...] = ()) -> Any:
    """A copy of a plain tree with every text passed through ``change`` together with its path."""
    if isinstance(tree, dict):
        return {key: mapped(inner, change, (*path, key)) for key, inner in tree.items()}
    if isinstance(tree, list):
        return [mapped(inner, change, (*path, at)) for at, inner in enumerate(tree)]
    return change(str(tree), path)


_OURS = {"id", "kind", "state", "status", "level", "want", "wanted", "why", "leans_on", "person", "told", "partner"}
_OURS |= {"importance", "confidence", "version", "schema_version", "area", "helped", "every", "often", "stage", "age"}
_OURS |= {"faith", "family", "rhythm", "paper", "country", "thoughts", "means_near", "craving"}


def spoiled(tree: Any, text: str) -> tuple[Any, int]:
    """The tree with the text in every field of own words, and how many fields that was."""
    count = 0

    def change(old: str, path: tuple[str | int, ...]) -> str:
        nonlocal count
        if _OURS & {step for step in path[-2:] if isinstance(step, str)} or path[0] == "keep_distance":
            return old
        count += 1
        return text

    return mapped(tree, change), count
