"""What both shells say of exams and their plans; light, so that Home can say it at the start."""

from math import ceil
from typing import TYPE_CHECKING

from quiz.cleaning import clean_line

if TYPE_CHECKING:
    from quiz.desk.exams import ExamPlan
    from quiz.memory.exam import Forecast, ScoreRange
    from quiz.store import ExamRow

ENOUGH_ANSWERS = 20
"""As in `quiz.memory.exam`, which is slow to import; a test holds the two together."""
NO_CARDS = "There is no card for it: its banks are not here, or no question has its tags."


def whole_minutes(minutes: float) -> int:
    """Return minutes as they are told: begun ones count."""
    return ceil(minutes - 1e-9)


def no_cards_words(plan: "ExamPlan") -> str:
    """Return why there is nothing to study for an exam."""
    if plan.suspended:
        return "All its cards are suspended, and so no part of the plan."
    return NO_CARDS


def days_words(days: int) -> str:
    """Return when an exam is."""
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def range_words(score: "ScoreRange") -> str:
    """Return a score with the range that holds nine in ten."""
    return f"{score.expected:.0%} ({score.low:.0%} to {score.high:.0%})"


def early_words(plan: "ExamPlan") -> str:
    """Return why no score is told yet."""
    return (
        f"Too early to tell: {plan.habits.fit.count} of {ENOUGH_ANSWERS} answers given a day or "
        "more after the last one."
    )


def today_words(plan: "ExamPlan") -> str:
    """Return what an exam asks of today."""
    cards = plan.today
    if not cards:
        if plan.day.is_done:
            return "done; nothing more is worth the minute"
        return "done; the time of today is used up"
    new = sum(card.is_new for card in cards)
    parts = [f"{len(cards) - new} to review"] if len(cards) > new else []
    parts += [f"{new} new"] if new else []
    return f"{', '.join(parts)}, about {whole_minutes(plan.minutes_today)} min"


def minutes_words(exam: "ExamRow") -> str:
    """Return the time that is set for a day."""
    minutes = f"{exam.minutes_a_day:g}"
    return "1 minute" if minutes == "1" else f"{minutes} minutes"


def fitting_words(plan: "ExamPlan", course: "Forecast") -> str:
    """Return how many of the new cards fit the time there is."""
    days = max(1, plan.days_left)
    new = sum(card.is_new and card.weight > 0 for card in plan.cards)
    cards = "the one new card" if new == 1 else f"{new:,} new cards"
    return (
        f"Of {cards} {new - len(course.left_out):,} fit in {minutes_words(plan.exam)} × "
        f"{days} {'day' if days == 1 else 'days'}."
    )


def suspended_words(count: int) -> str:
    """Return that suspended cards are no part of a plan."""
    return (
        "1 suspended card is left out." if count == 1 else f"{count} suspended cards are left out."
    )


def outcome_words(exam: "ExamRow") -> str:
    """Return what an exam brought, and how far off the plan was; empty while that is unknown."""
    if exam.score is None:
        return ""
    if exam.expected is None:
        return f"{exam.score:.0%}"
    off = round(100 * (exam.score - exam.expected))
    points = "1 point" if abs(off) == 1 else f"{abs(off)} points"
    how = "as expected" if off == 0 else f"{points} {'better' if off > 0 else 'worse'}"
    return f"{exam.score:.0%}, expected {exam.expected:.0%}: {how}"


def over_words(exam: "ExamRow") -> str:
    """Return how an exam that is over went; one without a score is asked for it."""
    name = clean_line(exam.name)
    if exam.days_left(1) is None:
        return f"{name}: its date, {clean_line(exam.day)!r}, cannot be read"
    if exam.score is None:
        return (
            f'{name} ({exam.day}) is over. What did it bring? quiz plan --name "{name}" --score 78'
        )
    return f"{name} ({exam.day}): {outcome_words(exam)}"
