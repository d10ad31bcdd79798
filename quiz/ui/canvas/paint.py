"""The widget that shows a board: drawn on a canvas as a whole, row by row to the terminal."""

from collections.abc import Callable
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from quiz.ui.canvas.canvas import Canvas, Spot
from quiz.ui.themes import roles

if TYPE_CHECKING:
    from textual.events import Click, MouseMove
    from textual.timer import Timer

_FRAMES_A_SECOND = 30
FIXED = {"black": "#000000", "white": "#ffffff"}
"""Roles that are the same in every theme: cameras read a QR code black on white alone."""
Draw = Callable[[Canvas], None]
"""Draws a board on an empty canvas."""


class Paint(Widget):
    """A widget drawn by a function: a whole board is one of these.

    Rows are made once and kept until `repaint`, a new size or a new theme; only those that changed
    go to the terminal.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Paint { width: 100%; height: 1fr; }
    """

    def __init__(self, draw: Draw, *, id: str | None = None) -> None:
        """Show what a function draws.

        Args:
            draw: Draws the board.
            id: Of the widget.
        """
        super().__init__(id=id)
        self._draw = draw
        self.canvas = Canvas(0, 0)
        """The board as it was drawn last."""
        self._made_for: object = None
        self._strips: list[Strip] = []
        self._moves: Timer | None = None

    def repaint(self) -> None:
        """Draw again; only rows that changed go to the terminal."""
        if self._made_for != self._key():
            self._made_for = None  # while it is hidden it has no size, and then its old one again
            self.refresh()
            return
        before = self._strips
        self._paint()
        for y, (old, new) in enumerate(zip(before, self._strips, strict=True)):
            if old != new:
                self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Return a row of the board."""
        if self._made_for != self._key():
            self._paint()
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width)

    def _key(self) -> object:
        return self.size, self.app.theme, getattr(self.app, "glyphs", "")

    def _paint(self) -> None:
        self._made_for = self._key()
        self.canvas = canvas = Canvas(*self.size)
        canvas.is_ascii = getattr(self.app, "glyphs", "") == "ascii"
        self._draw(canvas)
        colours = _roles_of(self.app.theme, tuple(sorted(self.app.theme_variables.items())))
        self._strips = [_strip(canvas, y, colours) for y in range(canvas.height)]

    def text(self) -> str:
        """Return what the board says, row by row."""
        if self._made_for != self._key():
            self._paint()
        return "\n".join(self.canvas.lines())

    # The mouse

    def _spot(self, event: "Click | MouseMove") -> Spot | None:
        return self.canvas.spot_at(event.x, event.y)

    async def on_click(self, event: "Click") -> None:
        """Do what the part under the pointer does."""
        spot = self._spot(event)
        if spot is not None and spot.action:
            event.stop()
            await self.app.run_action(spot.action, self.screen)

    def on_mouse_move(self, event: "MouseMove") -> None:
        """Say what the part under the pointer says."""
        spot = self._spot(event)
        tip = spot.tip if spot is not None else ""
        if (self.tooltip or "") != tip:
            self.tooltip = tip or None

    # Motion

    def animate_board(self, seconds: float, frame: Callable[[float], None]) -> None:
        """Call a function with the share done, 0 to 1, frame by frame, and draw after each.

        With motion off it is called once, with 1.
        """
        self.end_motion()
        if self.app.animation_level == "none":
            frame(1.0)
            self.repaint()
            return
        began, self._frame = monotonic(), frame

        def step() -> None:
            share = min(1.0, (monotonic() - began) / seconds)
            frame(share)
            self.repaint()
            if share >= 1.0:
                self.end_motion()

        frame(0.0)
        self.repaint()
        self._moves = self.set_interval(1 / _FRAMES_A_SECOND, step)

    def end_motion(self) -> None:
        """Show the end of what moves at once; does nothing if nothing moves."""
        if self._moves is not None:
            self._moves.stop()
            self._moves = None
            self._frame(1.0)
            self.repaint()


@lru_cache(maxsize=8)
def _roles_of(name: str, variables: tuple[tuple[str, str], ...]) -> "_Colours":
    return _Colours(roles(name, dict(variables)), is_ansi=name.startswith("ansi"))


class _Colours:
    """The styles of a theme, each made once."""

    def __init__(self, colours: dict[str, str], *, is_ansi: bool) -> None:
        self._colours = colours
        self._is_ansi = is_ansi
        self._styles: dict[tuple[str, str], Style] = {}

    def style(self, ink: str, ground: str) -> Style:
        """Return the style of an ink on a ground; an empty ground is the screen's."""
        style = self._styles.get((ink, ground))
        if style is None:
            *looks, role = ink.split()
            style = Style(
                color=Color.parse(self._colour(role)).rich_color,
                bgcolor=Color.parse(self._colour(ground or "ground")).rich_color,
                bold="bold" in looks,
                underline="underline" in looks,
                strike="strike" in looks,
                reverse="reverse" in looks or (self._is_ansi and ground == "select"),
            )
            self._styles[ink, ground] = style
        return style

    def _colour(self, role: str) -> str:
        return FIXED[role] if role in FIXED else self._colours[role]


def _strip(canvas: Canvas, y: int, colours: _Colours) -> Strip:
    texts, inks, grounds = canvas.texts[y], canvas.inks[y], canvas.grounds[y]
    runs, start, width = [], 0, canvas.width
    for x in range(1, width + 1):
        if x == width or inks[x] != inks[start] or grounds[x] != grounds[start]:
            runs.append(
                Segment("".join(texts[start:x]), colours.style(inks[start], grounds[start]))
            )
            start = x
    return Strip(runs, width)
