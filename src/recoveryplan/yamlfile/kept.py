"""The plain trees of files that ship with the program, kept beside them as Python keeps its own compiled modules.

A tree is used only for the very bytes it was made of. Nothing of a plan is in it.
"""

from __future__ import annotations

import marshal
import os
import sys

from recoveryplan import resources
from recoveryplan.yamlfile import quick

try:  # hashlib takes longer to load than all of this
    from _blake2 import blake2b
except ImportError:  # an interpreter built without it
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MARK = 16
_MADE = b"1"
"""Changes when the same bytes come to make another tree."""


def tree(data: bytes, name: str) -> Any:
    """The same as ``quick.tree``, without reading the YAML again where it was read before."""
    mark = _mark(_MADE + data)
    path = _path(name)
    kept = _read(path, mark)
    if kept is None:
        made = quick.tree(data, name)
        packed = marshal.dumps((made,))
        resources.keep(path, mark + _mark(packed) + packed)
        return made
    return kept[0]


def _mark(data: bytes) -> bytes:
    return blake2b(data, digest_size=_MARK).digest()


def _path(name: str) -> str:
    stem = name.removesuffix(".yaml").replace("/", ".")
    return os.path.join(resources.content_folder(), "__pycache__", f"{stem}.{sys.implementation.cache_tag}.tree")


def _read(path: str, mark: bytes) -> Any:
    try:
        with open(path, "rb") as file:
            data = file.read()
        packed = data[2 * _MARK :]
        whole = data[: 2 * _MARK] == mark + _mark(packed)
        return marshal.loads(packed) if whole else None  # noqa: S302 - as Python reads its own
    except Exception:  # whatever is wrong with a kept file: the content itself is there
        return None
