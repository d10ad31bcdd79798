"""Opening the app on its home screen, or on a sitting."""

from typing import TYPE_CHECKING

from quiz.cli.line_choice import has_terminal, wants_lines
from quiz.errors import QuizError
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.exams.exam import ExamRequest
    from quiz.study import Request
    from quiz.study.two_players import TwoRequest

_NO_TERMINAL = _(
    "not a terminal; use line mode instead: `quiz play --plain`, `quiz review "
    "--plain`, `quiz cram --plain` or `quiz exam --plain`"
)


def open_home() -> int:
    """Open the home screen, or in line mode review what is due; returns the exit status.

    Raises:
        QuizError: Standard input or output is no terminal.
    """
    if wants_lines():
        return _lines([])
    return open_app(None)


def open_plainly(arguments: list[str]) -> int:
    """Open the app for `quiz`, `quiz play [BANK…]` or `quiz review [BANK…]`, without options.

    Raises:
        QuizError: There is no terminal, or a bank cannot be used.
    """
    if not arguments:
        return open_home()
    if wants_lines():
        return _lines(arguments)
    return open_app(_request(arguments))


def _request(arguments: list[str]) -> "Request":
    from quiz.study.request import Mode, Request

    mode = Mode.QUIZ if arguments[:1] == ["play"] else Mode.REVIEW
    return Request(mode=mode, banks=tuple(arguments[1:]))


def _lines(arguments: list[str]) -> int:
    from quiz.cli.line_mode import run_lines

    return run_lines(_request(arguments))


def open_app(request: "Request | None", *, resumes: bool = False) -> int:
    """Open the app, on a sitting if one is asked for.

    Raises:
        QuizError: Standard input or output is no terminal.
    """
    _need_a_terminal()
    # Textual costs 190 ms, so that only the commands that show a screen import it.
    from quiz.ui.app import run_app

    return run_app(request, resumes=resumes)


def open_exam(request: "ExamRequest", *, resumes: bool) -> int:
    """Open the app on an exam: on its start, or where it was left.

    Raises:
        QuizError: There is no terminal, or the exam cannot be sat.
    """
    _need_a_terminal()
    from quiz.ui.app import run_app  # as above

    return run_app(None, exam=request, resumes=resumes)


def open_for_two(asked: "TwoRequest") -> int:
    """Open the app on a quiz for two at one keyboard.

    Raises:
        QuizError: There is no terminal, or there is nothing to ask.
    """
    _need_a_terminal()
    from quiz.ui.app import run_app  # as above

    return run_app(None, two=asked)


def _need_a_terminal() -> None:
    if not has_terminal():
        raise QuizError(_NO_TERMINAL)
