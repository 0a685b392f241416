"""Plans of every format there ever was still load, and nothing in them is lost."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from recoveryplan import resources, yamlfile
from recoveryplan.errors import ContentProblem
from recoveryplan.plan.loading import dump, load
from recoveryplan.plan.model import SCHEMA_VERSION, Plan
from recoveryplan.storage import migrations

HERE = Path(__file__).parent
FROZEN = {"plan-v1.yaml": "f6a07575dcaf91fb139ee037786ade109705caa05c48d7cc4220e97558a9b4ec"}


def _document(data: bytes) -> yamlfile.Document:
    return yamlfile.read(data, "plan.yaml")


def _vocabulary() -> Any:
    return yamlfile.plain(yamlfile.read(resources.content("choices.yaml"), "choices.yaml"))


@pytest.mark.parametrize("name", FROZEN)
def test_a_frozen_plan_is_never_changed(name: str) -> None:
    assert hashlib.sha256((HERE / name).read_bytes()).hexdigest() == FROZEN[name]


def test_each_format_has_its_frozen_plan() -> None:
    assert migrations.CURRENT == SCHEMA_VERSION == len(FROZEN)
    assert sorted(name for name in os.listdir(HERE) if name.endswith(".yaml")) == sorted(FROZEN)


@pytest.mark.parametrize("name", FROZEN)
def test_a_frozen_plan_loads_whole(name: str) -> None:
    tree = migrations.upgrade(_document((HERE / name).read_bytes()))
    plan, problems = load(tree, _vocabulary())
    assert problems == []
    assert plan
    assert plan.schema_version == SCHEMA_VERSION
    assert plan.people[0].phone == "0412345678"
    written = dump(plan)
    assert isinstance(tree, dict)
    assert set(tree) == set(written) <= set(Plan.model_fields)
    again, _ = load(written, _vocabulary())
    assert again == plan


def _second(tree: dict[str, Any]) -> dict[str, Any]:
    return {**tree, "second": "two"}


def _third(tree: dict[str, Any]) -> dict[str, Any]:
    return {**tree, "third": tree["second"] + " three"}


@pytest.mark.parametrize("line", [b"schema_version: 1\n", b"schema_version: '1'\n", b""])
def test_steps_run_one_after_the_other(line: bytes) -> None:
    document = _document(line + b"a: b  # kept\n")
    tree = migrations.upgrade(document, (_second, _third))
    assert tree == {"schema_version": "3", "a": "b", "second": "two", "third": "two three"}
    assert document.data == line + b"a: b  # kept\n"


def test_only_the_steps_that_are_missing_run() -> None:
    tree = migrations.upgrade(_document(b"schema_version: 2\nsecond: own\n"), (_second, _third))
    assert tree == {"schema_version": "3", "second": "own", "third": "own three"}
    same = migrations.upgrade(_document(b"schema_version: 3\na: b\n"), (_second, _third))
    assert same == {"schema_version": "3", "a": "b"}


def test_a_newer_plan_is_refused_kindly() -> None:
    with pytest.raises(ContentProblem, match="newer version") as told:
        migrations.upgrade(_document(b"version: 1\nschema_version: 2\n"))
    assert (told.value.problems[0].line, told.value.exit_code) == (2, 3)
    assert "left it as it is" in told.value.problems[0].todo


@pytest.mark.parametrize("value", [b"secret", b"0", b"-1", b"1.0", b"[1]", b"9999999999999"])
def test_a_format_that_is_no_number_is_told_without_its_value(value: bytes) -> None:
    with pytest.raises(ContentProblem) as told:
        migrations.upgrade(_document(b"schema_version: " + value + b"\n"))
    assert told.value.problems[0].line == 1
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("data", [b"", b"- a\n", b"words\n"])
def test_what_is_no_plan_at_all_is_left_to_the_loader(data: bytes) -> None:
    document = _document(data)
    assert migrations.upgrade(document) == yamlfile.plain(document)
