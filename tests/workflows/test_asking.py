"""A sitting: what is said when, what each move does, and that nothing accepted is ever unwritten."""

from __future__ import annotations

import pytest

from recoveryplan import wording
from recoveryplan.interview.flow import Event, Flow
from recoveryplan.interview.prompts import Move, Prompt, Value
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.asking import Outcome
from recoveryplan.workflows.offering import offered
from workflows.scripted import Scripted, sit

HARM = "I want to end my life"
RULES = {rule["id"]: rule for rule in knowledge.tree("safety.yaml")["rules"]}


def title(rule: str) -> str:
    return str(RULES[rule]["title"])


def again(events: list[Event]) -> Flow:
    """The flow as the next start of the program sees it."""
    flow = Flow(knowledge.questionnaire(), {}, offered, knowledge.mentions(), "quick")
    flow.resume(events)
    return flow


# --- safety ---


def test_a_firm_notice_comes_right_after_its_answer_and_once() -> None:
    _, person, _, _ = sit({"substances": ["alcohol"], "alcohol-often": "daily", "look-back": ("aim", "save")})
    place = person.keys.index("alcohol-often") + 1
    found = person.said(title("alcohol-withdrawal"))
    assert found == [place]


def test_a_soft_notice_waits_for_the_last_question_it_reads_and_comes_once() -> None:
    _, person, flow, _ = sit({"substances": ["alcohol"], "look-back": ("rhythm", "save")})
    last = max(i for i, key in enumerate(person.keys) if key in {"alcohol-often", "alcohol-withdrawal"})
    assert flow.plan_so_far["substances"]
    assert person.said(title("alcohol-withdrawal")) == [last + 1]


def test_whoever_saves_for_later_is_warned_first() -> None:
    for way_out in (Move.SAVE, Move.SKIP):
        script = {"country": "GB", "substances": ["alcohol"], "alcohol-often": way_out, "alcohol-withdrawal": Move.SAVE}
        outcome, person, _, _ = sit(script)
        assert outcome is Outcome.LATER
        assert person.said(title("alcohol-withdrawal"))


def test_without_a_country_dark_words_still_bring_numbers_and_lines() -> None:
    _, person, _, _ = sit({"reasons/m1/text": HARM, "pause": "stop"})
    assert person.said("US, Canada 911")
    assert person.said("findahelpline.com")
    assert not person.said("988")


def test_nothing_is_known_and_the_rules_fail_safe() -> None:
    outcome, person, flow, _ = sit({})
    assert outcome is Outcome.DONE
    assert flow.plan_so_far == {}
    assert person.said(title("before-you-stop")) == [person.keys.index("substances") + 1]
    assert "pause" not in person.keys


def test_a_notice_says_who_to_call_in_the_country_that_was_named() -> None:
    _, person, _, _ = sit({"country": "GB", "substances": ["alcohol"], "alcohol-often": "daily"})
    assert person.said("call 999")
    _, person, _, _ = sit({"substances": ["alcohol"], "alcohol-often": "daily"})
    assert person.said("your local emergency number")


@pytest.mark.parametrize("key", ["reasons/m1/text", "triggers/t1/what", "goals/g1/what"])
def test_words_of_self_harm_bring_a_pause_at_once(key: str) -> None:
    outcome, person, _, written = sit({"country": "US", key: HARM, "pause": "stop"})
    assert outcome is Outcome.LATER
    assert person.keys[-2:] == [key, "pause"]
    # Before the pause, and once more at the end: who to call is what stays on the screen.
    assert person.said(title("self-harm"))[-2:] == [len(person.keys) - 1, len(person.keys)]
    assert person.said("988" if "country" in person.keys else "local emergency number")
    assert written[-1] == {"k": key, "v": HARM}


def test_going_on_after_the_pause_asks_no_second_time() -> None:
    outcome, person, _, _ = sit({"reasons/m1/text": HARM, "reasons/m2/text": "suicide", "goals/g1/what": HARM})
    assert outcome is Outcome.DONE
    assert person.keys.count("pause") == 1


