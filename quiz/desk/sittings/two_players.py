"""A quiz for two at one keyboard, over the banks: nothing of it goes into the record."""

from random import Random, SystemRandom
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.sittings.drawing import drawn_cards
from quiz.desk.sittings.opening import in_library, open_question
from quiz.items import Outcome, Response, Verdict
from quiz.study import SHARED_LENGTH, Game, Mode, Request
from quiz.study.games import usual_seconds
from quiz.study.two_players import GamePhase, Side, TwoPlayers, TwoRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.desk.desk import Desk
    from quiz.desk.sittings.question import Question
    from quiz.study import CardRef


class TwoPlayerGame:
    """A quiz for two: its questions, and how it stands."""

    def __init__(
        self, desk: "Desk", cards: "Sequence[CardRef]", names: tuple[str, str], seed: int
    ) -> None:
        """Begin with the first question; see `begin_two`."""
        self.desk = desk
        self.state = TwoPlayers(names=names, total=len(cards))
        """How it stands."""
        self.outcome: Outcome | None = None
        """What came of the last answer to this question; None before."""
        self._cards, self._seed = cards, seed

    @property
    def question(self) -> "Question | None":
        """The question that is asked; None where its bank lost it meanwhile."""
        place = self.state.place
        ref = self._cards[place]
        source = in_library(self.desk, ref)
        if source is None:
            return None
        # Nobody is given a hint: nothing may promise one.
        source = msgspec.structs.replace(source, item=source.item.replaced(hints=()))
        return open_question(
            self.desk, ref, source, place=place, total=self.state.total, seed=self._seed
        )

    def buzz(self, side: Side) -> None:
        """Let a player answer."""
        self.state = self.state.buzz(side)

    def answer(self, question: "Question", response: Response) -> Outcome:
        """Mark the answer of who may answer now; nothing of it is kept."""
        context = self.desk.library.context(question.ref.bank)
        self.outcome = question.item.mark(response, context)
        self.state = self.state.answered(self.outcome.verdict)
        return self.outcome

    def run_out(self) -> None:
        """Count the time of who may answer as up."""
        self.outcome = None
        self.state = self.state.answered(Verdict.WRONG)

    def leave_out(self) -> None:
        """Answer nothing."""
        self.outcome = None
        self.state = self.state.passed()

    def go_on(self) -> None:
        """Ask the next question."""
        self.outcome = None
        self.state = self.state.gone_on()

    def solution(self, question: "Question") -> Outcome:
        """Return what is right, as the outcome of a right answer."""
        item = question.item
        return item.mark(item.right_response(), self.desk.library.context(question.ref.bank))

    @property
    def is_over(self) -> bool:
        """Whether the last question is done."""
        return self.state.phase is GamePhase.OVER


def answer_seconds(question: "Question", factor: float) -> float:
    """Return how long one may take for an answer; 0 where time does not count.

    Args:
        question: What is asked.
        factor: Of the usual time of its kind; 0 for no limit.
    """
    return usual_seconds(question.item.kind) * factor


def begin_two(
    desk: "Desk",
    asked: TwoRequest,
) -> TwoPlayerGame:
    """Draw questions that the program marks, ten of them, and begin.

    Raises:
        QuizError: There is no such question.
    """
    seed = asked.seed or SystemRandom().randrange(1, 2**31)
    # As in survival, only what is marked by the program; of the rest of its rules none applies.
    request = Request(
        mode=Mode.QUIZ, banks=asked.banks, game=Game.SURVIVAL, tags=asked.tags, kinds=asked.kinds,
        seed=seed, length=asked.length or SHARED_LENGTH,
    )  # fmt: skip
    cards = list(drawn_cards(desk, request))
    Random(seed).shuffle(cards)
    return TwoPlayerGame(desk, cards, asked.names, seed)
