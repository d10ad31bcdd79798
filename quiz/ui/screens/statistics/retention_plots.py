"""True retention, young and mature, by week or month."""

from collections.abc import Callable
from datetime import date

from quiz.desk.statistics.retention import Retention, RetentionLine
from quiz.translation import _
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas, Part, parts_length
from quiz.ui.canvas.charts import Series, Tick
from quiz.ui.dates import MONTHS, day_and_month, with_year
from quiz.ui.screens.statistics.view import StatView

_ENOUGH = 3
"""Cards that came back in a week, from which on it is a point of the line."""
_NEAR = 0.02
_ENOUGH_TO_JUDGE = 50


def draw(canvas: Canvas, area: Area, view: StatView) -> None:
    """Draw both lines, and what follows from them."""
    found = view.worked.retention
    assert found is not None
    lines = found.months if view.part else found.weeks
    _legend(canvas, area, view, found)
    first = lines[0].first
    span = max(1, (lines[-1].first - first).days)
    young = _points(lines, first, lambda line: (line.young, line.young_answers))
    mature = _points(lines, first, lambda line: (line.mature, line.mature_answers))
    shares = [share for _at, share in (*young, *mature)] or [0.8]
    low = max(0.0, int(min(0.7, *shares, found.goal - 0.1) * 10) / 10)
    each = 0.1 if low >= 0.5 and area.height >= 9 else 0.25 if low < 0.5 else 0.2
    ups = []
    value = 1.0
    while value >= low - 1e-9:
        ups.append(Tick(value, f"{value:.0%}"))
        value -= each
    cell = charts.plot(
        canvas,
        Area(area.x, area.y + 1, area.width, area.height - 5),
        [Series(young, "partly"), Series(mature, "bold right")],
        along=(0, span),
        up=(low, 1.0),
        along_ticks=_dates(lines, span, is_months=bool(view.part)),
        up_ticks=ups,
        limit=found.goal,
    )
    for points, sign, ink in ((young, "•", "partly"), (mature, "●", "bold right")):
        if len(points) == 1:  # no line to be seen
            canvas.put(*cell(*points[0]), sign, ink)
    y = area.y + area.height - 3
    canvas.row(
        area.x, y, (_("Mature"), "bold text"),
        (" " + _("cards come back after 21 days or more,") + " ", "dim"),
        (_("young"), "bold text"), (" " + _("ones sooner."), "dim"),
    )  # fmt: skip
    canvas.wrap(area.x, y + 1, area.width, sentence(found), most=2)


def sentence(found: Retention) -> str:
    """Return what follows from retention against the goal."""
    total = found.period.total
    if total is None or found.period.answers < _ENOUGH_TO_JUDGE:
        words = _("{n} of {need} cards came back: too few to judge your goal of {goal}.")
        return words.format(n=found.period.answers, need=_ENOUGH_TO_JUDGE, goal=f"{found.goal:.0%}")
    told = {"share": f"{total:.0%}", "goal": f"{found.goal:.0%}"}
    if total > found.goal + _NEAR:
        words = _("You recall {share}, above your goal of {goal}: a lower goal would save time.")
    elif total < found.goal - _NEAR:
        words = _("You recall {share}, below your goal of {goal}: `quiz fit` adapts the dates.")
    else:
        words = _("You recall {share}, as your goal of {goal} asks: the dates suit you.")
    return words.format(**told)


def _legend(canvas: Canvas, area: Area, view: StatView, found: Retention) -> None:
    period = found.period
    parts: list[Part] = [
        (charts.THICK_LINE, "bold right"), _("mature") + " ",
        (_share(period.mature), "bold right"), "     ",
        (charts.THIN_LINE, "partly"), _("young") + " ", (_share(period.young), "bold partly"),
        ("     " + charts.LIMIT_LINE + _("goal {share}").format(share=f"{found.goal:.0%}"), "dim"),
    ]  # fmt: skip
    canvas.row(area.x, area.y, *parts)
    note = _("share recalled, by month") if view.part else _("share recalled, by week")
    if parts_length(parts) + len(note) + 3 <= area.width:
        canvas.right(area.x + area.width, area.y, (note, "dim"))


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _points(
    lines: tuple[RetentionLine, ...],
    first: date,
    value: Callable[[RetentionLine], tuple[float | None, int]],
) -> list[tuple[float, float]]:
    found = []
    for line in lines:
        share, answers = value(line)
        if share is not None and answers >= _ENOUGH:
            found.append((float((line.first - first).days), share))
    return found


def _dates(lines: tuple[RetentionLine, ...], span: int, *, is_months: bool) -> list[Tick]:
    """Return up to four spans by their first days."""
    places = sorted({round(at * (len(lines) - 1) / 3) for at in range(4)})
    ticks = []
    for place in places:
        first = lines[place].first
        if is_months:
            name = f"{MONTHS[first.month - 1]} {first.year}"
        else:
            name = with_year(first) if span > 365 else day_and_month(first)
        ticks.append(Tick((first - lines[0].first).days, name))
    return ticks
