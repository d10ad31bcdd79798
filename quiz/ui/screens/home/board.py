"""Where each pane of Home stands, at each size of the window."""

from quiz.translation import _, ngettext
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.screens.home import panes
from quiz.ui.screens.home import weakest as high_panes
from quiz.ui.screens.home.first_run import draw_first_run, first_banks
from quiz.ui.screens.home.view import HomeView

WIDE = 110
"""Columns from which there are boxes and a second column."""
HIGH = 44
"""Rows from which there are the panes that one looks at seldom."""
_LEAST_CHART = 8
_LEAST_PANE, _CHART_PANE = 9, 16
"""Rows of a chart's pane: fewer are left out, more would be air."""
_TODAY = 5
_WEAKEST, _RECORDS = 8, 7
"""Rows of the panes of high windows."""


def is_high(width: int, height: int) -> bool:
    """Return whether a board of so many cells has the panes that one looks at seldom."""
    return width >= WIDE and height >= HIGH


def draw_home(canvas: Canvas, view: HomeView) -> None:
    """Draw Home."""
    if view.goal_at is not None:
        draw_first_run(canvas, view)
    elif canvas.width < WIDE:
        _narrow(canvas, view)
    else:
        _wide(canvas, view)


def banks_in_sight(width: int, height: int, view: HomeView) -> int:
    """Return how many banks there is room for in a window of so many cells."""
    if view.goal_at is not None:
        return first_banks(height, view)
    if width < WIDE:
        return max(1, _narrow_banks(height, view).height - 1)
    return max(1, _wide_heights(height, view)[1] - 3)


def _narrow_banks(height: int, view: HomeView) -> Area:
    """Return where the banks stand in a narrow window, from its top; its width is not known."""
    top = 2 + _TODAY + _offers_shown(height, view) + 1
    if view.exams.ahead:
        top += 2 + min(3, len(view.exams.ahead))
    room = height - top - 1
    wanted = max(2, len(view.banks) + len(view.searches)) + 1
    # What is left is a chart's, if it is enough for one.
    if room - wanted >= _LEAST_CHART + 2:
        return Area(0, top, 0, wanted)
    return Area(0, top, 0, max(2, room if len(view.banks) < room else room - 1))


def _offers_shown(height: int, view: HomeView) -> int:
    """Return how many offers there is room for: a third one only if no bank gives way to it."""
    exams = 2 + min(3, len(view.exams.ahead)) if view.exams.ahead else 0
    has_room = _TODAY + 8 + exams + max(1, len(view.banks)) <= height
    return max(1, min(len(view.offers), 3 if has_room else 2))


def _narrow(canvas: Canvas, view: HomeView) -> None:
    """Draw one column without boxes."""
    x, width = 3, canvas.width - 6
    panes.today(canvas, Area(x, 1, width, _TODAY), view)
    y = 2 + _TODAY
    shown = _offers_shown(canvas.height, view)
    panes.now(canvas, Area(x, y, width, shown), view)
    y += shown + 1
    if view.exams.ahead:
        canvas.heading(x, y, width, _("Exams"))
        rows = min(3, len(view.exams.ahead))
        panes.exams(canvas, Area(x, y + 1, width, rows), view)
    banks = _narrow_banks(canvas.height, view)
    panes.banks(canvas, Area(x, banks.y, width, banks.height), view, has_legend=True)
    y = banks.y + banks.height + 1
    left = canvas.height - y - 1
    if left >= _LEAST_CHART:
        canvas.heading(x, y, width, _("Coming back"), (_("cards due a day"), "dim"))
        panes.forecast(canvas, Area(x, y + 1, width, min(12, left)), view)


def _wide_heights(height: int, view: HomeView) -> tuple[int, int, int]:
    """Return the rows of the exams' pane, of the banks' and of what is below them."""
    exams = min(3, len(view.exams.ahead)) + 2 if view.exams.ahead else 0
    top = _TODAY + 2 + len(view.offers[:3]) + 2 + exams
    rest = height - top
    rows = len(view.banks) + len(view.searches)
    banks = min(rest, max(3, rows + 1 if view.banks else 3) + 2)
    if rest - banks < 5:
        banks = rest
    return exams, banks, rest - banks


