"""The calibrator with what this program's own log knows besides: the kind, and what guessing gives.

`quiz fit --evaluate` compares it; it predicts nothing else until logs show that it is better.
"""

from quiz.memory.calibration import Calibrator
from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.prediction.log import LoggedReview
from quiz.memory.seen import SeenCard

_KIND_VAR = 0.25
_DRIFT = 0.0003
_LEAST = 0.0001


class _Kind:
    """What a kind adds to the logit: a normal distribution around 0."""

    def __init__(self) -> None:
        self.mean, self.var = 0.0, _KIND_VAR

    def learn(self, chance: float, recalled: bool) -> None:
        """Take the step of the calibrator's machines, with one term that is always 1."""
        weight = max(chance * (1 - chance), _LEAST)
        shrink = 1 / (1 + weight * self.var)
        self.mean += self.var * (recalled - chance) * shrink
        left = self.var - self.var * self.var * weight * shrink + _DRIFT * _KIND_VAR
        self.var = min(left, _KIND_VAR)


class AskedCalibrator(Calibrator):
    """A calibrator that is also told how a card was asked."""

    def __init__(self, model: Fsrs6, *, knows_guessing: bool, knows_kinds: bool) -> None:
        """Begin with nothing learned.

        Args:
            model: The memory model whose stabilities it is told.
            knows_guessing: Whether the chance to be right by guessing is the least that it says.
            knows_kinds: Whether each kind of question has an intercept, one for each machine.
        """
        super().__init__(model)
        self._knows_guessing, self._knows_kinds = knows_guessing, knows_kinds
        self._kinds: dict[tuple[str, bool], _Kind] = {}

    def take_asked(self, card: SeenCard | None, review: LoggedReview) -> float:
        """Take in an answer; answers come in time order.

        Args:
            card: As it stood before it; None for a first showing, of which only the time counts.
            review: The answer.

        Returns:
            The chance to be right given to it before; 0 for a first showing.
        """
        chance = 0.0
        if card is not None:
            machine, logit, terms = self.put(card)
            is_right = review.rating > 1
            guess = review.guess if self._knows_guessing else 0.0
            if self._knows_kinds:
                kind = self._kinds.setdefault((review.kind, card.gap < 1), _Kind())
                chance = machine.learn(logit + kind.mean, terms, review.at_s, is_right, guess)
                kind.learn(chance, is_right)
            else:
                chance = machine.learn(logit, terms, review.at_s, is_right, guess)
        self.usual.take(review.ms)
        return chance
