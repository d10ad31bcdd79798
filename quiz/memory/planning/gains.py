"""What studying a card today gains at the exam.

The seam for looking ahead: a policy gives `Gains`, and `plan_day` ranks by them. `greedy` counts
one review today against none at all; a policy that weighs today against later days can take its
place.
"""

from collections.abc import Callable
from math import exp
from typing import NamedTuple

from quiz.memory.fsrs6 import LEAST_STABILITY, Fsrs6
from quiz.memory.planning.student import Memory

FirstRatings = tuple[float, float, float, float]
"""Chances of again, hard, good and easy at the first sight of a card; sum 1."""


class Gains(NamedTuple):
    """What a study of today is worth."""

    new: float
    """Expected recall at the exam of a card first seen today."""
    review: Callable[[float, float, int], tuple[float, float]]
    """From a card's stability (days, the learner's own), difficulty and days since the last review
    (1 or more): recall now, and gain of a review today in recall at the exam."""


Policy = Callable[[Fsrs6, Memory, int, FirstRatings], Gains]
"""From the model, the learner's memory, the days to the exam (0 or more) and the chances of the
first ratings."""


def greedy(model: Fsrs6, memory: Memory, horizon: int, first_ratings: FirstRatings) -> Gains:
    """Return the gains of one review today over none.

    p R(T - t, S+) + (1 - p) R(T - t, S-) - R(T - l, S) for a card last seen on day l, where S+ is
    the stability after good, and S- after again with one good on the same day. New: the mean of
    R(T - t, S0) over the first ratings. The learner's stabilities step by the model's formulas, as
    `Fsrs6.next` with the learner's decay would step them.

    Source: exam plan by simulation, step 7 ("greedyb").
    """
    decay = memory.decay
    minus = -decay
    factor = 0.9 ** (-1 / decay) - 1
    at_exam = factor * horizon
    w = model.weights
    growth, w9, w10 = exp(w[8]), -w[9], w[10]
    w11, w12, w13, w14 = w[11], -w[12], w[13], w[14]
    kept, short, w19 = exp(-w[17] * w[18]), exp(w[17] * w[18]), -w[19]

    def review(stability: float, difficulty: float, days: int) -> tuple[float, float]:
        recall = (1 + factor * days / stability) ** minus
        loss = 1 - recall
        right = stability * (1 + growth * (11 - difficulty) * stability**w9 * (exp(loss * w10) - 1))
        wrong = w11 * difficulty**w12 * ((stability + 1) ** w13 - 1) * exp(loss * w14)
        if wrong > stability * kept:
            wrong = stability * kept
        if wrong < LEAST_STABILITY:
            wrong = LEAST_STABILITY
        again = short * wrong**w19
        if again > 1:
            wrong *= again
        without = (1 + factor * (horizon + days) / stability) ** minus
        after = recall * (1 + at_exam / right) ** minus + loss * (1 + at_exam / wrong) ** minus
        return recall, after - without

    new = 0.0
    for rating, chance in enumerate(first_ratings, 1):
        stability, _ = first_sight(model, rating)
        new += chance * (1 + at_exam / (memory.factor * stability)) ** minus
    return Gains(new, review)


def first_sight(model: Fsrs6, rating: int) -> tuple[float, float]:
    """Return stability and difficulty after the first day of a card.

    A first "again" is followed by one "good" on the same day.
    """
    stability, difficulty = model.first(rating)
    return model.next(stability, difficulty, 3, 0) if rating == 1 else (stability, difficulty)


def reviewed(
    model: Fsrs6, stability: float, difficulty: float, recalled: bool, days: int
) -> tuple[float, float]:
    """Return stability and difficulty after a day with a review: good, or again and then good."""
    if recalled:
        return model.next(stability, difficulty, 3, days)
    return model.next(*model.next(stability, difficulty, 1, days), 3, 0)
