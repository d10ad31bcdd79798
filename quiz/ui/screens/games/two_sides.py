"""Both halves of a quiz for two: names, points, buzzers, and whose turn it is."""

from math import ceil
from typing import NamedTuple

from quiz.study.two_players import (
    FIRST_POINTS,
    SECOND_POINTS,
    GamePhase,
    Side,
    TwoPlayers,
    end_words,
)
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas

_MARGIN = 3
_SIGN_INKS = {"✔": "right", "◐": "partly", "✘": "wrong"}
_LEAST_TALL = 12


class SidesView(NamedTuple):
    """What both halves show."""

    game: TwoPlayers
    """How it stands."""
    keys: tuple[str, str]
    """The buzzers, as they are written on the keys."""
    left_s: float | None = None
    """Seconds left to answer; None while no time runs."""
    limit_s: float = 0.0
    """Seconds that there were."""


def draw_sides(canvas: Canvas, view: SidesView) -> None:
    """Draw both halves, the left player's at the left."""
    half = canvas.width // 2
    is_over = view.game.phase is GamePhase.OVER
    y = 0
    if is_over and canvas.height >= _LEAST_TALL:
        y = max(1, canvas.height // 4)
        canvas.centre(0, y, canvas.width, (end_words(view.game), "bold right"))
        words = _("Enter plays again. Nothing of this went into your progress.")
        canvas.centre(0, y + 9, canvas.width, (words, "dim"))
        y += 2
    for side in Side:
        area = Area(half * side, y, half, 6)
        _half(canvas, area, view, side)
    for row in range(y, min(canvas.height, y + 5)):
        canvas.put(half - 1, row, "│", "line")


def _half(canvas: Canvas, area: Area, view: SidesView, side: Side) -> None:
    game = view.game
    x, y, width = area.x + _MARGIN, area.y, area.width - 2 * _MARGIN
    is_on = game.turn is side and game.phase is GamePhase.ANSWER
    if is_on:
        canvas.fill(Area(area.x + 1, y, area.width - 3, 5), "select")
    is_won = game.phase is GamePhase.OVER and game.winner is side
    name = f"★ {game.names[side]}" if is_won else game.names[side]
    canvas.put(x, y, name, "bold partly" if is_won else "bold text", width)
    _buzzer(
        canvas, x, y + 1, view.keys[side], "bold key" if game.phase is GamePhase.BUZZ else "line"
    )
    charts.digits(canvas, x + 8, y + 1, f"{game.points[side]}", "bold text")
    points = game.points[side]
    words = ngettext("{n} point", "{n} points", points).format(n=points)
    if is_on:
        worth = SECOND_POINTS if game.is_second else FIRST_POINTS
        what = _("your chance") if game.is_second else _("your answer")
        canvas.put(x + 15, y + 1, what, "bold key", width - 15)
        words = ngettext("for {n} point", "for {n} points", worth).format(n=worth)
        if view.left_s is not None:
            words += " · " + _("{n} s").format(n=max(0, ceil(view.left_s)))
    canvas.put(x + 15, y + 2, words, "dim", width - 15)
    if is_on and view.left_s is not None and view.limit_s:
        charts.gauge(canvas, x + 15, y + 3, min(20, width - 15), view.left_s / view.limit_s)
    at = x
    for sign in game.signs[side][-max(1, width // 2) :]:
        at = canvas.put(at, y + 4, sign, _SIGN_INKS.get(sign, "dim")) + 1


def _buzzer(canvas: Canvas, x: int, y: int, key: str, ink: str) -> None:
    """Draw a key as large as there is room for."""
    wide = max(3, len(key) + 2)
    canvas.put(x, y, "╭" + "─" * wide + "╮", ink)
    canvas.put(x, y + 1, "│" + key.center(wide) + "│", ink)
    canvas.put(x, y + 2, "╰" + "─" * wide + "╯", ink)
