"""The panes of the exam plans: each is drawn into the area that it is given."""

from datetime import date

from quiz.cells import duration
from quiz.cleaning import clean_line
from quiz.desk.exams.mock_exams import effect_words
from quiz.desk.plans.days import PAST_DAYS
from quiz.desk.plans.text import (
    PASS_MARK,
    Course,
    around_words,
    course_lead,
    course_of,
    course_words,
    days_words,
    early_words,
    fitting_words,
    missed_words,
    more_helps,
    no_cards_words,
    outcome_words,
    suspended_words,
    today_words,
)
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas, Part
from quiz.ui.canvas.charts import Series, Tick
from quiz.ui.content.day import exam_words
from quiz.ui.dates import day_and_month, in_full, with_weekday
from quiz.ui.screens.plans.view import ExamLine, PlansView

_SOON = 10
"""An exam in fewer days than this is near."""
_COURSE_INKS = {Course.ON: "bold right", Course.OPEN: "bold partly", Course.BELOW: "bold wrong"}
_PAST_SHOWN = 14
"""Days before today that are shown where there is room for no more."""
_LEAST_PLOT = 8


def lines_shown(view: PlansView, room: int) -> tuple[int, int]:
    """Return the first row of the list in sight and how many there are, the selected one too."""
    count = min(view.rows, max(1, room))
    return max(0, min(view.cursor - count // 2, view.rows - count)), count


def exams(canvas: Canvas, area: Area, view: PlansView) -> None:
    """Draw the exams, a row each; an open one above all."""
    first, count = lines_shown(view, area.height)
    for at in range(first, first + count):
        row = Area(area.x, area.y + at - first, area.width, 1)
        if at == view.cursor:
            canvas.select(row.x - 2, row.y, row.width + 3)
        is_open = view.open_exam is not None
        if is_open and not at:
            _open_exam(canvas, row, view)
        else:
            _exam(canvas, row, view.lines[at - is_open], at == view.cursor)
        canvas.spot(Area(row.x - 2, row.y, row.width + 3, 1), f"choose({at})")


def _open_exam(canvas: Canvas, row: Area, view: PlansView) -> None:
    exam = view.open_exam
    assert exam is not None
    said = _("{n} of {total} answered").format(n=exam.state.answered, total=exam.total)
    start = canvas.right(row.x + row.width, row.y, (said, "dim"))
    x = canvas.row(row.x, row.y, ("◐ ", "bold partly"))
    canvas.put(x, row.y, exam_words(exam), "bold text", start - x - 2)


_DAYS_LEFT = 15
"""Cells for the days to an exam, in any language, and an empty one."""


def _exam(canvas: Canvas, row: Area, line: ExamLine, is_here: bool) -> None:
    x, y, width, _height = row
    is_roomy = width >= 62
    end = canvas.right(x + width, y, *_score(line, is_roomy))
    taken = 12 + _DAYS_LEFT + 12 if is_roomy else _DAYS_LEFT
    name_room = max(14, min(30, end - x - taken))
    ink = "bold text" if is_here else "text"
    canvas.put(x, y, clean_line(line.exam.name), ink, min(name_room - 1, end - x - 1))
    at = x + name_room
    if is_roomy and at + 12 < end:
        canvas.put(at, y, _when(line.exam.day), "dim", 11)
        at += 12
    if line.plan is None:
        is_date = line.exam.days_left(1) is not None
        words = _("over") if is_date else clean_line(line.exam.day)
        canvas.put(at, y, words, "dim", max(0, end - at - 1))
        return
    left = line.plan.days_left
    canvas.put(at, y, days_words(left), "partly" if left < _SOON else "text", max(0, end - at - 1))
    at += _DAYS_LEFT
    score = line.look.course.range if line.look is not None else None
    if score is not None and end - at > 11:
        outlook(canvas, at, y, min(40, end - at - 3), line)


def _score(line: ExamLine, is_roomy: bool) -> list[Part]:
    """Return what stands at the right of a row: expected, scored, or why neither."""
    if line.plan is None:
        if line.exam.score is None:
            return [(_("How did it go?"), "partly")]
        return [(_("scored") + " ", "dim"), (f"{line.exam.score:.0%}", "bold text")]
    if not line.plan.cards:
        return [(_("no cards found"), "partly")]
    if line.look is None:
        return [(_("calculating…"), "dim")]
    score = line.look.course.range
    if score is None:
        return [(_("too early to predict") if is_roomy else _("too early"), "dim")]
    around = around_words(score).rjust(4)
    return [(f"{score.expected:.0%}", "bold predicted"), (f" {around}", "predicted")]


def outlook(canvas: Canvas, x: int, y: int, width: int, line: ExamLine) -> None:
    """Draw the expected score of an exam in its range, with the pass mark."""
    assert line.look is not None
    score = line.look.course.range
    assert score is not None
    charts.outlook(
        canvas, x, y, width,
        low=score.low, expected=score.expected, high=score.high, pass_mark=PASS_MARK,
    )  # fmt: skip


def _when(text: str) -> str:
    """Return the date of an exam within a year; one from elsewhere may be none."""
    try:
        return with_weekday(date.fromisoformat(text))
    except ValueError:
        return clean_line(text)


def full_date(text: str) -> str:
    """Return the date of an exam with its year; one from elsewhere may be none."""
    try:
        return in_full(date.fromisoformat(text))
    except ValueError:
        return clean_line(text)


# The days


def minutes_note(line: ExamLine) -> str:
    """Return how much study is planned until an exam; empty while that is not known."""
    if line.look is None or line.plan is None or not line.plan.cards:
        return ""
    minutes = round(sum(line.look.course.minutes))
    return _("{time} left in all").format(time=duration(minutes))


def minutes_legend() -> list[Part]:
    """Return what says how the columns are read."""
    return [
        (charts.COLUMN, "right-fill"), (_("done") + "  ", "dim"),
        (charts.COLUMN, "key-fill"), (_("today") + "  ", "dim"),
        (charts.COLUMN, "predicted-fill"), (_("planned"), "dim"),
    ]  # fmt: skip


def minutes(canvas: Canvas, area: Area, view: PlansView, line: ExamLine) -> None:
    """Draw the minutes of each day: done, today, and planned until the exam."""
    if line.look is None or line.facts is None or line.plan is None:
        return
    planned, done = line.look.course.minutes, line.facts.days.minutes
    today, room = view.today, area.width - 5
    ahead = max(1, len(planned))
    before = max(min(PAST_DAYS, room // 2 - ahead), min(_PAST_SHOWN, max(7, room - ahead)))
    ahead = min(ahead, room - before)
    days = range(today - before, today + ahead)
    values = [done.get(day, 0.0) + _of(planned, day - today) for day in days]
    inks = [
        "right-fill" if day < today else "key-fill" if day == today else "predicted-fill"
        for day in days
    ]
    ticks = charts.ticks_to(max(*values, line.exam.minutes_a_day))
    step = charts.columns(
        canvas, area, values, [""] * len(values), inks=inks, top=ticks[-1].value, ticks=ticks
    )
    left = area.x + max(len(tick.label) for tick in ticks) + 1
    _dates(canvas, Area(left, area.y + area.height - 1, area.width, 1), view, days, step)


def _of(planned: tuple[float, ...], at: int) -> float:
    return planned[at] if 0 <= at < len(planned) else 0.0


def _dates(canvas: Canvas, area: Area, view: PlansView, days: range, step: int) -> None:
    """Write today, the last day, and as many Mondays as there is room for."""
    named = {view.today: _("today"), days[-1]: day_and_month(date.fromordinal(days[-1]))}
    taken: list[tuple[int, int]] = []
    mondays = [day for day in days if date.fromordinal(day).weekday() == 0]
    for day in (view.today, days[-1], *mondays):
        words = named.get(day) or day_and_month(date.fromordinal(day))
        x = area.x + (day - days[0]) * step
        x = max(area.x, min(x, area.x + len(days) * step - len(words)))
        end = x + len(words)
        if any(x < other_end + 2 and start < end + 2 for start, other_end in taken):
            continue
        taken.append((x, end))
        canvas.put(x, area.y, words, "bold text" if day == view.today else "dim")


def course(canvas: Canvas, area: Area, line: ExamLine) -> int:
    """Draw in sentences where the plan leads, and what was missed; return the next free row."""
    x, y, width, _height = area
    plan, look = line.plan, line.look
    if plan is None:
        return over(canvas, area, line)
    if not plan.cards:
        return canvas.wrap(x, y, width, no_cards_words(plan), "partly")
    if look is None:
        canvas.put(x, y, _("Preparing the prediction…"), "key", width)
        return y + 1
    if look.course.range is None:
        y = canvas.wrap(x, y, width, early_words(plan), "partly")
        note = _("The plan already works. The expected score appears once it's reliable.")
        y = canvas.wrap(x, y, width, note, "dim")
    else:
        standing = course_of(look.course.range)
        lead = course_lead(standing)
        first = y
        y = canvas.wrap(x, y, width, f"{lead} {course_words(plan, look)}")
        canvas.put(x, first, lead, _COURSE_INKS[standing], width)
    if line.facts is not None:
        names = [with_weekday(date.fromordinal(day)) for day in line.facts.days.missed]
        missed = missed_words(plan, names)
        y = canvas.wrap(x, y, width, missed, "dim") if missed else y
    return y


def over(canvas: Canvas, area: Area, line: ExamLine) -> int:
    """Draw how an exam went that is over, or ask for it; return the next free row."""
    x, y, width, _height = area
    exam = line.exam
    if exam.score is None:
        canvas.row(x, y, ("Enter", "bold key"), "  " + _("It's over. How did it go?"))
        return y + 1
    if exam.expected is not None:
        charts.predicted_and_scored(canvas, x, y, min(40, width), exam.expected, exam.score)
        y += 1
    return canvas.wrap(x, y, width, outcome_words(exam), "text")


def today_line(canvas: Canvas, area: Area, line: ExamLine) -> int:
    """Draw what the plan asks today; return the next free row."""
    if line.plan is None or line.held is None or not line.plan.cards:
        return area.y
    words = today_words(line.plan, line.held)
    x = canvas.put(area.x, area.y, _("Today") + "  ", "dim")
    ink = "right" if not line.held.total else "text"
    canvas.put(x, area.y, words, ink, area.x + area.width - x)
    return area.y + 1


# Mock exams


def mocks(canvas: Canvas, area: Area, line: ExamLine) -> int:
    """Draw the past mock exams, a line each, the newest last; return the next free row."""
    x, y, width, height = area
    facts = line.facts
    if facts is None or not facts.mocks:
        words = _("None yet. Enter begins one of this exam's banks.")
        canvas.put(x, y, words, "dim", width)
        return y + 1
    for mock in facts.mocks[-max(1, height) :]:
        when = day_and_month(mock.day)
        canvas.put(x, y, when.rjust(6), "dim")
        said: list[Part] = []
        if mock.predicted is not None:
            said = [
                (_("predicted") + " ", "dim"), (f"{mock.predicted:>4.0%}", "predicted"), "  ",
            ]  # fmt: skip
        said += [(_("scored") + " ", "dim"), (f"{mock.share:>4.0%}", "bold text")]
        start = canvas.right(x + width, y, *said)
        charts.predicted_and_scored(
            canvas, x + 8, y, min(60, start - x - 10), mock.predicted, mock.share
        )
        y += 1
    return y


def effect(canvas: Canvas, area: Area, line: ExamLine) -> int:
    """Draw why the last mock exam moves the prediction as it does; return the next free row."""
    found = line.facts.effect if line.facts is not None else None
    if found is None:
        return area.y
    words = effect_words(found, day_and_month(found.exam.day))
    return canvas.wrap(area.x, area.y, area.width, words, "dim")


def mock_plot(canvas: Canvas, area: Area, line: ExamLine) -> bool:
    """Draw past mock exams as lines up to the exam; return whether there is enough for a plot."""
    facts, plan, look = line.facts, line.plan, line.look
    if facts is None or plan is None or len(facts.mocks) < 2 or area.height < _LEAST_PLOT:
        return False
    exam_day = date.fromisoformat(plan.exam.day).toordinal()
    score = look.course.range if look is not None else None
    scored = [(mock.day.toordinal(), mock.share) for mock in facts.mocks]
    told = [
        (mock.day.toordinal(), mock.predicted) for mock in facts.mocks if mock.predicted is not None
    ]
    ahead = [(exam_day, score.expected)] if score is not None else []
    lowest = min([share for _day, share in scored + told] + ([score.low] if score else []))
    low = min(PASS_MARK, int(lowest * 10) / 10)
    ups = [Tick(at / 10, f"{at * 10}%") for at in range(round(low * 10), 11, 2)]
    ups = [tick for tick in ups if abs(tick.value - PASS_MARK) > 0.05]
    ups.append(Tick(PASS_MARK, _("pass {mark:.0%}").format(mark=PASS_MARK)))
    along = [Tick(scored[0][0], day_and_month(date.fromordinal(scored[0][0]))),
             Tick(exam_day, day_and_month(date.fromordinal(exam_day)))]  # fmt: skip
    if exam_day - scored[-1][0] > (exam_day - scored[0][0]) // 4:
        middle = Tick(scored[-1][0], day_and_month(date.fromordinal(scored[-1][0])))
        along.insert(1, middle)
    cell = charts.plot(
        canvas,
        area,
        [Series([*told, *ahead], "predicted"), Series(scored, "bold right")],
        along=(scored[0][0], max(exam_day, scored[-1][0])),
        up=(low, 1.0),
        along_ticks=along,
        up_ticks=ups,
        limit=PASS_MARK,
    )
    if score is not None:
        (x, top), (_x, bottom) = cell(exam_day, score.high), cell(exam_day, score.low)
        for y in range(top, bottom + 1):
            canvas.put(x, y, "╎", "predicted")
        x, y = cell(exam_day, score.expected)
        canvas.right(x, y, (f"{score.expected:.0%} ", "bold predicted"))
        canvas.put(x, y, "◆", "bold predicted")
    for day, share in told:
        canvas.put(*cell(day, share), "◇", "predicted")
    for day, share in scored:
        x, y = cell(day, share)
        canvas.put(x, y, "●", "bold right")
        if y + 1 < area.y + area.height - 2:
            canvas.put(min(x, area.x + area.width - 4), y + 1, f"{share:.0%}", "text")
    return True


def mock_legend() -> list[Part]:
    """Return what says how past mock exams are read."""
    return charts.score_legend(_("scored"), _("predicted"))


# What could be otherwise


def changes(canvas: Canvas, area: Area, line: ExamLine) -> int:
    """Draw what more and less study would come to, a bar each; return the next free row."""
    x, y, width, _height = area
    plan, look = line.plan, line.look
    score = look.course.range if look is not None else None
    if plan is None or look is None or score is None:
        return y
    rows = [(_("as planned"), score.expected, "bold text")]
    if more_helps(look) and look.more.range is not None:
        rows.append((_("5 more minutes a day"), look.more.range.expected, "text"))
    if look.now is not None:
        rows.append((_("if you stopped now"), look.now.total.expected, "text"))
    for label, share, ink in rows:
        _bar(canvas, Area(x, y, width, 1), label, share, ink, "predicted")
        y += 1
    if not more_helps(look):
        canvas.put(x, y, _("5 more minutes a day: about the same"), "dim", width)
        y += 1
    _bar(canvas, Area(x, y, width, 1), _("known now"), plan.known_now, "text", "right")
    return y + 1


def _bar(canvas: Canvas, row: Area, label: str, share: float, ink: str, bar_ink: str) -> None:
    x, y, width, _height = row
    room = max(12, min(30, width // 2))
    canvas.put(x, y, label, ink, room - 1)
    charts.gauge(canvas, x + room, y, width - room - 6, share, bar_ink)
    canvas.right(x + width, y, (f"{share:.0%}", f"bold {bar_ink}"))


def topics_of(line: ExamLine) -> list[tuple[str, float]]:
    """Return the topics of an exam with the score if one stopped now, the weakest first."""
    found = line.look.now.topics if line.look is not None and line.look.now is not None else {}
    pairs = [(topic, score.expected) for topic, score in found.items()]
    return sorted(pairs, key=lambda pair: (pair[1], pair[0])) if len(pairs) > 1 else []


def topics(canvas: Canvas, area: Area, line: ExamLine) -> int:
    """Draw the weakest topics, a bar each, as many as fit; return the next free row."""
    x, y, width, height = area
    found = topics_of(line)
    shown = found if len(found) <= height else found[: height - 1]
    for topic, share in shown:
        _bar(canvas, Area(x, y, width, 1), clean_line(topic), share, "text", "partly")
        y += 1
    if len(shown) < len(found):
        words = ngettext("Show all {n} topic", "Show all {n} topics", len(found))
        canvas.row(x, y, ("t", "bold key"), ("  " + words.format(n=len(found)), "dim"))
        y += 1
    return y


def not_fitting(canvas: Canvas, area: Area, line: ExamLine) -> int:
    """Draw what does not fit, and what is suspended; return the next free row."""
    x, y, width, _height = area
    plan, look = line.plan, line.look
    if plan is None or look is None:
        return y
    left_out = len(look.course.left_out)
    if left_out and plan.cards:
        y = canvas.wrap(x, y, width, fitting_words(plan, look.course), "partly")
        words = ngettext("{n} new card doesn't fit:", "{n} new cards don't fit:", left_out)
        canvas.put(x, y, words.format(n=left_out), "dim", width)
        y += 1
        for text in line.left_out:
            canvas.put(x + 2, y, clean_line(text), "text", width - 2)
            y += 1
        rest = left_out - len(line.left_out)
        if rest > 0:
            words = ngettext("and {n} more", "and {n} more", rest).format(n=rest)
            canvas.put(x + 2, y, words, "dim")
            y += 1
    if plan.suspended:
        canvas.put(x, y, suspended_words(plan.suspended), "dim", width)
        y += 1
    return y


def facts_words(line: ExamLine) -> str:
    """Return what an exam asks: cards, banks, topics, minutes a day."""
    exam = line.exam
    cards = len(line.plan.cards) if line.plan is not None else 0
    banks, tags = len(exam.banks), len(exam.tags)
    facts = [ngettext("{n} card", "{n} cards", cards).format(n=cards)]
    facts.append(
        ngettext("{n} bank", "{n} banks", banks).format(n=banks) if banks else _("all banks")
    )
    if tags:
        facts.append(ngettext("{n} topic", "{n} topics", tags).format(n=tags))
    minutes = exam.minutes_a_day
    words = ngettext("{n:g} minute a day", "{n:g} minutes a day", 1 if minutes == 1 else 2)
    facts.append(words.format(n=minutes))
    return " · ".join(facts)
