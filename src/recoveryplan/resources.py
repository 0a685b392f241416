"""Reads the files that ship with the program: ``content/`` and ``templates/``."""

from __future__ import annotations

import os
import sys

_PACKAGE = os.path.dirname(os.path.abspath(__file__))


def content_folder() -> str:
    """Where the questions, options, rules and lines are."""
    return os.path.join(_PACKAGE, "content")


def templates_folder() -> str:
    """Where the drawn blocks are: inside an installed package, or at the top of a source tree."""
    installed = os.path.join(_PACKAGE, "templates")
    return installed if os.path.isdir(installed) else os.path.join(_PACKAGE, "..", "..", "templates")


def content(name: str) -> bytes:
    """The bytes of one content file, named with forward slashes, like ``options/coping.yaml``."""
    with open(os.path.join(content_folder(), *name.split("/")), "rb") as file:
        return file.read()


def content_names(folder: str) -> list[str]:
    """The YAML files of one content folder, as ``folder/name.yaml``, in order of name."""
    names = sorted(os.listdir(os.path.join(content_folder(), folder)))
    return [f"{folder}/{name}" for name in names if name.endswith(".yaml")]


def keep(path: str, data: bytes) -> None:
    """Keep what was made of a shipped file, whole or not at all, as Python keeps its compiled modules.

    Where that can not be, or Python is told to keep nothing, it is made anew each time.
    """
    if sys.dont_write_bytecode:
        return
    import contextlib

    own = f"{path}.{os.getpid()}"
    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        try:
            with open(own, "xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(own, path)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(own)
            raise
