"""Mock exams that were begun and not handed in, as Home and the exam plans offer them."""

from typing import TYPE_CHECKING

from quiz.study import Mode
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.exams.exam import OpenExam
    from quiz.ui.screens.base import QuizScreen


def take_unfinished(screen: "QuizScreen") -> "list[OpenExam]":
    """Return the exams that can be resumed, the newest first.

    One whose time is over is handed in as it was, which is said, and its result is shown.

    Args:
        screen: On whose behalf they are looked for.
    """
    if screen.desk.record.unfinished_sitting((str(Mode.EXAM),)) is None:
        return []
    from quiz.desk.exams.exam import unfinished_exams

    found = []
    for exam in unfinished_exams(screen.desk):
        if exam.was_ended_by_clock:
            screen.host.announce(_("Time's up. Your exam was handed in as it was."), timeout=10)
        if exam.result is None:
            found.append(exam)
        else:
            # Its essays, were there any to grade, wait for `c`: nobody asked for them now.
            screen.call_later(screen.host.show_exam, exam)
    return found
