"""The numbers of the statistics as tables, for the screen, the command line and CSV."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.statistics.calibration import Calibration
from quiz.desk.statistics.confusions import Confusion
from quiz.desk.statistics.forecast import Bin, ComingCards
from quiz.desk.statistics.groups import AnswerGroup
from quiz.desk.statistics.hardest import HardCard
from quiz.desk.statistics.hours import Hour
from quiz.desk.statistics.known import KnownPoint
from quiz.desk.statistics.overview import Activity
from quiz.desk.statistics.retention import Retention, RetentionLine
from quiz.desk.statistics.scores import Score
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.statistics.all_of_it import Statistics

Cell = date | float | int | str | None
"""A value of a table; None for what is not known."""


class NumberUnit(Enum):
    """What the values of a column are."""

    TEXT = "text"
    """Words."""
    DATE = "date"
    """A study day."""
    COUNT = "count"
    """A whole number."""
    SHARE = "share"
    """A share, 0 to 1."""
    MINUTES = "minutes"
    """Minutes."""
    DAYS = "days"
    """Days."""
    POINTS = "points"
    """A number with one decimal."""


class NumberColumn(msgspec.Struct, frozen=True):
    """A column of a table."""

    head: str
    """What is above it."""
    unit: NumberUnit = NumberUnit.COUNT
    """What its values are."""

    @property
    def is_text(self) -> bool:
        """Whether it begins at the left."""
        return self.unit in (NumberUnit.TEXT, NumberUnit.DATE)


class NumberTable(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of one kind."""

    title: str
    """What they are about."""
    columns: tuple[NumberColumn, ...]
    """From left to right."""
    rows: tuple[tuple[Cell, ...], ...]
    """Shape (rows, columns)."""
    begins_best: bool = False
    """Whether the first rows are the ones that matter, and not the last."""


def cell_text(value: Cell, column: NumberColumn) -> str:
    """Return a value as it is shown."""
    if value is None:
        return "–"
    match column.unit:
        case NumberUnit.SHARE:
            return f"{value:.0%}"
        case NumberUnit.MINUTES:
            return f"{value:.1f}"
        case NumberUnit.COUNT:
            return f"{value:,}"
        case NumberUnit.DAYS:
            return _("{n} d").format(
                n=f"{value:,.1f}" if float(str(value)) < _WHOLE else f"{value:,.0f}"
            )
        case NumberUnit.POINTS:
            return f"{value:.1f}"
        case _:
            return str(value)


_WHOLE = 10
"""Days from which on no tenths are shown."""


def csv_rows(table: NumberTable) -> Iterable[tuple[object, ...]]:
    """Return a table for a CSV file: its heads, then the values as they are."""
    yield tuple(column.head for column in table.columns)
    for row in table.rows:
        yield tuple("" if value is None else value for value in row)


def all_tables(found: "Statistics") -> tuple[NumberTable, ...]:
    """Return all tables of a scope, in the order of the screen's tabs."""
    return (
        days_table(found.overview),
        growth_table(found.overview),
        known_table(found.known_by_day),
        scores_table(found.scores),
        weeks_table(found.retention),
        months_table(found.retention),
        forecast_table(found.forecast),
        stability_table(found.forecast),
        difficulty_table(found.forecast),
        hours_table(found.hours),
        groups_table(_("Topics, weakest first"), found.topics),
        groups_table(_("Kinds of question, weakest first"), found.kinds),
        groups_table(_("Banks, weakest first"), found.by_bank),
        hardest_table(found.hardest),
        confusions_table(found.confusions),
        predictions_table(found.calibration),
        certainty_table(found.calibration),
        corrections_table(found.calibration),
    )


def days_table(found: Activity) -> NumberTable:
    """Return what was done each day."""
    return NumberTable(
        title=_("Answers a day"),
        columns=(
            NumberColumn(_("day"), NumberUnit.DATE),
            NumberColumn(_("answers")),
            NumberColumn(_("minutes"), NumberUnit.MINUTES),
            NumberColumn(_("right"), NumberUnit.SHARE),
        ),
        rows=tuple((day.date, day.answers, day.minutes, day.right) for day in found.by_day),
    )


