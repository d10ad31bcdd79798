"""What Home says of the day: what is due, exams, and what could be done."""

from typing import TYPE_CHECKING

from quiz.cells import clip, clock
from quiz.cleaning import clean_line
from quiz.desk.plans.text import around_words
from quiz.desk.today.day import Overview
from quiz.store import PlanRow
from quiz.translation import _
from quiz.ui.canvas.canvas import Part

if TYPE_CHECKING:
    from quiz.desk.exams.exam import OpenExam
    from quiz.desk.plans.outlook import PlanOutlook
    from quiz.desk.plans.plan import ExamPlan
    from quiz.memory.planning import ScoreRange

_ASKED_DAYS = 60
"""So long after an exam its score is asked for."""


class ExamDay:
    """The exams as Home knows them: first by date alone, then with what each asks and promises."""

    def __init__(self) -> None:
        """Begin without exams."""
        self.ahead: list[tuple[PlanRow, int]] = []
        """Those to come, the soonest first, each with the days until then."""
        self.over: list[PlanRow] = []
        """Those that are over and whose score is not known."""
        self.plans: list[ExamPlan] = []
        self.looks: dict[str, PlanOutlook] = {}
        """By uid of the exam."""

    def take(self, exams: list[PlanRow], today: int) -> None:
        """Take up the exams that are set."""
        days = [(exam, exam.days_left(today)) for exam in exams]
        self.ahead = [(exam, left) for exam, left in days if left is not None and left >= 0]
        self.over = [
            exam
            for exam, left in days
            if left is not None and -_ASKED_DAYS <= left < 0 and exam.score is None
        ]
        if not self.ahead:
            self.plans = []

    def score(self, exam: PlanRow) -> "ScoreRange | None":
        """Return the expected score of an exam with its range; None while that is not known."""
        look = self.looks.get(exam.uid)
        return None if look is None else look.course.range

    def expected_parts(self, exam: PlanRow) -> list[Part]:
        """Return what is expected of an exam, or why there is nothing to say yet."""
        plan = next((plan for plan in self.plans if plan.exam.uid == exam.uid), None)
        if plan is not None and not plan.cards:
            return [(_("no cards found"), "partly")]
        if exam.uid not in self.looks:
            return [(_("calculating…"), "dim")]
        score = self.score(exam)
        if score is None:
            return [(_("too early to predict"), "dim")]
        return [
            (_("expected score") + " ", "dim"),
            (f"{score.expected:.0%}", "bold predicted"),
            (f" {around_words(score)}", "predicted"),
        ]

    def done_words(self) -> str:
        """Return why nothing is left today; empty where no plan says so."""
        if not self.plans:
            return ""
        if all(plan.day.is_done for plan in self.plans):
            return _("more study now wouldn't add much")
        return _("today's time is used up")


def no_more_new(day: Overview, exams: ExamDay) -> str:
    """Return why today can ask no more new cards."""
    if exams.ahead:
        return _(
            "Your exam plan picks the new cards. For more, raise its minutes a day: x, then e."
        )
    if any(line.unseen for line in day.lines):
        return _("No more new cards today: the rest is suspended, buried or over a bank's limit.")
    return _("No new cards left. You've seen them all!")


def exam_words(exam: "OpenExam") -> str:
    """Return what is left to do of an exam, with the time left."""
    title = clip(clean_line(exam.title), 40)
    if exam.state.is_handed_in:
        return _("Grade your essays: {exam}").format(exam=title)
    left = exam.left_s()
    if left is None:
        return _("Resume exam: {exam}").format(exam=title)
    return _("Resume exam, {time} left: {exam}").format(exam=title, time=clock(left))