@pytest.mark.parametrize("move", [Move.SKIP, Move.BACK])
def test_a_move_at_the_pause_goes_on(move: Move) -> None:
    outcome, person, _, _ = sit({"reasons/m1/text": HARM, "pause": move})
    assert outcome is Outcome.DONE
    following = "reasons/m1/text" if move is Move.BACK else "reasons/m2/text"
    assert person.keys[1:4] == ["reasons/m1/text", "pause", following]


def test_the_pause_shows_who_to_call_and_comes_back() -> None:
    outcome, person, _, _ = sit({"country": "US", "reasons/m1/text": HARM, "pause": ("lines", "on")})
    assert outcome is Outcome.DONE
    assert person.keys[2:4] == ["pause", "pause"]
    assert person.said("Help lines: United States")


def test_a_goal_that_brings_a_warning_gets_no_hint() -> None:
    script = {"substances": ["alcohol"], GOAL: "stop drinking all at once, alone"}
    _, person, _, _ = sit(script)
    assert person.said(title("stopping-alone"))
    assert wording.SMART_ASK not in [prompt.ask for prompt in person.asked]


def test_help_lines_save_and_leave_at_the_pause() -> None:
    outcome, person, _, _ = sit({"reasons/m1/text": HARM, "pause": (Move.HELP, Move.LINES, "on")})
    assert outcome is Outcome.DONE
    assert person.said(wording.PAUSE_HELP) == [3]
    assert person.said("Help lines") == [4]
    assert sit({"reasons/m1/text": HARM, "pause": Move.SAVE})[0] is Outcome.LATER
    assert sit({"reasons/m1/text": HARM, "pause": Move.LEAVE})[0] is Outcome.LEFT


# --- the SMART hint ---

GOAL = "goals/g1/what"


def goals(flow: Flow) -> list[str]:
    return [goal["what"] for goal in flow.plan_so_far.get("goals", [])]


def with_hint(*replies: Value | Move) -> tuple[Outcome, Scripted, Flow, list[Event]]:
    """A goal, and what is said to the hint after it."""
    return sit({GOAL: replies})


@pytest.mark.parametrize("reply", ["get better", Move.SKIP, Move.KEEP])
def test_a_hint_can_be_left(reply: Value | Move) -> None:
    outcome, person, flow, _ = with_hint("get better", reply)
    assert outcome is Outcome.DONE
    assert goals(flow) == ["get better"]
    assert [prompt.ask for prompt in person.asked].count(wording.SMART_ASK) == 1
    assert len(person.said("A good start")) == 1


def test_a_hint_can_be_taken_and_the_new_words_are_written() -> None:
    better = "walk with Sam three times a week until 2027-01-31"
    outcome, person, flow, written = with_hint("get better", better)
    assert outcome is Outcome.DONE
    assert goals(flow) == [better] == goals(again(written))
    assert "goals/g1/measure" not in person.keys
    assert "goals/g1/by" not in person.keys


def test_a_goal_that_says_it_all_gets_no_hint() -> None:
    _, person, _, _ = with_hint("three support groups a week for the next month")
    assert not person.said("A good start")


def test_back_from_the_hint_asks_for_the_goal_again() -> None:
    _, person, flow, _ = with_hint("get better", Move.BACK, "walk a bit")
    place = person.keys.index(GOAL)
    assert person.asked[place + 1].ask == wording.SMART_ASK
    assert person.asked[place + 2].key == GOAL
    assert person.asked[place + 2].present == "get better"
    assert goals(flow) == ["walk a bit"]


def test_help_and_lines_at_the_hint_come_back_to_it() -> None:
    _, person, flow, _ = with_hint("get better", Move.HELP, Move.LINES, "get better")
    assert [prompt.ask for prompt in person.asked].count(wording.SMART_ASK) == 3
    assert person.said("Help lines")
    assert goals(flow) == ["get better"]


def test_save_and_leave_at_the_hint_keep_the_goal() -> None:
    for move, outcome in ((Move.SAVE, Outcome.LATER), (Move.LEAVE, Outcome.LEFT)):
        ended, _, _, written = with_hint("get better", move)
        assert ended is outcome
        assert goals(again(written)) == ["get better"]


