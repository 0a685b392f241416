"""The edge: the table of commands, and the one place where an error becomes words and an exit code."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from recoveryplan import __version__
from recoveryplan.commands.settings import current
from recoveryplan.errors import RecoveryPlanError

COMMANDS = {
    "new": "Make your plan, or go on with one you began.",
    "edit": "Change your plan, or add to it.",
    "suggest": "What may fit you, and why. You choose.",
    "show": "Your plan on the screen.",
    "now": "A hard moment: what helps, and who to call.",
    "setback": "After a slip, or a close one: your body first, then one thing.",
    "lines": "Help lines for your country. Needs no plan.",
    "checkin": "How it is today, in a minute.",
    "review": "Look at your plan again: once a month, or after a change.",
    "progress": "How it has been going: your check-ins, goals, what helped.",
    "history": "The versions of your plan, with their reasons.",
    "diff": "What changed between two versions.",
    "restore": "Bring an older version back, as a new one.",
    "worksheet": "Pages to print: your plan, or a blank one.",
    "export": "Your dates for a calendar, or everything in one file.",
    "import": "Bring that one file in, on a new computer.",
    "check": "Is the plan file in order? What is missing?",
    "paths": "Where everything is kept.",
    "schema": "The shape of the plan file, for editors.",
    "delete": "Take away everything this program keeps here.",
}
"""Every command with its one line, in the order of the help."""

_MODULES = {"import": "import_"}
"""The module of a command whose name Python keeps for itself."""

ABOUT = "about"
"""What can stand behind the word help besides a command: what this program is, and who wrote it."""


class _Commands(TyperGroup):
    """The commands, each loaded only when it is run or asked about."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: Any, name: str) -> Any:  # noqa: ARG002
        if name not in COMMANDS and name != ABOUT:
            return None
        module = importlib.import_module(f"recoveryplan.commands.{_MODULES.get(name, name)}")
        return _built(name, module.command)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


# The options of every command, said once: they stand before a command and after it.
_HomeOption = Annotated[str | None, typer.Option("--home", metavar="DIR", help="Keep everything in this folder.")]
_PlainOption = Annotated[bool, typer.Option("--plain", help="Plain lines: good for screen readers.")]
_NoInputOption = Annotated[bool, typer.Option("--no-input", help="Ask nothing.")]
_NoColorOption = Annotated[bool, typer.Option("--no-color", help="No colors.")]
_DebugOption = Annotated[bool, typer.Option("--debug", help="If it breaks, say where in the program.")]


def _shared(
    home: _HomeOption = None,
    plain: _PlainOption = False,
    no_input: _NoInputOption = False,
    no_color: _NoColorOption = False,
    debug: _DebugOption = False,
) -> None:
    """Take the options of every command; given twice, the later one counts."""
    current.home = home or current.home
    current.plain |= plain
    current.no_input |= no_input
    current.no_color |= no_color
    current.debug |= debug


def _single(name: str | None, function: Callable[..., Any]) -> Any:
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name)(function)
    return typer.main.get_command(app)


def _built(name: str, function: Callable[..., Any]) -> Any:
    """A command that takes the shared options too."""
    command, shared = _single(name, function), _single(None, _shared)
    names = {parameter.name for parameter in shared.params}
    own = command.callback
    command.params = [*command.params, *(parameter for parameter in shared.params if parameter.name != "help")]

    def with_shared(**values: Any) -> Any:
        _shared(**{key: value for key, value in values.items() if key in names})
        return own(**{key: value for key, value in values.items() if key not in names})

    command.callback = with_shared
    return command


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"recoveryplan {__version__}")
        raise typer.Exit


app = typer.Typer(
    cls=_Commands, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip


@app.callback(invoke_without_command=True)
def _recoveryplan(
    ctx: typer.Context,
    home: _HomeOption = None,
    plain: _PlainOption = False,
    no_input: _NoInputOption = False,
    no_color: _NoColorOption = False,
    debug: _DebugOption = False,
    version: Annotated[  # noqa: ARG001 - its callback does the work
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version of the program.")
    ] = False,
) -> None:
    """A recovery plan that is yours. You write it, on this computer, and it stays there.

    Start with:  recoveryplan new

    In a hard moment:  recoveryplan now

    This plan is your own. A treatment plan is written with you by professionals; you can show them this one.
    Alone is a fine start, and help makes it better. Under 18? All of it is for you too.

    It is not medical advice. It can not call for help, and can not tell you if it is safe to stop.

    Who wrote this, and what stays private:  recoveryplan help about
    """
    _shared(home, plain, no_input, no_color, debug)
    if ctx.invoked_subcommand is None:
        from recoveryplan.commands import menu

        menu.run(current, ctx.get_help)


_USAGE: type[BaseException] = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "UsageError")
"""The command-line library's own error for a wrong call, wherever this version of it keeps that."""


