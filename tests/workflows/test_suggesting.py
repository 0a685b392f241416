"""Offers in a sitting: asked before they are shown, one by one, with a way out at each, and written before the next."""

from __future__ import annotations

import pytest

from recoveryplan.guidance.offers import PAGE
from recoveryplan.interview.flow import Event, Flow
from recoveryplan.interview.prompts import Move, Option, Prompt, Reply, Value
from recoveryplan.interview.questions import Questionnaire
from recoveryplan.plan.tree import Tree
from recoveryplan.workflows import knowledge
from recoveryplan.workflows.asking import Outcome
from recoveryplan.workflows.beside import LEFT, beside, choose
from recoveryplan.workflows.offering import offered
from recoveryplan.workflows.suggesting import Guided, Suggesting, as_data
from workflows.scripted import Script, Scripted, sit

DRINKS: Tree = {
    "substances": [{"id": "u-alcohol", "kind": "alcohol", "often": "weekly"}],
    "mind": {"conditions": [{"id": "e1", "kind": "anxiety"}]},
    "circumstances": {"work": "lost"},
}
"""Somebody for whom there is more than one page."""


def over(tree: Tree) -> Flow:
    return Flow(Questionnaire(()), tree, offered, knowledge.mentions(), guide=Guided())


def look(script: Script, tree: Tree = DRINKS, events: list[Event] | None = None) -> tuple[Move | None, Scripted, Flow]:
    """One look at the offers; the events written are added to ``events``."""
    flow, person = over(tree), Scripted(script)
    flow.resume(list(events or []))
    return Suggesting(flow, person, ([] if events is None else events).append).run(), person, flow


def texts(person: Scripted) -> list[str]:
    """The offers shown, by their words."""
    every = {one.text for one in knowledge.offers().by_id.values()}
    return [said.text for _, said in person.shown if said.text in every]


def first(tree: Tree = DRINKS) -> list[str]:
    return [one.offer.id for one in knowledge.offers().undecided(tree)]


# --- one by one ---


def test_each_is_shown_with_the_answer_it_follows_from() -> None:
    _, person, _ = look({"offer": (Move.SKIP, "enough")})
    assert len(texts(person)) == 2
    because = [said.text for _, said in person.shown if said.text.startswith("Because you said: ")]
    assert len(because) == 2


def test_what_is_added_is_in_the_plan_with_the_words_that_were_shown() -> None:
    _, person, flow = look({"offer": ("add", "enough")})
    (stored,) = flow.plan_so_far["offers"]
    lists = [flow.plan_so_far.get("treatment", {}).get("to_discuss"), flow.plan_so_far.get("coping")]
    (item,) = next(one for one in [*lists, flow.plan_so_far.get("self_care")] if one)
    assert stored["status"] == "added"
    assert item["from"] == stored["id"]
    assert texts(person)[0] in (item.get("text"), item.get("what"))


def test_nothing_is_in_the_plan_that_was_only_shown() -> None:
    for replies in ((Move.SKIP,) * 5, ("enough",), ("why", "enough"), (Move.SAVE,), (Move.LEAVE,)):
        _, _, flow = look({"offer": replies, "more": "enough"})
        assert flow.plan_so_far == DRINKS


def test_enter_alone_adds_nothing() -> None:
    """The pointer stands on the first choice: it must be one that puts nothing into the plan."""
    _, person, _ = look({"offer": "enough"})
    assert person.asked[0].options[0].value == "why"
    assert person.asked[0].present is None


def test_what_holds_for_many_offers_is_said_once() -> None:
    far = DRINKS | {"circumstances": {"work": "lost", "transport": "none", "money": "none", "insurance": "no"}}
    notes = [note for one in knowledge.offers().undecided(far)[: 2 * PAGE] for note in one.notes]
    assert len(notes) > len(set(notes)) > 0
    _, person, _ = look({"offer": (Move.SKIP,) * 2 * PAGE, "more": ("show", "enough")}, far)
    said = [one.text for _, one in person.shown]
    assert {said.count(note) for note in notes} == {1}


def test_later_and_no_thanks_keep_it_away() -> None:
    _, person, flow = look({"offer": ("later", "no", "enough")})
    assert [one["status"] for one in flow.plan_so_far["offers"]] == ["later", "declined"]
    gone = {one["id"] for one in flow.plan_so_far["offers"]}
    assert not gone & set(first(flow.plan_so_far))
    _, again, _ = look({"offer": "enough"}, flow.plan_so_far)
    assert texts(again)[0] not in texts(person)[:2]


def test_why_tells_the_source_and_comes_back_to_the_offer() -> None:
    _, person, _ = look({"offer": ("why", "enough")})
    assert person.keys == ["offer", "offer"]
    said = "\n".join(one.text for _, one in person.shown)
    for words in ("What it is:", "How to get it:", "You could ask:", "It rests on this:", "https://", "Read on 20"):
        assert words in said


