"""Cards that turn."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from quiz.items import Flashcard, Outcome, Prompt, Rating, Response, SelfGraded
from quiz.translation import _
from quiz.ui.inks import MUTED
from quiz.ui.kinds.base import Revealed, Rows, RowsView
from quiz.ui.markup import fold_code, inline


class CardView(RowsView):
    """The back of a card, hidden until it is turned; then the learner grades."""

    hand_in_key = "Space"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "turn", _("Flip"), id="card.turn", tooltip=_("Flip the card")),
    ]

    def show(self, prompt: Prompt) -> None:
        """Hide the back."""
        self.prompt = prompt
        self.outcome = None
        self.is_turned = False
        self.redraw()

    def draft(self) -> Response | None:
        """Return nothing: a card is handed in by being graded."""
        return None

    def restore(self, response: Response) -> None:
        """Leave the card as it is: nothing stands on it before it is graded."""

    def mark(self, outcome: Outcome) -> None:
        """Keep the back in sight."""
        self.outcome = outcome
        self.is_turned = True
        self.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A card is turned once."""
        return self.outcome is None and not self.is_turned

    def rows(self, width: int) -> Rows:
        """Return the back, or a line in its place."""
        rule = Content.styled("─" * min(width, 40), MUTED)
        if not self.is_turned:
            return [(rule, 0), (Content.styled("?", MUTED), 0)]
        item = self.prompt.item
        assert isinstance(item, Flashcard)
        width = max(8, width)
        lines = fold_code(inline(item.back), width).wrap(width)
        return [(rule, -1), *((line, -1) for line in lines)]

    def clicked(self, index: int) -> None:
        """Turn the card."""
        if not self.is_turned:
            self.action_turn()

    def action_turn(self) -> None:
        """Show the back."""
        self.is_turned = True
        self.redraw()
        self.post_message(Revealed())

    def grade(self, rating: Rating) -> None:
        """Hand in the learner's own rating."""
        self.respond(SelfGraded(rating))

    def hand_in(self) -> None:
        """Turn the card: it is graded after that."""
        if not self.is_turned:
            self.action_turn()
