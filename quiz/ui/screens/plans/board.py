"""Where each pane of the exam plans stands, at each size of the window."""

from quiz.cleaning import clean_line
from quiz.desk.plans.text import PASS_MARK, around_words
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas, Part, parts_length
from quiz.ui.screens.plans import panes
from quiz.ui.screens.plans.view import ExamLine, PlansView

WIDE = 110
"""Columns from which there are boxes and a second column."""
_MOST_ROWS = 5
_CHART = 7
_TALLEST = 400
"""Rows that a narrow board has at most, before it is scrolled."""
_LEAST_PANE = 5
_LEAST_HEADING = 20
"""Cells that a heading has at least beside a legend."""


def draw_plans(canvas: Canvas, view: PlansView) -> None:
    """Draw the exam plans."""
    if not view.is_ready:
        canvas.put(3, 1, _("Preparing the plan…"), "key")
    elif view.line is None:
        _empty(canvas, view)
    elif canvas.width < WIDE:
        _narrow(canvas, view)
    else:
        _wide(canvas, view)


def _empty(canvas: Canvas, view: PlansView) -> None:
    """Draw what an exam plan does, for who has none, and what can be done."""
    width = min(72, canvas.width - 8)
    x, y = (canvas.width - width) // 2, 1
    if view.open_exam is not None:
        panes.exams(canvas, Area(x, y, width, 1), view)
        y += 2
    y = y if canvas.height < 28 else max(y, canvas.height // 4)
    canvas.put(x, y, _("No exam plans yet"), "bold text")
    words = _(
        "A plan picks the cards that add most to your score in the time you have each day, and "
        "predicts that score. It starts from what you already know. If you miss a day, the plan "
        "adjusts; nothing piles up."
    )
    y = canvas.wrap(x, y + 1, width, words, "dim") + 1
    offers = [("n", _("Plan for an exam: date, topics, minutes a day"), "new")]
    if view.has_banks and view.open_exam is None:
        offers.append(("Enter", _("Take a mock exam of all banks now"), "mock_exam"))
    for key, text, action in offers:
        canvas.put(x + max(0, 5 - len(key)), y, key, "bold key")
        canvas.put(x + 7, y, text, "text", width - 7)
        canvas.spot(Area(x, y, width, 1), action)
        y += 1


def _narrow(canvas: Canvas, view: PlansView) -> None:
    """Draw one column: the list stays, what is below it scrolls."""
    x, width = 3, canvas.width - 6
    line = view.line
    assert line is not None
    rows = min(view.rows, _MOST_ROWS if canvas.height < 28 else 8)
    panes.exams(canvas, Area(x, 1, width, rows), view)
    tall = Canvas(canvas.width, _TALLEST)
    end = _details(tall, x, width, view, line, _CHART if canvas.height < 28 else _CHART + 4)
    first = rows + 2
    room = canvas.height - first
    view.top = max(0, min(view.top, end - room))
    canvas.show_rows(tall, view.top, first, room)
    notes = []
    if rows < view.rows:
        notes.append(_("{n} of {total}").format(n=view.cursor + 1, total=view.rows))
    if view.top + room < end:
        notes.append(_("PgDn shows more"))
    canvas.right(x + width, rows + 1, (" · ".join(notes), "dim"))


def _details(
    canvas: Canvas, x: int, width: int, view: PlansView, line: ExamLine, chart: int
) -> int:
    """Draw all of the selected exam one below the other; return the next free row."""
    name = clean_line(line.exam.name)
    y = 0
    if line.plan is not None and line.plan.cards and line.look is not None:
        heading = _("Minutes a day")
        said: list[Part] = [(panes.minutes_note(line), "text")]
        legend = [*panes.minutes_legend(), "   ", *said]
        if parts_length(legend) + _LEAST_HEADING <= width:
            said = legend
        canvas.heading(x, y, width - parts_length(said) - 2, heading)
        canvas.right(x + width, y, *said)
        panes.minutes(canvas, Area(x, y + 1, width, chart), view, line)
        y += chart + 1
    else:
        canvas.heading(x, y, width, name, (panes.full_date(line.exam.day), "dim"))
        y += 1
    y = panes.course(canvas, Area(x, y, width, 0), line)
    y = panes.today_line(canvas, Area(x, y, width, 1), line) + 1
    if line.plan is not None:
        canvas.heading(x, y, width, _("Mock exams"), *panes.mock_legend())
        y = panes.mocks(canvas, Area(x, y + 1, width, 4), line)
        y = panes.effect(canvas, Area(x, y, width, 0), line) + 1
    if panes.topics_of(line):
        note = _("if you stopped now · c crams the weakest")
        canvas.heading(x, y, width, _("Weakest topics"), (note, "dim"))
        most = 200 if view.shows_all_topics else 7
        y = panes.topics(canvas, Area(x, y + 1, width, most), line) + 1
    if line.plan is not None:
        canvas.put(x, y, panes.facts_words(line), "dim", width)
        y = panes.not_fitting(canvas, Area(x, y + 1, width, 0), line)
    return y


def _wide(canvas: Canvas, view: PlansView) -> None:
    """Draw two columns of panes."""
    line = view.line
    assert line is not None
    left = min(84, (canvas.width - 5) * 40 // 100)
    _left_column(canvas, Area(2, 0, left, canvas.height), view, line)
    x = left + 3
    _right_column(canvas, Area(x, 0, canvas.width - x - 2, canvas.height), view, line)


def _left_column(canvas: Canvas, area: Area, view: PlansView, line: ExamLine) -> None:
    """Draw the list, the figures of the selected exam, what would change them, and topics."""
    x, y, width, height = area
    rows = min(view.rows, max(3, height // 4))
    count = sum(one.plan is not None for one in view.lines)
    note = ngettext("{n} planned", "{n} planned", count).format(n=count)
    panes.exams(
        canvas, canvas.pane(Area(x, y, width, rows + 2), _("Exams"), note, is_focused=True), view
    )
    y += rows + 2
    figures = 11 if line.plan is not None and line.plan.cards else 6
    name, when = clean_line(line.exam.name), panes.full_date(line.exam.day)
    _figures(canvas, canvas.pane(Area(x, y, width, figures), name, when), line)
    y += figures
    score = line.look.course.range if line.look is not None else None
    if score is not None and height - y >= _LEAST_PANE + 1:
        inside = canvas.pane(Area(x, y, width, 6), _("What would change it"))
        panes.changes(canvas, inside, line)
        y += 6
    left = height - y
    if left < _LEAST_PANE:
        return
    most = len(panes.topics_of(line))
    topics = 0
    if most:
        has_more = line.look is not None and bool(line.look.course.left_out)
        topics = min(left, (min(most, 7) if has_more and not view.shows_all_topics else most) + 2)
        area = Area(x, y, width, topics)
        inside = canvas.pane(area, _("Weakest topics"), _("c crams the weakest"))
        panes.topics(canvas, inside, line)
    if left - topics >= _LEAST_PANE and line.look is not None and line.look.course.left_out:
        area = Area(x, y + topics, width, left - topics)
        inside = canvas.pane(area, _("What doesn't fit"))
        canvas_part = Canvas(canvas.width, canvas.height + 12)
        panes.not_fitting(canvas_part, inside, line)
        for row in range(inside.y, inside.y + inside.height):
            for column in range(inside.x, inside.x + inside.width):
                canvas.texts[row][column] = canvas_part.texts[row][column]
                canvas.inks[row][column] = canvas_part.inks[row][column]


def _figures(canvas: Canvas, area: Area, line: ExamLine) -> None:
    """Draw days left, expected score and minutes today as figures, and the score on its line."""
    x, y, width, _height = area
    plan = line.plan
    if plan is None or not plan.cards:
        panes.course(canvas, Area(x, y + 1, width, 0), line)
        return
    step = width // 3
    charts.digits(canvas, x, y, f"{plan.days_left}", "bold partly")
    words = ngettext("day left", "days left", plan.days_left)
    canvas.put(x, y + 3, words, "dim")
    score = line.look.course.range if line.look is not None else None
    if score is not None:
        end = charts.digits(canvas, x + step, y, f"{round(100 * score.expected)}", "bold predicted")
        canvas.put(end, y + 2, f"% {around_words(score)}", "predicted")
        words = _("expected score") if step > 15 else _("expected")
        canvas.put(x + step, y + 3, words, "dim", step - 1)
    if line.held is not None:
        charts.digits(canvas, x + 2 * step, y, f"{line.held.minutes}")
        canvas.put(x + 2 * step, y + 3, _("min left today"), "dim", width - 2 * step)
    y += 5
    if score is not None:
        panes.outlook(canvas, x, y, width, line)
        mark = _("pass {mark:.0%}").format(mark=PASS_MARK)
        canvas.put(x, y + 1, "0", "dim")
        at = x + round(PASS_MARK * (width - 1)) - len(mark) // 2
        canvas.put(at, y + 1, mark, "dim")
        canvas.right(x + width, y + 1, ("100%", "dim"))
    y = panes.today_line(canvas, Area(x, y + 2, width, 1), line)
    canvas.put(x, y, panes.facts_words(line), "dim", width)


def _right_column(canvas: Canvas, area: Area, view: PlansView, line: ExamLine) -> None:
    """Draw the days until the exam, and its mock exams."""
    x, y, width, height = area
    has_days = line.plan is not None and line.plan.cards and line.look is not None
    if has_days:
        mocks = len(line.facts.mocks) if line.facts is not None else 0
        days = height * 50 // 100 if mocks > 1 else height - _LEAST_PANE
        note = panes.minutes_note(line)
        inside = canvas.pane(
            Area(x, y, width, days),
            _("Minutes a day until the exam"), note, foot=panes.minutes_legend(),
        )  # fmt: skip
        said = Canvas(canvas.width, 12)
        lines = panes.course(said, Area(inside.x, 0, inside.width, 0), line)
        panes.minutes(
            canvas, Area(inside.x, inside.y, inside.width, inside.height - lines - 1), view, line
        )
        panes.course(
            canvas, Area(inside.x, inside.y + inside.height - lines, inside.width, 0), line
        )
        y += days
    if line.plan is None:
        return
    area = Area(x, y, width, height - y)
    inside = canvas.pane(area, _("Mock exams"), foot=panes.mock_legend())
    said = Canvas(canvas.width, 12)
    lines = panes.effect(said, Area(inside.x, 0, inside.width, 0), line)
    room = Area(inside.x, inside.y, inside.width, inside.height - lines - (lines > 0))
    if not panes.mock_plot(canvas, room, line):
        panes.mocks(canvas, room, line)
    below = Area(inside.x, inside.y + inside.height - lines, inside.width, 0)
    panes.effect(canvas, below, line)
