"""What comes back in 30 days, and how long the cards last."""

from quiz.desk.statistics.forecast import ComingCards
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.dates import day_and_month, with_weekday
from quiz.ui.screens.statistics.view import StatView


def draw(canvas: Canvas, area: Area, view: StatView) -> None:
    """Draw a plot of the tab."""
    found = view.worked.forecast
    assert found is not None
    if view.part == 0:
        _due(canvas, area, view, found)
    elif view.part == 1:
        _stability(canvas, area, found)
    else:
        _difficulty(canvas, area, found)


def _due(canvas: Canvas, area: Area, view: StatView, found: ComingCards) -> None:
    total = sum(day.cards for day in found.days)
    minutes = sum(day.minutes for day in found.days)
    a_day = _("about {n} min a day").format(n=max(1, round(minutes / len(found.days))))
    canvas.row(
        area.x, area.y, (f"{total:,}", "bold predicted"),
        " " + ngettext("review in 30 days", "reviews in 30 days", total),
        (" · ", "dim"), _("{n} a day").format(n=round(total / len(found.days))),
        (" · ", "dim"),
        (a_day, "bold predicted"),
        (", " + _("with no new cards"), "dim"),
    )  # fmt: skip
    exams = {day for day, _name in view.exams}
    labels = []
    for at, day in enumerate(found.days):
        if not at:
            labels.append(_("today"))
        elif day.date in exams:
            labels.append(_("exam"))
        elif at in (7, 15, 22, 29) and not any((e - day.date).days in range(-3, 4) for e in exams):
            labels.append(day_and_month(day.date) if at == 7 else str(day.date.day))
        else:
            labels.append("")
    values = [day.cards for day in found.days]
    room = Area(area.x, area.y + 1, area.width, area.height - 4)
    ticks = charts.ticks_to(max(values), 4 if room.height >= 16 else 2)
    step = charts.columns(
        canvas, room, values, labels, top=ticks[-1].value, ticks=ticks, today=0,
        inks=["key-fill"] + ["predicted-fill"] * (len(values) - 1),
    )  # fmt: skip
    said = ""
    left = room.x + max(len(tick.label) for tick in ticks) + 1
    for at, day in enumerate(found.days):
        words = ngettext("{day}: {n} review, {minutes} min", "{day}: {n} reviews, {minutes} min",
                         day.cards).format(day=with_weekday(day.date), n=day.cards,
                                           minutes=round(day.minutes))  # fmt: skip
        spot = Area(left + at * step, room.y, step, room.height)
        canvas.spot(spot, f"select({at})", tip=words)
        if at == view.cursor:
            shows = " · " + _("Enter shows them") if day.cards else ""
            said = words + shows
            canvas.put(spot.x, room.y + room.height - 2, "▲" * max(1, step - 1), "key")
    canvas.row(area.x, area.y + area.height - 2, ("▲ ", "key"), (said, "bold text"))
    busiest = max(found.days, key=lambda day: day.cards)
    words = ngettext("{day}, {n} review, {minutes} min", "{day}, {n} reviews, {minutes} min",
                     busiest.cards)  # fmt: skip
    canvas.row(
        area.x, area.y + area.height - 1,
        (charts.COLUMN, "key-fill"), (_("due today"), "dim"), "   ",
        (charts.COLUMN, "predicted-fill"),
        (_("expected"), "dim"), ("   " + _("Busiest:") + " ", "dim"),
        words.format(day=with_weekday(busiest.date), n=busiest.cards,
                     minutes=max(1, round(busiest.minutes))),
    )  # fmt: skip


def _stability(canvas: Canvas, area: Area, found: ComingCards) -> None:
    labels = []
    for each in found.stability:
        low = f"{each.low:g}" if each.low >= 1 else "0"
        labels.append(f"{low}–{each.high:g}" if each.high is not None else f"{low}+")
    canvas.row(area.x, area.y, (_("Cards by how long they last"), "bold text"),
               ("   " + _("days until recall falls to 90% (stability)"), "dim"))  # fmt: skip
    _columns(canvas, area, [each.cards for each in found.stability], labels, "right-fill")
    total = sum(each.cards for each in found.stability)
    long = sum(each.cards for each in found.stability if each.low >= 30)
    words = ngettext(
        "{share} of {n:,} card lasts 30 days or more.",
        "{share} of {n:,} cards last 30 days or more.",
        total,
    )
    share = f"{long / total:.0%}"
    canvas.put(area.x, area.y + area.height - 1, words.format(share=share, n=total))


def _difficulty(canvas: Canvas, area: Area, found: ComingCards) -> None:
    labels = [f"{each.low:g}–{each.high:g}" for each in found.difficulty]
    canvas.row(area.x, area.y, (_("Cards by difficulty"), "bold text"),
               ("   " + _("1 is easy, 10 is hard"), "dim"))  # fmt: skip
    _columns(canvas, area, [each.cards for each in found.difficulty], labels, "partly-fill")
    total = sum(each.cards for each in found.difficulty)
    hard = sum(each.cards for each in found.difficulty if each.low >= 8)
    words = ngettext(
        "{share} of {n:,} card is hard (8 or more): Topics has the hardest.",
        "{share} of {n:,} cards are hard (8 or more): Topics has the hardest.",
        total,
    )
    share = f"{hard / total:.0%}"
    canvas.put(area.x, area.y + area.height - 1, words.format(share=share, n=total))


def _columns(canvas: Canvas, area: Area, values: list[int], labels: list[str], ink: str) -> None:
    room = Area(area.x, area.y + 2, area.width, area.height - 4)
    ticks = charts.ticks_to(max(values), 4 if room.height >= 16 else 2)
    charts.columns(canvas, room, values, labels, inks=ink, top=ticks[-1].value, ticks=ticks)
