"""YAML that people edit by hand: a limited reader with positions, and a writer that splices.

The only user of ruamel in the program. Callers import from the package itself::

    from recoveryplan.yamlfile import read, plain, position, emit, change

Each name loads only the module it lives in, on first use: reading alone costs little more than bare
Python, and the writers (``emit``, ``change``) and ruamel's pure parser are loaded when they are needed.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from recoveryplan.yamlfile.changing import Changed, change
    from recoveryplan.yamlfile.emitting import emit, textual
    from recoveryplan.yamlfile.nodes import (
        LIMITS,
        Document,
        Limits,
        Node,
        Path,
        Plain,
        key_position,
        plain,
        position,
    )
    from recoveryplan.yamlfile.reading import read

__all__ = [
    "LIMITS",
    "Changed",
    "Document",
    "Limits",
    "Node",
    "Path",
    "Plain",
    "change",
    "emit",
    "key_position",
    "plain",
    "position",
    "read",
    "textual",
]

_HOMES = {"read": "reading", "emit": "emitting", "textual": "emitting", "change": "changing", "Changed": "changing"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    module = f"{__name__}.{_HOMES.get(name, 'nodes')}"
    value: object = getattr(__import__(module, fromlist=[name]), name)
    globals()[name] = value
    return value
