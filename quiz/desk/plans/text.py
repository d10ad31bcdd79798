"""What both shells say of exam plans; light, so that Home can say it at the start."""

from typing import TYPE_CHECKING, Protocol

from quiz.cleaning import clean_line
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk.plans.plan import ExamPlan
    from quiz.memory.planning import Forecast, ScoreRange
    from quiz.store import PlanRow

ENOUGH_ANSWERS = 20
"""As in `quiz.memory.planning`, which is slow to import; a test holds the two together."""
NO_CARDS = _("No cards for this exam: its banks weren't found, or no question has its topics.")


class AskedToday(Protocol):
    """How many cards a review of a plan asks now, and how long that takes."""

    @property
    def to_review(self) -> int:
        """Cards that were seen before."""

    @property
    def new(self) -> int:
        """Cards never seen before."""

    @property
    def minutes(self) -> int:
        """How long they will take."""


def no_cards_words(plan: "ExamPlan") -> str:
    """Return why there is nothing to study for an exam."""
    if plan.suspended:
        return _("All its cards are suspended, so there's nothing to plan.")
    return NO_CARDS


def days_words(days: int) -> str:
    """Return when an exam is."""
    named = {0: _("today"), 1: _("tomorrow")}
    return named.get(days) or ngettext("in {n} day", "in {n} days", days).format(n=days)


def range_words(score: "ScoreRange") -> str:
    """Return a score with the range that holds nine in ten."""
    words = _("{expected:.0%} ({low:.0%}–{high:.0%})")
    return words.format(expected=score.expected, low=score.low, high=score.high)


def early_words(plan: "ExamPlan") -> str:
    """Return why there is no score yet."""
    words = _(
        "Too early to predict. Answers so far to cards last seen on an earlier day: {n} of {most}."
    )
    return words.format(n=plan.habits.fit.count, most=ENOUGH_ANSWERS)


def today_words(plan: "ExamPlan", asked: AskedToday) -> str:
    """Return what a plan asks of today.

    Args:
        plan: As it stands today.
        asked: How many cards a review of it asks now.
    """
    old, new = asked.to_review, asked.new
    if not old and not new:
        if plan.day.is_done:
            return _("done; more study now wouldn't add much")
        if plan.today:
            return _("done; the other cards come back tomorrow")
        return _("done; today's time is used up")
    parts = [ngettext("{n} to review", "{n} to review", old).format(n=old)] if old else []
    parts += [ngettext("{n} new", "{n} new", new).format(n=new)] if new else []
    words = _("{cards}, about {n} min")
    return words.format(cards=", ".join(parts), n=asked.minutes)


def minutes_words(exam: "PlanRow") -> str:
    """Return the time that is set for a day."""
    minutes = f"{exam.minutes_a_day:g}"
    return ngettext("{n} minute", "{n} minutes", 1 if minutes == "1" else 2).format(n=minutes)


def fitting_words(plan: "ExamPlan", course: "Forecast") -> str:
    """Return how many of the new cards fit the time there is."""
    days = max(1, plan.days_left)
    new = sum(card.is_new and card.weight > 0 for card in plan.cards)
    words = ngettext(
        "{fitting:,} of 1 new card fits in {time}.",
        "{fitting:,} of {n:,} new cards fit in {time}.",
        new,
    )
    time = ngettext("{minutes} × {n} day", "{minutes} × {n} days", days)
    time = time.format(minutes=minutes_words(plan.exam), n=days)
    return words.format(n=new, fitting=new - len(course.left_out), time=time)


def suspended_words(count: int) -> str:
    """Return that suspended cards are no part of a plan."""
    words = ngettext("{n} suspended card is left out.", "{n} suspended cards are left out.", count)
    return words.format(n=count)


def outcome_words(exam: "PlanRow") -> str:
    """Return the score of an exam, and how far off the plan was; empty while that is unknown."""
    if exam.score is None:
        return ""
    if exam.expected is None:
        return f"{exam.score:.0%}"
    off = round(100 * (exam.score - exam.expected))
    if off > 0:
        how = ngettext("{n} percentage point higher", "{n} percentage points higher", off)
    elif off < 0:
        how = ngettext("{n} percentage point lower", "{n} percentage points lower", -off)
    else:
        how = _("as expected")
    words = _("{score:.0%}, expected {expected:.0%}: {how}")
    return words.format(score=exam.score, expected=exam.expected, how=how.format(n=abs(off)))


def over_words(exam: "PlanRow") -> str:
    """Return how an exam that is over went; one without a score is asked for it."""
    name = clean_line(exam.name)
    if exam.days_left(1) is None:
        words = _("{name}: can't read its date, {day!r}")
        return words.format(name=name, day=clean_line(exam.day))
    if exam.score is None:
        words = _('{name} ({day}) is over. How did it go? quiz plan --name "{name}" --score 78')
        return words.format(name=name, day=exam.day)
    return f"{name} ({exam.day}): {outcome_words(exam)}"
