"""Turning a card, and grading oneself."""

from random import Random

from quiz.items.item import NO_CONTEXT, BaseItem
from quiz.items.outcome import Context, Outcome, Prompt
from quiz.items.rating import Rating
from quiz.items.response import Response, SelfGraded
from quiz.items.self_graded import graded_outcome
from quiz.translation import _

REVERSE = "~reverse"
"""What follows the name of a question in the name of its card the other way round."""


class Flashcard(BaseItem, frozen=True, kw_only=True, tag="card"):
    """A front and a back; `stem` is the front."""

    back: str
    """What one is to recall, Markdown."""
    reverse: bool = False
    """Whether the other way round is a second card."""

    @property
    def wants(self) -> str:
        """What the learner is to do."""
        return _("recall the answer, then flip")

    @property
    def solution(self) -> tuple[str, ...]:
        """The back."""
        return (self.back,)

    def turned_round(self) -> "Flashcard":
        """Return the card with front and back exchanged."""
        card: Flashcard = self.replaced(stem=self.back, back=self.stem)
        return card

    def lay_out(self, rng: Random) -> Prompt:
        """Show it as it is."""
        return Prompt(item=self)

    def right_response(self) -> Response:
        """The response that earns full credit."""
        return SelfGraded(Rating.GOOD)

    def mark(self, response: Response, context: Context = NO_CONTEXT) -> Outcome:
        """Give 0, 0.5, 1, 1 for again, hard, good, easy."""
        return graded_outcome(response, self.partial, self.solution)
