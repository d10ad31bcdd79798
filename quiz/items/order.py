"""Putting things in order."""

from random import Random

from quiz.items.item import NO_CONTEXT, BaseItem
from quiz.items.outcome import Context, Outcome, Part, Prompt, limited
from quiz.items.response import Ordered, Response
from quiz.translation import _


class Order(BaseItem, frozen=True, kw_only=True, tag="order"):
    """An item whose entries are to be arranged."""

    entries: tuple[str, ...]
    """In the right order; at least two."""

    @property
    def wants(self) -> str:
        """What the learner is to do."""
        return _("put the items in order")

    @property
    def solution(self) -> tuple[str, ...]:
        """The entries in the right order, numbered."""
        return tuple(f"{place}. {entry}" for place, entry in enumerate(self.entries, 1))

    def lay_out(self, rng: Random) -> Prompt:
        """Shuffle the entries, never into the right order."""
        right = list(range(len(self.entries)))
        order = right.copy()
        while order == right:
            rng.shuffle(order)
        return Prompt(item=self, order=tuple(order))

    def right_response(self) -> Response:
        """The response that earns full credit."""
        return Ordered(tuple(range(len(self.entries))))

    def mark(self, response: Response, context: Context = NO_CONTEXT) -> Outcome:
        """Give the share of pairs of entries that stand in the right relative order.

        Source: Moodle's "all previous and next" (question/type/ordering/question.php):
        one swap of neighbours in five earns 0.9, a full reversal 0.
        """
        given = _arranged(response, len(self.entries))
        count = len(self.entries)
        place = {entry: at for at, entry in enumerate(given)}
        in_order = sum(
            place[first] < place[second] for first in given for second in given if first < second
        )
        parts = tuple(
            Part(
                label=str(at + 1),
                given=self.entries[given[at]] if at < len(given) else "",
                right=self.entries[at],
                is_right=at < len(given) and given[at] == at,
            )
            for at in range(count)
        )
        return Outcome(
            credit=limited(in_order / (count * (count - 1) / 2), self.partial),
            is_empty=not given,
            parts=parts if given else (),
            solution=self.solution,
        )


def _arranged(response: Response, count: int) -> tuple[int, ...]:
    """Return the entries arranged that exist, each once."""
    if not isinstance(response, Ordered):
        return ()
    return tuple(dict.fromkeys(index for index in response.indices if 0 <= index < count))
