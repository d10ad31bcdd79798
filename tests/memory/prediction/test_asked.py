"""The calibrator that knows how a card was asked."""

from random import Random

import msgspec
import pytest

from quiz.memory.calibration import Calibrator
from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.prediction.asked import AskedCalibrator
from quiz.memory.prediction.evaluation import evaluate
from quiz.memory.prediction.log import LoggedReview
from quiz.memory.prediction.predictors import NEED_GUESSING
from quiz.memory.prediction.replay import Replayed, Timeline
from quiz.memory.seen import SeenCard
from tests.memory.prediction.logs import made_up


def replay(calibrator: AskedCalibrator, log: list[LoggedReview]) -> list[float]:
    timeline = Timeline(log)
    replayed = Replayed(timeline, calibrator.model)
    return [
        calibrator.take_asked(replayed.seen(index), review)
        for index, review in enumerate(timeline.reviews)
    ]


def picked_and_typed(guess: float = 0.5) -> list[LoggedReview]:
    """Return a log in which true or false is right by luck where it was not known."""
    rng = Random(4)
    log = []
    for one in made_up(seed=2):
        is_picked = int(one.card) % 2 == 0
        rating = 3 if is_picked and one.rating == 1 and rng.random() < guess else one.rating
        kind = "truefalse" if is_picked else "text"
        log.append(
            msgspec.structs.replace(
                one, rating=rating, kind=kind, guess=guess if is_picked else 0.0
            )
        )
    return log


def test_without_guessing_and_kinds_it_is_the_calibrator() -> None:
    log = made_up()
    timeline = Timeline(log)
    model = Fsrs6()
    replayed, plain = Replayed(timeline, model), Calibrator(model)
    expected = [
        plain.take(replayed.seen(index), one.rating, one.at_s, one.ms)
        for index, one in enumerate(timeline.reviews)
    ]
    asked = AskedCalibrator(model, knows_guessing=True, knows_kinds=False)
    assert replay(asked, log) == expected
    assert asked.state == plain.state


def test_no_chance_is_below_that_of_a_guess() -> None:
    log = [msgspec.structs.replace(one, rating=1, guess=0.5) for one in made_up()]
    chances = replay(AskedCalibrator(Fsrs6(), knows_guessing=True, knows_kinds=True), log)
    assert all(chance == 0 or 0.5 < chance < 1 for chance in chances)
    assert chances[-1] < 0.6  # and falls towards it


def test_a_kind_that_goes_worse_is_learned() -> None:
    calibrator = AskedCalibrator(Fsrs6(), knows_guessing=False, knows_kinds=True)
    card = SeenCard(stability=10.0, difficulty=5.0, gap=5, days_seen=3, was_again=False)
    chances = {}
    for number in range(200):
        kind, rating = ("text", 3) if number % 2 else ("code", 1 if number % 4 else 3)
        one = LoggedReview(card="a", rating=rating, at_s=number * 86_400.0, day=number, kind=kind)
        chances[kind] = calibrator.take_asked(card, one)
    assert chances["code"] < chances["text"] - 0.2


@pytest.mark.parametrize("guess", [0.0, 0.5])
def test_they_are_compared_where_a_log_knows_of_guessing(guess: float) -> None:
    done = evaluate(picked_and_typed(guess))
    for part in (done.other_days, done.same_day):
        names = {line.name for line in part.predictors}
        assert (names & NEED_GUESSING == NEED_GUESSING) is bool(guess)


def test_guessing_and_kinds_predict_better_where_half_is_picked() -> None:
    done = evaluate(picked_and_typed())
    losses = {line.name: line.scores.log_loss or 0 for line in done.other_days.predictors}
    assert losses["FSRS-6, calibrated, guessing, kinds"] < losses["FSRS-6, calibrated"]
