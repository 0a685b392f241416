"""docs/writing-offers.md does not rot: its example loads, its table has every key, its slip is told as it shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from recoveryplan.errors import ContentProblem
from recoveryplan.guidance import offerfiles
from recoveryplan.guidance.said import Said
from recoveryplan.workflows import knowledge

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "writing-offers.md").read_text("utf-8")
((NAME, EXAMPLE),) = re.findall(r"```yaml\n# (\S+)\n(.*?)```", PAGE, re.DOTALL)
KINDS = {one["id"]: one for one in knowledge.tree("offer_kinds.yaml")["kinds"]}


def loaded(text: str) -> Any:
    """The offers of a file, checked as all are."""
    said = Said(knowledge.tree("said.yaml"))
    return offerfiles.load(text.encode(), NAME, knowledge.known(), said, KINDS, set(knowledge.offers().by_id))


def test_the_example_is_an_offer() -> None:
    (one,) = loaded(f"# {NAME}\n{EXAMPLE}")
    assert one["source"] in {source["id"] for source in knowledge.tree("sources.yaml")}


def test_every_key_is_told() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == offerfiles.KEYS


def test_a_slip_is_told_as_the_page_shows() -> None:
    (shown,) = re.findall(r"```\n(offers/.*?)\n```", PAGE, re.DOTALL)
    with pytest.raises(ContentProblem) as told:
        loaded(f"# {NAME}\n{EXAMPLE}".replace("boredom", "boring"))
    assert shown in "\n".join(told.value.lines)
