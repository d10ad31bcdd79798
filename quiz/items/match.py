"""Pairing things up."""

from random import Random

import msgspec

from quiz.items.item import NO_CONTEXT, BaseItem, Option
from quiz.items.outcome import Context, Outcome, Prompt
from quiz.items.placing import placed_outcome
from quiz.items.response import Placed, Response
from quiz.translation import _


class Pair(msgspec.Struct, frozen=True):
    """A left side and what belongs to it."""

    left: str
    """What is asked for."""
    right: str
    """What belongs to it."""


class Match(BaseItem, frozen=True, kw_only=True, tag="match"):
    """An item whose lefts are to be paired with rights."""

    pairs: tuple[Pair, ...]
    """In the order of the bank."""
    distractors: tuple[Option, ...] = ()
    """Rights that pair with nothing."""

    @property
    def rights(self) -> tuple[str, ...]:
        """What may be chosen: each right once, then the distractors."""
        rights = dict.fromkeys(pair.right for pair in self.pairs)
        return (*rights, *(option.text for option in self.distractors))

    @property
    def wants(self) -> str:
        """What the learner is to do."""
        return _("match each item")

    @property
    def guess_chance(self) -> float:
        """One over the number of rights."""
        return 1 / len(self.rights)

    @property
    def solution(self) -> tuple[str, ...]:
        """Each pair."""
        return tuple(f"{pair.left} = {pair.right}" for pair in self.pairs)

    def lay_out(self, rng: Random) -> Prompt:
        """Shuffle the rights."""
        order = list(range(len(self.rights)))
        rng.shuffle(order)
        return Prompt(item=self, order=tuple(order))

    def right_response(self) -> Response:
        """The response that earns full credit."""
        return Placed(tuple(self.rights.index(pair.right) for pair in self.pairs))

    def mark(self, response: Response, context: Context = NO_CONTEXT) -> Outcome:
        """Give the share of lefts that stand with their right."""
        notes = {option.text: option.feedback for option in self.distractors}
        wanted = [(pair.left, pair.right) for pair in self.pairs]
        return placed_outcome(response, wanted, self.rights, notes, self.partial, self.solution)
