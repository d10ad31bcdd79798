"""What line mode says; `plain_voice` says it in words, `json_voice` in JSON."""

from abc import ABC, abstractmethod
from typing import Protocol, TextIO

from quiz.desk import Desk
from quiz.desk.sittings.question import Feedback, Question, Result
from quiz.desk.sittings.sitting import OpenSitting
from quiz.items.lines import Json
from quiz.study.two_players import TwoPlayers
from quiz.translation import _

HELP = (
    _(
        "Answers: an option by label or text; several separated by `;`; true or false; a text, "
        "number or date as it is; pairs as left=right; … ; an order as labels separated by `;`; "
        "gaps in order separated by `;`; for a card an empty line flips it, then 1 to 4."
    ),
    _(
        "Commands: :hint, :skip, :undo, :right (I was right), :1 to :4 (again, hard, good, easy), "
        ":wrong and what is wrong with the question (a note for its author), :help, :quit; in a "
        "review also :bury (until tomorrow) and :suspend."
    ),
)
"""How to answer, and the commands."""


class AtDesk(Protocol):
    """A sitting or an exam: what is asked of it is where its banks are."""

    desk: Desk
    """The desk whose sitting is shown."""


class LineOutput(ABC):
    """What line mode says, and how it understands a line."""

    def __init__(self, out: TextIO) -> None:
        """Speak to `out`."""
        self.out = out

    @abstractmethod
    def meant(self, line: str) -> str | Json:
        """Return what a line means: itself, or the JSON it holds."""

    @abstractmethod
    def begin(self, sitting: OpenSitting) -> None:
        """Say what is played."""

    @abstractmethod
    def question(self, sitting: AtDesk, question: Question) -> None:
        """Ask a question."""

    @abstractmethod
    def shown(self, question: Question, place: str) -> None:
        """Show a new card with its answer, before it is asked; `place` says which of the round."""

    @abstractmethod
    def reveal(self, question: Question) -> None:
        """Show the back of a card, or the model answer of an essay."""

    @abstractmethod
    def outcome(self, sitting: OpenSitting, feedback: Feedback) -> None:
        """Say how an answer was marked."""

    @abstractmethod
    def refused(self, question: Question | None, reason: str) -> None:
        """Say that a line was not taken, and what is wanted."""

    @abstractmethod
    def note(self, question: Question | None, text: str) -> None:
        """Say something by the way."""

    @abstractmethod
    def hint(self, question: Question, text: str, left: int) -> None:
        """Give a hint; `left` more are there."""

    @abstractmethod
    def skipped(self, question: Question) -> None:
        """Say that a question was left."""

    @abstractmethod
    def undone(self, question: Question) -> None:
        """Say that an answer was undone."""

    @abstractmethod
    def help(self) -> None:
        """Say how to answer."""

    @abstractmethod
    def last_chance(self) -> None:
        """Say that the last question is answered and can still be changed."""

    @abstractmethod
    def two(self, game: TwoPlayers, text: str, solution: str = "") -> None:
        """Say how a quiz for two goes on; what is right once a question is done."""

    @abstractmethod
    def end(self, sitting: OpenSitting, result: Result, is_over: bool) -> None:
        """Say how it went."""
