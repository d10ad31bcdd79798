"""New cards of a review in rounds of seven: each is shown, then all of them are asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from quiz.items import Verdict
from quiz.study.answer import Answer
from quiz.study.request import CardRef

ROUND = 7
"""New cards that are shown before they are asked: as many as one keeps in mind.

Source: Miller (1956), "The magical number seven, plus or minus two".
"""


class Rounds:
    """Which new cards are shown next, and how many of a round are learned.

    A card is learned when it was recalled once: right or partly right.
    """

    def __init__(
        self, is_new: Callable[[CardRef], bool], is_shown: Callable[[CardRef], bool]
    ) -> None:
        """Begin before the first round.

        Args:
            is_new: Returns whether a card was never answered before this review.
            is_shown: Returns whether a new card is to be shown before it is asked.
        """
        self._is_new, self._is_shown = is_new, is_shown
        self.cards: list[CardRef] = []
        """The cards of this round."""
        self.to_show: list[CardRef] = []
        """Those of them that are still to be shown."""
        self.count = 0
        """How many of them are shown before they are asked."""
        self._shown: list[tuple[CardRef, int]] = []
        """What was shown, each with the number of answers before it."""

    def is_due(self, current: CardRef | None) -> bool:
        """Return whether a new round begins before a card."""
        return current is not None and current not in self.cards and self._is_new(current)

    def begin(self, ahead: Iterable[CardRef]) -> None:
        """Begin a round with the next new cards of those ahead."""
        self.cards = []
        for ref in ahead:
            if len(self.cards) == ROUND:
                break
            if ref not in self.cards and self._is_new(ref):
                self.cards.append(ref)
        shown = {ref for ref, _answers in self._shown}
        self.to_show = [ref for ref in self.cards if ref not in shown and self._is_shown(ref)]
        self.count = len(self.to_show)

    def show(self, answers: int) -> None:
        """Take note that the next card was shown, after so many answers."""
        self._shown.append((self.to_show.pop(0), answers))

    def can_take_back(self, answers: int) -> bool:
        """Return whether a card was shown, and nothing was answered since."""
        return bool(self._shown) and self._shown[-1][1] == answers

    def take_back(self, answers: int) -> bool:
        """Show the last card again, if nothing was answered since; return whether that is so."""
        if not self.can_take_back(answers):
            return False
        ref, _answers = self._shown.pop()
        if ref in self.cards:
            self.to_show.insert(0, ref)
        return True

    def rename(self, moves: Mapping[CardRef, CardRef]) -> None:
        """Go on under the names that cards have now, after an edit of their bank."""
        self.cards = [moves.get(ref, ref) for ref in self.cards]
        self.to_show = [moves.get(ref, ref) for ref in self.to_show]
        self._shown = [(moves.get(ref, ref), answers) for ref, answers in self._shown]

    def leave_out(self, ref: CardRef) -> None:
        """Go on without a card, which was put away."""
        self.cards = [card for card in self.cards if card != ref]
        self.count -= ref in self.to_show
        self.to_show = [card for card in self.to_show if card != ref]

    def unlearned(self, answers: Iterable[Answer]) -> list[CardRef]:
        """Return the cards of this round that were not recalled yet."""
        learned = {answer.ref for answer in answers if _is_learned(answer)}
        return [ref for ref in self.cards if ref not in learned]

    def learned(self, answers: Sequence[Answer]) -> int:
        """Return how many cards of this round were recalled."""
        return len(self.cards) - len(self.unlearned(answers))


def _is_learned(answer: Answer) -> bool:
    return not answer.is_skipped and answer.verdict is not Verdict.WRONG