def test_self_harm_words_at_the_hint_pause_too() -> None:
    _, person, _, _ = with_hint("get better", HARM)
    assert "pause" in person.keys


# --- moves ---


def test_help_shows_help_and_why_and_asks_again() -> None:
    _, person, _, _ = sit({"alcohol-often": Move.HELP, "substances": ["alcohol"]})
    place = person.keys.index("alcohol-often")
    assert person.keys[place + 1] == "alcohol-often"
    assert person.said("stopping needs care") == [place + 1]
    assert person.said(wording.PROMPT_HELP)


def test_every_prompt_takes_lines_help_save_and_leave() -> None:
    """Whatever is asked, also at the look back."""
    keys = [key for key in sit(_EVERYTHING)[1].keys if key != "pause"]
    assert "look-back" in keys
    for key in keys:
        script = dict(_EVERYTHING)
        several = (Move.LINES, Move.HELP, Move.LEAVE)
        outcome, person, _, written = sit(script | {key: several})
        place = person.keys.index(key)
        assert outcome is Outcome.LEFT
        assert person.keys[place:] == [key] * 3
        assert place + 1 in person.said("Help lines")
        assert again(written).at == {"look-back": "", "part": "hard-steps"}.get(key, key)
        # At the look back "save" means the plan; anywhere else it puts the answers away for later.
        saved = Outcome.DONE if key == "look-back" else Outcome.LATER
        assert sit(script | {key: Move.SAVE})[0] is saved


_EVERYTHING: dict[str, Value | Move | tuple[Value | Move, ...]] = {
    "reasons/m1/text": "sleep",
    "substances": ["alcohol", "opioids", "benzodiazepines"],
    "hard-steps": ["call-someone", "+own"],
    "hard-steps/+own-1": "Drink water.",
    "triggers/t1/what": "pay day",
    "triggers/t1/kind": "phone_money",
    "triggers/t1/strategies": ["+own"],
    "triggers/t1/strategies/+own-1": "give Sam my card",
    "people/p1/name": "Dana",
    "signs/w1/sign": "I sleep badly",
    "goals/g1/what": "three support groups a week for the next month",
}


def test_back_at_the_very_first_question_says_so() -> None:
    _, person, _, _ = sit({"country": (Move.BACK, "FR")})
    assert person.said(wording.FIRST_QUESTION) == [1]
    assert person.keys[:2] == ["country"] * 2


def test_back_over_everything_and_forward_again() -> None:
    _, first, _, _ = sit(_EVERYTHING)
    path = [key for key in first.keys if key not in {"part", "look-back"}]
    answers = {key: _EVERYTHING.get(key, Move.SKIP) for key in path}
    kept = {key: Move.KEEP if key in _EVERYTHING else Move.SKIP for key in path}
    script = {key: (answers[key], Move.BACK, kept[key]) for key in path}
    script[path[0]] = (answers[path[0]], kept[path[0]])
    outcome, person, flow, _ = sit(script | {"look-back": (Move.BACK, "save")})
    assert outcome is Outcome.DONE
    walked = [key for key in person.keys if key != "part"]
    assert walked == [*path, "look-back", *reversed(path), *path[1:], "look-back"]
    assert flow.plan_so_far == sit(_EVERYTHING)[2].plan_so_far


def test_heading_and_intro_come_once_a_part() -> None:
    _, person, flow, _ = sit({"country": (Move.HELP, "FR")})
    headings = [prompt.heading for prompt in person.asked if prompt.heading]
    asked = {step.part for step in flow.steps}
    assert len(headings) == len(asked) > 5
    assert person.asked[1].heading == ""


def test_enter_on_words_put_there_takes_them() -> None:
    script = {"hard-steps": ["call-someone"], "hard-steps/call-someone": Move.KEEP}
    steps = sit(script)[2].plan_so_far["hard_moment"]["steps"]
    assert [step["from"] for step in steps] == ["call-someone"]
    assert steps[0]["do"]


# --- the look back ---


