"""Our own words for what a file may have wrong. Never a value from the file, never a parser's message."""

from __future__ import annotations

import re

from recoveryplan.errors import ContentProblem, Problem
from recoveryplan.yamlfile.nodes import Document, Limits, Node, Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from recoveryplan.yamlfile.nodes import Mark

_QUOTE = "Put the whole text in quotes."
_LINE_UP = "Use blanks so that the lines of one group start in the same column."

# Why the builder refuses: what it is, and what to do.
_REFUSED = {
    "alias": ('a value starts with "*", which YAML takes as a link to another value.', _QUOTE),
    "anchor": ('a value starts with "&", which YAML takes as a label.', _QUOTE),
    "tag": ('a value starts with "!", which YAML takes as an order to itself.', _QUOTE),
    "deep": ("there are too many levels inside each other.", "Take out the extra brackets or indents."),
    "many": ("there are more values than this program reads.", "Make the file smaller."),
    "key": ("the name before a colon is not plain text.", "Write it as one word, or put the text in quotes."),
    "twice": ("this name is there twice in the same group.", "Keep one of the two and delete the other."),
    "half": ("an escape here stands for half a letter.", "Type the letter itself in its place."),
    "merge": ('"<<" copies values in YAML. This program does not do that.', "Write the values out in full."),
    "no_key": ("there is a colon, but no name before it.", "Write the name first, then the colon."),
    "second": (
        'a line of "---" or "..." splits the file in two.',
        "Delete that line, or keep only one part in this file.",
    ),
    "directive": ('a line starts with "%". That is an order to YAML programs.', "Delete that line."),
}

_TAB = ("a tab is used to indent.", "Use blanks in place of tabs at the start of the line.")
_STARTS = ('a text cannot start with "{0}" here.', _QUOTE)
_OPEN_QUOTE = ("a quote is opened here and never closed.", "Close it at the end of the text.")
_OPEN_BRACKET = (
    "a bracket is opened here, and its end is missing or not where it should be.",
    "Close it, put a comma between two values, or put the text in quotes.",
)
_COLON_INSIDE = ("there is a second colon with a blank in this line.", _QUOTE)
_NO_BLANK = ("a blank is missing after the colon.", 'Write "name: text", with a blank after the colon.')
_NO_BLANK_DASH = ("a blank is missing after the dash.", 'Write "- text", with a blank after the dash.')
_NO_NAME = ("this line has no name and colon.", 'Write "name: text", or indent it to belong to the line above.')
_INDENT = ("this line does not line up with the lines above it.", _LINE_UP)
_BEHIND_QUOTE = ("there is more text after the closing quote.", "Put the whole text inside the quotes.")
_LIST_BEHIND = ("a list cannot start on the line of its name.", "Start it on the next line, or put the text in quotes.")
_BAR = ('"|" or ">" at the start means a text of many lines follows.', _QUOTE)
_ESCAPE = (
    "a backslash in double quotes is not one that YAML knows.",
    "Write two backslashes, or use single quotes.",
)
_UNCLEAR = (
    "this is not YAML that I can read.",
    "Look at this line and the one above: a quote, a bracket or a colon may be missing.",
)


def _problem(name: str, line: int | None, column: int | None, words: tuple[str, str]) -> ContentProblem:
    return ContentProblem([Problem(name, line, column, *words)])


def _at(name: str, text: str, at: int, words: tuple[str, str]) -> ContentProblem:
    place = Place(text, at)
    return _problem(name, place.line + 1, place.column + 1, words)


def too_big(name: str, limits: Limits) -> ContentProblem:
    """The file is larger than the limit."""
    words = f"this file is bigger than {limits.size // 1_000_000 or 1} MB, the most I read."
    return _problem(name, None, None, (words, "Is it the right file? If so, make it smaller."))


def not_text(name: str, data: bytes, encoding: str, at: int) -> ContentProblem:
    """Bytes that are not the encoding's, such as a file saved as latin-1."""
    before = data[:at].decode(encoding, "replace")
    words = "a letter here is not saved as UTF-8 text.", "Save the file as UTF-8 in your editor, then try again."
    return _at(name, before, len(before), words)


def control_character(name: str, text: str, bad: str) -> ContentProblem:
    """A character that no one can see and YAML does not allow."""
    at = min(text.find(character) for character in set(bad) if character in text)
    words = "there is a hidden control character here.", "Delete it, or type the line again."
    if text[at] == "\0" and text.count("\0") > len(text) // 4:
        words = "this file is not UTF-8 text.", "Save the file as UTF-8 in your editor, then try again."
    return _at(name, text, at, words)


def conflict(name: str, text: str, at: int) -> ContentProblem:
    """The marks that git and others leave where two versions did not fit together."""
    words = (
        "two versions of this file were put together and do not agree here.",
        'Keep the lines you want. Delete the lines with "<<<<<<<", "=======" and ">>>>>>>".',
    )
    return _at(name, text, at, words)


