"""The rules of a quiz for two at one keyboard: who buzzes first may answer, the other after that.

A right answer of who buzzed earns two points, one of the other after a wrong answer one. A wrong
answer, or none in time, costs nothing but the chance.
"""

from enum import IntEnum, StrEnum

import msgspec

from quiz.errors import QuizError
from quiz.items import Verdict
from quiz.study.games import SIGNS
from quiz.translation import _, ngettext

FIRST_POINTS, SECOND_POINTS = 2, 1
"""Points of a right answer: of who buzzed, and of the other after a wrong one."""
LONGEST_NAME = 16
_USUAL_NAMES = ("A", "L")


class Side(IntEnum):
    """One of both players, by where they sit."""

    LEFT = 0
    """Buzzes with A."""
    RIGHT = 1
    """Buzzes with L."""

    @property
    def other(self) -> "Side":
        """The other player."""
        return Side(1 - self)


class GamePhase(StrEnum):
    """What is waited for."""

    BUZZ = "buzz"
    """That someone buzzes."""
    ANSWER = "answer"
    """The answer of who may answer now."""
    NEXT = "next"
    """That both have seen what was right."""
    OVER = "over"
    """Nothing: the last question is done."""


class TwoRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a quiz for two asks."""

    names: tuple[str, str] = _USUAL_NAMES
    """Of both players, the left one first."""
    banks: tuple[str, ...] = ()
    """Ids; empty for all banks."""
    tags: tuple[str, ...] = ()
    """Only questions with one of these topics; empty for all."""
    kinds: tuple[str, ...] = ()
    """Only questions of these kinds; empty for all."""
    length: int | None = None
    """Questions; None for ten."""
    seed: int = 0
    """Decides which, and how each is laid out; 0 for others each time."""


class TwoPlayers(msgspec.Struct, frozen=True, kw_only=True):
    """A quiz for two as it stands; each step returns another one."""

    names: tuple[str, str]
    """Of both, the left one first."""
    total: int
    """Questions, at least 1."""
    place: int = 0
    """The question that is asked, from 0."""
    phase: GamePhase = GamePhase.BUZZ
    """What is waited for."""
    turn: Side | None = None
    """Who may answer, or answered last; None while nobody buzzed."""
    is_second: bool = False
    """Whether who may answer does so after the other was wrong."""
    points: tuple[int, int] = (0, 0)
    """Of both."""
    signs: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    """Of both, a sign for each question so far: how they answered it, or `·`."""

    def buzz(self, side: Side) -> "TwoPlayers":
        """Let a player answer; does nothing where nobody is waited for."""
        if self.phase is not GamePhase.BUZZ:
            return self
        return msgspec.structs.replace(self, phase=GamePhase.ANSWER, turn=side)

    def answered(self, verdict: Verdict) -> "TwoPlayers":
        """Take what came of an answer; only a fully right one earns points.

        Args:
            verdict: Of the answer; wrong where none came in time.
        """
        if self.phase is not GamePhase.ANSWER or self.turn is None:
            return self
        signs = self._with_sign(self.turn, SIGNS[verdict])
        if verdict is Verdict.RIGHT:
            points = list(self.points)
            points[self.turn] += SECOND_POINTS if self.is_second else FIRST_POINTS
            return msgspec.structs.replace(
                self, phase=GamePhase.NEXT, points=(points[0], points[1]), signs=signs
            )
        if self.is_second:
            return msgspec.structs.replace(self, phase=GamePhase.NEXT, signs=signs)
        return msgspec.structs.replace(self, turn=self.turn.other, is_second=True, signs=signs)

    def passed(self) -> "TwoPlayers":
        """Answer nothing: nobody buzzes, or who may answer leaves it."""
        if self.phase not in (GamePhase.BUZZ, GamePhase.ANSWER):
            return self
        return msgspec.structs.replace(self, phase=GamePhase.NEXT)

    def gone_on(self) -> "TwoPlayers":
        """Ask the next question; after the last one it is over."""
        if self.phase is not GamePhase.NEXT:
            return self
        signs = tuple((*one, "·") if len(one) <= self.place else one for one in self.signs)
        if self.place + 1 >= self.total:
            return msgspec.structs.replace(
                self, phase=GamePhase.OVER, turn=None, is_second=False, signs=(signs[0], signs[1])
            )
        return TwoPlayers(
            names=self.names,
            total=self.total,
            place=self.place + 1,
            points=self.points,
            signs=(signs[0], signs[1]),
        )

    @property
    def winner(self) -> Side | None:
        """Who has more points; None where both have as many."""
        left, right = self.points
        return None if left == right else Side.LEFT if left > right else Side.RIGHT

    def _with_sign(self, side: Side, sign: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        rows = [self.signs[0], self.signs[1]]
        rows[side] = (*rows[side], sign)
        return rows[0], rows[1]


def read_names(text: str) -> tuple[str, str]:
    """Return the names of both players, as they are typed with a comma between them.

    Where one is missing it is that of the player's key.

    Raises:
        QuizError: There are more than two, both are one, or one is too long.
    """
    names = [" ".join(name.split()) for name in text.split(",")]
    if len(names) > 2:
        raise QuizError(_("two names, please, separated by a comma"))
    names += [""] * (2 - len(names))
    left, right = (name or usual for name, usual in zip(names, _USUAL_NAMES, strict=True))
    if max(len(left), len(right)) > LONGEST_NAME:
        raise QuizError(_("a name has at most {n} letters").format(n=LONGEST_NAME))
    if left.casefold() == right.casefold():
        raise QuizError(_("two different names, please"))
    return left, right


def end_words(game: TwoPlayers) -> str:
    """Return who won, or that nobody did."""
    if game.winner is None:
        n = game.points[0]
        return ngettext("A draw: {n} point each.", "A draw: {n} points each.", n).format(n=n)
    won, lost = game.points[game.winner], game.points[game.winner.other]
    words = _("{name} wins, {won} to {lost}.")
    return words.format(name=game.names[game.winner], won=won, lost=lost)
