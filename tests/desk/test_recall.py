"""The chance of recall, corrected by what the log shows."""

from collections.abc import Callable

import pytest

from quiz.desk import Desk
from quiz.desk.recall import Recall, learned
from quiz.desk.sittings.start import begin_review
from quiz.desk.today.queue import REVIEW
from quiz.items import Rating
from quiz.memory import NEW_STATE
from quiz.memory.seen import seen_card
from tests.support import TWO, Clock


@pytest.fixture
def studied(make_desk: Callable[..., Desk], clock: Clock) -> Desk:
    """A desk over a bank that was reviewed for some days."""
    desk = make_desk(two=TWO)
    for day in range(4):
        review = begin_review(desk, REVIEW)
        while review.question is not None:
            review.hand_in(review.question.item.right_response(), elapsed_ms=1000)
            if day and len(review.sitting.answers) == 1:
                review.rate(Rating.AGAIN)
        clock.pass_(days=60)
    return desk


def test_a_new_card_is_not_recalled_and_is_no_seen_card(desk: Desk) -> None:
    assert desk.recall.now(NEW_STATE, desk.today, desk.now()) == 0.0
    assert seen_card(NEW_STATE, desk.today, desk.now()) is None


def test_the_chance_falls_with_time(studied: Desk, clock: Clock) -> None:
    state = studied.record.state("two", "one")
    chances = []
    for _ in range(4):
        chances.append(studied.recall.now(state, studied.today, clock.now))
        clock.pass_(days=40)
    assert chances == sorted(chances, reverse=True)
    assert 0 < chances[-1] < chances[0] < 1


def test_what_is_learned_answer_by_answer_is_what_the_whole_log_teaches(studied: Desk) -> None:
    assert not studied.recall.is_ready  # nobody asked for a chance yet
    by_log = learned(studied.record, studied.scheduling.scheduler.model)
    assert studied.recall.state == by_log
    review = begin_review(studied, REVIEW)
    assert review.question is not None
    review.hand_in(review.question.item.right_response(), elapsed_ms=1000)
    assert studied.recall.state != by_log
    again = learned(studied.record, studied.scheduling.scheduler.model)
    assert studied.recall.state == again
    review.undo()
    assert studied.recall.state == by_log


def test_what_was_learned_is_kept_until_the_log_is_another(studied: Desk) -> None:
    record, model = studied.record, studied.scheduling.scheduler.model
    state = studied.recall.state
    studied.recall.keep()
    kept = Recall(record, model)
    assert not kept.is_long
    assert kept.is_ready
    assert kept.state == state
    review = begin_review(studied, REVIEW)
    assert review.question is not None
    review.hand_in(review.question.item.right_response(), elapsed_ms=1000)
    stale = Recall(record, model)
    assert not stale.is_long
    assert not stale.is_ready
