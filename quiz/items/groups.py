"""Sorting things into groups."""

from random import Random

import msgspec

from quiz.items.item import NO_CONTEXT, BaseItem
from quiz.items.outcome import Context, Outcome, Prompt
from quiz.items.placing import placed_outcome
from quiz.items.response import Placed, Response
from quiz.translation import _


class Group(msgspec.Struct, frozen=True):
    """A group and its members."""

    name: str
    """Of the group."""
    members: tuple[str, ...]
    """What belongs in it."""


class Groups(BaseItem, frozen=True, kw_only=True, tag="groups"):
    """An item whose entries are to be sorted into groups."""

    groups: tuple[Group, ...]
    """At least two."""

    @property
    def entries(self) -> tuple[str, ...]:
        """All members, group after group."""
        return tuple(member for group in self.groups for member in group.members)

    @property
    def names(self) -> tuple[str, ...]:
        """The groups' names."""
        return tuple(group.name for group in self.groups)

    @property
    def wants(self) -> str:
        """What the learner is to do."""
        return _("sort the items into groups")

    @property
    def guess_chance(self) -> float:
        """One over the number of groups."""
        return 1 / len(self.groups)

    @property
    def solution(self) -> tuple[str, ...]:
        """Each group with its members."""
        return tuple(f"{group.name}: {', '.join(group.members)}" for group in self.groups)

    def lay_out(self, rng: Random) -> Prompt:
        """Shuffle the entries; the groups keep their order."""
        order = list(range(len(self.entries)))
        rng.shuffle(order)
        return Prompt(item=self, order=tuple(order))

    def right_response(self) -> Response:
        """The response that earns full credit."""
        return Placed(
            tuple(place for place, group in enumerate(self.groups) for _ in group.members)
        )

    def mark(self, response: Response, context: Context = NO_CONTEXT) -> Outcome:
        """Give the share of entries that stand in their group."""
        wanted = [(member, group.name) for group in self.groups for member in group.members]
        return placed_outcome(response, wanted, self.names, {}, self.partial, self.solution)