def growth_table(found: Activity) -> NumberTable:
    """Return how the cards grew."""
    return NumberTable(
        title=_("Cards: begun, young and mature"),
        columns=(
            NumberColumn(_("day"), NumberUnit.DATE),
            NumberColumn(_("begun")),
            NumberColumn(_("young")),
            NumberColumn(_("mature")),
        ),
        rows=tuple((at.date, at.begun, at.young, at.mature) for at in found.growth),
    )


def known_table(found: tuple[KnownPoint, ...]) -> NumberTable:
    """Return how much was known over time."""
    return NumberTable(
        title=_("Cards known, expected recall"),
        columns=(NumberColumn(_("day"), NumberUnit.DATE), NumberColumn(_("known"))),
        rows=tuple((point.date, round(point.known)) for point in found),
    )


def scores_table(found: tuple[Score, ...]) -> NumberTable:
    """Return the scores of quizzes and exams."""
    modes = {"quiz": _("quiz"), "exam": _("exam")}
    return NumberTable(
        title=_("Scores of quizzes and exams"),
        columns=(
            NumberColumn(_("day"), NumberUnit.DATE),
            NumberColumn(_("what"), NumberUnit.TEXT),
            NumberColumn(_("title"), NumberUnit.TEXT),
            NumberColumn(_("score"), NumberUnit.SHARE),
            NumberColumn(_("predicted"), NumberUnit.SHARE),
        ),
        rows=tuple(
            (score.date, modes[score.mode], score.title, score.share, score.predicted)
            for score in found
        ),
    )


def weeks_table(found: Retention) -> NumberTable:
    """Return true retention by week."""
    return _retention_table(_("True retention by week"), _("week from"), found.weeks)


def months_table(found: Retention) -> NumberTable:
    """Return true retention by month."""
    return _retention_table(_("True retention by month"), _("month from"), found.months)


def _retention_table(title: str, head: str, lines: tuple[RetentionLine, ...]) -> NumberTable:
    return NumberTable(
        title=title,
        columns=(
            NumberColumn(head, NumberUnit.DATE),
            NumberColumn(_("young"), NumberUnit.SHARE),
            NumberColumn(_("of")),
            NumberColumn(_("mature"), NumberUnit.SHARE),
            NumberColumn(_("of")),
            NumberColumn(_("all"), NumberUnit.SHARE),
            NumberColumn(_("Again")),
            NumberColumn(_("Hard")),
            NumberColumn(_("Good")),
            NumberColumn(_("Easy")),
        ),
        rows=tuple(
            (
                line.first,
                line.young,
                line.young_answers,
                line.mature,
                line.mature_answers,
                line.total,
                line.again,
                line.hard,
                line.good,
                line.easy,
            )
            for line in lines
        ),
    )


def forecast_table(found: ComingCards) -> NumberTable:
    """Return what comes back."""
    return NumberTable(
        title=_("Due in the next 30 days"),
        columns=(
            NumberColumn(_("day"), NumberUnit.DATE),
            NumberColumn(_("cards")),
            NumberColumn(_("minutes"), NumberUnit.MINUTES),
        ),
        rows=tuple((day.date, day.cards, day.minutes) for day in found.days),
        begins_best=True,
    )


def stability_table(found: ComingCards) -> NumberTable:
    """Return cards by stability."""
    return _bins_table(_("Cards by how long they last (stability)"), found.stability, _stability)


def difficulty_table(found: ComingCards) -> NumberTable:
    """Return cards by difficulty."""
    return _bins_table(_("Cards by difficulty, 1 to 10"), found.difficulty, _difficulty)


def _bins_table(title: str, bins: tuple[Bin, ...], name: Callable[[Bin], str]) -> NumberTable:
    is_empty = not any(each.cards for each in bins)
    return NumberTable(
        title=title,
        columns=(NumberColumn(_("from"), NumberUnit.TEXT), NumberColumn(_("cards"))),
        rows=() if is_empty else tuple((name(each), each.cards) for each in bins),
    )


def _stability(each: Bin) -> str:
    if each.high is None:
        return _("{n} d and more").format(n=f"{each.low:g}")
    return _("{low}–{high} d").format(low=f"{each.low:g}", high=f"{each.high:g}")


def _difficulty(each: Bin) -> str:
    return f"{each.low:g}–{each.high:g}"


