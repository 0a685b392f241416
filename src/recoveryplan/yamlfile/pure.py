"""ruamel's own parser, written in Python: slower, and right where libyaml is not. Loaded only when needed."""

from __future__ import annotations

import re

from ruamel.yaml import events
from ruamel.yaml.error import YAMLError
from ruamel.yaml.loader import SafeLoader

from recoveryplan.yamlfile.clib import adapted
from recoveryplan.yamlfile.nodes import Limits, Node, Place
from recoveryplan.yamlfile.reading import Builder
from recoveryplan.yamlfile.trouble import explain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from recoveryplan.yamlfile.nodes import Mark

_MOST_TABS = 50
_ERRORS = (YAMLError, ValueError, LookupError, ArithmeticError, AttributeError, TypeError, RecursionError)
_GAP = r"(?:[\s,]|(?<=\s)\#[^\n]*)*"


def parse_pure(text: str, name: str, limits: Limits) -> Node:
    """The tree in a text. Raises ContentProblem for whatever this parser refuses, and never anything else."""
    readable = text
    for _ in range(_MOST_TABS):
        try:
            return PureBuilder(text, name, limits).build(adapted(SafeLoader(readable).get_event, events))
        except _ERRORS as error:
            tab = _tab_between(readable, error)
            problem = explain(name, text, error)
        if tab is None:
            break
        readable = readable[:tab] + " " + readable[tab + 1 :]
    raise problem


def _tab_between(text: str, error: Exception) -> int | None:
    """Where a tab stands between two things on a line: YAML allows it, this parser does not."""
    mark = getattr(error, "problem_mark", None)
    if (
        mark is None
        or text[mark.index : mark.index + 1] != "\t"
        or not text[mark.index - mark.column : mark.index].strip()
    ):
        return None
    return int(mark.index)


class PureBuilder(Builder):
    """The same tree; only values that are not there get the place that the C parser gives them."""

    __slots__ = ()

    def _scalar(self, value: str, style: str | None, start: Mark, end: int) -> Node:
        if value or style or end != start.index:
            return super()._scalar(value, style, start, end)
        found = re.compile(_GAP + (":" if self.key else r"(?::(?=\s))?" + _GAP + "-")).match(self.text, self.end)
        if found and found.end() <= end:
            start, end = Place(self.text, found.end()), found.end()
        return super()._scalar(value, style, start, end)

    def _add(self, node: Node) -> None:
        """As ever; letters that JSON escapes in two halves, as in ``"\\ud83d\\ude00"``, are put together."""
        if not node.text.isascii():
            try:
                node.text = node.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
            except UnicodeDecodeError:
                raise self._refuse("half", node.mark) from None
        super()._add(node)
