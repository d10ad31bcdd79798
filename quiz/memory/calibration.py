"""The calibrator: corrects what FSRS-6 says of a recall by what this learner's reviews have shown.

Two machines of one kind, each a logistic model whose weights are normal distributions, a mean and
a variance a weight: one for cards last seen on an earlier study day, one for cards seen again on
the same day. Both are pure functions of the review log, replayed in time order, and a step costs
the same however long the log is.

Source: this project's own measurements on 52 review logs, of which 33 were never seen before the
form was fixed. The method is online Bayesian logistic regression with a diagonal covariance
(MacKay, 1992, "The evidence framework applied to classification networks"; Chapelle and Li, 2011,
for the form with one variance a weight).
"""

from collections.abc import Sequence
from math import exp, log, log1p

import msgspec

from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.seen import SeenCard

_LEAST, _MOST = 0.0001, 0.9999
_DRIFT = 0.0003
"""Variance that comes back with every review, as a share of the prior's."""
_KEEP = 0.8
"""What an answer leaves of the run before it."""
_FADE_S = 7200.0
"""Seconds in which a good run falls to 1/e."""
_STEEPEST = 15.0
_SAME_DAY_LOGIT = 2.0
_MOST_MS_TERM = 2.0
_LEAST_USUAL_STEP = 0.05

OTHER_DAY_TERMS = ("one", "slope", "gap", "days", "difficulty", "time", "forgotten", "run")
"""Terms of the machine for other days, in the order of its weights."""
SAME_DAY_TERMS = ("one", "again", "difficulty", "stability", "seconds", "today", "run")
"""Terms of the machine for the same day, in the order of its weights."""


class _Prior(msgspec.Struct, frozen=True):
    """What is believed of a machine's weights before the first review."""

    mean: tuple[float, ...]
    var: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def _prior(
    mean: tuple[float, ...], sd: tuple[float, ...], low: tuple[float, ...], high: tuple[float, ...]
) -> _Prior:
    return _Prior(mean=mean, var=tuple(one * one for one in sd), low=low, high=high)


OTHER_DAY = _prior(
    (0.56, -0.46, -0.06, 0.49, -0.38, -0.21, 0.04, 0.59),
    (0.72, 0.24, 0.18, 0.49, 0.22, 0.14, 0.52, 0.49),
    (-3.0, -0.7, -1.0, -1.0, -1.0, -1.0, -1.5, 0.0),
    (3.0, 1.0, 0.0, 1.5, 1.0, 1.0, 1.5, 1.5),
)
"""Of `OTHER_DAY_TERMS`. The gap's weight is at most 0 and 1 + slope at least 0.3, so that no
chance rises by waiting."""
SAME_DAY = _prior(
    (1.05, -0.70, -0.01, 0.76, -0.39, 0.20, 0.73),
    (0.85, 0.65, 0.38, 0.24, 0.19, 0.25, 0.48),
    (-3.0, -3.0, -3.0, -3.0, -3.0, -3.0, 0.0),
    (3.0, 3.0, 3.0, 3.0, 0.0, 3.0, 1.5),
)
"""Of `SAME_DAY_TERMS`. The weight of the seconds is at most 0."""

_Eight = tuple[float, float, float, float, float, float, float, float]
_Seven = tuple[float, float, float, float, float, float, float]


class OtherDayState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The state of the machine for cards last seen on an earlier study day."""

    mean: _Eight = OTHER_DAY.mean  # type: ignore[assignment]
    """Of each weight, in the order of `OTHER_DAY_TERMS`."""
    var: _Eight = OTHER_DAY.var  # type: ignore[assignment]
    """Variance of each weight."""
    flow: float = 0.0
    """How the last answers went: above 0 better than expected."""
    at_s: float | None = None
    """Its last review, seconds since 1970; None if it has seen none."""


class SameDayState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The state of the machine for cards seen earlier on the same study day."""

    mean: _Seven = SAME_DAY.mean  # type: ignore[assignment]
    """Of each weight, in the order of `SAME_DAY_TERMS`."""
    var: _Seven = SAME_DAY.var  # type: ignore[assignment]
    """Variance of each weight."""
    flow: float = 0.0
    """How the last answers went: above 0 better than expected."""
    at_s: float | None = None
    """Its last review, seconds since 1970; None if it has seen none."""