def hours_table(found: tuple[Hour, ...]) -> NumberTable:
    """Return the hours of the clock with answers."""
    return NumberTable(
        title=_("Hours of the day"),
        columns=(
            NumberColumn(_("hour"), NumberUnit.TEXT),
            NumberColumn(_("answers")),
            NumberColumn(_("minutes"), NumberUnit.MINUTES),
            NumberColumn(_("right"), NumberUnit.SHARE),
        ),
        rows=tuple(
            (f"{hour.hour:02}:00", hour.answers, hour.minutes, hour.right)
            for hour in found
            if hour.answers
        ),
        begins_best=True,
    )


def groups_table(title: str, found: tuple[AnswerGroup, ...]) -> NumberTable:
    """Return topics, kinds or banks."""
    return NumberTable(
        title=title,
        columns=(
            NumberColumn(_("name"), NumberUnit.TEXT),
            NumberColumn(_("right"), NumberUnit.SHARE),
            NumberColumn(_("answers")),
            NumberColumn(_("minutes"), NumberUnit.MINUTES),
            NumberColumn(_("cards")),
            NumberColumn(_("lasts"), NumberUnit.DAYS),
        ),
        rows=tuple(
            (each.name, each.right, each.answers, each.minutes, each.cards, each.stability)
            for each in found
        ),
        begins_best=True,
    )


def hardest_table(found: tuple[HardCard, ...]) -> NumberTable:
    """Return the cards that are forgotten most."""
    return NumberTable(
        title=_("Hardest cards"),
        columns=(
            NumberColumn(_("question"), NumberUnit.TEXT),
            NumberColumn(_("lapses")),
            NumberColumn(_("right"), NumberUnit.SHARE),
            NumberColumn(_("answers")),
            NumberColumn(_("difficulty"), NumberUnit.POINTS),
            NumberColumn(_("lasts"), NumberUnit.DAYS),
        ),
        rows=tuple(
            (
                card.question or card.card,
                card.lapses,
                card.right,
                card.answers,
                card.difficulty,
                card.stability,
            )
            for card in found
        ),
        begins_best=True,
    )


def confusions_table(found: tuple[Confusion, ...]) -> NumberTable:
    """Return what was answered wrongly again and again."""
    return NumberTable(
        title=_("Confused"),
        columns=(
            NumberColumn(_("question"), NumberUnit.TEXT),
            NumberColumn(_("you answered"), NumberUnit.TEXT),
            NumberColumn(_("instead of"), NumberUnit.TEXT),
            NumberColumn(_("times")),
            NumberColumn(_("which is right for"), NumberUnit.TEXT),
        ),
        rows=tuple(
            (each.question, each.given, each.answer, each.times, each.other_question or None)
            for each in found
        ),
        begins_best=True,
    )


def predictions_table(found: Calibration) -> NumberTable:
    """Return predicted recall against what came."""
    return NumberTable(
        title=_("Predicted recall against what came"),
        columns=(
            NumberColumn(_("predicted"), NumberUnit.TEXT),
            NumberColumn(_("on average"), NumberUnit.SHARE),
            NumberColumn(_("recalled"), NumberUnit.SHARE),
            NumberColumn(_("of")),
        ),
        rows=tuple(
            (
                f"{tenth.low:.0%}–{tenth.low + 0.1:.0%}".replace("%–", "–"),
                tenth.predicted,
                tenth.right,
                tenth.answers,
            )
            for tenth in found.tenths
        ),
    )


def certainty_table(found: Calibration) -> NumberTable:
    """Return how it went where the learner said how sure they were."""
    names = certainty_names()
    return NumberTable(
        title=_("How sure you said you were"),
        columns=(
            NumberColumn(_("you said"), NumberUnit.TEXT),
            NumberColumn(_("right"), NumberUnit.SHARE),
            NumberColumn(_("of")),
        ),
        rows=tuple(
            (names[said.certainty - 1], said.right, said.answers)
            for said in found.said
            if said.answers
        ),
    )


def corrections_table(found: Calibration) -> NumberTable:
    """Return how the learner's answers correct what the memory model predicts."""
    return NumberTable(
        title=_("How your answers correct the memory model"),
        columns=(
            NumberColumn(_("cards"), NumberUnit.TEXT),
            NumberColumn(_("points"), NumberUnit.POINTS),
        ),
        rows=tuple((one.cards, one.points) for one in found.corrections),
        begins_best=True,
    )


def certainty_names() -> tuple[str, str, str]:
    """Return what the three certainties are called, from the least sure."""
    return _("not sure"), _("fairly sure"), _("very sure")
