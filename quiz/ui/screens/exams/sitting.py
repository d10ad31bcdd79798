"""Exam: one question at a time, in any order; answers stay as they stand till all is handed in."""

from functools import partial

from quiz.desk.banks.noting import toggle_note
from quiz.desk.exams.exam import OpenExam
from quiz.translation import _
from quiz.ui.screens.exams.sat_exam import SatExamScreen
from quiz.ui.screens.noting import ask_for_note


class ExamScreen(SatExamScreen):
    """Asks the questions of an exam of one's own, and hands it in when time is up."""

    def __init__(self, exam: OpenExam) -> None:
        """Show an exam in progress."""
        super().__init__(exam)
        self.own = exam
        """The same, as its own desk keeps it."""

    def action_note(self) -> None:
        """Note what is wrong with the question, or remove the note that is there."""
        if self.question is not None:
            toggle = partial(toggle_note, self.desk, self.question.ref)
            ask_for_note(self, self.question.ref, toggle)

    @property
    def leaving_words(self) -> str:
        """How one comes back to an exam that is left."""
        if self.host.trouble:
            return _("Press c on Home to resume, but only until you quit: nothing is being saved.")
        return _("Your answers are saved. Press c on Home to resume.")

    def left(self) -> None:
        """Show Home: the exam was left."""
        self.host.go_home()

    def hand_in(self, words: str) -> None:
        """End the answering, and show what comes next, in the place of whatever lies on top.

        Args:
            words: What to say; empty for nothing.
        """
        if self.is_over:
            return
        self.stop()
        self.own.hand_in()
        self.app.clear_notifications()
        self.host.show_exam(self.own)
        if words:
            self.app.notify(words, markup=False, timeout=10)
