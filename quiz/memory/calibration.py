"""The calibrator: corrects what FSRS-6 says of a recall by what this learner's reviews have shown.

Two machines of one kind, each a logistic model that takes one small step after every review: one
for cards last seen on an earlier study day, one for cards seen again on the same day. Both are
pure functions of the review log, replayed in time order.

Source: this project's own measurements on 19 review logs; the method is online logistic
regression by stochastic gradient descent on the log loss.
"""

from collections.abc import Sequence
from math import exp, log

import msgspec

from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.seen import SeenCard

_LEAST, _MOST = 0.0001, 0.9999
_BIAS_STEP = 0.1
_BIAS_HOURS = 2.0
_SAME_DAY_LOGIT = 2.0
_OTHER_DAY_STEPS = (0.03, 0.02, 0.02, 0.02, 0.02)
_OTHER_DAY_LIMITS = ((-3.0, 3.0), (-0.4, 1.0), (-1.0, 0.1), (-1.0, 1.0), (-1.0, 1.0))
_SAME_DAY_STEPS = (0.03, 0.03, 0.03, 0.03)
_SAME_DAY_LIMITS = ((-3.0, 3.0), (-1.0, 1.0), (-1.0, 1.0), (-1.0, 1.0))

_Five = tuple[float, float, float, float, float]
_Four = tuple[float, float, float, float]


class OtherDayState(msgspec.Struct, frozen=True, kw_only=True):
    """The state of the machine for cards last seen on an earlier study day."""

    theta: _Five = (0.0, 0.0, 0.0, 0.0, 0.0)
    """Weights of its terms."""
    bias: float = 0.0
    """How much better this session goes, in logits, as of its last review."""
    at_s: float | None = None
    """Its last review, seconds since 1970; None if it has seen none."""


class SameDayState(msgspec.Struct, frozen=True, kw_only=True):
    """The state of the machine for cards seen earlier on the same study day."""

    theta: _Four = (0.0, 0.0, 0.0, 0.0)
    """Weights of its terms."""
    bias: float = 0.0
    """How much better this session goes, in logits, as of its last review."""
    at_s: float | None = None
    """Its last review, seconds since 1970; None if it has seen none."""


class CalibratorState(msgspec.Struct, frozen=True, kw_only=True):
    """All that a calibrator has learned; what is stored of it."""

    other_day: OtherDayState = OtherDayState()
    """The machine for cards last seen on an earlier study day."""
    same_day: SameDayState = SameDayState()
    """The machine for cards seen earlier on the same study day."""


class Machine:
    """A logistic model whose weights take a small step after every review."""

    def __init__(
        self,
        steps: Sequence[float],
        limits: Sequence[tuple[float, float]],
        theta: Sequence[float],
        bias: float,
        at_s: float | None,
    ) -> None:
        """Take it up where it was left.

        Args:
            steps: Shape (terms,): how far each weight moves for an error of 1.
            limits: Shape (terms, 2): between which each weight stays.
            theta: Shape (terms,): the weights.
            bias: The session's bias in logits, as of its last review.
            at_s: Its last review, seconds since 1970; None if it has seen none.
        """
        self.steps = steps
        self.limits = limits
        self.theta = list(theta)
        self.bias = bias
        self.at_s = at_s

    def bias_at(self, at_s: float) -> float:
        """Return what is left of the session's bias; where the clock was set back, all of it."""
        if self.at_s is None or at_s <= self.at_s:
            return self.bias
        return self.bias * exp((self.at_s - at_s) / 3600 / _BIAS_HOURS)

    def learn(self, logit: float, terms: Sequence[float], at_s: float, recalled: bool) -> float:
        """Take the step that a review asks for; return the chance given to it before.

        Args:
            logit: What the memory model says.
            terms: Shape (terms,).
            at_s: Seconds since 1970, UTC.
            recalled: Whether the card was.
        """
        bias = self.bias_at(at_s)
        chance = _chance(logit + bias + _dot(self.theta, terms))
        error = recalled - chance
        self.bias = bias + _BIAS_STEP * error
        self.at_s = at_s
        # Every review of a record comes by here when it is replayed: no call for a comparison.
        theta = []
        for weight, step, term, (low, high) in zip(
            self.theta, self.steps, terms, self.limits, strict=True
        ):
            moved = weight + step * error * term
            theta.append(low if moved < low else high if moved > high else moved)
        self.theta = theta
        return chance


def other_day_machine(state: OtherDayState) -> Machine:
    """Return the machine for cards last seen on an earlier study day."""
    return Machine(_OTHER_DAY_STEPS, _OTHER_DAY_LIMITS, state.theta, state.bias, state.at_s)


def same_day_machine(state: SameDayState) -> Machine:
    """Return the machine for cards seen earlier on the same study day."""
    return Machine(_SAME_DAY_STEPS, _SAME_DAY_LIMITS, state.theta, state.bias, state.at_s)


def other_day_terms(
    logit: float, gap: int, difficulty: float, days_seen: int
) -> tuple[float, float, float, float, float]:
    """Return the terms of a card last seen on an earlier study day: one, slope, gap, D, days."""
    return (1.0, logit - 2, log(gap) - 2, (difficulty - 5) / 3, log(max(days_seen, 1)) - 1)


