"""The panes of Home: each is drawn into the area that it is given."""

from datetime import date

from quiz.cells import cell_length, clip, column
from quiz.cleaning import clean_line
from quiz.desk.plans.text import PASS_MARK, days_words
from quiz.desk.sittings.titles import GAME_NAMES
from quiz.desk.today.day import BankLine, CardCount
from quiz.memory.streak import DayMark
from quiz.study import Mode
from quiz.study.answer import is_perfect
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas, Part
from quiz.ui.canvas.year import calendar_weeks
from quiz.ui.dates import DAYS, MONTHS, WEEKDAYS
from quiz.ui.screens.home.view import HomeView

LEGEND = charts.known_legend(_("known"), _("learning"), _("new"))
"""How a bank's bar is read."""
_MARKS = {
    DayMark.DONE: ("✔", "right"),
    DayMark.FORGIVEN: ("❅", "key"),
    DayMark.BEGUN: ("◐", "bold partly"),
}
_RING = 10
_STREAK_WIDTH, _NARROW_STREAK_WIDTH = 26, 19
_NARROW = 66
"""Columns below which the streak leaves its best out, and its days stand closer."""
_WITH_GAMES = 84
_SOON = 10
"""An exam in fewer days than this is near."""


# Today


def today(canvas: Canvas, area: Area, view: HomeView) -> None:
    """Draw how today stands: the goal, what is left, and the week; five rows."""
    x, y, width, _height = area
    day, goal = view.day, view.day.goal
    done = day.done(view.today)
    is_done = day.today is not None and not day.today.total and day.has_record
    amount = goal.done(minutes=done.minutes, cards=done.cards)
    if goal.is_set:
        is_met = amount >= goal.amount
        charts.ring(
            canvas,
            Area(x, y, _RING, 5),
            1.0 if is_met else amount / goal.amount,
            "right" if is_met or is_done else "key",
        )
        canvas.centre(x, y + 2, _RING, ("✔" if is_met else f"{amount}", "bold text"))
        x += _RING + 3
    streak_width = _STREAK_WIDTH if width >= _NARROW else _NARROW_STREAK_WIDTH
    room = width - (x - area.x) - (streak_width + 1 if view.has_streak else 0)
    lines = _done_lines(view) if is_done else _left_lines(view, room)
    for down, line in enumerate(lines):
        _put_line(canvas, x, y + down, room, line)
    if view.has_streak and day.has_record:
        _week(canvas, area.x + width - streak_width, y, view, is_narrow=width < _NARROW)


def _put_line(canvas: Canvas, x: int, y: int, room: int, parts: list[Part]) -> None:
    end = x + room
    for part in parts:
        text, ink = (part, "text") if isinstance(part, str) else part
        if x < end:
            x = canvas.put(x, y, text, ink, end - x)


def _goal_line(view: HomeView) -> list[Part]:
    """Return how much of the goal is done."""
    goal, done = view.day.goal, view.day.done(view.today)
    amount = goal.done(minutes=done.minutes, cards=done.cards)
    if not goal.is_set:
        words = ngettext("{n} minute today", "{n} minutes today", amount)
        return [words.format(n=amount)]
    words = _(" of {goal} cards today") if goal.is_cards else _(" of {goal} min today")
    return [(f"{amount}", "bold key"), words.format(goal=goal.amount)]


def _left_lines(view: HomeView, room: int) -> list[list[Part]]:
    held = view.day.today
    done = view.day.done(view.today)
    if held is None:
        return [_goal_line(view), [], [(_("Preparing today's plan…"), "dim")]]
    cards: list[Part] = []
    if held.to_review:
        reviews = ngettext(" review", " reviews", held.to_review)
        cards += [(f"{held.to_review}", "bold key"), reviews]
    if held.new:
        cards += [(" · ", "dim")] if cards else []
        cards += [(f"{held.new}", "bold key"), _(" new")]
    lines: list[list[Part]] = [
        _goal_line(view),
        [],
        cards,
        [_("about {n} min left").format(n=held.minutes)],
    ]
    if done.answers:
        words = ngettext(
            "so far: {n} card, {share:.0%} right",
            "so far: {n} cards, {share:.0%} right",
            done.cards,
        )
        said = words.format(n=done.cards, share=done.right)
        if cell_length(said) > room:
            short = ngettext("so far: {n} card", "so far: {n} cards", done.cards)
            said = short.format(n=done.cards)
        lines.append([(said, "dim")])
    return lines


