"""Reads the files that ship with the program: ``content/`` and ``templates/``."""

from __future__ import annotations

import os

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
