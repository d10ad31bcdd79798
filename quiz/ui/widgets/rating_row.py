"""The four ratings in a line; each can be clicked."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.reactive import Reactive
from textual.widget import Widget


class RatingRow(Widget):
    """Shows the ratings, and does what their keys do where one is clicked."""

    DEFAULT_CSS = """
    RatingRow { height: 1; padding: 0 1; text-align: center; }
    """
    auto_links = Reactive(False)  # none to look for: a tenth of its time

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(id="ratings")
        self._cells: tuple[Content, ...] = ()
        self._words = Content("")

    def show(self, cells: Sequence[Content]) -> None:
        """Show ratings, the lowest first; none is an empty line."""
        self._cells, self._words = tuple(cells), Content("")
        self.refresh()

    def say(self, words: Content) -> None:
        """Say something in the place of the ratings."""
        self._cells, self._words = (), words
        self.refresh()

    def _gap(self) -> int:
        return 3 if self.app.size.width >= 76 else 0

    def render(self) -> Content:
        """Return the ratings, spaced evenly, or what is said in their place."""
        if not self._cells:
            return self._words
        return Content(" " * self._gap()).join(self._cells)

    async def on_click(self, event: Click) -> None:
        """Rate as the key of the rating under the pointer does."""
        left = max(0, self.size.width - self.render().cell_length) // 2
        x = event.x - self.styles.padding.left - left
        for number, cell in enumerate(self._cells, 1):
            if 0 <= x < cell.cell_length:
                await self.app.run_action(f"screen.rate({number})")
                return
            x -= cell.cell_length + self._gap()
