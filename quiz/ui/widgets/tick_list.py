"""A list to tick in, as banks and topics of an exam."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from quiz.cleaning import clean_line
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.inks import MUTED
from quiz.ui.widgets.marked_list import MarkedList

_WEIGHT_WIDTH = 16
"""Columns at the right edge in which a click is for the weight."""
_WEIGHTS = (0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 10.0)


class TickRow(NamedTuple):
    """One row."""

    key: str
    """What is ticked."""
    label: str
    """What is shown."""
    note: str = ""
    """Shown at the right edge."""


class TickList(MarkedList):
    """Rows that are ticked or not; where there are weights, the arrows change them."""

    DEFAULT_CSS = "TickList { height: 1; min-height: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", _("Select"), id="ticks.tick",
                tooltip=_("Select or clear this row")),
        Binding("right", "weigh(1)", _("Weight"), key_display="← →", id="ticks.heavier",
                tooltip=_("Give this topic more weight")),
        Binding("left", "weigh(-1)", _("Less weight"), show=False, id="ticks.lighter",
                tooltip=_("Give this topic less weight")),
    ]  # fmt: skip

    is_marked_blurred = False  # a form has several of them

    class Changed(Message):
        """A tick or a weight changed."""

    def __init__(self, *, id: str, has_weights: bool = False) -> None:
        """Begin without rows."""
        super().__init__(self._row, id=id, is_bold=False)
        self.empty = _("none")
        self.rows: tuple[TickRow, ...] = ()
        self.ticked: set[str] = set()
        self.weights: dict[str, float] = {}
        """By key; 1 for those not named."""
        self.has_weights = has_weights
        self.most = 4
        """Rows that are in sight at most."""

    def offer(self, rows: Sequence[TickRow]) -> None:
        """Show rows; the ticks and weights of those that are still there stay."""
        self.rows, self.count = tuple(rows), len(rows)
        keys = {row.key for row in rows}
        self.ticked &= keys
        self.weights = {key: weight for key, weight in self.weights.items() if key in keys}
        self.fit(self.most)

    def fit(self, most: int) -> None:
        """Show at most so many rows at once."""
        self.most = most
        self.styles.height = max(1, min(most, len(self.rows)))
        self.follow()

    @property
    def in_sight(self) -> int:
        """How many rows there is room for: the list is as tall as that."""
        return max(1, min(self.most, self.count))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ticked keys in the order of the rows."""
        return tuple(row.key for row in self.rows if row.key in self.ticked)

    def _row(self, at: int, width: int) -> Content:
        row = self.rows[at]
        is_here = at == self.cursor and self.has_focus
        is_ticked = row.key in self.ticked
        box = Content.styled("■ " if is_ticked else "□ ", "$text-accent" if is_ticked else "")
        note = Content.styled(row.note, MUTED)
        if self.has_weights:
            weight = self.weights.get(row.key, 1.0)
            text = _("weight ×{weight:g}").format(weight=weight)
            shown = f"‹ {text} ›" if is_here else f"{text}  "
            note = Content.styled(shown, "bold" if weight != 1.0 else MUTED)
        # More rows than are in sight: the edges say so.
        is_last = at == self.top + self.in_sight - 1
        is_more = (at == self.top and at) or (is_last and at < self.count - 1)
        more = Content.styled(("↑" if at == self.top else "↓") if is_more else " ", "$text-accent")
        room = max(4, width - 5 - note.cell_length)
        name = parts.pad(clean_line(row.label), room)
        if is_here:
            name = name.stylize("bold")
        return box + name + " " + note + " " + more

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer weights where there are any."""
        if action in ("weigh", "tick"):
            return bool(self.rows) and (action == "tick" or self.has_weights)
        return True

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

    def clicked(self, at: int, x: int) -> None:
        """Tick a row; at its weight, let it count more."""
        self.cursor = at
        if self.has_weights and x >= self.size.width - _WEIGHT_WIDTH:
            self.action_weigh(1)
        else:
            self.action_tick()
