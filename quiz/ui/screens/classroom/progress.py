"""How far a question or a game is: who has answered, and who is still thinking."""

from bisect import bisect_left
from collections.abc import Sequence
from math import ceil

from quiz.classroom.game import ClassGame, GameStage, Player
from quiz.cleaning import clean_line
from quiz.translation import _
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas, wrapped
from quiz.ui.screens.classroom.drawing import HostView, column_of, draw_ranking

_LABEL = 10


def time_left(view: HostView) -> tuple[float, float] | None:
    """Return the seconds left of how many, without extra time; None where there is no limit."""
    game = view.live.game
    plain = Player(id="", name="")
    left = game.left_s(plain, view.live.clock())
    if left is None or game.is_own_pace:
        return None
    return left, game.limit_of(plain, game.state.place)


def draw_progress(canvas: Canvas, view: HostView) -> None:
    """Draw how many have answered, the time, and who is still thinking."""
    x, width = column_of(canvas)
    game = view.live.game
    if game.state.stage is GameStage.TALKING:
        words = _("They talk it over. Enter opens the second vote.")
        canvas.put(x, 0, words, "bold text", width)
    answered = sum(game.has_answered(player.id) for player in game.inside)
    y = 1 if game.state.stage is GameStage.TALKING else 0
    _gauge_row(canvas, x, y, width, _("Answered"), answered, len(game.inside))
    timed = time_left(view)
    if timed is not None:
        left, limit = timed
        y += 1
        canvas.put(x, y, _("Time"), "dim", _LABEL - 1)
        charts.gauge(canvas, x + _LABEL, y, width - _LABEL - 12, min(1.0, left / limit), "partly")
        paused = _("paused") if game.state.paused_at else _("{n} s").format(n=ceil(left))
        canvas.right(x + width, y, (paused, "bold partly"))
    if game.state.stage is GameStage.ASKING:
        _draw_thinking(canvas, Area(x, y + 1, width, canvas.height - y - 1), view)


def _gauge_row(
    canvas: Canvas, x: int, y: int, width: int, title: str, done: int, total: int
) -> None:
    canvas.put(x, y, title, "dim", _LABEL - 1)
    charts.gauge(canvas, x + _LABEL, y, width - _LABEL - 12, done / total if total else 0.0)
    words = _("{n} of {of}").format(n=done, of=total)
    canvas.right(x + width, y, (words, "bold text"))


def _draw_thinking(canvas: Canvas, area: Area, view: HostView) -> None:
    game = view.live.game
    names = [clean_line(p.name) for p in game.inside if not game.has_answered(p.id)]
    if not names or area.height < 1:
        return
    if not view.has_names:
        words = _("Still thinking: {n} · n shows their names").format(n=len(names))
        canvas.put(area.x, area.y, words, "dim", area.width)
        return
    words = _("Still thinking: {names}")
    lines = wrapped(words.format(names=_as_fits(words, names, area)), area.width)
    for at, line in enumerate(lines[: area.height]):
        canvas.put(area.x, area.y + at, line, "text", area.width)


def _as_fits(words: str, names: Sequence[str], area: Area) -> str:
    """Return as many names as fit into an area, and how many more there are."""

    def listed(count: int) -> str:
        shown = ", ".join(names[:count])
        if count == len(names):
            return shown
        more = _("{n} more").format(n=len(names) - count)
        return f"{shown}, +{more}"

    def is_too_long(count: int) -> bool:
        return len(wrapped(words.format(names=listed(count)), area.width)) > area.height

    # This is drawn while three hundred answer, so that not every number is tried.
    fitting = bisect_left(range(1, len(names) + 1), True, key=is_too_long)
    return listed(fitting) if fitting else f"{len(names)}"


def draw_own_pace(canvas: Canvas, view: HostView) -> None:
    """Draw how far each player is, at their own pace."""
    x, width = column_of(canvas)
    game = view.live.game
    total = len(game.questions)
    through = sum(game.place_of(player.id) >= total for player in game.inside)
    _gauge_row(canvas, x, 1, width, _("Through"), through, len(game.inside))
    if game.state.paused_at:
        canvas.put(x, 2, _("The game is paused."), "bold partly", width)
    if not view.has_names:
        canvas.put(x, 4, _("n shows how far each player is"), "dim", width)
        return
    lines = game.ranking()
    if any(line.player == "" for line in lines):  # teams
        draw_ranking(canvas, Area(x, 4, width, canvas.height - 5), lines)
        return
    name_room = min(30, max(12, width // 3))
    room = canvas.height - 5
    for at, line in enumerate(lines[:room]):
        y = 4 + at
        done = min(total, _done(game, line.player))
        here = line.player in view.live.present
        canvas.put(x, y, clean_line(line.name), "text" if here else "dim", name_room)
        bar = x + name_room + 1
        charts.gauge(canvas, bar, y, x + width - bar - 20, done / total)
        canvas.right(x + width - 9, y, (_("{n} of {of}").format(n=done, of=total), "dim"))
        canvas.right(x + width, y, (f"{line.points:,}", "bold text"))
    if len(lines) > room:
        more = _("{n} more").format(n=len(lines) - room)
        canvas.put(x, canvas.height - 1, f"+{more}", "dim", width)


def _done(game: ClassGame, player: str) -> int:
    """Return how many questions a player has answered."""
    return game.place_of(player) + game.has_answered(player)
