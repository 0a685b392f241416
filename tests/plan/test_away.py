"""Who is on the keep-distance list is found in any words, whole or by a name in it."""

from __future__ import annotations

import pytest

from recoveryplan.plan.away import Away

AWAY = Away({"keep_distance": [{"id": "k1", "who": "Vincent from the corner"}, {"id": "k2", "who": "my old crew"}]})


@pytest.mark.parametrize(
    "words",
    ["not call Vincent", "VINCENT again", "vincent's car", "see Vincent from  the corner", "leave my old crew"],
)
def test_they_are_found(words: str) -> None:
    assert AWAY.named_in(" ".join(words.split()))


@pytest.mark.parametrize("words", ["Vincenta calls", "the corner shop", "an old friend", "my crew at work", ""])
def test_others_are_not(words: str) -> None:
    assert not AWAY.named_in(words)


@pytest.mark.parametrize("tree", [{}, {"keep_distance": None}, {"keep_distance": ["x", {}, {"who": ""}]}])
def test_an_empty_list_names_nobody(tree: dict[str, object]) -> None:
    assert not Away(tree).named_in("anybody at all")


def test_signs_in_a_name_are_only_signs() -> None:
    assert Away({"keep_distance": [{"who": "R. (the one) a/b …"}]}).named_in("see r. (the one) a/b … there")


BY_HAND = Away(
    {
        "keep_distance": [
            {"who": "my ex rob"},
            {"who": "Zoë O'Neil"},
            {"who": "李伟"},
            {"who": "The guys from Joe's Bar"},
            {"who": "Al"},
            {"who": "MY OLD BOSS WILL"},
            {"who": "саша с работы"},
        ]
    }
)


@pytest.mark.parametrize(
    "words",
    [
        "not text rob", "return Rob's keys", "return robs keys", "@ROB999 blocked", "rob_99 calls", "Róbs street",
        "not see Zoe", "zoë", "the O’Neil house", "oneil", "not call 李伟了 again", "stay away from joes bar", "Joe",
        "see al again", "will calls", "написать САШЕ, саша",
    ],
)  # fmt: skip
def test_a_name_is_found_however_people_type_it(words: str) -> None:
    assert BY_HAND.named_in(words)


@pytest.mark.parametrize(
    "words",
    ["the robin sings", "a bar on the corner", "all of it", "my boss", "guys", "李", "my ex", "an old bar", "O"],
)
def test_common_words_of_a_name_are_no_name(words: str) -> None:
    assert not BY_HAND.named_in(words)


def test_a_small_word_that_is_a_name_too() -> None:
    assert Away({"keep_distance": [{"who": "my ex will"}]}).named_in("will calls")
    assert not Away({"keep_distance": [{"who": "someone who will not stop"}]}).named_in("I will walk")