def _done_lines(view: HomeView) -> list[list[Part]]:
    done = view.day.done(view.today)
    first: list[Part] = [(_("Nothing is due today."), "bold text")]
    if done.answers:
        first = [(_("Done for today."), "bold right")]
    cards = ngettext(" · {n} card", " · {n} cards", done.cards).format(n=done.cards)
    lines: list[list[Part]] = [first, [*_goal_line(view), (cards, "dim")], []]
    tomorrow = view.forecast[1] if len(view.forecast) > 1 else 0
    reviews = ngettext("{n} review", "{n} reviews", tomorrow).format(n=tomorrow)
    if tomorrow:
        lines.append([(_("Tomorrow"), "bold text"), f"  {reviews}"])
    else:
        at = next((at for at, count in enumerate(view.forecast) if count), None)
        if at is not None:
            words = ngettext("Next review in {n} day", "Next review in {n} days", at)
            lines.append([words.format(n=at)])
    why = view.exams.done_words()
    more = f"{why[:1].upper()}{why[1:]}." if why else _("Anything more today is a bonus.")
    lines.append([(more, "dim")])
    return lines


def day_sign(mark: DayMark) -> tuple[str, str]:
    """Return the sign of what a day was, and its ink."""
    return _MARKS.get(mark, ("·", "dim"))


def _week(canvas: Canvas, x: int, y: int, view: HomeView, *, is_narrow: bool) -> None:
    """Draw the days in a row, and what each of the last seven was."""
    step = 3 if is_narrow else 4
    streak, today = view.day.streak, view.today
    if streak.longest:
        words = ngettext(" day in a row", " days in a row", streak.days)
        best = _(" · best {n}").format(n=streak.longest)
        said = words if is_narrow else words + best
        canvas.row(x, y, (f"{streak.days}", "bold partly"), (said, "dim"))
    kept = ""
    for at in range(7):
        day = today - 6 + at
        weekday = date.fromordinal(day).weekday()
        mark = streak.mark(day)
        sign, ink = day_sign(mark)
        canvas.put(x + at * step, y + 2, sign, ink)
        canvas.put(x + at * step, y + 3, DAYS[weekday], "bold text" if day == today else "dim")
        if mark is DayMark.FORGIVEN:
            kept = WEEKDAYS[weekday]
    if kept:
        canvas.row(
            x, y + 4, ("❅", "key"), (" " + _("streak kept on {day}").format(day=kept), "dim")
        )


# Now


def now(canvas: Canvas, area: Area, view: HomeView) -> None:
    """Draw what can be done now, a row each; Enter does the selected one."""
    x, y, width, height = area
    if view.reading:
        canvas.put(x, y, view.reading, "key", width)
        return
    for at, offer in enumerate(view.offers[:height]):
        is_here = at == view.cursor
        if is_here:
            canvas.select(x - 1, y + at, width + 2)
        key = "Enter" if is_here else offer.key
        canvas.put(x + max(0, 5 - len(key)), y + at, key, "bold key")
        note = canvas.right(x + width, y + at, (offer.note, "dim"))
        ink = "bold text" if is_here else "text"
        canvas.put(x + 7, y + at, offer.text, ink, max(8, note - x - 9))
        canvas.spot(Area(x - 1, y + at, width + 2, 1), f"do_offer({at})")


# Exams


