"""Back, skip, keep, fix and resume, over tiny questionnaires."""

from __future__ import annotations

import json

from interview.tiny import asked, at, flow, path
from interview.walker import Walk
from recoveryplan.interview import summary
from recoveryplan.interview.flow import Flow
from recoveryplan.interview.prompts import Value
from recoveryplan.plan import loading
from recoveryplan.workflows import knowledge


def answered(one: Flow, *answers: Value | None) -> Flow:
    """The flow after these answers, None for a skip."""
    for answer in answers:
        one.skip() if answer is None else one.accept(answer)
    return one


def test_back_at_the_first_step_stays() -> None:
    one = flow("people")
    assert one.back() is None
    assert at(one) == "people/p1/name"


def test_back_shows_the_answer_and_keep_keeps_it() -> None:
    one = answered(flow("people"), "Dana")
    one.back()
    assert asked(one).present == "Dana"
    one.keep()
    assert at(one) == "people/p1/kind"
    assert one.plan_so_far["people"] == [{"id": "p1", "name": "Dana"}]


def test_back_over_everything_from_the_end() -> None:
    for names in (["each-kind"], ["people", "goals"], ["triggers"], ["branches"]):
        walk = Walk(lambda: flow(*names), "straight")  # noqa: B023 (used before the next turn)
        one = walk.straight()
        plan, keys = one.plan_so_far, path(one)
        seen = []
        while one.back():
            seen.append(at(one))
        assert seen == list(reversed(keys))
        assert one.plan_so_far == plan
        while one.step:
            one.keep()
        assert one.plan_so_far == plan


def test_skip_takes_an_answer_back() -> None:
    one = answered(flow("each-kind"), "Jo")
    one.back()
    one.skip()
    assert one.plan_so_far == {}
    assert at(one) == "story"


def test_a_fix_comes_back_to_the_end() -> None:
    one = answered(flow("each-kind"), *[None] * 9)
    one.fix("stage")
    assert at(one) == "stage"
    one.accept("early")
    assert one.step is None
    one.fix("stage")
    one.keep()
    assert one.step is None


def test_a_fix_goes_through_all_of_a_list() -> None:
    one = answered(flow("people"), "Dana", None, None, "Sam", None, None, "slip")
    one.fix("people")
    walked = []
    while one.step:
        walked.append(at(one))
        one.keep()
    assert walked == [key for key in path(one) if key.startswith("people/")]


def test_back_out_of_a_fix_leads_to_where_the_person_stood() -> None:
    one = answered(flow("each-kind"), *[None] * 9)
    one.fix("stage")
    one.back()
    assert at(one) == ""


def test_what_a_fix_opens_is_asked_next() -> None:
    one = answered(flow("branches"), ["cannabis"], "stop")
    assert one.step is None
    one.fix("substances")
    one.accept(["cannabis", "alcohol"])
    assert at(one) == "alcohol-often"
    one.accept("daily")
    assert one.step is None


def test_a_reason_taken_back_leaves_no_link_to_nowhere() -> None:
    one = answered(flow("goals"), "sleep", "my job", "two walks a week for the next month", ["m1", "m2"])
    assert one.step is None
    one.fix("reasons")
    answered(one, "sleep", None)
    while one.step:
        one.keep()
    assert one.plan_so_far["goals"][0]["why"] == ["m1"]
    assert loading.load(one.plan_so_far, knowledge.vocabulary())[1] == []
    one.fix("reasons")
    one.skip()
    while one.step:
        one.skip()
    assert loading.load(one.plan_so_far, knowledge.vocabulary())[1] == []
    assert "why" not in one.plan_so_far["goals"][0]


def test_another_kind_shows_no_bare_ids() -> None:
    one = answered(flow("triggers"), "I pass the bar", "place", ["other-road"], "take Oak Avenue")
    while at(one) != "triggers/t1/kind":
        one.back()
    one.accept("feeling")
    prompt = asked(one)
    words = {option.value: option.text for option in prompt.options}
    for value in prompt.present or []:  # type: ignore[union-attr]
        assert words.get(str(value)) == "take Oak Avenue"


def test_resume_stands_where_the_person_stood() -> None:
    one = flow("people")
    events = [one.accept("Dana"), one.accept("sponsor"), one.back(), one.skip()]
    again = flow("people")
    again.resume(json.loads(json.dumps(events)))
    assert (again.at, again.answers, again.plan_so_far) == (one.at, one.answers, one.plan_so_far)


def test_a_half_written_text_is_shown_again() -> None:
    one = flow("long-text")
    one.resume([{"k": "name", "v": "Jo"}, {"k": "story", "v": "one\ntwo", "partial": True}])
    assert at(one) == "story"
    assert asked(one).present == "one\ntwo"
    one.accept("one\ntwo\nthree")
    assert one.step is None


def test_what_is_kept_nowhere_is_asked_again_after_a_resume() -> None:
    one = flow("not-kept")
    events = [one.accept("Jo")]
    one.accept("yes")
    events.append(one.accept("music"))
    again = flow("not-kept")
    again.resume(events)
    assert again.step is None
    assert again.unkept_before() == "shared"
    again.fix("shared")
    again.accept("no")
    assert again.step is None
    assert again.unkept_before() is None


def test_the_look_back_tells_each_answer_in_words() -> None:
    one = answered(
        flow("each-kind"), "Jo", "one\ntwo", 30, "2026-12-22", "no", 0, "early", ["rural", "hearing"], "FR"
    )  # fmt: skip
    told = {line.question: line.answer for line in summary.lines(one)}
    early = knowledge.vocabulary()["stage"]["early"]
    assert told == {
        "name": "Jo", "story": "one\ntwo", "longest": "30", "by": "Tuesday, 22 December 2026", "veteran": "No",
        "importance": "0", "stage": early, "reach": "I live far from town; I am deaf, or hard of hearing",
        "country": "France",
    }  # fmt: skip


def test_the_look_back_of_lists_and_of_nothing() -> None:
    one = answered(flow("people"), "Dana", None, None, "Sam", None, None, None)
    assert [line.answer for line in summary.lines(one)] == ["Dana; Sam", summary.NOTHING]
    one = answered(flow("steps"), ["move", "call"], "Go home.", None, None)
    assert [line.answer for line in summary.lines(one)] == ["Go home.; Call someone.", summary.NOTHING]
    one = answered(flow("steps"), None, None)
    assert [line.answer for line in summary.lines(one)] == [summary.NOTHING] * 2
