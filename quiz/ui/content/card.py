"""What a card's page says, drawn on a canvas: the same panes stand beside the list of cards."""

from datetime import date, datetime
from functools import partial

from quiz.cells import clip
from quiz.cleaning import clean, clean_line
from quiz.desk.banks.noting import note_words
from quiz.desk.today.card_page import CardAnswer, CardPage, Curve, Kin
from quiz.items import Rating
from quiz.items.wording import solution_text, stem_markdown
from quiz.memory import Phase
from quiz.memory.interval_text import interval_words
from quiz.translation import _, ngettext
from quiz.ui.canvas.canvas import Area, Canvas, Part, parts_length
from quiz.ui.canvas.charts import Series, Tick, gauge, plot
from quiz.ui.content.memory import lasts
from quiz.ui.dates import day_and_month, with_weekday
from quiz.ui.markup import inline

_DAY_S = 86_400
_RATINGS = {
    Rating.AGAIN: _("Again"),
    Rating.HARD: _("Hard"),
    Rating.GOOD: _("Good"),
    Rating.EASY: _("Easy"),
}
_KIN = {Kin.FACT: _("same fact"), Kin.REVERSE: _("reverse")}
_RIGHT, _PARTLY = 1 - 1e-6, 1e-6
_MOST_SIGNS = 40
"""Answers whose signs stand on the curve; of more, the strip below has them all."""
_LEAST_PLOT = 6
_LEAST_PANE = 5
_LEAST_RESPONSE = 6
"""Cells from which it is shown what was answered."""
_LEAST_BOTTOM = 0.7
"""The curve's lowest value, unless it falls below."""
_TOP = 1.06
"""Room above the whole, for the signs."""


def stem(page: CardPage) -> str:
    """Return what a card asks as plain text; of a card that is gone, its name."""
    if page.item is None:
        return clean_line(f"{page.ref.bank}/{page.ref.card}")
    return clean(inline(stem_markdown(page.item)).plain).strip()


def due_day(page: CardPage, now: datetime) -> str:
    """Return when a card is due, in words."""
    state, due = page.state, page.due_at
    if state.is_suspended:
        return _("suspended")
    if due is None:
        return _("new")
    if due <= now:
        return _("due now")
    if state.due_at is not None:
        return _("in {time}").format(time=interval_words(due - now))
    return with_weekday(due.astimezone().date())


def sign(credit: float) -> tuple[str, str]:
    """Return the sign of a verdict and its ink."""
    if credit >= _RIGHT:
        return "✔", "right"
    return ("◐", "partly") if credit > _PARTLY else ("✘", "wrong")


def band(page: CardPage, today: int) -> tuple[Part, ...]:
    """Return what keeps a card from being asked as usual, and the key that ends it."""
    if page.item is None:
        return (("✘ ", "bold wrong"), (_("No bank has this question any more"), "text"))
    if page.state.is_suspended:
        return (("‖ ", "bold partly"), (_("Suspended"), "bold text"), ("  s ", "bold key"),
                (_("unsuspends it"), "dim"))  # fmt: skip
    if page.state.is_away(today):
        return (("‖ ", "bold partly"), (_("Buried until tomorrow"), "bold text"),
                ("  - ", "bold key"), (_("brings it back"), "dim"))  # fmt: skip
    if page.note is not None:
        return (("! ", "bold partly"), (_("Noted for the author: "), "bold text"),
                (note_words(page.note), "text"), ("  ! ", "bold key"),
                (_("removes it"), "dim"))  # fmt: skip
    if page.is_leech:
        words = ngettext(
            "Leech: forgotten once", "Leech: forgotten {n} times", page.state.lapses
        ).format(n=page.state.lapses)
        return (("◐ ", "bold partly"), (words, "bold text"), ("  e ", "bold key"),
                (_("edit it, or"), "dim"), (" s ", "bold key"),
                (_("suspend it"), "dim"))  # fmt: skip
    return ()


