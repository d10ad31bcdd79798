"""An exam as it is sat, wherever it is kept: on this machine, or on a class's server."""

from typing import Protocol

from quiz.desk.sittings.question import Question
from quiz.items import Outcome, Response
from quiz.study.exam import ExamState


class SatExam(Protocol):
    """What screens and lines may do with an exam in progress; `OpenExam` says what each does."""

    title: str
    """What it is called."""
    state: ExamState
    """How it stands."""

    @property
    def total(self) -> int:
        """How many questions there are."""

    @property
    def trouble(self) -> str:
        """Why what is done is not being kept just now; empty while it is."""

    def left_s(self) -> float | None:
        """Return the seconds left; None where time does not count."""

    def question(self, place: int) -> Question | None:
        """Return a question as it was drawn; None where it is gone."""

    def response(self, place: int) -> Response | None:
        """Return what was answered to a question so far."""

    def outcome(self, place: int) -> Outcome | None:
        """Return the outcome of a question that was shown; None where none was."""

    def is_marked_at_once(self, place: int) -> bool:
        """Return whether an answer to a question is marked when it is given."""

    def go_to(self, place: int, *, elapsed_ms: int = 0) -> None:
        """Put another question in front; the time is that of the one before."""

    def answer(
        self,
        response: Response | None,
        *,
        elapsed_ms: int = 0,
        certainty: int | None = None,
        is_draft: bool = False,
    ) -> Outcome | None:
        """Keep an answer to the question in front, or take it away; None stands for none."""

    def flag(self) -> bool:
        """Flag the question in front, or no longer; return whether it is flagged now."""

    def hint(self) -> str | None:
        """Return the next hint of the question in front; None where there is none to be had."""

    def hand_in(self) -> object:
        """End the answering."""
