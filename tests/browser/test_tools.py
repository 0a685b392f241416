"""Where a tool is missing, `.ci/browser` says which, and the tests say what they left out. A build does not pass."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from browser import tools

ROOT = tools.HERE.parents[1]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the build script is for a shell")

ORDINARY = ("bash", "cat", "cmp", "cp", "dirname", "env", "id", "tr")


@pytest.fixture
def bare(tmp_path: Path) -> str:
    """A PATH with a shell and little else: no browser, no Java, no Node.js, and nothing to install them with."""
    for name in ORDINARY:
        found = shutil.which(name)
        assert found
        (tmp_path / name).symlink_to(found)
    return str(tmp_path)


def checks_with(path: str, *options: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The page checks, run with this PATH."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV", tools.NEEDED))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, "tests/browser/test_pages.py"]
    command += ["-k", "sideways or valid or heading"]
    return subprocess.run(
        command, cwd=ROOT, env={**env, "PATH": path, **more}, capture_output=True, text=True, check=False
    )


PACKAGES = ("chromium", "default-jre-headless", "nodejs", "npm", "poppler-utils")
COMMANDS = ("chromium", "java", "node", "npm", "pdftotext", "pdftoppm", "fc-list")


def stub(path: str, name: str, script: str) -> None:
    """A command of this name, in place of another."""
    file = Path(path, name)
    file.unlink(missing_ok=True)
    file.write_text(f"#!{shutil.which('bash')}\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


def run_script(path: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """`.ci/browser` of a tree of its own, with this PATH."""
    for name in (".ci/browser", "tests/browser/package.json", "tests/browser/package-lock.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    env = {"PATH": path, "HOME": path}
    return subprocess.run([str(folder / ".ci/browser")], env=env, capture_output=True, text=True, check=False)


def test_the_script_says_what_is_missing_where_it_can_not_install(bare: str, tmp_path: Path) -> None:
    done = run_script(bare, tmp_path / "tree")
    assert done.returncode == 1
    assert [name for name in PACKAGES if name not in done.stdout] == []


def test_the_script_asks_nobody_but_root_to_install(bare: str, tmp_path: Path) -> None:
    stub(bare, "id", "echo 1000")
    stub(bare, "apt-get", 'echo "apt-get was called"')
    done = run_script(bare, tmp_path / "tree")
    assert done.returncode == 1
    assert "was called" not in done.stdout


def test_the_script_installs_what_is_missing_once(bare: str, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    stub(bare, "id", "echo 0")
    for name in ("java", "node"):
        stub(bare, name, "echo here")
    stub(bare, "npm", f'echo "npm $*" >>"{tree}/asked"; mkdir -p node_modules')
    new = "\n".join(
        f'echo \'echo here\' >"{bare}/{name}"; chmod +x "{bare}/{name}"' for name in COMMANDS[:1] + COMMANDS[4:]
    )
    stub(bare, "apt-get", f'echo "apt-get $*" >>"{tree}/asked"\n{new}')
    for name in ("mkdir", "chmod"):
        Path(bare, name).symlink_to(shutil.which(name) or name)
    done = run_script(bare, tree)
    assert (done.returncode, done.stderr) == (0, "")
    asked = (tree / "asked").read_text(encoding="utf-8").splitlines()
    assert asked[0].startswith("apt-get update")
    assert asked[1].endswith("chromium poppler-utils fontconfig fonts-liberation")
    assert asked[2].startswith("npm ci --ignore-scripts")
    again = run_script(bare, tree)
    assert again.returncode == 0
    assert (tree / "asked").read_text(encoding="utf-8").splitlines() == asked


def test_the_script_says_when_npm_could_not(bare: str, tmp_path: Path) -> None:
    for name in COMMANDS:
        stub(bare, name, "echo here")
    stub(bare, "npm", "exit 1")
    done = run_script(bare, tmp_path / "tree")
    assert done.returncode == 1
    assert "npm could not install" in done.stdout


@pytest.mark.parametrize("options", [("-n", "0"), ("-n", "2")])
def test_without_tools_the_tests_pass_and_say_what_they_did_not_check(bare: str, options: tuple[str, ...]) -> None:
    done = checks_with(bare, *options)
    assert done.returncode == 0, done.stdout
    assert "3 skipped" in done.stdout
    (said,) = [line for line in done.stdout.splitlines() if line.startswith("NOT CHECKED")]
    for word in ("pages in a browser (no chromium, node", "valid HTML (no java", "printed pages", ".ci/browser"):
        assert word in said


def test_a_build_that_installed_the_tools_does_not_pass_without_them(bare: str) -> None:
    done = checks_with(bare, "-n", "0", **{tools.NEEDED: "must"})
    assert done.returncode == 1
    assert "chromium, node" in done.stdout
    assert "though the build has installed" in done.stdout
    assert "skipped" not in done.stdout


def test_nothing_is_downloaded_but_what_the_lock_file_names() -> None:
    script = (ROOT / ".ci" / "browser").read_text(encoding="utf-8")
    assert "npm ci --ignore-scripts" in script
    assert "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1" in script
    assert "http" not in script
    lock = (tools.HERE / "package-lock.json").read_text(encoding="utf-8")
    assert lock.count('"integrity": "sha512-') == 3
    assert '"resolved"' not in lock
