"""What score to expect of an exam, with a range that is honest."""

from collections.abc import Sequence
from math import sqrt

import msgspec

from quiz.memory.planning.cards import PlanCard
from quiz.memory.planning.ratios import place, recalls
from quiz.memory.planning.student import StudentFit

Z = 1.645
"""Standard deviations either side of the mean that hold nine in ten."""
_MODEL_SD = 0.02
"""What no memory of the fit accounts for."""
_LEAST_CHANCE = 1e-7
"""Memories less likely than this are passed over."""


class ScoreRange(msgspec.Struct, frozen=True, kw_only=True):
    """A score and the range that holds nine in ten; shares of the weight, 0 to 1."""

    expected: float
    """Mean."""
    low: float
    """End of the range, at most `expected`."""
    high: float
    """End of the range, at least `expected`."""


def around(mean: float, variance: float) -> ScoreRange:
    """Return the range around a score, with what no memory accounts for added to its variance."""
    mean = min(max(mean, 0.0), 1.0)
    half = Z * sqrt(variance + _MODEL_SD**2)
    return ScoreRange(expected=mean, low=max(0.0, mean - half), high=min(1.0, mean + half))


class ExpectedScore(msgspec.Struct, frozen=True, kw_only=True):
    """The score of an exam if study ended now."""

    total: ScoreRange
    """Of all cards."""
    topics: dict[str, ScoreRange]
    """Of the cards of each topic that has any weight, in the order of the cards."""


def expected_score(
    cards: Sequence[PlanCard], fit: StudentFit, exam_day: int
) -> ExpectedScore | None:
    """Return the share of the weight that is recalled on the day of the exam.

    E +- 1.645 sd, where E is the mean over the learner's possible memories, and sd^2 = variance of
    the score over the memories + sum v^2 p (1 - p) / (sum v)^2, as each card is right or wrong,
    + 0.02^2. New cards count 0.

    Args:
        cards: All cards of the exam.
        fit: What is known of the learner's memory.
        exam_day: Study day of the exam, as a number.

    Returns:
        None if it is too early to tell (fewer than 20 answers given a day or more after the last
        one), or if no card has a weight.

    Source: exam plan by simulation, "honest range".
    """
    if not fit.is_enough:
        return None
    total = _Sums()
    topics: dict[str, _Sums] = {}
    for card in cards:
        groups = [topics.setdefault(topic, _Sums()) for topic in dict.fromkeys(card.topics)]
        point, above = -1, 0.0
        if card.stability is not None and card.last_day is not None:
            point, above = place(exam_day - card.last_day, card.stability)
        for sums in (total, *groups):
            sums.add(card.weight, point, above)
    if not total.weight:
        return None
    chances = [
        (number, chance) for number, chance in enumerate(fit.chances()) if chance > _LEAST_CHANCE
    ]
    return ExpectedScore(
        total=total.range(fit.decays, chances),
        topics={
            topic: sums.range(fit.decays, chances) for topic, sums in topics.items() if sums.weight
        },
    )


class _Sums:
    """Weights, and squares of weights, at the points of the grid."""

    def __init__(self) -> None:
        self.weight = 0.0
        self.points: dict[int, tuple[float, float]] = {}

    def add(self, weight: float, point: int, above: float) -> None:
        """Add a card at a point of the grid, or a new one at -1."""
        self.weight += weight
        if point < 0:
            return
        for at, share in ((point, 1 - above), (point + 1, above)):
            if share:
                first, second = self.points.get(at, (0.0, 0.0))
                self.points[at] = (first + share * weight, second + share * weight * weight)

    def range(self, decays: tuple[float, ...], chances: Sequence[tuple[int, float]]) -> ScoreRange:
        """Return the score over memories, given by number and chance."""
        columns = [(recalls(decays, at), *sums) for at, sums in self.points.items()]
        mean = square = coins = known = 0.0
        for number, chance in chances:
            score = coin = 0.0
            for column, first, second in columns:
                recall = column[number]
                score += first * recall
                coin += second * recall * (1 - recall)
            score /= self.weight
            known += chance
            mean += chance * score
            square += chance * score * score
            coins += chance * coin
        mean /= known
        variance = max(0.0, square / known - mean * mean)
        return around(mean, variance + coins / known / self.weight**2)