def exams(canvas: Canvas, area: Area, view: HomeView) -> None:
    """Draw the exams to come, a row each: when, and what score is expected."""
    x, y, width, height = area
    ahead = view.exams.ahead
    shown = ahead[: height if len(ahead) <= height else height - 1]
    name_width = min(28, max(16, width // 4))
    for at, (exam, left) in enumerate(shown):
        row = y + at
        canvas.put(x, row, clean_line(exam.name), "bold text" if not at else "text", name_width - 2)
        canvas.put(x + name_width, row, days_words(left), "partly" if left < _SOON else "text", 12)
        canvas.spot(Area(x, row, width, 1), "exams")
        said = view.exams.expected_parts(exam)
        start = canvas.right(x + width, row, *said)
        score = view.exams.score(exam)
        begin = x + name_width + 13
        if score is not None and start - begin > 12:
            charts.outlook(
                canvas, begin, row, min(40, start - begin - 3),
                low=score.low, expected=score.expected, high=score.high,
                pass_mark=PASS_MARK,
            )  # fmt: skip
    if len(shown) < len(ahead):
        more = len(ahead) - len(shown)
        words = ngettext("and {n} more exam", "and {n} more exams", more).format(n=more)
        canvas.put(x, y + len(shown), words, "dim", width)


# Banks


def bank_columns(width: int, view: HomeView) -> list[tuple[str, int]]:
    """Return the columns that there is room for, each with its width."""
    sizes = [(_("Due"), 6), (_("New"), 6), (_("Known"), 7), (_("Best"), 6)]
    if width >= _WITH_GAMES and any(line.best_games for line in view.day.lines):
        sizes += [(_("Sprint"), 8), (_("Survival"), 10)]
    columns = [(name, column(name, least)) for name, least in sizes]
    return columns if width >= 60 else columns[:1]


def banks(canvas: Canvas, area: Area, view: HomeView, *, has_legend: bool, each: int = 1) -> None:
    """Draw a row for each bank, and the names of the columns above them.

    Args:
        canvas: Where to.
        area: The room.
        view: What there is.
        has_legend: Whether the head says how the bars are read.
        each: Rows a bank takes, 1 or 2.
    """
    x, y, width, height = area
    columns = bank_columns(width, view)
    taken = sum(size for _name, size in columns)
    name_width = min(30, max(25 if width >= 58 else 18, (width - taken) * 2 // 5))
    bar = width - taken - name_width - 2
    canvas.put(x, y, _("Bank"), "dim")
    if has_legend and bar > 24:
        canvas.row(x + name_width, y, *LEGEND)
    end = x + width - taken
    for name, size in columns:
        end += size
        canvas.right(end, y, (name, "dim"))
    if not view.banks:
        canvas.put(x, y + 2, view.empty, "dim", width)
        return
    room = (height - 1) // each
    lines = view.banks[view.top : view.top + room]
    for at, line in enumerate(lines):
        row = y + 1 + at * each
        index = view.top + at
        is_here = index + len(view.offers) == view.cursor
        if is_here:
            canvas.select(x - 2, row, width + 3)
        elif line.id == view.bank:
            canvas.put(x - 2, row, "▌", "line")
        _bank(canvas, Area(x, row, width, 1), view, line, is_here, name_width, bar)
        canvas.spot(Area(x - 2, row, width + 3, 1), f"choose_bank({index})")
    more = len(view.banks) - view.top - len(lines)
    if not more:
        _searches(canvas, Area(x, y + 1 + len(lines) * each, width, room - len(lines)), view)
    if more > 0 and y + 1 + room * each < canvas.height:
        words = _("+{n} more").format(n=more)
        canvas.put(x, y + 1 + room * each, words, "dim")


def _searches(canvas: Canvas, area: Area, view: HomeView) -> None:
    """Draw the saved searches below the banks, as far as there is room."""
    first = len(view.offers) + len(view.banks)
    for at, name in enumerate(view.searches[: max(0, area.height)]):
        row = area.y + at
        is_here = first + at == view.cursor
        if is_here:
            canvas.select(area.x - 2, row, area.width + 3)
        canvas.put(area.x, row, "/", "key")
        ink = "bold text" if is_here else "text"
        canvas.put(area.x + 2, row, clean_line(name), ink, area.width - 2)
        canvas.spot(Area(area.x - 2, row, area.width + 3, 1), f"open_search({at})")


def _bank(
    canvas: Canvas,
    area: Area,
    view: HomeView,
    line: BankLine,
    is_here: bool,
    name_width: int,
    bar: int,
) -> None:
    x, row, width, _height = area
    title = clean_line(line.title)
    if line.left_out:
        words = ngettext("({n} with errors)", "({n} with errors)", line.left_out)
        title = f"{clip(title, name_width - 16)} {words.format(n=line.left_out)}"
    canvas.put(x, row, title, "bold text" if is_here else "text", name_width - 1)
    share = view.known.get(line.id)
    known = (share or 0.0) * line.cards
    if bar > 5:
        charts.known_bar(
            canvas, x + name_width, row, bar,
            known=known, learning=max(0.0, line.cards - line.unseen - known), new=line.unseen,
        )  # fmt: skip
    held = view.day.today.of(line.id) if view.day.today else CardCount()
    cells = [
        (f"{held.to_review}", "bold partly") if held.to_review else ("·", "dim"),
        (f"{held.new}", "text") if held.new else ("·", "dim"),
        (f"{share:.0%}", "text") if share is not None else ("–", "dim"),
        (f"{line.best:.0%}", "text") if line.best is not None else ("–", "dim"),
        *(
            (f"{line.best_games[game]}", "text") if game in line.best_games else ("–", "dim")
            for game in ("sprint", "survival")
        ),
    ]
    columns = bank_columns(width, view)
    end = x + width - sum(size for _name, size in columns)
    for (_name, size), cell in zip(columns, cells, strict=False):
        end += size
        canvas.right(end, row, cell)


# What was, and what comes


def calendar(canvas: Canvas, area: Area, view: HomeView) -> None:
    """Draw the year, a day a cell: how many minutes; ten rows."""
    most = max((what.minutes for what in view.day.history.values()), default=0.0)
    today = date.fromordinal(view.today)
    weeks = calendar_weeks(
        today, area.width, lambda day: view.day.done(day.toordinal()).minutes, most
    )
    charts.calendar(canvas, area.x, area.y, weeks.levels, weeks.months, DAYS, today=weeks.today)
    legend = charts.calendar_legend(_("less"), _("more minutes"))
    canvas.row(area.x + 4, area.y + 9, *legend)
    first = view.today - 7 * weeks.today[0] - weeks.today[1]
    for week, levels in enumerate(weeks.levels):
        for day, level in enumerate(levels):
            if level is not None:
                spot = Area(area.x + 4 + week * 2, area.y + 1 + day, 1, 1)
                canvas.spot(spot, tip=_day_words(view, first + 7 * week + day))


def _day_words(view: HomeView, day: int) -> str:
    from quiz.ui.dates import in_full

    done = view.day.done(day)
    words = ngettext(
        "{day}: {minutes} min, {n} card", "{day}: {minutes} min, {n} cards", done.cards
    )
    return words.format(
        day=in_full(date.fromordinal(day)), minutes=round(done.minutes), n=done.cards
    )


def forecast(canvas: Canvas, area: Area, view: HomeView) -> None:
    """Draw how many cards come back on each of the coming days."""
    days = 30 if area.width >= 96 else 14 if area.width >= 46 else 10
    counts = list(view.forecast[:days])
    if not any(counts):
        canvas.put(area.x, area.y + 1, _("Nothing comes back yet."), "dim", area.width)
        return
    first = date.fromordinal(view.today).weekday()
    names = [DAYS[(first + at) % 7] for at in range(len(counts))]
    inks = ["key-fill"] + ["predicted-fill"] * (len(counts) - 1)
    ticks = charts.ticks_to(max(counts))
    charts.columns(
        canvas, area, counts, names, inks=inks, top=ticks[-1].value, ticks=ticks, today=0
    )


def minutes(canvas: Canvas, area: Area, view: HomeView) -> None:
    """Draw the minutes of each of the last days against the goal."""
    count = 14 if area.width >= 46 else 7
    days = [view.today - count + 1 + at for at in range(count)]
    values = [view.day.done(day).minutes for day in days]
    goal = view.day.goal
    aim = goal.amount if goal.is_set and not goal.is_cards else 0
    inks = [
        "key-fill" if day == view.today and round(minutes) < aim
        else "right-fill" if round(minutes) >= aim
        else "partly-fill"
        for day, minutes in zip(days, values, strict=True)
    ]  # fmt: skip
    names = [DAYS[date.fromordinal(day).weekday()] for day in days]
    ticks = charts.ticks_to(max(*values, aim))
    step = charts.columns(
        canvas, area, values, names, inks=inks, top=ticks[-1].value, ticks=ticks, today=count - 1
    )
    left = max(len(tick.label) for tick in ticks) + 1
    for at, day in enumerate(days):
        if view.has_streak and view.day.streak.mark(day) is DayMark.FORGIVEN and step:
            x = area.x + left + at * step + (step - 2) // 2
            canvas.put(x, area.y + area.height - 3, "❅", "key")


def recent(canvas: Canvas, area: Area, view: HomeView) -> None:
    """Draw the latest sittings, a row each."""
    x, y, width, height = area
    if not view.recent:
        canvas.put(x, y, _("Your latest quizzes and reviews will stand here."), "dim", width)
    each = 2 if height >= 15 and len(view.recent) <= height // 2 else 1
    for at, sitting in enumerate(view.recent[: height // each]):
        row = y + at * each
        canvas.put(x, row, sitting_day(view.today, sitting.started_at.astimezone().date()), "dim")
        name = {
            Mode.REVIEW: _("Review"),
            Mode.CRAM: _("Cram"),
            Mode.EXAM: _("Mock exam"),
            Mode.QUIZ: _("Quiz"),
        }[sitting.mode]
        name = GAME_NAMES.get(sitting.game, name)
        title = clean_line(sitting.title)
        what = name if sitting.mode is Mode.REVIEW else f"{name} · {title}"
        canvas.put(x + 11, row, what, "text", width - 11 - 34)
        is_whole = sitting.is_ended or sitting.mode in (Mode.REVIEW, Mode.CRAM)
        size = ngettext("{n} card", "{n} cards", sitting.answers).format(n=sitting.answers)
        if sitting.mode is Mode.QUIZ and not sitting.game.is_open_ended:
            size = _("{n} of {total}").format(n=sitting.answers, total=sitting.cards)
        canvas.right(x + width - 22, row, (size, "dim"))
        sign = ("✔", "right") if is_whole else ("◐", "partly")
        score = f"{sitting.share:.0%}" if is_whole else _("paused")
        if is_whole and is_perfect(sitting.answers, sitting.right):
            sign = ("★", "bold partly")
        canvas.row(x + width - 20, row, sign, (f" {score}", "bold text"))
        took = _("{n} min").format(n=max(1, round(sitting.minutes)))
        canvas.right(x + width, row, (took, "dim"))


def sitting_day(today: int, day: date) -> str:
    """Return when a sitting was, as short as can be."""
    ago = today - day.toordinal()
    if ago <= 0:
        return _("today")
    if ago == 1:
        return _("yesterday")
    if ago < 7:
        return f"{WEEKDAYS[day.weekday()]} {day.day}"
    return f"{day.day} {MONTHS[day.month - 1]}"
