"""The board of the statistics: tabs and plots as lines of text, then the plot, then a sentence."""

from datetime import timedelta

from quiz.cells import cell_length, clip
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas, wrapped
from quiz.ui.dates import with_weekday
from quiz.ui.screens.statistics import (
    calibration_plots,
    forecast_plots,
    hours_plots,
    overview_plots,
    retention_plots,
    topics_lists,
)
from quiz.ui.screens.statistics.empty import Lack, lack_of
from quiz.ui.screens.statistics.numbers import draw_numbers
from quiz.ui.screens.statistics.view import StatView, Tab, part_names, tab_names

WIDE = 110
"""Columns from which there are boxes and a second column."""
_TALL = 26
_LEFT = 3
_GAUGE = 40
_LEAST_NAME = 4
"""Cells of a tab's name."""


def draw_statistics(canvas: Canvas, view: StatView) -> None:
    """Draw the statistics."""
    y = 1 if canvas.height >= _TALL else 0
    _tabs(canvas, y, view)
    _parts(canvas, y + 1, view)
    area = body(canvas.width, canvas.height)
    if view.trouble:
        canvas.wrap(area.x, area.y, area.width, view.trouble, "wrong")
    elif not view.is_worked_out:
        if view.is_counting:
            _counting(canvas, area, view.counted)
    elif (lack := lack_of(view)) is not None:
        _lack(canvas, area, view, lack)
    elif view.shows_numbers:
        draw_numbers(canvas, area, view)
    else:
        _draw_tab(canvas, area, view)
    if view.said:
        canvas.put(_LEFT, canvas.height - 1, " " * (canvas.width - _LEFT))
        canvas.put(_LEFT, canvas.height - 1, view.said, "right", canvas.width - 2 * _LEFT)


def _counting(canvas: Canvas, area: Area, share: float) -> None:
    """Say that answers are counted, and of a long log how far."""
    y = area.y + area.height // 3
    canvas.centre(area.x, y, area.width, (_("Counting…"), "dim"))
    if not share:
        return
    width = min(_GAUGE, area.width)
    charts.gauge(canvas, area.x + (area.width - width) // 2, y + 2, width, share)
    if y + 4 < area.y + area.height:
        words = _("{share:.0%} of your answers · Esc stops").format(share=share)
        canvas.centre(area.x, y + 4, area.width, (words, "dim"))


def body(width: int, height: int) -> Area:
    """Return the room of a plot with its sentence in a board of so many cells."""
    top = 4 if height >= _TALL else 2
    return Area(_LEFT, top, max(1, width - 2 * _LEFT), max(1, height - top))


def _draw_tab(canvas: Canvas, area: Area, view: StatView) -> None:
    match view.tab:
        case Tab.OVERVIEW:
            overview_plots.draw(canvas, area, view)
        case Tab.RETENTION:
            retention_plots.draw(canvas, area, view)
        case Tab.FORECAST:
            forecast_plots.draw(canvas, area, view)
        case Tab.HOURS:
            hours_plots.draw(canvas, area, view)
        case Tab.TOPICS:
            topics_lists.draw(canvas, area, view)
        case Tab.CALIBRATION:
            calibration_plots.draw(canvas, area, view)


def _tabs(canvas: Canvas, y: int, view: StatView) -> None:
    x = _LEFT
    names = tab_names()
    # In a narrow window all lose their last letters, so that none is out of sight.
    room = max(map(cell_length, names))
    while (
        room > _LEAST_NAME
        and x + sum(4 + min(room, cell_length(name)) for name in names) > canvas.width
    ):
        room -= 1
    for number, whole in enumerate(names):
        start, name = x, clip(whole, room)
        if number == view.tab:
            x = canvas.put(x, y, f" {number + 1} {name} ", "bold reverse key")
        else:
            x = canvas.row(x, y, (f" {number + 1}", "bold key"), (f" {name} ", "dim"))
        canvas.spot(Area(start, y, x - start, 1), f"show_tab({number + 1})")


def _parts(canvas: Canvas, y: int, view: StatView) -> None:
    """Write the plots of a tab, the one that is shown bold and in brackets."""
    names = part_names(view.tab)
    if len(names) < 2:
        return
    x = canvas.put(_LEFT, y, " " + _("Tab") + " ", "key")
    for number, name in enumerate(names):
        start = x
        if number == view.part:
            x = canvas.put(x, y, f"[{name}]", "bold text")
        else:
            x = canvas.put(x, y, f" {name} ", "dim")
        canvas.spot(Area(start, y, x - start, 1), f"show_part({number})")


def _lack(canvas: Canvas, area: Area, view: StatView, lack: Lack) -> None:
    """Say what will be here, how far it is, and when at one's pace."""
    width = min(60, area.width)
    x = area.x + (area.width - width) // 2
    y = area.y + max(0, area.height // 4 - 1)
    canvas.put(x, y, lack.title, "bold text")
    for line in wrapped(lack.about, width):
        y += 1
        canvas.put(x, y, line, "dim")
    if not lack.need:
        return
    y += 2
    said = _("{n} of {need}").format(n=lack.have, need=lack.need)
    charts.gauge(canvas, x, y, width - len(said) - 2, lack.have / lack.need)
    canvas.right(x + width, y, (said, "bold text"))
    if lack.days is not None:
        canvas.put(x, y + 1, _when(view, lack.days), "predicted")


def _when(view: StatView, days: int) -> str:
    if days > 60:
        return ngettext("At your pace: in {n} day.", "At your pace: in {n} days.", days).format(
            n=days
        )
    day = view.today + timedelta(days=days)
    return _("At your pace: on {day}.").format(day=with_weekday(day))
