"""The overview: five figures, the year, answers a day; how the cards grew; scores."""

from collections.abc import Sequence
from datetime import date, timedelta

from quiz.cells import cell_length
from quiz.desk.statistics.overview import Activity, DayLine
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.canvas.charts import Series, Tick
from quiz.ui.canvas.year import calendar_weeks
from quiz.ui.dates import DAYS, day_and_month, in_full, with_year
from quiz.ui.screens.statistics.view import StatView

_WIDE = 110
_BROAD = 150
_TILES = 4
_CALENDAR = 9
_LEAST_CHART = 4
_MOST_DAYS = 30
_THOUSANDS = 10_000
_LONG_MINUTES = 1_000


def draw(canvas: Canvas, area: Area, view: StatView) -> None:
    """Draw the overview."""
    activity = view.worked.activity
    assert activity is not None
    if view.part == 1:
        _growth(canvas, Area(area.x, area.y, area.width, area.height - 3), view, activity)
        y = area.y + area.height - 2
        canvas.wrap(area.x, y, area.width, _growth_words(activity), most=2)
    elif view.part == 2:
        _scores(canvas, area, view)
    elif canvas.width < _WIDE:
        _narrow(canvas, area, view, activity)
    else:
        _wide(canvas, area, view, activity)


def _narrow(canvas: Canvas, area: Area, view: StatView, activity: Activity) -> None:
    x, y, width, height = area
    bottom = y + height
    _tiles(canvas, x, y, width, view, activity)
    y += _TILES + 1
    _calendar(canvas, x, y, width, view, activity)
    y += _CALENDAR
    rows = bottom - 2 - y
    if rows >= _LEAST_CHART:
        canvas.heading(x, y, width, _("Answers a day"), (_("last 30 days"), "dim"))
        _days(canvas, Area(x, y + 1, width, min(rows, 12)), view, activity)
    canvas.put(x, bottom - 1, sentence(view, activity), room=width)


