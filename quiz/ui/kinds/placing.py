"""Pairing things up, and sorting them into groups."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from quiz.items import Groups, Match, Outcome, Placed, Prompt, Response
from quiz.items.labels import MOST_KEYS
from quiz.items.lines import group_labels, place_labels
from quiz.translation import _
from quiz.ui.inks import MUTED, RIGHT, WRONG
from quiz.ui.kinds.base import Rows, RowsView, label_bindings, label_check, selected
from quiz.ui.markup import folded, plain


class PlacingView(RowsView):
    """Entries on the left, each given a target by its letter or number."""

    takes = (Placed,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", _("Up"), show=False, id="place.up"),
        Binding("down,j", "move(1)", _("Down"), show=False, id="place.down"),
        Binding("right,l", "turn(1)", _("Next match"), show=False, id="place.next"),
        Binding("left", "turn(-1)", _("Previous match"), show=False, id="place.last"),
        Binding("backspace,delete", "clear", _("Clear"), id="place.clear",
                tooltip=_("Clear the item's match")),
        Binding("enter", "hand_in", _("Submit"), id="answer.hand_in",
                tooltip=_("Submit the answer")),
        *label_bindings("place", _("Match"), _("Match the item with {n}")),
    ]  # fmt: skip

    def __init__(self) -> None:
        """Begin with nothing to show."""
        super().__init__()
        self._spans: list[tuple[int, int, int, int]] = []
        """Where targets are shown: line, first cell, cell behind the last, number."""

    def show(self, prompt: Prompt) -> None:
        """Lay out entries and targets, nothing placed."""
        self.prompt = prompt
        self.outcome = None
        self.cursor = 0
        item = prompt.item
        if isinstance(item, Match):
            self.names = [pair.left for pair in item.pairs]
            self.entries = list(range(len(item.pairs)))
            self.targets = list(item.rights)
            self.shown_targets = list(prompt.order)
        elif isinstance(item, Groups):
            self.names = list(item.entries)
            self.entries = list(prompt.order)
            self.targets = list(item.names)
            self.shown_targets = list(range(len(item.names)))
        self.labels = group_labels(item) if isinstance(item, Groups) else place_labels(prompt)
        self.placed = [-1] * len(self.names)
        self.how = _("{first}–{last} to match the selected item")
        self.how = self.how.format(first=self.labels[0], last=self.labels[:MOST_KEYS][-1])
        self.redraw()

    def draft(self) -> Response | None:
        """Return what is placed."""
        is_empty = all(target < 0 for target in self.placed)
        return None if is_empty else Placed(tuple(self.placed))

    def restore(self, response: Response) -> None:
        """Place what was placed."""
        assert isinstance(response, Placed)
        if len(response.targets) == len(self.placed):
            known = range(len(self.targets))
            self.placed = [at if at in known else -1 for at in response.targets]
        self.redraw()

    def mark(self, outcome: Outcome) -> None:
        """Show which entries are placed rightly."""
        self.outcome = outcome
        self.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be placed once it is marked."""
        if self.outcome is None and action in ("number", "letter"):
            return label_check(self.labels, action, parameters)
        if action == "clear" and self.outcome is None:
            return self.placed[self.entries[self.cursor]] >= 0
        return self.outcome is None

    def redraw(self) -> None:
        """Draw again, and offer to clear what now can be."""
        super().redraw()
        self.refresh_bindings()

    def rows(self, width: int) -> Rows:
        """Return the targets with their numbers, then the entries with what they were given."""
        rows: Rows = []
        rows += [(line, -1) for line in self._legend(width)]
        rows.append((Content(""), -1))
        longest = max(len(name) for name in self.names)
        column = min(max(12, longest + 6), max(12, width // 2))
        for place, index in enumerate(self.entries):
            rows += [(line, place) for line in self._entry(place, index, column, width)]
        return rows

    def _legend(self, width: int) -> list[Content]:
        """Return the targets in as few lines as they take, each clickable by its number."""
        lines: list[Content] = []
        line = Content("")
        self._spans = []
        pairs = zip(self.labels, self.shown_targets, strict=True)
        for number, (label, target) in enumerate(pairs, 1):
            mark = Content.styled(f" {label} ", "$text-accent bold")
            used = target in self.placed and isinstance(self.prompt.item, Match)
            text = plain(self.targets[target])
            cell = mark + (text.stylize(MUTED) if used else text) + Content("   ")
            if line and line.cell_length + cell.cell_length > width:
                lines.append(line)
                line = Content("")
            if not line and cell.cell_length > width:
                whole = folded(text, width, mark, Content("   "))
                at = len(lines)
                self._spans += [(at + n, 0, width, number) for n in range(len(whole))]
                lines += whole
                continue
            start = line.cell_length
            self._spans.append((len(lines), start, start + cell.cell_length, number))
            line = line + cell
        return [*lines, line] if line else lines

    def _entry(self, place: int, index: int, column: int, width: int) -> list[Content]:
        is_here = place == self.cursor and self.outcome is None
        given = self.placed[index]
        text = plain(self.targets[given]) if given >= 0 else Content.styled("…", MUTED)
        bar = Content.styled("▌ " if is_here else "  ", "$primary")
        name = plain(self.names[index])
        if is_here:
            name = name.stylize("bold")
        if self.outcome is not None:
            text = self._marked(index, text)
        elif given >= 0:
            label = self.labels[self.shown_targets.index(given)]
            text = Content.styled(f"{label} ", "$text-accent") + text
        left = folded(name, column, bar, Content("  "))
        right = text.wrap(max(8, width - column - 3))
        lines = []
        for at in range(max(len(left), len(right))):
            side = left[at] if at < len(left) else Content("")
            side = side.pad_right(max(0, column - side.cell_length))
            joint = Content.styled(" → " if at == 0 else "   ", MUTED)
            lines.append(side + joint + (right[at] if at < len(right) else Content("")))
        return selected(lines, width) if is_here else lines

    def _marked(self, index: int, text: Content) -> Content:
        assert self.outcome is not None
        part = self.outcome.parts[index]
        if part.is_right:
            return Content.styled("✔ ", RIGHT) + text.stylize(RIGHT)
        right = plain(part.right).stylize(f"bold {RIGHT}")
        given = text.stylize(f"strike {WRONG}") if part.given else Content.styled("–", WRONG)
        return Content.styled("✘ ", WRONG) + given + Content("  ") + right

    def clicked_at(self, x: int, y: int) -> None:
        """Give the marked entry the target under the pointer, or mark the entry there."""
        for line, start, end, number in self._spans:
            if line == y and start <= x < end:
                self.action_number(number)
                return
        super().clicked_at(x, y)

    def clicked(self, index: int) -> None:
        """Mark the entry; a click on the marked one gives it the next match."""
        if index == self.cursor:
            self.action_turn(1)
        self.cursor = index
        self.redraw()

    def action_move(self, step: int) -> None:
        """Mark another entry."""
        self.cursor = max(0, min(len(self.entries) - 1, self.cursor + step))
        self.redraw()

    def action_number(self, number: int) -> None:
        """Give the marked entry a match, and mark the next one that has none."""
        if number > len(self.shown_targets):
            return
        self.placed[self.entries[self.cursor]] = self.shown_targets[number - 1]
        after = [*range(self.cursor + 1, len(self.entries)), *range(self.cursor)]
        free = [place for place in after if self.placed[self.entries[place]] < 0]
        if free:
            self.cursor = free[0]
        self.redraw()

    action_letter = action_number

    def action_turn(self, step: int) -> None:
        """Give the marked entry the next match in turn."""
        index = self.entries[self.cursor]
        order = self.shown_targets
        at = order.index(self.placed[index]) if self.placed[index] in order else -1
        self.placed[index] = order[(at + step) % len(order)] if at >= 0 or step > 0 else order[-1]
        self.redraw()

    def action_clear(self) -> None:
        """Take the marked entry's match away."""
        self.placed[self.entries[self.cursor]] = -1
        self.redraw()

    def action_hand_in(self) -> None:
        """Hand in what is placed."""
        self.hand_in()

    def hand_in(self) -> None:
        """Hand in what is placed, if anything is."""
        words = _("Match at least one item first: {first}–{last}.")
        last = self.labels[:MOST_KEYS][-1]
        self.respond_or(words.format(first=self.labels[0], last=last))
