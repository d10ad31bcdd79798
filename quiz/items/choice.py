"""Picking the one option that holds."""

from random import Random

from quiz.items.item import NO_CONTEXT, BaseItem, Option
from quiz.items.outcome import Context, Outcome, Part, Prompt
from quiz.items.response import Picked, Response
from quiz.translation import _


class SingleChoice(BaseItem, frozen=True, kw_only=True, tag="choice"):
    """An item with one key among its options."""

    options: tuple[Option, ...]
    """As the bank has them; `key` says which is right."""
    key: int
    """Index of the right option in `options`."""
    shuffle: bool = True
    """False keeps the written order."""

    @property
    def wants(self) -> str:
        """What the learner is to do."""
        return _("choose one")

    @property
    def guess_chance(self) -> float:
        """The share of options that are right."""
        return 1 / len(self.options)

    @property
    def keys(self) -> tuple[int, ...]:
        """The place of the correct option, from 0, as for the kinds that may have several."""
        return (self.key,)

    @property
    def solution(self) -> tuple[str, ...]:
        """The key's text."""
        return (self.options[self.key].text,)

    def lay_out(self, rng: Random) -> Prompt:
        """Shuffle the options, unless the author's order counts."""
        return Prompt(item=self, order=shuffled(len(self.options), rng, self.shuffle))

    def right_response(self) -> Response:
        """The response that earns full credit."""
        return Picked((self.key,))

    def mark(self, response: Response, context: Context = NO_CONTEXT) -> Outcome:
        """Give 1 for the key alone, else 0."""
        picked = picked_indices(response, len(self.options))
        return Outcome(
            credit=float(picked == (self.key,)),
            is_empty=not picked,
            parts=tuple(
                Part(
                    given=self.options[index].text,
                    right=self.options[self.key].text,
                    is_right=index == self.key,
                    note=self.options[index].feedback,
                )
                for index in picked
            ),
            solution=self.solution,
        )


def shuffled(count: int, rng: Random, shuffle: bool) -> tuple[int, ...]:
    """Return the indices 0 to `count` in the order to show them."""
    order = list(range(count))
    if shuffle:
        rng.shuffle(order)
    return tuple(order)


def picked_indices(response: Response, count: int) -> tuple[int, ...]:
    """Return the indices picked that exist, each once, ascending."""
    if not isinstance(response, Picked):
        return ()
    return tuple(sorted({index for index in response.indices if 0 <= index < count}))
