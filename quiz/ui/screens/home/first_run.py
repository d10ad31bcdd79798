"""Home before the first answer: what this is, how to begin, and the daily goal."""

from quiz.memory.goal import CHOICES
from quiz.translation import _, ngettext
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.screens.home import panes
from quiz.ui.screens.home.view import HomeView

_WIDTH = 76
_LABELS = 14
_SIGNS = 2


def draw_first_run(canvas: Canvas, view: HomeView) -> None:
    """Draw the page of the first run."""
    width = min(_WIDTH, canvas.width - 6)
    x = (canvas.width - width) // 2
    y = max(1, (canvas.height - 20) // 3)
    canvas.put(x, y, _("Welcome."), "bold text")
    y = canvas.wrap(x, y + 1, width, _welcome(view), "dim", 3) + 1
    if view.reading:
        canvas.put(x, y, view.reading, "key", width)
        y += 1
    for at, offer in enumerate(view.offers):
        is_here = at == view.cursor
        if is_here:
            canvas.select(x - 1, y, width + 2)
        key = "Enter" if is_here else offer.key
        canvas.put(x + max(0, 5 - len(key)), y, key, "bold key")
        canvas.put(x + 7, y, offer.text, "bold text" if is_here else "text")
        canvas.right(x + width, y, (offer.note, "dim"))
        canvas.spot(Area(x - 1, y, width + 2, 1), f"do_offer({at})")
        y += 1
    y += 1
    canvas.put(x, y, _("Daily goal"), "bold text")
    at = x + _LABELS
    for index, goal in enumerate(CHOICES):
        words = _("{n} min").format(n=goal.amount) if goal.is_set else _("none")
        is_here = index == view.goal_at
        # In brackets too: without colours the chosen one would look like the others.
        words = f"[{words}]" if is_here else f" {words} "
        end = canvas.put(at, y, words, "bold reverse key" if is_here else "dim")
        canvas.spot(Area(at, y, end - at, 1), f"choose_goal({index})")
        at = end + 1
    canvas.right(x + width, y, ("← →", "bold key"), (" " + _("change"), "dim"))
    y += 2
    left = canvas.height - y
    rows = first_banks(canvas.height, view)
    panes.banks(canvas, Area(x, y, width, rows + 1), view, has_legend=True)
    y += rows + 2
    if left - rows - 2 >= _SIGNS:
        _signs(canvas, x, y)
        y += _SIGNS + 1
    words = _("This page fills up as you go: your minutes, your streak, and exams you plan for.")
    if canvas.height - y > 2:
        canvas.wrap(x, y, width, words, "dim", 2)


def first_banks(height: int, view: HomeView) -> int:
    """Return how many banks there is room for in a window of so many rows."""
    return max(2, min(len(view.banks), height - 10 - len(view.offers) - bool(view.reading)))


def _signs(canvas: Canvas, x: int, y: int) -> None:
    """Draw what the signs mean that Home uses."""
    canvas.put(x, y, _("Signs"), "bold text")
    at, right, partly, wrong = x + _LABELS, _("right"), _("partly right"), _("wrong")
    kept, expected = _("streak kept"), _("expected, not counted yet")
    canvas.row(
        at, y, ("✔", "right"), f" {right}   ", ("◐", "partly"), f" {partly}   ",
        ("✘", "wrong"), f" {wrong}",
    )  # fmt: skip
    canvas.row(at, y + 1, ("❅", "key"), f" {kept}   ", ("◆", "predicted"), f" {expected}")


def _welcome(view: HomeView) -> str:
    cards = sum(line.cards for line in view.day.lines)
    if not view.day.lines:
        return view.empty
    ready = ngettext("{n} bank with {cards} is ready.", "{n} banks with {cards} are ready.",
                     len(view.day.lines))  # fmt: skip
    ready = ready.format(
        n=len(view.day.lines), cards=ngettext("{n:,} card", "{n:,} cards", cards).format(n=cards)
    )
    return (
        ready
        + " "
        + _("Answer a little every day; quiz asks each card again just before you would forget it.")
    )
