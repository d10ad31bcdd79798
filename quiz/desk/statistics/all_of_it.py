"""All statistics of a scope at once, for who prints them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.statistics.calibration import Calibration, calibration
from quiz.desk.statistics.confusions import Confusion, confusions, repeated_mistakes
from quiz.desk.statistics.forecast import ComingCards, forecast
from quiz.desk.statistics.groups import AnswerGroup, Grouping, groups, with_lasting
from quiz.desk.statistics.hardest import HardCard, hardest_cards, with_questions
from quiz.desk.statistics.hours import Hour, hours
from quiz.desk.statistics.known import KnownPoint, known_over_time
from quiz.desk.statistics.overview import Activity, KnownCards, known_now, overview
from quiz.desk.statistics.retention import Retention, retention
from quiz.desk.statistics.scope import Scope
from quiz.desk.statistics.scores import Score, scores
from quiz.desk.statistics.source import open_source
from quiz.desk.statistics.summary import Summary, summary
from quiz.desk.today.streak import study_streak

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_MOST_HARD = 10


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """All statistics of a scope."""

    scope: Scope
    """Of which answers they are."""
    summary: Summary
    """In short."""
    streak: int | None
    """Days in a row that count, up to today; None where the learner wants no streak."""
    longest_streak: int | None
    """The longest ever."""
    overview: Activity
    """How much was done."""
    known: KnownCards
    """How much is known now."""
    known_by_day: tuple[KnownPoint, ...]
    """How much was known over time."""
    retention: Retention
    """How much was still known when it came back."""
    forecast: ComingCards
    """What comes back in 30 days, and stability and difficulty."""
    hours: tuple[Hour, ...]
    """By the hours of the clock."""
    topics: tuple[AnswerGroup, ...]
    """The weakest first."""
    kinds: tuple[AnswerGroup, ...]
    """The weakest first."""
    by_bank: tuple[AnswerGroup, ...]
    """The weakest first."""
    hardest: tuple[HardCard, ...]
    """The cards that are forgotten most."""
    confusions: tuple[Confusion, ...]
    """Wrong answers that were given more than once."""
    calibration: Calibration
    """How sure against how right."""
    scores: tuple[Score, ...]
    """Of quizzes and exams, in order of time."""


def statistics(
    desk: "Desk", scope: Scope, tell: Callable[[float], object] = lambda share: None
) -> Statistics:
    """Return all statistics of a scope.

    Args:
        desk: Whose answers they are.
        scope: Of which answers.
        tell: Told how far a long log is counted, 0 to 1.
    """
    streak = study_streak(desk) if desk.config.streak else None

    def by(grouping: Grouping) -> tuple[AnswerGroup, ...]:
        return with_lasting(source, grouping, groups(source, grouping))

    with open_source(desk, scope, tell) as source:
        known = known_now(source)
        return Statistics(
            scope=scope,
            summary=summary(desk, source),
            streak=streak.days if streak is not None else None,
            longest_streak=streak.longest if streak is not None else None,
            overview=overview(source),
            known=known,
            known_by_day=known_over_time(source, known),
            retention=retention(source),
            forecast=forecast(source),
            hours=hours(source),
            topics=by(Grouping.TOPICS),
            kinds=by(Grouping.KINDS),
            by_bank=by(Grouping.BANKS),
            hardest=with_questions(desk, hardest_cards(source, _MOST_HARD)),
            confusions=confusions(desk, repeated_mistakes(source)),
            calibration=calibration(source),
            scores=scores(source),
        )
