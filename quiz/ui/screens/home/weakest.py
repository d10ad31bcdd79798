"""The weakest topics and the bests: the panes that only a high window of Home has."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.desk.today.bests import bests
from quiz.errors import QuizError
from quiz.translation import _
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.dates import day_and_month
from quiz.ui.screens.home.view import HomeView

if TYPE_CHECKING:
    from quiz.desk.statistics.groups import AnswerGroup
    from quiz.ui.screens.base import QuizScreen

_NAME, _MOST = 26, 12


def show_weakest(screen: "QuizScreen", take: "Callable[[Sequence[AnswerGroup]], None]") -> None:
    """Give the weakest topics of 90 days to `take`; of a long log from another thread, later."""
    from quiz.desk.statistics import Period, Scope
    from quiz.desk.statistics.groups import ENOUGH_ANSWERS, Grouping, groups
    from quiz.desk.statistics.source import (
        CountingStopped,
        StatisticsSource,
        is_apart,
        source_apart,
        told_now_and_then,
    )

    found: list[AnswerGroup] = []

    def topics(source: StatisticsSource) -> None:
        weakest = groups(source, Grouping.TOPICS)
        found.extend(one for one in weakest if one.answers >= ENOUGH_ANSWERS)

    tell = told_now_and_then(lambda share: None, lambda: screen.is_attached)
    work = source_apart(screen.desk, Scope(period=Period.QUARTER), tell)

    def apart() -> None:
        # Statistics say why; or the app was left.
        with suppress(QuizError, RuntimeError, CountingStopped):
            work(topics)
            screen.app.call_from_thread(take, found[:_MOST])

    if screen.desk.has_long_log and is_apart(screen.desk):
        screen.run_worker(apart, thread=True, exclusive=True, group="weakest")
        return
    with suppress(QuizError):
        work(topics)
    take(found[:_MOST])


def weakest(canvas: Canvas, area: Area, view: HomeView) -> None:
    """Draw the weakest topics, a row each; a click opens the statistics."""
    x, y, width, height = area
    canvas.spot(area, "statistics")
    if not view.weakest:
        words = _("Topics stand here once you answered five of their questions.")
        canvas.put(x, y, words, "dim", width)
    for at, topic in enumerate(view.weakest[:height], y):
        canvas.put(x, at, clean_line(topic.name), "text", _NAME - 1)
        canvas.right(x + width, at, (f"{topic.right or 0:.0%}", "bold text"))
        charts.gauge(canvas, x + _NAME, at, width - _NAME - 7, topic.right or 0.0, "partly")


def records(canvas: Canvas, area: Area, view: HomeView) -> None:
    """Draw the learner's bests, a row each; a click opens all records."""
    x, y, width, height = area
    canvas.spot(area, "records")
    found = bests(view.day, has_streak=view.has_streak)
    if not found:
        canvas.put(x, y, _("Your first quiz sets the first one."), "dim", width)
    for at, best in enumerate(found[:height], y):
        canvas.put(x, at, best.name, "text", _NAME - 1)
        end = canvas.row(x + _NAME, at, ("★ ", "partly"), (best.value, "bold text"))
        where = best.title if best.day is None else day_and_month(best.day)
        canvas.right(x + width, at, (clip(where, x + width - end - 2), "dim"))
