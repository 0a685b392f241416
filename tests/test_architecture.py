"""The build check of the house: who may import whom, who alone may use what, and no way to the network."""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = "recoveryplan"
SRC = Path(__file__).resolve().parent.parent / "src" / PACKAGE

GROUPS: tuple[frozenset[str], ...] = (
    frozenset({"errors", "clock", "home", "resources", "text", "wording", "__init__"}),
    frozenset({"yamlfile"}),
    frozenset({"plan"}),
    frozenset({"interview", "guidance", "living"}),
    frozenset({"storage", "terminal", "worksheets", "calendar"}),
    frozenset({"workflows"}),
    frozenset({"commands"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)
"""The rooms from the ground up. A room may import the rooms of a lower group, and itself."""

ONLY = {
    "ruamel": "yamlfile",
    "_ruamel_yaml": "yamlfile",
    "questionary": "terminal",
    "prompt_toolkit": "terminal",
    "rich": "terminal",
    "jinja2": "worksheets",
    "icalendar": "calendar",
}
"""Who alone may import what."""

NETWORK = frozenset(
    {"socket", "_socket", "ssl", "_ssl", "urllib", "http", "requests", "httpx", "aiohttp", "ftplib", "smtplib"}
    | {"asyncio", "socketserver", "webbrowser", "xmlrpc", "telnetlib", "imaplib", "poplib", "multiprocessing"}
)

CLOCKS = frozenset(
    {"datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time", "time.time_ns", "time.localtime"}
    | {"time.gmtime", "time.strftime", "time.ctime"}
)


@dataclass(frozen=True)
class Import:
    """One import statement: the module it stands in, what it names, and whether it runs when that is loaded."""

    importer: str
    target: str
    line: int
    at_top: bool

    @property
    def room(self) -> str:
        return _room(self.importer)

    def says(self, what: str) -> str:
        return f"{self.importer}, line {self.line}: {what}"


def _room(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def _group(room: str) -> int:
    return next(number for number, rooms in enumerate(GROUPS) if room in rooms)


@functools.cache
def modules(root: Path) -> dict[str, ast.Module]:
    """Every module under the package's folder, parsed, by its dotted name."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        steps = path.relative_to(root).with_suffix("").parts
        steps = steps[:-1] if steps[-1] == "__init__" else steps
        found[".".join((PACKAGE, *steps))] = ast.parse(path.read_text("utf-8"), str(path))
    return found


def imports(found: Mapping[str, ast.Module]) -> Iterator[Import]:
    """Every import, inside functions and for type checkers too: a type is a dependency as well."""
    for name, tree in found.items():
        top = set(_loaded(tree.body))
        for node in ast.walk(tree):
            for target in _targets(name, node, found):
                yield Import(name, target, getattr(node, "lineno", 0), node in top)


def _loaded(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run when the module is loaded."""
    for node in body:
        yield node
        if isinstance(node, ast.If) and not _for_types(node.test):
            yield from _loaded([*node.body, *node.orelse])
        elif isinstance(node, ast.Try):
            yield from _loaded([*node.body, *node.orelse, *node.finalbody, *(s for h in node.handlers for s in h.body)])


def _for_types(test: ast.expr) -> bool:
    return "TYPE_CHECKING" in ast.unparse(test)


def _targets(importer: str, node: ast.AST, found: Mapping[str, ast.Module]) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert not node.level, f"{importer}: imports are written in full"
        base = str(node.module)
        return [
            f"{base}.{a.name}" if f"{base}.{a.name}" in found or (base == PACKAGE and a.name[0] != "_") else base
            for a in node.names
        ]
    if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"__import__", "import_module"}:
        return [_written(node.args[0])] if node.args else []
    return []


def _written(node: ast.expr) -> str:
    """The start of a module name that is put together when the program runs."""
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        return str(node.values[0].value).rstrip(".")
    return str(node.value) if isinstance(node, ast.Constant) else PACKAGE


# --- the checks: each gives what is wrong ---


def wrong_rooms(found: Mapping[str, ast.Module]) -> list[str]:
    return [
        one.says(f"{one.room} may not import {_room(one.target)}")
        for one in imports(found)
        if one.target.split(".")[0] == PACKAGE
        and one.target != PACKAGE
        and _room(one.target) != one.room
        and _group(_room(one.target)) >= _group(one.room)
        # errors is the ground's own ground: every module of the ground may use it
        and not (_room(one.target) == "errors" and _group(one.room) == 0)
    ]


def wrong_users(found: Mapping[str, ast.Module]) -> list[str]:
    return [
        one.says(f"only {ONLY[top]} may import {top}")
        for one in imports(found)
        if (top := one.target.split(".")[0]) in ONLY and ONLY[top] != one.room
    ]


def ways_out(found: Mapping[str, ast.Module]) -> list[str]:
    return [one.says("a way to the network") for one in imports(found) if one.target.split(".")[0] in NETWORK]


def clock_readers(found: Mapping[str, ast.Module]) -> list[str]:
    return [
        f"{name}, line {getattr(node, 'lineno', 0)}: only clock reads the clock"
        for name, tree in found.items()
        if _room(name) != "clock"
        for node in ast.walk(tree)
        if _reads_clock(node)
    ]


def _reads_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "time"
    if not isinstance(node, ast.Attribute):
        return False
    words = ast.unparse(node)
    return words in CLOCKS or words.split(".", 1)[-1] in CLOCKS


def beyond_the_ground(found: Mapping[str, ast.Module]) -> list[str]:
    import sys

    return [
        one.says("the ground stands on the standard library only")
        for one in imports(found)
        if _group(one.room) == 0
        and one.target.split(".")[0] not in sys.stdlib_module_names | {PACKAGE, "__future__", "_blake2"}
    ]


def cycles(found: Mapping[str, ast.Module]) -> list[str]:
    """Modules that need each other, in any number of steps, when they are loaded."""
    needs: dict[str, set[str]] = {name: set() for name in found}
    for one in imports(found):
        if one.at_top and one.target in found and one.target != one.importer:
            needs[one.importer].add(one.target)
    reach = {name: _reach(name, needs) for name in needs}
    return [f"{name} needs itself in the end" for name in needs if name in reach[name]]


def _reach(start: str, needs: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    ahead = list(needs[start])
    while ahead:
        one = ahead.pop()
        if one not in seen:
            seen.add(one)
            ahead += needs[one]
    return seen


def dirty_worlds(found: Mapping[str, ast.Module]) -> list[str]:
    """The pure rooms have no terminal and no disk."""
    pure = {"plan", "interview", "guidance", "living"}
    return [
        one.says("a pure room has no disk and no terminal")
        for one in imports(found)
        if one.room in pure and one.target.split(".")[0] in {"os", "sys", "pathlib", "shutil", "tempfile", "subprocess"}
    ]


Check = Callable[[Mapping[str, ast.Module]], list[str]]

CHECKS: tuple[Check, ...] = (
    wrong_rooms, wrong_users, ways_out, clock_readers, beyond_the_ground, cycles, dirty_worlds,
)  # fmt: skip


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_keeps_its_rules(check: Check) -> None:
    assert check(modules(SRC)) == []


def test_every_room_is_known() -> None:
    known = set().union(*GROUPS)
    assert {_room(name) for name in modules(SRC)} <= known


# --- each check catches what it is there for ---

PLANTED: list[tuple[str, Check, dict[str, str]]] = [
    ("upwards", wrong_rooms, {"plan/model.py": "from recoveryplan.storage import store"}),
    ("sideways", wrong_rooms, {"interview/flow.py": "from recoveryplan.guidance import card"}),
    ("sideways below", wrong_rooms, {"terminal/screen.py": "import recoveryplan.storage.files"}),
    ("in a function", wrong_rooms, {"guidance/card.py": "def f():\n    from recoveryplan.terminal import screen"}),
    (
        "for types only",
        wrong_rooms,
        {"plan/ids.py": "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    from recoveryplan.storage.files import Home"},
    ),
    ("the edge", wrong_rooms, {"commands/new.py": "from recoveryplan import cli"}),
    ("by name", wrong_rooms, {"plan/ids.py": "__import__('recoveryplan.commands.new')"}),
    (
        "by made-up name",
        wrong_rooms,
        {"plan/ids.py": "import importlib\nimportlib.import_module(f'recoveryplan.cli.{1}')"},
    ),
    ("ground to ground", wrong_rooms, {"text.py": "from recoveryplan import wording"}),
    ("ruamel", wrong_users, {"storage/files.py": "from ruamel.yaml import YAML"}),
    ("ruamel's parser", wrong_users, {"workflows/reading.py": "import _ruamel_yaml"}),
    ("rich", wrong_users, {"commands/show.py": "def f():\n    import rich.console"}),
    ("questionary", wrong_users, {"interview/flow.py": "import questionary"}),
    ("prompt_toolkit", wrong_users, {"commands/new.py": "from prompt_toolkit.shortcuts import prompt"}),
    ("jinja2", wrong_users, {"guidance/card.py": "import jinja2"}),
    ("socket", ways_out, {"storage/files.py": "import socket"}),
    ("urllib", ways_out, {"commands/lines.py": "def f():\n    from urllib.request import urlopen"}),
    ("http", ways_out, {"terminal/screen.py": "import http.client"}),
    ("requests", ways_out, {"terminal/screen.py": "import requests"}),
    ("today", clock_readers, {"plan/smart.py": "import datetime\ndatetime.date.today()"}),
    ("now", clock_readers, {"plan/smart.py": "import datetime as d\nd.datetime.now()"}),
    ("now, by name", clock_readers, {"plan/smart.py": "from datetime import datetime\ndatetime.now()"}),
    ("today, by name", clock_readers, {"plan/smart.py": "from datetime import date\nx = date.today"}),
    ("time", clock_readers, {"plan/smart.py": "import time\ntime.time()"}),
    ("time, by name", clock_readers, {"plan/smart.py": "from time import time"}),
    ("ground", beyond_the_ground, {"text.py": "import rich"}),
    ("two", cycles, {"plan/a.py": "from recoveryplan.plan import b", "plan/b.py": "from recoveryplan.plan.a import x"}),
    (
        "three",
        cycles,
        {
            "plan/a.py": "from recoveryplan.plan import b",
            "plan/b.py": "try:\n    from recoveryplan.plan import c\nexcept ImportError:\n    pass",
            "plan/c.py": "import recoveryplan.plan.a",
        },
    ),
    ("disk", dirty_worlds, {"plan/ids.py": "import os"}),
]


@pytest.mark.parametrize(("check", "files"), [p[1:] for p in PLANTED], ids=[p[0] for p in PLANTED])
def test_a_planted_wrong_import_is_caught(check: Check, files: dict[str, str], tmp_path: Path) -> None:
    for place, words in {"__init__.py": "", **_around(files), **files}.items():
        path = tmp_path / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(words, "utf-8")
    assert check(modules(tmp_path)) != []


def _around(files: Mapping[str, str]) -> dict[str, str]:
    rooms = {Path(place).parent.name for place in files} - {""}
    return {f"{room}/__init__.py": "" for room in rooms}


def test_what_is_allowed_passes(tmp_path: Path) -> None:
    files = {
        "errors.py": "import os",
        "clock.py": "import datetime\nfrom recoveryplan.errors import X\ndatetime.datetime.now()",
        "yamlfile/reading.py": "from recoveryplan.errors import X\nimport ruamel.yaml",
        "cli.py": "from recoveryplan.commands import new",
        "commands/new.py": "def f():\n    from recoveryplan.workflows import a",
        "workflows/a.py": "def f():\n    from recoveryplan.workflows import b",
        "workflows/b.py": "from recoveryplan.workflows import a",
    }
    for place, words in {"__init__.py": "", **_around(files), **files}.items():
        path = tmp_path / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(words, "utf-8")
    assert [wrong for check in CHECKS for wrong in check(modules(tmp_path))] == []
