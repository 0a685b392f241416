"""The people of cases.md, end to end: answers → warnings, plan, page, card. Who must be safe is safe."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from commands.running import Run
from recoveryplan.workflows import knowledge

NEVER_SAID = (
    r"press 3", r"\btaper", r"\bcut (?:down )?by (?!yourself)", r"\d+ ?(?:mg|mcg|ml)\b", r"couples? therapy",
    r"moderation (?:group|management)", r"well done", r"great goal", r"\bno (?:risk|danger|warnings)\b",
    r"\bstop (?:taking )?your medic", r"rarely fatal", r"you are safe", r"\baddict", r"\babuse",
)  # fmt: skip
"""What no screen and no page says, whoever the person is."""


@dataclass(frozen=True)
class Person:
    """One person: answers, what is added to the plan by hand, what must be said where, and what never."""

    name: str
    answers: dict[str, object]
    by_hand: str = ""
    said: tuple[str, ...] = ()
    at_the_answers: tuple[str, ...] = ()
    on_the_card: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    on_screen_only: tuple[str, ...] = ()


US = {"answers_for": "new", "country": "US", "reasons": ["I want to see my girl grow up"]}

PEOPLE = [
    Person(
        "1 vodka daily, a seizure before, stop Monday alone",
        {
            **US,
            "substances": ["alcohol"],
            "alcohol-often": "daily",
            "alcohol-withdrawal": "yes",
            "aim": "stop",
            "goals": ["stop Monday, alone"],
        },
        said=(
            "doctor or nurse before the day you stop",
            "do not stop alone",
            "can kill",
            "seizure, confusion, seeing things, fever or bad shaking: call for emergency help",
            "stopping all at once, or alone, can be a danger",
        ),
        at_the_answers=("in danger: call 911", "1-800-662-4357"),
        on_the_card=("stop alcohol only with a doctor's help",),
        never=("smart",),
    ),
    Person(
        "2 alcohol, how often skipped",
        {**US, "substances": ["alcohol"]},
        said=("talk with a doctor before you stop", "if you drink on most days", "danger to life"),
        at_the_answers=("in danger: call 911",),
        on_the_card=("stop alcohol only with a doctor's help",),
    ),
    Person(
        "3 alprazolam as prescribed, wants off",
        {**US, "substances": ["benzodiazepines"], "benzodiazepines-often": "daily", "aim": "stop"},
        said=("seizures that can kill", "just as prescribed", "do not stop by yourself", "person who prescribes"),
        on_the_card=("do not stop benzodiazepines alone",),
        never=("misuse", "disorder"),
    ),
    Person(
        "3 alprazolam, only on the medicine page",
        {**US, "goals": ["get off my pills"]},
        "medicine:\n  items:\n  - id: i1\n    name: Alprazolam\n    kind: benzodiazepine\n",
        said=("seizures that can kill", "do not stop by yourself"),
        on_the_card=("do not stop benzodiazepines alone",),
    ),
    Person(
        "4 methadone and diazepam",
        {**US, "aim": "stay_on_medicine", "substances": ["opioids", "benzodiazepines"]},
        "medicine:\n  items:\n  - id: i1\n    name: Methadone\n    kind: methadone\n"
        "  - id: i2\n    name: Diazepam\n    kind: benzodiazepine\n",
        said=(
            "slow or stop your breathing",
            "do not stop either by yourself",
            "tell both people who prescribe for you",
            "keep up your treatment",
            "naloxone",
        ),
        never=("stop methadone", "stop the methadone", "stop diazepam"),
    ),
    Person(
        "5 heroin, out of jail, stayed off",
        {
            **US,
            "substances": ["opioids"],
            "opioids-break": "jail",
            "aim": "stay_stopped",
            "goals": ["never again, not once"],
        },
        said=("after a break", "far less", "now kill", "naloxone", "medicine that goes on"),
        at_the_answers=("1-800-972-0590", "in danger: call 911"),
        on_the_card=("after a break, old amounts can kill",),
        never=("detox center", "go to detox"),
    ),
    Person(
        "6 alcohol and opioid pain pills, asks about naltrexone",
        {
            **US,
            "substances": ["alcohol", "opioids"],
            "alcohol-often": "daily",
            "goals": ["ask my doctor about naltrexone by 12 May"],
        },
        said=("opioids must be fully out first", "tell them about every opioid you take, pain pills too"),
    ),
    Person(
        "7 disulfiram and two beers at weekends",
        {**US, "substances": ["alcohol"], "alcohol-often": "weekly", "aim": "cut_down"},
        "medicine:\n  items:\n  - id: i1\n    name: Disulfiram\n    kind: disulfiram\n",
        said=("gravely ill", "syrups, sauces and mouthwash", "call the person who prescribes it before you drink"),
        on_the_card=("disulfiram: no alcohol at all",),
        never=("alcohol-free", "drink with no alcohol", "skip it", "skip the tablet"),
    ),
    Person(
        "8 pregnant, fentanyl",
        {**US, "substances": ["opioids"], "reasons": ["keep my baby"]},
        "health:\n  pregnant: yes\n",
        said=(
            "do not stop opioids suddenly",
            "methadone or buprenorphine",
            "midwife",
            "naloxone",
        ),
        on_screen_only=("while you are pregnant", "ask what must be reported"),
        on_the_card=("if pregnant, do not stop opioids fast",),
        never=("naltrexone", "your fault", "will not be reported", "nobody will know", "you harmed"),
    ),
    Person(
        "9 methamphetamine, PTSD, low, veteran",
        {**US, "substances": ["stimulants"], "aim": "stop"},
        "mind:\n  conditions:\n  - id: e1\n    kind: ptsd\n  - id: e2\n    kind: depression\n"
        "circumstances:\n  veteran: yes\n",
        said=("fentanyl", "chest pain", "call a crisis line", "feel very low", "naloxone"),
        on_the_card=("call 988, then press 1", "text 838255 (veterans)", "tell someone where the naloxone is"),
        never=("methadone", "buprenorphine", "what happened to you"),
    ),
    Person(
        "pregnant, drinks each day",
        {**US, "substances": ["alcohol"], "alcohol-often": "daily", "aim": "stop"},
        "health:\n  pregnant: yes\n",
        said=("stopping all at once can bring seizures and can kill", "do not stop alone"),
        on_screen_only=("while you are pregnant", "a doctor or midwife soon", "ask what must be reported"),
        on_the_card=("stop alcohol only with a doctor's help",),
        never=("your fault", "will not be reported", "nobody will know", "harmed your baby"),
    ),
    Person(
        "pregnant, methamphetamine",
        {**US, "substances": ["stimulants"]},
        "health:\n  pregnant: yes\n",
        said=("chest pain", "naloxone"),
        on_screen_only=("while you are pregnant", "heavy bleeding: call for emergency help"),
        never=("methadone", "your fault", "nobody will know"),
    ),
    Person(
        "bupropion, seizures, drinks",
        {**US, "substances": ["alcohol"]},
        "medicine:\n  items:\n  - id: i1\n    name: Wellbutrin\n"
        "health:\n  conditions:\n  - id: e1\n    kind: seizures\n",
        said=(
            "bupropion can bring on seizures",
            "a sudden stop of alcohol or calming pills",
            "do not stop it by yourself",
        ),
        never=("stop bupropion", "stop taking"),
    ),
    Person(
        "methadone at home, no lock box",
        {**US, "substances": ["opioids"]},
        "medicine:\n  items:\n  - id: i1\n    name: Methadone\n    kind: methadone\n",
        said=("locked away", "even a little can kill a child", "xylazine or medetomidine; give it all the same"),
    ),
]


def flat(words: str) -> str:
    words = re.sub(r"<style.*?</style>|<[^>]*>", " ", words, flags=re.DOTALL)
    return " ".join(words.replace("&#39;", "'").replace("\\", "").split()).lower()


def missing(said: Sequence[str], words: str) -> list[str]:
    return [one for one in said if one.lower() not in flat(words)]


def wrong(never: Sequence[str], words: str) -> list[str]:
    found = [one for one in never if one.lower() in flat(words)]
    return found + [pattern for pattern in NEVER_SAID if re.search(pattern, flat(words))]


class Seen:
    """All that a person sees, by where."""

    def __init__(self, person: Person, home: Path, out: Path, run: Run) -> None:
        made = run("new", "--answers", "-", typed=json.dumps(person.answers))
        assert made.code == 0, made.err
        self.answers = made.err
        if person.by_hand:
            plan = home / "plan.yaml"
            plan.write_text(_joined(plan.read_text("utf-8"), person.by_hand), "utf-8")
        checked = run("check")
        assert checked.code == 0, checked.out
        self.check = checked.out
        self.show = run("show").out
        self.card = run("now").out
        self.pages = {}
        for format_ in ("html", "md"):
            assert run("worksheet", "--format", format_, "-o", str(out)).code == 0
            self.pages[format_] = (out / f"whole-plan.{format_}").read_text("utf-8")

    @property
    def all(self) -> str:
        return "\n".join([self.answers, self.check, self.show, self.card, *self.pages.values()])


def _joined(plan: str, by_hand: str) -> str:
    key = by_hand.split("\n", 1)[0]
    assert f"\n{key}\n" not in plan
    return plan.rstrip("\n") + "\n" + by_hand


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_a_person_in_danger_is_told(person: Person, home: Path, tmp_path: Path, run: Run) -> None:
    seen = Seen(person, home, tmp_path / "out", run)
    assert missing((*person.said, *person.on_screen_only), seen.show) == []
    for page in seen.pages.values():
        assert wrong(person.on_screen_only, page) == []
    assert missing(person.said, seen.pages["html"]) == []
    assert missing(person.said, seen.pages["md"]) == []
    if not person.by_hand:
        assert missing((*person.said, *person.at_the_answers), seen.answers) == []
    assert missing(person.on_the_card, seen.card) == []
    assert seen.card.startswith("In danger? Call 911")
    assert wrong(person.never, seen.all) == []


def test_the_maternal_line_is_named(home: Path, run: Run) -> None:
    """Person 8: pregnancy is not asked yet; with it unknown the line stands there all the same."""
    made = run("new", "--answers", "-", typed=json.dumps({**US, "substances": ["opioids"]}))
    assert "1-833-852-6262" in made.err
    assert "1-833-852-6262" in run("lines").out


def test_a_veteran_is_told_the_own_line_everywhere(home: Path, tmp_path: Path, run: Run) -> None:
    person = Person("9", {**US, "substances": ["stimulants"]}, "circumstances:\n  veteran: yes\n")
    seen = Seen(person, home, tmp_path / "out", run)
    for words in (seen.show, seen.card, *seen.pages.values()):
        assert "988, then press 1" in flat(words)
        assert "838255" in flat(words)


@pytest.mark.parametrize("by_hand", ["circumstances:\n  veteran: no\n", "health:\n  sleep: well\n"])
def test_who_is_not_a_veteran_is_sent_to_no_veterans_line(by_hand: str, home: Path, tmp_path: Path, run: Run) -> None:
    seen = Seen(Person("9", {**US, "substances": ["stimulants"]}, by_hand), home, tmp_path / "out", run)
    assert "838255" not in seen.all


def test_a_veteran_of_another_country_has_the_lines_of_that_country(home: Path, tmp_path: Path, run: Run) -> None:
    person = Person("9", {**US, "country": "GB"}, "circumstances:\n  veteran: yes\n")
    seen = Seen(person, home, tmp_path / "out", run)
    assert "116 123" in seen.card
    assert not re.search(r"988|838255", seen.all)


def test_each_notice_says_what_it_is_about(home: Path, tmp_path: Path, run: Run) -> None:
    person = Person("4", {**US, "substances": ["alcohol", "gambling"]}, "health:\n  sleep: well\n")
    seen = Seen(person, home, tmp_path / "out", run)
    for words in (seen.show, *seen.pages.values()):
        for title in ("stopping alcohol:", "betting, losses and dark thoughts:"):
            assert title in flat(words)


def test_who_gambles_finds_the_line_in_the_plan(home: Path, tmp_path: Path, run: Run) -> None:
    person = Person("x", {**US, "country": "GB", "substances": ["gambling"]}, "health:\n  sleep: well\n")
    seen = Seen(person, home, tmp_path / "out", run)
    for words in (seen.answers, seen.show, *seen.pages.values()):
        assert "0808 8020 133" in flat(words)


def test_a_line_of_one_province_is_not_everybodys(home: Path, tmp_path: Path, run: Run) -> None:
    person = Person("x", {**US, "country": "CA", "substances": ["alcohol"]}, "health:\n  sleep: well\n")
    seen = Seen(person, home, tmp_path / "out", run)
    assert "988" in seen.show
    assert "1-866-277-3553" not in seen.all
    assert "1-866-277-3553" in run("lines").out


def test_a_veteran_finds_the_line(home: Path, run: Run) -> None:
    words = run("lines", "--country", "US").out
    assert "988 then press 1" in words.replace(", then", " then")
    assert "838255" in words


# --- 10: danger at home ---

COUPLES = re.compile(r"couple|together with your partner|family (?:therapy|counseling)", re.IGNORECASE)


def test_danger_at_home_is_told_and_not_kept(home: Path, tmp_path: Path, run: Run) -> None:
    answers = {**US, "danger-at-home": "yes", "people": [{"name": "Kim", "kind": "friend"}]}
    seen = Seen(Person("10", answers), home, tmp_path / "out", run)
    told = ("it is not your fault", "leave or ctrl-x empties the screen", "may be noticed", "1-800-799-7233")
    assert missing(told, seen.answers) == []
    for words in (seen.card, seen.show, *seen.pages.values()):
        assert "hurts or scares you" not in flat(words)
        assert COUPLES.findall(words) == []
    kept = "".join(path.read_text("utf-8") for path in home.rglob("*") if path.is_file())
    assert "danger" not in kept.replace("In danger?", "")


def test_words_of_danger_at_home_bring_the_line(home: Path, tmp_path: Path, run: Run) -> None:
    answers = {**US, "triggers": [{"what": "my partner hurts me and reads my computer"}]}
    seen = Seen(Person("10", answers), home, tmp_path / "out", run)
    assert missing(("not your fault", "even if you change them", "1-800-799-7233"), seen.answers) == []
    for words in (seen.card, *seen.pages.values()):
        assert "not your fault" not in flat(words)


DANGER = [
    "my partner shoves me", "he grabs me", "he pushes me around", "my wife pushed me against the wall", "he hit me",
    "he controls my money", "he takes all my money", "my ex follows me", "he follows me home", "he locks me out",
    "he will kill me if I leave", "he'll kill me if I leave", "he says he will kill me", "I'm afraid he'll hurt me",
    "he makes me have sex", "my boyfriend forces me", "my wife screams at me and throws things",
    "when he comes home drunk I hide with the kids", "walking on eggshells around him", "he threatens to take my kids",
    "my husband won\u2019t let me see my friends",
]  # fmt: skip
HARMLESS = [
    "she pushes me to do better", "he follows me on Instagram", "my wife screams at the TV", "alcohol controls me",
    "my son follows me around the house", "the casino takes my money", "my bank locked me out of my account",
    "I hide from my kids when I use", "my wife made me go to rehab", "my wife will kill me if I drink again",
    "she hurt me and left", "he makes me feel good about sex", "everyone walks on eggshells", "a craving grabs me",
    "my wife hides the money so I can not bet", "he breaks things up", "my dad threw a party",
]  # fmt: skip


def in_a_trigger(words: str) -> dict[str, object]:
    """Somebody who would like the family to take part, with these words at a trigger of the kind people."""
    return {
        "substances": [{"kind": "alcohol", "craving": "8"}],
        "triggers": [{"kind": "people", "what": words}],
        "preferences": {"country": "US", "family": "involve"},
        "circumstances": {"caring": ["children"]},
    }


def kinds_and_ids(tree: dict[str, object]) -> tuple[set[str], set[str]]:
    found = knowledge.offers().fitting(tree)
    return {one.offer.kind.id for one in found}, {one.offer.id for one in found}


@pytest.mark.parametrize("words", DANGER)
def test_who_is_in_danger_at_home_is_offered_no_family_and_no_words_for_it(words: str) -> None:
    tree = in_a_trigger(words)
    kinds, ids = kinds_and_ids(tree)
    assert "family" not in kinds
    assert ids.isdisjoint({"skills-surf", "skills-say-no", "skills-wait-ten"})
    assert "talk-safe-stop" in ids
    assert {one.rule: one.level for one in knowledge.rules().fired(tree)}["danger-at-home"] == "firm"


@pytest.mark.parametrize("words", HARMLESS)
def test_words_that_only_sound_like_it_close_nothing(words: str) -> None:
    tree = in_a_trigger(words)
    kinds, ids = kinds_and_ids(tree)
    assert "family" in kinds
    assert {"skills-surf", "skills-say-no"} <= ids
    assert "danger-at-home" not in {one.rule for one in knowledge.rules().fired(tree)}


# --- who has stopped, and who has not quite ---

SAFE_STOP = [("alcohol", "talk-safe-stop"), ("ghb", "ghb-medical-stop"), ("other_sedatives", "sedative-slow-plan")]


@pytest.mark.parametrize(("kind", "offer"), [*SAFE_STOP, ("benzodiazepines", "benzo-doctor-first")])
def test_help_to_stop_is_offered_wherever_it_is_used_now(kind: str, offer: str) -> None:
    stopped = {"kind": kind, "often": "stopped"}
    now: list[list[dict[str, str]]] = [
        [{"kind": kind, "often": "daily", "want": "stay_stopped"}],
        [stopped, {"kind": kind, "often": "daily"}],
        [stopped, {"kind": kind}],
    ]
    for substances in now:
        for want in ("stop", "stay_stopped"):
            assert offer in kinds_and_ids({"substances": substances, "aim": {"want": want}})[1]
    assert offer not in kinds_and_ids({"substances": [stopped], "aim": {"want": "stay_stopped"}})[1]
    assert offer not in kinds_and_ids({"substances": [stopped, stopped]})[1]


@pytest.mark.parametrize("second", [{"often": "daily"}, {"often": "less"}, {}])
def test_naltrexone_is_not_named_beside_an_opioid_of_today(second: dict[str, str]) -> None:
    stopped = {"kind": "opioids", "often": "stopped"}
    assert "opioid-naltrexone-talk" in kinds_and_ids({"substances": [stopped]})[1]
    assert "opioid-naltrexone-talk" not in kinds_and_ids({"substances": [stopped, {"kind": "opioids", **second}]})[1]


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({}, True),
        ({"identity": ["man", "lgbtq"]}, True),
        ({"identity": ["man"]}, False),
        ({"age": "age_65_plus"}, False),
    ],
)
def test_pregnancy_is_named_where_it_may_be(about: dict[str, object], said: bool) -> None:
    found = knowledge.offers().fitting({"substances": [{"kind": "alcohol"}], "about": about})
    medicine = next(one for one in found if one.offer.id == "talk-alcohol-medicine")
    assert any("pregnant" in words for words in (*medicine.cautions, *medicine.notes)) == said


# --- 11: seventeen, France, nothing saved ---


def test_a_young_person_in_france_without_a_plan(home: Path, run: Run) -> None:
    card = run("now")
    assert card.code == 0
    assert card.out.startswith("In danger? Call your local emergency")
    assert "112" in card.out
    assert "Under 18: see `recoveryplan lines`" in flat(card.out).replace("under", "Under", 1)
    assert "988" not in card.out
    lines = run("lines", "--country", "FR").out
    assert "In danger: call 112" in lines
    assert "0 800 235 236" in lines
    assert "988" not in lines
    assert "may be old" in flat(card.out)
    assert "numbers can change" in flat(lines)
    assert not home.exists()


def test_a_young_person_in_france_with_a_plan(home: Path, tmp_path: Path, run: Run) -> None:
    person = Person(
        "11",
        {"answers_for": "new", "country": "FR", "substances": ["cannabis"]},
        "about:\n  age: under_18\n",
    )
    seen = Seen(person, home, tmp_path / "out", run)
    assert seen.card.startswith("In danger? Call 112")
    assert "Under 18: see `recoveryplan lines`" in " ".join(seen.card.split())
    assert not re.search(r"\b(?:988|911|1-800|741741)\b", seen.all)


# --- thoughts of ending one's life ---

PHRASES = ("I want to die", "I think about suicide", "kill myself", "everyone is better off without me", "Self-Harm")

PLACES = {
    "reasons": lambda words: {"reasons": [words]},
    "a first step": lambda words: {"hard-steps": [{"do": words}]},
    "a trigger": lambda words: {"triggers": [{"what": words}]},
    "a strategy": lambda words: {"triggers": [{"what": "night", "strategies": [{"then": words}]}]},
    "a warning sign": lambda words: {"signs": [{"sign": words}]},
    "a response": lambda words: {"signs": [{"sign": "no calls", "responses": [{"do": words}]}]},
    "a goal": lambda words: {"goals": [{"what": words}]},
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("words", PHRASES)
def test_dark_words_bring_the_lines(words: str, place: str, run: Run) -> None:
    made = run("new", "--answers", "-", typed=json.dumps({**US, **PLACES[place](f"When {words}.")}))
    assert made.code == 0
    assert "thoughts of ending your life" in flat(made.err)
    assert "988" in made.err
    assert flat(made.err).index("988") < len(flat(made.err))


@pytest.mark.parametrize("words", ["I want to diet", "my killer coffee", "a die-hard fan", "finish it all"])
def test_other_words_do_not(words: str, run: Run) -> None:
    made = run("new", "--answers", "-", typed=json.dumps({**US, "reasons": [words], "substances": ["nicotine"]}))
    assert "ending your life" not in flat(made.err)


def test_a_page_does_not_tell_of_dark_thoughts(home: Path, tmp_path: Path, run: Run) -> None:
    person = Person("x", {**US}, "mind:\n  thoughts: yes\n  means_near: yes\n")
    seen = Seen(person, home, tmp_path / "out", run)
    for page in seen.pages.values():
        assert "Thank you for saying it" not in page
        assert "guns" not in page
        assert "988" in page
    assert "guns and stored pills out of your reach" in flat(seen.show)


def test_keep_distance_is_on_no_page_and_card(home: Path, tmp_path: Path, run: Run) -> None:
    person = Person("x", {**US}, "keep_distance:\n- id: x1\n  who: ZEBRA-7\n  note: ZEBRA-8\n")
    seen = Seen(person, home, tmp_path / "out", run)
    for words in [*seen.pages.values(), seen.card, seen.check]:
        assert "ZEBRA" not in words


# --- whose country is not known ---

US_ONLY = re.compile(r"988(?!\d)|741741|1-800|1-833|838255")


@pytest.mark.parametrize("country", [None, "ZZ", "KE", "TR"])
def test_no_us_number_for_an_unknown_country(country: str | None, home: Path, tmp_path: Path, run: Run) -> None:
    answers: dict[str, object] = {
        "answers_for": "new",
        "substances": ["alcohol", "opioids", "benzodiazepines", "stimulants"],
        "alcohol-often": "daily",
        "reasons": ["I want to die"],
    }
    if country == "ZZ":
        answers["country"] = country
    by_hand = f"preferences:\n  country: {country}\n" if country not in {None, "ZZ"} else "health:\n  pregnant: yes\n"
    seen = Seen(Person("x", answers, by_hand), home, tmp_path / "out", run)
    every = seen.all + run("lines").out
    assert US_ONLY.findall(every) == []
    bare = flat(every).replace("us, canada 911 · eu 112 · uk 999 · australia 000 · new zealand 111", "")
    assert re.findall(r"\b(?:911|999|000|111)\b", bare) == []
    assert "your local emergency number" in flat(seen.card)
    assert "lines --country XX" in seen.card + seen.answers


# --- the harness ---


def test_the_look_for_words_sees_what_it_should() -> None:
    assert missing(("do not stop",), "Do\n  not <b>stop</b>") == []
    assert missing(("do not stop",), "Do stop") == ["do not stop"]
    for bad in ("press 3", "a taper plan", "cut by half", "10 mg", "couple therapy", "There is no risk", "Well done"):
        assert wrong((), bad), bad
    assert wrong(("smart",), "A SMART goal")
    assert wrong((), "Do not stop or cut down by yourself") == []
