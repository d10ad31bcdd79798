"""Picking all options that hold."""

from random import Random

from quiz.items.choice import picked_indices, shuffled
from quiz.items.item import NO_CONTEXT, BaseItem, Option
from quiz.items.outcome import Context, Outcome, Part, Prompt, limited
from quiz.items.response import Picked, Response
from quiz.translation import _


class MultipleChoice(BaseItem, frozen=True, kw_only=True, tag="several"):
    """An item of which any number of options hold."""

    options: tuple[Option, ...]
    """In the order of the bank."""
    keys: tuple[int, ...]
    """Indices of the right options, ascending."""
    shuffle: bool = True
    """Whether they are mixed each time."""

    @property
    def wants(self) -> str:
        """What the learner is to do."""
        return _("choose all that apply")

    @property
    def solution(self) -> tuple[str, ...]:
        """The keys' texts."""
        return tuple(self.options[key].text for key in self.keys)

    def lay_out(self, rng: Random) -> Prompt:
        """Shuffle the options, unless the author's order counts."""
        return Prompt(item=self, order=shuffled(len(self.options), rng, self.shuffle))

    def right_response(self) -> Response:
        """The response that earns full credit."""
        return Picked(self.keys)

    def mark(self, response: Response, context: Context = NO_CONTEXT) -> Outcome:
        """Give the share of right options picked less the share of wrong options picked.

        Never below 0, so that ticking everything and ticking nothing earn nothing.
        """
        picked = picked_indices(response, len(self.options))
        hits = sum(index in self.keys for index in picked)
        distractors = len(self.options) - len(self.keys)
        credit = hits / len(self.keys) - (len(picked) - hits) / max(1, distractors)
        parts = []
        for index, option in enumerate(self.options):
            is_key, is_picked = index in self.keys, index in picked
            if is_key or is_picked:
                parts.append(
                    Part(
                        given=option.text if is_picked else "",
                        right=option.text if is_key else "",
                        is_right=is_key and is_picked,
                        note=option.feedback if is_picked else "",
                    )
                )
        return Outcome(
            credit=limited(credit, self.partial),
            is_empty=not picked,
            parts=tuple(parts),
            solution=self.solution,
        )
