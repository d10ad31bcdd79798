"""How a learner's memory differs from the model: a posterior over a hundred memories.

Source: exam plan by simulation, step 2 ("student fit").

The calibrator predicts the same thing in another way. Simulated over 1,152 learners
(`tests/benchmarks/exam_plan.py`) its steady chances in place of this fit give the same scores
where memory is like FSRS and 37 for 55 points where it forgets exponentially; on the eve they are
off by 1.3 to 7.3 points where this is off by 0.5 to 2.1. Both together lie between. It corrects a
chance at one gap; what a plan needs is how the chance falls over all gaps until the exam.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from math import exp, log
from operator import itemgetter

import msgspec

from quiz.memory.fsrs6 import DEFAULT_WEIGHTS
from quiz.memory.planning.ratios import LOG_FACTORS, place, recalls

ENOUGH_ANSWERS = 20
"""Answers, a day or more after the last one, below which no score is given."""
_OTHER_DECAYS = (0.3, 0.5, 0.8)
_DECAY_CHANCES = (0.55, 0.2, 0.15, 0.1)
_LOG_FACTOR_SD = 0.7
_LEAST_CHANCE = 1e-4
"""One slip must not rule a memory out."""


class StudentAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer to a card that was reviewed before."""

    days: int
    """Study days since the last review."""
    stability: float
    """Days, by the model, before the answer."""
    recalled: bool
    """Whether it was right."""


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """The memory that plans are made for."""

    decay: float
    """Shape of the curve, weight w20."""
    factor: float
    """The learner's stabilities are those of the model times this."""

    def recall(self, days: float, stability: float) -> float:
        """Return the probability of recall.

        Args:
            days: Since the review; below 0 counts as 0.
            stability: Of the learner's own (`factor` is in it), days, above 0.
        """
        steepness = 0.9 ** (-1 / self.decay) - 1
        chance: float = (1 + steepness * max(0.0, days) / stability) ** -self.decay
        return chance


class StudentFit(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a learner's memory."""

    decays: tuple[float, ...]
    """Weights w20 that are thought possible."""
    log_weights: tuple[float, ...]
    """Of each memory, up to a constant: shape (decays x LOG_FACTORS), flat."""
    count: int = 0
    """Answers that it rests on: those given a day or more after the last one."""

    @property
    def is_enough(self) -> bool:
        """Whether a score may be shown."""
        return self.count >= ENOUGH_ANSWERS

    def add(self, *answers: StudentAnswer) -> "StudentFit":
        """Return the fit with more answers; those of the same day say nothing and are left out."""
        points: dict[tuple[int, bool], float] = {}
        count = self.count
        for answer in answers:
            if answer.days < 1:
                continue
            count += 1
            point, above = place(answer.days, answer.stability)
            low, high = (point, answer.recalled), (point + 1, answer.recalled)
            points[low] = points.get(low, 0.0) + 1 - above
            if above:
                points[high] = points.get(high, 0.0) + above
        totals = list(self.log_weights)
        for (point, recalled), times in points.items():
            logs = _log_chances(self.decays, point, recalled)
            totals = [total + times * one for total, one in zip(totals, logs, strict=True)]
        return StudentFit(decays=self.decays, log_weights=tuple(totals), count=count)

    def exchanged(self, old: Sequence[StudentAnswer], new: Sequence[StudentAnswer]) -> "StudentFit":
        """Return the fit as if some of its answers had been others.

        Args:
            old: Answers that it rests on.
            new: What it is to rest on in their place.
        """
        none = StudentFit(decays=self.decays, log_weights=(0.0,) * len(self.log_weights))
        before, after = none.add(*old), none.add(*new)
        rows = zip(self.log_weights, before.log_weights, after.log_weights, strict=True)
        return StudentFit(
            decays=self.decays,
            log_weights=tuple(own - less + more for own, less, more in rows),
            count=self.count - before.count + after.count,
        )

    def chances(self) -> tuple[float, ...]:
        """Return the probability of each memory: shape (decays x LOG_FACTORS), flat, sum 1."""
        top = max(self.log_weights)
        weights = [exp(weight - top) for weight in self.log_weights]
        total = sum(weights)
        return tuple(weight / total for weight in weights)

    def memory(self) -> Memory:
        """Return the likeliest decay, and exp(mean of the log factors) given it."""
        chances = self.chances()
        size = len(LOG_FACTORS)
        totals = [sum(chances[at : at + size]) for at in range(0, len(chances), size)]
        best = totals.index(max(totals))
        own = chances[best * size : (best + 1) * size]
        mean = sum(c * x for c, x in zip(own, LOG_FACTORS, strict=True)) / totals[best]
        return Memory(decay=self.decays[best], factor=exp(mean))

    def bounds(self, days: float, stability: float) -> tuple[Memory, Memory]:
        """Return two memories, a weak and a strong one, that hold nine in ten between them.

        Args:
            days: Since a review, by whose recall memories are compared; above 0.
            stability: Days, by the model, after that review.
        """
        point, _ = place(days, stability)
        memories = (
            Memory(decay=decay, factor=exp(x)) for decay in self.decays for x in LOG_FACTORS
        )
        ranked = sorted(
            zip(recalls(self.decays, point), self.chances(), memories, strict=True),
            key=itemgetter(0),
        )
        below = list(accumulate(chance for _, chance, _ in ranked))
        last = len(ranked) - 1
        weak, strong = (min(bisect_left(below, share), last) for share in (0.05, 0.95))
        return ranked[weak][2], ranked[strong][2]


def fit_student(
    answers: Iterable[StudentAnswer] = (), *, decay: float = DEFAULT_WEIGHTS[20]
) -> StudentFit:
    """Return what answers tell of a learner's memory.

    Args:
        answers: In any order.
        decay: Weight w20 of the model that gave the stabilities, the likeliest before any answer.
    """
    prior = tuple(
        log(chance) - 0.5 * (log_factor / _LOG_FACTOR_SD) ** 2
        for chance in _DECAY_CHANCES
        for log_factor in LOG_FACTORS
    )
    return StudentFit(decays=(decay, *_OTHER_DECAYS), log_weights=prior).add(*answers)


@lru_cache(maxsize=4096)
def _log_chances(decays: tuple[float, ...], point: int, recalled: bool) -> tuple[float, ...]:
    """Return the log of each memory's probability of an answer at a point of the grid."""
    return tuple(
        log(min(max(r if recalled else 1 - r, _LEAST_CHANCE), 1 - _LEAST_CHANCE))
        for r in recalls(decays, point)
    )
