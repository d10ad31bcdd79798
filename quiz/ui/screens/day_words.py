"""What Home says of the day: what is due, exams, and what could be done."""

from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from quiz.cleaning import clean_line
from quiz.desk import Overview
from quiz.desk.plan_words import days_words, range_words
from quiz.store import ExamRow

if TYPE_CHECKING:
    from quiz.desk.exams import ExamOutlook, ExamPlan, PlannedDay

KEY = "bold $text-accent"
MUTED = "$foreground-muted"
_MOST_EXAMS = 2
_ASKED_DAYS = 60
"""So long after an exam its score is asked for."""


class ExamDay:
    """The exams as Home knows them: first by date alone, then with what each asks and promises."""

    def __init__(self) -> None:
        """Begin without exams."""
        self.ahead: list[tuple[ExamRow, int]] = []
        """Those to come, the soonest first, each with the days until then."""
        self.over: list[ExamRow] = []
        """Those that are over and whose score is not known."""
        self.plans: list[ExamPlan] = []
        self.planned: PlannedDay | None = None
        """What today holds by the plans; None while that is not worked out, or without exams."""
        self.looks: dict[str, ExamOutlook] = {}
        """By uid of the exam."""

    def take(self, exams: list[ExamRow], today: int) -> None:
        """Take up the exams that are set."""
        days = [(exam, exam.days_left(today)) for exam in exams]
        self.ahead = [(exam, left) for exam, left in days if left is not None and left >= 0]
        self.over = [
            exam
            for exam, left in days
            if left is not None and -_ASKED_DAYS <= left < 0 and exam.score is None
        ]
        if not self.ahead:
            self.plans, self.planned = [], None

    @property
    def is_waiting(self) -> bool:
        """Whether today's share is still being worked out."""
        return bool(self.ahead) and self.planned is None

    def dates(self, banks: list[str]) -> dict[str, str]:
        """Return the date of the next exam of each bank that has one."""
        dates: dict[str, str] = {}
        for exam, _ in self.ahead:
            for bank in exam.banks or banks:
                dates.setdefault(bank, _short_date(exam.day))
        return dates

    def lines(self, width: int) -> list[Content]:
        """Return a line for each exam, most two, and one for a score that is asked for."""
        lines = [
            (Content.styled("x", KEY) + Content("      ") + self._line(exam, left)).truncate(
                width, ellipsis=True
            )
            for exam, left in self.ahead[:_MOST_EXAMS]
        ]
        more = len(self.ahead) - _MOST_EXAMS
        if more > 0:
            exams = "1 more exam" if more == 1 else f"{more} more exams"
            lines.append(Content.styled(f"       and {exams}", MUTED))
        if self.over:
            name = Content(clean_line(self.over[-1].name)).truncate(40, ellipsis=True)
            lines.append(
                Content.styled("x", KEY) + Content("      ") + name + " is over: what did it bring?"
            )
        return lines

    def _line(self, exam: ExamRow, left: int) -> Content:
        name = Content(clean_line(exam.name)).truncate(28, ellipsis=True)
        head = name + Content(f" {days_words(left)}")
        look = self.looks.get(exam.uid)
        plan = next((plan for plan in self.plans if plan.exam.uid == exam.uid), None)
        if plan is not None and not plan.cards:
            return head + Content.styled(": there is no card for it", "$text-warning")
        if look is None:
            return head + Content.styled(": working out …", MUTED)
        if look.course.range is None:
            return head + Content.styled(": too early to tell", MUTED)
        score = look.course.range
        rest = range_words(score).removeprefix(f"{score.expected:.0%}")
        return (
            head
            + Content(": ")
            + Content.styled(f"{score.expected:.0%} expected", "bold")
            + Content.styled(rest, MUTED)
        )

    def done_words(self) -> str:
        """Return why nothing is left today; empty where no plan says so."""
        if not self.plans:
            return ""
        if all(plan.day.is_done for plan in self.plans):
            return "nothing more is worth the minute"
        return "the time of today is used up"


def _short_date(day: str) -> str:
    when = date.fromisoformat(day)
    return f"{when.day} {when:%b}"


def today(day: Overview, exams: ExamDay) -> Content:
    """Return what is due and new today, and how long it takes."""
    if exams.is_waiting:
        return Content.styled("Working out today's share …", "$text-accent")
    due, new, minutes = day.due, day.new, day.minutes
    if exams.planned is not None:
        due, new, minutes = exams.planned.due, exams.planned.new, exams.planned.minutes
    if not due and not new:
        done = Content.styled("All done for today.", "bold $text-success")
        why = exams.done_words()
        return done + Content.styled(f"  {why[:1].upper()}{why[1:]}.", MUTED) if why else done
    parts = []
    if due:
        word = "to review" if exams.ahead else "due"
        parts.append(Content.styled(f"{due} {word}", "bold $text-warning"))
    if new:
        parts.append(Content.styled(f"{new} new", "bold $text-accent"))
    parts.append(Content(f"about {'1 minute' if minutes == 1 else f'{minutes} minutes'}"))
    return Content.styled(" · ", MUTED).join(parts)


def advice(day: Overview, exams: ExamDay, changed: int, width: int) -> Content:
    """Return what could be done now, each with its key."""
    lines = []
    planned = exams.planned
    due, new = (planned.due, planned.new) if planned is not None else (day.due, day.new)
    if not day.has_record and not day.unfinished:
        lines.append(
            Content.assemble(
                ("Enter", KEY),
                "  learns new cards, ",
                ("q", KEY),
                "  plays a quiz of the bank marked.",
            )
        )
        if not exams.ahead and not exams.over and day.lines:
            lines.append(
                Content.assemble(
                    ("x", KEY), "      plans for an exam: what to study each day, what to expect."
                )
            )
    elif due or new or exams.is_waiting:
        what = "Study today's share" if exams.ahead else "Review what is due, then new cards"
        lines.append(Content.assemble(("Enter", KEY), f"  {what}"))
    elif not exams.ahead or (planned is not None and planned.free_new):
        if any(line.new for line in day.lines):
            lines.append(Content.assemble(("n", KEY), "      10 more new cards"))
        elif not day.unfinished:
            lines.append(
                Content.assemble(("q", KEY), "      plays a quiz of the bank marked all the same.")
            )
    if day.unfinished:
        left = Content(f"Go on with {clean_line(day.unfinished)}")
        lines.append(Content.assemble(("c", KEY), "      ") + left)
    lines += exams.lines(width)
    if changed:
        questions = "1 question" if changed == 1 else f"{changed} questions"
        it = "is it" if changed == 1 else "are they"
        lines.append(
            Content.assemble(("g", KEY), f"      {questions} changed: {it} still the same?")
        )
    return Content("\n").join(line.truncate(width, ellipsis=True) for line in lines)
