"""What Home says of the day: what is due, exams, and what could be done."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from quiz.cells import clip, clock, spark
from quiz.cleaning import clean_line
from quiz.desk.plans.text import days_words, range_words
from quiz.desk.today.day import Overview
from quiz.store import PlanRow
from quiz.translation import _, ngettext
from quiz.ui.content import parts
from quiz.ui.dates import day_and_month
from quiz.ui.inks import KEY, MUTED

if TYPE_CHECKING:
    from quiz.desk.exams.exam import OpenExam
    from quiz.desk.plans.outlook import PlanOutlook
    from quiz.desk.plans.plan import ExamPlan

_DAYS = _("Mo Tu We Th Fr Sa Su").split()
_MOST_EXAMS = 2
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

    def dates(self, banks: list[str]) -> dict[str, str]:
        """Return the date of the next exam of each bank that has one."""
        dates: dict[str, str] = {}
        for exam, _left in self.ahead:
            for bank in exam.banks or banks:
                dates.setdefault(bank, _short_date(exam.day))
        return dates

    def lines(self, width: int) -> list[Content]:
        """Return a line for each exam, most two, and one for a score that is asked for."""
        lines = [
            parts.clip(Content.styled("x", KEY) + Content("      ") + self._line(exam, left), width)
            for exam, left in self.ahead[:_MOST_EXAMS]
        ]
        more = len(self.ahead) - _MOST_EXAMS
        if more > 0:
            words = ngettext("and {n} more exam", "and {n} more exams", more).format(n=more)
            lines.append(Content.styled(f"       {words}", MUTED))
        if self.over:
            name = clip(clean_line(self.over[-1].name), 40)
            words = _("{exam} is over. How did it go?").format(exam=name)
            lines.append(Content.styled("x", KEY) + Content("      ") + Content(words))
        return lines

    def _line(self, exam: PlanRow, left: int) -> Content:
        head = Content(f"{clip(clean_line(exam.name), 28)} {days_words(left)}")
        look = self.looks.get(exam.uid)
        plan = next((plan for plan in self.plans if plan.exam.uid == exam.uid), None)
        if plan is not None and not plan.cards:
            return head + Content.styled(": " + _("no cards found"), "$text-warning")
        if look is None:
            return head + Content.styled(": " + _("calculating…"), MUTED)
        if look.course.range is None:
            return head + Content.styled(": " + _("too early to predict"), MUTED)
        score = look.course.range
        rest = range_words(score).removeprefix(f"{score.expected:.0%}")
        return (
            head
            + Content(": ")
            + Content.styled(_("expected score {score:.0%}").format(score=score.expected), "bold")
            + Content.styled(rest, MUTED)
        )

    def done_words(self) -> str:
        """Return why nothing is left today; empty where no plan says so."""
        if not self.plans:
            return ""
        if all(plan.day.is_done for plan in self.plans):
            return _("more study now wouldn't add much")
        return _("today's time is used up")


def _short_date(day: str) -> str:
    return day_and_month(date.fromisoformat(day))


def today(day: Overview, exams: ExamDay) -> Content:
    """Return what is due and new today, and how long it takes."""
    held = day.today
    if held is None:
        return Content.styled(_("Preparing today's plan…"), "$text-accent")
    due, new, minutes = held.to_review, held.new, held.minutes
    if not due and not new:
        done = Content.styled(_("All done for today!"), "bold $text-success")
        why = exams.done_words()
        return done + Content.styled(f"  {why[:1].upper()}{why[1:]}.", MUTED) if why else done
    facts = []
    if due:
        words = (
            ngettext("{n} to review", "{n} to review", due)
            if exams.ahead
            else ngettext("{n} due", "{n} due", due)
        )
        facts.append(Content.styled(words.format(n=due), "bold $text-warning"))
    if new:
        words = ngettext("{n} new", "{n} new", new)
        facts.append(Content.styled(words.format(n=new), KEY))
    words = ngettext("about {n} minute", "about {n} minutes", minutes)
    facts.append(Content(words.format(n=minutes)))
    return Content.styled(" · ", MUTED).join(facts)


def week(day: Overview, today: int) -> Content:
    """Return bars of what is due on each of seven days, from a study day on."""
    first = date.fromordinal(today).weekday()
    most = max(day.week) or 1
    bars, names, counts = [], [], []
    for at, count in enumerate(day.week):
        bars.append(Content.styled(f"  {spark([count / most] * 2)} ", "$primary"))
        counts.append(Content.styled(f"{count:^5}" if count else "  ·  ", ""))
        style = "bold" if at == 0 else MUTED
        names.append(Content.styled(f"  {_DAYS[(first + at) % 7]} ", style))
    return Content("\n").join(Content("").join(row) for row in (bars, names, counts))


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


def advice(
    day: Overview, exams: ExamDay, changed: int, width: int, left: "Sequence[str]" = ()
) -> Content:
    """Return what could be done now, each with its key.

    Args:
        day: The day at a glance.
        exams: The exams that are planned for.
        changed: How many questions to ask about.
        width: Of a line.
        left: What to say of each exam and quiz that was left; the first is gone on with by `c`.
    """
    lines = []
    if not day.has_record and not left:
        lines.append(
            Content.assemble(
                ("Enter", KEY),
                "  " + _("Learn new cards ·") + " ",
                ("q", KEY),
                "  " + _("Quiz yourself on the selected bank"),
            )
        )
        if not exams.ahead and not exams.over and day.lines:
            lines.append(
                Content.assemble(
                    ("x", KEY),
                    "      " + _("Plan for an exam: what to study each day, what score to expect"),
                )
            )
    elif day.today is None or day.today.total:
        if exams.ahead or day.today is None:
            what = _("Study today's plan")
        elif not day.today.to_review:
            what = _("Learn new cards")
        elif day.today.new:
            what = _("Review due cards, then learn new ones")
        else:
            what = _("Review due cards")
        lines.append(Content.assemble(("Enter", KEY), f"  {what}"))
    elif day.has_more_new:
        lines.append(Content.assemble(("n", KEY), "      " + _("10 more new cards")))
    elif not exams.ahead and not left:
        lines.append(
            Content.assemble(
                ("q", KEY), "      " + _("Keep going: quiz yourself on the selected bank")
            )
        )
    if left:
        lines.append(Content.assemble(("c", KEY), "      ") + Content(left[0]))
    if len(left) > 1:
        more = " · ".join(clean_line(words) for words in left[1:])
        text = _("{n} more unfinished: {titles}").format(n=len(left) - 1, titles=more)
        lines.append(Content.assemble(("C", KEY), "      ") + Content(text))
    lines += exams.lines(width)
    if changed:
        words = ngettext(
            "{n} question changed. Is it still the same?",
            "{n} questions changed. Are they still the same?",
            changed,
        )
        lines.append(Content.assemble(("g", KEY), "      " + words.format(n=changed)))
    return Content("\n").join(parts.clip(line, width) for line in lines)
