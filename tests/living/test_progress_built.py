"""What `progress` puts together: tools by how often they helped, strengths over time, and nothing not asked for."""

from __future__ import annotations

import datetime
from typing import Any

from living.life_data import Life, plan_text
from recoveryplan import resources
from recoveryplan.living import over_time, progress
from recoveryplan.living.over_time import Tool
from recoveryplan.living.progress import Range
from recoveryplan.wording import progress as words
from recoveryplan.yamlfile import plain, read

TODAY = datetime.date(2026, 11, 22)
LIFE = Life(11)


def plan(**changed: Any) -> dict[str, Any]:
    tree: Any = plain(read(plan_text(3), "plan.yaml"))
    return {**tree, **changed}


def built(tree: dict[str, Any] | None = None, checkins: int = 60, **more: Any) -> progress.Progress:
    values = more.pop("values", None) or [one for _, one in LIFE.checkins(checkins)]
    reviews = more.pop("reviews", [one for _, one in LIFE.reviews(3)])
    asked = more.pop("asked", progress.six_months(TODAY))
    return progress.build(plan() if tree is None else tree, values, reviews, asked, **more)


def review(day: str, **values: Any) -> dict[str, Any]:
    return {"record": 1, "kind": "review", "day": day, **values}


# --- scales ---


def test_the_five_scales_and_the_persons_own() -> None:
    found = built()
    assert [scale.id for scale in found.scales] == ["mood", "sleep", "craving", "connection", "hope", "l1"]
    own = found.scales[-1]
    assert (own.name, own.low, own.high, own.own) == ("Back pain", "none", "as bad as it gets", True)
    assert all(scale.said for scale in found.scales)


def test_a_scale_without_an_answer_is_not_there() -> None:
    found = built(values=[{"day": "2026-11-20", "mood": 4}, {"day": "2026-11-21"}])
    assert [scale.id for scale in found.scales] == ["mood"]
    assert len(found.checkins) == 2


def test_an_own_scale_that_left_the_plan_keeps_its_name() -> None:
    found = built(plan(checkins={}), values=[{"day": "2026-11-20", "own": [{"id": "l9", "name": "Knee", "score": 2}]}])
    assert [(scale.id, scale.name) for scale in found.scales] == [("l9", "Knee")]


def test_the_pictures_begin_with_the_first_check_in() -> None:
    assert built(checkins=5).since > datetime.date(2026, 11, 10)
    assert built(values=[], checkins=0).since == datetime.date(2026, 5, 22)


def test_a_clock_that_went_back_hides_nothing() -> None:
    found = built(values=[{"day": "2026-11-30", "mood": 4}])
    assert found.until == datetime.date(2026, 11, 30)


def test_the_ends_of_a_scale_are_those_that_are_asked() -> None:
    asked: list[Any] = [plain(read(resources.content(name), name)) for name in resources.content_names("checkins")]
    ends = {
        one["writes"].removeprefix("record."): (one["label"], one["low"], one["high"])
        for part in asked
        for one in part["questions"]
        if one["kind"] == "scale" and one["writes"].startswith("record.")
    }
    assert ends == words.SCALES


def test_names_from_a_file_are_fit_for_a_screen_and_empty_ones_are_left_out() -> None:
    own = [
        {"id": "l1", "name": "\ud800", "score": 3},
        {"id": "l2", "name": "  ", "score": 3},
        {"id": "l3", "name": "Pain\ud800", "low": "\ud800", "high": "a\x1blot", "score": 3},
    ]
    found = built(plan(checkins={}), values=[{"day": "2026-11-20", "own": own}])
    assert [(one.name, one.low, one.high) for one in found.scales] == [("Pain", "0", "alot")]
    reviews = [
        review(
            "2026-11-01",
            tools=[{"id": "x1", "what": "\ud800", "how": "helped"}, {"id": "x2", "what": "tea\ud800", "how": "helped"}],
            goals=[{"id": "x3", "what": "run\ud800", "how": "done"}, {"id": "x4", "what": "\ud800", "how": "done"}],
            measures=[{"measure": "\ud800", "score": 3}, {"measure": "gad7\ud800", "score": 3}],
        )
    ]
    found = built(reviews=reviews)
    assert [one.what for one in found.tools] == ["tea"]
    assert [one.what for one in found.goals.reached] == ["a walk every evening", "run"]
    assert [one.id for one in found.measures] == ["gad7"]


def test_one_wrong_year_does_not_fill_the_pictures() -> None:
    values = [{"day": day, "mood": 4} for day in ("0001-01-10", "1980-05-01", "2026-11-20")]
    found = built(values=values, asked=Range(None, TODAY))
    assert found.since == datetime.date(2026, 11, 20)
    assert len(found.scales[0].points) == 3


# --- use ---


def test_answers_on_use_only_for_who_wants_them() -> None:
    said = [{"day": "2026-11-20", "used": "no"}, {"day": "2026-11-21", "used": "yes"}, {"day": "2026-11-22"}]
    assert built(values=said).used is None
    assert built(plan(checkins={"used": "no"}), values=said).used is None
    assert built(plan(checkins={"used": "yes"}), values=said).used == progress.Used(1, 1)
    assert built(plan(checkins={"used": "yes"}), values=[{"day": "2026-11-22"}]).used is None


