"""Our own words: plain, short, kind, calm. Measured, over everything a person may read."""

from __future__ import annotations

import re

import pytest

from content import own_text
from content.own_text import GRADE, Text, everything, grade, hurtful, sections, shouted, too_long, words_of

ALL = everything()
SAFETY = ("safety.yaml", "lines.yaml", "card.py", "saying.py")


@pytest.mark.parametrize("name", ALL)
def test_sentences_are_short(name: str) -> None:
    assert {text.place: long for text in ALL[name] if (long := too_long(text.words))} == {}


@pytest.mark.parametrize("name", [name for name in ALL if name != "choices.yaml"])
def test_it_reads_easily(name: str) -> None:
    hard = {part[:70]: found for part in sections(ALL[name]) if (found := grade(part)) > GRADE}
    assert hard == {}


def test_there_is_something_to_measure() -> None:
    assert sum(len(words_of(text.words)) for texts in ALL.values() for text in texts) > 4_000
    assert {"safety.yaml", "lines.yaml", "wording.py", "helps", "options/coping.yaml", "choices.yaml"} <= set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_no_word_hurts(name: str) -> None:
    assert {text.place: found for text in ALL[name] if (found := hurtful(text.words))} == {}


def test_no_word_hurts_anywhere_in_the_program() -> None:
    """Errors and prompts too: each string of each module."""
    found = {
        text.place: hurt
        for path in own_text.SRC.rglob("*.py")
        for text in own_text.python_texts(path)
        if " " in text.words and (hurt := hurtful(text.words))
    }
    assert found == {}


def test_no_word_hurts_in_what_we_say_of_our_sources() -> None:
    import json

    for name in own_text.content_files():
        if name not in {"words.yaml", "sources.yaml"}:
            said = re.findall(r'"relied_on": "((?:[^"\\]|\\.)*)"', json.dumps(own_text.tree(name)))
            assert {words: hurt for words in said if (hurt := hurtful(words))} == {}


@pytest.mark.parametrize("name", ALL)
def test_nobody_shouts(name: str) -> None:
    assert {text.place: found for text in ALL[name] if (found := shouted(text.words))} == {}


@pytest.mark.parametrize("name", [name for name in ALL if name in SAFETY])
def test_safety_is_calm(name: str) -> None:
    assert [text.place for text in ALL[name] if "!" in text.words.removeprefix("! ")] == []


def test_a_question_asks_one_thing() -> None:
    asked = [text for name in ALL if name.startswith("questions/") for text in ALL[name]]
    asks = [text for text in asked if text.place.rsplit(" ", 1)[-1].startswith("ask")]
    assert len(asks) > 20
    assert [text for text in asks if text.words.count("?") > 1] == []


DOSE = re.compile(
    r"\b\d+(?:\.\d+)?\s?(?:mg|mcg|ml|g|milligrams?|micrograms?|tablets?|pills?|drinks?|units?|doses?|beers?)\b"
    r"|\b(?:half|double|one more|two) (?:a )?(?:tablets?|pills?|doses?)\b|\btaper\b|\bcut (?:down )?by (?!yourself)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", ALL)
def test_no_dose_anywhere(name: str) -> None:
    assert [text for text in ALL[name] if DOSE.search(text.words)] == []


NO_RISK = re.compile(
    r"\bno (?:risk|danger|warnings?)\b|\brisk[- ]free\b|(?<!if )(?:it|this|that) is safe\b"
    r"|\b(?:completely|perfectly) safe\b"
    r"|\bnothing to worry\b|\bnot dangerous\b|\brarely fatal\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_called_without_risk(name: str) -> None:
    assert [text for text in ALL[name] if NO_RISK.search(text.words)] == []


@pytest.mark.parametrize("name", ALL)
def test_what_must_never_be_said(name: str) -> None:
    never = re.compile(r"press 3|stop taking|couples? therapy|guarantee|you must\b|never use alone", re.IGNORECASE)
    assert [text for text in ALL[name] if never.search(text.words)] == []


# --- the measures catch what they are there for ---


def test_bad_words_are_caught() -> None:
    assert hurtful("An addict can stay clean.") == ["addict", "stay clean"]
    assert hurtful("You relapsed and failed.") == ["relapsed", "failed"]
    assert hurtful("DRUG ABUSE is") == ["DRUG ABUSE"]
    assert hurtful("a non-compliant person") == ["non-compliant"]
    assert hurtful("commit\n suicide") == ["commit suicide"]
    assert hurtful("addiction care, clean hands, dirt, domestic abuse") == []


def test_bad_sentences_are_caught() -> None:
    assert too_long("One " + "and two " * 12 + ".")
    assert too_long("Short. " + "word " * 21 + ". Short.")
    assert not too_long("word " * 20 + ". " + "word " * 20 + ".")
    assert not too_long("Call the National Domestic Violence Hotline " + "now " * 17 + ".")
    assert too_long("no full stop " * 7)


def test_hard_text_is_caught() -> None:
    hard = (
        "Individuals experiencing psychological difficulties necessitate comprehensive interdisciplinary evaluation. "
    )
    assert all(grade(part) > GRADE for part in sections([Text("x", hard * 20)]))
    easy = "Call a friend. Go for a walk. You can rest. It will pass. "
    assert all(grade(part) <= GRADE for part in sections([Text("x", easy * 20)]))
    assert len(sections([Text("x", easy)] * 40)) > 1


def test_terms_count_as_one_short_word() -> None:
    assert grade(own_text.plainer("Buprenorphine helps. Benzodiazepines do too. ") * 20) < GRADE


def test_shouting_is_caught() -> None:
    assert shouted("NEVER do this, SAMHSA says. Use `--country XX`.") == ["NEVER"]
    assert shouted("A PLAN") == ["PLAN"]


def test_doses_are_caught() -> None:
    for words in ("take 10 mg", "two pills", "2 beers a day", "a taper", "cut by a fifth", "half a tablet"):
        assert DOSE.search(words), words
    assert not DOSE.search("again after 2 to 3 minutes")


def test_false_comfort_is_caught() -> None:
    for words in ("There is no risk.", "This is safe.", "No warnings for you", "rarely fatal"):
        assert NO_RISK.search(words), words


NOT_SAID = {"relied_on", "source", "address", "made_by", "terms"}
"""Long words behind these are notes for who checks our sources; the names of lines are their owners' words."""

NAMES = {"voice", "name", "say", "text_how", "chat", "hours", "for_whom", "emergency", "emergency_numbers"}


def unknown_keys(value: object) -> set[str]:
    """Keys with words behind them that no measure looks at."""
    if isinstance(value, list):
        return {key for inner in value for key in unknown_keys(inner)}
    if not isinstance(value, dict):
        return set()
    known = own_text.SAID | NOT_SAID | NAMES
    here = {key for key, inner in value.items() if isinstance(inner, str) and inner.count(" ") > 2}
    inside = (inner for key, inner in value.items() if key not in own_text.PHRASES | own_text.PAIRS | {own_text.THEIRS})
    return (here - known) | {key for inner in inside for key in unknown_keys(inner)}


def test_no_text_escapes_the_measures() -> None:
    names = [name for name in own_text.content_files() if name not in {"choices.yaml", "sources.yaml", "words.yaml"}]
    assert {name: keys for name in names if (keys := unknown_keys(own_text.tree(name)))} == {}
    assert unknown_keys({"a": [{"new": "some words of our own"}]}) == {"new"}
