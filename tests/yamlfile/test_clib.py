"""The C parser is loaded without what it would bring along, and everything still works where that fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys

SRC = os.path.join(os.path.dirname(__file__), "..", "..", "src")
HEAVY = {"re", "typing", "dataclasses", "enum", "datetime", "collections", "collections.abc", "hashlib", "ruamel.yaml"}


def run(code: str) -> object:
    """What a fresh Python prints as JSON."""
    lead = f"import sys; sys.path.insert(0, {SRC!r})\n"
    done = subprocess.run(
        [sys.executable, "-S", "-c", lead + code], capture_output=True, text=True, check=False, env=ENV
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


ENV = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path.endswith("site-packages"))}
READ = "from recoveryplan.yamlfile import read, plain, clib\ntree = plain(read(b'a: [x, 1]', 'f'))\n"


def test_reading_loads_nothing_heavy() -> None:
    code = (
        f"before = set(sys.modules)\n{READ}new = sorted(set(sys.modules) - before)\nimport json; print(json.dumps(new))"
    )
    loaded = run(code.replace("f{", "{"))
    assert isinstance(loaded, list)
    assert "_ruamel_yaml" in loaded
    assert not HEAVY & set(loaded)
    assert not [
        name
        for name in loaded
        if name.startswith(("ruamel.yaml.", "pydantic", "rich")) and name != "ruamel.yaml.clib._ruamel_yaml"
    ]
    ours = {name.rpartition(".")[2] for name in loaded if name.startswith("recoveryplan.yamlfile.")}
    assert ours == {"clib", "decoding", "nodes", "reading"}


def test_ruamel_can_be_imported_afterwards() -> None:
    code = (
        READ
        + "import ruamel.yaml, json\npure = plain(read(b'a: [12:30]', 'f'))\n"
        + "print(json.dumps([tree, clib.is_light, pure, ruamel.yaml.YAML().load('a: 1')]))"
    )
    assert run(code) == [{"a": ["x", "1"]}, True, {"a": ["12:30"]}, {"a": 1}]


def test_it_works_when_ruamel_is_there_first() -> None:
    code = "import ruamel.yaml, json\n" + READ + "print(json.dumps([tree, clib.is_light]))"
    assert run(code) == [{"a": ["x", "1"]}, False]


def test_it_works_when_the_extension_is_not_as_expected() -> None:
    code = (
        "import builtins, json\nreal = builtins.__import__\n"
        "def odd(name, *rest, **more):\n"
        "    if name == '_ruamel_yaml' and 'ruamel.yaml.error' in sys.modules and 'ruamel.yaml' not in sys.modules:\n"
        "        raise AttributeError('another release')\n"
        "    return real(name, *rest, **more)\n"
        "builtins.__import__ = odd\n" + READ + "print(json.dumps([tree, clib.is_light, clib.extension is not None]))"
    )
    assert run(code) == [{"a": ["x", "1"]}, False, True]


def test_it_works_without_the_extension() -> None:
    code = (
        "import json\nsys.modules['_ruamel_yaml'] = None\n" + READ + "print(json.dumps([tree, clib.extension is None]))"
    )
    assert run(code) == [{"a": ["x", "1"]}, True]
