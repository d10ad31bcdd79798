"""A review of a few questions in line mode: while a command runs, or at a shell's start."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from quiz.cli.line_mode import LineSitting, Quit
from quiz.cli.text_output import TextOutput
from quiz.desk.sittings.start import begin
from quiz.study import Mode, Request

if TYPE_CHECKING:
    from quiz.cli.line_output import AtDesk
    from quiz.desk import Desk
    from quiz.desk.sittings.question import Question


class ShortSitting(LineSitting):
    """Asks due questions until it is told to stop; nothing is said before and after them."""

    def __init__(self, desk: "Desk", request: Request, before: Callable[[int], bool]) -> None:
        """Begin a review.

        Args:
            desk: Banks and record.
            request: Of which banks.
            before: Called before each question with the number of answers so far; returns whether
                the question is asked.
        """
        super().__init__(begin(desk, request), sys.stdin, _BriefOutput(sys.stdout))
        self._before = before
        self.is_asking = False
        """Whether a question waits for its answer."""

    def run(self) -> None:
        """Ask until it is told to stop, nothing is due, the learner quits or the input ends."""
        try:
            while (question := self.sitting.question) is not None:
                self._ask(question)
        except Quit:
            pass
        if self.sitting.sitting.answers:
            self.sitting.finish()

    def _ask(self, question: "Question") -> None:
        if not self._before(len(self.sitting.sitting.answers)):
            raise Quit
        self.is_asking = True
        super()._ask(question)
        self.is_asking = False


class _BriefOutput(TextOutput):
    """Asks without what a bank says of itself: it would say it at every prompt of a shell."""

    def question(self, sitting: "AtDesk", question: "Question") -> None:
        self.ask(question)


def due_request(banks: tuple[str, ...], desk: "Desk") -> Request:
    """Return a review of what is due of banks by their names, or of all; no new cards.

    Raises:
        QuizError: A name means no bank.
    """
    from quiz.desk.banks.catalogue import banks_named

    ids = tuple(entry.id for entry in banks_named(desk, banks)) if banks else ()
    return Request(mode=Mode.REVIEW, banks=ids, new_cards=0)


def is_interactive() -> bool:
    """Return whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()
