"""What the list of cards says, drawn on a canvas: chips, heads of columns, rows, errors."""

from collections.abc import Sequence
from datetime import date

from quiz.cells import cell_length, clip, column
from quiz.cleaning import clean_line
from quiz.desk.search.keys import QueryError
from quiz.desk.search.sorting import SortBy, Sorting
from quiz.desk.search.table import days_until_due
from quiz.desk.search.terms import State
from quiz.library.index import SearchedRow
from quiz.memory import MemoryState
from quiz.translation import _, ngettext
from quiz.ui.canvas.canvas import Area, Canvas, wrapped
from quiz.ui.dates import day_and_month, with_year
from quiz.ui.markup import inline

_BANK, _KIND, _LASTS, _RIGHT, _TAGS = 15, 11, 7, 6, 20
_DUE = cell_length(with_year(date(2026, 12, 28)))
"""Cells of the longest date."""
_LEAST_LASTS, _LEAST_BANK, _LEAST_KIND, _LEAST_TAGS = 52, 66, 92, 120
"""Cells from which a column is shown."""
_FAR = 300
"""Days ahead from which a date has its year."""
_LONGEST_STEM = 300
"""Characters of a stem that a row looks at."""
STATES = {
    State.DUE: _("due"),
    State.NEW: _("new"),
    State.SUSPENDED: _("suspended"),
    State.LEECH: _("leech"),
    State.MISTAKE: _("mistakes"),
}
"""Words of the chips."""
_SORTS = {
    SortBy.BANK: _("bank"),
    SortBy.QUESTION: _("question"),
    SortBy.DUE: _("due"),
    SortBy.LASTS: _("lasts"),
    SortBy.RIGHT: _("right"),
}


def chips(canvas: Canvas, counts: Sequence[tuple[State, int]], sorting: Sorting) -> None:
    """Draw the states with their numbers of cards, and the order."""
    words = _("sorted by ")
    arrow = "↓" if sorting.is_reversed else "↑"
    by = f"{_SORTS[sorting.by]} {arrow}"
    end = canvas.width - 3 - cell_length(words) - cell_length(by)
    x = 3
    for state, count in counts:
        text = f" {STATES[state]} {count:,} "
        if not count or x + cell_length(text) >= end:
            continue
        area = Area(x, 0, cell_length(text), 1)
        canvas.fill(area, "bar")
        canvas.spot(area, f"put_state('{state}')", _("Show only these cards, or all again"))
        x = canvas.put(x, 0, text) + 1
    canvas.right(canvas.width - 3, 0, (words, "dim"), (by, "bold text"))


def offered(canvas: Canvas, texts: Sequence[str], turn: int) -> None:
    """Draw what Tab puts into the search."""
    x = canvas.row(4, 0, ("Tab ", "bold key"))
    for at, text in enumerate(texts):
        shown = f" {clean_line(text)} "
        if x + cell_length(shown) > canvas.width - 3:
            canvas.put(x, 0, "…", "dim")
            return
        canvas.fill(Area(x, 0, cell_length(shown), 1), "select" if at == turn else "bar")
        x = canvas.put(x, 0, shown, "bold text" if at == turn else "text") + 1


def said(canvas: Canvas, words: str, *, can_undo: bool) -> None:
    """Draw what was done, and the key that undoes it."""
    undo = _("Undo: {key}").partition("{key}")
    room = cell_length("".join(undo)) if can_undo else 0
    y, x = 0, 4
    for y, line in enumerate(wrapped(words, canvas.width - 8 - room)[:2]):
        x = canvas.put(4, y, line, "bold text")
    if can_undo:
        canvas.row(x + 2, y, (undo[0], "dim"), ("u", "bold key"), (undo[2], "dim"))


def error(canvas: Canvas, x: int, text: str, error: QueryError) -> None:
    """Draw what is wrong with a search below its place.

    Args:
        canvas: Where to.
        x: Column at which the search begins.
        text: The search.
        error: What is wrong.
    """
    start = x + cell_length(text[: error.start])
    end = start + max(1, cell_length(text[error.start : error.end]))
    canvas.put(max(0, start), 0, "▔" * (end - max(0, start)), "wrong")
    parts = [("✘ ", "bold wrong"), (error.message, "text")]
    if error.fixed:
        parts += [(". " + _("Did you mean {near}?").partition("{near}")[0], "text"),
                  (error.fixed, "bold key"),
                  (_("Did you mean {near}?").partition("{near}")[2], "text")]  # fmt: skip
    if error.has_fix:
        parts += [("  Tab ", "bold key"), (_("fixes it"), "dim")]
    length = sum(cell_length(part) for part, _ink in parts)
    if end + 1 + length <= canvas.width - 1:
        canvas.row(end + 1, 0, *parts)
    else:  # no room beside its place: below
        canvas.row(max(4, min(start, canvas.width - 2 - length)), 1, *parts)


def nothing(canvas: Canvas, area: Area, nearest: str, *, has_cards: bool) -> None:
    """Draw that nothing was found, and what would be."""
    if not has_cards:
        canvas.put(area.x, area.y, _("No cards yet. Add a bank on Home: press a"), "dim")
        return
    canvas.put(area.x, area.y, _("No matching cards."), "bold text")
    if nearest:
        canvas.row(area.x, area.y + 1, (_("This finds some: "), "dim"), (nearest, "text"),
                   ("  / Tab ", "bold key"), (_("searches it"), "dim"))  # fmt: skip


