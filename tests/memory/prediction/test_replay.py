"""A log gone through in time order."""

import pytest

from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.prediction.replay import Replayed, Timeline
from tests.memory.prediction.logs import made_up, review


def test_a_timeline_says_how_a_card_stood_before_each_review() -> None:
    log = [
        review("a", 1, 0),
        review("b", 3, 0, 30),
        review("a", 3, 0, 60),
        review("a", 1, 2),
        review("a", 3, 2, 60),
        review("a", 3, 9),
    ]
    timeline = Timeline(reversed(log))
    assert timeline.reviews == log
    assert timeline.previous == [-1, -1, 0, 2, 3, 4]
    assert timeline.gaps == [0, 0, 0, 2, 0, 7]
    assert timeline.days_seen == [0, 0, 1, 1, 2, 2]
    assert timeline.lapses == [0, 0, 0, 0, 1, 1]
    assert timeline.other_days == [3, 5]
    assert timeline.same_day == [2, 4]
    assert timeline.outcomes((3, 5)) == [False, True]


def test_a_day_set_back_is_no_day_and_none_counts_twice() -> None:
    # The zone changed between reviews: the time goes on, the study day falls back.
    log = [review("a", 3, 10), review("a", 3, 11), review("a", 3, 10, 90_000)]
    log.append(review("a", 3, 11, 90_000))
    timeline = Timeline(log)
    assert timeline.gaps == [0, 1, 0, 0]
    assert timeline.days_seen == [0, 1, 2, 2]


def test_a_replay_is_the_model_card_by_card() -> None:
    model = Fsrs6()
    timeline = Timeline(made_up())
    replayed = Replayed(timeline, model)
    states: dict[str, tuple[float, float, int]] = {}
    recalls = []
    for logged in timeline.reviews:
        if logged.card in states:
            stability, difficulty, day = states[logged.card]
            gap = logged.day - day
            if gap:
                recalls.append(model.recall(gap, stability))
            states[logged.card] = (
                *model.next(stability, difficulty, logged.rating, gap),
                logged.day,
            )
        else:
            states[logged.card] = (*model.first(logged.rating), logged.day)
    assert replayed.recalls(timeline.other_days) == pytest.approx(recalls, abs=1e-15)


def test_a_replay_may_lead_up_to_some_reviews_only() -> None:
    timeline = Timeline(made_up())
    wanted = timeline.other_days[100:140:3]
    part, whole = Replayed(timeline, Fsrs6(), wanted), Replayed(timeline, Fsrs6())
    assert part.recalls(wanted) == whole.recalls(wanted)
    assert part.stability.count(0.0) > len(timeline.reviews) / 2
    assert whole.stability.count(0.0) == 0
