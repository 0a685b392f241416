"""The package: what is in the wheel and the source archive, and that a program installed from them runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from recoveryplan import __version__

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = {".py", ".yaml", ".json", ".typed", ".j2", ".css", ".typ", ".ttf", ".txt"}
"""The kinds of file a person gets. Anything else beside the code is a stray one."""


def shipped(folder: str, inside: str) -> set[str]:
    """The files of a folder of ours that belong into the package, by their place there."""
    found = (path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix in SHIPPED)
    return {f"{inside}/{path.relative_to(ROOT / folder).as_posix()}" for path in found}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive, built from this tree, with stray files beside the code."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("recoveryplan-*.whl"))


@pytest.fixture(scope="module")
def source_archive(built: Path) -> Path:
    return next(built.glob("recoveryplan-*.tar.gz"))


def test_the_wheel_holds_code_content_and_templates_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    info = f"recoveryplan-{__version__}.dist-info"
    ours = {name for name in names if not name.startswith(f"{info}/")}
    assert ours == shipped("src/recoveryplan", "recoveryplan") | shipped("templates", "recoveryplan/templates")
    assert {f"{info}/METADATA", f"{info}/entry_points.txt", f"{info}/licenses/LICENSE"} <= names


def test_the_source_archive_has_what_it_takes_to_build_test_and_read(source_archive: Path) -> None:
    with tarfile.open(source_archive) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert shipped("src", "src") | shipped("templates", "templates") <= names
    wanted = {"README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "pyproject.toml", ".ci/run"}
    assert (
        wanted | {"docs/privacy.md", "docs/adr/0001-the-plan-is-the-only-store.md", "tests/test_packaging.py"} <= names
    )
    people = ("sarah", "john", "maria", "emma", "david")
    assert {f"examples/{name}/{file}" for name in people for file in ("answers.yaml", "plan.yaml")} <= names
    stray = re.compile(
        r"__pycache__|node_modules|\.pyc$|(^|/)\.(venv|git|hypothesis|pytest_cache|mypy_cache|ruff_cache)(/|$)|(^|/)dist/"
    )
    assert [name for name in names if stray.search(name)] == []


def test_a_wheel_built_from_the_source_archive_is_the_same(source_archive: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(source_archive) as archive:
        archive.extractall(tmp_path, filter="data")
    tree = next(tmp_path.iterdir())
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "again")]
    subprocess.run(command, cwd=tree, capture_output=True, check=True)
    again = next((tmp_path / "again").glob("*.whl"))
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as other:
        assert sorted(one.namelist()) == sorted(other.namelist())


class Installed:
    """A fresh environment with the program in it; its dependencies are those of the tests' own environment."""

    def __init__(self, folder: Path, *what: str) -> None:
        venv.create(folder, with_pip=False)
        self.scripts = folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.scripts / ("python.exe" if os.name == "nt" else "python")
        # What comes from a .pth file is looked at after the environment's own packages.
        own = self._out("-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
        borrowed = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
        Path(own, "borrowed.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")
        options = ("--no-deps", "--no-index", "--no-build-isolation", "--no-warn-script-location", "--quiet")
        pip = [sys.executable, "-m", "pip", "--python", str(self.python), "install", *options, *what]
        done = subprocess.run(pip, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        self.package = Path(self._out("-c", "import recoveryplan as r; print(r.__file__)").strip()).parent

    def _out(self, *arguments: str) -> str:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        command = [str(self.python), *arguments]
        return subprocess.run(command, env=kept, capture_output=True, text=True, check=True).stdout

    def run(self, home: Path, *arguments: str) -> str:
        """What the installed command prints, run far from the source tree."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        env = kept | {"RECOVERYPLAN_HOME": str(home)}
        command = [str(self.scripts / "recoveryplan"), *arguments]
        done = subprocess.run(command, env=env, cwd=home.parent, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout


def test_the_installed_wheel_runs_and_finds_content_and_templates(wheel: Path, tmp_path: Path) -> None:
    installed = Installed(tmp_path / "env", str(wheel))
    assert installed.package.is_relative_to(tmp_path)
    _works(installed, tmp_path / "home")


def test_an_editable_install_runs_and_finds_content_and_templates(tmp_path: Path) -> None:
    installed = Installed(tmp_path / "env", "-e", str(ROOT))
    assert installed.package == ROOT / "src" / "recoveryplan"
    _works(installed, tmp_path / "home")


def _works(installed: Installed, home: Path) -> None:
    assert installed.run(home, "--version") == f"recoveryplan {__version__}\n"
    assert "116 123" in installed.run(home, "lines", "--country", "GB")
    for format_, end in (("html", "</html>"), ("md", "")):
        installed.run(home, "worksheet", "--blank", "--country", "GB", "--format", format_)
        page = (home / "worksheets" / f"whole-plan-blank.{format_}").read_text(encoding="utf-8")
        assert page.rstrip().endswith(end)
        assert "My plan" in page


def test_the_declared_python_and_dependencies_keep_what_was_decided() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    assert "typer>=0.26,<0.29" in project["dependencies"]
    assert "ruamel.yaml.clib" in " ".join(project["dependencies"])


def test_the_build_runs_the_test_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    marked = re.search(r"^<!-- the test command.*?^<!-- end of the test command", readme, re.DOTALL | re.MULTILINE)
    assert marked is not None
    assert len(re.findall(r"^python3 ", marked[0], re.MULTILINE)) == 1
    assert "the test command" in script
    assert os.access(ROOT / ".ci" / "run", os.X_OK) or os.name == "nt"
