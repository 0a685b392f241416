"""The helper that all the style tests use must catch writers that are not careful enough."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from ruamel.yaml import YAML

from recoveryplan.yamlfile import Changed, Document, change, emit, read, textual
from yamlfile.keeping import check
from yamlfile.samples import STYLES
from yamlfile.test_styles import cases

Writer = Callable[[Document, object, object], Changed]


def whole_file(document: Document, before: object, after: object) -> Changed:
    """Writes everything anew and says nothing."""
    text = emit(textual(after)).replace("\n", document.newline)
    return Changed(document.bom + text.encode(document.encoding), ())


def round_trip(document: Document, before: object, after: object) -> Changed:
    """ruamel's round trip with its defaults, values put in place."""
    yaml = YAML()
    tree = yaml.load(document.text)
    tree["name"] = after["name"]  # type: ignore[index]
    out = io.StringIO()
    yaml.dump(tree, out)
    return Changed(out.getvalue().encode(), ())


def eats_a_comment(document: Document, before: object, after: object) -> Changed:
    """Right, but loses the first comment."""
    changed = change(document, before, after)
    lines = changed.data.split(b"\n")
    comment = next((line for line in lines if line.lstrip().startswith(b"#")), None)
    return Changed(b"\n".join(line for line in lines if line is not comment), changed.re_emitted)


def forgets(document: Document, before: object, after: object) -> Changed:
    """Leaves the file as it is."""
    return Changed(document.data, ())


def unix_ends(document: Document, before: object, after: object) -> Changed:
    """Right, but turns the line ends."""
    changed = change(document, before, after)
    return Changed(changed.data.replace(b"\r\n", b"\n"), changed.re_emitted)


@pytest.mark.parametrize(
    ("writer", "style"),
    [
        (whole_file, "comments behind"),
        (whole_file, "blank lines"),
        (whole_file, "flow list"),
        (whole_file, "single quotes"),
        (round_trip, "indented list"),
        (round_trip, "windows"),
        (round_trip, "wide blanks"),
        (eats_a_comment, "comments between"),
        (eats_a_comment, "comments of a list"),
        (forgets, "house"),
        (unix_ends, "windows"),
        (unix_ends, "mixed line ends"),
    ],
)
def test_planted_writers_are_caught(writer: Writer, style: str) -> None:
    data = STYLES[style].encode()
    title, _, edit, window = next(iter(cases(style, read(data, style))))
    assert "name" in title
    check(data, edit, window)
    with pytest.raises(AssertionError):
        check(data, edit, window, changer=writer)
