"""Saying whether a statement holds."""

from random import Random

from quiz.items.choice import picked_indices
from quiz.items.item import NO_CONTEXT, BaseItem, Option
from quiz.items.outcome import Context, Outcome, Part, Prompt
from quiz.items.response import Picked, Response
from quiz.translation import _, mark

_TRUE_FALSE = (Option(mark("true")), Option(mark("false")))


class TrueFalse(BaseItem, frozen=True, kw_only=True, tag="truefalse"):
    """A statement that holds or does not."""

    key: bool
    """Whether the statement is true."""

    @property
    def options(self) -> tuple[Option, ...]:
        """True and false, in this order."""
        return _TRUE_FALSE

    @property
    def keys(self) -> tuple[int, ...]:
        """The place of the right word among the options, from 0."""
        return (0 if self.key else 1,)

    @property
    def wants(self) -> str:
        """What the learner is to do."""
        return _("true or false")

    @property
    def guess_chance(self) -> float:
        """One half."""
        return 0.5

    @property
    def solution(self) -> tuple[str, ...]:
        """The right word."""
        return ("true" if self.key else "false",)

    def lay_out(self, rng: Random) -> Prompt:
        """Keep true before false."""
        return Prompt(item=self, order=(0, 1))

    def right_response(self) -> Response:
        """The response that earns full credit."""
        return Picked(self.keys)

    def mark(self, response: Response, context: Context = NO_CONTEXT) -> Outcome:
        """Give 1 for the right word."""
        picked = picked_indices(response, 2)
        given = _TRUE_FALSE[picked[0]].text if picked else ""
        is_right = picked == self.keys
        part = Part(given=given, right=self.solution[0], is_right=is_right)
        return Outcome(
            credit=float(is_right),
            is_empty=not picked,
            parts=(part,) if picked else (),
            solution=self.solution,
        )
