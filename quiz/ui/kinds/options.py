"""Picking options: one, several, true or false."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from quiz.items import (
    MultipleChoice,
    Option,
    Outcome,
    Picked,
    Prompt,
    Response,
    SingleChoice,
    TrueFalse,
)
from quiz.items.labels import MOST_KEYS
from quiz.items.lines import place_labels
from quiz.items.wording import option_text
from quiz.translation import _
from quiz.ui.inks import MUTED, PARTLY, RIGHT, WRONG
from quiz.ui.kinds.base import Rows, RowsView, label_bindings, label_check, selected
from quiz.ui.markup import folded, plain


class OptionsView(RowsView):
    """Options to pick by number, arrows or mouse; Enter hands in."""

    takes = (Picked,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", _("Up"), show=False, id="option.up"),
        Binding("down,j", "move(1)", _("Down"), show=False, id="option.down"),
        Binding("home", "go(0)", _("First"), show=False, id="option.first"),
        Binding("end", "go(-1)", _("Last"), show=False, id="option.last"),
        Binding("space", "tick", _("Select"), id="option.tick",
                tooltip=_("Select or clear this option")),
        Binding("enter", "hand_in", _("Submit"), id="answer.hand_in",
                tooltip=_("Submit the answer")),
        *label_bindings("option", _("Choose"), _("Choose option {n}")),
    ]  # fmt: skip

    def show(self, prompt: Prompt) -> None:
        """Lay out the options, none picked."""
        self.prompt = prompt
        self.outcome = None
        self.cursor = 0 if self._is_several else -1
        ticks = _("Space to select") if self.is_kept else _("Space to select, Enter to submit")
        self.how = ticks if self._is_several else ""
        self.picked: set[int] = set()
        self.redraw()

    def draft(self) -> Response | None:
        """Return what is picked."""
        if self._is_several:
            return Picked(tuple(sorted(self.picked))) if self.picked else None
        return Picked((self.prompt.order[self.cursor],)) if self.cursor >= 0 else None

    def restore(self, response: Response) -> None:
        """Pick what was picked."""
        assert isinstance(response, Picked)
        places = [at for at in response.indices if at in self.prompt.order]
        self.picked = set(places)
        if places and not self._is_several:
            self.cursor = self.prompt.order.index(places[0])
        self.redraw()

    @property
    def _is_several(self) -> bool:
        return isinstance(self.prompt.item, MultipleChoice)

    @property
    def _options(self) -> tuple[Option, ...]:
        item = self.prompt.item
        assert isinstance(item, SingleChoice | MultipleChoice | TrueFalse)
        return item.options

    def mark(self, outcome: Outcome) -> None:
        """Show right and wrong beside the options."""
        self.outcome = outcome
        self.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer ticking only where several may be picked."""
        if self.outcome is not None:
            return False
        if action == "tick":
            return self._is_several
        if action in ("number", "letter"):
            return label_check(place_labels(self.prompt), action, parameters)
        return True

    def rows(self, width: int) -> Rows:
        """Return the options, numbered; after marking each with its sign."""
        rows: Rows = []
        shown = place_labels(self.prompt)
        for place, index in enumerate(self.prompt.order):
            option = self._options[index]
            lead, style = self._lead(place, index, shown[place])
            content = plain(option_text(self.prompt.item, option.text))
            if style:
                content = content.stylize(style)
            if self.outcome is not None and self._is_missed(index):
                content += Content.styled("  " + _("missed"), PARTLY)
            blank = Content(" " * lead.cell_length)
            is_here = place == self.cursor and self.outcome is None
            if is_here:  # the sign stands beside each of its lines
                blank = Content.styled("▌", "$primary") + " " * (lead.cell_length - 1)
            lines = folded(content, width, lead, blank)
            if is_here:
                lines = selected(lines, width)
            if place and self.is_airy:
                rows.append((Content(""), -1))
            rows += [(line, place) for line in lines]
        return rows

    def airy_height(self, width: int) -> int:
        """Return the number of lines with an empty one between the options."""
        lines = [index for _line, index in self.rows(width) if index >= 0]
        return len(lines) + len(self.prompt.order) - 1

    def _lead(self, place: int, index: int, label: str) -> tuple[Content, str]:
        number = label if place < MOST_KEYS else " "
        if self.outcome is not None:
            return self._marked_lead(index, number)
        is_here = place == self.cursor
        bar = Content.styled("▌", "$primary") if is_here else Content(" ")
        style = "bold" if is_here else ""
        if self._is_several:
            box = "■" if index in self.picked else "□"
            sign = Content.styled(f" {box} ", "$text-accent" if index in self.picked else "")
        else:
            sign = Content.styled(" ● " if is_here else " ○ ", "$text-accent" if is_here else "")
        return bar + sign + Content.styled(f"{number}  ", MUTED), style

    def _marked_lead(self, index: int, number: str) -> tuple[Content, str]:
        is_key, is_picked = self._is_key(index), index in self.picked
        if is_key:
            sign, ink = ("○", PARTLY) if self._is_missed(index) else ("✔", RIGHT)
        elif is_picked:
            sign, ink = "✘", WRONG
        else:
            sign, ink = " ", ""
        style = f"strike {ink}" if ink == WRONG else f"bold {ink}" if ink else MUTED
        bar = Content.styled("▌", ink) if is_picked and ink else Content(" ")
        lead = bar + Content.styled(f" {sign} ", ink) if ink else bar + Content("   ")
        return lead + Content.styled(f"{number}  ", MUTED), style

    def _is_missed(self, index: int) -> bool:
        return self._is_several and self._is_key(index) and index not in self.picked

    def _is_key(self, index: int) -> bool:
        item = self.prompt.item
        if isinstance(item, SingleChoice):
            return index == item.key
        if isinstance(item, TrueFalse):
            return (index == 0) == item.key
        return isinstance(item, MultipleChoice) and index in item.keys

    def clicked(self, index: int) -> None:
        """Tick the option; on a single choice a second click hands in."""
        if not self._is_several and index == self.cursor:
            self.hand_in()
            return
        self.action_number(index + 1)

    def action_move(self, step: int) -> None:
        """Move the mark up or down."""
        last = len(self.prompt.order) - 1
        if self.cursor < 0:
            self.cursor = 0 if step > 0 else last
        else:
            self.cursor = max(0, min(last, self.cursor + step))
        self.redraw()

    def action_go(self, place: int) -> None:
        """Move the mark to the first or last option."""
        self.cursor = place % len(self.prompt.order)
        self.redraw()

    def action_number(self, number: int) -> None:
        """Mark the option with a number; where several may be picked, tick it too."""
        if number <= len(self.prompt.order):
            self.cursor = number - 1
            if self._is_several:
                self.action_tick()
            self.redraw()

    action_letter = action_number

    def action_tick(self) -> None:
        """Tick or untick the marked option."""
        if self.cursor >= 0:
            self.picked ^= {self.prompt.order[self.cursor]}
            self.redraw()

    def action_hand_in(self) -> None:
        """Hand in what is picked."""
        self.hand_in()

    def hand_in(self) -> None:
        """Hand in what is picked, if anything is."""
        if self._is_several:
            self.respond_or(_("Select at least one option first (Space)."))
            return
        if self.cursor >= 0:
            self.picked = {self.prompt.order[self.cursor]}
        shown = place_labels(self.prompt)[:MOST_KEYS]
        words = _("Choose an option first: {first}–{last} or the arrow keys.")
        self.respond_or(words.format(first=shown[0], last=shown[-1]))