def _wide(canvas: Canvas, area: Area, view: StatView, activity: Activity) -> None:
    x, width, y = 2, canvas.width - 4, area.y
    bottom = area.y + area.height - 1
    inside = canvas.pane(Area(x, y, width, _TILES + 3), _("So far"), view.period_name)
    _tiles(canvas, inside.x, inside.y, inside.width, view, activity)
    y += _TILES + 3
    left = width if canvas.width < _BROAD else min(118, width * 75 // 100)
    inside = canvas.pane(Area(x, y, left, _CALENDAR + 2), _("Calendar"), _("minutes a day"))
    _calendar(canvas, inside.x, inside.y, inside.width, view, activity)
    if left < width:
        rest = Area(x + left + 1, y, width - left - 1, _CALENDAR + 2)
        _bests(canvas, canvas.pane(rest, _("Records"), _("all time")), activity)
    y += _CALENDAR + 2
    rows = bottom - y
    if rows >= 8:
        half = (width - 1) // 2
        inside = canvas.pane(Area(x, y, half, rows), _("Answers a day"), _("last 30 days"))
        _days(canvas, inside, view, activity)
        area = Area(x + half + 1, y, width - half - 1, rows)
        _growth(canvas, canvas.pane(area, _("Cards"), view.period_name), view, activity)
    canvas.put(x + 1, bottom, sentence(view, activity), room=width - 2)


def sentence(view: StatView, activity: Activity) -> str:
    """Return what follows from how much was done."""
    count = activity.studied_days
    if not count:
        return _("Nothing answered in this period: p shows a longer one.")
    minutes = activity.minutes / count
    words = ngettext(
        "You studied on {n} day, {minutes:.0f} min and {answers:.0f} answers on each.",
        "You studied on {n} days, {minutes:.0f} min and {answers:.0f} answers on each.",
        count,
    )
    return words.format(n=count, minutes=max(1, minutes), answers=activity.answers / count)


def _tiles(canvas: Canvas, x: int, y: int, width: int, view: StatView, activity: Activity) -> None:
    known = view.worked.known
    minutes, unit = f"{activity.minutes:.0f}", _("minutes")
    if activity.minutes >= _LONG_MINUTES:
        minutes, unit = f"{activity.minutes / 60:.0f}", _("hours")
    right = "–" if activity.right is None else f"{activity.right:.0%}"
    cards = f"{known.cards:,}" if known is not None else ""
    tiles = (
        (_short(activity.answers), ngettext("answer", "answers", activity.answers)),
        (right, _("right")),
        (minutes, unit),
        (
            "…" if known is None else _short(round(known.known)),
            _("known of {n}").format(n=cards) if cards else _("known"),
        ),
        (
            str(activity.studied_days),
            ngettext("day studied", "days studied", activity.studied_days),
        ),
    )
    step = width // len(tiles)
    for at, (value, what) in enumerate(tiles):
        charts.digits(canvas, x + at * step, y, value)
        # Where the whole does not fit, its first word says enough.
        said = what if cell_length(what) < step else what.split()[0]
        canvas.put(x + at * step, y + 3, said, "dim", step - 1)


def _short(number: int) -> str:
    return f"{number / 1000:.0f}k" if number >= _THOUSANDS else str(number)


def _calendar(
    canvas: Canvas, x: int, y: int, width: int, view: StatView, activity: Activity
) -> None:
    days = {line.date: line for line in activity.calendar}
    most = max((line.minutes for line in activity.calendar), default=0.0)

    def minutes(day: date) -> float:
        line = days.get(day)
        # A day of a few quick answers is a day as well.
        return max(line.minutes, 0.01) if line is not None else 0.0

    weeks = calendar_weeks(view.today, width, minutes, most)
    charts.calendar(canvas, x, y, weeks.levels, weeks.months, DAYS, today=weeks.today)
    legend = charts.calendar_legend(_("less"), _("more minutes"))
    canvas.row(x + 4, y + 8, ("◆ " + _("today") + "   ", "partly"), *legend)
    first = view.today - timedelta(days=view.today.weekday(), weeks=len(weeks.levels) - 1)
    for at, levels in enumerate(weeks.levels):
        for row, level in enumerate(levels):
            if level is not None:
                day = first + timedelta(weeks=at, days=row)
                spot = Area(x + 4 + at * 2, y + 1 + row, 1, 1)
                canvas.spot(spot, tip=_day_words(day, days.get(day)))


def _day_words(day: date, line: DayLine | None) -> str:
    if line is None:
        return in_full(day)
    words = ngettext("{day}: {n} answer, {minutes} min", "{day}: {n} answers, {minutes} min",
                     line.answers)  # fmt: skip
    return words.format(day=in_full(day), n=line.answers, minutes=round(line.minutes))


def _days(canvas: Canvas, area: Area, view: StatView, activity: Activity) -> None:
    count = min(_MOST_DAYS, (area.width - 6) // 2)
    answers = {line.date: line.answers for line in activity.calendar}
    days = [view.today - timedelta(days=back) for back in reversed(range(count))]
    values = [answers.get(day, 0) for day in days]
    ticks = charts.ticks_to(max(values), 1 if area.height < 7 else 2)
    labels = [
        day_and_month(day) if not at else str(day.day) if not (count - 1 - at) % 7 else ""
        for at, day in enumerate(days)
    ]
    if count > 7 and (count - 1) % 7 < 3:
        labels[(count - 1) % 7] = labels[0] if not (count - 1) % 7 else ""
    inks = ["key-fill"] * (count - 1) + ["key"]
    charts.columns(
        canvas, area, values, labels, inks=inks, top=ticks[-1].value, ticks=ticks,
        today=count - 1, says_values=area.height >= 8,
    )  # fmt: skip


def _bests(canvas: Canvas, area: Area, activity: Activity) -> None:
    bests = activity.bests
    if bests is None:
        return
    rows = (
        (_("most answers in a day"), f"{bests.most_answers:,}"),
        (_("most minutes in a day"), f"{bests.most_minutes:.0f}"),
        (_("studied on"), _("{share} of days").format(share=f"{bests.studied:.0%}")),
    )
    for at, (name, value) in enumerate(rows):
        canvas.put(area.x, area.y + at * 2, name, "dim", area.width)
        canvas.right(area.x + area.width, area.y + at * 2 + (area.width < 32), (value, "bold text"))


def _growth(canvas: Canvas, area: Area, view: StatView, activity: Activity) -> None:
    """Draw how many cards were begun, how many are mature, and how many would be recalled."""
    points = activity.growth
    last, first = points[-1], points[0].date
    known = [
        ((point.date - first).days, point.known)
        for point in view.worked.known_by_day
        if point.date >= first
    ]
    canvas.row(
        area.x, area.y,
        (charts.THICK_LINE, "right"), _("mature") + " ", (f"{last.mature:,}", "bold right"), "    ",
        (charts.THIN_LINE, "partly"), _("begun") + " ", (f"{last.begun:,}", "bold partly"),
        *(("    ", (charts.THIN_LINE, "predicted"), _("known") + " ",
           (f"{known[-1][1]:,.0f}", "bold predicted")) if known else ()),
    )  # fmt: skip
    span = max(1, (last.date - first).days)
    top = max(1, last.begun, *(point.begun for point in points))
    begun = _steps([((point.date - first).days, point.begun) for point in points])
    mature = _steps([((point.date - first).days, point.mature) for point in points])
    ticks = [tick for tick in charts.ticks_to(top, 4) if tick.value <= top * 1.02]
    lines = [Series(begun, "partly"), Series(mature, "bold right")]
    if len(known) > 1:
        lines.append(Series(known, "predicted"))
    charts.plot(
        canvas,
        Area(area.x, area.y + 1, area.width, area.height - 1),
        lines,
        along=(0, span),
        up=(0, top),
        along_ticks=date_ticks(first, last.date, view.today),
        up_ticks=ticks,
    )


def _steps(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return points of a line that stays level until the day on which it changes."""
    found: list[tuple[float, float]] = []
    for along, up in points:
        if found and along - found[-1][0] > 1:
            found.append((along - 1, found[-1][1]))
        found.append((along, up))
    return found


def _growth_words(activity: Activity) -> str:
    last = activity.growth[-1]
    share = last.mature / last.begun if last.begun else 0
    words = ngettext(
        "{share} of the {n:,} card you began is mature: it comes back after 21 days or more.",
        "{share} of the {n:,} cards you began are mature: they come back after 21 days or more.",
        last.begun,
    )
    return words.format(share=f"{share:.0%}", n=last.begun)


def date_ticks(first: date, last: date, today: date) -> list[Tick]:
    """Return four dates on an axis that counts days from the first one."""
    span = max(1, (last - first).days)
    name = with_year if span > 365 else day_and_month
    ticks = [
        Tick(at * span / 3, name(first + timedelta(days=round(at * span / 3)))) for at in range(3)
    ]
    return [*ticks, Tick(span, _("today") if last == today else name(last))]


def _scores(canvas: Canvas, area: Area, view: StatView) -> None:
    """Draw the scores of quizzes as a line, those of exams as signs."""
    scores = view.worked.scores
    canvas.row(
        area.x, area.y, (charts.THIN_LINE, "key"), (_("quizzes") + "    ", "text"),
        ("● ", "right"), (_("exams") + "    ", "text"), ("◇ ", "predicted"), _("predicted"),
    )  # fmt: skip
    first = scores[0].date
    span = max(1, (view.today - first).days)
    quizzes = [((s.date - first).days, s.share) for s in scores if s.mode == "quiz"]
    cell = charts.plot(
        canvas,
        Area(area.x, area.y + 1, area.width, area.height - 3),
        [Series(quizzes, "key")],
        along=(0, span),
        up=(0, 1),
        along_ticks=date_ticks(first, view.today, view.today),
        up_ticks=[Tick(share / 4, f"{share * 25}%") for share in range(5)],
    )
    for score in scores:
        if score.mode == "exam":
            day = (score.date - first).days
            if score.predicted is not None:
                canvas.put(*cell(day, score.predicted), "◇", "predicted")
            canvas.put(*cell(day, score.share), "●", "bold right")
    shares = [score.share for score in scores]
    lately, before = shares[-5:], shares[:-5]
    words = _("Your last {n} scores: {share} on average.").format(
        n=len(lately), share=f"{sum(lately) / len(lately):.0%}"
    )
    if before:
        words += " " + _("Before that: {share}.").format(share=f"{sum(before) / len(before):.0%}")
    canvas.put(area.x, area.y + area.height - 1, words, room=area.width)