def test_back_takes_back_what_was_said_to_the_one_before() -> None:
    _, person, flow = look({"offer": ("add", Move.BACK, "no", "enough")})
    assert [one["status"] for one in flow.plan_so_far["offers"]] == ["declined"]
    assert texts(person)[0] == texts(person)[2]
    _, person, _ = look({"offer": (Move.BACK, "enough")})
    assert person.said("This is the first one.")


@pytest.mark.parametrize("said", ["add", "later", "no"])
def test_what_back_took_back_does_not_come_back_after_a_break(said: str) -> None:
    events: list[Event] = []
    _, _, flow = look({"offer": (said, Move.BACK, Move.LEAVE)}, events=events)
    offer = first()[0]
    assert [(one["offer"], one["status"]) for one in events] == [
        (offer, {"add": "added", "later": "later", "no": "declined"}[said]),
        (offer, "open"),
    ]
    again = over(DRINKS)
    again.resume(events)
    assert again.plan_so_far == flow.plan_so_far == DRINKS


def test_back_over_one_that_was_skipped_shows_it_again() -> None:
    _, person, _ = look({"offer": (Move.SKIP, Move.BACK, "enough")})
    assert texts(person)[0] == texts(person)[2]


@pytest.mark.parametrize("move", [Move.SAVE, Move.LEAVE])
def test_save_and_leave_lead_out(move: Move) -> None:
    left, _, _ = look({"offer": ("later", move)})
    assert left is move


def test_help_and_lines_come_back() -> None:
    _, person, _ = look({"offer": (Move.HELP, Move.LINES, "enough")})
    assert len(person.keys) == 3
    assert person.said("No thanks keeps it away")
    assert person.said("Help lines")


def test_after_five_it_asks_before_it_goes_on() -> None:
    assert len(first()) > PAGE
    _, person, _ = look({"offer": (Move.SKIP,) * 6 + ("enough",), "more": "show"})
    assert person.keys == ["offer"] * PAGE + ["more"] + ["offer"] * 2
    _, person, _ = look({"offer": (Move.SKIP,) * 5, "more": "enough"})
    assert person.keys == ["offer"] * PAGE + ["more"]


def test_a_kind_can_be_chosen_from_what_is_left() -> None:
    left = knowledge.offers().undecided(DRINKS)[PAGE:]
    title = left[0].offer.kind.title
    _, person, _ = look({"offer": (*(Move.SKIP,) * PAGE, "enough"), "more": "kind", "kind": title})
    assert person.keys[PAGE : PAGE + 2] == ["more", "kind"]
    assert texts(person)[-1] == left[0].offer.text
    _, person, _ = look({"offer": (Move.SKIP,) * PAGE, "more": ("kind", "enough"), "kind": Move.BACK})
    assert person.keys[PAGE:] == ["more", "kind", "more"]


def test_whoever_goes_through_all_of_them_comes_to_an_end() -> None:
    _, person, flow = look({"offer": ("no",) * 400, "more": ("show",) * 100})
    assert len(texts(person)) == len(first())
    assert first(flow.plan_so_far) == []
    _, person, _ = look({}, flow.plan_so_far)
    assert person.keys == []
    assert person.said("nothing new")


def test_each_answer_is_written_before_the_next_is_shown() -> None:
    events: list[Event] = []
    flow, person = over(DRINKS), Scripted({"offer": ("add", "later", "no", Move.SKIP, "enough")})
    seen: list[int] = []
    person.before_each = lambda _: seen.append(len(events))
    Suggesting(flow, person, events.append).run()
    assert seen == [0, 1, 2, 3, 3]


def test_what_was_answered_before_a_break_counts_after_it() -> None:
    events: list[Event] = []
    _, _, before = look({"offer": ("add", "no", Move.SAVE)}, events=events)
    _, _, after = look({"offer": "enough"}, events=events)
    assert after.plan_so_far == before.plan_so_far


def test_an_offer_as_data_has_all_that_a_reader_needs() -> None:
    for found in knowledge.offers().fitting(DRINKS):
        data = as_data(found)
        assert all(data[key] for key in ("id", "kind", "text", "because", "what", "how", "ask", "source", "status"))


# --- in the interview ---


def interview(script: dict[str, Value | Move | tuple[Value | Move, ...]], length: str = "quick") -> tuple:  # type: ignore[type-arg]
    flow = Flow(knowledge.questionnaire(), {}, offered, knowledge.mentions(), length, guide=Guided())
    return sit({"substances": ["alcohol"], "alcohol-often": "weekly", **script}, flow=flow)


@pytest.mark.parametrize("length", ["quick", "easy", "full"])
def test_a_first_plan_is_asked_once_and_shows_none_unasked(length: str) -> None:
    outcome, person, flow, _ = interview({"offers": "enough"}, length)
    assert outcome is Outcome.DONE
    assert person.keys.count("offers") == 1
    assert "offer" not in person.keys
    assert "offers" not in flow.plan_so_far


def test_in_the_long_interview_it_comes_before_what_else_there_is_to_talk_over() -> None:
    _, person, _, _ = interview({"offers": "show", "offer": "enough"}, "full")
    assert person.keys.index("offers") < person.keys.index("plan-with")
    assert person.keys[-1] == "look-back"