def _wide(canvas: Canvas, view: HomeView) -> None:
    """Draw two columns of panes."""
    left = min(112, (canvas.width - 5) * (60 if canvas.width < 150 else 53) // 100)
    y = _left_column(canvas, Area(2, 0, left, canvas.height), view)
    assert y <= canvas.height
    x = left + 3
    _right_column(canvas, Area(x, 0, canvas.width - x - 2, canvas.height), view)


def _left_column(canvas: Canvas, area: Area, view: HomeView) -> int:
    """Draw today, what to do, exams and banks; return the next free row."""
    x, y, width, height = area
    goal = view.day.goal
    note = _("goal {goal}").format(goal=goal_words(view)) if goal.is_set else ""
    panes.today(canvas, canvas.pane(Area(x, y, width, _TODAY + 2), _("Today"), note), view)
    y += _TODAY + 2
    rows = max(1, len(view.offers[:3]))
    is_here = view.cursor < len(view.offers)
    inside = canvas.pane(Area(x, y, width, rows + 2), _("Now"), is_focused=is_here)
    panes.now(canvas, inside, view)
    y += rows + 2
    exams, banks, rest = _wide_heights(height, view)
    if exams:
        inside = canvas.pane(Area(x, y, width, exams), _("Exams"), _("x opens"))
        panes.exams(canvas, inside, view)
        y += exams
    cards = sum(line.cards for line in view.day.lines)
    note = ngettext("{n:,} bank", "{n:,} banks", len(view.day.lines)).format(n=len(view.day.lines))
    note += " · " + ngettext("{n:,} card", "{n:,} cards", cards).format(n=cards)
    area = Area(x, y, width, banks)
    is_here = view.cursor >= len(view.offers)
    inside = canvas.pane(area, _("Banks"), note, foot=panes.LEGEND, is_focused=is_here)
    has_air = banks >= 2 * len(view.banks) + 3 and height >= HIGH and not view.searches
    each = 2 if has_air else 1
    panes.banks(canvas, inside, view, has_legend=False, each=each)
    y += banks
    weak = _WEAKEST if is_high(canvas.width, height) and rest >= _WEAKEST + 5 else 0
    if rest:
        inside = canvas.pane(Area(x, y, width, rest - weak), _("Latest sessions"))
        panes.recent(canvas, inside, view)
    if weak:
        area = Area(x, y + rest - weak, width, weak)
        note = _("right in 90 days")
        high_panes.weakest(canvas, canvas.pane(area, _("Weakest topics"), note), view)
    return y + rest


def goal_words(view: HomeView) -> str:
    """Return the daily goal: `20 min`, `30 cards`."""
    goal = view.day.goal
    if goal.is_cards:
        return ngettext("{n} card", "{n} cards", goal.amount).format(n=goal.amount)
    return _("{n} min").format(n=goal.amount)


def _right_column(canvas: Canvas, area: Area, view: HomeView) -> None:
    """Draw the calendar, then what comes back and the minutes of the week, as far as they fit."""
    x, y, width, height = area
    weeks = min(53, (width - 10) // 2)
    note = ngettext("{n} week", "{n} weeks", weeks).format(n=weeks)
    panes.calendar(canvas, canvas.pane(Area(x, y, width, 12), _("Calendar"), note), view)
    y += 12
    if is_high(canvas.width, height):
        height -= _RECORDS
        area = Area(x, height, width, _RECORDS)
        high_panes.records(canvas, canvas.pane(area, _("Records"), _("v opens")), view)
    left = height - y
    first = left if left < 2 * _LEAST_PANE else min(_CHART_PANE, left // 2)
    if first < _LEAST_PANE:
        return
    inside = canvas.pane(Area(x, y, width, first), _("Coming back"), _("cards due a day"))
    panes.forecast(canvas, inside, view)
    y, left = y + first, left - first
    second = left if left < _CHART_PANE + _LEAST_PANE else _CHART_PANE
    if second >= _LEAST_PANE:
        goal = view.day.goal
        note = _("goal {goal}").format(goal=goal_words(view)) if goal.is_set else ""
        inside = canvas.pane(Area(x, y, width, second), _("Minutes a day"), note)
        panes.minutes(canvas, inside, view)
