"""What every way of answering has."""

from string import ascii_lowercase
from typing import ClassVar, cast

from textual.binding import Binding
from textual.content import Content
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widget import Widget

from quiz.items import Outcome, Prompt, Response
from quiz.items.labels import MOST_KEYS, is_lettered
from quiz.ui.host import base_host
from quiz.ui.widgets.in_view import keep_in_view

SIGNS = {"right": "✔", "wrong": "✘", "partly": "◐"}


def label_bindings(name: str, label: str, tooltip: str) -> list[Binding]:
    """Return the keys 1 to 9 and a to i; a view offers those that it shows (`label_check`).

    Args:
        name: Begins the bindings' ids.
        label: Stands in the bar of keys.
        tooltip: Holds `{n}` for the key.
    """
    return [
        Binding(keys, f"{action}({n})", label, show=n == 1, key_display=display,
                id=f"{name}.{keys[0]}", tooltip=tooltip.format(n=keys[0]))
        for action, all_keys, display in (
            ("number", [str(n) for n in range(1, MOST_KEYS + 1)], "1-9"),
            ("letter", [f"{key},{key.upper()}" for key in ascii_lowercase[:MOST_KEYS]], "a-i"),
        )
        for n, keys in enumerate(all_keys, 1)
    ]  # fmt: skip


def label_check(shown: tuple[str, ...], action: str, parameters: tuple[object, ...]) -> bool:
    """Return whether a key is the label of something shown."""
    if is_lettered(shown) != (action == "letter"):
        return False
    return action == "number" or cast(int, parameters[0]) <= len(shown)


class Responded(Message):
    """The learner hands in a response."""

    def __init__(self, response: Response) -> None:
        """Carry the response."""
        super().__init__()
        self.response = response


class Passed(Message):
    """The learner goes on without an answer, where that may be: in an exam."""


class Touched(Message):
    """What stands in an answer may have changed, where it is kept as it stands."""


class Revealed(Message):
    """What is right was shown; the learner grades next."""


class AnswerView(Widget):
    """Collects a response to a prompt; the screen has it marked."""

    prompt: Prompt
    """The question as it is laid out."""
    outcome: Outcome | None = None
    """How the response was marked; None while it can be changed."""
    hand_in_key = "Enter"
    """Shown in the bar of keys."""
    how = ""
    """How to answer, in a line."""
    takes: ClassVar[tuple[type, ...]] = ()
    """The classes of responses that can be shown again."""
    is_kept = False
    """Whether answers are kept as they stand and can be changed till all is handed in: an exam."""

    @property
    def about_rows(self) -> int:
        """About how many rows it takes."""
        return 2

    @property
    def wants(self) -> str:
        """What the learner is to do."""
        return self.prompt.item.wants

    def show(self, prompt: Prompt) -> None:
        """Ask a question: forget the last one and lay out this one."""
        raise NotImplementedError

    async def ask(self, prompt: Prompt) -> None:
        """Show a question, once what it takes is there."""
        self.show(prompt)

    def draft(self) -> Response | None:
        """Return what stands there now as a response; None while there is nothing."""
        raise NotImplementedError

    def restore(self, response: Response) -> None:
        """Show a response that was given before; it can be changed."""
        raise NotImplementedError

    def mark(self, outcome: Outcome) -> None:
        """Show how the response was marked; it can no longer be changed."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Let the keys go here."""
        self.focus(scroll_visible=False)

    def say(self, text: str) -> None:
        """Say what to do first; one such word at a time, or they would cover the question."""
        base_host(self).hush()
        self.notify(text, markup=False, timeout=3)

    def respond(self, response: Response) -> None:
        """Hand a response to the screen: straight, since each container on the way costs a turn."""
        self.screen.post_message(Responded(response))

    def respond_or(self, lacking: str) -> None:
        """Hand in what stands there; with nothing there go on in an exam, else say what to do."""
        response = self.draft()
        if response is not None:
            self.respond(response)
        elif self.is_kept:
            self.screen.post_message(Passed())
        else:
            self.say(lacking)

    def touch(self) -> None:
        """Tell the screen to keep what stands there, if it is kept."""
        if self.is_kept:
            self.screen.post_message(Touched())

    @property
    def is_typing(self) -> bool:
        """Whether letters are text here, and not keys."""
        return False

    def hand_in(self) -> None:
        """Hand in what is there now."""
        raise NotImplementedError


Rows = list[tuple[Content, int]]
"""Lines of content, each with the index of what it stands for; -1 for none."""


def selected(lines: list[Content], width: int) -> list[Content]:
    """Return the lines of the row where one is, on a ground of their own over the whole width."""
    return [
        line.pad_right(max(0, width - line.cell_length)).stylize_before("$select-text on $select")
        for line in lines
    ]


class RowsView(AnswerView, can_focus=True):
    """A view that draws rows itself: quick, and one widget whatever the number of rows."""

    auto_links = Reactive(False)  # none to look for: a tenth of its time

    def __init__(self) -> None:
        """Begin with nothing to show."""
        super().__init__()
        self.cursor = 0
        self.is_airy = False
        """Whether there is room for an empty line between the rows."""
        self._drawn: tuple[int, list[Content], list[int]] | None = None

    def rows(self, width: int) -> Rows:
        """Return the rows for a width."""
        raise NotImplementedError

    def rows_at(self, width: int) -> int:
        """Return the number of rows at a width."""
        return len(self._lines(width)[0])

    def redraw(self) -> None:
        """Draw again; the screen is laid out again only if the height has changed."""
        self._drawn = None
        self.touch()
        width, height = self.size
        if not width or len(self._lines(width)[0]) != height:
            self.refresh(layout=True)
        else:
            self.refresh()
            self._keep_in_view()

    def clicked(self, index: int) -> None:
        """Take a click on a row."""
        raise NotImplementedError

    def _lines(self, width: int) -> tuple[list[Content], list[int]]:
        if self._drawn is None or self._drawn[0] != width:
            lines: list[Content] = []
            indices: list[int] = []
            for content, index in self.rows(width):
                lines.append(content)
                indices.append(index)
            self._drawn = (width, lines, indices)
        return self._drawn[1], self._drawn[2]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines."""
        return max(1, len(self._lines(width)[0]))

    def render(self) -> Content:
        """Return all rows."""
        lines, _ = self._lines(self.size.width)
        return Content("\n").join(lines)

    def on_click(self, event: Click) -> None:
        """Find the row under the pointer."""
        if self.outcome is None:
            self.clicked_at(event.x, event.y)

    def clicked_at(self, x: int, y: int) -> None:
        """Take a click on a cell."""
        index = self.row_at(y)
        if index >= 0:
            self.clicked(index)

    def row_at(self, y: int) -> int:
        """Return what a line stands for; -1 for nothing."""
        _, indices = self._lines(self.size.width)
        return indices[y] if 0 <= y < len(indices) else -1

    def _keep_in_view(self) -> None:
        _, indices = self._lines(self.size.width or 1)
        if self.cursor in indices and self.parent is not None:
            first = indices.index(self.cursor)
            count = indices.count(self.cursor)
            if self.outcome is not None:
                return  # the feedback is in sight now
            part = Region(0, first, max(1, self.size.width), count)
            keep_in_view(cast(Widget, self), part)