def question(canvas: Canvas, area: Area, page: CardPage, *, explains: bool = True) -> int:
    """Draw question, answer, explanation and source; return the next free row."""
    x, y, width, height = area
    end = y + height
    lines = max(1, min(6, height - 2))
    y = canvas.wrap(x, y, width, stem(page), "bold text", lines)
    if page.item is None or y >= end:
        return y
    right = clean_line(inline(solution_text(page.item)).plain)
    if height > 8 and y + 1 < end:
        y += 1
    canvas.put(x, y, "→", "dim")
    y = canvas.wrap(x + 2, y, width - 2, right, "bold right", max(1, min(3, end - y)))
    why = clean(inline(page.item.explain).plain).strip() if page.item.explain else ""
    if why and explains and end - y >= 3:
        y = canvas.wrap(x, y + 1, width, why, "dim", end - y - 2)
    about = [clean_line(page.bank), *map(clean_line, page.item.tags)]
    if page.item.source:
        about.append(clean_line(inline(page.item.source).plain))
    if y < end:
        y += height > 8 and end - y > 1
        canvas.put(x, y, " · ".join(about), "dim", width)
        y = min(end, y + 2)
    return y


def facts(canvas: Canvas, area: Area, page: CardPage, now: datetime) -> None:
    """Draw how a card stands: figures, with bars where they are shares."""
    x, y, width, height = area
    state = page.state
    rows: list[tuple[str, str, str, float | None]] = []
    if page.chance is not None:
        rows.append((_("recall now"), f"{page.chance:.0%}", "predicted", page.chance))
        rows.append((_("lasts"), lasts(state.stability), "text", None))
    if state.phase is Phase.NEW:
        skipped = _("not answered yet") if page.answers else _("not asked yet")
        rows.append((_("due"), skipped, "text", None))
    else:
        rows.append((_("due"), due_day(page, now), "text", None))
    if state.difficulty is not None:
        hard = (state.difficulty - 1) / 9
        words = _("{n} of 10").format(n=f"{state.difficulty:.1f}")
        rows.append((_("difficulty"), words, "partly", hard))
    if page.asked:
        words = _("{n} of {count}").format(n=page.right, count=page.asked)
        rows.append((_("right"), words, "right", page.right / page.asked))
        rows.append((_("lapses"), f"{state.lapses}", "text", None))
    room = max(len(name) for name, *_rest in rows) + 2
    for at, (name, value, ink, share) in enumerate(rows[:height]):
        canvas.put(x, y + at, name, "dim")
        canvas.put(x + room, y + at, value, f"bold {ink}" if ink == "predicted" else "bold text")
        if share is not None and width > room + 24:
            gauge(canvas, x + room + 14, y + at, width - room - 14, share, ink)


def memory(canvas: Canvas, area: Area, page: CardPage, now: datetime) -> None:
    """Draw the curve of recall: what was, thick, with the answers on it; what comes, thin."""
    x, y, width, height = area
    if not page.past or height < _LEAST_PLOT:
        _no_curve(canvas, area, page)
        return
    today = now.timestamp() / _DAY_S
    whole: Curve = (*page.past, *page.ahead)
    first, last = whole[0][0], max(whole[-1][0], whole[0][0] + 1)
    margin = (last - first) * 0.03
    lowest = min(chance for _at, chance in whole)
    bottom = min(_LEAST_BOTTOM, max(0.0, int(lowest * 10) / 10)) - 0.02
    steps = (1.0, 0.9, 0.7) if height < 12 and bottom > 0.6 else (1.0, 0.9, 0.8, 0.7, 0.5, 0.3, 0.1)
    due = page.due_at.timestamp() / _DAY_S if page.due_at is not None else None
    ticks = [Tick(first, _date(first)), Tick(today, _("today"))]
    if due is not None and due > today:
        ticks.append(Tick(due, _date(due)))
    if last - (due or today) > (last - first) * 0.12:
        ticks.append(Tick(last, _date(last)))
    cell = plot(
        canvas,
        area,
        [Series(page.ahead, "predicted"), Series(page.past, "bold key")],
        along=(first - margin, last),
        up=(bottom, _TOP),
        along_ticks=ticks,
        up_ticks=[Tick(step, f"{step:.0%}") for step in steps if step > bottom],
    )
    _signs(canvas, page, partial(cell))
    if due is not None and page.ahead and due >= today:
        chance = min(page.ahead, key=lambda point: abs(point[0] - due))[1]
        column, row = cell(due, chance)
        canvas.put(column, row, "◆", "bold predicted")
        words = _("asked here, at {share}").format(share=f"{chance:.0%}")
        room = parts_length([words])
        if room < width - 8 and row + 2 < y + height - 2:
            canvas.put(max(x + 7, min(x + width - room, column - 4)), row + 2, words, "predicted")


