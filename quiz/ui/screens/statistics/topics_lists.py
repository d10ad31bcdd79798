"""Topics, kinds and banks, the weakest first; the hardest cards; what is taken for what."""

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.desk.statistics.confusions import Confusion
from quiz.desk.statistics.groups import AnswerGroup
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.screens.statistics.view import BANKS, CONFUSED, HARDEST, KINDS, StatView

_PAIR_ROWS = 6
_MOST_GIVEN = 40
_GOOD, _FAIR = 0.8, 0.6


def rows_of(view: StatView) -> int:
    """Return how many rows the list has."""
    worked = view.worked
    if view.part == HARDEST:
        return len(worked.hardest or ())
    if view.part == CONFUSED:
        return len(worked.confusions or ())
    return len(worked.groups.get(view.part, ()))


def rows_in_sight(area: Area, view: StatView) -> int:
    """Return how many rows of the list there is room for."""
    below = _PAIR_ROWS + 1 if view.part == CONFUSED else 3
    return max(1, area.height - 1 - below)


def draw(canvas: Canvas, area: Area, view: StatView) -> None:
    """Draw the list, and what follows for the selected row."""
    if view.part == HARDEST:
        _hardest(canvas, area, view)
    elif view.part == CONFUSED:
        _confusions(canvas, area, view)
    else:
        _groups(canvas, area, view)


def _select(canvas: Canvas, area: Area, view: StatView, at: int, y: int) -> str:
    """Mark the selected row; return the ink of its text."""
    canvas.spot(Area(area.x - 2, y, area.width + 4, 1), f"select({at})")
    if at != view.cursor:
        return "text"
    canvas.select(area.x - 2, y, area.width + 4)
    return "bold text"


def name_of(view: StatView, name: str) -> str:
    """Return what a topic, a kind or a bank is called."""
    return clean_line(view.titles.get(name, name) if view.part == BANKS else name)


