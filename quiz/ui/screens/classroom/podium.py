"""The ranking between questions, and the podium at the end of a game."""

from quiz.cells import cell_length, clip
from quiz.classroom.facility import facilities
from quiz.classroom.game import Standing
from quiz.cleaning import clean_line
from quiz.items.spoken import stem_line
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.screens.classroom.drawing import HostView, change_of, column_of, draw_ranking

_HEIGHTS = (11, 9, 7)
_INKS = ("partly-fill", "dim", "key-fill")
_TALL = 32
_BEGIN = (2 / 3, 1 / 3, 0.0)
"""When each block begins to rise, as a share of the whole: the third one first."""


def draw_board(canvas: Canvas, view: HostView) -> None:
    """Draw the ranking between two questions."""
    x, width = column_of(canvas)
    game = view.live.game
    done = game.state.place + 1
    after = ngettext("after {n} question", "after {n} questions", done).format(n=done)
    canvas.heading(x, 1, width, _("Ranking"), (after, "dim"))
    lines = game.ranking()
    if not lines:
        canvas.put(x, 3, _("Nobody is in yet."), "dim", width)
    room = canvas.height - 4
    draw_ranking(canvas, Area(x, 3, width, room), lines)
    if len(lines) > room:
        more = _("{n} more").format(n=len(lines) - room)
        canvas.put(x, canvas.height - 1, f"+{more}", "dim", width)


def draw_leading(canvas: Canvas, view: HostView) -> None:
    """Draw the leading five below an answer: as a list, or in a line where that is all there is."""
    x, width = column_of(canvas)
    game = view.live.game
    lines = game.ranking()
    if not lines or not (game.rules.has_points and game.rules.has_board):
        return
    if canvas.height > 2:
        done = game.state.place + 1
        after = ngettext("after {n} question", "after {n} questions", done).format(n=done)
        canvas.heading(x, 0, width, _("Leading"), (after, "dim"))
        draw_ranking(canvas, Area(x, 1, width, min(5, canvas.height - 1)), lines)
        return
    at = canvas.put(x, 0, _("Leading") + "  ", "dim")
    for line in lines[:5]:
        sign, ink = change_of(line)
        name = clip(clean_line(line.name), 16)
        size = cell_length(f"{line.rank} {name} {line.points:,} {sign}")
        if at + size > x + width:
            break
        at = canvas.row(
            at, 0, (f"{line.rank} ", "bold partly"), (f"{name} ", "bold text"),
            (f"{line.points:,} ", "text"), (sign, ink),
        ) + 3  # fmt: skip


def draw_podium(canvas: Canvas, view: HostView) -> None:
    """Draw the end of a game: three blocks that rise, and the hardest question below."""
    x, width = column_of(canvas)
    game = view.live.game
    lines = game.ranking()
    y = 2
    if not lines:
        canvas.centre(0, 3, canvas.width, (_("Nobody was in this game."), "dim"))
    elif game.rules.has_board:
        y = _draw_blocks(canvas, x, width, lines, view.share)
    else:
        canvas.centre(0, 3, canvas.width, (_("The game is over."), "bold text"))
        y = 5
    _draw_summary(canvas, x, y + 1, width, view)


def _draw_blocks(canvas: Canvas, x: int, width: int, lines: list[Standing], share: float) -> int:
    """Draw three blocks and who came after them; returns the next free row."""
    grow = 5 if canvas.height >= _TALL else 0
    base = min(canvas.height - 6, 3 + _HEIGHTS[0] + grow + (2 if grow else 0))
    wide = 22 if width > 80 else 18
    middle = canvas.width // 2 - wide // 2
    for at, left in ((1, middle - wide - 1), (0, middle), (2, middle + wide + 1)):
        if at < len(lines):
            risen = min(1.0, max(0.0, (share - _BEGIN[at]) * 3))
            high = min(base - 3, round((_HEIGHTS[at] + grow) * risen))
            _draw_block(canvas, Area(left, base - high, wide, high), lines[at], at, risen)
    canvas.put(x, base, "▔" * width, "line")
    at = x
    for line in lines[3:8]:
        words = f"{line.rank} {clip(clean_line(line.name), 18)} {line.points:,}"
        if at + cell_length(words) > x + width:
            break
        at = canvas.row(at, base + 1, (words, "text")) + 3
    return base + 2


def _draw_block(canvas: Canvas, area: Area, line: Standing, at: int, risen: float) -> None:
    charts.block(canvas, area, _INKS[at])
    if risen < 1.0:
        return
    name = clip(clean_line(line.name), area.width)
    canvas.centre(area.x, area.y - 2, area.width, (name, "bold text"))
    canvas.centre(area.x, area.y - 1, area.width, (f"{line.points:,}", "dim"))
    if line.rank == 1 and area.y >= 3:
        canvas.centre(area.x, area.y - 3, area.width, ("★", "bold partly"))
    if area.height >= 7:
        charts.huge(canvas, area.x + (area.width - 6) // 2, area.y + 1, f"{line.rank}", "", 2)


def _draw_summary(canvas: Canvas, x: int, y: int, width: int, view: HostView) -> None:
    game = view.live.game
    found = facilities(game)
    if not found:
        return
    share = sum(one.right for one in found) / sum(one.answered for one in found)
    words = ngettext(
        "{n} question, {share:.0%} right.", "{n} questions, {share:.0%} right.", len(found)
    ).format(n=len(found), share=share)
    canvas.put(x, y, words, "text", width)
    hardest = found[0]
    stem = stem_line(game.questions[hardest.place].item)
    hard = _("Hardest, {share:.0%} right: {question}").format(
        share=hardest.share, question=clean_line(stem)
    )
    canvas.wrap(x, y + 1, width, hard, "dim", 2)
