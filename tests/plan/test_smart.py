"""Which letters a goal leaves open, over goals as people write them."""

from __future__ import annotations

import pytest

from recoveryplan.plan import smart

GOALS = {
    # open: S, M and T
    "get better": "SMT",
    "I want to get better": "SMT",
    "be happy": "SMT",
    "Be a better dad": "SMT",
    "be a good mother": "SMT",
    "become a better version of myself": "SMT",
    "change my life": "SMT",
    "turn my life around": "SMT",
    "get my life back on track": "SMT",
    "get help": "SMT",
    "recover": "SMT",
    "sobriety": "SMT",
    "gym": "SMT",
    "make my family proud": "SMT",
    "be there for my kids": "SMT",
    "have a better relationship with my daughter": "SMT",
    "eat better": "SMT",
    "sleep better": "SMT",
    "feel less anxious": "SMT",
    # one can see it; how much, and by when, is open
    "see my kids": "MT",
    "stay on my medicine": "MT",
    "stay sober": "MT",
    "save money": "MT",
    "lose weight": "MT",
    "use less": "MT",
    "drive again": "MT",
    "learn guitar": "MT",
    "work on my anger": "MT",
    "stay out of jail": "MT",
    "walk more": "MT",
    "get through the holidays": "MT",
    # how much is there; by when is open
    "stop drinking": "T",
    "find a job": "T",
    "get custody of my son": "T",
    "call my mom": "T",
    "go to detox": "T",
    "walk 20 minutes a day": "T",
    "sleep 8 hours a night": "T",
    "be in bed by 10 every night": "T",
    "go to church on Sundays": "T",
    "journal daily": "T",
    "work 2 days a week": "T",
    "I will go to 3 AA meetings a week": "T",
    # by when is there; how much is open
    "walk more by May 12": "M",
    "see my kids by 2026-12-22": "M",
    "see my kids in a week": "M",
    "go fishing with my brother in June": "M",
    "talk to my counselor about naltrexone tomorrow": "M",
    # whole wishes with one thing added
    "be happier every day": "ST",
    "get better by June": "SM",
    # nothing is open
    "attend three support group meetings per week for the next month": "",
    "walk with my son each Sunday until spring": "",
    "cut down to weekends by June": "",
    "finish my GED by May": "",
    "no using today": "",
    "not get high for one week": "",
    "30 days sober": "",
    "stay sober for 90 days": "",
    "stay on my medicine for the next six months": "",
    "90 meetings in 90 days": "",
    "go to the gym twice a week until Christmas": "",
    "call my sponsor every night this month": "",
    "find a job by March 1": "",
    "get my license back before my birthday": "",
    "get a sponsor in 2 weeks": "",
    "see my kids every other weekend until the court date": "",
    "be in bed by 10 pm each night for two weeks": "",
    "save $500 by summer": "",
    "pay off my fines by the end of the year": "",
    "run a 5k in April": "",
    "run a marathon in 2027": "",
    "lose 10 pounds in 3 months": "",
    "take my daughter to school every morning this term": "",
    "drink only on weekends for the next two months": "",
    "no more than two drinks on Saturdays until June": "",
    "quit smoking by New Year": "",
    "apply for housing this week": "",
    "see a dentist next month": "",
    "move into my own place by fall": "",
    "read to my grandkids each night for a month": "",
    "volunteer at the shelter once a week starting in January": "",
    "take my medicine daily for the next 6 months": "",
    "enroll in a course by September": "",
    "cook at home four nights a week through March": "",
    "play guitar 15 minutes every evening for 30 days": "",
    "smoke half as much by Easter": "",
    "write a letter to my son before his birthday": "",
    "do yoga three times a week for six weeks": "",
    "text Sam each morning until my next visit": "",
    "meet with my probation officer on time every month this year": "",
}


def test_there_are_enough_of_them() -> None:
    assert len(GOALS) >= 60


@pytest.mark.parametrize(("what", "open_letters"), GOALS.items(), ids=GOALS)
def test_a_goal_as_people_write_it(what: str, open_letters: str) -> None:
    assert "".join(smart.missing({"what": what})) == open_letters
    assert "".join(smart.missing({"what": f"  {what.upper()}. "})) == open_letters


@pytest.mark.parametrize("what", ["get better", "see my kids"])
def test_fields_count_before_words(what: str) -> None:
    goal = {"what": what, "measure": "two visits", "by": "2026-12-22"}
    assert set(smart.missing(goal)) == set(GOALS[what]) - {"M", "T"}


