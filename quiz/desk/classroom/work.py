"""Assignments as a pupil sits them: an exam in a record of their own, which stays on the server.

Everything here runs in one thread, that of the pupils' records; a record is closed again when its
pupil has been away for a while.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random
from time import monotonic
from typing import TYPE_CHECKING

import msgspec

from quiz.classroom.remarking import RemarkKind, remarked
from quiz.desk.desk import Desk
from quiz.desk.exams.exam import OpenExam, begin_exam, past_exam, unfinished_exams
from quiz.errors import QuizError
from quiz.items import Essay, Rating, Response, SelfGraded, Ticked
from quiz.school.assignments import Assignment, AssignmentAttempt, Assignments
from quiz.school.classes import Pupil
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.exams.result import ExamResult
    from quiz.library.folders import Folders

_IDLE_S = 120.0
_MOST_OPEN = 200


class Work:
    """The records of the pupils of a school, and what they sit in them."""

    def __init__(
        self, folder: Path, places: "Folders", assignments: Assignments, now: Callable[[], float]
    ) -> None:
        """Take a folder in which each pupil has one.

        Args:
            folder: Of the pupils' records.
            places: Where banks, settings and the index are: the teacher's.
            assignments: Of the class store, for the thread that calls this.
            now: Returns seconds since 1970.
        """
        self._folder, self._places, self._now = folder, places, now
        self.assignments = assignments
        self._desks: dict[str, tuple[Desk, float]] = {}
        self._exams: dict[str, OpenExam] = {}

    def close(self) -> None:
        """Close all records."""
        for pupil in list(self._desks):
            self._close(pupil)

    def desk_of(self, pupil: Pupil) -> Desk:
        """Return a pupil's desk, opened if need be; those of others who are away are closed."""
        limit = monotonic() - _IDLE_S
        for other, (_desk, at) in list(self._desks.items()):
            if at < limit or len(self._desks) > _MOST_OPEN:
                self._close(other)
        found = self._desks.get(pupil.id)
        desk = found[0] if found else self._opened(pupil)
        self._desks[pupil.id] = (desk, monotonic())
        return desk

    def _opened(self, pupil: Pupil) -> Desk:
        own = msgspec.structs.replace(
            self._places, record=self._folder / pupil.id / "record.sqlite"
        )
        return Desk(own)

    def _close(self, pupil: str) -> None:
        desk, _at = self._desks.pop(pupil)
        self._exams = {key: exam for key, exam in self._exams.items() if exam.desk is not desk}
        desk.close()

    # A pupil's attempts

    def attempt(self, assignment: Assignment, pupil: Pupil, n: int) -> AssignmentAttempt:
        """Return an attempt by its number.

        Raises:
            QuizError: There is none.
        """
        for found in self.assignments.attempts(assignment, pupil):
            if found.n == n:
                return found
        raise QuizError(_("There is no such attempt."))

    def start(self, assignment: Assignment, pupil: Pupil) -> AssignmentAttempt:
        """Begin an attempt, or go on with the one that was begun.

        Raises:
            QuizError: It is not open, or no attempt is left.
        """
        there = self.assignments.attempts(assignment, pupil)
        for attempt in there:
            if attempt.handed_at is None:
                return attempt
        if not assignment.is_open(int(self._now() * 1e6)):
            raise QuizError(_("It cannot be started now."))
        if len(there) >= assignment.attempts:
            raise QuizError(_("You have no attempt left."))
        desk = self.desk_of(pupil)
        missing = [bank for bank in assignment.paper.banks if bank not in desk.library.entries]
        if missing:
            desk.library.opened([path for path in assignment.paths if Path(path).exists()])
        seed = assignment.seed
        if not assignment.is_same:
            seed = Random(f"{seed}/{pupil.id}/{len(there)}").randrange(2**31)
        exam = begin_exam(desk, assignment.paper, seed=seed, factor=pupil.extra_time)
        attempt = self.assignments.begin(assignment, pupil, exam.uid)
        self._exams[attempt.id] = exam
        return attempt

    def exam(self, assignment: Assignment, pupil: Pupil, attempt: AssignmentAttempt) -> OpenExam:
        """Return the exam of an attempt; one whose time is over is handed in.

        Raises:
            QuizError: Its record is gone.
        """
        exam = self._exams.get(attempt.id)
        if exam is None or exam.desk is not self._desks.get(pupil.id, (None,))[0]:
            desk = self.desk_of(pupil)
            open_ones = {one.uid: one for one in unfinished_exams(desk)}
            exam = open_ones.get(attempt.exam) or past_exam(desk, attempt.exam)
            if exam is None:
                raise QuizError(_("The answers of this attempt are not here any more."))
            self._exams[attempt.id] = exam
        else:
            self.desk_of(pupil)
        if attempt.handed_at is None:
            closes = assignment.closes_at
            is_over = exam.left_s() == 0 or (
                closes is not None and self._now() * 1e6 >= closes + 1e6
            )
            if is_over or exam.state.is_handed_in:
                self.hand_in(assignment, attempt, exam)
        return exam

    def left_s(self, assignment: Assignment, exam: OpenExam) -> float | None:
        """Return the seconds left: until the exam's time is up, or the assignment closes."""
        ends = [exam.left_s()]
        if assignment.closes_at is not None:
            ends.append(max(0.0, assignment.closes_at / 1e6 - self._now()))
        known = [end for end in ends if end is not None]
        return min(known) if known else None

    def hand_in(
        self, assignment: Assignment, attempt: AssignmentAttempt, exam: OpenExam
    ) -> AssignmentAttempt:
        """Hand an attempt in, and write what it earned so far."""
        exam.hand_in()
        return self.put(assignment, attempt, exam)

    def put(
        self, assignment: Assignment, attempt: AssignmentAttempt, exam: OpenExam
    ) -> AssignmentAttempt:
        """Write what an attempt earned, with what was done about its questions since."""
        done = self.marked(assignment, attempt, exam)
        self.assignments.put(done)
        return done

    def marked(
        self, assignment: Assignment, attempt: AssignmentAttempt, exam: OpenExam
    ) -> AssignmentAttempt:
        """Return an attempt with its marks, and write nothing."""
        # A grade may be changed after all was finished, so nothing that was worked out is kept.
        earned = worth = 0.0
        for answer in exam.reckoned().answers:
            points, points_of = answer.mark.points, answer.mark.points_of
            ref = answer.question.ref
            remark = assignment.remarks.get(f"{ref.bank}/{ref.card}")
            if remark is not None and remark.kind is RemarkKind.DROP:
                continue
            if remark is not None and answer.response is not None:
                again = remarked(
                    answer.question.item, exam.context(ref.bank), answer.response, remark
                )
                before = answer.outcome.credit if answer.outcome else 0.0
                if again.credit != before:
                    points = again.credit * points_of
            earned, worth = earned + points, worth + points_of
        return msgspec.structs.replace(
            attempt,
            handed_at=attempt.handed_at or int(self._now() * 1e6),
            points=earned,
            points_of=worth,
            grade=assignment.paper.grade(100 * earned / worth) if worth else "",
            to_grade=len(exam.to_grade()),
        )

    # The teacher's part

    def to_grade(self, exam: OpenExam) -> tuple[int, ...]:
        """Return the places of written answers that the teacher has to grade."""
        return exam.to_grade()

    def grade(
        self,
        assignment: Assignment,
        attempt: AssignmentAttempt,
        exam: OpenExam,
        place: int,
        met: tuple[int, ...],
        share: float,
    ) -> AssignmentAttempt:
        """Grade a written answer.

        Args:
            assignment: Which.
            attempt: Whose.
            exam: Its exam.
            place: Of the question, from 0.
            met: Criteria of its rubric that are met, from 0.
            share: Of the points, 0 to 1, where it has no rubric.

        Raises:
            QuizError: There is nothing to grade.
        """
        question, response = exam.question(place), exam.response(place)
        if question is None or not isinstance(question.item, Essay):
            raise QuizError(_("This question is not graded by hand."))
        text = response.text if isinstance(response, SelfGraded | Ticked) else ""
        graded: Response
        if question.item.rubric:
            graded = Ticked(tuple(at for at in met if at < len(question.item.rubric)), text)
        else:
            graded = SelfGraded(_rating(share), text)
        exam.grade(place, graded)
        if not exam.to_grade() and exam.result is None:
            exam.finish()
        return self.put(assignment, attempt, exam)

    def result(self, exam: OpenExam) -> "ExamResult":
        """Return how an attempt went, or goes so far."""
        return exam.reckoned()


def _rating(share: float) -> Rating:
    """Return the rating that gives a share of the points: none, half or all of them."""
    if share < 0.25:
        return Rating.AGAIN
    return Rating.HARD if share < 0.75 else Rating.GOOD


def pupils_folder(places: "Folders") -> Path:
    """Return the folder in which each pupil's record has one."""
    return places.record.parent / "classes"
