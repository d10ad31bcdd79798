"""New cards of a review are met before they are asked: shown with their answers, or as options."""

from collections.abc import Mapping
from random import Random
from typing import TYPE_CHECKING

from quiz.desk.sittings.left import Leftover
from quiz.desk.sittings.opening import in_library, open_question
from quiz.desk.sittings.question import Question
from quiz.desk.sittings.restoring import renamed_cards
from quiz.items import SHOWN_FIRST, Number, Option, Prompt, SingleChoice, Typed
from quiz.study import CardRef, Mode
from quiz.study.rounds import Rounds
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.sittings.sitting import OpenSitting
    from quiz.items import Item

ASKED, OPTIONS = "asked", "options"
"""Values of the setting `new_questions`: at once, and as options first."""
_OPTIONS = 4
_TYPED = frozenset({"text", "number", "date"})
"""Kinds with one answer, of which options can be made."""


class Showing:
    """What a review shows before it asks, in rounds; a quiz and a practice show nothing."""

    def __init__(self, sitting: "OpenSitting", leftover: Leftover) -> None:
        """Begin with nothing shown.

        Args:
            sitting: The review.
            leftover: Knows which of its cards are new.
        """
        self._sitting, self._desk = sitting, sitting.desk
        self._how = self._desk.config.new_questions
        is_on = sitting.sitting.request.mode is Mode.REVIEW and self._how != ASKED
        self._rounds = Rounds(leftover.is_new, self._is_shown) if is_on else None

    def _is_shown(self, ref: CardRef) -> bool:
        source = in_library(self._desk, ref)
        return source is not None and source.item.kind in SHOWN_FIRST and source.item.shown_first

    def next(self) -> Question | None:
        """Return the new card to show now; None if the next question can be asked."""
        rounds, held = self._rounds, self._sitting.sitting
        if rounds is None:
            return None
        asked = self._sitting.question
        if rounds.is_due(asked.ref if asked is not None else None):
            if self._sitting.hasten(rounds.unlearned(held.answers)):
                return None  # a round ends before the next one begins
            rounds.begin(held.cards[held.place :])
        while rounds.to_show:
            ref = rounds.to_show[0]
            source = in_library(self._desk, ref)
            if source is not None:
                seed, total = held.request.seed, len(held.cards)
                return open_question(
                    self._desk, ref, source, place=held.place, total=total, seed=seed
                )
            rounds.leave_out(ref)
        return None

    def shown(self) -> None:
        """Take note that the card was looked at."""
        if self._rounds is not None and self._rounds.to_show:
            self._rounds.show(len(self._sitting.sitting.answers))

    @property
    def can_take_back(self) -> bool:
        """Whether a card was shown, and nothing was answered since."""
        held = self._sitting.sitting
        return self._rounds is not None and self._rounds.can_take_back(len(held.answers))

    def take_back(self) -> bool:
        """Show the last card again, if nothing was answered since; return whether that is so."""
        held = self._sitting.sitting
        return self._rounds is not None and self._rounds.take_back(len(held.answers))

    def leave_out(self, ref: CardRef) -> None:
        """Go on without a card, which was put away."""
        if self._rounds is not None:
            self._rounds.leave_out(ref)

    def take_up(self, bank: str, moves: Mapping[str, str]) -> None:
        """Go on with a bank that was edited.

        Args:
            bank: Its id.
            moves: New id of each item that lives on under another one.
        """
        if self._rounds is not None:
            self._rounds.rename(renamed_cards(bank, moves))

    @property
    def words(self) -> str:
        """How far the round is: which of its cards is shown, or how many are learned."""
        rounds = self._rounds
        if rounds is None or not rounds.cards:
            return ""
        total = len(rounds.cards)
        if rounds.to_show:
            at = rounds.count - len(rounds.to_show) + 1
            return _("new {n} of {count}").format(n=at, count=rounds.count)
        learned = rounds.learned(self._sitting.sitting.answers)
        return _("{n} of {count} learned").format(n=learned, count=total)

    def options(self, question: Question) -> Prompt | None:
        """Return a question as one to choose from; None where it is just shown.

        The other options are answers to other questions of the bank that are wrong here by the
        question's own marking: there must be three of them.
        """
        if self._how != OPTIONS or question.item.kind not in _TYPED:
            return None
        item = question.item
        right = _answer(item)
        wrong = self._wrong_answers(question.ref, item)
        if len(wrong) < _OPTIONS - 1:
            return None
        chance = Random(f"{self._sitting.sitting.request.seed}/{question.ref}")
        texts = [right, *chance.sample(wrong, _OPTIONS - 1)]
        choice = SingleChoice(
            id=item.id,
            stem=item.stem,
            explain=item.explain,
            source=item.source,
            options=tuple(map(Option, texts)),
            key=0,
        )
        return choice.lay_out(chance)

    def _wrong_answers(self, ref: CardRef, item: "Item") -> list[str]:
        """Return answers to other questions of this kind that are wrong to this one."""
        library = self._desk.library
        context = library.context(ref.bank)
        found: dict[str, None] = {}
        for row in library.cards(library.entries[ref.bank]):
            if row.kind != item.kind or row.card == ref.card:
                continue
            other = library.item(ref.bank, row.card)
            if other is None or _units(other[0]) != _units(item):
                continue  # who reads the unit would know
            text = _answer(other[0])
            if not item.mark(Typed(text), context).credit:
                found[text] = None
        return list(found)


def _answer(item: "Item") -> str:
    """Return what is right, without how far off one may be."""
    shown: Item = item.replaced(tolerance=None) if isinstance(item, Number) else item
    return shown.solution[0]


def _units(item: "Item") -> tuple[str, ...]:
    return item.units if isinstance(item, Number) else ()
