"""The box of a screen that lies over another one."""

from collections.abc import Sequence

from textual.containers import Vertical
from textual.filter import LineFilter

from quiz.ui.filters import ClosingFilter, DirectionFilter


class ModalBox(Vertical):
    """A box over another screen; it ends what is read from the right below its left edge."""

    DEFAULT_CLASSES = "box"

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of all widgets, and that of a box."""
        filters = super().get_line_filters()
        isolating = [one for one in filters if isinstance(one, DirectionFilter)]
        return [*filters, *map(ClosingFilter, isolating)]
