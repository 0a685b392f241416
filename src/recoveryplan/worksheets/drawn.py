"""The Jinja templates of a writer, and their compiled form, which is kept beside them as Python keeps its own.

To compile the templates takes longer than all else that one page needs. Nothing of a plan is in them.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from recoveryplan import resources


def environment(folder: str, **options: Any) -> Environment:
    """Jinja for the templates of one folder: a name that is not known is an error, blocks leave no blank lines."""
    place = os.path.join(resources.templates_folder(), folder)
    return Environment(  # noqa: S701 - `autoescape` is among the options: on for HTML, our own escaper for Markdown
        loader=FileSystemLoader(place),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=Compiled(os.path.join(place, "__pycache__")),
        **options,
    )


class Compiled(BytecodeCache):
    """Compiled templates in a folder of their own; where it can not be read or written, they are compiled anew.

    Jinja keeps the digest of the source in each, so that a changed template is never drawn from an old one.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def _path(self, bucket: Bucket) -> str:
        return os.path.join(self.folder, f"{bucket.key}.{sys.implementation.cache_tag}.jinjac")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what is kept, if it is of this source and this Python."""
        with contextlib.suppress(OSError, EOFError, ValueError, TypeError), open(self._path(bucket), "rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, whole or not at all."""
        if sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError):
            os.makedirs(self.folder, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder)
            try:
                with open(handle, "wb") as file:
                    bucket.write_bytecode(file)
                os.replace(name, self._path(bucket))
            except OSError:
                os.unlink(name)
                raise