def run(arguments: list[str]) -> int:
    """Run one command. Gives its exit code; errors are told on stderr, never with what somebody typed."""
    try:
        code = app(_asked_help(arguments), prog_name="recoveryplan", standalone_mode=False)
        if sys.stdout is not None and not sys.stdout.closed:
            sys.stdout.flush()  # here a full disk or a closed pipe can still be told well
    except SystemExit as leaving:
        # The command-line library turns a closed pipe into an exit with code 1; the signals' own codes pass.
        if not isinstance(leaving.__context__, BrokenPipeError):
            raise
        return _told_gone(leaving)
    except (Exception, KeyboardInterrupt) as error:
        told = next(tell for kind, tell in _TOLD if isinstance(error, kind))
        return told(error)
    if code == 130:  # the library's own end of a Ctrl-C
        return _told_stop(None)
    return code if isinstance(code, int) else 0


def _asked_help(arguments: list[str]) -> list[str]:
    """Who types the word help, alone or before a command, means the option; `help about` is shown as it is."""
    if arguments[:2] == ["help", ABOUT]:
        return arguments[1:]
    return [*arguments[1:2], "--help"] if arguments[:1] == ["help"] else arguments


def _told_problem(error: Any) -> int:
    _tell(*error.lines)
    return int(error.exit_code)


def _told_stop(_: Any) -> int:
    _tell("", "Stopped. Every answer you gave is kept.")
    return 130


def _told_gone(_: Any) -> int:
    _drop_output()
    return 0


def _tell(*lines: str) -> None:
    from recoveryplan.wording import Said

    current.aside().say([Said(line) for line in lines])


def _told_usage(error: Any) -> int:
    """Say what is wrong with the call without repeating it: somebody may have typed what is private."""
    command = error.ctx.command_path if getattr(error, "ctx", None) else "recoveryplan"
    close = getattr(error, "possibilities", None) or _close_commands(error)
    _tell("That is not a command or an option I know, or something is missing.")
    if close:
        _tell(f"Did you mean {' or '.join(sorted(close)[:3])}?")
    _tell(f"`{command} --help` shows what there is.")
    return 2


def _close_commands(error: Any) -> list[str]:
    import difflib

    typed = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    asked = getattr(error, "ctx", None)
    at_top = asked is None or asked.parent is None
    return difflib.get_close_matches(typed, COMMANDS, n=1) if at_top else []


def _drop_output() -> None:
    """What is still to be written has nobody to read it; Python would complain about that when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _told_output(error: OSError) -> int:
    """A full disk behind standard output is nobody's mistake; any other trouble of the system here is ours."""
    if error.errno != errno.ENOSPC:
        return _our_bug(error)
    _drop_output()
    _tell("The text could not be written there. Is the disk full?")
    return 4


def _our_bug(error: Exception) -> int:
    """A mistake of ours. The place is told, never the message: messages can quote answers."""
    import traceback

    _tell("Something went wrong inside recoveryplan. This is our mistake, not yours.")
    _tell("What you gave before this is kept. Please try again.")
    frames = traceback.extract_tb(error.__traceback__)
    shown = frames if current.debug else frames[-1:]
    for frame in shown:
        _tell(f"  {os.path.basename(frame.filename)}, line {frame.lineno}, {type(error).__name__}")
    return 1


_TOLD: tuple[tuple[type[BaseException], Callable[[Any], int]], ...] = (
    (RecoveryPlanError, _told_problem),
    (KeyboardInterrupt, _told_stop),
    (typer.Abort, _told_stop),
    (_USAGE, _told_usage),
    (BrokenPipeError, _told_gone),
    (OSError, _told_output),
    (Exception, _our_bug),
)
"""How each kind of error is told, the first that fits; the functions give the exit code."""