def refuse(name: str, text: str, why: str, mark: Mark) -> ContentProblem:
    """Something that is YAML, but not the part of YAML that this program reads."""
    if why == "marked":
        why = "anchor" if text[mark.index : mark.index + 1] == "&" else "tag"
    return _problem(name, mark.line + 1, mark.column + 1, _REFUSED[why])


def refuse_at(name: str, text: str, why: str, at: int) -> ContentProblem:
    """The same, for something found without a parser."""
    return _at(name, text, at, _REFUSED[why])


def explain(name: str, text: str, error: Exception) -> ContentProblem:
    """A parser's error, in words of ours; ``text`` is looked at to guess what was meant."""
    if isinstance(error, RecursionError):
        return _problem(name, None, None, _REFUSED["deep"])
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return _problem(name, None, None, _UNCLEAR)
    words, mark = _guess(text, error, mark)
    return _problem(name, mark.line + 1, mark.column + 1, words)


def _guess(text: str, error: Any, mark: Mark) -> tuple[tuple[str, str], Mark]:
    context = str(getattr(error, "context", None) or "")
    opened: Mark = getattr(error, "context_mark", None) or mark
    said = str(getattr(error, "problem", None) or "")
    line = _line(text, mark)
    if "\t" in line[: len(line) - len(line.lstrip())] or ("\\t" in said and "cannot start" in said):
        return _TAB, mark
    if "quoted scalar" in context:
        return (_ESCAPE, mark) if "escape" in said or "expected escape" in said else (_OPEN_QUOTE, opened)
    for part, why in (("alias", "alias"), ("anchor", "anchor"), ("tag", "tag"), ("directive", "directive")):
        if f"scanning a {part}" in context or f"scanning an {part}" in context or f"{part} handle" in said:
            return _REFUSED[why], opened
    if "block scalar" in context:
        return _BAR, opened
    return _guess_structure(text, context, said, mark, opened)


def _guess_structure(text: str, context: str, said: str, mark: Mark, opened: Mark) -> tuple[tuple[str, str], Mark]:
    line = _line(text, mark)
    character = text[mark.index : mark.index + 1]
    if "cannot start any token" in said and character:
        return (_STARTS[0].format(character), _STARTS[1]), mark
    if "mapping values are not allowed" in said:
        return _guess_colon(text, line, mark)
    if "could not find expected ':'" in said:
        return _guess_name(_line(text, opened)), opened
    if "sequence entries are not allowed" in said or (character == "-" and "node content" in said):
        return _LIST_BEHIND, mark
    if "flow" in context:
        return _OPEN_BRACKET, opened
    return _guess_block(line, context, said, mark), mark


def _guess_name(line: str) -> tuple[str, str]:
    if re.match(r"\s*-\S", line):
        return _NO_BLANK_DASH
    return _NO_BLANK if re.search(r"\S:\S", line) else _NO_NAME


def _guess_block(line: str, context: str, said: str, mark: Mark) -> tuple[str, str]:
    character = line[mark.column : mark.column + 1]
    if character and character in "]}," and "block" in context:
        return _STARTS[0].format(character), _STARTS[1]
    if "block end" in said or "block" in context:
        before = line[: mark.column].rstrip()
        return _BEHIND_QUOTE if before.endswith(("'", '"', "]", "}")) else _INDENT
    return _INDENT if "document start" in said else _UNCLEAR


def _guess_colon(text: str, line: str, mark: Mark) -> tuple[tuple[str, str], Mark]:
    if len(re.findall(r":(?=\s|$)", line)) > 1:
        return _COLON_INSIDE, mark
    above = text[: mark.index - mark.column].rstrip()
    start = re.search(r"[^\r\n]*\Z", above)
    if start and re.match(r"\s*[^\s:]+:[^\s:/][^:]*\Z", start[0]):
        return _NO_BLANK, Place(text, start.start() + len(start[0]) - len(start[0].lstrip()))
    return _INDENT, mark


def _line(text: str, mark: Mark) -> str:
    start = mark.index - mark.column
    return re.split(r"[\r\n]", text[start:], maxsplit=1)[0]


def cut_by_comment(document: Document) -> list[Problem]:
    """Plain texts that end where a ``#`` begins a comment right at a word, as in ``my #1 trigger``."""
    if not re.search(r"[ \t]#[^\s#!]", document.text):
        return []
    what = 'the text ends before the "#". What comes after it is a comment and is not read.'
    todo = "If it belongs to the text, put the whole text in quotes."
    return [
        Problem(document.name, node.line, node.column, what, todo)
        for node in _leaves(document.root)
        if node.style == "plain" and re.match(r"[ \t]+#[^\s#!]", document.text[node.end : node.end + 200])
    ]


def _leaves(node: Node) -> list[Node]:
    if node.kind == "map":
        return [leaf for value in node.entries.values() for leaf in _leaves(value)]
    if node.kind == "list":
        return [leaf for item in node.items for leaf in _leaves(item)]
    return [node]