def test_notes_and_effects_are_nowhere() -> None:
    found = built(values=[{"day": "2026-11-20", "mood": 3, "note": "SECRET", "effects": "SECRET"}])
    assert "SECRET" not in repr(found)


def test_whom_to_keep_away_from_is_not_read() -> None:
    assert "Vincent" not in repr(built())


# --- days ---


def test_days_only_for_who_counts() -> None:
    found = built()
    assert found.days is not None
    assert found.days.counted.now == 82
    assert built(plan(counting={"wanted": "no", "since": "2026-09-01", "longest": "90"})).days is None


# --- reviews ---


def test_tools_by_how_often_they_helped() -> None:
    reviews = [
        review("2026-09-01", tools=[{"id": "s1", "what": "old words", "how": "helped"}, {"id": "c1", "how": "helped"}]),
        review(
            "2026-10-01", tools=[{"id": "s1", "what": "old words", "how": "not_fit"}, {"id": "c1", "how": "helped"}]
        ),
        review("2026-11-01", tools=[{"id": "gone", "what": "gym", "how": "a_bit"}, {"id": "c1"}]),
    ]
    assert over_time.tools(plan(), reviews) == [
        Tool("c1", "breathe out slowly ten times", 2, 0, 0),
        Tool("s1", "take Oak Avenue and call Dana before I leave", 1, 0, 1),
        Tool("gone", "gym", 0, 1, 0),
    ]


def test_capital_now_and_then_and_the_thinnest_could_grow() -> None:
    found = built(reviews=[review("2026-09-01", capital={"personal": 1, "social": 3})])
    assert [(one.kind, one.now, one.then) for one in found.capital] == [
        ("personal", 2, ((datetime.date(2026, 9, 1), 1),)),
        ("social", 1, ((datetime.date(2026, 9, 1), 3),)),
        ("community", 0, ()),
    ]
    assert found.could_grow == ("community",)


def test_no_kind_could_grow_where_all_are_alike_or_none_is_named() -> None:
    alike = {kind: [{"id": f"n{kind}", "text": "x"}] for kind in over_time.KINDS}
    assert built(plan(strengths=alike)).could_grow == ()
    assert built(plan(strengths=None), reviews=[]).capital == ()


def test_readiness_is_what_was_said_at_a_review_and_nothing_else() -> None:
    """What stands in the plan may have come back with an older version: nobody said it on that day."""
    reviews = [review("2026-09-01", readiness={"importance": 5, "confidence": 6}), review("2026-10-01")]
    found = {
        one.id: [(point.day.isoformat(), point.score) for point in one.points]
        for one in built(reviews=reviews).readiness
    }
    assert found == {
        "importance": [("2026-09-01", 5)],
        "confidence": [("2026-09-01", 6)],
    }
    assert built(reviews=[]).readiness == ()


def setback(**values: Any) -> dict[str, Any]:
    return {"record": 1, "kind": "setback", "day": "2026-11-02", **values}


def test_what_helped_in_a_setback_counts_and_is_told_as_such() -> None:
    reviews = [
        review("2026-10-01", tools=[{"id": "c1", "how": "helped"}, {"id": "gone", "what": "gym", "how": "a_bit"}])
    ]
    setbacks = [
        setback(helped=["c1", "gone", "unknown"], helped_words="Time with an animal"),
        setback(helped=["c1"], helped_words="time with an ANIMAL"),
        setback(helped_words="Breathe out slowly ten times"),
        setback(helped=None, helped_words="\ud800"),
    ]
    assert over_time.tools(plan(), reviews, setbacks) == [
        Tool("c1", "breathe out slowly ten times", 1, 0, 0, 3),
        Tool("", "Time with an animal", 0, 0, 0, 2),
        Tool("gone", "gym", 0, 1, 0, 1),
    ]
    assert words.tool("x", 1, 0, 1, 2) == "x: helped once, helped twice in a hard moment, not the right fit once"
    assert not built({}, values=[{}], reviews=[], setbacks=setbacks).empty


def test_measures_have_totals_only() -> None:
    reviews = [
        review("2026-06-01", measures=[{"measure": "gad7", "score": 12, "items": {"a": "3"}}]),
        review("2026-09-01", measures=[{"measure": "gad7", "score": 6}, {"measure": "phq8"}]),
    ]
    (found,) = built(reviews=reviews, measures={"gad7": "GAD-7: worry"}).measures
    assert (found.name, [point.score for point in found.points]) == ("GAD-7, worry", [12, 6])


# --- nothing there ---


def test_empty() -> None:
    bare = plan(goals=[], counting={})
    assert built(bare, values=[{}], reviews=[]).empty
    assert built({}, values=[{}], reviews=[]).empty
    assert not built(bare, values=[{"day": "2026-11-22"}], reviews=[]).empty
    assert not built(bare, values=[{}], reviews=[review("2026-11-01")]).empty
    assert not built(plan(counting={}), values=[{}], reviews=[]).empty  # a goal was reached


def test_goals_reached_before_the_range_are_left_to_all() -> None:
    late = Range(datetime.date(2026, 10, 5), TODAY)
    assert built(asked=late).goals.reached == ()
    assert len(built(asked=Range(None, TODAY)).goals.reached) == 1


def test_an_odd_tree_is_no_error() -> None:
    for key in ("goals", "strengths", "readiness", "checkins", "counting", "triggers", "coping"):
        for odd in (None, "x", [], ["x"], {}, {"own": None}):
            built(plan(**{key: odd}))
