"""What classes answered in live games, as far as this machine keeps it: a ladder's lifeline."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from quiz.cells import bar
from quiz.classroom.histogram import AnswerBar, bars
from quiz.errors import QuizError
from quiz.items import Context, Prompt, Response, SingleChoice, TrueFalse
from quiz.study import CardRef
from quiz.translation import ngettext

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

LEAST = 5
"""Answers from which they are a class's, and no single pupil's."""
_MOST_GAMES = 20
_WIDTH = 10


class ClassHistogram(msgspec.Struct, frozen=True, kw_only=True):
    """How often each option that is shown was answered."""

    shown: tuple[AnswerBar, ...]
    """One for each option, in the order in which they are shown."""

    @property
    def answers(self) -> int:
        """How many answers there are to these options."""
        return sum(one.count for one in self.shown)

    def words(self, *, has_bars: bool) -> str:
        """Return it as a line.

        Args:
            has_bars: Whether bars are drawn beside the figures.
        """
        parts = []
        for one in self.shown:
            share = one.count / self.answers if self.answers else 0.0
            drawn = "".join(bar(share, _WIDTH)) + " " if has_bars else ""
            parts.append(f"{one.text} {drawn}{share:.0%}")
        words = ngettext(
            "{n} answer of a class: {shares}", "{n} answers of classes: {shares}", self.answers
        )
        return words.format(n=self.answers, shares=" · ".join(parts))


class ClassAnswers:
    """Answers of the newest games in the class store beside the record, read when first wanted."""

    def __init__(self, desk: "Desk") -> None:
        """Take the desk beside whose record the store is."""
        self._store = Path(desk.places.record).parent / "classes.sqlite"
        self._known: dict[CardRef, list[tuple[tuple[str, ...], Response]]] | None = None

    def histogram(self, ref: CardRef, prompt: Prompt) -> ClassHistogram | None:
        """Return what classes answered to a question; None where that is not known well enough.

        Args:
            ref: Its card.
            prompt: The question as it is shown; options that were taken away are left out.
        """
        item = prompt.item
        if not isinstance(item, SingleChoice | TrueFalse):
            return None
        if self._known is None:
            self._known = self._read()
        options = tuple(option.text for option in item.options)
        given = [response for texts, response in self._known.get(ref, ()) if texts == options]
        found = bars(item, Context(), given, (), len(options))
        shown = tuple(found[at] for at in prompt.order)
        histogram = ClassHistogram(shown=shown)
        return histogram if histogram.answers >= LEAST else None

    def _read(self) -> dict[CardRef, list[tuple[tuple[str, ...], Response]]]:
        known: dict[CardRef, list[tuple[tuple[str, ...], Response]]] = {}
        if not self._store.exists():
            return known
        from quiz.school.games import Games
        from quiz.school.sql import Db

        try:
            db = Db.open(str(self._store))
        except QuizError:  # it is kept for a lifeline alone, and never in the way of the game
            return known
        try:
            for row in Games(db).all()[:_MOST_GAMES]:
                game = Games(db).read(row.id) if row.ended_at is not None else None
                for place, asked in enumerate(game.questions if game is not None else ()):
                    item = asked.item
                    if game is not None and isinstance(item, SingleChoice | TrueFalse):
                        texts = tuple(option.text for option in item.options)
                        given = [(texts, answer.response) for answer in game.answers(place)]
                        known.setdefault(CardRef(asked.bank, asked.card), []).extend(given)
        except QuizError:
            return {}
        finally:
            db.close()
        return known