class CalibratorState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a calibrator has learned; what is stored of it."""

    other_day: OtherDayState = OtherDayState()
    """The machine for cards last seen on an earlier study day."""
    same_day: SameDayState = SameDayState()
    """The machine for cards seen earlier on the same study day."""
    usual_mean: float = 0.0
    """Running mean of the natural logarithm of the milliseconds that answers take."""
    usual_count: int = 0
    """Answers whose time is known."""


class Machine:
    """A logistic model whose weights have a mean and a variance each."""

    def __init__(
        self,
        prior: _Prior,
        mean: Sequence[float],
        var: Sequence[float],
        flow: float,
        at_s: float | None,
    ) -> None:
        """Take it up where it was left.

        Args:
            prior: What is believed before the first review, and the limits of the means.
            mean: Shape (terms,): of the weights.
            var: Shape (terms,): of the weights.
            flow: The run of the last answers, as of the last review.
            at_s: The last review, seconds since 1970; None if it has seen none.
        """
        self.prior = prior
        self.mean = list(mean)
        self.var = list(var)
        self.flow = flow
        self.at_s = at_s

    def flow_at(self, at_s: float) -> float:
        """Return the run of the last answers at a moment.

        A good run fades with time, a bad one only with answers: no chance rises by waiting.
        """
        if self.at_s is None or at_s <= self.at_s or self.flow <= 0:
            return self.flow
        return self.flow * exp((self.at_s - at_s) / _FADE_S)

    def logit(self, logit: float, terms: Sequence[float], flow: float) -> float:
        """Return the corrected logit of a recall.

        Args:
            logit: What the memory model says.
            terms: Shape (terms - 1,): all but the run.
            flow: The run, 0 to leave it out.
        """
        total = logit + self.mean[-1] * flow
        for mean, term in zip(self.mean, terms, strict=False):
            total += mean * term
        return total

    def learn(
        self,
        logit: float,
        terms: Sequence[float],
        at_s: float,
        recalled: bool,
        guess: float = 0.0,
    ) -> float:
        """Take the step that a review asks for; return the chance given to it before.

        Args:
            logit: What the memory model says.
            terms: Shape (terms - 1,): all but the run.
            at_s: Seconds since 1970, UTC.
            recalled: Whether the card was.
            guess: Chance g to be right without knowing, below 1: p' = g + (1 - g) p.
        """
        flow = self.flow_at(at_s)
        chance = known = _chance(self.logit(logit, terms, flow))
        error = recalled - chance
        weight = chance * (1 - chance)
        if guess:
            # Slope and curvature of the likelihood through the floor (three-parameter logistic
            # model; Birnbaum, 1968).
            chance = guess + (1 - guess) * known
            error = (recalled - chance) * known / chance
            weight = (1 - guess) * known * known * (1 - known) / chance
        weight = weight if weight > _LEAST else _LEAST
        # Every review of a record comes by here when it is replayed: no call for a comparison.
        whole = (*terms, flow)
        spread = 0.0
        for var, term in zip(self.var, whole, strict=True):
            spread += var * term * term
        shrink = 1 / (1 + weight * spread)
        means, variances = [], []
        prior = self.prior
        for mean, var, term, low, high, most in zip(
            self.mean, self.var, whole, prior.low, prior.high, prior.var, strict=True
        ):
            gain = var * term
            moved = mean + gain * error * shrink
            means.append(low if moved < low else high if moved > high else moved)
            left = var - gain * gain * weight * shrink + _DRIFT * most
            variances.append(left if left < most else most)
        self.mean, self.var = means, variances
        self.flow = _KEEP * flow + error
        self.at_s = at_s if self.at_s is None or at_s > self.at_s else self.at_s
        return chance


class Usual:
    """How long this learner's answers take: a running mean of the logarithm of milliseconds."""

    def __init__(self, mean: float, count: int) -> None:
        """Take it up where it was left."""
        self.mean, self.count = mean, count

    def term(self, ms: int) -> float:
        """Return what a card's last answer took against the usual; 0 where either is unknown."""
        if ms <= 0 or not self.count:
            return 0.0
        return min(max(log(ms) - self.mean, -_MOST_MS_TERM), _MOST_MS_TERM)

    def take(self, ms: int) -> None:
        """Take in the time of an answer, if it is known."""
        if ms <= 0:
            return
        if self.count:
            step = max(_LEAST_USUAL_STEP, 1 / (self.count + 1))
            self.mean += step * min(max(log(ms) - self.mean, -_MOST_MS_TERM), _MOST_MS_TERM)
        else:
            self.mean = log(ms)
        self.count += 1


def other_day_terms(logit: float, card: SeenCard, gap: int, ms_term: float) -> tuple[float, ...]:
    """Return the terms of a card last seen on an earlier study day, all but the run.

    Args:
        logit: What the memory model says after the gap.
        card: How it stands.
        gap: Study days since it was last seen, at least 1.
        ms_term: What its last answer took against the usual.
    """
    return (
        1.0,
        logit - 2,
        log(gap) - 2,
        log(max(card.days_seen, 1)) - 1,
        (card.difficulty - 5) / 3,
        ms_term,
        log1p(card.forgotten),
    )