def _groups(canvas: Canvas, area: Area, view: StatView) -> None:
    x, y, width, height = area
    found = view.worked.groups[view.part]
    names = max(12, min(30, width // 3 - 2))
    right = x + names + 6
    canvas.put(x, y, _("Weakest first"), "dim")
    canvas.right(right, y, (_("right"), "dim"))
    canvas.right(x + width - 9, y, (_("answers"), "dim"))
    canvas.right(x + width, y, (_("lasts"), "dim"))
    gauge = Area(right + 2, 0, max(4, x + width - 18 - right - 2), 1)
    shown = found[view.top : view.top + rows_in_sight(area, view)]
    for number, group in enumerate(shown):
        line = y + 1 + number
        ink = _select(canvas, area, view, view.top + number, line)
        canvas.put(x, line, name_of(view, group.name), ink, names)
        share = group.right or 0.0
        canvas.right(right, line, (f"{share:.0%}", "bold text"))
        charts.gauge(canvas, gauge.x, line, gauge.width, share, _ink(share))
        at = gauge.x + min(gauge.width - 1, round(gauge.width * view.goal))
        canvas.put(at, line, "┼", "dim")
        canvas.right(x + width - 9, line, (f"{group.answers:,}", "dim"))
        canvas.right(x + width, line, (_lasts(group.stability), "text"))
    bottom = y + height - 1
    more = len(found) - view.top - len(shown)
    goal = "┼ " + _("goal {share}").format(share=f"{view.goal:.0%}")
    canvas.put(
        x, bottom - 1, goal + (" · " + _("+{n} more").format(n=more) if more > 0 else ""), "dim"
    )
    _group_words(canvas, Area(x, bottom, width, 1), view, found[min(view.cursor, len(found) - 1)])


def _group_words(canvas: Canvas, area: Area, view: StatView, group: AnswerGroup) -> None:
    words = ngettext("{name}: {n:,} answer, {min:.0f} min so far.",
                     "{name}: {n:,} answers, {min:.0f} min so far.", group.answers)  # fmt: skip
    end = canvas.put(
        area.x, area.y,
        words.format(name=name_of(view, group.name), n=group.answers, min=max(1, group.minutes)),
        room=area.width - 24,
    )  # fmt: skip
    cram = {KINDS: _("crams this kind"), BANKS: _("crams this bank")}
    canvas.row(end, area.y, ("  c", "bold key"), " " + cram.get(view.part, _("crams this topic")))


def _ink(share: float) -> str:
    return "right" if share >= _GOOD else "partly" if share >= _FAIR else "wrong"


def _lasts(stability: float | None) -> str:
    if stability is None:
        return "–"
    return _("{n} d").format(n=f"{stability:,.0f}" if stability >= 1 else "<1")


def _hardest(canvas: Canvas, area: Area, view: StatView) -> None:
    x, y, width, height = area
    found = view.worked.hardest or ()
    canvas.put(x, y, _("Forgotten most"), "dim")
    heads = (_("lapses"), _("right"), _("lasts"))
    for at, head in enumerate(reversed(heads)):
        canvas.right(x + width - at * 8, y, (head, "dim"))
    shown = found[view.top : view.top + rows_in_sight(area, view)]
    for number, card in enumerate(shown):
        line = y + 1 + number
        ink = _select(canvas, area, view, view.top + number, line)
        canvas.put(x, line, clean_line(card.question or card.card), ink, width - 26)
        canvas.right(x + width - 16, line, (str(card.lapses), "bold text"))
        right = "–" if card.right is None else f"{card.right:.0%}"
        canvas.right(x + width - 8, line, (right, "text"))
        canvas.right(x + width, line, (_lasts(card.stability), "text"))
    words = ngettext("You forgot this card {n} time after you knew it.",
                     "You forgot this card {n} times after you knew it.",
                     found[min(view.cursor, len(found) - 1)].lapses)  # fmt: skip
    lapses = found[min(view.cursor, len(found) - 1)].lapses
    end = canvas.put(x, y + height - 1, words.format(n=lapses))
    canvas.row(end, y + height - 1, ("  c", "bold key"), " " + _("crams these cards"))


def _confusions(canvas: Canvas, area: Area, view: StatView) -> None:
    x, y, width, height = area
    found = view.worked.confusions or ()
    canvas.put(x, y, _("Given again and again"), "dim")
    shown = found[view.top : view.top + rows_in_sight(area, view)]
    for number, confusion in enumerate(shown):
        line = y + 1 + number
        ink = _select(canvas, area, view, view.top + number, line)
        times = ngettext("{n} time", "{n} times", confusion.times).format(n=confusion.times)
        start = canvas.right(x + width, line, (times, "bold text"))
        canvas.put(x, line, confusion_words(confusion), ink, start - x - 2)
    _pair(canvas, Area(x, y + height - _PAIR_ROWS, width, _PAIR_ROWS), found[
        min(view.cursor, len(found) - 1)
    ])  # fmt: skip


def confusion_words(confusion: Confusion) -> str:
    """Return what was answered for what."""
    words = _("You answered “{given}” for “{answer}”")
    given, answer = clean_line(confusion.given), clean_line(confusion.answer)
    return words.format(given=clip(given, _MOST_GIVEN), answer=answer)


def _pair(canvas: Canvas, area: Area, confusion: Confusion) -> None:
    """Set the two cards side by side."""
    half = (area.width - 3) // 2
    sides = [(confusion.question, confusion.answer, "right")]
    if confusion.other_card:
        sides.append((confusion.other_question, confusion.given, "partly"))
    for at, (question, answer, ink) in enumerate(sides):
        x = area.x + at * (half + 3)
        y = canvas.wrap(x, area.y, half, clean_line(question), "text", most=3)
        canvas.put(x, y, "→ " + clean_line(answer), f"bold {ink}", half)
        if at:
            for line in range(area.y, area.y + 4):
                canvas.put(x - 2, line, "│", "line")
    y = area.y + area.height - 1
    if not confusion.other_card:
        text = _("No other card of this bank has that answer.")
        end = canvas.put(area.x, y, text, "dim")
        canvas.row(end, y, ("  c", "bold key"), " " + _("crams this card"))
        return
    keys = (("c", "bold key"), " " + _("crams both") + "   ", ("m", "bold key"),
            " " + _("makes a matching question of both"))  # fmt: skip
    canvas.row(area.x, y, *keys)
