"""What is left of a review: how many cards of each sort are still to come."""

from typing import TYPE_CHECKING

import msgspec

from quiz.memory import Phase
from quiz.memory.pace import whole_minutes
from quiz.translation import ngettext

if TYPE_CHECKING:
    from quiz.desk.sittings.sitting import OpenSitting
    from quiz.study import CardRef


class Left(msgspec.Struct, frozen=True):
    """Cards that a review still asks."""

    reviews: int
    """Due ones."""
    learning: int
    """On their steps of today, those that wait for their time included."""
    new: int
    """Never answered before."""
    minutes: int
    """How long they take with all their repeats, by the learner's own pace."""

    @property
    def words(self) -> str:
        """Say how many of each sort there are; of those that there are none, nothing."""
        parts = []
        if self.reviews:
            parts.append(ngettext("{n} review", "{n} reviews", self.reviews).format(n=self.reviews))
        if self.learning:
            parts.append(
                ngettext("{n} learning", "{n} learning", self.learning).format(n=self.learning)
            )
        if self.new:
            parts.append(ngettext("{n} new", "{n} new", self.new).format(n=self.new))
        return " · ".join(parts)


class Leftover:
    """Counts what is left of a review; the record is asked once."""

    def __init__(self, sitting: "OpenSitting") -> None:
        """Look up how the cards of a sitting stand."""
        self._sitting = sitting
        self._phases: dict[CardRef, Phase] = {}
        self._known: set[CardRef] = set()
        desk = sitting.desk
        self._pace = desk.record.pace(desk.today)

    def is_new(self, ref: "CardRef") -> bool:
        """Return whether a card was never answered before this review."""
        if ref not in self._known:
            held = self._sitting.sitting
            self._look_up([ref, *held.cards[held.place :]])
        return self._phases.get(ref, Phase.NEW) is Phase.NEW

    def counts(self) -> Left:
        """Return how many cards of each sort are left, the one that is asked included."""
        held = self._sitting.sitting
        ahead = held.cards[held.place :]
        self._look_up([ref for ref in ahead if ref not in self._known])
        answered = {answer.ref for answer in held.answers}
        reviews, learning, new = 0, len(held.waiting), 0
        for ref in ahead:
            phase = self._phases.get(ref, Phase.NEW)
            if ref in answered or phase.is_learning:
                learning += 1
            elif phase is Phase.NEW:
                new += 1
            else:
                reviews += 1
        seconds = self._pace.seconds(due=reviews, learning=learning, new=new)
        return Left(reviews, learning, new, max(1, whole_minutes(seconds / 60)))

    def _look_up(self, refs: "list[CardRef]") -> None:
        if not refs:
            return
        found = self._sitting.desk.record.phases_of([(ref.bank, ref.card) for ref in refs])
        self._known.update(refs)
        for ref in refs:
            if (ref.bank, ref.card) in found:
                self._phases[ref] = found[ref.bank, ref.card]
