"""Bringing the banks of others up to date: each source is fetched, and what changed is told."""

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.inks import PARTLY
from quiz.ui.screens.base import QuizModal
from quiz.ui.widgets.box import ModalBox
from quiz.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from textual.app import App

    from quiz.errors import QuizError
    from quiz.library.fetching import Fetched
    from quiz.library.followed import Followed

_BAR = 30
"""Cells of the bar of progress."""


class UpdatingScreen(QuizModal[None]):
    """Fetches in a thread, and takes each source up when it is there."""

    CSS_PATH = "updating.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "close", _("Done"), id="updating.done", tooltip=_("Back to Home")),
        Binding("pagedown,space", "scroll_shown(1)", _("Scroll"), id="updating.page_down",
                tooltip=_("Show more of what changed")),
        Binding("pageup", "scroll_shown(-1)", _("Page up"), show=False, id="updating.page_up",
                tooltip=_("Show what came before")),
        Binding("escape", "stop", _("Stop"), id="updating.stop",
                tooltip=_("Stop; banks that were updated stay so")),
        Binding("escape", "close", _("Close"), id="updating.close", tooltip=_("Back to Home")),
    ]  # fmt: skip

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.is_at_work = True
        """Whether a source is being fetched."""
        self._lines: list[Content] = []

    def compose(self) -> ComposeResult:
        """Yield a title, what changed, what is being done, and keys."""
        with ModalBox():
            yield Static(parts.title(_("Update the banks you follow")))
            with VerticalScroll(id="scroll", can_focus=False):
                yield Static(id="told")
            yield Static(id="stage")
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin."""
        from quiz.library.followed import followed_sources

        scroll = self.query_one("#scroll")
        scroll.display = False
        self.watch(scroll, "show_vertical_scrollbar", lambda: self.refresh_bindings(), init=False)
        self._fetch(self.app, followed_sources(self.desk.places.followed))

    @work(thread=True, exclusive=True, group="update")
    def _fetch(self, app: "App[object]", sources: "list[Followed]") -> None:
        """Fetch one source after the other: the network may take its time."""
        from quiz.desk.banks.shared_banks import fetched_anew

        worker = get_current_worker()
        for number, followed in enumerate(sources):
            app.call_from_thread(self._say_stage, followed.name, number, len(sources))
            found = fetched_anew(followed)
            if worker.is_cancelled:
                return
            app.call_from_thread(self._take, followed, found)
        app.call_from_thread(self._end, "")

    def _say_stage(self, name: str, done: int, of: int) -> None:
        if self.is_attached and self.is_at_work:
            bar = parts.bar(done / of, _BAR) if of > 1 else Content("")
            words = _("Fetching {name}…").format(name=name)
            self.query_one("#stage", Static).update(bar + (f"  {words}" if bar else words))

    def _take(self, followed: "Followed", found: "Fetched | QuizError") -> None:
        """Bring a source up to date with what was fetched, and tell what changed."""
        from quiz.desk.banks.shared_banks import updated
        from quiz.desk.banks.update_report import update_lines

        if not self.is_attached or not self.is_at_work:
            return
        desk = self.desk
        update = updated(desk, followed, found)
        notes = {bank.id: desk.record.notes(bank.id) for bank in update.banks}
        ink = PARTLY if update.error else ""
        for number, line in enumerate(update_lines(update, notes)):
            self._lines.append(Content.styled(line, f"bold {ink}".strip() if not number else ink))
        self.query_one("#scroll").display = True
        self.query_one("#told", Static).update(Content("\n").join(self._lines))

    def _end(self, words: str) -> None:
        if not self.is_attached or not self.is_at_work:
            return
        self.is_at_work = False
        stage = self.query_one("#stage", Static)
        stage.update(Content(words))
        stage.display = bool(words)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what cannot be done now."""
        if action == "scroll_shown":
            return bool(self.query_one("#scroll").show_vertical_scrollbar)
        return {"stop": self.is_at_work, "close": not self.is_at_work}.get(action, True)

    def action_scroll_shown(self, step: int) -> None:
        """Scroll what changed.

        Args:
            step: 1 a page down, -1 a page up.
        """
        scroll = self.query_one("#scroll", VerticalScroll)
        (scroll.scroll_page_down if step > 0 else scroll.scroll_page_up)(animate=False)

    def action_stop(self) -> None:
        """Stop; what is not fetched yet stays as it is."""
        self.workers.cancel_group(self, "update")
        self._end(_("Stopped. Banks that weren't fetched yet stay as they were."))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
