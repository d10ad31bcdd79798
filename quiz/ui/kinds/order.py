"""Putting entries in order by moving them."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import MouseDown, MouseMove

from quiz.items import Order, Ordered, Outcome, Prompt, Response
from quiz.translation import _
from quiz.ui.inks import KEY, MUTED, RIGHT, WRONG
from quiz.ui.kinds.base import Rows, RowsView, selected
from quiz.ui.markup import folded, plain

_ARROWS_AT = 5
"""The cell of the arrow up beside the marked entry, without its number's cells."""


class OrderView(RowsView):
    """Entries that are taken up, moved and put down."""

    takes = (Ordered,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", _("Up"), show=False, id="order.up"),
        Binding("down,j", "move(1)", _("Down"), show=False, id="order.down"),
        Binding("space", "take", _("Grab"), id="order.take",
                tooltip=_("Grab or drop the item")),
        Binding("shift+up,K", "shift(-1)", _("Move up"), show=False, id="order.shift_up"),
        Binding("shift+down,J", "shift(1)", _("Move down"), show=False, id="order.shift_down"),
        Binding("enter", "hand_in", _("Submit"), id="answer.hand_in",
                tooltip=_("Submit the order")),
        *(
            Binding(str(n), f"place({n})", _("Move to"), show=n == 1, key_display="1-9",
                    id=f"order.{n}", tooltip=_("Move the item to position {n}").format(n=n))
            for n in range(1, 10)
        ),
    ]  # fmt: skip

    def __init__(self) -> None:
        """Begin with nothing to show."""
        super().__init__()
        self._held = self._dragged = -1
        """The place of the entry under a button held down, and of one that was moved so."""

    def show(self, prompt: Prompt) -> None:
        """Lay out the entries as shuffled."""
        self.prompt = prompt
        self.outcome = None
        self.entries = list(prompt.order)
        self.cursor = 0
        self.is_taken = False
        self.is_touched = False
        self.how = _("Space to grab, ↑↓ to move")
        if self.is_kept:
            self.how = _("Space to grab, ↑↓ to move, Enter to save")
        self.redraw()

    def draft(self) -> Response | None:
        """Return the order, once an entry was moved: as shuffled it is no answer."""
        return Ordered(tuple(self.entries)) if self.is_touched else None

    def restore(self, response: Response) -> None:
        """Lay out the entries as they were ordered."""
        assert isinstance(response, Ordered)
        if sorted(response.indices) == sorted(self.prompt.order):
            self.entries = list(response.indices)
            self.is_touched = True
        self.redraw()

    def mark(self, outcome: Outcome) -> None:
        """Show which entries stand at their place."""
        self.outcome = outcome
        self.is_taken = False
        self.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be moved once it is marked."""
        return self.outcome is None

    @property
    def _item(self) -> Order:
        assert isinstance(self.prompt.item, Order)
        return self.prompt.item

    def rows(self, width: int) -> Rows:
        """Return the entries from first to last."""
        rows: Rows = []
        for place, index in enumerate(self.entries):
            is_here = place == self.cursor and self.outcome is None
            bar = Content.styled("▌" if is_here else " ", "$primary")
            style = ""
            if self.outcome is not None:
                is_right = index == place
                sign = Content.styled(" ✔" if is_right else " ✘", RIGHT if is_right else WRONG)
            elif is_here and self.is_taken:
                sign, style = Content.styled(" ↕", "$text-accent"), KEY
            else:
                sign, style = Content("  "), "bold" if is_here else ""
            arrows = "↑↓" if is_here else "  " if self.outcome is None else ""
            number = Content.styled(f" {place + 1} ", MUTED)
            lead = bar + sign + number + Content.styled(f"{arrows} ", "$text-accent")
            content = plain(self._item.entries[index])
            if style:
                content = content.stylize(style)
            blank = Content(" " * lead.cell_length)
            lines = folded(content, width, lead, blank)
            rows += [(line, place) for line in (selected(lines, width) if is_here else lines)]
        return rows

    def on_mouse_down(self, event: MouseDown) -> None:
        """Begin to drag the entry under the pointer."""
        self._dragged = -1
        if self.outcome is None and event.button == 1:
            self._held = self.row_at(event.y)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Drag the entry that is held to where the pointer is."""
        if self._held < 0:
            return
        target = self.row_at(event.y)
        if self.outcome is not None or not event.button:
            self._held = -1
        elif target >= 0 and target != self._held:
            self.cursor, self.is_taken = self._held, True
            self._move_to(target)
            self._held = self._dragged = target
            self.redraw()

    def on_mouse_up(self) -> None:
        """Put down what was dragged."""
        self._held = -1
        if self._dragged >= 0:
            self.is_taken = False
            self.redraw()

    def clicked_at(self, x: int, y: int) -> None:
        """Move the marked entry where an arrow is clicked, or take the one there up."""
        if self._dragged >= 0:  # a button that is let go after dragging is no click
            self._dragged = -1
            return
        index = self.row_at(y)
        step = {_ARROWS_AT: -1, _ARROWS_AT + 1: 1}.get(x - len(str(index + 1)), 0)
        if index == self.cursor and step:
            self.is_taken = False
            self.action_shift(step)
            return
        super().clicked_at(x, y)

    def clicked(self, index: int) -> None:
        """Take an entry up; the next click puts it down there."""
        if self.is_taken:
            self._move_to(index)
            self.is_taken = False
        else:
            self.cursor = index
            self.is_taken = True
        self.redraw()

    def action_move(self, step: int) -> None:
        """Move the mark, or the entry that is taken up."""
        target = max(0, min(len(self.entries) - 1, self.cursor + step))
        if self.is_taken:
            self._move_to(target)
        self.cursor = target
        self.redraw()

    def action_shift(self, step: int) -> None:
        """Move the marked entry."""
        self._move_to(max(0, min(len(self.entries) - 1, self.cursor + step)))
        self.redraw()

    def action_take(self) -> None:
        """Take the marked entry up, or put it down."""
        self.is_taken = not self.is_taken
        self.redraw()

    def action_place(self, number: int) -> None:
        """Move the marked entry to a place, and mark the next one."""
        if number <= len(self.entries):
            self._move_to(number - 1)
            self.is_taken = False
            self.redraw()

    def _move_to(self, target: int) -> None:
        self.is_touched = True
        self.entries.insert(target, self.entries.pop(self.cursor))
        self.cursor = target

    def action_hand_in(self) -> None:
        """Hand in the order."""
        self.hand_in()

    def hand_in(self) -> None:
        """Hand in the order as it stands, moved or not."""
        self.is_touched = True
        self.respond(Ordered(tuple(self.entries)))
