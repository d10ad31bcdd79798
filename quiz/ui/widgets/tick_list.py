"""A list to tick in, as banks and topics of an exam; draws only the rows in sight."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.message import Message
from textual.widget import Widget

from quiz.cleaning import clean_line
from quiz.ui.content import parts
from quiz.ui.inks import MUTED
from quiz.words import _

_WEIGHTS = (0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 10.0)


class TickRow(NamedTuple):
    """One row."""

    key: str
    """What is ticked."""
    label: str
    """What is shown."""
    note: str = ""
    """Shown at the right edge."""


class TickList(Widget, can_focus=True):
    """Rows that are ticked or not; where there are weights, the arrows change them."""

    DEFAULT_CSS = "TickList { height: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", _("Select"), id="ticks.tick",
                tooltip=_("Select or clear this row")),
        Binding("right", "weigh(1)", _("Weight"), key_display="← →", id="ticks.heavier",
                tooltip=_("Give this topic more weight")),
        Binding("left", "weigh(-1)", _("Less weight"), show=False, id="ticks.lighter",
                tooltip=_("Give this topic less weight")),
        Binding("up,k", "move(-1)", _("Up"), show=False, id="ticks.up"),
        Binding("down,j", "move(1)", _("Down"), show=False, id="ticks.down"),
        Binding("pageup", "move(-8)", _("Page up"), show=False, id="ticks.page_up"),
        Binding("pagedown", "move(8)", _("Page down"), show=False, id="ticks.page_down"),
        Binding("home", "move(-1000000)", _("First"), show=False, id="ticks.first"),
        Binding("end", "move(1000000)", _("Last"), show=False, id="ticks.last"),
    ]  # fmt: skip

    class Changed(Message):
        """A tick or a weight changed."""

    def __init__(self, *, id: str, has_weights: bool = False) -> None:
        """Begin without rows."""
        super().__init__(id=id)
        self.rows: tuple[TickRow, ...] = ()
        self.ticked: set[str] = set()
        self.weights: dict[str, float] = {}
        """By key; 1 for those not named."""
        self.has_weights = has_weights
        self.most = 4
        """Rows that are in sight at most."""
        self.cursor = 0
        self.top = 0

    def tell(self, rows: Sequence[TickRow]) -> None:
        """Show rows; the ticks and weights of those that are still there stay."""
        self.rows = tuple(rows)
        keys = {row.key for row in rows}
        self.ticked &= keys
        self.weights = {key: weight for key, weight in self.weights.items() if key in keys}
        self.fit(self.most)

    def fit(self, most: int) -> None:
        """Show at most so many rows at once."""
        self.most = most
        self.styles.height = max(1, min(most, len(self.rows)))
        self.action_move(0)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ticked keys in the order of the rows."""
        return tuple(row.key for row in self.rows if row.key in self.ticked)

    def render(self) -> Content:
        """Return the rows in sight."""
        if not self.rows:
            return Content.styled("  " + _("none"), MUTED)
        height = max(1, self.size.height)
        last = min(len(self.rows), self.top + height)
        return Content("\n").join(self._row(at) for at in range(self.top, last))

    def _row(self, at: int) -> Content:
        row = self.rows[at]
        is_here = at == self.cursor and self.has_focus
        is_ticked = row.key in self.ticked
        lead = Content.styled("▌" if is_here else " ", "$primary")
        box = Content.styled(" ■ " if is_ticked else " □ ", "$text-accent" if is_ticked else "")
        note = Content.styled(row.note, MUTED)
        if self.has_weights:
            weight = self.weights.get(row.key, 1.0)
            text = _("weight ×{weight:g}").format(weight=weight)
            shown = f"‹ {text} ›" if is_here else f"{text}  "
            note = Content.styled(shown, "bold" if weight != 1.0 else MUTED)
        # More rows than are in sight: the edges say so.
        is_more = (at == self.top and at) or (
            at == self.top + self.size.height - 1 and at < len(self.rows) - 1
        )
        more = Content.styled(("↑" if at == self.top else "↓") if is_more else " ", "$text-accent")
        room = max(4, self.size.width - 7 - note.cell_length)
        name = parts.pad(clean_line(row.label), room)
        if is_here:
            name = name.stylize("bold")
        line = lead + box + name + Content(" ") + note + Content(" ") + more
        return line.stylize("on $boost") if is_here else line

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer weights where there are any."""
        if action in ("weigh", "tick"):
            return bool(self.rows) and (action == "tick" or self.has_weights)
        return True

    def action_move(self, step: int) -> None:
        """Mark another row."""
        self.cursor = max(0, min(len(self.rows) - 1, self.cursor + step))
        height = max(1, min(self.most, len(self.rows)))
        self.top = max(0, min(self.top, len(self.rows) - height))
        if self.cursor < self.top:
            self.top = self.cursor
        elif self.cursor >= self.top + height:
            self.top = self.cursor - height + 1
        self.refresh()

    def action_tick(self) -> None:
        """Tick the marked row, or take its tick away."""
        if self.rows:
            self.ticked ^= {self.rows[self.cursor].key}
            self.refresh()
            self.post_message(self.Changed())

    def action_weigh(self, step: int) -> None:
        """Let the marked topic count more or less."""
        if not self.rows:
            return
        key = self.rows[self.cursor].key
        weight = self.weights.get(key, 1.0)
        steps = sorted({*_WEIGHTS, weight})
        weight = steps[max(0, min(len(steps) - 1, steps.index(weight) + step))]
        self.weights[key] = weight
        if weight == 1.0:
            del self.weights[key]
        self.refresh()
        self.post_message(self.Changed())

    def on_focus(self) -> None:
        """Show the mark."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.refresh()

    def on_resize(self) -> None:
        """Keep the mark in sight."""
        self.action_move(0)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Move down."""
        event.stop()
        self.action_move(1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Move up."""
        event.stop()
        self.action_move(-1)

    def on_click(self, event: Click) -> None:
        """Tick the row under the pointer; at a weight, let it count more."""
        at = self.top + event.y
        if at >= len(self.rows):
            return
        self.cursor = at
        if self.has_weights and event.x >= self.size.width - 16:
            self.action_weigh(1)
        else:
            self.action_tick()