def _signs(canvas: Canvas, page: CardPage, cell: "partial[tuple[int, int]]") -> None:
    """Put each answer's sign on top of its tooth, the latest where two share a cell."""
    scheduled = [answer for answer in page.answers if answer.after is not None][:_MOST_SIGNS]
    for answer in reversed(scheduled):
        glyph, ink = sign(answer.credit)
        canvas.put(*cell(answer.at.timestamp() / _DAY_S, _TOP), glyph, f"bold {ink}")


def _not_learned(page: CardPage) -> str:
    """Say why nothing is known of a card: it was never asked, or only skipped."""
    return _("Not answered yet") if page.answers else _("Not asked yet")


def _no_curve(canvas: Canvas, area: Area, page: CardPage) -> None:
    x, y, width, _height = area
    if page.past:
        return
    canvas.put(x, y, _not_learned(page), "bold text")
    if page.new_before:
        words = ngettext(
            "{n} new card of this bank comes before it.",
            "{n} new cards of this bank come before it.",
            page.new_before,
        ).format(n=page.new_before)
    else:
        words = _("It is the next new card of its bank.")
    if page.item is not None:
        canvas.wrap(x, y + 1, width, words + " " + _("Enter asks it now."), "dim", 3)


def _date(days: float) -> str:
    return day_and_month(date.fromtimestamp(days * _DAY_S))


def answers_note(page: CardPage) -> str:
    """Return how many answers there were, and over how long."""
    given = [answer for answer in page.answers if answer.rating is not None]
    if page.answers and not given:
        count = len(page.answers)
        return ngettext("skipped {n} time", "skipped {n} times", count).format(n=count)
    if not given:
        return ""
    days = (given[0].at - given[-1].at).days
    count = len(given)
    if not days:
        return ngettext("answered {n} time", "answered {n} times", count).format(n=count)
    words = ngettext("{n} in {days} days", "{n} in {days} days", count)
    return words.format(n=count, days=days)


def answers(canvas: Canvas, area: Area, page: CardPage, first: int = 0) -> None:
    """Draw the answers, the latest first, from one of them on.

    Args:
        canvas: Where to.
        area: The room.
        page: The card.
        first: Index of the answer at the top.
    """
    x, y, width, height = area
    shown = page.answers[first : first + height]
    for at, answer in enumerate(shown):
        _answer(canvas, x, y + at, width, answer)


def _answer(canvas: Canvas, x: int, y: int, width: int, answer: CardAnswer) -> None:
    glyph, ink = sign(answer.credit)
    at, edge = answer.at.astimezone(), x + width
    when = with_weekday(at.date()) if width >= 60 else day_and_month(at.date())
    room = 12 if width >= 60 else 8
    canvas.put(x, y, when, "text", room)
    x += room
    if answer.rating is None:
        glyph, ink, word = "–", "dim", _("Skipped")
    else:
        word = _RATINGS[answer.rating]
    canvas.row(x, y, (f" {glyph} ", f"bold {ink}"), (word, "text"))
    canvas.right(x + 17, y, (_("{n} s").format(n=round(answer.elapsed_ms / 1000)), "dim"))
    x += 17
    if answer.is_practice:
        canvas.put(x + 2, y, _("practice"), "dim")
        x += 26
    else:
        was = f"{answer.recall:.0%}" if answer.recall is not None else "–"
        canvas.right(x + 7, y, (was, "predicted"))
        before = lasts(answer.before) if answer.before is not None else _("new")
        canvas.right(x + 16, y, (before, "dim"))
        canvas.row(x + 16, y, (" → ", "dim"), (lasts(answer.after), "text"))
        x += 26
    if answer.response and edge - x - 2 >= _LEAST_RESPONSE:
        canvas.put(x + 2, y, clean_line(answer.response), "dim", edge - x - 2)


