"""The C parser of ruamel.yaml.clib, without the 50 modules it would bring along.

The extension imports ruamel's classes for events, tokens, nodes and errors, and through them all of ruamel,
``re`` and ``datetime``: 3.4 times the start of bare Python, where `now` has 4.6 for everything. It only ever
calls those classes. So while it is loaded, twelve modules of ours stand in for them, and plain tuples for the
events; they are taken away again at once, and a later ``import ruamel.yaml`` finds the real ones. If ruamel is there
already, or the extension wants something else from them, it is imported in the usual way; without it,
``extension`` is None and the pure parser does the work.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

    from recoveryplan.yamlfile.nodes import Mark

    Event = tuple[int, Any, Any, Mark, Mark, str | None]


# What an event is made into: its kind, its anchor or tag, its text or flow style, where it starts and ends, and
# its style. A tuple takes a quarter of the time that an object takes, and a file has hundreds.
END, DOCUMENT, CLOSE, ALIAS, SCALAR, LIST, MAP, OTHER = range(8)


def _other(start: Mark, end: Mark, _more: Any = None) -> Event:
    return OTHER, None, None, start, end, None


def _end(start: Mark, end: Mark) -> Event:
    return END, None, None, start, end, None


def _close(start: Mark, end: Mark) -> Event:
    return CLOSE, None, None, start, end, None


def _document(start: Mark, end: Mark, _explicit: Any, version: Any, tags: Any) -> Event:
    return DOCUMENT, version or tags, None, start, end, None


def _alias(_anchor: str, start: Mark, end: Mark) -> Event:
    return ALIAS, None, None, start, end, None


def _scalar(anchor: Any, tag: Any, _plain: Any, value: str, start: Mark, end: Mark, style: str) -> Event:
    return SCALAR, anchor if tag is None else tag, value, start, end, style


def _list(anchor: Any, tag: Any, _plain: Any, start: Mark, end: Mark, flow: bool) -> Event:
    return LIST, anchor if tag is None else tag, flow, start, end, None


def _map(anchor: Any, tag: Any, _plain: Any, start: Mark, end: Mark, flow: bool) -> Event:
    return MAP, anchor if tag is None else tag, flow, start, end, None


class ParseError(Exception):
    """Something the C parser refused; the pure parser will say where."""

    def __init__(self, context: Any = None, context_mark: Any = None, problem: Any = None, mark: Any = None) -> None:
        super().__init__()
        self.context = context
        self.context_mark = context_mark if hasattr(context_mark, "index") else None
        self.problem = problem
        self.problem_mark = mark if hasattr(mark, "index") else None


class _Other:
    """Tokens and nodes: named by the extension, never made by us."""


_OURS = {
    "StreamStartEvent": _other,
    "StreamEndEvent": _end,
    "DocumentStartEvent": _document,
    "DocumentEndEvent": _other,
    "AliasEvent": _alias,
    "ScalarEvent": _scalar,
    "SequenceStartEvent": _list,
    "MappingStartEvent": _map,
    "SequenceEndEvent": _close,
    "MappingEndEvent": _close,
}
_STOOD_IN = [
    "ruamel.yaml." + module
    for module in [
        "error",
        "reader",
        "scanner",
        "parser",
        "composer",
        "constructor",
        "emitter",
        "serializer",
        "representer",
        "tokens",
        "events",
        "nodes",
    ]
]


class _StandIn(type(sys)):  # type: ignore[misc]
    """A module that has every class the extension asks for by name."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return ParseError if name.endswith("Error") else _OURS.get(name, _Other)


def _load_light() -> ModuleType:
    try:
        for name in _STOOD_IN:
            sys.modules[name] = _StandIn(name)
        import _ruamel_yaml
    finally:
        for name in _STOOD_IN:
            sys.modules.pop(name, None)
    module: ModuleType = _ruamel_yaml
    _prove(module)
    return module


def _prove(extension: ModuleType) -> None:
    """Raises if it does not make its events the way this module expects."""
    parser = extension.CParser("a: ['1']")
    events = [parser.get_event() for _ in range(9)]
    if [event[0] for event in events] != [OTHER, DOCUMENT, MAP, SCALAR, LIST, SCALAR, CLOSE, CLOSE, OTHER]:
        raise ImportError
    if (events[5][2], events[5][5], events[5][3].index, events[4][2], events[4][1]) != ("1", "'", 4, True, None):
        raise ImportError


def _load() -> tuple[ModuleType | None, bool]:
    if not any(name in sys.modules for name in ("ruamel.yaml", "_ruamel_yaml", *_STOOD_IN)):
        try:
            return _load_light(), True
        except ModuleNotFoundError:
            return None, False
        except Exception:  # whatever another release does otherwise, the usual way still works
            sys.modules.pop("_ruamel_yaml", None)
    try:
        import _ruamel_yaml
    except ImportError:
        return None, False
    return _ruamel_yaml, getattr(_ruamel_yaml, "ScalarEvent", None) is _scalar


extension, is_light = _load()


def parser(text: str) -> Callable[[], Event]:
    """A function that gives the next event of the text at each call, and raises ``errors``."""
    if extension is None:
        raise ImportError
    get_event: Callable[[], Event] = extension.CParser(text).get_event
    return get_event if is_light else adapted(get_event, extension)


def adapted(get_event: Callable[[], Any], kinds: Any) -> Callable[[], Event]:
    """The same for a parser that gives ruamel's own events; ``kinds`` has their classes by name."""
    codes = {
        kinds.StreamEndEvent: END,
        kinds.DocumentStartEvent: DOCUMENT,
        kinds.MappingEndEvent: CLOSE,
        kinds.SequenceEndEvent: CLOSE,
        kinds.AliasEvent: ALIAS,
        kinds.ScalarEvent: SCALAR,
        kinds.SequenceStartEvent: LIST,
        kinds.MappingStartEvent: MAP,
    }

    def get() -> Event:
        event = get_event()
        code = codes.get(type(event), OTHER)
        marked = text = style = None
        if code == DOCUMENT:
            marked = event.version or event.tags
        elif code == SCALAR:
            marked, text, style = event.anchor or event.tag, event.value, event.style
        elif code in (LIST, MAP):
            marked, text = event.anchor or event.tag, event.flow_style
        return code, marked, text, event.start_mark, event.end_mark, style

    return get


errors: tuple[type[Exception], ...] = (
    (extension.ScannerError, extension.ParserError, extension.ReaderError) if extension else ()
)
