"""When one studies, and how well."""

from quiz.desk.statistics.hours import ENOUGH_ANSWERS, Hour, best_and_worst
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.canvas.charts import Tick
from quiz.ui.screens.statistics.view import StatView

_GOOD = 0.85


def draw(canvas: Canvas, area: Area, view: StatView) -> None:
    """Draw answers by the hour, and below them the share right."""
    found = view.worked.hours
    assert found is not None
    labels = [str(hour.hour) if not hour.hour % 3 else "" for hour in found]
    rows = area.height - 4
    first = rows // 2
    canvas.row(area.x, area.y, (_("Answers"), "bold text"),
               ("   " + _("by hour of the day"), "dim"))  # fmt: skip
    values = [hour.answers for hour in found]
    ticks = charts.ticks_to(max(values), 2 if first >= 6 else 1)
    width = max(max(len(tick.label) for tick in ticks), 4)
    ticks = [Tick(tick.value, tick.label.rjust(width)) for tick in ticks]
    room = Area(area.x, area.y + 1, area.width, first)
    charts.columns(canvas, room, values, labels, top=ticks[-1].value, ticks=ticks)
    y = area.y + 1 + first
    told = [hour.right for hour in found if hour.right is not None]
    low = max(0, min(60, int(min(told, default=0.6) * 10) * 10))
    about = ngettext(
        "where there is {n} answer or more; the scale starts at {low}%",
        "where there are {n} answers or more; the scale starts at {low}%",
        ENOUGH_ANSWERS,
    )
    canvas.row(area.x, y, (_("Right"), "bold text"),
               ("   " + about.format(n=ENOUGH_ANSWERS, low=low), "dim"))  # fmt: skip
    shares = [0.0 if hour.right is None else max(0.5, hour.right * 100 - low) for hour in found]
    inks = ["right-fill" if (hour.right or 0) >= _GOOD else "partly-fill" for hour in found]
    marks = (low, 100) if rows - first < 7 else (low, (low + 100) // 2, 100)
    ticks = [Tick(mark - low, f"{mark}%".rjust(width)) for mark in marks]
    room = Area(area.x, y + 1, area.width, rows - first)
    charts.columns(
        canvas, room, shares, labels, inks=inks, top=100 - low, ticks=ticks, says_values=False
    )
    canvas.put(area.x, area.y + area.height - 1, sentence(found), room=area.width)


def sentence(found: tuple[Hour, ...]) -> str:
    """Return what follows from the hours."""
    pair = best_and_worst(found)
    if pair is None:
        return _("The hour makes no difference to how well you answer, as far as can be told.")
    best, worst = pair
    assert best.right is not None
    assert worst.right is not None
    return _("You answer best from {best}:00 ({high}), least well from {worst}:00 ({low}).").format(
        best=best.hour, high=f"{best.right:.0%}", worst=worst.hour, low=f"{worst.right:.0%}"
    )
