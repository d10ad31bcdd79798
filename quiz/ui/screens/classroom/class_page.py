"""A class that is served without a game: where its pupils sign in, and how many did."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from quiz.translation import _, ngettext
from quiz.ui.canvas.canvas import Canvas
from quiz.ui.canvas.paint import Paint
from quiz.ui.content import parts
from quiz.ui.host import base_host
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.classroom.drawing import column_of, draw_qr
from quiz.ui.widgets.key_bar import KeyBar
from quiz.web.school import School

_EVERY_S = 2.0


class ClassScreen(QuizScreen):
    """Shows where the pupils of a class find their assignments."""

    CSS_PATH = "class_page.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "ways", _("Host's page"), id="class.ways",
                tooltip=_("See the gradebook's address and its key")),
        Binding("escape,q", "leave", _("Leave"), id="class.leave",
                tooltip=_("Stop serving; everything is saved")),
    ]  # fmt: skip

    def __init__(self, school: School, address: str, *, ways: tuple[tuple[str, str], ...]) -> None:
        """Show a class.

        Args:
            school: The class on this server.
            address: What pupils type.
            ways: Other pages of the server and the host's key, each with its name.
        """
        super().__init__()
        self.school, self.address = school, address
        self._ways = ways
        self._pupils = self._signed_in = 0
        self._qr: tuple[tuple[bool, ...], ...] = ()
        self._board = Paint(self._draw, id="board")

    def compose(self) -> ComposeResult:
        """Yield head, board and keys."""
        yield Static(parts.title(self.school.row.name), id="head")
        yield self._board
        yield KeyBar()

    async def on_mount(self) -> None:
        """Count who is in, and follow it."""
        from quiz.web.qr import qr_rows

        if base_host(self).glyphs != "ascii":
            self._qr = tuple(tuple(row) for row in qr_rows(self._page))
        await self._count()
        self.set_interval(_EVERY_S, self._count)

    @property
    def _page(self) -> str:
        return f"{self.address}/class"

    async def _count(self) -> None:
        def counts(school: School) -> tuple[int, int]:
            return len(school.classes.pupils(school.row)), school.classes.signed_in(school.row)

        self._pupils, self._signed_in = await self.school.do(counts)
        self._board.repaint()

    def _draw(self, canvas: Canvas) -> None:
        x, width = column_of(canvas)
        if self._qr and width >= len(self._qr[0]) + 36 and canvas.height >= len(self._qr) // 2 + 2:
            draw_qr(canvas, x + width - len(self._qr[0]), 1, self._qr)
            width -= len(self._qr[0]) + 3
        y = canvas.wrap(x, 2, width, _("Pupils sign in with their PINs at"), "dim")
        y = canvas.wrap(x, y, width, self._page, "bold key") + 1
        words = ngettext(
            "{n} of {of} pupil has signed in", "{n} of {of} pupils have signed in", self._pupils
        )
        y = canvas.wrap(x, y, width, words.format(n=self._signed_in, of=self._pupils), "bold text")
        if not self._pupils:
            canvas.wrap(x, y, width, _("The class has no pupils yet."), "dim")

    def action_ways(self) -> None:
        """Show where the gradebook is, and its key."""
        from quiz.ui.screens.classroom.ways import WaysScreen

        self.app.push_screen(WaysScreen(self._ways))

    def action_leave(self) -> None:
        """Leave: pupils who are working are cut off until the class is served again."""
        from quiz.ui.screens.confirm import ConfirmScreen

        async def decide(is_wanted: bool | None) -> None:
            if is_wanted:
                await self.app.action_quit()

        about = _("Everything is saved. Pupils can continue when you serve the class again.")
        self.app.push_screen(ConfirmScreen(_("Stop serving?"), Content(about)), decide)
