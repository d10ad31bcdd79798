"""What both shells say of exam plans; light, so that Home can say it at the start."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from quiz.cleaning import clean_line
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk.plans.outlook import PlanOutlook
    from quiz.desk.plans.plan import ExamPlan
    from quiz.memory.planning import Forecast, ScoreRange
    from quiz.store import PlanRow

ENOUGH_ANSWERS = 20
"""As in `quiz.memory.planning`, which is slow to import; a test holds the two together."""
PASS_MARK = 0.5
"""The share to pass with, as the usual one of papers: a plan names none of its own."""
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


def around_words(score: "ScoreRange") -> str:
    """Return half the width of a score's range, as percentage points: `±6`."""
    return f"±{round(50 * (score.high - score.low))}"


class Course(StrEnum):
    """How an expected score stands to the pass mark."""

    ON = "on"
    """All of its range is enough to pass."""
    OPEN = "open"
    """It is enough, but its range reaches below."""
    BELOW = "below"
    """It is not enough."""


def course_of(score: "ScoreRange") -> Course:
    """Return how an expected score stands to the pass mark."""
    if score.low >= PASS_MARK:
        return Course.ON
    return Course.OPEN if score.expected >= PASS_MARK else Course.BELOW


def course_lead(course: Course) -> str:
    """Return in a word or two how an expected score stands to the pass mark."""
    mark = f"{PASS_MARK:.0%}"
    return {
        Course.ON: _("On course."),
        Course.OPEN: _("Likely to pass, not certain."),
        Course.BELOW: _("Below the {mark} to pass.").format(mark=mark),
    }[course]


def course_words(plan: "ExamPlan", look: "PlanOutlook") -> str:
    """Return where a plan leads, and what less and more time would come to.

    Args:
        plan: As it stands today.
        look: Where it leads; its score is known.
    """
    score = look.course.range
    assert score is not None, "a score"
    words = _("{minutes:g} min a day to {score:.0%} {around}")
    said = words.format(
        minutes=plan.exam.minutes_a_day, score=score.expected, around=around_words(score)
    )
    if look.now is not None:
        said += "; " + _("if you stopped now {score:.0%}").format(score=look.now.total.expected)
    if more_helps(look):
        assert look.more.range is not None
        said += ", " + _("5 min more {score:.0%}").format(score=look.more.range.expected)
    return said


def more_helps(look: "PlanOutlook") -> bool:
    """Return whether five minutes a day more would add anything worth saying."""
    course, more = look.course.range, look.more.range
    return course is not None and more is not None and more.expected > course.expected + 0.005


def missed_words(plan: "ExamPlan", days: Sequence[str]) -> str:
    """Return which days were missed and what became of their minutes; empty for none.

    Args:
        plan: As it stands today.
        days: Names of the days, in order.
    """
    if not days:
        return ""
    named = days[0] if len(days) == 1 else _("{days} and {last}").format(
        days=", ".join(days[:-1]), last=days[-1]
    )  # fmt: skip
    words = _(
        "No study on {days}: the {minutes} min aren't added to other days; the plan chooses again "
        "each day, and the expected score counts them as gone."
    )
    return words.format(days=named, minutes=f"{len(days) * plan.exam.minutes_a_day:g}")


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
