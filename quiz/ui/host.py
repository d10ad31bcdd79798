"""What screens and widgets may ask of the app they are in; they know this, and not the app."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.dom import DOMNode

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from textual.notifications import SeverityLevel
    from textual.screen import Screen

    from quiz.desk import Desk
    from quiz.desk.banks.authoring import QuestionDraft
    from quiz.desk.banks.editing import Edited
    from quiz.desk.exams.exam import ExamRequest, OpenExam
    from quiz.desk.sittings.sitting import OpenSitting
    from quiz.errors import QuizError
    from quiz.library.index import BankEntry
    from quiz.store import PlanRow
    from quiz.study import Request
    from quiz.study.two_players import TwoRequest
    from quiz.ui.outlooks import Outlooks

LEAST_WIDTH, LEAST_HEIGHT = 60, 20
"""In a smaller window the screens are covered, and take no keys."""


class BaseHost(Protocol):
    """What each of our apps does for its screens, the preview's too."""

    glyphs: str
    """`usual` or `ascii`, as the settings have it."""
    guard_s: float
    """Seconds during which a key held over from the previous screen is ignored."""

    @property
    def trouble(self) -> str:
        """Why progress is not being saved; empty while it is."""

    @property
    def is_too_small(self) -> bool:
        """Whether the window has no room for our screens."""

    def now(self) -> datetime:
        """Return the time, UTC."""

    def suspend(self) -> "AbstractContextManager[None]":
        """Give the terminal to another program meanwhile."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: "SeverityLevel" = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a toast; it goes with the screen that is on top now."""

    def announce(self, message: str, *, title: str = "", timeout: float = 3) -> None:
        """Show a toast that stays when the screen changes."""

    def report(self, error: "QuizError") -> None:
        """Show an error of the user's doing."""

    def hush(self) -> None:
        """Remove the toasts of a screen, but not those that outlive it."""

    def forget_toasts(self, screen: "Screen[Any]") -> None:
        """Remove the toasts of other screens than this one."""

    def with_own_file(self, path: str, then: "Callable[[str | None], Any]") -> None:
        """Call with the file to write to: the learner's copy of a bank that came with quiz.

        It is called on the screen on top; with None if the learner wants no copy.
        """

    def replace_screen(self, screen: "Screen[Any]") -> None:
        """Show a screen instead of the one on top; the first one stays beneath."""


class Host(BaseHost, Protocol):
    """What the app does for its screens."""

    desk: "Desk"
    """Banks, record and scheduler."""
    own_bank: str
    """Path of the bank to which a question was added last."""
    removed_exams: "list[PlanRow]"
    """Exam plans that were removed in this run, the newest last, for undo."""

    @property
    def outlooks(self) -> "Outlooks":
        """Where exam plans lead, as far as that is known."""

    def say_notices(self) -> None:
        """Show what the desk has to say."""

    def open_sitting(self, sitting: "OpenSitting") -> None:
        """Show a sitting, above Home if it is there."""

    def try_to_begin(self, request: "Request") -> None:
        """Begin a sitting, or say why it cannot begin."""

    def play_for_two(self, asked: "TwoRequest") -> None:
        """Let two play at one keyboard, above Home if it is there; or say why they cannot."""

    def start_exam(self, request: "ExamRequest") -> None:
        """Show what an exam is, above Home if it is there; Enter begins it."""

    def show_exam(self, exam: "OpenExam") -> None:
        """Show an exam as it stands: its questions, the grading of its essays, or its result."""

    def show_plans(self) -> None:
        """Show the exam plans, above the screen on top."""

    def go_home(self) -> None:
        """Show Home, up to date."""

    def leave_sitting(self) -> None:
        """Show the day's page if the day was done just now, and Home if not."""

    def show_settings(self) -> None:
        """Show the settings above the screen on top."""

    def take_up_settings(self) -> None:
        """Let the app, and what is beneath the settings, look as the settings say now."""

    def show_day(self) -> None:
        """Show what today was, above Home if it is there."""

    def add_question(
        self,
        draft: "QuestionDraft | None" = None,
        *,
        bank: str = "",
        then: "Callable[[BankEntry | None], None] | None" = None,
    ) -> None:
        """Ask for a question, and save it to a bank of one's own."""

    def edit(self, path: str, line: int, then: "Callable[[Edited | None], Any]") -> None:
        """Open a bank's file in the editor, and call with what came of it; None for nothing."""


def base_host(node: DOMNode) -> BaseHost:
    """Return the app of a screen or widget, whichever of ours it is."""
    return cast(BaseHost, node.app)


def host(node: DOMNode) -> Host:
    """Return the app of a screen or widget; in the preview, which has no desk, there is none."""
    return cast(Host, node.app)