def test_a_curly_apostrophe_is_an_apostrophe() -> None:
    assert smart.missing({"what": "call my mom before my son’s birthday"}) == []


def test_words_we_can_not_read_are_not_judged() -> None:
    assert smart.missing({"what": "毎週日曜日に息子と歩く"}) == []
    assert smart.missing({"what": "быть лучше"}) == []


def test_empty_words_are_open() -> None:
    assert smart.missing({}) == ["S", "M", "T"]


# --- the two letters that are asked ---

REASON = {"motivations": [{"id": "m1", "text": "my kids"}]}


@pytest.mark.parametrize("field", [{"steps": [{"id": "h1", "text": "call"}]}, {"leans_on": ["n1"]}])
def test_the_full_path_shows_that_both_were_asked(field: dict[str, object]) -> None:
    goal = {"what": "call my mom every day this week", **field}
    assert smart.missing(goal, smart.asked(goal, REASON)) == ["A", "R"]
    assert smart.missing(goal, smart.asked(goal, {})) == ["A"]


def test_how_sure_one_is_may_be_nought() -> None:
    goal = {"what": "call my mom every day this week", "confidence": 0}
    assert smart.missing(goal, smart.asked(goal, REASON)) == ["R"]


@pytest.mark.parametrize("field", [{}, {"why": ["m1"]}])
def test_the_short_path_asks_neither_for_certain(field: dict[str, object]) -> None:
    goal = {"what": "call my mom every day this week", **field}
    assert smart.missing(goal, smart.asked(goal, REASON)) == []


def test_letters_stand_in_their_order() -> None:
    goal = {"what": "get better", "steps": [{"id": "h1", "text": "call"}]}
    assert "".join(smart.missing(goal, smart.asked(goal, REASON))) == "SMART"


# --- stopping ---


@pytest.mark.parametrize(
    "what",
    ["stop Monday, alone", "stop drinking", "I want to stop.", "quit", "quit for good", "stop on my own",
     "quit using by June", "get off my pills", "come off methadone", "cold turkey", "detox at home", "get sober",
     "never use heroin again", "no more beer", "stop all drugs now", "Stop it tomorrow", "give up vodka",
     "get off my alprazolam by spring", "come off lorazepam", "wean off oxy", "weaning off all my pills",
     "cut my diazepam in half", "reduce my xanax each week", "lower my dose", "get off the stuff",
     "be sober by Christmas", "get clean for good", "skip a dose", "taper off tramadol", "take half of my klonopin"],
)  # fmt: skip
def test_stopping_is_seen(what: str) -> None:
    assert smart.about_stopping(what)


@pytest.mark.parametrize(
    "what",
    ["stop yelling at my kids", "quit smoking by June", "quit my job", "stop by the library", "stop seeing Joe",
     "get off the couch", "walk alone each Sunday", "never give up", "stop smoking weed", "stay on my medicine",
     "cut down to weekends by June", "never skip my pills", "never miss a dose", "skip the bar on Fridays",
     "cut my drinking to two a week", "keep my room clean", "take my pills at nine", "drop my debts"],
)  # fmt: skip
def test_other_things_are_not_stopping(what: str) -> None:
    assert not smart.about_stopping(what)


@pytest.mark.parametrize(
    "what", ["two beers at weekends", "only drink on Fridays", "one glass of wine a week", "cut down to weekends"]
)
def test_some_drinking_is_seen(what: str) -> None:
    assert smart.about_drinking(what)


@pytest.mark.parametrize(
    "what", ["stop drinking", "no beer this week", "not drink for 30 days", "drink more water", "drink tea", "run",
             "30 days without wine", "drink a glass of water"],
)  # fmt: skip
def test_none_at_all_is_not_some_drinking(what: str) -> None:
    assert not smart.about_drinking(what)


@pytest.mark.parametrize(
    "piece", ["a ", "to ", "by ", "x", "stop ", "by the ", "keep for ", "in the next ", "1 ", "one ", "be more "]
)
def test_a_very_long_goal_holds_nobody_up(piece: str) -> None:
    """A pattern that tries every way would go on for minutes."""
    what = (piece * 50_000)[:50_000]
    assert set(smart.missing({"what": what})) <= set("SMT")
    assert smart.about_stopping(what) in {True, False}