def head(canvas: Canvas, area: Area, sorting: Sorting) -> None:
    """Draw the names of the columns, an arrow at the one that cards are sorted by."""
    arrow = "↓" if sorting.is_reversed else "↑"
    sorted_by = sorting.by

    def name(words: str, by: SortBy) -> tuple[str, str]:
        return (f"{words}{arrow}", "bold text") if by is sorted_by else (words, "dim")

    columns = _columns(area.width)
    names = {
        "bank": name(_("Bank"), SortBy.BANK),
        "kind": (_("Kind"), "dim"),
        "tags": (_("Topics"), "dim"),
        "due": name(_("Due"), SortBy.DUE),
        "lasts": name(_("Lasts"), SortBy.LASTS),
        "right": name(_("Right"), SortBy.RIGHT),
    }
    canvas.put(area.x, area.y, *name(_("Question"), SortBy.QUESTION))
    for key, (x, width) in columns.items():
        if key in ("lasts", "right"):
            canvas.right(area.x + x + width, area.y, names[key])
        elif key != "question":
            canvas.put(area.x + x, area.y, *names[key])


def selected(canvas: Canvas, area: Area, count: int, asked: int, listed: int) -> None:
    """Draw how many cards are selected.

    Args:
        canvas: Where to.
        area: One row.
        count: Number of them.
        asked: Their answers in all.
        listed: Number of the cards that are listed.
    """
    canvas.fill(area, "bar")
    words = ngettext("{n} selected", "{n} selected", count).format(n=f"{count:,}")
    end = canvas.row(area.x + 2, area.y, (f"● {words}", "bold key"))
    more = ngettext("answered once", "answered {n} times", asked).format(n=f"{asked:,}")
    canvas.put(end + 2, area.y, more if asked else _("not asked yet"), "dim")
    everything = _("all {n}").format(n=f"{listed:,}")
    canvas.right(area.x + area.width - 1, area.y, ("a ", "bold key"), (everything, "text"))


def row(
    canvas: Canvas,
    area: Area,
    row: SearchedRow,
    *,
    bank: str,
    due: tuple[str, str],
    stays: str,
    share: float | None,
    is_current: bool,
    is_selected: bool,
) -> None:
    """Draw a card.

    Args:
        canvas: Where to.
        area: One row.
        row: The card.
        bank: Title of its bank.
        due: When it is due, and the ink of that.
        stays: How long it lasts; empty for a new card.
        share: Share of right answers; None for a new card.
        is_current: Whether the cursor is on it.
        is_selected: Whether it is selected.
    """
    x, y, width, _height = area
    if is_current:
        canvas.select(x - 2, y, width + 3)
    if is_selected:
        canvas.put(x - 1, y, "●", "bold key")
    ink = "dim" if due[1] == "dim" and stays else "text"
    texts = {
        "question": clean_line(inline(row.stem[:_LONGEST_STEM]).plain),
        "bank": bank,
        "kind": row.kind,
        "tags": ", ".join(map(clean_line, row.tags)),
    }
    for key, (at, room) in _columns(width).items():
        if key in texts:
            bold = "bold " if key == "question" and (is_current or is_selected) else ""
            canvas.put(x + at, y, texts[key], f"{bold}{ink}" if key == "question" else "dim", room)
        elif key == "due":
            canvas.put(x + at, y, clip(due[0], room), due[1])
        elif key == "lasts":
            canvas.right(x + at + room, y, (stays or "–", ink if stays else "dim"))
        else:
            shown = "–" if share is None else f"{share:.0%}"
            canvas.right(x + at + room, y, (shown, _ink(share)))


def _ink(share: float | None) -> str:
    if share is None:
        return "dim"
    return "right" if share >= 0.65 else "partly" if share >= 0.5 else "wrong"


def _columns(width: int) -> dict[str, tuple[int, int]]:
    """Return the place and width of each column that there is room for."""
    rooms = {"due": _DUE, "lasts": column(_("Lasts"), _LASTS), "right": column(_("Right"), _RIGHT)}
    if width < _LEAST_LASTS:
        del rooms["lasts"]
    if width >= _LEAST_BANK:
        rooms = {"bank": _BANK, **rooms}
    if width >= _LEAST_KIND:
        rooms = {"bank": _BANK, "kind": _KIND, **{k: v for k, v in rooms.items() if k != "bank"}}
    if width >= _LEAST_TAGS:
        others = {key: room for key, room in rooms.items() if key not in ("bank", "kind")}
        rooms = {"bank": _BANK + 5, "kind": _KIND, "tags": _TAGS, **others}
    at = width - sum(room + 1 for room in rooms.values())
    places = {"question": (0, at - 1)}
    for key, room in rooms.items():
        places[key] = (at + 1, room - (key in ("bank", "kind", "tags")))
        at += room + 1
    return places


def due(state: MemoryState, today: int) -> tuple[str, str]:
    """Return when a card is due, in as many cells as a date has, and its ink.

    Args:
        state: The card's.
        today: The study day, as an ordinal.
    """
    if state.is_suspended:
        return _("suspended"), "dim"
    if state.is_away(today):
        return _("tomorrow"), "dim"
    days = days_until_due(state, today)
    if days is None:
        return _("new"), "dim"
    if days <= 0:
        return _("today"), "bold partly"
    day = date.fromordinal(today + int(days))
    return (with_year if days > _FAR else day_and_month)(day), "text"