def test_the_look_back_shows_answers_in_words_and_fixes_them() -> None:
    outcome, person, flow, written = sit(
        {"country": ("FR", "GB"), "look-back": ("country", "save")} | {"rhythm": "monthly"}
    )
    assert outcome is Outcome.DONE
    assert flow.plan_so_far["preferences"] == {"country": "GB", "rhythm": "monthly"}
    assert person.keys[-3:] == ["look-back", "country", "look-back"]
    assert person.said("Your country: France")
    assert person.said("How often I look at my plan: Every month")
    assert again(written).plan_so_far == flow.plan_so_far


def test_a_fix_walks_through_all_of_a_list_and_comes_back() -> None:
    script = {
        "people/p1/name": ("Dana", Move.KEEP),
        "people/p1/phone": ("1", "2"),
        "people/p2/name": ("Sam", Move.SKIP),
        "look-back": ("people", "save"),
    }
    _, person, flow, written = sit(script)
    assert person.keys[-1] == "look-back"
    assert flow.plan_so_far["people"] == [{"id": "p1", "name": "Dana", "phone": "2"}]
    assert again(written).plan_so_far == flow.plan_so_far


def test_questions_that_a_fix_opens_are_asked_before_the_look_back() -> None:
    script = {
        "substances": (["cannabis"], ["cannabis", "alcohol"]),
        "alcohol-often": "daily",
        "look-back": ("substances", "save"),
    }
    _, person, flow, _ = sit(script)
    first = person.keys.index("look-back")
    asked = [key for key in person.keys[first:] if key != "part"]
    assert asked[:4] == ["look-back", "substances", "alcohol-often", "alcohol-withdrawal"]
    assert person.keys[-1] == "look-back"
    assert flow.plan_so_far["substances"][1]["often"] == "daily"


def test_a_part_of_several_questions_is_looked_back_on() -> None:
    script = {"substances": ["alcohol"], "alcohol-often": ("daily", "weekly"), "aim": "stop"}
    _, person, flow, written = sit(script | {"part": ("alcohol-often", "+on")})
    place = person.keys.index("part")
    assert person.keys[place - 1 : place + 3] == ["aim", "part", "alcohol-often", "part"]
    assert person.said("How often I drink: Every day, or nearly")
    assert flow.plan_so_far["substances"][0]["often"] == "weekly"
    assert again(written).plan_so_far == flow.plan_so_far


def test_a_part_of_one_question_is_not() -> None:
    _, person, _, _ = sit({})
    assert "part" not in person.keys[: person.keys.index("substances")]


def test_stopping_for_today_at_the_end_of_a_part_goes_on_there() -> None:
    outcome, _, _, written = sit({"substances": ["alcohol"], "part": "+stop"})
    assert outcome is Outcome.LATER
    assert again(written).at == "hard-steps"


def test_an_answer_that_hides_others_says_so_and_keeps_them() -> None:
    script = {
        "substances": (["alcohol"], ["cannabis"], ["alcohol"]),
        "alcohol-often": "daily",
        "look-back": ("substances", "substances", "save"),
    }
    _, person, flow, _ = sit(script)
    assert len(person.said("How often I drink")) >= 1
    assert person.said("Change the answer back before you save")
    assert flow.plan_so_far["substances"][0]["often"] == "daily"


# --- what is written ---


def test_every_event_is_written_before_the_next_prompt() -> None:
    def watch(_: Prompt, flow: Flow, written: list[Event]) -> None:
        assert again(written).answers == flow.answers

    _, _, flow, written = sit(_EVERYTHING, watch=watch)
    assert again(written).plan_so_far == flow.plan_so_far


def test_a_terminal_that_is_gone_puts_it_away_for_later() -> None:
    def watch(prompt: Prompt, _: Flow, __: list[Event]) -> None:
        if prompt.key == "reasons/m2/text":
            raise EOFError

    outcome, _, _, written = sit({"reasons/m1/text": "sleep"}, watch=watch)
    assert outcome in {Outcome.LATER, Outcome.LEFT}
    assert again(written).answers["reasons/m1/text"] == "sleep"