def answers_head(canvas: Canvas, x: int, y: int, width: int) -> None:
    """Draw the names of the columns of answers."""
    x += 12 if width >= 60 else 8
    canvas.put(x + 1, y, _("Answer"), "dim")
    canvas.right(x + 17, y, (_("Time"), "dim"))
    canvas.right(x + 24, y, (_("Recall"), "dim"))
    canvas.right(x + 33, y, (_("Lasts"), "dim"))


def related(canvas: Canvas, area: Area, page: CardPage, now: datetime, cursor: int = -1) -> None:
    """Draw related cards and plans.

    Args:
        canvas: Where to.
        area: The room.
        page: The card.
        now: UTC.
        cursor: Index of the related card that Enter opens; below 0 for none.
    """
    x, y, width, height = area
    rows: list[tuple[str, str, str]] = []
    for kin in page.related:
        share = f"{kin.chance:.0%}" if kin.chance is not None else _("new")
        rows.append((_KIN[kin.why], clean_line(inline(kin.stem).plain), share))
    today = now.astimezone().date().toordinal()
    for plan in page.plans:
        left = plan.days_left(today) or 0
        when = ngettext("in {n} day", "in {n} days", left).format(n=left) if left else _("today")
        rows.append((_("exam"), clean_line(plan.name), when))
    if not rows:
        words = _("Nothing else asks this fact, and no exam plan has it.")
        canvas.wrap(x, y, width, words, "dim", height)
    for at, (kind, what, share) in enumerate(rows[:height]):
        is_card = at < len(page.related)
        if at == cursor and is_card:
            canvas.select(x - 2, y + at, width + 3)
        canvas.put(x, y + at, clip(kind, 10), "dim")
        room = max(4, width - 13 - len(share))
        canvas.put(x + 11, y + at, what, "text", room)
        canvas.right(x + width, y + at, (share, "bold predicted" if is_card else "dim"))


def responses(canvas: Canvas, area: Area, page: CardPage) -> None:
    """Draw what was answered and how often."""
    x, y, width, height = area
    total = sum(count for _text, _is_right, count in page.responses)
    if not total:
        was_rated = any(answer.rating is not None for answer in page.answers)
        said = _("No answers to show") if was_rated else _not_learned(page)
        canvas.put(x, y, said, "dim", width)  # a card that one grades has none
        return
    room = min(max(12, width // 2), width - 12)
    for at, (text, is_right, count) in enumerate(page.responses[:height]):
        ink = "right" if is_right else "wrong"
        canvas.put(x, y + at, "✔" if is_right else "✘", f"bold {ink}")
        canvas.put(x + 2, y + at, clean_line(text), "text", room - 3)
        gauge(canvas, x + room, y + at, width - room - 5, count / total, ink)
        canvas.right(x + width, y + at, (f"{count}", "bold text"))


def beside(canvas: Canvas, page: CardPage, now: datetime) -> None:
    """Draw a card beside the list of cards: question, memory, and how it was answered."""
    width = canvas.width - 2
    top = 15 if canvas.height > 30 else 11
    inner = canvas.pane(Area(0, 0, width, top), _("Card"), _("Enter opens"))
    question(canvas, inner, page)
    high = min(14, canvas.height - top)
    note = ""
    if page.chance is not None:
        note = _("lasts {time}").format(time=lasts(page.state.stability))
    inner = canvas.pane(Area(0, top, width, high), _("Memory"), note)
    memory(canvas, inner, page, now)
    left = canvas.height - top - high
    if left >= _LEAST_PANE:
        times = ngettext("once", "{n} times", page.asked).format(n=page.asked)
        area = Area(0, top + high, width, left)
        inner = canvas.pane(area, _("How it was answered"), times if page.asked else "")
        responses(canvas, inner, page)
