"""Running the program: inside this process, from its one entry, or in a process of its own."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"

SETTINGS = ("home", "plain", "no_input", "no_color", "debug")

Input = str | bytes | None


@dataclass(frozen=True)
class Result:
    """What a run of the program gave back."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


Run = Callable[..., Result]


def run_here(*args: str, typed: Input = None, env: Mapping[str, str] | None = None, encoding: str = "utf-8") -> Result:
    """One run from its one entry, with fresh settings and streams of its own."""
    from recoveryplan import __main__ as entry

    _fresh_settings()
    out, err = _stream(encoding=encoding), _stream(encoding=encoding)
    data = typed.encode() if isinstance(typed, str) else (typed or b"")
    code = 0
    with _process(["recoveryplan", *args], _stream(data), out, err, env or {}):
        try:
            entry.main()
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
        except Exception:
            # What the interpreter would do: a test then sees the traceback as a person would.
            err.write(traceback.format_exc())
            code = 1
        out.flush()
        err.flush()
    return Result(code, _written(out), _written(err))


def run_process(
    *args: str, typed: Input = None, env: Mapping[str, str] | None = None, python: tuple[str, ...] = ()
) -> Result:
    """One run in a process of its own."""
    data = typed.encode() if isinstance(typed, str) else (typed or b"")
    done = subprocess.run(
        [sys.executable, *python, "-m", "recoveryplan", *args],
        input=data,
        capture_output=True,
        env=process_env(env),
        timeout=60,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def process_env(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a process that finds the program."""
    return {**os.environ, "PYTHONPATH": str(SRC), "PYTHONIOENCODING": "utf-8", **(more or {})}


def _fresh_settings() -> None:
    from recoveryplan.commands import settings

    fresh = settings.Settings()
    for name in SETTINGS:
        setattr(settings.current, name, getattr(fresh, name))


def _stream(data: bytes = b"", encoding: str = "utf-8") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors="strict", newline="\n")


def _written(stream: io.TextIOWrapper) -> str:
    written = stream.buffer
    assert isinstance(written, io.BytesIO)
    return written.getvalue().decode("utf-8", "replace")


@contextlib.contextmanager
def _process(
    argv: list[str], stdin: io.TextIOWrapper, out: io.TextIOWrapper, err: io.TextIOWrapper, env: Mapping[str, str]
) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", argv)
        patch.setattr(sys, "stdin", stdin)
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        for name, value in env.items():
            patch.setenv(name, value)
        yield
