"""FSRS-6: how stability and difficulty change with a review.

The formulas are those of py-fsrs, against which the tests hold them; they are written out here
because a record of a million reviews is gone through whole, and the plan of a day looks one review
ahead for thousands of cards: py-fsrs takes 8 to 14 µs for a review, this some 3.

Source: "The Algorithm", open-spaced-repetition; py-fsrs 6.3, `Scheduler`.
"""

from collections.abc import Sequence
from math import exp

from quiz.errors import QuizError
from quiz.translation import _

MODEL = "FSRS-6"
"""Name of the model, as the log keeps it."""
DEFAULT_WEIGHTS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""The 21 default weights w0 to w20."""
LOWER_BOUNDS = (
    0.001, 0.001, 0.001, 0.001, 1.0, 0.001, 0.001, 0.001, 0.0, 0.0, 0.001,
    0.001, 0.001, 0.001, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.1,
)  # fmt: skip
UPPER_BOUNDS = (
    100.0, 100.0, 100.0, 100.0, 10.0, 4.0, 4.0, 0.75, 4.5, 0.8, 3.5,
    5.0, 0.25, 0.9, 4.0, 1.0, 6.0, 2.0, 2.0, 0.8, 0.8,
)  # fmt: skip
LEAST_STABILITY = 0.001
"""Days."""
_LONGEST_DAYS = 36_500


class Fsrs6:
    """The model with one set of weights. Ratings are 1 (again) to 4 (easy)."""

    def __init__(self, weights: Sequence[float] = DEFAULT_WEIGHTS) -> None:
        """Take 21 weights.

        Raises:
            QuizError: They are not 21, or one is out of its bounds.
        """
        w = tuple(float(weight) for weight in weights)
        if len(w) != len(DEFAULT_WEIGHTS):
            words = _("the memory model can't be used: {model} has 21 weights, not {n}")
            raise QuizError(words.format(model=MODEL, n=len(w)))
        for index, (low, weight, high) in enumerate(
            zip(LOWER_BOUNDS, w, UPPER_BOUNDS, strict=True)
        ):
            if not low <= weight <= high:  # NaN too
                words = _(
                    "the memory model can't be used: w{n} is {weight}, but must be between "
                    "{low:g} and {high:g}"
                )
                raise QuizError(words.format(n=index, weight=weight, low=low, high=high))
        self.weights = w
        self.decay = w[20]
        """Shape of the forgetting curve."""
        self.factor: float = 0.9 ** (-1 / w[20]) - 1
        self._firsts = tuple(
            (max(w[rating - 1], LEAST_STABILITY), _bounded(self._first_difficulty(rating)))
            for rating in (1, 2, 3, 4)
        )
        self._easiest = self._first_difficulty(4)
        self._growth = exp(w[8])
        self._least_loss = exp(w[17] * w[18])
        self._shorts = tuple(exp(w[17] * (rating - 3 + w[18])) for rating in (1, 2, 3, 4))
        self._bonus = (1.0, w[15], 1.0, w[16])

    def recall(self, days: float, stability: float) -> float:
        """Return the probability of recall `days` after a review: 1 on the day, 0.9 at S."""
        chance: float = (1 + self.factor * days / stability) ** -self.decay
        return chance

    def first(self, rating: int) -> tuple[float, float]:
        """Return stability (days) and difficulty (1 to 10) after the first review."""
        return self._firsts[rating - 1]

    def next(
        self, stability: float, difficulty: float, rating: int, days: int
    ) -> tuple[float, float]:
        """Return stability and difficulty after a review.

        Args:
            stability: Before it, days.
            difficulty: Before it, 1 to 10.
            rating: 1 to 4.
            days: Whole study days since the last review; 0 is the same day.
        """
        w = self.weights
        if days < 1:
            growth = self._shorts[rating - 1] * stability ** -w[19]
            if rating > 1 and growth < 1.0:
                growth = 1.0
            after = stability * growth
        elif rating == 1:
            loss = 1 - (1 + self.factor * days / stability) ** -self.decay
            after = min(
                w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * exp(loss * w[14]),
                stability / self._least_loss,
            )
        else:
            loss = 1 - (1 + self.factor * days / stability) ** -self.decay
            after = stability * (
                1
                + self._growth
                * (11 - difficulty)
                * stability ** -w[9]
                * (exp(loss * w[10]) - 1)
                * self._bonus[rating - 1]
            )
        damped = difficulty - w[6] * (rating - 3) * (10.0 - difficulty) / 9.0
        harder = w[7] * self._easiest + (1 - w[7]) * damped
        return max(after, LEAST_STABILITY), _bounded(harder)

    def interval(self, stability: float, desired_retention: float) -> int:
        """Return the whole days, 1 to 36,500, after which recall falls to a probability."""
        days: float = stability / self.factor * (desired_retention ** (-1 / self.decay) - 1)
        return min(max(round(days), 1), _LONGEST_DAYS)

    def _first_difficulty(self, rating: int) -> float:
        return self.weights[4] - exp(self.weights[5] * (rating - 1)) + 1


def _bounded(difficulty: float) -> float:
    return min(max(difficulty, 1.0), 10.0)
