"""An exam as lines of text or JSON: the same exam as on the screen."""

import sys
from collections.abc import Callable
from time import monotonic
from typing import TextIO

from quiz.cli.line_mode import noted_words
from quiz.cli.sat_exam_lines import LinesLeft, SatExamLines
from quiz.desk.banks.noting import toggle_note
from quiz.desk.exams.exam import OpenExam
from quiz.desk.exams.result import ExamResult
from quiz.desk.exams.text import result_lines
from quiz.desk.sittings.question import Question
from quiz.items import Essay, SelfGraded
from quiz.items.lines import Refused, read_grade
from quiz.translation import _


class ExamLines(SatExamLines):
    """Runs an exam of one's own over lines."""

    def __init__(
        self,
        exam: OpenExam,
        lines: TextIO,
        out: TextIO,
        *,
        as_json: bool = False,
        is_resumed: bool = False,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Take the exam, where lines come from and go to, and whether it goes on."""
        super().__init__(exam, lines, out, as_json=as_json, is_resumed=is_resumed, clock=clock)
        self.own = exam
        """The same, as its own desk keeps it."""

    def run(self) -> ExamResult | None:
        """Ask until it is handed in; None where it was left before that."""
        try:
            self.run_questions()
            for place in self.own.to_grade():
                self._grade(place)
        except LinesLeft:
            words = _("Saved. Resume with `quiz exam --resume`.")
            self.emit("left", self.said_if_kept(words, _("Left. Nothing was saved.")))
            return None
        result = self.own.finish()
        self._end(result)
        return result

    def ask(self, question: Question) -> None:
        """Show a question."""
        self.voice.question(self.own, question)

    def note(self, question: Question, text: str) -> str:
        """Note what is wrong with a question, or remove the note; returns what to say of that."""
        return noted_words(toggle_note(self.own.desk, question.ref, text))

    def _grade(self, place: int) -> None:
        """Have an essay graded by its writer."""
        question = self.own.question(place)
        response = self.own.response(place)
        if question is None or not isinstance(response, SelfGraded):
            return
        assert isinstance(question.item, Essay)
        answer = _("Your answer: {answer}").format(answer=response.text)
        self.emit("grade", ["", question.item.stem, answer], place=place + 1)
        self.voice.reveal(question)
        while True:
            line = self.line()
            try:
                grade = read_grade(question.item, response.text, self.voice.meant(line))
            except Refused as error:
                self.voice.refused(question, str(error))
                continue
            self.own.grade(place, grade)
            return

    def _end(self, result: ExamResult) -> None:
        self.emit(
            "exam_result",
            ["", *result_lines(result)],
            points=result.points,
            of=result.points_of,
            share=result.share,
            grade=result.grade,
            passed=result.is_passed,
            predicted=result.predicted,
            topics={one.name: {"points": one.points, "of": one.points_of} for one in result.topics},
            questions=[
                {
                    "id": answer.question.ref.card,
                    "points": answer.mark.points,
                    "of": answer.mark.points_of,
                    "answered": answer.outcome is not None,
                    "seconds": round(answer.given.elapsed_ms / 1000, 1),
                    "solution": list(answer.question.item.solution),
                }
                for answer in result.answers
            ],
        )


def run_exam_lines(exam: OpenExam, *, as_json: bool, is_resumed: bool = False) -> int:
    """Run an exam over standard input and output; returns the exit status."""
    ExamLines(exam, sys.stdin, sys.stdout, as_json=as_json, is_resumed=is_resumed).run()
    if exam.desk.trouble:
        print(f"quiz: {exam.desk.trouble}", file=sys.stderr)
    return 0