def same_day_terms(
    was_again: bool, difficulty: float, stability: float
) -> tuple[float, float, float, float]:
    """Return the terms of a card seen earlier on the same day: one, Again, difficulty, S."""
    return (1.0, float(was_again), (difficulty - 5) / 3, log(stability) / 2)


class Calibrator:
    """Both machines over one memory model. A chance and a step cost a few microseconds."""

    def __init__(self, model: Fsrs6 | None = None, state: CalibratorState | None = None) -> None:
        """Take it up where it was left.

        Args:
            model: The memory model whose stabilities it is told; None: the default weights.
            state: What it has learned so far; None: nothing.
        """
        self.model = model or Fsrs6()
        state = state or CalibratorState()
        self._other_day = other_day_machine(state.other_day)
        self._same_day = same_day_machine(state.same_day)

    @property
    def state(self) -> CalibratorState:
        """What it has learned so far."""
        other, same = self._other_day, self._same_day
        a, b, c, d, e = other.theta
        f, g, h, i = same.theta
        return CalibratorState(
            other_day=OtherDayState(theta=(a, b, c, d, e), bias=other.bias, at_s=other.at_s),
            same_day=SameDayState(theta=(f, g, h, i), bias=same.bias, at_s=same.at_s),
        )

    def learn(self, card: SeenCard, rating: int, at_s: float) -> float:
        """Learn from a review; reviews come in time order, and first showings teach nothing.

        Args:
            card: As it stood before the review; it was seen before.
            rating: 1 (again) to 4 (easy).
            at_s: Seconds since 1970, UTC.

        Returns:
            The chance of recall given to it before.
        """
        machine, logit, terms = self._put(card)
        return machine.learn(logit, terms, at_s, rating > 1)

    def chance(self, card: SeenCard, at_s: float) -> float:
        """Return the chance to say that a card is known now.

        It never rises while time passes without a review, and is 0 for a card never seen.

        Args:
            card: As it stands now.
            at_s: Now, seconds since 1970, UTC.
        """
        if card.days_seen < 1:
            return 0.0
        # A bad session's bias fades, which would look like remembering: only a good one's counts.
        other = max(self._other_day.bias_at(at_s), 0.0)
        tomorrow = self._other_day_logit(card, 1)
        if card.gap >= 1:
            # Where FSRS's recall is cut at 0.9999 only the gap's term moves, and it may rise: no
            # day is better than the first.
            return _chance(min(tomorrow, self._other_day_logit(card, card.gap)) + other)
        same = max(self._same_day.bias_at(at_s), 0.0)
        terms = same_day_terms(card.was_again, card.difficulty, card.stability)
        today = _SAME_DAY_LOGIT + _dot(self._same_day.theta, terms)
        # Each machine learns from other reviews, so nothing else keeps a day's end from being
        # a rise. The machine for other days is the better measured one, so the same day gives
        # way to it: what is known tomorrow is known today. Both fall, so the greater one falls.
        return _chance(max(today + same, tomorrow + other))

    def _put(self, card: SeenCard) -> tuple[Machine, float, Sequence[float]]:
        """Return the machine that a card concerns, and the card as it sees it."""
        if card.gap < 1:
            terms = same_day_terms(card.was_again, card.difficulty, card.stability)
            return self._same_day, _SAME_DAY_LOGIT, terms
        recall = self.model.recall(card.gap, card.stability)
        logit = _logit(min(max(recall, _LEAST), _MOST))
        return (
            self._other_day,
            logit,
            other_day_terms(logit, card.gap, card.difficulty, card.days_seen),
        )

    def _other_day_logit(self, card: SeenCard, gap: int) -> float:
        """Return a logit that falls as the gap grows, but where recall is cut at 0.9999.

        With y = factor * gap / S, d logit(recall) / d ln(gap) = -decay * q, where
        q = y / (1 + y) / (1 - (1 + y) ** -decay) >= 1, as decay <= 1. So a slope `a` on the logit
        outweighs a weight on ln(gap) of up to a * decay; one hundredth less leaves rounding no
        room. Recall is not cut from below: the gap's term alone might rise there too.
        """
        constant, slope, by_gap, by_difficulty, by_days = self._other_day.theta
        by_gap = min(by_gap, 0.99 * (1 + slope) * self.model.decay)
        logit = _logit(min(self.model.recall(gap, card.stability), _MOST))
        terms = other_day_terms(logit, gap, card.difficulty, card.days_seen)
        rest = constant + by_difficulty * terms[3] + by_days * terms[4]
        return logit + rest + slope * terms[1] + by_gap * terms[2]


def _dot(weights: Sequence[float], terms: Sequence[float]) -> float:
    total = 0.0
    for weight, term in zip(weights, terms, strict=True):
        total += weight * term
    return total


def _logit(chance: float) -> float:
    return log(chance / (1 - chance))


def _chance(logit: float) -> float:
    return 1 / (1 + exp(-logit))