def same_day_terms(card: SeenCard) -> tuple[float, ...]:
    """Return the terms of a card seen earlier on the same day, all but the run."""
    return (
        1.0,
        float(card.was_again),
        (card.difficulty - 5) / 3,
        log(card.stability) / 2,
        log(max(card.seconds, 0.0) + 10) / 2 - 3,
        log(max(card.seen_today, 1)),
    )


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
        other, same = state.other_day, state.same_day
        self._other_day = Machine(OTHER_DAY, other.mean, other.var, other.flow, other.at_s)
        self._same_day = Machine(SAME_DAY, same.mean, same.var, same.flow, same.at_s)
        self.usual = Usual(state.usual_mean, state.usual_count)
        """How long this learner's answers take."""

    @property
    def state(self) -> CalibratorState:
        """What it has learned so far."""
        other, same = self._other_day, self._same_day
        return CalibratorState(
            other_day=OtherDayState(
                mean=tuple(other.mean),  # type: ignore[arg-type]
                var=tuple(other.var),  # type: ignore[arg-type]
                flow=other.flow,
                at_s=other.at_s,
            ),
            same_day=SameDayState(
                mean=tuple(same.mean),  # type: ignore[arg-type]
                var=tuple(same.var),  # type: ignore[arg-type]
                flow=same.flow,
                at_s=same.at_s,
            ),
            usual_mean=self.usual.mean,
            usual_count=self.usual.count,
        )

    def take(self, card: SeenCard | None, rating: int, at_s: float, ms: int) -> float:
        """Take in an answer; answers come in time order.

        Args:
            card: As it stood before it; None for a first showing, of which only the time counts.
            rating: 1 (again) to 4 (easy).
            at_s: Seconds since 1970, UTC.
            ms: Milliseconds that it took; 0 if unknown.

        Returns:
            The chance of recall given to it before; 0 for a first showing.
        """
        chance = 0.0
        if card is not None:
            machine, logit, terms = self.put(card)
            chance = machine.learn(logit, terms, at_s, rating > 1)
        self.usual.take(ms)
        return chance

    def chance(self, card: SeenCard, at_s: float, *, steady: bool = False) -> float:
        """Return the chance to say that a card is known now.

        It never rises while time passes without a review, and is 0 for a card never seen.

        Args:
            card: As it stands now.
            at_s: Now, seconds since 1970, UTC.
            steady: Whether the run of the last answers is left out.
        """
        if card.days_seen < 1:
            return 0.0
        flow = 0.0 if steady else self._other_day.flow_at(at_s)
        other = self._other_day_logit(card, max(card.gap, 1), flow)
        if card.gap >= 1:
            return _chance(other)
        flow = 0.0 if steady else self._same_day.flow_at(at_s)
        today = self._same_day.logit(_SAME_DAY_LOGIT, same_day_terms(card), flow)
        # Each machine learns from other reviews, so nothing else keeps a day's end from being
        # a rise. The machine for other days is the better measured one, so the same day gives
        # way to it: what is known tomorrow is known today. Both fall, so the greater one falls.
        return _chance(max(today, other))

    def alone(self, card: SeenCard) -> float:
        """Return the chance of one machine alone, without the run: what an answer is held against.

        Unlike `chance`, the same day does not give way to tomorrow.

        Args:
            card: As it stands now; it was seen before.
        """
        machine, logit, terms = self.put(card)
        return _chance(machine.logit(logit, terms, 0.0))

    def put(self, card: SeenCard) -> tuple[Machine, float, Sequence[float]]:
        """Return the machine that a card concerns, and the card as it sees it."""
        if card.gap < 1:
            return self._same_day, _SAME_DAY_LOGIT, same_day_terms(card)
        logit = self._recall_logit(card, card.gap)
        ms_term = self.usual.term(card.last_ms)
        return self._other_day, logit, other_day_terms(logit, card, card.gap, ms_term)

    def _other_day_logit(self, card: SeenCard, gap: int, flow: float) -> float:
        logit = self._recall_logit(card, gap)
        terms = other_day_terms(logit, card, gap, self.usual.term(card.last_ms))
        return self._other_day.logit(logit, terms, flow)

    def _recall_logit(self, card: SeenCard, gap: int) -> float:
        recall = self.model.recall(gap, card.stability)
        recall = min(max(recall, _LEAST), _MOST)
        return log(recall / (1 - recall))


def _chance(logit: float) -> float:
    return 1 / (1 + exp(-min(max(logit, -_STEEPEST), _STEEPEST)))