def test_what_was_added_is_in_the_plan_and_on_the_look_back() -> None:
    _, person, flow, _ = interview({"offers": "show", "offer": ("add", "enough")})
    assert len(flow.plan_so_far["offers"]) == 1
    assert person.said("Added: ")
    assert any(option.value == "+offers" for option in person.asked[-1].options)


def test_more_can_be_seen_from_the_look_back() -> None:
    outcome, person, flow, events = interview({"offers": "enough", "offer": ("add", "enough"), "look-back": "+offers"})
    assert outcome is Outcome.DONE
    assert person.keys[-4:] == ["look-back", "offer", "offer", "look-back"]
    (stored,) = flow.plan_so_far["offers"]
    assert (stored["status"], events[-1]["offer"]) == ("added", stored["id"])
    flow = Flow(knowledge.questionnaire(), DRINKS, offered, knowledge.mentions(), "full", guide=Guided())
    _, person, _, _ = sit({}, flow=flow)
    assert any(option.value == "+offers" for option in person.asked[0].options)


@pytest.mark.parametrize(("move", "outcome"), [(Move.SAVE, Outcome.LATER), (Move.LEAVE, Outcome.LEFT)])
def test_ways_out_of_the_offers_at_the_look_back_lead_out_of_the_interview(move: Move, outcome: Outcome) -> None:
    left, person, _, events = interview({"offers": "enough", "offer": ("no", move), "look-back": "+offers"})
    assert left is outcome
    assert person.keys[-1] == "offer"
    assert events[-1]["status"] == "declined"


def test_back_from_the_question_leads_to_the_one_before() -> None:
    _, person, _, _ = interview({"offers": (Move.BACK, "enough")})
    assert person.keys.count("offers") == 2


@pytest.mark.parametrize(("move", "outcome"), [(Move.SAVE, Outcome.LATER), (Move.LEAVE, Outcome.LEFT)])
def test_ways_out_of_the_interview_work_there_too(move: Move, outcome: Outcome) -> None:
    assert interview({"offers": move})[0] is outcome
    assert interview({"offers": "show", "offer": ("add", move)})[0] is outcome


def test_a_resumed_interview_keeps_what_was_said_and_does_not_ask_again() -> None:
    _, _, before, events = interview({"offers": "show", "offer": ("add", "no", Move.SAVE)})
    flow = Flow(knowledge.questionnaire(), {}, offered, knowledge.mentions(), "quick", guide=Guided())
    _, person, after, _ = sit({}, events=events, flow=flow)
    assert "offers" not in person.keys
    assert after.plan_so_far == before.plan_so_far


def test_an_answer_that_makes_an_added_offer_unfit_takes_it_out_and_says_so() -> None:
    """Sarah adds family counseling; then she says that she keeps her family out of this."""
    events: list[Event] = [
        {"k": "substances", "v": ["alcohol"]},
        {"offer": "talk-family-counseling", "status": "added"},
    ]
    flow = Flow(knowledge.questionnaire(), {}, offered, knowledge.mentions(), "full", guide=Guided())
    flow.resume([{"k": "family", "v": "involve"}, *events])
    assert flow.plan_so_far["treatment"]["to_discuss"]
    flow.apply({"k": "family", "v": "private"})
    assert "treatment" not in flow.plan_so_far
    assert list(flow.hidden) == ["talk-family-counseling"]
    flow.apply({"k": "family", "v": "involve"})
    assert flow.plan_so_far["treatment"]["to_discuss"]


@pytest.mark.parametrize(
    "event", [{"offer": "talk-work"}, {"offer": "talk-work", "status": None}, {"offer": "x", "status": "secretword"}]
)
def test_a_damaged_line_of_a_draft_is_passed_over(event: Event) -> None:
    flow = over(DRINKS)
    flow.resume([event, {"forget": "nothing-of-that-name"}])
    assert flow.plan_so_far == DRINKS


def test_who_said_nothing_is_offered_nothing_that_needs_an_answer() -> None:
    flow = Flow(knowledge.questionnaire(), {}, offered, knowledge.mentions(), "quick", guide=Guided())
    _, person, after, _ = sit({"offers": "show", "offer": ("add",) * 400, "more": ("show",) * 100}, flow=flow)
    assert "offer" not in person.keys
    assert "offers" not in after.plan_so_far
    assert first({}) == []


# --- when the terminal goes away ---


class Gone(Scripted):
    """Somebody whose terminal closes at the first question."""

    def ask(self, prompt: Prompt, keep: object) -> Reply:
        self.asked.append(prompt)
        raise EOFError


def test_a_terminal_that_goes_away_saves_and_clears_no_screen() -> None:
    person, prompt = Gone({}), Prompt("x", "choice", "Which one?", options=(Option("a", "A"),))
    assert beside(person, prompt) is Move.SAVE
    assert choose(person, prompt) not in {"a", LEFT}
    assert Suggesting(over(DRINKS), person, lambda _: None).run() is Move.SAVE
    assert person.cleared == 0
