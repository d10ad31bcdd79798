"""The lobby of a game, before its first question: how to come in, and who is in."""

from quiz.cells import cell_length
from quiz.classroom.rules import ClassMode
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.screens.classroom.drawing import (
    HostView,
    column_of,
    draw_names,
    draw_qr,
    name_cells,
)

_WITH_QR = (104, 26)
"""Columns, and rows between head and keys, from which the QR code is shown."""
_MODES = {
    ClassMode.TEAMS: _("teams"),
    ClassMode.TWO_VOTES: _("two votes"),
    ClassMode.OWN_PACE: _("at your own pace"),
}


def draw_lobby(canvas: Canvas, view: HostView) -> None:
    """Draw the code large, where to type it, and who is in."""
    x, width = column_of(canvas)
    code = view.live.row.code
    shown = f"{code[:3]} {code[3:]}"
    if view.qr and canvas.width >= _WITH_QR[0] and canvas.height >= _WITH_QR[1]:
        _draw_wide(canvas, view, shown)
        return
    y = _join_lines(canvas, x, 1, width, view.address)
    charts.huge(canvas, (canvas.width - 48) // 2, y + 1, shown, "key", 2)
    y += 7
    y = _count_line(canvas, x, y, width, view)
    low = canvas.height - 3
    _draw_players(canvas, Area(x, y + 1, width, low - y - 2), view)
    canvas.put(x, low, " · ".join(_rules(view)), "dim", width)
    canvas.put(x, low + 1, _start_words(view), "text", width)


def _draw_wide(canvas: Canvas, view: HostView, code: str) -> None:
    x, width = column_of(canvas)
    edge = x + width - len(view.qr[0])
    draw_qr(canvas, edge, 1, view.qr)
    high = (len(view.qr) + 1) // 2
    canvas.put(edge, high + 1, _("The same address, for phones"), "dim", len(view.qr[0]))
    room = width - len(view.qr[0]) - 4
    charts.huge(canvas, x, 2, code, "key", 3 if room >= 72 else 2)
    y = _join_lines(canvas, x, 9, room, view.address, is_centred=False)
    y = _count_line(canvas, x, y + 1, room, view)
    y = canvas.wrap(x, y + 1, room, " · ".join(_rules(view)), "dim", 2)
    y = canvas.wrap(x, y + 1, room, _start_words(view), "text", 2)
    y = max(y, high + 2) + 1
    inside = canvas.pane(Area(x, y, width, max(4, canvas.height - y)), _("Players"))
    _draw_players(canvas, inside, view)


def _join_lines(
    canvas: Canvas, x: int, y: int, width: int, address: str, *, is_centred: bool = True
) -> int:
    """Write where to come in; returns the next free row."""
    command = " ".join(("quiz", "join", address))
    for words, shown in (
        (_("Join at {address} in a browser,"), address),
        (_("or with {address} in a terminal"), command),
    ):
        before, _mark, after = words.partition("{address}")
        parts = ((before, "dim"), (shown, "bold text"), (after, "dim"))
        if sum(cell_length(text) for text, _ink in parts) > width:
            y = canvas.wrap(x, y, width, before + shown + after, "text", 2)
            continue
        if is_centred:
            canvas.centre(x, y, width, *parts)
        else:
            canvas.row(x, y, *parts)
        y += 1
    return y


def _count_line(canvas: Canvas, x: int, y: int, width: int, view: HostView) -> int:
    inside = len(view.live.game.inside)
    if not inside:
        canvas.put(x, y, _("Nobody is in yet."), "bold text", width)
        return y + 1
    words = ngettext("{n} player is in", "{n} players are in", inside).format(n=inside)
    canvas.put(x, y, words, "bold text", width)
    room = _("room for {n}").format(n=view.live.most_players)
    if cell_length(words) + cell_length(room) + 2 <= width:
        canvas.right(x + width, y, (room, "dim"))
    return y + 1


def _draw_players(canvas: Canvas, area: Area, view: HostView) -> None:
    game = view.live.game
    draw_names(canvas, area, name_cells(game.inside, view.live.present))


def _rules(view: HostView) -> list[str]:
    """Return how it is played, in a few words each."""
    rules, count = view.live.game.rules, len(view.live.game.questions)
    lines = [ngettext("{n} question", "{n} questions", count).format(n=count)]
    if rules.seconds:
        lines.append(_("{n:.0f} s each").format(n=rules.seconds))
    if rules.mode in _MODES:
        lines.append(_MODES[rules.mode])
    if rules.has_points:
        lines.append(_("faster answers earn more"))
    return lines


def _start_words(view: HostView) -> str:
    if not view.live.game.inside:
        return _("Enter starts the game; players can still join later.")
    return _("Enter starts the game. Latecomers can still join.")
