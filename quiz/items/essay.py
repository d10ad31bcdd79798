"""Writing a text, and grading it by a model answer."""

from random import Random

from quiz.items.item import NO_CONTEXT, BaseItem
from quiz.items.outcome import Context, Outcome, Part, Prompt, limited
from quiz.items.rating import Rating
from quiz.items.response import Response, SelfGraded, Ticked
from quiz.items.self_graded import graded_outcome
from quiz.translation import _


class Essay(BaseItem, frozen=True, kw_only=True, tag="essay"):
    """A text to write, compared by the learner with a model answer."""

    model_answer: str
    """A good answer, Markdown; empty for none."""
    rubric: tuple[str, ...] = ()
    """Points to tick, each worth its share."""

    @property
    def wants(self) -> str:
        """What the learner is to do."""
        return _("write your answer, then compare with the model answer")

    @property
    def solution(self) -> tuple[str, ...]:
        """The model answer."""
        return (self.model_answer,)

    def lay_out(self, rng: Random) -> Prompt:
        """Show it as it is."""
        return Prompt(item=self)

    def right_response(self) -> Response:
        """The response that earns full credit."""
        if self.rubric:
            return Ticked(tuple(range(len(self.rubric))), self.model_answer)
        return SelfGraded(Rating.GOOD, self.model_answer)

    def mark(self, response: Response, context: Context = NO_CONTEXT) -> Outcome:
        """Give the share of the rubric that was ticked; without one, as for a card."""
        if not self.rubric:
            return graded_outcome(response, self.partial, self.solution)
        ticked = response.indices if isinstance(response, Ticked) else ()
        text = response.text if isinstance(response, Ticked) else ""
        parts = tuple(
            Part(right=point, given=point if met else "", is_right=met)
            for point, met in ((point, at in ticked) for at, point in enumerate(self.rubric))
        )
        return Outcome(
            credit=limited(sum(part.is_right for part in parts) / len(parts), self.partial),
            is_empty=not text.strip() and not any(part.is_right for part in parts),
            parts=parts,
            solution=self.solution,
        )
