"""The numbers behind a plot, as a table that scrolls."""

from quiz.cells import cell_length, clip
from quiz.cleaning import clean_line
from quiz.desk.statistics import tables
from quiz.desk.statistics.tables import NumberTable, cell_text
from quiz.translation import _
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.screens.statistics.view import BANKS, CONFUSED, HARDEST, KINDS, StatView, Tab

_GAP = 2
_LEAST_TEXT = 10


def table_of(view: StatView) -> NumberTable | None:
    """Return the numbers of what is shown; None where they are not worked out."""
    worked, part = view.worked, view.part
    if not view.is_worked_out:
        return None
    match view.tab:
        case Tab.OVERVIEW if worked.activity is not None:
            if part == 2:
                return tables.scores_table(worked.scores)
            make = tables.growth_table if part else tables.days_table
            return make(worked.activity)
        case Tab.RETENTION if worked.retention is not None:
            weeks = tables.months_table if part else tables.weeks_table
            return weeks(worked.retention)
        case Tab.FORECAST if worked.forecast is not None:
            of_part = (tables.forecast_table, tables.stability_table, tables.difficulty_table)
            return of_part[part](worked.forecast)
        case Tab.HOURS if worked.hours is not None:
            return tables.hours_table(worked.hours)
        case Tab.TOPICS:
            return _list_table(view)
        case Tab.CALIBRATION if worked.calibration is not None:
            made = (tables.predictions_table, tables.certainty_table, tables.corrections_table)
            return made[part](worked.calibration)
        case _:
            return None


def _list_table(view: StatView) -> NumberTable:
    worked, part = view.worked, view.part
    if part == HARDEST:
        return tables.hardest_table(worked.hardest or ())
    if part == CONFUSED:
        return tables.confusions_table(worked.confusions or ())
    titles = {KINDS: _("Kinds of question, weakest first"), BANKS: _("Banks, weakest first")}
    return tables.groups_table(
        titles.get(part, _("Topics, weakest first")), worked.groups.get(part, ())
    )


def rows_in_sight(area: Area) -> int:
    """Return how many rows of a table there is room for."""
    return max(1, area.height - 3)


def draw_numbers(canvas: Canvas, area: Area, view: StatView) -> None:
    """Draw the table, the newest row first where it is one of days."""
    table = table_of(view)
    if table is None:
        return
    rows = table.rows if table.begins_best else table.rows[::-1]
    shown = rows[view.top : view.top + rows_in_sight(area)]
    cells = [
        [clean_line(cell_text(value, at)) for value, at in zip(row, table.columns, strict=True)]
        for row in shown
    ]
    heads = [column.head for column in table.columns]
    widths = _widths(table, [heads, *cells], area.width)
    _row(canvas, area.x, area.y, heads, widths, table, "dim")
    for number, row in enumerate(cells):
        y = area.y + 1 + number
        if view.top + number == view.cursor:
            canvas.select(area.x - 2, y, area.width + 4)
        canvas.spot(Area(area.x - 2, y, area.width + 4, 1), f"select({view.top + number})")
        _row(canvas, area.x, y, row, widths, table, "text")
    more = len(rows) - view.top - len(shown)
    note = _("w saves them as CSV")
    if more > 0:
        note = _("+{n} more").format(n=more) + " · " + note
    canvas.put(area.x, area.y + area.height - 1, note, "dim", area.width)


def _widths(table: NumberTable, cells: list[list[str]], room: int) -> list[int]:
    """Return the width of each column; texts give way to what is left, the longest first."""
    widths = [max(cell_length(row[at]) for row in cells) for at in range(len(table.columns))]
    texts = [at for at, column in enumerate(table.columns) if column.is_text]
    over = sum(widths) + _GAP * (len(widths) - 1) - room
    while over > 0 and texts:
        longest = max(texts, key=lambda at: widths[at])
        if widths[longest] <= _LEAST_TEXT:
            break
        widths[longest] -= 1
        over -= 1
    return widths


def _row(
    canvas: Canvas,
    x: int,
    y: int,
    cells: list[str],
    widths: list[int],
    table: NumberTable,
    ink: str,
) -> None:
    for cell, width, column in zip(cells, widths, table.columns, strict=True):
        if column.is_text:
            canvas.put(x, y, clip(cell, width), ink)
        else:
            canvas.right(x + width, y, (cell, ink))
        x += width + _GAP
