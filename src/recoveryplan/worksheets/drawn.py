"""The Jinja templates of a writer, and their compiled form, which is kept beside them as Python keeps its own.

To compile the templates takes longer than all else that one page needs. Nothing of a plan is in them.
"""

from __future__ import annotations

import os
import sys
import zlib
from typing import Any

import jinja2
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from recoveryplan import __version__, resources


def environment(folder: str, **options: Any) -> Environment:
    """Jinja for the templates of one folder: a name that is not known is an error, blocks leave no blank lines."""
    place = os.path.join(resources.templates_folder(), folder)
    settings: dict[str, Any] = dict.fromkeys(("trim_blocks", "lstrip_blocks", "keep_trailing_newline"), True)
    settings |= {"auto_reload": False} | options
    plain = sorted((name, value) for name, value in settings.items() if isinstance(value, bool))
    return Environment(  # noqa: S701 - `autoescape` is among the options: on for HTML, our own escaper for Markdown
        loader=FileSystemLoader(place),
        undefined=StrictUndefined,
        bytecode_cache=Compiled(os.path.join(place, "__pycache__"), repr(plain)),
        **settings,
    )


class Compiled(BytecodeCache):
    """Compiled templates in a folder of their own; where it can not be read or written, they are compiled anew.

    Jinja keeps the digest of the source in each, and the file's name tells of our version, Jinja's and the options: a
    changed template, or a changed way to compile it, is never drawn from an old one.
    """

    def __init__(self, folder: str, options: str) -> None:
        self.folder = folder
        made_by = f"{__version__} {jinja2.__version__} {options}".encode()
        self.tag = f"{sys.implementation.cache_tag}-{zlib.crc32(made_by):08x}"

    def _path(self, bucket: Bucket) -> str:
        return os.path.join(self.folder, f"{bucket.key}.{self.tag}.jinjac")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what is kept, if it is of this source and this Python."""
        try:
            with open(self._path(bucket), "rb") as file:
                bucket.load_bytecode(file)
        except Exception:  # whatever is wrong with a kept file: the template itself is there
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, whole or not at all."""
        resources.keep(self._path(bucket), bucket.bytecode_to_string())
