"""Review logs for tests: a made-up learner, and the real log of the corpus."""

from functools import cache
from pathlib import Path
from random import Random

import pytest

from quiz.desk.care.review_log import ReadReviews, read_reviews
from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.prediction.log import LoggedReview

DAY_S = 86_400
CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "revlog"


def review(card: object, rating: int, day: int, second: float = 0.0) -> LoggedReview:
    """Return a review so many seconds after the beginning of a day."""
    return LoggedReview(card=str(card), rating=rating, at_s=day * DAY_S + second, day=day)


def made_up(cards: int = 60, days: int = 60, seed: int = 1) -> list[LoggedReview]:
    """Return the log of a learner who forgets a quarter, and sees cards twice on some days."""
    rng = Random(seed)
    log = []
    for day in range(days):
        for number in range(cards):
            if rng.random() < 0.2:
                rating = rng.choice((1, 2, 3, 3, 3, 3, 4, 1))
                log.append(review(number, rating, day, number * 20))
                if rating == 1 or rng.random() < 0.1:
                    log.append(review(number, rng.choice((1, 3, 3)), day, 5_000 + number))
    return log


def drawn_from(model: Fsrs6, cards: int, seed: int) -> list[LoggedReview]:
    """Return a log whose results are drawn from a model's own chances."""
    rng = Random(seed)
    log = []
    for card in range(cards):
        rating = rng.choice((1, 2, 3, 3, 3, 4))
        stability, difficulty = model.first(rating)
        day = rng.randrange(60)
        log.append(review(card, rating, day, card))
        for _ in range(8):
            gap = max(1, round(stability * rng.uniform(0.5, 2)))
            day += gap
            recalled = rng.random() < model.recall(gap, stability)
            rating = rng.choice((2, 3, 3, 3, 4)) if recalled else 1
            log.append(review(card, rating, day, card))
            stability, difficulty = model.next(stability, difficulty, rating, gap)
    return log


def four_am(at_s: float) -> int:
    """Return the study day of a moment, from 4 am UTC."""
    return int((at_s - 4 * 3600) // DAY_S)


@cache
def corpus_log() -> ReadReviews:
    """Return the real log, or skip the test where it does not lie beside the project."""
    files = sorted(CORPUS.glob("*/*.csv"))
    if not files:
        pytest.skip("the corpus does not lie beside the project")
    return read_reviews(files[0].read_text("utf-8"), four_am)
